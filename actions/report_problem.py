"""Wrong, missing, damaged or defective goods: recorded with words and photos, then a person decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions import track
from actions.common.after_sale import may_be_claimed, permitted
from actions.common.goods import ALL, BETWEEN, item_fields
from actions.common.hints import FirstMessage, first_message, hint
from actions.common.orders import OrderField
from actions.common.photos import PhotoField, PhotoKeeper, declines
from actions.common.snapshot import snapshot
from actions.core import show, words
from actions.core.form.fields import (
    FREE_INTENTS,
    MAX_TEXT,
    ChoiceField,
    Field,
    Option,
    TextField,
    best_option,
)
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.typed import half_width
from actions.core.visit import Visit
from actions.shop.model import Action, Order, Problem
from actions.shortcuts.goods_back import exchange_for_goods
from handoff.wording.texts import simplified

MORE_WORDS = 6  # characters of a further message that tells what is wrong
TELLS_SOMETHING = 3
TELLS_ENOUGH = 8  # characters; shorter first messages ("坏了") are asked about
NOT_RECEIVED = "not_received"
FAULTY = "damaged_or_defective"
# What words about the goods are taken for when nothing in them names a request.
BESIDE = ("goodbye", "greet", "praise")
_VAGUE = re.compile(r"问题|problem|issue|wrong with", re.IGNORECASE)
# Short, and yet all there is to say: what it has, or how many are missing ("T恤破洞了", "少发了一件").
_TELLS = re.compile(
    r"破(了个?)?洞|穿(了个?)?(洞|窿)|裂(了|开|缝)|[开脱](胶|线)|[掉褪]色|起球|漏(水|电|液|油|气)|变形|划痕|黑屏|死机|异响"
    r"|(开不了|充不[了上进]|没法?开)(机|电)?|(少|漏|缺)(发|寄|给|送)?[了咗]?[一两二三四五\d]\s?[件个条双只套盒包瓶支本]"
)
_LOST = re.compile(
    r"(快递|包裹|物流|货|件|东西)[^,，。]{0,6}(丢(了|失|件|咗)(?![一两二三四五\d])|弄丢了?(?![一两二三四五\d])|不见(了|咗)|遗失)|丢件"
    r"|\b(parcel|package|delivery|shipment)\b.{0,16}\blost\b|\blost (my|the) (parcel|package)\b",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"(什么时候|多久|几天|几时|啥时候).{0,6}(处理|解决|答复|回复|结果|搞定)|how long|when will", re.IGNORECASE
)
_PARTLY = re.compile(r"才到|只到|只收到|没到齐|没收齐|还差|only (got|received|one)", re.IGNORECASE)

WRONG_OR_MISSING = (
    Option(
        value=Problem.MISSING.value,
        key="problem_missing",
        words=(
            "少", "漏", "缺", "没有", "没发全", "才到", "只到", "只收到", "没到齐", "还差",
            "missing", "only got", "only received", "fewer", "incomplete",
        ),
    ),
    Option(
        value=Problem.WRONG.value,
        key="problem_wrong",
        words=("错", "不是我", "不对", "不一样", "wrong", "different", "not what i ordered"),
    ),
)  # fmt: skip
BROKEN = (
    Option(
        value=Problem.DAMAGED.value,
        key="problem_damaged",
        words=("碎", "破", "裂", "压", "摔", "漏", "洒", "变形", "凹", "划痕", "烂", "洞", "窿", "断", "撕", "散架", "crack", "smash", "torn", "leak", "dent", "scratch"),
    ),
    Option(
        value=Problem.DEFECTIVE.value,
        key="problem_defective",
        words=(
            "坏", "不能用", "用不了", "没反应", "故障", "质量", "失灵", "开不了", "充不", "假", "次品", "瑕疵", "褪色", "起球",
            "开胶", "脱胶", "开线", "脱线", "掉色", "掉毛", "松动", "异响", "卡住", "死机", "黑屏", "不灵", "不亮", "不转", "不响", "不热",
            "没声", "不出", "won't", "stopped", "peel",
            "defect", "faulty", "not work", "doesn't work", "broken", "dead", "fake", "quality",
        ),
    ),
)  # fmt: skip


class ReportProblem(Task):
    """Shared by both intents; `kinds` is what may be wrong."""

    kinds: Sequence[Option] = ()
    # The kind where the customer's own words name none.
    otherwise: Problem

    async def handle(self, visit: Visit) -> None:
        """Whatever is wrong, it is no fault of the customer: said before the first question, and only there."""
        instead = None if self._tells_what_is_wrong(visit) else await exchange_for_goods(visit)
        if instead:
            await instead.handle(visit)
            return
        if not (visit.turn.form_open and visit.get("task") == self.intent):
            visit.reply.lead = visit.reply.lead or visit.reply.text("problem_sorry")
        await super().handle(visit)

    def _tells_what_is_wrong(self, visit: Visit) -> bool:
        text = simplified(visit.turn.text).lower()
        return best_option((*WRONG_OR_MISSING, *BROKEN), text) is not None

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=may_be_claimed(visit))
        hint(visit, "option", self.kinds)
        wanted: list[Field] = [
            which,
            FirstMessage(),
            KindField(self.kinds, self.otherwise),
        ]
        if which.filled(visit):
            order, options = await visit.chosen(), await visit.options()
            if not permitted(visit, order, options, Action.REPORT):
                return wanted
            wanted += item_fields(visit, order, options, "ask_problem_item", whole=True)
            if self.is_coming(visit, order):
                return wanted
        return [*wanted, PhotoKeeper(), FirstWords(), PhotoField()]

    def is_coming(self, visit: Visit, order: Order) -> bool:
        """What is complained of is still on its way; then that has been said, and the task is stopped."""
        return False

    async def perform(self, visit: Visit) -> None:
        order, item = str(visit.get("order_id")), visit.get("item")
        case = await visit.call(
            visit.shop.report,
            order,
            visit.by(order),
            problem=Problem(str(visit.get("option"))),
            description=str(visit.get("description") or visit.get("said") or visit.get("option")),
            key=visit.key("report", order),
            items=[] if item in (None, ALL) else str(item).split(BETWEEN),
            files=list(visit.get("photos") or ()),
        )
        visit.reply.changed("case", case.id)
        day = show.day(case.due_ms, visit.reply.language, visit.turn.now_ms)
        visit.reply.say("problem_recorded", id=case.id, day=day)
        visit.reply.promise(visit.reply.text("problem_recorded", id=case.id, day=day), case.due_ms)
        visit.matter(self.intent, "promised", note=case.id, due_ms=case.due_ms)
        photos = len(visit.get("photos") or ())
        detail = f"case {case.id}: {case.kind}, {photos} photos"
        visit.reply.handoff("authority", detail, await snapshot(visit))


class KindField(ChoiceField):
    """What is wrong. Whoever is asked and answers in words of his own, or with a photo, is not asked again."""

    def __init__(self, kinds: Sequence[Option], otherwise: Problem) -> None:
        super().__init__("option", "ask_problem", kinds, eager=True)
        self._otherwise = otherwise

    async def take(self, visit: Visit) -> bool:
        if await super().take(visit):
            return True
        turn = visit.turn
        told = turn.intent in (visit.task, *FREE_INTENTS, *BESIDE) and len(turn.text) >= TELLS_SOMETHING
        says_what = turn.intent == FAULTY and told and not _VAGUE.search(simplified(turn.text))
        if not says_what and not (self.asked(visit) and (told or turn.files)):
            return False
        visit.put(self.slot, self._otherwise.value)
        return True


class FirstWords(Field):
    """What is wrong, in the customer's words: the first message when it already tells, else asked for."""

    slot = "description"

    def __init__(self) -> None:
        self._asked = TextField(self.slot, "ask_problem_description", skip_key="button_skip")

    async def begin(self, visit: Visit) -> None:
        text = visit.turn.text
        enough = len(text) >= TELLS_ENOUGH or _TELLS.search(simplified(text))
        if visit.get(self.slot) is None and enough and not visit.turn.form_open:
            visit.put(self.slot, text)

    async def take(self, visit: Visit) -> bool:
        """A photo instead of words is an answer too; words may come before they are asked for."""
        turn = visit.turn
        if turn.form_open and len(turn.text) >= MORE_WORDS and self._tells(visit):
            visit.put(self.slot, turn.text)
            return True
        if self.asked(visit) and turn.files:
            visit.put(self.slot, turn.text)
            return True
        return await self._asked.take(visit)

    def _tells(self, visit: Visit) -> bool:
        """Words about the goods, while these or the kind of problem were asked for."""
        turn = visit.turn
        if turn.intent == visit.task:
            return True
        free = turn.intent in (BESIDE if self.asked(visit) else (*FREE_INTENTS, *BESIDE))
        answers = self.asked(visit) or (turn.requested == "option" and not turn.first("option"))
        return free and answers and not words.is_question(turn) and not words.is_small_talk(turn)

    async def correct(self, visit: Visit) -> bool:
        """More about it, while something else is asked for, is kept too; by when it is decided is told at the end."""
        if _BY_WHEN.search(simplified(visit.turn.text)):
            visit.reply.lead = visit.reply.text("problem_when")
            return True
        turn, known = visit.turn, str(visit.get(self.slot) or "")
        short = len(turn.text) < MORE_WORDS or turn.text in half_width(known)
        if turn.requested != PhotoField.slot or short or declines(turn):
            return False
        if words.is_question(turn) or turn.intent not in (visit.task, *FREE_INTENTS):
            return False
        visit.put(self.slot, f"{known}\n{turn.text}".strip()[:MAX_TEXT])
        visit.reply.lead = visit.reply.text("noted_words")
        return True

    async def ask(self, visit: Visit) -> None:
        """With the order it is about, which the customer may not have chosen himself."""
        card = show.order_card(await visit.chosen(), visit.reply) if visit.get("order_id") else None
        visit.reply.say(
            "ask_problem_description",
            choices=[Choice("button_skip", "inform", {"option": "skip"})],
            card=card,
        )


