import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.context.masking import mask, mask_name


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我的电话13812345678打不通", "我的电话138****5678打不通"),
        ("+86 138 1234 5678", "+86 138****5678"),
        ("身份证330106199001011234", "身份证330106********1234"),
        ("订单2026110412345678901", "订单****8901"),
        ("mail zhang.san@example.com", "mail z***@example.com"),
        ("杭州市文三路90号3单元501室", "杭州市文三路***"),
        ("到哪了？已经3天了", "到哪了？已经3天了"),
        ("退50块", "退50块"),
    ],
)
def test_personal_data_is_hidden_and_the_rest_stays(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.text(), st.integers(10**10, 10**11 - 1))
def test_no_phone_survives_in_any_text(around: str, phone: int) -> None:
    assert str(phone) not in mask(f"{around} {phone} {around}")


def test_a_name_shows_its_first_character_only() -> None:
    assert [mask_name(n) for n in ("王小明", "J", "")] == ["王**", "J", ""]
