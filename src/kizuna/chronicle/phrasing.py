"""Events in the world's own sentences: the phrase that fits, with its slots filled in as things were then."""

from __future__ import annotations

from kizuna.chronicle.event import Event
from kizuna.chronicle.names import Names
from kizuna.chronicle.run import Run
from kizuna.chronicle.slot_values import SlotValues
from kizuna.chronicle.telling import STAGES, Teller
from kizuna.diagnostics import Sink
from kizuna.lang.quantity import spell
from kizuna.world.model import Phrase, Rule, Slot, World
from kizuna.world.sentences import Sentences
from kizuna.world.wording import plainly, stating


def teller_of(run: Run, sink: Sink) -> Teller:
    """A teller that knows the phrases of the run's world; with generic sentences if the world cannot be built."""
    world = run.world(sink)
    if world is None:
        return Teller(run.names)
    phrasing = Phrasing(world, run.names, run)
    return Teller(run.names, phrasing.write, phrasing.state)


class Phrasing:
    """Writes events by the phrases of their rules; the run has the values that changed on the way."""

    def __init__(self, world: World, names: Names, run: Run) -> None:
        self.world = world
        self.names = names
        self._sentences = Sentences(world)
        self._values = SlotValues(world, names, run)

    def write(self, event: Event) -> str | None:
        """The sentence of an event; None if its rule has no phrase for what happened."""
        rule = self.world.rules.get(event.rule)
        if rule is None:
            return None
        phrase, lead = choose(rule, event), ""
        if phrase is None and event.status in STAGES:
            phrase = _general(rule)
            lead = f"{STAGES[event.status]}: "
        if phrase is None:
            return None
        who = dict(zip((role.name for role in rule.roles), event.roles, strict=False))
        return lead + self._sentences.write(phrase, lambda slot: self._fill(slot, rule, event, who))

    def state(self, attr: str, bearer: int, second: int, value: int) -> str:
        """A flag, choice or reference as its author states it; "" without such words, or if they name other values."""
        attribute, label = self.world.attributes.get(attr), self.names.label
        if attribute is None:
            return ""
        text = self.names.value(attr, value, "ref" if attribute.form == "ref" else "int", bearer)
        phrase = stating(attribute, text, value)
        if phrase is None and attribute.form == "flag" and not attribute.bond:
            return plainly(label(bearer), attribute, value)
        if phrase is None or any(isinstance(part, Slot) and part.attr for part in phrase.parts):
            return ""
        ends = {"self": bearer, "from": bearer, "to": second}
        return self._sentences.write(phrase, lambda slot: label(ends[slot.role]) if slot.role in ends else text)

    def _fill(self, slot: Slot, rule: Rule, event: Event, who: dict[str, int]) -> str:
        if slot.role in who:
            ident = who[slot.role]
            return self._values.text(event, ident, slot.attr) if slot.attr else self.names.label(ident)
        row = self.names.rules.get(rule.id)
        for amount, value in zip(row.amounts if row is not None else (), event.amounts, strict=False):
            if amount.name == slot.role:
                return spell(value, amount.unit, amount.unit_size)
        return slot.role


def _general(rule: Rule) -> Phrase | None:
    """The phrase that says what is done without its end: that of the rule as such, else that of its beginning."""
    for key in ("", "begins"):
        for phrase in rule.phrases:
            if phrase.key == key:
                return phrase
    return None


def choose(rule: Rule, event: Event) -> Phrase | None:
    """The first phrase for how an event went: for its stage, else for its outcome, else for the rule as such."""
    if event.status in STAGES:
        return next((phrase for phrase in rule.phrases if phrase.key == event.status), None)
    outcome = rule.outcomes[event.outcome].name if 0 <= event.outcome < len(rule.outcomes) else ""
    for key in dict.fromkeys((outcome, "")):
        for phrase in rule.phrases:
            if phrase.key == key:
                return phrase
    return None
