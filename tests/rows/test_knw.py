"""KNW-1, KNW-2, KNW-4, KNW-5, KNW-12, KNW-15 and KNW-20: what people hold to be so, and how they have come to it."""

from __future__ import annotations

import pytest

from .desks import holds
from .leaf import leaf_with
from .support import DAY, HOUR, MINUTE, Play
from .test_ins_papers import papers, reviewed
from .test_story_rules import NAMED, amputee
from .wards import ward

FRIEND = "Hatake Kakashi"
CHIEF = "Tsunade"


def heard(fond: float, outlook: str) -> Play:
    """Ren, who cares so much for Aki, hears from a nurse how it stands with him."""
    play = ward("w: site: arm, depth: 30 %")
    play.put("care", "Ren", fond, "Aki")
    play.put("person.place", "Nao", play.thing("home"))
    subjects = [play.thing("Aki")]
    play.machine.set_belief(
        play.thing("Nao"), "person.outlook", subjects, "known", play.words("person.outlook").index(outlook)
    )
    assert play.act("tell how somebody is", teller="Nao", hearer="Ren", x="Aki")
    play.live(0)
    return play


def test_KNW_1_joy_follows_what_is_told() -> None:
    """Good news of somebody dear makes glad, as dear as he is, and once; bad news and news of others do not."""
    before = float(ward().get("person.joy", "Ren"))
    gains = [float(heard(fond, "slow_recovery").get("person.joy", "Ren")) - before for fond in (0.2, 0.5, 1.0)]
    assert gains[0] == pytest.approx(0, abs=0.01)
    assert gains[1] == pytest.approx(0.2, abs=0.01)
    assert gains[2] == pytest.approx(0.4, abs=0.01)
    for outlook in ("dead_or_dying", "barely_alive", "uncertain"):
        assert heard(1.0, outlook).count("takes heart") == 0
    for outlook in ("quick_recovery", "never_the_same"):
        assert heard(1.0, outlook).count("takes heart") == 1
    play = heard(1.0, "slow_recovery")
    for pause, times in ((DAY, 0), (10 * DAY, 1)):
        play.live(pause)
        for who in ("Nao", "Ren"):
            play.choose("person.mind", who, "awake")
            play.put("person.place", who, play.thing("home"))
        play.counts()
        assert play.act("tell how somebody is", teller="Nao", hearer="Ren", x="Aki")
        play.live(0)
        assert play.count("takes heart") == times


def bereaved() -> Play:
    """Ren, who is at home, holds Aki in the sickroom to be dead, and mourns for him."""
    play = ward()
    play.machine.set_belief(play.thing("Ren"), "person.alive", [play.thing("Aki")], "known", 0)
    play.live(MINUTE)
    assert play.bond("mourns_for", "Ren", "Aki")
    assert float(play.get("person.grief", "Ren")) > 0.7
    return play


def test_KNW_1_a_false_belief_of_death_lasts_until_he_walks_in() -> None:
    """Awake in a room not far off he changes nothing; he has to come in, to be seen, and to be known."""
    for shut, masked, asleep, ends in ((0, 0, 0, 1), (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0)):
        play = bereaved()
        play.live(HOUR)
        assert holds(play, "belief(p, alive(x)) == no", p="Ren", x="Aki")
        play.put("person.eyes_shut", "Ren", shut)
        play.put("person.wears_mask", "Aki", masked)
        play.choose("person.mind", "Aki", "asleep" if asleep else "awake")
        play.put("person.place", "Aki", play.thing("home"))
        play.live(0)
        assert play.bond("mourns_for", "Ren", "Aki") == 1 - ends
        assert (float(play.get("person.joy", "Ren")) > 0.9) is bool(ends)
    play.put("knows_face", "Ren", 1, "Aki")
    play.choose("person.mind", "Aki", "awake")
    play.live(0)
    assert not play.bond("mourns_for", "Ren", "Aki")


