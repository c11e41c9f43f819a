"""Wrong, missing, damaged or defective goods: recorded with words and photos, then a person decides."""

from __future__ import annotations

from collections.abc import Sequence

from actions.common.after_sale import may_be_claimed, permitted
from actions.common.goods import ALL, item_fields
from actions.common.hints import FirstMessage, hint
from actions.common.orders import OrderField
from actions.common.photos import PhotoField, PhotoKeeper, declines
from actions.common.snapshot import snapshot
from actions.core import show, words
from actions.core.fields import FREE_INTENTS, MAX_TEXT, ChoiceField, Field, Option, TextField
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Problem

MORE_WORDS = 6  # characters of a further message that tells what is wrong
TELLS_ENOUGH = 8  # characters; shorter first messages ("坏了") are asked about

WRONG_OR_MISSING = (
    Option(
        value=Problem.MISSING.value,
        key="problem_missing",
        words=("少", "漏", "缺", "没有", "没发全", "missing", "only got", "fewer", "incomplete"),
    ),
    Option(
        value=Problem.WRONG.value,
        key="problem_wrong",
        words=("错", "不是我", "不对", "不一样", "wrong", "different", "not what i ordered"),
    ),
)
BROKEN = (
    Option(
        value=Problem.DAMAGED.value,
        key="problem_damaged",
        words=("碎", "破", "裂", "压", "摔", "漏", "洒", "变形", "凹", "划痕", "crack", "smash", "torn", "leak", "dent", "scratch"),
    ),
    Option(
        value=Problem.DEFECTIVE.value,
        key="problem_defective",
        words=(
            "坏", "不能用", "用不了", "没反应", "故障", "质量", "失灵", "开不了", "充不", "假", "次品", "瑕疵", "褪色", "起球",
            "defect", "faulty", "not work", "doesn't work", "broken", "dead", "fake", "quality",
        ),
    ),
)  # fmt: skip


class ReportProblem(Task):
    """Shared by both intents; `kinds` is what may be wrong."""

    kinds: Sequence[Option] = ()

    async def handle(self, visit: Visit) -> None:
        """Whatever is wrong, it is no fault of the customer: said before the first question, and only there."""
        if not (visit.turn.form_open and visit.get("task") == self.intent):
            visit.reply.lead = visit.reply.lead or visit.reply.text("problem_sorry")
        await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=may_be_claimed(visit))
        hint(visit, "option", self.kinds)
        wanted: list[Field] = [
            which,
            FirstMessage(),
            ChoiceField("option", "ask_problem", self.kinds, eager=True),
        ]
        if which.filled(visit):
            order, options = await visit.chosen(), await visit.options()
            if not permitted(visit, order, options, Action.REPORT):
                return wanted
            wanted += item_fields(visit, order, options, "ask_problem_item", whole=True)
        return [*wanted, PhotoKeeper(), FirstWords(), PhotoField()]

    async def perform(self, visit: Visit) -> None:
        order, item = str(visit.get("order_id")), visit.get("item")
        case = await visit.call(
            visit.shop.report,
            order,
            visit.by(order),
            problem=Problem(str(visit.get("option"))),
            description=str(visit.get("description") or visit.get("said") or visit.get("option")),
            key=visit.key("report", order),
            items=[] if item in (None, ALL) else [str(item)],
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


class FirstWords(Field):
    """What is wrong, in the customer's words: the first message when it already tells, else asked for."""

    slot = "description"

    def __init__(self) -> None:
        self._asked = TextField(self.slot, "ask_problem_description", skip_key="button_skip")

    async def begin(self, visit: Visit) -> None:
        text = visit.turn.text
        if visit.get(self.slot) is None and len(text) >= TELLS_ENOUGH and not visit.turn.form_open:
            visit.put(self.slot, text)

    async def take(self, visit: Visit) -> bool:
        """A photo instead of words is an answer too; words may come before they are asked for."""
        turn = visit.turn
        if turn.form_open and turn.intent == visit.task and len(turn.text) >= MORE_WORDS:
            visit.put(self.slot, turn.text)
            return True
        if self.asked(visit) and visit.turn.files:
            visit.put(self.slot, visit.turn.text)
            return True
        return await self._asked.take(visit)

    async def correct(self, visit: Visit) -> bool:
        """More about it, while something else is asked for, is kept too."""
        turn, known = visit.turn, str(visit.get(self.slot) or "")
        short = len(turn.text) < MORE_WORDS or turn.text in known
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


class DamagedOrDefective(ReportProblem):
    intent = "damaged_or_defective"
    kinds = BROKEN
