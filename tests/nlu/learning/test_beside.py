"""Work beside this process."""

from __future__ import annotations

import os
import time

import pytest

from bot.nlu.learning.beside import Begun, each


def test_answers_come_in_the_order_of_the_pieces() -> None:
    assert each(lambda piece: piece * 2, [1, 2, 3]) == [2, 4, 6]
    assert each(lambda piece: piece * 2, []) == []


def test_what_goes_wrong_beside_goes_wrong_here() -> None:
    with pytest.raises(ZeroDivisionError):
        each(lambda piece: 1 // piece, [0, 1])


def test_a_process_that_ends_without_an_answer_is_said() -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        each(lambda piece: os._exit(3) if piece == "killed" else piece, ["killed", "here"])


def test_a_process_that_is_a_helper_itself_works_alone() -> None:
    assert each(lambda pieces: each(lambda piece: piece + 1, pieces), [[1, 2], [3]]) == [[2, 3], [4]]


def test_what_was_begun_is_there_when_it_is_asked_for() -> None:
    begun = Begun(os.getpid)
    assert begun.result() != os.getpid()
    begun.end()


def test_what_was_begun_can_be_given_up() -> None:
    begun = Begun(lambda: time.sleep(3600))
    begun.end()
    begun.end()
