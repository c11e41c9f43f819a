"""A conversation with the skills as Rasa drives them: rules, the one form, refusals, and the action after the form.

What Rasa's own policies decide is repeated here in its simplest form; `tests/conversations` tests the real ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.core.server import Executor
from actions.core.turn import FORM, REQUESTED

Json = dict[str, Any]
RULES = Path(__file__).resolve().parents[2] / "data" / "rules"


@dataclass
class Answer:
    """What one turn brought: messages, asks of the gateway, changes in the shop, promises."""

    says: list[Json] = field(default_factory=list)
    asks: list[Json] = field(default_factory=list)
    changed: list[Json] = field(default_factory=list)
    promises: list[Json] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n---\n".join(say["text"] for say in self.says)

    @property
    def choices(self) -> list[str]:
        return [choice["title"] for say in self.says for choice in say.get("choices", ())]

    def payload(self, title: str) -> Json:
        """What the button with this title stands for."""
        found = [one for say in self.says for one in say.get("choices", ()) if one["title"] == title]
        assert found, f"no button {title!r} among {self.choices}"
        return dict(found[-1]["payload"])

    def asked(self, ask: str) -> list[Json]:
        return [one for one in self.asks if one["ask"] == ask]

    def add(self, messages: Sequence[Json]) -> None:
        for message in messages:
            for kind, body in message["custom"].items():
                {"say": self.says, "ask": self.asks, "changed": self.changed, "promise": self.promises}[
                    kind
                ].append(body)


def rule_actions() -> dict[str, str]:
    """The action that the rules run for each intent."""
    found = {}
    for path in RULES.glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = rule["steps"]
            if "intent" in steps[0]:
                found[steps[0]["intent"]] = steps[1]["action"]
    return found


class Chat:
    """One customer. `customer` is the signed identity, None for an unknown visitor."""

    def __init__(
        self, now_ms: int, customer: str | None = None, *, language: str = "zh-Hans", **meta: Any
    ) -> None:
        executor = Executor()
        executor.register_package("actions")
        self._actions = executor.actions
        self._rules = rule_actions()
        self.slots: Json = {}
        self.loop = False
        self._events: list[Json] = []
        self._turns = 0
        self._id = f"t-{customer}-{id(self)}"
        identity = {"customer": customer, "level": "signed"} if customer else None
        self.meta: Json = {
            "now_ms": now_ms,
            "language": language,
            "identity": identity,
            "client": "c1",
            **meta,
        }

    async def say(
        self,
        text: str,
        intent: str,
        entities: Mapping[str, str | Sequence[str]] | None = None,
        *,
        turn: str | None = None,
        **more: Any,
    ) -> Answer:
        """One customer turn. `more`: confidence, emotion, also, intent_ranking, files."""
        self.hear(text, intent, entities, turn=turn, **more)
        answer = Answer()
        if not self.loop or not await self._form(answer):
            await self.run(self._rules[intent], answer)
        else:
            return self._learn(answer)
        if self.loop:
            await self._form(answer)
        return self._learn(answer)

    def hear(
        self,
        text: str,
        intent: str,
        entities: Mapping[str, str | Sequence[str]] | None = None,
        *,
        turn: str | None = None,
        **more: Any,
    ) -> None:
        """The message arrives; no action has run yet."""
        self._turns += 1
        files = more.pop("files", [])
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": more.pop("confidence", 1.0)},
            "entities": [
                {"entity": name, "value": value}
                for name, values in (entities or {}).items()
                for value in ([values] if isinstance(values, str) else values)
            ],
            "metadata": {**self.meta, "turn": turn or f"{self._id}-{self._turns}", "files": files},
            **more,
        }
        self._message = message
        self._events.append({"event": "user", **message})

    def _learn(self, answer: Answer) -> Answer:
        """What the gateway keeps for later turns: rights that were proved."""
        for grant in answer.asked("grant"):
            self.meta["grants"] = [*self.meta.get("grants", []), grant["order_id"]]
        for identity in answer.asked("identify"):
            self.meta["identity"] = {"customer": identity["customer"], "level": identity["level"]}
        return answer

    async def press(self, before: Answer, title: str) -> Answer:
        """Press a button of an earlier answer."""
        payload = before.payload(title)
        return await self.say("", payload["intent"], payload.get("entities"))

    async def _form(self, answer: Answer) -> bool:
        """Run the form once; False when it refuses the turn."""
        events = await self._call("validate_request_form", answer)
        if not events:
            return False
        if self.slots.get(REQUESTED) is None:
            self.loop = False
            await self.run("action_perform", answer)
        return True

    async def run(self, name: str, answer: Answer) -> None:
        answer.ran.append(name)
        await self._call(name, answer)
        self._events.append({"event": "action", "name": name})

    async def _call(self, name: str, answer: Answer) -> list[Json]:
        dispatcher = CollectingDispatcher()
        events: list[Json] = await self._actions[name](dispatcher, self._tracker(), {})
        for event in events or []:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"] is not None
        answer.add(dispatcher.messages)
        return events

    def _tracker(self) -> Tracker:
        return Tracker.from_dict(
            {
                "sender_id": "web-test.1",
                "slots": self.slots,
                "latest_message": self._message,
                "events": self._events,
                "paused": False,
                "active_loop": {"name": FORM} if self.loop else {},
                "latest_action_name": None,
            }
        )


Begin = Callable[..., Chat]  # the fixture `chat`
