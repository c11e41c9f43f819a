"""The demo's main figures: one situation each, for newcomers and tests to try."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from actions.shop.demo import tables as t
from actions.shop.demo.catalogue import HONG_KONG, PLACES, TAIPEI, Place
from actions.shop.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Customers are numbered in this order from C0001. `goods` are numbers of products."""

    name: str
    language: str
    place: Place
    scene: str
    goods: tuple[int, ...]
    words: Text


def _story(
    name: str, scene: str, goods: tuple[int, ...], zh: str, en: str, place: Place, language: str = "zh-Hans"
) -> Story:
    return Story(
        name=name, language=language, place=place, scene=scene, goods=goods, words=Text(zh=zh, en=en)
    )


STORIES: tuple[Story, ...] = (
    _story("王小明", "in_transit", (19,), "包裹在路上", "Parcel on its way", PLACES[0]),
    _story(
        "李婷",
        "at_station",
        (15,),
        "包裹在驿站，有取件码",
        "Parcel at a pick-up station with code",
        PLACES[1],
    ),
    _story(
        "张伟",
        "paid",
        (7, 21),
        "已付款未发货：可退款、取消、改地址",
        "Paid, not shipped: refund, cancel, new address",
        PLACES[2],
    ),
    _story("刘洋", "presale", (5,), "预售，定金已付", "Presale, deposit paid", PLACES[3]),
    _story("陈静", "stalled", (12,), "物流多日不动", "Parcel stalled for days", PLACES[4]),
    _story("赵磊", "signed", (2,), "显示签收但没收到", "Signed, but not received", PLACES[5]),
    _story(
        "黄丽",
        "delivered",
        (10,),
        "已送达，七天内可退换",
        "Delivered, may be returned or exchanged",
        PLACES[6],
    ),
    _story("周强", "split_three", (22, 24, 25), "一单拆成三个包裹", "One order in three parcels", PLACES[7]),
    _story("吴敏", "refund_requested", (27,), "退款审核中", "Refund being looked at", PLACES[8]),
    _story("郑凯", "signed_cheaper", (6,), "买后降价，可申请价保", "Price dropped after buying", PLACES[9]),
    _story("孙悦", "lost", (30,), "包裹丢失", "Parcel lost", PLACES[0]),
    _story(
        "马超", "return_agreed", (13,), "退货已同意，待寄回", "Return agreed, goods to be sent", PLACES[1]
    ),
    _story(
        "林志豪",
        "out_for_delivery",
        (3,),
        "正在派送（繁体）",
        "Out for delivery (Traditional)",
        TAIPEI,
        "zh-Hant",
    ),
    _story(
        "陳家欣",
        "delivered",
        (14,),
        "已送达（香港，港币）",
        "Delivered (Hong Kong dollars)",
        HONG_KONG,
        "zh-Hant",
    ),
    _story(
        "Emily Carter",
        "in_transit",
        (16,),
        "英文顾客，包裹在路上",
        "English speaker, parcel on its way",
        PLACES[0],
        "en",
    ),
    _story(
        "Daniel Smith",
        "overdue",
        (20,),
        "英文顾客，超时未发货",
        "English speaker, not shipped in time",
        PLACES[1],
        "en",
    ),
)


def demo_customers(connection: Connection) -> list[dict[str, Any]]:
    """The main figures with their newest orders; phone tails are given because nobody real owns them."""
    rows = connection.execute(
        select(t.customers).where(t.customers.c.story_en.is_not(None)).order_by(t.customers.c.id)
    ).all()
    return [
        {
            "customer": row.id,
            "name": row.name,
            "language": row.language,
            "story": {"zh": row.story_zh, "en": row.story_en},
            "orders": _orders(connection, row.id),
        }
        for row in rows
    ]


def _orders(connection: Connection, customer: str) -> list[dict[str, Any]]:
    """The order the story is about comes first: it is the newest."""
    rows = connection.execute(
        select(t.orders).where(t.orders.c.customer == customer).order_by(t.orders.c.placed_ms.desc()).limit(3)
    )
    return [{"id": row.id, "state": row.state, "phone_tail": row.phone[-4:]} for row in rows]
