from typing import Any

import pytest

from handoff.archive.history import EMOTIONS, record
from handoff.errors import IllegalMove
from tests.handoff.archive.test_archive import a_move, an_event, the_conversation


def test_emotions_run_from_best_to_worst() -> None:
    assert EMOTIONS == ("pleased", "calm", "anxious", "disappointed", "angry")


def test_archive_that_missed_a_move_says_so_instead_of_guessing(archive: Any) -> None:
    archive.record(an_event(1, text="在吗"))
    with archive.engine.begin() as connection, pytest.raises(IllegalMove):
        record(connection, a_move(2, "resolve"))


def test_facts_that_are_not_for_the_archive_are_left_out(archive: Any) -> None:
    archive.record(an_event(1, about={"customer": "C1", "phone": "13812345678"}))
    assert the_conversation(archive)["customer"] == "C1"
