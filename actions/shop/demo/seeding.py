"""Fills an empty shop: the same customers, orders and numbers every time, at times relative to `now_ms`."""

from dataclasses import replace
from random import Random

from sqlalchemy import Connection, Engine, delete, func, select

from actions.shop.demo import tables as t
from actions.shop.demo.catalogue import (
    ENGLISH_NAMES,
    GIVEN_NAMES,
    HK_NAMES,
    HONG_KONG,
    PLACES,
    PRODUCTS,
    SURNAMES,
    Place,
)
from actions.shop.demo.database import get_meta, move_times, set_meta, writing
from actions.shop.demo.rules import DAY_MS, HOUR_MS
from actions.shop.demo.scenes import SCENES
from actions.shop.demo.seeding_orders import CHEAPER, add_order
from actions.shop.demo.seeding_rows import Buyer, Seed, hkd
from actions.shop.demo.stories import STORIES
from actions.shop.model import Text

CUSTOMERS = 240
ORDERS = 1200
_SEED = 20_240_618
_ANCHOR = "anchor_ms"
_LEVELS = ("basic", "basic", "basic", "silver", "silver", "gold")
_COUPONS = (
    (Text(zh="满 100 减 10", en="10 off 100"), 1_000, 10_000),
    (Text(zh="满 200 减 30", en="30 off 200"), 3_000, 20_000),
    (Text(zh="运费券", en="Free shipping"), 800, 0),
)


def wake(engine: Engine, now_ms: int) -> None:
    """Seed an empty shop; move an old one's world forward by the whole days in which nothing was changed.

    A demo that was off for a week would show a week-old "out for delivery". Its world stands still instead:
    all times move together, so that nothing told about one order contradicts another.
    """
    with writing(engine) as connection:
        anchor = get_meta(connection, _ANCHOR)
        if anchor is None:
            seed(connection, now_ms)
            set_meta(connection, _ANCHOR, now_ms)
            return
        changed = connection.execute(select(func.max(t.answers.c.at_ms))).scalar_one()
        asleep_ms = (now_ms - max(anchor, changed or 0)) // DAY_MS * DAY_MS
        if asleep_ms > 0:
            connection.execute(delete(t.tries))  # moved, they would lie in the future
            move_times(connection, asleep_ms)
            set_meta(connection, _ANCHOR, anchor + asleep_ms)


def seed(connection: Connection, now_ms: int) -> None:
    shop = Seed(rng=Random(_SEED), connection=connection, now_ms=now_ms)
    _add_products(shop)
    buyers = [_add_customer(shop, number) for number in range(1, CUSTOMERS + 1)]
    # A story's own order stays the newest of its customer.
    earlier = replace(SCENES["signed_long_ago"], last_h=(800, 2400))
    for buyer, story in zip(buyers, STORIES, strict=False):
        add_order(shop, buyer, SCENES[story.scene], goods=story.goods)
        for _ in range(2):
            add_order(shop, buyer, earlier)
    others = buyers[len(STORIES) :]
    names = list(SCENES)
    kinds = shop.rng.choices(names, [SCENES[name].weight for name in names], k=ORDERS - len(names))
    for scene in [*names, *kinds]:
        add_order(shop, shop.rng.choice(others), SCENES[scene])
    shop.flush()


def _add_products(shop: Seed) -> None:
    long_ago, lately = shop.now_ms - 400 * DAY_MS, shop.now_ms - 12 * HOUR_MS
    for number, product in enumerate(PRODUCTS):
        row = {"id": f"P{number:03}", "name_zh": product.name.zh, "name_en": product.name.en}
        shop.add(t.products, **row, category=product.category, no_reason=product.no_reason)
        for position, spec in enumerate(product.specs):
            stock = 0 if position == 2 and number % 5 == 0 else shop.rng.randint(3, 200)
            spec_id = f"P{number:03}-{position}"
            shop.add(t.specs, id=spec_id, product=row["id"], name_zh=spec.zh, name_en=spec.en, stock=stock)
        prices = [(long_ago, product.price)]
        if number in CHEAPER:
            prices.append((lately, product.price * 85 // 100))
        for from_ms, amount in prices:
            for currency, worth in (("CNY", amount), ("HKD", hkd(amount))):
                shop.add(t.prices, product=row["id"], currency=currency, amount=worth, from_ms=from_ms)


def _add_customer(shop: Seed, number: int) -> Buyer:
    rng, story = shop.rng, STORIES[number - 1] if number <= len(STORIES) else None
    name, language, place = (story.name, story.language, story.place) if story else _somebody(shop, number)
    in_hong_kong = place is HONG_KONG
    # 199 0 and 852 0 are not given out: nobody real is reached.
    tail = f"{number:03}{rng.randint(0, 9999):04}"
    phone = f"8520{tail}" if in_hong_kong else f"861990{tail}"
    buyer = Buyer(
        id=f"C{number:04}",
        name=name,
        language=language,
        place=place,
        phone=phone,
        currency="HKD" if in_hong_kong else "CNY",
    )
    shop.add(
        t.customers,
        id=buyer.id,
        name=name,
        language=language,
        level=rng.choice(_LEVELS),
        phone=phone,
        points=rng.randint(0, 5000),
        joined_ms=shop.now_ms - rng.randint(120, 1500) * DAY_MS,
        story_zh=story.words.zh if story else None,
        story_en=story.words.en if story else None,
    )
    for count in range(rng.randint(0, 3)):
        title, worth, minimum = _COUPONS[count]
        shop.add(
            t.coupons,
            id=f"Q{number:04}{count}",
            customer=buyer.id,
            title_zh=title.zh,
            title_en=title.en,
            worth=worth,
            minimum=minimum,
            currency=buyer.currency,
            expires_ms=shop.now_ms + rng.randint(1, 30) * DAY_MS,
        )
    return buyer


def _somebody(shop: Seed, number: int) -> tuple[str, str, Place]:
    rng = shop.rng
    if number % 9 == 0:
        return rng.choice(HK_NAMES), "zh-Hant", HONG_KONG
    if number % 6 == 0:
        return rng.choice(ENGLISH_NAMES), "en", rng.choice(PLACES)
    return rng.choice(SURNAMES) + rng.choice(GIVEN_NAMES), "zh-Hans", rng.choice(PLACES)
