"""What all tests share: the project's folder, the command line run inside this process, and options."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from zlib import crc32

import pytest

from tests import economy, engines

ROOT = Path(__file__).resolve().parent.parent


Script = Callable[[str], ModuleType]


class Ran(NamedTuple):
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Everything printed, findings first."""
        return self.out + self.err


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options for rewriting what is compared."""
    parser.addoption("--update-samples", action="store_true", help="rewrite expected.txt of every sample, for review")
    parser.addoption("--update-docs", action="store_true", help="rewrite the output of console blocks in the docs")
    parser.addoption("--engine", choices=engines.CHOICES, default="python", help="what lives beside CPython")


def pytest_configure(config: pytest.Config) -> None:
    """Machines have the players that compare before anything is imported that makes some."""
    economy.begin()
    if config.getoption("--engine") != "python":
        engines.watch_all_machines()


@pytest.fixture(autouse=True)
def _engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Lets the machines of a test live on the engine that is asked for."""
    name = request.config.getoption("--engine")
    cells = engines.CELLS.get(name, 40_000_000)
    mixed = name == engines.MIXED
    if mixed:
        name = ("flat", "saved", "python")[crc32(request.node.name.encode()) % 3]
    engines.TwinPlayer.begin(name, cells, mixed)
    yield
    engines.TwinPlayer.begin("python", 0)


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    """Gives the project's scripts as modules, also to the processes that they start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield import_module


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def kizuna(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command line in this process, in a folder if `at` is given: `kizuna("lint", "mill", at=folder)`."""

    def run(*words: str, at: Path | None = None) -> Ran:
        return run_command(words, at)

    return run


def run_command(words: tuple[str, ...], at: Path | None) -> Ran:
    """One command with its output caught; wrong usage comes back as exit code 2 like everything else."""
    from kizuna.cli.main import main

    before = os.getcwd()
    out, err = io.StringIO(), io.StringIO()
    try:
        if at is not None:
            os.chdir(at)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(list(words))
    finally:
        os.chdir(before)
    return Ran(code, out.getvalue(), err.getvalue())
