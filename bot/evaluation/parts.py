"""What was measured, part by part: a JSON object with all that the report shows, and the figures that are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.check.examples import Example
from bot.evaluation import scores, thresholds
from bot.evaluation.comparison import Figure
from bot.evaluation.handoffs import KEYWORDS, floors
from bot.evaluation.material import GoldMessage
from bot.evaluation.noise import bootstrap, of_share
from bot.evaluation.replays import ANY, ASKED, Replayed, by_reason, mistakes, summary
from bot.evaluation.scores import Guess
from bot.nlu.message.emotion import Example as Feeling
from bot.nlu.text.normal import normalise
from handoff.escalation.reasons import REASONS, Policy
from handoff.escalation.signals import NEGATIVE, NOT_UNDERSTOOD

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
_CONFUSIONS, _SHOWN, _MISTAKES = 25, 3, 12
# Of a replay; the others go along with these or trade against each other.
_COMPARED = (
    "turn_f1", "dialogue_f1", "gt_1", "gt_2", "gt_3", "intents", "requests", "negative_f1", "asked_recall",
)  # fmt: skip
_GOLD_TARGETS = {"turn_f1": 0.7, "requests": 0.7, "negative_f1": 0.65, "asked_recall": 1.0}
_MESSAGE_TARGET = 0.9


@dataclass(slots=True)
class Part:
    """`shown` goes to the report, `figures` are compared with the accepted ones."""

    shown: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)


def intents_part(examples: Sequence[Example], guesses: Sequence[Guess]) -> Part:
    """Cross-validated intents."""
    told = [(examples[one.at], one) for one in guesses]
    pairs = [(example.label, guess.said) for example, guess in told]
    cases = [(guess.sure, example.label == guess.said) for example, guess in told]
    spoken = [(example.language, example.label, example.label == guess.said) for example, guess in told]
    labels = scores.by_label(pairs)
    for label, row in labels.items():
        of_label = [(language, right) for language, name, right in spoken if name == label]
        row |= {
            one: scores.share(right for language, right in of_label if language == one) for one in LANGUAGES
        }
    confused = [
        {"true": true, "said": said, "count": len(places), "examples": _examples(told, places)}
        for (true, said), places in scores.confusions(pairs)
        if said != NOT_UNDERSTOOD
    ]
    error = scores.calibration_error(cases)
    noise = bootstrap(cases, lambda drawn: {"error": scores.calibration_error(drawn)}, 40)["error"]
    shown = {
        "count": len(pairs),
        "accuracy": scores.share(right for _, right in cases),
        "labels": labels,
        "matrix": scores.matrix(pairs),
        "not_understood": scores.share(said == NOT_UNDERSTOOD for _, said in pairs),
        "confusions": confused[:_CONFUSIONS],
        "calibration": {"error": error, "bins": scores.calibration(cases)},
    }
    figures = _shares("intents", [(language, right) for language, _, right in spoken])
    slipped = [example.label == guess.slipped for example, guess in told]
    figures += [
        _share("intents.with_slip", slipped),
        Figure(
            name="intents.calibration_error", value=error, noise=noise, count=len(cases), less_is_better=True
        ),
    ]
    return Part(shown=shown, figures=figures)


def _examples(told: Sequence[tuple[Example, Guess]], places: Sequence[int]) -> list[dict[str, Any]]:
    """Those that were wrong most surely."""
    surest = sorted(places, key=lambda at: -told[at][1].sure)[:_SHOWN]
    return [
        {
            "text": told[at][0].text,
            "file": told[at][0].file,
            "line": told[at][0].line,
            "sure": told[at][1].sure,
        }
        for at in surest
    ]


def emotions_part(examples: Sequence[Feeling], guesses: Sequence[Guess]) -> Part:
    """Cross-validated emotions."""
    pairs = [(examples[one.at].emotion, one.said) for one in guesses]

    def both(drawn: Sequence[tuple[str, str]]) -> dict[str, float]:
        return {
            "accuracy": scores.share(true == said for true, said in drawn),
            "negative_f1": scores.negative_f1(drawn, NEGATIVE),
        }

    values, noise = both(pairs), bootstrap(pairs, both)
    figures = [
        Figure(name=f"emotions.{name}", value=value, noise=noise[name], count=len(pairs))
        for name, value in values.items()
    ]
    shown = {"count": len(pairs), "labels": scores.by_label(pairs), "matrix": scores.matrix(pairs), **values}
    return Part(shown=shown, figures=figures)


def gold_messages_part(messages: Sequence[GoldMessage], guesses: Sequence[Guess]) -> Part:
    """Messages that nothing was trained on."""
    told = [(messages[one.at], one.said) for one in guesses]
    pairs = [(message.intent, said) for message, said in told]
    figures = _shares(
        "gold_messages",
        [(message.language, message.intent == said) for message, said in told],
        _MESSAGE_TARGET,
    )
    return Part(shown={"count": len(pairs), "labels": scores.by_label(pairs)}, figures=figures)


def replays_part(name: str, replayed: Sequence[Replayed], targets: Mapping[str, float]) -> Part:
    """Handoffs, intents and emotions of replayed dialogues, and what one gets for nothing."""
    values, noise = summary(replayed), bootstrap(replayed, summary)
    texts = [[normalise(turn.text).text for turn in one.turns] for one in replayed]
    turns = [turn for one in replayed for turn in one.turns]
    asked = sum(ASKED in turn.due for turn in turns)
    figures = [
        Figure(
            name=f"{name}.{one}",
            value=values[one],
            noise=noise[one],
            count=asked if one == "asked_recall" else len(turns),
            target=targets.get(one),
        )
        for one in _COMPARED
    ]
    shown = {
        "dialogues": len(replayed),
        "turns": len(turns),
        "due": sum(bool(turn.due) for turn in turns),
        "asked": asked,
        "values": values,
        "floors": floors([one.called for one in replayed], texts, KEYWORDS),
        "reasons": by_reason(replayed, REASONS),
    }
    return Part(shown=shown, figures=figures)


def gold_dialogues_part(replayed: Sequence[Replayed]) -> Part:
    """The gold set's mistakes are not shown, on purpose: who reads them begins to repair them."""
    part = replays_part("gold_dialogues", replayed, _GOLD_TARGETS)
    # A promise, not a figure that may vary: a customer who asks for a person gets one.
    part.figures = [
        replace(one, noise=0.0) if one.name.endswith(".asked_recall") else one for one in part.figures
    ]
    return part


