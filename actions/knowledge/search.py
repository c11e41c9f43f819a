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
from handoff.wording.texts import simplified

WITHIN_INTENT = 0.3  # the intent already says what it is about
ALONE = 0.55  # only likeness speaks for it
OVERRULE = 0.7  # an entry of another intent fits almost word for word
FOR_A_PERSON = 0.4  # an answer that calls a person must be meant
_TOPIC_BONUS = 0.3
_SHARED_ALONE = 2  # telling terms in common; a single English word proves nothing
_TELLING_NOTHING = frozenset({"out_of_scope", "nlu_fallback", "chitchat", "inform"})
_WORDS = re.compile(r"[a-z0-9]+|[A-Z]+|[\u3400-\u9fff]+")
_FILLER = re.compile(
    "你好|您好|请问|麻烦|唔该|不好意思|(不是)?[,，\\s]*我?(就是?|只是)?想?问(问|一下|下)|我想问|谢谢|亲|哈喽|hello|please|thanks"
)
# Other words for the same, in simplified characters: dialect, speech, and what shops call it.
_SAME = {
    "可唔可以": "可以", "可不可以": "可以", "能不能": "可以", "能否": "可以", "点样": "怎么", "咋样": "怎么", "如何": "怎么", "咋": "怎么",
    "几耐": "多久", "几时": "什么时候", "啥时候": "什么时候", "啥时": "什么时候", "为啥": "为什么", "啥": "什么", "几多": "多少",
    "几钱": "多少钱", "要不要钱": "收费吗", "要钱吗": "收费吗", "收不收费": "收费吗", "收唔收费": "收费吗", "免费吗": "收费吗",
    "七日": "七天", "7天": "七天", "7日": "七天", "邮费": "运费", "邮资": "运费", "冇": "没有", "唔": "不", "咗": "了", "嘅": "的", "仲": "还",
    "保固": "保修", "质保": "保修", "折价券": "优惠券", "优惠码": "优惠券", "宅配": "快递", "物流": "快递", "登陆": "登录",
    "登入": "登录", "账户": "账号", "帐号": "账号", "帐户": "账号", "付款": "支付", "付钱": "支付", "评论": "评价", "消费券": "优惠券",
    "几日": "多久", "几天": "多久", "多少天": "多久", "几号": "什么时候", "边度": "哪里", "喺": "在", "边个": "谁", "系咪": "是不是",
    "咩": "什么", "乜嘢": "什么", "哋": "们", "俾": "付", "啲": "点", "噉": "那", "点算": "怎么办", "怎么处理": "怎么办", "咋办": "怎么办",
    "咋整": "怎么办", "收据": "发票", "免运": "包邮", "点数": "积分", "红利": "积分", "门市": "实体店", "出货": "发货", "寄出": "发货",
    "平点": "便宜点", "便宜一点": "便宜点", "智能柜": "自提柜", "快递柜": "自提柜", "到数": "到账",
    "着什么": "穿什么", "联络": "联系", "入到户口": "到账", "入户口": "到账", "几多日": "多久", "真货": "正品", "唔见咗": "忘记", "平啲": "便宜点", "正货": "正品", "水货": "假货", "打风": "台风", "外岛": "离岛", "利息": "手续费", "食物": "食品",
    "保养": "保修", "帐": "账", "烂嘢": "坏的", "烂": "坏", "需不需要": "要", "要不要": "要", "是否": "是不是",
}  # fmt: skip
# What only makes it a question: one term each, so that likeness comes from what is asked about.
_ASKING = {
    "什么时候": "WHEN", "为什么": "WHY", "怎么办": "HELP", "怎么": "HOW", "多久": "LONG", "多少": "MANY", "可以": "CAN", "能": "CAN",
    "哪里": "WHERE", "哪儿": "WHERE", "有没有": "HAVE", "是不是": "BE", "什么": "WHAT", "吗": "Q", "么": "Q", "呢": "Q",
}  # fmt: skip
_QUESTION_WORDS = re.compile("|".join(sorted(_ASKING, key=len, reverse=True)))
_OTHER_WORDS = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))
_ENGLISH_STOP = frozenset(
    re.findall(r"\w+", "a an the is are do does i my me you your it to of for on in and can what how")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry and how it was found: `likeness` from 0 to 1; `default` when only the intent led to it."""

    entry: Entry
    likeness: float
    shared: int = 0  # telling terms in common with the question that fits best
    default: bool = False


class Knowledge:
    """Searchable entries. Building it costs some milliseconds; build it once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        pairs = [(question, entry) for entry in entries for question in entry.questions]
        self._entries = tuple(entries)
        self._written = {_plain(question): entry.id for question, entry in pairs}
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
        near = own[0] if own and own[0].likeness >= WITHIN_INTENT else None
        alone = best if best and best.likeness >= ALONE and best.shared >= _SHARED_ALONE else None
        if alone and (not near or (alone.likeness >= OVERRULE > near.likeness + _TOPIC_BONUS)):
            return alone
        return near or self._default(own, intents)

    def _ranked(self, text: str, today: date, topics: Sequence[str]) -> list[Hit]:
        found: dict[str, tuple[float, int]] = {}
        for number, score in self._scores(text).items():
            owner = self._owners[number].id
            found[owner] = max(score, found.get(owner, (0.0, 0)))
        same = self._written.get(_plain(text))
        if same:
            found[same] = (1.0, _SHARED_ALONE)
        hits = []
        for entry in self._entries:
            bonus = _TOPIC_BONUS if set(entry.topics) & set(topics) else 0.0
            if entry.valid(today) and (entry.id in found or bonus):
                likeness, shared = found.get(entry.id, (0.0, 0))
                hits.append(Hit(entry=entry, likeness=min(1.0, likeness + bonus), shared=shared))
        return sorted(hits, key=lambda hit: -hit.likeness)

    def _default(self, own: Sequence[Hit], intents: Sequence[str]) -> Hit | None:
        """The intent's default, where the text shares a telling word with it: else it would answer anything."""
        for intent in intents:
            for hit in own:
                if intent in hit.entry.default_for and hit.shared:
                    return Hit(entry=hit.entry, likeness=hit.likeness, shared=hit.shared, default=True)
        return None

    def _scores(self, text: str) -> dict[int, tuple[float, int]]:
        """Cosine and number of shared telling terms for each question that shares any."""
        scores: dict[int, tuple[float, int]] = {}
        for term, weight in self._vector(Counter(_terms(text))).items():
            for number, other in self._postings.get(term, ()):
                score, shared = scores.get(number, (0.0, 0))
                scores[number] = (score + weight * other, shared + (not term.isupper()))
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


def _plain(text: str) -> str:
    """Simplified, without politeness and marks, the same things called by the same words."""
    plain = unicodedata.normalize("NFKC", simplified(text)).lower()
    plain = _OTHER_WORDS.sub(lambda match: _SAME[match.group()], _FILLER.sub(" ", plain))
    return " ".join(_WORDS.findall(plain))


def _terms(text: str) -> Iterable[str]:
    """Chinese characters, pairs of them, Latin words without their plural, and a name for each word of question."""
    plain = _QUESTION_WORDS.sub(lambda match: f" {_ASKING[match.group()]} ", _plain(text))
    for run in _WORDS.findall(plain):
        if run.isupper():
            yield run
        elif run.isascii():
            if run not in _ENGLISH_STOP and not (
                run.isdigit() and len(run) > 4
            ):  # an order number is no word
                yield run.rstrip("s") or run
        else:
            yield from run
            yield from (run[at : at + 2] for at in range(len(run) - 1))
