"""What an action may know of the turn it answers: one typed, read-only view of Rasa's tracker.

Who the customer is comes from the gateway's metadata alone. Slots hold what the customer chose or said; no right to
see or change anything ever follows from a slot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.core.reversals import taken_back
from actions.core.typed import half_width
from handoff.wording.texts import LANGUAGES

FORM = "request_form"
REQUESTED = "requested_slot"
_CHINESE_DIGITS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_FOUR_DIGITS = re.compile(r"(?<![\dA-Za-z])\d{4}(?![\dA-Za-z])")
_SPOKEN_DIGITS = re.compile(
    r"(?<![零〇一二三四五六七八九幺])[零〇一二三四五六七八九幺]{4}(?![零〇一二三四五六七八九幺])"
)
_SPACED_DIGITS = re.compile(r"(?<=\d)[ \-](?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A customer whose identity is proved: `signed` by the shop's site, or `contact` by Telegram's shared number."""

    customer: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a person settled earlier: their own words to the customer. `elsewhere` is in another conversation."""

    category: str
    outcome: str
    words: tuple[str, ...]
    agent: str
    at_ms: int
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One customer turn. `entities` maps a name to its values in order; `text` is width-normalised.

    What the customer takes back in the same message stands in neither ("周六，不对，周日").
    """

    id: str
    text: str = ""
    intent: str = ""
    confidence: float = 1.0
    also: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # what the examples say of the intent beside its name
    ranking: tuple[str, ...] = ()  # what else it may mean, likeliest first
    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "zh-Hans"
    variant: str | None = None
    emotion: str = "calm"
    intensity: float = 0.0
    channel: str = "web"
    client: str = ""
    identity: Identity | None = None
    contact_phone: str | None = None
    grants: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    policy: Mapping[str, Any] = field(default_factory=dict)
    agents_online: int = 0
    desk: Mapping[str, Any] = field(default_factory=dict)  # how it stands, where the words ask for it
    now_ms: int = 0
    slots: Mapping[str, Any] = field(default_factory=dict)
    typed: str = ""  # the message with its marks as they were typed; `text` is read in half width
    form_open: bool = False
    requested: str | None = None
    first_run: bool = True

    @classmethod
    def from_tracker(cls, tracker: Any) -> Turn:
        """Read a rasa-sdk tracker; whatever is missing has a harmless default."""
        message = tracker.latest_message or {}
        meta = message.get("metadata") or {}
        form_open = (tracker.active_loop or {}).get("name") == FORM
        typed = (message.get("text") or "").strip()
        said = half_width(typed).strip()
        text = taken_back.cut(said)
        return cls(
            id=str(meta.get("turn") or message.get("message_id") or tracker.sender_id),
            text=text,
            typed=typed,
            intent=(message.get("intent") or {}).get("name") or "",
            confidence=_number((message.get("intent") or {}).get("confidence"), 1.0),
            also=tuple(message.get("also") or ()),
            topics=tuple(message.get("topics") or ()),
            ranking=tuple(str(one.get("name")) for one in message.get("intent_ranking") or ()),
            entities=taken_back.kept(_entities(message.get("entities") or ()), said, text),
            language=_language(message, meta),
            variant=meta.get("variant"),
            emotion=_label(message.get("emotion")),
            intensity=_number(message.get("intensity"), 1.0),
            channel=str(meta.get("channel") or "web"),
            client=str(meta.get("client") or ""),
            identity=_identity(meta.get("identity")),
            contact_phone=meta.get("contact_phone"),
            grants=frozenset(meta.get("grants") or ()),
            files=tuple(meta.get("files") or ()),
            settled=tuple(_settled(entry) for entry in meta.get("settled") or ()),
            policy=meta.get("policy") or {},
            agents_online=int(meta.get("agents_online") or 0),
            desk=meta.get("desk") or {},
            now_ms=int(meta.get("now_ms") or 0),
            slots=dict(tracker.slots or {}),
            form_open=form_open,
            requested=(tracker.slots or {}).get(REQUESTED) if form_open else None,
            first_run=_first_run(tracker.events or ()),
        )

    def first(self, entity: str) -> str | None:
        """First value of the entity in this turn."""
        values = self.entities.get(entity, ())
        return values[0] if values else None

    def key(self, *parts: str) -> str:
        """Idempotency key of a change made in this turn: the same turn run again gives the same key."""
        return ":".join((self.id, *parts))

    def phone_tail(self) -> str | None:
        """Four digits that stand alone in the text, or end a phone number given in full."""
        given = self.first("phone_tail")
        if given:
            return given
        text = self.text
        for order in self.entities.get("order_id", ()):
            text = text.replace(order, " ")
        alone = _FOUR_DIGITS.findall(text)
        if alone:
            return str(alone[-1])
        spoken = _SPOKEN_DIGITS.findall(text)
        if spoken:
            return str(spoken[-1]).translate(_CHINESE_DIGITS)
        joined = _SPACED_DIGITS.sub("", text)
        alone = _FOUR_DIGITS.findall(joined)
        if alone:
            return str(alone[-1])
        phone = self.first("phone")
        digits = re.sub(r"\D", "", phone or "")
        return digits[-4:] if len(digits) >= 8 else None


def _entities(found: Any) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for entity in found:
        grouped.setdefault(str(entity.get("entity")), []).append(str(entity.get("value")))
    return {name: tuple(values) for name, values in grouped.items()}


def _language(message: Mapping[str, Any], meta: Mapping[str, Any]) -> str:
    """Language of this very message, else the conversation's."""
    for value in (_label(message.get("language"), ""), meta.get("language")):
        if value in LANGUAGES:
            return str(value)
    return "zh-Hans"


def _label(value: Any, default: str = "calm") -> str:
    """A component's output, given as a plain label or as {"name": label}."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("label")
    return str(value) if value else default


def _number(value: Any, default: float) -> float:
    return float(value) if isinstance(value, (int, float)) else default


def _identity(value: Mapping[str, Any] | None) -> Identity | None:
    if not value:
        return None
    return Identity(customer=str(value["customer"]), level=str(value.get("level") or "contact"))


def _settled(entry: Mapping[str, Any]) -> Settled:
    return Settled(
        category=str(entry.get("category") or ""),
        outcome=str(entry.get("outcome") or ""),
        words=tuple(str(one) for one in entry.get("words") or ()),
        agent=str(entry.get("agent") or ""),
        at_ms=int(entry.get("at_ms") or 0),
        elsewhere=bool(entry.get("elsewhere")),
    )


def _first_run(events: Any) -> bool:
    """No other action has run since the customer wrote: what the form sees is still unread.

    Rasa appends the form itself to the events it sends for validation; a refused form leaves no action event.
    """
    for event in reversed(events):
        if event.get("event") == "user":
            return True
        if event.get("event") == "action" and event.get("name") not in (FORM, "action_extract_slots"):
            return False
    return True
