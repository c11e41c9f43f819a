"""A matter that a person had closed comes back: the line holds the new words and what was promised, and is judged anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue import JSON
from bot.memory import reopened
from bot.ownership.handover import as_shown, feeling
from bot.turns import Piece, meta_of
from bot.waiting.danger import comes_first, kinds_of
from bot.waiting.telling import queue_told
from handoff.context.summary import Request, in_order, summary
from handoff.escalation.decision import decide
from handoff.escalation.policy import load_policy
from handoff.escalation.signals import TurnSignals, signals_from_text
from handoff.model import Conversation, Draft
from handoff.queue.growth import felt, worst
from handoff.queue.waiting import Place
from handoff.said.settled import shortened, words_of
from handoff.wording.texts import Texts

_SAID_CHARS = 60  # of the new words, and of what was promised, in the line
_NOT_SOLVED: JSON = {"reason": "loop", "rule": "still_unsolved", "threshold": 1.0, "score": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """What the move back into the queue brings with it."""

    felt: Sequence[Draft]
    meta: JSON
    kinds: tuple[str, ...] | None  # of danger; None when there is none
    fields: Mapping[str, str]
    memory: JSON
    context: JSON
    queue_class: int

    def told(self, place: Place) -> list[Draft]:
        """What the customer hears: the feeling, that it goes on, and when nobody is there to go on with it."""
        key = "not_solved_nobody" if place.minutes is None else "not_solved_queued"
        says = [*self.felt, Draft(sender="system", say=(key, {}), data={"meta": self.meta})]
        if self.kinds is not None:
            return [*says, comes_first(place, self.kinds)]
        return [*says, queue_told(place)] if place.minutes is None else says


def reopen(
    c: Conversation,
    piece: Piece,
    understood: Mapping[str, Any] | None,
    *,
    memory: JSON,
    frozen: Mapping[str, Any],
    texts: Texts,
    now_ms: int,
) -> Reopened:
    """`understood` is the engine's reading of the words; without it, or without words, the words alone are judged."""
    text = str(piece.entry.get("text") or "")
    parse, signals, decision = _judged(text, understood)
    language = str(parse.get("language") or c.language)
    reasons = in_order(["loop", *decision["reasons"]])
    emotion, intensity = felt(
        str(parse.get("emotion") or "calm"),
        float(parse.get("intensity") or 0.0),
        float(parse.get("upset") or 0.0),
        reasons,
    )
    before = Request.from_dict(frozen.get("request") or {"topic": c.category or c.topic})
    request = replace(before, said=_line(text, memory.get("settled", ()), language, texts))
    line = summary(request, reasons, language, texts)
    meta = meta_of(parse, f"r-{piece.entry['id']}", [piece.entry]) | {"decision": dict(decision)}
    worse = worst(c.emotion, emotion)
    kinds = kinds_of([text])
    return Reopened(
        felt=feeling(as_shown(emotion, intensity, text), decision["reasons"], kinds),
        meta=meta,
        kinds=kinds if "safety" in decision["reasons"] else None,
        fields={
            "reasons": ",".join(reasons),
            "emotion": worse,
            "intensity": str(max(c.intensity, intensity) if worse == c.emotion else intensity),
            "outcome": "unsolved",
        },
        memory=reopened(memory, signals),
        context={
            **{name: value for name, value in frozen.items() if name != "left"},
            "at_ms": now_ms,
            "reasons": _with_evidence(reasons, decision["evidence"], text),
            "request": request.to_dict(),
            "summary": line,
            "score": max(float(decision["score"]), 0.5),
        },
        queue_class=min(
            c.queue_class, int(decision["queue_class"]) if decision["handoff"] else c.queue_class
        ),
    )


def _judged(
    text: str, understood: Mapping[str, Any] | None
) -> tuple[Mapping[str, Any], TurnSignals, Mapping[str, Any]]:
    known = understood or {}
    if known.get("signals") and known.get("decision"):
        return known.get("parse") or {}, TurnSignals.from_dict(known["signals"]), known["decision"]
    signals = signals_from_text(text)
    return {}, signals, decide([signals], load_policy()).to_dict()


def _line(text: str, settled: Sequence[Mapping[str, Any]], language: str, texts: Texts) -> str:
    """The new words, and the last thing that the customer was told about it."""
    told = [words for one in settled[-1:] for words in words_of(one)][-1:]
    said = shortened(text, _SAID_CHARS)
    if not told:
        return said
    answered = texts.say("told_before", language, words=shortened(told[0], _SAID_CHARS))
    return f"{said} {answered}".strip()


def _with_evidence(reasons: Sequence[str], evidence: Sequence[Mapping[str, Any]], text: str) -> list[JSON]:
    found: dict[str, list[Any]] = {reason: [] for reason in reasons}
    for one in evidence:
        found[one["reason"]].append(one)
    if not found["loop"]:
        found["loop"].append({**_NOT_SOLVED, "turn": 0, "quote": text})
    return [{"reason": reason, "evidence": items} for reason, items in found.items()]
