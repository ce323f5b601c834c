"""Whole random worlds as the text of a pack."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from .deeds import Deeds
from .pen import Draw, Pen
from .phrases import Env, Scribe
from .schema import AGENTS, VALUES, Attr, Schema, draw_schema

Section = dict[str, Any]
SECTIONS = {form: f"{form}s" for form in ("meter", "number", "flag", "choice", "ref", "date")}


@st.composite
def packs(draw: Draw, rich: bool = False) -> dict[str, str]:
    """The files of a random pack, by name without `.yaml`."""
    return pack(Pen(draw), rich)


def pack(pen: Pen, rich: bool = False) -> dict[str, str]:
    """The files of the pack that a pen draws."""
    schema = draw_schema(pen, rich)
    schema.actions = [f"act{n}" for n in range(pen.number(1, 3))]
    scribe = Scribe(pen, schema)
    sections: dict[str, Section] = {
        "parameters": {"pace": {"default": "1.5", "range": "0..9", "about": "how fast"}},
        "kinds": {kind: _kind(scribe, kind) for kind in schema.kinds},
        "bonds": {a.name: _bond(scribe, a) for a in schema.attrs if a.bond},
        "modes": {"on foot": {}},
        "places": {"place A": {}, "place B": {}, "place C": {"inside": "place A"}},
        "cast": _cast(pen, schema),
        "actions": {name: _action(scribe, name) for name in schema.actions},
        "triggers": _triggers(scribe, pen.number(1, 5)),
    }
    road = {"between": ["place A", "place B"], "length": "2 km", "modes": "all"}
    return {"world": json.dumps(sections, indent=1), "roads": json.dumps({"roads": [road]})}


def _kind(scribe: Scribe, kind: str) -> Section:
    found: Section = {}
    for attr in scribe.schema.of(kind, *SECTIONS):
        found.setdefault(SECTIONS[attr.form], {})[attr.name] = _attribute(scribe, attr, {"self": kind})
    if kind in AGENTS:
        found["agent"] = "yes"
        own = replace(scribe, own=True)
        choice = next((a for a in scribe.schema.of(kind, "choice")), None)
        decides: Section = {"while": "awake(self)" if scribe.pen.odds(5) else own.truth({"self": kind}, 1)}
        decides["reaction"] = scribe.pen.one(("2 s", "1 min"))
        if choice is not None:
            decides |= {"by": choice.name, "every": {"red": "1 h", "green": "20 min"}}
        if scribe.pen.odds(2):
            stirs = [f"stir {n}" for n in range(scribe.pen.number(1, 2))]
            decides["roused by"] = {stir: scribe.truth({"self": kind}, 1) for stir in stirs}
        found["decides"] = decides
        found["perceives"] = scribe.pen.one(("awake(self)", "yes"))
    elif kind == "mark":
        found["named"] = "{owner}'s mark"
    return found


def _attribute(scribe: Scribe, attr: Attr, env: Env) -> Section:
    pen = scribe.pen
    found: Section = {"seen": "all"}
    if attr.believed:
        found["believed"] = "yes"
    if attr.form in ("meter", "number"):
        cap = "cap" if attr.kind in AGENTS else f"cap_{attr.kind}"
        found["range"] = f"0..{cap}" if attr.span == "cap" else attr.span
        found["start"] = _start(scribe, attr, env)
    if attr.form == "flag":
        found["start"] = pen.one(("yes", "no")) if attr.name != "awake" else "yes"
    if attr.form == "choice":
        found |= {"of": list(VALUES), "start": pen.one(VALUES)}
    if attr.form == "ref":
        found["of" if attr.bond else "to"] = attr.points
        if attr.inverse:
            found["inverse"] = attr.inverse
    if attr.levels:
        found["levels"] = (
            {"low": "0", "fair": "3", "full": "6"}
            if attr.span == "0.."
            else {"low": "0 %", "fair": "30 %", "full": "80 %"}
        )
    if attr.moving:
        found |= _curve(replace(scribe, before=attr.order, values=False), attr, env)
    return found


def _start(scribe: Scribe, attr: Attr, env: Env) -> str:
    """A constant, or an expression of what the same bearer has before it."""
    plain = {"0..1": ("0.5", "1", "0"), "1..9": ("5", "2"), "cap": ("1", "0.5")}.get(attr.span, ("3", "2", "5"))
    before = [a for a in scribe.schema.of(attr.kind, "number") if a.order < attr.order and not attr.bond]
    if attr.span != "1..9" and before and scribe.pen.odds(4):
        read = f"{scribe.pen.one(before).name}(self)"
        return scribe.pen.one((read, f"{read} / 2", f"max({read}, 2)"))
    if attr.name.startswith("cap") and scribe.pen.odds(3):
        return "pace * 2"
    return scribe.pen.one(plain)


def _curve(scribe: Scribe, attr: Attr, env: Env) -> Section:
    """How a meter moves."""
    if scribe.pen.odds(5):
        within = scribe.pen.one(("2 h", "30 min", "(if f0s(soul A) then 1 h else 5 h)"))
        return {"toward": scribe.number(env, 2), "within": within}
    slope = scribe.pen.one(("1", "0 - 1", scribe.number(env, 2)))
    return {"rate": f"({slope}) * {scribe.pen.one(('0.4/h', '0.07/min'))}"}


def _bond(scribe: Scribe, attr: Attr) -> Section:
    found = _attribute(scribe, attr, {"from": attr.kind, "to": attr.to})
    return {"from": attr.kind, "to": attr.to, "form": attr.form, **found}


def _cast(pen: Pen, schema: Schema) -> Section:
    found: Section = {}
    for kind, letters in (("soul", "ABC"), ("cub", "AB")):
        for letter in letters:
            entry: Section = {"is": kind, "place": f"place {pen.one('AB')}"}
            for attr in schema.bonds(kind, "meter", "number", "flag"):
                if attr.to != "mark" and pen.odds(4):
                    entry[attr.name] = {f"{attr.to} {pen.one('AB')}": "yes" if attr.form == "flag" else "4"}
            found[f"{kind} {letter}"] = entry
    return found


def _roles(scribe: Scribe, first: str, most: int) -> tuple[Section, Env]:
    env: Env = {"r": first}
    roles: Section = {"r": first}
    for name in ("s", "t")[: scribe.pen.number(0, most)]:
        domain, kind = scribe.domain(env)
        roles[name] = f"{kind} in {domain}"
        env[name] = kind
    return roles, env


def _luck(scribe: Scribe, rule: Section, env: Env) -> tuple[str, ...]:
    amounts: tuple[str, ...] = ()
    if scribe.pen.odds(3):
        rule["varies"] = {"gain": f"0..{scribe.pen.one(('2', 'pace'))}"}
        amounts = ("gain",)
    if scribe.pen.odds(3):
        rule["outcomes"] = {"well": "6", "badly": "3"}
    rule["perceived by"] = scribe.pen.one((["here"], ["r"], ["nobody"], ["all soul"]))
    rule["luck per"] = scribe.pen.one(("day", "occurrence"))
    return amounts


def _action(scribe: Scribe, name: str) -> Section:
    pen = scribe.pen
    roles, env = _roles(scribe, pen.one(AGENTS), 2)
    knowing = replace(scribe, moving=True, holder="r")
    rule: Section = {"roles": roles, "utility": f"1 + {knowing.number(env, 2)}"}
    rule["requires"] = {f"need {n}": knowing.truth(env, 2) for n in range(pen.number(0, 2))}
    amounts = _luck(scribe, rule, env)
    if pen.odds(3):
        # a parameter keeps ranges that fall, or lack the best, from being told before they are lived
        rule["chooses"] = {"dose": {"range": f"0..({knowing.number(env, 1)}) + 0 * pace", "best": "1"}}
        amounts += ("dose",)
    if len(env) > 1 and pen.odds(5):
        rule["claims"] = [pen.one(list(env)[1:])]
    if pen.odds(3):
        rule["works if"] = {"true": scribe.truth(env, 1)}
    deeds = Deeds(replace(scribe, moving=True), amounts)
    if pen.odds(9):
        rule["takes"] = pen.one(("20 min", "2 h", "50 min", f"abs({scribe.number(env, 1)}) * 10 min + 1 min"))
        if pen.odds(4):
            rule["throughout"] = {"still": replace(scribe, own=True).truth({"r": env["r"]}, 1)}
        for key in ("begins", "interrupted", "fails"):
            if pen.odds(3):
                rule[key] = deeds.some(env, 1)
    rule["effects"] = deeds.some(env, 3)
    rule["phrases"] = [f"{name} " + " ".join(f"{{{role}}}" for role in env)]
    return rule


def _triggers(scribe: Scribe, count: int) -> Section:
    found: Section = {}
    for number in range(count):
        name = f"tr{number}"
        rule, env = _occasion(scribe, list(found))
        amounts = _luck(scribe, rule, env)
        if "r" not in env:
            rule["perceived by"] = ["nobody"]
        rule["effects"] = Deeds(replace(scribe, moving=True), amounts).some(env, 2)
        rule["phrases"] = [f"{name} " + " ".join(f"{{{role}}}" for role in env)]
        found[name] = rule
    return found


def _occasion(scribe: Scribe, earlier: list[str]) -> tuple[Section, Env]:
    """When a trigger happens, and its roles."""
    pen = scribe.pen
    how = pen.number(0, 9)
    if how == 9 and scribe.schema.actions:
        rule: Section = {"on": pen.one(scribe.schema.actions)}
        return rule, {}
    if how == 8 and pen.odds(5):
        return {"when": scribe.truth({}, 2)}, {}
    roles, env = _roles(scribe, pen.one(("soul", "mark", "cub", "soul")), 2)
    rule = {"roles": roles, "when": scribe.truth(env, 2)}
    if how == 7:
        rule["every"] = pen.one(("day at 08:00", "hour", "5 h"))
    elif pen.odds(4):
        rule["again"] = pen.one(("1 h", "17 min"))
    return rule, env
