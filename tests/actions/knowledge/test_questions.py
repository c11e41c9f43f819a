"""What customers ask, in four ways of writing, and the entry that answers it; and what no entry answers.

The questions are in `answered.txt` and `unanswered.txt`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actions.knowledge.search import load_knowledge

HERE = Path(__file__).parent
TODAY = date(2026, 11, 30)


def lines_of(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def question(line: str) -> tuple[str, str]:
    """Question and the intent before it."""
    intent, _, text = line.partition(": ")
    return text, intent


def answered() -> list[tuple[str, str, str]]:
    """Question, intent and entry of each line."""
    cases = (line.partition(" | ") for line in lines_of("answered.txt"))
    return [(*question(rest), entry) for entry, _, rest in cases]


def unanswered() -> list[tuple[str, str]]:
    return [question(line) for line in lines_of("unanswered.txt")]


def found(text: str, intent: str) -> str | None:
    hit = load_knowledge().find(text, TODAY, intents=(intent,))
    return hit.entry.id if hit else None


@pytest.mark.parametrize(("text", "intent", "entry"), answered())
def test_a_question_finds_its_entry(text: str, intent: str, entry: str) -> None:
    assert found(text, intent) == entry


@pytest.mark.parametrize(("text", "intent"), unanswered())
def test_what_is_not_in_the_base_gets_no_confident_answer(text: str, intent: str) -> None:
    assert found(text, intent) is None


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "chitchat"])
@pytest.mark.parametrize("text", [text for text, _ in unanswered()])
def test_nor_does_it_when_the_intent_says_nothing(text: str, intent: str) -> None:
    assert found(text, intent) is None
