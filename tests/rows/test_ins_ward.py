"""Rows INS-5 to INS-8 and INS-16: wards that act by themselves, who is turned away, and who wants to leave."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.rows.offices import lived, office, put, to_bed, until
from tests.rows.support import DAY, HOUR, MINUTE, Play

KNOWS = "if belief(p, tried_to_see(x, p)) then 1 else 0"
EASY = {"ward_bars_messengers": "0", "lift_lasts": "1 day", "ward_lasts": "4 days", "council_needed": "1"}


def warded(seed: int = 1, autonomy: bool = False, **changed: str) -> Play:
    """The ward between Aki, at the market, and Ren, at home 300 m away, is in force; the two are dear to each other."""
    play = office(seed, **changed)
    put(play, "Aki", place="market", situation="leisure")
    assert play.act("lay the ward", chief="Oda", x="Aki", protected="Ren")
    for one, other in (("Aki", "Ren"), ("Ren", "Aki"), ("Mio", "Ren"), ("Mio", "Aki"), ("Aki", "Mio"), ("Ren", "Mio")):
        play.put("care", one, 0.85, other)
        play.put("closeness", one, 0.6, other)
    play.live(0)
    play.counts()
    play.machine.autonomy = autonomy
    return play


def ward(play: Play) -> int:
    """The handle of the one ward."""
    (found,) = play.all("ward")
    return found


def borne(play: Play, days: float = 40) -> Play:
    """The ward was laid so many days ago."""
    play.put("ward.laid_at", ward(play), play.machine.now - days * DAY)
    return play


def bedridden(seed: int = 1, autonomy: bool = False, **changed: str) -> Play:
    """The bound one lies in the house of the sick, 800 m from the other's home."""
    play = warded(seed, autonomy, **changed)
    to_bed(play, "Aki")
    put(play, "Aki", mobility=0.2)
    return play


def comes(play: Play, place: str, who: str = "Ren") -> None:
    """Somebody is there from now on."""
    put(play, who, place=place)
    play.live(0)


def believes(play: Play, who: str = "Aki") -> bool:
    """Whether somebody believes that the ward is in force."""
    return bool(play.value("if belief(p, in_force(w)) then 1 else 0", p=who, w=ward(play)))


def burns(play: Play) -> list[float]:
    """How deep Aki's burns are."""
    return [play.get("wound.depth", w) for w in play.all("wound") if play.word("wound.sort", w) == "burn"]


def test_INS_6_nothing_at_201_metres_and_the_reaction_at_199() -> None:
    """The ward reacts inside its radius and not outside, and only the bound one suffers."""
    for radius, burnt in ((200, [20, 199]), (300, [20, 199, 201, 299]), (100, [20])):
        found = []
        for metres in (20, 199, 201, 299, 500):
            play = warded()
            play.put("ward.radius", ward(play), radius)
            comes(play, f"at {metres} m")
            if burns(play):
                found.append(metres)
                assert play.get("person.pain", "Aki") > 0.2
                assert play.get("person.stress", "Aki") > 0.5
                assert play.get("ward.contacts", ward(play)) == 1
            assert play.get("person.pain", "Ren") == 0
        assert found == burnt


def test_INS_6_whoever_approaches_through_walls_and_in_sleep() -> None:
    """Who walks up to whom does not matter, walls and sleep do not hinder it, unless the world says so."""
    for mover in ("Aki", "Ren"):
        play = warded()
        comes(play, "at 500 m")
        assert not burns(play)
        comes(play, "market" if mover == "Ren" else "at 500 m", mover)
        assert len(burns(play)) == 1
    mild = {"ward_through_walls": "0", "ward_in_sleep": "0", "ward_either_way": "0"}
    cases = [("sickroom", "awake", 1), ("spare room", "awake", 1), ("sickroom", "asleep", 1)]
    for changed, counts in (({}, (1, 1, 1)), (mild, (1, 0, 0))):
        for (place, mind, _), count in zip(cases, counts, strict=True):
            play = bedridden(**changed)
            put(play, "Aki", mind=mind, tiredness=0.6, lying=0)
            comes(play, place)
            assert len(burns(play)) == count, (changed, place, mind)
    play = bedridden(**mild)
    comes(play, "sickroom")
    assert not burns(play), "only a bound one on his feet"


