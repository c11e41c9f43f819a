from pathlib import Path

import pytest

from handoff.wording.texts import TextsInvalid, read_texts, to_traditional


def test_traditional_chinese_is_converted_unless_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(
        "parcel: {zh: 您的软件, en: Parcel}\nown: {zh: 发票, en: Invoice, zh-Hant: 統編}\n"
    )
    texts = read_texts(tmp_path)
    assert texts.say("parcel", "zh-Hant") == "您的軟體"
    assert texts.say("own", "zh-Hant") == "統編"


@pytest.mark.parametrize(
    ("said", "traditional"),
    [("审核中", "審核中"), ("质量问题", "品質問題"), ("继续问智能助手", "繼續問智慧助理"), ("稽查", "稽查")],
)
def test_traditional_words_are_those_of_a_shop_in_taiwan(said: str, traditional: str) -> None:
    assert to_traditional(said) == traditional


def test_an_unknown_language_reads_simplified_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("hi: {zh: '你好{name}', en: Hi}\n")
    assert read_texts(tmp_path).say("hi", "fr", name="王") == "你好王"


def test_a_missing_value_or_key_raises(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("hi: {zh: '你好{name}', en: 'Hi {name}'}\n")
    with pytest.raises(KeyError, match="name"):
        read_texts(tmp_path).say("hi", "en")
    with pytest.raises(KeyError, match="ho"):
        read_texts(tmp_path).say("ho", "en")


def test_a_doubled_key_and_a_missing_language_name_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("hi: {zh: 你好}\n")
    with pytest.raises(TextsInvalid, match=r"a\.yml: 'hi'"):
        read_texts(tmp_path)
    (tmp_path / "a.yml").write_text("hi: {zh: 你好, en: Hi}\n")
    (tmp_path / "b.yml").write_text("hi: {zh: 你好, en: Hi}\n")
    with pytest.raises(TextsInvalid, match=r"b\.yml: 'hi' stands in another file"):
        read_texts(tmp_path)
