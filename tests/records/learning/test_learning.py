"""What complaints teach: counted by the server as by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import yaml
from pydantic import ValidationError
from sqlalchemy.orm import Session

from agent_desktop.contract.learning import (
    Effect,
    LearningQuery,
    LearningReport,
    Period,
    PreventionState,
    SavePrevention,
)
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.schema import ComplaintPlan
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.learning.counting import chance_percent, effect_of
from agent_desktop.records.learning.errors import PreventionNotFoundError, PreventionRefusedError
from agent_desktop.records.learning.models import PreventionRow
from agent_desktop.records.learning.service import effect_since, report_of, save_prevention, shown_prevention
from agent_desktop.settings import resources_folder
from tests.records.learning.filed import NOW, Files, half_a_year

ZONE = ZoneInfo("Asia/Hong_Kong")
OPTIONS = ProfileOptions("HKD", {"CNY": Decimal("1.1")}, ZONE)
BOOK = ComplaintBook(
    ComplaintPlan.model_validate(yaml.safe_load((resources_folder() / "complaints" / "main.yaml").read_text("utf-8")))
)
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
OWNER, BY = UUID(int=5), UUID(int=6)


def report(session: Session, **narrowed: Any) -> LearningReport:
    asked = LearningQuery(**({"first": FIRST, "last": LAST} | narrowed))
    return report_of(session, asked, BOOK, OPTIONS, at=NOW)


def by_hand(session: Session, query: str) -> list[tuple[Any, ...]]:
    counted = "kind = 'complaint' AND state NOT IN ('joined', 'undone')"
    days = "(registered_at AT TIME ZONE 'Asia/Hong_Kong')::date BETWEEN '2026-01-01' AND '2026-06-30'"
    rows = session.execute(sa.text(query.replace("COUNTED", counted).replace("DAYS", days)))
    return [tuple(row) for row in rows]


def test_root_causes_are_those_that_a_query_by_hand_counts(session: Session) -> None:
    half_a_year(session)
    found = report(session)

    counted = by_hand(
        session,
        "SELECT root_cause, count(*) FROM complaints WHERE COUNTED AND DAYS AND root_cause <> '' GROUP BY 1"
        " ORDER BY 2 DESC, 1",
    )
    assert [(bar.code, bar.count) for bar in found.causes] == counted
    known = sum(count for _, count in counted)
    assert found.total - found.without_cause == known
    assert found.causes[-1].cumulative_percent == 100
    assert found.causes[0].percent == (Decimal(counted[0][1] * 100) / known).quantize(Decimal("0.1"))
    assert found.causes[0].name == BOOK.root_causes[counted[0][0]].name
    narrow = report(session, region="cn", category="cards", team="Cards")
    assert [(narrow.total,)] == by_hand(
        session,
        "SELECT count(*) FROM complaints WHERE COUNTED AND DAYS AND region = 'cn' AND team = 'Cards'"
        " AND category_code LIKE 'cards.%'",
    )


def test_the_trend_has_every_period_with_what_was_registered_closed_late_and_again(session: Session) -> None:
    half_a_year(session)

    for by in Period:
        found = report(session, by=by)
        registered = dict(
            by_hand(
                session,
                f"SELECT date_trunc('{by.value}', registered_at AT TIME ZONE 'Asia/Hong_Kong')::date, count(*)"
                " FROM complaints WHERE COUNTED AND DAYS GROUP BY 1",
            )
        )
        assert {point.start: point.registered for point in found.trend if point.registered} == registered
        closed = by_hand(
            session,
            "SELECT count(*) FROM complaints WHERE COUNTED"
            " AND (closed_at AT TIME ZONE 'Asia/Hong_Kong')::date BETWEEN '2026-01-01' AND '2026-06-30'",
        )
        assert [(sum(point.closed for point in found.trend),)] == closed
        late = by_hand(
            session,
            "SELECT count(DISTINCT c.complaint_id) FROM complaints c JOIN complaint_clocks k USING (complaint_id)"
            " WHERE kind = 'complaint' AND c.state <> 'undone' AND DAYS AND k.\"limit\" = 'answer'"
            " AND (k.ended_at > k.due_at OR (k.ended_at IS NULL AND k.due_at < '2026-06-30 04:00+00'))",
        )
        assert [(sum(point.answered_late for point in found.trend),)] == late
    months = report(session).trend
    assert [point.start for point in months] == [date(2026, month, 1) for month in range(1, 7)]
    assert [point.partial for point in months] == [False] * 5 + [True]  # June is not over
    weeks = report(session, by=Period.WEEK).trend
    assert weeks[0].start == date(2025, 12, 29)
    assert weeks[0].partial
    assert not weeks[1].partial


def test_what_came_again_within_90_days_is_counted_by_category_and_person(session: Session) -> None:
    half_a_year(session)
    found = report(session)

    again = by_hand(
        session,
        """
        SELECT c.category_code, count(DISTINCT c.customer_id), count(*) FROM complaints c
        JOIN complaints e ON e.complaint_id = c.repeat_of
        WHERE c.kind = 'complaint' AND c.state <> 'undone'
        AND (c.registered_at AT TIME ZONE 'Asia/Hong_Kong')::date BETWEEN '2026-01-01' AND '2026-06-30'
        AND extract(epoch FROM c.registered_at - coalesce(e.closed_at, e.registered_at)) <= 90 * 86400
        GROUP BY 1 ORDER BY 3 DESC, 1
        """,
    )
    assert [(group.category, group.people, group.complaints) for group in found.repeats] == again
    assert found.repeat_complaints == sum(count for *_, count in again) == sum(each.repeats for each in found.trend)
    assert found.repeat_complaints > 10


def test_each_team_is_on_time_or_late_by_the_dates_it_had(session: Session) -> None:
    files, at = Files(session), datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    files.complaint(at, answer_days=3, due_days=15)
    files.complaint(at, answer_days=5, due_days=15)
    late = files.complaint(at, answer_days=10, due_days=15)
    files.clock(late, at, 8, at + timedelta(days=10))  # a second rule, of which it was late
    files.complaint(at, due_days=15)  # open, and its date is past
    files.complaint(NOW - timedelta(days=1), due_days=15)  # open, in time
    files.complaint(at, answer_days=4)  # no clock: answered, and neither on time nor late
    files.complaint(at, answer_days=1, due_days=15, team="Service")
    files.complaint(at, answer_days=1, due_days=15, kind="praise")

    cards, service = report(session).teams

    assert (cards.team, cards.registered, cards.answered) == ("Cards", 6, 4)
    assert (cards.on_time, cards.late, cards.open_late) == (2, 1, 1)
    assert cards.on_time_percent == Decimal("50.0")
    assert cards.median_days == Decimal("4.5")  # of 3, 5, 10 and 4 days
    assert (service.on_time, service.on_time_percent) == (1, Decimal("100.0"))


def test_redress_and_satisfaction_are_added_up_where_they_are_known(session: Session) -> None:
    files, at, customer = Files(session), datetime(2026, 3, 2, 1, 0, tzinfo=UTC), None
    customer = files.customer()
    one = files.complaint(at, cause="process_slow", answer_days=3, customer_id=customer)
    two = files.complaint(at, cause="people_manner", answer_days=3, customer_id=customer)
    give = sa.text("""
        INSERT INTO complaint_redress (redress_id, complaint_id, kind, state, amount, currency, reason, proposed_by,
            proposed_at, decided_by, decided_at)
        VALUES (:id, :one, 'refund', :state, :amount, :currency, 'x', :id, :at, :id, :at)
    """)
    for complaint, state, amount, currency in (
        (one, "paid", 100, "HKD"),
        (one, "approved", 10, "CNY"),
        (one, "refused", 999, "HKD"),
        (two, "paid", 5, "USD"),
    ):
        session.execute(
            give, {"id": uuid4(), "one": complaint, "state": state, "amount": amount, "currency": currency, "at": at}
        )
    survey = sa.text("""
        INSERT INTO surveys (survey_id, form, form_name, record_kind, record_id, customer_id, way, language, state,
            asked_at, ends_at, ended_at)
        VALUES (:id, 'f', '{}', 'complaint', :one, :customer, 'phone', 'en', :state, :at, :at, :ended)
    """)
    answered = uuid4()
    values = {"customer": customer, "at": at}
    session.execute(survey, {"id": answered, "one": one, "state": "answered", "ended": at, **values})
    session.execute(survey, {"id": uuid4(), "one": two, "state": "asked", "ended": None, **values})
    session.execute(
        sa.text("INSERT INTO survey_scores VALUES (:id, 'a', 0, 4, 5), (:id, 'b', 1, 3, NULL)"), {"id": answered}
    )

    found = report(session)

    assert {bar.code: bar.redress for bar in found.causes} == {"process_slow": Decimal("111.00"), "people_manner": None}
    (team,) = found.satisfaction
    assert (team.closed, team.asked, team.answered) == (2, 2, 1)
    assert (team.perceived, team.expected, team.gap) == (Decimal("3.50"), Decimal("5.00"), Decimal("-1.00"))


@pytest.mark.parametrize(
    ("before", "after", "percent", "effect"),
    [
        (10, 2, "3.86", Effect.FELL),  # 2 * (C(12,0) + C(12,1) + C(12,2)) / 2**12
        (2, 10, "3.86", Effect.ROSE),
        (9, 2, "6.54", Effect.SAME),  # 2 * (1 + 11 + 55) / 2**11
        (5, 0, "6.25", Effect.SAME),
        (6, 0, "3.13", Effect.FELL),
        (3, 3, "100", Effect.SAME),
        (0, 0, "100", Effect.SAME),
        (1500, 1300, "0.02", Effect.FELL),
    ],
)
def test_numbers_fell_where_chance_alone_hardly_does_that(
    before: int, after: int, percent: str, effect: Effect
) -> None:
    assert chance_percent(before, after) == Decimal(percent)
    assert effect_of(before, after) is effect


def prevention(session: Session, **changed: Any) -> PreventionRow:
    given: dict[str, Any] = {
        "command_id": uuid4(), "seen_version": 0, "root_cause": "process_slow", "action": "Two people a shift more",
        "owner_id": OWNER, "due_on": date(2026, 5, 1),
    } | changed  # fmt: skip
    prevention_id = given.pop("prevention_id", None) or uuid4()
    return save_prevention(
        session,
        prevention_id,
        SavePrevention(**given),
        book=BOOK,
        owners={OWNER},
        today=date(2026, 6, 30),
        by=BY,
        at=NOW,
    )


def test_whether_a_prevention_helped_is_counted_and_never_typed(session: Session) -> None:
    files, done = Files(session), datetime(2026, 5, 1, tzinfo=ZONE)
    for day in range(-40, 0, 4):
        files.complaint(done + timedelta(days=day, hours=3), cause="process_slow")
    for day in (5, 50):
        files.complaint(done + timedelta(days=day, hours=3), cause="process_slow")
    files.complaint(done - timedelta(days=61), cause="process_slow")  # longer before than since
    files.complaint(NOW, cause="process_slow")  # today is not over
    files.complaint(done + timedelta(days=7), cause="system_fault")
    row = prevention(session, state=PreventionState.DONE, done_on=date(2026, 5, 1))

    found = effect_since(session, row, OPTIONS, date(2026, 6, 30))

    assert (found.effect, found.days, found.before, found.after) == (Effect.FELL, 60, 10, 2)
    assert found.chance_percent == Decimal("3.86")
    assert effect_since(session, row, OPTIONS, date(2026, 5, 14)).effect is Effect.NOT_YET
    assert effect_since(session, row, OPTIONS, date(2026, 5, 1)).days == 0
    elsewhere = prevention(session, state=PreventionState.DONE, done_on=date(2026, 5, 1), category="wealth")
    assert effect_since(session, elsewhere, OPTIONS, date(2026, 6, 30)).before == 0
    files.complaint(done + timedelta(days=9))  # nobody knows yet why this one came
    doubtful = effect_since(session, row, OPTIONS, date(2026, 6, 30))
    assert (doubtful.effect, doubtful.without_cause) == (Effect.NOT_YET, 1)


def test_a_prevention_is_changed_by_who_saw_it_as_it_is_and_makes_sense(session: Session) -> None:
    row = prevention(session)
    shown = shown_prevention(session, row, BOOK, OPTIONS, {OWNER: "Ivy"}, at=NOW)
    assert (shown.owner_name, shown.is_overdue, shown.effect.effect) == ("Ivy", True, Effect.NOT_YET)
    changed = prevention(
        session, prevention_id=row.prevention_id, seen_version=1, state=PreventionState.DROPPED, dropped_why="No money"
    )
    assert (changed.version, changed.dropped_why) == (2, "No money")
    for seen in (1, 0):
        with pytest.raises(StaleVersionError):
            prevention(session, prevention_id=row.prevention_id, seen_version=seen)
    with pytest.raises(PreventionNotFoundError):
        prevention(session, seen_version=3)
    for wrong, problem in (
        ({"root_cause": "luck"}, "cause_unknown"),
        ({"owner_id": uuid4()}, "owner_unknown"),
        ({"state": PreventionState.DONE}, "done_day_missing"),
        ({"state": PreventionState.DONE, "done_on": date(2026, 7, 1)}, "done_day_ahead"),
        ({"state": PreventionState.DROPPED, "dropped_why": " "}, "why_missing"),
    ):
        with pytest.raises(PreventionRefusedError) as refused:
            prevention(session, **wrong)
        assert refused.value.details == {"problem": problem}
    for first, last in ((LAST, FIRST), (date(2020, 1, 1), LAST)):
        with pytest.raises(ValidationError):
            LearningQuery(first=first, last=last)
