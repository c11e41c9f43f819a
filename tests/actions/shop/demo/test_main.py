import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

SECRETS = {"SHOP_TOKEN": "token", "FRONTDESK_IDENTITY_SECRET": "secret-of-at-least-32-characters-for-tests"}


def environment(**secrets: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SECRETS} | secrets


@pytest.mark.parametrize("missing", SECRETS)
def test_the_shop_refuses_to_start_without_a_secret(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in SECRETS.items() if name != missing}
    done = subprocess.run(
        [sys.executable, "-m", "actions.shop.demo", "--port", "1", "--data", str(tmp_path)],
        env=environment(**given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert missing in done.stderr
    assert list(tmp_path.iterdir()) == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_live(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=1) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the shop did not start")


def test_the_shop_starts_on_loopback_writes_no_personal_log_and_stops(tmp_path: Path) -> None:
    port = free_port()
    shop = subprocess.Popen(
        [sys.executable, "-m", "actions.shop.demo", "--port", str(port), "--data", str(tmp_path / "new")],
        env=environment(**SECRETS),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until_live(port)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/demo/customers", timeout=5) as answer:
            assert len(json.load(answer)) >= 12
    finally:
        shop.send_signal(signal.SIGINT)
        written, _ = shop.communicate(timeout=20)
    assert written == ""
