"""INJ-1, INJ-12 and INJ-15: what a body lacks it cannot do, whoever's turn it is."""

from __future__ import annotations

import pytest

from .support import MINUTE, Play
from .wards import until_ten, ward

Lacks = tuple[str, ...]
"""Which of the wounds of `LACKING` somebody has."""

BODIES: dict[str, Lacks] = {
    "sound": (), "no arms": ("arm", "other arm"), "blind": ("face",), "mute": ("neck",), "one leg": ("leg",),
}
LACKING = {"arm": "arm", "other arm": "arm", "face": "face", "neck": "neck", "leg": "leg"}
NONE = "\n".join(f"{name}: site: skin, sort: bruise, open: no, depth: 0 %" for name in LACKING)
MORE = """
  Kor: {is: person, age: 40, place: sickroom, home: market, side: foreign side}
things:
  foreign side: {is: side}
  knife: {is: weapon}
  gash: {is: wound, patient: Ren, site: arm, depth: 30 %}
"""
DOES: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "bandage": ("work", {"helper": "Aki", "patient": "Ren", "w": "gash"},
                {"no arms": "has a free hand", "blind": "can see"}),
    "throw at": ("danger", {"attacker": "Aki", "victim": "Kor", "weapon": "knife"},
                 {"no arms": "has a free hand", "blind": "can see"}),
    "look at": ("home", {"p": "Aki", "other": "Ren"}, {"blind": "can see"}),
    "look into the eyes": ("home", {"p": "Aki", "other": "Ren"}, {"blind": "can see"}),
    "call to": ("home", {"p": "Aki", "other": "Ren"}, {"mute": "can speak"}),
    "speak": ("home", {"p": "Aki", "other": "Ren"}, {"mute": "can speak"}),
    "tell how somebody is": ("home", {"teller": "Aki", "hearer": "Ren", "x": "Mio"}, {"mute": "can speak"}),
    "chat": ("leisure", {"p": "Aki", "other": "Ren"}, {"mute": "can speak"}),
    "take the hand": ("home", {"p": "Aki", "other": "Ren"}, {"no arms": "has a hand to use"}),
    "embrace": ("home", {"p": "Aki", "other": "Ren"}, {"no arms": "has a hand to use"}),
    "take on the back": ("home", {"p": "Aki", "other": "Ren"},
                         {"no arms": "has both hands free", "one leg": "on two legs"}),
    "travel to": ("home", {"p": "Aki", "to": "market"}, {"one leg": "on two legs"}),
    "lift into a wheelchair": ("home", {"p": "Aki", "other": "Ren"},
                               {"no arms": "has both hands free", "one leg": "on two legs"}),
    "cook a meal": ("home", {"p": "Aki"}, {"no arms": "has a hand to use"}),
}


def standing(lacks: Lacks = (), situation: str = "home", more: str = "", seed: int = 1, depth: float = 0.95) -> Play:
    """Aki, who lacks so much, set on the feet among friend and foe, without pain or fright."""
    play = ward(NONE, MORE + more, seed)
    for name in lacks:
        play.choose("wound.site", name, LACKING[name])
        play.choose("wound.sort", name, "cut" if name in ("face", "neck") else "loss")
        play.put("wound.open", name, int(name in ("face", "neck")))
        play.put("wound.permanent", name, int(name not in ("face", "neck")))
        play.put("wound.depth", name, depth)
    play.live(0)
    for who in ("Ren", "Kor"):
        play.put("person.place", who, play.thing("sickroom"))
        play.choose("person.mind", who, "awake")
    play.put("care", "Aki", 0.9, "Ren")
    for attr, value in (("panic", 0), ("lying", 0), ("pain", 0.0), ("stress", 0.1), ("steadiness", 1.0)):
        play.put(f"person.{attr}", "Aki", value)
    play.put("person.loneliness", "Aki", 0.9)
    for attr, word in (("mind", "awake"), ("sign", "no_sign"), ("situation", situation)):
        play.choose(f"person.{attr}", "Aki", word)
    play.machine.set_belief(play.thing("Aki"), "person.outlook", [play.thing("Mio")], "known", 1)
    return play


