"""When a person is called: one pure function over the customer's turns, used live, in replays and in reports.

Reasons and their order are those of docs/taxonomy; thresholds are data (`Policy`). Every reason has evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any

from handoff.signals import FAMILY, TurnSignals, same_matter

REASONS = (
    "safety", "asked_for_human", "emotion", "complaint", "authority", "loop", "failure", "out_of_scope",
)  # fmt: skip
_QUEUE_CLASS = {
    "safety": 0, "complaint": 1, "authority": 2, "asked_for_human": 2, "failure": 2,
    "emotion": 3, "loop": 3, "out_of_scope": 3,
}  # fmt: skip
_ANGER_CLASS = 1
_FAULT_CLASS = 2
_LAST_CLASS = 3
_UPSET = frozenset({"anxious", "disappointed", "angry"})
_FAULTS = frozenset({"damaged_or_defective", "wrong_or_missing_item"})
# Asking for these again is itself the sign that nothing moved; other intents hold many different questions.
_PRESSING = frozenset({"urge_delivery", "not_received", "refund_status", "complaint"})
_OVER_AUTHORITY = "over_authority:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds a supervisor may change: confidences and intensities from 0 to 1, counts from 1."""

    ask_human_confidence: float = 0.4
    complaint_confidence: float = 0.5
    authority_confidence: float = 0.5
    out_of_scope_confidence: float = 0.6
    angry_intensity: float = 0.0
    upset_intensity: float = 0.25
    upset_turns: int = 2
    loop_repeats: int = 3
    loop_similarity: float = 0.4
    misunderstood_turns: int = 2

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Policy:
        """Other names are ignored: limits of the actions travel in the same mapping. Raises ValueError."""
        values: dict[str, Any] = {}
        for field in fields(cls):
            if field.name not in stored:
                continue
            value = stored[field.name]
            whole = isinstance(field.default, int)
            if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
                raise ValueError(
                    f"{field.name} is {value!r}; use {'a whole number' if whole else 'a number'}"
                )
            if value < (1 if whole else 0) or (not whole and value > 1):
                raise ValueError(f"{field.name} is {value}; use {'1 or more' if whole else '0 to 1'}")
            values[field.name] = value
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """`rule` fired on `turn` because `score` reached `threshold`; `quote` is what the customer wrote there."""

    reason: str
    turn: int
    rule: str
    threshold: float
    score: float
    quote: str = ""


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


Utterance = Sequence[TurnSignals]  # pieces with no answer between: one turn of the customer
Rule = Callable[[Sequence[Utterance], Policy], Iterator["Evidence"]]


def decide(turns: Sequence[TurnSignals], policy: Policy) -> Decision:
    """Whether the last turn calls for a person, having seen all turns up to it."""
    if not turns:
        return Decision(handoff=False, score=0.0, reasons=(), evidence=(), queue_class=_LAST_CLASS)
    utterances = _utterances(turns)
    found = [one for rule in _RULES for one in rule(utterances, policy)]
    found.sort(key=lambda one: REASONS.index(one.reason))
    reasons = tuple(dict.fromkeys(one.reason for one in found))
    if not reasons:
        pressure = 0.45 * _upset_of(utterances[-1])
        return Decision(handoff=False, score=pressure, reasons=(), evidence=(), queue_class=_LAST_CLASS)
    strength = max(max(one.score, 0.0) / max(one.score, one.threshold, 1.0) for one in found)
    return Decision(
        handoff=True,
        score=0.5 + 0.5 * strength,
        reasons=reasons,
        evidence=tuple(found),
        queue_class=_queue_class(reasons, utterances[-1]),
    )


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
    return max((piece.intensity for piece in utterance if piece.emotion in _UPSET), default=0.0)


