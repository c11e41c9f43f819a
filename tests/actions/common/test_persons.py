"""A few characters that are a person's name."""

from __future__ import annotations

import pytest

from actions.common.persons import is_persons_name


@pytest.mark.parametrize("text", ["李雷", "黃麗", "欧阳小明", "Jane Doe", "John Smith", "Mary-Ann O'Neil"])
def test_names(text: str) -> None:
    assert is_persons_name(text)


@pytest.mark.parametrize("text", ["马上", "方便", "周六", "好慢", "白色", "ok thanks", "确认", "李", "Hello"])
def test_no_names(text: str) -> None:
    assert not is_persons_name(text)