def dialogues_part(replayed: Sequence[Replayed], policy: Policy) -> Part:
    """Cross-validated dialogues, their mistakes, and every reason's probability against a threshold."""
    part = replays_part("dialogues", replayed, {})
    turns = [turn for one in replayed for turn in one.turns]
    heads: dict[str, Callable[[tuple[str, ...]], bool]] = {ANY: bool}
    heads |= {reason: _named(reason) for reason in REASONS}
    part.shown["mistakes"] = mistakes(replayed, _MISTAKES)
    part.shown["thresholds"] = {
        head: thresholds.measured(
            [(turn.calls[head], is_due(turn.due)) for turn in turns if head in turn.calls],
            in_force(head, policy),
        )
        for head, is_due in heads.items()
        if any(is_due(turn.due) for turn in turns)
    }
    return part


def _named(reason: str) -> Callable[[tuple[str, ...]], bool]:
    return lambda due: reason in due


def in_force(head: str, policy: Policy) -> float:
    """The threshold that the policy sets for a probability read from the dialogue."""
    own = {ANY: policy.dialogue_due, ASKED: policy.dialogue_asked}
    return own.get(head, policy.dialogue_reason)


def _shares(name: str, cases: Iterable[tuple[str, bool]], target: float | None = None) -> list[Figure]:
    """The share right of all cases (language, right), and of each language."""
    listed = list(cases)
    groups = {"accuracy": [right for _, right in listed]}
    groups |= {one: [right for language, right in listed if language == one] for one in LANGUAGES}
    return [_share(f"{name}.{kind}", rights, target) for kind, rights in groups.items() if rights]


def _share(name: str, rights: Sequence[bool], target: float | None = None) -> Figure:
    share, count = scores.share(rights), len(rights)
    return Figure(name=name, value=share, noise=of_share(share, count), count=count, target=target)
