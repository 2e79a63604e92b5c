"""Service levels by the definition that was chosen for each queue, from a day on."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agent_desktop.contract.figures import LevelVariant
from agent_desktop.records.figures.levels import SHIPPED, LevelChoice, LevelTimeline
from agent_desktop.records.figures.models import LevelDefinitionRow
from agent_desktop.server.figures.service_levels import ServiceLevels, midnight, service_levels
from telephony.contract import CallDirection, EndCause
from telephony.statistics.counting import LevelRule, count_levels
from telephony.statistics.definitions import Counts, ServiceLevel, Thresholds, count_calls
from telephony.statistics.records import Fate
from telephony.statistics.repository import StatisticsRepository
from tests.server.figures.written import Centre

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 23, 9, tzinfo=LONDON)
PUBLISHED = {
    LevelVariant.ABANDONED_HELP: 83.02,
    LevelVariant.ANSWERED_ONLY: 86.00,
    LevelVariant.STRICT: 81.13,
    LevelVariant.LATE_ABANDONED_HURT: 82.69,
    LevelVariant.SHORT_CREDITED: 82.08,
    LevelVariant.SHORT_REMOVED: 81.90,
}


@pytest.fixture
def centre(session: Session) -> Centre:
    return Centre(session)


def define(
    session: Session, version: int, queue: str, from_day: date, variant: LevelVariant, seconds: int = 20
) -> None:
    session.add(
        LevelDefinitionRow(
            version=version,
            queue_code=queue,
            from_day=from_day,
            variant=variant,
            answer_seconds=seconds,
            short_seconds=5,
            target_percent=85,
            why="The contract says so.",
            made_by=uuid4(),
            made_at=MONDAY,
        )
    )
    session.flush()


def levels(session: Session, first: date, last: date) -> ServiceLevels:
    since, until = midnight(first, LONDON), midnight(last + timedelta(days=1), LONDON)
    return service_levels(session, since, until, MONDAY + timedelta(days=60), LONDON)


def test_the_worked_example_gives_the_published_level_of_each_variant(session: Session, centre: Centre) -> None:
    centre.worked_example("cards", MONDAY)
    for version, (variant, percent) in enumerate(PUBLISHED.items(), start=1):
        define(session, version, "cards", MONDAY.date(), variant)  # of one day the newest counts

        cards = levels(session, MONDAY.date(), MONDAY.date()).by_queue["cards"]

        assert round(cards.percent or 0, 2) == percent
        assert (cards.variant, cards.definition, cards.target_percent) == (variant, version, 85)


def test_a_queue_goes_by_its_own_definition_and_others_by_that_of_all(session: Session, centre: Centre) -> None:
    for queue in ("cards", "loans"):
        centre.many(queue, MONDAY, 3, 10, answered=True)
        centre.many(queue, MONDAY, 1, 10, answered=False)
    session.flush()
    assert levels(session, MONDAY.date(), MONDAY.date()).total.choice == SHIPPED

    define(session, 1, "", MONDAY.date(), LevelVariant.STRICT)
    define(session, 2, "loans", MONDAY.date(), LevelVariant.ANSWERED_ONLY)
    found = levels(session, MONDAY.date(), MONDAY.date())

    assert found.by_queue["cards"].percent == 75
    assert found.by_queue["loans"].percent == 100
    assert (found.total.in_time, found.total.counted) == (6, 7)  # each call as its own queue counts it


def test_a_day_is_counted_by_what_was_in_force_on_it(session: Session, centre: Centre) -> None:
    """On the night of 28 to 29 March the clocks of London go forward: midnight of the 30th is 23:00 UTC."""
    sunday, monday = date(2026, 3, 29), date(2026, 3, 30)
    define(session, 1, "cards", monday, LevelVariant.STRICT, seconds=10)
    change = midnight(monday, LONDON)
    centre.answered("cards", change - timedelta(seconds=1), 15)
    centre.answered("cards", change, 15)
    session.flush()

    assert levels(session, sunday, sunday).by_queue["cards"].percent == 100
    assert levels(session, monday, monday).by_queue["cards"].percent == 0
    both = levels(session, sunday, monday).by_queue["cards"]
    assert (both.in_time, both.counted, both.definition) == (1, 2, 1)


def test_a_definition_is_never_changed_or_taken_away(session: Session) -> None:
    define(session, 1, "", MONDAY.date(), LevelVariant.STRICT)
    for statement in ("UPDATE level_definitions SET answer_seconds = 60", "DELETE FROM level_definitions"):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(sa.text(statement))


def test_the_database_counts_calls_of_every_fate_as_the_pure_rules_do(session: Session, centre: Centre) -> None:
    """Each fate with each wait around both limits, short after and before in time."""
    now = MONDAY + timedelta(hours=2)
    ends: list[dict[str, Any]] = [
        {"end_cause": cause, "callback_wished_at": wished}
        for cause in (EndCause.CALLER_HUNG_UP, EndCause.CARRIER_FAILED, EndCause.TURNED_AWAY_CLOSED)
        for wished in (None, MONDAY)
    ]
    for waited in (0, 4.5, 5, 19.999999, 20, 20.000001, 60):
        gone = MONDAY + timedelta(seconds=waited)
        centre.answered("cards", MONDAY, waited)
        centre.call("cards", now - timedelta(seconds=waited))  # waits still
        centre.call("cards", MONDAY, ended_at=gone, end_cause=EndCause.CALLER_HUNG_UP, direction=CallDirection.OUTBOUND)
        for end in ends:
            centre.call("cards", MONDAY, ended_at=gone, **end)
    session.flush()
    read = StatisticsRepository(session).list_calls(MONDAY, now + timedelta(hours=1))
    assert {call.fate for call in read} == set(Fate)
    whole = LevelRule("cards", MONDAY, now + timedelta(hours=1), ServiceLevel.STRICT, Thresholds())

    for thresholds in (Thresholds(), Thresholds(answer_seconds=5, short_seconds=20)):
        waits = {fate: [call.waited_seconds(now) for call in read if call.fate is fate] for fate in Fate}
        pure = count_calls(waits[Fate.ANSWERED], waits[Fate.ABANDONED], waits[Fate.WAITING], thresholds)
        assert count_levels(session, [replace(whole, thresholds=thresholds)], now) == [pure]
    elsewhere = replace(whole, since=whole.until, until=whole.until + timedelta(days=1))
    assert count_levels(session, [elsewhere, whole], now) == [Counts(), count_levels(session, [whole], now)[0]]


def test_a_timeline_has_no_gaps_and_what_begins_later_counts_later() -> None:
    def choice(version: int, queue: str, day: int) -> LevelChoice:
        return replace(SHIPPED, version=version, queue=queue, from_day=date(2026, 3, day))

    timeline = LevelTimeline([choice(3, "cards", 20), choice(1, "", 5), choice(2, "cards", 20), choice(4, "", 25)])

    def versions(queue: str) -> list[tuple[int, int, int]]:
        found = timeline.stretches(queue, date(2026, 3, 1), date(2026, 4, 1))
        return [(each.first.day, each.until.day, each.choice.version) for each in found]

    assert versions("loans") == [(1, 5, 0), (5, 25, 1), (25, 1, 4)]
    assert versions("cards") == [(1, 5, 0), (5, 20, 1), (20, 25, 3), (25, 1, 3)]
    assert timeline.has_own("cards", date(2026, 3, 20))
    assert not timeline.has_own("cards", date(2026, 3, 19))
    assert [each.version for each in timeline.of_queue("cards")] == [3, 2]
