"""Which region a new address lies in, and that the shop is told of it."""

from __future__ import annotations

import pytest

from actions.common.regions import Placed, joined, placed
from actions.shop.client import HttpShop
from tests.actions.chat import Begin

SHENZHEN = "广东省 深圳市 南山区"


@pytest.mark.parametrize(
    ("address", "region", "street"),
    [
        ("上海市浦东新区世纪大道100号", "上海市 浦东新区", "世纪大道100号"),
        ("四川省成都市武侯区天府大道200号", "四川省 成都市 武侯区", "天府大道200号"),
        ("上海世纪大道100号", "上海", "世纪大道100号"),
        ("广州天河区体育西路3号", "广州 天河区", "体育西路3号"),
        ("臺北市大安區復興南路5號", "臺北市 大安區", "復興南路5號"),
        ("8 Nanjing Road, Shanghai", "Shanghai", "8 Nanjing Road"),
        ("8 Nanjing Road Shanghai", "Shanghai", "8 Nanjing Road"),
        ("Flat 3, 8 Nanjing Road, Huangpu, Shanghai", "Huangpu, Shanghai", "Flat 3, 8 Nanjing Road"),
    ],
)
def test_an_address_elsewhere_brings_its_own_region(address: str, region: str, street: str) -> None:
    assert placed(address, SHENZHEN) == Placed(region, street)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("科苑路165号", SHENZHEN),
        ("南京东路3号", SHENZHEN),
        ("阳光花园小区3栋201", SHENZHEN),
        ("深圳南山区科苑路9号", SHENZHEN),
        ("深圳市科苑路3号", "广东省 深圳市"),
    ],
)
def test_an_address_in_the_same_place_keeps_of_the_region_what_it_does_not_contradict(
    address: str, region: str
) -> None:
    found = placed(address, SHENZHEN)
    assert found is not None
    assert found.region == region


@pytest.mark.parametrize("address", ["浦东新区世纪大道1号", "广东省天河路5号"])
def test_an_address_elsewhere_without_its_city_is_not_placed(address: str) -> None:
    assert placed(address, SHENZHEN) is None


@pytest.mark.parametrize("answer", ["上海市", "上海市浦东新区", "上海浦东新区"])
def test_the_region_alone_goes_before_the_address_that_lacked_it(answer: str) -> None:
    assert (
        joined(answer, "浦东新区世纪大道1号").removeprefix("上海").removeprefix("市") == "浦东新区世纪大道1号"
    )


async def test_the_city_is_asked_for_where_only_a_district_of_another_one_is_named(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat("C0003")
    answer = await customer.say("改地址 浦东新区世纪大道100号", "change_order")
    assert answer.text == "这个地址在哪个省、市、区？"
    summary = await customer.say("在上海市", "inform")
    assert summary.text.endswith("\n上海市浦东新区世纪大道100号")
    await customer.press(summary, "确认")
    address = shop.orders("C0003")[0].address
    assert address is not None
    assert (address.region, address.street) == ("上海市 浦东新区", "世纪大道100号")
