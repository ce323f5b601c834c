"""What a state in the buffers of compiled code holds, to be saved where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kizuna.engine.flat import heap, table
from kizuna.engine.flat.links import HALF
from kizuna.engine.save import Content, Ints, said_of
from kizuna.engine.state import COLUMNS, REALS

if TYPE_CHECKING:
    from kizuna.engine.flat.image import Image

LOW = (1 << HALF) - 1


def content_of(image: Image) -> Content:
    """The same as that of the state in lists, had it been brought home."""
    flat, held = image.flat, image.buffers
    buffers = {
        name: np.frombuffer(held[name], dtype=np.float64 if name in REALS else np.int64)[: flat.cells]
        for name in COLUMNS
    }
    buffers["D"] = np.broadcast_to(np.int64(0), flat.cells)     # nothing is to settle; threads of free rows end here
    words = np.frombuffer(held["H"], dtype=np.int64)
    entries = words[heap.HEAD : heap.HEAD + heap.ENTRY * words[heap.COUNT]].reshape(-1, heap.ENTRY)
    agenda = np.column_stack([entries[:, :3], entries[:, 1] >> 58, entries[:, 3:]])
    keys, rows = _links(np.frombuffer(held["T"], dtype=np.int64))
    return Content(
        buffers, agenda, keys, rows,
        {
            "seed": int(flat.seed), "now": int(flat.now), "past": int(flat.past), "serial": int(flat.serial),
            "recorded": int(flat.recorded),
            "autonomy": bool(flat.autonomy), "middle": int(flat.middle), "said": said_of(image.kernel),
            "instant": [int(flat.instant_at), image.instant()],
            "queue": image.queue_items(), "free": {str(kind): rows for kind, rows in image.free_rows().items()},
        },
    )  # fmt: skip


def _links(words: Ints) -> tuple[Ints, Ints]:
    """Bonds and beliefs by key, -1 for what a bond's has not, in the order in which they came."""
    entries = words[table.HEAD :].reshape(-1, table.ENTRY)
    full = np.flatnonzero(entries[:, 3])
    full = full[np.argsort(entries[full, 3], kind="stable")]
    a, b, c = (entries[full, n] for n in range(3))
    held = a >> HALF
    keys = np.empty((len(full), 5), dtype=np.int64)     # column by column, since there may be a million
    for n, (bond, belief) in enumerate(
        ((a, a & LOW), (b, held - 1), (c, b >> HALF), (-1, b & LOW), (-1, c))
    ):
        keys[:, n] = np.where(held != 0, belief, bond)
    return keys, entries[full, 3]
