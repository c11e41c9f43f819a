"""Which entry answers a question: by intent and topic first, then by likeness to the entries' questions.

Likeness is the cosine of TF-IDF over Chinese characters, pairs of them and Latin words. The well-known small
libraries do not fit: BM25's scores have no upper end to put a threshold on, scikit-learn would bring 150 MB, and
word segmentation loses on questions of six characters with typos in them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from actions.knowledge.entries import Entry, load_entries
from handoff.texts import simplified

WITHIN_INTENT = 0.24  # the intent already says what it is about
ALONE = 0.42  # only likeness speaks for it
OVERRULE = 0.7  # an entry of another intent fits almost word for word
FOR_A_PERSON = 0.4  # an answer that calls a person must be meant
_TOPIC_BONUS = 0.25
_SHARED_ALONE = 2  # terms in common; a single English word proves nothing
_TELLING_NOTHING = frozenset({"out_of_scope", "nlu_fallback", "chitchat", "inform"})
_LATIN_OR_CHINESE = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_FILLER = re.compile("你好|您好|请问|請問|麻烦|想问一下|我想问|问一下|谢谢|亲|哈喽|hello|please|thanks")
# Other words for the same, in simplified characters: dialect, speech, and what shops call it.
_SAME = {
    "可唔可以": "可以", "可不可以": "可以", "能不能": "可以", "能否": "可以", "点样": "怎么", "咋样": "怎么", "如何": "怎么", "咋": "怎么",
    "几耐": "多久", "几时": "什么时候", "啥时候": "什么时候", "啥时": "什么时候", "为啥": "为什么", "啥": "什么", "几多": "多少",
    "几钱": "多少钱", "要不要钱": "收费吗", "要钱吗": "收费吗", "收不收费": "收费吗", "收唔收费": "收费吗", "免费吗": "收费吗",
    "七日": "七天", "7天": "七天", "7日": "七天", "邮费": "运费", "邮资": "运费", "冇": "没有", "唔": "不", "咗": "了", "嘅": "的", "仲": "还",
    "保固": "保修", "质保": "保修", "折价券": "优惠券", "优惠码": "优惠券", "宅配": "快递", "物流": "快递", "登陆": "登录",
    "登入": "登录", "账户": "账号", "帐号": "账号", "帐户": "账号", "付款": "支付", "付钱": "支付", "评论": "评价", "消费券": "优惠券",
}  # fmt: skip
_OTHER_WORDS = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))
_ENGLISH_STOP = frozenset(
    re.findall(r"\w+", "a an the is are do does i my me you your it to of for on in and can what how")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry and how it was found: `likeness` from 0 to 1; `default` when only the intent led to it."""

    entry: Entry
    likeness: float
    shared: int = 0  # terms in common with the question that fits best
    default: bool = False


class Knowledge:
    """Searchable entries. Building it costs some milliseconds; build it once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        pairs = [(question, entry) for entry in entries for question in entry.questions]
        self._entries = tuple(entries)
        self._owners = [entry for _, entry in pairs]
        counts = [Counter(_terms(question)) for question, _ in pairs]
        frequency = Counter(term for terms in counts for term in terms)
        self._idf = {term: math.log(1 + len(pairs) / count) for term, count in frequency.items()}
        self._unseen = math.log(1 + len(pairs))
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, terms in enumerate(counts):
            for term, weight in self._vector(terms).items():
                self._postings.setdefault(term, []).append((number, weight))

    def find(
        self, text: str, today: date, *, intents: Sequence[str] = (), topics: Sequence[str] = ()
    ) -> Hit | None:
        """The best answer still valid today, or None when nothing is near enough to be honest about."""
        ranked = [
            hit
            for hit in self._ranked(text, today, topics)
            if not hit.entry.person or hit.likeness >= FOR_A_PERSON
        ]
        best = ranked[0] if ranked else None
        telling = set(intents) - _TELLING_NOTHING
        own = [hit for hit in ranked if telling.intersection(hit.entry.intents)]
        if best and best.likeness >= OVERRULE and (not own or own[0].likeness < WITHIN_INTENT):
            return best
        if own and own[0].likeness >= WITHIN_INTENT:
            return own[0]
        default = self._default(intents, today)
        if default:
            return Hit(entry=default, likeness=own[0].likeness if own else 0.0, default=True)
        return best if best and best.likeness >= ALONE and best.shared >= _SHARED_ALONE else None

    def _ranked(self, text: str, today: date, topics: Sequence[str]) -> list[Hit]:
        found: dict[str, tuple[float, int]] = {}
        for number, score in self._scores(text).items():
            owner = self._owners[number].id
            found[owner] = max(score, found.get(owner, (0.0, 0)))
        hits = []
        for entry in self._entries:
            bonus = _TOPIC_BONUS if set(entry.topics) & set(topics) else 0.0
            if entry.valid(today) and (entry.id in found or bonus):
                likeness, shared = found.get(entry.id, (0.0, 0))
                hits.append(Hit(entry=entry, likeness=min(1.0, likeness + bonus), shared=shared))
        return sorted(hits, key=lambda hit: -hit.likeness)

    def _default(self, intents: Sequence[str], today: date) -> Entry | None:
        for intent in intents:
            for entry in self._entries:
                if intent in entry.default_for and entry.valid(today):
                    return entry
        return None

    def _scores(self, text: str) -> dict[int, tuple[float, int]]:
        """Cosine and number of shared terms for each question that shares any."""
        scores: dict[int, tuple[float, int]] = {}
        for term, weight in self._vector(Counter(_terms(text))).items():
            for number, other in self._postings.get(term, ()):
                score, shared = scores.get(number, (0.0, 0))
                scores[number] = (score + weight * other, shared + 1)
        return scores

    def _vector(self, terms: Counter[str]) -> dict[str, float]:
        weights = {
            term: (1 + math.log(count)) * self._idf.get(term, self._unseen) * (1.5 if len(term) > 1 else 1.0)
            for term, count in terms.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()} if length else {}


@cache
def load_knowledge() -> Knowledge:
    """The project's own knowledge, indexed once a process."""
    return Knowledge(load_entries())


def _terms(text: str) -> Iterable[str]:
    """Chinese characters, pairs of them, and Latin words without their plural."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = _FILLER.sub(" ", simplified(plain))
    plain = _OTHER_WORDS.sub(lambda match: _SAME[match.group()], plain)
    for run in _LATIN_OR_CHINESE.findall(plain):
        if run.isascii():
            if run not in _ENGLISH_STOP and not (
                run.isdigit() and len(run) > 4
            ):  # an order number is no word
                yield run.rstrip("s") or run
            continue
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))
