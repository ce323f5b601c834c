"""Rows INS-9 to INS-12, INS-15 and INS-19: papers, fitness reviews, advocacy, posts and retirement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.rows.desks import desk
from tests.rows.leaf import parameters
from tests.rows.offices import lived, office, put, to_bed, until
from tests.rows.support import DAY, HOUR, MINUTE, Play

TERM = 112 - 91
"""Days from the town's first day to its spring term."""


def injured(autonomy: bool = False, friend: bool = True, mobility: float = 0.6, seed: int = 1, **changed: str) -> Play:
    """Old Ito, who teaches and can be called to the field, has lost a leg and lies in bed; Ren is devoted to him."""
    play = office(seed, **changed)
    to_bed(play, "Ito")
    put(play, "Ito", enlisted=1, post="teacher", workplace="school", mobility=mobility, mobility_limit=0.74)
    put(play, "Ito", befogged=0, withdrawn=0, miracle=0)
    play.put("wound.faced", "the stump", 1)
    play.put("wound.made_at", "the stump", play.machine.now - 60 * DAY)
    if friend:
        play.put("care", "Ren", 0.9, "Ito")
        put(play, "Ren", place="sickroom")
    play.live(0)
    play.counts()
    play.machine.autonomy = autonomy
    return play


def papers(play: Play) -> int:
    """The one set of papers there is."""
    (found,) = play.all("papers")
    return found


def stage(play: Play) -> str:
    """How far the one set of papers has come."""
    return play.word("papers.stage", papers(play))


def drawn_up(**changed: str) -> Play:
    """Two mornings later; the papers for Ito are drawn up."""
    play = injured(**changed)
    play.live(DAY)
    until(play, 9.5)
    put(play, "Ito", mind="awake")
    put(play, "Ren", mind="awake")
    return play


def bring(play: Play) -> str:
    """Emi comes with the papers."""
    assert play.act("bring the papers", a="Emi", f=papers(play), p="Ito")
    return stage(play)


def sign(play: Play) -> None:
    """They are served and signed."""
    put(play, "Emi", place="sickroom")
    assert play.act("serve", a="Emi", f=papers(play), p="Ito")
    assert play.act("sign", p="Ito", f=papers(play))


def test_INS_9_it_counts_from_the_signature() -> None:
    """Neither the injury nor the papers end active duty: the signature does; the destination is left blank."""
    play = injured(friend=False)
    assert play.all("papers") == []
    play.live(3 * HOUR)
    assert play.all("papers") == [], "not at once"
    play = drawn_up(friend=False)
    assert stage(play) == "drawn_up"
    assert not play.get("person.relieved", "Ito")
    assert bring(play) == "drawn_up"
    put(play, "Emi", place="sickroom")
    assert play.act("serve", a="Emi", f=papers(play), p="Ito")
    assert stage(play) == "served"
    assert not play.get("person.relieved", "Ito")
    put(play, "Ito", withdrawn=1)
    assert play.refused("sign", p="Ito", f=papers(play)) == "responds"
    put(play, "Ito", withdrawn=0)
    play.put("wound.mend", "the stump", 0)
    play.choose("wound.phase", "the stump", "inflamed")
    put(play, "Nao", place="sickroom")
    assert play.act("give a painkiller", healer="Nao", patient="Ito")
    play.live(30 * MINUTE)
    assert play.get("person.befogged", "Ito")
    assert play.act("sign", p="Ito", f=papers(play))
    assert play.get("person.relieved", "Ito")
    assert play.get("person.unplaced", "Ito"), "reassigned, nobody says where to"
    assert play.word("person.post", "Ito") == "teacher", "the other post is another question"
    assert play.get("papers.clouded_hand", papers(play))
    sound = office()
    put(sound, "Mio", post="guard", enlisted=1)
    assert lived(sound, 3).get("relief is drawn up", 0) == 0


def test_INS_9_a_friend_has_the_serving_put_off() -> None:
    """Somebody devoted who is there when they are brought gets some days, once; without him they are served."""
    for friend, first in ((True, "put_off"), (False, "drawn_up")):
        assert bring(drawn_up(friend=friend)) == first
    for delay, waits in (("6 days", True), ("1 day", False)):
        play = drawn_up(delay_granted=delay)
        bring(play)
        play.live(2 * DAY)
        until(play, 10)
        put(play, "Ito", mind="awake")
        refused = play.refused("bring the papers", a="Emi", f=papers(play), p="Ito")
        assert (refused == "to be brought") is waits
    assert bring(play) == "put_off", "brought again"
    put(play, "Emi", place="sickroom")
    assert play.act("serve", a="Emi", f=papers(play), p="Ito"), "a second time nobody puts it off"


