"""A meter of somebody at a moment, and what will become of it."""

from __future__ import annotations

from dataclasses import dataclass

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Meter:
    """A meter: its value in words (the level first), the usual level, and what comes next and again, with dates."""

    name: str
    value: str
    level: str
    usual: str
    becomes: str = ""
    becomes_at: str = ""
    usual_at: str = ""

    def line(self) -> str:
        """The value and what will become of it."""
        usual = f" (usually {self.usual})" if self.usual and self.level != self.usual else ""
        return self.value + usual + self.ahead()

    def ahead(self) -> str:
        """Such as ` → fair on April 3, 06:40, full again on April 9, 12:00`; "" if nothing is going to change."""
        if not self.becomes:
            return ""
        again = f", {self.usual} again on {self.usual_at}" if self.usual_at and self.becomes != self.usual else ""
        return f" → {self.becomes} on {self.becomes_at}{again}"

    def as_data(self) -> Json:
        """The same for programs."""
        return {
            "name": self.name,
            "value": self.value,
            "level": self.level,
            "usual": self.usual,
            "becomes": self.becomes,
            "becomes_at": self.becomes_at,
            "usual_at": self.usual_at,
        }
