"""REL-3: what whoever was saved owes to whoever paid for it, and what takes it from him."""

from __future__ import annotations

import pytest

from .couples import pair
from .desks import desk, holds
from .leaf import parameters
from .support import DAY, HOUR, NEVER, Play
from .wards import ward

WOUND = """
things:
  cut: {{is: wound, patient: Ren, site: chest, sort: cut, cause: accident, depth: {depth} %, ache: 0 %, bandaged: yes,
        clean: yes}}
"""


def saved(care: float = 0.9, depth: float = 0, at_risk: bool = False, dead: bool = False, **changed: str) -> Play:
    """Aki has been saved by Ren, who is elsewhere, at whatever price; Aki knows of it."""
    play = pair(together=False, more=WOUND.format(depth=depth) if depth else "", **changed)
    play.put("person.place", "Ren", play.thing("inn"))
    play.put("care", "Aki", care, "Ren")
    told = play.words("person.outlook").index("uncertain")
    if at_risk:
        play.machine.set_belief(play.thing("Aki"), "person.outlook", [play.thing("Ren")], "known", told)
    if dead:
        play.machine.set_belief(play.thing("Aki"), "person.alive", [play.thing("Ren")], "known", 0)
    play.put("saved_by", "Aki", 1, "Ren")
    play.live(0)
    return play


def guilt(play: Play, who: str = "Aki", other: str = "Ren") -> float:
    """How guilty one feels towards the other."""
    return float(play.bond("guilt_towards", who, other))


@pytest.mark.parametrize("care", [0.3, 0.9])
@pytest.mark.parametrize(("price", "share"), [("nothing", 0.2), ("wound", 0.6), ("danger", 0.8)])
def test_REL_3_guilt_is_the_price_times_what_the_other_is_to_him(care: float, price: str, share: float) -> None:
    """A risk weighs little, a wound by its depth, danger of death more; and nothing from somebody who is nothing."""
    play = saved(care, 60 if price == "wound" else 0, price == "danger")
    assert guilt(play) == pytest.approx(share * care)
    assert play.bond("debt", "Aki", "Ren") == pytest.approx(share * care)
    assert float(play.bond("grudge", "Aki", "Ren")) == pytest.approx(0.3 * share * care if price == "danger" else 0)
    assert guilt(saved(0.0, 60)) == 0
    assert guilt(play, "Ren", "Aki") == 0


def test_REL_3_who_died_for_one_cost_all_and_left_the_harder_part() -> None:
    """The whole of it, and anger at him, which grows with no time; the price may rise, and so does the debt."""
    play = saved(0.5, at_risk=True)
    anger = float(play.bond("grudge", "Aki", "Ren"))
    assert anger == pytest.approx(0.3 * 0.8 * 0.5)
    play.machine.set_belief(play.thing("Aki"), "person.alive", [play.thing("Ren")], "known", 0)
    play.live(0)
    assert play.bond("debt", "Aki", "Ren") == pytest.approx(0.5)
    assert float(play.bond("grudge", "Aki", "Ren")) == pytest.approx(anger + 0.3)
    assert guilt(play) == pytest.approx(0.5 + 0.2), "what every mourner feels comes on top"
    plain = pair(together=False)
    plain.machine.set_belief(plain.thing("Aki"), "person.alive", [plain.thing("Ren")], "known", 0)
    plain.live(0)
    assert plain.bond("grudge", "Aki", "Ren") == 0, "whom nobody saved is not angry"


def test_REL_3_time_alone_does_not_take_it() -> None:
    """Other guilt fades, this does not, as long as he neither meets him nor gives back."""
    play = saved(0.9, 60)
    play.put("guilt_towards", "Aki", 0.54, "Mio")
    play.put("person.place", "Ren", play.thing("attic"))
    play.put("person.home", "Ren", play.thing("attic"))
    play.live(3 * DAY)
    assert guilt(play) == pytest.approx(0.54, abs=0.01)
    assert guilt(play, "Aki", "Mio") < 0.35


def meets(play: Play, later: float = 2 * HOUR) -> bool:
    """Ren comes in to Aki; whether that settles it."""
    play.put("indebted_at", "Aki", play.machine.now - later, "Ren")
    play.put("person.place", "Ren", int(play.get("person.place", "Aki")))
    play.live(0)
    return bool(play.bond("settled_with", "Aki", "Ren"))


def test_REL_3_finding_him_alive_and_out_of_danger_relieves() -> None:
    """Of guilt and of anger at once; and it does not come back of itself."""
    play = saved(0.9)
    play.put("person.joy", "Aki", 0.2)
    play.put("grudge", "Aki", 0.2, "Ren")
    assert meets(play)
    assert guilt(play) == pytest.approx(0)
    assert (play.bond("debt", "Aki", "Ren"), play.bond("price_felt", "Aki", "Ren")) == (0, 0)
    assert float(play.bond("grudge", "Aki", "Ren")) == 0
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.3)
    play.put("person.place", "Ren", play.thing("inn"))
    play.live(DAY)
    assert play.bond("debt", "Aki", "Ren") == 0


