"""The rules that call a person: what each looks at, from where on it counts, and the evidence it gives.

Pure; thresholds are data (`Policy`). Reasons and their order are those of docs/taxonomy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from itertools import pairwise
from typing import Any

from handoff.escalation.signals import FAMILY, NEGATIVE, TurnSignals, same_matter

REASONS = (
    "safety", "asked_for_human", "emotion", "complaint", "authority", "loop", "failure", "out_of_scope",
)  # fmt: skip
# Asking for these again is itself the sign that nothing moved; other intents hold many different questions.
_PRESSING = frozenset({"urge_delivery", "not_received", "refund_status", "complaint"})
_OVER_AUTHORITY = "over_authority:"
_DISPUTES = frozenset(
    f"{_OVER_AUTHORITY}{kind}" for kind in ("disputed_signature", "disputed_fault", "fault_to_judge")
)
_PASTIME = "pastime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds a supervisor may change: confidences and intensities from 0 to 1, counts from 1."""

    ask_human_confidence: float = 0.4
    complaint_confidence: float = 0.5
    authority_confidence: float = 0.5
    out_of_scope_confidence: float = 0.6
    angry_intensity: float = 0.0
    upset_intensity: float = 0.4
    upset_turns: int = 2
    loop_repeats: int = 3
    loop_similarity: float = 0.4
    misunderstood_turns: int = 2
    dialogue_due: float = 0.4
    dialogue_support: float = 0.3
    dialogue_asked: float = 0.1
    dialogue_reason: float = 0.2
    clear_request: float = 0.7

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


Utterance = Sequence[TurnSignals]  # pieces with no answer between: one turn of the customer
Rule = Callable[[Sequence[Utterance], Policy], Iterator["Evidence"]]


def _newest(utterances: Sequence[Utterance]) -> Sequence[TurnSignals]:
    """The piece to decide on. Those before it had their own decision the moment they came."""
    return utterances[-1][-1:]


def due(piece: TurnSignals) -> float:
    return float(piece.calls.get("any", 0.0))


def _read_from_dialogue(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    """What the model of whole dialogues says: a person is due, and for which reasons most likely."""
    for piece in _newest(utterances):
        chances = {reason: float(piece.calls.get(reason, 0.0)) for reason in REASONS if reason in piece.calls}
        if not chances:
            return
        asked = chances.get("asked_for_human", 0.0)
        if asked >= policy.dialogue_asked and not _clearly_another(piece, policy):
            yield _evidence(
                "asked_for_human", piece, "dialogue:asked_for_human", policy.dialogue_asked, asked
            )
        if due(piece) < policy.dialogue_due:
            return
        likeliest = max(chances, key=lambda reason: chances[reason])
        for reason, chance in chances.items():
            if reason == likeliest or chance >= policy.dialogue_reason:
                yield _evidence(reason, piece, f"dialogue:{reason}", policy.dialogue_due, due(piece))


def _clearly_another(piece: TurnSignals, policy: Policy) -> bool:
    """A request that is understood, where nobody is due: "真人版有吗" names a person and wants none."""
    understood = piece.intent in FAMILY and piece.confidence >= policy.clear_request
    return understood and due(piece) < policy.dialogue_support


def _flagged(reason: str, *flags: str) -> Rule:
    def rule(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
        for piece in _newest(utterances):
            for flag in piece.flags:
                if flag in flags:
                    yield _evidence(reason, piece, f"words:{flag}", 1.0, 1.0)

    return rule


def _meant(reason: str, intent: str, threshold: str, *, main: bool = True, further: bool = True) -> Rule:
    """The intent as the `main` one with enough confidence, or as a `further` one (those passed a bar already)."""

    def rule(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
        least = float(getattr(policy, threshold))
        for piece in _newest(utterances):
            if _PASTIME in piece.topics:
                continue  # weather and poems are out of scope too, but for no colleague
            if main and piece.intent == intent and piece.confidence >= least:
                yield _evidence(reason, piece, f"intent:{intent}", least, piece.confidence)
            elif further and intent in piece.also:
                yield _evidence(reason, piece, f"also:{intent}", least, least)

    return rule


def _anger(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in _newest(utterances):
        if piece.emotion == "angry" and piece.intensity >= policy.angry_intensity:
            yield _evidence("emotion", piece, "angry", policy.angry_intensity, piece.intensity)


def _upset_in_a_row(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    if not _upset_pieces(_newest(utterances), policy):
        return
    row = _row_of_upset(utterances[-policy.upset_turns :], policy)
    if len(row) == policy.upset_turns:
        for piece in row:
            yield _evidence("emotion", piece, "upset_in_a_row", policy.upset_intensity, piece.intensity)


def _row_of_upset(utterances: Sequence[Utterance], policy: Policy) -> list[TurnSignals]:
    """An upset piece of each utterance, each about the matter of the one after it; nothing when there is no such row."""
    if not utterances:
        return []
    rows = [[piece] for piece in _upset_pieces(utterances[-1], policy)]
    for utterance in reversed(utterances[:-1]):
        rows = [
            [piece, *row]
            for row in rows
            for piece in _upset_pieces(utterance, policy)
            if same_matter(row[0].matter, piece.matter)
        ]
    return max(rows, key=lambda row: sum(piece.intensity for piece in row), default=[])


def _upset_pieces(utterance: Utterance, policy: Policy) -> list[TurnSignals]:
    return [
        piece
        for piece in utterance
        if piece.emotion in NEGATIVE and piece.intensity >= policy.upset_intensity
    ]


def _over_authority(*, in_dispute: bool) -> Rule:
    """Flags of a limit; those of a dispute are seen by single words and need the dialogue's support."""

    def rule(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
        for piece in _newest(utterances):
            for flag in piece.flags:
                if flag.startswith(_OVER_AUTHORITY) and (flag in _DISPUTES) is in_dispute:
                    yield _evidence("authority", piece, flag, 1.0, 1.0)

    return rule


def _same_request_again(utterances: Sequence[Utterance], policy: Policy) -> Iterator[Evidence]:
    for piece in _newest(utterances):
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
    for piece in _newest(utterances):
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
    for piece in _newest(utterances):
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


@lru_cache(maxsize=4096)
def _grams(text: str) -> frozenset[str]:
    letters = [letter for letter in text.lower() if letter.isalnum()]
    return frozenset((*letters, *("".join(pair) for pair in pairwise(letters))))


RULES: tuple[Rule, ...] = (
    _flagged("safety", "safety"),
    _flagged("asked_for_human", "asked_for_human"),
    _meant("asked_for_human", "ask_human", "ask_human_confidence", further=False),
    _flagged("complaint", "threat"),
    _over_authority(in_dispute=False),
    _anger,
    _misunderstood_in_a_row,
    _failure,
    _read_from_dialogue,
)
# Each of these is right about every other time or less (measured on data/dialogues); the reading of the dialogue must not
# speak against them.
RULES_WITH_SUPPORT: tuple[Rule, ...] = (
    _meant("asked_for_human", "ask_human", "ask_human_confidence", main=False),
    _upset_in_a_row,
    _meant("complaint", "complaint", "complaint_confidence"),
    _over_authority(in_dispute=True),
    _meant("authority", "compensation", "authority_confidence"),
    _same_request_again,
    _still_unsolved,
    _meant("out_of_scope", "out_of_scope", "out_of_scope_confidence"),
)
