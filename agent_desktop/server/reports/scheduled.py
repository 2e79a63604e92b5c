"""The reports that a server makes by itself, each on one server, and sends.

Each server looks; whoever puts the row of a schedule's day in first makes it. What was missed while no server ran is
made once, for its last day. A report is counted and kept in one transaction, and then put into its folder and sent,
each of these kept as it is done: a server that goes on where another ended sends nothing twice.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.base import Language
from agent_desktop.contract.reports import ReportQuery, ReportTable, ScheduledWhat, Span
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import RecordsError
from agent_desktop.records.figures.periods import days_of
from agent_desktop.records.reports.errors import ReportNotFoundError, ReportRefusedError
from agent_desktop.records.reports.models import KeptReportRow, ReportScheduleRow
from agent_desktop.records.reports.repository import KeptReportRepository, SavedReportRepository
from agent_desktop.records.reports.states import MOST_TRIES, RETRY_AFTER, KeptState, due_at, last_due
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.service import person_of
from agent_desktop.server.errors import ServerError, log_failure
from agent_desktop.server.exports.typesetting import Typesetter
from agent_desktop.server.mail.port import (
    Attached,
    Mail,
    MailAwayError,
    MailRefusedError,
    MailSender,
    MailUncertainError,
)
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.files import MEDIA_TYPES, report_file
from agent_desktop.server.reports.keeping import month_before
from agent_desktop.server.reports.service_report import ServiceReportData, ServiceReports
from agent_desktop.server.reports.tables import count_table
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 20.0
"""How often a server looks for what is due."""

_ABOUT_TO: Final = "~"
"""Before an address: a server was about to send, and nobody knows whether it did."""
_REFUSED: Final = "!"
"""Before an address: it never will."""
_NAME_BYTES: Final = 200
_WORDS: Final[Mapping[Language, str]] = {
    "en": "Attached is the report {name}, {first} to {last}, as counted at {at}.",
    "zh": "附件为报表“{name}”（{first} 至 {last}），统计时间 {at}。",
}

_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """Where reports go: folders by the name that the settings give them, and the mail server."""

    folders: Mapping[str, Path]
    mail: MailSender


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What is sent of one report."""

    kept_id: UUID
    name: str
    file_name: str
    content: bytes
    media_type: str
    words: str
    language: Language
    folder: str
    emails: tuple[str, ...]
    sent_to: frozenset[str]
    problem: str = ""
    """What an earlier try met, for good."""


