"""Starting a session, with and without the shop's word for who it is."""

import base64
import json
import time

import httpx
import jwt
import pytest

from tests.bot.serving import IDENTITY_SECRET, SESSION_KEY, Served


def identity(key: str = IDENTITY_SECRET, algorithm: str = "HS256", **changed: object) -> str:
    claims = {"sub": "C0001", "aud": "frontdesk", "exp": int(time.time()) + 60} | changed
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm)


def unsigned(header: object) -> str:
    parts = (header, {"sub": "C0001", "aud": "frontdesk", "exp": int(time.time()) + 60})
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts) + "."
    )


async def test_a_guest_gets_a_conversation_and_its_token(site: Served, http: httpx.AsyncClient) -> None:
    answer = await http.post("/api/chat/sessions", json={"language": "zh-TW"})
    made = answer.json()
    thread = await site.desk.conversation(made["session"])
    assert answer.status_code == 201
    assert set(made) == {"session", "token"}
    assert (thread.channel, thread.customer, thread.language) == ("web", None, "zh-Hant")


async def test_a_signed_identity_names_the_customer(site: Served, http: httpx.AsyncClient) -> None:
    made = (await http.post("/api/chat/sessions", json={"identity": identity()})).json()
    thread = await site.desk.conversation(made["session"])
    assert (thread.customer, thread.level) == ("C0001", "signed")


FORGED = [
    identity("another key that is long enough to be one"),
    identity(exp=int(time.time()) - 60),
    identity(exp=None),
    identity(aud="elsewhere"),
    identity(aud=None),
    identity(sub=None),
    identity(sub=""),
    identity(sub="x" * 65),
    identity(algorithm="HS512"),
    identity(SESSION_KEY, aud="frontdesk-chat"),
    unsigned({"alg": "none", "typ": "JWT"}),
    unsigned({"alg": "HS256"}),
    unsigned([]),
    unsigned(None),
    "",
    "a.b.c",
    "é",
    "[" * 4000,
]


# The tokens hold the time: two workers must name the tests alike.
@pytest.mark.parametrize("forged", FORGED, ids=[str(n) for n in range(len(FORGED))])
async def test_a_forged_identity_is_refused(http: httpx.AsyncClient, forged: str) -> None:
    answer = await http.post("/api/chat/sessions", json={"identity": forged})
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_identity")


async def test_an_identity_token_is_no_session_token(http: httpx.AsyncClient) -> None:
    headers = {"Authorization": f"Bearer {identity()}"}
    assert (await http.get("/api/chat/messages", headers=headers)).status_code == 401


@pytest.mark.parametrize("body", [{"identity": 5}, {"language": []}, [], "x", {"identity": "x" * 5000}])
async def test_a_wrong_body_is_refused(http: httpx.AsyncClient, body: object) -> None:
    answer = await http.post("/api/chat/sessions", json=body)
    assert (answer.status_code, set(answer.json()) <= {"code", "error", "field"}) == (422, True)


async def test_the_page_may_leave_the_language_to_the_browser(site: Served, http: httpx.AsyncClient) -> None:
    headers = {"Accept-Language": "en-GB,zh;q=0.5"}
    made = (await http.post("/api/chat/sessions", json={}, headers=headers)).json()
    assert (await site.desk.conversation(made["session"])).language == "en"


async def test_one_address_cannot_open_conversations_without_end(http: httpx.AsyncClient) -> None:
    answers = [await http.post("/api/chat/sessions", json={}) for _ in range(130)]
    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert refused[0].json()["code"] == "too_many_requests"
