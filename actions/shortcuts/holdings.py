"""Points and coupons of the customer's own, from the shop; who is not identified is told where they stand."""

from __future__ import annotations

import re

from actions.common.identity import ask_identity, say_once_known
from actions.common.orders import PERSON
from actions.core import show
from actions.core.visit import Visit
from actions.shop.model import Coupon
from handoff.wording.texts import simplified

_POINTS = re.compile(
    r"(我|还|现在|目前|手上|账户|账号).{0,6}(有|剩)?(几|多少)(积分|点数|红利|分(?![期钟享]))|(积分|点数)(有|还有|剩|还剩)?(多少|几分|几点|余额|几多)"
    r"|查.{0,4}(我的)?(积分|点数)(?!.{0,4}规)|我的(积分|点数)(呢|有|余额|$)|(积分|点数)余额|几多(积分|点数|分(?![期钟享]))"
    r"|\b(my|our|the) (reward )?points( balance)?\s*[?.!]*$|how many points|points (balance|do i have)|balance of (my )?points",
    re.IGNORECASE,
)
_COUPONS = re.compile(
    r"我.{0,4}(有|剩|拿)(了|着)?(几|多少|什么|哪些|咩|几多)张?(优惠|折价|折扣|红|抵用)?(券|包|优惠码)|(几|多少)张(优惠|折价|折扣)?券"
    r"|(查|看).{0,4}我的(优惠|折价|折扣)?券|我的?(优惠|折价|折扣)?券(呢|有(哪|几|什)|什么时候|几时|几号|哪天|还有|快|过期|到期)"
    r"|\b(which|what|how many|any) (coupons?|vouchers?) (do i|have i|i have)|\bmy (coupons?|vouchers?)\s*[?.!]*$|(show|list|see) (me )?my (coupons?|vouchers?)"
    r"|when (do|does|will) my (coupons?|vouchers?) expire|do i have (any )?(coupons?|vouchers?)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^(那|它们?|都)?(什么时候|几时|啥时候|几号|哪天)(过期|到期|失效)|^when (do|does|will) (they|it|those) expire",
    re.IGNORECASE,
)
# A rule is asked for, or something went wrong.
_NOT_THE_FIGURE = re.compile(
    r"怎么用|点用|点样用|怎么得|怎么来|没到|不见|少了|抵多少|换多少|兑|能抵|叠加|用不了|不能用|how (do|can) i (use|earn|get)|missing|worth"
)
_COUPONS_ASKED = "coupons"
SHOWN = 3


async def say_holdings(visit: Visit) -> bool:
    """Say the figure when that is what is asked for; False when it is not."""
    text = simplified(visit.turn.text)
    asked = visit.turn.slots.get("asked") or {}
    again = bool(_WHEN.search(text)) and asked.get("holdings") == _COUPONS_ASKED
    points, coupons = bool(_POINTS.search(text)), bool(_COUPONS.search(text)) or again
    if not (points or coupons) or _NOT_THE_FIGURE.search(text):
        return False
    if visit.identity is None:
        ask_identity(visit, "holdings_sign_in", [PERSON])
        say_once_known(visit)
        return True
    await _say(visit, points=points, coupons=coupons)
    return True


async def _say(visit: Visit, *, points: bool, coupons: bool) -> None:
    if visit.identity is None:
        raise PermissionError("points and coupons are for their owner only")
    owner = await visit.call(visit.shop.customer, visit.identity.customer)
    if points:
        visit.reply.say("holdings_points", points=owner.points)
    if coupons:
        valid = sorted(
            (one for one in owner.coupons if one.expires_ms > visit.turn.now_ms),
            key=lambda one: one.expires_ms,
        )
        key = "holdings_coupons" if valid else "holdings_no_coupons"
        visit.reply.say(key, count=len(valid))
        if valid:
            visit.reply.say_text("\n".join(_line(visit, one) for one in valid[:SHOWN]))
    visit.close("promotion")
    if coupons and visit.get("asked"):
        visit.put("asked", {**visit.get("asked"), "holdings": _COUPONS_ASKED})


def _line(visit: Visit, coupon: Coupon) -> str:
    language = visit.reply.language
    return visit.reply.text(
        "holdings_coupon",
        title=show.words(coupon.title, language),
        day=show.day(coupon.expires_ms, language, visit.turn.now_ms),
    )
