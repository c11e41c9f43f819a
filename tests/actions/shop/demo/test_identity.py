import jwt
import pytest

from actions.shop.demo.identity import LIMITS
from tests.actions.shop.world import HOUR_MS, SECRET, World


def tail(world: World, order: str) -> str:
    return str(world.sql("select phone from orders where id = :o", o=order)[0][0])[-4:]


def other_than(digits: str) -> str:
    return "0000" if digits != "0000" else "1111"


def verify(world: World, order: str, digits: str, client: str = "client-1") -> tuple[int, object]:
    answer = world.post("/verify", {"order": order, "digits": digits, "client": client})
    return answer.status_code, answer.json()


def test_the_right_digits_fit(world: World) -> None:
    _, order = world.story("in_transit")
    assert verify(world, order, tail(world, order)) == (200, {"match": True})


def test_an_unknown_order_and_wrong_digits_get_the_same_answers_to_the_last(world: World) -> None:
    _, order = world.story("in_transit")
    wrong = other_than(tail(world, order))
    tries = LIMITS["order"] + 2
    known = [verify(world, order, wrong, f"a{n}") for n in range(tries)]
    unknown = [verify(world, "1234567890123456", wrong, f"b{n}") for n in range(tries)]
    assert known == unknown
    assert [status for status, _ in known] == [200] * LIMITS["order"] + [429] * 2


def test_after_too_many_tries_even_the_right_digits_are_refused_until_the_window_is_over(
    world: World,
) -> None:
    _, order = world.story("in_transit")
    right = tail(world, order)
    for n in range(LIMITS["order"]):
        verify(world, order, other_than(right), f"client-{n}")
    status, body = verify(world, order, right, "somebody-else")
    assert status == 429
    assert isinstance(body, dict)
    assert body["code"] == "too_many_tries"
    assert body["params"] == {"retry_after_s": 3600}
    world.clock.now_ms += HOUR_MS
    assert verify(world, order, right) == (200, {"match": True})


def test_one_client_is_counted_over_all_orders(world: World) -> None:
    for n in range(LIMITS["client"]):
        assert verify(world, f"99999999999999{n:02}", "1234")[0] == 200
    _, order = world.story("in_transit")
    assert verify(world, order, tail(world, order))[0] == 429
    assert verify(world, order, tail(world, order), "another")[0] == 200


def test_right_digits_are_not_counted_and_do_not_forgive_wrong_ones(world: World) -> None:
    _, own = world.story("in_transit")
    _, other = world.story("at_station")
    for n in range(LIMITS["client"]):
        assert verify(world, own, tail(world, own)) == (200, {"match": True})
        verify(world, f"88888888888888{n:02}", "1234")
    assert verify(world, other, tail(world, other))[0] == 429


@pytest.mark.parametrize("digits", ["123", "12345", "12a4", "１２３４", "", 1234])
def test_digits_that_are_not_four_are_invalid_and_not_counted(world: World, digits: object) -> None:
    answer = world.post("/verify", {"order": "1", "digits": digits, "client": "c"})
    assert (answer.status_code, answer.json()["field"]) == (422, "digits")
    assert world.sql("select count(*) from tries")[0][0] == 0


@pytest.mark.parametrize("form", ["+86 {0}", "{0}", "0086-{0}", "86{0}"])
def test_a_shared_contact_is_identified_in_every_form(world: World, form: str) -> None:
    phone = str(world.sql("select phone from customers where id = 'C0001'")[0][0]).removeprefix("86")
    answer = world.post("/identify", {"phone": form.format(phone)})
    assert answer.json() == {"customer": "C0001"}


def test_an_unknown_phone_is_nobodys(world: World) -> None:
    assert world.post("/identify", {"phone": "+86 13800138000"}).status_code == 404


def test_the_demo_signs_an_identity_for_its_main_figures(world: World) -> None:
    answer = world.http.post("/demo/identity", json={"customer": "C0002"})
    claims = jwt.decode(
        answer.json()["identity"],
        SECRET,
        algorithms=["HS256"],
        audience="frontdesk",
        options={"verify_exp": False},
    )
    assert (claims["sub"], claims["exp"]) == ("C0002", world.clock.now_ms // 1000 + 12 * 3600)


def test_the_demo_signs_for_nobody_else(world: World) -> None:
    assert world.http.post("/demo/identity", json={"customer": "C0200"}).status_code == 404


def test_the_demos_main_figures_can_be_verified_with_what_they_tell(world: World) -> None:
    figures = world.http.get("/demo/customers").json()
    assert len(figures) >= 12
    for figure in figures:
        order = figure["orders"][0]
        assert verify(world, order["id"], order["phone_tail"])[1] == {"match": True}
