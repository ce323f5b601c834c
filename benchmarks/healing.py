"""The healing calendar: every sort of wound, by running the machine, against its published band.

Prints a table and writes `healing.svg` beside this file (or to the path given). Bands marked `assumed` have no table
behind them; the others are those of the parameters' `about`. None of this is medical advice.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import median

from timing import Figure

from kizuna.chronicle.codec import records, roles_of
from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.model import World

DAY = 86_400_000
SHELVES = Path(__file__).resolve().parent.parent
STEP = 6 * 3_600_000
LONGEST = 400  # days
SEEDS = (1, 2, 3)
DRAWING = Path(__file__).with_name("healing.svg")
PACK = "pack: ward\nabout: One patient in bed.\nlanguage: 1\nincludes: [body]\n"
WARD = """
places:
  sickroom: {{}}
things:
  w: {{is: wound, patient: patient, bandaged: yes, clean: yes, {wound}}}
cast:
  patient: {{is: person, place: sickroom, situation: hospital, lying: yes, blood: {blood}}}
"""

LEAF = "pack: ward\nabout: A patient in the hospital of leaf.\nlanguage: 1\nincludes: [leaf]\n"
PATIENT = "the patient"
BROUGHT_IN = """
cast:
  the patient: {is: person, place: hospital, home: staff house, infirmary: hospital, situation: hospital, lying: yes}
  Hagane Kotetsu: {extend: yes, care: {the patient: 60 %}, closeness: {the patient: 60 %}}
  Kamizuki Izumo: {extend: yes, care: {the patient: 60 %}, closeness: {the patient: 60 %}}
things:
  gash: {is: wound, patient: the patient, site: back, sort: stab, depth: 60 %, ache: 40 %, bleeding: 2 ml/min}
  left shin: {is: wound, patient: the patient, site: leg, sort: bone, depth: 40 %, ache: 20 %, open: no}
  right shin: {is: wound, patient: the patient, site: leg, sort: bone, depth: 40 %, ache: 20 %, open: no}
