"""A call goes on under another policy: each recording is kept and refused by the one by which it was made."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
import yaml

from telephony.contract import (
    CallAction,
    PausedBy,
    RecordingProblem,
    RecordingState,
    RecordingStop,
    TransferKind,
)
from telephony.menu.schema import Menu
from telephony.menu.walk import Entered
from telephony.providers.base import Arrival, Order, OrderKind, OrderOutcome, PartState
from telephony.providers.simulator.recorder import recording_ready
from telephony.recordings.announcing import with_announcement
from telephony.recordings.begun import Start, begun_by, with_start
from telephony.recordings.models import CallRecordingRow
from telephony.recordings.policy import LawfulBasis, RecordingPolicy
from telephony.recordings.repository import CallRecordingRepository
from tests.telephony.recordings.support import JOINING, SERVICE, asked, may, recording_centre, shown
from tests.telephony.recordings.test_announcing import keyed_to_the_end
from tests.telephony.support import NINE, Centre

K = OrderKind
MENU = Menu.model_validate(
    yaml.safe_load((Path(__file__).parents[3] / "resources" / "menus" / "main.yaml").read_text("utf-8"))
)
DUTY = RecordingPolicy(
    code="orders",
    basis=LawfulBasis.LEGAL_OBLIGATION,
    queues=("cards",),
    announcement={"en": "Recorded as the law requires."},
    retention_days=1825,
)
LOANS_ONLY = replace(SERVICE, queues=("loans",))


def passed_to(centre: Centre, call_id: UUID, by: UUID, queue_code: str, agent_id: UUID) -> None:
    centre.transfer(by, call_id, TransferKind.COLD_QUEUE, queue_code=queue_code)
    centre.run()
    centre.act(agent_id, call_id, CallAction.ANSWER)
    centre.run()


def joined_words(centre: Centre) -> list[list[str]]:
    return [[each.text for each in order.spoken] for order in centre.carrier.orders if order.kind is K.JOIN_AGENT]


def deaf_to(centre: Centre, *kinds: OrderKind) -> None:
    """Have the carrier take these orders and do nothing of them."""
    obeys = centre.carrier.carry_out

    def instead(order: Order) -> OrderOutcome:
        return OrderOutcome.DONE if order.kind in kinds else obeys(order)

    centre.carrier.carry_out = instead  # type: ignore[method-assign]


def make_ready(centre: Centre, call_id: UUID) -> None:
    sid = centre.call(call_id).call_sid
    room = centre.carrier.carrier.find_room(sid)
    assert room is not None
    for part in room.recordings:
        centre.carrier._keep(recording_ready(centre.carrier.carrier, sid, part.recording_sid, centre.clock.now()))
    centre.run()


def test_what_the_law_demands_is_kept_and_begun_again_whatever_the_caller_refuses_in_between(
    engine: sa.Engine,
) -> None:
    centre = recording_centre(engine, DUTY, LOANS_ONLY)
    may_lee, ken = centre.agent("cards"), centre.agent("loans")
    call_id = centre.answered(may_lee)
    passed_to(centre, call_id, may_lee, "loans", ken)
    centre.act(ken, call_id, CallAction.REFUSE_RECORDING)
    centre.run()
    assert shown(centre, ken).stopped_by is RecordingStop.CALLER
    ho = centre.agent("cards")
    passed_to(centre, call_id, ken, "cards", ho)

    assert (shown(centre, ho).state, shown(centre, ho).stopped_by) == (RecordingState.ON, None)
    centre.caller_hangs_up(call_id)
    make_ready(centre, call_id)
    last = {each.recording_id: each for each in centre.host.recordings}
    assert [(each.basis, each.retention_days, each.refused) for each in last.values()] == [
        ("legal_obligation", 1825, False),
        ("consent", 90, True),
        ("legal_obligation", 1825, False),
    ]


def test_what_an_agent_stopped_is_recorded_again_where_no_agent_may_stop_it(engine: sa.Engine) -> None:
    stopping = replace(SERVICE, code="stopping", queues=("cards",), agent_may_stop=True)
    centre = recording_centre(engine, stopping, LOANS_ONLY)
    may_lee, ken = centre.agent("cards"), centre.agent("loans")
    call_id = centre.answered(may_lee)
    centre.act(may_lee, call_id, CallAction.STOP_RECORDING)
    centre.run()
    assert shown(centre, may_lee).stopped_by is RecordingStop.AGENT
    passed_to(centre, call_id, may_lee, "loans", ken)

    assert (shown(centre, ken).state, shown(centre, ken).stopped_by) == (RecordingState.ON, None)


def test_the_caller_is_told_of_each_policy_once(engine: sa.Engine) -> None:
    centre = recording_centre(engine, DUTY, LOANS_ONLY)
    may_lee, ken = centre.agent("cards"), centre.agent("loans")
    call_id = centre.answered(may_lee)
    began = centre.host.recordings[-1].announced_at
    centre.clock.advance(60)
    passed_to(centre, call_id, may_lee, "loans", ken)

    assert joined_words(centre) == [list(DUTY.announcement.values()), list(JOINING.values())]
    told = {each.policy: each.announced_at for each in centre.host.recordings if each.state is PartState.RUNNING}
    assert told == {"orders": began, "service": centre.clock.now()}
    ho = centre.agent("loans")
    centre.transfer(ken, call_id, TransferKind.COLD_AGENT, agent_id=ho)
    centre.run()
    centre.act(ho, call_id, CallAction.ANSWER)
    centre.run()
    assert joined_words(centre)[2] == []
    assert shown(centre, ho).state is RecordingState.ON


@pytest.mark.parametrize("answer", ["", None, "8"])
def test_who_can_refuse_by_key_only_is_recorded_only_where_they_were_asked(
    engine: sa.Engine, answer: str | None
) -> None:
    by_key = replace(SERVICE, refuse_by_word=False, joining_announcement={})
    centre = recording_centre(engine, by_key)
    centre.settings = replace(centre.settings, menu=MENU)
    may_lee, sid = centre.agent(), f"key-{uuid4().hex}"
    inputs = () if answer is None else (*keyed_to_the_end(), answer)
    arrival = Arrival(from_number="+85291234567", menu_inputs=inputs)
    _, report = centre.carrier.carrier.ring(arrival, centre.clock.now(), call_sid=sid)
    centre.report(report)
    call_id = centre.call_by_sid(sid).call_id
    centre.act(may_lee, call_id, CallAction.ANSWER)
    centre.run()

    assert joined_words(centre) == [[]]  # no key is taken here
    assert asked(centre) == ([K.RECORD_START] if answer == "" else [])
    recording = centre.desk(may_lee).call.recording  # type: ignore[union-attr]
    assert (recording is None) == (answer is None)
    if answer == "8":
        assert recording is not None
        assert recording.stopped_by is RecordingStop.CALLER


def test_words_that_name_a_key_are_not_said_where_the_menu_has_another_use_for_it() -> None:
    clash = replace(SERVICE, refuse_key=MENU.urgent.key)
    inputs = keyed_to_the_end()

    told = with_announcement([clash], MENU, inputs)
    assert isinstance(told, Entered)
    assert told == with_announcement([], MENU, inputs)


def test_a_pause_ends_with_the_part_of_the_agent_who_wanted_it(engine: sa.Engine) -> None:
    centre = recording_centre(engine)
    may_lee, ken = centre.agent(), centre.agent()
    call_id = centre.answered(may_lee)
    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    centre.run()
    centre.transfer(may_lee, call_id, TransferKind.COLD_AGENT, agent_id=ken)
    centre.run()
    centre.act(ken, call_id, CallAction.ANSWER)
    centre.run()

    assert (shown(centre, ken).state, shown(centre, ken).paused_by) == (RecordingState.ON, None)


def test_a_pause_that_nobody_ends_is_over_after_its_time(engine: sa.Engine) -> None:
    centre = recording_centre(engine)
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    centre.run()
    centre.clock.advance(299)
    centre.run()
    assert shown(centre, may_lee).paused_by is PausedBy.AGENT
    centre.clock.advance(1)
    centre.run()

    assert (shown(centre, may_lee).state, shown(centre, may_lee).paused_by) == (RecordingState.ON, None)
    assert ("pause_over", None) in centre.host.recording_deeds


def test_a_consult_that_begins_and_ends_while_the_caller_is_on_hold_already_pauses_too(engine: sa.Engine) -> None:
    centre = recording_centre(engine)
    may_lee, ken = centre.agent(), centre.agent()
    call_id = centre.answered(may_lee)
    centre.act(may_lee, call_id, CallAction.HOLD)
    centre.run()
    centre.consult(may_lee, call_id, ken)
    assert asked(centre)[-1:] == [K.RECORD_START]
    centre.run()

    assert (shown(centre, may_lee).state, shown(centre, may_lee).in_consult) == (RecordingState.PAUSED, True)
    centre.act(ken, call_id, CallAction.DECLINE)
    centre.run()
    assert (shown(centre, may_lee).state, shown(centre, may_lee).in_consult) == (RecordingState.ON, False)


def test_what_another_queue_s_policy_began_is_ended_first_until_the_carrier_says_so(engine: sa.Engine) -> None:
    never = replace(SERVICE, code="never", queues=("loans",), records=False)
    centre = recording_centre(engine, replace(SERVICE, queues=("cards",)), never)
    may_lee, ken = centre.agent("cards"), centre.agent("loans")
    call_id = centre.answered(may_lee)
    obeys = centre.carrier.carry_out
    deaf_to(centre, K.RECORD_STOP)
    passed_to(centre, call_id, may_lee, "loans", ken)
    for _ in range(3):
        centre.clock.advance(3)
        centre.run()
    told = shown(centre, ken)
    assert (told.state, told.problem) == (RecordingState.ON, RecordingProblem.NOT_STOPPED)

    centre.carrier.carry_out = obeys  # type: ignore[method-assign]
    centre.clock.advance(10)
    centre.run()
    assert centre.call(call_id).recording is RecordingState.OFF
    assert centre.desk(ken).call.recording is None  # type: ignore[union-attr]
    assert may(centre, ken) == set()
    assert K.RECORD_START not in asked(centre)[1:]


def test_a_policy_that_is_renamed_or_gone_changes_nothing_for_what_was_made_by_it(engine: sa.Engine) -> None:
    centre = recording_centre(engine)
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    centre.caller_hangs_up(call_id)
    centre.settings = replace(centre.settings, recording_policies=())
    make_ready(centre, call_id)

    facts = centre.host.recordings[-1]
    assert (facts.state, facts.policy, facts.basis, facts.retention_days) == (PartState.READY, "service", "consent", 90)


def test_what_a_start_began_that_counted_as_failed_goes_by_its_own_policy_and_ends_first(engine: sa.Engine) -> None:
    centre = recording_centre(engine, DUTY, LOANS_ONLY)
    may_lee, ken = centre.agent("cards"), centre.agent("loans")
    obeys, carrier = centre.carrier.carry_out, centre.carrier.carrier
    deaf_to(centre, K.RECORD_START)
    call_id = centre.answered(may_lee)
    started_at, sid = centre.clock.now(), centre.call(call_id).call_sid
    centre.clock.advance(30)
    passed_to(centre, call_id, may_lee, "loans", ken)
    for _ in range(4):
        centre.clock.advance(15)
        centre.run()
    assert centre.call(call_id).recording_policy == "service"

    late = Order(uuid4(), sid, K.RECORD_START, "")
    centre.carrier.carry_out = obeys  # type: ignore[method-assign]
    centre.carrier._keep(carrier.carry_out(late, started_at + timedelta(seconds=1))[1])
    centre.run()

    made = [(each.policy, each.agent_id, each.state) for each in rows_of(centre, call_id)]
    assert made[0] == ("orders", may_lee, PartState.STOPPED)
    assert made[1:] == [("service", ken, PartState.RUNNING)]
    assert shown(centre, ken).state is RecordingState.ON


def rows_of(centre: Centre, call_id: UUID) -> list[CallRecordingRow]:
    with centre.open_work() as work:
        found = list(CallRecordingRepository(work.session).list_of(call_id))
        work.session.expunge_all()
        return found


def test_a_recording_is_of_the_start_before_it_whatever_was_asked_since() -> None:
    first, second = uuid4(), uuid4()
    starts = with_start((), Start("orders", "", first, NINE))
    starts = with_start(starts, Start("orders", "", first, NINE + timedelta(seconds=10)))
    starts = with_start(starts, Start("service", "stop", second, NINE + timedelta(seconds=60)))
    assert len(starts) == 2

    def by(seconds: float) -> str:
        found = begun_by(starts, NINE + timedelta(seconds=seconds))
        assert found is not None
        return found.policy

    assert [by(each) for each in (-30, 0, 57, 58.5, 61)] == ["orders", "orders", "orders", "service", "service"]
    assert begun_by((), NINE) is None
