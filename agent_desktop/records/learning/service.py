"""What complaints teach, as one report of one moment, and what is done about it. Nothing here commits."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.learning import (
    Effect,
    LearningQuery,
    LearningReport,
    ParetoBar,
    Period,
    Prevention,
    PreventionEffect,
    PreventionState,
    RepeatGroup,
    SatisfactionLine,
    SavePrevention,
    TeamTimeliness,
    TrendPoint,
)
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.learning.counting import (
    LEAST_DAYS,
    MOST_DAYS,
    MOST_WITHOUT_CAUSE,
    chance_percent,
    effect_of,
)
from agent_desktop.records.learning.errors import PreventionRefusedError
from agent_desktop.records.learning.models import PreventionRow
from agent_desktop.records.learning.repository import LearningRepository, PreventionRepository, midnight, reach_of

_CENT: Final = Decimal("0.01")
_TENTH: Final = Decimal("0.1")


def report_of(
    session: Session, query: LearningQuery, book: ComplaintBook, options: ProfileOptions, *, at: datetime
) -> LearningReport:
    """Return what the complaints of these days teach."""
    zone = options.zone
    since, before = midnight(query.first, zone), midnight(query.last + timedelta(days=1), zone)
    asked = LearningRepository(session, reach_of(query, since, before, at=at, zone=zone))
    totals = asked.totals()
    total = int(totals["total"])
    return LearningReport(
        asked=query,
        as_of=at,
        total=total,
        without_cause=totals["without_cause"],
        causes=tuple(_pareto(asked, book, options, total - int(totals["without_cause"]))),
        trend=tuple(_trend(asked, query, options.day_of(at))),
        repeats=tuple(
            RepeatGroup(
                category=row["category"],
                name=book.category_name(row["category"]),
                people=row["people"],
                complaints=row["complaints"],
            )
            for row in asked.repeats()
        ),
        repeat_complaints=totals["repeats"],
        repeat_percent=_percent(int(totals["repeats"]), total),
        teams=tuple(
            TeamTimeliness(
                team=row["team"],
                registered=row["registered"],
                answered=row["answered"],
                on_time=row["on_time"],
                late=row["late"],
                open_late=row["open_late"],
                on_time_percent=_percent(row["on_time"], row["on_time"] + row["late"] + row["open_late"]),
                median_days=None if row["median_days"] is None else _tenth(Decimal(str(row["median_days"]))),
            )
            for row in asked.teams()
        ),
        satisfaction=tuple(SatisfactionLine.model_validate(dict(row)) for row in asked.satisfaction()),
        base_currency=options.base_currency,
    )


def preventions_of(
    session: Session, book: ComplaintBook, options: ProfileOptions, names: Mapping[UUID, str], *, at: datetime
) -> tuple[Prevention, ...]:
    """Return all preventions, with what became of the numbers."""
    return tuple(
        shown_prevention(session, row, book, options, names, at=at) for row in PreventionRepository(session).list_all()
    )


def save_prevention(
    session: Session,
    prevention_id: UUID,
    command: SavePrevention,
    *,
    book: ComplaintBook,
    owners: Collection[UUID],
    today: date,
    by: UUID,
    at: datetime,
) -> PreventionRow:
    """Keep a new prevention, or what one is to be now.

    Raises:
        PreventionRefusedError: It makes no sense as it is.
        PreventionNotFoundError, StaleVersionError: There is none, or somebody changed it since.
    """
    _check(command, book, owners, today)
    repository = PreventionRepository(session)
    if command.seen_version:
        row = repository.lock(prevention_id, command.seen_version)
        row.version += 1
    else:
        known = repository.find_locked(prevention_id)
        if known is not None:
            raise StaleVersionError(current_version=known.version)
        row = PreventionRow(prevention_id=prevention_id, version=1, created_at=at, created_by=by)
    row.root_cause, row.category, row.action = command.root_cause, command.category, command.action
    row.owner_id, row.due_on, row.state = command.owner_id, command.due_on, command.state
    row.done_on = command.done_on if command.state is PreventionState.DONE else None
    row.dropped_why = command.dropped_why if command.state is PreventionState.DROPPED else ""
    row.changed_at, row.changed_by = at, by
    repository.add(row)
    record_change(
        session,
        at=at,
        by=by,
        what="prevention.saved",
        record_kind="prevention",
        record_id=prevention_id,
        detail={"root_cause": row.root_cause, "state": row.state.value, "version": row.version},
    )
    return row


def shown_prevention(
    session: Session,
    row: PreventionRow,
    book: ComplaintBook,
    options: ProfileOptions,
    names: Mapping[UUID, str],
    *,
    at: datetime,
) -> Prevention:
    """Return a prevention as a desktop shows it."""
    today = options.day_of(at)
    return Prevention(
        prevention_id=row.prevention_id,
        version=row.version,
        root_cause=row.root_cause,
        root_cause_name=_cause_name(book, row.root_cause),
        category=row.category,
        action=row.action,
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id, ""),
        due_on=row.due_on,
        state=row.state,
        done_on=row.done_on,
        dropped_why=row.dropped_why,
        effect=effect_since(session, row, options, today),
        created_at=row.created_at,
        changed_at=row.changed_at,
        is_overdue=row.state is PreventionState.PLANNED and row.due_on < today,
    )


def effect_since(session: Session, row: PreventionRow, options: ProfileOptions, today: date) -> PreventionEffect:
    """Compare as many days before a prevention was done and after. `today` is not over, and counts for neither."""
    if row.done_on is None:
        return PreventionEffect(effect=Effect.NOT_YET)
    days = min(MOST_DAYS, (today - row.done_on).days)
    if days <= 0:
        return PreventionEffect(effect=Effect.NOT_YET)
    since, on, before = (midnight(row.done_on + timedelta(days=each), options.zone) for each in (-days, 0, days))
    found = PreventionRepository(session).count_around(row, since, on, before)
    counted = {"days": days, "before": found["before"], "after": found["after"]}
    unknown = found["without_cause"] > MOST_WITHOUT_CAUSE * found["all_after"]
    if days < LEAST_DAYS or unknown:
        return PreventionEffect(effect=Effect.NOT_YET, without_cause=found["without_cause"], **counted)
    return PreventionEffect(
        effect=effect_of(found["before"], found["after"]),
        without_cause=found["without_cause"],
        chance_percent=chance_percent(found["before"], found["after"]),
        **counted,
    )


def _check(command: SavePrevention, book: ComplaintBook, owners: Collection[UUID], today: date) -> None:
    done, dropped = command.state is PreventionState.DONE, command.state is PreventionState.DROPPED
    problem = ""
    if command.root_cause not in book.root_causes:
        problem = "cause_unknown"
    elif command.owner_id not in owners:
        problem = "owner_unknown"
    elif done and command.done_on is None:
        problem = "done_day_missing"
    elif done and command.done_on is not None and command.done_on > today:
        problem = "done_day_ahead"
    elif dropped and not command.dropped_why.strip():
        problem = "why_missing"
    if problem:
        raise PreventionRefusedError(problem=problem)


def _pareto(asked: LearningRepository, book: ComplaintBook, options: ProfileOptions, known: int) -> Iterator[ParetoBar]:
    given: dict[str, Decimal | None] = {}
    for row in asked.redress():
        amount = options.in_base(row["amount"], row["currency"])
        before = given.get(row["code"], Decimal(0))
        given[row["code"]] = None if amount is None or before is None else before + amount
    so_far = 0
    for row in asked.causes():
        so_far += row["count"]
        redress = given.get(row["code"], Decimal(0))
        yield ParetoBar(
            code=row["code"],
            name=_cause_name(book, row["code"]),
            count=row["count"],
            percent=_percent(row["count"], known) or Decimal(0),
            cumulative_percent=_percent(so_far, known) or Decimal(0),
            redress=None if redress is None else redress.quantize(_CENT, rounding=ROUND_HALF_UP),
        )


def _trend(asked: LearningRepository, query: LearningQuery, today: date) -> Iterator[TrendPoint]:
    """Yield every period, also those in which nothing came."""
    registered = {row["start"]: row for row in asked.trend()}
    closed = {row["start"]: row["closed"] for row in asked.closed()}
    start = _start(query.first, query.by)
    while start <= query.last:
        following = _next(start, query.by)
        row = registered.get(start)
        yield TrendPoint(
            start=start,
            registered=row["registered"] if row is not None else 0,
            closed=closed.get(start, 0),
            answered_late=row["answered_late"] if row is not None else 0,
            repeats=row["repeats"] if row is not None else 0,
            partial=start < query.first or following > query.last + timedelta(days=1) or following > today,
        )
        start = following


def _start(day: date, by: Period) -> date:
    return day.replace(day=1) if by is Period.MONTH else day - timedelta(days=day.weekday())


def _next(start: date, by: Period) -> date:
    if by is Period.WEEK:
        return start + timedelta(days=7)
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1)


def _cause_name(book: ComplaintBook, code: str) -> LocalText:
    found = book.root_causes.get(code)
    return found.name if found is not None else {"en": code, "zh": code}


def _percent(part: int, whole: int) -> Decimal | None:
    return _tenth(Decimal(part * 100) / Decimal(whole)) if whole else None


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(_TENTH, rounding=ROUND_HALF_UP)
