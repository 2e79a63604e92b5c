"""Whom a call was with: looked for while one types, nothing kept unseen, all of it undone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID, uuid4

import pytest

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks, Tasks
from agent_desktop.contract.customers import CallerCard, CallerOutcome, Profile
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.prospect_cards import ConsentChannel, Interest
from agent_desktop.contract.prospects import (
    AttachCall,
    Attached,
    ChangeProspect,
    Duplicate,
    DuplicateReason,
    Duplicates,
    FindDuplicates,
    KeepProspect,
    UndoAttachment,
)
from agent_desktop.demo.screen_attaching import PROSPECT
from agent_desktop.ui.attach.presenter import PAUSE_SECONDS, AttachPresenter
from tests.client.support import HeldTasks

T = TypeVar("T")

CALL, CUSTOMER = uuid4(), uuid4()
CARD = CallerCard(call_id=CALL, outcome=CallerOutcome.MATCHED, number_masked="+852 9••• 5432")
SAME = Duplicate(customer_id=CUSTOMER, name="Ho Sze Wing", reasons=(DuplicateReason.NUMBER,), sure=True)


@dataclass
class Server:
    """Answers as the server does; `refuses` the next command."""

    asked: list[FindDuplicates] = field(default_factory=list)
    done: list[object] = field(default_factory=list)
    found: tuple[Duplicate, ...] = ()
    refuses: ErrorCode | None = None
    card: CallerCard | None = CARD

    def duplicates(self, asked: FindDuplicates) -> Duplicates:
        self.asked.append(asked)
        return Duplicates(found=self.found)

    def keep(self, call_id: UUID, command: KeepProspect) -> Attached:
        return self._answer(call_id, command)

    def attach(self, call_id: UUID, command: AttachCall) -> Attached:
        return self._answer(call_id, command)

    def undo(self, call_id: UUID, command: UndoAttachment) -> Attached:
        return self._answer(call_id, command, None)

    def change(self, customer_id: UUID, command: ChangeProspect) -> Profile:
        self._answer(customer_id, command)
        assert PROSPECT.profile is not None
        return PROSPECT.profile

    def _answer(self, call_id: UUID, command: object, deed_id: UUID | None = CUSTOMER) -> Attached:
        if self.refuses is not None:
            code, self.refuses = self.refuses, None
            raise ClientError(code)
        self.done.append(command)
        return Attached(call_id=call_id, deed_id=deed_id, customer_id=CUSTOMER, customer_name="Ho", card=self.card)


class Room:
    """The presenter with a clock moved by hand, and what it told the rest of the desktop."""

    def __init__(self, tasks: Tasks | None = None) -> None:
        self.server, self.seconds = Server(), 0.0
        self.told: list[object] = []
        self.presenter = AttachPresenter(
            self.server,
            tasks or ImmediateTasks(),
            on_card=self.told.append,
            on_past=self._teller("past"),
            on_profile=self._teller("profile"),
            monotonic=lambda: self.seconds,
        )

    def type(self, name: str = "", number: str = "", document: str = "", note: str = "") -> None:
        self.presenter.typed(name=name, number=number, document=document, note=note)

    def rest(self) -> None:
        self.seconds += PAUSE_SECONDS
        self.presenter.tick()

    def _teller(self, word: str) -> Callable[[], None]:
        return lambda: self.told.append(word)


@pytest.fixture
def room() -> Room:
    room = Room()
    room.presenter.open(CALL, "+852 9••• 5432")
    return room


def test_the_calls_own_number_is_looked_for_at_once_and_what_is_typed_once_typing_rests(room: Room) -> None:
    room.server.found = (SAME,)
    room.type(name="Ho S")
    room.type(name="Ho Sze Wing")
    room.presenter.tick()
    assert not room.presenter.state.looked

    room.rest()

    assert [each.name for each in room.server.asked] == ["", "Ho Sze Wing"]
    assert {each.call_id for each in room.server.asked} == {CALL}
    assert (room.presenter.state.found, room.presenter.state.looked) == ((SAME,), True)


def test_nothing_is_kept_before_who_may_be_the_same_was_looked_for(room: Room) -> None:
    room.type(name="Ho Sze Wing")
    room.presenter.keep()
    assert room.server.done == []

    room.rest()
    room.presenter.keep()

    assert len(room.server.done) == 1


def test_a_card_is_kept_with_what_was_on_the_screen(room: Room) -> None:
    room.server.found = (SAME,)
    room.type(name="Ho Sze Wing", note="Tai Po")
    room.presenter.toggled(Interest.CARDS)
    room.presenter.toggled(Interest.LOANS)
    room.presenter.toggled(Interest.LOANS)
    room.presenter.toggled(ConsentChannel.PHONE)
    room.rest()

    room.presenter.keep()

    (kept,) = room.server.done
    assert isinstance(kept, KeepProspect)
    assert (kept.interests, kept.note) == ((Interest.CARDS,), "Tai Po")
    assert set(kept.agreed) == {ConsentChannel.PHONE}
    assert kept.seen == {CUSTOMER}
    assert room.told == [CARD]
    assert not room.presenter.state.open


def test_somebody_who_came_meanwhile_is_shown_and_nothing_typed_is_lost(room: Room) -> None:
    room.type(name="Ho Sze Wing")
    room.rest()
    room.server.refuses, room.server.found = ErrorCode.PROSPECT_DUPLICATE, (SAME,)

    room.presenter.keep()

    state = room.presenter.state
    assert (state.open, state.name, state.found) == (True, "Ho Sze Wing", (SAME,))
    assert state.problem == Problem(ErrorCode.PROSPECT_DUPLICATE)


def test_a_call_that_is_over_is_attached_and_undone_in_the_list(room: Room) -> None:
    room.server.card = None
    room.presenter.toggled(None)

    room.presenter.attach(CUSTOMER)

    (command,) = room.server.done
    assert isinstance(command, AttachCall)
    assert command.note_number
    before = room.presenter.state.done
    room.presenter.undo()
    assert (before is None, room.presenter.state.done) == (False, None)
    assert room.told == ["past", "past"]


def test_what_cannot_be_undone_any_more_says_so_once(room: Room) -> None:
    room.presenter.attach(CUSTOMER)
    room.server.refuses = ErrorCode.LINK_NOT_UNDOABLE

    room.presenter.undo(CALL, uuid4())

    assert room.presenter.state.problem == Problem(ErrorCode.LINK_NOT_UNDOABLE)
    assert room.presenter.state.done is None


def test_a_card_is_changed_without_looking_for_anybody(room: Room) -> None:
    assert PROSPECT.profile is not None
    looked = len(room.server.asked)
    room.presenter.edit(PROSPECT.profile)
    room.presenter.toggled(ConsentChannel.PHONE)
    room.rest()

    room.presenter.keep()

    (command,) = room.server.done
    assert isinstance(command, ChangeProspect)
    assert (command.seen_version, command.agreed) == (3, frozenset())
    assert (room.told, len(room.server.asked)) == (["profile"], looked)


def test_what_was_typed_for_a_call_is_still_there_when_the_panel_is_opened_again(room: Room) -> None:
    room.type(name="Ho Sze")
    room.presenter.close()
    room.presenter.open(CALL, "+852 9••• 5432")
    assert room.presenter.state.name == "Ho Sze"

    room.presenter.open(uuid4(), "")

    assert room.presenter.state.name == ""


def test_a_late_answer_for_one_call_leaves_what_is_typed_for_another() -> None:
    tasks, other = HeldTasks(), uuid4()
    room = Room(tasks)
    room.presenter.open(CALL, "+852 9••• 5432")
    room.presenter.attach(CUSTOMER)

    room.presenter.open(other, "+852 6••• 4182")
    room.type(name="Chan Tai Man")
    room.presenter.attach(CUSTOMER)
    assert room.server.done == [], "one command at a time"
    tasks.run_all()

    state = room.presenter.state
    assert (state.open, state.call_id, state.name, state.working) == (True, other, "Chan Tai Man", False)
    assert state.done is not None
    assert state.done.call_id == CALL


def test_nothing_is_kept_before_everybody_who_may_be_the_same_was_on_the_screen(room: Room) -> None:
    room.server.found = tuple(SAME.model_copy(update={"customer_id": uuid4()}) for _ in range(8))
    room.type(name="Ho Sze Wing")
    room.rest()
    assert (len(room.presenter.state.shown), room.presenter.state.unseen) == (6, 2)
    room.presenter.keep()
    assert room.server.done == []

    room.presenter.show_all()
    room.presenter.keep()

    (kept,) = room.server.done
    assert isinstance(kept, KeepProspect)
    assert kept.seen == {each.customer_id for each in room.server.found}
