import json

import pytest

from tests.actions.shop.world import BEARER, World

HEADERS = BEARER | {"Shop-Customer": "C0001", "Idempotency-Key": "k", "Content-Type": "application/json"}

BAD_BODIES = {
    "empty": b"",
    "broken": b"{",
    "no utf-8": b'{"reason": "\xff\xfe"}',
    "lone surrogate": b'{"reason": "other", "description": "\\ud800"}',
    "null bytes": b'{"reason": "other", "description": "\\u0000"}',
    "a list": b"[]",
    "a number": b"7",
    "huge number": b'{"reason": "other", "amount": 1e400}',
    "long integer": b'{"reason": "other", "amount": ' + b"9" * 400 + b"}",
    "very long integer": b'{"reason": "other", "amount": ' + b"9" * 5000 + b"}",
    "negative": b'{"reason": "other", "amount": -1}',
    "a float": b'{"reason": "other", "amount": 1.5}',
    "a boolean": b'{"reason": "other", "amount": true}',
    "deep": b"[" * 20_000 + b"]" * 20_000,
    "unknown reason": b'{"reason": "because"}',
    "the shop's own reason": b'{"reason": "price_protection"}',
    "items as a list": b'{"reason": "other", "items": []}',
    "no items": b'{"reason": "other", "items": {}}',
    "files with paths": b'{"reason": "other", "files": ["../etc/passwd"]}',
    "long text": json.dumps({"reason": "other", "description": "x" * 1001}).encode(),
}


@pytest.mark.parametrize("name", BAD_BODIES)
@pytest.mark.parametrize("change", ["refund", "change", "delivery"])
def test_a_bad_body_is_the_callers_fault(world: World, name: str, change: str) -> None:
    _, order = world.story("in_transit")
    answer = world.http.post(f"/v1/orders/{order}/{change}", content=BAD_BODIES[name], headers=HEADERS)
    assert 400 <= answer.status_code < 500
    assert {"code", "error"} <= set(answer.json()) <= {"code", "error", "field"}


def test_a_large_body_is_refused(world: World) -> None:
    answer = world.http.post("/v1/identify", content=b" " * (64 * 1024 + 1), headers=HEADERS)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_large_body_without_a_length_is_refused(world: World) -> None:
    pieces = (b" " * 30_000 for _ in range(200))
    answer = world.http.post("/v1/identify", content=pieces, headers=HEADERS)
    assert 400 <= answer.status_code < 500
    assert {"code", "error"} <= set(answer.json())


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/v1/orders/%00", 404, "not_found"),
        ("GET", "/v1/orders/%ff%fe", 404, "not_found"),
        ("GET", "/v1/orders/..%2f..%2fetc", 404, "not_found"),
        ("GET", "/v1/orders/' or 1=1 --", 404, "not_found"),
        ("GET", "/v1/orders/" + "9" * 5000, 404, "not_found"),
        ("GET", "/v1/after-sales/R1", 404, "not_found"),
        ("GET", "/v1/customers/C0001/orders?limit=0", 422, "invalid"),
        ("GET", "/v1/customers/C0001/orders?limit=99999999999999999999", 422, "invalid"),
        ("GET", "/v1/customers/C0001/orders?limit=five", 422, "invalid"),
        ("DELETE", "/v1/orders/1", 405, "method_not_allowed"),
        ("POST", "/livez", 405, "method_not_allowed"),
    ],
)
def test_a_bad_address_gets_one_shape(world: World, method: str, path: str, status: int, code: str) -> None:
    answer = world.http.request(method, path, headers=HEADERS)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "acting",
    [
        {},
        {"Shop-Customer": "C0001", "Shop-Grant": "1"},
        {"Shop-Customer": "x" * 65},
    ],
)
def test_exactly_one_must_act(world: World, acting: dict[str, str]) -> None:
    answer = world.http.get("/v1/orders/1", headers=BEARER | acting)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize("token", [b"", b"Bearer", b"Bearer wrong", b"shop-token", "Bearer tökén".encode()])
@pytest.mark.parametrize("path", ["/v1/orders/1", "/v1/customers/C0001"])
def test_only_the_holder_of_the_token_is_heard(world: World, token: bytes, path: str) -> None:
    headers = [(b"Authorization", token), (b"Shop-Customer", b"C0001")]
    answer = world.http.get(path, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


CHANGES = {
    "cancel": {"reason": "other"},
    "change": {"note": "x"},
    "items/x/spec": {"spec": "P000-0"},
    "invoice": {"title": "x"},
    "price-protection": {},
    "urge": {},
    "delivery": {"mode": "refuse"},
    "not-received": {},
    "report": {"problem": "damaged", "description": "x"},
    "refund": {"reason": "other"},
    "return": {"reason": "other"},
    "exchange": {"item": "x", "spec": "x", "reason": "other"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_is_made_with_a_grant_or_for_another(world: World, change: str) -> None:
    _, order = world.story("signed")
    before = world.sql("select count(*) from after_sales, cases, invoices, urges")
    path = f"/orders/{order}/{change}"
    granted = world.post(path, CHANGES[change], grant=order)
    assert (granted.status_code, granted.json()["code"]) == (403, "identity_required")
    stranger = world.post(path, CHANGES[change], "C0001")
    assert (stranger.status_code, stranger.json()["code"]) == (404, "not_found")
    assert world.sql("select count(*) from after_sales, cases, invoices, urges") == before


def test_every_change_is_in_the_list_above(world: World) -> None:
    paths = world.http.get("/openapi.json").json()["paths"]
    prefix = "/v1/orders/{order}/"
    changes = {
        path.removeprefix(prefix) for path in paths if path.startswith(prefix) and "post" in paths[path]
    }
    assert {change.replace("{item}", "x") for change in changes} == set(CHANGES)


def test_the_openapi_page_is_there_and_documents_the_answers(world: World) -> None:
    assert "swagger" in world.http.get("/docs").text.lower()
    schemas = world.http.get("/openapi.json").json()["components"]["schemas"]
    assert {"Order", "Parcel", "AfterSale", "Options", "Case"} <= set(schemas)


def test_livez_answers_without_a_token(world: World) -> None:
    assert world.http.get("/livez").json() == {"status": "ok"}