def _flagged(reason: str, *flags: str) -> Rule:
    def rule(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
        for piece in utterances[-1]:
            for flag in piece.flags:
                if flag in flags:
                    yield _evidence(reason, piece, f"words:{flag}", 1.0, 1.0)

    return rule


def _meant(reason: str, intent: str, threshold: str) -> Rule:
    """The intent as the main one with enough confidence, or as a further one (those passed a bar already)."""

    def rule(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
        least = float(getattr(policy, threshold))
        for piece in utterances[-1]:
            if piece.intent == intent and piece.confidence >= least:
                yield _evidence(reason, piece, f"intent:{intent}", least, piece.confidence)
            elif intent in piece.also:
                yield _evidence(reason, piece, f"also:{intent}", least, least)

    return rule


def _anger(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in utterances[-1]:
        if piece.emotion == "angry" and piece.intensity >= policy.angry_intensity:
            yield _evidence("emotion", piece, "angry", policy.angry_intensity, piece.intensity)


def _upset_in_a_row(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    run: list[TurnSignals] = []
    for utterance in reversed(utterances):
        worst = max(
            (piece for piece in utterance if piece.emotion in _UPSET),
            key=lambda piece: piece.intensity,
            default=None,
        )
        if worst is None or worst.intensity < policy.upset_intensity:
            break
        if run and not same_matter(run[-1].matter, worst.matter):
            break
        run.append(worst)
        if len(run) == policy.upset_turns:
            for piece in reversed(run):
                yield _evidence("emotion", piece, "upset_in_a_row", policy.upset_intensity, piece.intensity)
            return


def _over_authority(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in utterances[-1]:
        for flag in piece.flags:
            if flag.startswith(_OVER_AUTHORITY):
                yield _evidence("authority", piece, flag, 1.0, 1.0)


def _same_request_again(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in utterances[-1]:
        if piece.intent not in FAMILY and piece.intent not in _PRESSING:
            continue
        asked = [
            before
            for utterance in utterances[:-1]
            if (before := next((one for one in utterance if _same_request(one, piece, policy)), None))
        ]
        count = len(asked) + 1
        if count >= policy.loop_repeats:
            for one in (*asked[-(policy.loop_repeats - 1) :], piece):
                yield _evidence("loop", one, f"asked_again:{piece.intent}", policy.loop_repeats, count)
            return


def _same_request(one: TurnSignals, other: TurnSignals, policy: Policy) -> bool:
    if one.intent != other.intent or not same_matter(one.matter, other.matter):
        return False
    return one.intent in _PRESSING or similarity(one.quote, other.quote) >= policy.loop_similarity


def _still_unsolved(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in utterances[-1]:
        if "still_unsolved" not in piece.flags:
            continue
        earlier = [one for utterance in utterances[:-1] for one in utterance]
        if any(one.intent in FAMILY and same_matter(one.matter, piece.matter) for one in earlier):
            yield _evidence("loop", piece, "still_unsolved", 1.0, 1.0)


def _misunderstood_in_a_row(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    recent = utterances[-policy.misunderstood_turns :]
    if len(recent) < policy.misunderstood_turns:
        return
    if all(all(piece.misunderstood for piece in utterance) for utterance in recent):
        for utterance in recent:
            yield _evidence(
                "loop", utterance[-1], "misunderstood", policy.misunderstood_turns, policy.misunderstood_turns
            )


def _failure(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in utterances[-1]:
        if piece.failure:
            yield _evidence("failure", piece, f"failure:{piece.failure}", 1.0, 1.0)


def _evidence(reason: str, piece: TurnSignals, rule: str, threshold: float, score: float) -> Evidence:
    return Evidence(
        reason=reason, turn=piece.turn, rule=rule, threshold=threshold, score=score, quote=piece.quote
    )


def similarity(one: str, other: str) -> float:
    """Share of characters and pairs of characters that two texts have in common, 0 to 1 (Dice)."""
    left, right = _grams(one), _grams(other)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


def _grams(text: str) -> set[str]:
    letters = [letter for letter in text.lower() if letter.isalnum()]
    return {*letters, *("".join(pair) for pair in pairwise(letters))}


_RULES: tuple[Rule, ...] = (
    _flagged("safety", "safety"),
    _flagged("asked_for_human", "asked_for_human"),
    _meant("asked_for_human", "ask_human", "ask_human_confidence"),
    _anger,
    _upset_in_a_row,
    _flagged("complaint", "threat"),
    _meant("complaint", "complaint", "complaint_confidence"),
    _over_authority,
    _meant("authority", "compensation", "authority_confidence"),
    _same_request_again,
    _still_unsolved,
    _misunderstood_in_a_row,
    _failure,
    _meant("out_of_scope", "out_of_scope", "out_of_scope_confidence"),
)
