"""Events to the columns of `kizuna.chronicle.tables`, all of a block at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kizuna.chronicle.blocks import Block
from kizuna.chronicle.change_codec import BELIEF, CREATED, named
from kizuna.chronicle.codec import decode_one
from kizuna.chronicle.columns import Column, Columns, Reals
from kizuna.chronicle.event import CAUSES, FORMS, HELD, STATUSES, Event
from kizuna.chronicle.ids import short_ids
from kizuna.chronicle.manifest import OUTSIDE, AmountRow
from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller

_FLOAT = FORMS.index("float")

T = TypeVar("T")


def joined(blocks: list[Columns]) -> Columns:
    """Blocks that follow one another as one; what cannot be read of the last is left out."""
    if len(blocks) == 1:
        return blocks[0]
    starts = np.cumsum([0, *(len(part.block.ints) for part in blocks[:-1])])
    ints = np.concatenate([part.block.ints for part in blocks])
    floats = np.concatenate([part.block.floats for part in blocks])
    at = np.concatenate([part.at + start for part, start in zip(blocks, starts, strict=True)])
    return Columns(Block(blocks[0].block.header, ints, floats), at, None)


def tabulate(found: Columns, run: Run, teller: Teller) -> dict[str, list[pa.Array]]:
    """The columns of all tables but `entities`, as `kizuna.chronicle.tables` has them."""
    page = _Page(found, run, teller)
    return {
        "events": page.events(), "roles": page.roles(), "causes": page.causes(), "witnesses": page.witnesses(),
        "changes": page.changes(), "amounts": page.amounts(),
    }


class _Page:
    """Events of which each sort of part becomes a table."""

    def __init__(self, found: Columns, run: Run, teller: Teller) -> None:
        self.found, self.run, self.teller, self.names = found, run, teller, run.names
        self.tables = run.tables
        self.seq = found.first + np.arange(len(found.at))
        self.rules = [named(self.tables.rules, word) for word in found.rules.tolist()]

    def events(self) -> list[pa.Array]:
        """A row for each event."""
        found, names = self.found, self.names
        told = [(self.teller.outcome(event) or None, self.teller.sentence(event)) for event in self._outlines()]
        places = found.heads[:, 5]
        return [
            pa.array(self.seq), short_ids(found.ids), pa.array(found.times), _words(found.times, names.calendar.text),
            pa.array(self.rules, pa.string()), _of(STATUSES, found.statuses),
            pa.array([outcome for outcome, _ in told], pa.string()),
            _words(places, lambda place: names.label(place) if place else None), pa.array(places),
            pa.array([sentence for _, sentence in told], pa.string()),
        ]

    def _outlines(self) -> Iterator[Event]:
        """The events without what they changed, why, and who saw it; but whole where only that tells what it was."""
        found = self.found
        heads, roles, amounts = found.heads.tolist(), found.roles[1].tolist(), found.amounts[1].tolist()
        of_roles = of_amounts = 0
        for index, (head, rule) in enumerate(zip(heads, self.rules, strict=True)):
            _, ident, time, _, status, place, outcome, n_roles, _, _, _, n_amounts = head
            if rule == OUTSIDE:
                yield self._whole(index)
            else:
                yield Event(
                    found.first + index, ident, time, rule, STATUSES[status], place, outcome - 1,
                    tuple(roles[of_roles:of_roles + n_roles]),
                    amounts=tuple(amounts[of_amounts:of_amounts + n_amounts]),
                )
            of_roles, of_amounts = of_roles + n_roles, of_amounts + n_amounts

    def _whole(self, index: int) -> Event:
        found = self.found
        at, used, size = int(found.at[index]), int(found.used[index]), int(found.sizes[index])
        ints = found.block.ints[at:at + int(found.block.ints[at])].tolist()
        floats = found.block.floats[used:used + size].tolist()
        return decode_one(ints, floats, 0, 0, self.tables, found.first + index)

    def roles(self) -> list[pa.Array]:
        """A row for each role of an event."""
        owner, idents = self.found.roles
        place = _places(owner)
        known = {rule: row.roles for rule, row in self.names.rules.items()}
        roles = self._of_rule(owner, place, lambda rule: known.get(rule, []))
        return [self._seq(owner), pa.array(place), pa.array(roles, pa.string()), pa.array(idents), self._labels(idents)]

    def causes(self) -> list[pa.Array]:
        """A row for each cause of an event."""
        owner, sorts, ids = self.found.causes
        own = short_ids(self.found.ids).take(pa.array(owner))
        return [self._seq(owner), pa.array(_places(owner)), _of(CAUSES, sorts), own, short_ids(ids)]

    def witnesses(self) -> list[pa.Array]:
        """A row for each witness of an event."""
        owner, idents = self.found.witnesses
        return [self._seq(owner), pa.array(idents), self._labels(idents)]

    def amounts(self) -> list[pa.Array]:
        """A row for each amount of an event."""
        owner, values = self.found.amounts
        place = _places(owner)
        known = {rule: row.amounts for rule, row in self.names.rules.items()}
        rows: list[AmountRow | None] = self._of_rule(owner, place, lambda rule: known.get(rule, []))
        return [
            self._seq(owner), pa.array(place), pa.array([row and row.name for row in rows], pa.string()),
            pa.array(values), pa.array([(row and row.unit) or None for row in rows], pa.string()),
            pa.array([row and row.unit_size for row in rows], pa.float64()),
        ]

    def changes(self) -> list[pa.Array]:
        """A row for each change."""
        owner, _, codes = self.found.changes
        fields = self.found.fields()
        belief, forms = codes >= BELIEF, codes % BELIEF
        real = forms == _FLOAT
        before, after = self._pair(real, 0)
        sure, surer = self._pair(belief, np.where(real, 2, 0))
        attrs, told = self._told(codes, fields, (before, after, sure, surer))
        numbers = (pa.array(column, mask=~real) for column in (before, after))
        old_word, new_word = (pa.array(np.ascontiguousarray(fields[:, n]), mask=real) for n in (8, 9))
        certain = (pa.array(column, mask=~belief) for column in (sure, surer))
        statuses = (_of(HELD, fields[:, n], ~belief) for n in (6, 7))
        return [
            self._seq(owner), pa.array(_places(owner)), _of(FORMS, forms), pa.array(belief), attrs,
            pa.array(fields[:, 2]), self._labels(fields[:, 2]), *(pa.array(fields[:, n]) for n in (3, 4, 5)),
            *statuses, *numbers, old_word, new_word, *certain, told,
        ]

    def _pair(self, has: NDArray[np.bool_], skip: int | Column) -> tuple[Reals, Reals]:
        """Two float words of each change that has them, after `skip` others; 0 for the rest."""
        at = np.where(has, self.found.reals + skip, 0)
        floats = np.append(self.found.block.floats, 0.0)
        first, second = (np.where(has, floats[np.minimum(at + more, len(floats) - 1)], 0.0) for more in (0, 1))
        return first, second

    def _told(self, codes: Column, fields: Column, reals: tuple[Reals, ...]) -> tuple[pa.Array, pa.Array]:
        """The attribute of each change, and the change in words; those of one attribute are told together."""
        keys, group = np.unique(np.stack([codes, fields[:, 1]], axis=1), axis=0, return_inverse=True)
        group = group.reshape(-1)
        order = np.argsort(group, kind="stable")
        bounds = np.searchsorted(group[order], np.arange(len(keys) + 1))
        attrs: list[str] = []
        told: list[str] = []
        for (code, word), first, end in zip(keys.tolist(), bounds[:-1], bounds[1:], strict=True):
            kind, rows = code % BELIEF, order[first:end]
            attrs.append(named(self.tables.kinds if kind >= CREATED else self.tables.attributes, word))
            _, _, bearer, second, third, fourth, was, is_, *ints = (column.tolist() for column in fields[rows].T)
            old, new, sure, surer = (column[rows].tolist() for column in reals)
            if kind != _FLOAT:
                old, new = ints
            if code >= BELIEF:
                cells = zip(bearer, second, third, fourth, was, old, sure, is_, new, surer, strict=True)
                told += self.teller.beliefs(FORMS[kind], attrs[-1], cells)
            else:
                told += self.teller.writings(FORMS[kind], attrs[-1], zip(bearer, second, old, new, strict=True))
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        return pa.array(attrs, pa.string()).take(pa.array(group)), pa.array(told, pa.string()).take(pa.array(back))

    def _of_rule(self, owner: Column, place: Column, listed: Callable[[str], list[T]]) -> list[T | None]:
        """What the rule of each event has at a place of a list, None beyond it."""
        found: list[T | None] = []
        for event, number in zip(owner.tolist(), place.tolist(), strict=True):
            rows = listed(self.rules[event])
            found.append(rows[number] if number < len(rows) else None)
        return found

    def _seq(self, owner: Column) -> pa.Array:
        return pa.array(self.seq[owner])

    def _labels(self, idents: Column) -> pa.Array:
        return _words(idents, self.names.label)


def _places(owner: Column) -> Column:
    """The place of each entry among those of the same event, from 0; entries of one event stand together."""
    counted = np.arange(len(owner))
    return counted - np.searchsorted(owner, owner)


def _of(texts: tuple[str, ...], which: Column, none: NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.array(texts, pa.string()).take(pa.array(np.ascontiguousarray(which), mask=none))


def _words(values: Column, say: Callable[[int], str | None]) -> pa.Array:
    """Each value in words; each that there is is put into words once."""
    each, which = np.unique(values, return_inverse=True)
    return pa.array([say(value) for value in each.tolist()], pa.string()).take(pa.array(which))
