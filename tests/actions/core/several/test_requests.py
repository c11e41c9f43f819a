"""Several requests in one message."""

from __future__ import annotations

import pytest

from actions.core.several.requests import parts, requests


@pytest.mark.parametrize(
    ("text", "meant", "found"),
    [
        ("退掉保温杯 开发票 改电话13711112222", ["request_return", "invoice"], ["request_return", "invoice", "change_order"]),
        ("面霜退款 靴子开发票", ["invoice", "request_refund"], ["invoice", "request_refund"]),
        ("台灯到哪了 顺便床品退一套", ["track_shipment"], ["track_shipment", "request_return"]),
        ("where are my shoes and can you change the delivery to friday", ["track_shipment"], ["track_shipment", "change_delivery"]),
        ("杯子碎了，我要换货", ["request_exchange", "damaged_or_defective"], ["request_exchange"]),
        ("坏了，退款", ["request_refund"], ["request_refund"]),
        ("改地址", ["change_order"], ["change_order"]),
        ("退货寄到哪", ["return_logistics"], ["return_logistics"]),
        ("备注 放前台", ["change_order", "change_delivery"], ["change_order"]),
        ("裙子到了没 卫衣能开发票吗", ["invoice", "track_shipment"], ["invoice", "track_shipment"]),
        ("面霜退货进度 靴子开专票", ["invoice"], ["invoice", "refund_status"]),
        ("我的快递到哪了 什么时候到", ["track_shipment", "delivery_time"], ["track_shipment"]),
        ("取消订单 手表退款", ["cancel_order", "request_refund"], ["cancel_order", "request_refund"]),
        ("退货的单号 SF1234567890", ["return_logistics"], ["return_logistics"]),
    ],
)  # fmt: skip
def test_requests_of_a_message(text: str, meant: list[str], found: list[str]) -> None:
    assert list(requests(text, meant)) == found


def test_each_request_has_its_own_words() -> None:
    found = requests("面霜退款 靴子开发票", ["invoice", "request_refund"])
    assert found == {"invoice": "靴子开发票", "request_refund": "面霜退款"}


def test_a_message_with_one_request_is_left_whole() -> None:
    assert requests("杯子碎了，我要换货", ["request_exchange"]) == {"request_exchange": ""}


def test_parts_for_the_same_task_stay_together() -> None:
    found = requests("水壶退一个 保温杯退一个 开发票", ["request_refund", "request_return", "invoice"])
    assert found["request_return"] == "水壶退一个 保温杯退一个"


def test_parts_are_as_they_were_written() -> None:
    assert parts("頸巾到未 順便問下運費") == ["頸巾到未", "問下運費"]


def _names(part: str) -> list[str]:
    return [goods for goods in ("背包", "枕头", "行李箱", "裙子") if goods in part]


def test_a_part_about_other_goods_belongs_to_no_task_but_its_own() -> None:
    found = requests("枕头开个人发票，抬头王小明，背包放驿站", ["invoice"], _names)
    assert found == {"invoice": "枕头开个人发票 抬头王小明", "change_delivery": "背包放驿站"}


def test_a_part_that_no_sign_names_is_of_the_meaning_without_words() -> None:
    found = requests("裙子不喜欢这个时间，行李箱开张发票", ["invoice", "change_delivery"], _names)
    assert found == {"invoice": "行李箱开张发票", "change_delivery": "裙子不喜欢这个时间"}


def test_a_part_that_asks_nothing_known_about_other_goods_names_none_of_them() -> None:
    assert requests("裙子挺好看的，行李箱开张发票", ["invoice"], _names) == {"invoice": "行李箱开张发票"}


def test_goods_that_are_only_listed_want_the_same() -> None:
    assert requests("背包、枕头开发票", ["invoice"], _names) == {"invoice": ""}
    found = requests("裙子拒收，背包开发票，枕头也要", ["invoice"], _names)
    assert found == {"invoice": "背包开发票 枕头也要", "change_delivery": "裙子拒收"}


def test_goods_named_after_a_request_without_any_are_of_the_meaning_without_words() -> None:
    found = requests("取件改到后天上午，另外裙子能换吗", ["return_logistics", "request_exchange"], _names)
    assert found == {"return_logistics": "取件改到后天上午", "request_exchange": "裙子能换吗"}


def test_what_is_taken_back_in_the_same_message_is_not_asked_for() -> None:
    found = requests("背包想退，不对，是想换绿色", ["request_return", "request_exchange"])
    assert list(found) == ["request_exchange"]


def test_putting_something_aside_is_no_wish_for_the_delivery() -> None:
    assert requests("先放着吧，先帮我查下能不能开发票", ["invoice", "change_delivery"]) == {"invoice": ""}


def test_a_question_ends_a_part() -> None:
    assert parts("羽绒服能价保吗？四件套开发票") == ["羽绒服能价保吗？", "四件套开发票"]


@pytest.mark.parametrize(
    ("text", "meant", "found"),
    [
        ("頸巾想退，唔係，想換紅色", ["request_return", "request_exchange"], ["request_exchange"]),
        ("取消订单，不，改地址吧", ["change_order", "cancel_order"], ["change_order"]),
        ("开发票，抬头写退款有限公司", ["invoice"], ["invoice"]),
        ("I need an invioce, personal, Jhon Refnud", ["invoice", "request_refund"], ["invoice"]),
        ("面霜不退了", ["change_after_sale"], ["change_after_sale"]),
    ],
)
def test_what_is_taken_back_or_is_a_name_is_no_request(text: str, meant: list[str], found: list[str]) -> None:
    assert list(requests(text, meant)) == found


def test_goods_not_wanted_are_a_request_beside_the_exchange_of_others() -> None:
    found = requests("背包换成灰色，枕头不要了", ["cancel_order"], _names)
    assert found == {"cancel_order": "枕头不要了", "request_exchange": "背包换成灰色"}


def test_goods_not_wanted_beside_others_that_go_back_are_the_other_meaning() -> None:
    found = requests("枕头退一个，背包不要了", ["cancel_order"], _names)
    assert found == {"cancel_order": "背包不要了", "request_return": "枕头退一个"}
