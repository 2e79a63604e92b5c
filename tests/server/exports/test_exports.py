"""A list as a file: whole or not at all, never a formula, masked by right, audited, and stopped at once."""

import csv
import io
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict

from agent_desktop.client.errors import ClientError
from agent_desktop.client.exports_api import ExportsApi, ExportStoppedError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportedList, ExportFormat, ExportLine, StartExport
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import TemplateUnknownError
from agent_desktop.server.exports.routes import export_routes
from agent_desktop.server.exports.service import Exporter
from agent_desktop.server.exports.sheets import CellKind, guarded
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.exports.typesetting import Typesetter
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.settings import shipped_file
from agent_desktop.settings_papers import ExportSettings
from tests.server.paper_desk import PaperDesk, paper_desk
from tests.server.support import until
from tests.support.pdf_reading import fonts_of, words_of

_ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


class Narrowed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rows: int = 3
    fails_at: int = -1
    waits: bool = False


class Made:
    """A list of as many rows as are asked for; `closed` counts how often its reading came to an end."""

    def __init__(self) -> None:
        self.closed = 0
        self.waiting = threading.Event()
        self.go_on = threading.Event()

    def count(self, work: UnitOfWork, person: Person, query: Narrowed) -> int:
        return query.rows

    def rows(self, work: UnitOfWork, person: Person, query: Narrowed) -> Iterator[Row]:
        assert work.session.scalar(sa.text("SHOW transaction_isolation")) == "repeatable read"
        try:
            for number in range(query.rows):
                if number == query.fails_at:
                    raise TemplateUnknownError(template="x")
                if query.waits and number == 60:
                    self.waiting.set()
                    self.go_on.wait(10)
                yield {
                    "number": f"=HYPERLINK({number})" if number == 1 else f"CMP-{number}",
                    "name": "陈大文",
                    "amount": Decimal("-12.50"),
                    "on": date(2026, 2, 28),
                    "at": AT,
                    "late": number == 0,
                    "state": {"en": "Open", "zh": "在办"},
                }
        finally:
            self.closed += 1

    def source(self) -> ExportSource[Narrowed]:
        return ExportSource(
            list=ExportedList.LETTERS,
            name={"en": "Letters", "zh": "信函"},
            roles=_ROLES,
            columns=(
                ExportedColumn("number", {"en": "Number", "zh": "编号"}),
                ExportedColumn("name", {"en": "Customer", "zh": "客户"}, clear_for=frozenset({Role.SUPERVISOR})),
                ExportedColumn("amount", {"en": "Amount", "zh": "金额"}, CellKind.MONEY),
                ExportedColumn("on", {"en": "On", "zh": "日期"}, CellKind.DAY),
                ExportedColumn("at", {"en": "At", "zh": "时间"}, CellKind.MOMENT),
                ExportedColumn("late", {"en": "Late", "zh": "逾期"}, CellKind.TRUTH),
                ExportedColumn("state", {"en": "State", "zh": "状态"}),
            ),
            query=Narrowed,
            count=self.count,
            rows=self.rows,
        )


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def desk(engine: sa.Engine, made: Made) -> Iterator[PaperDesk]:
    options = ProfileOptions("HKD", {}, UTC)
    settings = ExportSettings(at_once=1, most_rows=100_000)
    setter = Typesetter(shipped_file("resources") / "reports", ["Libertinus Serif"], ["Noto Serif CJK SC", "SimSun"])
    sources = [made.source()]
    with paper_desk(engine, lambda units: [export_routes(Exporter(units, sources, settings, options, setter))]) as desk:
        desk.person("sue", Role.SUPERVISOR)
        desk.person("ada", Role.ADMINISTRATOR)
        desk.person("bob", Role.COMPLAINT_HANDLER)
        yield desk


def wish(form: ExportFormat = ExportFormat.CSV, **filters: int) -> StartExport:
    return StartExport(
        export_id=uuid4(), list=ExportedList.LETTERS, format=form, time_zone="Asia/Hong_Kong", filters={**filters}
    )


def taken(desk: PaperDesk, name: str, asked: StartExport, place: Path) -> list[ExportLine]:
    lines: list[ExportLine] = []
    described = ExportsApi(desk.api(name)).export(asked, place, lines.append, lambda: False)
    assert place.stat().st_size == described.size
    assert [each.name for each in place.parent.iterdir()] == [place.name]
    return lines


def cells(place: Path, sheet: str = "sheet1") -> tuple[str, list[str]]:
    """The XML of a sheet, and its shared or inline texts."""
    with zipfile.ZipFile(place) as book:
        return book.read(f"xl/worksheets/{sheet}.xml").decode(), book.namelist()


def test_a_list_is_csv_in_the_language_and_the_time_asked_for_and_nothing_in_it_is_a_formula(
    desk: PaperDesk, tmp_path: Path
) -> None:
    place = tmp_path / "list.csv"
    asked = wish().model_copy(update={"language": "zh"})

    lines = taken(desk, "sue", asked, place)

    assert place.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(place.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0] == ["编号", "客户", "金额", "日期", "时间", "逾期", "状态"]
    assert rows[1] == ["CMP-0", "陈大文", "-12.50", "2026-02-28", "2026-03-02 07:30", "是", "在办"]
    assert rows[2][0] == "'=HYPERLINK(1)"
    assert (lines[0].rows, lines[-1].rows, lines[-1].total) == (0, 3, 3)
    for text in ("=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", " =1", "\u3000=1", "\n=1"):
        assert guarded(text).startswith("'"), text
    for text in ("1", "a=1", "CMP-1", "", "陈", "'=1"):
        assert guarded(text) == text
    assert [each["detail"] for each in desk.audited("list.exported")] == [
        {"format": "csv", "rows": 3, "filters": "", "columns": "number name amount on at late state", "masked": ""}
    ]