def test_KNW_1_of_two_who_talk_of_the_dead_whoever_has_heard_later_is_right() -> None:
    """Who mourns passes it on; who has learnt since that he lives sets it right."""
    for later, ends in ((False, 0), (True, 1)):
        play = bereaved()
        other, patient = play.thing("Mio"), [play.thing("Aki")]
        if later:
            play.machine.set_belief(other, "person.alive", patient, "known", 1)
        play.choose("person.situation", "Ren", "leisure")
        play.put("person.loneliness", "Ren", 0.9)
        play.put("person.stress", "Ren", 0)
        assert play.act("chat", p="Ren", other="Mio"), play.refused("chat", p="Ren", other="Mio")
        play.live(0)
        assert play.bond("mourns_for", "Ren", "Aki") == 1 - ends
        assert holds(play, "belief(p, alive(x)) == no", p="Mio", x="Aki") is not later


def test_KNW_2_nobody_tells_him_anything_who_keeps_the_eyes_shut() -> None:
    """Of himself he does it only in heavy grief and lying down; awake as he is, the news does not reach him."""
    for lying, grief, shuts in ((1, 0.8, 1), (0, 0.8, 0), (1, 0.2, 0)):
        play = bereaved()
        play.put("person.lying", "Ren", lying)
        play.put("person.grief", "Ren", grief)
        wants = play.refused("keep the eyes shut", p="Ren") == "" and play.urge("keep the eyes shut", p="Ren") > 0
        assert wants is bool(shuts)
    play = bereaved()
    play.put("person.lying", "Ren", 1)
    told = {"teller": "Nao", "hearer": "Ren", "x": "Aki"}
    play.put("person.place", "Nao", play.thing("home"))
    play.machine.set_belief(play.thing("Nao"), "person.outlook", [play.thing("Aki")], "known", 1)
    assert play.refused("tell how somebody is", **told) == ""
    assert play.act("keep the eyes shut", p="Ren")
    assert play.refused("tell how somebody is", **told) == "listens"
    assert play.urge("open the eyes", p="Ren") == 0


def test_KNW_2_a_dear_voice_breaks_through() -> None:
    """Who was held to be dead speaks, and the eyes open, at a stranger's word they do not; then a look is enough."""
    for fond, through in ((0.9, True), (0.1, False)):
        play = bereaved()
        play.put("person.lying", "Ren", 1)
        assert play.act("keep the eyes shut", p="Ren")
        play.put("person.wears_mask", "Aki", 1)
        play.put("person.place", "Aki", play.thing("home"))
        play.put("care", "Ren", fond, "Aki")
        play.live(MINUTE)
        assert play.bond("mourns_for", "Ren", "Aki"), "who comes in unmasked is not known"
        play.machine.autonomy = True
        assert play.act("speak", p="Aki", other="Ren")
        assert (play.urge("open the eyes", p="Ren") > 0) is through
        play.live(MINUTE)
        assert play.get("person.eyes_shut", "Ren") == (not through)
        play.machine.autonomy = False
        if through:
            assert play.bond("mourns_for", "Ren", "Aki")
            assert play.refused("look into the eyes", p="Ren", other="Aki") == ""
            assert play.act("look into the eyes", p="Ren", other="Aki")
            play.live(0)
            assert not play.bond("mourns_for", "Ren", "Aki")


def clouded() -> Play:
    """Aki lies in bed under a drug that clouds the mind, and nothing hurts."""
    drug = "  drug: {is: substance, numbing: 0 %, clouding: 60 %, lasts: 8 h}\n"
    play = ward("", f"\nthings:\n{drug}  a dose: {{is: dose, patient: Aki, substance: drug}}\n")
    play.put("dose.given_at", "a dose", play.machine.now)
    play.live(MINUTE)
    assert play.get("person.befogged", "Aki")
    return play


