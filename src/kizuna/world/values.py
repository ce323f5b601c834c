"""Attributes, second pass: ranges, starts, rates and phrases, now that every signature is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.ast import Expr, Get, Literal, Thing, Var
from kizuna.lang.quantity import quantity_range, sample_unit
from kizuna.lang.scope import Scope
from kizuna.lang.types import BARE, NEVER_WAS, SPAN, TIME, Choice, Number, Ref, times
from kizuna.pack.tree import Scalar
from kizuna.world.absence import NOBODY, SOMEBODY
from kizuna.world.attributes import Declared
from kizuna.world.cast_values import value_of
from kizuna.world.constants import constant, is_fixed
from kizuna.world.draft import Draft
from kizuna.world.model import VALUE, Attribute, Level, ParameterDef, Phrase, Slot
from kizuna.world.phrases import build_phrases
from kizuna.world.shapes import as_text, plain

Parameters = dict[str, ParameterDef]
_BARE = re.compile(r"\s*-?\d{1,15}(\.\d{1,15})?\s*\Z")
_PLAIN = re.compile(r"\s*([a-z][a-z0-9_]*)?\s*\Z")


class Range(NamedTuple):
    """The bounds of a meter or number, None where open, and where they are written."""

    low: Expr | None
    high: Expr | None
    line: Scalar | None


@dataclass(slots=True)
class Definer:
    """Makes the attributes of a draft."""

    draft: Draft
    parameters: Parameters

    def attribute(self, declared: Declared) -> Attribute:
        """The whole attribute. Faults are told to the draft's sink; what is at fault is then left at its default."""
        signature, node = declared.signature, declared.node
        scope = self.draft.scope.inside(**declared.ends)
        bounds = self._range(declared, scope)
        rate, toward, within = self._curve(declared, scope)
        made = Attribute(
            key=signature.key, name=signature.name, owner=signature.owner, form=signature.form, type=signature.type,
            about=plain(node.get("about"), self.draft.sink), unit=declared.unit, unit_size=declared.unit_size,
            low=bounds.low, high=bounds.high, rate=rate, toward=toward, within=within,
            levels=tuple(Level(name, at) for name, at in declared.levels.pairs),
            levels_relative=declared.levels.relative, seen=signature.seen, believed=signature.believed,
            inverse=declared.inverse, phrases=self._phrases(declared, scope), tells=self._tells(declared, scope),
            span=declared.key.span,
        )
        start = self._value(declared, "start", made, scope, bounds) or _default_start(made)
        prior = self._value(declared, "prior", made, scope, bounds) or (start if signature.believed else None)
        if made.bond:
            self._fixed(declared, "start", start, "a bond begins alike for all pairs")
        if declared.node.get("prior") is not None:
            self._fixed(declared, "prior", prior, "what nobody has heard of is believed alike of all")
        return replace(made, start=start, prior=prior)

    def _fixed(self, declared: Declared, key: str, value: Expr | None, why: str) -> None:
        """K410 for a value that is needed before there is anybody whom it could be worked out for."""
        if value is None or isinstance(value, Literal | Thing) or constant(value, self.parameters) is not None:
            return
        node = declared.node.get(key)
        said = shorten(node.text) if isinstance(node, Scalar) else key
        self.draft.sink.add(
            "K410", f"`{key}` of {declared.key.text!r} is worked out from something: {said}; {why}",
            node.span if node is not None else declared.key.span, declared.key.span,
            hint="give a value, a level or a parameter, and let a trigger set what differs",
        )

    def _range(self, declared: Declared, scope: Scope) -> Range:
        """The declared range; by default 0..1 for a bare meter, from 0 for another meter, open for a number."""
        form, kind = declared.signature.form, declared.signature.type
        line = as_text(declared.node.get("range"), "range", self.draft.sink)
        if form not in ("meter", "number") or line is None:
            floor = Literal(0.0, kind) if form == "meter" else None
            assumed = Range(floor, Literal(1.0, kind) if form == "meter" and kind == BARE else None, None)
            if declared.node.get("range") is None:
                self._check_range(declared, assumed)
            return assumed
        found = self._ends(declared, line, scope)
        if found is None:
            return Range(None, None, None)
        low, high = (self._bound(declared, end, line) for end in found)
        bounds = Range(low, high, line)
        return bounds if self._check_range(declared, bounds) else Range(None, None, None)

    def _ends(self, declared: Declared, line: Scalar, scope: Scope) -> tuple[Expr | None, Expr | None] | None:
        """The ends of a range. Where neither end has a unit, bare numbers are in the unit of the attribute."""
        kind = declared.signature.type
        texts = line.text.split("..")
        measured = quantity_range(line.text, line.span, self.draft.scope.units, Sink()) if kind == BARE else None
        if measured is not None and measured[2]:
            unit = sample_unit(measured[2])
            message = f"the range {shorten(line.text)!r} is in {unit}, but {declared.key.text!r} has no unit"
            self.draft.sink.add("K205", message, line.span, hint=f"declare it: `unit: {unit}`")
            return None
        if kind == BARE or len(texts) != 2 or not all(_BARE.match(text) or _PLAIN.match(text) for text in texts):
            return self.draft.interval(line, scope, kind)
        ends: list[Expr | None] = []
        for text, at in ((texts[0], 0), (texts[1], len(texts[0]) + 2)):
            part = Scalar(text.strip(), line.span.inner(at + len(text) - len(text.lstrip()), len(text.strip())))
            if not part.text:
                ends.append(None)
            elif _BARE.match(text):
                ends.append(Literal(float(part.text) * declared.unit_size, kind, part.text, part.span))
            elif (name := self.draft.expression(part, scope, kind)) is not None:
                ends.append(name)
            else:
                return None
        return ends[0], ends[1]

    def _bound(self, declared: Declared, bound: Expr | None, line: Scalar) -> Expr | None:
        """A bound as it may be: a constant, or a number of the same bearer."""
        if bound is None or is_fixed(bound):
            return bound
        if isinstance(bound, Get) and isinstance(bound.of, Var) and bound.of.name == "self":
            read = self.draft.scope.attributes.get(bound.attr)
            if read is not None and read.form == "number" and read.owner == declared.signature.owner:
                return bound
        message = f"a bound of {declared.key.text!r} is neither a quantity nor a number of the same kind"
        self.draft.sink.add("K102", message, bound.span if bound.span.line else line.span,
                            hint="declare it under `numbers` of this kind, and name it here")
        return None

    def _check_range(self, declared: Declared, bounds: Range) -> bool:
        """Whether a range rises, K109 if not; K110 for levels outside it, or in per cent of an open one."""
        low, high = self._known(bounds.low), self._known(bounds.high)
        text = shorten(bounds.line.text) if bounds.line is not None else "0..1" if high is not None else "0.."
        places = [bounds.line.span] if bounds.line is not None else []
        name, levels = declared.key.text, declared.levels
        if low is not None and high is not None and low >= high:
            hint = _exchanged(text) if low > high else "give it two ends that differ"
            self.draft.sink.add("K109", f"the range {text} of {name!r} does not rise", *places, hint=hint)
            return False
        if levels.relative:
            low, high = 0.0, 1.0
            if levels.names and (bounds.low is None or bounds.high is None):
                message = f"levels of {name!r} are in per cent, but its range {text} is open"
                self.draft.sink.add("K110", message, levels.places[0], *places,
                                    hint="give the range two ends, or the levels in the unit")
        for level, at, place in zip(levels.names, levels.at, levels.places, strict=True):
            if (low is not None and at < low) or (high is not None and at > high):
                message = f"the level {level!r} of {name!r} begins outside the range {text}"
                self.draft.sink.add("K110", message, place, *places)
        return True

    def _value(
        self, declared: Declared, key: str, made: Attribute, scope: Scope, bounds: Range
    ) -> Expr | None:
        """What `start` or `prior` says: a level, a share of the range, one of the values, or an expression."""
        line = as_text(declared.node.get(key), key, self.draft.sink)
        if line is None or (bounds.line is None and declared.node.get("range") is not None):
            return None
        if isinstance(made.type, Ref) or (isinstance(made.type, Choice) and line.text.strip() not in made.type.values):
            return self.draft.expression(line, scope, made.type)
        local = Sink()
        found = value_of(line, made, scope, {}, self.draft.calendar, local)
        self.draft.pass_on(local, (line.text,))
        return found

    def _curve(self, declared: Declared, scope: Scope) -> tuple[Expr | None, Expr | None, Expr | None]:
        """`rate`, or `toward` and `within`."""
        if declared.signature.form != "meter" or not isinstance(declared.signature.type, Number):
            return None, None, None
        node, sink, name = declared.node, self.draft.sink, declared.key.text
        kind = declared.signature.type
        lines = {key: as_text(node.get(key), key, sink) for key in ("rate", "toward", "within")}
        written = {key: node.key(key) for key in lines}
        if written["rate"] is not None and written["toward"] is not None:
            message = f"{name!r} has both a `rate` and a `toward`"
            places = (written["toward"].span, written["rate"].span)
            sink.add("K102", message, *places, hint="a meter is a line or an approach")
        for key, other in (("toward", "within"), ("within", "toward")):
            mark = written[key]
            if mark is not None and written[other] is None:
                sink.add("K103", f"{name!r} has `{key}` and needs `{other}`, too", mark.span)
        rate = self._expr(lines["rate"], scope, Number(times(kind.dim, TIME, -1)))
        toward = self._expr(lines["toward"], scope, kind)
        within = self._expr(lines["within"], scope, SPAN)
        lasting = self._known(within)
        if lasting is not None and lasting <= 0 and lines["within"] is not None:
            sink.add("K109", f"`within` of {name!r} is a time greater than 0", lines["within"].span)
        return rate, toward, within

    def _expr(self, line: Scalar | None, scope: Scope, expect: Number) -> Expr | None:
        return self.draft.expression(line, scope, expect) if line is not None else None

    def _known(self, expr: Expr | None) -> float | None:
        return constant(expr, self.parameters) if expr is not None else None

    def _phrases(self, declared: Declared, scope: Scope) -> tuple[Phrase, ...]:
        """State sentences, each under a value or level that there is."""
        node = declared.node.get("phrases")
        if node is None:
            return ()
        signature = declared.signature
        slots = _ends(declared)
        if isinstance(signature.type, Ref):
            slots["value"] = signature.type.kind
        local = Sink()
        phrases = build_phrases(node, slots, scope, local)
        self.draft.pass_on(local, ())
        known = _phrase_keys(declared)
        good: list[Phrase] = []
        for phrase in phrases:
            if isinstance(signature.type, Ref) and phrase.key in ("", *known):
                good += self._of_reference(phrase)
            elif phrase.key in known:
                good.append(phrase)
            elif phrase.key == "":
                hint = f"write them under {', '.join(known)}" if known else ""
                message = f"a phrase of {signature.name!r} does not say of which value"
                self.draft.sink.add("K102", message, phrase.span, hint=hint)
            else:
                message = f"{signature.name!r} has no value or level {shorten(phrase.key)!r}"
                hint = f"known here: {', '.join(known)}" if known else ""
                self.draft.sink.add("K107", message, phrase.span, hint=hint)
        return tuple(good)

    def _tells(self, declared: Declared, scope: Scope) -> Phrase | None:
        """What happened at a date."""
        is_date = declared.signature.form == "date"     # elsewhere the key is a fault that is told already
        line = as_text(declared.node.get("tells"), "tells", self.draft.sink) if is_date else None
        if line is None:
            return None
        local = Sink()
        clauses = build_phrases(line, _ends(declared), scope, local)
        self.draft.pass_on(local, ())
        return clauses[0] if clauses else None

    def _of_reference(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """A reference's phrase, which says whom it refers to unless it is for nobody; () after K105."""
        absent = phrase.key == NOBODY
        if (Slot("value") in phrase.parts) != absent:
            return (phrase if absent else replace(phrase, key=VALUE),)
        wrong = "names somebody where there is nobody" if absent else "does not say who or what it is"
        hint = f"{VALUE} stands where the name belongs, in every phrase but those under `{NOBODY}`"
        self.draft.sink.add("K105", f"the phrase {shorten(phrase.text)!r} {wrong}", phrase.span, hint=hint)
        return ()


def _ends(declared: Declared) -> dict[str, str]:
    """Who has it: `self`, or of a bond `from` and `to`; with their kinds."""
    return {name: end.kind for name, end in declared.ends.items() if isinstance(end, Ref)}


def _exchanged(text: str) -> str:
    """A hint for a range that is written upside down; with a unit at one end alone, which goes for both, its ends
    cannot simply be exchanged."""
    ends = [end.strip() for end in text.split("..")]
    alike = len(ends) == 2 and len({_BARE.match(end) is None for end in ends}) == 1
    return f"write the lower end first: {ends[1]}..{ends[0]}" if alike else "write the lower end first"


def _default_start(made: Attribute) -> Expr:
    """The low bound or 0, `no`, the first value, nobody, never."""
    if isinstance(made.type, Ref):
        return Thing("", made.type)
    if isinstance(made.type, Number):
        return made.low if made.low is not None else Literal(0.0, made.type)
    return Literal(NEVER_WAS if made.form == "date" else 0, made.type)


def _phrase_keys(declared: Declared) -> tuple[str, ...]:
    kind, form = declared.signature.type, declared.signature.form
    if isinstance(kind, Choice):
        return kind.values
    if isinstance(kind, Ref):
        return (SOMEBODY, NOBODY)
    return ("yes", "no") if form == "flag" else declared.levels.names
