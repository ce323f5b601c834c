"""How somebody stands at a moment: what was found of him, as text and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from kizuna.story.person_able import Barrier

Json = dict[str, object]
_GAP = 2


@dataclass(frozen=True, slots=True)
class Meter:
    """A meter: its value in words (the level first), the usual level, and what comes next and again, with dates."""

    name: str
    value: str
    level: str
    usual: str
    becomes: str = ""
    becomes_at: str = ""
    usual_at: str = ""

    def line(self) -> str:
        """The value and what will become of it."""
        usual = f" (usually {self.usual})" if self.usual and self.level != self.usual else ""
        return self.value + usual + self.ahead()

    def ahead(self) -> str:
        """Such as ` → fair on April 3, 06:40, full again on April 9, 12:00`; "" if nothing is going to change."""
        if not self.becomes:
            return ""
        again = f", {self.usual} again on {self.usual_at}" if self.usual_at and self.becomes != self.usual else ""
        return f" → {self.becomes} on {self.becomes_at}{again}"

    def as_data(self) -> Json:
        """The same for programs."""
        return {
            "name": self.name,
            "value": self.value,
            "level": self.level,
            "usual": self.usual,
            "becomes": self.becomes,
            "becomes_at": self.becomes_at,
            "usual_at": self.usual_at,
        }


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that refers to him. `group` is the value of its first choice; `gone` when it will be no more."""

    sort: str
    group: str
    name: str
    details: tuple[str, ...]
    meters: tuple[Meter, ...] = ()
    gone: str = ""

    def line(self) -> str:
        """What is to be said of it."""
        told = [*self.details, *(f"{meter.name} {meter.value}{meter.ahead()}" for meter in self.meters)]
        told += [f"gone on {self.gone}"] if self.gone else []
        return f"{self.name}: {', '.join(told)}" if told else self.name

    def as_data(self) -> Json:
        """The same for programs."""
        return {
            "sort": self.sort,
            "group": self.group,
            "name": self.name,
            "details": list(self.details),
            "meters": [meter.as_data() for meter in self.meters],
            "gone": self.gone,
        }


@dataclass(frozen=True, slots=True)
class State:
    """A flag, choice or reference in words; `usual` if it is as it was declared."""

    name: str
    value: str
    told: str
    usual: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that is shown of somebody.

    The last `lasting` barriers hang on nothing but what is as usual. `until` has dates by the index of a barrier.
    """

    name: str
    date: str
    things: tuple[Thing, ...]
    meters: tuple[Meter, ...]
    states: tuple[State, ...]
    barriers: tuple[Barrier, ...]
    lasting: int
    until: dict[int, str]
    able: tuple[str, ...]
    doing: str
    doing_until: str
    place: tuple[str, ...]
    company: tuple[str, ...]
    ties: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())

    def lines(self) -> list[str]:
        """The page."""
        found = [f"{self.name}, {self.date}"]
        for sort, things in groupby(self.things, key=lambda thing: thing.sort):
            found += _section(sort, ((thing.group, thing.line()) for thing in things))
        found += _section("meters", ((meter.name, meter.line()) for meter in self.meters))
        for title, usual in (("otherwise than usual", False), ("as usual", True)):
            told = [state.told for state in self.states if state.usual is usual]
            found += ["", f"{title}: {' · '.join(told)}"] if told else []
        turn = len(self.barriers) - self.lasting
        for index, barrier in enumerate(self.barriers[:turn]):
            found += ["", "cannot"] if not index else []
            found += _barrier_lines(barrier, self.until.get(index, ""))
        found += ["", "cannot as ever"] if self.lasting else []
        found += [f"  {', '.join(one.actions)} ({one.name})" for one in self.barriers[turn:]]
        found += ["", f"can, as far as it is up to {self.name}", f"  {', '.join(self.able)}"] if self.able else []
        return [*found, "", *self._around()]

    def _around(self) -> list[str]:
        busy = f"{self.doing}, until {self.doing_until}" if self.doing_until else self.doing
        pairs = [("doing", busy or "nothing"), ("where", ", in ".join(self.place) or "nowhere")]
        pairs += [("with", ", ".join(self.company) or "nobody")]
        return list(_table([*pairs, *((name, ", ".join(names)) for name, names in self.ties)], ""))

    def as_data(self) -> Json:
        """The same for programs."""
        return {
            "name": self.name,
            "date": self.date,
            "things": [thing.as_data() for thing in self.things],
            "meters": [meter.as_data() for meter in self.meters],
            "states": [
                {"name": state.name, "value": state.value, "told": state.told, "usual": state.usual}
                for state in self.states
            ],
            "cannot": [
                {
                    "requirement": barrier.name,
                    "text": barrier.text,
                    "why": list(barrier.why),
                    "actions": barrier.actions,
                    "until": self.until.get(index, ""),
                }
                for index, barrier in enumerate(self.barriers)
            ],
            "can": list(self.able),
            "doing": self.doing,
            "doing_until": self.doing_until,
            "place": list(self.place),
            "with": list(self.company),
            "ties": {name: list(names) for name, names in self.ties},
        }


def _barrier_lines(barrier: Barrier, until: str) -> list[str]:
    why = "; ".join(line.strip() for line in barrier.why).replace(":;", ":") or barrier.text
    lines = [f"  {', '.join(barrier.actions)}", f"      {barrier.name}: {why}"]
    return [*lines, f"      until {until}"] if until else lines


def _section(title: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    return ["", title, *_table(list(pairs), "  ")]


def _table(pairs: list[tuple[str, str]], indent: str) -> Iterable[str]:
    """Lines in two columns; a left side that stands above already is not said again."""
    width = max((len(left) for left, _ in pairs), default=0) + _GAP
    before = None
    for left, right in pairs:
        shown = left if left != before else ""
        before = left
        yield f"{indent}{shown:<{width}}{right}".rstrip() if width > _GAP else f"{indent}{right}"