def test_a_list_is_a_sheet_whose_texts_are_texts_and_whose_numbers_are_numbers(desk: PaperDesk, tmp_path: Path) -> None:
    place = tmp_path / "list.xlsx"

    taken(desk, "ada", wish(ExportFormat.XLSX, rows=500), place)

    sheet, parts = cells(place)
    assert "<f>" not in sheet
    assert not any("externalLink" in part or "hyperlink" in part for part in parts)
    assert "=HYPERLINK(1)" in sheet
    assert 'quotePrefix="1"' in zipfile.ZipFile(place).read("xl/styles.xml").decode()
    assert "<v>-12.5</v>" in sheet
    assert sheet.count("<row ") == 501
    assert "陈" not in sheet
    assert "••••" in sheet  # names are not for administrators
    about, _ = cells(place, "sheet2")
    assert "Customer" in about
    assert [each["detail"]["masked"] for each in desk.audited("list.exported")] == ["name"]  # type: ignore[index]


def test_only_the_columns_asked_for_come_in_their_order_and_what_makes_no_sense_is_refused(
    desk: PaperDesk, tmp_path: Path
) -> None:
    place = tmp_path / "list.csv"
    taken(desk, "sue", wish().model_copy(update={"columns": ("state", "number")}), place)
    assert place.read_text("utf-8-sig").splitlines()[0] == "State,Number"

    api = ExportsApi(desk.api("sue"))
    for changed, problem in (
        ({"columns": ("state", "salary")}, {"problem": "column_unknown", "field": "salary"}),
        ({"filters": {"who": 1}}, {"problem": "filter_unknown", "field": "who"}),
        ({"time_zone": "Mars/North"}, {"problem": "time_zone_unknown"}),
        ({"filters": {"rows": 100_001}}, {"problem": "too_many_rows"}),
    ):
        with pytest.raises(ClientError) as refused:
            api.export(wish().model_copy(update=changed), tmp_path / "no.csv", lambda _: None, lambda: False)
        assert (refused.value.code, refused.value.details) == (ErrorCode.EXPORT_REFUSED, problem)
    assert len(desk.audited("list.exported")) == 1
    assert ExportsApi(desk.api("bob")).lists() == ()
    with pytest.raises(ClientError) as not_theirs:
        taken(desk, "bob", wish(), tmp_path / "no.csv")
    assert not_theirs.value.code is ErrorCode.NOT_ALLOWED
    (offered,) = ExportsApi(desk.api("ada")).lists()
    assert [each.code for each in offered.columns if each.is_hidden] == ["name"]


def test_an_export_that_fails_or_is_stopped_leaves_no_file_and_what_was_there_stays(
    desk: PaperDesk, made: Made, tmp_path: Path
) -> None:
    place = tmp_path / "list.csv"
    place.write_text("the one before")
    api = ExportsApi(desk.api("sue"))

    with pytest.raises(ClientError) as failed:
        api.export(wish(rows=10, fails_at=5), place, lambda _: None, lambda: False)
    assert failed.value.code is ErrorCode.TEMPLATE_UNKNOWN
    stopped = False

    def told(line: ExportLine) -> None:
        nonlocal stopped
        stopped = True

    with pytest.raises(ExportStoppedError):
        api.export(wish(rows=90_000, waits=True), place, told, lambda: stopped)
    made.go_on.set()
    until(lambda: made.closed == 2)  # the server has let go of it, and of its place
    assert place.read_text() == "the one before"
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
    until(lambda: taken(desk, "sue", wish(), place))


def test_so_many_at_once_and_no_more(desk: PaperDesk, made: Made, tmp_path: Path) -> None:
    first = threading.Thread(target=lambda: taken(desk, "sue", wish(rows=100, waits=True), tmp_path / "one" / "a.csv"))
    (tmp_path / "one").mkdir()
    first.start()
    assert made.waiting.wait(10)

    with pytest.raises(ClientError) as busy:
        taken(desk, "ada", wish(), tmp_path / "b.csv")
    made.go_on.set()
    first.join(10)

    assert busy.value.code is ErrorCode.EXPORTS_BUSY
    assert (tmp_path / "one" / "a.csv").read_bytes().count(b"\r\n") == 101


def test_where_nothing_can_be_written_that_is_said(desk: PaperDesk, tmp_path: Path) -> None:
    with pytest.raises(ClientError) as refused:
        taken(desk, "sue", wish(), tmp_path / "no such folder" / "a.csv")

    assert refused.value.code is ErrorCode.FILE_NOT_WRITABLE


def test_a_list_comes_as_pdf_with_its_fonts_and_no_more_rows_than_anybody_reads(
    desk: PaperDesk, tmp_path: Path
) -> None:
    place = tmp_path / "out" / "list.pdf"
    place.parent.mkdir()
    lines = taken(desk, "sue", wish(ExportFormat.PDF, rows=120), place)

    pdf = place.read_bytes()
    words, fonts = words_of(pdf, tmp_path), fonts_of(pdf)
    assert lines[-1].rows == 120
    assert "CMP-119" in words
    assert "陈大文" in words
    assert "=HYPERLINK(1)" in words  # nothing runs in it: it is what somebody wrote
    assert len(fonts) > 1
    assert all(fonts.values())
    with pytest.raises(ClientError) as failure:
        taken(desk, "sue", wish(ExportFormat.PDF, rows=5001), tmp_path / "out" / "more.pdf")
    assert failure.value.details["problem"] == "too_many_rows"