def test_INS_6_outside_the_radius_it_lets_go_and_inside_it_takes_hold_anew() -> None:
    """Each approach is a contact of its own; one who stays inside is held all the time."""
    play = warded()
    for contacts in (1, 2):
        comes(play, "at 199 m")
        play.live(30_000)
        assert play.get("ward.takes_hold", ward(play))
        assert play.get("ward.contacts", ward(play)) == contacts
        comes(play, "at 201 m")
        assert not play.get("ward.takes_hold", ward(play))
    depth = sum(burns(play))
    play.live(5 * MINUTE)
    assert sum(burns(play)) <= depth, "nothing burns any more"


def test_INS_6_a_ward_may_be_laid_for_a_time() -> None:
    """Where wards end of themselves, its days are counted from the laying; elsewhere it stands."""
    for lasts, days, stands in (("0 days", 9, True), ("4 days", 3, True), ("4 days", 6, False)):
        play = warded(ward_lasts=lasts)
        play.live(days * DAY)
        assert bool(play.get("ward.in_force", ward(play))) is stands, (lasts, days)
        comes(play, "at 20 m")
        assert bool(burns(play)) is stands


def test_INS_6_elsewhere_an_order_is_upheld_by_people_or_by_offices() -> None:
    """Neighbours frown and stop nobody; somebody in office sends the bound one home; with nobody there, nothing."""
    came = {}
    for enforcement, official in (("social", True), ("official", True), ("official", False), ("physical", True)):
        play = warded()
        play.choose("ward.enforcement", ward(play), enforcement)
        for who, post in (("Mio", "guard" if official else "no_post"), ("Ito", "no_post")):
            put(play, who, place="market", situation="leisure", post=post, mind="awake")
        stress = float(play.get("person.stress", "Aki"))
        comes(play, "market")
        came[enforcement, official] = (
            play.get("person.place", "Aki") == play.thing("home"),
            play.get("ward.contacts", ward(play)), len(burns(play)),
            float(play.get("person.stress", "Aki")) > stress + 0.02,
        )
    assert came == {
        ("social", True): (False, 1, 0, True), ("official", True): (True, 1, 0, True),
        ("official", False): (False, 0, 0, False), ("physical", True): (False, 1, 1, True),
    }


def test_INS_6_a_ward_is_asked_for_in_anger() -> None:
    """By whoever has declined somebody, or one of two who parted; where there are no such orders, by nobody."""
    for rule, tie, calm in (
        ("ask for a ward", "declined", "angry at him"),
        ("ask for a ward after the end", "parted_at", "angry or hard pressed"),
    ):
        for regime, grudge, why in (("3", 0.9, ""), ("3", 0.1, calm), ("1", 0.9, "there are such orders")):
            play = office(separation_regime=regime)
            put(play, "Ren", left_by="Aki", separated=1)
            play.put(tie, "Ren", 1 if tie == "declined" else play.machine.now, "Aki")
            play.put("grudge", "Ren", grudge, "Aki")
            until(play, 10)
            put(play, "Ren", mind="awake", situation="home")
            asked = {"p": "Ren", "x": "Aki", "chief": "Oda"}
            assert play.refused(rule, **asked) == why, (rule, regime, grudge)
            if not why:
                assert play.act(rule, **asked)
                (m,) = play.all("petition")
                assert play.word("petition.asks", m) == "ward"
                assert play.get("petition.concerns", m) == play.thing("Aki")
                assert play.refused(rule, **asked) == "nothing pending"


def test_INS_6_letters_are_barred() -> None:
    """A letter of the bound one does not arrive, sent or carried; another's does; a world may let messengers pass."""

    def arrives(writer: str, bearer: str = "", **changed: str) -> tuple[bool, bool]:
        play = warded(**changed)
        put(play, "Ren", place="haven")
        put(play, writer, place="market", situation="home")
        put(play, "Mio", place="market", situation="home")
        roles = {"p": writer, "reader": "Ren", **({"bearer": bearer} if bearer else {})}
        rule = "send a letter by hand" if bearer else "write a letter"
        tried = play.act(rule, **roles)
        put(play, "Ren", home="haven")
        return tried, lived(play, 4).get("letter arrives", 0) == 1

    assert arrives("Aki") == (False, False), "he knows that he may not"
    assert arrives("Mio") == (True, True)
    assert arrives("Aki", "Mio") == (True, False), "nor may a friend carry it"
    assert arrives("Aki", "Mio", **EASY) == (True, True)


