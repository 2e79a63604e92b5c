"""Who was to be called back, and has called us and talked with an agent, is not called once more for the same."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import (
    CallbackDetail,
    CallbackEnd,
    CallbackEventKind,
    CallbackKind,
    CallbackState,
)
from agent_desktop.records.callbacks.attempting import take_callback
from agent_desktop.records.callbacks.changing import called_in
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import AttemptRepository
from agent_desktop.records.interactions.link_repository import LinkRepository
from agent_desktop.server.callbacks.hosting import CallbackHost
from telephony.contract import CallState, NumberCheck
from telephony.ports import CallFacts
from tests.records.callbacks.made import NUMBER, Office
from tests.server.callbacks.centre import Centre, good, make, now, opened_centre
from tests.server.support import until


class Host(CallbackHost):
    """The bank's half, with what the end of a call needs of it."""

    def __init__(self, office: Office) -> None:
        self.options = office.book.options
        self.callbacks = office.book


class Line:
    """A caller who has asked to be called back, and rings again a while later."""

    def __init__(self, session: Session) -> None:
        self.session, self.office = session, Office(session)
        self.host = Host(self.office)

    def comes(self, *, wished: bool = False) -> CallFacts:
        return CallFacts(
            call_id=uuid4(),
            queue_code="cards",
            caller_number=NUMBER,
            number_check=NumberCheck.PASSED,
            menu_reason="",
            keyed_digits="",
            arrived_at=self.office.at,
            callback_wished=wished,
        )

    def gives_up(self, customer_id: UUID | None) -> CallbackRow:
        callback_id = self.host.callback_of_caller(self.session, self.comes(wished=True), customer_id, self.office.at)
        return self.row(callback_id)

    def talks(self, call: CallFacts, customer_id: UUID | None) -> None:
        """The call is over, after a talk."""
        if customer_id is not None:
            LinkRepository(self.session).add_link_once(call.call_id, customer_id, None, self.office.at)
        self.host.caller_spoken_with(self.session, call, agent_id=self.office.me, at=self.office.at)

    def row(self, callback_id: UUID | None) -> CallbackRow:
        query = sa.select(CallbackRow).where(CallbackRow.callback_id == callback_id)
        return self.session.scalars(query.execution_options(populate_existing=True)).one()

    def kinds(self, row: CallbackRow) -> list[CallbackEventKind]:
        return [each["kind"] for each in AttemptRepository(self.session).history_of(row.callback_id)]


@pytest.fixture
def line(session: Session) -> Line:
    return Line(session)


@pytest.mark.parametrize("known", [True, False], ids=["a customer", "a number that is nobody's"])
def test_who_waited_for_a_talk_and_has_had_it_is_not_called_back(line: Line, known: bool) -> None:
    customer_id = line.office.customer() if known else None
    row = line.gives_up(customer_id)
    line.office.at += timedelta(minutes=10)
    call = line.comes()
    colleague = uuid4()
    take_callback(line.office.doing(colleague), row, colleague)  # who looks at it at this moment has it no more
    line.office.at += timedelta(minutes=4)

    line.talks(call, customer_id)

    ended = line.row(row.callback_id)
    assert (ended.state, ended.ended_as, ended.ended_by) == (
        CallbackState.DONE, CallbackEnd.CALLED_IN, line.office.me,
    )  # fmt: skip
    assert (ended.held_by, ended.to_sync) == (None, True), "telephony is told to withdraw it"
    assert line.kinds(ended)[-1] is CallbackEventKind.CALLED_IN


def test_a_promise_for_another_reason_stays_and_whoever_calls_sees_that_they_called(line: Line) -> None:
    customer_id = line.office.customer()
    row = line.office.make(customer_id, reason="The loan").row
    line.office.at += timedelta(minutes=5)
    call, version = line.comes(), row.version

    line.talks(call, customer_id)

    after = line.row(row.callback_id)
    assert (after.state, after.kept) == (CallbackState.OPEN, None), "what they talked about is not known"
    assert after.version == version + 1, "who had read it before reads it again before dialling"
    assert line.kinds(after)[-1] is CallbackEventKind.CALLED_IN


def test_what_the_agent_said_of_it_in_the_call_stays(line: Line) -> None:
    customer_id = line.office.customer()
    kept = line.gives_up(customer_id)
    line.office.at += timedelta(minutes=5)
    call = line.comes()
    line.office.at += timedelta(minutes=1)
    called_in(line.office.doing(), kept, closes=False, words="Wants to be called all the same")
    promised = line.office.make(customer_id, reason="Promised in this call").row

    line.talks(call, customer_id)

    assert line.row(kept.callback_id).state is CallbackState.OPEN
    assert line.kinds(kept).count(CallbackEventKind.CALLED_IN) == 1
    assert line.kinds(promised) == [CallbackEventKind.MADE]


def test_another_caller_settles_nothing_of_theirs(line: Line) -> None:
    row = line.gives_up(line.office.customer())
    line.office.at += timedelta(minutes=5)
    stranger = line.office.customer("2", "+85261230002")

    line.talks(line.comes(), stranger)

    assert line.row(row.callback_id).state is CallbackState.OPEN


@pytest.fixture
def centre(database_url: str) -> Iterator[Centre]:
    with opened_centre(database_url) as centre:
        yield centre


def test_who_gave_up_rings_again_and_talks_is_not_called_back_though_nobody_pressed_a_button(centre: Centre) -> None:
    customer_id = centre.floor.add_customer()
    desk = centre.floor.agent()
    desk.go_ready()
    sid = centre.floor.ring()
    call_id = desk.until_offered()
    centre.floor.hang_up(sid)
    until(lambda: desk.snapshot().offer is None)
    wish = good(desk.post(f"/v1/calls/{call_id}/callback-wish"))
    gave_up_id = UUID(wish["callback_id"])
    promised_id = make(desk, customer_id, due_at=(centre.clock.now() + timedelta(hours=2)).isoformat()).callback_id

    def row(callback_id: UUID) -> CallbackRow:
        return next(each for each in centre.rows() if each.callback_id == callback_id)

    desk.agent("go_not_ready", "break")
    until(lambda: desk.snapshot().offer is None)
    good(
        desk.post(
            f"/v1/callbacks/{gave_up_id}/changes",
            seen_version=now(desk, gave_up_id).version,
            step="move",
            due_at=(centre.clock.now() + timedelta(hours=1)).isoformat(),
        )
    )
    until(centre.has_seen_to_items)
    centre.clock.move(60)
    desk.go_ready()
    centre.floor.ring()
    call_id = desk.until_offered()
    answered = desk.act(call_id, "answer")
    assert answered.status_code == 200, answered.text
    desk.until_call(CallState.TALKING)
    desk.act(call_id, "hang_up")
    until(lambda: row(gave_up_id).state is CallbackState.DONE)

    gave_up = row(gave_up_id)
    assert (gave_up.kind, gave_up.ended_as) == (CallbackKind.ABANDONED, CallbackEnd.CALLED_IN)
    until(lambda: not row(gave_up_id).placed)
    history = CallbackDetail.model_validate(good(desk.http.get(f"/v1/callbacks/{promised_id}"))).history
    assert (row(promised_id).state, history[-1].kind.value) == (CallbackState.OPEN, "called_in")
