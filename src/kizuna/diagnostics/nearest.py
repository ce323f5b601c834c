"""The nearest right spelling of a word, or of a name, that is not known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

_LONGEST = 64       # characters compared; a longer word says nothing more about what was meant
_CANDIDATES = 40    # names that are measured exactly, picked by shared pairs of letters
_NEAR = 0.65        # the least similarity (0..1) that counts as a misspelling
_FEW = 8            # so many known names are simply listed
_OFFERED = 4        # so many names with the same words in them are offered
_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """At most `most` of the known names that look like `word`, the likest first; ties in alphabetical order."""
    asked = _plain(word)
    names = tuple(sorted(set(known)))
    index = _index(names)
    shared: Counter[int] = Counter()
    for pair in _pairs(asked):
        shared.update(index.get(pair, ()))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(asked)
    found: list[tuple[float, str]] = []
    for number in _likeliest(shared, names, len(asked)):
        matcher.set_seq1(_plain(names[number]))
        if matcher.quick_ratio() >= _NEAR and (ratio := matcher.ratio()) >= _NEAR:
            found.append((-ratio, names[number]))
    return [name for _, name in sorted(found)[:most]]


def nearest_names(words: str, known: Iterable[str]) -> list[str]:
    """The known names that have all these words, the shortest four; else the one that is spelt most like them; else
    those with the word that is. Articles and the form of apostrophes do not count.
    """
    names: dict[str, str] = {}
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for name in sorted(set(known)):
        names.setdefault(without_article(name), name)
        for part in _words(name):
            parts[part].add(name)
    plain = without_article(words)
    asked = _words(plain)
    having = set.intersection(*(parts.get(word, set()) for word in asked)) if asked else set()
    if not having:
        whole = nearest(plain, names, 1)
        if whole:
            return [names[whole[0]]]
        having = {name for part in nearest(plain, parts, 1) for name in parts[part]}
    return sorted(having, key=lambda name: (len(name), name))[:_OFFERED]


def without_article(name: str) -> str:
    """A name without `the`, `a` or `an` before it."""
    return _ARTICLE.sub("", name, count=1)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint such as `did you mean 'x'?`; the list of names if they are few and none is near; else ""."""
    names = sorted(set(known))
    return _ask(nearest(word, names, 1)) or _list(names)


def whom_do_you_mean(words: str, known: Iterable[str]) -> str:
    """Such a hint for words that are nobody's and nothing's name, see `nearest_names`."""
    names = sorted(set(known))
    return _ask(nearest_names(words, names)) or _list(names)


def _ask(near: Sequence[str]) -> str:
    return f"did you mean {' or '.join(repr(shorten(name)) for name in near)}?" if near else ""


def _list(names: Sequence[str]) -> str:
    return "known here: " + ", ".join(shorten(name) for name in names) if 0 < len(names) <= _FEW else ""


def shorten(text: str, most: int = _LONGEST) -> str:
    """`text` on one line, cut to `most` characters, for quoting what an author wrote in a message."""
    flat = " ".join(text[: 4 * most].split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _plain(text: str) -> str:
    return text[:_LONGEST].casefold().replace("_", " ").replace("-", " ").replace("’", "'").replace("ʼ", "'")


def _words(name: str) -> list[str]:
    return _WORD.findall(_plain(without_article(name)))


def _pairs(plain: str) -> set[str]:
    padded = f" {plain} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _likeliest(shared: Counter[int], names: tuple[str, ...], length: int) -> list[int]:
    """Numbers of the names that share most pairs, of equally many those nearest in length."""
    ranked = sorted(shared, key=lambda number: (-shared[number], abs(len(names[number]) - length), number))
    return ranked[:_CANDIDATES]


@lru_cache(maxsize=16)
def _index(names: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Pair of letters -> numbers of the names that have it."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for pair in _pairs(_plain(name)):
            index[pair].append(number)
    return {pair: tuple(numbers) for pair, numbers in index.items()}
