"""Messages of written dialogues with their scenes."""

from bot.nlu.dialogue.dialogues import Dialogue, Entry
from bot.nlu.dialogue.turns import turns_of


def test_what_is_fitted_on_is_what_a_replay_meets() -> None:
    """Words of the service since the last message, a further piece without an answer, and all turns before."""
    entries = ["s:您好", "s:在的", "c:在吗", "c:快递呢", "s:在路上", "c:好的"]
    who = {"c": "customer", "s": "service"}
    dialogue = Dialogue(
        id="one",
        entries=tuple(Entry(who=who[entry[0]], text=entry[2:], intent="chitchat") for entry in entries),
    )
    turns = turns_of([dialogue])
    assert [(turn.text, turn.scene.said, turn.scene.answered) for turn in turns] == [
        ("在吗", "您好 在的", True), ("快递呢", "您好 在的", False), ("好的", "在路上", True),
    ]  # fmt: skip
    assert [[one.quote for one in turn.scene.history] for turn in turns] == [[], ["在吗"], ["在吗", "快递呢"]]
    assert [one.answered for one in turns[-1].scene.history] == [True, False]
