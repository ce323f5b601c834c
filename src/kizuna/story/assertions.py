"""What a story asserts between its happenings: states and beliefs, checked against the world as it is then."""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.engine.api import Held, View
from kizuna.engine.evaluate import finite, in_band
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang.types import Choice
from kizuna.story.footprint import BELIEF, Cell, Footprint
from kizuna.world.model import Attribute

SURE = 0.999
"""From this certainty on, somebody is certain."""


@dataclass(frozen=True, slots=True)
class StateClaim:
    """`X is Y`: an attribute of `bearer` (for bonds towards `target`) stands at `key`.

    `key` is a level, a value of a choice, `yes` or `no`; a reference has `{value}` and the handle in `value`.
    """

    attr: Attribute
    bearer: int
    target: int
    key: str
    value: int = 0

    @property
    def subjects(self) -> tuple[int, ...]:
        """The bearer, and for a bond the other end."""
        return (self.bearer, self.target) if self.attr.bond else (self.bearer,)


@dataclass(frozen=True, slots=True)
class BeliefClaim:
    """What somebody holds: `ask` is believes | certain | unknown | wonders; `other` is set one level deeper."""

    holder: int
    state: StateClaim
    ask: str = "believes"
    other: int = 0


Claim = StateClaim | BeliefClaim


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a claim holds; what is so instead, in words; and the event since which it is so (0: from the start)."""

    holds: bool
    instead: str
    since: int


def judge(claim: Claim, view: View) -> Answer:
    """Compares a claim with the state at `view.now`."""
    return _belief(claim, view) if isinstance(claim, BeliefClaim) else _state(claim, view)


def read_by(claim: Claim) -> Footprint:
    """What a claim looks at."""
    if isinstance(claim, BeliefClaim):
        return Footprint(frozenset({Cell(BELIEF + claim.state.attr.key, claim.holder, claim.state.bearer)}))
    return Footprint(frozenset({Cell(claim.attr.key, claim.bearer, claim.target)}))


def current(claim: StateClaim, view: View) -> float | int:
    """The present value of what a claim is about."""
    if claim.attr.bond:
        return view.tie(claim.attr.key, claim.bearer, claim.target)
    return view.get(claim.attr.key, claim.bearer)


def _state(claim: StateClaim, view: View) -> Answer:
    value = current(claim, view)
    holds = stands_at(claim, value, view)
    return Answer(holds, says(claim, value, view), view.writer(claim.attr.key, claim.bearer, claim.target))


def stands_at(claim: StateClaim, value: float | int, view: View) -> bool:
    """Whether a value is what the claim says."""
    attr = claim.attr
    if attr.form == "ref":
        return int(value) == claim.value
    if attr.form == "flag":
        return bool(value) == (claim.key == "yes")
    if isinstance(attr.type, Choice):
        return attr.type.values[int(value)] == claim.key
    names = [level.name for level in attr.levels]
    number = names.index(claim.key)
    above = attr.levels[number + 1].at if number + 1 < len(names) else None
    low, high = view.range_of(attr.key, claim.bearer, claim.target)
    return in_band(float(value), (attr.levels[number].at if number else None, above), attr.levels_relative, low, high)


def as_it_is(attr: str, bearer: int, view: View) -> Answer:
    """How an attribute of somebody stands, where a sentence names another value."""
    value = view.get(attr, bearer)
    return Answer(False, Words(view, {}).state(attr, value, bearer), view.writer(attr, bearer))


def _belief(claim: BeliefClaim, view: View) -> Answer:
    state = claim.state
    held = view.held(claim.holder, state.attr.key, state.subjects, claim.other)
    return Answer(_is_held(claim, held, view), _told(claim, held, view), held.source)


def _is_held(claim: BeliefClaim, held: Held, view: View) -> bool:
    if claim.ask == "unknown":
        return held.ignorant
    if claim.ask == "wonders":
        return held.status == "open"
    if held.status in ("unknown", "open"):
        return False
    return stands_at(claim.state, held.value, view) and (claim.ask != "certain" or held.certainty >= SURE)


def _told(claim: BeliefClaim, held: Held, view: View) -> str:
    """What the holder has in mind instead, as a clause."""
    who = view.label(claim.holder)
    if claim.other:
        who = f"{who} thinks that {view.label(claim.other)}"
    what = says(claim.state, held.value, view)
    if held.status == "unknown":
        return f"{who} does not know about it"
    if held.status == "open":
        return f"{who} wonders about it"
    if held.status == "none":
        return f"{who} has heard nothing, and takes it that {what}"
    sure = "" if held.certainty >= SURE else f" ({held.certainty:.0%} sure)"
    return f"{who} believes that {what}{sure}"


def says(claim: StateClaim, value: float | int, view: View) -> str:
    """How things stand with what a claim is about, as a clause: the word first, the number after."""
    return Words(view, {}).state(claim.attr.key, value, claim.bearer, claim.target)


def make_so(claim: Claim, machine: Machine) -> None:
    """Sets the state so that a claim holds, as far as a flag, a choice, a reference, a level or a belief can be set."""
    state = claim.state if isinstance(claim, BeliefClaim) else claim
    value = _claimed(state, machine)
    if isinstance(claim, StateClaim):
        machine.set_value(state.attr.key, state.bearer, value, state.target)
    elif not claim.other:
        status = {"unknown": "unknown", "wonders": "open"}.get(claim.ask, "known")
        machine.set_belief(claim.holder, state.attr.key, state.subjects, status, value)


def _claimed(claim: StateClaim, view: View) -> float | int:
    """A value for which a claim holds."""
    attr = claim.attr
    if attr.form == "ref":
        return claim.value
    if attr.form == "flag":
        return int(claim.key == "yes")
    if isinstance(attr.type, Choice):
        return attr.type.values.index(claim.key)
    at = next(level.at for level in attr.levels if level.name == claim.key)
    if not attr.levels_relative:
        return at
    low, high = finite(*view.range_of(attr.key, claim.bearer, claim.target))
    return low + at * (high - low)