def test_KNW_1_whoever_comes_to_half_awake_does_not_know_whether_he_lives() -> None:
    """Nearly killed, clouded and without pain: an open question, until the mind clears or it hurts."""
    asks = "if wonders(p, alive(p)) then 1 else 0"
    for near, fog, pain, lying, wonders in (
        (1, 1, 0.0, 1, 1), (0, 1, 0.0, 1, 0), (1, 0, 0.0, 1, 0), (1, 1, 0.8, 1, 0), (1, 1, 0.0, 0, 0),
    ):
        play = clouded()
        for attr, value in (("nearly_killed", near), ("befogged", fog), ("pain", pain), ("lying", lying)):
            play.put(f"person.{attr}", "Aki", value)
        play.live(0)
        assert play.value(asks, p="Aki") == wonders
    for attr, value in (("befogged", 0), ("pain", 0.8)):
        play = clouded()
        play.put("person.nearly_killed", "Aki", 1)
        play.live(0)
        assert play.value(asks, p="Aki")
        play.put(f"person.{attr}", "Aki", value)
        play.live(0)
        assert not play.value(asks, p="Aki")
        assert holds(play, "belief(p, alive(p)) == yes", p="Aki")


def reason(play: Play) -> str:
    """What Iruka takes for the reason of his friend."""
    words = play.words("person>person.motive")
    return next(word for word in words if holds(play, f"belief(x, motive(p, x)) is {word}", x=NAMED, p=FRIEND))


def helped(worth: float, brought: bool = False, said: bool = False) -> Play:
    """His friend has carried Iruka, who is out of hospital and holds himself worth so much, up to his flat."""
    play = amputee()
    play.put("person.self_regard", NAMED, worth)
    play.put("declared", FRIEND, int(said), NAMED)
    play.put("person.bed", NAMED, 0)
    play.put("person.mobility", NAMED, 0.3)
    play.choose("person.aid", NAMED, "two_crutches")
    if brought:
        one = play.thing(NAMED)
        play.machine.set_belief(one, "person.brought_in_by", [one], "known", play.thing(FRIEND))
    for who in (NAMED, FRIEND):
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("Iruka's street"))
    play.put("person.stress", NAMED, 0)
    assert play.act("carry up to", outcome="bears it", helper=FRIEND, p=NAMED, to="Iruka's flat")
    play.live(0)
    return play


def test_KNW_4_the_same_help_is_explained_by_what_one_holds_oneself_worth() -> None:
    """Guilt of the one who had brought him in, else pity; devotion to whoever thinks enough of himself, or was told."""
    assert reason(helped(0.2)) == "pity"
    assert reason(helped(0.2, brought=True)) == "guilt"
    assert reason(helped(0.8, brought=True)) == "devotion"
    assert reason(helped(0.2, said=True)) == "no_motive", "he need not guess"
    shame = float(helped(0.2).get("person.stress", NAMED)) - float(helped(0.8).get("person.stress", NAMED))
    assert shame == pytest.approx(0.05, abs=0.01)


def test_KNW_4_at_a_sickbed_devotion_is_taken_for_a_watch_and_an_account_makes_him_wonder() -> None:
    """In bed, or watched at home, duty; once he wonders, a visit does not settle it."""
    for bed, watched, wonders, found in ((1, 0, 0, "duty"), (0, 1, 0, "duty"), (0, 0, 0, "pity"), (1, 0, 1, "open")):
        play = amputee()
        play.put("person.self_regard", NAMED, 0.2)
        play.put("care", FRIEND, 0.9, NAMED)
        play.live(3 * HOUR)
        play.put("person.bed", NAMED, play.thing("east room") if bed else 0)
        play.put("person.watched", NAMED, watched)
        play.put("person.despair", NAMED, 0.9 * watched)
        if wonders:
            play.machine.set_belief(
                play.thing(NAMED), "person>person.motive", [play.thing(FRIEND), play.thing(NAMED)], "open"
            )
        assert play.act("keep near", p=FRIEND, x=NAMED)
        if found == "open":
            assert holds(play, "wonders(x, motive(p, x))", x=NAMED, p=FRIEND)
        else:
            assert reason(play) == found


