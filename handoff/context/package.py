"""The context package: what an agent sees the moment a conversation is claimed.

The frozen part is written with the escalation; `build_package` joins it with what is live. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handoff.clocks import ServiceTimes
from handoff.context.masking import mask
from handoff.context.summary import MATTERS, PERSONAL_DANGERS, Request
from handoff.model import Conversation, Entry
from handoff.said.settled import words_of
from handoff.wording.texts import Texts

VERSION = 1
PREVIEW_CHARS = 40
FIRST_REPLY_MS = 30_000
RESOLVE_MS = 24 * 3_600_000
TOLD_SLOTS = frozenset(
    {
        *(
            "order_id",
            "item",
            "quantity",
            "reason",
            "description",
            "option",
            "address",
            "phone",
            "note",
            "title",
        ),
        *("tax_id", "amount", "date", "refund", "spec", "courier", "tracking"),
    }
)


def freeze(
    *,
    decision: Mapping[str, Any],
    parse: Mapping[str, Any],
    outcome: Mapping[str, Any],
    memory: Mapping[str, Any],
    snapshot: Mapping[str, Any],
    request: Request,
    summary: str,
    now_ms: int,
) -> dict[str, Any]:
    """What was true when the conversation was handed over. `decision`, `parse` and `outcome` are of the last turn."""
    evidence: dict[str, list[Any]] = {reason: [] for reason in decision.get("reasons", ())}
    for item in decision.get("evidence", ()):
        evidence.setdefault(item["reason"], []).append(item)
    return {
        "version": VERSION,
        "at_ms": now_ms,
        "reasons": [{"reason": reason, "evidence": items} for reason, items in evidence.items()],
        "score": decision.get("score", 0.0),
        "variant": parse.get("variant"),
        "request": request.to_dict(),
        "summary": summary,
        "slots": _known(outcome.get("slots") or memory.get("slots") or {}),
        "form": _form(outcome),
        "orders": list(snapshot.get("orders", ())),
        "refunds": list(snapshot.get("refunds", ())),
        "customer_name": snapshot.get("customer_name", ""),
        "promises": list(memory.get("promises", ())),
    }


def _known(slots: Mapping[str, Any]) -> dict[str, Any]:
    """What the customer told; how the dialogue keeps its own books is nothing for people."""
    return {
        name: value for name, value in slots.items() if name in TOLD_SLOTS and not isinstance(value, dict)
    }


def _form(outcome: Mapping[str, Any]) -> dict[str, Any] | None:
    if not outcome.get("form"):
        return None
    return {"task": (outcome.get("slots") or {}).get("task"), "requested": outcome.get("requested")}


def build_package(
    c: Conversation,
    frozen: Mapping[str, Any],
    memory: Mapping[str, Any],
    log: Sequence[Entry],
    texts: Texts,
    times: ServiceTimes,
) -> dict[str, Any]:
    """The package as JSON for `GET /api/conversations/{id}`; every part is there, empty where nothing is known."""
    return {
        "id": c.id,
        "version": VERSION,
        "state": c.state.value,
        "epoch": c.epoch,
        "channel": c.channel,
        "language": c.language,
        "variant": frozen.get("variant"),
        "agent": c.agent,
        "customer": {
            "id": c.customer,
            "name": frozen.get("customer_name", ""),
            "level": c.level,
            "earlier": earlier_here(c, memory),
        },
        "reasons": frozen.get("reasons") or [{"reason": r, "evidence": []} for r in c.reasons],
        "score": frozen.get("score", 0.0),
        "queue_class": c.queue_class,
        "queued_ms": c.queued_ms,
        "waiting_since_ms": c.waiting_since_ms,
        "claimed_ms": c.claimed_ms,
        "parked_until_ms": c.parked_until_ms,
        "summary": frozen.get("summary", ""),
        "emotion_curve": emotion_curve(log),
        "matters": matters(frozen, memory),
        "slots": frozen.get("slots", {}),
        "form": frozen.get("form"),
        "bot_did": bot_did(log, c.language, texts),
        "promises": list(memory.get("promises", ())),
        "orders": frozen.get("orders", []),
        "refunds": frozen.get("refunds", []),
        "steps": suggested_steps(c, frozen, texts),
        "draft": draft(c, frozen, texts),
        "deadlines": deadlines(c, times),
        "suggest": {"category": c.category or c.topic, "outcome": "solved"},
        "log": list(log),
    }


def earlier_here(c: Conversation, memory: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What people settled earlier in this very conversation, the newest first, in the form of other contacts."""
    names = ("at_ms", "category", "outcome", "agent")
    return [
        {"conversation": c.id}
        | {name: one.get(name) for name in names}
        | {"note": one.get("note") or "\n".join(words_of(one))}
        for one in reversed(memory.get("settled", ()))
    ]


