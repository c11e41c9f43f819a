"""Addresses inside messages, and the field that asks for one."""

from __future__ import annotations

import pytest

from actions.common.addresses import is_address, read_address
from actions.core.turn import REQUESTED
from tests.actions.chat import Begin


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("帮我改下地址 广州市天河区体育西路191号", "广州市天河区体育西路191号"),
        ("地址改成上海市徐汇区漕溪北路18号 3楼，谢谢", "上海市徐汇区漕溪北路18号 3楼"),
        ("不对 是89号 北京市朝阳区建国路89号", "北京市朝阳区建国路89号"),
        ("請改寄台北市信義區松高路11號3樓", "台北市信義區松高路11號3樓"),
        ("change my address to 221B Baker Street London please", "221B Baker Street London"),
        ("改地址", None),
        ("改到公司", None),
        ("地址写错了，帮我改成上海市的", None),
        ("换成 89 号", None),
    ],
)
def test_an_address_is_read_from_its_city_on(text: str, address: str | None) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["今天天气真的好冷啊", "哈哈哈", "随便你们来吧都行"])
def test_words_without_a_place_are_none(text: str) -> None:
    assert not is_address(text)


async def test_the_address_in_the_first_message_is_not_asked_for_again(chat: Begin) -> None:
    answer = await chat("C0003").say("帮我改下地址 广州市天河区体育西路191号", "change_order")
    assert "广州市天河区体育西路191号" in answer.says[0]["text"]


async def test_a_corrected_address_is_confirmed_anew(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("改地址", "change_order")
    await customer.say("北京市朝阳区建国路88号", "inform")
    answer = await customer.say("不对 是89号 北京市朝阳区建国路89号", "inform")
    assert answer.says[0]["text"].endswith("\n北京市朝阳区建国路89号")
    assert customer.slots[REQUESTED] == "confirm"


async def test_a_note_may_sound_like_a_request(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("加个备注", "change_order")
    answer = await customer.say("麻烦放门卫室，谢谢", "change_delivery")
    assert "麻烦放门卫室" in answer.says[0]["text"]
    assert customer.slots["task"] == "change_order"


@pytest.mark.parametrize(
    "address",
    [
        "Room 5, Rose House, 12 Apple Lane, Chaoyang, Beijing",
        "Flat 3B, Tower 2, 88 Jianguo Road, Chaoyang, Beijing",
        "Unit 12, Block C, Sunshine Garden, 8 Nanjing Road, Huangpu, Shanghai",
        "Adress House, 5 Nanjing Rd (Gate B), Chaoyang, Beijing",
        "12/F, The Center, 99 Queen's Road, Hong Kong",
        "apt 4 12 Apple Lane, Beijing",
        "221B Baker Street London",
    ],
)
@pytest.mark.parametrize("led", ["", "change my address to ", "please ship it to "])
def test_what_stands_before_the_house_number_belongs_to_the_address(address: str, led: str) -> None:
    assert read_address(f"{led}{address}") == address


async def test_a_corrected_street_stays_in_the_city_of_the_address_it_corrects(chat: Begin) -> None:
    customer = chat("C0016", language="en")
    await customer.say("change my address", "change_order")
    await customer.say("Unit 12, 8 Nanjing Road, Huangpu, Shanghai", "inform")
    answer = await customer.say("no, 18 Nanjing Road", "inform")
    assert answer.says[0]["text"].endswith("\n18 Nanjing Road, Huangpu, Shanghai")
    elsewhere = await customer.say("no, 5 Main Street, Tianhe, Guangzhou", "inform")
    assert elsewhere.says[0]["text"].endswith("\n5 Main Street, Tianhe, Guangzhou")


async def test_a_corrected_chinese_street_stays_in_its_city_too(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("地址改成上海市徐汇区漕溪北路18号", "change_order")
    answer = await customer.say("不对，是漕溪北路28号", "inform")
    assert answer.says[0]["text"].endswith("\n上海市徐汇区漕溪北路28号")
