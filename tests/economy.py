"""What the suite does only once, and what it does not do at all: the same files are read and looked for garbage in
hundreds of worlds that share all but a line."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from kizuna.diagnostics import Sink
from kizuna.pack import load
from kizuna.pack.tree import Node
from kizuna.pack.yaml import parse_yaml

_YOUNG = 100_000
"""Objects that are made between two looks for garbage; worlds and machines have hundreds of thousands."""
_ROUND = 32
"""Worlds that are made between two looks at all that is there."""
_MOST = 2000
_made = count(1)
_trees: dict[tuple[str, str, bool], Node] = {}


def begin() -> None:
    """From now on files are parsed once for each text, and garbage is looked for seldom."""
    gc.set_threshold(_YOUNG, 20, 50)
    load.parse_yaml = _parsed


@contextmanager
def uncollected() -> Iterator[None]:
    """Making a world leaves no garbage, but looking for some takes half of the time, then and later.

    What is there afterwards is looked at again only when some more worlds are made.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if next(_made) % _ROUND:
            gc.freeze()
        else:
            gc.unfreeze()
            gc.collect()


def _parsed(text: str, file: str, sink: Sink, may_be_empty: bool = False) -> Node | None:
    """As `parse_yaml`: trees do not change, and a text without a fault has only one."""
    key = file, text, may_be_empty
    if key not in _trees:
        before = len(sink.found)
        tree = parse_yaml(text, file, sink, may_be_empty)
        if tree is None or len(sink.found) > before or len(_trees) > _MOST:
            return tree
        _trees[key] = tree
    return _trees[key]