def emotion_curve(log: Sequence[Entry]) -> list[dict[str, Any]]:
    """One point a customer turn that the assistant understood, at the turn's last message."""
    said = {entry["id"]: entry for entry in log if entry["from"] == "customer"}
    curve = []
    for entry in log:
        meta = entry.get("meta") or {}
        about = said.get((meta.get("about") or [""])[-1])
        if about is None or "emotion" not in meta:
            continue
        curve.append(
            {
                "turn": about["id"],
                "at_ms": about["at_ms"],
                "emotion": meta["emotion"],
                "intensity": meta.get("intensity", 0.0),
                "quote": about.get("text", "")[:PREVIEW_CHARS],
            }
        )
    return curve


def matters(frozen: Mapping[str, Any], memory: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the conversation was about, with what it was handed over for among it, and its order where that is known."""
    request = Request.from_dict(frozen.get("request") or {})
    found = [dict(one) for one in memory.get("matters", ())]
    named = [topic for topic in (request.topic, *request.also) if topic in MATTERS]
    for topic in named:
        if topic not in {one.get("category") for one in found}:
            found.append({"category": topic, "order_id": None, "status": "open"})
    for one in found:
        if one.get("category") in named and not one.get("order_id"):
            one["order_id"] = request.order
    return found


def bot_did(log: Sequence[Entry], language: str, texts: Texts) -> list[dict[str, Any]]:
    """What the assistant answered and changed, in order, as people name it; its own machinery did nothing."""
    known = set(texts.keys())
    rows = []
    for entry in log:
        for action in (entry.get("meta") or {}).get("actions", ()):
            what, _, id = str(action.get("result") or "").partition(" ")
            topic = f"topic_{str(action['name']).removeprefix('action_')}"
            key = f"did_{what}" if what else topic
            if what or topic in known:
                named = _for_agents(key, language, texts) if key in known else what
                rows.append({"at_ms": entry["at_ms"], "action": named, "result": id})
    return rows


def suggested_steps(c: Conversation, frozen: Mapping[str, Any], texts: Texts) -> list[str]:
    """What a good agent does first: by danger, then by feeling, by reason and by topic."""
    danger = Request.from_dict(frozen.get("request") or {}).danger
    keys = [f"step_danger_{danger}"]
    keys += ["step_acknowledge"] if c.emotion in ("angry", "disappointed", "anxious") else []
    keys += [f"step_{reason}" for reason in c.reasons if not (danger and reason == "safety")]
    keys += [f"step_topic_{c.topic}"] if danger not in PERSONAL_DANGERS else []
    known = set(texts.keys())
    return [_for_agents(key, c.language, texts) for key in keys if key in known]


def _for_agents(key: str, language: str, texts: Texts) -> str:
    return texts.say(key, "en" if language == "en" else "zh-Hans")


def draft(c: Conversation, frozen: Mapping[str, Any], texts: Texts) -> str:
    """A first reply in the customer's language that is true whatever the agent finds."""
    agent = (c.agent or {}).get("name") or texts.say("draft_nobody", c.language)
    if "safety" in c.reasons:
        danger = Request.from_dict(frozen.get("request") or {}).danger
        return texts.say("draft_fraud" if danger == "fraud" else "draft_safety", c.language, agent=agent)
    if left := frozen.get("left"):
        return texts.say("draft_left", c.language, agent=agent, ticket=left["ticket"])
    feeling = "draft_upset" if c.emotion in ("angry", "disappointed", "anxious") else "draft_calm"
    orders = frozen.get("orders") or []
    if orders:
        return texts.say(f"{feeling}_order", c.language, agent=agent, order=str(orders[0]["id"])[-4:])
    return texts.say(feeling, c.language, agent=agent)


def deadlines(c: Conversation, times: ServiceTimes) -> dict[str, int]:
    """When the first reply and the solution are due, and when it would be taken back."""
    start = max(c.waiting_since_ms, c.claimed_ms)
    return {
        "first_reply_ms": (c.queued_ms or c.created_ms) + FIRST_REPLY_MS,
        "requeue_ms": start + times.requeue_ms if c.waiting_since_ms else 0,
        "resolve_ms": c.created_ms + RESOLVE_MS,
    }


def preview_of(latest: Sequence[Entry]) -> str:
    """The customer's last words, masked and short."""
    said = [e.get("text") or e.get("title") for e in latest if e["from"] == "customer"]
    text = mask(str(next((one for one in reversed(said) if one), "")))
    return text if len(text) <= PREVIEW_CHARS else text[: PREVIEW_CHARS - 1] + "…"
