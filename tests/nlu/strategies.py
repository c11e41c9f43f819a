"""Scenes as a customer, a service and an older gateway might make them."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.nlu.dialogue.scene import HISTORY, SAID_LENGTH, Scene
from handoff.escalation.signals import FAMILY, TurnSignals

_INTENTS = (*FAMILY, "affirm", "inform", "complaint", "ask_human", "nlu_fallback", "an_intent_of_old")
_EMOTIONS = ("calm", "anxious", "disappointed", "angry", "pleased", "a_mood_of_old")
_CHANCE = st.floats(0, 1)


def any_turn() -> st.SearchStrategy[TurnSignals]:
    return st.builds(
        TurnSignals,
        turn=st.integers(0, 400),
        intent=st.sampled_from(_INTENTS),
        confidence=_CHANCE,
        emotion=st.sampled_from(_EMOTIONS),
        intensity=_CHANCE,
        matter=st.sampled_from((None, "shipping", "shipping:77", "return")),
        answered=st.booleans(),
        flags=st.lists(st.sampled_from(("safety", "still_unsolved", "threat")), max_size=2).map(tuple),
        quote=st.text(max_size=40),
    )


def any_scene() -> st.SearchStrategy[Scene]:
    return st.builds(
        Scene,
        said=st.text(max_size=SAID_LENGTH),
        history=st.lists(any_turn(), max_size=HISTORY).map(tuple),
        answered=st.booleans(),
    )