def test_INS_9_runs_by_itself() -> None:
    """Living freely, papers are drawn up, brought, served and signed, and later a desk is found for him."""
    play = injured(autonomy=True, mobility=0.6, reassigned_after="2 days")
    put(play, "Ito", post="guard", workplace="market")
    found = lived(play, 12)
    for rule in ("relief is drawn up", "bring the papers", "serve", "sign"):
        assert found.get(rule, 0) >= 1, rule
    assert play.get("person.relieved", "Ito")


def test_INS_9_the_blank_is_filled_later_and_elsewhere() -> None:
    """Relieved and without a post he waits; some Monday he is given a desk, not before he has waited his time."""
    play = injured(reassigned_after="10 days")
    put(play, "Ito", post="no_post", unplaced=1, relieved_at=play.machine.now, bed=0, place="home", situation="home",
        lying=0, relieved=1)
    play.live(9 * DAY)
    assert play.get("person.unplaced", "Ito")
    assert play.word("person.post", "Ito") == "no_post"
    play.live(9 * DAY)
    assert play.word("person.post", "Ito") == "clerk"
    assert play.get("person.workplace", "Ito") == play.thing("desk")
    assert not play.get("person.unplaced", "Ito")


def test_INS_9_a_desk_has_only_so_much_room() -> None:
    """Three times the clerks that it is to have, so that the relieved do not fill it up; they wait for one to go."""
    for room, filled in (("300 %", True), ("100 %", False)):
        play = desk(
            parameters(reassigned_after="1 day", desk_room=room),
            things="  clerks: {is: establishment, kept_at: desk room, needed: clerk}\n",
        )
        play.put("place.sheltered", "desk room", 1)
        put(play, "Eva", post="no_post", unplaced=1, relieved_at=play.machine.now, relieved=1)
        play.live(15 * DAY)
        assert (play.word("person.post", "Eva") == "clerk") is filled


def reviewed(change: Callable[[Play], None] | None = None, **changed: str) -> Play:
    """The day after the review that is due one week before the term."""
    play = injured(friend=False, **changed)
    put(play, "Ito", bed=0, place="home", situation="home", lying=0, enlisted=0)
    if change is not None:
        change(play)
    play.live((TERM - 8) * DAY)
    assert play.count("fitness review") == 0, "recovery first"
    play.live(DAY * 1.5)
    return play


def test_INS_10_the_review_hangs_on_the_term() -> None:
    """One week before the term it is decided; who is short of the criteria loses the post when the letter is read."""
    play = reviewed()
    assert play.counts("Oda").get("fitness review") == 1, "the chief decides"
    assert play.word("papers.matter", papers(play)) == "dismissal"
    assert play.word("person.post", "Ito") == "teacher"
    put(play, "Emi", place="home", situation="work")
    until(play, 10)
    put(play, "Ito", mind="awake")
    assert play.act("serve", a="Emi", f=papers(play), p="Ito")
    play.live(0)
    assert play.get("person.dismissed", "Ito")
    assert play.word("person.post", "Ito") == "no_post"
    assert play.get("person.grief", "Ito") > 0.3
    assert lived(play, 20).get("fitness review", 0) == 0, "once for each term"
    later = injured(friend=False, review_lead="2")
    put(later, "Ito", bed=0, place="home", situation="home", lying=0)
    found = lived(later, TERM - 3).get("fitness review", 0), lived(later, 2).get("fitness review", 0)
    assert found == (0, 1)


def test_INS_10_criteria_are_mobility_and_protection() -> None:
    """Fitter, he stays: an artificial leg before the date is enough; in a milder town (C7) a crutch is, too."""
    dismissed = []
    for mobility in (0.2, 0.6, 0.74, 0.76, 0.95):
        play = reviewed(lambda p, m=mobility: put(p, "Ito", mobility=m, mobility_limit=1.0))
        dismissed.append(len(play.all("papers")))
    assert dismissed == [1, 1, 1, 0, 0]
    assert reviewed(permanent_bars="0").all("papers") == []
    assert len(reviewed(protects_from="90 %").all("papers")) == 1
    sound = reviewed(lambda p: p.put("wound.permanent", "the stump", 0))
    assert sound.count("fitness review") == 0, "a temporary injury is no case for it"


def test_INS_11_advocacy_moves_timing_and_not_the_criterion() -> None:
    """A plea puts the review off for somebody still mending, and does not save who has mended and falls short."""
    def plead(play: Play) -> None:
        put(play, "Emi", place="home")
        play.put("care", "Ren", 0.9, "Ito")
        put(play, "Ren", place="home")
        assert play.act("plead for his post", p="Ren", official="Emi", x="Ito")
        assert int(play.get("person.advocate", "Ito")) == play.thing("Ren")

    def fresh(days: int) -> Callable[[Play], None]:
        return lambda play: play.put("wound.made_at", "the stump", play.machine.now - days * DAY)

    def both(days: int) -> Callable[[Play], None]:
        def change(play: Play) -> None:
            fresh(days)(play)
            plead(play)
        return change

    outcomes = {days: (reviewed(fresh(days)).count("fitness review"), reviewed(both(days)).count("fitness review"))
                for days in (5, 22, 60)}
    assert outcomes == {5: (0, 0), 22: (1, 0), 60: (1, 1)}
    assert len(reviewed(plead).all("papers")) == 1