@pytest.mark.parametrize("change", ["asleep", "in danger", "bleeding", "blind", "masked", "asleep himself"])
def test_REL_3_what_does_not_relieve(change: str) -> None:
    """To see him lie there unconscious, or freshly hurt, or not to see or know him; nor while he may die of it."""
    play = saved(0.9, 60 if change == "bleeding" else 0, change == "in danger")
    if change == "asleep":
        play.choose("person.mind", "Ren", "asleep")
        play.put("person.tiredness", "Ren", 0.9)
    elif change == "blind":
        play.put("person.eyes_shut", "Aki", 1)
    elif change == "masked":
        play.put("person.wears_mask", "Ren", 1)
    elif change == "asleep himself":
        play.choose("person.mind", "Aki", "asleep")
        play.put("person.tiredness", "Aki", 0.9)
    assert not meets(play)
    assert guilt(play) > 0.1


def test_REL_3_nobody_believes_his_eyes_at_once() -> None:
    """What it cost may come out only then."""
    assert not meets(saved(0.9), HOUR / 2)
    assert meets(saved(0.9, takes_stock="10 min"), HOUR / 2)


def test_REL_3_whoever_is_asleep_or_owes_nothing_feels_nothing() -> None:
    """He has to be awake, and saved; what he hardly notices he does not count."""
    play = pair(together=False)
    assert play.bond("debt", "Aki", "Ren") == 0
    play.put("person.place", "Ren", play.thing("inn"))
    play.choose("person.mind", "Aki", "asleep")
    play.put("person.tiredness", "Aki", 0.9)
    play.put("saved_by", "Aki", 1, "Ren")
    play.live(0)
    assert play.bond("debt", "Aki", "Ren") == 0
    play.choose("person.mind", "Aki", "awake")
    play.put("person.tiredness", "Aki", 0.1)
    play.live(0)
    assert play.bond("debt", "Aki", "Ren") == pytest.approx(0.18)
    assert saved(0.9, least_debt="30 %").bond("debt", "Aki", "Ren") == 0


def test_REL_3_to_save_him_in_return_makes_them_even() -> None:
    """The saviour now feels the same in reverse, and what he did before does not count for it."""
    play = saved(0.9, 60)
    play.live(HOUR)
    play.put("person.place", "Aki", play.thing("attic"))
    play.put("saved_by", "Ren", 1, "Aki")
    play.live(0)
    assert play.bond("debt", "Ren", "Aki") == pytest.approx(0.2 * 0.9)
    assert guilt(play, "Ren", "Aki") == pytest.approx(0.18)
    assert play.bond("debt", "Aki", "Ren") == 0
    assert guilt(play) == pytest.approx(0)
    assert play.bond("settled_with", "Aki", "Ren")
    assert play.bond("price_felt", "Aki", "Ren") == 0
    assert not play.bond("settled_with", "Ren", "Aki")


def test_REL_3_what_it_counts_is_a_matter_of_parameters() -> None:
    """A risk, danger of death, and the anger."""
    assert guilt(saved(0.5, cost_of_a_risk="60 %")) == pytest.approx(0.3)
    play = saved(0.5, at_risk=True, cost_in_danger="50 %", easier_part="100 %")
    assert guilt(play) == pytest.approx(0.25)
    assert float(play.bond("grudge", "Aki", "Ren")) == pytest.approx(0.25)


def nursed(**changed: str) -> Play:
    """Aki lies in a sickbed; Ren, who owes Aki a life, visits."""
    play = ward(
        "cut: site: back, sort: cut, cause: accident, depth: 60 %, ache: 5 %, bandaged: yes, clean: yes",
        more="\n" + parameters(**changed) if changed else "",
    )
    play.put("saved_by", "Ren", 1, "Aki")
    for name in ("Ren", "Aki"):
        play.choose("person.mind", name, "awake")
    play.live(0)
    return play


@pytest.mark.parametrize(("words", "share"), [("6 %", 0.06), ("20 %", 0.2)])
def test_REL_3_days_at_the_bed_give_back_what_is_owed(words: str, share: float) -> None:
    """Each visit a little, until it is settled; it is the one owed who has to be visited."""
    play = nursed(visit_gives_back=words)
    owed = float(play.bond("debt", "Ren", "Aki"))
    assert owed == pytest.approx(0.6 * 0.9)
    assert play.refused("visit gives back", p="Mio", patient="Aki") == "owes him"
    assert play.act("visit gives back", p="Ren", patient="Aki")
    assert play.bond("debt", "Ren", "Aki") == pytest.approx(owed - share)
    assert guilt(play, "Ren", "Aki") == pytest.approx(owed - share)
    assert not play.bond("settled_with", "Ren", "Aki")
    play.put("debt", "Ren", share / 2, "Aki")
    play.put("guilt_towards", "Ren", share / 2, "Aki")
    assert play.act("visit gives back", p="Ren", patient="Aki")
    assert play.bond("settled_with", "Ren", "Aki")
    assert play.bond("debt", "Ren", "Aki") == 0
    assert play.bond("price_felt", "Ren", "Aki") == 0
    play.live(HOUR)
    assert play.bond("debt", "Ren", "Aki") == 0
    play.put("settled_with", "Ren", 0, "Aki")
    play.live(0)
    assert play.bond("debt", "Ren", "Aki") > 0.4, "saved anew he owes anew"


