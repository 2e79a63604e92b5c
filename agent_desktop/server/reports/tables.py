"""Counts a report into a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import FigureUnit
from agent_desktop.contract.reports import (
    Cell,
    CountedBy,
    ReportColumn,
    ReportQuery,
    ReportRow,
    ReportSubject,
    ReportTable,
    Step,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.figures.periods import ReportTime, time_of
from agent_desktop.records.figures.repository import LevelRepository
from agent_desktop.records.reports.errors import ReportRefusedError
from agent_desktop.server.figures.catalogue import SUBJECTS
from agent_desktop.server.figures.counting import Measures, Sums, count_facts
from agent_desktop.server.figures.queues import LEVEL
from agent_desktop.server.figures.service_levels import RuledBy, level_rules
from agent_desktop.server.figures.shapes import Asked, Facts, FigureRule
from agent_desktop.server.reports.book import ALL, NOBODY, ReportBook
from agent_desktop.server.reports.reach import Reach, reach_of
from telephony.statistics.repository import StatisticsRepository

_DIGITS: Final = 4
Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report that may be counted: what, when, by which definitions, for whom."""

    query: ReportQuery
    facts: Facts
    time: ReportTime
    asked: Asked
    ruled: Sequence[RuledBy]
    reach: Reach
    columns: Sequence[FigureRule]


def prepare(session: Session, book: ReportBook, person: Person, query: ReportQuery, at: datetime) -> Prepared:
    """See whether a report can be counted for a person.

    Raises:
        ReportRefusedError: The subject is not for them, or there is no such figure.
    """
    reach, facts = reach_of(session, person, query.subject), SUBJECTS[query.subject]
    time = time_of(query, book.today(at), book.zone, book.is_worked)
    queues = _both(reach.queues, query.queues)
    agents = _both(reach.agents, query.agents)
    ruled: list[RuledBy] = []
    if query.subject is ReportSubject.QUEUES:
        codes = [code for code, _ in StatisticsRepository(session).list_queues()]
        wanted = [
            code for code in codes if (queues is None or code in queues) and (not query.keys or code in query.keys)
        ]
        ruled = level_rules(LevelRepository(session).timeline(), wanted, time.since, time.until, book.zone)
    asked = Asked(
        since=time.since,
        until=time.until,
        now=at,
        starts=time.starts,
        zone=book.zone,
        rules=[each.rule for each in ruled],
        queues=queues,
        agents=agents,
        teams=query.teams or None,
        keys=query.keys or None,
        promises=sorted(book.promises(session)),
        window_days=query.window_days,
        rates=book.rates(),
    )
    return Prepared(query, facts, time, asked, ruled, reach, _columns(facts, query.figures))


def count_table(session: Session, book: ReportBook, person: Person, query: ReportQuery, at: datetime) -> ReportTable:
    """Count a report.

    Raises:
        ReportRefusedError: The subject is not for this person, there is no such figure, or there are too many rows.
    """
    return table_of(session, book, prepare(session, book, person, query, at))


def head_of(session: Session, book: ReportBook, prepared: Prepared) -> ReportTable:
    """Return a table with its columns and definitions, in which nothing was counted yet."""
    return _table(session, book, prepared, Sums({}, {}, {}, {}))


def table_of(session: Session, book: ReportBook, prepared: Prepared) -> ReportTable:
    """Count what was prepared."""
    return _table(session, book, prepared, count_facts(session, prepared.facts, prepared.asked))


