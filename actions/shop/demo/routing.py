"""The scans of a demo parcel between two times, from the warehouse to where its state says it is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from actions.shop.demo.catalogue import FIRST_HUB, WAREHOUSE, Place
from actions.shop.demo.rules import DAY_MS, HOUR_MS, SHOP_ZONE
from actions.shop.model import ParcelState, Text

_ENDS: Mapping[ParcelState, Text] = {
    ParcelState.AT_STATION: Text(zh="已到驿站，请凭取件码取件", en="At the pick-up station, bring your code"),
    ParcelState.DELIVERED: Text(zh="已送达，放在门口", en="Delivered, left at the door"),
    ParcelState.SIGNED: Text(zh="已签收，感谢使用", en="Signed for, thank you"),
    ParcelState.RETURNING: Text(
        zh="收件人拒收，包裹退回商家", en="Refused by the recipient, going back to the shop"
    ),
    ParcelState.LOST: Text(zh="快递公司确认包裹遗失", en="The courier confirms that the parcel is lost"),
}
_HALFWAY = frozenset({ParcelState.IN_TRANSIT, ParcelState.STALLED, ParcelState.LOST})


def scans(
    rng: Random, state: ParcelState, place: Place, shipped_ms: int, end_ms: int
) -> list[dict[str, Any]]:
    """Rows for the scan table, oldest first, without the parcel's id; the last one is at `end_ms`."""
    points = _way(place)
    if state is ParcelState.PACKED:
        points = [(WAREHOUSE, Text(zh="包裹已打包，等待揽收", en="Packed, waiting for the courier"))]
    elif state in _HALFWAY:
        points = points[: rng.randint(2, 4)]
    if state in _ENDS:
        where = place.station if state is ParcelState.AT_STATION else place.region
        points = [*points, (where, _ENDS[state])]
    times = _times(rng, shipped_ms, end_ms, len(points))
    return [
        {"at_ms": at, "place_zh": where.zh, "place_en": where.en, "text_zh": words.zh, "text_en": words.en}
        for at, (where, words) in zip(times, points, strict=True)
    ]


def _way(place: Place) -> list[tuple[Text, Text]]:
    return [
        (WAREHOUSE, Text(zh="快递员已揽收", en="Collected by the courier")),
        (FIRST_HUB, Text(zh="到达杭州转运中心", en="Arrived at the Hangzhou hub")),
        (FIRST_HUB, Text(zh=f"已发往{place.hub.zh}", en=f"Left for the {place.hub.en}")),
        (place.hub, Text(zh=f"到达{place.hub.zh}", en=f"Arrived at the {place.hub.en}")),
        (place.region, Text(zh="到达派送网点", en="Arrived at the delivery office")),
        (place.region, Text(zh="快递员正在派送", en="Out for delivery")),
    ]


def _times(rng: Random, start_ms: int, end_ms: int, count: int) -> list[int]:
    if count == 1:
        return [end_ms]
    gap = (end_ms - start_ms) / (count - 1)
    inner = [round(start_ms + gap * (step + rng.uniform(-0.3, 0.3))) for step in range(1, count - 1)]
    return [start_ms, *inner, end_ms]


def daytime(at_ms: int) -> int:
    """The same or an earlier time between 9 and 21 o'clock, when couriers ring."""
    moment = datetime.fromtimestamp(at_ms / 1000, SHOP_ZONE)
    if moment.hour >= 21:
        return at_ms - (moment.hour - 20) * HOUR_MS
    if moment.hour < 9:
        return at_ms - (moment.hour + 4) * HOUR_MS
    return at_ms


def evening(at_ms: int, days: int) -> int:
    """20 o'clock of the day so many days later."""
    moment = datetime.fromtimestamp(at_ms / 1000, SHOP_ZONE) + timedelta(days=days)
    return round(moment.replace(hour=20, minute=0, second=0, microsecond=0).timestamp() * 1000)


def expected(rng: Random, state: ParcelState, end_ms: int, now_ms: int) -> int | None:
    """When the parcel should be there; None when nobody can say."""
    if state is ParcelState.OUT_FOR_DELIVERY:
        tonight = evening(now_ms, 0)
        return tonight if tonight > now_ms + HOUR_MS else tonight + DAY_MS
    if state in {ParcelState.IN_TRANSIT, ParcelState.PACKED}:
        return evening(now_ms, rng.randint(1, 3))
    if state in {ParcelState.DELIVERED, ParcelState.SIGNED, ParcelState.AT_STATION}:
        return evening(end_ms, 0)
    return None
