"""Callers in the entry menu: what each hears, the keys they press, and the server that is asked what comes next.

Pure but for `later` and `ask`. Where no server answers, the carrier goes on by itself, as a real one does from the
document that was left with it: it says `degraded`, takes its one key, and puts the caller into a queue.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from telephony.menu.schema import Menu
from telephony.menu.walk import spoken
from telephony.providers.base import CarrierReport, ReportKind
from telephony.providers.simulator.callers import Later
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.provider import spoken_messages
from telephony.providers.simulator.rooms import Room
from telephony.providers.simulator.wire import QuestionMessage, SpokenMessage, StepMessage

AskServer = Callable[[QuestionMessage, Callable[[StepMessage | None], None]], None]
"""Asks the server, later hands on its answer; None where there is none."""

AGAIN_SECONDS: Final = 30.0
"""After how long a server that did not answer is asked again what a waiting caller hears."""

_HAN_A_SECOND: Final = 4.5
_LETTERS_A_SECOND: Final = 15.0
"""How fast a voice speaks: about 270 Han characters, or 180 English words, a minute."""


def degraded_step(menu: Menu) -> StepMessage:
    """Return what the carrier plays by itself while no server answers, in every language of the menu."""
    said = spoken_messages(spoken(menu, menu.degraded, ""))
    return StepMessage(kind="ask", spoken=said, keys=menu.urgent.key, wait_seconds=menu.wait_seconds)


def speaking_seconds(said: tuple[SpokenMessage, ...]) -> float:
    """Return about how long it takes to say this."""
    text = "".join(each.text for each in said)
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    return han / _HAN_A_SECOND + (len(text) - han) / _LETTERS_A_SECOND


@dataclass(frozen=True, slots=True)
class Heard:
    """What a caller hears of the menu now, the keys that mean something, and what they typed of a number."""

    prompt: tuple[SpokenMessage, ...] = ()
    keys: str = ""
    typed: str = ""


@dataclass(slots=True, eq=False)
class _Caller:
    """`turn` grows with each step and each key, so that the silence after an older one is known for what it is."""

    room: Room
    inputs: list[str] = field(default_factory=list)
    step: StepMessage | None = None
    prompt: tuple[SpokenMessage, ...] = ()
    typed: str = ""
    turn: int = 0
    alone: bool = False
    waits_since: datetime | None = None


class MenuCallers:
    """Every caller who came through the menu and whom no agent has answered yet. One thread uses it, the carrier's."""

    def __init__(
        self,
        carrier: Carrier,
        later: Later,
        ask: AskServer,
        send: Callable[[CarrierReport | None], None],
        now: Callable[[], datetime],
        degraded: StepMessage | None,
    ) -> None:
        self._carrier = carrier
        self._later = later
        self._ask = ask
        self._send = send
        self._now = now
        self._degraded = degraded
        self._callers: dict[str, _Caller] = {}

    def begin(self, room: Room) -> None:
        """Have the caller of this room hear the menu from its first step on."""
        caller = _Caller(room)
        self._callers[room.call_sid] = caller
        self._ask_next(caller)

    def press(self, call_sid: str, keys: str) -> str:
        """The caller presses keys. Return those that the menu had no question for."""
        caller = self._callers.get(call_sid)
        left = ""
        for key in keys:
            if caller is None or caller.step is None:
                left += key
            else:
                self._press(caller, caller.step, key)
        return left

    def heard(self, report: CarrierReport) -> None:
        """An agent who answers, or the end of the call, ends the menu."""
        if report.kind in {ReportKind.PARTY_JOINED, ReportKind.CALL_ENDED}:
            self.forget(report.call_sid)

    def forget(self, call_sid: str) -> tuple[str, ...]:
        """The caller hung up; return what they had answered to the menu."""
        caller = self._callers.pop(call_sid, None)
        return () if caller is None else tuple(caller.inputs)

    def view(self, call_sid: str) -> Heard:
        """Return what the caller hears of the menu now."""
        caller = self._callers.get(call_sid)
        if caller is None:
            return Heard()
        step = caller.step
        return Heard(caller.prompt, "" if step is None else step.keys + step.end_key, caller.typed)

    def _press(self, caller: _Caller, step: StepMessage, key: str) -> None:
        caller.typed += key
        if step.longest == 1 or key == step.end_key or len(caller.typed) >= step.longest:
            self._answer(caller, step, caller.typed)
        else:
            self._wait_for_key(caller, step.wait_seconds)

    def _wait_for_key(self, caller: _Caller, seconds: float) -> None:
        caller.turn += 1
        turn = caller.turn

        def silent() -> None:
            if self._is_here(caller) and caller.turn == turn and caller.step is not None:
                self._answer(caller, caller.step, caller.typed)

        self._later(seconds, silent)

    def _answer(self, caller: _Caller, step: StepMessage, answer: str) -> None:
        caller.step, caller.typed = None, ""
        caller.turn += 1
        if not caller.room.in_menu:
            self._send(self._carrier.answer_while_waiting(caller.room.call_sid, answer, self._now()))
        elif caller.alone:
            if answer and answer in step.keys:
                caller.inputs.append(answer)
            self._enter(caller, ())
            return
        else:
            caller.inputs.append(answer)
        self._ask_next(caller)

    def _ask_next(self, caller: _Caller) -> None:
        waiting = caller.waits_since is not None
        question = QuestionMessage(
            call_sid=caller.room.call_sid,
            from_number=caller.room.arrival.from_number,
            number_check=caller.room.arrival.number_check,
            inputs=tuple(caller.inputs),
            waiting=waiting,
            waited_seconds=(self._now() - caller.waits_since).total_seconds() if caller.waits_since else 0,
            waiting_inputs=caller.room.waiting_inputs,
        )
        self._ask(question, lambda step: self._follow(caller, step))

    def _follow(self, caller: _Caller, step: StepMessage | None) -> None:
        if not self._is_here(caller):
            return
        if step is None:
            self._go_on_alone(caller)
        elif step.kind == "ask":
            self._listen(caller, step)
        elif step.kind == "enter" and caller.room.in_menu:
            self._enter(caller, step.spoken)
        else:
            caller.prompt = step.spoken
            if step.again_seconds is not None:
                self._ask_later(caller, step.again_seconds)

    def _go_on_alone(self, caller: _Caller) -> None:
        if not caller.room.in_menu:
            self._ask_later(caller, AGAIN_SECONDS)
        elif self._degraded is None:
            self._enter(caller, ())
        else:
            caller.alone = True
            self._listen(caller, self._degraded)

    def _listen(self, caller: _Caller, step: StepMessage) -> None:
        caller.step, caller.prompt, caller.typed = step, step.spoken, ""
        self._wait_for_key(caller, speaking_seconds(step.spoken) + step.wait_seconds)

    def _enter(self, caller: _Caller, said: tuple[SpokenMessage, ...]) -> None:
        caller.prompt = said
        caller.waits_since = self._now()
        self._send(self._carrier.enter_queue(caller.room.call_sid, caller.inputs, caller.waits_since))
        self._ask_later(caller, AGAIN_SECONDS if caller.alone else speaking_seconds(said))

    def _ask_later(self, caller: _Caller, seconds: float) -> None:
        def ask() -> None:
            if self._is_here(caller):
                self._ask_next(caller)

        self._later(seconds, ask)

    def _is_here(self, caller: _Caller) -> bool:
        return self._callers.get(caller.room.call_sid) is caller
