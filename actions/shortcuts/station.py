"""A parcel that waits at a pick-up point: until when it is kept, when it is open, and who may fetch it."""

from __future__ import annotations

import re

from actions.common.identity import SHARES_NUMBER, ask_identity, say_once_known
from actions.common.orders import PERSON
from actions.core import show
from actions.core.visit import Visit
from actions.shop.model import Parcel, ParcelState
from actions.track import parcel_line
from handoff.wording.texts import simplified

_LONGER = re.compile(
    r"(多|再)(放|留|存|保管).{0,3}(天|日)|延(长|期)|晚几?(天|日)(去)?(取|拿|攞)|keep it longer|hold it (for )?(longer|a few)",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"(放|保留|保管|存|留|摆).{0,3}(几|多久|多少|几耐)(天|日)?|超(过|时|期).{0,8}取|逾期|过期.{0,4}取|(没|不|唔)(去|及时|按时)?(取|拿|攞).{0,4}(会|怎)"
    r"|代(取|领|拿|收)|(别人|邻居|家人|朋友|室友|同事|老公|老婆).{0,4}(取|拿|领|攞)|(驿站|自提点|取件点|便利店|超商).{0,6}(几点|营业|关门|开门)"
    r"|how long .{0,24}(keep|kept|stay|hold)|(someone else|friend|neighbou?r|wife|husband).{0,16}(collect|pick|fetch)"
    r"|(station|pick-?up point).{0,16}(open|close)",
    re.IGNORECASE,
)  # fmt: skip
_CODE = re.compile(
    r"(取件|取货|提货|自提|驿站)码(?!.{0,4}(没收到|没有收到|不对|错|无效|过期|用不了))|\bpick-?up code\b|\bcollection code\b",
    re.IGNORECASE,
)
_CODE_AT_FAULT = re.compile(
    r"(没|没有|未|不)(收到|对)?.{0,3}(取件|取货|提货)码|wrong|invalid|expired|not work", re.IGNORECASE
)


async def say_kept(visit: Visit) -> bool:
    """Answer from the customer's own parcel; False when that is not asked, or none waits at a pick-up point."""
    text = simplified(visit.turn.text)
    longer = _LONGER.search(text) is not None
    kept = longer or _KEPT.search(text) is not None
    code = _CODE.search(text) is not None and not _CODE_AT_FAULT.search(text)
    if not (kept or code):
        return False
    if visit.identity is None:
        return code and _ask_who(visit)
    parcel = await _waiting(visit)
    if parcel is None or parcel.station is None:
        return False
    visit.put("order_id", parcel.order)
    if code and not kept:
        line = parcel_line(parcel, visit.reply, visit.turn.now_ms)
        visit.reply.say_text(line, card=show.parcel_card(parcel, visit.reply))
        visit.close("track_shipment")
        return True
    visit.reply.say(
        "station_kept",
        until=show.day(parcel.station.keep_until_ms, visit.reply.language, visit.turn.now_ms),
        hours=parcel.station.hours,
    )
    if longer:
        visit.reply.say("station_longer")
    visit.close("track_shipment", [PERSON] if longer else [])
    return True


def _ask_who(visit: Visit) -> bool:
    """Where the number can be shared, the code comes once it is; else what the knowledge base says is enough."""
    if visit.turn.channel not in SHARES_NUMBER:
        return False
    ask_identity(visit, "code_hidden", [PERSON])
    say_once_known(visit)
    return True


async def _waiting(visit: Visit) -> Parcel | None:
    """The parcel at a pick-up point, of the order in talk first."""
    orders = sorted(await visit.recent(), key=lambda order: order.id != visit.get("order_id"))
    waiting = (
        parcel for order in orders for parcel in order.parcels if parcel.state is ParcelState.AT_STATION
    )
    return next(waiting, None)
