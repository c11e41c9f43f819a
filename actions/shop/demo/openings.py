"""Writing after-sales: a new one with its claims and first step, and each later step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.shop.demo import tables as t
from actions.shop.demo.database import next_number
from actions.shop.demo.reading_after_sales import after_sale_view, own_after_sale_row
from actions.shop.demo.rules import EXPECTED_DAYS, AfterSaleMove, add_working_days, step_after_sale
from actions.shop.demo.work import Work
from actions.shop.model import AfterSale, AfterSaleKind, AfterSaleState, Reason, Text

PREFIX: Mapping[AfterSaleKind, str] = {
    AfterSaleKind.REFUND: "R",
    AfterSaleKind.RETURN: "T",
    AfterSaleKind.EXCHANGE: "E",
}

STEP_TEXTS: Mapping[AfterSaleState, Text] = {
    AfterSaleState.REQUESTED: Text(zh="申请已提交，等待商家处理", en="Requested, waiting for the shop"),
    AfterSaleState.AWAITING_GOODS: Text(zh="商家已同意，请寄回商品", en="Agreed, please send the goods back"),
    AfterSaleState.GOODS_SENT: Text(zh="商品寄回中", en="Goods are on their way back"),
    AfterSaleState.INSPECTING: Text(zh="仓库已收到，正在验货", en="Goods received, being inspected"),
    AfterSaleState.REFUNDING: Text(zh="退款处理中，原路退回", en="Refund on its way to the original account"),
    AfterSaleState.REFUNDED: Text(zh="退款已到账", en="Refund paid"),
    AfterSaleState.RESENT: Text(zh="换货商品已寄出", en="Exchanged goods sent"),
    AfterSaleState.COMPLETED: Text(zh="售后已完成", en="Completed"),
    AfterSaleState.REJECTED: Text(zh="申请未通过", en="Declined by the shop"),
    AfterSaleState.WITHDRAWN: Text(zh="申请已撤销", en="Withdrawn by the customer"),
}
CHANGED = Text(zh="申请内容已修改", en="Request changed by the customer")
PICKUP_BOOKED = Text(zh="已预约上门取件", en="Pick-up booked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    kind: AfterSaleKind
    state: AfterSaleState
    reason: Reason
    amount: int
    claims: Sequence[tuple[str, int, int]]  # item, pieces, minor units
    description: str = ""
    files: Sequence[str] = ()
    spec: str | None = None
    freight_payer: str | None = None


def open_after_sale(work: Work, order: str, opening: Opening) -> str:
    """Id of the new after-sale."""
    number = next_number(work.connection, PREFIX[opening.kind])
    work.add(
        t.after_sales,
        id=number,
        order=order,
        kind=opening.kind,
        state=opening.state,
        reason=opening.reason,
        amount=opening.amount,
        created_ms=work.now_ms,
        expected_ms=add_working_days(work.now_ms, EXPECTED_DAYS[opening.state]),
        description=opening.description,
        files=list(opening.files),
        spec=opening.spec,
        freight_payer=opening.freight_payer,
    )
    for item, pieces, amount in opening.claims:
        work.add(t.claims, after_sale=number, item=item, pieces=pieces, amount=amount)
    add_step(work, number, AfterSaleState.REQUESTED)
    if opening.state is not AfterSaleState.REQUESTED:
        add_step(work, number, opening.state)
    return number


def add_step(work: Work, after_sale: str, state: AfterSaleState, words: Text | None = None) -> None:
    said = words or STEP_TEXTS[state]
    work.add(
        t.steps,
        after_sale=after_sale,
        at_ms=work.now_ms,
        state=state,
        text_zh=said.zh,
        text_en=said.en,
    )


def move_after_sale(
    work: Work, after_sale: str, move: AfterSaleMove, words: Text | None = None
) -> AfterSaleState:
    """The new state, written with its step and expected time. Raises IllegalMove."""
    row = own_after_sale_row(work.connection, after_sale, work.by)
    state = step_after_sale(AfterSaleKind(row.kind), AfterSaleState(row.state), move)
    expected = add_working_days(work.now_ms, EXPECTED_DAYS.get(state, 0))
    if state is AfterSaleState(row.state):
        expected = row.expected_ms
    work.set(t.after_sales, after_sale, state=state, expected_ms=expected)
    add_step(work, after_sale, state, words)
    return state


def after_sale_of(work: Work, after_sale: str) -> AfterSale:
    return after_sale_view(work.connection, own_after_sale_row(work.connection, after_sale, work.by))
