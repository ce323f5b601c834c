"""What is said of words in a sentence that are nobody's name and no value, and what is near."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kizuna.diagnostics.nearest import did_you_mean, shorten, whom_do_you_mean
from kizuna.engine.api import View
from kizuna.world.model import World
from kizuna.world.phrases import show
from kizuna.world.sentences import PRONOUNS, Miss
from kizuna.world.sentences_forms import AMOUNT, fold, values_of
from kizuna.world.wording import spaced

_BRACKET = re.compile(r"\((?:\s*[^\W\d][\w ]*[:=])?([^()]*)\)?\s*$")


def no_part(name: str) -> tuple[str, str]:
    """What is said of somebody who is in the world but not in the story's cast, and what helps."""
    return f"{name} has no part in this story", "add the name to `cast` in the front matter"


def nothing_called(miss: Miss, view: View) -> tuple[str, str]:
    """What is said of words that mean nobody and nothing, and what helps; "" if nothing is known to."""
    world, words = view.world, shorten(miss.words)
    if fold(miss.words) in PRONOUNS:
        return f"nobody was named whom {miss.words!r} could mean", "write the name"
    attribute = world.attributes.get(miss.kind)
    if attribute is None:
        what = "value" if miss.kind in ("", AMOUNT) else miss.kind
        return f"there is no {what} called {words!r}", whom_do_you_mean(miss.words, _called(miss.kind, view))
    message = f"{spaced(attribute.name)} cannot be {words!r}"
    if attribute.form == "date":
        return message, f"a date is such as `{world.calendar.text(0)}`"
    return message, did_you_mean(miss.words, values_of(attribute))


def bracketed(miss: Miss, world: World) -> str:
    """How an amount is written that stands in brackets in another way; "" if the words have no bracket."""
    found = _BRACKET.search(miss.words)
    if found is None:
        return ""
    rules = (rule for rule in world.rules.values() if any(show(each.parts) == miss.form for each in rule.phrases))
    name, value = next((amount.name for rule in rules for amount in rule.amounts), ""), found.group(1).strip()
    return f"amounts are written  ({name}: {value or '…'})" if name else ""


def _called(kind: str, view: View) -> Iterator[str]:
    """What everybody and everything of a kind ("" any) is called: names, aliases, and made things as they are now."""
    entities = view.world.entities
    for entity in entities.values():
        if kind in ("", entity.kind):
            yield from (entity.name, *entity.aliases)
    named = {view.handle(key) for key in entities}
    for name in [kind] if kind else view.world.kinds:
        if name in view.world.kinds:
            yield from (view.label(who) for who in view.members(name) if who not in named)
