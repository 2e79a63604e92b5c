"""What the routes of Twilio's webhooks need of the rooms: what a call's row holds, and who brings a webhook to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from telephony.deps import Deps
from telephony.providers.twilio.wire import Webhook


class Room(Protocol):
    """One call. `inputs` is what the caller answered in the entry menu, `waiting_inputs` while they waited, and
    `survey_inputs` when they were asked how it was.
    `conference_sid` is empty before Twilio has said it. `hold_spoken` is what whoever is put on hold is told first,
    each with language, text and file."""

    @property
    def inputs(self) -> Sequence[str]: ...

    @property
    def waiting_inputs(self) -> Sequence[str]: ...

    @property
    def survey_inputs(self) -> Sequence[str]: ...

    @property
    def conference_name(self) -> str: ...

    @property
    def conference_sid(self) -> str: ...

    @property
    def ended(self) -> bool: ...

    @property
    def hold_spoken(self) -> Sequence[Mapping[str, str]]: ...


class Leg(Protocol):
    """One line that we called or that calls in. `wanted` until it was cancelled, has left, or its call has ended.
    `first`: it is in the conference before the customer is called."""

    @property
    def room(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def wanted(self) -> bool: ...

    @property
    def first(self) -> bool: ...


class Rooms(Protocol):
    """The calls in one unit of work."""

    def find_room(self, call_sid: str) -> Room | None: ...

    def note_input(self, call_sid: str, number: int, digits: str) -> None:
        """Keep the caller's answer `number`, from 0. One that is kept already, or that comes too early, changes
        nothing."""
        ...

    def note_waiting_input(self, call_sid: str, number: int, digits: str) -> None:
        """Likewise what they answered while they waited."""
        ...

    def note_survey(self, call_sid: str, number: int | None, digits: str = "") -> None:
        """Likewise what they keyed when they were asked how it was; with no `number`, that they hear the last words,
        after which their call ends."""
        ...

    def find_leg(self, room: str, label: str) -> Leg | None: ...

    def use_ticket(self, ticket: str, call_sid: str) -> Leg | None:
        """Return the line that a one-time ticket lets in; None where there is no such ticket, or another call has used
        it. The call that has used it may ask again."""
        ...


RoomsIn = Callable[[Session], Rooms]


class Take(Protocol):
    """Brings one verified webhook to its room, once by its `event_key`, and reports what it changes."""

    def __call__(self, session: Session, deps: Deps, webhook: Webhook) -> None: ...
