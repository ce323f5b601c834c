"""The generated functions, one per concern of a rule, a rate or a condition. See docs/internals.md for their shapes."""

from __future__ import annotations

from kizuna.codegen.meter_units import MeterUnits
from kizuna.codegen.options import options_function
from kizuna.codegen.touch import touch_function
from kizuna.world.model import Rule


class Units(MeterUnits):
    """Emits any unit of a world by its name, on demand."""

    def names(self) -> list[str]:
        """The names of all units, in order."""
        found: list[str] = []
        for number, rule_id in enumerate(self.rules, 1):
            found += [f"{letter}{number}" for letter in self.rule_units(self.world.rules[rule_id])]
        for watch in self.layout.watches:
            found += [f"check{watch.index}", f"next{watch.index}"]
        for slot in self.attributes:
            if slot.attribute.moves:
                found += [f"rate{slot.index}", f"flip{slot.index}"]
        found += [f"start{s.index}" for s in self.attributes if s.attribute.start is not None and not s.attribute.bond]
        found += [f"touch_{number}" for number in range(len(self.dependents))]
        found += [f"options{number}" for number in range(len(self.candidates))]
        found += [f"senses{row.index}" for name, row in self.layout.kinds.items() if self.world.kinds[name].agent]
        return found

    def rule_units(self, rule: Rule) -> list[str]:
        """The letters of the units that a rule has."""
        letters = ["fails", "works", "strays", "enabled", "bucket", "amounts", "effects", "perceivers"]
        if rule.sort == "action":
            letters += ["moved", "takes", "begins", "interrupted", "misfires"]
        if rule.utility is not None:
            letters.append("choose")
        if rule.outcomes:
            letters.append("weights")
        if rule.on:
            letters.append("react")
        return letters

    def source(self, name: str) -> str:
        """The source text of a unit. Raises KeyError for a name that is none."""
        letters = name.rstrip("0123456789")
        number = int(name[len(letters) :])
        if letters == "touch_":
            attr = list(self.dependents)[number]
            return touch_function(self.layout, name, attr, self.dependents[attr])
        if letters in ("check", "next"):
            watch = self.layout.watches[number]
            return self._check(name, watch) if letters == "check" else self._next(name, watch)
        if letters in ("rate", "flip", "start"):
            return getattr(self, f"_{letters}")(name, self.attributes[number])  # type: ignore[no-any-return]
        if letters == "options":
            (kind, _), numbers = list(self.candidates.items())[number]
            return options_function(self.layout, name, kind, numbers)
        if letters == "senses":
            return self._senses(name, number)
        rule = self.world.rules[self.rules[number - 1]]
        return getattr(self, f"_{letters}")(name, rule, number)  # type: ignore[no-any-return]

    def touch_numbers(self) -> dict[str, int]:
        """The number of the touch function of each attribute that something depends on."""
        return {attr: number for number, attr in enumerate(self.dependents)}
