"""When a person is called: one pure function over the customer's turns, used live, in replays and in reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from handoff.escalation.reasons import REASONS, RULES, RULES_WITH_SUPPORT, Evidence, Policy, Utterance, due
from handoff.escalation.signals import NEGATIVE, TurnSignals

_QUEUE_CLASS = {
    "safety": 0, "complaint": 1, "authority": 2, "asked_for_human": 2, "failure": 2,
    "emotion": 3, "loop": 3, "out_of_scope": 3,
}  # fmt: skip
_ANGER_CLASS = 1
_FAULT_CLASS = 2
_LAST_CLASS = 3
_FAULTS = frozenset({"damaged_or_defective", "wrong_or_missing_item"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    handoff: bool
    score: float
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    queue_class: int

    def to_dict(self) -> dict[str, Any]:
        return {
            "handoff": self.handoff,
            "score": round(self.score, 4),
            "reasons": list(self.reasons),
            "evidence": [asdict(one) for one in self.evidence],
            "queue_class": self.queue_class,
        }


def decide(turns: Sequence[TurnSignals], policy: Policy) -> Decision:
    """Whether the last turn calls for a person, having seen all turns up to it."""
    if not turns:
        return Decision(handoff=False, score=0.0, reasons=(), evidence=(), queue_class=_LAST_CLASS)
    utterances = _utterances(turns)
    found = [one for rule in RULES for one in rule(utterances, policy)]
    if _supported(turns[-1], policy):
        found += [one for rule in RULES_WITH_SUPPORT for one in rule(utterances, policy)]
    found.sort(key=lambda one: REASONS.index(one.reason))
    reasons = tuple(dict.fromkeys(one.reason for one in found))
    if not reasons:
        pressure = max(
            0.45 * _upset_of(utterances[-1]), 0.49 * min(due(turns[-1]) / (policy.dialogue_due or 1.0), 1.0)
        )
        return Decision(handoff=False, score=pressure, reasons=(), evidence=(), queue_class=_LAST_CLASS)
    strength = max(max(one.score, 0.0) / max(one.score, one.threshold, 1.0) for one in found)
    return Decision(
        handoff=True,
        score=0.5 + 0.5 * strength,
        reasons=reasons,
        evidence=tuple(found),
        queue_class=_queue_class(reasons, utterances[-1]),
    )


def _supported(last: TurnSignals, policy: Policy) -> bool:
    """Whether rules that are right half the time may speak: unless the engine read the dialogue and sees no need."""
    return not last.calls or due(last) >= policy.dialogue_support


def _utterances(turns: Sequence[TurnSignals]) -> list[list[TurnSignals]]:
    grouped: list[list[TurnSignals]] = []
    for turn in turns:
        if turn.answered or not grouped:
            grouped.append([turn])
        else:
            grouped[-1].append(turn)
    return grouped


def _queue_class(reasons: Sequence[str], last: Utterance) -> int:
    classes = [_QUEUE_CLASS[reason] for reason in reasons]
    if any(piece.emotion == "angry" for piece in last):
        classes.append(_ANGER_CLASS)
    if any(not _FAULTS.isdisjoint(piece.intents) for piece in last):
        classes.append(_FAULT_CLASS)
    return min(classes)


def _upset_of(utterance: Utterance) -> float:
    return max((piece.intensity for piece in utterance if piece.emotion in NEGATIVE), default=0.0)
