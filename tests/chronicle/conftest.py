"""Makes the samples beside these tests importable, however the tests are started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chronicle_samples import Lived, live_well


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """Ten days at the well, recorded with a checkpoint after day 4; not to be written to."""
    return live_well(tmp_path_factory.mktemp("well") / "run")
