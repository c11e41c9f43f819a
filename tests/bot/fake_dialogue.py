"""An engine that answers from a script and remembers turns, as the contract of `bot.dialogue.Dialogue` asks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.dialogue import DialogueDown, DialogueUncertain
from handoff.escalation.decision import decide
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import TurnSignals

JSON = dict[str, Any]
INTENTS = {
    "到哪": "track_shipment",
    "转人工": "ask_human",
    "在吗": "greet",
    "退款": "request_refund",
    "退货": "request_return",
    "投诉": "complaint",
    "是的": "affirm",
    "谢谢": "thanks",
}
ORDER = re.compile(r"\d{16,19}")


class FakeDialogue:
    def __init__(self) -> None:
        self.asked: list[JSON] = []
        self.runs: dict[str, JSON] = {}
        self.effects: list[str] = []  # what a real engine would have changed in the shop, by turn id
        self.delay_s = 0.0
        self.down = False
        self.lost_answers = 0
        self.parse_down = False
        self.failures: list[str] = []  # what the next turns answer instead, one each
        self.entered = asyncio.Event()
        self.reply: Callable[[JSON, JSON], JSON] = lambda request, parse: {
            "messages": [{"text": f"答：{request.get('text') or request['choice']['intent']}"}]
        }

    async def turn(self, request: Mapping[str, Any]) -> JSON:
        self.asked.append(dict(request))
        self.entered.set()
        if self.down:
            raise DialogueDown("refused")
        await asyncio.sleep(self.delay_s)
        if self.failures:
            return {"failure": self.failures.pop(0), "messages": []}
        id = request["turn"]
        if id not in self.runs:
            self.effects.append(id)
            understood = await self.parse(
                request.get("text") or "", request["metadata"]["history"], "", quiet=True
            )
            self.runs[id] = {"turn": id, **understood, **self.reply(dict(request), understood)}
        if self.lost_answers:
            self.lost_answers -= 1
            raise DialogueUncertain("ReadTimeout")
        return self.runs[id]

    async def parse(
        self, text: str, history: Sequence[Mapping[str, Any]], said: str, quiet: bool = False
    ) -> JSON:
        if (self.down or self.parse_down) and not quiet:
            raise DialogueDown("refused")
        intent = next((i for word, i in INTENTS.items() if word in text), "inform")
        flags: tuple[str, ...] = ("still_unsolved",) if "没解决" in text else ()
        flags += ("safety",) if "漏电" in text else ()
        angry = "骗子" in text
        emotion, intensity = ("angry", 0.9) if angry else ("calm", 0.0)
        signals = TurnSignals(
            turn=len(history),
            intent=intent,
            confidence=0.95,
            flags=flags,
            emotion=emotion,
            intensity=intensity,
            quote=text,
        )
        before = [TurnSignals.from_dict(s) for s in history]
        return {
            "parse": {
                "intent": intent,
                "confidence": 0.95,
                "emotion": emotion,
                "intensity": intensity,
                "entities": [{"entity": "order_id", "value": found} for found in ORDER.findall(text)],
            },
            "signals": signals.to_dict(),
            "decision": decide([*before, signals], Policy()).to_dict(),
        }

    async def ready(self) -> bool:
        return not self.down
