"""Runs the real `up` with a real Redis and small stand-ins for the other parts. For the tests of kills."""

import dataclasses
import sys
from unittest.mock import patch

from bot.reaching import redis_probe
from bot.settings import Settings, load_settings
from bot.up import main
from bot.up.errors import CannotRun
from bot.up.part import Part
from bot.up.plan import redis_part

# A worker with a child of its own, as Rasa's server may have.
WORKER = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
time.sleep(600)
"""


def parts(settings: Settings) -> tuple[Part, ...]:
    redis = redis_part(settings)
    worker = dataclasses.replace(
        redis,
        name="worker",
        command=lambda: (sys.executable, "-c", WORKER),
        ready=redis_probe(settings.redis_url),
        lock=None,
        after=("redis",),
        stage=1,
    )
    return redis, worker


if __name__ == "__main__":
    with patch.object(main, "plan", parts):
        try:
            main.up(load_settings(), with_parent="--with-parent" in sys.argv)
        except CannotRun as error:
            sys.exit(f"Error: {error}")
