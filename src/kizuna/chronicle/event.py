"""An event as it is read back out of a chronicle: names instead of hashes, identities instead of handles."""

from __future__ import annotations

from dataclasses import dataclass, field

STATUSES = ("done", "begins", "interrupted", "fails", "directed")
CAUSES = ("", "enabled", "triggered", "set the amount", "moved the chooser")
FORMS = ("float", "int", "ref", "date", "created", "removed")
HELD = ("none", "known", "unknown", "open")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something happened: `sort` is one of `CAUSES`, `event` the id of the earlier event."""

    sort: str
    event: int


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that an event wrote.

    `form` is one of `FORMS`; `attr` is an attribute key, or the name of a kind for `created` and `removed`. Bearers and
    references are identities (0: nobody), dates ms, the rest base units or indices. In a belief `bearer` is the holder,
    `second` and `third` the subjects, `fourth` the other holder of a nested belief; the statuses are words of `HELD`.
    """

    form: str
    attr: str
    bearer: int
    second: int = 0
    third: int = 0
    fourth: int = 0
    belief: bool = False
    old: float | int = 0
    new: float | int = 0
    old_status: str = "none"
    new_status: str = "none"
    old_certainty: float = 0.0
    new_certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. `number` counts from 0 in its run; `time` is ms since the epoch; `outcome` is an index or -1.

    `rule` is a rule's id; a rule (or attribute) that the tables do not know is named by its hash, such as `#12ab`.
    """

    number: int
    id: int
    time: int
    rule: str
    status: str
    place: int = 0
    outcome: int = -1
    roles: tuple[int, ...] = ()
    causes: tuple[Cause, ...] = ()
    witnesses: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    amounts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """What the hashes of a record stand for: rule ids, attribute keys and kind names by `stable(name)`."""

    rules: dict[int, str] = field(default_factory=dict)
    attributes: dict[int, str] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
