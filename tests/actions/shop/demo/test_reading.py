import json

import pytest

from tests.actions.shop.world import World

ORDER_READS = ("", "/parcels", "/options", "/after-sales")


def test_the_owner_sees_goods_money_address_and_parcels(world: World) -> None:
    customer, order = world.story("at_station")
    seen = world.get(f"/orders/{order}", customer).json()
    assert seen["full"] is True
    assert seen["items"][0]["name"] == {"zh": "连衣裙", "en": "Dress"}
    assert seen["address"]["recipient"] == "李婷"
    assert seen["total"]["currency"] == "CNY"
    assert seen["parcels"][0]["station"]["code"]
    assert seen["parcels"][0]["scans"][0]["text"]["zh"].startswith("已到驿站")


def test_a_grant_shows_status_and_logistics_and_nothing_else(world: World) -> None:
    _, order = world.story("at_station")
    seen = world.get(f"/orders/{order}", grant=order).json()
    shown = {name for name, value in seen.items() if value not in (None, [], False)}
    assert shown == {"id", "state", "placed_ms", "paid_ms", "parcels"}
    parcel = seen["parcels"][0]
    assert parcel["station"]["code"] is None
    assert parcel["items"] == []
    assert parcel["scans"]


@pytest.mark.parametrize("scene", ["at_station", "split_three", "out_for_delivery", "delivered", "presale"])
def test_a_grant_never_shows_who_or_where_or_what(world: World, scene: str) -> None:
    customer, order = world.story(scene)
    full = world.get(f"/orders/{order}", customer).json()
    told = json.dumps(world.get(f"/orders/{order}", grant=order).json(), ensure_ascii=False)
    told += json.dumps(world.get(f"/orders/{order}/parcels", grant=order).json(), ensure_ascii=False)
    private = [full["address"]["recipient"], full["address"]["street"], customer]
    private += [item["name"]["zh"] for item in full["items"]]
    private += [p["station"]["code"] for p in full["parcels"] if p["station"]]
    assert [word for word in private if word in told] == []


def test_phones_appear_in_no_answer(world: World) -> None:
    customer, order = world.story("split_three")
    phone = str(world.sql("select phone from orders where id = :o", o=order)[0][0])
    paths = [f"/orders/{order}{part}" for part in ORDER_READS]
    paths += [f"/customers/{customer}{part}" for part in ("", "/orders", "/after-sales")]
    answers = [world.get(path, customer) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    assert all(phone.removeprefix("86") not in answer.text for answer in answers)


@pytest.mark.parametrize("part", ORDER_READS)
def test_anothers_order_and_an_unknown_one_are_equally_not_found(world: World, part: str) -> None:
    _, order = world.story("in_transit")
    stranger, own = world.story("at_station")
    unknown = world.get(f"/orders/1234567890123456{part}", stranger)
    assert unknown.status_code == 404
    others = [
        world.get(f"/orders/{order}{part}", stranger),
        world.get(f"/orders/{order}{part}", grant=own),
    ]
    assert [answer.json() for answer in others] == [unknown.json()] * 2


@pytest.mark.parametrize("part", ["/options", "/after-sales"])
def test_a_grant_is_not_enough_for_more(world: World, part: str) -> None:
    _, order = world.story("delivered")
    answer = world.get(f"/orders/{order}{part}", grant=order)
    assert (answer.status_code, answer.json()["code"]) == (403, "identity_required")


def test_a_customer_sees_only_himself(world: World) -> None:
    assert world.get("/customers/C0001", "C0002").status_code == 404
    assert world.get("/customers/C0001/orders", "C0002").status_code == 404
    assert world.get("/customers/C0001/after-sales", "C0002").status_code == 404
    _, order = world.story("in_transit")
    assert world.get("/customers/C0001/orders", grant=order).status_code == 404


def test_recent_orders_come_newest_first_and_limited(world: World) -> None:
    newest = world.get("/customers/C0001/orders?limit=2", "C0001").json()
    placed = [order["placed_ms"] for order in newest]
    assert len(placed) == 2
    assert placed == sorted(placed, reverse=True)
    assert newest[0]["id"] == world.story("in_transit")[1]


def test_a_customer_is_shown_with_the_coupons_that_still_work(world: World) -> None:
    customer, count = world.sql("select customer, count(*) from coupons group by 1 order by 2 desc limit 1")[
        0
    ]
    before = world.get(f"/customers/{customer}", customer).json()
    assert len(before["coupons"]) == count
    world.clock.now_ms += 31 * 24 * 3_600_000
    after = world.get(f"/customers/{customer}", customer).json()
    assert after["coupons"] == []
    assert "phone" not in after


def test_a_tracking_number_leads_its_owner_to_the_order(world: World) -> None:
    customer, order = world.story("in_transit")
    tracking = world.sql('select tracking from parcels where "order" = :o', o=order)[0][0]
    assert world.get(f"/parcels/{tracking.lower()}", customer).json() == {"order": order}
    assert world.get(f"/parcels/{tracking}", "C0002").status_code == 404


def test_an_after_sale_is_shown_to_its_owner_only(world: World) -> None:
    customer, order = world.story("refund_requested")
    found = world.get(f"/orders/{order}/after-sales", customer).json()
    number = found[0]["id"]
    assert number.startswith("R")
    assert [step["state"] for step in found[0]["steps"]] == ["requested"]
    assert world.get(f"/after-sales/{number}", customer).json() == found[0]
    assert world.get(f"/after-sales/{number}", "C0001").status_code == 404
    assert world.get(f"/after-sales/{number}", grant=order).json()["code"] == "identity_required"
    assert [sale["id"] for sale in world.get(f"/customers/{customer}/after-sales", customer).json()] == [
        number
    ]


OFFERED = {
    "paid": {"cancel", "change_order", "change_spec", "invoice", "refund", "urge"},
    "presale": {"change_order", "change_spec"},
    "in_transit": {"invoice", "refund", "urge", "change_delivery"},
    "at_station": {"invoice", "refund", "urge"},
    "stalled": {"invoice", "refund", "urge", "change_delivery", "claim_not_received"},
    "delivered": {"invoice", "refund", "return", "exchange", "report", "claim_not_received"},
    "lost": {"refund", "claim_not_received"},
    "return_agreed": {"invoice", "report", "claim_not_received"},
}


@pytest.mark.parametrize("scene", OFFERED)
def test_options_name_what_can_be_done_now(world: World, scene: str) -> None:
    customer, order = world.story(scene)
    assert set(world.get(f"/orders/{order}/options", customer).json()["actions"]) == OFFERED[scene]


def test_options_tell_the_money_the_window_and_the_other_specs(world: World) -> None:
    customer, order = world.story("signed_cheaper")
    told = world.get(f"/orders/{order}/options", customer).json()
    seen = world.get(f"/orders/{order}", customer).json()
    assert told["refundable"] == seen["paid"]
    assert told["price_drop"]["amount"] > 0
    assert told["return_until_ms"] == seen["delivered_ms"] + 7 * 24 * 3_600_000
    assert {spec["text"]["en"] for spec in told["items"][0]["specs"]} <= {"White", "Green"}


def test_nothing_goes_back_after_thirty_days(world: World) -> None:
    customer, order = world.story("delivered")
    world.clock.now_ms += 31 * 24 * 3_600_000
    actions = set(world.get(f"/orders/{order}/options", customer).json()["actions"])
    assert actions.isdisjoint({"refund", "return", "exchange"})
