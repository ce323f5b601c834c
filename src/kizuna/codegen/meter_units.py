"""The units of meters and starts, and of who can perceive."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.expressions import NEVER, Expressions
from kizuna.codegen.flips import Flips
from kizuna.codegen.layout import Slots
from kizuna.codegen.watch_units import WatchUnits


class MeterUnits(WatchUnits):
    """Emits rates, what makes them flip, and starts."""

    def _self_env(self, slot: Slots) -> dict[str, str]:
        if slot.attribute.bond:
            return {"from": f"X[r0 + {at.TIE_FROM}]", "to": f"X[r0 + {at.TIE_TO}]"}
        return {"self": "r0"}

    def _rate(self, name: str, slot: Slots) -> str:
        """The rate of a meter per ms, or its target; the pace of an approach goes to the world's row."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        env = self._self_env(slot)
        attribute = slot.attribute
        if attribute.toward is not None:
            assert attribute.within is not None
            body.put(f"V[{self.layout.world_row + at.BOUND}] = ratio(1.0, {e.emit(attribute.within, env)})")
            body.put(f"return {e.emit(attribute.toward, env)}")
        else:
            assert attribute.rate is not None
            body.put(f"return {e.emit(attribute.rate, env)}")
        return body.text()

    def _flip(self, name: str, slot: Slots) -> str:
        """When what a rate reads may next change by itself."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        body.put(f"best = {NEVER}")
        for expr in (slot.attribute.rate, slot.attribute.toward, slot.attribute.within):
            if expr is not None:
                Flips(e).emit(expr, self._self_env(slot))
        body.put("return best")
        return body.text()

    def _start(self, name: str, slot: Slots) -> str:
        """The start of an attribute."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        assert slot.attribute.start is not None
        body.put(f"return {Expressions(self.layout, body).flag(slot.attribute.start, {'self': 'r0'})}")
        return body.text()

    def _senses(self, name: str, number: int) -> str:
        """Whether a member of an agent kind can perceive anything."""
        kind = next(k for k, row in self.layout.kinds.items() if row.index == number)
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        perceives = self.world.kinds[kind].perceives
        text = Expressions(self.layout, body).truth(perceives, {"self": "r0"}) if perceives is not None else "True"
        body.put(f"return 1 if {text} else 0")
        return body.text()
