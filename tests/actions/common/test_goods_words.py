"""The file of words for goods."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.common.goods_words import also_called, load_words
from actions.common.naming import likeness
from actions.shop.demo.catalogue import PRODUCTS


def test_every_name_of_the_file_finds_goods_of_the_shop() -> None:
    names = {name for names in load_words()[0].values() for name in names}
    lost = [name for name in names if not any(likeness(product.name, name) for product in PRODUCTS)]
    assert lost == []


def test_a_longer_word_hides_those_within_it() -> None:
    assert also_called("书包带断了") == also_called("书包带断了 书包")


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "goods.yml"
    path.write_text("called: {}", encoding="utf-8")
    with pytest.raises(ValueError, match="called, loose, others"):
        load_words(path)
