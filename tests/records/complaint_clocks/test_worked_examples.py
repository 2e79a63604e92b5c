"""Dates of each regime against what others have published, each with its source."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent_desktop.contract.complaint_clocks import ClockState
from agent_desktop.records.complaint_clocks.following import Followed, Happening
from agent_desktop.records.complaint_clocks.shown import Kept, clock_shown
from agent_desktop.records.complaint_clocks.words import day_words
from tests.records.calendars.shipped import calendar
from tests.records.complaint_clocks.shipped import clock, complaint, due_on, in_force, received, reckoned_of, rule

NEW_YORK, LONDON, SHANGHAI = ZoneInfo("America/New_York"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Shanghai")
HONG_KONG, BRUSSELS = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/Brussels")

TENTH_BUSINESS_DAY = """
11-03 11-18, 11-04 11-19, 11-05 11-20, 11-06 11-21, 11-07 11-24, 11-10 11-25, 11-12 11-26, 11-13 11-28, 11-14 12-01,
11-17 12-02, 11-18 12-03, 11-19 12-04, 11-20 12-05, 11-21 12-08, 11-24 12-09, 11-25 12-10, 11-26 12-11, 11-28 12-12,
12-01 12-15, 12-02 12-16, 12-03 12-17, 12-04 12-18, 12-05 12-19, 12-08 12-22, 12-09 12-23, 12-10 12-24, 12-11 12-26,
12-12 12-29, 12-15 12-30, 12-16 12-31, 12-17 01-02, 12-18 01-05, 12-19 01-06, 12-22 01-07, 12-23 01-08, 12-24 01-09,
12-26 01-12, 12-29 01-13, 12-30 01-14, 12-31 01-15
"""
"""The chart "10th day Reg. E error resolution" for November and December 2014 (P. J. Blenden, Pay Magazine, autumn
2014, page 82): the day of the notice, and the tenth business day after it. Veterans Day, Thanksgiving, Christmas and
New Year lie in between."""


def _due(rule_id: str, day: date, zone: ZoneInfo, hour: int = 11) -> Followed:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
    return clock(rule_id, received(at), at)


def _on(rule_id: str, day: date, zone: ZoneInfo, hour: int = 11) -> date:
    return due_on(_due(rule_id, day, zone, hour))


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_regulation_e_ends_on_the_tenth_business_day_of_the_published_chart(hour: int) -> None:
    for pair in TENTH_BUSINESS_DAY.replace("\n", " ").strip().split(", "):
        notice, tenth = (date.fromisoformat(f"2014-{each}") for each in pair.split())
        tenth = tenth if tenth > notice else tenth.replace(year=2015)
        assert _on("us.rege.determine", notice, NEW_YORK, hour) == tenth, notice


def test_the_mainlands_fifteen_thirty_and_sixty_days_are_those_of_the_measures() -> None:
    """15, then 30, then 30 more days: Xinhua, 17 January 2020 (gov.cn content_5470220). The first day does not count,
    and the last ends at 24:00: Civil Code, articles 201 and 203. The dates are those of `complaint-editor.png`."""
    at = datetime(2026, 6, 16, 10, 52, tzinfo=SHANGHAI)
    bound = rule("cn.answer")
    shown = clock_shown(bound, clock("cn.answer", received(at), at), calendar("cn"), (), at, Kept())
    acknowledge = clock("house.acknowledge", received(at), at)

    assert (shown.due_on, shown.days_left, shown.is_provisional) == (date(2026, 7, 1), 15, False)
    assert [(each.code, each.due_on, each.approvers) for each in shown.stages] == [
        ("complex", date(2026, 7, 16), ("supervisor", "compliance")),
        ("exceptional", date(2026, 8, 15), ("compliance",)),
    ]
    assert shown.due_at == datetime(2026, 7, 1, 15, 59, 59, tzinfo=UTC)
    assert due_on(acknowledge) == date(2026, 6, 18)


def test_working_days_of_the_mainland_count_weekends_on_which_work_is_made_up() -> None:
    """The holidays of 2026: State Council General Office, 4 November 2025."""
    before_new_year = _due("house.acknowledge", date(2026, 2, 13), SHANGHAI)
    before_may = _due("house.acknowledge", date(2026, 4, 30), SHANGHAI)
    over_october = _due("house.reopened", date(2026, 9, 30), SHANGHAI)
    reopened = datetime(2026, 9, 30, 9, tzinfo=SHANGHAI)
    october = clock("house.reopened", received(reopened, Happening(reopened, "state.reopened")), reopened)

    assert due_on(before_new_year) == date(2026, 2, 24)  # Sat 14 worked, 15 to 23 off
    assert reckoned_of(before_new_year).made_up == (date(2026, 2, 14),)
    assert due_on(before_may) == date(2026, 5, 7)
    assert over_october.state is ClockState.WAITING
    assert due_on(october) == date(2026, 10, 20)  # 8 and 9, Saturday 10, then 12 to 16, 19, 20
    assert reckoned_of(october).made_up == (date(2026, 10, 10),)


def test_the_third_business_day_of_the_united_kingdom_comes_after_the_bank_holidays() -> None:
    """DISP 1.5.1R: the third business day following the day of receipt, which is day zero (ateb-group, 2016); bank
    holidays of England: GOV.UK."""
    assert _on("uk.summary", date(2026, 6, 15), LONDON) == date(2026, 6, 18)
    assert _on("uk.summary", date(2026, 4, 2), LONDON) == date(2026, 4, 9)  # Good Friday and Easter Monday
    assert _on("uk.summary", date(2026, 12, 24), LONDON) == date(2026, 12, 31)  # 25th, and the 28th for Boxing Day
    assert _on("uk.summary", date(2026, 12, 30), LONDON) == date(2027, 1, 5)  # over the year's end
    assert _on("uk.summary", date(2026, 6, 13), LONDON) == date(2026, 6, 17)  # received on a Saturday


def test_eight_weeks_end_on_the_same_day_of_the_week_and_changes_of_the_clocks_move_nothing() -> None:
    """DISP 1.6.2R: by the end of eight weeks after receipt. British clocks change on 29 March and 25 October 2026."""
    for received_on, until, utc_hour in (
        (date(2026, 3, 2), date(2026, 4, 27), 22),
        (date(2026, 9, 7), date(2026, 11, 2), 23),
        (date(2026, 12, 7), date(2027, 2, 1), 23),
    ):
        reckoned = reckoned_of(_due("uk.answer", received_on, LONDON))
        assert reckoned.due_on == until == received_on + timedelta(weeks=8)
        assert reckoned.due_at == datetime(until.year, until.month, until.day, utc_hour, 59, 59, tzinfo=UTC)


def test_payment_complaints_have_fifteen_and_thirty_five_business_days_in_britain_and_in_the_union() -> None:
    """DISP 1.6.2AR, and Directive (EU) 2015/2366, article 101(2). TARGET is closed on 1 May, and open on the British
    bank holidays of 4 and 25 May."""
    at = datetime(2026, 4, 20, 15, tzinfo=BRUSSELS)
    eu = clock("eu.answer", received(at), at)
    uk = clock("uk.payment", received(at), at)

    assert due_on(eu) == date(2026, 5, 12)  # 1 May is no TARGET day
    assert due_on(uk) == date(2026, 5, 12)  # 4 May is a bank holiday
    assert eu.stages["holding"].due_on == date(2026, 6, 9)
    assert uk.stages["holding"].due_on == date(2026, 6, 10)  # 25 May as well


def test_hong_kong_acknowledges_in_seven_days_and_answers_in_thirty_or_sixty() -> None:
    """A bank's published implementation of SPM IC-4 (compliance.md A1): calendar days, so that Easter moves nothing."""
    at = datetime(2026, 3, 31, 18, tzinfo=HONG_KONG)
    answer = clock("hk.answer", received(at), at)

    assert _on("hk.acknowledge", date(2026, 3, 31), HONG_KONG) == date(2026, 4, 7)  # itself a general holiday
    assert due_on(answer) == date(2026, 4, 30)
    assert answer.stages["interim"].due_on == date(2026, 5, 30)


