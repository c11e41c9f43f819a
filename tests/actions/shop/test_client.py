import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.shop.client import HttpShop
from actions.shop.demo.app import create_app
from actions.shop.errors import (
    Invalid,
    KeyReused,
    NotFound,
    OutcomeUnknown,
    Refusal,
    Refused,
    TooManyTries,
    Unavailable,
)
from actions.shop.model import (
    Action,
    Actor,
    AfterSaleKind,
    AfterSaleState,
    DeliveryMode,
    Money,
    OrderState,
    ParcelState,
    Problem,
    Reason,
)
from actions.shop.port import ShopPort
from actions.shop.transport import Limits
from tests.actions.shop.serving import serving
from tests.actions.shop.world import DAY_MS, SECRET, TOKEN, World


@pytest.fixture
def shop(world: World) -> Iterator[ShopPort]:
    client = HttpShop(world.url, TOKEN)
    yield client
    client.close()


def whose(world: World, scene: str) -> tuple[str, Actor]:
    customer, order = world.story(scene)
    return order, Actor(customer=customer)


def test_orders_and_parcels_come_as_values(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "at_station")
    seen = shop.order(order, by)
    assert (seen.id, seen.state, seen.full, seen.split) == (order, OrderState.SHIPPED, True, False)
    assert seen.items[0].name.say("zh-Hant") == "连衣裙"
    assert seen.items[0].name.say("en") == "Dress"
    parcel = shop.parcels(order, by)[0]
    assert seen.parcels == (parcel,)
    assert parcel.state is ParcelState.AT_STATION
    assert parcel.last == parcel.scans[0]
    assert parcel.station is not None
    assert parcel.station.code is not None
    assert shop.order_of_parcel(parcel.tracking, by) == order
    assert shop.orders("C0002", limit=1) == (seen,)


def test_a_grant_gives_less(world: World, shop: ShopPort) -> None:
    order, _ = whose(world, "at_station")
    seen = shop.order(order, Actor(grant=order))
    assert (seen.full, seen.items, seen.total, seen.address) == (False, (), None, None)
    with pytest.raises(Refused) as raised:
        shop.options(order, Actor(grant=order))
    assert raised.value.reason == "refused_identity_required"


def test_verify_and_identify(world: World, shop: ShopPort) -> None:
    order, _ = whose(world, "in_transit")
    phone = world.sql("select phone from orders where id = :o", o=order)[0][0]
    assert shop.verify(order, phone[-4:], "client") is True
    assert shop.identify(f"+{phone}") == "C0001"
    assert shop.identify("+8613800138000") is None
    assert shop.identify("no phone at all") is None
    wrong = "0000" if phone[-4:] != "0000" else "1111"
    assert [shop.verify(order, wrong, "client") for _ in range(5)] == [False] * 5
    with pytest.raises(TooManyTries) as raised:
        shop.verify(order, phone[-4:], "client")
    assert 0 < raised.value.retry_after_s <= 3600
    with pytest.raises(Invalid) as bad:
        shop.verify(order, "12", "client")
    assert bad.value.field == "digits"


def test_a_customer_is_summed_up(shop: ShopPort) -> None:
    customer = shop.customer("C0001")
    assert (customer.id, customer.name, customer.orders) == ("C0001", "王小明", 3)


@pytest.mark.parametrize(
    "order", ["1234567890123456", "", "../customers/C0001", "一二三", "x" * 65, "a\r\nb: c"]
)
def test_what_is_no_order_is_not_found(shop: ShopPort, order: str) -> None:
    with pytest.raises(NotFound):
        shop.order(order, Actor(customer="C0001"))
    with pytest.raises(NotFound):
        shop.cancel(order, Actor(customer="C0001"), reason=Reason.OTHER, key="k")


def test_options_then_changes_before_shipping(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "paid")
    options = shop.options(order, by)
    assert Action.CANCEL in options.actions
    item = options.items[0]
    spec = next(spec for spec in item.specs if spec.stock >= item.quantity)
    assert shop.change_spec(order, item.item, by, spec=spec.id, key="a").items[0].spec == spec.text
    changed = shop.change_order(order, by, street="科苑路 9 号", note="放门卫", key="b")
    assert changed.address is not None
    assert (changed.address.street, changed.note) == ("科苑路 9 号", "放门卫")
    assert shop.invoice(order, by, title="张伟", key="c").amount == changed.paid
    assert shop.urge(order, by, key="d").what == "shipment"
    cancelled = shop.cancel(order, by, reason=Reason.CHANGED_MIND, key="e")
    assert cancelled.order.state is OrderState.CANCELLED
    assert cancelled.refund is not None
    assert cancelled.refund.amount == changed.paid
    assert shop.after_sales(order, by) == (cancelled.refund,)


