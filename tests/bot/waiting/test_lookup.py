from bot.waiting.lookup import Named

ORDER = "7030706177234459787"


def named(text: str, before: dict[str, str] | None = None, **entities: str) -> Named:
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    return Named.of({"entities": found}, text, before or {})


def test_number_and_digits_may_come_in_either_order() -> None:
    first = named("我叫王小明 手机13800008259", phone="13800008259")
    assert first.to_dict() == {"tail": "8259"}
    assert not first.is_new({})
    then = named(ORDER, first.to_dict(), order_id=ORDER)
    assert (then.order, then.tail) == (ORDER, "8259")
    assert then.is_new(first.to_dict())


def test_digits_that_were_tried_are_not_tried_again_with_every_message() -> None:
    before = named(f"{ORDER} 尾号9999", order_id=ORDER).to_dict()
    assert not named("快一点", before).is_new(before)
    assert named("是1408", before).is_new(before)


def test_the_end_of_an_order_number_is_no_proof() -> None:
    part = named("订单尾号5349")
    assert (part.part, part.tail, part.to_dict()) == (True, None, {})
    assert named("订单尾号5349", {"order": ORDER}).tail is None
    assert named("手机尾号5349", {"order": ORDER}).tail == "5349"


def test_the_end_of_an_order_number_does_not_displace_the_phone_that_was_given() -> None:
    before = named("我叫王小明 手机13800008259", phone="13800008259").to_dict()
    part = named("订单尾号5349", before, phone_tail="5349")
    assert (part.tail, part.fresh) == ("8259", False)
    assert named(ORDER, before, order_id=ORDER).tail == "8259"
