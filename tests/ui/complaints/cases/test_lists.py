"""Lists of complaints: what they show, how they are narrowed, read on, handed over and exported."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.exports_api import ExportStoppedError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.complaint_lists import DeadlineBand, OwnerLoad, Scope, SortBy, Standing
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import ExportedList, ExportFormat, ExportLine
from agent_desktop.demo import screen_case_samples as samples
from agent_desktop.demo.screen_cases import Exports, ListsBank, list_presenters, lists_page
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import still_ticker
from agent_desktop.ui.complaints.cases.counts.presenter import ASK_AFTER_SECONDS, CountsPresenter
from agent_desktop.ui.complaints.cases.deadlines.presenter import FiguresState
from agent_desktop.ui.complaints.cases.lists.page import ListsPage
from agent_desktop.ui.complaints.cases.lists.presenter import PAGE, ListKind
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.time_left import time_left
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.rows import CellRole


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _many(count: int) -> ListsBank:
    first = samples.MINE[0]
    return ListsBank(
        tuple(
            first.model_copy(
                update={
                    "glance": first.glance.model_copy(update={"complaint_id": uuid4(), "number": f"CMP-26-{number:05}"})
                }
            )
            for number in range(count)
        )
    )


def _mark(page: ListsPage, *rows: int) -> None:
    model, flags = page.list.table.selectionModel(), page.list.table.selectionModel().SelectionFlag
    model.clearSelection()
    for row in rows:
        model.select(page.list.table.model().index(row, 0), flags.Select | flags.Rows)


def test_each_row_says_how_much_time_is_left_with_a_bar_of_what_has_gone(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    page = lists_page(theme, ListsBank())
    bring_up(page)
    model = page.list.table.model()
    rows = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert rows[0] == ["6 h 18 min", "Mr Paul Tsang", "ATM kept HKD 2,000", "CMP-26-01811", "Answer approved"]
    assert [row[0] for row in rows] == ["6 h 18 min", "1 day", "2 days", "8 days"]
    bars = [model.index(row, 0).data(CellRole.BAR) for row in range(4)]
    assert bars == [99, 85, 93, 72]
    tones = [model.index(row, 0).data(CellRole.BAR_TONE) for row in range(4)]
    assert tones == [Token.CAUTION.value, Token.CAUTION.value, Token.TEXT_3.value, Token.TEXT_3.value]

    late = time_left(NOW - timedelta(days=3), NOW - timedelta(minutes=12), NOW)
    assert (late.text, late.percent, late.token) == ("12 min late", 100, Token.PROBLEM)
    still = time_left(NOW - timedelta(days=1), NOW + timedelta(days=1), NOW, paused=True)
    assert (still.text, still.percent) == ("Stopped, 1 day", 50)
    assert time_left(NOW, None, NOW).percent is None


def test_the_list_is_read_on_before_its_end_is_reached_and_no_line_comes_twice() -> None:
    bank = _many(PAGE * 2 + 7)
    lists = list_presenters(bank, Exports()).lists
    lists.open(ListTab.MINE)
    assert len(lists.state.lines) == PAGE
    lists.read_more()
    bank.lines = (*bank.lines[:-1], bank.lines[0])  # one has moved meanwhile, so that the page has it again
    lists.read_more()
    assert len(lists.state.lines) == PAGE * 2 + 6
    assert not lists.state.next

    lists.read_more()
    assert len(bank.asked) == 3  # there is nothing more to ask for


def test_scrolling_down_asks_for_the_next_page(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    page = lists_page(theme, _many(PAGE * 3))
    bring_up(page)
    bar = page.list.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert page.list.table.model().rowCount() == PAGE * 2
    assert "150 complaints" in _texts(page)


def test_an_answer_to_an_older_question_is_passed_over() -> None:
    class Later(ImmediateTasks):
        """Keeps what is asked, to be answered in another order."""

        def __init__(self) -> None:
            self.kept: list[Callable[[], None]] = []

        def run(self, work, on_done, on_failed):  # type: ignore[no-untyped-def]
            self.kept.append(lambda: super(Later, self).run(work, on_done, on_failed))

    bank, tasks = ListsBank(), Later()
    lists = list_presenters(bank, Exports()).lists
    lists._tasks = tasks
    lists.open(ListTab.MINE)
    lists.narrow(lists.state.filter.model_copy(update={"text": "01879"}))
    _form, first, second = tasks.kept
    second()
    first()
    assert [each.glance.number for each in lists.state.lines] == ["CMP-26-01879"]


def test_words_typed_narrow_the_list_and_clearing_shows_all_again(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    bank = ListsBank()
    page = lists_page(theme, bank)
    bring_up(page)
    page.list.filters.focus_text()
    qtbot.keyClicks(page.list.filters.text, "nothing like it")
    qtbot.keyClick(page.list.filters.text, Qt.Key.Key_Return)
    kinds = [page.presenters.lists.state.kind]
    assert "No complaint fits \u201cnothing like it\u201d" in _texts(page)
    page.list.clear_chosen.emit()
    kinds.append(page.presenters.lists.state.kind)
    assert kinds == [ListKind.FILTERED, ListKind.READY]
    assert page.list.filters.text.text() in ("", "nothing like it")

    page.list.filters.standing.setCurrentIndex(page.list.filters.standing.findData(Standing.LATE.value))
    assert bank.asked[-1].filter.standing is Standing.LATE
    page.list.table.horizontalHeader().sectionClicked.emit(3)
    assert (bank.asked[-1].sort, bank.asked[-1].descending) == (SortBy.RECORDED, False)
    page.list.table.horizontalHeader().sectionClicked.emit(3)
    assert bank.asked[-1].descending


def test_marked_complaints_are_handed_over_each_line_says_what_came_of_it_and_it_can_be_undone(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    bank = ListsBank(samples.TEAM)
    page = lists_page(theme, bank, ListTab.TEAM)
    page.resize(1240, 600)
    bring_up(page)
    _mark(page, 2, 3, 6)
    assert "3 marked" in _texts(page)
    page.many.to.setCurrentIndex(page.many.to.findData(str(samples.OWNERS[1].owner_id)))
    page.many.why.setText("On leave")
    page.many.assign.click()

    command = bank.assigned[0]
    assert (len(command.items), command.owner_id, command.reason) == (3, samples.OWNERS[1].owner_id, "On leave")
    assert "2 went to Ken Yip. 1 was not changed: CMP-26-01861. Its line says why." in _texts(page)
    model = page.list.table.model()
    assert [model.index(row, 6).data() for row in (2, 3, 6)] == ["Assigned", "Changed meanwhile", "Assigned"]

    page.presenters.many.undo()
    assert bank.undone == [samples.named("deed")]
    assert "1 went back to whom they were with." in _texts(page)
    page.presenters.many.undo()
    assert len(bank.undone) == 1  # once


def test_a_supervisor_sees_who_is_overloaded_and_a_press_shows_only_these(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    bank = ListsBank(samples.TEAM)
    page = lists_page(theme, bank, ListTab.DEADLINE)
    page.resize(1240, 640)
    bring_up(page)
    names = [row.accessibleName() for row in page.deadlines.owners]
    assert names[0] == "Ken Yip, 14, 1 late · 2 today, Too many"
    assert names[1:4] == ["Rita So, 6", "Amy Wong, 4, 1 today", "Joey Tam, 2"]

    page.deadlines.bands[DeadlineBand.NEXT_DAYS].click()
    assert bank.asked[-1].filter.band is DeadlineBand.NEXT_DAYS
    page.deadlines.owners[0].click()
    assert bank.asked[-1].filter.owner_id == samples.named("Ken Yip")
    page.deadlines.owners[0].click()
    page.deadlines.bands[DeadlineBand.NEXT_DAYS].click()
    assert bank.asked[-1].filter == page.presenters.lists.state.begun

    no_limit = tuple(replace_limit(each) for each in samples.FIGURES.owners)
    state = FiguresState(samples.FIGURES.model_copy(update={"owners": no_limit}))
    assert [state.is_overloaded(each) for each in no_limit] == [True, False, False, False, False]


def replace_limit(load: OwnerLoad) -> OwnerLoad:
    return load.model_copy(update={"limit": None})


def test_each_state_of_a_list_says_what_it_means_and_what_to_do(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    for bank, words in (
        (ListsBank(()), "No open complaint"),
        (ListsBank(problem=ErrorCode.SERVER_AWAY), "The complaints cannot be read now"),
        (ListsBank(problem=ErrorCode.NOT_ALLOWED), "This list is not open to you"),
    ):
        page = lists_page(theme, bank)
        bring_up(page)
        assert words in _texts(page)

    bank = ListsBank()
    page = lists_page(theme, bank)
    bring_up(page)
    bank.problem = ErrorCode.SERVER_AWAY
    page.look()
    assert "Showing the list of" in _texts(page)  # what was known stays, and says from when
    assert page.list.table.model().rowCount() == 4


def test_a_list_goes_into_a_file_with_what_it_asks_for(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    exports, bank = Exports(), ListsBank()
    presenters = list_presenters(bank, exports)
    page = ListsPage(theme, still_ticker(), presenters, ask_place=lambda _: Path("/a/b.csv"))
    bring_up(page)
    page.open(ListTab.MINE)
    page.presenters.lists.narrow(page.presenters.lists.state.filter.model_copy(update={"category": "cards"}))
    page.export()
    wish = exports.wishes[0]
    assert wish.format is ExportFormat.CSV
    assert wish.filters == {"category": "cards", "scope": "mine", "sort": "deadline", "descending": False}
    assert "3,417 lines" in _texts(page)


def test_an_export_can_be_stopped_and_leaves_no_file() -> None:
    class Long(Exports):
        def export(self, wish, place, told, is_stopped):  # type: ignore[no-untyped-def]
            told(ExportLine(rows=10, total=100))
            presenters.exports.tick()
            assert (presenters.exports.state.rows, presenters.exports.state.total) == (10, 100)
            presenters.exports.stop()
            assert is_stopped()
            raise ExportStoppedError

    presenters = list_presenters(ListsBank(), Long())
    presenters.exports.start(
        ExportedList.COMPLAINTS,
        ExportFormat.XLSX,
        {},
        Path("x.xlsx"),
        "en",
    )
    state = presenters.exports.state
    assert state.stopped
    assert state.file is None


def test_the_live_numbers_are_asked_for_once_a_minute_and_when_something_changed() -> None:
    clock, asked = [0.0], []

    class Bank(ListsBank):
        def counts(self):  # type: ignore[no-untyped-def]
            asked.append(clock[0])
            return samples.COUNTS

    counts = CountsPresenter(Bank(), ImmediateTasks(), lambda: clock[0])
    counts.tick()
    counts.tick()
    assert asked == [0.0]
    clock[0] = ASK_AFTER_SECONDS
    counts.tick()
    counts.read()
    assert asked == [0.0, ASK_AFTER_SECONDS, ASK_AFTER_SECONDS]
    assert counts.state.counts.mine_open == 4


def test_a_filter_is_kept_under_a_name_and_asked_for_again(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bank = ListsBank(samples.TEAM)
    page = lists_page(theme, bank, ListTab.TEAM)
    bring_up(page)
    page.list.filters.saved_chosen.emit(samples.SAVED[0].filter_id)
    assert bank.asked[-1].filter == samples.SAVED[0].filter
    assert page.list.filters.saved.text() == "Card fees, late"
    page.list.filters.drop_chosen.emit(samples.SAVED[0].filter_id)
    assert page.presenters.saved.state.filters == ()
    assert replace(page.presenters.saved.state).like(page.presenters.lists.state) is None
    assert page.presenters.lists.state.filter.scope is Scope.TEAM
