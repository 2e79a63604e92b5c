"""A customer's numbers on the screen: one that is not theirs is ended by the keyboard, and taken back the same way."""

from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.phone_numbers import (
    CurrentNumber,
    CustomerNumbers,
    EndedNumber,
    EndNumber,
    NumberEnd,
    RestoreNumber,
)
from agent_desktop.demo import screen_phone_numbers as samples
from agent_desktop.ui.customer.numbers.presenter import NumbersPresenter
from agent_desktop.ui.customer.numbers.view import NumbersView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from tests.client.support import AWAY, HeldTasks, profile
from tests.client.test_customers_on_screen import Bench as Models

TODAY = samples.ENDED.numbers.ended[0].valid_until if samples.ENDED.numbers else None


class Server:
    """Two numbers, of which the call comes from the first."""

    def __init__(self) -> None:
        self.current = {uuid4(): "+852 6••• 4182", uuid4(): "+852 2••• 7790"}
        self.calling = next(iter(self.current))
        self.ended: dict[UUID, tuple[UUID, NumberEnd]] = {}
        self.commands: list[EndNumber | RestoreNumber] = []
        self.calls: list[UUID | None] = []
        self.failure: ClientError | None = None

    def numbers(self, customer_id: UUID, call_id: UUID | None) -> CustomerNumbers:
        self.calls.append(call_id)
        return self._all(customer_id)

    def end(self, customer_id: UUID, command: EndNumber) -> CustomerNumbers:
        self.commands.append(command)
        if self.failure is not None:
            raise self.failure
        self.ended[uuid4()] = (command.number_id, command.end)
        return self._all(customer_id)

    def restore(self, customer_id: UUID, command: RestoreNumber) -> CustomerNumbers:
        self.commands.append(command)
        del self.ended[command.former_id]
        return self._all(customer_id)

    def _all(self, customer_id: UUID) -> CustomerNumbers:
        if self.failure is not None:
            raise self.failure
        gone = {number: (former, end) for former, (number, end) in self.ended.items()}
        assert TODAY is not None
        return CustomerNumbers(
            customer_id=customer_id,
            current=tuple(
                CurrentNumber(number_id=key, label={"en": "Mobile"}, masked=masked, calling=key == self.calling)
                for key, masked in self.current.items()
                if key not in gone
            ),
            ended=tuple(
                EndedNumber(former_id=former, label={"en": "Mobile"}, masked="+852", valid_until=TODAY, end=end)
                for former, end in gone.values()
            ),
        )


