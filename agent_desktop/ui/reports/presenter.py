"""Decides on the window of reports: what is asked, what came, and which of it shows. Knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import AboutCell, Figure, LevelDefinitions
from agent_desktop.contract.reports import (
    MOST_DAYS,
    MOST_INTERVAL_DAYS,
    KeptReport,
    KeptReportTable,
    ReportQuery,
    ReportRow,
    ReportSubject,
    ReportSubjectWords,
    ReportTable,
    Span,
    Step,
)

CHOICE_DAYS: Final = 31
"""Agents and teams to narrow by are those who had something to count in so many days."""
INTERVALS: Final = frozenset({Step.MINUTES_15, Step.MINUTES_30})


class Narrow(StrEnum):
    """What a report can be narrowed by; the names are those of the query."""

    QUEUES = "queues"
    TEAMS = "teams"
    AGENTS = "agents"


class Mistake(StrEnum):
    """Why what stands in the fields cannot be asked."""

    DAYS = "days"
    TOO_LONG = "too_long"
    INTERVAL_TOO_LONG = "interval_too_long"


class Rows(StrEnum):
    """Which rows of the table show: each key in each step, each key over the whole time, or each step of all keys."""

    BOTH = "both"
    BY_KEY = "by_key"
    BY_TIME = "by_time"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow by."""

    code: str
    name: LocalText


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands in the fields. `first` and `last` count only for a `span` of one's own days."""

    subject: ReportSubject = ReportSubject.QUEUES
    span: Span = Span.TODAY
    first: date | None = None
    last: date | None = None
    step: Step = Step.WHOLE
    queues: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportsState:
    """Everything the window draws of a report. `subjects` is None until it came. `kept`: the table is this one, as it
    was counted then. `figure` is the one that the chart draws."""

    subjects: tuple[ReportSubjectWords, ...] | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    choices: Mapping[Narrow, tuple[Choice, ...]] = field(default_factory=dict)
    wish: Wish = field(default_factory=Wish)
    mistake: Mistake | None = None
    table: ReportTable | None = None
    kept: KeptReport | None = None
    rows: Rows = Rows.BOTH
    figure: str = ""
    loading: bool = False
    problem: Problem | None = None

    @property
    def own_only(self) -> bool:
        """Whether this person is told of nothing but what is their own."""
        return bool(self.subjects) and all(each.own_only for each in self.subjects or ())

    @property
    def listed(self) -> tuple[ReportRow, ...]:
        """The rows that show."""
        table = self.table
        if table is None:
            return ()
        if table.query.step is Step.WHOLE or self.rows is Rows.BOTH:
            return table.rows
        return table.by_key if self.rows is Rows.BY_KEY else table.by_time


class ReportsServer(Protocol):
    """The part of `client.reports_api.ReportsApi` that is used here."""

    def subjects(self) -> tuple[ReportSubjectWords, ...]: ...

    def figures(self) -> tuple[Figure, ...]: ...

    def table(self, query: ReportQuery) -> ReportTable: ...

    def kept(self, kept_id: UUID) -> KeptReportTable: ...


class LevelsReader(Protocol):
    """Knows the queues."""

    def levels(self) -> LevelDefinitions: ...


