"""Where the rows' tests find the packs: the checkout's, or with `--packs DIR` those in DIR/packs and DIR/worlds."""

from __future__ import annotations

import os

import pytest

VARIABLE = "KIZUNA_ROWS_PACKS"
"""Holds the folder for `support.py`, also in the processes that pytest starts."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option is known when tests of this folder are named on the command line."""
    parser.addoption("--packs", metavar="DIR", help="a folder with `packs` and `worlds` to be tested")


def pytest_configure(config: pytest.Config) -> None:
    """Hand the folder on before any test is imported."""
    folder = config.getoption("--packs", default=None)
    if folder:
        os.environ[VARIABLE] = os.path.abspath(str(folder))
