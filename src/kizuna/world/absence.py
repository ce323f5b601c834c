"""The words for a reference to none."""

from __future__ import annotations

NONE_WORDS = ("nobody", "nowhere", "nothing")
"""Each of them is read for a reference to none, whatever its kind."""
