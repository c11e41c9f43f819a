from itertools import product

import pytest

from handoff.errors import IllegalMove
from handoff.transitions import TRANSITIONS, Move, State, step


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_every_pair_is_in_the_table_or_raises(state: State, move: Move) -> None:
    if (state, move) in TRANSITIONS:
        assert step(state, move) is TRANSITIONS[state, move]
    else:
        with pytest.raises(IllegalMove) as refused:
            step(state, move)
        assert refused.value.code == "illegal_move"


def test_every_move_leads_somewhere() -> None:
    assert {move for _, move in TRANSITIONS} == set(Move)


def test_a_person_can_be_reached_from_every_state() -> None:
    reached = {State.HUMAN}
    while more := {a for (a, _), b in TRANSITIONS.items() if b in reached} - reached:
        reached |= more
    assert reached == set(State)
