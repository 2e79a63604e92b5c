"""A call-back by a colleague is noted: what the form offers, sends, says and is refused."""

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.owed_calls import OweCall, OwedCall
from agent_desktop.demo import screen_handovers, screen_home
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.transfer.call_back.presenter import CallBackPresenter
from agent_desktop.ui.transfer.call_back.view import CallBackView
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from tests.client.support import HeldTasks

CALL = UUID(int=5)
AWAY = screen_handovers.PEOPLE[8]
OWED = screen_home.HOME.home.owed[0].model_copy(update={"call_id": CALL})  # type: ignore[union-attr]


class Server:
    def __init__(self) -> None:
        self.asked: list[OweCall] = []
        self.problem: ClientError | None = None

    def owe(self, call_id: UUID, command: OweCall) -> OwedCall:
        assert call_id == CALL
        self.asked.append(command)
        if self.problem is not None:
            raise self.problem
        return OWED


class Bench:
    def __init__(self, qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.host.resize(1280, 690)
        self.host.show()
        self.view = CallBackView(theme, ticker, self.host)
        self.presenter = CallBackPresenter(self.server, self.tasks, ticker.now)
        self.view.keep_chosen.connect(lambda: self.presenter.keep(self.view.typed()))
        self.view.closed.connect(self.presenter.close)
        self.presenter.show_to(self.view.display)

    def said(self) -> list[str]:
        return [each.full_text() for each in self.view.findChildren(TextLabel) if each.isVisible()]


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, ticker: Ticker) -> Bench:
    return Bench(qtbot, theme, ticker)


def test_it_begins_half_an_hour_ahead_with_the_notes_words_and_is_noted_once(bench: Bench, ticker: Ticker) -> None:
    bench.presenter.open(CALL, AWAY, "Explain provisional credit")
    bench.view.number.setText("+852 6123 4182")
    assert any("Cheung Mei will call you back by" in each and "+852 6123 4182" in each for each in bench.said())
    bench.view.told.setChecked(True)
    bench.view.keep.click()
    bench.view.keep.click()
    bench.tasks.run_all()

    (asked,) = bench.server.asked
    assert (asked.owner_id, asked.reason, asked.told) == (UUID(AWAY.entry_id), "Explain provisional credit", True)
    assert asked.due_at - ticker.now().replace(second=0, microsecond=0) == timedelta(minutes=30)
    assert (bench.presenter.state.open, bench.presenter.state.noted) == (False, OWED)
    assert bench.view.isHidden()


def test_a_refusal_stands_in_the_form_and_what_was_typed_stays(bench: Bench) -> None:
    bench.server.problem = ClientError(ErrorCode.OWED_CALL_REFUSED, {"problem": "no_number"})
    bench.presenter.open(CALL, AWAY, "Explain it")
    bench.view.number.setText("12")
    bench.view.keep.click()
    bench.tasks.run_all()

    assert any("There is no number to call." in each for each in bench.said())
    assert (bench.view.number.text(), bench.view.number.property("wrong")) == ("12", True)
    bench.view.close_over()
    assert not bench.presenter.state.open