def test_INS_7_harm_grows_by_the_minute_in_a_closed_room() -> None:
    """Each minute inside the radius burns deeper, who cannot leave is dashed senseless; outside nothing is added."""
    depths = []
    for minutes in (0, 5, 10, 20):
        play = bedridden()
        comes(play, "sickroom")
        play.live(minutes * MINUTE + 1_000)
        depths += burns(play)
    assert all(b > a + 0.05 for a, b in pairwise(depths))
    assert play.word("person.mind", "Aki") == "unconscious"
    assert play.get("ward.contacts", ward(play)) == 1
    comes(play, "home")
    play.live(HOUR)
    assert burns(play) == depths[-1:]
    assert not play.get("ward.takes_hold", ward(play))


def test_INS_7_who_can_run_is_driven_off() -> None:
    """Of himself he runs until he is out of reach; a bedridden patient cannot, and so his visitor has to go."""
    for lying, driven in ((False, True), (True, False)):
        play = warded(autonomy=True)
        put(play, "Aki", lying=int(lying), mobility=0.1 if lying else 1)
        comes(play, "market")
        play.live(10 * MINUTE)
        done = play.counts()
        assert ("flee from the ward" in done) is driven
        assert ("make way for the bound" in done) is not driven
        assert play.value("apart(place(a), place(b))", a="Aki", b="Ren") >= 200
    play = warded()
    comes(play, "at 20 m")
    assert play.refused("go out", p="Aki") != "no ward in the way"
    put(play, "Aki", place="home", situation="home", haunt="market", loneliness=0.9)
    until(play, 11)
    assert play.refused("go out", p="Aki") == "no ward in the way", "he plans his ways by it"
    comes(play, "haven")
    assert play.refused("go out", p="Aki") == ""


def test_INS_8_lifted_over_the_head_of_the_bound() -> None:
    """Lifting is an act with a person and a time; the bound man learns of it only by the pain that does not come."""
    play = bedridden()
    play.live(DAY)
    assert play.act("lift the ward", chief="Oda", w=ward(play))
    assert int(play.get("ward.lifted_by", ward(play))) == play.thing("Oda")
    assert play.get("ward.lifted_at", ward(play)) > play.get("ward.laid_at", ward(play))
    assert believes(play), "he is not told"
    assert not believes(play, "Ren"), "she is"
    put(play, "Aki", mind="awake")
    put(play, "Ren", mind="awake")
    comes(play, "sickroom")
    play.live(MINUTE)
    assert not burns(play)
    assert play.value("if wonders(p, in_force(w)) then 1 else 0", p="Aki", w=ward(play))
    assert play.bond("grudge", "Aki", "Oda") > 0.3, "he takes it for a cruel trick"
    play.live(20 * MINUTE)
    assert not believes(play), "and understands at last"
    assert not play.value("if wonders(p, in_force(w)) then 1 else 0", p="Aki", w=ward(play))
    for changed, state in (({}, (1, 0)), (EASY, (0, 1))):
        lasting, paused = bedridden(**changed), bedridden(**changed)
        assert paused.act("lift the ward", chief="Oda", w=ward(paused))
        paused.live(2 * DAY)
        lasting.live(6 * DAY)
        assert (lasting.get("ward.in_force", ward(lasting)), paused.get("ward.in_force", ward(paused))) == state
    assert believes(paused, "Ren")


def asks_to_lift(play: Play, by: str = "Ren") -> int:
    """A petition to lift the ward, made by the one whom it protects, or by the bound one; the chief has told her."""
    rule = "ask to lift the ward" if by == "Ren" else "ask to be rid of the ward"
    assert play.act(rule, p=by, w=ward(play), chief="Oda"), play.refused(rule, p=by, w=ward(play), chief="Oda")
    (m,) = play.all("petition")
    if by != "Ren":
        assert play.act("tell of the petition", chief="Oda", m=m, x="Ren")
    return m


