"""The time of a report and its steps: days are the bank's, also where clocks change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from agent_desktop.contract.reports import ReportQuery, ReportSubject, Span, Step
from agent_desktop.records.figures.periods import ReportTime, time_of

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = date(2026, 4, 8)
HOLIDAYS = {date(2026, 4, 3), date(2026, 4, 6)}
"""Good Friday and Easter Monday."""


def worked(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def time(
    step: Step = Step.WHOLE, span: Span = Span.GIVEN, *, first: str = "", last: str = "", today: date = WEDNESDAY
) -> ReportTime:
    days: dict[str, Any] = {}
    if first:
        days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last or first)}
    return time_of(ReportQuery(subject=ReportSubject.QUEUES, step=step, span=span, **days), today, LONDON, worked)


@pytest.mark.parametrize(("day", "halves"), [("2026-03-28", 48), ("2026-03-29", 46), ("2026-10-25", 50)])
def test_a_day_on_which_clocks_change_has_fewer_or_more_half_hours(day: str, halves: int) -> None:
    found = time(Step.MINUTES_30, first=day)

    assert len(found.starts) == halves
    assert all(later - earlier == timedelta(minutes=30) for earlier, later in pairwise((*found.starts, found.until)))
    assert found.starts[0].astimezone(LONDON).hour == found.until.astimezone(LONDON).hour == 0
    assert len(time(Step.MINUTES_15, first=day).starts) == 2 * halves


def test_days_weeks_and_months_begin_at_midnight_of_the_bank() -> None:
    days = time(Step.DAY, first="2026-03-28", last="2026-03-30")
    assert days.starts == (
        datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC),
    )  # fmt: skip
    assert days.until == datetime(2026, 3, 30, 23, tzinfo=UTC)
    weeks = time(Step.WEEK, first="2026-03-25", last="2026-04-07")
    assert [start.astimezone(LONDON).date().isoformat() for start in weeks.starts] == [
        "2026-03-25", "2026-03-30", "2026-04-06",
    ]  # fmt: skip
    months = time(Step.MONTH, first="2025-12-15", last="2026-02-01")
    assert [start.date().isoformat() for start in months.starts] == ["2025-12-15", "2026-01-01", "2026-02-01"]
    assert months.ends(0) == months.starts[1]
    assert months.ends(2) == months.until


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TODAY, "2026-04-08", "2026-04-08"),
        (Span.YESTERDAY, "2026-04-07", "2026-04-07"),
        (Span.THIS_WEEK, "2026-04-06", "2026-04-08"),
        (Span.LAST_WEEK, "2026-03-30", "2026-04-05"),
        (Span.THIS_MONTH, "2026-04-01", "2026-04-08"),
        (Span.LAST_MONTH, "2026-03-01", "2026-03-31"),
    ],
)
def test_spans_are_seen_from_the_day_on_which_they_are_asked(span: Span, first: str, last: str) -> None:
    found = time(span=span)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_the_last_business_day_is_before_weekends_and_holidays() -> None:
    tuesday = date(2026, 4, 7)
    assert time(span=Span.LAST_BUSINESS_DAY, today=tuesday).first == date(2026, 4, 2)  # the Thursday before Easter
    assert time(span=Span.LAST_BUSINESS_DAY).first == tuesday


def test_a_time_that_makes_no_sense_is_refused() -> None:
    for more in (
        {"first": date(2026, 1, 2), "last": date(2026, 1, 1)},
        {"first": date(2026, 1, 1)},
        {"span": Span.TODAY, "first": date(2026, 1, 1), "last": date(2026, 1, 1)},
        {"first": date(2026, 1, 1), "last": date(2026, 6, 1), "step": Step.MINUTES_15},
        {"first": date(2020, 1, 1), "last": date(2026, 6, 1)},
    ):
        with pytest.raises(ValidationError):
            ReportQuery.model_validate({"subject": "queues", **more})
