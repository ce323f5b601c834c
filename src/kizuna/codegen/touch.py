"""Functions that mark what a write concerns: the rates and conditions that read what was written."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.depends import Dependent, Path
from kizuna.codegen.expressions import Expressions
from kizuna.codegen.layout import Layout, Watch
from kizuna.lang import ast
from kizuna.world.reads import conjuncts

HEAD = "def {name}(X, D, N, M, e):"


def touch_function(layout: Layout, name: str, attr: str, items: list[Dependent]) -> str:
    """The function that marks the dependents of `attr` of the bearer `e`; for bonds and beliefs `e` is who has them."""
    body = Body(HEAD.format(name=name))
    done: set[tuple[Path, str, str]] = set()
    for item in items:
        key = (item.path, item.root, "")
        if key in done:
            continue
        done.add(key)
        same = [d for d in items if (d.path, d.root) == (item.path, item.root)]
        _back(layout, body, item.path, item.root, "e", same)
    return body.text()


def _back(layout: Layout, body: Body, path: Path, root: str, at_row: str, items: list[Dependent]) -> None:
    """Walks `path` from its end back to the root, then marks."""
    if not path:
        for item in items:
            _mark(layout, body, at_row, item)
        return
    *rest, (sort, name) = path
    member = body.fresh()
    if sort == "any":
        _every_root(layout, body, root, member, items)
        return
    head, step, back = _links(layout, sort, name)
    if sort == "inv":
        body.put(f"{member} = X[{at_row} + {head}]")
        with body.block(f"if {member} != 0:"):
            _back(layout, body, tuple(rest), root, member, items)
        return
    row = member if back is None else body.fresh()
    body.put(f"{row} = X[{at_row} + {head}]")
    with body.block(f"while {row} != 0:"):
        if back is not None:
            body.put(f"{member} = X[{row} + {back}]")
        _back(layout, body, tuple(rest), root, member, items)
        body.put(f"{row} = X[{row} + {step}]")


def _mark(layout: Layout, body: Body, row: str, item: Dependent) -> None:
    """Put one cell on its list; a condition that hangs on others, only where what it asks of its own root holds.

    While that does not hold, nothing that happens to others can make the condition true; and when it comes to hold, the
    condition is looked at for that reason. In a crowd this spares nearly all looks.
    """
    target = "N" if item.sort == "line" else "M"
    text = f"mark(D, {target}, {row} + {item.offset}, {item.index})"
    own = own_conditions(layout, layout.watches[item.index]) if item.sort == "watch" and item.path else []
    if not own:
        body.put(text)
        return
    root, tests = own[0][0], [expr for _, expr in own]
    expressions = Expressions(layout, body)
    with body.block(f"if {' and '.join(expressions.truth(test, {root: row}) for test in tests)}:"):
        body.put(text)


def own_conditions(layout: Layout, watch: Watch) -> list[tuple[str, ast.Expr]]:
    """What a trigger asks of the flags, choices and references of its first role alone: (role, condition)."""
    if watch.sort != "trigger" or not watch.owner:
        return []
    rule = layout.world.rules[watch.rule]
    root = rule.roles[0].name
    parts = [part for requirement in rule.requires for part in conjuncts(requirement.expr)]
    return [(root, part) for part in parts if _plain(layout, part, root)]


def _plain(layout: Layout, expr: ast.Expr, root: str) -> bool:
    """Whether a condition reads only discrete attributes of the root, so that nothing but a write can change it."""
    match expr:
        case ast.Not(item=item) | ast.IsChoice(item=item):
            return _plain(layout, item, root)
        case ast.Compare(op="==" | "!=", left=left, right=ast.Thing(key="")):
            return _plain(layout, left, root)
        case ast.Get(attr=attr, of=ast.Var(name=name)):
            return name == root and layout.slots[attr].attribute.form in ("flag", "choice", "ref")
        case _:
            return False


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


def _every_root(layout: Layout, body: Body, root: str, member: str, items: list[Dependent]) -> None:
    """Marks the cells of all rows of the root's kind; a root that is the world has one."""
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
                _back(layout, body, (), root, row, items)
                body.put(f"{row} = X[{row} + {at.NEXT_OUT}]")
            body.put(f"{member} = X[{member} + {at.NEXT_MEMBER}]")
        return
    body.put(f"{member} = X[{layout.members[root]}]")
    with body.block(f"while {member} != 0:"):
        _back(layout, body, (), root, member, items)
        body.put(f"{member} = X[{member} + {at.NEXT_MEMBER}]")
