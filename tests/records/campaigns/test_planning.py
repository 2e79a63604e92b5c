"""A campaign's people are spread over days: never more on one than it can bear, each once, birthdays not before."""

from collections import Counter
from datetime import UTC, date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.records.campaigns.checks import CampaignProblem, findings_in
from agent_desktop.records.campaigns.planning import Wish, birthday_within, days_between, moment_of, spread
from agent_desktop.records.campaigns.schema import CampaignFile
from agent_desktop.server.campaigns.books import read_campaigns
from agent_desktop.settings import shipped_file

BEGIN = date(2026, 3, 2)


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 20)), max_size=60),
    st.integers(1, 8),
    st.integers(0, 20),
)
def test_nobody_is_lost_or_planned_twice_and_no_day_has_more_than_it_can_bear(
    offsets: list[int | None], capacity: int, last: int
) -> None:
    days = days_between(BEGIN, BEGIN + timedelta(days=last), lambda day: day.weekday() < 5)
    wishes = [
        Wish(UUID(int=number), None if offset is None else BEGIN + timedelta(days=offset))
        for number, offset in enumerate(offsets)
    ]

    planned, left = spread(wishes, days, capacity)

    assert sorted([*planned, *left]) == sorted(each.customer_id for each in wishes)
    assert all(count <= capacity for count in Counter(planned.values()).values())
    assert set(planned.values()) <= set(days)
    for each in wishes:
        if each.on is not None and each.customer_id in planned:
            assert planned[each.customer_id] >= each.on
    if any(each.on is None and each.customer_id in left for each in wishes):
        assert sum(Counter(planned.values()).values()) == capacity * len(days)  # left only where all days are full


@pytest.mark.parametrize(
    ("born", "since", "until", "day"),
    [
        (date(1980, 5, 17), date(2026, 5, 1), date(2026, 5, 31), date(2026, 5, 17)),
        (date(1980, 2, 29), date(2026, 2, 1), date(2026, 3, 31), date(2026, 2, 28)),
        (date(1980, 2, 29), date(2028, 2, 1), date(2028, 3, 31), date(2028, 2, 29)),
        (date(1980, 1, 2), date(2026, 12, 20), date(2027, 1, 10), date(2027, 1, 2)),
        (date(1980, 5, 17), date(2026, 6, 1), date(2026, 6, 30), None),
    ],
)
def test_a_birthday_is_found_within_the_days(born: date, since: date, until: date, day: date | None) -> None:
    assert birthday_within(born, since, until) == day


def test_a_days_calls_are_spread_over_its_hours() -> None:
    moments = [moment_of(BEGIN, place, 4, (9, 17), UTC) for place in range(4)]
    assert [f"{each:%H:%M}" for each in moments] == ["09:00", "11:00", "13:00", "15:00"]


def test_the_shipped_file_is_right_and_a_wrong_one_is_told_what_is_wrong() -> None:
    shipped = read_campaigns(shipped_file("resources") / "campaigns" / "main.yaml").content
    assert shipped is not None
    wrong = CampaignFile.model_validate(
        {
            "unit": {"en": "Unit", "zh": "部门"},
            "opens": 18,
            "closes": 9,
            "capacity": 5,
            "templates": [
                {"code": "one", "occasion": "news", "purpose": "service", "name": {"en": "One"}, "call": "unknown"},
                {"code": "one", "occasion": "news", "purpose": "service", "name": {"en": "One", "zh": "一"}},
                {
                    "code": "two",
                    "occasion": "news",
                    "purpose": "service",
                    "name": {"en": "Two", "zh": "二"},
                    "letter": {"subject": {"en": "{nobody}", "zh": "主题"}, "text": {"en": "See {own}", "zh": "{own}"}},
                },
            ],
        }
    )
    assert [each.problem for each in findings_in(wrong, {"birthday"})] == [
        CampaignProblem.HOURS_WRONG,
        CampaignProblem.REASON_UNKNOWN,
        CampaignProblem.LANGUAGE_MISSING,
        CampaignProblem.CODE_TWICE,
        CampaignProblem.NO_WAY,
        CampaignProblem.PLACEHOLDER_WRONG,
        CampaignProblem.PLACEHOLDER_WRONG,
    ]
