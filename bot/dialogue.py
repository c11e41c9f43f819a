"""The port to the dialogue engine, and its adapter to Rasa's channel of our own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import httpx

JSON = dict[str, Any]


class DialogueDown(Exception):
    """The engine cannot be reached: nothing of the turn was run."""


class DialogueUncertain(Exception):
    """The engine was reached and gave no usable answer: the turn may have run; ask again with its id."""


class Dialogue(Protocol):
    """What the gateway needs of an engine. A turn id that was run before gives its recorded outcome."""

    async def turn(self, request: Mapping[str, Any]) -> JSON:
        """Runs one turn. Raises DialogueDown, DialogueUncertain."""

    async def parse(self, text: str, history: Sequence[Mapping[str, Any]], said: str) -> JSON:
        """What a piece of text means after these turns and words, without any effect.

        Raises DialogueDown, DialogueUncertain.
        """

    async def ready(self) -> bool:
        """A model is loaded."""


class RasaDialogue:
    """The engine behind `bot/nlu/engine/channel.py`, over loopback HTTP."""

    def __init__(
        self, url: str, token: str, *, turn_timeout_s: float = 7.0, parse_timeout_s: float = 1.5
    ) -> None:
        self._client = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/webhooks/frontdesk",
            headers={"Authorization": f"Bearer {token}"},
            limits=httpx.Limits(max_connections=64),
            timeout=turn_timeout_s,
        )
        self._parse_timeout_s = parse_timeout_s

    async def turn(self, request: Mapping[str, Any]) -> JSON:
        return await self._post("/turn", request)

    async def parse(self, text: str, history: Sequence[Mapping[str, Any]], said: str) -> JSON:
        body = {"text": text, "history": list(history), "said": said}
        return await self._post("/parse", body, self._parse_timeout_s)

    async def ready(self) -> bool:
        try:
            return (await self._client.get("/ready", timeout=self._parse_timeout_s)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, path: str, body: Mapping[str, Any], timeout_s: float | None = None) -> JSON:
        timeout = httpx.USE_CLIENT_DEFAULT if timeout_s is None else timeout_s
        try:
            answer = await self._client.post(path, json=dict(body), timeout=timeout)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise DialogueDown(type(error).__name__) from error
        except httpx.HTTPError as error:
            raise DialogueUncertain(type(error).__name__) from error
        if answer.status_code == 503:
            raise DialogueDown("the engine is loading its model")
        if answer.status_code != 200:
            raise DialogueUncertain(f"the engine answered {answer.status_code}")
        found: JSON = answer.json()
        return found
