"""The dialogues made ready beside what Rasa does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import fingerprints
from bot.nlu.engine import ahead

DIALOGUES = Path(__file__).parents[1] / "fixtures" / "dialogues"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "DIALOGUES", DIALOGUES)


def test_what_is_made_ahead_is_what_is_made_at_once() -> None:
    with ahead.begun():
        early = ahead.worded()
    late = ahead.worded()
    assert len(early.turns) > 1
    assert early.turns == late.turns
    assert (early.words != late.words).nnz == 0


def test_a_fault_in_the_dialogues_is_told_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bad.yml").write_text("- id: one\n  turns: [{customer: 在吗}]\n", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "DIALOGUES", tmp_path)
    with ahead.begun(), pytest.raises(ValueError, match=r"bad\.yml, dialogue 'one', turn 0"):
        ahead.worded()
