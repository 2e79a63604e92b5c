"""What the agent's telephone is to call, where telephones call in."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.softphone import LineTicket
from agent_desktop.ui.phone.presenter import PhonePresenter, PhoneState
from agent_desktop.ui.phone.view import PhoneBand
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import CallRole, CallSnapshot, CallState, ColleagueState, DeskChange
from tests.client.support import AWAY, START, Clock, HeldTasks, call, desk, event, snapshot
from tests.client.test_desk import Reader

CONNECTING = call(CallState.CONNECTING)
FIRST, SECOND = "sip:first@bank.sip.twilio.com", "sip:second@bank.sip.twilio.com"


class Server:
    """A server at which telephones call in; it makes its ticket a moment after the answer."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.answer = LineTicket(calls_in=True)
        self.problem: ClientError | None = None

    def ticket(self, *, renew: bool = False) -> LineTicket:
        self.asked.append(renew)
        if self.problem is not None:
            raise self.problem
        return self.answer


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks, self.clock = Server(), HeldTasks(), Clock()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = PhonePresenter(self.desk, self.server, self.tasks, self.clock.now)
        self.desk.receive(snapshot(desk()))
        self._number = 1

    def have(self, made: CallSnapshot) -> None:
        self._number += 1
        self.desk.receive(event(DeskChange(call=made), number=self._number))

    def has_made(self, address: str, seconds: int = 60) -> None:
        expires_at = self.clock.now() + timedelta(seconds=seconds)
        self.server.answer = LineTicket(calls_in=True, address=address, expires_at=expires_at)

    @property
    def state(self) -> PhoneState:
        return self.presenter.state


def test_while_a_call_waits_for_the_telephone_its_address_is_asked_for_until_there_is_one() -> None:
    bench = Bench()
    bench.have(CONNECTING)
    bench.tasks.run_all()
    assert bench.state == PhoneState()
    bench.clock.pass_seconds(0.9, bench.presenter.tick)
    assert bench.tasks.held == []
    bench.has_made(FIRST)
    bench.clock.pass_seconds(0.2, bench.presenter.tick)
    bench.tasks.run_all()
    assert (bench.state.address, bench.state.expired) == (FIRST, False)

    bench.clock.pass_seconds(5, bench.presenter.tick)
    assert len(bench.server.asked) == 2, "there is nothing more to ask"
    bench.have(CONNECTING.model_copy(update={"state": CallState.TALKING, "version": 2}))
    assert bench.state == PhoneState()


def test_an_address_expires_and_another_takes_its_place() -> None:
    bench = Bench()
    bench.has_made(FIRST, seconds=3)
    bench.have(CONNECTING)
    bench.tasks.run_all()
    bench.clock.pass_seconds(4, bench.presenter.tick)
    assert bench.state.expired

    bench.server.problem = AWAY
    bench.presenter.renew()
    bench.presenter.renew()
    assert bench.state.asking
    bench.tasks.run_all()
    assert bench.state.problem == Problem(ErrorCode.SERVER_AWAY)
    bench.server.problem = None
    bench.has_made(SECOND)
    bench.presenter.renew()
    bench.tasks.run_all()

    assert bench.server.asked == [False, True, True]
    assert bench.state == PhoneState(SECOND, bench.server.answer.expires_at)


def test_where_telephones_do_not_call_in_it_is_asked_once() -> None:
    bench = Bench()
    bench.server.answer = LineTicket()
    bench.have(CONNECTING)
    bench.tasks.run_all()
    bench.clock.pass_seconds(3, bench.presenter.tick)

    assert (bench.server.asked, bench.state) == ([False], PhoneState())


@pytest.mark.parametrize(
    ("made", "waits"),
    [
        (call(CallState.DIALLING), True),
        (call(CallState.HELD, role=CallRole.COLLEAGUE, colleague=ColleagueState.JOINING), True),
        (call(CallState.HELD, role=CallRole.COLLEAGUE, colleague=ColleagueState.RINGING), False),
        (call(CallState.TALKING), False),
    ],
)
def test_it_is_whoever_is_still_to_come_whose_telephone_is_waited_for(made: CallSnapshot, waits: bool) -> None:
    bench = Bench()
    bench.have(made)

    assert bool(bench.tasks.held) is waits


def test_an_answer_that_comes_after_the_call_is_nobodys() -> None:
    bench = Bench()
    bench.has_made(FIRST)
    bench.have(CONNECTING)
    bench.have(CONNECTING.model_copy(update={"state": CallState.ENDED, "version": 2}))
    bench.tasks.run_all()

    assert bench.state == PhoneState()


def test_the_band_shows_the_address_how_long_it_is_good_and_copies_it(
    qtbot: QtBot, theme: Theme, ticker: Ticker
) -> None:
    band = PhoneBand(theme, ticker)
    qtbot.addWidget(band)
    said = lambda: [each.full_text() for each in band.findChildren(TextLabel) if not each.isHidden()]  # noqa: E731
    assert band.isHidden()

    band.display(PhoneState(FIRST, ticker.now() + timedelta(seconds=42)))
    assert said()[1:] == [FIRST, "Good once, for 00:42 more"]
    band.copy.click()
    assert QGuiApplication.clipboard().text() == FIRST
    assert band.copy.text() == "Copied"
    with qtbot.waitSignal(band.renew_chosen, timeout=1000):
        band.renew.click()

    band.display(PhoneState(FIRST, START, expired=True, problem=Problem(ErrorCode.SERVER_AWAY)))
    assert "It is good no more. Ask for another one." in said()
    assert not band.copy.isEnabled()
    assert band.renew.isEnabled()
    band.display(PhoneState())
    assert band.isHidden()
