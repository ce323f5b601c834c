"""Diagnostics are values: made where the fault is found, printed by one formatter."""

from kizuna.diagnostics.span import NOWHERE, Span
from kizuna.diagnostics.value import Diagnostic, Severity, Sink

__all__ = ["NOWHERE", "Diagnostic", "Severity", "Sink", "Span"]
