import pytest

from actions.shop.demo.rules import DAY_MS
from tests.actions.shop.world import HOUR_MS, Json, World


@pytest.fixture
def agreed(world: World) -> tuple[str, str, str]:
    """Customer, order and an agreed return of the whole order."""
    customer, order = world.story("delivered")
    made = world.made(f"/orders/{order}/return", {"reason": "no_reason"}, customer)
    return customer, order, made["id"]


def send(world: World, agreed: tuple[str, str, str]) -> None:
    customer, _, number = agreed
    world.made(f"/after-sales/{number}/sent", {"courier": "顺丰", "tracking": "sf1234567890"}, customer)


def test_a_return_goes_its_whole_way(world: World, agreed: tuple[str, str, str]) -> None:
    _, order, number = agreed
    send(world, agreed)
    assert world.state(order) == "returning"
    done = world.staff(number, "receive", "pass", "settle")
    assert [step["state"] for step in done["steps"]] == [
        "requested",
        "awaiting_goods",
        "goods_sent",
        "inspecting",
        "refunding",
        "refunded",
    ]
    assert done["return_tracking"] == "SF1234567890"
    assert done["expected_days"] == 0
    assert world.state(order) == "refunded"


def test_goods_that_fail_inspection_stay_the_customers(world: World, agreed: tuple[str, str, str]) -> None:
    customer, order, number = agreed
    send(world, agreed)
    world.staff(number, "receive", "reject")
    assert world.state(order) == "signed"
    refundable = world.get(f"/orders/{order}/options", customer).json()["refundable"]["amount"]
    assert refundable > 0


def test_a_withdrawn_return_frees_its_goods(world: World, agreed: tuple[str, str, str]) -> None:
    customer, order, number = agreed
    withdrawn = world.made(f"/after-sales/{number}/withdraw", {}, customer)
    assert withdrawn["state"] == "withdrawn"
    assert world.made(f"/orders/{order}/return", {"reason": "no_reason"}, customer)["id"] != number


def test_nothing_is_changed_once_the_goods_are_on_their_way(
    world: World, agreed: tuple[str, str, str]
) -> None:
    customer, _, number = agreed
    send(world, agreed)
    for change, body in (
        ("withdraw", {}),
        ("change", {"reason": "damaged"}),
        ("pickup", {"at_ms": world.clock.now_ms + HOUR_MS}),
        ("sent", {"courier": "中通", "tracking": "7123456789"}),
    ):
        refused = world.refused(f"/after-sales/{number}/{change}", body, customer)
        assert refused["code"] == "too_late_to_change", change


def test_a_pickup_is_booked(world: World, agreed: tuple[str, str, str]) -> None:
    customer, _, number = agreed
    at_ms = world.clock.now_ms + 20 * HOUR_MS
    booked = world.made(f"/after-sales/{number}/pickup", {"at_ms": at_ms}, customer)
    assert (booked["state"], booked["pickup_ms"]) == ("awaiting_goods", at_ms)
    assert booked["steps"][-1]["text"]["zh"] == "已预约上门取件"


@pytest.mark.parametrize("days", [-1, 8])
def test_a_pickup_is_within_a_week(world: World, agreed: tuple[str, str, str], days: int) -> None:
    customer, _, number = agreed
    body = {"at_ms": world.clock.now_ms + days * DAY_MS}
    assert world.post(f"/after-sales/{number}/pickup", body, customer).json()["field"] == "at_ms"


def test_an_exchange_goes_its_whole_way_and_may_then_be_returned(world: World) -> None:
    customer, order = world.story("delivered")
    item = world.get(f"/orders/{order}", customer).json()["items"][0]
    body = {"item": item["id"], "spec": "P010-3", "quantity": item["quantity"], "reason": "wrong_size"}
    number = world.made(f"/orders/{order}/exchange", body, customer)["id"]
    stock = world.sql("select stock from specs where id = 'P010-3'")[0][0]
    send(world, (customer, order, number))
    world.staff(number, "receive", "pass")
    assert world.sql("select stock from specs where id = 'P010-3'")[0][0] == stock - item["quantity"]
    assert world.state(order) == "signed"
    assert world.staff(number, "complete")["state"] == "completed"
    assert (
        world.made(f"/orders/{order}/return", {"reason": "no_reason"}, customer)["state"] == "awaiting_goods"
    )


