"""Everything running as `frontdesk up` runs it: real processes, a real Redis, a trained model, and Telegram's wire."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from handoff.tasks import end
from tests.bot.channels.telegram.api_server import TOKEN, BotApi, bot_api

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 420  # the model is trained when its data changed
MARKS = {
    "rasa": "bot.nlu.engine.server",
    "actions": "actions.core.server",
    "shop": "actions.shop.demo",
    "gateway": "bot.cli.main gateway",
    "redis": "redis-server",
}


def until(check: Callable[[], Any], within_s: float = 15.0, why: str = "it did not happen") -> Any:
    """Waits for something true."""
    deadline = time.monotonic() + within_s
    while True:
        found = check()
        if found:
            return found
        assert time.monotonic() < deadline, f"not within {within_s} s: {why}"
        time.sleep(0.1)


@dataclass
class Stack:
    url: str
    data: Path
    user: str
    password: str
    process: subprocess.Popen[str]
    telegram: BotApi
    clients: list[httpx.Client] = field(default_factory=list)

    def close_clients(self) -> None:
        while self.clients:
            self.clients.pop().close()

    def child(self, part: str) -> psutil.Process:
        """The part's own process, not its guard; waited for while it is restarted."""
        found: psutil.Process = until(lambda: self._child(part), 30, f"{part} does not run")
        return found

    def _child(self, part: str) -> psutil.Process | None:
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if MARKS[part] in " ".join(child.cmdline()) and child.status() != psutil.STATUS_ZOMBIE:
                    return child
            except psutil.NoSuchProcess:
                continue
        return None

    def kill(self, part: str) -> None:
        self.child(part).kill()

    @contextmanager
    def frozen(self, part: str) -> Iterator[None]:
        """The part neither answers nor refuses, as on a machine that hangs."""
        child = self.child(part)
        child.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            child.send_signal(signal.SIGCONT)

    @contextmanager
    def down(self, part: str) -> Iterator[None]:
        """The part is killed, and what replaces it is stopped before it listens: connections are refused."""
        killed = self.child(part)
        killed.kill()
        psutil.wait_procs([killed], timeout=10)
        with self.frozen(part):
            yield

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def chat(self, customer: str | None = None, language: str = "zh-Hans") -> Chat:
        chat = Chat(self.url, customer, language)
        self.clients.append(chat.http)
        return chat

    def agent(self) -> Agent:
        agent = Agent(self.url, self.user, self.password)
        self.clients.append(agent.http)
        return agent


@dataclass
class Chat:
    """A customer in the web chat, by its HTTP contract."""

    url: str
    customer: str | None
    language: str
    seen: list[dict[str, Any]] = field(default_factory=list)
    after: str = "0"
    owner: str = ""

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.url, timeout=40)
        body: dict[str, Any] = {"language": self.language}
        if self.customer:
            named = self.http.post("/api/demo/identity", json={"customer": self.customer})
            body["identity"] = named.json()["identity"]
        made = self.http.post("/api/chat/sessions", json=body)
        assert made.status_code == 201, made.text
        self.id = made.json()["session"]
        self.http.headers["Authorization"] = f"Bearer {made.json()['token']}"

    def send(self, text: str | None = None, **what: Any) -> httpx.Response:
        body = {"client_message_id": secrets.token_hex(8)} | what | ({"text": text} if text else {})
        return self.http.post("/api/chat/messages", json=body)

    def read(self, wait_s: float = 1) -> list[dict[str, Any]]:
        answer = self.http.get("/api/chat/messages", params={"after": self.after, "wait_s": wait_s})
        if answer.status_code != 200:
            return []
        self.owner = answer.json()["owner"]
        new: list[dict[str, Any]] = answer.json()["messages"]
        if new:
            self.after = new[-1]["id"]
            self.seen += new
        return new

    def until(self, words: str, within_s: float = 15.0) -> str:
        """The first unread answer with the words."""
        deadline = time.monotonic() + within_s
        while True:
            for message in self.read():
                if message["from"] != "customer" and words in message["text"]:
                    return str(message["text"])
            heard = [m["text"] for m in self.seen]
            assert time.monotonic() < deadline, f"'{words}' not heard within {within_s} s: {heard}"

    def ask(self, text: str, words: str, within_s: float = 15.0) -> str:
        assert self.send(text).status_code == 202
        return self.until(words, within_s)

    def press(self, title: str) -> None:
        offered = [c for m in self.seen for c in m.get("choices", ()) if c["title"] == title]
        assert offered, f"'{title}' was not offered: {[m.get('choices') for m in self.seen]}"
        assert self.send(choice=offered[-1]["id"]).status_code == 202

    def texts(self, *senders: str) -> list[str]:
        return [m["text"] for m in self.seen if not senders or m["from"] in senders]


