"""Saving and loading a state: one archive of arrays, never pickles.

Of the parallel buffers only the cells that hold something are kept, since most of a large world's hold nothing.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.format import dtype_to_descr, write_array_header_1_0
from numpy.typing import NDArray

from kizuna.engine.kernel import Kernel
from kizuna.engine.state import COLUMNS, REALS

VERSION = 5
PART = 1 << 16
"""Cells of a buffer that are looked through at a time."""
Ints = NDArray[np.int64]
Saved = tuple[str, "np.dtype[Any]", tuple[int, ...], Iterable[NDArray[Any]]]
"""An array on its way into the archive: its name, what it is of, its shape, and what it consists of."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that a state holds: buffers by name, the agenda's entries, bonds and beliefs by key with their rows."""

    buffers: Mapping[str, NDArray[Any]]
    heap: Ints
    keys: Ints
    rows: Ints
    rest: Mapping[str, object]


def content_of(kernel: Kernel) -> Content:
    """The content of a kernel and its state in lists."""
    state, keys = kernel.s, list(kernel.s.T)
    return Content(
        {name: np.asarray(getattr(state, name), dtype=np.float64 if name in REALS else np.int64)
         for name in COLUMNS},
        np.asarray(state.heap, dtype=np.int64).reshape(-1, 6),
        np.asarray([(*key, *([-1] * (5 - len(key)))) for key in keys], dtype=np.int64).reshape(-1, 5),
        np.asarray([state.T[key] for key in keys], dtype=np.int64),
        {
            "seed": state.seed, "now": state.now, "past": state.past, "serial": state.serial,
            "recorded": kernel.recorded, "autonomy": kernel.autonomy, "middle": state.middle,
            "instant": [kernel.instant_at, kernel.instant], "said": said_of(kernel),
            "queue": state.queue, "free": {str(k): v for k, v in state.free.items()},
        },
    )  # fmt: skip


def said_of(kernel: Kernel) -> list[list[object]]:
    """What a script has said of outcomes and chances."""
    chances: list[object] = [[doer, list(said.items())] for doer, said in kernel.said_chances.items()]
    return [list(kernel.said_outcome.items()), chances]


def save_state(path: str, kernel: Kernel) -> None:
    """Write a kernel and its state to `path`, whole or not at all. Raises OSError."""
    save_content(path, content_of(kernel))


def save_content(path: str, content: Content) -> None:
    """The same for what a state holds."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for name, dtype, shape, parts in _arrays(content):
                    with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                        head = {"descr": dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
                        write_array_header_1_0(member, head)
                        for part in parts:
                            member.write(np.ascontiguousarray(part).data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _arrays(content: Content) -> Iterator[Saved]:
    """What is saved, one after the other and the buffers part by part: at once they would be as much as the state."""
    for name, array in (("heap", content.heap), ("keys", content.keys), ("rows", content.rows)):
        yield name, array.dtype, array.shape, [array]
    for name, buffer in content.buffers.items():
        parts = [buffer[first : first + PART] for first in range(0, len(buffer), PART)]
        shape = (sum(int(np.count_nonzero(_bits(part))) for part in parts),)
        places = ((np.flatnonzero(_bits(part)) + n * PART).astype(np.uint32) for n, part in enumerate(parts))
        yield f"{name} at", np.dtype(np.uint32), shape, places
        yield name, buffer.dtype, shape, (part[_bits(part) != 0] for part in parts)
    rest = {"version": VERSION, "cells": len(content.buffers["X"]), **content.rest}
    written = np.frombuffer(json.dumps(rest).encode(), dtype=np.uint8)
    yield "rest", written.dtype, written.shape, [written]


def _bits(part: NDArray[Any]) -> Ints:
    """What is 0 only where nothing is, since -0.0 is something."""
    return part.view(np.int64)


def load_state(path: str, kernel: Kernel) -> None:
    """Fill a kernel and its fresh state from a save.

    Raises OSError, or ValueError for a file that is damaged or was not made by this version.
    """
    state = kernel.s
    try:
        with np.load(path, allow_pickle=False) as archive:
            rest = json.loads(archive["rest"].tobytes().decode())
            if rest.get("version") != VERSION:
                raise ValueError(f"save of version {rest.get('version')}, this engine reads {VERSION}")
            state.pack(rest["cells"])
            for name in COLUMNS:
                buffer = np.zeros(rest["cells"], dtype=np.float64 if name in REALS else np.int64)
                buffer[archive[f"{name} at"]] = archive[name]
                if state.packed:
                    getattr(state, name).frombytes(buffer.view(np.uint8).data)
                else:
                    setattr(state, name, buffer.tolist())
            state.heap = sorted(tuple(entry) for entry in archive["heap"].tolist())
            rows = archive["rows"].tolist()
            for key, row in zip(archive["keys"].tolist(), rows, strict=True):
                state.T[tuple(part for part in key if part != -1)] = row
    except (KeyError, IndexError, zipfile.BadZipFile, UnicodeDecodeError, EOFError) as fault:
        raise ValueError(f"not a whole save: {fault}") from fault
    state.seed, state.now, state.past, state.serial = rest["seed"], rest["now"], rest["past"], rest["serial"]
    state.queue = [tuple(item) for item in rest["queue"]]
    state.free = {int(kind): rows for kind, rows in rest["free"].items()}
    state.identify()
    kernel.recorded, kernel.autonomy, state.middle = rest["recorded"], rest["autonomy"], rest["middle"]
    kernel.instant_at, kernel.instant = rest["instant"]
    outcomes, chances = rest["said"]
    kernel.said_outcome = dict(outcomes)
    kernel.said_chances = {doer: dict(said) for doer, said in chances}
