"""Whether a customer asks what a person said or did before: that names a person and calls for none."""

from __future__ import annotations

import re
from dataclasses import replace

from handoff.signals import TurnSignals
from handoff.texts import simplified

_CALL = "asked_for_human"
_PERSON = r"(客服|同事|人工|工作人员|专员|职员|小[\u4e00-\u9fff])"
_BEFORE = r"(?<!我)(刚才|刚刚|之前|上次|前面|前头|头先|啱啱)"
_HOW, _WHAT = r"(怎么|咋|如何|点)", r"(怎么|咋|如何|点|啥|什么|几|哪|来着)"
_TOLD = r"(说|讲|话|谈|回复?|答复|回答|答应|承诺|处理|解决|安排|定)"
_WHEN = r"(什么时候|啥时候?|几时|何时|多久|多会儿|哪天)"
_ASKED = re.compile(
    rf"{_PERSON}.{{0,6}}(怎么|咋|如何|点|啥|什么|哪).{{0,4}}(说|讲|回复|答复|回答|处理|解决|安排|答应|承诺)"
    rf"|{_PERSON}.{{0,8}}{_HOW}.{{0,3}}(办|弄|搞)的"
    rf"|{_PERSON}.{{0,4}}(说|讲|回复|答复|答应|承诺)(了|过|我|的|到)*(些|是)?(什么|啥|哪)"
    rf"|{_PERSON}.{{0,3}}(给|的).{{0,4}}(结论|答复|方案|结果)"
    rf"|{_BEFORE}.{{0,12}}(说好|答应|处理|怎么说|结果|谈|说了什么|说了啥)"
    rf"|{_BEFORE}.{{0,10}}{_TOLD}的?.{{0,4}}{_WHAT}|{_BEFORE}.{{0,8}}{_HOW}.{{0,3}}{_TOLD}"
    rf"|(最后|后来).{{0,4}}{_HOW}(定|说|处理|解决|弄)的?"
    rf"|{_WHEN}(会|能|才|可以)*(给我个?(回复|答复|回话|消息|结果|回音|回信)|(回复|答复|回|覆|联系|回电给?)我)"
    r"|what (did|has|have|was|were) .{0,24}\b(colleague|agent|person|staff|human|he|she|they)\b.{0,12}"
    r"(say|said|tell|told|do|done|agree|promise|decide|settle)"
    r"|(what|how) .{0,24}\b(support|human|team|agent|rep|colleague'?s?)\b.{0,12}(said|wrote|answer|settle|decide)"
    r"|what (was|did (we|you)) (agree|settle|promise|say|said|decided?)|what (was|is) the outcome"
    r"|when (will|do|does|are) (you|he|she|they|someone|somebody|your colleague)\b.{0,12}"
    r"(reply|get back|answer|contact|call)|when (can|will|do|should) (i|we) (expect|get|hear).{0,6}(reply|answer|from you|hear back)",
    re.IGNORECASE,
)


def asks_what_was_settled(text: str) -> bool:
    """Any script and language: "刚才客服怎么说的", "what did your colleague say", "几时能给我个回音"."""
    return _ASKED.search(simplified(text)) is not None


def without_the_call(signals: TurnSignals) -> TurnSignals:
    """The turn as a question only, where naming a person made it look like calling for one."""
    calls = dict(signals.calls)
    asked, due = calls.pop(_CALL, 0.0), calls.pop("any", 0.0)
    if any(chance > asked for chance in calls.values()):
        calls["any"] = due
    return replace(
        signals,
        intent="inform" if signals.intent == "ask_human" else signals.intent,
        also=tuple(name for name in signals.also if name != "ask_human"),
        flags=tuple(flag for flag in signals.flags if flag != _CALL),
        calls=calls,
    )
