"""Whoever is on the line was to be called back: that is told, and one press says whether it is settled by this call."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import Callbacks, CallbackScope
from agent_desktop.contract.callbacks import OPEN_STATES, Callback, CallbackState, CalledIn

_WITH_US = frozenset({CallbackState.DIALLING})


@dataclass(frozen=True, slots=True)
class CalledInState:
    """`callbacks` are the open ones of whoever is on the screen, the first due first; `call_id` the inbound call that
    the person has with them, None where nobody is on the line. `busy`: the server decides about this one."""

    callbacks: tuple[Callback, ...] = ()
    call_id: UUID | None = None
    busy: UUID | None = None
    problem: Problem | None = None


class CalledInServer(Protocol):
    """What is asked of the server."""

    def list(self, scope: CallbackScope, *, customer_id: UUID | None = None) -> Callbacks: ...

    def called_in(self, callback_id: UUID, command: CalledIn) -> Callback: ...


class CalledInPresenter(Shows[CalledInState]):
    """Asks once for each customer that comes on the screen."""

    def __init__(self, server: CalledInServer, tasks: Tasks) -> None:
        super().__init__(CalledInState())
        self._server, self._tasks = server, tasks
        self._customer_id: UUID | None = None
        self._asked = 0

    def customer_shown(self, shown: ShownCustomer, inbound_call: UUID | None) -> None:
        """Take who is on the screen; `inbound_call` is the call that the person has with whoever called us."""
        customer_id = shown.profile.customer_id if shown.profile is not None else None
        card = shown.card.profile if shown.card is not None else None
        is_caller = card is not None and card.customer_id == customer_id
        call_id = inbound_call if is_caller and shown.call_id == inbound_call else None
        if customer_id == self._customer_id:
            if call_id != self.state.call_id:
                self._show(replace(self.state, call_id=call_id))
            return
        self._customer_id = customer_id
        self._show(CalledInState(call_id=call_id))
        self.read()

    def read(self) -> None:
        """Ask what is open for whoever is on the screen."""
        customer_id = self._customer_id
        self._asked += 1
        number = self._asked
        if customer_id is None:
            return

        def came(found: Callbacks) -> None:
            if number == self._asked:
                there = (each for each in found.callbacks if each.state in OPEN_STATES and each.state not in _WITH_US)
                self._show(replace(self.state, callbacks=tuple(there), problem=None))

        def failed(_: ClientError) -> None:
            """Nothing is told then; the next customer is asked for anew."""

        self._tasks.run(lambda: self._server.list(CallbackScope.ALL, customer_id=customer_id), came, failed)

    def settle(self, callback: Callback, *, closes: bool, words: str = "") -> None:
        """They have called first: that was it (`closes`), or they are called all the same and the words go along."""
        call_id = self.state.call_id
        if call_id is None or self.state.busy is not None:
            return
        command = CalledIn(
            command_id=uuid4(), seen_version=callback.version, call_id=call_id, closes=closes, words=words
        )
        self._show(replace(self.state, busy=callback.callback_id, problem=None))

        def done(_: Callback) -> None:
            left = tuple(each for each in self.state.callbacks if each.callback_id != callback.callback_id)
            self._show(replace(self.state, callbacks=left, busy=None))

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=None, problem=error.problem))
            self.read()

        self._tasks.run(lambda: self._server.called_in(callback.callback_id, command), done, failed)
