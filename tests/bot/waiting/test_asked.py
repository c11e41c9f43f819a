import pytest

from bot.waiting.asked import Asked, asked_of_waiting, asks_of_waiting, is_question


@pytest.mark.parametrize(
    "text",
    [
        "还要等多久", "仲要等幾耐", "我排第几", "前面还有多少人", "什么时候有客服", "到底什么时候有人", "客服几点下班", "周末有客服吗",
        "有人吗？", "你们在吗", "在吗", "怎么没人理", "收到我的消息了吗", "转人工", "轉人工", "how long?", "how long do I have to wait",
        "which number am I", "is anybody there?", "did you get my message?", "human please",
        "到我了吗", "前面还有几个", "排到了吗", "排到我未", "輪到我未", "还没轮到我吗", "有消息吗", "any news?", "any update?", "要等很久吗",
        "how much longer", "am I next?", "is it my turn", "what is my position", "队伍长吗", "怎么这么慢", "进度怎么样了", "人工", "真人客服",
    ],
)  # fmt: skip
def test_a_question_to_the_queue_is_known_in_every_script(text: str) -> None:
    assert asks_of_waiting(text)


@pytest.mark.parametrize(
    "text",
    [
        "快递还要多久", "还要等多久才发货", "退款什么时候到", "什么时候有货", "有人签收吗", "我等了三天了", "保修多久", "安装要多久",
        "快递还要等多久", "退款到账要等多久", "any news on my order?", "我的包裹到了吗", "我要和真人说话", "是真人就快点",
        "how long until my parcel arrives", "how long is the warranty", "is it there", "你好", "",
    ],
)  # fmt: skip
def test_a_question_about_the_matter_is_none_to_the_queue(text: str) -> None:
    assert not asks_of_waiting(text)


@pytest.mark.parametrize(
    "text",
    [
        "聽日幾點開工",
        "几点下班",
        "明天几点上班",
        "客服几点下班",
        "周末有客服吗",
        "what time do you open",
        "when do you open tomorrow",
    ],
)
def test_the_hours_are_asked_for_with_or_without_naming_the_desk(text: str) -> None:
    assert asked_of_waiting(text) is Asked.HOURS


@pytest.mark.parametrize(
    "text",
    [
        "你是机器人吗", "你是真人吗？", "你系咪機械人", "你係真人嚟㗎", "你到底是不是真人", "你是人还是机器", "are you a bot?",
        "are you a real person", "am I talking to a robot", "is this a bot",
    ],
)  # fmt: skip
def test_who_answers_is_a_question_of_its_own(text: str) -> None:
    assert asked_of_waiting(text) is Asked.WHO


@pytest.mark.parametrize(
    "text",
    [
        "你們上班到幾點",
        "我的包裹到哪了",
        "那运费一起退吗",
        "刚才客服跟我说啥来着？",
        "do you deliver on sundays",
    ],
)
def test_a_question_about_anything_is_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["好的", "谢谢", "盒子也破了", "ok thanks", "我在家"])
def test_talk_and_facts_are_none(text: str) -> None:
    assert not is_question(text)
