"""The records of a block as columns: what many events have in common is counted without making an event of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kizuna.chronicle.blocks import Block
from kizuna.chronicle.change_codec import BELIEF, CHANGE, CREATED, FLOATS, Malformed
from kizuna.chronicle.codec import HEAD, check, decode_one
from kizuna.chronicle.event import CAUSES, FORMS, HELD, STATUSES, Tables

Column = NDArray[np.int64]
Reals = NDArray[np.float64]

_FLOATS = np.array([FLOATS.get(form, 0) for form in range(64)], dtype=np.int64)


@dataclass(frozen=True)
class Columns:
    """The events of a block. A column has an entry for each, unless something else is said.

    `at` is where a record begins among the int words. `fault` says why those after the last one cannot be read.
    """

    block: Block
    at: Column
    fault: Malformed | None

    @property
    def first(self) -> int:
        """The number of the first event."""
        return self.block.header.first_event

    @cached_property
    def heads(self) -> Column:
        """The fixed words of each record, `HEAD` to a row."""
        heads: Column = self.block.ints[self.at[:, None] + np.arange(HEAD)]
        return heads

    @property
    def ids(self) -> Column:
        """The ids."""
        return self.heads[:, 1]

    @property
    def times(self) -> Column:
        """The moments, ms."""
        return self.heads[:, 2]

    @property
    def rules(self) -> Column:
        """The hashes of the rules."""
        return self.heads[:, 3]

    @property
    def statuses(self) -> Column:
        """Indices of `STATUSES`."""
        return self.heads[:, 4]

    @cached_property
    def roles(self) -> tuple[Column, Column]:
        """An entry for each role: whose it is (counted within the block), and the identity."""
        owner, words = spread(self.at + HEAD, self.heads[:, 7])
        return owner, self.block.ints[words]

    @cached_property
    def causes(self) -> tuple[Column, Column, Column]:
        """An entry for each cause: whose it is (counted within the block), an index of `CAUSES`, and the event's id."""
        owner, words = spread(self.at + HEAD + self.heads[:, 7], self.heads[:, 8], 2)
        return owner, self.block.ints[words], self.block.ints[words + 1]

    @cached_property
    def witnesses(self) -> tuple[Column, Column]:
        """An entry for each witness: whose it is (counted within the block), and the identity."""
        owner, words = spread(self.at + HEAD + self.heads[:, 7] + 2 * self.heads[:, 8], self.heads[:, 9])
        return owner, self.block.ints[words]

    @cached_property
    def amounts(self) -> tuple[Column, Reals]:
        """An entry for each amount: whose it is (counted within the block), and the value."""
        owner, words = spread(self.used, self.heads[:, 11])
        return owner, self.block.floats[words]

    @cached_property
    def changes(self) -> tuple[Column, Column, Column]:
        """An entry for each change: whose it is (counted within the block), where its words begin, and its form."""
        counts = self.heads[:, 10]
        owner, words = spread(self.at + self.heads[:, 0] - CHANGE * counts, counts, CHANGE)
        return owner, words, self.block.ints[words]

    def fields(self) -> Column:
        """The words of each change, `CHANGE` to a row; as large as the block, so nobody keeps them."""
        _, words, _ = self.changes
        found: Column = self.block.ints[words[:, None] + np.arange(CHANGE)]
        return found

    @cached_property
    def widths(self) -> Column:
        """How many float words each change has."""
        _, _, forms = self.changes
        found: Column = _FLOATS[forms & 63]
        return found

    @cached_property
    def reals(self) -> Column:
        """An entry for each change: where its float words begin, if it has any."""
        owner, _, _ = self.changes
        places: Column = np.cumsum(self.widths) - self.widths + np.cumsum(self.heads[:, 11])[owner]
        return places

    @cached_property
    def sizes(self) -> Column:
        """How many float words each event has."""
        owner, _, _ = self.changes
        each = np.bincount(owner, weights=self.widths, minlength=len(self.at))
        return self.heads[:, 11] + each.astype(np.int64)

    @cached_property
    def used(self) -> Column:
        """How many float words stand before those of each event."""
        return np.cumsum(self.sizes) - self.sizes

    def made(self) -> tuple[Column, Column]:
        """An entry for each thing made: by which event (counted within the block), and its identity."""
        owner, words, forms = self.changes
        fresh = forms == CREATED
        return owner[fresh], self.block.ints[words[fresh] + 2]

    def writing(self, attributes: list[int]) -> Iterator[tuple[int, int, int]]:
        """(number of the event, hash of the attribute, bearer) for each change of these attributes but beliefs."""
        owner, words, forms = self.changes
        words, owner = words[forms < CREATED], owner[forms < CREATED]
        named = self.block.ints[words + 1]
        kept = np.isin(named, attributes)
        numbers, bearers = owner[kept] + self.first, self.block.ints[words[kept] + 2]
        return zip(numbers.tolist(), named[kept].tolist(), bearers.tolist(), strict=True)


