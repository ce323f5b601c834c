"""A world while it is being built: its scope so far, where faults go, and which names are known to be broken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kizuna.diagnostics import Diagnostic, Severity, Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang import effects as lang_effects
from kizuna.lang import resolve
from kizuna.lang.ast import Domain, Effect, Expr
from kizuna.lang.scope import Scope
from kizuna.lang.types import Type
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.calendar import Calendar
from kizuna.world.shapes import texts_of

_Made = TypeVar("_Made")
_NAME = re.compile(r"[^\W\d]\w*")
_QUOTED = re.compile(r"'([^']*)'")


@dataclass(slots=True)
class Draft:
    """What the passes share. `broken` holds names whose declaration was refused, `no_kinds` kinds that are not there.

    An expression that mentions a broken name, or one that the calendar cannot have, and cannot be resolved is not
    reported again: its cause has been told.
    """

    tree: Map
    sink: Sink
    scope: Scope
    calendar: Calendar
    broken: set[str] = field(default_factory=set)
    no_kinds: set[str] = field(default_factory=set)

    def add_to_scope(self, **tables: object) -> None:
        """Replace tables of the scope by fuller ones."""
        self.scope = replace(self.scope, **tables)  # type: ignore[arg-type]

    def expression(self, line: Scalar, scope: Scope, expect: Type | None = None) -> Expr | None:
        """The expression in one line of text; None after a diagnostic."""
        local = Sink()
        found = resolve.expression(line.text, line.span, scope, local, expect)
        return self._told(found, local, (line.text,))

    def interval(
        self, line: Scalar, scope: Scope, expect: Type | None = None
    ) -> tuple[Expr | None, Expr | None] | None:
        """The two ends of a range, None for an end left open; None after a diagnostic."""
        local = Sink()
        found = resolve.interval(line.text, line.span, scope, local, expect)
        return self._told(found, local, (line.text,))

    def domain(self, line: Scalar, scope: Scope) -> Domain | None:
        """The set in one line of text; None after a diagnostic."""
        local = Sink()
        found = resolve.domain(line.text, line.span, scope, local)
        return self._told(found, local, (line.text,))

    def effects(self, node: Node | None, scope: Scope) -> tuple[Effect, ...]:
        """A list of effects; those at fault are left out after a diagnostic."""
        if node is None:
            return ()
        local = Sink()
        found = lang_effects.effects(node, scope, local)
        return self._told(found, local, texts_of(node))

    def pass_on(self, local: Sink, texts: Iterable[str]) -> None:
        """Hand the diagnostics of a step on, unless one of the texts that it read mentions a broken name."""
        hushed = local.failed and any(map(self._mentions_broken, texts))
        for item in local.found:
            if not (hushed and item.severity is Severity.ERROR):
                self._tell(item)

    def pass_on_others(self, local: Sink) -> None:
        """Hand on the diagnostics of a step that read many entries, without those that quote a broken name."""
        for item in local.found:
            if self.broken.isdisjoint(_QUOTED.findall(item.message)):
                self._tell(item)

    def _tell(self, item: Diagnostic) -> None:
        self.sink.add(item.code, item.message, *item.spans, notes=item.notes, hint=item.hint, severity=item.severity)

    def _mentions_broken(self, text: str) -> bool:
        return not self.broken.isdisjoint(_NAME.findall(text)) or self.calendar.mentions_misnamed(text)

    def kind(self, name: Scalar) -> str:
        """The name of a kind, or "" (which fits any kind) after K107. Expressions that name it are not told again."""
        text = name.text.strip()
        if text in self.scope.kinds:
            return text
        if text not in self.broken or text in self.no_kinds:
            hint = did_you_mean(text, self.scope.kinds)
            self.sink.add("K107", f"there is no kind {shorten(text)!r}", name.span, hint=hint)
            self.no_kinds.add(text)
            self.broken.add(text)
        return ""

    def _told(self, found: _Made, local: Sink, texts: Iterable[str]) -> _Made:
        if local.found:
            self.pass_on(local, texts)
        return found
