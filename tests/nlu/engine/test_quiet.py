"""What stands before Rasa and numpy are imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.nlu.engine.train import ROOT

SCRIPT = """
from bot.nlu.engine import quiet
quiet.in_one_thread()
import numpy
from threadpoolctl import threadpool_info
print(*(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"))
"""


@pytest.mark.parametrize(("given", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_messages_are_read_in_one_thread_unless_the_environment_says_otherwise(
    given: dict[str, str], threads: str
) -> None:
    ours = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=ours | given, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == [threads]
