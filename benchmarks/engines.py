"""Our engine beside Rasa's own default pipeline: same data, rules, actions and shop, in the same run."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import yaml

from benchmarks.turns import engine_rates
from bot.settings import ROOT, Settings
from bot.up.checks import free_ports
from bot.up.family import Family

RASA = ROOT / ".venv-rasa" / "bin" / "python"
CONFIG = Path(__file__).with_name("rasa_default.yml")
START_S = 240
EACH = 6


def sample(folder: Path) -> Path:
    """Every EACH-th example of each file: DIET takes many minutes on all of them, and is no slower for having fewer
    features, so the ratio that is measured is a lower bound."""
    for source in sorted((ROOT / "data/nlu").glob("*.yml")):
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
        for block in content["nlu"]:
            lines = [line for line in block.get("examples", "").splitlines() if line.strip()]
            block["examples"] = "".join(f"{line}\n" for line in lines[::EACH])
        text = yaml.safe_dump(content, allow_unicode=True, width=1_000)
        (folder / source.name).write_text(text, encoding="utf-8")
    return folder


def train_default(folder: Path) -> float:
    """Seconds of training the default pipeline for one epoch; the model lies in the folder."""
    (folder / "nlu").mkdir()
    data = sample(folder / "nlu")
    start = time.perf_counter()
    command = [
        RASA,
        "-W",
        "ignore",
        "-m",
        "rasa",
        "train",
        "--config",
        CONFIG,
        "--domain",
        ROOT / "domain.yml",
    ]
    command += ["--data", data, ROOT / "data/rules", "--out", folder]
    with (folder / "train.log").open("w") as log:
        code = subprocess.run(
            [*map(str, command), "--fixed-model-name", "default"],
            cwd=folder,
            env=_environ(),
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    if code:
        last = (folder / "train.log").read_text(encoding="utf-8").strip().splitlines()[-1]
        raise RuntimeError(f"the default pipeline cannot be trained: {last}")
    return time.perf_counter() - start


@asynccontextmanager
async def default_engine(settings: Settings, folder: Path) -> AsyncIterator[tuple[str, int]]:
    """Address and process id of a Rasa server with the default pipeline and its own REST channel."""
    [port] = free_ports(1)
    endpoints = {
        "action_endpoint": {"url": f"{settings.actions_url}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "trackers.db")},
    }
    (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
    (folder / "credentials.yml").write_text("rest:\n")
    command = [
        RASA,
        "-W",
        "ignore",
        "-m",
        "rasa",
        "run",
        "--model",
        folder / "default.tar.gz",
        "--port",
        port,
    ]
    command += ["--interface", "127.0.0.1", "--endpoints", folder / "endpoints.yml"]
    command += ["--credentials", folder / "credentials.yml"]
    with Family() as family, (folder / "run.log").open("wb") as log:
        child = family.spawn(tuple(map(str, command)), environ=_environ(), output=log, cwd=folder)
        url = f"http://127.0.0.1:{port}"
        await _until_up(url, child)
        yield url, child.pid


async def measure(settings: Settings, folder: Path, our_pid: int) -> dict[str, float]:
    trained = train_default(folder)
    async with default_engine(settings, folder) as (url, pid), httpx.AsyncClient(timeout=60) as http:
        headers = {"Authorization": f"Bearer {settings.engine_token}"}

        async def ours(sender: str, text: str) -> None:
            turn = secrets.token_hex(8)
            body = {"sender": sender, "turn": turn, "text": text, "metadata": _metadata(turn)}
            answer = await http.post(
                f"{settings.engine_url}/webhooks/frontdesk/turn", json=body, headers=headers
            )
            _check(answer, answer.json().get("messages") or answer.json().get("asks"))

        async def theirs(sender: str, text: str) -> None:
            body = {"sender": sender, "message": text, "metadata": _metadata(secrets.token_hex(8))}
            answer = await http.post(f"{url}/webhooks/rest/webhook", json=body)
            _check(answer, True)

        await engine_rates(ours, theirs, rounds=1, each=24)
        mine, default = await engine_rates(ours, theirs)
        return {
            "engine_per_s": mine,
            "rasa_default_per_s": default,
            "bot_turn_ratio_vs_rasa_default": mine / default,
            "rasa_rss_mb": resident_mb(our_pid),
            "rasa_default_rss_mb": resident_mb(pid),
            "rasa_default_train_one_epoch_s": trained,
        }


def resident_mb(pid: int) -> float:
    """Memory of the process and its children."""
    process = psutil.Process(pid)
    return float(sum(p.memory_info().rss for p in (process, *process.children(recursive=True))) / 2**20)


def _metadata(turn: str) -> dict[str, Any]:
    return {
        "turn": turn,
        "now_ms": time.time_ns() // 1_000_000,
        "channel": "web",
        "client": "bench",
        "language": "zh-Hans",
        "identity": {"customer": "C0001", "level": "signed"},
        "grants": [],
        "files": [],
        "policy": {},
        "history": [],
        "matters": [],
        "settled": [],
        "agents_online": 1,
    }


def _check(answer: httpx.Response, said: object) -> None:
    if answer.status_code != 200 or not said:
        raise RuntimeError(f"an engine answered {answer.status_code}: {json.dumps(answer.json())[:200]}")


async def _until_up(url: str, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    async with httpx.AsyncClient(timeout=2) as http:
        while True:
            try:
                if (await http.get(f"{url}/webhooks/rest/")).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the default engine did not start; see run.log")
            await asyncio.sleep(0.5)


def _environ() -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": str(ROOT),
    }
