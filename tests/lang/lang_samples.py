"""A small world as expressions see it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from kizuna.diagnostics import Sink, Span
from kizuna.lang.scope import BUILTIN_UNITS, Definition, Scope, Signature
from kizuna.lang.types import BARE, BOOL, MOMENT, TIME, Choice, Number, Ref, Type, times
from kizuna.pack.tree import Map, Node, Scalar, Seq

OIL = Number((("oil", 1),))
FLOW = Number(times(OIL.dim, TIME, -1))
POST = Choice("post", ("teacher", "medic", "clerk"))
SITE = Choice("site", ("head", "arm", "leg"))
PLACE, PERSON, WOUND, ART = Ref("place"), Ref("person"), Ref("wound"), Ref("art")
SHARES = (("spent", 0.0), ("low", 0.1), ("fair", 0.4), ("full", 0.9))
CARE = (("none", 0.0), ("fond", 0.3), ("devoted", 0.8))


def attribute(owner: str, name: str, form: str, kind: Type, **more: object) -> Signature:
    return Signature(f"{owner}.{name}", name, owner, form, kind, **more)  # type: ignore[arg-type]


ATTRIBUTES = {
    sig.key: sig
    for sig in (
        attribute("person", "oil", "meter", OIL, levels=SHARES, moving=True),
        attribute("person", "calm", "meter", BARE, levels=(("upset", 0.2), ("even", 0.5)), moving=True),
        attribute("person", "capacity", "number", OIL),
        attribute("person", "age", "number", BARE),
        attribute("person", "awake", "flag", BOOL),
        attribute("person", "alive", "flag", BOOL, believed=True),
        attribute("person", "duty", "choice", POST, believed=True),
        attribute("person", "place", "ref", PLACE),
        attribute("person", "home", "ref", PLACE, believed=True),
        attribute("person", "back_at", "date", MOMENT),
        attribute("wound", "patient", "ref", PERSON),
        attribute("wound", "site", "choice", SITE),
        attribute("wound", "cost", "number", FLOW),
        attribute("wound", "open", "flag", BOOL),
        attribute("place", "inside", "ref", PLACE),
        attribute("place", "open", "flag", BOOL),
    )
}
BONDS = {
    "care": (
        attribute("person>person", "care", "meter", BARE, levels=CARE, relative=False, believed=True),
        attribute("person>place", "care", "meter", BARE, levels=CARE, relative=False),
    ),
    "knows": (attribute("person>art", "knows", "flag", BOOL),),
    "trust": (attribute("person>person", "trust", "number", BARE),),
}
DEFINITIONS = {
    "touching": (("person", "a"), ("person", "b"), "place(a) == place(b) and awake(a)"),
    "hurt": (("person", "p"), "any(w in wounds(p) where open(w))"),
    "worse": (("person", "a"), ("person", "b"), "count(w in wounds(a)) > count(w in wounds(b))"),
    "sunny": ("season is summer",),
    "strange": (("person", "p"), "strange(p)"),
    "left": (("person", "p"), "right(p)"),
    "right": (("person", "p"), "left(p) or awake(p)"),
    "wrong": (("person", "p"), "oil(p) > 5 m"),
}
CALENDAR = {
    "weekday": Choice("weekday", ("Monday", "Tuesday", "Sunday")),
    "season": Choice("season", ("winter", "spring", "summer", "autumn")),
    "month": Choice("month", ("January", "June")),
    "part": Choice("part", ("night", "dusk")),
}
THINGS = {
    "Umino Iruka": ("Umino Iruka", "person"),
    "Iruka": ("Umino Iruka", "person"),
    "Copy-Nin": ("Kakashi", "person"),
    "Kakashi": ("Kakashi", "person"),
    "hospital": ("hospital", "place"),
    "Hall of Echoes": ("Hall of Echoes", "place"),
    "Gate 7": ("Gate 7", "place"),
    "transfer": ("transfer", "art"),
    "Élodie": ("Élodie", "person"),
}


def world(**variables: Type) -> Scope:
    """The scope with these variables."""
    return Scope(
        units={**BUILTIN_UNITS, "oil": (OIL.dim, 1.0), "ml": ((("ml", 1),), 1.0), "l": ((("ml", 1),), 1000.0)},
        choices={"post": POST, "site": SITE},
        parameters={"regrowth": FLOW, "patience": Number(TIME)},
        kinds=frozenset({"person", "wound", "place", "art"}),
        attributes=ATTRIBUTES,
        bonds=BONDS,
        inverses={"wounds": (("person", "wound.patient", "wound"),), "people": (("place", "person.place", "person"),)},
        definitions={
            name: Definition(name, parts[:-1], parts[-1], Span("defs.yaml", 1, 10))  # type: ignore[arg-type]
            for name, parts in DEFINITIONS.items()
        },
        things=THINGS,
        modes=frozenset({"on foot", "carried"}),
        rules=frozenset({"pour oil", "rest"}),
        calendar=CALENDAR,
        outcomes=Choice("outcome", ("flows", "scatters")),
        vars={"p": PERSON, "q": PERSON, "w": WOUND, "dose": OIL, "here": PLACE, **variables},
    )


HERE = Span("f.yaml", 3, 5)


def tree(item: object) -> Node:
    """A tree out of texts, lists and dicts; everything stands at `HERE`."""
    if isinstance(item, dict):
        return Map(tuple((Scalar(str(key), HERE), tree(value)) for key, value in item.items()), HERE)
    if isinstance(item, list):
        return Seq(tuple(tree(part) for part in item), HERE)
    return Scalar(str(item), HERE)


def told(sink: Sink) -> list[tuple[str, int, int, str, str]]:
    """Code, column, width, message and hint of each diagnostic."""
    return [(d.code, d.spans[0].column, d.spans[0].width, d.message, d.hint) for d in sink.found]


def bare(item: object) -> object:
    """A tree without what does not count as its meaning: places, and how an amount was spelled."""
    if is_dataclass(item) and not isinstance(item, type):
        parts = [
            (f.name, bare(getattr(item, f.name))) for f in fields(item) if f.compare and f.name not in ("span", "text")
        ]
        return (type(item).__name__, *parts)
    if isinstance(item, tuple):
        return tuple(bare(part) for part in item)
    return item
