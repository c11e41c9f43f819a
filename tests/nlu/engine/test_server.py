"""The engine's process refuses with one line what it cannot start with, and serves what it can."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from bot.nlu.engine.train import ROOT

TOKEN = "x" * 40


def start(folder: Path, port: int, model: Path) -> subprocess.Popen[str]:
    environ = {**os.environ, "FRONTDESK_DATA": str(folder), "FRONTDESK_ENGINE_TOKEN": TOKEN}
    command = [sys.executable, "-m", "bot.nlu.engine.server", "--port", str(port), "--model", str(model)]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True)


def refused(folder: Path, port: int, model: Path) -> str:
    with start(folder, port, model) as child:
        assert child.stderr is not None
        said = child.stderr.read()
    assert child.returncode == 1
    return said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_missing_model_is_said_in_one_line(tmp_path: Path) -> None:
    said = refused(tmp_path, free_port(), tmp_path / "none.tar.gz")
    assert re.fullmatch(r"error: there is no model at .*; run `frontdesk train`\n", said)


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path, model: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = refused(tmp_path, taken.getsockname()[1], model)
    assert re.fullmatch(r"error: the engine cannot listen on .*FRONTDESK_ENGINE_URL\n", said)


@pytest.mark.timeout(180)
def test_it_serves_on_loopback_without_customer_text_in_its_log_and_stops(
    tmp_path: Path, model: Path
) -> None:
    port = free_port()
    with start(tmp_path, port, model) as child:
        url = f"http://127.0.0.1:{port}/webhooks/frontdesk"
        deadline = time.monotonic() + 150
        while time.monotonic() < deadline and child.poll() is None:
            try:
                if requests.get(f"{url}/ready", timeout=2).status_code == 200:
                    break
            except requests.ConnectionError:
                time.sleep(0.3)
        body = {"sender": "s", "turn": "t", "text": "secret-words 我的快递", "metadata": {}}
        answer = requests.post(
            f"{url}/turn", json=body, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=20
        ).json()
        child.send_signal(signal.SIGTERM)
        assert child.stderr is not None
        said = child.stderr.read()
    assert answer["failure"] == "action_server"  # nothing listens there
    assert "secret-words" not in said
    assert (tmp_path / "trackers.db").exists()
    assert child.returncode == 0