def test_the_cfpb_has_fifteen_and_sixty_calendar_days_through_the_change_of_clocks() -> None:
    """CFPB portal (compliance.md A1). American clocks change on 8 March and 1 November 2026."""
    at = datetime(2026, 2, 27, 23, 30, tzinfo=NEW_YORK)
    cfpb = clock("us.cfpb", received(at), at)

    assert due_on(cfpb) == date(2026, 3, 14)
    assert reckoned_of(cfpb).due_at == datetime(2026, 3, 15, 3, 59, 59, tzinfo=UTC)  # daylight time by then
    assert cfpb.stages["in_progress"].due_on == date(2026, 4, 28)


def test_the_ombudsman_may_be_asked_for_six_months_and_short_months_end_with_their_last_day() -> None:
    """DISP 1.6.2R: six months. A month without the day ends with its last: Civil Code, article 202, and usual."""
    for answered, until in ((date(2026, 8, 31), date(2027, 2, 28)), (date(2026, 3, 15), date(2026, 9, 15))):
        at = datetime(answered.year, answered.month, answered.day, 12, tzinfo=LONDON)
        window = clock("uk.ombudsman", received(at, Happening(at, "state.answered")), at)
        assert due_on(window) == until
        assert (
            clock("uk.ombudsman", received(at, Happening(at, "state.answered")), at + timedelta(days=400)).state
            is ClockState.OVER
        )


