"""The n-grams of messages in their dialogues."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import numpy as np
import pytest

from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.turns import Turn, turns_of
from bot.nlu.dialogue.wording import Worded, Wording
from handoff.escalation.signals import signals_from_text
from tests.nlu import slices

TURNS = turns_of(slices.dialogues()[::12])
WORDED = Worded.of(TURNS)


def row_of(wording: Wording, turn: Turn) -> np.ndarray:
    row = np.zeros(WORDED.words.shape[1], np.float32)
    where, values = wording.vector(turn.text, turn.scene)
    np.add.at(row, where, values)
    return row


def saved(wording: Wording) -> Wording:
    return Wording.from_arrays(wording.to_arrays())


def through_a_pipe(wording: Wording) -> Wording:
    return pickle.loads(pickle.dumps(wording))  # type: ignore[no-any-return]


@pytest.mark.parametrize("kept", [lambda wording: wording, saved, through_a_pipe])
def test_one_message_has_the_row_that_it_has_among_many(kept: Callable[[Wording], Wording]) -> None:
    wording = kept(WORDED.wording)
    assert len(TURNS) > 50
    for at, turn in enumerate(TURNS):
        assert np.allclose(row_of(wording, turn), WORDED.words[at].toarray()[0], atol=1e-5)


def test_message_the_services_words_and_pieces_before_are_told_apart() -> None:
    text = TURNS[0].text
    piece = signals_from_text(text, turn=0, answered=True)
    scenes = [(text, Scene()), ("", Scene(said=text)), ("", Scene(history=(piece,), answered=False))]
    seen = [set(WORDED.wording.vector(said, scene)[0].tolist()) for said, scene in scenes]
    assert seen[0]
    assert seen[2]
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert not seen[1] & seen[2]
