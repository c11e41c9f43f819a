"""The action server as a process, and what it registers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import yaml

from actions.core.server import Executor

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "SHOP_URL": "http://127.0.0.1:9", "SHOP_TOKEN": "token"}
    process = subprocess.Popen(
        [sys.executable, "-m", "actions.core.server", "--port", str(port)], cwd=ROOT, env=environment
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                requests.get(f"{url}/health", timeout=1)
                break
            except requests.ConnectionError:
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def test_every_action_of_the_domain_is_served_and_no_other() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    executor = Executor()
    executor.register_package("actions")
    assert sorted(executor.actions) == sorted(domain["actions"])


def test_every_intent_has_one_rule() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    ruled = [
        rule["steps"][0]["intent"]
        for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        if "intent" in rule["steps"][0]
    ]
    assert sorted(ruled) == sorted(name for intent in domain["intents"] for name in intent)


def test_a_shop_that_is_down_is_answered_within_ten_seconds(address: str) -> None:
    call = {
        "next_action": "action_track_shipment",
        "sender_id": "web-1.1",
        "tracker": {
            "sender_id": "web-1.1",
            "slots": {},
            "events": [],
            "latest_message": {
                "text": "我的快递到哪了",
                "intent": {"name": "track_shipment"},
                "entities": [],
                "metadata": {"turn": "t-1", "identity": {"customer": "C0001", "level": "signed"}},
            },
        },
        "domain": {},
        "version": "3.6.21",
    }
    answer = requests.post(f"{address}/webhook", json=call, timeout=10).json()
    said = [one["custom"]["say"]["text"] for one in answer["responses"] if "say" in one["custom"]]
    asked = [one["custom"]["ask"]["reason"] for one in answer["responses"] if "ask" in one["custom"]]
    assert said == ["抱歉，订单系统暂时没有回应。\n您的问题已记下。"]
    assert asked == ["failure"]


def test_it_listens_on_loopback_only(address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    listening = Path("/proc/net/tcp").read_text(encoding="ascii")
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening


def test_a_missing_setting_refuses_to_start_with_its_name() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHOP_")}
    result = subprocess.run(
        [sys.executable, "-m", "actions.core.server"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "SHOP_URL" in result.stderr
