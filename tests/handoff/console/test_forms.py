import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handoff.console.forms import FAR_FUTURE_MS, Message, Park, Resolve, Transfer

ID = "client-id-1"


def said(text: str) -> str | None:
    return Message.model_validate({"client_message_id": ID, "text": text}).text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_text_is_kept_without_control_characters_or_refused_as_empty(text: str) -> None:
    try:
        kept = said(text)
    except ValidationError:
        assert all(unicodedata.category(c)[0] in "CZ" for c in text)
    else:
        assert kept is not None
        assert not [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\n\t"]
        assert kept == unicodedata.normalize("NFC", kept).strip()


@pytest.mark.parametrize("text", ["你好", "a\nb", "👨‍👩‍👧 家", "١٢٣", "e\u0301"])
def test_what_people_write_stays_as_they_mean_it(text: str) -> None:
    assert said(f" {text}\u0000\r ") == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("until_ms", [0, -1, FAR_FUTURE_MS, 1.5, "1", True, 2**70])
def test_park_takes_a_time_as_whole_milliseconds_only(until_ms: object) -> None:
    with pytest.raises(ValidationError):
        Park.model_validate({"until_ms": until_ms})


@pytest.mark.parametrize("category", ["", "Refund", "refund; drop", "x" * 41])
def test_category_is_a_name_of_the_taxonomys_form(category: str) -> None:
    with pytest.raises(ValidationError):
        Resolve.model_validate({"category": category, "outcome": "solved"})


def test_transfer_goes_one_way() -> None:
    assert Transfer.model_validate({"skill": "refund"}).agent is None
    for both in ({}, {"skill": "refund", "agent": "U1"}):
        with pytest.raises(ValidationError):
            Transfer.model_validate(both)
