"""What `why-not` answers, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.chronicle.ids import short_id
from kizuna.engine.choosing import Option
from kizuna.engine.explain import Explanation
from kizuna.lang.quantity import number_text

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Past:
    """What brought a value about: the value, its change in words, and the event (a line, its id) that wrote it."""

    what: str
    value: str
    change: str
    event: str
    ident: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was asked for beside what the doer would choose if he decided at that moment.

    `who` is the doer's name. `option` is None for what nobody chooses by himself, `choice` if he would choose nothing;
    `named` is the choice in words. `why` says what keeps it from being chosen although it is not worth less.
    """

    who: str
    chosen: bool
    option: Option | None
    choice: Option | None
    named: str
    why: str = ""

    def line(self) -> str:
        """`Mei would not choose it now: utility 0.31 + luck 0.05; go home 0.62 + luck 0.2`."""
        verdict = f"{self.who} would {'' if self.chosen else 'not '}choose it now"
        if self.option is None:
            own = "nobody chooses it by himself"
        else:
            own = f"utility {_worth(self.option)}"
        if self.chosen:
            return f"{verdict}: {own}"
        other = f"{self.named} {_worth(self.choice)}" if self.choice is not None else "nor anything else"
        return f"{verdict}: {own}{f' ({self.why})' if self.why else ''}; {other}"

    def json(self) -> Json:
        """The same for programs; utilities and luck as they are added."""
        found: Json = {"chosen": self.chosen}
        if self.option is not None:
            found |= {"utility": self.option.utility, "luck": self.option.luck}
        if self.why:
            found["why"] = self.why
        if self.choice is not None:
            found["choice"] = {
                "rule": self.choice.rule, "said": self.named,
                "utility": self.choice.utility, "luck": self.choice.luck,
            }
        return found


@dataclass(frozen=True, slots=True)
class WhyNot:
    """An answer. `explanation` is None if nothing stands in the way; `holds` says when the requirement will hold.

    `since` is the date since which it is being done, "" if it is not.
    """

    sentence: str
    rule: str
    date: str
    roles: dict[str, str]
    explanation: Explanation | None
    past: tuple[Past, ...] = ()
    holds: str = ""
    notes: tuple[str, ...] = ()
    since: str = ""
    weighed: Weighed | None = None

    def text(self) -> str:
        """The answer for people."""
        who = ", ".join(f"{role} {name}" for role, name in self.roles.items())
        if self.explanation is None:
            verdict = "it is being done" if self.since else "it can happen"
            lines = [f"{self.date}  {verdict}: {self.sentence}", f"      {who}"]
        else:
            phase = f"{self.explanation.phase}: " if self.explanation.phase not in ("", "requires", "able") else ""
            lines = [f"{self.date}  it cannot happen: {self.sentence}", f"      {who}"]
            lines += [f"      {phase}{self.explanation.name}: {self.explanation.text}"] if self.explanation.name else []
            lines += [f"        {line}" for line in self.explanation.lines]
        for past in self.past:
            lines += [f"      {past.change or f'{past.what}: {past.value}'}", f"        {past.event}"]
        lines += [f"      {line}" for line in (self.holds, *self.notes) if line]
        lines += [f"      {self.weighed.line()}"] if self.weighed is not None else []
        return "\n".join(line for line in lines if line.strip())

    def json(self) -> Json:
        """The answer for programs."""
        found: Json = {
            "sentence": self.sentence, "rule": self.rule, "date": self.date, "roles": self.roles,
            "possible": self.explanation is None, "holds": self.holds, "notes": list(self.notes),
            "past": [
                {"what": p.what, "value": p.value, "change": p.change, "event": short_id(p.ident), "line": p.event}
                for p in self.past
            ],
        }
        if self.since:
            found["since"] = self.since
        if self.weighed is not None:
            found["weighed"] = self.weighed.json()
        if self.explanation is not None:
            found["requirement"] = {
                "name": self.explanation.name, "phase": self.explanation.phase, "text": self.explanation.text,
                "lines": list(self.explanation.lines),
            }
        return found


def _worth(option: Option) -> str:
    return f"{number_text(option.utility)} + luck {number_text(option.luck)}"
