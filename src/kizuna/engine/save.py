"""Saving and loading a state: one compressed archive of arrays, never pickles."""

from __future__ import annotations

import json
import os
import zipfile

import numpy as np

from kizuna.engine.kernel import Kernel

VERSION = 1
FLOATS = ("V", "R", "K")
INTS = ("X", "W", "Z", "Q", "D")


def save_state(path: str, kernel: Kernel) -> None:
    """Write a kernel and its state to `path`, whole or not at all. Raises OSError."""
    state = kernel.s
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64 | np.int64 | np.uint8]]] = {}
    for name in FLOATS:
        arrays[name] = np.asarray(getattr(state, name), dtype=np.float64)
    for name in INTS:
        arrays[name] = np.asarray(getattr(state, name), dtype=np.int64)
    arrays["heap"] = np.asarray(state.heap, dtype=np.int64).reshape(-1, 6)
    keys = list(state.T)
    arrays["keys"] = np.asarray([(*key, *([-1] * (5 - len(key)))) for key in keys], dtype=np.int64).reshape(-1, 5)
    arrays["rows"] = np.asarray([state.T[key] for key in keys], dtype=np.int64)
    rest = {
        "version": VERSION,
        "seed": state.seed,
        "now": state.now,
        "serial": state.serial,
        "recorded": kernel.recorded,
        "autonomy": kernel.autonomy,
        "middle": state.middle,
        "instant": [kernel.instant_at, kernel.instant],
        "said": [list(kernel.said_outcome.items()), [[k, list(v.items())] for k, v in kernel.said_chances.items()]],
        "queue": state.queue,
        "free": {str(k): v for k, v in state.free.items()},
        "idents": [[str(k), v] for k, v in state.idents.items()],
    }
    arrays["rest"] = np.frombuffer(json.dumps(rest).encode(), dtype=np.uint8)
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def load_state(path: str, kernel: Kernel) -> None:
    """Fill a kernel and its fresh state from a save.

    Raises OSError, or ValueError for a file that is damaged or was not made by this version.
    """
    state = kernel.s
    try:
        with np.load(path, allow_pickle=False) as archive:
            for name in (*FLOATS, *INTS):
                setattr(state, name, archive[name].tolist())
            state.heap = [tuple(entry) for entry in archive["heap"].tolist()]
            rows = archive["rows"].tolist()
            for key, row in zip(archive["keys"].tolist(), rows, strict=True):
                state.T[tuple(part for part in key if part != -1)] = row
            rest = json.loads(archive["rest"].tobytes().decode())
    except (KeyError, zipfile.BadZipFile, UnicodeDecodeError, EOFError) as fault:
        raise ValueError(f"not a whole save: {fault}") from fault
    if rest.get("version") != VERSION:
        raise ValueError(f"save of version {rest.get('version')}, this engine reads {VERSION}")
    state.seed, state.now, state.serial = rest["seed"], rest["now"], rest["serial"]
    state.queue = [tuple(item) for item in rest["queue"]]
    state.free = {int(kind): rows for kind, rows in rest["free"].items()}
    state.idents = {int(ident): row for ident, row in rest["idents"]}
    kernel.recorded, kernel.autonomy = rest["recorded"], rest.get("autonomy", True)
    state.middle = rest.get("middle", 0)
    kernel.instant_at, kernel.instant = rest.get("instant", [-1, []])
    outcomes, chances = rest.get("said", [[], []])
    kernel.said_outcome = dict(outcomes)
    kernel.said_chances = {doer: dict(said) for doer, said in chances}
