"""What one customer turn tells the escalation rules: compact, storable, without the turn's full text.

Built from a parse of the engine, or from the words alone when the engine is down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from handoff.cues.finding import find
from handoff.cues.tone import at_bot

QUOTE_LENGTH = 40
_SMALL_TALK = "chitchat"
NOT_UNDERSTOOD = "nlu_fallback"
NEGATIVE = frozenset({"anxious", "disappointed", "angry"})

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "shipping": (
        "order_status", "track_shipment", "delivery_time", "urge_delivery", "not_received", "change_delivery",
    ),
    "order": ("cancel_order", "change_order"),
    "invoice": ("invoice",),
    "price": ("price_protection", "promotion"),
    "payment": ("payment_problem",),
    "return": (
        "request_refund", "request_return", "request_exchange", "change_after_sale", "refund_status",
        "return_policy", "return_logistics",
    ),
    "fault": ("wrong_or_missing_item", "damaged_or_defective", "warranty_repair", "compensation"),
    "account": ("account",),
    "review": ("review",),
    "product": ("product_question",),
}  # fmt: skip
FAMILY: Mapping[str, str] = {intent: family for family, intents in _FAMILIES.items() for intent in intents}
_FAULTS = frozenset({"wrong_or_missing_item", "damaged_or_defective"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnSignals:
    """`answered`: an answer lay between this turn and the one before; pieces of one utterance have none.

    `matter` is what the turn is about: a family of intents, with `:<order id>` when one is known.
    `calls` are the probabilities, read from the whole dialogue, that a person is due now (`any`) and for which reason;
    empty when the engine did not read the turn. So are the probabilities of its `likely` intents and that it is `upset`.
    """

    turn: int
    intent: str
    confidence: float
    also: tuple[str, ...] = ()
    emotion: str = "calm"
    intensity: float = 0.0
    matter: str | None = None
    misunderstood: bool = False
    answered: bool = True
    failure: str | None = None
    topics: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    calls: Mapping[str, float] = field(default_factory=dict)
    likely: Mapping[str, float] = field(default_factory=dict)
    upset: float = 0.0
    quote: str = ""

    @property
    def intents(self) -> tuple[str, ...]:
        return (self.intent, *self.also)

    def to_dict(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> TurnSignals:
        """Names it does not know are ignored: an entry of a newer version must not stop a conversation."""
        known = {one.name for one in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in known
        }
        return cls(**values)


def signals_from_parse(
    parse: Mapping[str, Any],
    history: Sequence[TurnSignals] = (),
    *,
    turn: int,
    answered: bool = True,
    matter: str | None = None,
    failure: str | None = None,
    topics: Sequence[str] = (),
    flags: Sequence[str] = (),
) -> TurnSignals:
    """Signals of a parsed turn. A `matter` not given is worked out from intent, ids and history."""
    text = str(parse.get("text") or "")
    spelled = str(parse.get("spelled") or text)
    parse = _without_scolding(parse) if at_bot(spelled) else parse
    intent = str(parse.get("intent") or NOT_UNDERSTOOD)
    also = tuple(str(name) for name in parse.get("also") or ())
    about = matter or matter_of((intent, *also), parse.get("entities") or (), history)
    found = tuple(_flags(find(spelled), (intent, *also), about, history))
    return TurnSignals(
        turn=turn,
        intent=intent,
        confidence=float(parse.get("confidence") or 0.0),
        also=also,
        emotion=str(parse.get("emotion") or "calm"),
        intensity=float(parse.get("intensity") or 0.0),
        matter=about,
        misunderstood=intent == NOT_UNDERSTOOD and "asked_for_human" not in found,
        answered=answered,
        failure=failure,
        topics=tuple(topics) or tuple(parse.get("topics") or ()),
        flags=tuple(dict.fromkeys((*found, *flags))),
        calls=dict(parse.get("calls") or {}),
        likely=dict(parse.get("likely") or {}),
        upset=float(parse.get("upset") or 0.0),
        quote=text.strip()[:QUOTE_LENGTH],
    )


def _without_scolding(parse: Mapping[str, Any]) -> Mapping[str, Any]:
    """Anger at the assistant is a feeling: nobody is complained of, and it was understood."""
    calls = {name: chance for name, chance in (parse.get("calls") or {}).items() if name != "complaint"}
    return {**parse, "intent": _SMALL_TALK, "also": (), "calls": calls}


def signals_from_text(
    text: str, *, turn: int = 0, answered: bool = True, failure: str | None = None
) -> TurnSignals:
    """Signals by words alone, for when the engine cannot be reached."""
    found = find(text)
    flags = tuple(_flags(found, (), None, ()))
    angry = "insult" in found
    return TurnSignals(
        turn=turn,
        intent="ask_human" if "asked_for_human" in flags else NOT_UNDERSTOOD,
        confidence=1.0 if "asked_for_human" in flags else 0.0,
        emotion="angry" if angry else "calm",
        intensity=0.7 if angry else 0.0,
        answered=answered,
        failure=failure,
        flags=flags,
        quote=text.strip()[:QUOTE_LENGTH],
    )


def matter_of(
    intents: Sequence[str], entities: Sequence[Mapping[str, Any]], history: Sequence[TurnSignals]
) -> str | None:
    """Family of the first intent that has one; a turn without (a detail, a sigh) keeps the last matter."""
    family = next((FAMILY[intent] for intent in intents if intent in FAMILY), None)
    order = next((str(one.get("value")) for one in entities if one.get("entity") == "order_id"), None)
    last = next((one.matter for one in reversed(history) if one.matter), None)
    if family is None:
        if last is None or order is None:
            return last
        family = last.partition(":")[0]
    return f"{family}:{order}" if order else family


def same_matter(one: str | None, other: str | None) -> bool:
    """An unknown matter, or an unknown order, may be the same."""
    if one is None or other is None:
        return True
    family, _, order = one.partition(":")
    other_family, _, other_order = other.partition(":")
    return family == other_family and (not order or not other_order or order == other_order)


def _flags(
    found: Mapping[str, str], intents: Sequence[str], matter: str | None, history: Sequence[TurnSignals]
) -> list[str]:
    """Flags of a turn: the cues that stand for themselves, and those that mean something beside an intent."""
    flags = [name for name in ("safety", "asked_for_human", "threat", "still_unsolved") if name in found]
    faulty = any(intent in _FAULTS for intent in intents)
    reported = any(
        same_matter(turn.matter, matter) and not _FAULTS.isdisjoint(turn.intents) for turn in history
    )
    if "not_received" in intents and "signed" in found:
        flags.append("over_authority:disputed_signature")
    if "account_safety" in found and not {"payment_problem", "account"}.isdisjoint(intents):
        flags.append("over_authority:account_safety")
    if "disputed" in found and (faulty or reported):
        flags.append("over_authority:disputed_fault")
    if "evidence_given" in found and reported:
        flags.append("over_authority:fault_to_judge")
    return flags
