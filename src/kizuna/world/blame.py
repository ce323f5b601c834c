"""What a pack took away and another one still needs: a fault of the pack that took it away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.pack.extend import Removal

_MISSING = frozenset({"K101", "K107", "K202", "K207"})
_QUOTED = re.compile(r"'([^']*)'")
_HINT = "leave it, or remove or override what needs it, too"


def blame(sink: Sink, removed: Iterable[tuple[Removal, frozenset[str]]]) -> None:
    """Show what is missed of something removed where it was removed, once, with all places that need it.

    That is so for places in files (the shown names of which stand with each removal) of packs that do not build on the
    one that removed it, for nobody who reads the message can change those.
    """
    for each, files in removed:
        led = [found for found in sink if _misses(found, each, files)]
        led.sort(key=lambda found: each.name not in _quoted(found))
        if led:
            spans = tuple(dict.fromkeys(span for found in led for span in found.spans))
            message = f"{led[0].message}, for it is removed here"
            one = replace(led[0], message=message, spans=(each.span, *spans), hint=_HINT)
            sink.found[:] = [one if found == led[0] else found for found in sink.found if found not in led[1:]]


def _misses(found: Diagnostic, removed: Removal, files: frozenset[str]) -> bool:
    return (
        found.code in _MISSING
        and not removed.names.isdisjoint(_quoted(found))
        and any(span.file in files for span in found.spans)
    )


def _quoted(found: Diagnostic) -> list[str]:
    return _QUOTED.findall(found.message)
