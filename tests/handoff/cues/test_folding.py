"""One spelling for words that are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handoff.cues.folding import plain


@given(st.text(alphabet="转轉人 　ＡA退款！!1１'’", max_size=40))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