def test_INS_11_a_word_for_a_petition_counts_once_and_only_while_it_is_pending() -> None:
    """A friend speaks to the one who decides; what that adds is the world's, a second word adds nothing."""
    for weight in (0.15, 0.4):
        play = office(plea_weight=f"{100 * weight:g} %")
        assert play.act("lay the ward", chief="Oda", x="Aki", protected="Ren")
        play.live(0)
        (w,) = play.all("ward")
        play.put("care", "Ren", 0.85, "Aki")
        play.put("person.miracle", "Aki", 1)
        play.live(0)
        assert play.act("ask to lift the ward", p="Ren", w=w, chief="Oda")
        (m,) = play.all("petition")
        until(play, 10)
        put(play, "Mio", place="home", situation="home", mind="awake")
        put(play, "Oda", place="clinic", situation="work", mind="awake")
        asked = {"p": "Mio", "x": "Ren", "m": m, "chief": "Oda"}
        assert play.refused("speak for a petition", **asked) == "fond of him"
        play.put("care", "Mio", 0.8, "Ren")
        before = float(play.get("petition.support", m))
        assert play.act("speak for a petition", **asked), play.refused("speak for a petition", **asked)
        assert float(play.get("petition.support", m)) - before == pytest.approx(weight)
        assert play.refused("speak for a petition", **asked) == "not again"
        play.choose("petition.verdict", m, "refused")
        play.put("pleaded_for", "Mio", 0, "Ren")
        assert play.refused("speak for a petition", **asked) == "pending"


def test_INS_11_the_chief_leaks_against_her_own_decision() -> None:
    """Whoever pleaded gets a sealed note, and knows before the dismissed man does; nobody else is written to."""
    play = reviewed(lambda p: put(p, "Ito", advocate="Ren"))
    put(play, "Ren", workplace="market", place="home")
    play.put("care", "Oda", 0.5, "Ito")
    knows = "if certainty(h, dismissed(p)) > 0 and belief(h, dismissed(p)) then 1 else 0"
    put(play, "Oda", situation="work")
    assert play.refused("tip off", chief="Oda", f=papers(play), friend="Mio") == "whoever pleaded"
    assert play.act("tip off", chief="Oda", f=papers(play), friend="Ren")
    play.live(DAY)
    assert not play.value(knows, h="Ren", p="Ito"), "it waits at the desk where he reports"
    put(play, "Ren", place="market", mind="awake")
    play.live(MINUTE)
    assert play.value(knows, h="Ren", p="Ito")
    assert not play.value(knows, h="Mio", p="Ito")
    assert not play.get("person.dismissed", "Ito")
    assert play.refused("tip off", chief="Oda", f=papers(play), friend="Ren") == "no note yet"
    free = reviewed(lambda p: put(p, "Ito", advocate="Ren"))
    put(free, "Ren", workplace="market")
    free.put("care", "Oda", 0.5, "Ito")
    free.machine.autonomy = True
    put(free, "Oda", place="clinic", situation="work")
    assert lived(free, 1.2).get("tip off", 0) > 0, "of herself"


def test_INS_12_new_evidence_reopens_teaching_and_not_the_field() -> None:
    """A dismissed teacher may apply again when he can show it, and only then; the field stays closed."""
    for mobility, refused, back in ((0.6, "can show it", False), (0.8, "", True)):
        play = office()
        put(play, "Ito", dismissed=1, lost_workplace="school", mobility=mobility, mobility_limit=1.0, lying=0)
        put(play, "Ito", aid="artificial_leg")
        until(play, 10)
        assert play.refused("apply again", p="Ito", chief="Oda") == refused
        if back:
            assert play.act("apply again", p="Ito", chief="Oda")
            play.live(1.1 * DAY)
            (m,) = play.all("petition")
            put(play, "Oda", situation="work")
            assert play.word("person.post", "Ito") != "teacher", "not before it is decided"
            assert play.act("decide", chief="Oda", m=m)
            play.live(MINUTE)
        assert (play.word("person.post", "Ito") == "teacher") is back
        play.choose("person.post", "Ito", "field")
        put(play, "Ito", mobility=1.0)
        assert not play.value("if fit_for_post(p) then 1 else 0", p="Ito"), "one hit, and the limb is gone"
    free = office(autonomy=True)
    put(free, "Ito", dismissed=1, lost_workplace="school", mobility=0.8, mobility_limit=1.0, lying=0)
    put(free, "Ito", aid="artificial_leg")
    found = lived(free, 6)
    assert found.get("apply again", 0) >= 1
    assert found.get("reinstated", 0) == 1


