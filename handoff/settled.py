"""What is kept of a matter that a person had: their own words, and their record of it. Kept for the assistant's answers.

The words are what the customer was told, so they may be told again. The record (the note of a move) is for colleagues:
it is never given to the dialogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from handoff.masking import mask
from handoff.model import Conversation, Entry
from handoff.store import Store, reaching_redis
from handoff.texts import simplified

WORDS_KEPT = 3
WORDS_CHARS = 300
MATTERS_KEPT = 5
DAYS_KEPT = 7
_DAY_S = 24 * 3600
# What an open task had collected ends with the person's work; the order is what is still talked about.
_OUTLIVES = ("order_id", "named", "returns", "greeted", "told")

_CLAUSE = re.compile(r"[^,，.。;；:：!！?？~…\n]+")
_TELLS = re.compile(
    r"\d|[一二两三四五六七八九十半]个?(?:天|点|小时|分钟|工作日|周|元|块)|今[天晚]|明[天早]|后天|today|tomorrow|tonight"
)
_POLITE = re.compile(
    r"(?:亲|您|你|在|尊敬的客户|hi|hello|hey|dear (?:customer|sir|madam)|good (?:morning|afternoon|evening))?(?:您|你)?(?:好|在吗|there)?"
    r"|(?:我是|这里是)[^,]{0,8}|(?:很)?(?:高兴|荣幸)为(?:您|你)服务|(?:请问)?有?(?:什么|啥)可以帮(?:到)?(?:您|你)的?吗?"
    r"|(?:请问)?(?:您|你)?(?:这边)?还有(?:其他|其它|别的|什么|没有)[^,]{0,14}|(?:还|请问)?需要(?:我)?(?:其他|别的)?帮(?:您|你|助)[^,]{0,8}"
    r"|(?:嗯|恩|哦|噢|好|好的|好滴|行|可以|收到|明白|了解|清楚|知道|没问题|ok|okay|sure|yes|right|noted|got it|i see)+(?:了|呢|哦|的|吧|啊|您的?(?:问题|情况))*"
    r"|(?:请|麻烦)?(?:您|你)?(?:先|再)?(?:稍等|稍候|等等|等一下|稍微等一下)(?:一下|片刻|哦|哈)?"
    r"|(?:我|这边|我这边|现在|马上|先|正在|这就|现在就|来|帮您|帮你|给您|为您|就|去|再|请|给你)+(?:看|查|核实|处理|了解|核对|查看|查询|确认|跟进)(?:一下|下|看|中|着|您的|你的|这个|问题|情况|订单|物流|尾号|的)*"
    r"|(?:非常|很|真的|实在)?(?:抱歉|对不起|不好意思)(?:让您|给您)?[^,]{0,8}|(?:给|让)(?:您|你)[^,]{0,4}(?:麻烦|久等|不愉快)了?"
    r"|(?:很|真)?(?:抱歉|理解)[^,]{0,10}心情|不客气|不用谢|(?:非常)?(?:感谢|谢谢)[^,]{0,16}|(?:祝|愿)(?:您|你)?[^,]{0,14}|再见|拜拜"
    r"|(?:如|若)?(?:有|还有)?(?:其他|任何|什么)?(?:问题|需要)?(?:可以|请|欢迎)?随时[^,]{0,14}|(?:麻烦|请|辛苦)?(?:您|你)?[^,]{0,6}(?:评价|好评|打分)[^,]{0,8}"
    r"|(?:this is|i am|i'm|my name is) [^,]{1,24}|(?:is there )?(?:anything|something) else.{0,40}|(?:how )?(?:can|may) i (?:help|assist).{0,30}"
    r"|(?:please )?(?:just )?(?:(?:a|one) (?:moment|second|minute|sec)|hold on|bear with me|wait)(?: please)?"
    r"|(?:ok |okay |sure )?(?:i(?:'ll| will| am|'m)? ?|let me |now )+(?:just )?(?:check|look|looking|checking|reading|see|find out|on it)(?: .{0,40})?"
    r"|(?:i'm |i am |we are |we're )?(?:very |so |really )?sorry(?: .{0,40})?|you'?re welcome|my pleasure|no problem|(?:thank you|thanks)(?: .{0,30})?"
    r"|(?:have a|enjoy your) .{1,20}|good ?bye|bye|take care|(?:please )?(?:feel free|let us know|rate).{0,40}",
)  # fmt: skip
_NAMED_ORDER = re.compile(r"(?:尾号|订单号?|单号|order|ending(?: in)?)\s*[:#…]*\s*\d+(?:\s*的)?")
_STOPS = re.compile(r"[。.!！?？;；\n](?!\d)")
_PAUSES = re.compile(r"[,，、\s](?!\d)")


def says_something(text: str) -> bool:
    """Whether an agent's message holds more than greeting, "one moment", thanks and goodbye."""
    folded = _NAMED_ORDER.sub("订单", simplified(text).lower())  # which one is looked at is no news
    clauses = (clause.strip() for clause in _CLAUSE.findall(folded))
    return any(clause and (_TELLS.search(clause) or not _POLITE.fullmatch(clause)) for clause in clauses)


