"""Every change happens once: its answer is recorded under its idempotency key in the same transaction."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import Connection, insert, select

from actions.shop.demo import tables as t
from actions.shop.demo.failures import Failure
from actions.shop.demo.work import Work
from actions.shop.model import Actor


def fingerprint(what: str, by: Actor, body: BaseModel) -> str:
    """Equal for equal requests: the change, who asks for it and with what."""
    told = [what, by.customer, by.grant, body.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def once(
    connection: Connection, key: str, mark: str, by: Actor, now_ms: int, change: Callable[[Work], Any]
) -> tuple[int, str]:
    """HTTP status and JSON of the change, made now or recorded before. Refusals are recorded as well.

    `connection` must hold the write lock, so that of two with one key the second finds the first's answer.
    Raises Failure (409 key_reused) when the key was used for another request.
    """
    recorded = connection.execute(select(t.answers).where(t.answers.c.key == key)).one_or_none()
    if recorded is not None:
        if recorded.fingerprint != mark:
            raise Failure(409, "key_reused", "This idempotency key was used for another request.")
        return recorded.status, recorded.body
    try:
        with connection.begin_nested():
            result: Any = change(Work(connection=connection, by=by, now_ms=now_ms))
        kind: Any = type(result)
        status, body = 200, _adapter(kind).dump_json(result).decode()
    except Failure as failure:
        status, body = failure.status, json.dumps(failure.body)
    connection.execute(
        insert(t.answers).values(key=key, fingerprint=mark, status=status, body=body, at_ms=now_ms)
    )
    return status, body
