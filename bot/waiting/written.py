"""A message to leave, judged by its words: what it adds to the handover that stays behind it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue import JSON
from bot.memory import after_waiting
from bot.ownership.handover import as_shown, feeling
from bot.turns import Piece, meta_of
from bot.waiting.heard import REACHED_BY, spoken
from handoff.context.summary import MATTERS, Request, shortened, summary
from handoff.escalation.decision import decide
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import TurnSignals, signals_from_text
from handoff.model import Conversation, Draft
from handoff.queue.growth import Facts, grown, with_growth
from handoff.queue.rank import raised
from handoff.wording.texts import Texts

_BETWEEN = " / "  # the message and what was added to it
_ADDITIONS = 2  # the newest that stand beside the message in the summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`says` is the feeling acknowledged, the rest what a commit changes."""

    says: Sequence[Draft]
    fields: Mapping[str, str]
    memory: JSON
    context: JSON
    rank: int | None


def written(
    c: Conversation,
    piece: Piece,
    message: str,
    memory: JSON,
    frozen: Mapping[str, Any],
    rank: int | None,
    texts: Texts,
) -> Written:
    """`message` is the whole message to leave so far, empty while there is none; it stands in the summary."""
    text = REACHED_BY.sub(" ", str(piece.entry.get("text") or "")).strip()
    history = [TurnSignals.from_dict(one) for one in memory.get("history", ())]
    turn = history[-1].turn + 1 if history else 0
    signals = signals_from_text(text, turn=turn, answered=memory.get("waited") != c.epoch)
    decision = decide([*history, signals], Policy())
    language = spoken(text, c.language)
    parse = {"emotion": signals.emotion, "intensity": signals.intensity, "language": language}
    before = Request.from_dict(frozen.get("request") or {})
    growth = grown(c, replace(before, topic=c.topic or before.topic), parse, "", decision, Facts())
    if message:
        said = shortened(" ".join(message.split()))
        growth = replace(growth, request=replace(growth.request, said=said))
    context = with_growth(frozen, growth, decision, Facts())
    context["summary"] = summary(growth.request, growth.reasons, language, texts)
    fresh = [reason for reason in growth.reasons if reason not in c.reasons]
    felt = as_shown(growth.emotion, growth.intensity, text)
    says = feeling(felt if growth.emotion != c.emotion else "calm", fresh)
    if text:
        meta = meta_of(parse, f"l-{piece.entry['id']}", [piece.entry]) | {"decision": decision.to_dict()}
        told = says or [Draft(sender="bot", kind="move")]
        says = [replace(told[0], data={**told[0].data, "meta": meta}), *told[1:]]
    return Written(
        says=says,
        fields={
            "language": language,
            "reasons": ",".join(growth.reasons),
            "queue_class": str(growth.queue_class),
            "emotion": growth.emotion,
            "intensity": str(growth.intensity),
        },
        memory=after_waiting(memory, signals, (), c=c) if text else memory,
        context=context,
        rank=None if rank is None else raised(rank, c.queue_class, growth.queue_class),
    )


def with_addition(frozen: Mapping[str, Any], text: str, category: str, language: str, texts: Texts) -> JSON:
    """The handover that stands behind a left message with what was added; `category` is what it is about with that."""
    before = Request.from_dict(frozen.get("request") or {})
    message, *additions = before.said.split(_BETWEEN)
    added = shortened(" ".join(REACHED_BY.sub(" ", text).split()))
    fresh = [one for one in (*additions, added) if one][-_ADDITIONS:]
    request = replace(before, topic=category, said=_BETWEEN.join(one for one in (message, *fresh) if one))
    if category != before.topic and before.topic in MATTERS:  # money and reason belonged to that
        request = replace(request, amount="", why="")
    reasons = [str(one["reason"]) for one in frozen.get("reasons", ())]
    line = summary(request, reasons, language, texts)
    return {**frozen, "request": request.to_dict(), "summary": line}
