"""Reports that are kept, saved and scheduled. Nothing here commits."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.exports import ExportFormat
from agent_desktop.contract.reports import (
    KeepReport,
    KeptReport,
    KeptReportTable,
    ReportQuery,
    ReportSubject,
    ReportTable,
    SavedReport,
    SaveReport,
    SaveSchedule,
    Schedule,
    ScheduledWhat,
    Schedules,
    Span,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.reports.errors import ReportInUseError, ReportNotFoundError, ReportRefusedError
from agent_desktop.records.reports.models import KeptReportRow, ReportScheduleRow, SavedReportRow
from agent_desktop.records.reports.repository import KeptReportRepository, SavedReportRepository
from agent_desktop.records.reports.states import KeptState, next_due
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.reach import EVERYTHING
from agent_desktop.server.reports.tables import count_table, prepare

KEPT_SHOWN: Final = 100
_ADDRESS: Final = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")


class ReportDesk:
    """`folders` are those that the settings name, `can_email` whether there is a mail server."""

    def __init__(self, book: ReportBook, folders: Collection[str], *, can_email: bool) -> None:
        self.book = book
        self._folders = tuple(sorted(folders))
        self._can_email = can_email

    def keep(self, session: Session, person: Person, command: KeepReport, at: datetime) -> KeptReport:
        """Count a report and keep it as it is.

        Raises:
            ReportRefusedError: It cannot be counted for this person.
        """
        table = count_table(session, self.book, person, command.query, at)
        row = KeptReportRow(
            kept_id=uuid4(),
            name=command.name,
            subject=table.subject.value,
            first=table.first,
            last=table.last,
            made_at=at,
            made_by=person.user_id,
            content=table.model_dump(mode="json"),
            state=KeptState.DONE,
        )
        KeptReportRepository(session).add(row)
        _audit(session, person, at, "report.kept", row.kept_id, {"subject": row.subject})
        return shown_kept(row, {person.user_id: person.display_name})

    def list_kept(self, session: Session, person: Person) -> tuple[KeptReport, ...]:
        """Return the newest of one's own."""
        rows = KeptReportRepository(session).list_of(person.user_id, KEPT_SHOWN)
        return tuple(shown_kept(row, {person.user_id: person.display_name}) for row in rows)

    def kept(self, session: Session, person: Person, kept_id: UUID) -> KeptReportTable:
        """Return one as it was counted.

        Raises:
            ReportNotFoundError: There is none, or it is the month's service report, which is a file.
        """
        row = KeptReportRepository(session).get(kept_id, person.user_id)
        if not row.subject:
            raise ReportNotFoundError(report_id=str(kept_id))
        table = ReportTable.model_validate(row.content)
        return KeptReportTable(kept=shown_kept(row, {person.user_id: person.display_name}), table=table)

    def list_saved(self, session: Session, person: Person) -> tuple[SavedReport, ...]:
        """Return one's own, and what others share."""
        rows = SavedReportRepository(session).list_saved(person.user_id)
        names = UserRepository(session).list_display_names({row.owner_id for row in rows})
        return tuple(_shown_saved(row, names, person) for row in rows)

    def save(self, session: Session, person: Person, saved_id: UUID, command: SaveReport, at: datetime) -> SavedReport:
        """Keep what is to be asked again.

        Raises:
            ReportRefusedError: It cannot be asked by this person.
            ReportNotFoundError, StaleVersionError: It is somebody else's, or was changed since.
        """
        prepare(session, self.book, person, command.query, at)
        repository = SavedReportRepository(session)
        row = repository.lock_saved(saved_id, person.user_id, command.seen_version)
        if row is None:
            row = SavedReportRow(saved_id=saved_id, version=0, owner_id=person.user_id)
        row.version += 1
        row.name, row.shared, row.changed_at = command.name.strip(), command.shared, at
        row.query = command.query.model_dump(mode="json")
        repository.add(row)
        _audit(session, person, at, "report.saved", saved_id, {"version": row.version, "shared": row.shared})
        return _shown_saved(row, {person.user_id: person.display_name}, person)

    def remove_saved(self, session: Session, person: Person, saved_id: UUID, seen_version: int, at: datetime) -> None:
        """Take one away, with one's own schedules of it; what they made stays.

        Raises:
            ReportNotFoundError, StaleVersionError: As `save`.
            ReportInUseError: Others have it made by schedules of theirs: these would end with it.
        """
        repository = SavedReportRepository(session)
        if repository.find_saved(saved_id) is None:
            return  # asked again: it is gone already
        row = repository.lock_saved(saved_id, person.user_id, seen_version)
        if row is None:
            raise ReportNotFoundError(report_id=str(saved_id))
        schedules = repository.list_of_report(saved_id)
        others = {each.owner_id for each in schedules} - {person.user_id}
        if others:
            names = sorted(UserRepository(session).list_display_names(others).values())
            raise ReportInUseError(people=", ".join(names))
        for each in schedules:
            repository.remove(each)
        repository.remove(row)
        _audit(session, person, at, "report.removed", saved_id, {"schedules": len(schedules)})

    def list_schedules(self, session: Session, person: Person, at: datetime) -> Schedules:
        """Return one's own schedules; who sees everything sees those of all."""
        repository = SavedReportRepository(session)
        rows = repository.list_schedules(None if person.roles & EVERYTHING else person.user_id)
        names = UserRepository(session).list_display_names({row.owner_id for row in rows})
        made = KeptReportRepository(session).newest_of_schedules([row.schedule_id for row in rows])
        shown = tuple(self._shown_schedule(row, names, made.get(row.schedule_id), at) for row in rows)
        return Schedules(schedules=shown, folders=self._folders, can_email=self._can_email)

    def schedule(
        self, session: Session, person: Person, schedule_id: UUID, command: SaveSchedule, at: datetime
    ) -> Schedule:
        """Have a report made and sent from now on.

        Raises:
            ReportRefusedError: It goes nowhere, or is nothing that this person may have made.
            ReportNotFoundError, StaleVersionError: It is somebody else's, or was changed since.
        """
        self._see(session, person, command, at)
        repository = SavedReportRepository(session)
        row = repository.lock_schedule(schedule_id, person.user_id, command.seen_version)
        is_anew = row is None or not row.is_on or (row.cadence, row.at) != (command.cadence, command.at)
        if row is None:
            row = ReportScheduleRow(schedule_id=schedule_id, version=0, owner_id=person.user_id)
        row.version += 1
        row.name, row.what, row.saved_id = command.name.strip(), command.what, command.saved_id
        row.cadence, row.at, row.language = command.cadence, command.at, command.language
        row.format = ExportFormat.PDF if command.what is ScheduledWhat.SERVICE_REPORT else command.format
        row.folder, row.emails, row.is_on = command.folder, list(dict.fromkeys(command.emails)), command.is_on
        row.changed_at = at
        if is_anew:
            row.from_at = at
        repository.add(row)
        detail = {"version": row.version, "folder": row.folder, "emails": len(row.emails), "on": row.is_on}
        _audit(session, person, at, "report.scheduled", schedule_id, detail)
        return self._shown_schedule(row, {person.user_id: person.display_name}, None, at)

    def remove_schedule(
        self, session: Session, person: Person, schedule_id: UUID, seen_version: int, at: datetime
    ) -> None:
        """Take one away; what it made stays.

        Raises:
            ReportNotFoundError, StaleVersionError: As `schedule`.
        """
        repository = SavedReportRepository(session)
        if repository.find_schedule(schedule_id) is None:
            return  # asked again: it is gone already
        row = repository.lock_schedule(schedule_id, person.user_id, seen_version)
        if row is None:
            raise ReportNotFoundError(report_id=str(schedule_id))
        repository.remove(row)
        _audit(session, person, at, "report.unscheduled", schedule_id, {})

    def _see(self, session: Session, person: Person, command: SaveSchedule, at: datetime) -> None:
        problem = ""
        if not command.folder and not command.emails:
            problem = "nowhere"
        elif command.folder and command.folder not in self._folders:
            problem = "folder_unknown"
        elif command.emails and not self._can_email:
            problem = "email_not_set_up"
        elif any(not _ADDRESS.fullmatch(each) or len(each) > 254 for each in command.emails):
            problem = "email_wrong"
        if problem:
            raise ReportRefusedError(problem=problem)
        if command.what is ScheduledWhat.SERVICE_REPORT:
            prepare(session, self.book, person, ReportQuery(subject=ReportSubject.QUEUES, span=Span.TODAY), at)
            return
        saved = SavedReportRepository(session).find_saved(command.saved_id) if command.saved_id else None
        if saved is None or (saved.owner_id != person.user_id and not saved.shared):
            raise ReportRefusedError(problem="report_unknown")

    def _shown_schedule(
        self, row: ReportScheduleRow, names: Mapping[UUID, str], made: KeptReportRow | None, at: datetime
    ) -> Schedule:
        book = self.book
        return Schedule(
            schedule_id=row.schedule_id,
            version=row.version,
            name=row.name,
            what=row.what,
            saved_id=row.saved_id,
            cadence=row.cadence,
            at=row.at,
            format=row.format,
            language="zh" if row.language == "zh" else "en",
            folder=row.folder,
            emails=tuple(row.emails),
            is_on=row.is_on,
            owner_id=row.owner_id,
            owner_name=names.get(row.owner_id, ""),
            next_at=next_due(row.cadence, row.at, at, book.zone, book.is_worked) if row.is_on else None,
            last_due_on=made.due_on if made is not None else None,
            last_made_at=made.made_at if made is not None else None,
            last_kept_id=made.kept_id if made is not None else None,
            problem=made.problem if made is not None else "",
        )


