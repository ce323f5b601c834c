"""What is damaged in the runs that a command reads: told when the command has said all that can still be read."""

from __future__ import annotations

import sys

from kizuna.cli.output import Format, print_findings
from kizuna.diagnostics import Sink

_MET: list[Sink] = []


def damage_sink() -> Sink:
    """A sink for the faults of one run."""
    _MET.append(Sink())
    return _MET[-1]


def tell_damage() -> bool:
    """Say what was found since this was last asked, on standard error; whether anything is lost."""
    found = [fault for sink in _MET for fault in sink]
    lost = any(sink.failed for sink in _MET)
    _MET.clear()
    if found:
        print_findings(found, Format.text, stream=sys.stderr)
    return lost
