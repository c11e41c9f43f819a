"""One seeded order: its goods, money, times, parcels and after-sale, as its scene tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from actions.shop.demo import tables as t
from actions.shop.demo.catalogue import COURIERS, PRODUCTS, Courier
from actions.shop.demo.database import next_number
from actions.shop.demo.openings import PREFIX, STEP_TEXTS
from actions.shop.demo.routing import daytime, evening, expected, scans
from actions.shop.demo.rules import (
    DAY_MS,
    EXPECTED_DAYS,
    HOUR_MS,
    SHIP_WITHIN_MS,
    OrderMove,
    add_working_days,
    freight_payer,
    spread,
    step_order,
)
from actions.shop.demo.scenes import Claim, Scene
from actions.shop.demo.seeding_rows import Buyer, Seed, hkd
from actions.shop.model import AfterSaleKind, AfterSaleState, OrderState, ParcelState

CHEAPER = frozenset({0, 6, 29})  # products whose price dropped lately
_FREE_FREIGHT_FROM = 9_900
_FREIGHT = 800
# Hours before each move, from and to.
_GAPS_H: dict[OrderMove, tuple[float, float]] = {
    OrderMove.PAY_DEPOSIT: (0.05, 0.3),
    OrderMove.PAY: (0.05, 0.5),
    OrderMove.PACK: (3, 20),
    OrderMove.SHIP: (2, 10),
    OrderMove.DELIVER: (40, 80),
    OrderMove.SIGN: (40, 80),
    OrderMove.LOSE: (100, 140),
    OrderMove.CANCEL: (1, 5),
    OrderMove.SEND_BACK: (30, 60),
    OrderMove.REFUND: (96, 150),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    placed_ms: int
    moves: dict[OrderMove, int]
    end_ms: int  # the last thing that happened

    @property
    def arrived_ms(self) -> int | None:
        return self.moves.get(OrderMove.SIGN, self.moves.get(OrderMove.DELIVER))


def _times(shop: Seed, scene: Scene) -> Times:
    """Backwards from the last thing that happened, so that every scene is as fresh as it should be."""
    end = shop.now_ms - shop.hours(scene.last_h)
    if scene.parcels and scene.parcels[0] is not ParcelState.PACKED:
        end = daytime(end)
    at, moves = end, {}
    if scene.moves and scene.moves[-1] is OrderMove.SHIP:
        at -= shop.hours((36, 70))  # the way so far
    elif scene.claim is not None and scene.moves[-1] in {OrderMove.SIGN, OrderMove.DELIVER}:
        at -= shop.hours((10, 30))
    for move in reversed(scene.moves):
        moves[move] = at
        at -= shop.hours(_GAPS_H[move])
    return Times(placed_ms=at, moves=moves, end_ms=end)


def add_order(shop: Seed, buyer: Buyer, scene: Scene, goods: tuple[int, ...] | None = None) -> None:
    order, times = shop.number(shop.rng.choice((16, 18, 19))), _times(shop, scene)
    lines = _lines(shop, buyer, scene, goods)
    worths = [price * quantity for _, quantity, price in lines]
    discounted = not goods and not scene.cheaper and shop.rng.random() < 0.3
    worth = sum(worths) - (sum(worths) // 10 if discounted else 0)
    freight = 0 if worth >= _FREE_FREIGHT_FROM else _FREIGHT
    state = reduce(step_order, scene.moves, OrderState.UNPAID)
    _add_order_row(shop, buyer, scene, order, state, worth, freight, times)
    parts = spread(worth, worths)
    contents = _add_items(shop, order, lines, parts)
    _add_parcels(shop, buyer, scene, order, contents, times)
    if scene.claim is not None:
        _add_claim(shop, order, scene.claim, list(zip(contents, lines, parts, strict=True)), freight, times)
    if times.arrived_ms and shop.rng.random() < 0.15:
        invoice = {"title": buyer.name, "amount": worth + freight, "at_ms": times.arrived_ms, "void": False}
        shop.add(t.invoices, id=next_number(shop.connection, "FP"), order=order, **invoice)


def _add_order_row(
    shop: Seed,
    buyer: Buyer,
    scene: Scene,
    order: str,
    state: OrderState,
    worth: int,
    freight: int,
    times: Times,
) -> None:
    total = worth + freight
    presale = _presale(shop, total) if scene.presale else {}
    region, street, house = buyer.place.region, buyer.place.street, shop.rng.randint(1, 300)
    english = buyer.language == "en"
    shop.add(
        t.orders,
        id=order,
        customer=buyer.id,
        state=state,
        currency=buyer.currency,
        total=total,
        freight=freight,
        paid=total if OrderMove.PAY in scene.moves else presale.get("deposit", 0),
        placed_ms=times.placed_ms,
        paid_ms=times.moves.get(OrderMove.PAY),
        ship_by_ms=_ship_by(state, times, presale),
        delivered_ms=times.arrived_ms,
        insured=shop.rng.random() < 0.4,
        phone=buyer.phone,
        recipient=buyer.name,
        region=region.en if english else region.zh,
        street=f"{house} {street.en}" if english else f"{street.zh} {house} 号",
        note="",
        **presale,
    )


def _add_items(
    shop: Seed, order: str, lines: Sequence[tuple[str, int, int]], parts: Sequence[int]
) -> list[str]:
    names = [f"{order}-{position}" for position in range(1, len(lines) + 1)]
    for name, (spec, quantity, price), part in zip(names, lines, parts, strict=True):
        money = {"quantity": quantity, "price": price, "paid": part}
        shop.add(t.items, id=name, order=order, product=spec.partition("-")[0], spec=spec, **money)
    return names


def _lines(
    shop: Seed, buyer: Buyer, scene: Scene, goods: tuple[int, ...] | None
) -> list[tuple[str, int, int]]:
    """Spec, pieces and price of each line."""
    rng = shop.rng
    if goods is None:
        sold = [n for n in range(len(PRODUCTS)) if (n in CHEAPER) == scene.cheaper]
        count = max(len(scene.parcels), rng.choice((1, 1, 1, 2, 2, 3)))
        if scene.claim is not None and scene.claim.kind is AfterSaleKind.EXCHANGE:
            count = 1  # an exchange is of one item
        goods = tuple(rng.sample(sold, min(count, len(sold))))
    lines = []
    for number in goods:
        spec = f"P{number:03}-{rng.randrange(len(PRODUCTS[number].specs))}"
        price = PRODUCTS[number].price
        lines.append((spec, rng.choice((1, 1, 1, 2)), price if buyer.currency == "CNY" else hkd(price)))
    return lines


def _presale(shop: Seed, total: int) -> dict[str, int]:
    deposit = total // 5
    opens = shop.rng.choice((-1, 1, 2))
    return {
        "deposit": deposit,
        "balance": total - deposit,
        "balance_from_ms": evening(shop.now_ms, opens),
        "balance_until_ms": evening(shop.now_ms, opens + 3),
    }


def _ship_by(state: OrderState, times: Times, presale: dict[str, int]) -> int | None:
    if presale:
        return presale["balance_until_ms"] + 3 * DAY_MS
    waiting = state in {OrderState.PAID, OrderState.PACKED}
    return times.moves[OrderMove.PAY] + SHIP_WITHIN_MS if waiting else None


def _add_parcels(
    shop: Seed, buyer: Buyer, scene: Scene, order: str, contents: Sequence[str], times: Times
) -> None:
    for position, state in enumerate(scene.parcels):
        courier = shop.rng.choice(COURIERS)
        parcel = f"{order}-K{position + 1}"
        shipped_ms = times.moves.get(OrderMove.SHIP)
        end_ms = times.arrived_ms or times.end_ms
        there = state in {ParcelState.DELIVERED, ParcelState.SIGNED}
        if there and len(scene.parcels) > 1:
            end_ms = daytime(end_ms - 12 * HOUR_MS)
        shop.add(
            t.parcels,
            id=parcel,
            order=order,
            courier_zh=courier.name.zh,
            courier_en=courier.name.en,
            tracking=_tracking(shop, courier),
            state=state,
            contents=list(contents[position :: len(scene.parcels)]),
            shipped_ms=shipped_ms,
            expected_ms=expected(shop.rng, state, end_ms, shop.now_ms),
            delivered_ms=end_ms if there else None,
            **_station(shop, buyer, state),
        )
        for scan in scans(shop.rng, state, buyer.place, shipped_ms or end_ms, end_ms):
            shop.add(t.scans, parcel=parcel, **scan)


def _tracking(shop: Seed, courier: Courier) -> str:
    return shop.number(courier.digits, courier.prefix)


def _station(shop: Seed, buyer: Buyer, state: ParcelState) -> dict[str, Any]:
    if state is not ParcelState.AT_STATION:
        return {}
    code = f"{shop.rng.randint(1, 30)}-{shop.rng.randint(1, 9)}-{shop.rng.randint(1000, 9999)}"
    return {
        "station_zh": buyer.place.station.zh,
        "station_en": buyer.place.station.en,
        "station_hours": "09:00-21:00",
        "station_code": code,
        "keep_until_ms": evening(shop.now_ms, shop.rng.randint(1, 3)),
    }


Part = tuple[str, tuple[str, int, int], int]  # item, its line, what was paid for it


def _add_claim(
    shop: Seed, order: str, claim: Claim, parts: Sequence[Part], freight: int, times: Times
) -> None:
    exchange = claim.kind is AfterSaleKind.EXCHANGE
    # Goods that never left: the freight comes back too.
    extra = freight if OrderMove.CANCEL in times.moves else 0
    created_ms = times.arrived_ms + 2 * HOUR_MS if times.arrived_ms else times.end_ms
    states = [AfterSaleState.REQUESTED, *claim.states]
    number = next_number(shop.connection, PREFIX[claim.kind])
    payer = None if claim.kind is AfterSaleKind.REFUND else freight_payer(claim.reason, insured=True)
    shop.add(
        t.after_sales,
        id=number,
        order=order,
        kind=claim.kind,
        state=states[-1],
        reason=claim.reason,
        amount=0 if exchange else sum(paid for _, _, paid in parts) + extra,
        created_ms=created_ms,
        expected_ms=add_working_days(times.end_ms, EXPECTED_DAYS.get(states[-1], 0)),
        description="",
        files=[],
        spec=parts[0][1][0] if exchange else None,
        freight_payer=payer,
        **_way_back(shop, claim, times),
    )
    for item, (_, quantity, _), paid in parts:
        shop.add(t.claims, after_sale=number, item=item, pieces=quantity, amount=0 if exchange else paid)
    gap = (times.end_ms - created_ms) // max(1, len(states) - 1)
    for position, state in enumerate(states):
        words = {"text_zh": STEP_TEXTS[state].zh, "text_en": STEP_TEXTS[state].en}
        shop.add(t.steps, after_sale=number, at_ms=created_ms + gap * position, state=state, **words)


def _way_back(shop: Seed, claim: Claim, times: Times) -> dict[str, str]:
    if AfterSaleState.GOODS_SENT not in claim.states or times.arrived_ms is None:
        return {}
    courier = shop.rng.choice(COURIERS)
    return {"return_courier": courier.name.zh, "return_tracking": _tracking(shop, courier)}