class WrongOrMissing(ReportProblem):
    intent = "wrong_or_missing_item"
    kinds = WRONG_OR_MISSING
    otherwise = Problem.WRONG

    async def handle(self, visit: Visit) -> None:
        """A whole parcel that is lost never came: nothing in it is wrong or missing."""
        turn = visit.turn
        instead = task_named(NOT_RECEIVED) if _LOST.search(simplified(turn.text)) else None
        if instead is None or turn.form_open:
            await super().handle(visit)
            return
        also = tuple(name for name in turn.also if name != NOT_RECEIVED)
        visit.turn = replace(turn, intent=NOT_RECEIVED, also=also)
        await instead.handle(visit)

    def is_coming(self, visit: Visit, order: Order) -> bool:
        """What seems to be missing may be in a parcel that is still under way."""
        if visit.get("option") != Problem.MISSING.value or visit.as_confirmed():
            return False
        moving = [parcel for parcel in order.parcels if show.on_its_way(parcel)]
        if visit.get("item") is None and moving and _PARTLY.search(first_message(visit)):
            visit.put("item", ALL)
        item = visit.get("item")
        coming = [
            parcel
            for parcel in moving
            if item == ALL or set(str(item).split(BETWEEN)).intersection(parcel.items)
        ]
        if not coming:
            return False
        visit.reply.say("missing_is_coming")
        track.say_parcels(visit, order, coming)
        visit.close(self.intent, track.next_steps(order))
        visit.stop()
        return True


class DamagedOrDefective(ReportProblem):
    intent = FAULTY
    kinds = BROKEN
    otherwise = Problem.DEFECTIVE