def lifts(by: str, elders: int = 0, seeds: int = 12, **changed: str) -> int:
    """In how many of some lives a petition to lift the ward, made by somebody, is granted, if all elders agree."""
    count = 0
    for seed in range(seeds):
        play = borne(bedridden(seed, **changed), 400)
        council = ("Mio", "Ito")[:elders]
        for elder in council:
            put(play, elder, advises="Oda")
        m = asks_to_lift(play, by)
        play.live(DAY)
        until(play, 10)
        for elder in council:
            assert play.act("agree in council", "agrees", elder=elder, m=m)
        put(play, "Oda", situation="work", mind="awake")
        play.act("decide", chief="Oda", m=m)
        play.live(MINUTE)
        count += not play.get("ward.in_force", ward(play))
    return count


def test_INS_8_the_lift_is_a_decision() -> None:
    """Asked for by the one it protects, a ward is often lifted; seldom at the bound one's wish; a council may block."""
    asked, own, heard = lifts("Ren"), lifts("Aki"), lifts("Aki", lifting_by_the_bound="100 %")
    assert 4 <= asked <= 11
    assert own < asked / 2
    assert own + 3 < heard, "as the world has it"
    assert lifts("Ren", 1, 8, **EASY) >= 2
    play = borne(bedridden(**EASY), 400)
    put(play, "Mio", advises="Oda", place="clinic")
    m = asks_to_lift(play)
    play.live(DAY)
    until(play, 10)
    assert play.refused("decide", chief="Oda", m=m) == "ripe"
    assert play.act("agree in council", "agrees", elder="Mio", m=m)
    assert play.refused("agree in council", elder="Mio", m=m) == "not said yet"
    assert play.refused("decide", chief="Oda", m=m) == ""


def test_INS_8_the_bound_one_asks_for_it_himself() -> None:
    """If he has borne it for a while, and would have her back; not again soon, and he is told what becomes of it."""
    rule = "ask to be rid of the ward"
    asked = {"p": "Aki", "chief": "Oda"}
    for days, care, refused in (
        (20, 0.85, "borne for a while"), (40, 0.1, "fond of the other still"), (40, 0.85, ""),
    ):
        play = borne(bedridden(lifts_granted="100 %", lifting_by_the_bound="100 %"), days)
        play.put("care", "Aki", care, "Ren")
        assert play.refused(rule, w=ward(play), **asked) == refused, (days, care)
    m = asks_to_lift(play, "Aki")
    assert play.refused(rule, w=ward(play), **asked) == "nothing pending"
    play.live(DAY)
    until(play, 10)
    put(play, "Oda", situation="work", mind="awake")
    put(play, "Aki", mind="asleep", tiredness=0.6)
    assert play.act("decide", chief="Oda", m=m)
    play.live(MINUTE)
    assert not play.get("ward.in_force", ward(play))
    assert not believes(play), "he asked, and so he is told"
    assert not believes(play, "Ren")
    assert play.act("lay the ward", chief="Oda", x="Aki", protected="Mio")
    play.live(31 * DAY)
    (new,) = (w for w in play.all("ward") if int(play.get("ward.protected", w)) == play.thing("Mio"))
    play.put("care", "Aki", 0.85, "Mio")
    put(play, "Aki", situation="home", lying=0, mind="awake", bed=0)
    assert play.refused(rule, w=new, **asked) == "not refused just now"
    play.live(30 * DAY)
    put(play, "Aki", situation="home", lying=0, mind="awake", bed=0)
    play.put("care", "Aki", 0.85, "Mio")
    assert play.refused(rule, w=new, **asked) == ""


def test_INS_8_of_himself_the_bound_one_asks() -> None:
    """Whoever has nowhere else to go asks to be rid of it, if he would have the other back."""
    found = {}
    for care in (0.85, 0.1):
        play = borne(bedridden(autonomy=True))
        put(play, "Aki", haven=0)
        play.put("care", "Aki", care, "Ren")
        found[care] = lived(play, 4).get("ask to be rid of the ward", 0) > 0
    assert found == {0.85: True, 0.1: False}


