"""What the routes of callbacks do with records and telephony together.

A callback's row is locked after telephony's locks: who has it before them is changed through telephony first, which
asks the host (`hosting.CallbackHost`) to follow.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import (
    CallbackState,
    CallbackStep,
    ChangeCallback,
    DialCallback,
    MakeCallback,
    Obstacle,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.attempting import dial_obstacles
from agent_desktop.records.callbacks.book import Asking, CallbackBook
from agent_desktop.records.callbacks.changing import (
    NewOwner,
    NewPlace,
    add_word,
    cancel_callback,
    done_by_hand,
    hand_over_callback,
    lock_workable,
    move_callback,
    reopen_callback,
)
from agent_desktop.records.callbacks.deeds import Doing, around_row
from agent_desktop.records.callbacks.errors import CallbackNotFoundError, CallbackRefusedError
from agent_desktop.records.callbacks.making import Made, Wanted, make_callback
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.numbers import numbers_of
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.callbacks.surroundings import (
    slots_after,
)
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.callbacks.planned import about_of, find_whom, typed_number
from agent_desktop.server.callbacks.previews import asking_of
from agent_desktop.server.callbacks.repository import is_on_line
from agent_desktop.server.callbacks.syncing import place_at_once, sync_item
from agent_desktop.server.calls.past import number_of_call
from agent_desktop.server.outreach.repository import centre_in
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.agents.repository import AgentRepository
from telephony.app import Telephony
from telephony.callbacks.preview import dial_item, give_back_item
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.taking import take_item
from telephony.errors import TelephonyError


class CallbackDesk:
    """What somebody asks of callbacks; each method is part of one request."""

    def __init__(self, telephony: Telephony, book: CallbackBook, provider: str) -> None:
        self.telephony = telephony
        self.book = book
        self._provider = provider

    def asking(self, work: UnitOfWork, person: Person) -> Asking:
        return asking_of(work.session, person, self.book, work.now())

    def doing(self, work: UnitOfWork, person: Person) -> Doing:
        return Doing(work.session, work.now(), person.user_id, self.book, work.records)

    def make(self, work: UnitOfWork, person: Person, command: MakeCallback) -> Made:
        """Make one, or join the open one.

        Raises:
            CustomerNotFoundError: No such customer.
            NotYourCallError: The call was another's.
            CallbackRefusedError: nobody_there, or what `make_callback` refuses.
        """
        session = work.session
        whom = find_whom(
            session, self.asking(work, person), command.customer_id, command.call_id, command.number_id, command.number
        )
        if command.owner_id is not None and not _may_own(session, command.owner_id):
            raise CallbackRefusedError("nobody_there")
        if command.team and not centre_in(session).has_team(command.team):
            raise CallbackRefusedError("nobody_there")
        wanted = Wanted(
            kind=command.kind,
            reason_code=command.reason_code,
            number=whom.number,
            customer_id=whom.customer_id,
            number_id=whom.number_id,
            reason=command.reason,
            due_at=command.due_at,
            region=command.region,
            owner_id=command.owner_id,
            team=command.team,
            about_id=about_of(command.kind, command.complaint_id, command.alert_id),
            call_id=command.call_id,
            complaint_id=command.complaint_id,
            alert_id=command.alert_id,
            told=command.told,
        )
        return make_callback(self.doing(work, person), wanted)

    def take(self, work: UnitOfWork, person: Person, callback_id: UUID, seen_version: int) -> CallbackRow:
        """Have one before oneself, alone; telephony has the agent look at it.

        Raises:
            CallbackNotFoundError, StaleVersionError, CallbackRefusedError: in_other_hands, attempts_used …
            CallbackTakenError, CallbackGoneError, AgentTransitionRefusedError: telephony's.
        """
        session = work.session
        AgentRepository(session).lock_agent(person.user_id)  # before the callback, as wherever calls change
        row = self._readable(work, person, callback_id, seen_version)
        if row.held_by is not None and row.held_by != person.user_id:
            raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
        if row.attempts >= row.attempts_most:
            raise CallbackRefusedError(Obstacle.ATTEMPTS_USED.value)
        if row.state is not CallbackState.OFFERED:
            place_at_once(work, self.telephony, self.book, callback_id)
            if around_row(self.doing(work, person), row).unwished:
                raise CallbackRefusedError(Obstacle.DO_NOT_CALL.value, obstacles=(Obstacle.DO_NOT_CALL,))
            take_item(session, self.telephony.deps(work.journal), person.user_id, callback_id)
        return self._read(session, callback_id)

    def dial(self, work: UnitOfWork, person: Person, callback_id: UUID, command: DialCallback) -> UUID:
        """Have them called by whoever has it before them; return the call.

        Raises:
            CallbackNotFoundError, StaleVersionError, CallbackRefusedError: what speaks against it, with the next time.
            NumberNotCallableError, OutgoingNumberUnknownError, CallTransitionRefusedError: telephony's.
        """
        session = work.session
        AgentRepository(session).lock_agent(person.user_id)
        CallbackItemRepository(session).lock_item(callback_id)
        doing = self.doing(work, person)
        row = lock_workable(doing, callback_id, self.asking(work, person).reader, command.seen_version)
        if command.number_id is not None and command.number_id != row.number_id:
            number = next(
                (each[1] for each in numbers_of(session, row.customer_id) if each[0] == command.number_id), ""
            )
            if not number:
                raise CallbackRefusedError(Obstacle.NO_NUMBER.value)
            row.number, row.number_id = number, command.number_id
            session.flush()
        around = around_row(doing, row)
        on_line = is_on_line(session, row.customer_id, row.number)
        obstacles = dial_obstacles(doing, row, person.user_id, around, number=row.number, on_line=on_line)
        if obstacles:
            following = next(slots_after(session, self.book, around, doing.at, doing.at, row.owner_id), None)
            raise CallbackRefusedError(obstacles[0].value, obstacles=obstacles, next_at=following)
        deps = self.telephony.deps(work.journal)
        return dial_item(
            session, deps, person.user_id, callback_id, number=row.number, outgoing_code=command.own_number,
            provider=self._provider,
        )  # fmt: skip

    def change(self, work: UnitOfWork, person: Person, callback_id: UUID, command: ChangeCallback) -> None:
        """Do a step. One that its holder does ends their preview first.

        Raises:
            CallbackNotFoundError, StaleVersionError, CallbackRefusedError: see each step.
        """
        session, words = work.session, command.words.strip()
        row = self._readable(work, person, callback_id, command.seen_version)
        seen: int | None = command.seen_version
        is_held = row.held_by == person.user_id and row.state is CallbackState.OFFERED
        if is_held and command.step is not CallbackStep.ADD_WORD:
            self._give_back(work, person, callback_id)
            seen = None  # that was a change of one's own
        if command.step is CallbackStep.GIVE_BACK:
            if not is_held:
                raise CallbackRefusedError("step_not_possible")
            return
        CallbackItemRepository(session).lock_item(callback_id)
        doing, reader = self.doing(work, person), self.asking(work, person).reader
        row = lock_workable(doing, callback_id, reader, seen)
        match command.step:
            case CallbackStep.MOVE:
                if command.due_at is None:
                    raise CallbackRefusedError("time_needed")
                place = self._new_place(session, row, command)
                move_callback(doing, row, command.due_at, place, words=words, by_supervisor=reader.is_supervisor)
            case CallbackStep.HAND_OVER:
                self._hand_over(session, doing, row, command, words)
            case CallbackStep.CANCEL:
                cancel_callback(doing, row, words=words)
            case CallbackStep.DONE_BY_HAND:
                done_by_hand(doing, row, words=words)
            case CallbackStep.ADD_WORD:
                add_word(doing, row, words=words)
            case CallbackStep.REOPEN:
                reopen_callback(doing, row, words=words)
            case _:
                raise CallbackRefusedError("step_not_possible")
        sync_item(work, self.telephony, self.book, callback_id)

    def locked(self, work: UnitOfWork, person: Person, callback_id: UUID, seen_version: int) -> CallbackRow:
        """Return one that the person may work on, locked after telephony's locks."""
        CallbackItemRepository(work.session).lock_item(callback_id)
        reader = self.asking(work, person).reader
        return lock_workable(self.doing(work, person), callback_id, reader, seen_version)

    def locked_of_caller(
        self, work: UnitOfWork, person: Person, callback_id: UUID, seen_version: int, call_id: UUID
    ) -> CallbackRow:
        """Return one of whoever is on the line with the person who asks, locked after telephony's locks. Whose work it
        is does not matter: its customer is here.

        Raises:
            NotYourCallError: The call was another's.
            CallbackNotFoundError: No such callback, or it is of somebody else than who is on the line.
            StaleVersionError: Somebody changed it since.
        """
        number, customer_id = number_of_call(work.session, call_id, person.user_id)
        CallbackItemRepository(work.session).lock_item(callback_id)
        row = CallbackRepository(work.session).lock(callback_id)
        if row is None:
            raise CallbackNotFoundError(callback_id)
        same_number = bool(number) and number == row.number
        repository = CallbackRepository(work.session)
        if not same_number and (customer_id is None or repository.lead_of(customer_id) != row.person_id):
            raise CallbackNotFoundError(callback_id)
        if row.version != seen_version:
            raise StaleVersionError(current_version=row.version)
        return row

    def sync(self, work: UnitOfWork, callback_id: UUID) -> None:
        """Tell telephony at once how a callback stands whose item is locked already."""
        sync_item(work, self.telephony, self.book, callback_id)

    def _give_back(self, work: UnitOfWork, person: Person, callback_id: UUID) -> None:
        deps = self.telephony.deps(work.journal)
        try:
            give_back_item(work.session, deps, person.user_id, callback_id)
        except TelephonyError:  # telephony has nobody look at it any more: nothing is to be given back
            return

    def _readable(self, work: UnitOfWork, person: Person, callback_id: UUID, seen_version: int) -> CallbackRow:
        """Return one that the person may work on or has made, and has seen as it is; nothing is locked."""
        asking = self.asking(work, person)
        row = self._read(work.session, callback_id)
        repository = CallbackRepository(work.session)
        is_theirs = row.made_by == person.user_id
        if not is_theirs and repository.find_workable(callback_id, asking.reader, asking.at) is None:
            raise CallbackNotFoundError(callback_id)
        if row.version != seen_version:
            raise StaleVersionError(current_version=row.version)
        return row

    @staticmethod
    def _read(session: Session, callback_id: UUID) -> CallbackRow:
        row = CallbackRepository(session).find_row(callback_id)
        if row is None:
            raise CallbackNotFoundError(callback_id)
        return row

    def _hand_over(self, session: Session, doing: Doing, row: CallbackRow, command: ChangeCallback, words: str) -> None:
        centre = centre_in(session)
        if command.owner_id is not None and not _may_own(session, command.owner_id):
            raise CallbackRefusedError("nobody_there")
        if command.team and not centre.has_team(command.team):
            raise CallbackRefusedError("nobody_there")
        if command.queue_code and not centre.has_queue(command.queue_code):
            raise CallbackRefusedError("nobody_there")
        ids = {each for each in (row.owner_id, command.owner_id) if each is not None}
        names = UserRepository(session).list_display_names(ids) if ids else {}
        name = names.get(command.owner_id, "") if command.owner_id is not None else command.team or command.queue_code
        from_name = names.get(row.owner_id, "") if row.owner_id is not None else row.team or row.queue_code
        to = NewOwner(command.owner_id, command.team, command.queue_code, name)
        hand_over_callback(doing, row, to, from_name=from_name, words=words)

    def _new_place(self, session: Session, row: CallbackRow, command: ChangeCallback) -> NewPlace:
        number, number_id = "", command.number_id
        if number_id is not None:
            number = next((each[1] for each in numbers_of(session, row.customer_id) if each[0] == number_id), "")
        elif command.number.strip():
            number = typed_number(self.book, command.number)
        if (number_id is not None or command.number.strip()) and not number:
            raise CallbackRefusedError(Obstacle.NO_NUMBER.value)
        return NewPlace(command.region, number, number_id)


def _may_own(session: Session, user_id: UUID) -> bool:
    user = UserRepository(session).find_user(user_id)
    return user is not None and user.disabled_at is None