def shown_kept(row: KeptReportRow, names: Mapping[UUID, str]) -> KeptReport:
    """Return a kept report without what was counted."""
    return KeptReport(
        kept_id=row.kept_id,
        name=row.name,
        subject=ReportSubject(row.subject) if row.subject else None,
        first=row.first,
        last=row.last,
        made_at=row.made_at,
        made_by_name=names.get(row.made_by, ""),
        schedule_id=row.schedule_id,
        due_on=row.due_on,
        delivered=tuple(row.sent_to),
        problem=row.problem,
    )


def _shown_saved(row: SavedReportRow, names: Mapping[UUID, str], person: Person) -> SavedReport:
    return SavedReport(
        saved_id=row.saved_id,
        version=row.version,
        name=row.name,
        query=ReportQuery.model_validate(row.query),
        shared=row.shared,
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id, ""),
        mine=row.owner_id == person.user_id,
        changed_at=row.changed_at,
    )


def month_before(day: date) -> tuple[date, date]:
    """Return the first and last day of the month before that of `day`."""
    last = date.fromordinal(day.replace(day=1).toordinal() - 1)
    return last.replace(day=1), last


def _audit(
    session: Session, person: Person, at: datetime, what: str, report_id: UUID, detail: Mapping[str, object]
) -> None:
    record_change(
        session, at=at, by=person.user_id, what=what, record_kind="report", record_id=report_id,
        detail={name: str(value) for name, value in detail.items()},
    )  # fmt: skip
