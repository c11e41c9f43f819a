"""Work on several pieces at once, in processes that begin with what this one has read.

Threads do not serve: most of the work holds Python's lock, and liblinear has one source of random numbers a process.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Piece = TypeVar("Piece")


def each(work: Callable[[Piece], Any], pieces: Sequence[Piece]) -> list[Any]:
    """`[work(piece) for piece in pieces]`; what `work` raises or returns must go through a pipe.

    A process a piece but the last, which is done here. One after another where processes cannot be forked or have no children.
    Raises RuntimeError when a process ended without an answer.
    """
    alone = sys.platform != "linux" or multiprocessing.current_process().daemon
    if alone or len(pieces) < 2:
        return [work(piece) for piece in pieces]
    context = multiprocessing.get_context("fork")
    started = []
    for piece in pieces[:-1]:
        receiving, giving = context.Pipe(duplex=False)
        process = context.Process(target=_answer, args=(giving, work, piece), daemon=True)
        process.start()
        giving.close()
        started.append((receiving, process))
    try:
        last = work(pieces[-1])
        return [*(_received(receiving) for receiving, _ in started), last]
    finally:
        for receiving, process in started:
            receiving.close()
            process.terminate()
            process.join()


def _answer(giving: Any, work: Callable[[Piece], Any], piece: Piece) -> None:
    try:
        giving.send((work(piece), None))
    except Exception as error:
        giving.send((None, error))


def _received(receiving: Any) -> Any:
    try:
        found, error = receiving.recv()
    except EOFError:
        raise RuntimeError("a process that helped to train ended early; is there memory enough?") from None
    if error is not None:
        raise error
    return found
