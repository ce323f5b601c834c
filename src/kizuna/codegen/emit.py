"""A whole world as one plain module that a person can read."""

from __future__ import annotations

from kizuna.codegen.layout import Layout, build_layout
from kizuna.codegen.units import Units
from kizuna.world.model import World

RULE_UNITS = {
    "fails": "the first requirement that fails",
    "works": "the first truth that fails",
    "strays": "the first role outside its set",
    "choose": "looks for the best binding",
    "enabled": "who enabled it",
    "moved": "what moved the chooser",
    "bucket": "what luck is counted within",
    "amounts": "amounts chosen and drawn",
    "weights": "draws the outcome",
    "takes": "how long it takes, ms",
    "begins": "effects when it begins",
    "effects": "effects when it ends well",
    "interrupted": "effects when broken off",
    "misfires": "effects when it fails",
    "perceivers": "who may witness it",
    "react": "looks for the roles of a reaction",
}


def module_text(world: World) -> str:
    """The generated source of all units, each under a comment that says what it is for.

    Comments are for the reader only: what runs is `Units.source`, which holds nothing that an author wrote.
    """
    layout = build_layout(world)
    units = Units(layout)
    count = f"{len(layout.rules)} rules, {len(layout.slots)} attributes, {len(layout.watches)} conditions"
    parts = [f"# {_plain(world.name)}: {count}\n"]
    for name in units.names():
        parts.append(f"# {_meaning(layout, units, name)}\n{units.source(name)}")
    return "\n".join(parts)


def _meaning(layout: Layout, units: Units, name: str) -> str:
    letters = name.rstrip("0123456789")
    number = int(name[len(letters) :])
    if letters in RULE_UNITS:
        return f"{_plain(units.rules[number - 1])}: {RULE_UNITS[letters]}"
    if letters in ("check", "next"):
        watch = layout.watches[number]
        what = "does its condition hold" if letters == "check" else "when may that change by itself"
        return f"{_plain(watch.rule or watch.owner)} ({watch.sort}): {what}"
    if letters in ("rate", "flip", "start"):
        what = {"rate": "its rate, or its target", "flip": "when its rate may change by itself", "start": "its start"}[
            letters
        ]
        return f"{_plain(units.attributes[number].attribute.key)}: {what}"
    if letters == "options":
        (name, value), _ = list(units.candidates.items())[number]
        return f"{_plain(name)}: what can be done in situation {value}"
    if letters == "touch_":
        return f"what depends on {_plain(list(units.dependents)[number])}"
    kind = next(kind for kind, row in layout.kinds.items() if row.index == number)
    return f"{_plain(kind)}: can it perceive anything"


def _plain(text: str) -> str:
    """Author text on one line, without what could end a comment."""
    return "".join(c if c.isprintable() else "?" for c in text)
