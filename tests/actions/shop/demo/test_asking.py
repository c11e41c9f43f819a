import pytest

from actions.shop.demo.rules import QUICK_REFUND_MINOR
from tests.actions.shop.world import DAY_MS, World


def paid(world: World, order: str) -> int:
    return int(world.sql("select paid from orders where id = :o", o=order)[0][0])


def first_item(world: World, customer: str, order: str) -> str:
    return str(world.get(f"/orders/{order}", customer).json()["items"][0]["id"])


def test_cancelling_a_paid_order_gives_all_money_back(world: World) -> None:
    customer, order = world.story("paid")
    made = world.made(f"/orders/{order}/cancel", {"reason": "changed_mind"}, customer)
    assert made["order"]["state"] == "cancelled"
    assert made["refund"]["id"].startswith("R")
    assert made["refund"]["state"] == "refunding"
    assert made["refund"]["amount"]["amount"] == paid(world, order)
    assert made["refund"]["expected_days"] == 3
    assert (
        world.refused(f"/orders/{order}/cancel", {"reason": "other"}, customer)["code"] == "already_cancelled"
    )


def test_cancelling_an_unpaid_order_has_nothing_to_give_back(world: World) -> None:
    customer, order = world.sql("select customer, id from orders where state = 'unpaid' limit 1")[0]
    made = world.made(f"/orders/{order}/cancel", {"reason": "changed_mind"}, customer)
    assert (made["order"]["state"], made["refund"]) == ("cancelled", None)


@pytest.mark.parametrize(
    ("scene", "code"),
    [
        ("in_transit", "already_shipped"),
        ("delivered", "already_delivered"),
        ("presale", "deposit_not_refundable"),
        ("lost", "parcel_lost"),
    ],
)
def test_cancelling_is_refused_later(world: World, scene: str, code: str) -> None:
    customer, order = world.story(scene)
    before = world.state(order)
    assert world.refused(f"/orders/{order}/cancel", {"reason": "other"}, customer)["code"] == code
    assert world.state(order) == before


def test_freight_comes_back_with_the_last_goods_that_were_never_sent(world: World) -> None:
    query = "select customer, id from orders where state = 'paid' and freight > 0 limit 1"
    customer, order = world.sql(query)[0]
    made = world.made(f"/orders/{order}/refund", {"reason": "changed_mind"}, customer)
    assert made["amount"]["amount"] == paid(world, order)
    assert world.state(order) == "cancelled"


def test_a_part_of_an_unshipped_order_is_refunded_and_the_rest_is_sent(world: World) -> None:
    customer, order = world.story("paid")
    item = first_item(world, customer, order)
    made = world.made(f"/orders/{order}/refund", {"reason": "other", "items": {item: 1}}, customer)
    assert 0 < made["amount"]["amount"] < paid(world, order)
    assert world.state(order) == "paid"


def test_freight_stays_paid_while_a_part_is_still_sent(world: World) -> None:
    customer, order = world.story("paid")
    world.run(
        "update orders set freight = 800, total = total + 800, paid = paid + 800 where id = :o", o=order
    )
    items = world.get(f"/orders/{order}", customer).json()["items"]
    amounts = []
    for item in items:
        body = {"reason": "other", "items": {item["id"]: item["quantity"]}}
        made = world.made(f"/orders/{order}/refund", body, customer)
        amounts.append(made["amount"]["amount"] - item["paid"]["amount"])
    assert amounts == [0, 800]
    assert world.state(order) == "cancelled"


@pytest.mark.parametrize("scene", ["stalled", "lost"])
def test_goods_that_never_came_are_refunded_at_once(world: World, scene: str) -> None:
    customer, order = world.story(scene)
    made = world.made(f"/orders/{order}/refund", {"reason": "not_received"}, customer)
    assert (made["state"], made["amount"]["amount"]) == ("refunding", paid(world, order))
    assert world.staff(made["id"], "settle")["state"] == "refunded"
    assert world.state(order) == "refunded"


def test_goods_that_are_kept_are_refunded_after_a_look(world: World) -> None:
    customer, order = world.story("signed")
    made = world.made(f"/orders/{order}/refund", {"reason": "defective"}, customer)
    assert (made["state"], made["expected_days"]) == ("requested", 2)
    assert [step["state"] for step in made["steps"]] == ["requested"]


def test_small_amounts_go_out_at_once_but_do_not_add_up_unseen(world: World) -> None:
    customer, order = world.story("signed")
    body = {"reason": "defective", "amount": QUICK_REFUND_MINOR}
    assert world.made(f"/orders/{order}/refund", body, customer)["state"] == "refunding"
    body["amount"] = 1
    assert world.made(f"/orders/{order}/refund", body, customer)["state"] == "requested"


def test_no_more_than_what_is_left_can_be_asked_for(world: World) -> None:
    customer, order = world.story("signed")
    world.made(f"/orders/{order}/refund", {"reason": "defective", "amount": 1000}, customer)
    left = paid(world, order) - 1000
    refused = world.refused(f"/orders/{order}/refund", {"reason": "defective", "amount": left + 1}, customer)
    assert refused["code"] == "amount_too_high"
    assert refused["params"] == {"max": left, "currency": "CNY"}
    assert (
        world.made(f"/orders/{order}/refund", {"reason": "defective"}, customer)["amount"]["amount"] == left
    )
    refused = world.refused(f"/orders/{order}/refund", {"reason": "defective"}, customer)
    assert refused["code"] == "nothing_left"


