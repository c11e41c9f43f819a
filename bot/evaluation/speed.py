"""How long understanding a turn takes, and which part of it longest."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot.evaluation.work import material, models
from bot.nlu.dialogue.turns import turns_of
from bot.nlu.learning.features import Features
from bot.nlu.message.intents import Bars
from bot.nlu.replay import replay
from bot.nlu.text import entities
from bot.nlu.text.language import detect
from bot.nlu.text.normal import normalise
from bot.nlu.understanding import Understanding
from handoff.escalation.policy import load_policy
from handoff.escalation.signals import signals_from_parse

_DIALOGUES = 25


def measured(root: Path, archive: Path) -> dict[str, Any]:
    """Milliseconds of processor time a customer turn: mean and 95th percentile of the whole, mean of each part; turns replayed a second.

    Parts overlap: those that read a text normalise it and make its features again.
    """
    understanding = Understanding.from_archive(archive)
    _, known, feelings = models(archive)
    dialogues = material(root).gold_dialogues[:_DIALOGUES]
    turns = turns_of(dialogues)
    texts = [turn.text for turn in turns]
    scenes = [turn.scene for turn in turns]
    features, normal, policy = Features.fit(texts), [normalise(text) for text in texts], load_policy()
    understanding.parse("你好", scenes[-1])  # loads the dictionary before the clock runs
    whole = sorted(
        _timed(partial(understanding.parse, text, scene)) for text, scene in zip(texts, scenes, strict=True)
    )
    parts: dict[str, Callable[[int], object]] = {
        "normal": lambda at: normalise(texts[at]),
        "language": lambda at: detect(texts[at]),
        "entities": lambda at: entities.find(normal[at]),
        "features": lambda at: features.vector(texts[at]),
        "intents": lambda at: known.classify(texts[at], Bars()),
        "emotions": lambda at: feelings.feel(texts[at]),
        "dialogue": lambda at: understanding.read(texts[at], scenes[at]),
        "signals": lambda at: signals_from_parse({"text": texts[at]}, scenes[at].history, turn=at),
    }
    each = {name: _mean_ms(part, len(texts)) for name, part in parts.items()}
    # Reading in the dialogue holds the intents and the emotion of the message as well.
    each["dialogue"] = max(each["dialogue"] - each["intents"] - each["emotions"], 0.0)
    replays = [one.to_replay() for one in dialogues]
    took = _timed(lambda: [replay(understanding, one, policy) for one in replays])
    return {
        "turns": len(texts),
        "mean_ms": sum(whole) / len(whole) * 1000,
        "p95_ms": _percentile(whole, 0.95) * 1000,
        "parts_ms": dict(sorted(each.items(), key=lambda item: -item[1])),
        "replay_turns_per_s": len(texts) / took,
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _mean_ms(part: Callable[[int], object], count: int) -> float:
    return _timed(lambda: [part(at) for at in range(count)]) / count * 1000


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
