"""The parts of the measuring that take long, each a function that runs in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.evaluation.folds import dealt
from bot.evaluation.material import plain_texts, read, trained_label
from bot.evaluation.replays import Replayed, beside
from bot.evaluation.scores import Guess
from bot.evaluation.slips import Slips
from bot.nlu.dialogue.dialogues import Dialogue
from bot.nlu.dialogue.model import DialogueModel
from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.turns import Turn, turns_of
from bot.nlu.dialogue.wording import Worded
from bot.nlu.message import emotion, intents
from bot.nlu.message.emotion import EmotionModel
from bot.nlu.message.intents import Bars, IntentModel, Meaning
from bot.nlu.replay import replay
from bot.nlu.understanding import Singles, Understanding, by_words, unpacked
from handoff.escalation.policy import load_policy

material = cache(read)


def intents_fold(root: Path, folds: int, fold: int, seed: int = 0) -> list[Guess]:
    """What a model says of this fold's messages that was trained on the others."""
    examples = material(root).messages
    kinds = [(one.label, one.language) for one in examples]
    fold_of = dealt(kinds, [one.same_as for one in examples], folds, seed)
    rest = [one for one, of in zip(examples, fold_of, strict=True) if of != fold]
    model = IntentModel.fit([one.text for one in rest], [trained_label(one) for one in rest])
    slips = Slips([one.text for one in rest])

    def read_by_itself(text: str) -> Meaning:
        return by_words(text, model.classify(model.right(text), Bars()))

    guesses = []
    for at, one in enumerate(examples):
        if fold_of[at] == fold:
            meaning, slipped = read_by_itself(one.text), read_by_itself(slips.slip(one.text))
            guesses.append(
                Guess(
                    at=at,
                    said=meaning.intent,
                    sure=meaning.confidence,
                    also=meaning.also,
                    slipped=slipped.intent,
                )
            )
    return guesses


def emotions_fold(root: Path, folds: int, fold: int) -> list[Guess]:
    """The same for emotions; the plain messages, which have no label, only help to train."""
    known = material(root)
    feelings = known.feelings
    fold_of = dealt([one.emotion for one in feelings], [one.text for one in feelings], folds)
    rest = [one for one, of in zip(feelings, fold_of, strict=True) if of != fold]
    model = EmotionModel.fit(rest, plain_texts(known.messages))
    return [
        Guess(at=at, said=model.feel(one.text).emotion)
        for at, one in enumerate(feelings)
        if fold_of[at] == fold
    ]


def dialogues_fold(root: Path, archive: Path, folds: int, fold: int) -> list[Replayed]:
    """This fold's dialogues replayed by a dialogue model fitted on the others; the single messages' models are as trained."""
    dialogues = material(root).dialogues
    fold_of = dealt([_kind(one) for one in dialogues], [one.id for one in dialogues], folds)
    held_out = {one.id for one, of in zip(dialogues, fold_of, strict=True) if of == fold}
    singles, known, feelings = models(archive)
    model = DialogueModel.fit(
        singles, Worded.of([one for one in _turns(root) if one.dialogue not in held_out])
    )
    understanding = Understanding(known, feelings, model)
    return replayed(understanding, [one for one in dialogues if one.id in held_out])


def gold_dialogues(root: Path, archive: Path) -> list[Replayed]:
    return replayed(Understanding.from_archive(archive), material(root).gold_dialogues)


def gold_messages(root: Path, archive: Path) -> list[Guess]:
    understanding = Understanding.from_archive(archive)
    return [
        Guess(at=at, said=str(understanding.parse(one.text)["intent"]))
        for at, one in enumerate(material(root).gold_messages)
    ]


def replayed(understanding: Understanding, dialogues: Sequence[Dialogue]) -> list[Replayed]:
    """Each dialogue as `frontdesk replay` decides it, with the probabilities it was decided by."""
    listener = _Listener(understanding)
    policy = load_policy()
    found = []
    for dialogue in dialogues:
        listener.calls.clear()
        rows = replay(listener, dialogue.to_replay(), policy)
        found.append(beside(dialogue, rows, listener.calls))
    return found


class _Listener:
    """Keeps what a replay uses and does not tell."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding
        self.calls: list[Mapping[str, float]] = []

    def parse(self, text: str, scene: Scene | None = None, language: str | None = None) -> dict[str, Any]:
        parse = self._understanding.parse(text, scene, language)
        self.calls.append(parse["calls"])
        return parse


@cache
def models(archive: Path) -> tuple[Singles, IntentModel, EmotionModel]:
    """The models of single messages in an archive of `frontdesk train`. Raises ValueError when there are none."""
    with unpacked(archive) as folder:
        if not all((folder / one).exists() for one in (intents.FILE, emotion.FILE)):
            raise ValueError("the model is not one of ours; run `frontdesk train`")
        known, feelings = IntentModel.load(folder), EmotionModel.load(folder)
    return Singles(known, feelings), known, feelings


@cache
def _turns(root: Path) -> list[Turn]:
    return turns_of(material(root).dialogues)


def _kind(dialogue: Dialogue) -> tuple[str, ...]:
    """Dialogues with the same main reasons are of one kind."""
    return tuple(sorted({entry.handoff[0] for _, entry in dialogue.customer() if entry.handoff}))
