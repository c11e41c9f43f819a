"""What an invoice is to say, read out of messages that say several things at once."""

from __future__ import annotations

import re

from actions.common.orders import WAY_OUT
from actions.common.persons import is_persons_name
from actions.common.titles import names_company, read_title
from actions.core import words
from actions.core.form.fields import CALLS, FREE_INTENTS, ChoiceField, Field, Option, TextField
from actions.core.reply import Choice
from actions.core.turn import Turn
from actions.core.visit import Visit
from handoff.wording.texts import simplified

PERSONAL, COMPANY = "personal", "company"
KINDS = (
    Option(value=PERSONAL, key="invoice_personal", words=("个人", "personal", "private")),
    Option(
        value=COMPANY,
        key="invoice_company",
        words=("公司", "企业", "单位", "税号", "统编", "company", "business"),
    ),
)
LONGEST_TITLE = 60
# Mainland numbers have 15, 18 or 20 characters, Taiwan's 8 digits.
_TAX_ID = re.compile(r"\d{8}|(?:[0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20})")
_MASKED = re.compile(r"\*|X{3,}|(?:某|x){3,}")
_TRIED_TAX_ID = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z*]*\d[0-9A-Za-z*]{6,}(?![0-9A-Za-z@.])")
_TAX_WORD = re.compile(
    r"(纳税人)?(识别号|税号|税務編號|统编|统一编号|tax (id|no|number)\.?)\s*[是为:：]*\s*", re.IGNORECASE
)
_NO_TAX_ID = re.compile(
    r"不知道|不清楚|不记得|忘|没有|不用|不需要|don't (know|have)|no tax|not sure", re.IGNORECASE
)
_MAIL_ADDRESS = re.compile(r"\S+@\S+\.\w+")
_MAIL = re.compile(r"\S+@\S+\.\w+|邮箱|信箱|\be-?mail\b", re.IGNORECASE)
_TITLE_WORD = re.compile(
    r"^(发票)?(抬头|名称|名字)(?:是|写|为|叫|[改换][成为]?|[:：\s])*|^(就?写|开给|the name is|name:?)\s*",
    re.IGNORECASE,
)
# What stands in a sentence about a name, and in no name.
_SENTENCE = re.compile(
    r"\b(should|actually|instead|wait|hold on|make (it|that)|(change|correct|put) (it|that|the|my)|the name|my name|i (want|need|mean|meant)|it is|it's|sorry)\b",
    re.IGNORECASE,
)
_KIND_ALONE = re.compile(
    r"^(算了|那就?|还是|改成?|换成?|不|不对|开|要|用|就|instead|make it|no|a |the |[,，。\s])*(?P<kind>个人|公司|企业|单位|personal|private|company|business)"
    r"(的|吧|抬头|发票|名义|好了|\s|please|invoice)*[。.!！]*$",
    re.IGNORECASE,
)


def is_tax_id(text: str) -> bool:
    plain = text.replace(" ", "").upper()
    return _TAX_ID.fullmatch(plain) is not None and not _MASKED.search(plain)


def read_tax_id(turn: Turn) -> str | None:
    """The tax number as it was written: what rules found in a text that was shortened before is no number."""
    tried = [found.upper() for found in _TRIED_TAX_ID.findall(turn.text.replace(" ", " "))]
    given = turn.first("tax_id")
    spaced = re.sub(r"[\s-]", "", turn.text).upper()
    whole = given if given and re.search(rf"(?<![0-9A-Z*]){re.escape(given)}(?![0-9A-Z*])", spaced) else None
    return next((one for one in (whole, *tried) if one and is_tax_id(one)), None)


def only_title(text: str) -> str:
    """What is left of an answer without tax number, mail address and the words around a name."""
    rest = text
    for beside in (_TAX_WORD, _TRIED_TAX_ID, _MAIL_ADDRESS):
        rest = _without(beside, rest)
    return _without(_TITLE_WORD, rest.strip(" ,，;；。")).strip(" ,，;；。")


def _without(beside: re.Pattern[str], text: str) -> str:
    """The text as it was written, without what is found in its simplified characters."""
    for found in reversed(list(beside.finditer(simplified(text)))):
        text = text[: found.start()] + text[found.end() :]
    return text


def is_title(text: str) -> bool:
    """A name: letters, no address of any kind, no long number, no sentence about it."""
    letters = re.search(r"[^\W\d_]", text) is not None
    other = _MAIL.search(text) or _SENTENCE.search(text) or re.search(r"\d{6}", text)
    return letters and len(text) <= LONGEST_TITLE and not other


