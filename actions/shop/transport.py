"""HTTP to the shop: timeouts, retries of reading calls only, a circuit breaker, our own errors.

A change is sent once. When no answer comes after it was sent, the outcome is unknown and the caller decides
to ask again with the same idempotency key; sending it again in here could take longer than a customer waits.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pybreaker
import requests
from pydantic import TypeAdapter, ValidationError
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay, wait_random
from urllib3.exceptions import MaxRetryError, NewConnectionError

from actions.shop.errors import (
    Invalid,
    KeyReused,
    NotFound,
    OutcomeUnknown,
    Refused,
    ShopError,
    TooManyTries,
    Unavailable,
)

T = TypeVar("T")

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long the shop may take: a reading call about `budget_s + read_s` at most, a change `change_s`."""

    connect_s: float = 1.0
    read_s: float = 2.0  # for the answer to a reading call
    change_s: float = 5.0  # for the answer to a change
    attempts: int = 3  # of a reading call
    budget_s: float = (
        2.5  # no new attempt begins after this; with `read_s` less than Rasa waits for an action
    )
    failures: int = 5  # in a row open the breaker
    reset_s: float = 10.0  # until calls are let through again


class CallFailed(Exception):
    """No usable answer. `sent`: the shop may have acted on the request."""

    def __init__(self, message: str, *, sent: bool, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.sent = sent
        self.retry_after_s = retry_after_s


class _Bearer(AuthBase):
    """Unlike a header of the session, .netrc never overrides it."""

    def __init__(self, token: str) -> None:
        self._value = f"Bearer {token}"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._value
        return request


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request: `path` below the shop's address, `what` it is about when it is not found."""

    method: str
    path: str
    what: str
    headers: Mapping[str, str]
    body: Mapping[str, Any] | None = None
    params: Mapping[str, Any] | None = None


class Transport:
    """One session with the breaker around it; safe to share between threads."""

    def __init__(self, url: str, token: str, limits: Limits) -> None:
        self._url = url.rstrip("/") + "/v1"
        self._limits = limits
        self._session = requests.Session()
        self._session.auth = _Bearer(token)
        # A proxy of the environment is for shops elsewhere; on loopback it would only get in the way.
        self._session.trust_env = urlsplit(url).hostname not in _LOOPBACK
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=32))
        # pybreaker holds its lock during the call, which would queue all threads behind one slow answer:
        # so each thread has a breaker of its own over one shared state.
        self._state = pybreaker.CircuitMemoryStorage(pybreaker.STATE_CLOSED)
        self._local = threading.local()

    def close(self) -> None:
        self._session.close()

    def read(self, call: Call, answer: type[T]) -> T:
        """The decoded answer, after some attempts if need be. Raises NotFound, Unavailable …"""
        limits = self._limits
        attempts = Retrying(
            stop=stop_after_attempt(limits.attempts) | stop_before_delay(limits.budget_s),
            wait=wait_random(0.05, 0.2),
            retry=retry_if_exception_type(CallFailed),
            reraise=True,
        )
        try:
            result: T = attempts(self._once, call, answer, limits.read_s)
            return result
        except CallFailed as failed:
            raise Unavailable(str(failed), failed.retry_after_s) from failed

    def send(self, call: Call, answer: type[T]) -> T:
        """Like `read`, with one attempt: for what the shop counts."""
        try:
            return self._once(call, answer, self._limits.read_s)
        except CallFailed as failed:
            raise Unavailable(str(failed), failed.retry_after_s) from failed

    def change(self, call: Call, answer: type[T], key: str) -> T:
        """One attempt. Raises OutcomeUnknown when the change may have been made."""
        try:
            return self._once(call, answer, self._limits.change_s, key)
        except CallFailed as failed:
            if failed.sent:
                raise OutcomeUnknown(key) from failed
            raise Unavailable(str(failed), failed.retry_after_s) from failed

    def _once(self, call: Call, answer: type[T], read_s: float, key: str | None = None) -> T:
        try:
            result: T = self._breaker.call(self._attempt, call, answer, read_s, key)
        except pybreaker.CircuitBreakerError as open_circuit:
            raise Unavailable("the shop failed repeatedly", round(self._limits.reset_s)) from open_circuit
        return result

    @property
    def _breaker(self) -> pybreaker.CircuitBreaker:
        breaker: pybreaker.CircuitBreaker | None = getattr(self._local, "breaker", None)
        if breaker is None:
            breaker = self._local.breaker = pybreaker.CircuitBreaker(
                fail_max=self._limits.failures,
                reset_timeout=self._limits.reset_s,
                exclude=[ShopError],
                state_storage=self._state,
                throw_new_error_on_trip=False,
            )
        return breaker

    def _attempt(self, call: Call, answer: type[T], read_s: float, key: str | None) -> T:
        try:
            response = self._session.request(
                call.method,
                self._url + call.path,
                headers={**call.headers, **({"Idempotency-Key": key} if key else {})},
                params=call.params,
                json=call.body,
                timeout=(self._limits.connect_s, read_s),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # The class only: the message holds the address with customer and order.
            raise CallFailed(type(error).__name__, sent=_was_sent(error)) from error
        if response.status_code != 200:
            raise failure_of(response, call.what, key)
        try:
            kind: Any = answer
            result: T = _adapter(kind).validate_json(response.content)
            return result
        except ValidationError as error:
            raise CallFailed("the shop's answer is not what was agreed", sent=True) from error


@cache
def _adapter(answer: Any) -> TypeAdapter[Any]:
    """Building one takes longer than a call on loopback."""
    return TypeAdapter(answer)


def _was_sent(error: requests.RequestException) -> bool:
    """False only when certainly nothing reached the shop."""
    if isinstance(error, requests.ConnectTimeout | ValueError):
        return False  # ValueError: the address or a header could not be used at all
    cause = error.args[0] if error.args else None
    return not (isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError))


def failure_of(response: requests.Response, what: str, key: str | None) -> Exception:
    """The error that an answer other than 200 stands for."""
    body = _error_body(response)
    code, params = str(body.get("code", "")), body.get("params")
    params = params if isinstance(params, dict) else {}
    status = response.status_code
    if status == 404:
        return NotFound(what)
    if status in {400, 413, 422}:
        field = body.get("field")
        return Invalid(field if isinstance(field, str) else None, f"the shop cannot take this ({code})")
    if status == 429 and code == TooManyTries.code:
        return TooManyTries(_seconds(params.get("retry_after_s"), 60))
    if status == 409 and code == KeyReused.code:
        return KeyReused(key or "")
    if status in {403, 409} and code:
        known = {str(name): value for name, value in params.items() if isinstance(value, str | int)}
        return Refused(code, known)
    refused_unread = status in {401, 403, 405, 429, 503}
    wait = _seconds(response.headers.get("Retry-After"), None)
    return CallFailed(f"the shop answered {status}", sent=not refused_unread, retry_after_s=wait)


def _error_body(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except requests.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(value: object, otherwise: T) -> int | T:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
