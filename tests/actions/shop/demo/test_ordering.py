import pytest

from tests.actions.shop.world import World


def test_address_phone_and_note_are_changed_before_shipping(world: World) -> None:
    customer, order = world.story("paid")
    body = {"recipient": "张三", "street": "科苑路 1 号", "phone": "138 0013 8000", "note": "请放前台"}
    made = world.made(f"/orders/{order}/change", body, customer)
    assert made["address"] == {"recipient": "张三", "region": "广东省 深圳市 南山区", "street": "科苑路 1 号"}
    assert made["note"] == "请放前台"
    tail = {"order": order, "digits": "8000", "client": "c"}
    assert world.post("/verify", tail).json() == {"match": True}


@pytest.mark.parametrize(
    ("scene", "code"), [("in_transit", "already_shipped"), ("delivered", "already_delivered")]
)
def test_the_address_stays_once_shipped(world: World, scene: str, code: str) -> None:
    customer, order = world.story(scene)
    refused = world.refused(f"/orders/{order}/change", {"street": "another street 1"}, customer)
    assert refused["code"] == code


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "street"),
        ({"street": "x"}, "street"),
        ({"street": "a\x00bcdef"}, "street"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "+1 2 3 4 5"}, "phone"),
        ({"adress": "a misspelt field"}, "adress"),
    ],
)
def test_a_bad_change_names_its_field(world: World, body: dict[str, str], field: str) -> None:
    customer, order = world.story("paid")
    answer = world.post(f"/orders/{order}/change", body, customer)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_a_spec_is_changed_with_its_stock(world: World) -> None:
    customer, order = world.story("paid")
    item = world.get(f"/orders/{order}", customer).json()["items"][1]
    stock = dict(world.sql("select id, stock from specs where product = :p", p=item["product"]))
    before = world.sql("select spec from items where id = :i", i=item["id"])[0][0]
    after = next(spec for spec in sorted(stock) if spec != before and stock[spec] >= item["quantity"])
    made = world.made(f"/orders/{order}/items/{item['id']}/spec", {"spec": after}, customer)
    assert made["items"][1]["spec"] != item["spec"]
    stock[before] += item["quantity"]
    stock[after] -= item["quantity"]
    assert dict(world.sql("select id, stock from specs where product = :p", p=item["product"])) == stock


def test_an_invoice_is_issued_once_and_anew_for_another_title(world: World) -> None:
    customer, order = world.story("paid")
    body = {"title": "示例科技有限公司", "tax_id": "91330100ma27xxxx1x"}
    first = world.made(f"/orders/{order}/invoice", body, customer)
    assert first["tax_id"] == "91330100MA27XXXX1X"
    refused = world.refused(f"/orders/{order}/invoice", body, customer)
    assert (refused["code"], refused["params"]) == ("invoice_exists", {"id": first["id"]})
    second = world.made(f"/orders/{order}/invoice", {"title": "张伟"}, customer)
    assert second["id"] != first["id"]
    assert world.get(f"/orders/{order}", customer).json()["invoice"] == second


def test_an_unpaid_order_has_no_invoice(world: World) -> None:
    customer, order = world.sql("select customer, id from orders where state = 'unpaid' limit 1")[0]
    assert world.refused(f"/orders/{order}/invoice", {"title": "me"}, customer)["code"] == "not_paid"
