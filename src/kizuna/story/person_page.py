"""How somebody stands at a moment: what was found of him, as text and as data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from kizuna.story.person_able import Barrier
from kizuna.story.person_meter import Meter
from kizuna.story.person_section import Section, two_columns
from kizuna.world.wording import spaced

Json = dict[str, object]
_SECONDS = re.compile(r"(\b\d\d:\d\d):\d\d(?:\.\d+)?\b")
_MOST_ACTIONS = 8
_MOST_NAMES = 3


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

    `board` is what the world's boards want to be told of him, `end` what nothing is foreseen beyond, with its date.
    The last `lasting` barriers hang on nothing but what is as usual. `until` has dates by the index of a barrier.
    """

    name: str
    date: str
    board: tuple[Section, ...]
    end: tuple[str, str]
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

    def lines(self, everything: bool = True) -> list[str]:
        """The page; `everything` tells what the boards leave out, too. Without boards nothing is left out."""
        everything = everything or not self.board
        what, when = self.end
        found = ["", f"if nobody does anything: {what} from {when} on; nothing is foreseen beyond"] if when else []
        found += [line for section in self.board for line in section.lines()]
        if everything:
            found += self._had()
        found += self._barriers(everything)
        if everything:
            able = f"can, as far as it is up to {self.name}"
            found += ["", able, f"  {', '.join(self.able)}"] if self.able else []
        found += ["", *self._around(everything)]
        found += [] if everything else ["", self._more()]
        return [f"{self.name}, {self.date}", *map(self._dated, found)]

    def _dated(self, line: str) -> str:
        """A line with its dates as one reads them: no year that is this one, no seconds but those of this minute."""
        year, _, rest = self.date.partition(", ")
        minute = _SECONDS.sub(r"\1", rest)
        return _SECONDS.sub(
            lambda date: date[0 if date.string.endswith(minute, 0, date.end(1)) else 1], line.replace(f"{year}, ", "")
        )

    def _had(self) -> list[str]:
        """What is his, and how he is: all of it, the unusual first."""
        found: list[str] = []
        for sort, things in groupby(self.things, key=lambda thing: thing.sort):
            found += ["", spaced(sort), *two_columns([(one.group, one.line()) for one in things], "  ")]
        found += ["", "meters", *two_columns([(meter.name, meter.line()) for meter in self.meters], "  ")]
        for title, usual in (("otherwise than usual", False), ("as usual", True)):
            told = [state.told for state in self.states if state.usual is usual]
            found += ["", f"{title}: {' · '.join(told)}"] if told else []
        return found

    def _barriers(self, everything: bool) -> list[str]:
        """What he cannot do: for each reason the actions. Unless `everything`, what no board tells of is left out."""
        turn = len(self.barriers) - self.lasting
        reasons: dict[tuple[str, str], tuple[list[str], dict[str, None]]] = {}
        for index, barrier in enumerate(self.barriers):
            if barrier.shown or (index < turn and everything):
                key = _reason(barrier, self.name), self.until.get(index, "")
                names, actions = reasons.setdefault(key, ([], {}))
                names += [barrier.name] if barrier.name not in names else []
                actions.update(dict.fromkeys(barrier.actions))
        found = ["", "cannot"] if reasons else []
        for (reason, until), (names, actions) in reasons.items():
            found += [f"  {_some(names, everything, _MOST_NAMES)}: {reason}{f', until {until}' if until else ''}"]
            found += [f"      {_some(list(actions), everything, _MOST_ACTIONS)}"]
        if everything and self.lasting:
            found += ["", "cannot as ever"]
            lasting = (one for one in self.barriers[turn:] if not one.shown)
            found += [f"  {', '.join(one.actions)} ({one.name})" for one in lasting]
        return found

    def _around(self, ties: bool) -> list[str]:
        busy = f"{self.doing}, until {self.doing_until}" if self.doing_until else self.doing
        pairs = [("doing", busy or "nothing"), ("where", ", in ".join(self.place) or "nowhere")]
        pairs += [("with", ", ".join(self.company) or "nobody")]
        return list(two_columns([*pairs, *((n, ", ".join(names)) for n, names in self.ties if ties)], ""))

    def _more(self) -> str:
        able = f", and what is up to {self.name} ({len(self.able)})" if self.able else ""
        return f"--all tells the rest: what is as usual, what else hinders{able}"

    def as_data(self) -> Json:
        """The same for programs, with everything."""
        return {
            "name": self.name,
            "date": self.date,
            "board": [section.as_data() for section in self.board],
            "end": {"what": self.end[0], "date": self.end[1]},
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


def _reason(barrier: Barrier, name: str) -> str:
    """Why a requirement fails, without the name that stands at the head of the page."""
    why = "; ".join(dict.fromkeys(line.strip() for line in barrier.brief)).replace(":;", ":") or barrier.text
    for lead in (f"{name} is ", f"{name}'s ", f"{name} "):
        why = why.removeprefix(lead)
    return spaced(why.replace(f"{name}'s ", ""))


def _some(names: list[str], everything: bool, most: int) -> str:
    if everything or len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
