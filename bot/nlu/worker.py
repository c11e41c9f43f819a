"""Understands messages and replays dialogues for the command line: JSON lines in, JSON lines out.

`python -m bot.nlu.worker --model PATH`: first a line `{"ready": true}`; then one answer a request, in order.
Requests: `{"parse": text}`, `{"replay": {"id", "turns": [{"who": "customer|service", "text"}]}}`. A request that
cannot be answered gives `{"error": …}`; the worker goes on.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.nlu.replay import replay
from bot.nlu.understanding import Understanding
from handoff.escalation.policy import load_policy


def main(arguments: list[str] | None = None) -> int:
    """Serves standard input until it ends; 1 when the model cannot be loaded."""
    parser = argparse.ArgumentParser(description="Understands messages for the command line.")
    parser.add_argument("--model", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    logging.captureWarnings(True)
    try:
        understanding = Understanding.from_archive(chosen.model)
        understanding.parse("你好")  # loads the dictionary before the clock of the first request runs
    except Exception as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    _write({"ready": True})
    for line in sys.stdin.buffer:
        _write(_answer(understanding, line))
    return 0


def _answer(understanding: Understanding, line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line)
        if "parse" in request:
            return {"parse": understanding.parse(_string(request["parse"], "parse"))}
        return {"replay": replay(understanding, _dialogue(request["replay"]), load_policy())}
    except (ValueError, KeyError, TypeError) as error:
        return {"error": " ".join(str(error).split()) or type(error).__name__}


def _dialogue(value: Any) -> Mapping[str, Any]:
    """The dialogue when it has the right shape. Raises ValueError that names what is wrong."""
    if not isinstance(value, dict) or "id" not in value:
        raise ValueError("a dialogue is an object with id and turns")
    turns = value.get("turns")
    if not isinstance(turns, list):
        raise ValueError("turns is a list")
    for at, turn in enumerate(turns):
        if not isinstance(turn, dict) or turn.get("who") not in ("customer", "service"):
            raise ValueError(f'turns[{at}].who is "customer" or "service"')
        _string(turn.get("text"), f"turns[{at}].text")
    return value


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} is a string")
    return value


def _write(answer: Mapping[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
