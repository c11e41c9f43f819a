"""What a message takes back in the same breath is cut away before anything is read from it."""

from __future__ import annotations

import pytest

from actions.core.reversals.taken_back import cut, kept


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("收货人改成李四，不对，是李思思", "收货人改成李思思"),
        ("收货人改成李四，哦不，李思思", "收货人改成李思思"),
        ("收貨人改成李四，不對，是李思思", "收貨人改成李思思"),
        ("收货人改成李四，说错了，李思思，谢谢", "收货人改成李思思，谢谢"),
        ("收货人改成李四，不对，是阿里木", "收货人改成阿里木"),
        ("抬头黄莉，打错了，是黄丽丽", "抬头黄丽丽"),
        ("电话改成13912345678，不对，是13912345679", "电话改成13912345679"),
        ("电话改成139 1234 5678，不对，139 1234 5679", "电话改成139 1234 5679"),
        ("我寄了，单号SF1234567890123，不对是SF1234567890124", "我寄了，单号SF1234567890124"),
        ("地址改成北京市朝阳区建国路1号(A座)，不对，2号", "地址改成北京市朝阳区建国路2号(A座)"),
        ("地址改成北京市朝阳区建国路1号，不对，光华路2号", "地址改成北京市朝阳区光华路2号"),
        ("地址改成北京市朝阳区建国路1号，不对，上海市徐汇区漕溪北路18号", "地址改成上海市徐汇区漕溪北路18号"),
        ("背包改到周六送，不对，周日", "背包改到周日送"),
        ("改到后天送，不，还是周日吧", "改到周日送吧"),
        ("锅改到明天送，不对，后天送", "锅改到后天送"),
        ("周六下午送，不对，周日", "周日下午送"),
        ("周六送，不对，周日，不对，周一", "周一送"),
        ("背包改送驿站，算了还是送上门吧", "背包改送上门吧"),
        ("水壶换成灰色，不对，黑色", "水壶换成黑色"),
        ("退一个，不对，两个", "退两个"),
        ("抬头改成上海甲乙科技有限公司，不对，是上海甲丙科技有限公司", "抬头改成上海甲丙科技有限公司"),
        ("change the recipient to Bob, no, Rob Harris", "change the recipient to Rob Harris"),
        (
            "Invoice for the power bank, personal, Dan Smith, no, Daniel Smith",
            "Invoice for the power bank, personal, Daniel Smith",
        ),
        ("Change delivery to Saturday, no wait, Sunday", "Change delivery to Sunday"),
        (
            "ship to 12 Apple Lane, Chaoyang, Beijing, sorry, 14 Apple Lane",
            "ship to 14 Apple Lane, Chaoyang, Beijing",
        ),
    ],
)
def test_the_corrected_value_stands_in_the_place_of_the_first(said: str, left: str) -> None:
    assert cut(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "不对，是李思思",
        "不对 是89号 北京市朝阳区建国路89号",
        "名字错了 是王小明",
        "周六送，不是周日",
        "我要黑色，不是白色",
        "收到的是白色，不对，我要的是黑色",
        "颜色发错了，我要的是黑色，发了白色",
        "取消订单，不对，改地址吧",
        "算了 公司吧",
        "名字错了，收货人是王小明",
        "收货人改成李四，不对，地址也要改",
        "收件人写错了，应该是王小明",
        "把收件人从李雷改成王小明",
        "no, Sunday",
        "cancel the order, no, change the address",
        "I bought two shirts, no refund yet",
        "change recipient to Bob, no thanks",
        "等等，名字写错了，是叫王小明",
        "等等，收货人写错了，是王小明",
        "收货人，写错了，是王小明",
        "退一个，换一个",
        "cancel the Order, no, Refund it",
        "Hello, Anna here, sorry, Parcel lost",
        "收货人改成李四，不对，是电话错了",
        "周六送，不，先别改",
        "收货人张三，不，不改了",
        "明天到不了，等等，后天呢？我不在家",
        "",
    ],
)
def test_what_corrects_no_value_is_left_as_it_was(said: str) -> None:
    assert cut(said) == said


def test_what_was_found_in_the_words_taken_back_is_not_found_any_more() -> None:
    said, left = "电话改成13912345678，不对，是139 1234 5679", "电话改成139 1234 5679"
    found = {"phone": ("13912345678", "13912345679"), "order_id": ("450",)}
    assert kept(found, said, left) == {"phone": ("13912345679",), "order_id": ("450",)}
