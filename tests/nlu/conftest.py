"""What tests share: models fitted on a slice of our data; a tiny Rasa model, an action server and an engine over HTTP."""

from __future__ import annotations

from bot.nlu.engine import quiet

quiet.before_import()

import socket  # noqa: E402
from collections.abc import AsyncIterator  # noqa: E402
from dataclasses import dataclass, field  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402
from uuid import uuid4  # noqa: E402

import aiohttp  # noqa: E402
import pytest  # noqa: E402
import pytest_asyncio  # noqa: E402
from aiohttp import web  # noqa: E402
from hypothesis import settings  # noqa: E402

from bot.nlu import fingerprints  # noqa: E402
from bot.nlu.engine.train import ROOT, train  # noqa: E402
from tests.nlu import slices  # noqa: E402

# How long an example takes says how busy the machine is; speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

FIXTURES = Path(__file__).parent / "fixtures"
TOKEN = "a-token-of-the-tests"
# The few dialogues of the tiny model teach the engine's parts to work together, not when a person is due.
BY_RULES = {"dialogue_due": 1.0, "dialogue_asked": 1.0, "dialogue_support": 0.0}


@pytest.fixture(scope="session")
def trained() -> slices.Trained:
    """All models of our own, fitted once a session on a slice of our data."""
    return slices.trained()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model's archive, trained once a session on few messages and dialogues."""
    out = tmp_path_factory.mktemp("model") / "tiny.tar.gz"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fingerprints, "DIALOGUES", FIXTURES / "dialogues")
        train(ROOT / "config.yml", FIXTURES / "domain.yml", [FIXTURES / "data"], out)
    return out


@dataclass
class Actions:
    """A real action server over HTTP whose behaviour a test may change."""

    url: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    peers: list[Any] = field(default_factory=list)
    broken: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        call = await request.json()
        self.seen.append(call)
        self.peers.append(request.transport and request.transport.get_extra_info("peername"))
        name = call["next_action"]
        if self.broken or name == "action_broken":
            return web.json_response({"error": "broken", "action_name": name}, status=500)
        if name == "validate_request_form":
            return web.json_response({"events": _validated(call), "responses": []})
        return web.json_response({"events": _events(name), "responses": _said(name)})


def _validated(call: dict[str, Any]) -> list[dict[str, Any]]:
    """The form takes as reason what stands between < and >."""
    text = call["tracker"]["latest_message"]["text"] or ""
    if text.startswith("<"):
        return [{"event": "slot", "name": "reason", "value": text.strip("<>")}]
    return []


def _events(name: str) -> list[dict[str, Any]]:
    return [{"event": "slot", "name": "order_id", "value": "77"}] if name == "action_done" else []


def _said(name: str) -> list[dict[str, Any]]:
    said: dict[str, list[dict[str, Any]]] = {
        "action_track_shipment": [{"custom": {"say": {"text": "在路上", "card": {"kind": "parcel"}}}}],
        "action_ask_reason": [{"custom": {"say": {"text": "为什么？"}}}],
        "action_ask_handoff": [{"custom": {"ask": {"ask": "handoff", "reason": "asked_for_human"}}}],
        "action_done": [
            {"custom": {"changed": {"what": "refund", "id": "R1"}}},
            {"custom": {"promise": {"text": "三天", "due_ms": 5}}},
            {"custom": {"say": {"text": "好了"}}},
        ],
        "action_greet": [{"custom": {"say": {"text": "您好"}}}],
        "action_fallback": [{"custom": {"say": {"text": "我没明白"}}}],
    }
    return said.get(name, [])


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def actions() -> AsyncIterator[Actions]:
    server = Actions()
    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/webhook", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    server.url = f"http://127.0.0.1:{port}"
    yield server
    await runner.cleanup()


@dataclass
class Client:
    """Speaks to the channel as the gateway does."""

    url: str
    http: aiohttp.ClientSession
    sender: str = field(default_factory=lambda: f"web-{uuid4().hex}.0")
    headers: dict[str, str] = field(default_factory=lambda: {"Authorization": f"Bearer {TOKEN}"})

    async def post(self, path: str, body: Any) -> tuple[int, Any]:
        async with self.http.post(self.url + path, json=body, headers=self.headers) as answer:
            return answer.status, await answer.json()

    async def say(self, text: str, turn: str | None = None, **more: Any) -> dict[str, Any]:
        """One turn of text, or of what `more` says, decided by rules alone; asserts that it was run."""
        body = {"sender": self.sender, "turn": turn or uuid4().hex, "text": text, **more}
        body["metadata"] = {"policy": BY_RULES, **more.get("metadata", {})}
        status, answer = await self.post("/turn", body)
        assert status == 200, answer
        return dict(answer)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(
    model: Path, actions: Actions, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """The engine's real application, listening; its address."""
    from rasa.core.run import configure_app  # noqa: PLC0415

    from bot.nlu.engine.channel import FrontdeskChannel  # noqa: PLC0415
    from bot.nlu.engine.server import load_agent  # noqa: PLC0415
    from bot.settings import parse_settings  # noqa: PLC0415

    quiet.after_import()
    folder = tmp_path_factory.mktemp("data")
    settings = parse_settings({"FRONTDESK_DATA": str(folder), "FRONTDESK_ACTIONS_URL": actions.url})
    app = configure_app([FrontdeskChannel(TOKEN)], enable_api=False, use_uvloop=False)
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))  # of a port 0 Sanic would make its own, 8000
    running = await app.create_server(sock=taken, return_asyncio_server=True, access_log=False)
    await running.startup()
    await running.start_serving()
    app.ctx.agent = await load_agent(settings, model)
    port = running.server.sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/webhooks/frontdesk"
    running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def client(server: str, actions: Actions) -> AsyncIterator[Client]:
    actions.broken = False
    actions.seen.clear()
    actions.peers.clear()
    async with aiohttp.ClientSession() as http:
        yield Client(server, http)
