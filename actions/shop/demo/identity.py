"""Who a customer is: phone digits of an order, a phone number a channel vouched for, a signed demo identity.

Digits are compared here and never returned. Wrong tries are counted by order number as typed and by client,
the same way for orders that do not exist: neither the answer nor the limit tells them apart.
"""

import hmac
from collections.abc import Mapping

import jwt
from sqlalchemy import Connection, delete, func, insert, select

from actions.shop.demo import tables as t
from actions.shop.demo.bodies import VerifyBody
from actions.shop.demo.failures import Failure, Missing
from actions.shop.demo.ordering import plain_phone
from actions.shop.demo.rules import HOUR_MS

WINDOW_MS = HOUR_MS
LIMITS: Mapping[str, int] = {"order": 5, "client": 10}  # wrong tries within the window
IDENTITY_S = 12 * 3600


def verify(connection: Connection, body: VerifyBody, now_ms: int) -> bool:
    """True when the digits fit. Raises Failure (429) beyond the limits, also for right digits."""
    connection.execute(delete(t.tries).where(t.tries.c.at_ms <= now_ms - WINDOW_MS))
    names = {"order": body.order, "client": body.client}
    wait_ms = max(_wait_ms(connection, scope, name, now_ms) for scope, name in names.items())
    if wait_ms > 0:
        seconds = -(-wait_ms // 1000)
        raise Failure(429, "too_many_tries", "Too many wrong tries.", params={"retry_after_s": seconds})
    phone = connection.execute(
        select(t.orders.c.phone).where(t.orders.c.id == body.order)
    ).scalar_one_or_none()
    fits = hmac.compare_digest((phone or "")[-4:], body.digits)
    if not fits:
        for scope, name in names.items():
            connection.execute(insert(t.tries).values(scope=scope, name=name, at_ms=now_ms))
    return fits


def _wait_ms(connection: Connection, scope: str, name: str, now_ms: int) -> int:
    counted, oldest = connection.execute(
        select(func.count(), func.min(t.tries.c.at_ms)).where(
            t.tries.c.scope == scope, t.tries.c.name == name
        )
    ).one()
    return int(oldest + WINDOW_MS - now_ms) if counted >= LIMITS[scope] else 0


def identify(connection: Connection, phone: str) -> str:
    found = connection.execute(
        select(t.customers.c.id).where(t.customers.c.phone == plain_phone(phone))
    ).scalar_one_or_none()
    if found is None:
        raise Missing("customer")
    return str(found)


def demo_identity(connection: Connection, customer: str, secret: str, now_ms: int) -> str:
    """A signed identity as a real shop's site would make it, for one of the demo's main figures only."""
    story = t.customers.c.story_en.is_not(None)
    row = connection.execute(select(t.customers.c.id).where(t.customers.c.id == customer, story)).first()
    if row is None:
        raise Missing("demo customer")
    claims = {"sub": customer, "aud": "frontdesk", "exp": now_ms // 1000 + IDENTITY_S}
    return jwt.encode(claims, secret, algorithm="HS256")