@pytest.mark.parametrize(("needed", "said", "verdict"), [
    ("1", ("shakes his head", ""), "pending"), ("1", ("shakes his head", "shakes his head"), "refused"),
    ("2", ("shakes his head", ""), "refused"), ("2", ("agrees", ""), "pending"), ("2", ("agrees", "agrees"), "pending"),
    ("1", ("agrees", "shakes his head"), "pending"), ("3", ("", ""), "refused"),
])
def test_INS_8_a_council_that_says_no_blocks_nothing_further(needed: str, said: tuple[str, str], verdict: str) -> None:
    """When those unheard cannot make up for the shaken heads, it is refused, and she may ask again after a time."""
    play = borne(bedridden(council_needed=needed), 400)
    for elder in ("Mio", "Ito"):
        put(play, elder, advises="Oda")
    m = asks_to_lift(play)
    play.live(MINUTE)
    assert play.word("petition.verdict", m) == "pending", "nobody says no on the first day"
    play.live(DAY)
    until(play, 10)
    for elder, says in zip(("Mio", "Ito"), said, strict=True):
        if says:
            assert play.act("agree in council", says, elder=elder, m=m)
    play.live(MINUTE)
    assert play.word("petition.verdict", m) == verdict
    assert play.get("ward.in_force", ward(play))
    for days, refused in ((0, "not refused just now"), (21, "")):
        play.live(days * DAY)
        put(play, "Ren", situation="home", mind="awake", lying=0)
        put(play, "Oda", place="clinic")
        again = play.refused("ask to lift the ward", p="Ren", w=ward(play), chief="Oda")
        assert again == (refused if verdict == "refused" else "nothing pending")


def test_INS_6_a_ward_is_not_asked_for_every_day() -> None:
    """Whoever has been refused one asks again when the refusal has been filed away."""
    play = office(separation_regime="3")
    rule, asked = "ask for a ward", {"p": "Ren", "x": "Aki", "chief": "Oda"}
    play.put("declined", "Ren", 1, "Aki")
    for days, refused in ((0, ""), (2, "not refused just now"), (31, "")):
        play.live(days * DAY)
        until(play, 11)
        put(play, "Ren", mind="awake", situation="home", lying=0)
        play.put("grudge", "Ren", 0.9, "Aki")
        assert play.refused(rule, **asked) == refused, days
        if not days:
            assert play.act(rule, **asked)
            (m,) = play.all("petition")
            play.live(DAY)
            until(play, 11)
            put(play, "Oda", situation="work", mind="awake")
            assert play.act("decide", "refuses", chief="Oda", m=m)


def test_INS_5_the_patient_hears_of_attempts_through_a_third_only() -> None:
    """Who is shut out tries all the same; the patient learns it from somebody else; who blocks can let in again."""
    play = bedridden()
    put(play, "Ren", situation="home")
    put(play, "Mio", situation="home", place="at 500 m")
    until(play, 10)
    assert play.refused("visit the sick", p="Ren", patient="Aki") == "not shut out"
    assert play.refused("try to see", p="Mio", patient="Aki") == "shut out"
    assert play.act("try to see", p="Ren", patient="Aki")
    play.live(HOUR)
    assert not play.value(KNOWS, p="Aki", x="Ren"), "unseen by the patient"
    put(play, "Mio", place="sickroom")
    assert play.refused("mention who came", p="Mio", patient="Aki", x="Ren") == "knows of it"
    put(play, "Nao", place="sickroom")
    assert play.act("mention who came", p="Nao", patient="Aki", x="Ren"), "the staff has seen it"
    assert play.value(KNOWS, p="Aki", x="Ren")
    put(play, "Oda", place="sickroom")
    put(play, "Mio", place="home")
    assert play.refused("visit the sick", p="Mio", patient="Aki") == ""
    assert play.act("keep from the bed", chief="Oda", x="Mio", patient="Aki")
    assert play.refused("visit the sick", p="Mio", patient="Aki") == "not shut out"
    assert play.act("let in again", chief="Oda", x="Mio", patient="Aki")
    assert play.refused("visit the sick", p="Mio", patient="Aki") == ""


def test_INS_5_he_complains_to_a_friend_who_is_awake() -> None:
    """Not to somebody asleep, nor to one whom he does not like; once is enough."""
    for mind, care, heard in (("awake", 0.6, True), ("asleep", 0.6, False), ("awake", 0.1, False)):
        play = bedridden()
        put(play, "Ren", situation="home", place="home", mind="awake", has_to_complain=1)
        play.put("tried_to_see", "Ren", 1, "Aki")
        play.put("care", "Ren", care, "Mio")
        put(play, "Mio", place="home", situation="home", mind=mind, tiredness=0.6)
        for other in ("Ito", "Kei"):
            put(play, other, place="market")
        play.live(MINUTE)
        assert bool(play.value("if belief(q, tried_to_see(x, p)) then 1 else 0", q="Mio", x="Ren", p="Aki")) is heard
        assert bool(play.get("person.has_to_complain", "Ren")) is not heard


