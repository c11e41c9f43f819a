"""Results remembered by text: the latest few thousand in service, all of them in a training."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, Generic, TypeVar

_LATEST = 4096

Result = TypeVar("Result")


class Remembered(Generic[Result]):
    """Decorates a pure function of one text."""

    _every: ClassVar[list[Remembered[Any]]] = []

    def __init__(self, work: Callable[[str], Result]) -> None:
        self.__doc__ = work.__doc__
        self._work = work
        self._known = lru_cache(maxsize=_LATEST)(work)
        self._every.append(self)

    def __call__(self, text: str) -> Result:
        return self._known(text)

    @classmethod
    def forget_nothing(cls) -> None:
        """From now on: a training reads each text again and again, and ends."""
        for one in cls._every:
            one._known = lru_cache(maxsize=None)(one._work)
