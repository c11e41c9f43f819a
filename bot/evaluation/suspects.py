"""Training examples that cross-validation keeps getting wrong, and surely so.

They bear a wrong label, or say what no other example of their intent says.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from bot.check.examples import Example
from bot.evaluation import work
from bot.evaluation.pool import Task, Tell, run
from bot.evaluation.scores import Guess

SURE = 0.95
SEEDS = (1, 2)
_FOLDS = 3


def find(root: Path, tell: Tell) -> list[dict[str, Any]]:
    """Wrong in every repeat, each time as the same other intent. Raises ValueError when the data cannot be read."""
    tasks = [
        Task(name=str(seed), work=work.intents_fold, arguments=(root, _FOLDS, fold, seed))
        for seed in SEEDS
        for fold in range(_FOLDS)
    ]
    results = run(tasks, tell)
    repeats = [list(chain.from_iterable(results[str(seed)])) for seed in SEEDS]
    return suspects(work.material(root).messages, repeats)


def suspects(examples: Sequence[Example], repeats: Sequence[Sequence[Guess]]) -> list[dict[str, Any]]:
    """In the order of the examples: file, line, text, label, what was `said` each time, and how `sure` at least."""
    by_example: dict[int, list[Guess]] = {}
    for guess in chain.from_iterable(repeats):
        by_example.setdefault(guess.at, []).append(guess)
    found = []
    for at, guesses in sorted(by_example.items()):
        example, said = examples[at], {guess.said for guess in guesses}
        if len(said) > 1 or example.label in said or any(example.label in guess.also for guess in guesses):
            continue
        sure = min(guess.sure for guess in guesses)
        if sure >= SURE and len(guesses) == len(repeats):
            found.append(
                {
                    "file": example.file,
                    "line": example.line,
                    "text": example.text,
                    "label": example.label,
                    "said": said.pop(),
                    "sure": round(sure, 2),
                }
            )
    return found