"""


@dataclass(frozen=True)
class Case:
    """A wound, a milestone, and the band in days within which the sources put it."""

    name: str
    milestone: str
    low: float
    high: float
    source: str
    wound: str
    reached: Callable[[Machine, int], bool]
    blood: str = "5000 ml"


def gone(machine: Machine, wound: int) -> bool:
    """Nothing is left to nurse."""
    return not machine.members("wound")


def mended(share: float) -> Callable[[Machine, int], bool]:
    """The wound has got so far."""
    return lambda machine, wound: gone(machine, wound) or machine.get("wound.mend", wound) >= share


def calm(machine: Machine, wound: int) -> bool:
    """The inflammation is over."""
    return gone(machine, wound) or machine.get("wound.phase", wound) > 0


def closed(machine: Machine, wound: int) -> bool:
    """The skin is closed."""
    return gone(machine, wound) or not machine.get("wound.open", wound)


def blood_whole(machine: Machine, wound: int) -> bool:
    """The blood is all there."""
    patient = machine.handle("patient")
    return machine.get("person.blood", patient) >= machine.get("person.volume", patient)


def settled(machine: Machine, wound: int) -> bool:
    """The scar does not change any more."""
    return any(machine.get("scar.settled", scar) >= 1 for scar in machine.members("scar"))


PHASES, PERKINS, ASSUMED = "PMC2638213", "Perkins", "assumed"
CUT = "site: leg, sort: cut, depth: {} %"
BONE = "site: {}, sort: bone, depth: 40 %, open: no, transverse: {}"
CASES = [
    Case("cut, any depth", "inflammation over", 1, 7, PHASES, CUT.format(40), calm),
    Case("cut, shallow (15 %)", "skin whole", 7, 28, PHASES, CUT.format(15), gone),
    Case("cut, middling (40 %)", "skin whole", 10, 42, PHASES, CUT.format(40), gone),
    Case("stab, deep (90 %)", "skin whole", 14, 56, PHASES, "site: back, sort: stab, depth: 90 %", gone),
    Case("scar of a cut", "settled", 180, 800, PHASES, CUT.format(40), settled),
    Case("lash", "skin whole", 7, 28, ASSUMED, "site: back, sort: lash, depth: 20 %", gone),
    Case("bruise, bad", "faded", 7, 28, ASSUMED, "site: chest, sort: bruise, depth: 60 %, open: no", gone),
    Case("burn, deep", "skin whole", 21, 90, ASSUMED, "site: hand, sort: burn, depth: 60 %", gone),
    Case(
        "shoulder put back",
        "bears load",
        21,
        112,
        ASSUMED,
        "site: shoulder, sort: dislocation, depth: 30 %, open: no",
        gone,
    ),
    Case("concussion", "six stages", 6, 21, "consensus", "site: head, sort: concussion, depth: 30 %, open: no", gone),
    Case("arm, spiral break", "united", 21, 21, PERKINS, BONE.format("arm", "no"), mended(0.5)),
    Case("arm, spiral break", "consolidated", 42, 42, PERKINS, BONE.format("arm", "no"), gone),
    Case("leg, spiral break", "united", 42, 42, PERKINS, BONE.format("leg", "no"), mended(0.5)),
    Case("leg, spiral break", "consolidated", 84, 84, PERKINS, BONE.format("leg", "no"), gone),
    Case("leg, transverse break", "united", 84, 84, PERKINS, BONE.format("leg", "yes"), mended(0.5)),
    Case("leg, transverse break", "consolidated", 168, 168, PERKINS, BONE.format("leg", "yes"), gone),
    Case("stump", "closed", 21, 35, "clinics", "site: leg, sort: loss, depth: 90 %, permanent: yes", closed),
    Case(
        "stump", "first fitting", 36, 56, "clinics", "site: leg, sort: loss, depth: 90 %, permanent: yes", mended(0.5)
    ),
    Case(
        "stump",
        "keeps its shape",
        84,
        182,
        "clinics",
        "site: leg, sort: loss, depth: 90 %, permanent: yes",
        mended(0.999),
    ),
    Case("550 ml of blood", "replaced", 25, 47, "Pottgiesser", CUT.format(5), blood_whole, "4450 ml"),
]


def built(manifest: str, text: str) -> World:
    """The world of a pack that consists of this."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ward"
        root.mkdir()
        (root / "pack.yaml").write_text(manifest, encoding="utf-8")
        (root / "ward.yaml").write_text(text, encoding="utf-8")
        sink = Sink()
        pack = load_pack(root, sink, (SHELVES / "packs", SHELVES / "worlds"))
        world = build_world(pack, sink, 0, 0) if pack is not None else None
        if world is None:
            raise RuntimeError(format_text(list(sink), None))
    return world


def world_of(case: Case) -> World:
    """A patient in bed with that wound, made now."""
    return built(PACK, WARD.format(wound=case.wound, blood=case.blood))


def days_of(case: Case) -> list[float]:
    """After how many days the milestone is reached by each of some patients, since a wound may fester."""
    world = world_of(case)
    return [days_of_one(case, world, seed) for seed in SEEDS]


def days_of_one(case: Case, world: World, seed: int) -> float:
    """After how many days it is with one patient, who decides nothing; infinite if not within the time looked at."""
    machine = Machine.begin(world, seed)
    machine.autonomy = False
    wound = machine.members("wound")[0]
    longest = LONGEST if case.high < LONGEST else 900
    step = STEP if case.high < LONGEST else DAY
    for moment in range(step, longest * DAY, step):
        machine.live(moment)
        if case.reached(machine, wound):
            return moment / DAY
    return float("inf")


def bed_rest(world: World, seed: int) -> int:
    """All events with a patient of leaf's hospital in six weeks: all rules, the staff, and two visiting friends."""
    machine = Machine.begin(world, seed)
    machine.drain()
    machine.live(42 * DAY)
    ints, _ = machine.drain()
    patient = machine.ident(machine.handle(PATIENT))
    return sum(patient in roles_of(record) for record in records(ints))


