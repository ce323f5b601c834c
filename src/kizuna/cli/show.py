"""`kizuna show WHAT PACK`: prints what a stage makes of a pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kizuna.cli.numbers import seed_option
from kizuna.cli.output import Format, FormatOption, print_json

if TYPE_CHECKING:
    from kizuna.pack.load import Pack
    from kizuna.world.model import World


class What(StrEnum):
    """The stages that can be printed."""

    tree = "tree"
    types = "types"
    module = "module"
    agenda = "agenda"
    parameters = "parameters"


def show(
    what: Annotated[What, typer.Argument(help="tree, types, module, agenda or parameters")],
    pack: Annotated[str, typer.Argument(help="a folder with a pack.yaml, or the name of a pack in the library")],
    people: Annotated[int, typer.Option(min=0, max=1_000_000, help="fill the world up to so many")] = 0,
    seed: Annotated[int, seed_option("the luck of the world's making")] = 1,
    form: FormatOption = Format.text,
) -> None:
    """Print what a stage makes of a pack.

    The merged tree, the typed world, the module it compiles to, its first agenda, or its parameters.
    """
    from kizuna.cli.opening import open_pack, open_world, tell_of_lack
    from kizuna.cli.stages import agenda, module, parameters, tree, types
    from kizuna.diagnostics import Sink

    if what is What.tree:
        lines = list(tree(open_pack(pack, form, Sink())))
    else:
        stages: dict[What, Callable[[Pack, World], Iterator[str]]] = {
            What.types: types,
            What.parameters: lambda _, world: parameters(open_pack(pack, form, Sink()), world),
            What.module: module,
            What.agenda: lambda pack, world: agenda(world, seed),
        }
        read, world = open_world(pack, form, people, seed)
        tell_of_lack(world, people, form)
        lines = list(stages[what](read, world))
    if form is Format.json:
        print_json({"what": what.value, "lines": lines})
    else:
        print("\n".join(lines))