def test_INS_5_nobody_has_to_direct_it() -> None:
    """Living freely, the one shut out comes, is turned away, complains to a friend, who lets it slip at the bed."""
    play = bedridden(autonomy=True)
    put(play, "Ren", situation="home")
    put(play, "Mio", situation="home", home="at 500 m", place="at 500 m")
    found = lived(play, 8)
    assert found.get("try to see", 0) > 0
    assert found.get("complains of being turned away", 0) > 0
    assert play.value(KNOWS, p="Aki", x="Ren")


def resented(grudge: float, autonomy: bool = True) -> Play:
    """Aki lies in a sickroom for a long time; Mio is fond of Aki, who may resent Mio."""
    play = office()
    to_bed(play, "Aki")
    put(play, "Aki", mobility=0.1, outlook="slow_recovery", examined_at=play.machine.now)
    put(play, "Mio", situation="home")
    for one, other in (("Aki", "Mio"), ("Mio", "Aki")):
        play.put("closeness", one, 0.5, other)
    play.put("care", "Mio", 0.6, "Aki")
    play.put("grudge", "Aki", grudge, "Mio")
    play.counts()
    play.machine.autonomy = autonomy
    return play


def test_INS_5_who_is_resented_is_kept_out_at_the_patients_wish() -> None:
    """He asks a nurse for it, and one on duty sees to it; nobody is kept out whom he does not resent."""
    for grudge, kept in ((0.8, True), (0.1, False)):
        play = resented(grudge)
        found = lived(play, 2)
        assert (found.get("ask to be left alone by", 0) > 0) is kept
        assert bool(play.bond("barred_from", "Mio", "Aki")) is kept
        assert (found.get("try to see", 0) > 0) is kept
        assert (found.get("visit the sick", 0) > 0) is not kept
    asks = {"patient": "Aki", "x": "Mio", "nurse": "Nao"}
    for nurse, on_shift, why in (("sickroom", True, ""), ("sickroom", False, "on duty")):
        play = resented(0.8, autonomy=False)
        until(play, 10)
        put(play, "Aki", mind="awake")
        put(play, "Nao", place=nurse, situation="work" if on_shift else "home")
        assert play.refused("ask to be left alone by", **asks) == why


def test_INS_5_who_keeps_him_out_lets_him_in_again() -> None:
    """Once the patient has got over it, or has left the bed; as long as he has not the block stands."""
    for grudge, bed, barred in ((0.8, True, True), (0.0, True, False), (0.8, False, False)):
        play = resented(0.8)
        lived(play, 1)
        assert play.bond("barred_from", "Mio", "Aki")
        play.put("grudge", "Aki", grudge, "Mio")
        if not bed:
            put(play, "Aki", bed=0, place="home", situation="home")
        until(play, 10)
        put(play, "Aki", mind="awake")
        lived(play, 1)
        assert bool(play.bond("barred_from", "Mio", "Aki")) is barred


def test_INS_16_a_request_with_a_pending_state_and_a_counter_move() -> None:
    """He who is kept off asks to be moved; the chief tells whom it concerns first, and that brings a counter-move."""
    play = borne(bedridden())
    assert play.act("ask for a transfer", p="Aki", chief="Oda")
    (m,) = play.all("petition")
    play.live(0)
    assert play.word("petition.verdict", m) == "pending"
    assert int(play.get("petition.concerns", m)) == play.thing("Ren")
    play.live(1.1 * DAY)
    put(play, "Ren", situation="home")
    assert play.refused("decide", chief="Oda", m=m) == "not over the head of whom it concerns"
    assert play.refused("ask to lift the ward", p="Ren", w=ward(play), chief="Oda") == "moved by news"
    assert play.act("tell of the petition", chief="Oda", m=m, x="Ren")
    assert play.refused("ask to lift the ward", p="Ren", w=ward(play), chief="Oda") == ""
    refused = play.again(1)
    assert refused.act("decide", "refuses", chief="Oda", m=m)
    assert refused.refused("ask to lift the ward", p="Ren", w=ward(play), chief="Oda") == "moved by news", "he stays"
    assert play.act("decide", "grants", chief="Oda", m=m)
    assert play.refused("ask to lift the ward", p="Ren", w=ward(play), chief="Oda") == ""
    play.live(MINUTE)
    assert int(play.get("person.bound_for", "Aki")) == play.thing("haven")
    assert play.refused("leave for good", p="Aki", to="haven") == "fit to travel"
    put(play, "Aki", lying=0, mobility=1, place="market", bed=0)
    assert play.act("leave for good", p="Aki", to="haven")
    assert int(play.get("person.home", "Aki")) == play.thing("haven")
    free = office()
    assert free.refused("ask for a transfer", p="Aki", chief="Oda") == "kept off somebody"