def columns(block: Block) -> Columns:
    """The columns of a block, up to the first record that is not of the documented shape."""
    found, fault = _starts(block.ints)
    at = np.array(found, dtype=np.int64)
    whole = Columns(block, at, fault)
    wrong = _wrong(whole)
    if wrong < 0:
        return whole
    fault = Malformed("a record has more amounts than there are float words", found[wrong])
    try:
        check(block.ints.tolist(), found[wrong])
    except Malformed as worse:
        fault = worse
    return Columns(block, at[:wrong], fault)


def sound(found: Columns, tables: Tables) -> Columns:
    """The columns up to the first record that cannot be read, which may be well shaped and yet name no known form."""
    wrong = _unread(found)
    if wrong < 0:
        left = len(found.block.floats) - int(found.sizes.sum())
        if found.fault is not None or left == 0:
            return found
        return Columns(found.block, found.at, Malformed(f"{left} float words are left over", len(found.block.ints)))
    at, used = int(found.at[wrong]), int(found.used[wrong])
    try:
        decode_one(found.block.ints.tolist(), found.block.floats.tolist(), at, used, tables, 0)
    except Malformed as fault:
        return Columns(found.block, found.at[:wrong], fault)
    raise AssertionError("what cannot be read has a fault")


def _unread(found: Columns) -> int:
    """The first record of which a part cannot be, -1 if there is none."""
    bad = found.used + found.sizes > len(found.block.floats)
    owner, sorts, ids = found.causes
    bad[owner[(sorts < 1) | (sorts >= len(CAUSES)) | (ids < 0)]] = True
    owner, idents = found.witnesses
    bad[owner[idents < 0]] = True
    owner, _, forms = found.changes
    fields = found.fields()
    held = fields[:, 6:8]
    odd = (forms < 0) | (forms >= BELIEF + len(FORMS)) | ((forms >= len(FORMS)) & (forms < BELIEF))
    odd |= (fields[:, 2:6] < 0).any(axis=1) | ((held < 0) | (held >= len(HELD))).any(axis=1)
    bad[owner[odd]] = True
    return int(np.argmax(bad)) if bad.any() else -1


def spread(starts: Column, counts: Column, step: int = 1) -> tuple[Column, Column]:
    """For runs of `counts` entries, `step` words each, that begin at `starts`: whose each is, and where it stands."""
    owner = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, starts[owner] + step * place


def _starts(ints: Column) -> tuple[list[int], Malformed | None]:
    """Where records begin, by their lengths alone."""
    sizes = ints.data
    end, at = len(ints), 0
    found: list[int] = []
    while at < end:
        size = sizes[at]
        if size < HEAD or at + size > end:
            return found, Malformed(f"a record of {size} words cannot stand here", at)
        found.append(at)
        at += size
    return found, None


def _wrong(found: Columns) -> int:
    """The first record whose counts or codes cannot be, -1 if there is none."""
    heads = found.heads
    roles, causes, witnesses, changes, amounts = heads[:, 7:12].T
    bad = (heads[:, 7:12] < 0).any(axis=1) | (heads[:, 7:11] > heads[:, :1]).any(axis=1)
    bad |= HEAD + roles + 2 * causes + witnesses + CHANGE * changes != heads[:, 0]
    bad |= amounts > len(found.block.floats)
    bad |= (heads[:, 4] < 0) | (heads[:, 4] >= len(STATUSES)) | (heads[:, [1, 5, 6]] < 0).any(axis=1)
    if not bad.any():
        owner, idents = found.roles
        bad[owner[idents < 0]] = True
    return int(np.argmax(bad)) if bad.any() else -1
