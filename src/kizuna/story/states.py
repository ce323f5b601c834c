"""How two worlds differ in the end: who is where, how everybody stands, and who believes what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kizuna.engine.api import Held
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.world.model import Attribute
from kizuna.world.wording import spaced

NOTABLE = 0.01
"""A number that differs by less than this share of its range (or of itself) is the same."""
_ORDER = ("thing", "flag", "ref", "choice", "meter", "number", "date", "bond", "belief")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise. `sort` is thing, the form of an attribute, bond or belief; the sides are sentences.

    `level` is whether even the word for it differs, and not only the number. `bearer` is an identity.
    """

    sort: str
    attr: str
    bearer: int
    left: str
    right: str
    level: bool = True


def differences(left: Machine, right: Machine) -> list[Difference]:
    """All differences between the present states of two machines of one world."""
    found = [*_things(left, right), *_ties(left, right), *_beliefs(left, right)]
    return sorted(found, key=lambda item: (_ORDER.index(item.sort), not item.level, item.left, item.right, item.attr))


def _things(left: Machine, right: Machine) -> Iterator[Difference]:
    for kind in left.world.kinds.values():
        here = {left.ident(handle): handle for handle in left.members(kind.name)}
        there = {right.ident(handle): handle for handle in right.members(kind.name)}
        absent = f"there is no such {spaced(kind.name)}"
        for ident in sorted(here.keys() | there.keys()):
            if ident not in there:
                yield Difference("thing", kind.name, ident, f"there is {left.label(here[ident])}", absent)
            elif ident not in here:
                yield Difference("thing", kind.name, ident, absent, f"there is {right.label(there[ident])}")
            else:
                for key in kind.attributes:
                    attr = left.world.attributes[key]
                    found = _attribute(attr, (here[ident],), (there[ident],), left, right, attr.form)
                    if found is not None:
                        yield found


def _attribute(
    attr: Attribute, ours: tuple[int, ...], theirs: tuple[int, ...], left: Machine, right: Machine, sort: str
) -> Difference | None:
    one, other = (_value(attr, who, machine) for who, machine in ((ours, left), (theirs, right)))
    if attr.form == "ref":
        if left.ident(int(one)) == right.ident(int(other)):
            return None
    elif not _differs(attr, one, other, ours, left):
        return None
    sides = [
        Words(machine, {}).state(attr.key, value, *who)
        for machine, value, who in ((left, one, ours), (right, other, theirs))
    ]
    level = attr.form not in ("meter", "number") or _level(attr, one, ours, left) != _level(attr, other, theirs, right)
    return Difference(sort, attr.key, left.ident(ours[0]), sides[0], sides[1], level)


def _value(attr: Attribute, who: tuple[int, ...], machine: Machine) -> float | int:
    return machine.tie(attr.key, *who) if attr.bond else machine.get(attr.key, who[0])


def _differs(attr: Attribute, one: float | int, other: float | int, who: tuple[int, ...], view: Machine) -> bool:
    if attr.form not in ("meter", "number"):
        return one != other
    low, high = view.range_of(attr.key, *who)
    width = high - low
    scale = width if 0 < width < float("inf") else max(abs(one), abs(other))
    return abs(one - other) > NOTABLE * scale


def _level(attr: Attribute, value: float | int, who: tuple[int, ...], machine: Machine) -> str:
    return Words(machine, {}).level(attr, float(value), *who)


def _ties(left: Machine, right: Machine) -> Iterator[Difference]:
    """Bonds that have a row on either side."""
    rows = {(table, machine.ident(a), machine.ident(b)) for machine in (left, right) for table, a, b in machine.ties()}
    for table, a, b in sorted(rows):
        ours, theirs = ((machine.of_ident(a), machine.of_ident(b)) for machine in (left, right))
        if not (all(ours) and all(theirs)):
            continue
        for attr in left.world.attributes.values():
            if attr.owner == table:
                found = _attribute(attr, ours, theirs, left, right, "bond")
                if found is not None:
                    yield found


def _beliefs(left: Machine, right: Machine) -> Iterator[Difference]:
    """Beliefs that anybody holds on either side."""
    rows = {
        (machine.ident(holder), attr, tuple(machine.ident(who) for who in subjects), machine.ident(other))
        for machine in (left, right)
        for holder, attr, subjects, other in machine.beliefs()
    }
    for holder, key, subjects, other in sorted(rows):
        sides = [_held(machine, holder, key, subjects, other) for machine in (left, right)]
        if (
            sides[0] is not None
            and sides[1] is not None
            and _stand(sides[0], left, key) != _stand(sides[1], right, key)
        ):
            texts = [
                _told(machine, holder, key, subjects, other, held)
                for machine, held in zip((left, right), sides, strict=True)
                if held is not None
            ]
            if texts[0] != texts[1]:
                yield Difference("belief", key, holder, texts[0], texts[1])


def _held(machine: Machine, holder: int, key: str, subjects: tuple[int, ...], other: int) -> Held | None:
    who, whom = machine.of_ident(holder), [machine.of_ident(subject) for subject in subjects]
    if not who or not all(whom):
        return None
    return machine.held(who, key, whom, machine.of_ident(other))


def _stand(held: Held, machine: Machine, key: str) -> tuple[str, float | int, float]:
    value = machine.ident(int(held.value)) if machine.world.attributes[key].form == "ref" else held.value
    return held.status, value, round(held.certainty, 3)


def _told(machine: Machine, holder: int, key: str, subjects: tuple[int, ...], other: int, held: Held) -> str:
    words, who = Words(machine, {}), machine.label(machine.of_ident(holder))
    whom = [machine.of_ident(subject) for subject in subjects]
    deeper = f" that {machine.label(machine.of_ident(other))} believes" if other else ""
    if held.status == "unknown":
        return f"{who} does not know about {words.possessive(key, *whom)}"
    if held.status == "open":
        return f"{who} wonders about {words.possessive(key, *whom)}"
    verb = "takes it" if held.status == "none" else "believes"
    return f"{who} {verb}{deeper} that {words.state(key, held.value, *whom)}"
