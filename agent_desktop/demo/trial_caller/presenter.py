"""Decides for the Trial caller window: who calls, why, and what the caller can do now. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import cycle
from typing import Final

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.trial_caller.carrier import Carrier
from agent_desktop.demo.trial_caller.people import Caller, People
from telephony.contract import NumberCheck
from telephony.providers.simulator.wire import CallView, RingRequest

UNKNOWN_NUMBER: Final = "+85221230017"
"""A number that no customer of the trial bank has: their fixed lines begin with 24 to 28."""

ANSWERS: Final = (("5", "4", "9#"), (), ("4", "4", "8#"), ("3", "5", "6#"), (), ("5", "3", "10"), ("2", "4", "*"))
"""What callers press one after the other where they are asked how the call was; some press nothing."""

KEYS: Final = "0123456789*#"
"""The keys of a telephone."""


class CallerKind(StrEnum):
    CUSTOMER = "customer"
    SHARED = "shared"  # a number that several customers have
    UNKNOWN = "unknown"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CallReason:
    """Why a caller comes who was in a menu before they came here. `path` are the words of their choices."""

    code: str
    path: tuple[LocalText, ...]


CARD_CHARGE: Final = CallReason(
    "card_charge",
    (
        {"en": "Cards", "zh": "信用卡"},
        {"en": "Transactions", "zh": "交易"},
        {"en": "I don't know this charge", "zh": "这笔交易不是我的"},
    ),
)


class Line(StrEnum):
    """How the caller's line stands."""

    IDLE = "idle"
    MENU = "menu"
    WAITING = "waiting"
    CONNECTED = "connected"
    HELD = "held"
    SURVEY = "survey"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class TrialCallerState:
    """Everything the window draws.

    `chosen` is a place in `people`, -1 for none. `asking`: the simulator has been asked and has not answered.
    `undelivered` are reports that the server has not taken yet. `prompt` are the texts that the caller hears of the
    entry menu, `keys` the keys it waits for, `keyed` what has been keyed so far; `example` is somebody whose number
    can be keyed. With a `reason` the caller comes from another menu, and hears none.
    """

    kind: CallerKind = CallerKind.CUSTOMER
    text: str = ""
    people: tuple[Caller, ...] = ()
    searching: bool = False
    chosen: int = -1
    reason: CallReason | None = None
    prompt: tuple[str, ...] = ()
    keys: str = ""
    example: Caller | None = None
    line: Line = Line.IDLE
    call_sid: str = ""
    keyed: str = ""
    undelivered: int = 0
    asking: bool = False
    problem: Problem | None = None

    @property
    def lists_people(self) -> bool:
        return self.kind in {CallerKind.CUSTOMER, CallerKind.SHARED}

    @property
    def on_line(self) -> bool:
        return self.line in {Line.MENU, Line.WAITING, Line.CONNECTED, Line.HELD, Line.SURVEY}

    @property
    def number_asked(self) -> bool:
        """Whether the menu waits for a number; those end with the hash key."""
        return "#" in self.keys

    @property
    def can_ring(self) -> bool:
        return not self.on_line and not self.asking and (not self.lists_people or self.chosen >= 0)

    @property
    def can_hang_up(self) -> bool:
        return self.on_line and not self.asking


