"""Asks Twilio one thing: within the limits, within a time, again where that is safe, and with our own errors.

Reading and updating may be repeated: the second time changes nothing. Making something may not: its outcome unknown,
it is looked for first, and where it cannot be found that is said (telephony.md 3.4).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, NoReturn, TypeVar

from telephony.errors import CarrierAwayError, CarrierRefusedError
from telephony.providers.twilio.errors import (
    EXPECTED,
    CarrierBusyError,
    Failure,
    Fate,
    OutcomeUnknownError,
    PartyGoneError,
)
from telephony.providers.twilio.limits import InFlight, RestLimits, TokenBucket
from telephony.providers.twilio.retrying import Machine, RetryRule
from telephony.providers.twilio.transport import Transport

T = TypeVar("T")

LOOKS: Final = 2
"""How often something whose making had no clear outcome is looked for; Twilio may need a moment to show it."""
LOOK_PAUSE_SECONDS: Final = 0.5

DUPLICATE_LABEL: Final = 16025
"""Twilio's word for a label that somebody in the room has already: an earlier attempt did come through."""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What was made. `found` says that the answer was lost and that it was found by looking for it."""

    value: T
    found: bool = False


class Asker:
    """Safe to use from several threads."""

    def __init__(self, transport: Transport, limits: RestLimits, rule: RetryRule, machine: Machine) -> None:
        self._transport = transport
        self._rule = rule
        self._machine = machine
        self._in_flight = InFlight(limits)
        self.calls = TokenBucket(limits, machine)

    @property
    def in_flight(self) -> int:
        """How many requests are under way."""
        return self._in_flight.count

    def ask(self, do: Callable[[], T]) -> T:
        """Read, or change what may be changed twice.

        Raises:
            PartyGoneError: It is not there any more.
            CarrierRefusedError: Twilio does not do it.
            CarrierAwayError: No answer in time; one of its kinds where more is known.
        """
        return self._repeated(do, self._deadline())

    def tell(self, do: Callable[[], T], *, label: str) -> T:
        """Do what shows, or can be heard, and is neither found again nor to be done twice: an announcement, what a
        call is to do next.

        Raises:
            OutcomeUnknownError: No clear answer. It may have been done, and is not tried again.
            PartyGoneError, CarrierRefusedError, CarrierBusyError: As `ask`.
        """
        try:
            return self._repeated(do, self._deadline(), making=True)
        except _UnknownError as unknown:
            raise _unknown(unknown.failure, label) from None

    def end(self, do: Callable[[], object], has_ended: Callable[[], bool]) -> None:
        """End something. Twilio answers 400 for what has ended already, and for what cannot be ended yet: `has_ended`
        reads which it is.

        Raises:
            PartyGoneError: It had ended already.
            CarrierRefusedError: Twilio does not end it.
            CarrierAwayError: No answer in time.
        """
        until = self._deadline()
        try:
            self._repeated(do, until, ending=True)
        except _BadRequestError as bad:
            if self._repeated(has_ended, until):
                raise PartyGoneError from None
            raise bad.failure.as_error() from None

    def make(
        self, do: Callable[[], T], look: Callable[[], T | None], *, label: str, is_call: bool, look_first: bool = False
    ) -> Made[T]:
        """Make something that must not be made twice. `look` finds it, or returns None.

        Args:
            label: What it is known by, for the error.
            is_call: It starts a call, of which there are only so many a second.
            look_first: An earlier attempt may have made it.

        Raises:
            OutcomeUnknownError: No clear answer, and it could not be found.
            CarrierBusyError: Never processed, and the time is over; or no call may start now (`seconds`: when one may).
            CarrierRefusedError: Twilio does not make it.
            PartyGoneError: What it was to be made in has ended.
            CarrierAwayError: It was to be looked for first, and Twilio is away.
        """
        until = self._deadline()
        if look_first:
            before = self._looked_for(look, until)
            if before is not None:
                return Made(before, found=True)
        if is_call:
            self.calls.take()
        try:
            return Made(self._repeated(do, until, making=True))
        except _UnknownError as unknown:
            return self._found_after(unknown.failure, look, label)
        except CarrierRefusedError as refused:
            if refused.details.get("carrier_code") != DUPLICATE_LABEL:
                raise
            there = self._looked_for(look, until)
            if there is None:
                raise
            return Made(there, found=True)

    def _found_after(self, failure: Failure, look: Callable[[], T | None], label: str) -> Made[T]:
        until = self._deadline()  # a time of its own: what was made must be found though the time to make it is over
        try:
            for number in range(LOOKS):
                if number:
                    self._machine.sleep(LOOK_PAUSE_SECONDS)
                made = self._looked_for(look, until)
                if made is not None:
                    return Made(made, found=True)
        except CarrierAwayError:
            pass  # neither made nor looked for: unknown
        raise _unknown(failure, label) from None

    def _looked_for(self, look: Callable[[], T | None], until: float) -> T | None:
        try:
            return self._repeated(look, until)
        except PartyGoneError:
            return None

    def _repeated(self, do: Callable[[], T], until: float, *, making: bool = False, ending: bool = False) -> T:
        tries = 0
        while True:
            tries += 1
            try:
                return self._once(do, until)
            except EXPECTED as error:
                failure = Failure(error)
            if making and failure.fate is Fate.UNKNOWN:
                raise _UnknownError(failure) from None
            if ending and failure.fate is Fate.BAD_REQUEST:
                raise _BadRequestError(failure) from None
            pause = self._rule.pause_after(tries, self._machine.chance())
            again = failure.fate in (Fate.NOT_PROCESSED, Fate.UNKNOWN) and tries < self._rule.tries
            if not again or self._machine.now() + pause >= until:
                _give_up(failure)
            self._machine.sleep(pause)

    def _once(self, do: Callable[[], T], until: float) -> T:
        left = until - self._machine.now()
        if left <= 0:
            raise CarrierBusyError
        with self._in_flight.slot(left), self._transport.within(until, self._rule.request_seconds):
            return do()

    def _deadline(self) -> float:
        return self._machine.now() + self._rule.total_seconds


def _unknown(failure: Failure, label: str) -> OutcomeUnknownError:
    return OutcomeUnknownError(label=label, status=failure.status, carrier_code=failure.code)


def _give_up(failure: Failure) -> NoReturn:
    raise failure.as_error() from None


class _UnknownError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.fate)
        self.failure = failure


class _BadRequestError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.fate)
        self.failure = failure