@pytest.mark.parametrize("rule", list(DOES))
def test_INJ_1_what_is_hurt_cannot_be_used(rule: str) -> None:
    """Arms for what takes hands, eyes for what is looked at, a throat for what is said, legs for the way."""
    situation, roles, refusals = DOES[rule]
    found = {body: standing(lacks, situation).refused(rule, **roles) for body, lacks in BODIES.items()}
    assert found == {body: refusals.get(body, "") for body in BODIES}


@pytest.mark.parametrize(("site", "rule", "part"), [("face", "look at", "seeing"), ("neck", "speak", "speaking")])
def test_INJ_1_how_deep_a_wound_blinds_or_silences(site: str, rule: str, part: str) -> None:
    """A scratch does not; from one depth on it does; where that lies is a parameter."""
    for more, expected in (("", 5), (f"\nparameters:\n  {part}_from: {{extend: yes, default: 50 %}}\n", 3)):
        able = []
        for depth in (0.05, 0.2, 0.4, 0.6, 0.75, 0.995):
            able.append(not standing((site,), more=more, depth=depth).refused(rule, p="Aki", other="Ren"))
        assert able == sorted(able, reverse=True)
        assert sum(able) == expected
    healed = standing((site,))
    healed.put("wound.open", site, 0)
    assert healed.refused(rule, p="Aki", other="Ren") == ""


def seconds(lacks: Lacks, aid: str = "no_aid") -> float:
    """How long Aki takes to bring down a foe with such a body, infinite if he cannot."""
    play = standing(lacks, "danger")
    play.choose("person.aid", "Aki", aid)
    if play.refused("bring down", p="Aki", foe="Kor"):
        assert play.refused("bring down", p="Aki", foe="Kor") == "can strike"
        return float("inf")
    began = play.machine.now
    assert play.act("bring down", p="Aki", foe="Kor")
    return (play.machine.now - began) / 1000


def test_INJ_15_a_blow_has_the_force_of_the_limbs_it_comes_from() -> None:
    """An artificial leg strikes harder than flesh, one arm or one leg less hard; without both nobody can."""
    took = [
        seconds(("leg",), "artificial_leg"), seconds(()), seconds(("arm",)), seconds(("arm", "other arm")),
        seconds(("arm", "other arm", "leg")),
    ]
    assert took == sorted(set(took))
    assert took[1] == pytest.approx(40, rel=0.02)
    assert took[-1] == float("inf")
    assert seconds(("leg",), "two_crutches") == float("inf"), "both hands are on the crutches"


def hits(lacks: Lacks, depth: float = 0.95, rounds: int = 60) -> int:
    """How many of so many throws hit."""
    start, found = standing(lacks, "danger", depth=depth), 0
    for seed in range(rounds):
        play = start.again(seed)
        assert play.act("throw at", attacker="Aki", victim="Kor", weapon="knife")
        before = len(play.all("wound"))
        play.live(2000)
        found += len(play.all("wound")) - before
    return found


def test_INJ_1_one_arm_and_half_an_eye_throw_worse() -> None:
    """Out of sixty throws each."""
    sound, one_arm, dim = hits(()), hits(("arm",)), hits(("face",), 0.6)
    assert sound > 28
    assert max(one_arm, dim) < sound - 8


def test_INJ_1_a_bandage_is_as_good_as_the_hand() -> None:
    """Of the bleeding an unpractised helper leaves most, then a practised one with one arm, least one with two."""
    left = []
    for lacks, practice in (((), 0.0), (("arm",), 1.0), ((), 1.0)):
        play = standing(lacks, "work")
        play.put("person.first_aid", "Aki", practice)
        play.put("wound.bleeding", "gash", 10 / MINUTE)
        assert play.act("bandage", helper="Aki", patient="Ren", w="gash")
        left.append(float(play.get("wound.bleeding", "gash")) * MINUTE / 10)
    assert left == pytest.approx([0.2, 0.11, 0.02], abs=0.01)