class Agent:
    """A person at the desk, by its HTTP contract."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=20, headers={"Origin": url})
        answer = self.http.post("/api/login", json={"user": user, "password": password})
        assert answer.status_code == 200, answer.text

    def presence(self, state: str) -> None:
        assert self.http.post("/api/presence", json={"state": state}).status_code < 300

    def claim(self, id: str) -> dict[str, Any]:
        answer = self.http.post(f"/api/conversations/{id}/claim")
        assert answer.status_code == 200, answer.text
        package: dict[str, Any] = answer.json()
        return package

    def post(self, id: str, what: str, **body: Any) -> None:
        answer = self.http.post(f"/api/conversations/{id}/{what}", json=body)
        assert answer.status_code < 300, answer.text

    def say(self, id: str, text: str) -> None:
        self.post(id, "messages", text=text, client_message_id=secrets.token_hex(6))


@contextmanager
def telegram_server() -> Iterator[BotApi]:
    """The local Bot API server in a thread with a loop of its own."""
    loop, started = asyncio.new_event_loop(), threading.Event()
    held: list[BotApi] = []
    closing = asyncio.Event()

    async def serve() -> None:
        async with bot_api() as api:
            held.append(api)
            started.set()
            await closing.wait()
        await end(t for t in asyncio.all_tasks() if t is not asyncio.current_task())

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert started.wait(10)
    yield held[0]
    loop.call_soon_threadsafe(closing.set)
    thread.join(15)
    loop.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def started(data: Path, port: int, telegram: BotApi) -> subprocess.Popen[str]:
    """`frontdesk up`, which prints to `up.out` in its data folder."""
    elsewhere = ("REDIS_URL", "SHOP_URL", "DATABASE_URL")
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(elsewhere)},
        "FRONTDESK_DATA": str(data),
        "FRONTDESK_PORT": str(port),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
    }
    with (data / "up.out").open("w") as printed:
        return subprocess.Popen(
            [str(ROOT / ".venv" / "bin" / "frontdesk"), "up"],
            cwd=ROOT,
            env=environ,
            stdout=printed,
            stderr=subprocess.STDOUT,
            text=True,
        )


@contextmanager
def running_stack(data: Path) -> Iterator[Stack]:
    """`frontdesk up` in a data folder of its own, with the project's trained model when there is one."""
    models = ROOT / "var" / "models"
    models.mkdir(parents=True, exist_ok=True)
    (data / "models").symlink_to(models)
    port, out = free_port(), data / "up.out"
    with telegram_server() as telegram:
        process = started(data, port, telegram)
        try:
            login = until(
                lambda: (
                    re.search(r"user (\S+)\s+password (\S+)", out.read_text()) or process.poll() is not None
                ),
                READY_WITHIN_S,
                "frontdesk up was not ready",
            )
            assert process.poll() is None, out.read_text()
            yield Stack(
                url=f"http://127.0.0.1:{port}",
                data=data,
                user=login[1],
                password=login[2],
                process=process,
                telegram=telegram,
            )
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
