"""Reports are asked, read, opened to what they count, kept, saved, exported and scheduled, on the screen."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportedList, ExportFormat
from agent_desktop.contract.reports import Cadence, ReportSubject, ScheduledWhat, Span, Step
from agent_desktop.demo.screen_reports import Bank, reports_window
from agent_desktop.demo.screen_reports_samples import ROOT, TODAY
from agent_desktop.ui.reports.presenter import Narrow, Rows
from agent_desktop.ui.reports.side import Lists
from agent_desktop.ui.reports.window import ReportsWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.labels import TextLabel

LEVEL = "queue.service_level"


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def places() -> list[tuple[str, tuple[ExportFormat, ...]]]:
    """Which files were asked for."""
    return []


@pytest.fixture
def window(
    theme: Theme,
    bank: Bank,
    bring_up: Callable[[QWidget], None],
    places: list[tuple[str, tuple[ExportFormat, ...]]],
    tmp_path: Path,
) -> ReportsWindow:
    def ask(name: str, kinds: tuple[ExportFormat, ...]) -> Path | None:
        places.append((name, kinds))
        return tmp_path / f"{name}.{kinds[-1].value}"

    window = reports_window(theme, bank, ask)
    bring_up(window)
    window.start()
    return window


def said(window: QWidget) -> str:
    return "\n".join(each.full_text() for each in window.findChildren(TextLabel) if each.isVisible())


def choose(field: ChoiceField, value: str) -> None:
    row = field.findData(value)
    assert row >= 0
    field.setCurrentIndex(row)
    field.activated.emit(row)


def column(window: ReportsWindow, figure: str) -> list[str]:
    model = window.view.report
    place = model.column_of(figure)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def open_cell(window: ReportsWindow, qtbot: QtBot, row: int, figure: str = LEVEL) -> None:
    model = window.view.report
    window.view.setFocus()
    window.view.setCurrentIndex(model.index(row, model.column_of(figure)))
    qtbot.keyClick(window.view, Qt.Key.Key_Return)


def test_a_report_is_asked_by_subject_days_steps_and_queue(window: ReportsWindow, bank: Bank) -> None:
    assert (bank.asked[0].subject, bank.asked[0].span) == (ReportSubject.QUEUES, Span.TODAY)
    assert column(window, "queue.calls")[-1] == "4,069"

    choose(window.bar.span, "last_week")
    choose(window.bar.step, "day")
    choose(window.bar.narrow[Narrow.QUEUES], "wealth")

    asked = bank.asked[-1]
    assert (asked.span, asked.step, asked.queues) == (Span.LAST_WEEK, Step.DAY, ("wealth",))
    assert window.view.report.rowCount() == 7 + 1
    assert "8 Jun – 14 Jun" in said(window)

    choose(window.bar.subject, "agents")
    assert bank.asked[-1].subject is ReportSubject.AGENTS
    assert bank.asked[-1].queues == ()
    assert all(field.isVisible() for field in window.bar.narrow.values())
    choose(window.bar.narrow[Narrow.AGENTS], str(uuid5(ROOT, "Ken Yip")))
    assert bank.asked[-1].agents == (uuid5(ROOT, "Ken Yip"),)


def test_a_report_is_narrowed_to_several_queues_and_each_is_let_go_again(window: ReportsWindow, bank: Bank) -> None:
    queues = window.bar.narrow[Narrow.QUEUES]
    for code in ("wealth", "cards"):
        choose(queues, code)
    assert (queues.currentIndex(), queues.placeholderText()) == (-1, "2 queues")
    assert not queues.itemIcon(queues.findData("cards")).isNull()
    for code in ("wealth", ""):
        choose(queues, code)
    asked = [each.queues for each in bank.asked]
    assert asked[-4:] == [("wealth",), ("wealth", "cards"), ("cards",), ()]
    assert queues.currentIndex() == 0


def test_own_days_are_typed_and_what_cannot_be_asked_is_said_in_words(
    window: ReportsWindow, bank: Bank, qtbot: QtBot
) -> None:
    choose(window.bar.span, "given")
    assert (bank.asked[-1].first, bank.asked[-1].last) == (TODAY, TODAY)
    window.bar.first.setText("2026-05-01")
    qtbot.keyClick(window.bar.first, Qt.Key.Key_Return)
    assert bank.asked[-1].first == date(2026, 5, 1)
    count = len(bank.asked)

    for day, step, words in (
        ("2026-07-01", "whole", "the first not after the last"),
        ("soon", "whole", "Enter two days"),
        ("2023-01-01", "whole", "1,100 days at most"),
        ("2026-01-01", "minutes_15", "62 days at most"),
    ):
        window.bar.first.setText(day)
        qtbot.keyClick(window.bar.first, Qt.Key.Key_Return)
        choose(window.bar.step, step)
        assert words in said(window)
        if day != "2026-01-01":
            assert len(bank.asked) == count


def test_the_table_is_sorted_by_a_figure_with_everything_together_last(window: ReportsWindow) -> None:
    place = window.view.report.column_of("queue.calls")

    window.view.sortByColumn(place, Qt.SortOrder.DescendingOrder)
    calls = column(window, "queue.calls")
    assert calls == ["895", "787", "731", "694", "620", "342", "4,069"]
    window.view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert column(window, "queue.calls") == [*reversed(calls[:-1]), "4,069"]

    window.reports.count()
    assert column(window, "queue.calls")[0] == "342"


def test_rows_by_time_show_each_step_of_all_and_the_chart_draws_the_figure_in_focus(window: ReportsWindow) -> None:
    choose(window.bar.span, "last_week")
    choose(window.bar.step, "day")
    assert window.view.report.rowCount() == 6 * 7 + 1

    window.reports.show_rows(Rows.BY_TIME)
    assert window.view.report.rowCount() == 7 + 1
    assert window.view.isColumnHidden(0)
    model = window.view.report
    window.view.setCurrentIndex(model.index(0, model.column_of(LEVEL)))

    drawn = window.chart.drawn
    assert drawn.series[0].name == "Service level (%)"
    assert [point.label for point in drawn.points][:2] == ["8 Jun", "9 Jun"]
    assert drawn.points[0].said.endswith(column(window, LEVEL)[0])


def test_a_cell_opens_to_its_formula_numbers_exclusions_definition_and_calls(
    window: ReportsWindow, qtbot: QtBot
) -> None:
    open_cell(window, qtbot, 0)

    text = said(window.sheet)
    assert "Service level · Cards – Services" in text
    assert f"= {column(window, LEVEL)[0]}" in text
    assert "Left to be called back: 3" in text
    assert "T = 20 s, S = 5 s, target 80 %" in text
    about = window.cell.state.about
    assert about is not None
    assert (about.key, about.query.span, about.query.first) == ("cards", Span.GIVEN, TODAY)

    window.sheet.calls.click()
    assert window.sheet.table.model().rowCount() == 50
    assert "+852" in window.sheet.table.model().index(0, 1).data()
    window.sheet.calls.click()
    assert window.sheet.table.model().rowCount() == 100
    assert not window.sheet.calls.isVisible()

    qtbot.keyClick(window.sheet, Qt.Key.Key_Escape)
    assert not window.sheet.isVisible()
    assert window.cell.state.about is None


def test_a_bar_of_the_chart_opens_as_its_cell_does(window: ReportsWindow, qtbot: QtBot) -> None:
    window.reports.draw_figure(LEVEL)
    window.chart.setFocus()
    qtbot.keyClick(window.chart, Qt.Key.Key_Home)
    qtbot.keyClick(window.chart, Qt.Key.Key_Return)

    about = window.cell.state.about
    assert about is not None
    assert (about.figure, about.key) == (LEVEL, "wealth")  # the highest stands first


def test_a_kept_report_shows_as_it_was_and_says_where_counting_now_differs(
    window: ReportsWindow, bank: Bank, qtbot: QtBot
) -> None:
    window.keep.click()
    window.naming.name.setText("  ")
    window.naming.do.click()
    assert "Give it a name." in said(window.naming)
    window.naming.name.setText("六月十六日")
    qtbot.keyClick(window.naming.name, Qt.Key.Key_Return)
    assert "The report is kept." in said(window.side)
    kept = next(each for each in bank.kept_reports.values() if each.kept.name == "六月十六日")

    window.side.list_what(Lists.KEPT)
    window.side.table.selectRow(1)
    window.side.open.click()
    asked = len(bank.asked)
    assert "“六月十六日”, as it was counted" in said(window)
    assert not window.keep.isEnabled()
    bank.drifted = True
    open_cell(window, qtbot, 0)
    assert "and stays so. Counted now it is" in said(window.sheet)
    window.sheet.close_over()

    window.export()
    assert (bank.exported[-1].list, bank.exported[-1].filters) == (
        ExportedList.KEPT_REPORT,
        {"kept_id": str(kept.kept.kept_id)},
    )
    assert len(bank.asked) == asked
    window.again.click()
    assert len(bank.asked) == asked + 1
    assert "It does not change" not in said(window)


def test_a_question_is_saved_shared_opened_and_removed(window: ReportsWindow, bank: Bank) -> None:
    choose(window.bar.span, "yesterday")
    window.save.click()
    window.naming.name.setText("Yesterday")
    window.naming.shared.setChecked(True)
    window.naming.do.click()
    saved = next(each for each in bank.saved.values() if each.name == "Yesterday")
    assert (saved.query.span, saved.shared, saved.version) == (Span.YESTERDAY, True, 1)

    window.side.table.selectRow(3)
    window.side.share.click()
    assert not bank.saved[saved.saved_id].shared
    window.side.table.selectRow(0)
    window.side.open.click()
    assert (bank.asked[-1].span, window.bar.step.currentData()) == (Span.LAST_WEEK, "day")
    window.side.table.selectRow(2)
    assert not window.side.remove.isVisible()  # somebody else's
    window.side.table.selectRow(3)
    window.side.remove.click()
    assert saved.saved_id not in bank.saved


def test_a_report_is_exported_as_it_was_asked_and_a_month_as_its_service_report(
    window: ReportsWindow, bank: Bank, places: list[tuple[str, tuple[ExportFormat, ...]]], qtbot: QtBot
) -> None:
    choose(window.bar.span, "last_week")
    window.file.click()
    wish = bank.exported[-1]
    assert (wish.list, wish.format, wish.filters["span"]) == (ExportedList.REPORT, ExportFormat.PDF, "last_week")
    assert places[-1][1] == (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.PDF)
    assert "is written, 42 lines." in said(window.progress)

    window.month.click()
    (menu,) = window.findChildren(QMenu)
    first = menu.actions()[0]
    assert (first.text(), len(menu.actions())) == ("May 2026", 12)
    first.trigger()
    menu.close()
    wish = bank.exported[-1]
    assert (wish.list, wish.filters) == (ExportedList.SERVICE_REPORT, {"month": "2026-05-01"})
    assert places[-1] == ("service report 2026-05", (ExportFormat.PDF,))

    bank.refuses = ClientError(ErrorCode.EXPORTS_BUSY)
    window.export()
    assert window.progress.isVisible()
    assert not window.progress.open.isVisible()


def test_a_schedule_is_set_up_paused_and_removed_and_says_what_its_last_run_met(
    window: ReportsWindow, bank: Bank
) -> None:
    window.side.list_what(Lists.SCHEDULES)
    window.side.table.selectRow(1)
    assert "The folder cannot be written to." in said(window.side)
    window.side.pause.click()
    assert [each.is_on for each in bank.plans.values()] == [True, False]
    assert "It is paused." in said(window.side)
    window.side.remove.click()
    assert len(bank.plans) == 1

    window.side.add.click()
    form = window.planning
    form.at.setText("25")
    form.do.click()
    for words in ("Give it a name.", "Enter a time, as 07:30.", "a folder, or an e-mail address"):
        assert words in said(form)
    form.name.setText("每日")
    form.at.setText("7:30")
    form.emails.setText("a@bank.example， b@bank.example")
    choose(form.cadence, "business_days")
    form.do.click()

    plan = next(each for each in bank.plans.values() if each.name == "每日")
    assert (plan.cadence, plan.at, plan.what) == (Cadence.BUSINESS_DAYS, "07:30", ScheduledWhat.SAVED_REPORT)
    assert plan.emails == ("a@bank.example", "b@bank.example")


def test_the_monthly_service_report_is_scheduled_as_pdf_on_the_first(window: ReportsWindow, bank: Bank) -> None:
    window.side.list_what(Lists.SCHEDULES)
    window.side.add.click()
    form = window.planning
    choose(form.what, "service_report")
    assert not form.format.isEnabled()
    form.name.setText("Service report")
    choose(form.folder, "management")
    form.do.click()

    plan = next(each for each in bank.plans.values() if each.name == "Service report")
    assert (plan.format, plan.cadence, plan.saved_id) == (ExportFormat.PDF, Cadence.MONTHLY, None)


def test_what_is_refused_or_away_or_empty_is_said_and_can_be_asked_again(window: ReportsWindow, bank: Bank) -> None:
    bank.refuses = ClientError(ErrorCode.STALE_VERSION)
    window.side.table.selectRow(0)
    window.side.share.click()
    assert window.keeping is not None
    assert window.keeping.state.problem is not None
    assert window.side.share.isEnabled()

    bank.refuses, bank.away = None, True
    window.reports.count()
    assert "The report cannot be counted now" in said(window)
    assert not window.chart.isVisible()
    bank.away, bank.nothing = False, True
    window.reports.count()
    assert "Nothing to count in this time" in said(window)
    bank.nothing = False
    window.reports.count()
    assert column(window, "queue.calls")[-1] == "4,069"


def test_an_agent_has_their_own_figures_and_nothing_to_keep(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    bank = Bank(own=True)
    window = reports_window(theme, bank)
    bring_up(window)
    window.start()

    assert window.windowTitle() == "My figures"
    assert len(bank.asked) == 1  # nobody to narrow by is asked for
    for hidden in (window.side, window.keep, window.save, window.file, window.month, *window.bar.narrow.values()):
        assert not hidden.isVisible()
    for keys in (Qt.Key.Key_K, Qt.Key.Key_S, Qt.Key.Key_X, Qt.Key.Key_M):
        qtbot.keyClick(window, keys, Qt.KeyboardModifier.AltModifier)
    assert not window.naming.isVisible()
    assert bank.exported == []
    open_cell(window, qtbot, 0, "agent.handled")
    assert "Amy Wong" in said(window.sheet)


def test_the_window_follows_the_language(window: ReportsWindow, language: LanguageSwitch, qtbot: QtBot) -> None:
    choose(window.bar.span, "last_week")
    choose(window.bar.step, "week")
    language.use("zh")
    qtbot.waitUntil(lambda: window.windowTitle() == "报表")

    model = window.view.report
    heads = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(4)]
    assert heads[0] == "队列"
    assert model.index(0, 0).data() == "信用卡服务"
    assert window.bar.span.currentText() == "上周"
    assert "统计于6月16日 10:42" in said(window)
    assert TODAY - timedelta(days=8) == date(2026, 6, 8)
    assert window.view.report.index(0, 1).data() == "6月8日当周"
