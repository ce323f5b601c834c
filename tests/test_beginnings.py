"""What the shipped worlds say of somebody who begins something: a sentence, never the name of a rule."""

from __future__ import annotations

import pytest

from tests.rows.support import shipped


@pytest.mark.parametrize("name", ["leaf", "pass"])
def test_whatever_takes_time_has_a_sentence_for_its_beginning(name: str) -> None:
    """One that fits before anybody knows how it ends: of the action as such, or of its beginning."""
    wanting = [
        rule.name for rule in shipped(name).rules.values()
        if rule.sort == "action" and rule.takes is not None and not {"", "begins"} & {p.key for p in rule.phrases}
    ]
    assert wanting == []
