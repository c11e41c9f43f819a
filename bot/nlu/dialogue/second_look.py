"""The second look at a message: the first one weighed against how the dialogue has gone.

Which intent it has is a choice between all of them (`choice`). Whether the customer is upset and a person is due are boosted trees
over what both looks know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bot.nlu.dialogue.choice import Choice, Views, abouts, candidates
from bot.nlu.dialogue.course import About, Mood, requests
from bot.nlu.dialogue.first_look import Glances
from bot.nlu.dialogue.layout import Layout
from bot.nlu.dialogue.turns import Turn
from bot.nlu.learning.beside import each
from bot.nlu.learning.trees import Trees
from bot.nlu.message.emotion import LABELS as MOODS
from bot.nlu.message.emotion import NEGATIVE
from bot.nlu.text import form

_FACTS = (
    "late", "piece", "asked", "unheard", "opening", "alike", "alike_twice", "answers",
    "flagged:safety", "flagged:asked_for_human", "flagged:threat", "flagged:still_unsolved",
    *(f"mood:{name}" for name in MOODS),
    *(f"form:{name}" for name in form.NAMES),
    *(f"cue:{name}" for name in ("insult", "threat", "still_unsolved", "asked_for_human", "safety", "signed", "disputed",
                                 "evidence_given", "account_safety")),
)  # fmt: skip
_TELLING = (
    "complaint", "ask_human", "compensation", "urge_delivery", "chitchat", "affirm", "deny", "inform", "thanks",
    "out_of_scope", "product_question", "damaged_or_defective", "not_received", "refund_status",
)  # fmt: skip


class SecondLook:
    """Train with `fit`; then `intents`, `upset` and `due`."""

    def __init__(
        self,
        labels: Sequence[str],
        layout: Layout,
        choice: Choice,
        upset: Trees,
        due: Trees,
    ) -> None:
        self.labels, self._layout = list(labels), layout
        self.asks = requests(labels)
        self._choice = choice
        self._upset, self._due = upset, due

    @classmethod
    def fit(
        cls,
        labels: Sequence[str],
        layout: Layout,
        turns: Sequence[Turn],
        dense: np.ndarray,
        glances: Glances,
    ) -> SecondLook:
        """`dense` are rows of the layout; `glances` are those of models that did not see the turn's dialogue. Raises ValueError for one class only."""
        asks, likely = requests(labels), np.exp(glances.intents)
        views = Views.of([turn.text for turn in turns], dense, glances, layout)
        choice = Choice.fit(labels, turns, views, glances)
        likely = choice.chances(candidates(glances, views, abouts(turns, likely, asks), asks))
        rows = circumstances(dense[:, layout.places(_FACTS)], glances, likely, _moods(turns, glances), labels)
        upset, due = each(
            lambda wanted: Trees.fit(rows, wanted),
            [[turn.emotion in NEGATIVE for turn in turns], [bool(turn.handoff) for turn in turns]],
        )
        return cls(labels, layout, choice, upset, due)

    def intents(self, views: Views, glances: Glances, about: About) -> np.ndarray:
        """Probabilities of one message, in the order of the labels."""
        return self._choice.chances(candidates(glances, views, [about], self.asks))[0]

    def upset_and_due(
        self, dense: np.ndarray, glances: Glances, intents: np.ndarray, mood: Mood
    ) -> tuple[float, float]:
        """Probabilities that the customer is upset and that a person is due."""
        facts = dense[None, self._layout.places(_FACTS)]
        row = circumstances(facts, glances, intents[None, :], [mood], self.labels)[0]
        return self._upset.chance(row), self._due.chance(row)

    def to_arrays(self) -> dict[str, np.ndarray]:
        return {
            **self._choice.to_arrays(),
            **self._upset.to_arrays("upset"),
            **self._due.to_arrays("due"),
        }

    @classmethod
    def from_arrays(
        cls, labels: Sequence[str], layout: Layout, arrays: Mapping[str, np.ndarray]
    ) -> SecondLook:
        trees = (Trees.from_arrays(name, arrays) for name in ("upset", "due"))
        return cls(labels, layout, Choice.from_arrays(arrays), *trees)


def circumstances(
    facts: np.ndarray,
    glances: Glances,
    intents: np.ndarray,
    moods: Sequence[Mood],
    labels: Sequence[str],
) -> np.ndarray:
    """A row a message of what the trees look at; `facts` are the features named in _FACTS."""
    felt, called = _even(glances.moods), _even(glances.calls)
    upset = felt[:, _NEGATIVE].sum(axis=1)
    told = [labels.index(name) for name in _TELLING if name in labels]
    before = np.array([_before(mood) for mood in moods])
    columns = [
        glances.moods,
        glances.calls,
        upset[:, None],
        before,
        upset[:, None] * before[:, :4],
        called[:, :1] * before[:, 4:8],
        (intents * requests(labels)).sum(axis=1)[:, None],
        intents[:, told],
        facts,
    ]
    return np.hstack(columns).astype(np.float64)


def _before(mood: Mood) -> list[float]:
    """First how upset the pieces and the three utterances before were, then the same of due, then sums."""
    earlier = [*mood.earlier[:3], *[_NONE] * (3 - len(mood.earlier[:3]))]
    upset = [mood.pieces.upset, *(one.upset for one in earlier)]
    due = [mood.pieces.due, *(one.due for one in earlier)]
    every = mood.earlier
    return [
        *upset,
        *due,
        max((one.upset for one in every), default=0.0),
        max((one.due for one in every), default=0.0),
        sum(one.upset * 0.7**back for back, one in enumerate(every)),
        sum(one.due * 0.7**back for back, one in enumerate(every)),
        float(np.log1p(len(every))),
    ]


def _moods(turns: Sequence[Turn], glances: Glances) -> list[Mood]:
    upset, due = _even(glances.moods)[:, _NEGATIVE].sum(axis=1), _even(glances.calls)[:, 0]
    found: list[Mood] = []
    before: list[tuple[float, float, bool]] = []
    for place, turn in enumerate(turns):
        if not place or turns[place - 1].dialogue != turn.dialogue:
            before = []
        found.append(Mood.of(before, answered=turn.scene.answered))
        before.append((float(upset[place]), float(due[place]), turn.scene.answered))
    return found


def _even(scores: np.ndarray) -> np.ndarray:
    found: np.ndarray = 1 / (1 + np.exp(-scores))
    return found


_NEGATIVE = [MOODS.index(name) for name in sorted(NEGATIVE)]
_NONE = Mood().pieces
