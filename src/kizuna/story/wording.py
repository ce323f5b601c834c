"""Events and changes of a play in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kizuna.chronicle.event import Change, Event
from kizuna.engine.api import View
from kizuna.engine.explain_words import Words
from kizuna.lang.ast import Literal
from kizuna.lang.types import Ref
from kizuna.world.absence import none_word
from kizuna.world.luck import stable
from kizuna.world.model import Phrase, Rule, Slot
from kizuna.world.sentences import Sentences
from kizuna.world.wording import spaced

_STAGES = {"begins": "begins", "interrupted": "interrupted", "fails": "fails"}


class Teller:
    """Writes events with the names that things have in one or more views; `ended` names what was made and is no
    more; those who were there from the start keep their names."""

    def __init__(self, views: Sequence[View], ended: Mapping[int, str]) -> None:
        self.views = views
        self.world = views[0].world
        self._sentences = Sentences(self.world)
        self._ended = {stable(key): entity.name for key, entity in self.world.entities.items()} | dict(ended)

    def label(self, ident: int) -> str:
        """What something is called."""
        for view in self.views:
            handle = view.of_ident(ident)
            if handle:
                return view.label(handle)
        return self._ended.get(ident, "something that is no more") if ident else "nobody"

    def sentence(self, event: Event) -> str:
        """An event in its rule's own words; its rule's name and those who took part if it has no phrase."""
        rule = self.world.rules.get(event.rule)
        if rule is None:
            return "; ".join(self.changes(event)) or "something is set from outside"
        phrase = _phrase(rule, event)
        who = {role.name: ident for role, ident in zip(rule.roles, event.roles, strict=False)}
        if phrase is None:
            named = ", ".join(self.label(ident) for ident in who.values())
            return f"{rule.name} ({named})" if named else rule.name
        text = self._sentences.write(phrase, lambda slot: self._slot(slot, who, rule, event))
        return text if phrase.key or event.status not in _STAGES else f"{text} ({_STAGES[event.status]})"

    def _slot(self, slot: Slot, who: Mapping[str, int], rule: Rule, event: Event) -> str:
        if slot.role in who:
            return self._filled(slot, who[slot.role])
        names = [amount.name for amount in rule.amounts]
        if slot.role in names and len(event.amounts) == len(names):
            bound = rule.amounts[names.index(slot.role)].high
            return Words(self.views[0], {}).plain(bound, event.amounts[names.index(slot.role)])
        return slot.role

    def _filled(self, slot: Slot, ident: int) -> str:
        """Somebody, or what is so of him."""
        if not slot.attr:
            return self.label(ident)
        return next((self._value(slot.attr, ident, view) for view in self._knowing(ident)), "its")

    def _knowing(self, ident: int) -> Iterator[View]:
        return (view for view in self.views if view.of_ident(ident))

    def _value(self, attr: str, ident: int, view: View) -> str:
        handle = view.of_ident(ident)
        return Words(view, {}).attribute(attr, view.get(attr, handle), handle)

    def changes(self, event: Event) -> list[str]:
        """What an event changed: `X's oil: full, 14 l → low, 2 l`."""
        whole = {change.bearer for change in event.changes if change.form in ("created", "removed")}
        own = [change for change in event.changes if change.form in ("created", "removed") or change.belief]
        own += [change for change in event.changes if change not in own and change.bearer not in whole]
        return [text for change in own if (text := self._change(change))]

    def _change(self, change: Change) -> str:
        if change.form == "created":
            return f"{self.label(change.bearer)} comes to be"
        if change.form == "removed":
            return f"{self.label(change.bearer)} is no more"
        if change.belief:
            return self._belief(change)
        old, new = self.value(change, change.old), self.value(change, change.new)
        return f"{self.subject(change.attr, change.bearer, change.second)}: {old} → {new}" if old != new else ""

    def subject(self, attr: str, bearer: int, second: int = 0) -> str:
        """`X's oil`, for bonds `X's regard for Y`, and for dates `when X came in`."""
        attribute = self.world.attributes.get(attr)
        if attribute is not None and attribute.tells:
            ends = {"self": bearer, "from": bearer, "to": second}
            parts = attribute.tells.parts
            return f"when {''.join(p if isinstance(p, str) else self._filled(p, ends[p.role]) for p in parts)}"
        name = spaced(attribute.name) if attribute else attr
        towards = f" for {self.label(second)}" if attribute is not None and attribute.bond and second else ""
        return f"{self.label(bearer)}'s {name}{towards}"

    def value(self, change: Change, value: float | int) -> str:
        """A changed value, the word first."""
        if change.form == "ref":
            return self.label(int(value)) if value else self._none(change.attr)
        bearer, target = (change.second, change.third) if change.belief else (change.bearer, change.second)
        for view in self.views:
            handle, other = view.of_ident(bearer), view.of_ident(target)
            if handle and change.attr in self.world.attributes:
                return Words(view, {}).attribute(change.attr, value, handle, other)
        attribute = self.world.attributes.get(change.attr)
        return Words(self.views[0], {}).plain(Literal(value, attribute.type), value) if attribute else f"{value:g}"

    def _none(self, attr: str) -> str:
        attribute = self.world.attributes.get(attr)
        kind = attribute.type.kind if attribute is not None and isinstance(attribute.type, Ref) else ""
        return none_word(kind, self.world.kinds)

    def _belief(self, change: Change) -> str:
        subject = self.subject(change.attr, change.second, change.third)
        holder = self.label(change.bearer)
        if change.fourth:
            holder = f"{holder} (of {self.label(change.fourth)})"
        told = {
            "known": f"believes that {self._stated(change)}",
            "unknown": f"does not know about {subject}",
            "open": f"wonders about {subject}",
            "none": f"has no notion of {subject} any more",
        }
        return f"{holder} {told[change.new_status]}"

    def _stated(self, change: Change) -> str:
        for view in self.views:
            handle, other = view.of_ident(change.second), view.of_ident(change.third)
            if handle:
                value = view.of_ident(int(change.new)) if change.form == "ref" else change.new
                return Words(view, {}).state(change.attr, value, handle, other)
        return self.subject(change.attr, change.second, change.third)


def _phrase(rule: Rule, event: Event) -> Phrase | None:
    """The rule's phrase for how an event ended: its outcome's or stage's own if there is one."""
    wanted = _STAGES.get(event.status, "")
    if not wanted and 0 <= event.outcome < len(rule.outcomes):
        wanted = rule.outcomes[event.outcome].name
    own = next((phrase for phrase in rule.phrases if phrase.key == wanted), None)
    return own or next((phrase for phrase in rule.phrases if phrase.key not in _STAGES.values()), None)
