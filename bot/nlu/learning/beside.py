"""Work done beside this one, in processes that begin with what it has read.

Threads do not serve: most of the work holds Python's lock, and liblinear has one source of random numbers a process.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Begun(Generic[Result]):
    """`work()` in a process of its own; what it raises or returns must go through a pipe.

    Done here, when the result is asked for, where processes cannot be forked or have no children.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._process = None
        if sys.platform == "linux" and not multiprocessing.current_process().daemon:
            context = multiprocessing.get_context("fork")
            self._receiving, giving = context.Pipe(duplex=False)
            self._process = context.Process(target=_answer, args=(giving, work), daemon=True)
            self._process.start()
            giving.close()

    def result(self) -> Result:
        """Waits for it; once. Raises what the work raised, and RuntimeError when its process ended without an answer."""
        if self._process is None:
            return self._work()
        try:
            found, error = self._receiving.recv()
        except EOFError:
            raise RuntimeError(
                "a process that helped to train ended early; is there memory enough?"
            ) from None
        if error is not None:
            raise error
        return found  # type: ignore[no-any-return]

    def end(self) -> None:
        """The process is gone afterwards, done or not."""
        if self._process is not None:
            self._receiving.close()
            self._process.terminate()
            self._process.join()


def each(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> list[Result]:
    """`[work(piece) for piece in pieces]`: a process a piece but the last, which is done here."""
    begun = [Begun(partial(work, piece)) for piece in pieces[:-1]]
    try:
        last = [work(piece) for piece in pieces[-1:]]
        return [*(one.result() for one in begun), *last]
    finally:
        for one in begun:
            one.end()


def _answer(giving: Any, work: Callable[[], Any]) -> None:
    try:
        giving.send((work(), None))
    except Exception as error:
        giving.send((None, error))
