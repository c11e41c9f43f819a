"""In which language and variant a message is written. Pure: characters and a few telling words.

A text that fits several (digits, 你好) keeps the conversation's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.nlu.text.normal import opencc_table, simplified

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
DEFAULT = "zh-Hans"
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
# Ids, couriers and sizes are Latin in every language and tell nothing.
_LATIN_ANYWHERE = re.compile(
    r"\b(?:ok(?:ay)?|hi|hello|hey|app|sf|yt|ems|dhl|ups|vip|qq|id|usb|wifi|iphone|ipad|pro|max|plus|mini|xs|xl+|"
    r"apple ?pay|line|fps|pdf|qr|no|bye|thx|thanks|[a-z]*\d[a-z\d]*)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:a|an|the|is|are|am|was|i|i'?m|my|me|you|ur|your|it|this|that|to|of|on|in|for|with|and|or|not|don'?t|can|can'?t|do|does|"
    r"did|have|has|had|will|would|what|what'?s|where|where'?s|when|who|why|how|which|please|pls|plz|sorry|thank|yes|yeah|yep|"
    r"nope|sure|help|human|person|agent|someone|staff|operator|representative|refund\w*|return\w*|exchange\w*|cancel\w*|"
    r"orders?|parcels?|packages?|deliver\w*|shipp\w*|ship|track\w*|status|invoices?|receipt|address|phone|coupons?|discount|"
    r"vouchers?|points|price|payments?|pay|paid|money|account|password|login|review|warranty|repair|broken|damaged|wrong|missing|"
    r"late|hurry|urgent|stop|never|anyone|anybody|joke|weather|lol|haha\w*|morning|evening|company|personal|confirm\w*|"
    r"changed?|size|colou?r|item|items|product|gift|stock|english|still|waiting|lost|stolen|fake|scam\w*)\b",
    re.IGNORECASE,
)
_ENGLISH_AT_LEAST = 4  # so many small words, all unknown, are a sentence all the same
_BOTH = frozenset("后里面只干复发表系布台准几出才范制周松谷千云丑仆冲厂吁")  # Traditional words use them too
_VARIANTS = {
    "yue": re.compile(
        r"[嘅咗唔冇喺嚟佢哋咁啲嘢乜咩攞搵睇俾畀噉嗰喎囉啩噃諗瞓]|係咪|點解|幾時|邊個|邊度|呢個|未到呀|得唔得"
    ),
    "hk": re.compile(
        r"速遞|順豐站|自提櫃|智能櫃|消委會|八達通|轉數快|港幣|門市|退款期|單號碼|手機殼|元朗|觀塘|旺角|屯門|沙田|新界|九龍"
    ),
    "tw": re.compile(
        r"宅配|超商|店到店|統編|統一編號|載具|鑑賞期|黑貓|宅急便|新竹物流|蝦皮|消保|台幣|臺幣|簡訊|品質|網路|帳戶|資訊|"
        r"取貨|門號|刷卡|折價|喔|欸|耶|齁|咧|賣家|出貨|小編|7-?11|全家|萊爾富|郵局"
    ),
}


@dataclass(frozen=True, slots=True)
class Detected:
    language: str
    variant: str | None


@lru_cache(maxsize=1)
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Traditional text has, and characters that only Simplified text has."""
    traditional = frozenset(map(chr, simplified())) - {"著"}
    simple = {char for char, becomes in opencc_table("STCharacters") if char not in becomes}
    return traditional, frozenset(simple) - traditional - _BOTH


def detect(text: str, hint: str | None = None) -> Detected:
    """Language and variant of a message; `hint` is the conversation's language so far."""
    fallback = hint if hint in LANGUAGES else DEFAULT
    han = _HAN.findall(text)
    words = _WORD.findall(_LATIN_ANYWHERE.sub(" ", text))
    if not han:
        english = bool(words) and (fallback == "en" or hint is None or _is_english(text, words))
        return Detected("en" if english else fallback, None)
    if sum(map(len, words)) > 4 * len(han):
        return Detected("en", None)
    traditional_only, simplified_only = _telling()
    traditional = sum(char in traditional_only for char in han)
    simple = sum(char in simplified_only for char in han)
    if simple > traditional:
        return Detected("zh-Hans", None)
    variant = _variant(text)
    if traditional == 0 and variant != "yue":  # nothing that tells, like 你好
        return Detected(DEFAULT if fallback == "en" else fallback, None)
    return Detected("zh-Hant", variant)


def _is_english(text: str, words: list[str]) -> bool:
    """A name or keys hit at random ("Acme Ltd", "asdfgh") change no conversation's language."""
    return _ENGLISH.search(text) is not None or sum(map(str.islower, words)) > _ENGLISH_AT_LEAST


def _variant(text: str) -> str | None:
    return next((name for name, pattern in _VARIANTS.items() if pattern.search(text)), None)