class ReportsPresenter(Shows[ReportsState]):
    """An answer to what is no longer asked is let go."""

    def __init__(self, server: ReportsServer, levels: LevelsReader, tasks: Tasks, today: Callable[[], date]) -> None:
        super().__init__(ReportsState())
        self._server, self._levels = server, levels
        self._tasks, self._today = tasks, today
        self._turn = 0
        self._asked: ReportQuery | None = None

    def open(self) -> None:
        """Read what may be asked, then count the first report; where that is known, count again what shows."""
        if self.state.subjects is not None:
            if self.state.kept is None:
                self.count()
            return
        self._show(replace(self.state, loading=True, problem=None))

        def read() -> tuple[tuple[ReportSubjectWords, ...], tuple[Figure, ...]]:
            return self._server.subjects(), self._server.figures()

        def came(found: tuple[tuple[ReportSubjectWords, ...], tuple[Figure, ...]]) -> None:
            subjects, figures = found
            wish = replace(self.state.wish, subject=subjects[0].subject) if subjects else self.state.wish
            known = {each.id: each for each in figures}
            self._show(replace(self.state, subjects=subjects, figures=known, wish=wish, loading=False))
            if subjects:
                self.count()
                self._read_choices(subjects)

        self._tasks.run(read, came, self._failed(self._turn))

    def wish(self, wish: Wish) -> None:
        """Take what stands in the fields, and count it where it can be asked."""
        before = self.state.wish
        if wish == before:
            return
        if wish.subject is not before.subject:
            wish = replace(wish, queues=(), teams=(), agents=())
        if wish.span is Span.GIVEN and before.span is not Span.GIVEN and wish.first is None:
            wish = replace(wish, first=self._today(), last=self._today())
        self._show(replace(self.state, wish=wish))
        self.count()

    def ask(self, query: ReportQuery) -> None:
        """Count a saved report: its question goes into the fields."""
        wish = Wish(
            subject=query.subject,
            span=query.span,
            first=query.first,
            last=query.last,
            step=query.step,
            queues=query.queues,
            teams=query.teams,
            agents=tuple(str(each) for each in query.agents),
        )
        self._show(replace(self.state, wish=wish))
        self._count(query)

    def query(self) -> ReportQuery | None:
        """Return the question that stands in the fields; None where it is none."""
        if mistake_of(self.state.wish) is not None:
            return None
        wish, before = self.state.wish, self._asked
        is_own = wish.span is Span.GIVEN
        asked = ReportQuery(
            subject=wish.subject,
            step=wish.step,
            span=wish.span,
            first=wish.first if is_own else None,
            last=wish.last if is_own else None,
            queues=wish.queues,
            teams=wish.teams,
            agents=tuple(UUID(each) for each in wish.agents),
        )
        if before is not None and before.subject is asked.subject:
            # What a saved report asks beside the fields goes on being asked.
            beside = {"figures": before.figures, "keys": before.keys, "window_days": before.window_days}
            asked = asked.model_copy(update=beside)
        return asked

    def count(self) -> None:
        """Count what stands in the fields, anew; where it is not known yet what may be asked, that is read first."""
        if self.state.subjects is None:
            self.open()
            return
        mistake = mistake_of(self.state.wish)
        query = self.query()
        if query is None:
            self._turn += 1
            self._show(replace(self.state, mistake=mistake, loading=False))
        else:
            self._count(query)

    def open_kept(self, kept_id: UUID) -> None:
        """Show a kept report as it was counted."""
        self._turn += 1
        turn = self._turn
        self._show(replace(self.state, loading=True, table=None, kept=None, problem=None, mistake=None))

        def came(found: KeptReportTable) -> None:
            if turn == self._turn:
                self._take(found.table, found.kept)

        self._tasks.run(lambda: self._server.kept(kept_id), came, self._failed(turn))

    def show_rows(self, rows: Rows) -> None:
        """Show other rows of the same table."""
        self._show(replace(self.state, rows=rows))

    def draw_figure(self, figure: str) -> None:
        """Draw this figure in the chart."""
        table = self.state.table
        if table is not None and any(each.figure == figure for each in table.columns):
            self._show(replace(self.state, figure=figure))

    def _count(self, query: ReportQuery) -> None:
        self._turn += 1
        turn, self._asked = self._turn, query
        self._show(replace(self.state, loading=True, table=None, kept=None, problem=None, mistake=None))

        def came(table: ReportTable) -> None:
            if turn == self._turn:
                self._take(table, None)

        self._tasks.run(lambda: self._server.table(query), came, self._failed(turn))

    def _take(self, table: ReportTable, kept: KeptReport | None) -> None:
        figures = tuple(each.figure for each in table.columns)
        figure = self.state.figure if self.state.figure in figures else (figures[0] if figures else "")
        self._show(replace(self.state, table=table, kept=kept, figure=figure, loading=False, problem=None))

    def _failed(self, turn: int) -> Callable[[ClientError], None]:
        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, loading=False, problem=error.problem))

        return failed

    def _read_choices(self, subjects: tuple[ReportSubjectWords, ...]) -> None:
        """Learn whom to narrow by. Where that cannot be read there is only nothing to choose: the report is whole."""
        if self.state.own_only:
            return
        until = self._today()
        since = until - timedelta(days=CHOICE_DAYS - 1)
        for words in subjects:
            if words.subject is ReportSubject.QUEUES:
                self._tasks.run(self._levels.levels, self._queues_came, _nothing)
            elif words.subject in (ReportSubject.AGENTS, ReportSubject.TEAMS):
                query = ReportQuery(subject=words.subject, first=since, last=until, figures=words.figures[:1])
                narrow = Narrow(words.subject.value)

                def came(table: ReportTable, narrow: Narrow = narrow) -> None:
                    choices = tuple(Choice(each.key, each.name) for each in table.rows if each.key)
                    self._take_choices(narrow, choices)

                self._tasks.run(partial(self._server.table, query), came, _nothing)

    def _queues_came(self, levels: LevelDefinitions) -> None:
        self._take_choices(Narrow.QUEUES, tuple(Choice(each.queue, each.name) for each in levels.queues))

    def _take_choices(self, narrow: Narrow, choices: tuple[Choice, ...]) -> None:
        self._show(replace(self.state, choices={**self.state.choices, narrow: choices}))


def mistake_of(wish: Wish) -> Mistake | None:
    """Say why a wish cannot be asked; None where it can."""
    if wish.span is not Span.GIVEN:
        return None
    if wish.first is None or wish.last is None or wish.last < wish.first:
        return Mistake.DAYS
    days = (wish.last - wish.first).days + 1
    if wish.step in INTERVALS and days > MOST_INTERVAL_DAYS:
        return Mistake.INTERVAL_TOO_LONG
    return Mistake.TOO_LONG if days > MOST_DAYS else None


def about_cell(table: ReportTable, row: ReportRow, figure: str) -> AboutCell:
    """Return what to ask about a cell: on the days that the table is of, also when these are yesterday's tomorrow."""
    query = table.query.model_copy(update={"span": Span.GIVEN, "first": table.first, "last": table.last})
    return AboutCell(query=query, figure=figure, key=row.key, start_at=row.start_at)


def _nothing(_error: ClientError) -> None:
    pass
