"""The values that the queue and its users exchange. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from handoff.transitions import State

Sender = Literal["customer", "bot", "agent", "system"]
Kind = Literal["message", "note", "move"]
Presence = Literal["online", "away", "wrap_up", "offline"]
Outcome = Literal["solved", "promised", "unsolved"]

# There a client is one person; in the web chat it is an address, behind which a whole household or office may be.
_PERSONAL_CHANNELS = frozenset({"telegram"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRef:
    """A person at the desk, as the signed-in session knows them."""

    id: str
    name: str
    role: str = "agent"
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRow:
    id: str
    name: str
    state: str
    reason: str
    skills: tuple[str, ...]
    holds: int
    capacity: int
    since_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One customer message as a channel took it; exactly one of text, choice, file, contact_phone, media; a text may come with a file or media."""

    conversation: str
    client_message_id: str
    sent_ms: int
    text: str | None = None
    choice: str | None = None
    file: str | None = None
    contact_phone: str | None = None
    media: str | None = None  # sticker, voice, video, location: what the bot cannot read


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    id: str
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry to append. `say` names a text of `data/responses` that is worded for its reader when read."""

    sender: Sender
    kind: Kind = "message"
    text: str = ""
    say: tuple[str, Mapping[str, object]] | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """What is stored: only what is set."""
        content = dict(self.data)
        if self.text:
            content["text"] = self.text
        if self.say:
            content["say"] = {"key": self.say[0], "values": dict(self.say[1])}
        return content


Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One customer's thread on one channel, as its hash tells."""

    id: str
    channel: str
    client: str
    customer: str | None
    level: str | None
    language: str
    state: State
    epoch: int
    agent: dict[str, str] | None
    reasons: tuple[str, ...]
    queue_class: int
    queued_ms: int
    waiting_since_ms: int
    claimed_ms: int
    created_ms: int
    updated_ms: int
    last_customer_ms: int
    last_service_ms: int
    emotion: str
    intensity: float
    topic: str
    skill: str
    preferred_agent: str
    parked_until_ms: int
    recheck_ms: int
    nudges: int
    warned: int
    category: str
    outcome: str
    rated: str  # "asked" while the stars are asked for, then their number
    leaving: str  # "message" or "contact" while a waiting customer is asked for it, to leave a ticket
    noted_ms: int  # when a waiting customer was last told that a message arrived
    nod_ms: int  # when this is due for what was written since

    @property
    def own_client(self) -> str | None:
        """The client where it stands for this person alone."""
        return self.client if self.client and self.channel in _PERSONAL_CHANNELS else None

    @property
    def person(self) -> str:
        """Who writes, as far as that is known across conversations: a guest of the web chat is new each time."""
        return self.customer or self.own_client or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """One line of the queue, masked: nobody has claimed it yet."""

    id: str
    position: int
    reasons: tuple[str, ...]
    queue_class: int
    queued_ms: int
    emotion: str
    intensity: float
    topic: str
    skill: str
    language: str
    channel: str
    preview: str
    preferred_agent: str


def conversation_from(id: str, fields: Mapping[str, str]) -> Conversation:
    """A conversation from its stored hash (all strings; missing fields get their neutral value)."""

    def number(name: str) -> int:
        return int(fields.get(name) or 0)

    agent = fields.get("agent")
    noted, due = _of_this_wait(fields, "nod") or ("0", "0")
    return Conversation(
        id=id,
        channel=fields.get("channel", "web"),
        client=fields.get("client", ""),
        customer=fields.get("customer") or None,
        level=fields.get("level") or None,
        language=fields.get("language") or "zh-Hans",
        state=State(fields["state"]),
        epoch=number("epoch"),
        agent={"id": agent, "name": fields.get("agent_name") or agent} if agent else None,
        reasons=tuple(r for r in fields.get("reasons", "").split(",") if r),
        queue_class=number("queue_class"),
        queued_ms=number("queued_ms"),
        waiting_since_ms=number("waiting_since_ms"),
        claimed_ms=number("claimed_ms"),
        created_ms=number("created_ms"),
        updated_ms=number("updated_ms"),
        last_customer_ms=number("last_customer_ms"),
        last_service_ms=number("last_service_ms"),
        emotion=fields.get("emotion") or "calm",
        intensity=float(fields.get("intensity") or 0),
        topic=fields.get("topic", ""),
        skill=fields.get("skill", ""),
        preferred_agent=fields.get("preferred_agent", ""),
        parked_until_ms=number("parked_until_ms"),
        recheck_ms=number("recheck_ms"),
        nudges=number("nudges"),
        warned=number("warned"),
        category=fields.get("category", ""),
        outcome=fields.get("outcome", ""),
        rated=fields.get("rated", ""),
        leaving="".join(_of_this_wait(fields, "leaving")),
        noted_ms=int(noted),
        nod_ms=int(due),
    )


def _of_this_wait(fields: Mapping[str, str], name: str) -> list[str]:
    """Parts of a field whose last one is the epoch it holds for; none of an earlier wait, which is long over."""
    *parts, epoch = fields.get(name, "").split(":")
    return parts if epoch == fields.get("epoch") else []
