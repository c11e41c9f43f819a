"""Examples that models trained without them read otherwise become warnings."""

from bot.check.doubted import as_faults


def test_each_is_a_warning_with_its_place_and_what_the_models_say() -> None:
    one = {"file": "data/nlu/deny.yml", "line": 9, "text": "不要了", "label": "deny"}
    two = {**one, "line": 3, "text": "算了"}
    found = as_faults(
        [{**one, "said": "cancel_order", "sure": 0.93}, {**two, "said": "goodbye", "sure": 0.8}]
    )
    assert [str(fault) for fault in found] == [
        "data/nlu/deny.yml:3: warning: '算了' is 'deny', but models trained without it say 'goodbye' each time"
        " (0.80 sure or more)",
        "data/nlu/deny.yml:9: warning: '不要了' is 'deny', but models trained without it say 'cancel_order' each"
        " time (0.93 sure or more)",
    ]
