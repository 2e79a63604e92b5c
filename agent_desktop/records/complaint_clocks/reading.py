"""What desktops ask of clocks: those of a complaint, those that one would have, the rules, a year of a calendar."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import (
    CalendarDay,
    CalendarYear,
    Clock,
    ClockRules,
    ClockState,
    CodeName,
    ComplaintClocks,
    PreviewClocks,
    RuleSet,
)
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.book import BoundRule, RuleBook
from agent_desktop.records.complaint_clocks.case import Case
from agent_desktop.records.complaint_clocks.errors import CalendarUnknownError, ClockNotFoundError
from agent_desktop.records.complaint_clocks.facts import ComplaintFacts, People
from agent_desktop.records.complaint_clocks.following import RECEIVED, REGISTERED, Happening, follow
from agent_desktop.records.complaint_clocks.models import ComplaintExtensionRow
from agent_desktop.records.complaint_clocks.repository import ClockRepository, ExtensionRepository
from agent_desktop.records.complaint_clocks.shown import ExtensionSeen, Kept, clock_shown, rail_order, rule_shown

_NOBODY: Final = UUID(int=0)
_ENDS: Final = frozenset({ComplaintState.CLOSED, ComplaintState.JOINED, ComplaintState.UNDONE})


class ClockReader:
    """Reads clocks by one book of rules."""

    def __init__(self, book: RuleBook, calendars: Calendars, people: People, *, region: str = "") -> None:
        """Keep what it reads by. `region` is that of complaints whose region nobody has said: as they are recorded."""
        self._book = book
        self._region = region or book.region
        self._calendars = calendars
        self._people = people

    def clocks(self, session: Session, complaint_id: UUID, at: datetime) -> ComplaintClocks:
        """Return the clocks of a complaint in the order of the rail. What still waits is left out once the complaint
        has ended. Whether whoever asks may see it was asked before.

        Raises:
            ClockNotFoundError: There is no such complaint.
        """
        facts = ClockRepository(session).find_facts(complaint_id)
        if facts is None:
            raise ClockNotFoundError(complaint_id)
        case = Case(session, self._book, self._calendars, complaint_id)
        extensions = ExtensionRepository(session).list_of(complaint_id)
        names = self._people.names(session, _people_in(extensions))
        shown = [
            clock_shown(
                each.bound,
                each.followed,
                each.calendar,
                self._book.marks,
                at,
                Kept(
                    each.row.clock_id,
                    each.row.version,
                    case.told().get((each.row.clock_id, each.followed.stage), {}),
                    tuple(_seen(row, names) for row in extensions if row.clock_id == each.row.clock_id),
                ),
            )
            for each in case.live(at)
        ]
        if facts.state in _ENDS:
            shown = [each for each in shown if each.state is not ClockState.WAITING]
        return self._answer(facts, shown, at, complaint_id)

    def preview(self, wanted: PreviewClocks, at: datetime) -> ComplaintClocks:
        """Return the clocks that a complaint would have if it were recorded now. What would wait for something else is
        left out."""
        facts = ComplaintFacts(
            complaint_id=_NOBODY,
            kind=wanted.kind,
            region=wanted.region or self._region,
            registered_at=at,
            state=ComplaintState.REGISTERED,
            severity=wanted.severity,
            channel=wanted.channel,
            vulnerable=wanted.vulnerable,
            regulatory=wanted.regulatory,
            flags=wanted.flags,
            category=wanted.category,
            product_code=wanted.product_code,
            received_at=min(wanted.received_at or at, at),
        )
        happenings = [Happening(facts.received_at or at, RECEIVED), Happening(at, REGISTERED)]
        shown: list[Clock] = []
        for bound in self._book.rules_for(facts):
            calendar = self._calendars.of(bound.calendar)
            shown += [
                clock_shown(bound, followed, calendar, self._book.marks, at, Kept())
                for followed in follow(bound.rule, calendar, happenings, at)
                if followed.state is not ClockState.WAITING
            ]
        return self._answer(facts, shown, at, None)

    def rules(self) -> ClockRules:
        """Return every rule, also those that are not in use."""
        by_set: dict[str, list[BoundRule]] = {}
        for bound in self._book.rules:
            by_set.setdefault(bound.set_code, []).append(bound)
        sets = [
            RuleSet(
                code=entry.code,
                name=dict(entry.name),
                calendar=entry.calendar,
                time_zone=self._calendars.of(entry.calendar).zone.key,
                is_house=entry.house,
                rules=tuple(
                    rule_shown(bound, self._calendars.of(entry.calendar)) for bound in by_set.get(entry.code, ())
                ),
            )
            for entry in self._book.sets
        ]
        return ClockRules(
            region=self._region,
            sets=tuple(sets),
            flags=tuple(CodeName(code=each.code, name=dict(each.name)) for each in self._book.flags),
            marks=tuple(CodeName(code=each.code, name=dict(each.name)) for each in self._book.marks),
        )

    def year(self, code: str, year: int) -> CalendarYear:
        """Return the special days of a year.

        Raises:
            CalendarUnknownError: There is no such calendar.
        """
        if code not in self._calendars:
            raise CalendarUnknownError(code)
        calendar = self._calendars.of(code)
        days = [
            CalendarDay(
                on=day.on,
                kind=day.kind.value,
                name=dict(day.name),
                is_working=day.is_working,
                is_provisional=day.is_provisional,
            )
            for day in calendar.special_days(year)
        ]
        return CalendarYear(
            code=code,
            name=dict(calendar.name),
            time_zone=calendar.zone.key,
            year=year,
            is_announced=calendar.is_announced(year),
            source=calendar.source,
            days=tuple(days),
        )

    def _answer(
        self, facts: ComplaintFacts, shown: Iterable[Clock], at: datetime, complaint_id: UUID | None
    ) -> ComplaintClocks:
        entry = self._book.set_for(facts.region)
        received_at = facts.received_at or facts.registered_at
        return ComplaintClocks(
            complaint_id=complaint_id,
            at=at,
            set_code=entry.code,
            set_name=dict(entry.name),
            received_at=received_at,
            received_on=received_at.astimezone(self._calendars.of(entry.calendar).zone).date(),
            clocks=tuple(sorted(shown, key=rail_order)),
        )


def _people_in(extensions: Collection[ComplaintExtensionRow]) -> set[UUID]:
    decided = {each.decided_by for each in extensions if each.decided_by is not None}
    return {each.asked_by for each in extensions} | decided


def _seen(row: ComplaintExtensionRow, names: Mapping[UUID, str]) -> ExtensionSeen:
    return ExtensionSeen(
        extension_id=row.extension_id,
        stage=row.stage,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_by_name=names.get(row.asked_by, ""),
        asked_at=row.asked_at,
        is_open=row.decided_at is None,
        is_approved=bool(row.is_approved),
        decided_by_name=names.get(row.decided_by, "") if row.decided_by is not None else "",
        decided_at=row.decided_at,
    )
