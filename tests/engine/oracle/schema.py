"""What the kinds and bonds of a random world have: drawn first, so that expressions can name it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .pen import Pen

RANGES = ("0..10", "0..1", "-4..6", "2..9", "cap", "0..")
LEVELS = ("low", "fair", "full")
VALUES = ("red", "green", "blue")
AGENTS = ("soul", "cub")
FORMS = ("meter", "number", "flag", "choice", "date", "ref")
PAIRS = (("soul", "soul"), ("soul", "mark"), ("soul", "place"), ("cub", "soul"))


@dataclass(frozen=True, slots=True)
class Attr:
    """One attribute. `kind` is who has it, `to` the other end of a bond or what a reference points at."""

    name: str
    kind: str
    form: str
    order: int
    to: str = ""
    bond: bool = False
    moving: bool = False
    levels: bool = False
    inverse: str = ""
    believed: bool = False
    span: str = "0..10"

    @property
    def points(self) -> str:
        """The kind of what a reference holds."""
        return "soul" if self.bond else self.to


@dataclass(slots=True)
class Schema:
    """All attributes of a world in order; what moves may read the levels of what comes before it.

    In a `rich` one attributes of every form may be believed, and beliefs be about beliefs.
    """

    kinds: tuple[str, ...] = ("place", "soul", "mark", "cub")
    attrs: list[Attr] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    rich: bool = False

    def of(self, kind: str, *forms: str) -> list[Attr]:
        """What a kind has of some forms, bonds left out."""
        return [a for a in self.attrs if a.kind == kind and not a.bond and a.form in forms]

    def bonds(self, kind: str, *forms: str) -> list[Attr]:
        """What a kind has towards others."""
        return [a for a in self.attrs if a.kind == kind and a.bond and a.form in forms]

    def sets(self, kind: str) -> list[Attr]:
        """References to a kind that can be followed back."""
        return [a for a in self.attrs if a.form == "ref" and a.inverse and a.to == kind]


def draw_schema(pen: Pen, rich: bool = False) -> Schema:
    """Attributes for every kind, some of each form."""
    schema = Schema(rich=rich)
    for kind in schema.kinds:
        _kind(pen, schema, kind)
    for number in range(pen.number(1, 4)):
        source, target = pen.one(PAIRS)
        form = pen.one(FORMS)
        known = FORMS if rich else ("flag", "number")
        moving = form == "meter" and pen.odds(6)
        span = pen.one(("0..10", "2..9")) if form == "meter" else "-4..6"
        _add(
            schema,
            f"b{number}{source[0]}{target[0]}",
            source,
            form,
            to=target,
            bond=True,
            moving=moving,
            levels=form == "meter",
            span=span,
            believed=form in known and pen.odds(3),
        )
    return schema


def _add(schema: Schema, name: str, kind: str, form: str, **more: object) -> None:
    schema.attrs.append(Attr(name, kind, form, len(schema.attrs), **more))  # type: ignore[arg-type]


def _kind(pen: Pen, schema: Schema, kind: str) -> None:
    agent = kind in AGENTS
    _add(schema, "cap" if agent else f"cap_{kind}", kind, "number", span="1..9")
    for number in range(pen.number(1, 3) if kind != "place" else pen.number(0, 1)):
        span = pen.one(RANGES)
        moving, levels, believed = pen.odds(7), pen.odds(7), schema.rich and pen.odds(3)
        name = f"m{number}{kind[0]}"
        _add(schema, name, kind, "meter", moving=moving, levels=levels, span=span, believed=believed)
    if pen.odds(5):
        _add(schema, f"n0{kind[0]}", kind, "number", span="-4..6", believed=pen.odds(4))
    _add(schema, f"f0{kind[0]}", kind, "flag", believed=pen.odds(3))
    if pen.odds(5):
        _add(schema, f"c0{kind[0]}", kind, "choice", believed=pen.odds(2))
    if pen.odds(6):
        _add(schema, f"d0{kind[0]}", kind, "date", believed=schema.rich and pen.odds(6))
    if agent:
        _add(schema, "awake", kind, "flag")
        _add(schema, "place", kind, "ref", to="place", inverse=f"{kind}s", believed=pen.odds(2))
    if kind == "mark":
        _add(schema, "owner", kind, "ref", to="soul", inverse="marks")
    if kind != "place" and pen.odds(5):
        target = pen.one(("soul", "mark", "cub"))
        inverse = f"back_{kind}" if pen.odds(6) else ""
        _add(schema, f"r0{kind[0]}", kind, "ref", to=target, inverse=inverse, believed=schema.rich and pen.odds(5))
