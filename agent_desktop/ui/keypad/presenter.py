"""The keypad: keys for the menu of somebody whom the agent has called. Which were pressed is kept nowhere."""

from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from telephony.contract import LONGEST_DIGITS, CallAction, DigitsSent, SendDigits

KEYS: Final = "123456789*0#"


@dataclass(frozen=True, slots=True)
class KeypadState:
    """Everything the keypad draws. `count` keys were sent in this call, `waiting` more are on their way. `possible`:
    somebody is there to hear them."""

    visible: bool = False
    possible: bool = False
    count: int = 0
    waiting: int = 0
    problem: Problem | None = None


class Tones(Protocol):
    """Asks the server to send tones."""

    def send_digits(self, call_id: UUID, command: SendDigits) -> DigitsSent: ...


class KeypadPresenter(Shows[KeypadState]):
    """Sends keys in the order in which they were pressed: those pressed while others are on their way go together."""

    def __init__(self, desk: DeskModel, tones: Tones, tasks: Tasks) -> None:
        super().__init__(KeypadState())
        self._desk = desk
        self._tones = tones
        self._tasks = tasks
        self._call_id: UUID | None = None
        self._pressed = ""
        self._sending = False
        self._stop = desk.watch(self._desk_changed)

    def toggle(self) -> None:
        """F8: show the keypad, or put it away."""
        if self.state.visible:
            self.close()
        elif self.state.possible:
            self._show(replace(self.state, visible=True, problem=None))

    def press(self, key: str) -> None:
        """One key was pressed. Any other than those of a telephone is not heard."""
        if len(key) != 1 or key not in KEYS or not (self.state.visible and self.state.possible):
            return
        self._pressed += key
        self._show(replace(self.state, waiting=self.state.waiting + 1, problem=None))
        self._send()

    def close(self) -> None:
        """Put it away; what is on its way is still sent."""
        self._show(replace(self.state, visible=False, problem=None))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _send(self) -> None:
        if self._sending or not self._pressed or self._call_id is None:
            return
        digits, self._pressed = self._pressed[:LONGEST_DIGITS], self._pressed[LONGEST_DIGITS:]
        call_id, self._sending = self._call_id, True
        command = SendDigits(command_id=uuid4(), digits=digits)  # made once: a repeat after a lost answer is heard once

        def sent(answer: DigitsSent) -> None:
            self._sending = False
            if call_id == self._call_id:
                self._show(replace(self.state, count=answer.count, waiting=len(self._pressed)))
            self._send()

        def failed(error: ClientError) -> None:
            self._sending = False
            self._pressed = ""  # what was meant after them makes no sense without them
            self._show(replace(self.state, waiting=0, problem=error.problem))

        self._tasks.run(lambda: self._tones.send_digits(call_id, command), sent, failed)

    def _desk_changed(self, view: DeskView) -> None:
        call = view.call
        call_id = None if call is None else call.call_id
        possible = call is not None and CallAction.SEND_DIGITS in call.allowed
        if call_id != self._call_id:
            self._call_id, self._pressed = call_id, ""
            self._show(KeypadState(possible=possible))
        elif possible is not self.state.possible:
            self._show(replace(self.state, possible=possible, visible=self.state.visible and possible))