def test_KNW_5_an_account_of_what_it_cost_leads_to_a_question_and_an_answer() -> None:
    """Told, he asks when they meet, once; the answer is what the other's care makes it."""
    for fond, answer in ((0.9, "devotion"), (0.1, "duty")):
        play = amputee()
        play.put("care", FRIEND, fond, NAMED)
        play.put("person.saw_a_rescue", "Haruno Sakura", 1)
        nurse, patient = play.thing("Haruno Sakura"), play.thing(NAMED)
        play.put("person.place", FRIEND, play.thing("east room"))
        play.choose("person.mind", FRIEND, "awake")
        assert play.refused("ask for the reason", asker=NAMED, doer=FRIEND) == "owes him"
        play.machine.set_belief(nurse, "person.brought_in_by", [patient], "known", play.thing(FRIEND))
        assert play.act("tell of the rescue", teller="Haruno Sakura", hearer=NAMED, rescuer=FRIEND)
        assert holds(play, "wonders(x, motive(p, x))", x=NAMED, p=FRIEND)
        wish = "1 + care(x, p)"
        assert play.urge("ask for the reason", asker=NAMED, doer=FRIEND) == pytest.approx(
            play.value(wish, x=NAMED, p=FRIEND)
        )
        assert play.urge("give the reason", doer=FRIEND, asker=NAMED) == 0, "nobody has asked"
        assert play.act("ask for the reason", asker=NAMED, doer=FRIEND)
        assert play.urge("ask for the reason", asker=NAMED, doer=FRIEND) == 0, "he waits for the answer"
        assert play.urge("give the reason", doer=FRIEND, asker=NAMED) == 2
        assert play.act("give the reason", doer=FRIEND, asker=NAMED)
        assert reason(play) == answer
        assert play.urge("give the reason", doer=FRIEND, asker=NAMED) == 0, "once"


def test_KNW_12_a_note_waits_at_the_desk_for_whoever_reports() -> None:
    """Before the official way, and for him alone: he is alarmed when he comes by, and the note is gone."""
    play = reviewed(lambda p: p.put("person.advocate", "Ito", p.thing("Ren")))
    play.put("person.workplace", "Ren", play.thing("market"))
    play.put("person.place", "Ren", play.thing("home"))
    play.put("care", "Oda", 0.5, "Ito")
    play.choose("person.situation", "Oda", "work")
    assert play.act("tip off", chief="Oda", f=papers(play), friend="Ren")
    play.live(HOUR)
    assert len(play.all("note")) == 1
    play.put("person.stress", "Ren", 0)
    play.choose("person.mind", "Ren", "awake")
    play.put("person.place", "Ren", play.thing("market"))
    play.live(0)
    assert play.all("note") == []
    assert float(play.get("person.stress", "Ren")) > 0.25
    assert holds(play, "belief(p, dismissed(x)) and not dismissed(x)", p="Ren", x="Ito")


def carried_off(told: bool = False) -> Play:
    """His friend has slipped away with Iruka, whom he has let into the plan or not, and they are on the road."""
    play = Play(leaf_with(""))
    play.live(15 * HOUR)
    for who in (NAMED, FRIEND, "Uzumaki Naruto"):
        play.put("person.place", who, play.thing("Iruka's flat"))
        play.choose("person.situation", who, "home")
        play.choose("person.mind", who, "awake")
        play.put("person.lying", who, 0)
    assert play.act("propose to slip away", p=FRIEND, other="Uzumaki Naruto", x=NAMED)
    if told:
        play.put("in_the_plot", NAMED, 1, NAMED)
    assert play.act("slip away with", p=FRIEND, x=NAMED)
    for who in (NAMED, FRIEND):
        play.put("person.place", who, play.thing("south road"))
        play.choose("person.situation", who, "away")
    play.live(0)
    return play