def test_INS_16_only_a_transfer_is_news_of_his_going() -> None:
    """That the bound one has asked for a ward himself, or to be rid of this one, moves nobody to lift it."""
    moved = {}
    for rule in ("ask for a ward", "ask to be rid of the ward", "ask for a transfer"):
        play = borne(bedridden())
        play.put("declined", "Aki", 1, "Ren")
        if rule == "ask for a ward":
            put(play, "Aki", situation="home")
            play.put("grudge", "Aki", 0.9, "Ren")
            play.put("ward.in_force", ward(play), 0)
            play.machine.set_belief(play.thing("Aki"), "ward.in_force", [ward(play)], "known", 0)
            roles: dict[str, str | int] = {"x": "Ren"}
        else:
            roles = {"w": ward(play)} if "rid" in rule else {}
        assert play.act(rule, p="Aki", chief="Oda", **roles), play.refused(rule, p="Aki", chief="Oda", **roles)
        (m,) = play.all("petition")
        play.live(0)
        put(play, "Ren", situation="home", mind="awake")
        if not play.get("petition.told", m):
            assert play.act("tell of the petition", chief="Oda", m=m, x="Ren")
        moved[rule] = play.refused("ask to lift the ward", p="Ren", w=ward(play), chief="Oda") != "moved by news"
    assert moved == {"ask for a ward": False, "ask to be rid of the ward": False, "ask for a transfer": True}


@pytest.mark.parametrize(("who", "values", "refused"), [
    ("Aki", {}, ""), ("Aki", {"home": "haven"}, "not there already"), ("Aki", {"place": "haven"}, "in reach"),
    ("Oda", {"place": "haven"}, "in reach"), ("Ren", {"home": "haven"}, "worth it"),
    ("Ren", {"haunt": "haven"}, "worth it"),
])
def test_INS_16_a_transfer_is_asked_of_a_chief_at_hand(who: str, values: dict[str, str], refused: str) -> None:
    """By somebody who does not live there already, and whom the other would not meet there, too."""
    play = borne(bedridden())
    put(play, who, **values)
    put(play, "Aki", situation="hospital")
    assert play.refused("ask for a transfer", p="Aki", chief="Oda") == refused


@pytest.mark.parametrize(("changed", "refused"), [
    ({}, ""), ({"discomfort": 0.95}, "worth it"), ({"discomfort": 0.2}, ""),
    ({"discomfort": 0.2, "care": 0.1}, "worth it"),
])
def test_PLC_8_a_transfer_is_weighed_as_a_move_is(changed: dict[str, float], refused: str) -> None:
    """What the other means to him, against scorpions and against ties; the more it gains the more he wants it."""
    play = borne(bedridden())
    plain = play.urge("ask for a transfer", p="Aki", chief="Oda")
    play.put("place.discomfort", "haven", changed.get("discomfort", 0))
    play.put("care", "Aki", changed.get("care", 0.85), "Ren")
    assert play.refused("ask for a transfer", p="Aki", chief="Oda") == refused
    play.put("place.discomfort", "haven", 0.3)
    play.put("care", "Aki", 0.85, "Ren")
    assert play.urge("ask for a transfer", p="Aki", chief="Oda") == pytest.approx(plain - 0.3)


def test_INS_16_runs_by_itself() -> None:
    """Living freely, the request is made, told to the other, and answered by the wish to lift the ward."""
    granted = 0
    for seed in range(3):
        play = borne(bedridden(seed, autonomy=True))
        put(play, "Ren", situation="home")
        found = lived(play, 8)
        assert found.get("ask for a transfer", 0) > 0
        assert found.get("tell of the petition", 0) > 0
        assert found.get("ask to lift the ward", 0) > 0
        granted += found.get("lifting granted", 0)
    assert granted > 0
