"""Who calls before we did: the open callback is told beside the customer, and settled by one press."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtWidgets import QApplication, QWidget

from agent_desktop.client.errors import ClientError
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_lists import Callbacks, CallbackScope
from agent_desktop.contract.callbacks import Callback, CallbackState, CalledIn
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_callbacks import DUE
from agent_desktop.demo.screen_customers import HO, NOW
from agent_desktop.ui.callbacks.called_in.band import CalledInBand
from agent_desktop.ui.callbacks.called_in.presenter import CalledInPresenter
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.ticker import Ticker

CALL = uuid4()
OPEN = tuple(each for each in DUE.callbacks or () if each.state is not CallbackState.DIALLING)[:2]


class Server:
    def __init__(self) -> None:
        self.asked: list[UUID | None] = []
        self.settled: list[tuple[UUID, CalledIn]] = []
        self.problem: ClientError | None = None

    def list(self, scope: CallbackScope, *, customer_id: UUID | None = None) -> Callbacks:
        assert scope is CallbackScope.ALL
        self.asked.append(customer_id)
        dialled = OPEN[0].model_copy(update={"state": CallbackState.DIALLING, "callback_id": uuid4()})
        return Callbacks(counts=DUE.counts, callbacks=(*OPEN, dialled), total=3)

    def called_in(self, callback_id: UUID, command: CalledIn) -> Callback:
        if self.problem is not None:
            raise self.problem
        self.settled.append((callback_id, command))
        return next(each for each in OPEN if each.callback_id == callback_id)


def test_it_is_asked_once_a_customer_and_settled_only_by_the_call_that_they_make(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    server = Server()
    presenter = CalledInPresenter(server, ImmediateTasks())
    band = CalledInBand(theme, Ticker(lambda: NOW, None))
    host = QWidget()
    band.setParent(host)
    bring_up(host)
    presenter.show_to(band.display)
    shown = ShownCustomer(profile=HO)
    presenter.customer_shown(shown, None)
    presenter.customer_shown(shown, None)
    assert server.asked == [HO.customer_id]
    assert presenter.state.callbacks == OPEN
    assert buttons(band) == [], "nobody is on the line"
    presenter.settle(OPEN[0], closes=True)
    assert server.settled == []

    presenter._show(replace(presenter.state, call_id=CALL))
    assert len(buttons(band)) == 2 * len(OPEN)
    buttons(band)[0].click()
    band.settled.connect(lambda callback: presenter.settle(callback, closes=True))
    buttons(band)[0].click()
    (first, command) = server.settled[0]
    assert (first, command.call_id, command.closes, command.seen_version) == (
        OPEN[0].callback_id, CALL, True, OPEN[0].version,
    )  # fmt: skip
    assert presenter.state.callbacks == OPEN[1:]

    server.problem = ClientError(ErrorCode.STALE_VERSION)
    presenter.settle(OPEN[1], closes=False)
    assert presenter.state.busy is None
    assert len(server.asked) == 2, "it is read again"
    presenter.customer_shown(ShownCustomer(), None)
    assert not band.isVisibleTo(host)


def buttons(band: CalledInBand) -> list[CommandButton]:
    QApplication.processEvents()  # rows that were made anew are shown
    return [each for each in band.findChildren(CommandButton) if not each.isHidden() and each.isVisibleTo(band)]
