"""Functions that mark what a write concerns: the rates and conditions that read what was written."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.depends import Dependent, Path
from kizuna.codegen.expressions import Expressions, tie_key
from kizuna.codegen.fillable import left_to_writes, truth
from kizuna.codegen.layout import Layout
from kizuna.codegen.plain import asked_of, asked_of_bond, asked_of_row
from kizuna.lang import ast
from kizuna.world.reads import attributes_read, conjuncts, walk

HEAD = "def {name}(V, X, Q, D, N, M, e):"
Gates = dict[Dependent, str]


def touch_function(layout: Layout, name: str, attr: str, items: list[Dependent]) -> str:
    """The function that marks the dependents of `attr` of the bearer `e`; for bonds and beliefs `e` is who has them."""
    body = Body(HEAD.format(name=name))
    groups: dict[tuple[Path, str], list[Dependent]] = {}
    for item in items:
        groups.setdefault((item.path, item.root), []).append(item)
    walk = Walk(layout, body, attr)
    for (path, root), same in groups.items():
        walk.back(path, root, "e", dict.fromkeys(same, ""))
    return body.text()


class Walk:
    """Emits the way back from what was written to the roots that read it, and marks them.

    A condition is marked only where what it asks of its own root's flags, choices and references holds: while that does
    not, nothing else can make it true, and when it comes to hold, the condition is looked at for that reason. The same
    goes for what it asks of the member of a role through whom it was reached, unless it holds already or waits. In a
    crowd this spares nearly all looks.
    """

    def __init__(self, layout: Layout, body: Body, attr: str) -> None:
        self.layout, self.body, self.attr = layout, body, attr
        self.expressions = Expressions(layout, body)

    def back(self, path: Path, root: str, row: str, items: Gates) -> None:
        """Walk `path` from its end at `row` back to the root, then mark; `items` have a role's gate or ""."""
        if not path:
            for item, gate in items.items():
                self._mark(row, item, gate)
            return
        *rest, (sort, name, role) = path
        if role and sort != "out":
            items = {item: self._gate(item, role, row, "") for item in items}
        member = self.body.fresh()
        if sort == "any":
            self._every_root(root, member, items)
            return
        head, step, to_member = _links(self.layout, sort, name)
        if sort == "inv":
            self.body.put(f"{member} = X[{row} + {head}]")
            with self.body.block(f"if {member} != 0:"):
                self.back(tuple(rest), root, member, items)
            return
        link = member if to_member is None else self.body.fresh()
        self.body.put(f"{link} = X[{row} + {head}]")
        with self.body.block(f"while {link} != 0:"):
            if to_member is not None:
                self.body.put(f"{member} = X[{link} + {to_member}]")
            if role and sort == "out":
                root_row = member if len(path) == 1 else ""
                self.body.know(tie_key(self.layout.tables[name], root_row, row), link)
                items = {item: self._gate(item, role, row, root_row) for item in items}
            self.back(tuple(rest), root, member, items)
            self.body.put(f"{link} = X[{link} + {step}]")

    def _gate(self, item: Dependent, role: int, row: str, root: str) -> str:
        """A local that says whether the member `row` of a role is what the rule asks of it; "" if nothing is asked.

        If it is reached through a bond of the root's, `root`, then what the rule asks of that bond counts as well.
        """
        rule = self.layout.world.rules[self.layout.watches[item.index].rule]
        env = {rule.roles[role].name: row}
        tests = asked_of(self.layout, rule, role)
        if root:
            env[rule.roles[0].name] = root
            tests += asked_of_bond(self.layout, rule, role)
        if not tests:
            return ""
        text = " and ".join(self.expressions.truth(test, env) for test in tests)
        return self.body.once(f"gate:{text}", f"{{}} = 1 if {text} else 0")

    def _mark(self, row: str, item: Dependent, gate: str) -> None:
        """Put one cell on its list, where looking at it can matter."""
        cell = f"{row} + {item.offset}"
        text = f"mark(D, {'N' if item.sort == 'line' else 'M'}, {cell}, {item.index})"
        waits = f"X[{cell}] != 0 or Q[{cell}] != 0"
        conditions = [f"({gate} != 0 or {waits})"] if gate else []
        if item.sort == "watch":
            own, read = self._own(row, item)
            if self.layout.watches[item.index].sort == "every":
                conditions = [f"Q[{cell}] == 0", own]
            elif own:
                conditions.append(f"({own} or {waits})" if self.attr in read and not item.path else own)
        if not conditions:
            self.body.put(text)
            return
        with self.body.block(f"if {' and '.join(conditions)}:"):
            self.body.put(text)

    def _own(self, row: str, item: Dependent) -> tuple[str, frozenset[str]]:
        """What a condition asks of its own root, "" if nothing that only a write changes; and what that reads."""
        watch = self.layout.watches[item.index]
        if watch.sort == "throughout":
            return f"X[{row} + {at.ACT}] == {self.layout.rules[watch.rule]}", frozenset()
        if watch.sort == "rousing" and watch.condition is not None:
            tests, who = asked_of_row(self.layout, conjuncts(watch.condition.expr), "self"), "self"
        elif watch.sort in ("trigger", "every") and watch.owner:
            rule = self.layout.world.rules[watch.rule]
            tests, who = left_to_writes(self.layout, rule), rule.roles[0].name
        else:
            return "", frozenset()
        env = {who: row}
        text = " and ".join(truth(self.expressions, test, env) for test in tests)
        read = frozenset().union(*(attributes_read(test) for test in tests))
        acts = any(isinstance(part, ast.Call) for test in tests for part in walk(test))
        return text, read | {f"{item.root}.@act"} if acts else read

    def _every_root(self, root: str, member: str, items: Gates) -> None:
        """Mark the cells of all rows of the root's kind; a root that is the world has one."""
        body, layout = self.body, self.layout
        if not root:
            for item in items:
                body.put(f"mark(D, M, {layout.world_row + item.offset}, {item.index})")
            return
        if ">" in root:
            table = layout.tables[root]
            body.put(f"{member} = X[{layout.members[table.source]}]")
            with body.block(f"while {member} != 0:"):
                row = body.fresh()
                body.put(f"{row} = X[{member} + {table.out}]")
                with body.block(f"while {row} != 0:"):
                    self.back((), root, row, items)
                    body.put(f"{row} = X[{row} + {at.NEXT_OUT}]")
                body.put(f"{member} = X[{member} + {at.NEXT_MEMBER}]")
            return
        body.put(f"{member} = X[{layout.members[root]}]")
        with body.block(f"while {member} != 0:"):
            self.back((), root, member, items)
            body.put(f"{member} = X[{member} + {at.NEXT_MEMBER}]")


def _links(layout: Layout, sort: str, name: str) -> tuple[int, int, int | None]:
    """(where the list of predecessors begins, how it goes on, where the predecessor's handle is if not in its row)."""
    if sort == "inv":
        return layout.offset(name), 0, None
    if sort == "ref":
        return layout.heads[name], layout.slots[name].next, None
    table = layout.tables[name]
    if sort == "from":
        return table.out, at.NEXT_OUT, None
    if sort == "to":
        return table.into, at.NEXT_IN, None
    return table.into, at.NEXT_IN, at.TIE_FROM