def test_KNW_15_secrecy_rankles_on_the_way_and_is_forgiven_for_what_it_was_for() -> None:
    """Only of whoever was not told, of all who are in the plan, and anew each day; then the end forgives it."""
    assert not carried_off(told=True).get("person.kept_in_the_dark", NAMED)
    play = carried_off()
    assert play.get("person.kept_in_the_dark", NAMED)
    for other in (FRIEND, "Uzumaki Naruto"):
        assert float(play.bond("grudge", NAMED, other)) == pytest.approx(0.3, abs=0.01)
    assert play.bond("grudge", NAMED, CHIEF) == 0
    play.live(2 * DAY)
    assert float(play.bond("grudge", NAMED, FRIEND)) > 0.3
    trust = float(play.bond("trust", NAMED, FRIEND))
    play.put("person.worth_lost", NAMED, 0.1)
    play.live(0)
    assert play.bond("grudge", NAMED, FRIEND) == 0
    assert float(play.bond("trust", NAMED, FRIEND)) == pytest.approx(trust + 0.1, abs=0.01)
    assert not play.get("person.kept_in_the_dark", NAMED)


def test_KNW_15_brought_home_for_nothing_he_still_holds_it_against_them() -> None:
    """At home the riddle ends and the grudge does not; asleep on the way he holds nothing against anybody yet."""
    play = carried_off()
    for who in (NAMED, FRIEND):
        play.put("person.absent", who, 0)
    play.put("person.place", NAMED, play.thing("Iruka's flat"))
    play.choose("person.situation", NAMED, "home")
    play.live(MINUTE)
    assert not play.get("person.kept_in_the_dark", NAMED)
    assert float(play.bond("grudge", NAMED, FRIEND)) > 0.25


def guessed(brought: bool, fond: float) -> Play:
    """The chief has examined one who has brought Iruka home, or not, and is so fond of him."""
    play = amputee()
    play.put("care", FRIEND, fond, NAMED)
    play.put("person.place", FRIEND, play.thing("east room"))
    if brought:
        chief, patient = play.thing(CHIEF), play.thing(NAMED)
        play.machine.set_belief(chief, "person.brought_in_by", [patient], "known", play.thing(FRIEND))
    assert play.act("examine", healer=CHIEF, patient=FRIEND)
    play.live(0)
    return play


def test_KNW_20_the_chief_guesses_love_from_what_was_given_and_decides_by_it() -> None:
    """Only of whoever has brought the other home, and is fond of him; then a visit is sooner allowed."""
    held = "if certainty(h, care(p, x)) > 0 then belief(h, care(p, x)) else 0"
    roles = {"h": CHIEF, "p": FRIEND, "x": NAMED}
    for brought, fond, found in ((True, 0.9, 0.9), (False, 0.9, 0.0), (True, 0.3, 0.0), (True, 0.5, 0.5)):
        assert guessed(brought, fond).value(held, **roles) == pytest.approx(found, abs=0.01)
    assert guessed(True, 0.9).value("certainty(h, care(p, x))", **roles) == pytest.approx(0.7)
    granted = []
    for fond in (0.9, 0.5):
        for brought in (True, False):
            play = guessed(brought, fond)
            play.put("person.stress", FRIEND, 0)
            granted.append(play.value("granted_by(h, p, x) - leave_for(p, x)", **roles))
    assert granted == pytest.approx([0.25, 0, 0, 0], abs=0.001)


def test_KNW_20_whoever_decides_sees_through_a_request() -> None:
    """Of a patient who is tense, or who had brought the other home; of one at ease, and a stranger to it, nothing."""
    for stress, brought, guesses in ((0.6, False, True), (0.1, True, True), (0.1, False, False)):
        play = amputee()
        for attr, value in (("place", "west room"), ("bed", "west room")):
            play.put(f"person.{attr}", FRIEND, play.thing(value))
        play.choose("person.situation", FRIEND, "hospital")
        play.put("care", FRIEND, 0.8, NAMED)
        play.put("person.place", CHIEF, play.thing("west room"))
        if brought:
            chief, patient = play.thing(CHIEF), play.thing(NAMED)
            play.machine.set_belief(chief, "person.brought_in_by", [patient], "known", play.thing(FRIEND))
        play.put("person.stress", FRIEND, stress)
        assert play.act("ask to visit", p=FRIEND, chief=CHIEF, x=NAMED)
        play.live(0)
        assert play.value("if guesses_devotion(h, p, x) then 1 else 0", h=CHIEF, p=FRIEND, x=NAMED) == guesses
