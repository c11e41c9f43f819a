"""How well handoffs were foreseen: per turn, per dialogue, and with tolerance for a turn too early or too late. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

TOLERANCES = (1, 2, 3)
# What a shop without a model of its own would look for: anger and the wish for a person. In lower case, Simplified Chinese.
KEYWORDS = (
    "人工", "真人", "客服", "经理", "主管", "投诉", "举报", "12315", "消协", "曝光", "差评", "骗子", "垃圾", "气死",
    "滚", "傻", "有病", "恶心", "无语", "律师",
    "human", "agent", "real person", "representative", "manager", "supervisor", "complain", "lawyer", "scam", "fraud",
    "ridiculous", "terrible", "useless", "angry", "worst", "wtf",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Of one dialogue: the customer turns there are, those at which a person was due, and those predicted."""

    turns: Sequence[int]
    due: Collection[int]
    predicted: Collection[int]


def measure(dialogues: Sequence[Called]) -> dict[str, float]:
    """Precision, recall and F1 per turn and per dialogue (called at all), and GT-1 to GT-3; each from 0 to 1."""
    turns = prf((turn in one.due, turn in one.predicted) for one in dialogues for turn in one.turns)
    whole = prf((bool(one.due), bool(one.predicted)) for one in dialogues)
    return {
        **{f"turn_{name}": value for name, value in turns.items()},
        **{f"dialogue_{name}": value for name, value in whole.items()},
        **{f"gt_{width}": golden_transfer(dialogues, width) for width in TOLERANCES},
    }


def prf(pairs: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """Of pairs (true, predicted). With nothing predicted precision is 0, with nothing true recall is 0."""
    hit = predicted = true = 0
    for is_true, is_predicted in pairs:
        hit += is_true and is_predicted
        true += is_true
        predicted += is_predicted
    precision, recall = hit / predicted if predicted else 0.0, hit / true if true else 0.0
    f1 = 2 * hit / (predicted + true) if predicted + true else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def golden_transfer(dialogues: Sequence[Called], width: float) -> float:
    """GT-T: a prediction earns the closeness exp(-Δ²/2T²) of the nearest true turn; the mean over all dialogues."""
    return sum(_closeness(one, width) for one in dialogues) / len(dialogues) if dialogues else 0.0


def _closeness(one: Called, width: float) -> float:
    if not one.due or not one.predicted:
        return float(not one.due and not one.predicted)
    near = [min(abs(turn - due) for due in one.due) for turn in one.predicted]
    return sum(math.exp(-(gap**2) / (2 * width**2)) for gap in near) / len(near)


def floors(
    dialogues: Sequence[Called], texts: Sequence[Sequence[str]], keywords: Collection[str]
) -> dict[str, dict[str, float]]:
    """What costs nothing to build: never, always, the last turn, and a list of words in `texts` (of each dialogue)."""

    def with_predicted(choose: Callable[[int, Called], Iterable[int]]) -> dict[str, float]:
        return measure(
            [
                Called(turns=one.turns, due=one.due, predicted=frozenset(choose(at, one)))
                for at, one in enumerate(dialogues)
            ]
        )

    def worded(at: int, one: Called) -> Iterable[int]:
        spoken = zip(one.turns, texts[at], strict=True)
        return (turn for turn, text in spoken if any(word in text.lower() for word in keywords))

    return {
        "never": with_predicted(lambda _at, _one: ()),
        "always": with_predicted(lambda _at, one: one.turns),
        "last_turn": with_predicted(lambda _at, one: one.turns[-1:]),
        "keywords": with_predicted(worded),
    }
