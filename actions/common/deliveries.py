"""How, on which day and for which parcel a delivery is to be changed, as customers say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from actions.common.naming import named_parcels
from actions.common.orders import PERSON
from actions.common.spoken import standard
from actions.core import days, show, words
from actions.core.form.fields import FREE_INTENTS, ChoiceField, Field, Option, best_option
from actions.core.reply import Choice
from actions.core.turn import Turn
from actions.core.visit import Visit
from actions.shop.model import DeliveryMode, Order, Parcel, ParcelState
from actions.shortcuts.station import say_kept
from handoff.wording.texts import simplified

MODES = (
    Option(
        value=DeliveryMode.TIME,
        key="mode_time",
        words=(
            "时间", "改天", "晚点", "晚一点", "推迟", "另一天", "过几天", "下周", "明天", "后天", "周", "星期", "礼拜",
            "上午", "中午", "下午", "傍晚", "晚上", "another day", "later", "reschedule", "morning", "afternoon", "evening",
        ),
    ),
    Option(
        value=DeliveryMode.PICKUP_STATION,
        key="mode_pickup_station",
        words=(
            "驿站", "自提", "代收点", "取件", "丰巢", "快递柜", "便利店", "便利商店", "超商", "pick-up", "pick up", "pickup",
            "locker", "station",
        ),
    ),
    Option(
        value=DeliveryMode.LEAVE_AT_DOOR,
        key="mode_leave_at_door",
        words=("门口", "门外", "放门", "at the door", "doorstep", "outside", "porch"),
    ),
    Option(
        value=DeliveryMode.REFUSE,
        key="mode_refuse",
        words=("拒收", "拒签", "退回", "不要送", "别送了", "不收了", "不想收", "refuse", "reject", "send it back", "return to sender"),
    ),
)  # fmt: skip
DAYS_OFFERED = 3
CHANGEABLE = (ParcelState.PACKED, ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.STALLED)
# The day somebody is away is not the day he wants the parcel.
_AWAY = re.compile(
    r"不在|没人|没空|没时间|出差|上班|加班|有事|不方便|收不了|不行|不要|别"
    r"|not (home|in|there|available)|won't|away|busy|can't|cannot",
    re.IGNORECASE,
)
# "先别送了": not now, where "别送了" alone refuses it.
_HOLD = re.compile(
    r"(先|暂时|暂|这[两几]天|今天|明天|(周|星期|礼拜)[一二三四五六日天])(都|就|先)?(别|不要|不用|唔好)再?送",
    re.IGNORECASE,
)
# A way that is not wanted, or not yet: never the way chosen.
_UNWANTED = re.compile(
    r"(先|暂时|暂)?(不要|不用|不想|别|唔好|唔|不)(再|急着|给我|帮我|想)?(拒收|拒签|退回|(放|送|改)(在|到|去|送)*(驿站|自提点?|代收点|丰巢|快递柜|便利店|超商|门口|门外))"
    r"|\b(don['’]?t|do not|not)( want( you)? to| you| just)* (refuse|reject|send it back|return to sender|(leave|put) it( \w+){1,3})",
    re.IGNORECASE,
)
# To be brought, or to be brought at another time.
_BRINGS = re.compile(r"改|换|送|派|\b(change|move|deliver|bring|reschedule|make it)\b", re.IGNORECASE)
_NOT_THERE = re.compile(r"(取消|不要?|不用|别|唔好)(再)?放(在|到)?(门口|门外|驿站|快递柜|丰巢)")
_CLAUSE = re.compile(r"[,，。;；!！?？]|\s+(?=[^\x00-\x7f])|但是?|\bbut\b|改(?=到|成|为)")
# As it was: to the door of the order's own address.
_AT_HOME = re.compile(
    r"送到?(我)?家|送上门|送货上门|照原来|按原来|\b(to my (home|door)|as before|as planned)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"地址|公司|单位|家里|学校|office|address|my (work|home|place)", re.IGNORECASE)

# Somebody else who takes it: the shop knows no such wish, a person passes it on.
_HANDED = re.compile(
    r"物业|门卫|保安|前台|邻居|管理室|管理员|传达室|代收(?!点)|concierge|reception|front desk|neighbou?r|doorman|security",
    re.IGNORECASE,
)
# A place that something is asked about is no wish to have it there ("驿站几点关门").
_ASKS_FACT = re.compile(
    r"(驿站|自提点|取件点|代收点|快递柜|便利店|超商|门口)[^,，。;；]{0,6}(几点|几天|多久|在哪|哪里|哪儿|什么时候|几时|多远|电话)"
    r"|\b(when|what time|where|how (long|far))\b.{0,24}\b(pick-?up|station|locker)\b",
    re.IGNORECASE,
)
NAMES_HOUR = re.compile(
    r"上午|中午|下午|傍晚|晚上|\d点|morning|noon|afternoon|evening|\d ?[ap]m", re.IGNORECASE
)


def _wished_days(turn: Turn) -> list[str]:
    """Texts that may name the day wanted."""
    text = standard(turn.text)
    if not _AWAY.search(text):
        return [*map(standard, turn.entities.get("date", ())), text]
    return [clause for clause in _CLAUSE.split(text) if clause and not _AWAY.search(clause)]


def _moves_to_a_day(turn: Turn) -> bool:
    """Wants it on a day that is named ("改到周六"); to ask for that day moves nothing."""
    if words.is_question(turn) or not _BRINGS.search(simplified(turn.text)):
        return False
    return any(days.read_day(wished, turn.now_ms) for wished in _wished_days(turn))


def _without_unwanted(turn: Turn) -> Turn:
    """Without the ways that are not wanted; a day or another way beside them is read."""
    return replace(turn, text=_UNWANTED.sub(" ", simplified(turn.text)).strip())


def at_station(order: Order) -> list[Parcel]:
    """The parcels at a pick-up point, where no other is under way."""
    if any(parcel.state in CHANGEABLE for parcel in order.parcels):
        return []
    return [parcel for parcel in order.parcels if parcel.state is ParcelState.AT_STATION]


class ModeField(ChoiceField):
    """How it shall be delivered; to another address, or to somebody else, only a person can have it sent."""

    def __init__(self) -> None:
        super().__init__("option", "ask_delivery_mode", MODES, eager=True)

    async def take(self, visit: Visit) -> bool:
        whole = visit.turn
        visit.turn = _without_unwanted(whole)
        taken = await self._take(visit)
        visit.turn = whole
        return taken

    async def _take(self, visit: Visit) -> bool:
        text = simplified(visit.turn.text)
        said = visit.turn.first(self.slot) is None
        if said and (_HANDED.search(text) or _NOT_THERE.search(text)):
            return False
        if said and _HOLD.search(text):
            visit.put(self.slot, DeliveryMode.TIME.value)
            return True
        if await super().take(visit):
            return True
        if not any(days.read_day(wished, visit.turn.now_ms) for wished in _wished_days(visit.turn)):
            return False
        visit.put(self.slot, DeliveryMode.TIME.value)
        return True

    async def correct(self, visit: Visit) -> bool:
        """Another way instead ("还是放驿站吧"), or to where only a person can have it sent."""
        whole = visit.turn
        visit.turn = _without_unwanted(whole)
        corrected = await self._correct(visit)
        visit.turn = whole
        return corrected

    async def _correct(self, visit: Visit) -> bool:
        if await super().correct(visit):
            return True
        text, known = simplified(visit.turn.text).lower(), visit.get(self.slot)
        if _ASKS_FACT.search(text):
            return await say_kept(visit)
        if visit.turn.intent not in (visit.task, *FREE_INTENTS) or _HANDED.search(text):
            return False
        meant = None if _HOLD.search(text) or _NOT_THERE.search(text) else best_option(MODES, text)
        if meant is None and _AT_HOME.search(text):
            visit.reply.say("delivery_stays")
            visit.stop()
            return True
        wanted = meant.value if meant else None
        elsewhere = meant is None and _ELSEWHERE.search(text) is not None
        timed = not elsewhere and wanted in (None, DeliveryMode.TIME)
        if timed and not _moves_to_a_day(visit.turn):
            return False
        wanted = DeliveryMode.TIME.value if timed else wanted
        if wanted is not None and wanted == known:
            return False
        visit.put(self.slot, wanted)
        visit.put("date", None)
        visit.read.add(self.slot)
        return True

    async def ask(self, visit: Visit) -> None:
        text = simplified(visit.turn.text)
        handed = _HANDED.search(text) is not None
        if not handed and not _ELSEWHERE.search(text):
            await super().ask(visit)
            return
        choices = [Choice(mode.key, "inform", {"option": mode.value}) for mode in MODES]
        key = "ask_delivery_mode_handed" if handed else "ask_delivery_mode_elsewhere"
        visit.reply.say(key, choices=[*choices, PERSON])


class ParcelField(ChoiceField):
    """Which of several parcels: by the goods in it, by its place in the list, or by a button."""

    def __init__(self, order: Order, moving: Sequence[Parcel], options: Sequence[Option]) -> None:
        super().__init__("item", "ask_which_parcel", options)
        self._order, self._moving = order, moving

    async def take(self, visit: Visit) -> bool:
        chosen = self._named(visit) or self._by_place(visit)
        if chosen is None:
            return await super().take(visit)
        visit.put(self.slot, chosen)
        return True

    async def correct(self, visit: Visit) -> bool:
        chosen = self._named(visit)
        if chosen is None or chosen == visit.get(self.slot):
            return await super().correct(visit)
        visit.put(self.slot, chosen)
        return True

    def _named(self, visit: Visit) -> str | None:
        named = [
            parcel.id for parcel in named_parcels(self._order, visit.turn.text) if parcel in self._moving
        ]
        return named[0] if len(named) == 1 else None

    def _by_place(self, visit: Visit) -> str | None:
        place = words.ordinal(visit.turn) if self.asked(visit) else None
        return self._moving[place - 1].id if place and place <= len(self._moving) else None


class DayField(Field):
    """The day wanted, from any way of naming it."""

    slot = "date"

    async def take(self, visit: Visit) -> bool:
        for text in _wished_days(visit.turn):
            day = days.read_day(text, visit.turn.now_ms)
            if day:
                visit.put(self.slot, day.isoformat())
                return True
        return False

    async def correct(self, visit: Visit) -> bool:
        known = visit.get(self.slot)
        return await self.take(visit) and visit.get(self.slot) != known

    async def ask(self, visit: Visit) -> None:
        offered = await self._possible(visit)
        choices = [
            Choice("", "inform", {"date": day.isoformat()}, title=day_label(day.isoformat(), visit))
            for day in offered
        ]
        hour = NAMES_HOUR.search(simplified(visit.turn.text))
        visit.reply.say("ask_delivery_day_hour" if hour else "ask_delivery_day", choices=choices)

    async def _possible(self, visit: Visit) -> list[date]:
        """The next days on which it can be there, without the one the customer is away."""
        now_ms, text = visit.turn.now_ms, simplified(visit.turn.text)
        moving = [parcel for parcel in (await visit.chosen()).parcels if parcel.state in CHANGEABLE]
        expected = max((parcel.expected_ms or 0 for parcel in moving), default=0)
        first = show.moment(max(expected, now_ms + show.DAY_MS)).date()
        away = days.read_day(text, now_ms) if _AWAY.search(text) else None
        following = (first + timedelta(days=ahead) for ahead in range(DAYS_OFFERED + 1))
        return [day for day in following if day != away][:DAYS_OFFERED]


def parcel_title(visit: Visit, parcel: Parcel, order: Order) -> str:
    """What is in it, where that may be told, else whose parcel it is."""
    language = visit.reply.language
    what = show.contents(parcel, order, language) or show.words(parcel.courier, language)
    return f"{what[: show.LABEL]} …{parcel.tracking[-4:]}"


def wish_label(visit: Visit) -> str:
    """The wish in a few words."""
    mode = str(visit.get("option"))
    if mode == DeliveryMode.TIME and visit.get("date"):
        return visit.reply.text("mode_day", day=day_label(str(visit.get("date")), visit))
    return visit.reply.text(f"mode_{mode}")


def day_label(iso: str, visit: Visit) -> str:
    day = days.read_day(iso, visit.turn.now_ms)
    return show.day(days.noon_ms(day), visit.reply.language, visit.turn.now_ms) if day else iso
