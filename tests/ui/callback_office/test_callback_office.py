"""Figures of callbacks and referrals, and who is not to be called, on the screen."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_lists import AddDoNotCall, DoNotCall, DoNotCallList, DoNotCallScope, EndDoNotCall
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_follow_ups as samples
from agent_desktop.demo.screen_campaigns import figures_window
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.callback_office.not_to_call import NotToCallPresenter, NotToCallView
from agent_desktop.ui.callback_office.presenter import Group, Period
from agent_desktop.ui.callback_office.window import CallbackFiguresWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


def said(widget: QWidget) -> str:
    return "\n".join(each.full_text() for each in widget.findChildren(TextLabel) if each.isVisible())


def rows(window: CallbackFiguresWindow) -> list[list[str]]:
    model = window.table.model()
    return [[str(model.index(row, column).data()) for column in range(7)] for row in range(model.rowCount())]


def test_promises_are_counted_by_agent_queue_and_kind_and_referrals_by_who_gave_and_has_them(
    theme: Theme, bring_up: Callable[[QWidget], None], language: LanguageSwitch, qtbot: QtBot
) -> None:
    window = figures_window(theme)
    bring_up(window)
    window.start()
    assert "197 of 212 promises kept (92.9%) · 1.3 attempts to reach · 0 min late" in said(window)
    assert "9 of 23 referrals won (60%) · 8 still open" in said(window)
    assert rows(window)[1] == ["Ken Yip", "58", "49", "84.5%", "1.3", "6.5", "2"]
    assert rows(window)[2][0] == "Nobody's"
    window.figures.show_group(Group.QUEUES)
    assert [row[0] for row in rows(window)] == ["cards", "general"]
    window.figures.show_group(Group.KINDS)
    assert rows(window)[0][0] == "Promised"
    window.figures.show_group(Group.MANAGERS)
    assert rows(window) == [["Raymond Lau", "23", "9", "6", "8", "60%", ""]]
    window.figures.show_period(Period.TODAY)
    assert window.figures.state.callbacks is not None
    language.use("zh")
    qtbot.waitUntil(lambda: "回电统计" in said(window))


def test_figures_that_cannot_be_read_say_so(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    window = figures_window(theme, away=True)
    bring_up(window)
    window.start()
    assert "The figures cannot be read now" in said(window)


class Server:
    """Keeps wishes, as ours does."""

    def __init__(self) -> None:
        self.entries: tuple[DoNotCall, ...] = ()
        self.asked: list[AddDoNotCall | EndDoNotCall] = []
        self.problem: ClientError | None = None

    def do_not_call(self, customer_id: UUID) -> DoNotCallList:
        return DoNotCallList(entries=self.entries)

    def add_do_not_call(self, command: AddDoNotCall) -> DoNotCall:
        self.asked.append(command)
        if self.problem is not None:
            raise self.problem
        entry = DoNotCall(entry_id=uuid4(), scope=command.scope, since_at=NOW, by_name="Amy", words=command.words)
        self.entries = (*self.entries, entry)
        return entry

    def end_do_not_call(self, entry_id: UUID, command: EndDoNotCall) -> DoNotCall:
        self.asked.append(command)
        (entry,) = (each for each in self.entries if each.entry_id == entry_id)
        self.entries = tuple(each for each in self.entries if each.entry_id != entry_id)
        return entry


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    return host


def test_a_wish_not_to_be_called_is_kept_once_and_taken_back_only_with_a_reason(
    theme: Theme, ticker: Ticker, host: QWidget, qtbot: QtBot
) -> None:
    server, changed = Server(), list[None]()
    presenter = NotToCallPresenter(server, ImmediateTasks(), lambda: changed.append(None))
    view = NotToCallView(theme, ticker, host)
    view.add_chosen.connect(presenter.add)
    view.end_chosen.connect(presenter.end)
    view.scope_chosen.connect(presenter.choose)
    presenter.show_to(view.display)
    presenter.open(UUID(int=3), "Ms Grace Ho")
    assert "No wish is on record" in said(view)
    assert view.words.hasFocus()
    qtbot.mouseClick(view.scope.stops[1], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(view.words, "Said so today")
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    view.keep()
    server.problem = None
    view.keep()
    first, second = server.asked
    assert first == second
    assert isinstance(second, AddDoNotCall)
    assert (second.scope, second.words, second.customer_id) == (DoNotCallScope.ALL, "Said so today", UUID(int=3))
    qtbot.waitUntil(lambda: "No calls at all · since 16 Jun · Amy · Said so today" in said(view))
    assert view.words.text() == ""

    presenter.end(server.entries[0].entry_id, " ")
    assert "Say why." in said(view)
    presenter.end(server.entries[0].entry_id, "She asked for a call")
    assert "No wish is on record" in said(view)
    assert len(changed) == 2


def test_it_speaks_chinese(theme: Theme, ticker: Ticker, host: QWidget, language: LanguageSwitch, qtbot: QtBot) -> None:
    view = NotToCallView(theme, ticker, host)
    view.display(samples.WISHES)
    language.use("zh")
    qtbot.waitUntil(lambda: "谢绝推销来电" in said(view))
