"""TEC-4 and switch C2: what remedies a hospital has is a property of the hospital."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .leaf import leaf_with, patients
from .support import HOUR, MINUTE, NEVER, Play
from .wards import ward

STUMP = "stump: site: leg, sort: loss, cause: blast, depth: 85 %, permanent: yes, ache: 40 %"
TSUNADE, KAKASHI, PATIENT = "Tsunade", "Hatake Kakashi", "Patient 0"
GIFT, LORE = "the gift of chakra", "the chakra transfer"


def transfused(play: Play) -> bool:
    """Whether a bled patient has more blood after he was seen to, after the rounds, and after he was admitted."""

    def more(done: bool) -> bool:
        assert done
        blood = float(play.get("person.blood", "Aki"))
        play.put("person.blood", "Aki", 3600.0)
        return blood > 4000

    play.put("person.blood", "Aki", 3600.0)
    gained = [more(play.act("do the rounds", healer="Nao"))]
    play.put("person.bed", "Aki", 0)
    play.put("person.place", "Aki", play.thing("clinic"))
    gained.append(more(play.act("admit", healer="Nao", patient="Aki", room="sickroom")))
    play.put("person.place", "Nao", play.thing("sickroom"))
    play.put("person.examined_at", "Aki", NEVER)
    gained.append(more(play.act("see to", healer="Nao", patient="Aki")))
    assert len(set(gained)) == 1
    return gained[0]


def medicated(play: Play) -> bool:
    """Whether a festering wound is treated."""
    play.put("person.place", "Nao", play.thing("sickroom"))
    play.put("wound.infected", "cut", 1)
    assert play.act("see to", healer="Nao", patient="Aki")
    assert play.get("wound.clean", "cut")
    return bool(play.get("wound.treated", "cut"))


def numbed(play: Play) -> bool:
    """Whether somebody in great pain gets a painkiller."""
    play.put("person.place", "Nao", play.thing("sickroom"))
    refusal = play.refused("give a painkiller", healer="Nao", patient="Aki")
    assert refusal in ("", "the house has it")
    return not refusal


def sedated(play: Play) -> bool:
    """Whether somebody in a panic is put to sleep."""
    assert play.get("person.panic", "Aki")
    play.live(5 * MINUTE)
    return play.word("person.mind", "Aki") == "asleep"


@pytest.mark.parametrize(("remedy", "wound", "given"), [
    ("blood transfusion", "cut: site: arm, depth: 40 %, ache: 10 %", transfused),
    ("antibiotics", "cut: site: arm, depth: 40 %, ache: 10 %", medicated),
    ("analgesia", "cut: site: leg, depth: 70 %, ache: 60 %", numbed),
    ("sedation", STUMP, sedated),
])
def test_TEC_4_each_house_has_its_list_of_remedies(remedy: str, wound: str, given: Callable[[Play], bool]) -> None:
    """C2: common ones are there unless the house's list says otherwise; what it lacks no healer of it gives."""
    others = {"blood transfusion", "antibiotics", "analgesia", "sedation"} - {remedy}
    assert given(ward(wound))
    without = "\nplaces:\n  clinic: {extend: yes, lacks: [%s]}\n"
    assert not given(ward(wound, without % remedy))
    assert given(ward(wound, without % min(others)))


def bedside(listed: bool, love: float = 0.95, seed: int = 3) -> Play:
    """Kakashi sits at the bed of somebody who cannot recover by himself, in a hospital with or without the remedy."""
    text = patients([8.0], [30], more=", bed: east room")
    if listed:
        text += f"\nplaces:\n  hospital: {{extend: yes, offers: [{GIFT}]}}"
    play = Play(leaf_with(text), seed)
    for who, situation in ((PATIENT, "hospital"), (KAKASHI, "leisure"), (TSUNADE, "work")):
        play.put("person.place", who, play.thing("east room"))
        play.choose("person.situation", who, situation)
        play.choose("person.mind", who, "awake")
        play.put("person.tiredness", who, 0.2)
    play.put("knows", KAKASHI, 0, LORE)
    play.put("person.served_in", KAKASHI, 0)
    play.put("care", KAKASHI, love, PATIENT)
    play.put("person.went_out_at", KAKASHI, play.machine.now)
    assert play.act("examine", healer=TSUNADE, patient=PATIENT)
    play.choose("person.situation", TSUNADE, "home")
    play.put("knows", TSUNADE, 0, LORE)
    return play


def taught(play: Play) -> None:
    """The chief goes to work and comes to the bedside."""
    play.put("person.place", TSUNADE, play.thing("Tsunade's rooms"))
    assert play.act("go to work", p=TSUNADE)
    play.put("person.place", TSUNADE, play.thing("east room"))


def test_TEC_4_what_is_on_the_list_is_taught_to_the_house_and_shown_at_the_bedside() -> None:
    """C2: only where the hospital has the remedy its healers learn it, and show it to whoever sits at the bed."""
    for listed in (False, True):
        play = bedside(listed)
        taught(play)
        assert bool(play.bond("knows", TSUNADE, LORE)) == listed
        if not listed:
            continue
        assert play.act("show a remedy", healer=TSUNADE, patient=PATIENT, p=KAKASHI, r=GIFT)
        assert play.bond("knows", KAKASHI, LORE)
        for who, refusal in ((KAKASHI, "not shown lately"), (TSUNADE, "at his bedside"), (PATIENT, "at his bedside")):
            assert play.refused("show a remedy", healer=TSUNADE, patient=PATIENT, p=who, r=GIFT) == refusal


@pytest.mark.parametrize(("listed", "love", "saved"), [(False, 0.95, False), (True, 0.95, True), (True, 0.1, False)])
def test_TEC_4_left_alone_they_save_whom_no_other_hospital_could(listed: bool, love: float, saved: bool) -> None:
    """C2: the same patient and the same friend; the list makes the difference, and the love that the remedy takes."""
    play = bedside(listed, love)
    taught(play)
    play.counts()
    play.machine.autonomy = True
    assert play.act("speak", p=KAKASHI, other=TSUNADE)
    play.live(HOUR)
    counts = play.counts()
    assert (counts.get("show a remedy", 0) > 0) == listed
    assert (counts.get("pour chakra", 0) > 0) == saved
    assert (play.word("person.reserve", PATIENT) in ("recovering", "ample")) == saved


def test_TEC_4_what_the_chief_learns_goes_on_the_list() -> None:
    """Of itself, and not before he knows it; then the other healers are taught it."""
    for knows in (0, 1):
        play = bedside(listed=False)
        taught(play)
        play.put("knows", TSUNADE, knows, LORE)
        refusal = "" if knows else "has learned it"
        assert play.refused("take up a remedy", p=TSUNADE, r=GIFT) == refusal
        assert play.refused("take up a remedy", p=TSUNADE, r="analgesia") == "has to be learned"
        play.machine.autonomy = True
        assert play.act("speak", p=KAKASHI, other=TSUNADE)
        play.live(HOUR)
        play.machine.autonomy = False
        assert bool(play.bond("offers", "hospital", GIFT)) == bool(knows)
        assert play.act("go to work", p="Shizune")
        assert bool(play.bond("knows", "Shizune", LORE)) == bool(knows)