def _table(session: Session, book: ReportBook, prepared: Prepared, sums: Sums) -> ReportTable:
    query, facts, time, asked = prepared.query, prepared.facts, prepared.time, prepared.asked
    # A queue that had no call is a row all the same: that nobody called is a figure too.
    keys = {*sums.by_key, *(each.rule.queue for each in prepared.ruled)}
    names = book.names(session, query.subject, keys)
    in_steps = query.step is not Step.WHOLE
    rows = _Rows(prepared)
    by_key = [rows.row(key, name, None, sums.by_key.get(key, {})) for key, name in names.items()]
    both = [
        rows.row(key, name, step, sums.by_both[key, step])
        for step in range(len(time.starts))
        for key, name in names.items()
        if (key, step) in sums.by_both
    ]
    return ReportTable(
        query=query,
        subject=query.subject,
        title=facts.name,
        key_name=facts.key_name,
        since_at=time.since,
        until_at=time.until,
        first=time.first,
        last=time.last,
        as_of=asked.now,
        zone=str(book.zone),
        currency=book.options.base_currency,
        columns=tuple(
            ReportColumn(
                figure=each.figure.id,
                name=each.figure.name,
                unit=each.figure.unit.value,
                level=_one_level(prepared.ruled) if each.figure.id == LEVEL else "",
            )
            for each in prepared.columns
        ),
        rows=tuple(both if in_steps else by_key),
        by_key=tuple(by_key) if in_steps else (),
        by_time=tuple(rows.row(None, ALL, step, sums.by_step.get(step, {})) for step in range(len(time.starts)))
        if in_steps
        else (),
        total=rows.row(None, ALL, None, sums.total),
        own_only=prepared.reach.own_only,
        definitions=tuple(counted_by(each) for each in _choices(prepared.ruled)),
    )


class _Rows:
    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared

    def row(self, key: str | None, name: LocalText, step: int | None, measures: Measures) -> ReportRow:
        time, now = self._prepared.time, self._prepared.asked.now
        since = time.since if step is None else time.starts[step]
        until = time.until if step is None else time.ends(step)
        return ReportRow(
            key=key,
            name=NOBODY if key == "" and self._prepared.query.subject is ReportSubject.AGENTS else name,
            start_at=None if step is None else since,
            until_at=None if step is None else until,
            values=tuple(cell(rule, measures) for rule in self._prepared.columns),
            levels=tuple(
                sorted(
                    {
                        each.choice.version
                        for each in self._prepared.ruled
                        if key in (None, each.rule.queue) and each.rule.since < until and each.rule.until > since
                    }
                )
            ),
            partial=until > now,
        )


def cell(rule: FigureRule, measures: Measures) -> Cell:
    """Return what stands in a table: of nothing a count is none, and every other figure is not known."""
    value = rule.value(measures)
    if value is None:
        return 0.0 if rule.figure.unit is FigureUnit.COUNT else None
    return round(value, _DIGITS)


def counted_by(ruled: RuledBy) -> CountedBy:
    """Return a definition as a table names it."""
    choice = ruled.choice
    return CountedBy(
        version=choice.version,
        queue=choice.queue,
        variant=choice.variant.value,
        answer_seconds=choice.answer_seconds,
        short_seconds=choice.short_seconds,
        target_percent=choice.target_percent,
    )


def _choices(ruled: Sequence[RuledBy]) -> Sequence[RuledBy]:
    found: Mapping[int, RuledBy] = {each.choice.version: each for each in ruled}
    return [found[version] for version in sorted(found)]


def _one_level(ruled: Sequence[RuledBy]) -> str:
    variants = {each.choice.variant.value for each in ruled}
    return variants.pop() if len(variants) == 1 else ""


def _columns(facts: Facts, wanted: Sequence[str]) -> Sequence[FigureRule]:
    known = {rule.figure.id: rule for rule in facts.figures}
    for figure in wanted:
        if figure not in known:
            raise ReportRefusedError(problem="figure_unknown", figure=figure)
    shown = [rule for rule in facts.figures if not rule.figure.id.startswith("queue.level_")]
    return [known[figure] for figure in dict.fromkeys(wanted)] or shown


def _both(reach: Sequence[Each] | None, wanted: Sequence[Each]) -> Sequence[Each] | None:
    """Return what is wanted of what is in reach."""
    if not wanted:
        return reach
    return list(wanted) if reach is None else [each for each in wanted if each in reach]
