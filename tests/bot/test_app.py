"""The application as a whole: probes, pages, headers, limits, the written contract."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from redis import asyncio as aioredis

from handoff.model import AgentRef
from tests.bot.serving import Served, served


@pytest.fixture
async def site(redis: aioredis.Redis, domain: str, tmp_path: Path) -> AsyncIterator[Served]:
    async with served(redis, domain, tmp_path, shop_url="http://127.0.0.1:9") as site:
        yield site


@pytest.fixture
async def http(site: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.url) as client:
        yield client


async def test_it_is_alive_and_ready(http: httpx.AsyncClient) -> None:
    alive, ready = await http.get("/livez"), await http.get("/readyz")
    assert (alive.status_code, ready.status_code) == (200, 200)
    assert ready.json() == {"ready": True, "parts": {"redis": True}}


async def test_it_is_not_ready_while_a_part_is_missing(site: Served, http: httpx.AsyncClient) -> None:
    site.gateway.parts["dialogue"] = False
    ready = await http.get("/readyz")
    assert ready.status_code == 503
    assert ready.json() == {"ready": False, "parts": {"redis": True, "dialogue": False}}


async def test_the_figures_tell_of_requests_and_of_the_queue(site: Served, http: httpx.AsyncClient) -> None:
    made = (await http.post("/api/chat/sessions", json={})).json()
    await site.hand_over(made["session"])
    await site.desk.set_presence(AgentRef(id="w", name="王"), "online", "", 1)
    await http.get("/api/chat/files/abcdef")
    for key, due_ms in (("a", 2), ("b", None), ("c", 9_000_000_000_000)):
        site.gateway.archive.open_ticket(key=key, category="refund", text="请回电", now_ms=1, due_ms=due_ms)
    lines = (await http.get("/metrics")).text.splitlines()
    assert 'frontdesk_http_requests_total{method="POST",route="/api/chat/sessions",status="201"} 1.0' in lines
    assert (
        'frontdesk_http_requests_total{method="GET",route="/api/chat/files/{file}",status="401"} 1.0' in lines
    )
    assert 'frontdesk_waiting{queue_class="0"} 1.0' in lines
    assert {'frontdesk_tickets{due="over"} 1.0', 'frontdesk_tickets{due="later"} 2.0'} <= set(lines)
    assert "frontdesk_store_up 1.0" in lines
    assert not [line for line in lines if "abcdef" in line]


async def test_the_figures_come_also_while_redis_is_away(domain: str, tmp_path: Path) -> None:
    nowhere = aioredis.Redis(unix_socket_path=str(tmp_path / "nothing.sock"), decode_responses=True)
    async with served(nowhere, domain, tmp_path) as site, httpx.AsyncClient(base_url=site.url) as http:
        answer = await http.get("/metrics")
    await nowhere.aclose()
    assert answer.status_code == 200
    assert "frontdesk_store_up 0.0" in answer.text


async def test_the_contract_names_every_call_and_the_shape_of_errors(http: httpx.AsyncClient) -> None:
    contract = (await http.get("/api/openapi.json")).json()
    customers = {
        path: set(calls) for path, calls in contract["paths"].items() if path.startswith("/api/chat/")
    }
    assert customers == {
        "/api/chat/sessions": {"post"},
        "/api/chat/messages": {"post", "get"},
        "/api/chat/files": {"post"},
        "/api/chat/files/{file}": {"get"},
    }
    send = contract["paths"]["/api/chat/messages"]["post"]
    assert send["security"] == [{"HTTPBearer": []}]
    assert send["responses"]["4XX"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Problem"
    }
    assert set(contract["components"]["schemas"]["Problem"]["properties"]) == {"code", "error", "field"}


async def test_the_page_and_the_widget_are_there(http: httpx.AsyncClient) -> None:
    page, widget = await http.get("/"), await http.get("/widget.js")
    again = await http.get("/widget.js", headers={"If-None-Match": widget.headers["ETag"]})
    plain = await http.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert (page.status_code, widget.status_code, again.status_code) == (200, 200, 304)
    assert "<frontdesk-chat>" in page.text
    assert widget.headers["Content-Encoding"] == "gzip"
    assert plain.content == widget.content
    assert (await http.head("/")).status_code == 200


async def test_every_file_that_the_page_names_is_there(http: httpx.AsyncClient) -> None:
    page = (await http.get("/")).text
    named = {part.split('"')[0] for part in page.split('="')[1:] if part.startswith("/static/")}
    assert named
    assert {(await http.get(path)).status_code for path in named} == {200}


@pytest.mark.parametrize(
    "path", ["/", "/widget.js", "/livez", "/api/chat/messages", "/nowhere", "/static/demo/shop.css"]
)
async def test_every_answer_has_the_security_headers(http: httpx.AsyncClient, path: str) -> None:
    headers = (await http.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]


async def test_answers_of_the_interface_are_not_kept_by_caches(http: httpx.AsyncClient) -> None:
    assert (await http.get("/api/chat/messages")).headers["Cache-Control"] == "no-store"


async def test_other_sites_may_use_the_chat_and_nothing_else(http: httpx.AsyncClient) -> None:
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    headers = asked | {"Access-Control-Request-Headers": "authorization,content-type"}
    chat = await http.options("/api/chat/messages", headers=headers)
    console = await http.options("/api/login", headers=headers)
    read = await http.get("/api/chat/messages", headers={"Origin": "https://shop.example"})
    assert chat.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in chat.headers
    assert "Access-Control-Allow-Origin" not in console.headers
    assert read.headers["Access-Control-Allow-Origin"] == "*"


async def test_without_the_demo_there_is_neither_page_nor_identity(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with (
        served(redis, domain, tmp_path, demo=False) as site,
        httpx.AsyncClient(base_url=site.url) as http,
    ):
        page = await http.get("/")
        identity = await http.post("/api/demo/identity", json={"customer": "C0001"})
        widget = await http.get("/widget.js")
    assert (page.status_code, identity.status_code, widget.status_code) == (404, 404, 200)


async def test_the_demo_shop_being_away_is_told(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/demo/customers")
    assert (answer.status_code, answer.json()["code"]) == (503, "shop_unavailable")


@pytest.mark.parametrize("body", [{}, {"customer": ""}, {"customer": "../x"}, {"customer": 5}, []])
async def test_a_wrong_demo_customer_is_refused(http: httpx.AsyncClient, body: object) -> None:
    assert (await http.post("/api/demo/identity", json=body)).status_code == 422


async def test_a_broken_length_is_refused(site: Served) -> None:
    host, port = site.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /api/chat/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n{}")
    status = await reader.readline()
    writer.close()
    assert b" 400 " in status


async def test_a_body_that_does_not_come_is_given_up(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.http_guard.BODY_SECONDS", 0.2)
    host, port = site.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /api/chat/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{}")
    status = await reader.readline()
    writer.close()
    assert b" 408 " in status
