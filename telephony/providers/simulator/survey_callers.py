"""Callers in a survey after their call: what each hears, the keys they press, and the server that is asked what comes
next. Pure but for `later` and `ask`. Where no server answers for a while the carrier ends the call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import uuid4

from telephony.providers.base import CarrierReport, Order, OrderKind, ReportKind
from telephony.providers.simulator.callers import Later
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.menu_callers import AskServer, Heard, speaking_seconds
from telephony.providers.simulator.rooms import Room
from telephony.providers.simulator.wire import QuestionMessage, SpokenMessage, StepMessage

AGAIN_SECONDS: Final = 3.0
MOST_TIMES: Final = 10
"""How soon, and how often, a server that did not answer is asked again."""
THINKS_SECONDS: Final = 1.0
"""How long a caller with keys of their own thinks before they press the next."""


@dataclass(slots=True, eq=False)
class _Caller:
    """`turn` grows with each step and each key, so that what was to happen after an older one is let be. `keys` are
    those that the caller will press by themselves, one a question."""

    room: Room
    keys: list[str] = field(default_factory=list)
    step: StepMessage | None = None
    prompt: tuple[SpokenMessage, ...] = ()
    typed: str = ""
    turn: int = 0
    unanswered: int = 0


class SurveyCallers:
    """Every caller who is in a survey. One thread uses it, the carrier's."""

    def __init__(
        self,
        carrier: Carrier,
        later: Later,
        ask: AskServer,
        send: Callable[[CarrierReport | None], None],
        now: Callable[[], datetime],
    ) -> None:
        self._carrier = carrier
        self._later = later
        self._ask = ask
        self._send = send
        self._now = now
        self._callers: dict[str, _Caller] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def will_press(self, call_sid: str, keys: tuple[str, ...]) -> None:
        """Have this caller press these keys where they come to be asked, one entry a question."""
        if keys:
            self._keys[call_sid] = keys

    def heard(self, report: CarrierReport) -> None:
        """Begin with whoever is in a survey now; forget whose call is over."""
        sid = report.call_sid
        if report.room.ended_by is not None:
            self._callers.pop(sid, None)
            self._keys.pop(sid, None)
        elif report.room.survey_inputs is not None and sid not in self._callers:
            room = self._carrier.find_room(sid)
            if room is not None:
                caller = self._callers[sid] = _Caller(room, list(self._keys.pop(sid, ())))
                self._ask_next(caller)

    def press(self, call_sid: str, keys: str) -> str:
        """The caller presses keys. Return those for which there was no question."""
        caller, left = self._callers.get(call_sid), ""
        for key in keys:
            if caller is None or caller.step is None:
                left += key
                continue
            caller.typed += key
            if caller.step.longest == 1 or key == caller.step.end_key or len(caller.typed) >= caller.step.longest:
                self._answer(caller)
            else:
                self._wait_for_key(caller, caller.step.wait_seconds)
        return left

    def view(self, call_sid: str) -> Heard:
        """Return what the caller hears of the survey now."""
        caller = self._callers.get(call_sid)
        if caller is None:
            return Heard()
        step = caller.step
        return Heard(caller.prompt, "" if step is None else step.keys + step.end_key, caller.typed)

    def _ask_next(self, caller: _Caller) -> None:
        room = caller.room
        question = QuestionMessage(call_sid=room.call_sid, surveying=True, survey_inputs=room.survey_inputs or ())
        self._ask(question, lambda step: self._follow(caller, step))

    def _follow(self, caller: _Caller, step: StepMessage | None) -> None:
        if not self._is_here(caller):
            return
        if step is None:
            caller.unanswered += 1
            if caller.unanswered < MOST_TIMES:
                self._later(AGAIN_SECONDS, lambda: self._ask_again(caller))
            else:
                self._end(caller)
        elif step.kind == "ask":
            self._listen(caller, step)
        else:
            caller.step, caller.prompt = None, step.spoken
            self._later(speaking_seconds(step.spoken), lambda: self._end(caller))

    def _ask_again(self, caller: _Caller) -> None:
        if self._is_here(caller):
            self._ask_next(caller)

    def _listen(self, caller: _Caller, step: StepMessage) -> None:
        caller.step, caller.prompt, caller.typed, caller.unanswered = step, step.spoken, "", 0
        said = speaking_seconds(step.spoken)
        self._wait_for_key(caller, said + step.wait_seconds)
        if caller.keys:
            keys, turn = caller.keys.pop(0), caller.turn

            def pressing() -> None:
                if self._is_here(caller) and caller.turn == turn:
                    self.press(caller.room.call_sid, keys)

            self._later(said + min(THINKS_SECONDS, step.wait_seconds / 2), pressing)

    def _wait_for_key(self, caller: _Caller, seconds: float) -> None:
        caller.turn += 1
        turn = caller.turn

        def silent() -> None:
            if self._is_here(caller) and caller.turn == turn and caller.step is not None:
                self._answer(caller)

        self._later(seconds, silent)

    def _answer(self, caller: _Caller) -> None:
        keyed, caller.step, caller.typed = caller.typed, None, ""
        caller.turn += 1
        self._send(answer_survey(self._carrier, caller.room.call_sid, keyed, self._now()))
        self._ask_next(caller)

    def _end(self, caller: _Caller) -> None:
        if self._is_here(caller):
            self._send(end_survey(self._carrier, caller.room.call_sid, self._now()))

    def _is_here(self, caller: _Caller) -> bool:
        return self._callers.get(caller.room.call_sid) is caller


def answer_survey(carrier: Carrier, call_sid: str, answer: str, at: datetime) -> CarrierReport | None:
    """The caller answers what they were asked after the call. None where nobody is asked."""
    room = _asked(carrier, call_sid)
    if room is None:
        return None
    room.survey_inputs = (*(room.survey_inputs or ()), answer)
    return room.report(ReportKind.SURVEY_CHANGED, at)


def end_survey(carrier: Carrier, call_sid: str, at: datetime) -> CarrierReport | None:
    """Nothing more is asked, and the call ends. None where nobody is asked."""
    if _asked(carrier, call_sid) is None:
        return None
    return carrier.carry_out(Order(uuid4(), call_sid, OrderKind.END_CALL, ""), at)[1]


def _asked(carrier: Carrier, call_sid: str) -> Room | None:
    room = carrier.find_room(call_sid)
    return None if room is None or room.ended_by is not None or room.survey_inputs is None else room
