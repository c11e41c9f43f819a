"""Hours by weekday and date, over midnight and over nights in which the clocks are set."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handoff.hours.week import ALWAYS, DAY_MINUTES, LOOK_AHEAD_DAYS, Hours, Spans

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NINE_TO_NINE: tuple[Spans, ...] = (((9 * 60, 21 * 60),),) * 7
ZONES = [
    ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe")
]
MINUTE_MS = 60_000


def at(written: str, zone: ZoneInfo = SHANGHAI) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=zone).timestamp() * 1000)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    """Some openings of a day that do not overlap; the last may go past midnight."""
    cuts = draw(st.lists(st.integers(0, DAY_MINUTES - 1), max_size=4, unique=True).map(sorted))
    found = list(zip(cuts[::2], cuts[1::2], strict=False))
    if len(cuts) % 2:
        found.append((cuts[-1], draw(st.integers(cuts[-1] + 1, DAY_MINUTES + 6 * 60))))
    return tuple(found)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
    return Hours(
        zone=draw(st.sampled_from(ZONES)),
        week=tuple(draw(st.lists(spans(), min_size=7, max_size=7))),
        exceptions=draw(st.dictionaries(days, spans(), max_size=5)),
    )


moments = st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 1)).map(  # noqa: DTZ001
    lambda one: at(one.isoformat())
)


@given(hours(), moments)
def test_an_open_desk_closes_later_and_a_closed_one_opens_later(desk: Hours, now_ms: int) -> None:
    opens_ms, closes_ms = desk.opens_ms(now_ms), desk.closes_ms(now_ms)
    if desk.is_open(now_ms):
        assert opens_ms == now_ms
        assert closes_ms is None or closes_ms > now_ms
    else:
        assert closes_ms is None
        assert opens_ms is None or opens_ms > now_ms


@given(hours(), moments)
def test_at_the_told_moment_it_is_as_told_and_just_before_not_yet(desk: Hours, now_ms: int) -> None:
    if desk.is_open(now_ms):
        closes_ms = desk.closes_ms(now_ms)
        assert closes_ms is None or (not desk.is_open(closes_ms) and desk.is_open(closes_ms - 1))
    elif (opens_ms := desk.opens_ms(now_ms)) is not None:
        assert desk.is_open(opens_ms)
        assert not desk.is_open(opens_ms - 1)


@given(hours(), moments, st.floats(0, 1))
def test_between_now_and_the_told_moment_nothing_changes(desk: Hours, now_ms: int, part: float) -> None:
    was_open = desk.is_open(now_ms)
    until_ms = desk.closes_ms(now_ms) if was_open else desk.opens_ms(now_ms)
    if until_ms is not None:
        between = now_ms + int((until_ms - now_ms - 1) * part)
        assert desk.is_open(between) is was_open


@given(hours(), moments)
def test_on_the_wall_clock_the_minutes_of_the_day_decide(desk: Hours, now_ms: int) -> None:
    """Where no clock is set that night, by the most naive reading there is."""
    wall = datetime.fromtimestamp(now_ms / 1000, desk.zone)
    around = [wall + timedelta(days=days) for days in (-2, -1, 0, 1)]
    if len({one.utcoffset() for one in around}) > 1:
        return
    minute = wall.hour * 60 + wall.minute
    today = any(begin <= minute < end for begin, end in desk.of(wall.date()))
    yesterday = desk.of(wall.date() - timedelta(days=1))
    spilled = any(begin <= minute + DAY_MINUTES < end for begin, end in yesterday)
    assert desk.is_open(now_ms) is (today or spilled)


def test_the_evening_is_told_the_next_morning() -> None:
    desk = Hours(week=NINE_TO_NINE)
    assert desk.closes_ms(at("2026-11-30T20:59")) == at("2026-11-30T21:00")
    assert not desk.is_open(at("2026-11-30T21:00"))
    assert desk.opens_ms(at("2026-11-30T21:00")) == at("2026-12-01T09:00")
    assert desk.opens_ms(at("2026-12-01T03:00")) == at("2026-12-01T09:00")


def test_a_shift_past_midnight_belongs_to_the_day_it_begins_on() -> None:
    friday_night: tuple[Spans, ...] = ((), (), (), (), ((18 * 60, 26 * 60),), (), ())
    desk = Hours(week=friday_night)
    assert desk.closes_ms(at("2026-12-05T01:59")) == at("2026-12-05T02:00")
    assert desk.opens_ms(at("2026-12-05T02:00")) == at("2026-12-11T18:00")


def test_shifts_that_meet_at_midnight_are_one() -> None:
    late: Spans = ((20 * 60, DAY_MINUTES),)
    early: Spans = ((0, 4 * 60),)
    desk = Hours(week=(late, early, (), (), (), (), ()))
    assert desk.closes_ms(at("2026-11-30T23:00")) == at("2026-12-01T04:00")


def test_holidays_close_and_open_days_of_their_own() -> None:
    feast = {date(2027, 2, 6): (), date(2027, 2, 7): ((10 * 60, 16 * 60),)}
    desk = Hours(week=NINE_TO_NINE, exceptions=feast)
    assert not desk.is_open(at("2027-02-06T12:00"))
    assert desk.opens_ms(at("2027-02-05T21:30")) == at("2027-02-07T10:00")
    assert desk.closes_ms(at("2027-02-07T12:00")) == at("2027-02-07T16:00")
    assert desk.exceptions_near(at("2027-02-01T12:00"), 7) == [*feast.items()]
    assert desk.exceptions_near(at("2027-01-30T12:00"), 7) == []


def test_a_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    night: tuple[Spans, ...] = (((22 * 60, 30 * 60),),) * 7
    desk = Hours(zone=BERLIN, week=night)
    begin = at("2027-03-27T22:00", BERLIN)
    closes_ms = desk.closes_ms(begin)
    assert closes_ms == at("2027-03-28T06:00", BERLIN)
    assert closes_ms - begin == 7 * 60 * MINUTE_MS


def test_hours_that_the_clocks_swallow_do_not_happen() -> None:
    desk = Hours(zone=BERLIN, week=((), (), (), (), (), (), ((150, 180),)))  # Sundays 2:30 to 3:00
    assert desk.opens_ms(at("2027-03-27T12:00", BERLIN)) == at("2027-04-04T02:30", BERLIN)


def test_a_desk_that_never_closes_names_no_closing_time() -> None:
    desk = Hours(week=ALWAYS)
    assert desk.is_open(at("2026-11-30T03:00"))
    assert desk.closes_ms(at("2026-11-30T03:00")) is None


def test_an_opening_beyond_what_we_look_ahead_is_not_told() -> None:
    closed: tuple[Spans, ...] = ((),) * 7
    now_ms = at("2026-11-30T12:00")
    far = Hours().today(now_ms) + timedelta(days=LOOK_AHEAD_DAYS + 1)
    assert Hours(week=closed, exceptions={far: ((0, 60),)}).opens_ms(now_ms) is None