def test_INS_15_requirements_are_those_of_the_post() -> None:
    """With one leg he cannot guard or teach, but keep a desk; losing one post is not losing the other."""
    fits = {}
    for post, place in (("guard", "market"), ("field", "market"), ("teacher", "school"), ("clerk", "desk")):
        play = office()
        put(play, "Ito", post=post, workplace=place, mobility=0.6, lying=0)
        fits[post] = bool(play.value("if fit_for_post(p) then 1 else 0", p="Ito"))
    assert fits == {"guard": False, "field": False, "teacher": False, "clerk": True}
    play = office(autonomy=True)
    put(play, "Ito", second_post="clerk", second_workplace="desk", dismissed=1, mobility=0.6, lying=0, situation="home")
    assert lived(play, 7).get("take a shift", 0) >= 6, "what is left to him"
    play = office(autonomy=True)
    put(play, "Mio", post="teacher", workplace="school", second_post="clerk", second_workplace="desk")
    put(play, "Ren", post="teacher", workplace="school")
    holidays = lived(play, 7).get("take a shift", 0) / 2
    play.live((TERM - 6) * DAY)
    term = lived(play, 7).get("take a shift", 0) / 2
    assert holidays >= 4
    assert 1 <= term <= 2, "a teacher's shifts lie in holidays and on Saturdays"
    for waits, post in (("5 days", "clerk"), ("60 days", "no_post")):
        play = office(reassigned_after=waits)
        put(play, "Ito", relieved=1, unplaced=1, relieved_at=play.machine.now, mobility=0.6, bed=0, lying=0)
        play.live(15 * DAY)
        assert play.word("person.post", "Ito") == post
        assert (play.get("person.workplace", "Ito") == play.thing("desk")) is (post == "clerk"), "a sheltered one"


@pytest.mark.parametrize(("where", "refused"), [("desk", ""), ("haven", "in one town")])
def test_INS_15_nobody_travels_for_a_shift(where: str, refused: str) -> None:
    """A second post is served in the town where he is, and a blank is filled with a desk in the town where he lives."""
    play = office()
    put(play, "Ito", second_post="clerk", second_workplace=where, dismissed=1, mobility=0.6, lying=0, situation="home")
    until(play, 8)
    assert play.refused("take a shift", p="Ito") == refused
    play = office(reassigned_after="5 days")
    put(play, "Ito", relieved=1, unplaced=1, relieved_at=play.machine.now, mobility=0.6, bed=0, lying=0)
    put(play, "Ito", home="home" if where == "desk" else "haven")
    play.live(15 * DAY)
    assert (play.word("person.post", "Ito") == "clerk") is (where == "desk")


@pytest.mark.parametrize("place", ["home", "haven"])
def test_INS_12_the_old_post_is_asked_for_where_it_was(place: str) -> None:
    """Whoever has gone to live in another town does not walk in on the chief the same hour."""
    play = office()
    put(play, "Ito", dismissed=1, mobility=1, lying=0, situation="home", place=place)
    play.put("wound.permanent", "the stump", 0)
    until(play, 10)
    put(play, "Ito", mobility=1, lying=0, situation="home", mind="awake", place=place)
    assert play.refused("apply again", p="Ito", chief="Oda") == ("in reach" if place == "haven" else "")


def test_INS_19_no_way_back_is_forced_retirement() -> None:
    """Weeks without fitness end in retirement: no missions, less standing, pity; a break starts the count anew."""
    def after(weeks: int, fit_at: int = 0) -> Play:
        play = office(retired_after="6")
        put(play, "Mio", post="field", workplace="market", grounded=1)
        for week in range(weeks):
            if week == fit_at and fit_at:
                put(play, "Mio", grounded=0)
                play.live(MINUTE)
                put(play, "Mio", grounded=1)
            play.live(7 * DAY)
        return play

    retired = [bool(after(weeks).get("person.retired", "Mio")) for weeks in (2, 5, 7, 9)]
    assert retired == [False, False, True, True]
    assert not after(8, fit_at=4).get("person.retired", "Mio")
    play = after(7)
    assert play.word("person.post", "Mio") == "no_post"
    assert play.get("person.standing", "Mio") < 0.4
    before = play.get("person.self_regard", "Mio")
    put(play, "Mio", place="home", situation="leisure", mind="awake")
    put(play, "Ren", place="home", situation="leisure", mind="awake", loneliness=0.9, stress=0)
    assert play.act("chat", p="Ren", other="Mio")
    play.live(0)
    assert play.value_word("person>person.motive", play.bond("motive", "Ren", "Mio")) == "pity"
    assert play.get("person.self_regard", "Mio") < before
