"""What a doer can know: requirements, utilities and choices of amounts may read nothing else (K208)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import Believed, Domain, Everyone, Expr, Fold, Get, Inverse, Tie, Tied, Var
from kizuna.lang.types import Ref
from kizuna.world.model import Attribute, Kind, Rule
from kizuna.world.reads import children, domain_exprs
from kizuna.world.wording import bare, say, say_domain


def check_knowing(
    rule: Rule, attributes: Mapping[str, Attribute], kinds: Mapping[str, Kind], sink: Sink
) -> None:
    """Report each reading of an action that its doer cannot know.

    He knows what is his own (and of things that are no agents, what is reached from him by references and bonds),
    what is `seen: all`, what is `seen: here` (of somebody at hand), his own bonds and his own beliefs.
    """
    if rule.sort != "action" or not rule.roles:
        return
    agents = frozenset(kind.name for kind in kinds.values() if kind.agent)
    mine = {rule.roles[0].name}
    knower = _Knower(rule, attributes, agents, sink)
    for role in rule.roles[1:]:
        if role.domain is not None and knower.own_member(role.domain, role.kind, mine):
            mine.add(role.name)
    for requirement in rule.requires:
        knower.check(requirement.expr, frozenset(mine), requirement.span, f"the requirement {requirement.name!r}")
    if rule.utility is not None:
        knower.check(rule.utility, frozenset(mine), rule.span, "the utility")
    for amount in rule.amounts:
        if amount.by == "choice":
            for expr in (amount.low, amount.high, *([amount.best] if amount.best is not None else [])):
                knower.check(expr, frozenset(mine), amount.span, f"the choice of {amount.name!r}")


@dataclass(frozen=True, slots=True)
class _Knower:
    """The doer of one action. `mine` are the variables that stand for him, or for things of his that decide nothing."""

    rule: Rule
    attributes: Mapping[str, Attribute]
    agents: Collection[str]
    sink: Sink

    def check(self, expr: Expr, mine: frozenset[str], place: Span, where: str) -> None:
        """Report what cannot be known in an expression and all inside it."""
        match expr:
            case Get(attr=attr, of=of):
                self._reading(attr, self.own(of, mine), expr, place, where)
            case Tie(attr=attr, source=source):
                self._reading(attr, self.own(source, mine), expr, place, where)
            case Believed(holder=holder):
                if not self._is_doer(holder):
                    doer = self.rule.roles[0].name
                    hint = f"only {doer}'s own beliefs can be read here"
                    self._tell(expr, place, where, f"what {say(holder)} believes", hint)
            case Fold():
                self._fold(expr, mine, place, where)
                return
        for item in children(expr):
            self.check(item, mine, place, where)

    def own(self, expr: Expr, mine: Collection[str]) -> bool:
        """Whether an expression is the doer, or a thing of his that decides nothing."""
        match expr:
            case Var(name=name):
                return name in mine
            case Get(of=of, type=Ref(kind=kind)):
                return kind not in self.agents and self.own(of, mine)
            case _:
                return False

    def own_member(self, domain: Domain, kind: str, mine: Collection[str]) -> bool:
        """Whether the members of a set are things of the doer's that decide nothing."""
        match domain:
            case Inverse(of=of) | Tied(source=of):
                return kind not in self.agents and self.own(of, mine)
            case Everyone():
                return False

    def _fold(self, fold: Fold, mine: frozenset[str], place: Span, where: str) -> None:
        match fold.domain:
            case Inverse(attr=attr, of=of, kind=kind):
                # Whom somebody has in mind is his own affair; which things belong to the doer, the doer knows.
                self._set(attr, kind not in self.agents and self.own(of, mine), fold.domain, place, where)
            case Tied(attr=attr, source=of):
                self._set(attr, self.own(of, mine), fold.domain, place, where)
        for item in domain_exprs(fold.domain):
            self.check(item, mine, place, where)
        inner = mine - {fold.var}
        if self.own_member(fold.domain, fold.domain.kind, mine):
            inner |= {fold.var}
        for part in (fold.where, fold.value):
            if part is not None:
                self.check(part, inner, place, where)

    def _is_doer(self, expr: Expr) -> bool:
        return isinstance(expr, Var) and expr.name == self.rule.roles[0].name

    def _reading(self, attr: str, own: bool, expr: Get | Tie, place: Span, where: str) -> None:
        attribute = self.attributes.get(attr)
        if attribute is None or self._can_know(attribute, own):
            return
        self._tell(expr, place, where, say(expr), self._hint(attribute, expr), attribute)

    def _set(self, attr: str, own: bool, domain: Domain, place: Span, where: str) -> None:
        attribute = self.attributes.get(attr)
        if attribute is not None and not self._can_know(attribute, own):
            hint = f"move it under `works if`, or declare {attribute.name!r} `seen: here` or `seen: all`"
            self._tell(domain, place, where, f"the set of {say_domain(domain)}", hint, attribute)

    @staticmethod
    def _can_know(attribute: Attribute, own: bool) -> bool:
        return attribute.seen in ("here", "all") or (own and attribute.seen == "self")

    def _hint(self, attribute: Attribute, expr: Get | Tie) -> str:
        hint = "move it under `works if`"
        doer = self.rule.roles[0].name
        if attribute.believed:
            return f"{hint}, or read what {doer} believes: belief({doer}, {say(expr)})"
        return f"{hint}, or declare {attribute.name!r} `seen: here`, `seen: all` or `believed: yes`"

    def _tell(
        self, at: Expr | Domain, place: Span, where: str, what: str, hint: str, attribute: Attribute | None = None
    ) -> None:
        doer = self.rule.roles[0].name
        seen = f" ({bare(attribute.key)} is seen by {_BY[attribute.seen]})" if attribute is not None else ""
        message = f"{where} of {self.rule.name!r} reads {what}, which {doer} cannot know{seen}"
        self.sink.add("K208", message, at.span if at.span.line else place, place, hint=hint)


_BY = {"self": "its bearer alone", "nobody": "nobody", "here": "those at hand", "all": "all"}
