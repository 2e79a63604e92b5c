"""Reports over a server: who may see what, what is kept, saved and exported, and how calls are counted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agent_desktop.client.errors import ClientError
from agent_desktop.client.exports_api import ExportsApi
from agent_desktop.client.reports_api import ReportsApi, SavedReportsApi
from agent_desktop.client.rules_api import RulesApi
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportedList, ExportFormat, ExportLine, StartExport
from agent_desktop.contract.figures import DefineLevel, ExplainedFigure, ItemPage, LevelVariant
from agent_desktop.contract.reports import (
    Cadence,
    KeepReport,
    ReportQuery,
    ReportSubject,
    ReportTable,
    SaveReport,
    SaveSchedule,
    Span,
    Step,
)
from agent_desktop.contract.sessions import Role
from agent_desktop.server.bank import open_bank
from agent_desktop.server.exports.routes import export_routes
from agent_desktop.server.exports.service import Exporter
from agent_desktop.server.figures import counting
from agent_desktop.server.letters.books import load_letters
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.reports.opening import open_reports, open_setter
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.server.unit_of_work import UnitsOfWork
from tests.server.figures.written import Centre, half_a_month
from tests.server.paper_desk import PaperDesk, paper_desk
from tests.server.support import HandClock, settings_for_tests
from tests.support.pdf_reading import fonts_of, words_of

FIRST = datetime(2026, 2, 9, tzinfo=UTC)
DAYS: dict[str, Any] = {"first": date(2026, 2, 9), "last": date(2026, 2, 22)}
S = ReportSubject


@pytest.fixture
def desk(engine: sa.Engine, tmp_path: Path) -> Iterator[PaperDesk]:
    settings = settings_for_tests(reports={"folders": {"management": str(tmp_path)}})
    setter = open_setter(settings, load_letters(settings).look)
    bank = open_bank(settings, HandClock())

    def routes(units: UnitsOfWork) -> list[Any]:
        opened = open_reports(settings, units, bank, open_mail(settings, EnvironmentSecrets({})), setter)
        exporter = Exporter(units, opened.sources, settings.exports, bank.options, setter)
        return [*opened.routes, export_routes(exporter)]

    with paper_desk(engine, routes) as opened:
        opened.person("ada", Role.ADMINISTRATOR)
        yield opened


def written(desk: PaperDesk) -> list[Any]:
    with Session(desk.engine) as session, session.begin():
        return half_a_month(session, FIRST, count=60)


def refused(code: ErrorCode, deed: Any, *arguments: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as failure:
        deed(*arguments)
    assert failure.value.code == code
    return dict(failure.value.details)


def test_each_sees_what_is_theirs_to_see_and_every_look_is_audited(desk: PaperDesk) -> None:
    blue, other_blue, red = written(desk)
    desk.person("sue", Role.SUPERVISOR, team="Red")
    desk.person("max", Role.SUPERVISOR)
    desk.person("cas", Role.COMPLAINT_HANDLER)
    with Session(desk.engine) as session, session.begin():
        session.execute(
            sa.text("UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE name = 'sue')")
        )

    def keys(name: str, subject: ReportSubject) -> set[str | None]:
        return {row.key for row in ReportsApi(desk.api(name)).table(ReportQuery(subject=subject, **DAYS)).rows}

    everyone = {str(blue), str(other_blue), str(red)}
    assert keys("ada", S.AGENTS) == keys("max", S.AGENTS) == everyone
    assert keys("sue", S.AGENTS) == {str(red)}
    assert keys("sue", S.QUEUES) == set()  # nobody of theirs serves one
    assert keys("agent-0", S.AGENTS) == {str(blue)}
    own = ReportsApi(desk.api("agent-0"))
    assert own.table(ReportQuery(subject=S.AGENTS, agents=(red,), **DAYS)).rows == ()
    assert own.table(ReportQuery(subject=S.SATISFACTION, **DAYS)).own_only
    assert {each.subject for each in own.subjects()} == {
        S.AGENTS, S.SCRIPTS, S.DISPOSITIONS, S.CALLBACKS, S.SATISFACTION,
    }  # fmt: skip
    assert refused(ErrorCode.REPORT_REFUSED, own.table, ReportQuery(subject=S.QUEUES, **DAYS)) == {
        "problem": "subject_closed"
    }
    refused(ErrorCode.NOT_ALLOWED, own.list_kept)
    assert [each.subject for each in ReportsApi(desk.api("cas")).subjects()] == [S.COMPLAINTS]
    unknown = ReportQuery(subject=S.AGENTS, figures=("agent.height",), **DAYS)
    assert refused(ErrorCode.REPORT_REFUSED, own.table, unknown)["problem"] == "figure_unknown"
    assert len(desk.audited("report.shown")) == 7


def test_a_figure_opens_to_its_formula_and_the_calls_that_it_counts(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(desk)
    http = desk.http("ada")
    query = ReportQuery(subject=S.QUEUES, step=Step.DAY, **DAYS)
    table = ReportsApi(desk.api("ada")).table(query)
    row = next(row for row in table.rows if row.values[4] is not None)
    about = {
        "query": query.model_dump(mode="json"),
        "figure": "queue.service_level",
        "key": row.key,
        "start_at": row.start_at.isoformat() if row.start_at else None,
    }

    opened = ExplainedFigure.model_validate(http.post("/v1/figures/explained", json=about).json())
    page = ItemPage.model_validate(http.post("/v1/figures/items", json=about).json())

    assert opened.value == row.values[4]
    assert opened.figure.symbols == "A≤T ÷ (A + B − B≤T + W) × 100"
    assert {each.part.symbol for each in opened.parts} >= {"A", "A≤T", "B", "B≤T", "W"}
    assert [level.version for level in opened.levels] == [0]
    assert page.total == opened.counted == len(page.items)
    assert all("•" in each.label or not each.label for each in page.items)
    assert all(row.start_at and row.until_at and row.start_at <= each.at < row.until_at for each in page.items)
    whole = {**about, "start_at": None}
    items = ItemPage.model_validate(http.post("/v1/figures/items", json=whole).json()).items
    since = sorted(each.at for each in items)[len(items) // 2]
    whole["from_at"] = since.isoformat()
    late = ItemPage.model_validate(http.post("/v1/figures/items", json=whole).json())
    assert 0 < late.total < len(items)
    assert late.items == tuple(each for each in items if each.at >= since)
    opened = ExplainedFigure.model_validate(http.post("/v1/figures/explained", json=whole).json())
    assert (opened.since_at, opened.counted) == (since, late.total)
    seconds = {**about, "query": ReportQuery(subject=S.AGENTS, **DAYS).model_dump(mode="json")}
    answer = http.post("/v1/figures/items", json={**seconds, "figure": "agent.signed_in", "start_at": None})
    assert answer.json()["details"]["problem"] == "no_items"
    wrong = http.post("/v1/figures/items", json={**about, "after": "yesterday"})
    assert wrong.status_code == 422
    assert len(desk.audited("figure.explained")) == 2
    monkeypatch.setattr(counting, "MOST_ROWS", len(table.rows) + len(table.by_key) + len(table.by_time))
    assert refused(ErrorCode.REPORT_REFUSED, ReportsApi(desk.api("ada")).table, query)["problem"] == "report_too_long"


def test_a_kept_report_stays_as_it_was_when_the_definition_changes(desk: PaperDesk) -> None:
    today = desk.clock.now().date()
    with Session(desk.engine) as session, session.begin():
        centre, at = Centre(session), desk.clock.now() - timedelta(minutes=30)
        centre.many("cards", at, 4, 15, answered=True)
        centre.many("cards", at, 1, 8, answered=False)
    reports, rules = ReportsApi(desk.api("ada")), RulesApi(desk.api("ada"))
    query = ReportQuery(subject=S.QUEUES, span=Span.TODAY, figures=("queue.service_level",))
    command = KeepReport(command_id=uuid4(), query=query, name="Today")
    kept = reports.keep(command)
    assert reports.keep(command) == kept  # asked again, it is the same one
    before = reports.kept(kept.kept_id).table
    assert before.total.values[0] == 100

    levels = rules.levels()
    assert levels.every.in_force.variant is LevelVariant.LATE_ABANDONED_HURT
    assert levels.every.in_force.version == levels.newest == 0
    strict = DefineLevel(
        command_id=uuid4(), seen_newest=0, queue="cards", from_day=today, variant=LevelVariant.STRICT,
        answer_seconds=10, short_seconds=5, target_percent=90, why="The contract of March.",
    )  # fmt: skip
    given = rules.define_level(strict)
    assert rules.define_level(strict) == given
    cards = next(each for each in given.queues if each.queue == "cards")
    assert (cards.own, cards.in_force.version, cards.in_force.made_by_name) == (True, 1, "Ada")

    after = reports.table(query)
    assert after.total.values[0] == 0
    assert [each.version for each in after.definitions] == [1]
    assert reports.kept(kept.kept_id).table == before
    assert before.definitions[0].version == 0
    with pytest.raises(IntegrityError), Session(desk.engine) as session:
        session.execute(sa.text("UPDATE kept_reports SET content = '{}'"))
    yesterday = strict.model_copy(
        update={"command_id": uuid4(), "seen_newest": 1, "from_day": today - timedelta(days=2)}
    )
    assert refused(ErrorCode.LEVEL_REFUSED, rules.define_level, yesterday)["problem"] == "day_passed"
    nowhere = yesterday.model_copy(update={"command_id": uuid4(), "queue": "no", "from_day": today + timedelta(days=1)})
    assert refused(ErrorCode.LEVEL_REFUSED, rules.define_level, nowhere)["problem"] == "queue_unknown"
    stale = strict.model_copy(update={"command_id": uuid4()})
    refused(ErrorCode.STALE_VERSION, rules.define_level, stale)
    assert len(desk.audited("level.defined")) == 1
    desk.person("sue", Role.SUPERVISOR)
    refused(ErrorCode.NOT_ALLOWED, RulesApi(desk.api("sue")).define_level, stale)
    assert not RulesApi(desk.api("sue")).levels().may_define


def test_a_saved_report_is_its_owners_to_change_and_a_schedule_goes_somewhere(desk: PaperDesk) -> None:
    desk.person("sue", Role.SUPERVISOR)
    mine, others = SavedReportsApi(desk.api("ada")), SavedReportsApi(desk.api("sue"))
    saved_id, schedule_id = uuid4(), uuid4()
    query = ReportQuery(subject=S.QUEUES, span=Span.YESTERDAY, step=Step.MINUTES_30)
    saved = mine.save(saved_id, SaveReport(seen_version=0, name="Yesterday", query=query))
    assert others.list_saved() == ()
    refused(ErrorCode.REPORT_NOT_FOUND, others.save, saved_id, SaveReport(seen_version=1, name="Ours", query=query))
    shared = mine.save(saved_id, SaveReport(seen_version=1, name="Yesterday", query=query, shared=True))
    assert (saved.version, shared.version) == (1, 2)
    assert [(each.name, each.mine, each.owner_name) for each in others.list_saved()] == [("Yesterday", False, "Ada")]
    refused(ErrorCode.STALE_VERSION, mine.save, saved_id, SaveReport(seen_version=1, name="No", query=query))

    wanted: dict[str, Any] = {
        "seen_version": 0, "name": "Daily", "saved_id": saved_id, "cadence": Cadence.EVERY_DAY, "at": "07:30",
    }  # fmt: skip
    for more, problem in (
        ({}, "nowhere"),
        ({"folder": "/etc"}, "folder_unknown"),
        ({"emails": ("a@b.example",)}, "email_not_set_up"),
        ({"folder": "management", "saved_id": uuid4()}, "report_unknown"),
    ):
        command = SaveSchedule(**{**wanted, **more})
        assert refused(ErrorCode.REPORT_REFUSED, others.schedule, schedule_id, command)["problem"] == problem
    made = mine.schedule(schedule_id, SaveSchedule(**wanted, folder="management"))
    assert made.next_at == datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # 07:30 of the next day in Hong Kong
    assert others.list_schedules().schedules == ()
    assert mine.list_schedules().folders == ("management",)
    theirs = uuid4()
    others.schedule(theirs, SaveSchedule(**wanted, folder="management"))
    assert refused(ErrorCode.REPORT_IN_USE, mine.remove_saved, saved_id, 2) == {"people": "Sue"}
    assert [each.schedule_id for each in others.list_schedules().schedules] == [theirs]
    others.remove_schedule(theirs, 1)
    assert mine.remove_schedule(schedule_id, 1).schedules == ()
    assert mine.remove_saved(saved_id, 2) == ()
    assert mine.remove_saved(saved_id, 2) == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_is_exported_in_each_form_and_the_months_report_is_a_paper(
    desk: PaperDesk, tmp_path: Path, language: Any
) -> None:
    written(desk)
    api, told = ExportsApi(desk.api("ada")), list[ExportLine]()
    query = ReportQuery(subject=S.AGENTS, **DAYS).model_dump(mode="json")

    def exported(form: ExportFormat, listed: ExportedList, filters: dict[str, Any]) -> bytes:
        place = tmp_path / f"{listed.value}.{form.value}"
        wish = StartExport(export_id=uuid4(), list=listed, format=form, language=language, filters=filters)
        api.export(wish, place, told.append, lambda: False)
        return place.read_bytes()

    sheet = exported(ExportFormat.CSV, ExportedList.REPORT, query).decode("utf-8-sig")
    assert sheet.splitlines()[0].startswith({"en": "Agent,Calls handled", "zh": "坐席,处理来电"}[language])
    assert "Agent-0" in sheet
    assert exported(ExportFormat.XLSX, ExportedList.REPORT, query).startswith(b"PK")
    listed = words_of(exported(ExportFormat.PDF, ExportedList.REPORT, query), tmp_path)
    assert "Agent-0" in listed
    month = {"month": "2026-02-01"}
    pdf = exported(ExportFormat.PDF, ExportedList.SERVICE_REPORT, month)
    paper, fonts = words_of(pdf, tmp_path), fonts_of(pdf)
    assert all(fonts.values())
    assert language == "en" or any("CJK" in name or "Song" in name or "Han" in name for name in fonts)
    for words in {"en": ("Service report", "February 2026", "How it was counted"), "zh": ("服务报告", "统计口径")}[
        language
    ]:
        assert words in paper
    assert told[-1].file is not None
    kept = ReportsApi(desk.api("ada")).keep(
        KeepReport(command_id=uuid4(), query=ReportQuery.model_validate(query), name="Kept")
    )
    again = exported(ExportFormat.CSV, ExportedList.KEPT_REPORT, {"kept_id": str(kept.kept_id)})
    assert again.decode("utf-8-sig") == sheet
    with pytest.raises(ClientError) as failure:
        exported(ExportFormat.CSV, ExportedList.SERVICE_REPORT, month)
    assert failure.value.details["problem"] == "format_unknown"
    assert isinstance(ReportsApi(desk.api("ada")).table(ReportQuery.model_validate(query)), ReportTable)
