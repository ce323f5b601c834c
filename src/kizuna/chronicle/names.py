"""How identities are called in a run: named things by name, made ones by their kind's template."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kizuna.chronicle.event import Change, Event
from kizuna.chronicle.ids import short_id
from kizuna.chronicle.manifest import AttributeRow, Manifest
from kizuna.diagnostics.nearest import whom_do_you_mean
from kizuna.lang.quantity import number_text, spell
from kizuna.world.absence import none_word
from kizuna.world.calendar import Calendar
from kizuna.world.luck import stable
from kizuna.world.sentences_forms import fold
from kizuna.world.wording import spaced


class Names:
    """Labels of identities. `maker` gives the event that made a thing, `made` the identities of all that were made."""

    def __init__(
        self, manifest: Manifest, maker: Callable[[int], Event | None], made: Callable[[], Iterable[int]]
    ) -> None:
        self.calendar: Calendar = manifest.clock()
        self.attributes = {row.key: row for row in manifest.attributes}
        self.rules = {row.id: row for row in manifest.rules}
        self.kinds = {row.name: row for row in manifest.kinds}
        self.things = {stable(row.key): row for row in manifest.things}
        self._labels = {0: "nobody"} | {ident: row.name for ident, row in self.things.items()}
        self._find_maker, self._find_made = maker, made
        self._made: dict[int, tuple[str, dict[str, Change]]] = {}
        self._called: dict[str, list[int]] = {}
        for ident, row in self.things.items():
            for name in dict.fromkeys((row.key, row.name, *row.aliases)):
                self._called.setdefault(fold(name), []).append(ident)

    def label(self, ident: int) -> str:
        """What a thing is called; `nobody` for 0."""
        known = self._labels.get(ident)
        if known is None:
            known = self._labels[ident] = self._label(ident)
        return known

    def _label(self, ident: int) -> str:
        kind, values = self._maker(ident)
        row = self.kinds.get(kind)
        if row is None or not row.named:
            return f"a {kind}" if kind else f"something ({short_id(ident)})" if ident > 0 else "something"
        return "".join(text + (self._slot(attr, values) if attr else "") for text, attr in row.named)

    def kind(self, ident: int) -> str:
        """The kind of a thing, "" if it is not known."""
        if ident in self.things:
            return self.things[ident].kind
        return self._maker(ident)[0]

    def pronoun(self, ident: int) -> str:
        """The pronoun of a named thing, "" if none was declared."""
        return self.things[ident].pronoun if ident in self.things else ""

    def made(self) -> dict[int, str]:
        """Everything that events made: identity -> kind."""
        return {ident: self._maker(ident)[0] for ident in self._find_made()}

    def identify(self, name: str) -> list[int]:
        """The identities that a name, key or alias may mean."""
        return self._called.get(fold(name.strip()), [])

    def hint(self, name: str) -> str:
        """The nearest known names, as a hint."""
        return whom_do_you_mean(name, (called for row in self.things.values() for called in (row.name, *row.aliases)))

    def _maker(self, ident: int) -> tuple[str, dict[str, Change]]:
        """The kind of what an event made, and what was written of it then."""
        if ident not in self._made:
            event = self._find_maker(ident)
            if event is None:
                return "", {}
            for change in event.changes:
                if change.form == "created":
                    values = {c.attr: c for c in event.changes if c.bearer == change.bearer and not c.belief}
                    self._made[change.bearer] = change.attr, values
        return self._made.get(ident, ("", {}))

    def _slot(self, attr: str, values: dict[str, Change]) -> str:
        change = values.get(attr)
        row = self.attributes.get(attr)
        if change is not None:
            return self.value(attr, change.new, change.form, change.bearer)
        if row is not None and row.form == "ref":
            return none_word(row.to, self.kinds)
        return "?" if row is None or row.start is None else self.value(attr, row.start, row.form)

    def value(self, attr: str, value: float | int, form: str, bearer: int = 0) -> str:
        """A value of an attribute in words: the level first and the number after, as `low, 12 water`."""
        return self.speller(attr, form)(value, bearer)

    def speller(self, attr: str, form: str) -> Callable[[float | int, int], str]:
        """What puts values of an attribute, and whose they are, into words; each is worked out once."""
        row = self.attributes.get(attr)
        if form == "ref":
            none = none_word(row.to if row is not None else "", self.kinds)
            return lambda value, _: self.label(int(value)) if value else none
        own = row is not None and (isinstance(row.low, str) or isinstance(row.high, str))
        known: dict[tuple[float | int, int], str] = {}

        def spelt(value: float | int, bearer: int) -> str:
            key = value, bearer if own else 0
            if key not in known:
                known[key] = self._spelt(row, form, value, bearer)
            return known[key]

        return spelt

    def _spelt(self, row: AttributeRow | None, form: str, value: float | int, bearer: int) -> str:
        if form == "date" or (row is not None and row.form == "date"):
            return self.calendar.date(int(value))
        if row is None:
            return number_text(float(value))
        if row.form == "flag":
            return "yes" if value else "no"
        if row.form == "choice":
            index = int(value)
            return spaced(row.values[index]) if 0 <= index < len(row.values) else str(index)
        share = not row.unit and (row.low, row.high) == (0.0, 1.0)
        amount = spell(float(value), "%", 0.01) if share else spell(float(value), row.unit, row.unit_size)
        level = level_of(row, float(value), self._bound(row.low, bearer, 0.0), self._bound(row.high, bearer, 1.0))
        return f"{level}, {amount}" if level else amount

    def _bound(self, bound: float | str | None, bearer: int, opened: float) -> float | None:
        if isinstance(bound, str):
            return self.things[bearer].bounds.get(bound) if bearer in self.things else None
        return opened if bound is None else bound


def level_of(row: AttributeRow, value: float, low: float | None, high: float | None) -> str:
    """The level that a value lies in; "" without levels, or where a bound that they are shares of is not known."""
    if row.relative and (low is None or high is None):
        return ""
    span = (high or 0.0) - (low or 0.0)
    begun = [name for name, at in row.levels if value >= ((low or 0.0) + at * span if row.relative else at)]
    return begun[-1] if begun else ""
