"""The beats of the second story that techniques carry, as sentences that can be checked."""

from __future__ import annotations

from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.story.check import check

from .leaf import leaf_with

TEAM = """
things:
  the mine: {is: trap, at: southern clearing, layer: the Sound captain, blast: 95 %}
  the scroll: {is: goods, bearer: Arya, weight: 2 kg}
cast:
  Arya: {override: yes, is: person, pronoun: she, rank: jounin, skill: 80 %, post: field,
         place: southern clearing, scouts_above: yes, situation: danger,
         capacity: 120 chakra, care: {Hatake Kakashi: 40 %}, home: staff house}
  the Sound captain: {is: person, pronoun: he, side: Sound's side, skill: 60 %, place: southern clearing,
                      situation: danger}
"""

STORY = """\
---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Arya, the Sound captain, the nurse, Uzumaki Naruto, Tsunade, Tamiya]
begin: year 12, July 10, 14:00
start:
  place(Umino Iruka): southern hills
  place(Hatake Kakashi): southern clearing
  scouts_above(Hatake Kakashi): yes
  situation(Umino Iruka): danger
  situation(Hatake Kakashi): danger
  place(the nurse): hospital
  situation(the nurse): work
  knows(Hatake Kakashi, the God Step): yes
  care(Hatake Kakashi, Umino Iruka): devoted
---

## Day 1, 14:00 · southern clearing

- Iruka runs to the southern clearing
- The trap at southern clearing flares under Iruka
- Kakashi senses the trap at southern clearing too late
- The trap at southern clearing goes off under Iruka
- Rage at Iruka's leg wound seizes Kakashi
- Killing intent goes out from Kakashi
- Kakashi brings the Sound captain down
- Arya hands the scroll over to Kakashi
- Kakashi takes Iruka into the arms
- Kakashi takes God's Step to the southern hills

## Southern hills

- The ground bursts where Kakashi lands
- Kakashi takes God's Step to the south forest

## South forest

- Kakashi takes God's Step to the hospital

## Hospital

- The ground bursts where Kakashi lands
- Killing intent goes out from Kakashi
- Kakashi faints

## Day 2, 10:00 · southern clearing

- Arya follows the trail to the crater at southern hills

## Southern hills

- Arya reads the crater at southern hills
"""


def test_TEC_7_TEC_11_the_clearing_and_the_way_home() -> None:
    """From the trap to the crater in the hospital floor, each beat in one sentence, without a finding."""
    report = check(STORY, Sink(), leaf_with(TEAM), "story.md")
    assert not report.findings, format_text(list(report.findings), None)

LATER = """\
---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Uzumaki Naruto, Tsunade, Hagane Kotetsu, Tamiya]
begin: year 12, September 20, 15:00
start:
  place(Tsunade): tower office
  situation(Tsunade): work
  place(Hagane Kotetsu): mission desk
  situation(Hagane Kotetsu): work
  partner(Hatake Kakashi): Umino Iruka
  partner(Umino Iruka): Hatake Kakashi
  aid(Umino Iruka): two_crutches
  mobility(Umino Iruka): 40 %
  post(Umino Iruka): no_post
  dismissed(Umino Iruka): yes
  slung(Umino Iruka): no
---

## Day 1, 16:00 · Kakashi's flat

- Kakashi runs to the coast

## Day 2, 12:00 · tower office

- Tsunade writes Kakashi a sealed note about Iruka

## Day 3, 18:00 · mission desk

- Kotetsu hands Tsunade's sealed note to Hatake Kakashi out to Kakashi
- Kakashi reads Tsunade's sealed note to Hatake Kakashi
- Kakashi believes that Iruka is dismissed as a teacher
"""


def test_TEC_16_the_dismissal_is_read_and_burns() -> None:
    """What the leader wrote reaches the one it is for, and no paper is left."""
    report = check(LATER, Sink(), leaf_with(TEAM), "story.md")
    assert not report.findings, format_text(list(report.findings), None)
    assert report.machine is not None
    assert not report.machine.members("sealed_note")


WORKSHOP = """\
---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Uzumaki Naruto, Tamiya]
begin: year 12, October 1, 08:00
start:
  savings(Umino Iruka): 400 coin
  place(Umino Iruka): metal workshop
  place(Hatake Kakashi): metal workshop
  place(Uzumaki Naruto): metal workshop
  situation(Umino Iruka): away
  situation(Hatake Kakashi): away
  situation(Uzumaki Naruto): away
---

## Day 1, 08:00 · metal workshop

- Tamiya builds Iruka a leg of metal

## Day 7, 09:00 · metal workshop

- Kakashi opens the drawing eye
- Tamiya has Iruka held down
- Kakashi is holding Iruka down
- Tamiya fuses Iruka's metal leg with Iruka
- Kakashi sees the chakra move in Iruka's metal leg
- Iruka walks on an artificial leg
"""

STUMP = (
    "things:\n  the stump: {is: wound, patient: Umino Iruka, site: leg, sort: loss, depth: 90 %, open: no, "
    "permanent: yes, mend: 90 %, faced: yes}\n"
)


def test_TEC_19_the_leg_at_the_workshop() -> None:
    """Built in days, fused in minutes, watched by the eye."""
    report = check(WORKSHOP, Sink(), leaf_with(STUMP), "story.md")
    assert not report.findings, format_text(list(report.findings), None)


DOOR = """\
---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Uzumaki Naruto]
begin: year 12, August 20, 15:00
start:
  aid(Umino Iruka): one_crutch
  mobility(Umino Iruka): 58 %
  place(Umino Iruka): Iruka's flat
  place(Hatake Kakashi): Iruka's flat
  place(Uzumaki Naruto): Iruka's flat
---

## Day 1, 17:00 · Iruka's flat

- Iruka shows Kakashi how to open the door
- Iruka shows Naruto how to open the door
- Kakashi has the run of Iruka's flat
- Kakashi walks to the market

## Day 2, 21:00 · market

- Kakashi opens Iruka's seal and goes in
"""


def test_TEC_14_the_signs_are_shown_and_used() -> None:
    """Shown to two at the door, and one of them lets himself in on another day."""
    report = check(DOOR, Sink(), leaf_with(TEAM), "story.md")
    assert not report.findings, format_text(list(report.findings), None)