@pytest.mark.parametrize(("words", "share"), [("30 %", 0.3), ("10 %", 0.1)])
def test_REL_3_work_in_the_house_gives_back_more(words: str, share: float) -> None:
    """Until it is settled."""
    play = nursed(housekeeping_gives_back=words)
    owed = float(play.bond("debt", "Ren", "Aki"))
    assert play.act("housekeeping gives back", p="Ren", other="Aki")
    assert play.bond("debt", "Ren", "Aki") == pytest.approx(owed - share)
    assert guilt(play, "Ren", "Aki") == pytest.approx(owed - share)
    assert not play.bond("settled_with", "Ren", "Aki")
    play.put("debt", "Ren", 0.05, "Aki")
    assert play.act("housekeeping gives back", p="Ren", other="Aki")
    assert play.bond("settled_with", "Ren", "Aki")
    assert play.bond("price_felt", "Ren", "Aki") == 0
    assert play.refused("housekeeping gives back", p="Ren", other="Aki") == "owes him"


def test_REL_3_a_visitor_gives_back_of_himself() -> None:
    """While it is not known whether the patient lives, whoever owes him a life comes, and owes less by each visit."""
    play = nursed()
    play.put("person.chances", "Aki", 0.5)
    play.put("person.crisis_over", "Aki", 1)
    play.choose("person.outlook", "Aki", "uncertain")
    told = play.words("person.outlook").index("uncertain")
    play.machine.set_belief(play.thing("Ren"), "person.outlook", [play.thing("Aki")], "known", told)
    play.live(0)
    owed = float(play.bond("debt", "Ren", "Aki"))
    play.put("visited_at", "Ren", NEVER, "Aki")
    play.put("rallied_at", "Ren", play.machine.now, "Aki")
    play.counts()
    play.machine.autonomy = True
    play.live(DAY)
    assert play.count("visit gives back") >= 1
    assert float(play.bond("debt", "Ren", "Aki")) < owed
    assert holds(play, "saved_by(p, q)", p="Ren", q="Aki")


@pytest.mark.parametrize("mind", ["awake", "asleep"])
def test_REL_3_who_is_brought_in_awake_knows_whom_he_owes_it(mind: str) -> None:
    """Whoever was too far gone has to be told; and a debt that was settled is owed anew."""
    play = desk()
    play.put("care", "Eva", 0.9, "Aki")
    play.put("settled_with", "Eva", 1, "Aki")
    for name in ("Aki", "Eva"):
        play.put("person.place", name, play.thing("clinic"))
    play.put("person.lying", "Eva", 1)
    play.choose("person.situation", "Eva", "hospital")
    play.choose("person.mind", "Eva", mind)
    play.put("person.tiredness", "Eva", 0.9 if mind == "asleep" else 0.1)
    assert play.act("comes in with a casualty", carrier="Aki")
    assert bool(play.bond("saved_by", "Eva", "Aki")) is (mind == "awake")
    assert bool(play.bond("settled_with", "Eva", "Aki")) is (mind == "asleep")
    assert play.bond("debt", "Eva", "Aki") == pytest.approx(0.18 if mind == "awake" else 0)


def test_REL_3_who_is_freed_owes_a_life() -> None:
    """To the one who opened the chains."""
    play = desk()
    play.put("care", "Eva", 0.5, "Aki")
    play.put("settled_with", "Eva", 1, "Aki")
    for name in ("Aki", "Eva"):
        play.put("person.place", name, play.thing("cave"))
        play.choose("person.situation", name, "captive")
    play.put("person.chained", "Eva", 1)
    assert play.act("free", p="Aki", x="Eva")
    assert play.bond("saved_by", "Eva", "Aki")
    assert play.bond("debt", "Eva", "Aki") == pytest.approx(0.1)


def test_REL_3_who_is_found_and_carried_in_feels_it_when_he_wakes() -> None:
    """Whoever comes upon him takes him up; the debt comes with the waking."""
    play = pair(together=False, more=WOUND.format(depth=60))
    play.put("settled_with", "Ren", 1, "Aki")
    play.choose("person.mind", "Ren", "unconscious")
    play.put("person.steadiness", "Ren", 0.1)
    play.put("person.lying", "Ren", 1)
    assert play.act("carry in", p="Aki", x="Ren")
    assert play.bond("saved_by", "Ren", "Aki")
    assert play.bond("debt", "Ren", "Aki") == 0
    assert not play.bond("settled_with", "Ren", "Aki")
    play.put("person.steadiness", "Ren", 1)
    play.choose("person.mind", "Ren", "awake")
    play.live(0)
    assert play.bond("debt", "Ren", "Aki") == pytest.approx(0.2 * 0.9)
