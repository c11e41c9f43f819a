"""Parses messages and replays dialogues by one worker process in Rasa's environment, for the command line."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from bot.settings import ROOT
from bot.up.checks import check_engine
from bot.up.errors import CannotRun

_AHEAD = 64  # requests under way: keeps the pipe busy both ways and can never fill it
Row = dict[str, Any]


class BadLine(Exception):
    """A line of the input that cannot be used; the message names it."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(f"line {number}: {problem}")
        self.number = number


class Worker:
    """The process while the `with` block lasts. Raises CannotRun when it cannot start."""

    def __init__(self, model: Path) -> None:
        command = [str(check_engine(ROOT)), "-m", "bot.nlu.worker", "--model", str(model)]
        self._child = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._problems: deque[bytes] = deque(maxlen=20)
        self._reader = threading.Thread(target=self._problems.extend, args=(self._err,), daemon=True)
        self._reader.start()

    def __enter__(self) -> Worker:
        try:
            self._read()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; it is killed when it does not end by itself at the end of its input."""
        with suppress(BrokenPipeError):
            self._in.close()
        try:
            self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._reader.join()
        self._out.close()
        self._err.close()

    def ask(self, requests: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[tuple[int, Row]]:
        """Answers in the order of the requests, each with its line's number. Raises BadLine, CannotRun."""
        # Written from a thread of its own: with long dialogues both pipes would fill and both sides wait for ever.
        sent: queue.Queue[int | BaseException | None] = queue.Queue(_AHEAD)
        threading.Thread(target=self._write_all, args=(requests, sent), daemon=True).start()
        while (number := sent.get()) is not None:
            if isinstance(number, BaseException):
                raise number
            answer = self._read()
            if "error" in answer:
                raise BadLine(number, str(answer["error"]))
            yield number, answer

    def _write_all(
        self,
        requests: Iterable[tuple[int, Mapping[str, Any]]],
        sent: queue.Queue[int | BaseException | None],
    ) -> None:
        try:
            for number, request in requests:
                sent.put(number)
                self._in.write(json.dumps(request).encode() + b"\n")
                self._in.flush()
        except (BrokenPipeError, ValueError):
            pass  # the worker is gone or was closed: the reading side says why
        except BaseException as error:
            sent.put(error)
        sent.put(None)

    def _read(self) -> Row:
        line = self._out.readline()
        if not line:
            raise CannotRun(self._why())
        answer: Row = json.loads(line)
        return answer

    def _why(self) -> str:
        self._child.wait(timeout=5)
        self._reader.join(timeout=1)
        last = next((one for one in reversed(self._problems) if one.strip()), b"it ended without a word")
        reason = last.decode(errors="replace").removeprefix("error: ").strip()
        return f"The model cannot be used: {reason}"

    @property
    def _in(self) -> IO[bytes]:
        assert self._child.stdin is not None
        return self._child.stdin

    @property
    def _out(self) -> IO[bytes]:
        assert self._child.stdout is not None
        return self._child.stdout

    @property
    def _err(self) -> IO[bytes]:
        assert self._child.stderr is not None
        return self._child.stderr


def parse_lines(model: Path, lines: Iterable[bytes]) -> Iterator[Row]:
    """The parse of each line, one message a line; an empty line is an empty message. Raises BadLine, CannotRun."""
    with Worker(model) as worker:
        requests = ((number, {"parse": _decoded(number, line)}) for number, line in enumerate(lines, start=1))
        for _, answer in worker.ask(requests):
            yield answer["parse"]


def replay_lines(model: Path, lines: Iterable[bytes]) -> Iterator[Row]:
    """Rows of each dialogue, one dialogue in JSON a line; blank lines are skipped. Raises BadLine, CannotRun."""
    with Worker(model) as worker:
        requests = (
            (number, {"replay": _dialogue(number, line)})
            for number, line in enumerate(lines, start=1)
            if line.strip()
        )
        for _, answer in worker.ask(requests):
            yield from answer["replay"]


def _decoded(number: int, line: bytes) -> str:
    try:
        return line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadLine(number, "it is not UTF-8") from None


def _dialogue(number: int, line: bytes) -> Any:
    try:
        return json.loads(_decoded(number, line))
    except ValueError as error:
        raise BadLine(number, f"it is not JSON ({error})") from None
