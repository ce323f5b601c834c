"""A world's units to machine code: what the cache has is loaded, what it has not is compiled and kept."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from types import FunctionType

from kizuna.cache import Cache, packed, unpacked
from kizuna.codegen.lower.expressions import data_symbol
from kizuna.codegen.lower.keys import Keys, digest
from kizuna.codegen.lower.link import Linked
from kizuna.codegen.lower.module import Lowering
from kizuna.codegen.lower.objects import KIND, Objects, load, save
from kizuna.codegen.lower.program import Function, Program
from kizuna.codegen.lower.target import Level, described, object_code
from kizuna.codegen.lower.types import Data, Type

BATCH = 64
"""How many units are compiled as one module: more save a little time, fewer leave less behind when one is edited."""
KEEP_EVERY = 2.0
"""After how many seconds what has been compiled is kept, and what others have kept meanwhile is looked at."""
_LIBRARIES: dict[str, bytes] = {}
Texts = Mapping[str, tuple[str, Type | None]]
"""Units by name: the text, and what it gives if the text does not say so."""


@dataclass(slots=True)
class Built:
    """Units in memory, ready to be called."""

    linked: Linked
    names: Mapping[str, str]
    compiled: int  # how many units were not in the cache

    def address(self, name: str) -> int:
        """Where a unit begins. Raises KeyError."""
        return self.linked.address(symbol(self.names[name]))

    def table(self, names: Iterable[str]) -> array[int]:
        """The addresses of units, for `call`; 0 for a name that is none."""
        return array("q", [self.address(name) if name in self.names else 0 for name in names])


def symbol(key: str) -> str:
    """The name of a unit in object code."""
    return f"unit.{key}"


class Builder:
    """Builds the worlds of one program. `space` says what names in texts mean; `roots` are called besides.

    Builders of the same program for other levels may share the `lowering`; `often` says which units, by name, are worth
    being fast.
    """

    def __init__(
        self,
        cache: Cache,
        program: Program,
        space: Mapping[str, object],
        roots: Sequence[Callable[..., object]] = (),
        level: Level = Level.FAST,
        lowering: Lowering | None = None,
        often: Callable[[str], bool] = bool,
    ) -> None:
        self.often = often
        self.cache, self.program, self.space, self.level = cache, program, space, level
        named: list[Callable[..., object]] = [f for f in space.values() if isinstance(f, FunctionType)]
        self.roots = list(dict.fromkeys([*roots, *named]))
        self.data = {data_symbol(name): held for name, held in space.items() if isinstance(held, Data)}
        self.target = described(level)
        bundles = [f"{b.name}:{list(b.fields.items())}" for b in program.bundles.values()]
        self.keys = Keys(self.target, program.unsaid, bundles)
        self.library = f"library {self.keys.base} {digest(*(f'{f.__module__}.{f.__qualname__}' for f in self.roots))}"
        self.lowering = lowering or Lowering()

    def ready(self, world: str, stamp: str) -> bool:
        """Whether the cache has all units of a world in its present state."""
        objects = load(self.cache, world, self.target)
        return bool(stamp) and objects.stamp == stamp

    def build(self, world: str, stamp: str, texts: Callable[[], Texts]) -> Built:
        """The units of a world. `world` names it through all edits, `stamp` its present state; `texts` is asked only if
        the cache knows another state. Of a state without stamp nothing is kept, nor looked for."""
        objects = load(self.cache, world, self.target) if stamp else Objects()
        compiled = 0
        if not stamp or objects.stamp != stamp:
            objects, compiled = self._update(objects, texts(), world, stamp)
        code = [self._library(bool(stamp)), *objects.code.values()]
        return Built(Linked(code, self.data), objects.names, compiled)

    def _update(self, objects: Objects, texts: Texts, world: str, stamp: str) -> tuple[Objects, int]:
        """Compiles what is missing, and keeps now and then what there is of a state with a stamp, so that whoever is
        stopped leaves it to the next; gives the objects, and how many units were compiled.

        Of several who make the same at one time, the first to end has made it for all of them.
        """
        keyed: dict[str, str] = {}  # key -> name of the first unit with it
        objects.names, objects.stamp = {}, ""
        for name, (text, result) in texts.items():
            key = objects.names[name] = self.keys.of(text, self.space, result)
            keyed.setdefault(key, name)
        objects.keep(keyed)
        known = objects.known
        missing = [key for key in keyed if key not in known]
        compiled, kept = 0, monotonic()
        for level, batch in self._batches(missing, keyed):
            if stamp and monotonic() - kept >= KEEP_EVERY:
                theirs = load(self.cache, world, self.target)
                if theirs.stamp == stamp:
                    return theirs, compiled
                if len(objects.known) > len(theirs.known.intersection(keyed)):
                    save(self.cache, world, self.target, objects)
                kept = monotonic()
            functions = [self._function(keyed[key], key, texts) for key in batch]
            objects.add(object_code(self.lowering.module(functions), level), batch)
            compiled += len(batch)
        if stamp:
            objects.stamp = stamp
            save(self.cache, world, self.target, objects)
        return objects, compiled

    def _batches(self, keys: Sequence[str], keyed: Mapping[str, str]) -> Iterator[tuple[Level, Sequence[str]]]:
        """Units that are compiled together, and how; those that run seldom are compiled quickly in any case."""
        often = {key: self.level is not Level.QUICK and self.often(keyed[key]) for key in keys}
        for level, wanted in ((self.level, True), (Level.QUICK, False)):
            chosen = [key for key in keys if often[key] is wanted]
            for start in range(0, len(chosen), BATCH):
                yield level, chosen[start : start + BATCH]

    def _library(self, keep: bool) -> bytes:
        """All that is called by name: the same for every world."""
        found = _LIBRARIES.get(self.library)
        if found is None:
            kept = unpacked(self.cache.get(KIND, self.library) or b"")
            if kept:
                found = kept["code"]
            else:
                functions = self.lowering.closure(self.program.of(function) for function in self.roots)
                found = object_code(self.lowering.module(functions), self.level)
                if keep:
                    self.cache.put(KIND, self.library, packed({"code": found}))
            _LIBRARIES[self.library] = found
        return found

    def _function(self, name: str, key: str, texts: Texts) -> Function:
        text, result = texts[name]
        function = self.program.generated(name, text, self.space, result)
        function.symbol = symbol(key)
        return function
