"""Beats of the stories that hang on places, told in the world's sentences."""

from __future__ import annotations

from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.story.check import check

from .leaf import leaf_with

KEY = "cast: {Uzumaki Naruto: {extend: yes, may_enter: [Iruka's flat]}}"

HOMECOMING = """---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Uzumaki Naruto]
begin: year 12, July 6, 10:00
start:
  aid(Umino Iruka): two_crutches
  mobility_limit(Umino Iruka): 0.4
  mobility(Umino Iruka): street
  pride(Umino Iruka): 80 %
  place(Umino Iruka): academy
  place(Hatake Kakashi): academy
  place(Uzumaki Naruto): academy
  situation(Umino Iruka): leisure
  situation(Hatake Kakashi): leisure
  situation(Uzumaki Naruto): home
  care(Hatake Kakashi, Umino Iruka): devoted
---
## Day 1, 10:00 · academy
- Kakashi carries Iruka up to Iruka's flat and is punched for it

## Iruka's flat
- Iruka shows Kakashi how to open the door
- Kakashi waits outside Iruka's flat
- Iruka asks Kakashi in
- Naruto walks to Iruka's flat
- Naruto moves in with Iruka

## Two weeks later, 10:00 · Iruka's flat
- Iruka is afraid of the street
- Naruto keeps house for Iruka
- Naruto asks Iruka along to the noodle counter
- Naruto takes Iruka out on the arm

## Noodle counter
- Kakashi walks to the noodle counter
- Naruto asks Kakashi to supper
- Iruka climbs to Iruka's flat on Kakashi's arm
- Iruka is not afraid of the stairs any more

## That evening · Iruka's flat
- Kakashi washes up
"""

JOURNEY = """---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Uzumaki Naruto, Shiranui Genma]
begin: year 12, July 6, 20:00
start:
  aid(Umino Iruka): one_crutch
  mobility_limit(Umino Iruka): 0.5
  mobility(Umino Iruka): stairs
  mind(Umino Iruka): asleep
  place(Umino Iruka): gate
  place(Hatake Kakashi): gate
  place(Uzumaki Naruto): gate
  place(Shiranui Genma): gate
  situation(Shiranui Genma): work
  skill(Umino Iruka): 70 %
  sought(Hatake Kakashi): yes
  laden(the covered wagon): yes
---
## Day 1, 21:00 · gate
- Kakashi gets up as a farmer
- Naruto lays Iruka into the covered wagon
- Naruto gets into the covered wagon
- Kakashi takes the reins of the covered wagon for the border market
- Genma waves the covered wagon out and thinks nothing of Kakashi
"""


def sentences(text: str) -> str:
    """What is found in a story played in leaf, "" if nothing."""
    report = check(text, Sink(), leaf_with(KEY), name="story")
    assert report.beats > 4
    return format_text(report.findings) if report.findings else ""


def test_PLC_2_home_on_crutches_can_be_told() -> None:
    """Lifted and offended, the lock shown, asked in aloud, afraid of the street, steadied: 001-B22 to B32."""
    assert sentences(HOMECOMING) == ""


def test_PLC_4_leaving_by_wagon_can_be_told() -> None:
    """A farmer on the box, a sleeper inside, and a guard who looks at nobody twice: 001-B45."""
    assert sentences(JOURNEY) == ""
