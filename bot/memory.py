"""What a conversation carries from turn to turn, outside Rasa's tracker. Pure.

Rasa's cost grows with its tracker, so a conversation is cut into episodes: a new sender id after a person had it, a
long silence, or some turns, with the open form and the slots that still matter carried over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.dialogue.scene import HISTORY, SAID_LENGTH
from handoff.context.summary import MATTERS as TOPICS
from handoff.escalation.signals import TurnSignals
from handoff.model import Conversation
from handoff.said.settled import for_dialogue

JSON = dict[str, Any]
EPISODE_TURNS = 20
EPISODE_SILENCE_MS = 2 * 3_600_000
MATTERS = 8
# What the newest turn has changed of what the next one is understood by; kept for a message that is changed after it.
_TOLD_BY_TURN = ("said", "matters", "form", "requested")


def engine_request(
    c: Conversation,
    memory: Mapping[str, Any],
    *,
    turn: str,
    text: str,
    choice: Mapping[str, Any] | None,
    files: Sequence[str],
    contact_phone: str | None,
    replaces: str | None,
    agents_online: int,
    policy: Mapping[str, Any],
    now_ms: int,
    desk: Mapping[str, Any] | None = None,
    settled_elsewhere: Sequence[Mapping[str, Any]] = (),
) -> JSON:
    """The turn as the engine's channel takes it. `settled_elsewhere` is the customer's, of other conversations."""
    episode, fresh = episode_of(c, memory, now_ms)
    request: JSON = {
        "sender": f"{c.id}.{episode}",
        "turn": turn,
        "replaces": replaces,
        "carry": carried(memory) if fresh else None,
        "metadata": {
            "now_ms": now_ms,
            "turn": turn,
            "conversation": c.id,
            "channel": c.channel,
            "client": c.client,
            "language": c.language,
            "variant": memory.get("variant"),
            "identity": {"customer": c.customer, "level": c.level or "signed"} if c.customer else None,
            "contact_phone": contact_phone,
            "grants": list(memory.get("grants", ())),
            "files": list(files),
            "policy": dict(policy),
            "history": list(memory.get("history", ())),
            "said": memory.get("said", ""),
            "matters": list(memory.get("matters", ())),
            "settled": for_dialogue(memory.get("settled", ()), settled_elsewhere),
            "agents_online": agents_online,
            "desk": dict(desk) if desk else None,
        },
    }
    return request | ({"choice": dict(choice)} if choice else {"text": text})


def episode_of(c: Conversation, memory: Mapping[str, Any], now_ms: int) -> tuple[str, bool]:
    """Name of the running episode, and whether it starts with this turn."""
    number, turns = int(memory.get("episode", 0)), int(memory.get("episode_turns", 0))
    silent = now_ms - int(memory.get("turn_ms", now_ms)) > EPISODE_SILENCE_MS
    handed_over = memory.get("epoch", c.epoch) != c.epoch
    if turns == 0:
        return str(number), number > 0
    if turns >= EPISODE_TURNS or silent or handed_over:
        return str(number + 1), True
    return str(number), False


def carried(memory: Mapping[str, Any]) -> JSON | None:
    """Slots and open form for a new episode."""
    slots = dict(memory.get("slots", {}))
    if not slots and not memory.get("form"):
        return None
    return {"slots": slots, "form": memory.get("form"), "requested": memory.get("requested")}


def after_turn(memory: Mapping[str, Any], answer: Mapping[str, Any], *, c: Conversation, now_ms: int) -> JSON:
    """The memory with what the turn told."""
    episode, fresh = episode_of(c, memory, now_ms)
    after: JSON = dict(memory)
    after["before"] = {name: memory[name] for name in _TOLD_BY_TURN if name in memory}
    if answer.get("failure") is None or "slots" in answer:
        after |= {
            "episode": int(episode),
            "episode_turns": (0 if fresh else int(memory.get("episode_turns", 0))) + 1,
            "slots": dict(answer.get("slots") or {}),
            "form": answer.get("form"),
            "requested": answer.get("requested"),
        }
    after |= {"epoch": c.epoch, "turn_ms": now_ms}
    if answer.get("signals"):
        after["history"] = [*memory.get("history", ())[-(HISTORY - 1) :], answer["signals"]]
    said = " ".join(str(one.get("text") or "") for one in answer.get("messages", ()))
    after["said"] = said[-SAID_LENGTH:]
    parse = answer.get("parse") or {}
    if parse.get("variant"):
        after["variant"] = parse["variant"]
    for ask in answer.get("asks", ()):
        _remember(after, ask)
    if answer.get("promises"):
        after["promises"] = [*memory.get("promises", ()), *answer["promises"]][-MATTERS:]
    return after


def before_last_turn(memory: Mapping[str, Any]) -> JSON:
    """The memory as if the newest turn had not been: what is said in its place is counted once, and answers no
    question that only that turn asked."""
    earlier = {name: value for name, value in memory.items() if name not in _TOLD_BY_TURN}
    kept = memory.get("before")
    return dict(memory if kept is None else earlier | kept) | {
        "history": list(memory.get("history", ()))[:-1]
    }


def calmed(memory: Mapping[str, Any]) -> JSON:
    """The memory of a customer who no longer wants the person that was called: the next turn is judged by what comes now."""
    return {**memory, "history": []}


def after_waiting(
    memory: Mapping[str, Any], signals: TurnSignals, asks: Sequence[Mapping[str, Any]], *, c: Conversation
) -> JSON:
    """The memory with a message that was written to the queue; the assistant's own turns are not touched by it."""
    after: JSON = dict(memory) | {"waited": c.epoch}
    after["history"] = [*memory.get("history", ())[-(HISTORY - 1) :], signals.to_dict()]
    for ask in asks:
        _remember(after, ask)
    for category in signals.intents:
        if category in TOPICS and category not in {m.get("category") for m in after.get("matters", ())}:
            found = {"category": category, "order_id": None, "status": "open"}
            after["matters"] = with_matter(after.get("matters", ()), found)
    return after


def reopened(memory: Mapping[str, Any], signals: TurnSignals) -> JSON:
    """The memory of a settled matter that comes back: what called a person then is over, what is said now counts."""
    return {**memory, "history": [signals.to_dict()]}


def _remember(memory: JSON, ask: Mapping[str, Any]) -> None:
    if ask["ask"] == "grant" and ask["order_id"] not in memory.get("grants", ()):
        memory["grants"] = [*memory.get("grants", ()), ask["order_id"]]
    elif ask["ask"] == "matter":
        memory["matters"] = with_matter(memory.get("matters", ()), ask)
    elif ask["ask"] == "done" and memory.get("matters"):
        *earlier, last = memory["matters"]
        memory["matters"] = [*earlier, last | {"status": "done"}]


def with_matter(matters: Sequence[Mapping[str, Any]], found: Mapping[str, Any]) -> list[JSON]:
    """Matters with this one brought up to date; one matter is a category and an order."""
    matter: JSON = {name: value for name, value in found.items() if name != "ask"}
    key = (matter.get("category"), matter.get("order_id"))
    others = [dict(m) for m in matters if (m.get("category"), m.get("order_id")) != key]
    before = next((m for m in matters if (m.get("category"), m.get("order_id")) == key), {})
    return [*others, {**before, **matter}][-MATTERS:]