def shortened(text: str, limit: int = WORDS_CHARS) -> str:
    """The text, or as many of its whole sentences, else clauses, as fit; never a part of a number."""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    for ends in (_STOPS, _PAUSES):
        at = [found.end() for found in ends.finditer(text[:limit]) if found.end() <= len(head)]
        if at and at[-1] >= limit // 3:
            return head[: at[-1]].rstrip() + "…"
    return re.sub(r"[\d.,:：%¥$]+$", "", head) + "…"


def kept(
    log: Sequence[Entry], *, category: str, outcome: str, note: str, agent: str, now_ms: int
) -> dict[str, Any]:
    """One settled matter. `log` ends with what was said last; only what came since the assistant had it counts."""
    told = [
        entry
        for entry in _with_people(log)
        if entry["from"] == "agent" and entry["kind"] == "message" and says_something(entry.get("text", ""))
    ][-WORDS_KEPT:]
    names = dict.fromkeys(str((entry.get("agent") or {}).get("name") or agent) for entry in told)
    return {
        "category": category,
        "outcome": outcome,
        "note": note,
        "words": [shortened(entry["text"]) for entry in told],
        "agent": "/".join(names) or agent,
        "at_ms": now_ms,
    }


def _with_people(log: Sequence[Entry]) -> Sequence[Entry]:
    """What was said since the assistant called a person, or since a person began."""
    for at in range(len(log) - 1, -1, -1):
        move = log[at].get("move") or {}
        if move.get("from") == "bot" and move.get("to") in ("queued", "human"):
            return log[at:]
    return log


def after_settling(memory: Mapping[str, Any], matter: Mapping[str, Any]) -> dict[str, Any]:
    """The memory with the matter: its open task is over, and nothing that was said before calls a person again."""
    slots = {name: value for name, value in memory.get("slots", {}).items() if name in _OUTLIVES}
    return {
        **memory,
        "settled": [*memory.get("settled", ())[-(MATTERS_KEPT - 1) :], dict(matter)],
        "history": [],
        "said": "",
        "slots": slots,
        "form": None,
        "requested": None,
    }


def for_dialogue(
    here: Sequence[Mapping[str, Any]], elsewhere: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Settled matters as a turn takes them, without the record for colleagues; each once, the oldest first."""
    known = {one.get("at_ms") for one in here}
    others = [{**one, "elsewhere": True} for one in elsewhere if one.get("at_ms") not in known]
    rows = sorted([*here, *others], key=lambda one: int(one.get("at_ms") or 0))
    return [
        {name: value for name, value in one.items() if name != "note"} | {"words": list(words_of(one))}
        for one in rows
    ]


def words_of(matter: Mapping[str, Any]) -> Sequence[str]:
    """What the customer was told; before words were kept apart the note held the last of them."""
    return matter["words"] if "words" in matter else [w for w in (matter.get("note"),) if w]


class SettledMatters:
    """A known customer's settled matters for a week, whichever conversation they were in; a visitor has none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, c: Conversation, matter: Mapping[str, Any]) -> None:
        """Masked: it leaves the conversation in which it was said."""
        if not c.customer:
            return
        key = self._store.keys.settled(c.customer)
        told = {**matter, "note": "", "words": [mask(one) for one in words_of(matter)]}
        async with reaching_redis(), self._store.redis.pipeline(transaction=True) as pipe:
            pipe.rpush(key, json.dumps(told, ensure_ascii=False))
            pipe.ltrim(key, -MATTERS_KEPT, -1)
            pipe.expire(key, DAYS_KEPT * _DAY_S)
            await pipe.execute()

    async def of(self, c: Conversation, now_ms: int) -> list[dict[str, Any]]:
        """Those of the last week, the oldest first."""
        if not c.customer:
            return []
        async with reaching_redis():
            rows = await self._store.redis.lrange(self._store.keys.settled(c.customer), 0, -1)
        since = now_ms - DAYS_KEPT * _DAY_S * 1000
        return [one for one in map(json.loads, rows) if one["at_ms"] >= since]
