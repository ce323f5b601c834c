"""Two towns, and somebody of the one who has a reason to live in the other."""

from __future__ import annotations

from tests.rows.leaf import parameters
from tests.rows.support import Play, town

FAR = """
places:
  coast: {{settlement: yes}}
  classroom: {{inside: town}}
roads:
  - {{between: [coast, home], length: {km} km, modes: all}}
cast:
  Aki: {{is: person, age: {age}, home: home, place: home, haunt: market, infirmary: clinic, post: {post},
        workplace: {house}, hunger: 10 %, tiredness: 5 %, care: {{Nao: 100 %}}, shuns: [Nao]}}
  Nao: {{is: person, home: attic, place: attic, haunt: attic}}
  Sei: {{is: person, home: attic, place: market, haunt: market}}
things:
  keeping: {{is: avoidance, who: Aki, whom: Nao, crossings: 12}}
"""


def far(km: float = 90, age: int = 30, post: str = "clerk", **changed: str) -> Play:
    """Somebody with a post in a town, and another town so many kilometres away."""
    text = FAR.format(km=km, age=age, post=post, house="classroom" if post == "pupil" else "clinic")
    return Play(town(text + (parameters(**changed) if changed else "")))