class ScheduledReports:
    """The worker's round. `before_sending` is told of each report that is counted and not yet sent."""

    def __init__(
        self,
        units: UnitsOfWork,
        book: ReportBook,
        service_reports: ServiceReports,
        setter: Typesetter,
        places: Places,
        *,
        before_sending: Callable[[UUID], None] = lambda _: None,
    ) -> None:
        self._units, self._book, self._setter, self._places = units, book, setter, places
        self._service_reports = service_reports
        self._before_sending = before_sending

    def worker(self) -> Repeated:
        """Return what looks again and again."""

        def work() -> None:
            self.look()

        return Repeated("reports", work, every_seconds=LOOK_SECONDS)

    def look(self) -> int:
        """Make and send what is due and nobody else has begun; return how many were made."""
        made = 0
        for schedule_id in self._due():
            kept_id = self._claim(schedule_id)
            if kept_id is not None:
                made += 1
                self._do(kept_id)
        while (left := self._take_on()) is not None:
            self._do(left)
        return made

    def _due(self) -> list[UUID]:
        with self._units.begin() as work:
            rows = SavedReportRepository(work.session).list_schedules()
            return [row.schedule_id for row in rows if row.is_on and self._last_due(row, work.now()) is not None]

    def _last_due(self, row: ReportScheduleRow, now: datetime) -> date | None:
        day = last_due(row.cadence, row.at, now, self._book.zone, self._book.is_worked)
        return day if day is not None and due_at(day, row.at, self._book.zone) > row.from_at else None

    def _claim(self, schedule_id: UUID) -> UUID | None:
        with self._units.begin() as work:
            session, at = work.session, work.now()
            row = SavedReportRepository(session).find_schedule(schedule_id)
            day = self._last_due(row, at) if row is not None else None
            if row is None or day is None:
                return None
            first, last = self._days(session, row, day)
            return KeptReportRepository(session).claim(row, day, first, last, at)

    def _days(self, session: Session, row: ReportScheduleRow, due_on: date) -> tuple[date, date]:
        saved = SavedReportRepository(session).find_saved(row.saved_id) if row.saved_id is not None else None
        if saved is None:
            return month_before(due_on)
        return days_of(ReportQuery.model_validate(saved.query), due_on, self._book.is_worked)

    def _take_on(self) -> UUID | None:
        with self._units.begin() as work:
            row = KeptReportRepository(work.session).take_on(work.now())
            return None if row is None else row.kept_id

    def _do(self, kept_id: UUID) -> None:
        try:
            with self._units.begin() as work:
                self._count(work.session, kept_id, work.now())
            self._before_sending(kept_id)
            with self._units.begin() as work:
                parcel = self._parcel(work.session, kept_id)
            self._send(parcel)
        except (RecordsError, ServerError) as error:
            self._give_up(kept_id, str(error.details.get("problem", error.code.value)))
        except Exception as error:  # noqa: BLE001  the others are made all the same
            log_failure("report.failed", error, report_id=str(kept_id))
            self._fail(kept_id)

    def _count(self, session: Session, kept_id: UUID, at: datetime) -> None:
        """Count it, unless another server did before it ended."""
        row, schedule = self._claimed(session, kept_id)
        if row.content is not None:
            return
        owner = self._owner(session, schedule)
        if schedule.what is ScheduledWhat.SERVICE_REPORT:
            row.content = self._service_reports.gather(session, owner, row.first, at).model_dump(mode="json")
        else:
            saved = SavedReportRepository(session).find_saved(schedule.saved_id) if schedule.saved_id else None
            if saved is None:
                raise ReportRefusedError(problem="report_unknown")
            query = ReportQuery.model_validate(saved.query)
            days = {"span": Span.GIVEN, "first": row.first, "last": row.last}
            table = count_table(session, self._book, owner, query.model_copy(update=days), at)
            row.content, row.subject = table.model_dump(mode="json"), table.subject.value
        row.state, row.made_at = KeptState.MADE, at
        record_change(
            session, at=at, by=None, what="report.made", record_kind="report", record_id=kept_id,
            detail={"schedule": str(schedule.schedule_id), "due_on": str(row.due_on)},
        )  # fmt: skip

    def _owner(self, session: Session, schedule: ReportScheduleRow) -> Person:
        user = UserRepository(session).find_user(schedule.owner_id)
        if user is None or user.disabled_at is not None:
            raise ReportRefusedError(problem="owner_gone")
        return person_of(user)

    def _claimed(self, session: Session, kept_id: UUID) -> tuple[KeptReportRow, ReportScheduleRow]:
        row = KeptReportRepository(session).get_claimed(kept_id)
        schedule = SavedReportRepository(session).find_schedule(row.schedule_id) if row.schedule_id else None
        if schedule is None:
            raise ReportNotFoundError(report_id=str(kept_id))
        return row, schedule

    def _parcel(self, session: Session, kept_id: UUID) -> _Parcel:
        row, schedule = self._claimed(session, kept_id)
        language: Language = "zh" if schedule.language == "zh" else "en"
        if row.subject:
            table = ReportTable.model_validate(row.content)
            content = report_file(table, row.name, schedule.format, language, self._setter)
        else:
            data = ServiceReportData.model_validate(row.content)
            content = self._service_reports.pdf(data, language)
        at = row.made_at.astimezone(self._book.zone).strftime("%Y-%m-%d %H:%M")
        name = f"{_safe(row.name)}-{row.first.isoformat()}-{row.last.isoformat()}"
        if schedule.folder and KeptReportRepository(session).is_name_taken(row, _in_folder(schedule.folder)):
            name += f"-{str(schedule.schedule_id)[:8]}"
        return _Parcel(
            kept_id=kept_id,
            name=row.name,
            file_name=f"{name}.{schedule.format.value}",
            content=content,
            media_type=MEDIA_TYPES[schedule.format],
            words=_WORDS[language].format(name=row.name, first=row.first, last=row.last, at=at),
            language=language,
            folder=schedule.folder,
            emails=tuple(schedule.emails),
            sent_to=frozenset(each.lstrip(_ABOUT_TO + _REFUSED) for each in row.sent_to),
            problem=_met(row.sent_to),
        )

    def _send(self, parcel: _Parcel) -> None:
        problem, again = parcel.problem, False
        if parcel.folder and _in_folder(parcel.folder) not in parcel.sent_to:
            try:
                self._put(parcel)
            except OSError as error:
                _log.error("report.folder_failed", report_id=str(parcel.kept_id), error=type(error).__name__)
                problem, again = "folder_not_writable", True
            else:
                self._note(parcel.kept_id, _in_folder(parcel.folder))
        for address in parcel.emails:
            if address in parcel.sent_to:
                continue
            self._note(parcel.kept_id, _ABOUT_TO + address)
            try:
                self._places.mail.send(self._mail(parcel, address))
            except MailAwayError as error:
                self._note(parcel.kept_id, "", instead_of=_ABOUT_TO + address)
                problem, again = f"mail_{error.problem.value}", True
            except MailRefusedError as error:
                self._note(parcel.kept_id, _REFUSED + address, instead_of=_ABOUT_TO + address)
                problem = "mail_refused"
                _log.warning("report.mail_refused", report_id=str(parcel.kept_id), code=error.code)
            except MailUncertainError:
                problem = "mail_uncertain"  # it may have gone out: a person decides
            else:
                self._note(parcel.kept_id, address, instead_of=_ABOUT_TO + address)
        self._end(parcel.kept_id, problem, again=again)

    def _mail(self, parcel: _Parcel, address: str) -> Mail:
        return Mail(
            mail_id=uuid4(),
            to_address=address,
            subject=parcel.name,
            text=parcel.words,
            at=self._units.now(),
            language=parcel.language,
            attachments=(Attached(parcel.file_name, parcel.media_type, parcel.content),),
        )

    def _put(self, parcel: _Parcel) -> None:
        """Put it into its folder, whole or not at all."""
        folder = self._places.folders.get(parcel.folder)
        if folder is None:
            raise FileNotFoundError(parcel.folder)
        part = folder / f".{parcel.kept_id}.part"
        part.write_bytes(parcel.content)
        part.replace(folder / parcel.file_name)

    def _note(self, kept_id: UUID, sent_to: str, *, instead_of: str = "") -> None:
        with self._units.begin() as work:
            row = KeptReportRepository(work.session).get_claimed(kept_id)
            kept = [each for each in row.sent_to if each != instead_of]
            row.sent_to = [*kept, sent_to] if sent_to else kept
            row.claimed_at = work.now()

    def _end(self, kept_id: UUID, problem: str, *, again: bool) -> None:
        with self._units.begin() as work:
            row, at = KeptReportRepository(work.session).get_claimed(kept_id), work.now()
            row.tried, row.problem, row.claimed_at, row.retry_at = row.tried + 1, problem, None, None
            if again and row.tried < MOST_TRIES:
                row.state, row.retry_at = KeptState.MADE, at + RETRY_AFTER
            else:
                row.state = KeptState.FAILED if problem else KeptState.DONE
        if problem:
            _log.warning("report.not_sent", report_id=str(kept_id), reason=problem)

    def _fail(self, kept_id: UUID) -> None:
        """Leave what nobody had foreseen: it is taken on again as if the server had ended, but not for ever."""
        with self._units.begin() as work:
            row = KeptReportRepository(work.session).get_claimed(kept_id)
            row.tried += 1
            if row.tried >= MOST_TRIES:
                row.state, row.problem, row.claimed_at = KeptState.FAILED, "failed", None

    def _give_up(self, kept_id: UUID, problem: str) -> None:
        with self._units.begin() as work:
            row = KeptReportRepository(work.session).get_claimed(kept_id)
            row.state, row.problem, row.claimed_at = KeptState.FAILED, problem[:60], None
        _log.warning("report.not_made", report_id=str(kept_id), reason=problem)


def _in_folder(folder: str) -> str:
    """Return how it is kept that a report was put into a folder."""
    return f"folder:{folder}"


def _met(sent_to: Sequence[str]) -> str:
    """Return what earlier tries met for good."""
    if any(each.startswith(_REFUSED) for each in sent_to):
        return "mail_refused"
    return "mail_uncertain" if any(each.startswith(_ABOUT_TO) for each in sent_to) else ""


def _safe(name: str) -> str:
    """Return a name as a file may be called anywhere: a file's name has 255 bytes at most."""
    short = name.encode()[:_NAME_BYTES].decode(errors="ignore")
    return re.sub(r"[^\w.-]+", "-", short).strip("-.") or "report"