def figures() -> list[Figure]:
    """The calendar, each milestone with its band, and what six weeks in bed cost."""
    found = [(case, days_of(case)) for case in CASES]
    DRAWING.write_text(svg([(case, median(days)) for case, days in found]), encoding="utf-8")
    rows = [
        Figure(
            f"{case.name}: {case.milestone}",
            tuple(days),
            "days",
            f"band {band(case)}, {case.source}" + ("" if within(case, median(days)) else ": **outside**"),
        )
        for case, days in found
    ]
    world = built(LEAF, BROUGHT_IN)
    cost = tuple(float(bed_rest(world, seed)) for seed in SEEDS)
    note = "leaf, all rules; both legs broken, a deep stab; the staff and two friends; beginnings and ends counted"
    return [*rows, Figure("six weeks of bed rest", cost, "events of the patient", note)]


def band(case: Case) -> str:
    """Between which days, or on which."""
    return f"{case.low:g}–{case.high:g}" if case.low != case.high else f"{case.low:g}"


def within(case: Case, days: float) -> bool:
    """Whether the milestone lies in its band; half a day is granted either way, since the calendar is read so often."""
    return case.low - 0.5 <= days <= case.high + 0.5


def table(found: list[tuple[Case, float]]) -> str:
    """The calendar as text."""
    lines = [f"{'wound':24}{'milestone':20}{'days':>8}{'band':>14}   source"]
    for case, days in found:
        mark = "" if within(case, days) else "   OUTSIDE"
        lines.append(f"{case.name:24}{case.milestone:20}{days:8.1f}{band(case):>14}   {case.source}{mark}")
    return "\n".join(lines)


def svg(found: list[tuple[Case, float]]) -> str:
    """The calendar as a drawing: bands as bars on an axis that grows by doubling, what the machine did as dots."""
    left, width, row, top = 330, 560, 24, 66
    bottom = top + row * len(found)
    ticks = [1, 3, 7, 14, 28, 56, 112, 224, 448, 896]

    def at(days: float) -> float:
        return left + width * log2(max(days, 1)) / log2(1000)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 170} {bottom + 56}" '
        'font-family="DejaVu Sans, sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="16" y="26" font-size="17" font-weight="bold">Healing calendar</text>',
        '<text x="16" y="46" fill="#555">bar: band of the source (pale: assumed); dot: what the machine does; '
        "red: outside the band</text>",
    ]
    for tick in ticks:
        parts.append(f'<line x1="{at(tick):.1f}" x2="{at(tick):.1f}" y1="{top - 6}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{at(tick):.1f}" y="{bottom + 18}" text-anchor="middle" fill="#555">{tick}</text>')
    parts.append(
        f'<text x="{left + width / 2}" y="{bottom + 40}" text-anchor="middle" fill="#555">days since the wound</text>'
    )
    for number, (case, days) in enumerate(found):
        y = top + row * number + row / 2
        begin, end = at(case.low), at(case.high)
        good = within(case, days)
        parts.append(f'<text x="{left - 12}" y="{y + 4:.1f}" text-anchor="end">{case.name}: {case.milestone}</text>')
        parts.append(
            f'<rect x="{begin - 3:.1f}" y="{y - 7:.1f}" width="{max(end - begin, 0) + 6:.1f}" height="14" rx="3" '
            f'fill="{"#e4e0d2" if case.source == ASSUMED else "#b9d3e8"}"/>'
        )
        parts.append(f'<circle cx="{at(days):.1f}" cy="{y:.1f}" r="4.5" fill="{"#1d4e79" if good else "#c0392b"}"/>')
        parts.append(f'<text x="{left + width + 8}" y="{y + 4:.1f}" fill="#555">{days:.1f} d · {case.source}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> int:
    """Print the table and write the drawing; 1 if anything lies outside its band."""
    found = [(case, median(days_of(case))) for case in CASES]
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DRAWING
    target.write_text(svg(found), encoding="utf-8")
    print(table(found))
    world = built(LEAF, BROUGHT_IN)
    cost = [bed_rest(world, seed) for seed in SEEDS]
    print(f"\nsix weeks of bed rest in leaf, staff and two visitors: {cost} events\ndrawing: {target.name}")
    return int(not all(within(case, days) for case, days in found))


if __name__ == "__main__":
    raise SystemExit(main())
