"""What is doubtful: what a pack declares and never uses (K501, K502), places out of reach (K111), phrases that clash
(K503), targets where a level begins (K409).

Of an included pack nothing is said to be unused: it was not written for this world alone.
"""

from __future__ import annotations

from kizuna.diagnostics import Sink, Span
from kizuna.pack.load import Pack
from kizuna.pack.tree import Map
from kizuna.world.distances import unreachable
from kizuna.world.lint_rules import lint_rules
from kizuna.world.lint_usage import lint_attributes, lint_kinds
from kizuna.world.lint_words import lint_declarations, lint_modes
from kizuna.world.model import World
from kizuna.world.sentences_clash import clashes
from kizuna.world.targets import check_targets


def lint(world: World, pack: Pack, sink: Sink) -> None:
    """Report what is declared and never used, and what no sentence can say.

    A pack without a cast is made to be included: its kinds and attributes are for others to use.
    """
    local = Sink()
    lint_rules(world, local)
    lint_declarations(world, pack.tree, local)
    if _is_lived_in(pack.tree):
        lint_attributes(world, pack.tree, lint_kinds(world, pack.tree, local), local)
        lint_modes(world, pack.tree, local)
        _places(world, local)
    for item in local.found:
        if item.spans and _is_own(item.spans[0], pack):
            sink.add(item.code, item.message, *item.spans, hint=item.hint)
    clashes(world, sink)
    check_targets(world, sink)


def _is_lived_in(tree: Map) -> bool:
    return tree.get("cast") is not None or tree.get("generate") is not None


def _is_own(span: Span, pack: Pack) -> bool:
    """Whether a place is in a file of the pack itself: files are shown below its folder, or library and folder."""
    root = pack.root.absolute()
    return span.file.startswith((f"{root.name or 'pack'}/", f"{root.parent.name}/{root.name}/"))


def _places(world: World, sink: Sink) -> None:
    places = [key for key, entity in world.entities.items() if entity.kind == "place"]
    for key in unreachable(places, world.roads):
        entity = world.entities[key]
        if not entity.generated:
            sink.add("K111", f"no road leads to {entity.name!r}", entity.span, hint="add one under `roads`")
