"""Reports that a server makes by itself: once, whoever looks, also late, and each sent once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.exports import ExportFormat
from agent_desktop.contract.reports import Cadence, ReportQuery, ReportSubject, SaveReport, SaveSchedule, Span
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.reports.states import MOST_TRIES, due_at, last_due, next_due
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.bank import open_bank
from agent_desktop.server.database import session_factory
from agent_desktop.server.exports import pdf_list
from agent_desktop.server.letters.books import load_letters
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.reports.keeping import ReportDesk
from agent_desktop.server.reports.opening import open_setter, report_book
from agent_desktop.server.reports.scheduled import Places, ScheduledReports
from agent_desktop.server.reports.service_report import ServiceReports
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.settings import SettingsError
from tests.server.figures.written import Centre
from tests.server.support import HandClock, quick_passwords, settings_for_tests
from tests.support.mail_server import Post, mail_server

HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@dataclass
class Servers:
    """Several servers on one database, each made anew by `server`."""

    engine: sa.Engine
    clock: HandClock
    folder: Path
    post: Post
    chief: Person

    def __post_init__(self) -> None:
        mail = {
            "host": "127.0.0.1", "port": self.post.port, "security": "none", "sender": "reports@bank.example",
        }  # fmt: skip
        self.settings = settings_for_tests(reports={"folders": {"management": str(self.folder)}}, mail=mail)
        self.book = report_book(self.settings, open_bank(self.settings, self.clock))
        self.setter = open_setter(self.settings, load_letters(self.settings).look)
        self.units = UnitsOfWork(session_factory(self.engine), self.clock, after_commit=lambda _: None)
        self.desk = ReportDesk(self.book, ["management"], can_email=True)

    def server(self, **more: Any) -> ScheduledReports:
        mail = open_mail(self.settings, EnvironmentSecrets({}))
        papers = ServiceReports(self.book, self.setter)
        places = Places({"management": self.folder}, mail)
        return ScheduledReports(self.units, self.book, papers, self.setter, places, **more)

    def schedule(self, **more: Any) -> UUID:
        saved_id, schedule_id = uuid4(), uuid4()
        query = ReportQuery(subject=ReportSubject.QUEUES, span=Span.YESTERDAY)
        with self.units.begin() as work:
            at = work.now()
            self.desk.save(
                work.session, self.chief, saved_id, SaveReport(seen_version=0, name="Yesterday", query=query), at
            )
            wanted = {
                "seen_version": 0, "name": "Daily", "saved_id": saved_id, "cadence": Cadence.EVERY_DAY,
                "at": "07:00", "format": ExportFormat.CSV, **more,
            }  # fmt: skip
            self.desk.schedule(work.session, self.chief, schedule_id, SaveSchedule(**wanted), at)
        return schedule_id

    def kept(self) -> list[sa.RowMapping]:
        query = "SELECT due_on, first, state, sent_to, problem, tried FROM kept_reports ORDER BY due_on"
        with self.engine.connect() as connection:
            return list(connection.execute(sa.text(query)).mappings())

    def files(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir())


@pytest.fixture
def servers(engine: sa.Engine, tmp_path: Path) -> Iterator[Servers]:
    folder = tmp_path / "management"
    folder.mkdir()
    with Session(engine) as session, session.begin():
        chief = add_user(
            session, quick_passwords(), name="ada", display_name="Ada", password="x" * 12, roles=[Role.ADMINISTRATOR]
        )
        Centre(session).many("cards", datetime(2026, 3, 2, 2, tzinfo=UTC), 3, 10, answered=True)
    with mail_server(tmp_path, tls="none") as post:
        yield Servers(engine, HandClock(datetime(2026, 3, 2, 9, tzinfo=UTC)), folder, post, chief)


def test_what_is_due_is_made_once_by_however_many_servers_and_put_and_sent(servers: Servers) -> None:
    servers.schedule(folder="management", emails=("head@bank.example", "desk@bank.example"))
    assert servers.server().look() == 0  # 07:00 of that day was before anybody had asked
    servers.clock.move(14 * 3600 + 1)  # 07:00 of the next day in Hong Kong

    gate, looking = threading.Barrier(4), [servers.server() for _ in range(4)]

    def look(server: ScheduledReports) -> int:
        gate.wait(10)
        return server.look()

    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(look, looking))

    assert sum(made) == 1
    (kept,) = servers.kept()
    assert (kept["due_on"], kept["first"], kept["state"]) == (date(2026, 3, 3), date(2026, 3, 2), "done")
    assert set(kept["sent_to"]) == {"folder:management", "head@bank.example", "desk@bank.example"}
    assert servers.files() == ["Daily-2026-03-02-2026-03-02.csv"]
    lines = (servers.folder / "Daily-2026-03-02-2026-03-02.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("Cards,3,3,3,0,100")
    assert sorted(servers.post.recipients) == ["desk@bank.example", "head@bank.example"]
    (attached,) = servers.post.mails[0].iter_attachments()
    assert attached.get_filename() == "Daily-2026-03-02-2026-03-02.csv"
    assert servers.server().look() == 0


def test_what_was_missed_is_made_up_for_once_for_its_last_day(servers: Servers) -> None:
    servers.schedule(folder="management")
    servers.clock.move(5 * 86400)

    assert servers.server().look() == 1
    assert servers.server().look() == 0
    assert [(each["due_on"], each["first"]) for each in servers.kept()] == [(date(2026, 3, 7), date(2026, 3, 6))]


def test_a_server_that_goes_on_for_another_counts_nothing_anew_and_sends_nothing_twice(servers: Servers) -> None:
    servers.schedule(folder="management", emails=("head@bank.example",))
    servers.clock.move(86400)

    def end(kept_id: UUID) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        servers.server(before_sending=end).look()
    assert [each["state"] for each in servers.kept()] == ["made"]
    assert servers.server().look() == 0
    assert servers.files() == []  # the other may only be slow
    with Session(servers.engine) as session, session.begin():
        Centre(session, servers_queues(session)).many(
            "cards", datetime(2026, 3, 2, 3, tzinfo=UTC), 9, 10, answered=True
        )
    servers.clock.move(601)
    servers.server().look()

    assert [each["state"] for each in servers.kept()] == ["done"]
    assert "Cards,3,3" in (servers.folder / servers.files()[0]).read_text("utf-8-sig")
    assert servers.post.recipients == ["head@bank.example"]


def servers_queues(session: Session) -> dict[str, UUID]:
    return {row.code: row.queue_id for row in session.execute(sa.text("SELECT code, queue_id FROM queues"))}


def test_an_away_mail_server_is_tried_again_and_one_that_refuses_is_not(servers: Servers) -> None:
    servers.schedule(emails=("head@bank.example", "gone@bank.example"))
    servers.clock.move(86400)
    servers.post.rcpt[:] = [451, 550]  # later, and never

    servers.server().look()
    (first,) = servers.kept()
    assert (first["state"], first["sent_to"], first["tried"]) == ("made", ["!gone@bank.example"], 1)
    servers.server().look()
    assert servers.kept()[0]["tried"] == 1  # it is not time yet
    servers.clock.move(301)
    servers.server().look()

    (kept,) = servers.kept()
    assert servers.post.recipients == ["head@bank.example"]
    assert set(kept["sent_to"]) == {"!gone@bank.example", "head@bank.example"}
    assert (kept["state"], kept["problem"]) == ("failed", "mail_refused")


def test_who_may_sign_in_no_more_has_no_report_made(servers: Servers) -> None:
    servers.schedule(folder="management")
    with Session(servers.engine) as session, session.begin():
        session.execute(sa.text("UPDATE users SET disabled_at = now()"))
    servers.clock.move(86400)
    servers.server().look()

    assert [(each["state"], each["problem"]) for each in servers.kept()] == [("failed", "owner_gone")]
    assert servers.files() == []


def test_one_that_cannot_be_made_says_why_and_holds_up_no_other(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_list, "MOST_ROWS", 0)
    servers.schedule(folder="management", format=ExportFormat.PDF, name="Long")
    servers.schedule(folder="management", format=ExportFormat.XLSX, name="About")  # as the sheet behind it is called
    servers.schedule(folder="management", name="每日" * 40)
    servers.clock.move(86400)
    assert servers.server().look() == 3

    assert sorted((each["state"], each["problem"]) for each in servers.kept()) == [
        ("done", ""), ("done", ""), ("failed", "too_many_rows"),
    ]  # fmt: skip
    assert [name[:5] for name in servers.files()] == ["About", "每日每日每"]


def test_a_failure_that_nobody_had_foreseen_is_not_tried_for_ever(servers: Servers) -> None:
    servers.schedule(folder="management")
    servers.clock.move(86400)

    def fail(kept_id: UUID) -> None:
        raise ZeroDivisionError

    failing = servers.server(before_sending=fail)
    for tried in range(1, MOST_TRIES + 1):
        failing.look()
        state = "failed" if tried == MOST_TRIES else "made"
        assert [(each["state"], each["tried"]) for each in servers.kept()] == [(state, tried)]
        servers.clock.move(601)
    assert servers.kept()[0]["problem"] == "failed"


def test_two_schedules_of_one_name_do_not_overwrite_each_other(servers: Servers) -> None:
    first = servers.schedule(folder="management")
    second = servers.schedule(folder="management")
    servers.clock.move(86400)
    assert servers.server().look() == 2

    plain = "Daily-2026-03-02-2026-03-02.csv"
    assert len(servers.files()) == 2
    assert plain in servers.files()
    (other,) = set(servers.files()) - {plain}
    assert other.removesuffix(".csv").removeprefix("Daily-2026-03-02-2026-03-02-") in {
        str(first)[:8], str(second)[:8],
    }  # fmt: skip


def test_the_calendar_of_the_settings_has_to_be_there(servers: Servers) -> None:
    settings = settings_for_tests(reports={"calendar": "mars"})
    with pytest.raises(SettingsError) as failure:
        report_book(settings, open_bank(settings, servers.clock))
    assert (failure.value.code, failure.value.details["key"]) == ("config_value_wrong", "reports.calendar")


def test_the_months_report_is_made_on_the_first_of_the_month(servers: Servers) -> None:
    servers.schedule(
        what="service_report", saved_id=None, cadence=Cadence.MONTHLY, folder="management", language="zh", name="月报"
    )
    servers.clock.move(30 * 86400)
    servers.server().look()

    assert servers.files() == ["月报-2026-03-01-2026-03-31.pdf"]
    assert (servers.folder / servers.files()[0]).read_bytes().startswith(b"%PDF")


def test_days_are_those_of_the_bank_and_of_its_calendar() -> None:
    new_york = ZoneInfo("America/New_York")

    def weekday(day: date) -> bool:
        return day.weekday() < 5

    saturday = datetime(2026, 3, 7, 12, tzinfo=new_york)
    assert last_due(Cadence.BUSINESS_DAYS, "07:00", saturday, new_york, weekday) == date(2026, 3, 6)
    monday = next_due(Cadence.BUSINESS_DAYS, "07:00", saturday, new_york, weekday)
    assert monday == datetime(2026, 3, 9, 11, tzinfo=UTC)  # clocks went forward in between: 07:00 is 11:00 UTC
    assert last_due(Cadence.WEEKLY, "07:00", saturday, new_york, weekday) == date(2026, 3, 2)
    assert last_due(Cadence.MONTHLY, "07:00", saturday, new_york, weekday) == date(2026, 3, 1)
    assert next_due(Cadence.MONTHLY, "07:00", saturday, new_york, weekday) == datetime(2026, 4, 1, 11, tzinfo=UTC)
    early = datetime(2026, 3, 7, 6, 59, tzinfo=new_york)
    assert last_due(Cadence.EVERY_DAY, "07:00", early, new_york, weekday) == date(2026, 3, 6)
    left_out = due_at(date(2026, 3, 8), "02:30", new_york)
    assert left_out == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert left_out - due_at(date(2026, 3, 7), "02:30", new_york) == timedelta(days=1)
