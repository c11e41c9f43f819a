"""The first look at a message in its dialogue: the same whether many are read in a training or one in service."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.dialogue.dialogues import Dialogue, Entry
from bot.nlu.dialogue.first_look import FirstLook
from bot.nlu.dialogue.layout import Layout
from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.turns import turns_of
from bot.nlu.dialogue.wording import Worded
from tests.nlu import slices
from tests.nlu.slices import Trained

FEW = slices.dialogues()[::8]


@pytest.fixture(scope="module")
def fitted(trained: Trained) -> tuple[FirstLook, np.ndarray, np.ndarray]:
    """A model, its turns' dense features, and its view of the intents of the very turns it was fitted on."""
    look, dense, glances = FirstLook.fit(trained.singles, Worded.of(turns_of(FEW)), folds=1)
    return look, dense, glances.intents


def test_one_message_is_seen_as_many_are(
    trained: Trained, fitted: tuple[FirstLook, np.ndarray, np.ndarray]
) -> None:
    look, dense, intents = fitted
    turns = turns_of(FEW)
    assert len(turns) == len(dense) == len(intents) > 50
    for at, turn in enumerate(turns):
        row = look.layout.row(trained.singles, turn.text, turn.scene)
        assert np.allclose(row, dense[at], atol=1e-4)
        assert np.allclose(look.look(turn.text, turn.scene, row).intents[0], intents[at], atol=1e-2)


def test_dialogues_of_another_taxonomy_are_refused(trained: Trained) -> None:
    entry = Entry(who="customer", text="在吗", intent="no_intent_of_ours")
    with pytest.raises(ValueError, match="one taxonomy"):
        FirstLook.fit(trained.singles, Worded.of(turns_of([Dialogue(id="d", entries=(entry,))])), folds=2)


def test_the_layout_is_the_same_whichever_moods_the_data_has(trained: Trained) -> None:
    labels = trained.singles.labels
    assert Layout(labels, ["calm"]).names == Layout(labels, trained.singles.moods).names


def test_what_the_dialogue_was_about_fades(trained: Trained) -> None:
    layout = Layout(trained.singles.labels, trained.singles.moods)
    turn = next(turn for turn in turns_of(FEW) if turn.scene.history).scene.history[0]
    topics = [
        layout.row(trained.singles, "嗯", Scene(history=history))[layout.topic].max()
        for history in ((), (turn,), (turn, turn))
    ]
    assert topics[0] == 0
    assert topics == sorted(topics)


def test_a_name_that_no_feature_has_is_refused(trained: Trained) -> None:
    with pytest.raises(KeyError, match="tempo"):
        Layout(trained.singles.labels, ()).places(["tempo"])
