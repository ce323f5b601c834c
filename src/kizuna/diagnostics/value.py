"""The diagnostic value and the sink that gathers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from kizuna.diagnostics.codes import CODES
from kizuna.diagnostics.span import Span


class Severity(IntEnum):
    """How grave a diagnostic is; `ERROR` stops the work."""

    NOTICE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault or finding.

    `code` is a key of `CODES`; `message` names what the author wrote; `spans[0]` is the place of the fault and the rest
    are the other places involved; `notes` are further lines (values, arithmetic); `hint` says what would be accepted.
    """

    code: str
    message: str
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def name(self) -> str:
        """The readable name of the code, such as `requirement-fails`."""
        return CODES[self.code].name


@dataclass(slots=True)
class Sink:
    """Gathers diagnostics, each cause once."""

    found: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str, Span | None]] = field(default_factory=set)

    def add(
        self,
        code: str,
        message: str,
        *spans: Span,
        notes: tuple[str, ...] = (),
        hint: str = "",
        severity: Severity | None = None,
    ) -> None:
        """Record a diagnostic; the severity is that of the code unless given. Raises KeyError on an unknown code."""
        level = CODES[code].severity if severity is None else severity
        key = (code, message, spans[0] if spans else None)
        if key not in self._seen:
            self._seen.add(key)
            self.found.append(Diagnostic(code, message, tuple(spans), notes, hint, Severity(level)))

    @property
    def failed(self) -> bool:
        """Whether any error was recorded."""
        return any(d.severity is Severity.ERROR for d in self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Diagnostics ordered by place, then by gravity."""
        return iter(sorted(self.found, key=lambda d: (d.spans[:1], -d.severity, d.code, d.message)))