class Bench(Models):
    """The numbers of whoever is on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks, self.server = HeldTasks(), Server()
        self.read_again = 0
        self.presenter = NumbersPresenter(self.customers, self.server, self.tasks, self._changed)

    def _changed(self) -> None:
        self.read_again += 1

    def opened(self) -> None:
        self.talk_to(profile())
        self.presenter.open()
        self.tasks.run_all()

    @property
    def current(self) -> list[UUID]:
        numbers = self.presenter.state.numbers
        return [each.number_id for each in numbers.current] if numbers is not None else []


class TestPresenter:
    def test_numbers_are_read_when_asked_for_and_not_before(self) -> None:
        bench = Bench()
        bench.presenter.open()
        assert not bench.presenter.state.open  # there is nobody

        bench.opened()

        assert bench.server.calls == [bench.customers.shown.call_id]
        assert len(bench.current) == 2

    def test_a_number_ends_after_a_question_and_the_customer_is_read_anew(self) -> None:
        bench = Bench()
        bench.opened()
        number = bench.current[0]

        bench.presenter.end(NumberEnd.NEVER)
        assert bench.server.commands == []  # nothing was asked about
        bench.presenter.ask(number)
        bench.presenter.end(NumberEnd.NO_LONGER)
        bench.presenter.end(NumberEnd.NO_LONGER)  # a second press while the server decides
        bench.tasks.run_all()

        (command,) = bench.server.commands
        assert isinstance(command, EndNumber)
        assert (command.number_id, command.end) == (number, NumberEnd.NO_LONGER)
        assert command.call_id == bench.customers.shown.call_id
        state = bench.presenter.state
        assert (bench.read_again, state.was_calling, state.asking, state.busy) == (1, True, None, False)

    def test_undo_brings_back_what_was_just_ended(self) -> None:
        bench = Bench()
        bench.opened()
        number = bench.current[1]
        bench.presenter.ask(number)
        bench.presenter.end(NumberEnd.NEVER)
        bench.tasks.run_all()
        assert number not in bench.current
        assert not bench.presenter.state.was_calling

        bench.presenter.undo()
        bench.tasks.run_all()

        assert number in bench.current
        assert (bench.read_again, bench.presenter.state.undoable) == (2, None)

    def test_a_refusal_stays_with_the_question_and_is_read_again(self) -> None:
        bench = Bench()
        bench.opened()
        bench.presenter.ask(bench.current[0])
        bench.server.failure = ClientError(ErrorCode.NUMBER_NOT_THEIRS)
        bench.presenter.end(NumberEnd.NO_LONGER)
        bench.tasks.run_all()

        assert bench.presenter.state.problem is not None
        assert (bench.presenter.state.busy, bench.read_again) == (False, 0)
        bench.server.failure = None
        bench.presenter.retry()
        bench.tasks.run_all()
        state = bench.presenter.state
        assert (state.problem is None, state.asking) == (True, None)

    def test_an_end_is_done_though_the_list_was_put_away_meanwhile(self) -> None:
        bench = Bench()
        bench.opened()
        bench.presenter.ask(bench.current[0])
        bench.presenter.end(NumberEnd.NO_LONGER)

        bench.presenter.close()
        bench.tasks.run_all()

        assert (bench.read_again, bench.presenter.state.open) == (1, False)

    def test_another_customer_puts_the_numbers_away(self) -> None:
        bench = Bench()
        bench.opened()

        bench.customers.open(uuid4())

        assert not bench.presenter.state.open

    def test_numbers_that_do_not_come_say_why(self) -> None:
        bench = Bench()
        bench.server.failure = AWAY
        bench.opened()

        assert (bench.presenter.state.numbers, bench.presenter.state.problem) == (None, AWAY.problem)


class Screen:
    def __init__(self, qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
        self.qtbot, self.bench = qtbot, Bench()
        self.host = QWidget()
        self.host.resize(1440, 900)
        qtbot.addWidget(self.host)
        self.host.show()
        self.view = NumbersView(theme, ticker, self.host)
        presenter = self.bench.presenter
        self.view.asked.connect(presenter.ask)
        self.view.end_chosen.connect(presenter.end)
        self.view.restore_chosen.connect(presenter.restore)
        self.view.undo_chosen.connect(presenter.undo)
        self.view.retry_chosen.connect(presenter.retry)
        self.view.closed.connect(presenter.close)
        presenter.show_to(self.view.display)
        self.bench.opened()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            assert self.view.isAncestorOf(focused)
            self.qtbot.keyClick(focused, key, modifier)
            self.bench.tasks.run_all()

    def texts(self) -> str:
        return " ".join(label.full_text() for label in self.view.findChildren(TextLabel) if label.isVisible())


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, ticker: Ticker) -> Screen:
    return Screen(qtbot, theme, ticker)


class TestKeyboard:
    def test_a_number_is_ended_and_taken_back_by_the_keyboard_alone(self, screen: Screen) -> None:
        second = screen.bench.current[1]

        screen.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert screen.bench.presenter.state.asking == second
        screen.press(Qt.Key.Key_2)

        assert screen.bench.current == [screen.bench.server.calling]
        assert "never was theirs" in screen.texts()
        screen.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
        assert second in screen.bench.current

    def test_an_older_end_is_taken_back_at_its_row(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_Return, Qt.Key.Key_1)
        assert "This call stays with" in screen.texts()

        screen.press(Qt.Key.Key_Up, Qt.Key.Key_Return)

        assert len(screen.bench.current) == 2

    def test_escape_takes_the_question_back_first_and_then_closes(self, screen: Screen) -> None:
        screen.press(Qt.Key.Key_Return)
        screen.press(Qt.Key.Key_Escape)
        assert (screen.bench.presenter.state.asking, screen.view.isVisible()) == (None, True)
        screen.press(Qt.Key.Key_1)  # nothing is asked

        screen.press(Qt.Key.Key_Escape)

        assert screen.bench.server.commands == []
        assert not screen.view.isVisible()

    def test_whoever_hears_the_screen_is_told_each_number(self, screen: Screen) -> None:
        told = screen.view.frame.accessibleDescription()

        assert "+852 6••• 4182" in told
        assert "This call" in told