def test_INJ_12_fighting_is_a_rung() -> None:
    """In a rage whoever is on the last rung goes for the foe of himself, and whoever is below it does not."""
    begun = []
    for mobility in (0.35, 0.6, 0.8, 0.95):
        play = standing((), "danger")
        play.put("person.mobility", "Aki", mobility)
        play.put("person.surge", "Aki", 1.0)
        play.put("person.focus", "Aki", play.thing("Kor"))
        assert play.refused("bring down", p="Aki", foe="Kor") == "", "he can if he must"
        play.machine.autonomy = True
        play.counts()
        play.live(MINUTE)
        begun.append(play.counts("Aki").get("bring down", 0) > 0)
    assert begun == [False, False, False, True]


def walk(rule: str, mobility: float, aid: str, to: str = "clinic", more: str = "") -> float:
    """Minutes that Aki takes from home, 800 m away."""
    play = standing(more=more)
    play.put("person.place", "Aki", play.thing("home"))
    play.put("person.mobility", "Aki", mobility)
    play.choose("person.aid", "Aki", aid)
    began = play.machine.now
    assert play.act(rule, p="Aki", to=to)
    assert play.get("person.place", "Aki") == play.thing(to)
    return (play.machine.now - began) / MINUTE


def test_INJ_12_the_same_way_takes_thrice_as_long_on_crutches() -> None:
    """Two walks over one road; and each rung makes it shorter."""
    sound = walk("walk to", 1.0, "no_aid")
    assert sound == pytest.approx(10, rel=0.02)
    first = walk("hobble to", 0.35, "two_crutches")
    assert first / sound == pytest.approx(3, rel=0.02)
    one = walk("hobble to", 0.6, "one_crutch")
    leg = walk("walk to", 0.8, "artificial_leg")
    assert first > one > leg > sound


def test_INJ_15_an_artificial_leg_is_heavy_however_well_one_walks() -> None:
    """One pace for one leg on any rung; it is a parameter, and moves the walk."""
    for pace in (45, 80):
        more = f"\nparameters:\n  artificial_pace: {{extend: yes, default: {pace} m/min}}\n"
        took = [walk("walk to", rung, "artificial_leg", more=more) for rung in (0.8, 0.95)]
        assert took == pytest.approx([800 / pace] * 2, rel=0.01)


def test_INJ_15_the_owner_spares_it() -> None:
    """Neither the training ground nor a rival's contest sees it; whoever has two of flesh goes to both."""
    for aid, refusal in (("no_aid", ""), ("one_crutch", ""), ("artificial_leg", "spares no leg")):
        play = standing((), "work")
        play.choose("person.post", "Aki", "field")
        play.put("rival_of", "Aki", 1, "Ren")
        play.choose("person.aid", "Aki", aid)
        assert play.refused("train", p="Aki") == refusal
        assert play.refused("challenge", p="Aki", other="Ren") == refusal


def test_INJ_12_visits_are_paid_at_the_pace_of_the_rung() -> None:
    """Below the rung of the street nobody goes to see the sick; on it the way there and back takes thrice as long."""
    minutes: dict[str, float] = {}
    for mobility, aid in ((0.2, "two_crutches"), (0.35, "two_crutches"), (0.6, "one_crutch"), (1.0, "no_aid")):
        play = ward()
        until_ten(play)
        play.put("person.mobility", "Ren", mobility)
        play.choose("person.aid", "Ren", aid)
        play.choose("person.mind", "Ren", "awake")
        refusal = play.refused("visit the sick", p="Ren", patient="Aki")
        assert refusal == ("" if mobility > 0.3 else "gets along a street")
        began = play.machine.now
        if not refusal:
            assert play.act("visit the sick", p="Ren", patient="Aki")
            minutes[aid] = (play.machine.now - began) / MINUTE - 60
    assert minutes["two_crutches"] == pytest.approx(3 * minutes["no_aid"], rel=0.02)
    assert minutes["two_crutches"] > minutes["one_crutch"] > minutes["no_aid"]