def test_twenty_four_hours_are_that_many_also_when_the_clocks_change() -> None:
    """The house rule for critical complaints, reckoned in Europe: 24 hours over 25 October 2026 end an hour earlier by
    the wall."""
    bound = rule("house.critical")
    at = datetime(2026, 10, 24, 20, tzinfo=BRUSSELS)
    reckoned = reckoned_of(clock("house.critical", received(at), at))

    assert bound.rule.span.amount == 24
    assert reckoned.due_at.astimezone(BRUSSELS) == datetime(2026, 10, 25, 19, tzinfo=BRUSSELS)


def test_each_region_has_its_own_clocks_and_disputes_by_regulation_e_stand_beside_the_complaint() -> None:
    at = datetime(2026, 6, 16, 10, tzinfo=UTC)

    assert in_force(complaint(at, "cn")) == {"cn.answer"}
    assert in_force(complaint(at, "hk")) == {"hk.acknowledge", "hk.answer"}
    assert in_force(complaint(at, "uk")) == {"uk.summary", "uk.answer", "uk.ombudsman"}
    assert in_force(complaint(at, "uk", "payment_service")) == {"uk.summary", "uk.payment", "uk.ombudsman"}
    assert in_force(complaint(at, "eu", "payment_service")) == {"eu.answer"}
    assert in_force(complaint(at, "us", regulatory=True)) == {"us.cfpb", "us.cfpb_feedback"}
    told = {"us.rege.correct", "us.rege.tell_found", "us.rege.tell_none", "us.rege.tell_credit"}
    both = in_force(complaint(at, "us", "electronic_transfer_error", regulatory=True))
    assert both == {"us.cfpb", "us.cfpb_feedback", "us.rege.determine", "us.rege.investigate"} | told
    new = in_force(complaint(at, "us", "electronic_transfer_error", "new_account"))
    assert new == {"us.rege.determine_new", "us.rege.investigate_new"} | told
    abroad = in_force(complaint(at, "us", "electronic_transfer_error", "pos_or_foreign"))
    assert abroad == {"us.rege.determine", "us.rege.investigate_pos"} | told
    assert in_force(complaint(at, "house")) == set()


def test_regulation_e_goes_on_by_its_own_marks() -> None:
    """12 CFR 1005.11(c): 20 business days for new accounts; provisional credit, 45 days (90 for new accounts, tills and
    abroad); corrected in 1 business day, told in 3, told of the credit in 2."""
    at = datetime(2026, 11, 23, 9, tzinfo=NEW_YORK)
    credit = Happening(datetime(2026, 12, 8, 9, tzinfo=NEW_YORK), "mark.credit_given")
    found = Happening(datetime(2026, 12, 30, 17, tzinfo=NEW_YORK), "mark.error_found")
    happenings, now = received(at, credit, found), datetime(2026, 12, 30, 18, tzinfo=NEW_YORK)

    def due(rule_id: str) -> tuple[date, ClockState]:
        followed = clock(rule_id, happenings, now)
        return due_on(followed), followed.state

    assert due("us.rege.determine") == (date(2026, 12, 8), ClockState.MET)  # Thanksgiving in between
    assert due("us.rege.determine_new") == (date(2026, 12, 22), ClockState.MET)
    assert due("us.rege.investigate") == (date(2027, 1, 7), ClockState.MET)
    assert due("us.rege.investigate_pos") == (date(2027, 2, 21), ClockState.MET)
    assert due("us.rege.tell_credit") == (date(2026, 12, 10), ClockState.LATE)
    assert due("us.rege.correct") == (date(2026, 12, 31), ClockState.RUNNING)
    assert due("us.rege.tell_found") == (date(2027, 1, 5), ClockState.RUNNING)


def test_every_date_says_in_both_languages_how_it_came_about() -> None:
    at = datetime(2026, 12, 30, 9, tzinfo=SHANGHAI)
    bound = rule("house.acknowledge")
    shown = clock_shown(bound, clock("house.acknowledge", received(at), at), calendar("house"), (), at, Kept())

    assert [each["en"] for each in shown.because] == [
        "2 working days from Wed 30 Dec 2026 (day 0): until Mon 4 Jan 2027.",
        "Not counted: Fri 1 Jan 2027 (New Year's Day); 2 weekend days.",
        "Provisional: the holidays of 2027 are not announced yet; the date may move.",
        "Rule house.acknowledge (House rule), in force since Thu 1 Jan 2026: The bank's own promise to customers.",
    ]
    assert [each["zh"] for each in shown.because] == [
        "自 2026年12月30日 周三（第 0 日）起 2 个工作日：至 2027年1月4日 周一。",
        "不计入：2027年1月1日 周五（元旦）；周末 2 天。",
        "暂定：2027 年放假安排尚未公布，日期可能调整。",
        "规则 house.acknowledge（本行规定），自 2026年1月1日 周四 起施行：本行对客户的承诺。",
    ]
    assert shown.is_provisional
    assert [each.on.day for each in shown.skipped] == [1, 2, 3]
    assert day_words(date(2026, 6, 18)) == {"en": "Thu 18 Jun 2026", "zh": "2026年6月18日 周四"}
