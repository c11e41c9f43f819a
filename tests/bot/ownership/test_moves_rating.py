"""A person has settled the matter: whether it is solved, the stars, and what comes instead of them."""

import pytest
import sqlalchemy as sa

from handoff.archive import schema
from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import now, resolved, state


@pytest.fixture
async def gateway(gateway: Running) -> Running:
    await resolved(gateway)
    return gateway


async def test_solved_asks_for_stars_once_and_closes(gateway: Running) -> None:
    await gateway.press("解决了")
    await gateway.until_said("请为这次服务打分")
    await gateway.press("★★★★★ 非常满意")
    await gateway.until_said("谢谢您的评价")
    assert await state(gateway) is State.CLOSED
    assert gateway.archive.rated_since("web-a", now() - 60_000)


async def test_typed_answers_to_the_rating_mean_what_its_buttons_mean(gateway: Running) -> None:
    await gateway.say("解决了")
    await gateway.until_said("请为这次服务打分")
    await gateway.say("5")
    await gateway.until_said("谢谢您的评价")
    assert await state(gateway) is State.CLOSED
    assert (await gateway.desk.conversation("web-a")).rated == "5"


async def test_a_word_beside_the_rating_is_kept_with_it(gateway: Running) -> None:
    await gateway.say("解决了但是太慢")
    await gateway.until_said("请为这次服务打分")
    await gateway.say("马马虎虎")
    await gateway.until_said("谢谢您的评价")
    with gateway.archive.engine.connect() as connection:
        [row] = connection.execute(sa.select(schema.ratings)).all()
    assert (row.solved, row.stars, row.comment) == (1, 3, "解决了但是太慢")


async def test_a_yes_to_solved_asks_for_the_stars_once(gateway: Running) -> None:
    await gateway.say("是的")
    await gateway.until_said("请为这次服务打分")
    await gateway.say("是的")
    await gateway.until_said("谢谢您，有需要随时找我")
    assert await state(gateway) is State.CLOSED


async def test_guests_behind_one_address_are_each_asked_for_stars(gateway: Running) -> None:
    gateway.archive.rate("web-other", epoch=1, stars=5, customer="c1", now_ms=now())
    await gateway.press("解决了")
    await gateway.until_said("请为这次服务打分")


async def test_not_solved_goes_back_to_the_same_person(gateway: Running) -> None:
    await gateway.press("没有解决")
    await gateway.until_said("已重新为您接入客服")
    c = await gateway.desk.conversation("web-a")
    assert (c.state, c.preferred_agent) == (State.QUEUED, "wang")


async def test_another_matter_while_rating_is_answered_and_the_bot_knows_what_was_settled(
    gateway: Running,
) -> None:
    await gateway.say("到哪了")
    await gateway.until_said("答：到哪了")
    told = gateway.dialogue.asked[-1]["metadata"]["settled"]
    assert [(s["category"], s["agent"], s["words"]) for s in told] == [
        ("refund_status", "小王", ["已为您退款"])
    ]


async def test_thanks_after_the_person_closes_politely(gateway: Running) -> None:
    await gateway.say("谢谢")
    await gateway.until_said("谢谢您，有需要随时找我")
    assert await state(gateway) is State.CLOSED
