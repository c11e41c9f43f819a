"""The demo page's calls against the demo shop itself."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from redis import asyncio as aioredis

from actions.shop.demo.app import create_app
from tests.bot.serving import IDENTITY_SECRET, Served, served
from tests.conftest import servers

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


@pytest.fixture
async def shop_url(tmp_path: Path) -> AsyncIterator[str]:
    app = create_app(tmp_path / "shop", token=secrets.token_hex(16), identity_secret=IDENTITY_SECRET)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 (the server offers no event)
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture
async def site(redis: aioredis.Redis, domain: str, tmp_path: Path, shop_url: str) -> AsyncIterator[Served]:
    async with served(redis, domain, tmp_path, shop_url=shop_url) as site:
        yield site


async def test_one_can_visit_as_a_customer_of_the_demo_shop(site: Served) -> None:
    async with httpx.AsyncClient(base_url=site.url) as http:
        customers = (await http.get("/api/demo/customers")).json()
        chosen = customers[0]["customer"]
        identity = (await http.post("/api/demo/identity", json={"customer": chosen})).json()["identity"]
        made = (await http.post("/api/chat/sessions", json={"identity": identity})).json()
    assert (await site.desk.conversation(made["session"])).customer == chosen
    assert {"customer", "name", "story", "orders"} <= set(customers[0])


async def test_what_is_told_of_a_customer_is_there_in_all_three_languages(site: Served) -> None:
    async with httpx.AsyncClient(base_url=site.url) as http:
        customers = (await http.get("/api/demo/customers")).json()
    stories = {one["name"]: one["story"] for one in customers}
    assert stories["陳家欣"]["zh-Hant"] == "已送達（香港，港幣）"
    assert all({"zh", "zh-Hant", "en"} <= set(story) for story in stories.values())


async def test_an_unknown_customer_gets_no_identity(site: Served) -> None:
    async with httpx.AsyncClient(base_url=site.url) as http:
        answer = await http.post("/api/demo/identity", json={"customer": "C999999"})
    assert answer.status_code in (404, 422)
    assert {"code", "error"} <= set(answer.json())
