"""Calls of the action server: kept connections, and answers checked as Rasa checks them."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientConnectorError, web
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction

from bot.nlu.engine.endpoint import WatchedEndpoint, compile_action_schema, failure

GOOD: list[dict[str, Any]] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": None, "timestamp": None}]},
    {"events": [{"event": "active_loop", "name": None}, {"event": "followup", "name": "x"}]},
    {"responses": [{"text": "x"}]},
]
CALL: dict[str, Any] = {
    "next_action": "action_x",
    "tracker": {
        "sender_id": "c",
        "slots": {"a": 1},
        "latest_message": {
            "text": "hello",
            "metadata": {"turn": "t", "history": [{"quote": "hi"}], "said": "…", "matters": []},
        },
        "events": [
            {"event": "user", "text": "hello", "parse_data": {"text": "hello"}, "metadata": {"turn": "t"}},
            {"event": "action", "name": "action_x"},
        ],
    },
}
BAD: list[Any] = [
    None,
    [],
    {"events": None},
    {"events": [{"name": "a"}]},
    {"events": [{"event": "slot", "name": "a"}]},
    {"events": [{"event": "slot", "name": 5, "value": 1}]},
    {"events": [{"event": "never heard of"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": "now"}]},
    {"events": [{"event": "action", "name": 7}]},
    {"responses": ["x"]},
]


@pytest.mark.parametrize("answer", [*GOOD, *BAD])
def test_an_answer_is_valid_when_rasa_says_so(answer: Any) -> None:
    def passes(check: Any, *arguments: Any) -> bool:
        try:
            check(*arguments)
        except ValidationError:
            return False
        return True

    compile_action_schema()
    ours = passes(RemoteAction("x", None)._validate_action_result, answer)
    assert ours == passes(validate, answer, RemoteAction.action_response_format_spec()) == (answer in GOOD)


class Server:
    """Answers the number of the connection that asks; may close it afterwards."""

    def __init__(self) -> None:
        self.closes = False
        self.heard: Any = None
        self._seen: list[Any] = []

    async def answer(self, request: web.Request) -> web.Response:
        assert request.transport is not None
        self.heard = await request.json()
        peer = request.transport.get_extra_info("peername")
        if peer not in self._seen:
            self._seen.append(peer)
        response = web.json_response({"connection": self._seen.index(peer)})
        if self.closes:
            response.force_close()
        return response

    async def start(self, port: int = 0) -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_post("/webhook", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner, int(runner.addresses[0][1])


async def test_calls_share_a_connection_that_is_made_anew_when_the_server_was_restarted() -> None:
    server = Server()
    runner, port = await server.start()
    endpoint = WatchedEndpoint(url=f"http://127.0.0.1:{port}/webhook")
    said = [(await endpoint.request(json=CALL))["connection"] for _ in range(3)]
    await runner.cleanup()
    failures: list[str] = []
    token = failure.set(failures)
    with pytest.raises(ClientConnectorError):
        await endpoint.request(json=CALL)
    failure.reset(token)
    runner, _ = await server.start(port)
    said += [(await endpoint.request(json=CALL))["connection"] for _ in range(2)]
    await endpoint.close()
    await runner.cleanup()
    assert (said, failures) == ([0, 0, 0, 1, 1], ["action_server"])


async def test_a_server_that_keeps_no_connection_is_called_all_the_same() -> None:
    server = Server()
    server.closes = True
    runner, port = await server.start()
    endpoint = WatchedEndpoint(url=f"http://127.0.0.1:{port}/webhook")
    said = [(await endpoint.request(json=CALL))["connection"] for _ in range(3)]
    await endpoint.close()
    await runner.cleanup()
    assert said == [0, 1, 2]


async def test_an_action_hears_the_message_once_and_nothing_of_the_turns_before() -> None:
    server = Server()
    runner, port = await server.start()
    endpoint = WatchedEndpoint(url=f"http://127.0.0.1:{port}/webhook")
    await endpoint.request(json=CALL)
    await endpoint.close()
    await runner.cleanup()
    assert server.heard == {
        "next_action": "action_x",
        "tracker": {
            "sender_id": "c",
            "slots": {"a": 1},
            "latest_message": {"text": "hello", "metadata": {"turn": "t"}},
            "events": [{"event": "user", "text": "hello"}, {"event": "action", "name": "action_x"}],
        },
    }