class InvoiceWords(Field):
    """Name, kind and tax number wherever in the conversation they are said; never asked for."""

    slot = "title"

    def filled(self, visit: Visit) -> bool:
        return True

    async def begin(self, visit: Visit) -> None:
        await self.correct(visit)

    async def take(self, visit: Visit) -> bool:
        return False

    async def correct(self, visit: Visit) -> bool:
        turn = visit.turn
        alone = _KIND_ALONE.match(simplified(turn.text))
        if alone and visit.get("option") in (PERSONAL, COMPANY):
            return self._other_kind(visit, alone["kind"].lower())
        summed_up = turn.requested == "confirm"
        if summed_up and _MAIL.search(turn.text):
            visit.reply.lead = visit.reply.text("invoice_to_mail")
            return True
        title, tax = read_title(turn.text), read_tax_id(turn)
        if summed_up and title is None and visit.get("option") == PERSONAL and is_persons_name(turn.text):
            title = turn.text
        if tax and title is None and turn.requested == "title" and is_title(only_title(turn.text)):
            title = only_title(turn.text)
        new = {"title": title, "tax_id": tax}
        changed = {slot: value for slot, value in new.items() if value and value != visit.get(slot)}
        for slot, value in changed.items():
            visit.put(slot, value)
        company = tax or (title and names_company(turn.text))
        if changed and company and visit.get("note") is None:
            visit.put("option", COMPANY)
        return bool(changed)

    def _other_kind(self, visit: Visit, word: str) -> bool:
        kind = next(one.value for one in KINDS if word in one.words)
        if kind == visit.get("option"):
            return False
        for slot, value in (("option", kind), ("title", None), ("tax_id", None)):
            visit.put(slot, value)
        visit.read.add(self.slot)
        return True

    async def ask(self, visit: Visit) -> None:
        raise NotImplementedError("asked for by TitleField")


class KindField(ChoiceField):
    def __init__(self) -> None:
        super().__init__("option", "ask_invoice_kind", KINDS, eager=True)


class TitleField(TextField):
    """The name on the invoice, alone; what else an answer says goes where it belongs."""

    def __init__(self) -> None:
        super().__init__("title", "ask_invoice_title")

    async def take(self, visit: Visit) -> bool:
        turn = visit.turn
        if not self.asked(visit) or not turn.text or words.is_question(turn) or words.is_small_talk(turn):
            return False
        answer = only_title(turn.text)
        if is_persons_name(answer) and turn.intent not in CALLS:
            # A name sounds like anything to the classifier; it was asked for, and this is one.
            visit.put(self.slot, answer)
            return True
        if _MAIL.search(turn.text) and not is_title(answer):
            visit.reply.lead = visit.reply.text("invoice_to_mail")
            return True
        if not is_title(answer):
            return bool(_TRIED_TAX_ID.search(turn.text))
        if answer == turn.text:
            return await super().take(visit)
        visit.put(self.slot, answer)
        return True


class TaxField(TextField):
    """The company's tax number; who has none may have an invoice on his own name."""

    def __init__(self) -> None:
        super().__init__("tax_id", "ask_tax_id")

    async def take(self, visit: Visit) -> bool:
        given = read_tax_id(visit.turn)
        if given:
            visit.put(self.slot, given)
            return True
        return (
            self.asked(visit)
            and visit.turn.intent in (visit.task, "deny", *FREE_INTENTS)
            and self._tried(visit)
        )

    def _tried(self, visit: Visit) -> bool:
        """Something that was to be a number, or the words that there is none."""
        text = simplified(visit.turn.text)
        return re.search(r"\d", text) is not None or _NO_TAX_ID.search(text) is not None

    async def correct(self, visit: Visit) -> bool:
        return False

    async def ask(self, visit: Visit) -> None:
        text = simplified(visit.turn.text)
        tried = _TRIED_TAX_ID.search(text) or (self.asked(visit) and re.search(r"\d", text))
        without = self.asked(visit) and _NO_TAX_ID.search(text)
        key = "tax_id_needed" if without else "bad_tax_id" if tried else "ask_tax_id"
        personal = Choice("invoice_personal", "inform", {"option": PERSONAL})
        visit.reply.say(key, choices=[personal, WAY_OUT] if key != "ask_tax_id" else [])