def test_changes_on_the_way(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "in_transit")
    parcel = shop.change_delivery(order, by, mode=DeliveryMode.LEAVE_AT_DOOR, key="a")
    assert parcel.delivery is DeliveryMode.LEAVE_AT_DOOR
    lost, owner = whose(world, "lost")
    assert shop.claim_not_received(lost, owner, key="b").kind == "not_received"
    made = shop.refund(lost, owner, reason=Reason.NOT_RECEIVED, key="c")
    assert (made.kind, made.state) == (AfterSaleKind.REFUND, AfterSaleState.REFUNDING)


def test_changes_after_delivery(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "delivered")
    item = shop.order(order, by).items[0]
    case = shop.report(order, by, problem=Problem.DAMAGED, description="破了", items=[item.id], key="a")
    assert case.due_ms == case.created_ms + DAY_MS
    swap = shop.exchange(order, by, item=item.id, spec="P010-3", reason=Reason.WRONG_SIZE, key="b")
    swap = shop.change_after_sale(swap.id, by, spec="P010-1", key="c")
    assert swap.spec is not None
    assert swap.spec.en == "Size M"
    assert shop.withdraw_after_sale(swap.id, by, key="d").state is AfterSaleState.WITHDRAWN
    back = shop.return_goods(order, by, reason=Reason.NO_REASON, items={item.id: 1}, key="e")
    at_ms = world.clock.now_ms + DAY_MS
    assert shop.book_pickup(back.id, by, at_ms=at_ms, key="f").pickup_ms == at_ms
    sent = shop.goods_sent(back.id, by, courier="顺丰", tracking="SF123456", key="g")
    assert sent.state is AfterSaleState.GOODS_SENT
    assert shop.after_sale(sent.id, by) == sent
    assert shop.after_sales_of(str(by.customer), limit=1)[0].id in {sent.id, swap.id}


def test_price_protection(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "signed_cheaper")
    drop = shop.options(order, by).price_drop
    assert shop.protect_price(order, by, key="a").amount == drop


def test_a_refusal_carries_its_facts(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "signed")
    with pytest.raises(Refused) as raised:
        shop.refund(order, by, reason=Reason.DEFECTIVE, amount=10**9, key="a")
    assert raised.value.code == Refusal.AMOUNT_TOO_HIGH
    assert raised.value.reason == "refused_amount_too_high"
    assert raised.value.params["currency"] == "CNY"
    with pytest.raises(Invalid) as bad:
        shop.change_delivery(*whose(world, "in_transit"), mode=DeliveryMode.TIME, key="b")
    assert bad.value.field == "day_ms"


def test_a_key_belongs_to_one_change(world: World, shop: ShopPort) -> None:
    order, by = whose(world, "signed")
    first = shop.refund(order, by, reason=Reason.DEFECTIVE, amount=1, key="turn-1")
    assert shop.refund(order, by, reason=Reason.DEFECTIVE, amount=1, key="turn-1") == first
    with pytest.raises(KeyReused):
        shop.refund(order, by, reason=Reason.DEFECTIVE, amount=2, key="turn-1")
    with pytest.raises(ValueError, match="idempotency key"):
        shop.refund(order, by, reason=Reason.DEFECTIVE, amount=2, key="turn 1")


def test_an_unknown_outcome_is_settled_by_asking_again_with_the_same_key(
    seeded: tuple[Path, int], world: World, tmp_path: Path
) -> None:
    order, by = whose(world, "signed")
    folder = tmp_path / "slow"
    folder.mkdir()
    shutil.copy(seeded[0], folder / "shop.db")
    slow = create_app(folder, token=TOKEN, identity_secret=SECRET, now_ms=world.clock, delay_ms=700)
    with serving(slow) as url:
        hasty = HttpShop(url, TOKEN, Limits(read_s=0.2, change_s=0.2))
        with pytest.raises(OutcomeUnknown) as raised:
            hasty.refund(order, by, reason=Reason.DEFECTIVE, amount=100, key="turn-1")
        with pytest.raises(Unavailable):
            hasty.order(order, by)
        hasty.close()
        patient = HttpShop(url, TOKEN)
        settled = patient.refund(order, by, reason=Reason.DEFECTIVE, amount=100, key=raised.value.key)
        assert patient.after_sales(order, by) == (settled,)
        patient.close()


def test_a_wrong_token_is_our_fault_and_no_customers(world: World) -> None:
    stranger = HttpShop(world.url, "wrong", Limits(attempts=1))
    with pytest.raises(Unavailable):
        stranger.order("1234567890123456", Actor(customer="C0001"))
    stranger.close()


@pytest.mark.parametrize("who", [{}, {"customer": "C0001", "grant": "1"}])
def test_an_actor_is_a_customer_or_a_grant(who: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="either"):
        Actor(**who)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [(1999, "CNY", "¥19.99"), (5, "HKD", "HK$0.05"), (100, "EUR", "EUR 1.00")],
)
def test_money_is_shown_with_its_sign(amount: int, currency: str, shown: str) -> None:
    assert str(Money(amount=amount, currency=currency)) == shown
