"""Kizuna, a storyworld engine: worlds as data, lived forward, checked, forked and told."""

__version__ = "0.1.0"
