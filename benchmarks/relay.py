"""How long a customer's message takes to the agent's open screen: HTTP in, Redis, the console's socket out."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from typing import Any

import httpx
from redis import asyncio as aioredis
from websockets.asyncio.client import connect

from benchmarks.machine import percentile
from bot.settings import Settings
from handoff.archive.database import open_database
from handoff.model import AgentRef
from handoff.queue.desk import Desk
from handoff.store.keys import Keys
from handoff.store.store import Store
from handoff.users import Users, generate_password
from handoff.wording.texts import load_texts

MESSAGES = 300
PAUSE_S = 0.02


async def measure(settings: Settings, *, count: int = MESSAGES) -> dict[str, float]:
    url = f"http://127.0.0.1:{settings.port}"
    name, password = f"bench{secrets.token_hex(3)}", generate_password()
    engine = open_database(settings.database_url)
    user = Users(engine).add(name, "agent", password)
    engine.dispose()
    async with httpx.AsyncClient(base_url=url, timeout=20, headers={"Origin": url}) as http:
        (await http.post("/api/login", json={"user": name, "password": password})).raise_for_status()
        made = (await http.post("/api/chat/sessions", json={"language": "zh-Hans"})).json()
        await _give_to(settings, made["session"], AgentRef(id=user.id, name=user.display_name))
        cookies = "; ".join(f"{k}={v}" for k, v in http.cookies.items())
        live = url.replace("http", "ws", 1) + "/api/live"
        async with connect(live, additional_headers={"Cookie": cookies, "Origin": url}) as socket:
            await socket.send(json.dumps({"type": "watch", "conversation": made["session"]}))
            took = await _send_and_hear(http, socket, made["token"], count)
    return {
        "relay_p50_ms": percentile(took, 0.5) * 1000,
        "relay_p99_ms": percentile(took, 0.99) * 1000,
    }


async def _give_to(settings: Settings, id: str, agent: AgentRef) -> None:
    redis = aioredis.Redis.from_url(settings.redis_url, decode_responses=True)
    desk = Desk(Store(redis, Keys(settings.domain)), load_texts())
    await desk.start(id, agent, time.time_ns() // 1_000_000)
    await redis.aclose()


async def _send_and_hear(http: httpx.AsyncClient, socket: Any, token: str, count: int) -> list[float]:
    sent: dict[str, float] = {}
    heard: dict[str, float] = {}
    complete = asyncio.Event()

    async def hear() -> None:
        async for frame in socket:
            push = json.loads(frame)
            if push["type"] == "ping":
                await socket.send(json.dumps({"type": "pong"}))
            for entry in push.get("entries", ()):
                heard.setdefault(entry.get("text", ""), time.perf_counter())
            if len([text for text in heard if text in sent]) == count:
                complete.set()

    hearing = asyncio.create_task(hear())
    for number in range(count):
        text = f"message-{number}"
        sent[text] = time.perf_counter()
        body = {"client_message_id": text, "text": text}
        answer = await http.post(
            "/api/chat/messages", json=body, headers={"Authorization": f"Bearer {token}"}
        )
        if answer.status_code == 429:
            await asyncio.sleep(float(answer.headers["Retry-After"]))
            sent[text] = time.perf_counter()
            answer = await http.post(
                "/api/chat/messages", json=body, headers={"Authorization": f"Bearer {token}"}
            )
        answer.raise_for_status()
        await asyncio.sleep(PAUSE_S if number < 100 else 0.11)  # within what one conversation may send
    async with asyncio.timeout(20):
        await complete.wait()
    hearing.cancel()
    return [heard[text] - at for text, at in sent.items()]