def test_the_spec_of_an_exchange_can_be_changed(world: World) -> None:
    customer, order = world.story("delivered")
    item = world.get(f"/orders/{order}", customer).json()["items"][0]["id"]
    body = {"item": item, "spec": "P010-3", "reason": "wrong_size"}
    number = world.made(f"/orders/{order}/exchange", body, customer)["id"]
    changed = world.made(f"/after-sales/{number}/change", {"spec": "P010-1"}, customer)
    assert changed["spec"]["en"] == "Size M"
    assert (
        world.refused(f"/after-sales/{number}/change", {"spec": "P001-0"}, customer)["code"] == "unknown_spec"
    )


def test_a_requested_refund_can_be_lowered_and_the_rest_asked_for_again(world: World) -> None:
    customer, order = world.story("refund_requested")
    sale = world.get(f"/orders/{order}/after-sales", customer).json()[0]
    whole = sale["amount"]["amount"]
    changed = world.made(f"/after-sales/{sale['id']}/change", {"amount": 100}, customer)
    assert changed["amount"]["amount"] == 100
    again = world.made(f"/orders/{order}/refund", {"reason": "defective"}, customer)
    assert again["amount"]["amount"] == whole - 100
    refused = world.refused(f"/after-sales/{sale['id']}/change", {"amount": 101}, customer)
    assert (refused["code"], refused["params"]["max"]) == ("amount_too_high", 100)


@pytest.mark.parametrize("body", [{"spec": "P010-1"}, {}])
def test_a_change_must_fit_the_after_sale(world: World, body: dict[str, str]) -> None:
    customer, order = world.story("refund_requested")
    number = world.get(f"/orders/{order}/after-sales", customer).json()[0]["id"]
    assert world.post(f"/after-sales/{number}/change", body, customer).status_code == 422


def test_a_rejected_refund_may_be_asked_for_again(world: World) -> None:
    customer, order = world.story("refund_requested")
    number = world.get(f"/orders/{order}/after-sales", customer).json()[0]["id"]
    world.staff(number, "reject")
    assert world.made(f"/orders/{order}/refund", {"reason": "defective"}, customer)["state"] == "requested"


def test_the_staff_cannot_skip_a_step(world: World, agreed: tuple[str, str, str]) -> None:
    answer = world.post(f"/staff/after-sales/{agreed[2]}/move", {"move": "settle"})
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")


@pytest.fixture
def two_items(world: World) -> tuple[str, str, list[Json]]:
    """Customer, order and the two or more returnable items of an order signed for lately."""
    customer, order = world.sql(
        "select o.customer, o.id from orders o join items i on i.\"order\" = o.id where o.state = 'signed'"
        ' and o.delivered_ms > :t and o.id not in (select "order" from after_sales) and i.product not in'
        " (select id from products where not no_reason) group by o.id having count(*) = 2 limit 1",
        t=world.clock.now_ms - 6 * DAY_MS,
    )[0]
    return customer, order, world.get(f"/orders/{order}", customer).json()["items"]


def send_back(world: World, customer: str, order: str, item: Json) -> str:
    body = {"reason": "no_reason", "items": {item["id"]: item["quantity"]}}
    number = str(world.made(f"/orders/{order}/return", body, customer)["id"])
    send(world, (customer, order, number))
    return number


def test_money_of_one_of_two_items_leaves_the_order_signed(
    world: World, two_items: tuple[str, str, list[Json]]
) -> None:
    customer, order, items = two_items
    number = send_back(world, customer, order, items[0])
    assert world.state(order) == "signed"
    world.staff(number, "receive", "pass", "settle")
    assert world.state(order) == "signed"


def test_an_order_is_returning_until_the_last_of_its_goods_is_decided(
    world: World, two_items: tuple[str, str, list[Json]]
) -> None:
    customer, order, items = two_items
    first, second = (send_back(world, customer, order, item) for item in items)
    assert world.state(order) == "returning"
    world.staff(first, "receive", "pass", "settle")
    assert world.state(order) == "returning"
    world.staff(second, "receive", "reject")
    assert world.state(order) == "signed"
