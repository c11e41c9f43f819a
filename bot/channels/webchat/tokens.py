"""Who is speaking: our own session tokens, the shop's identity tokens, and hashed client addresses."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import Any

import jwt

from handoff.errors import Unauthorized

SESSION_DAYS = 30
SESSION_AUDIENCE = "frontdesk-chat"
IDENTITY_AUDIENCE = "frontdesk"
LEEWAY_S = 10
LONGEST_CUSTOMER_ID = 64


def issue_session(key: str, conversation: str, now_s: int) -> str:
    """A token that speaks for one conversation for 30 days: long enough to come back to it."""
    claims = {"sub": conversation, "aud": SESSION_AUDIENCE, "iat": now_s, "exp": now_s + SESSION_DAYS * 86400}
    return jwt.encode(claims, key, "HS256")


def conversation_of(key: str, token: str) -> str:
    """Raises Unauthorized; says nothing of why, whoever forges one learns nothing."""
    claims = _verified(key, token, SESSION_AUDIENCE)
    if claims is None:
        raise Unauthorized("bad_token", "The session token is not valid any more; start a new session.")
    return str(claims["sub"])


def customer_of(key: str, token: str) -> str:
    """The customer whom the shop names. Raises Unauthorized."""
    claims = _verified(key, token, IDENTITY_AUDIENCE)
    if claims is None or not 1 <= len(claims["sub"]) <= LONGEST_CUSTOMER_ID:
        raise Unauthorized(
            "bad_identity", "The shop's identity token is not valid; ask the shop for a new one.", "identity"
        )
    return str(claims["sub"])


def _verified(key: str, token: str, audience: str) -> dict[str, Any] | None:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            audience=audience,
            leeway=LEEWAY_S,
            options={"require": ["sub", "aud", "exp"]},
        )
    except (jwt.PyJWTError, ValueError, RecursionError):  # forged headers and claims are any JSON at all
        return None


def client_hash(key: str, address: str) -> str:
    """Stands for a remote address: equal for the same one, not to be turned back without the key.

    IPv6 counts by /64, which is what one customer gets.
    """
    try:
        parsed = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        network = address
    else:
        network = str(ipaddress.ip_network((parsed, 64 if parsed.version == 6 else 32), strict=False))
    return hmac.new(key.encode(), f"client:{network}".encode(), hashlib.sha256).hexdigest()[:32]
