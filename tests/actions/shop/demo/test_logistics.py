import pytest

from tests.actions.shop.world import DAY_MS, HOUR_MS, World


@pytest.mark.parametrize(("scene", "what"), [("overdue", "shipment"), ("in_transit", "delivery")])
def test_urging_hurries_what_comes_next_once_in_four_hours(world: World, scene: str, what: str) -> None:
    customer, order = world.story(scene)
    made = world.made(f"/orders/{order}/urge", {}, customer)
    assert (made["what"], made["times"]) == (what, 1)
    assert made["expected_ms"] is None or made["expected_ms"] >= world.clock.now_ms
    world.clock.now_ms += HOUR_MS
    refused = world.refused(f"/orders/{order}/urge", {}, customer)
    assert (refused["code"], refused["params"]) == ("urged_recently", {"retry_after_s": 3 * 3600})
    world.clock.now_ms += 3 * HOUR_MS
    assert world.made(f"/orders/{order}/urge", {}, customer)["times"] == 2


def test_urging_promises_no_day_that_is_over(world: World) -> None:
    customer, order = world.story("overdue")
    assert world.made(f"/orders/{order}/urge", {}, customer)["expected_ms"] is None


def test_a_parcel_is_left_at_the_door_when_asked(world: World) -> None:
    customer, order = world.story("out_for_delivery")
    made = world.made(f"/orders/{order}/delivery", {"mode": "leave_at_door"}, customer)
    assert made["delivery"] == "leave_at_door"
    assert made["scans"][0]["text"]["en"] == "Recipient asked to leave it at the door"


def test_another_delivery_day_is_what_is_expected_then(world: World) -> None:
    customer, order = world.story("in_transit")
    day_ms = world.clock.now_ms + 3 * DAY_MS
    made = world.made(f"/orders/{order}/delivery", {"mode": "time", "day_ms": day_ms}, customer)
    assert made["expected_ms"] == made["delivery_day_ms"] == day_ms


@pytest.mark.parametrize("day", [None, -1, 8])
def test_a_delivery_day_is_within_a_week(world: World, day: int | None) -> None:
    customer, order = world.story("in_transit")
    day_ms = None if day is None else world.clock.now_ms + day * DAY_MS
    answer = world.post(f"/orders/{order}/delivery", {"mode": "time", "day_ms": day_ms}, customer)
    assert (answer.status_code, answer.json()["field"]) == (422, "day_ms")


def test_with_several_parcels_on_their_way_one_is_to_be_named(world: World) -> None:
    customer, order = world.story("split_three")
    body = {"mode": "leave_at_door"}
    assert world.post(f"/orders/{order}/delivery", body, customer).json()["field"] == "parcel"
    parcels = world.get(f"/orders/{order}/parcels", customer).json()
    named = world.made(f"/orders/{order}/delivery", body | {"parcel": parcels[1]["tracking"]}, customer)
    assert named["id"] == parcels[1]["id"]
    refused = world.refused(f"/orders/{order}/delivery", body | {"parcel": parcels[0]["id"]}, customer)
    assert refused["code"] == "already_delivered"


def test_a_refused_parcel_goes_back_and_its_money_follows(world: World) -> None:
    customer, order = world.story("in_transit")
    made = world.made(f"/orders/{order}/delivery", {"mode": "refuse"}, customer)
    assert (made["state"], made["expected_ms"]) == ("returning", None)
    assert world.state(order) == "returning"
    sale = world.get(f"/orders/{order}/after-sales", customer).json()[0]
    assert (sale["kind"], sale["state"]) == ("return", "goods_sent")
    world.staff(sale["id"], "receive", "pass", "settle")
    assert world.state(order) == "refunded"


@pytest.mark.parametrize("scene", ["signed", "delivered", "stalled", "lost"])
def test_goods_that_did_not_come_become_a_case_once(world: World, scene: str) -> None:
    customer, order = world.story(scene)
    made = world.made(f"/orders/{order}/not-received", {"description": "没收到"}, customer)
    assert made["id"].startswith("CS")
    assert made["due_ms"] == world.clock.now_ms + DAY_MS
    refused = world.refused(f"/orders/{order}/not-received", {}, customer)
    assert (refused["code"], refused["params"]) == ("case_exists", {"id": made["id"]})


def test_a_parcel_on_its_way_is_not_missing_yet(world: World) -> None:
    customer, order = world.story("in_transit")
    assert world.refused(f"/orders/{order}/not-received", {}, customer)["code"] == "not_delivered"


def test_a_report_keeps_description_and_photos(world: World) -> None:
    customer, order = world.story("delivered")
    item = world.get(f"/orders/{order}", customer).json()["items"][0]["id"]
    body = {"problem": "damaged", "description": "袖子破了", "items": [item], "files": ["photo-1.jpg"]}
    made = world.made(f"/orders/{order}/report", body, customer)
    assert world.sql("select description, files from cases where id = :c", c=made["id"]) == [
        ("袖子破了", '["photo-1.jpg"]')
    ]
    assert world.refused(f"/orders/{order}/report", body, customer)["code"] == "case_exists"
    assert world.made(f"/orders/{order}/report", body | {"problem": "wrong"}, customer)["kind"] == "wrong"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"items": ["x"]}, "items"), ({"description": " "}, "description"), ({"files": ["../x"]}, "files.0")],
)
def test_a_bad_report_names_its_field(world: World, change: dict[str, object], field: str) -> None:
    customer, order = world.story("delivered")
    body = {"problem": "damaged", "description": "broken"} | change
    answer = world.post(f"/orders/{order}/report", body, customer)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
