import asyncio
import time
from pathlib import Path
from typing import Any

from redis import asyncio as aioredis

from handoff.model import Conversation
from handoff.store.commit import Commit
from handoff.transitions import State
from tests.bot.running import Running, running
from tests.handoff.build import WANG, opened, queued

ORDER = "7030706177234459787"
OTHER = "1866854887012272185"


def now() -> int:
    return int(time.time() * 1000)


async def waits(gateway: Running, text: str = "转人工", id: str = "web-a") -> None:
    await gateway.say(text, id)
    await gateway.until_said("没有客服在线", id)


async def conversation(gateway: Running) -> Conversation:
    return await gateway.desk.conversation("web-a")


def a_shop(digits: str = "1408") -> Any:
    """Answers as the skills do: number and digits are proved, the proved or own order is read."""

    def reply(request: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
        choice = request.get("choice")
        if not choice:
            return {"messages": [{"text": f"答：{request['text']}"}]}
        entities, meta = choice["entities"], request["metadata"]
        order = entities.get("order_id")
        if entities.get("phone_tail") == digits:
            return {"messages": [{"text": "不该说出来"}], "asks": [{"ask": "grant", "order_id": order}]}
        known = order and (order in meta["grants"] or meta["identity"])
        orders = [{"id": order, "state": "shipped"}] if known else []
        return {"asks": [{"ask": "handoff", "snapshot": {"orders": orders, "refunds": []}}]}

    return reply


async def test_a_further_message_is_acknowledged_now_and_then_with_the_place(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("是昨天的")
        await gateway.until_said("您排在第 1 位")
        await gateway.say("快一点")
        await asyncio.sleep(0.3)
        assert sum("您排在第" in text for text in await gateway.texts()) == 1
        assert (await conversation(gateway)).state is State.QUEUED


async def test_a_correction_changes_what_is_passed_on_and_is_acknowledged(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("不对，我是要退货，不是随便问问")
        await gateway.until_said("已更新并转告客服：\n退货")
        package = await gateway.desk.package("web-a")
        assert package["summary"] == "退货，要求人工：我是要退货"
        assert package["suggest"]["category"] == "request_return"


async def test_anger_and_threats_raise_reasons_class_and_feeling_and_are_answered(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        before = await conversation(gateway)
        rank = await gateway.desk.store.rank("web-a")
        await gateway.say("骗子公司 我要投诉")
        await gateway.until_said("让您这么生气")
        after = await conversation(gateway)
        assert after.reasons == ("asked_for_human", "emotion", "complaint")
        assert (before.queue_class, after.queue_class, after.emotion) == (2, 1, "angry")
        assert rank is not None
        assert await gateway.desk.store.rank("web-a") == rank - 15 * 60_000
        package = await gateway.desk.package("web-a")
        quotes = {r["reason"]: [e["quote"] for e in r["evidence"]] for r in package["reasons"]}
        assert quotes["emotion"] == ["骗子公司 我要投诉"]
        assert package["emotion_curve"][-1]["emotion"] == "angry"


async def test_what_is_made_of_an_angry_customer_is_for_agents_and_never_told(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway, "骗子，我的包到哪了，转人工")
        await gateway.say("骗子公司，不对，是退货")
        await gateway.until_said("已更新并转告客服")
        told = "\n".join(await gateway.texts())
        assert "情绪不满" not in told
        assert "emotion" in (await conversation(gateway)).reasons
        assert (await gateway.desk.package("web-a"))["summary"].startswith("查物流、退货，情绪不满")


async def test_what_was_once_known_stays_when_the_customer_calms_down(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway, "骗子公司 我要投诉")
        before = await conversation(gateway)
        await gateway.say("是昨天的")
        await gateway.until_said("您排在第 1 位")
        after = await conversation(gateway)
        assert (after.reasons, after.queue_class, after.emotion) == (
            before.reasons,
            before.queue_class,
            "angry",
        )


async def test_with_the_engine_down_the_words_alone_are_judged(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        gateway.dialogue.parse_down = True
        await gateway.say("我要报警")
        await gateway.until_said("非常抱歉")
        assert "complaint" in (await conversation(gateway)).reasons


async def test_who_gives_number_and_digits_while_waiting_is_identified_and_the_order_joins(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = a_shop()
        await waits(gateway)
        await gateway.say(f"订单{ORDER} 尾号1408 少东西了")
        await gateway.until_said("订单尾号 9787")
        package = await gateway.desk.package("web-a")
        assert package["orders"] == [{"id": ORDER, "state": "shipped"}]
        assert (await gateway.desk.store.memory("web-a"))["grants"] == [ORDER]
        assert "不该说出来" not in await gateway.texts()


async def test_number_and_digits_may_come_in_two_messages(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = a_shop()
        await waits(gateway)
        await gateway.say(ORDER)
        await gateway.until_said("请再发收货手机后四位")
        await gateway.say("1408")
        await gateway.until_said("订单尾号 9787")


async def test_wrong_digits_show_no_order_and_keep_the_place(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = a_shop()
        await waits(gateway)
        await gateway.say(f"{ORDER} 尾号9999")
        await gateway.until_said("没有对上")
        assert (await gateway.desk.package("web-a"))["orders"] == []
        assert (await conversation(gateway)).state is State.QUEUED


async def test_who_is_signed_in_names_another_order_and_it_comes_first(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = a_shop()
        await opened(gateway.desk, "web-b", customer="C0001")
        await waits(gateway, id="web-b")
        await gateway.say(f"不是，是{OTHER}", "web-b")
        await gateway.until_said("订单尾号 2185", "web-b")
        assert (await gateway.desk.package("web-b"))["orders"][0]["id"] == OTHER


async def test_a_second_matter_joins_the_first_and_is_acknowledged_at_once(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        for n, text in enumerate(("我要退款", "还有一个要退货"), start=1):
            await gateway.say(text)
            await gateway.until(lambda n=n: acknowledged(gateway, n))  # type: ignore[misc]
        package = await gateway.desk.package("web-a")
        assert package["summary"] == "退款、退货，要求人工"
        assert [m["category"] for m in package["matters"]] == ["request_refund", "request_return"]


async def acknowledged(gateway: Running, count: int) -> bool:
    told = await gateway.texts(sender="system")
    return sum(text.startswith("收到") for text in told) == count


async def test_goodbye_and_solved_end_the_waiting(redis: aioredis.Redis, domain: str, tmp_path: Path) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("不用了 已经解决了")
        await gateway.until_said("已不再排队")
        assert await gateway.desk.waiting() == []
        assert (await conversation(gateway)).state is State.BOT


async def test_what_is_asked_with_not_waiting_is_answered_by_the_assistant(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("不等了，我的包到哪了")
        await gateway.until_said("答：不等了，我的包到哪了")
        assert await gateway.desk.waiting() == []


async def test_who_has_silently_left_is_not_ahead_of_anybody(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", now())
        for n in range(6):
            await queued(gateway.desk, f"web-gone{n}", now_ms=now() - 40 * 60_000)
        await gateway.say("转人工")
        await gateway.until_said("您是下一位")


async def test_with_somebody_free_the_wait_is_a_minute_whoever_is_ahead(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", now())
        for n in range(3):
            await queued(gateway.desk, f"web-ahead{n}", now_ms=now() - 60_000)
        await gateway.say("转人工")
        await gateway.until_said("前面还有 3 位，约 1 分钟")


async def test_a_question_to_the_queue_is_answered_and_is_no_matter(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", now())
        for n in range(6):
            await queued(gateway.desk, f"web-ahead{n}", now_ms=now() - 60_000)
        await gateway.say("转人工")
        await gateway.until_said("前面还有 6 位")
        before = await gateway.desk.package("web-a")
        for n, text in enumerate(("还要等多久", "收到我的消息了吗"), start=1):
            await gateway.say(text)
            await gateway.until(lambda n=n: told_place(gateway, n))  # type: ignore[misc]
        after = await gateway.desk.package("web-a")
        assert (after["summary"], after["matters"]) == (before["summary"], [])


async def told_place(gateway: Running, count: int) -> bool:
    return sum("您排在第 7 位，约" in text for text in await gateway.texts()) == count


async def test_the_place_that_is_told_is_that_after_the_class_has_risen(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", now())
        for n in range(7):
            await queued(gateway.desk, f"web-ahead{n}", now_ms=now() - 60_000)
        await gateway.say("转人工")
        await gateway.until_said("前面还有 7 位")
        await gateway.say("骗子公司")
        await gateway.until_said("您排在第 1 位")


async def test_in_danger_of_life_help_is_named_and_neither_place_nor_matter(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        gateway.dialogue.parse_down = True
        for n in (1, 2):
            await gateway.say("我不想活了")
            await gateway.until(lambda n=n: told_of_help(gateway, n))  # type: ignore[misc]
        c = await conversation(gateway)
        told = "\n".join((await gateway.texts())[-4:])
        assert (c.queue_class, "safety" in c.reasons) == (0, True)
        assert "最先联系您" in told
        assert "位。" not in told
        assert "轻生" not in told


async def told_of_help(gateway: Running, count: int) -> bool:
    return sum("12356" in text for text in await gateway.texts()) == count


async def test_who_is_handed_over_in_danger_hears_the_advice_for_it_and_no_place(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await gateway.desk.set_presence(WANG, "online", "", now())
        for n in range(3):
            await queued(gateway.desk, f"web-ahead{n}", now_ms=now() - 60_000, queue_class=0)
        await gateway.say("锅漏电了")
        await gateway.until_said("用电起火隐患")
        told = "\n".join(await gateway.texts())
        assert "能断电就断电" in told
        assert "最先接待您" in told
        assert "前面还有" not in told


async def test_a_message_in_no_language_keeps_the_conversations(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.desk.store.commit(
            Commit(
                conversation=await conversation(gateway), now_ms=now(), once="x", fields={"language": "en"}
            )
        )
        await gateway.say(ORDER)
        await gateway.until_said("Please also send the last 4 digits")
        assert (await conversation(gateway)).language == "en"


async def test_goods_named_in_a_correction_choose_the_order(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = by_goods
        await opened(gateway.desk, "web-b", customer="C0001")
        await waits(gateway, id="web-b")
        await gateway.say("不是裙子，是行李箱轮子坏了", "web-b")
        await gateway.until_said("订单尾号 2185", "web-b")
        package = await gateway.desk.package("web-b")
        assert package["orders"][0]["id"] == OTHER
        assert package["summary"].endswith("：是行李箱轮子坏了")
        asked = gateway.dialogue.asked[-1]
        assert asked["choice"]["entities"] == {"item": "是行李箱轮子坏了"}


def by_goods(request: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
    item = ((request.get("choice") or {}).get("entities") or {}).get("item", "")
    orders = [{"id": OTHER if "箱" in item else ORDER}]
    return {"asks": [{"ask": "handoff", "snapshot": {"orders": orders, "refunds": []}}]}


async def test_who_says_to_wait_is_not_told_of_a_message(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.press("我等客服")
        await gateway.until_said("好的，请稍等")
        assert not any("这条消息" in text for text in await gateway.texts())


async def test_the_order_that_a_guest_proves_is_that_of_the_matter(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        gateway.dialogue.reply = a_shop()
        await waits(gateway)
        await gateway.say("我要退款")
        await gateway.say(f"订单{ORDER} 尾号1408")
        await gateway.until_said("订单尾号 9787")
        package = await gateway.desk.package("web-a")
        assert package["matters"] == [{"category": "request_refund", "order_id": ORDER, "status": "open"}]
        assert package["slots"]["order_id"] == ORDER
