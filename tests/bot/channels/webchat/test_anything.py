"""Whatever is sent, the answer is never a 5xx and always in the one shape."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.bot.channels.webchat.conftest import Visitor
from tests.conftest import servers

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
NAMES = ("client_message_id", "text", "choice", "file", "language", "identity", "token")
bodies = anything | st.dictionaries(
    st.sampled_from(NAMES), anything | st.text(min_size=1, max_size=70), max_size=5
)
CALLS = (
    ("POST", "/sessions"),
    ("POST", "/messages"),
    ("POST", "/files"),
    ("GET", "/messages"),
    ("GET", "/files/x"),
)
TYPES = (
    "application/json",
    "multipart/form-data; boundary=b",
    "image/png",
    "text/plain",
    "application/json; charset=x",
    "",
)
# Without the explaining phase, which traces every line of the server too.
thorough = settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


def check(answer: httpx.Response) -> None:
    assert answer.status_code < 500
    if answer.status_code >= 400:
        problem: dict[str, Any] = answer.json()
        assert {"code", "error"} <= set(problem) <= {"code", "error", "field"}


@thorough
@given(call=st.sampled_from(CALLS[:2]), body=bodies)
async def test_any_json(visitor: Visitor, call: tuple[str, str], body: object) -> None:
    content = json.dumps(body).encode()
    headers = visitor.headers | {"Content-Type": "application/json"}
    check(await visitor.http.request(call[0], f"/api/chat{call[1]}", content=content, headers=headers))


@thorough
@given(call=st.sampled_from(CALLS), content=st.binary(max_size=300), kind=st.sampled_from(TYPES))
async def test_any_bytes(visitor: Visitor, call: tuple[str, str], content: bytes, kind: str) -> None:
    headers = visitor.headers | {"Content-Type": kind}
    check(await visitor.http.request(call[0], f"/api/chat{call[1]}", content=content, headers=headers))


@thorough
@given(
    after=st.text(max_size=30),
    file=st.text(max_size=80),
    token=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
)
async def test_any_address_and_any_token(visitor: Visitor, after: str, file: str, token: str) -> None:
    check(await visitor.http.get("/api/chat/messages", params={"after": after}, headers=visitor.headers))
    path = "/api/chat/files/" + quote(file, safe="")
    check(await visitor.http.get(path, headers=visitor.headers))
    check(await visitor.http.get("/api/chat/messages", headers={"Authorization": f"Bearer {token}"}))