class TrialCallerPresenter(Shows[TrialCallerState]):
    """Rings as whom the person chose, and follows the call in the simulator."""

    def __init__(self, people: People, carrier: Carrier, tasks: Tasks) -> None:
        super().__init__(TrialCallerState())
        self._people = people
        self._carrier = carrier
        self._tasks = tasks
        self._answers = cycle(ANSWERS)
        self._search = 0
        self._reading = False

    def start(self) -> None:
        """Show the first people."""
        self._find()

    def kind_chosen(self, kind: CallerKind) -> None:
        """Call as a customer, from a shared or an unknown number, or without one."""
        if kind is not self.state.kind:
            self._show(replace(self.state, kind=kind, chosen=-1, people=()))
            if self.state.lists_people:
                self._find()

    def text_typed(self, text: str) -> None:
        """Look for people by name or number."""
        self._show(replace(self.state, text=text))
        self._find()

    def person_chosen(self, place: int) -> None:
        """Call as this one of the people."""
        if 0 <= place < len(self.state.people):
            self._show(replace(self.state, chosen=place, example=self.state.people[place]))

    def comes_with(self, reason: CallReason | None) -> None:
        """Call from another menu, for this reason; None calls through ours."""
        self._show(replace(self.state, reason=reason))

    def ring_pressed(self) -> None:
        """Ring. The window follows from the simulator's word."""
        if not self.state.can_ring:
            return
        request = self._request()
        self._show(replace(self.state, asking=True, problem=None, line=Line.IDLE, call_sid=""))
        self._hears_nothing()
        self._tasks.run(lambda: self._carrier.ring(request), self._answered, self._refused)

    def key_pressed(self, key: str) -> None:
        """Press a key of the telephone during the call."""
        call_sid = self.state.call_sid
        if self.state.on_line and key in KEYS and len(key) == 1:
            self._tasks.run(lambda: self._carrier.press_keys(call_sid, key), self._read, self._refused)

    def hang_up_pressed(self) -> None:
        """Hang up as the caller."""
        call_sid = self.state.call_sid
        if not self.state.can_hang_up:
            return
        self._show(replace(self.state, asking=True, problem=None))
        self._tasks.run(lambda: self._carrier.hang_up(call_sid), self._answered, self._refused)

    def tick(self) -> None:
        """Read how the call stands; called a few times a second."""
        call_sid = self.state.call_sid
        if self._reading or not (self.state.on_line or self.state.undelivered):
            return
        self._reading = True

        def read(call: CallView) -> None:
            self._reading = False
            self._read(call)

        def failed(error: ClientError) -> None:
            self._reading = False
            self._lost(error)

        self._tasks.run(lambda: self._carrier.read(call_sid), read, failed)

    def _request(self) -> RingRequest:
        state = self.state
        number, check = "", NumberCheck.NONE
        if state.kind is CallerKind.UNKNOWN:
            number = UNKNOWN_NUMBER
        elif state.lists_people:
            number, check = state.people[state.chosen].number, NumberCheck.PASSED
        return RingRequest(
            from_number=number,
            withheld=state.kind is CallerKind.WITHHELD,
            number_check=check,
            through_menu=state.reason is None,
            menu_path=() if state.reason is None else state.reason.path,
            menu_reason="" if state.reason is None else state.reason.code,
            survey_keys=next(self._answers),
        )

    def _find(self) -> None:
        self._search += 1
        search, text, shared = self._search, self.state.text, self.state.kind is CallerKind.SHARED
        self._show(replace(self.state, searching=True))

        def found(people: Sequence[Caller]) -> None:
            if search == self._search:
                chosen = 0 if people else -1
                example = people[0] if people else self.state.example
                self._show(
                    replace(
                        self.state,
                        people=tuple(people),
                        searching=False,
                        chosen=chosen,
                        example=example,
                        problem=None,
                    )
                )

        def failed(error: ClientError) -> None:
            if search == self._search:
                self._show(replace(self.state, people=(), searching=False, chosen=-1, problem=error.problem))

        self._tasks.run(lambda: self._people.find(text, shared=shared), found, failed)

    def _answered(self, call: CallView) -> None:
        self._show(replace(self.state, asking=False, call_sid=call.call_sid))
        self._read(call)

    def _read(self, call: CallView) -> None:
        if call.call_sid == self.state.call_sid:
            self._show(
                replace(
                    self.state,
                    line=Line(call.state),
                    prompt=tuple(each.text for each in call.prompt),
                    keys=call.keys,
                    keyed=call.typed or call.keyed_digits,
                    undelivered=call.undelivered,
                    problem=None,
                )
            )

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, asking=False))
        self._lost(error)

    def _lost(self, error: ClientError) -> None:
        if error.code == ErrorCode.CALL_NOT_FOUND:
            # Another simulator runs now: the call went with the first one.
            self._show(replace(self.state, line=Line.ENDED, undelivered=0))
            self._hears_nothing()
        else:
            self._show(replace(self.state, problem=error.problem))

    def _hears_nothing(self) -> None:
        self._show(replace(self.state, prompt=(), keys="", keyed=""))
