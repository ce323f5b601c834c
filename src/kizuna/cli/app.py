"""The commands, gathered. What a command does stands in the file of its name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import typer

from kizuna.cli.beside import is_lost, untold
from kizuna.cli.board import board, desk, ward
from kizuna.cli.check import check
from kizuna.cli.ensemble import ensemble
from kizuna.cli.export import export
from kizuna.cli.lint import lint
from kizuna.cli.output import Format, print_findings
from kizuna.cli.person import person
from kizuna.cli.run import run
from kizuna.cli.schema import schema
from kizuna.cli.show import show
from kizuna.cli.whatif import whatif
from kizuna.cli.why import why
from kizuna.cli.whynot import why_not

COMMANDS: dict[str, Callable[..., None]] = {
    "check": check,
    "run": run,
    "ensemble": ensemble,
    "whatif": whatif,
    "why": why,
    "why-not": why_not,
    "person": person,
    "board": board,
    "desk": desk,
    "ward": ward,
    "lint": lint,
    "show": show,
    "schema": schema,
    "export": export,
}

app = typer.Typer(
    name="kizuna",
    help="A storyworld engine: worlds as data, lived forward, checked against a story, forked with the same luck.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    """A storyworld engine: worlds as data, lived forward, checked against a story, forked with the same luck."""
    if version:
        from kizuna import __version__

        print(f"kizuna {__version__}")
        raise typer.Exit


for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def run_words(words: Sequence[str]) -> int:
    """Run the command that the words name; gives its exit code: 2 for wrong usage, 1 if a run it read is damaged.

    Raises KeyboardInterrupt and BrokenPipeError, which Typer would make exit codes of.
    """
    code = 0
    try:
        app(args=list(words), prog_name="kizuna")
    except SystemExit as end:
        stopped = _stopped(end)
        if stopped is not None:
            raise stopped from None
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        if found := untold():
            print_findings(found, Format.text, stream=sys.stderr)
        lost = is_lost()
    return code or int(lost)


def _stopped(end: BaseException) -> BaseException | None:
    """Who stopped us or left, if that is why a command ended."""
    reason: BaseException | None = end
    while reason is not None and not isinstance(reason, KeyboardInterrupt | BrokenPipeError):
        reason = reason.__cause__ or reason.__context__
    return reason


def describe() -> dict[str, list[str]]:
    """Every command with the options it takes, for the documentation's test."""
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {})
    return {
        name: sorted(word for option in command.params for word in option.opts if word.startswith("--"))
        for name, command in commands.items()
    }
