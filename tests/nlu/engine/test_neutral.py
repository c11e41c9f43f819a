"""Customer text can never be read as a command."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.engine.neutral import neutral
from bot.nlu.text.normal import normalise

slashes = st.text(alphabet="/／ 　\t\n\u200b\ufeff\u2060\u00ad\ufe0f", max_size=12)


@given(slashes, st.text(max_size=30))
def test_no_slash_can_come_first_however_it_is_folded(lead: str, rest: str) -> None:
    safe, shift = neutral(lead + rest)
    for folded in (safe, safe.strip(), normalise(safe).text, unicodedata.normalize("NFKC", safe).strip()):
        assert not re.match(r"\s*/", folded)
    assert (lead + rest)[shift:].rstrip() == safe


@given(st.text(alphabet="我要退款/abc1 ", min_size=1))
def test_a_text_without_a_leading_mark_is_only_stripped(text: str) -> None:
    if not text.lstrip().startswith("/"):
        assert neutral(text)[0] == text.strip()