def test_a_return_is_agreed_at_once_within_seven_days(world: World) -> None:
    customer, order = world.story("delivered")
    made = world.made(f"/orders/{order}/return", {"reason": "no_reason"}, customer)
    assert made["id"].startswith("T")
    assert made["state"] == "awaiting_goods"
    assert made["return_address"]["zh"]
    assert made["freight_payer"] in {"customer", "insurance"}


@pytest.mark.parametrize(
    ("reason", "days", "answer"),
    [("no_reason", 8, "window_over"), ("damaged", 8, "requested"), ("damaged", 40, "window_over")],
)
def test_after_seven_days_only_faults_count_and_they_are_looked_at(
    world: World, reason: str, days: int, answer: str
) -> None:
    customer, order = world.story("delivered")
    world.clock.now_ms += days * DAY_MS
    response = world.post(f"/orders/{order}/return", {"reason": reason}, customer).json()
    assert response.get("state", response.get("code")) == answer


def test_fresh_goods_go_back_only_when_they_are_at_fault(world: World) -> None:
    customer, order = world.sql(
        'select o.customer, o.id from orders o join items i on i."order" = o.id join products p on'
        " p.id = i.product where not p.no_reason and o.state = 'delivered'"
        ' and o.id not in (select "order" from after_sales) limit 1'
    )[0]
    refused = world.refused(f"/orders/{order}/return", {"reason": "no_reason"}, customer)
    assert (refused["code"], refused["params"]) == ("not_returnable", {"days": 7})
    made = world.made(f"/orders/{order}/return", {"reason": "damaged"}, customer)
    assert made["freight_payer"] == "shop"


def test_of_a_split_order_only_what_arrived_goes_back(world: World) -> None:
    customer, order = world.story("split_three")
    parcels = world.get(f"/orders/{order}/parcels", customer).json()
    arrived, coming = parcels[0]["items"][0], parcels[2]["items"][0]
    refused = world.refused(f"/orders/{order}/return", {"reason": "damaged", "items": {coming: 1}}, customer)
    assert refused["code"] == "not_delivered"
    made = world.made(f"/orders/{order}/return", {"reason": "damaged"}, customer)
    assert made["items"] == [arrived]


def test_an_exchange_keeps_the_money_and_names_the_new_spec(world: World) -> None:
    customer, order = world.story("delivered")
    item = first_item(world, customer, order)
    body = {"item": item, "spec": "P010-3", "reason": "wrong_size"}
    made = world.made(f"/orders/{order}/exchange", body, customer)
    assert made["id"].startswith("E")
    assert made["amount"]["amount"] == 0
    assert made["spec"] == {"zh": "XL 码", "en": "Size XL"}


@pytest.mark.parametrize(("spec", "code"), [("P011-0", "unknown_spec"), ("P010-2", "out_of_stock")])
def test_an_exchange_wants_a_spec_of_the_same_product_in_stock(world: World, spec: str, code: str) -> None:
    customer, order = world.story("delivered")
    body = {"item": first_item(world, customer, order), "spec": spec, "reason": "wrong_size"}
    assert world.refused(f"/orders/{order}/exchange", body, customer)["code"] == code


def test_price_protection_gives_the_drop_once(world: World) -> None:
    customer, order = world.story("signed_cheaper")
    drop = world.get(f"/orders/{order}/options", customer).json()["price_drop"]
    made = world.made(f"/orders/{order}/price-protection", {}, customer)
    assert (made["amount"], made["reason"], made["state"]) == (drop, "price_protection", "refunding")
    refused = world.refused(f"/orders/{order}/price-protection", {}, customer)
    assert refused["code"] == "price_not_lower"


def test_price_protection_ends_after_its_window(world: World) -> None:
    customer, order = world.story("signed_cheaper")
    world.clock.now_ms += 16 * DAY_MS
    refused = world.refused(f"/orders/{order}/price-protection", {}, customer)
    assert (refused["code"], refused["params"]) == ("window_over", {"days": 15})


def test_what_price_protection_gave_is_not_given_back_again(world: World) -> None:
    customer, order = world.story("signed_cheaper")
    drop = world.made(f"/orders/{order}/price-protection", {}, customer)["amount"]["amount"]
    made = world.made(f"/orders/{order}/return", {"reason": "no_reason"}, customer)
    freight = world.sql("select freight from orders where id = :o", o=order)[0][0]
    assert made["amount"]["amount"] == paid(world, order) - freight - drop


@pytest.mark.parametrize("items", [{"nothing": 1}, {"": 1}, {}])
def test_items_of_other_orders_are_invalid(world: World, items: dict[str, int]) -> None:
    customer, order = world.story("delivered")
    answer = world.post(f"/orders/{order}/return", {"reason": "damaged", "items": items}, customer)
    assert answer.status_code == 422
    assert answer.json()["field"].startswith("items")
