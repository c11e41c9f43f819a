"""How an answer to a summary is taken."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actions.core.form.consent import Consent, agrees, consent, doubts, only_thinks, only_waits
from actions.core.turn import Turn

YES = (
    *"好 好的。 可以 确认 確認 没问题 沒問題 嗯嗯 OK yes 行吧 那好吧 好的谢谢 係呀 得喇 就這樣 👍 👍🏻 确认 是的，确认 好，唔該".split(),
    "go ahead",
    "yes please",
    "ok thanks",
    "yes, do it",
    "sounds good",
    "好，就按刚才客服说好的办",
    "不错 就这样吧",
    "y",
    "alright",
    "ok go on",
    "no problem, do it",
    "why not, yes",
)
NO = [
    *"先别 别 别改 别确认 不确认 千万别 打住 先放着 先留着 放着吧 暂时不 先缓缓 以后再说 可以先不办吗 先唔好 先擺低 唔確認 不了".split(),
    "等等 别取消",
    "stop",
    "later",
    "don't do it",
    "wait no, don't cancel",
    "do not confirm",
    "leave it as is",
    "not now",
]
LATER = [
    *"慢着 慢住 还没想好 不急 等等 再想想 我考虑一下 我再看看 咪住 等陣 諗下先 不确定 嗯…".split(),
    "ok wait",
    "let me think",
    "i am not sure",
    "hold on",
    "嗯。。。",
    "嗯...",
    "好吧。。。",
    "ok...",
    "好是好",
]
WRONG = ["错了", "不对", "不對", "不是这个地址", "少写了门牌号", "唔係", "that's wrong", "好像不对"]
UNCLEAR = [
    *"嗯？ 好慢 收到 知道了 哦 对了 好了 你好 是吗 行不行 得唔得 星期三好了 确认吗 好吗 拍错了 对不起 补发吧".split(),
    "ok but friday",
    "is it right",
    "can you confirm",
    "can I undo it",
    "no problem",
    "noted",
    "right now?",
]
REFUSALS = (
    "别 不 先别 算了 不要 不行 慢着 等等 再想想 唔好 咪住 唔 错了 不对 don't no stop wait wrong not".split()
)
AGREEMENT = st.sampled_from(["好的", "确认", "可以", "嗯", "是的", "ok ", "yes ", "得", "係", "，", " "])


def said(text: str, intent: str = "affirm", **slots: str) -> Turn:
    return Turn(id="t", text=text, intent=intent, slots=slots)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (text, meaning)
        for meaning, texts in (
            (Consent.YES, YES),
            (Consent.NO, NO),
            (Consent.LATER, LATER),
            (Consent.WRONG, WRONG),
            (Consent.UNCLEAR, UNCLEAR),
        )
        for text in texts
    ],
)
def test_words_mean_what_they_say_though_the_classifier_hears_a_yes(text: str, meaning: Consent) -> None:
    assert consent(said(text)) is meaning


@pytest.mark.parametrize(
    ("intent", "meaning"), [("affirm", Consent.YES), ("deny", Consent.NO), ("inform", Consent.UNCLEAR)]
)
def test_a_button_has_no_text(intent: str, meaning: Consent) -> None:
    assert consent(said("", intent)) is meaning


@pytest.mark.parametrize(
    ("text", "task", "yes"),
    [
        ("确认取消", "cancel_order", True),
        ("yes cancel it", "cancel_order", True),
        ("取消", "cancel_order", False),
        ("确认取消", "change_order", False),
        ("好的，退款", "request_exchange", False),
        ("确认退货", "request_return", True),
        ("不用再问了 改吧", "change_order", True),
        ("改", "change_order", True),
        ("改", "cancel_order", False),
        ("退吧", "request_refund", True),
        ("退吧", "change_order", False),
    ],
)
def test_what_is_agreed_to_is_the_act_of_the_open_task(text: str, task: str, yes: bool) -> None:
    assert agrees(said(text, task=task)) is yes


@pytest.mark.parametrize(
    ("text", "option", "yes"),
    [
        ("好 修改", "withdraw", False),
        ("好 撤销", "withdraw", True),
        ("好 修改", "reason", True),
        ("好 取消", "reason", False),
    ],
)
def test_what_is_agreed_to_is_what_is_done_to_the_request(text: str, option: str, yes: bool) -> None:
    assert agrees(said(text, task="change_after_sale", option=option)) is yes


@given(st.lists(AGREEMENT, max_size=4), st.sampled_from(REFUSALS), st.lists(AGREEMENT, max_size=4))
@example([], "不", ["确认"])
@example(["ok "], "wait", [])
def test_no_text_with_a_refusal_in_it_is_a_yes(before: list[str], refusal: str, after: list[str]) -> None:
    assert consent(said(f"{''.join(before)}{refusal} {''.join(after)}")) is not Consent.YES


@given(st.text(max_size=12), st.sampled_from("?？吗"))
def test_no_question_is_a_yes(text: str, mark: str) -> None:
    assert consent(said(f"好的{text}{mark}")) is not Consent.YES


@given(
    st.text(alphabet="好的确认可以嗯是对行不别先慢等错唔咪想 ,。", max_size=12),
    st.sampled_from(["affirm", "deny", "inform"]),
)
def test_a_yes_does_not_hang_on_the_classifier_and_holds_no_doubt(text: str, intent: str) -> None:
    if text and consent(said(text, intent)) is Consent.YES:
        assert not set(text.replace("不错", "")) & set("不别先慢等错唔咪想")
        assert not doubts(said(text, intent))


@given(st.sampled_from(["好的", "嗯", "ok ", "好吧", "yes "]), st.integers(1, 3000))
def test_a_long_row_of_yes_with_something_else_behind_it_is_no_yes(word: str, times: int) -> None:
    assert consent(said(word * times + "x")) is Consent.UNCLEAR


@pytest.mark.parametrize(
    ("text", "alone"), [("慢着", True), ("等一下", True), ("hold on", True), ("等一下送来", False)]
)
def test_a_mere_hesitation(text: str, alone: bool) -> None:
    assert only_waits(said(text)) is alone


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("我再考虑一下", True),
        ("再想想", True),
        ("我再想想吧", True),
        ("等我諗下先", True),
        ("not sure yet", True),
        ("我想一下午送到", False),
        ("我想换蓝色", False),
    ],
)
def test_a_wish_to_think(text: str, alone: bool) -> None:
    assert only_thinks(said(text)) is alone
