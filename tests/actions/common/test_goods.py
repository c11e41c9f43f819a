"""Which item a message names."""

from __future__ import annotations

import pytest

from actions.common.goods import mentioned, told_pieces
from actions.core.form.fields import Option

GOODS = (
    Option(value="1", words=("不锈钢保温杯", "steel thermos")),
    Option(value="2", words=("电热水壶", "electric kettle")),
    Option(value="3", words=("刻字保温杯", "engraved thermos")),
)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("水壶坏了", "2"),
        ("the kettle is broken", "2"),
        ("不锈钢的那个", "1"),
        ("刻字保温杯碎了", "3"),
        ("保温杯碎了", None),  # two of them
        ("东西坏了", None),
        ("杯", None),
        ("", None),
    ],
)
def test_the_longest_shared_piece_of_a_name_decides(text: str, item: str | None) -> None:
    assert mentioned(GOODS, text) == item


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("退一个水壶", 1),
        ("两件都换", 2),
        ("都退", 2),
        ("just one of them", 1),
        ("the red one", None),
        ("退三件", None),
    ],
)
def test_pieces_are_told_only_where_so_many_are_left(text: str, pieces: int | None) -> None:
    assert told_pieces(text, 2) == pieces
