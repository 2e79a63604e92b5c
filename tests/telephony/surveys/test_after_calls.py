"""Callers are asked by keypad after the agent's part of a call, whoever ends it."""

from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.repository import CallRepository
from telephony.contract import AgentState, CallAction, CallState, EndCause, TransferKind
from telephony.menu.walk import Ask, Closing
from telephony.providers.base import CarrierReport, EndedBy, OrderKind, Provider, ReportKind
from telephony.providers.repository import OutboxRepository
from telephony.providers.simulator.survey_callers import end_survey
from telephony.reconciling.rounds import Reconciler
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.port import SurveyWish
from telephony.surveys.repository import CallSurveyRepository
from telephony.surveys.service import step_after
from telephony.surveys.states import KeyedScore, NotAsked, SurveyOutcome, SurveyStage
from tests.telephony.support import SETTINGS, Centre
from tests.telephony.surveys.asked import survey

K = OrderKind
ASKED = SurveyWish(survey(), "en")
SCORES = (KeyedScore("helped", 5, 4, 5), KeyedScore("recommend", 10, 9))


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    opened = Centre(engine, replace(SETTINGS, asks_by_keypad=True, survey_after_drop_seconds=5))
    opened.host.survey = ASKED
    return opened


def row_of(centre: Centre, call_id: UUID) -> CallSurveyRow | None:
    with Session(centre.engine) as session:
        return CallSurveyRepository(session).find(call_id)


def known(centre: Centre, call_id: UUID) -> CallSurveyRow:
    row = row_of(centre, call_id)
    assert row is not None
    return row


def end(centre: Centre, agent_id: UUID, call_id: UUID) -> None:
    """The agent presses end, half a minute after the call has begun."""
    centre.clock.advance(30)
    centre.act(agent_id, call_id, CallAction.HANG_UP)
    centre.run()


def answer(centre: Centre, call_id: UUID, *keys: str, over: bool = True) -> None:
    sid = centre.call(call_id).call_sid
    for each in keys:
        centre.clock.advance(5)
        centre.carrier.key_in_survey(sid, each)
        centre.run()
    if over:
        centre.carrier.end_survey(sid)
        centre.run()


def test_an_agent_who_ends_the_call_wraps_up_at_once_while_the_caller_is_asked(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    call = centre.call(call_id)
    assert (call.state, call.end_cause) == (CallState.ENDED, EndCause.AGENT_HUNG_UP)
    desk = centre.desk(agent)
    assert desk.agent is not None
    assert desk.agent.state is AgentState.WRAP_UP
    assert [order.kind for order in centre.carrier.orders[-1:]] == [K.SURVEY]
    assert (known(centre, call_id).stage, centre.host.talked) == (SurveyStage.RUNNING, [30])
    answer(centre, call_id, "4", "5", "9")
    row = known(centre, call_id)
    assert (row.stage, row.outcome, row.inputs, row.survey) == (SurveyStage.OVER, SurveyOutcome.ANSWERED, [], {})
    begun, over = centre.host.surveyed
    assert (begun.outcome, begun.agent_id, begun.queue_code, begun.questions) == (None, agent, "cards", 2)
    assert (over.outcome, over.scores, over.call_id) == (SurveyOutcome.ANSWERED, SCORES, call_id)
    ended = centre.call(call_id).ended_at
    assert ended == call.ended_at  # the caller's time in the survey is none of the call's


def test_the_questions_come_from_any_server_and_as_they_were_when_it_began(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    sid = centre.call(call_id).call_sid
    centre.host.survey = SurveyWish(survey(questions=[{"code": "new", "prompt": survey().opening.model_dump()}]), "en")
    other = Centre(centre.engine, centre.settings)  # a server that was started meanwhile
    step = other.do(lambda session, _: step_after(session, "simulator", sid, ("4",)))
    assert isinstance(step, Ask)
    assert step.step_id == "helped.expected"
    answer(other_of(centre, other), call_id, "4", "5", "10")
    assert known(centre, call_id).outcome is SurveyOutcome.ANSWERED
    assert other.do(lambda session, _: step_after(session, "simulator", sid, ())) == Closing()


def other_of(centre: Centre, other: Centre) -> Centre:
    """Return the other server at the same carrier."""
    other.carrier, other.clock, other.host = centre.carrier, centre.clock, centre.host
    return other


def test_a_caller_who_hangs_up_in_the_middle_is_kept_with_what_they_answered(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    answer(centre, call_id, "4", over=False)
    centre.caller_hangs_up(call_id)
    assert known(centre, call_id).outcome is SurveyOutcome.PARTLY
    assert centre.host.surveyed[-1].scores == (KeyedScore("helped", 5, 4),)
    assert centre.call(call_id).end_cause is EndCause.AGENT_HUNG_UP


@pytest.mark.parametrize(
    ("keys", "outcome"), [((), SurveyOutcome.SILENT), (("*",), SurveyOutcome.REFUSED), (("", ""), SurveyOutcome.SILENT)]
)
def test_who_answers_nothing_was_asked_all_the_same(
    centre: Centre, keys: tuple[str, ...], outcome: SurveyOutcome
) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    answer(centre, call_id, *keys)
    row = known(centre, call_id)
    assert (row.outcome, row.why_not, centre.host.surveyed[-1].scores) == (outcome, None, ())


def test_a_caller_who_hangs_up_first_was_not_asked_and_is_counted(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.clock.advance(30)
    centre.caller_hangs_up(call_id)
    row = known(centre, call_id)
    assert (row.stage, row.outcome, row.why_not) == (SurveyStage.OVER, SurveyOutcome.NOT_ASKED, NotAsked.CALLER_HUNG_UP)
    assert (row.agent_id, centre.host.surveyed) == (agent, [])


def test_a_caller_who_hangs_up_as_the_agent_ends_was_not_asked(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.carrier.hang_up(centre.call(call_id).call_sid)  # before the order reaches the carrier
    centre.run()
    row = known(centre, call_id)
    assert (row.why_not, row.survey, centre.host.surveyed) == (NotAsked.CALLER_HUNG_UP, {}, [])


def test_who_is_not_to_be_asked_hears_no_survey_and_why_is_kept(centre: Centre) -> None:
    agent = centre.agent()
    centre.host.survey = SurveyWish(why_not=NotAsked.NOT_WISHED)
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    assert [order.kind for order in centre.carrier.orders[-1:]] == [K.END_CALL]
    assert known(centre, call_id).why_not is NotAsked.NOT_WISHED


def test_without_surveys_nothing_is_asked_of_anybody_and_nothing_is_kept(engine: sa.Engine) -> None:
    centre = Centre(engine)
    centre.host.survey = ASKED
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    assert (row_of(centre, call_id), centre.host.talked) == (None, [])


def test_the_last_specialist_ends_a_call_that_was_passed_on_and_it_is_theirs(centre: Centre) -> None:
    first, last = centre.agent(), centre.agent()
    call_id = centre.answered(first)
    centre.consult(first, call_id, last)
    centre.run()
    centre.act(last, call_id, CallAction.ANSWER)
    centre.run()
    centre.act(first, call_id, CallAction.COMPLETE_TRANSFER)
    centre.run()
    assert row_of(centre, call_id) is None  # the caller talks on
    end(centre, last, call_id)
    answer(centre, call_id, "4", "5", "9")
    assert (known(centre, call_id).agent_id, centre.host.surveyed[-1].scores) == (last, SCORES)


def test_a_caller_who_was_given_to_a_number_outside_is_nobodys_to_ask(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.transfer(agent, call_id, TransferKind.WARM, number="+85230000000")
    centre.run()
    sid = centre.call(call_id).call_sid
    centre.carrier.answer(sid)
    centre.run()
    centre.act(agent, call_id, CallAction.COMPLETE_TRANSFER)
    centre.run()
    assert centre.call(call_id).end_cause is EndCause.HANDED_OVER
    assert known(centre, call_id).why_not is NotAsked.HANDED_OUTSIDE
    assert centre.carrier.sent[-1].room.ended_by is None
    centre.carrier.drop(sid, "agent")  # whoever outside hangs up
    centre.run()
    room = centre.carrier.sent[-1].room
    assert (room.ended_by, room.survey_inputs) == (EndedBy.AGENT, None)


def test_an_agents_line_that_stays_down_has_ended_their_part(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.carrier.drop(centre.call(call_id).call_sid, "agent")
    centre.run()
    assert centre.call(call_id).state is CallState.TALKING  # it may come back
    centre.clock.advance(5)
    centre.run()
    assert centre.call(call_id).state is CallState.ENDED
    assert (known(centre, call_id).stage, known(centre, call_id).line_dropped) == (SurveyStage.RUNNING, True)
    answer(centre, call_id, "4", "5", "9")
    assert known(centre, call_id).outcome is SurveyOutcome.ANSWERED


def test_a_line_that_is_back_in_time_goes_on_talking(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    sid = centre.call(call_id).call_sid
    centre.carrier.drop(sid, "agent")
    centre.run()
    centre.clock.advance(2)
    with centre.open_work() as work:
        call = CallRepository(work.session).lock_call(call_id)
        OutboxRepository(work.session).add_order(call, K.JOIN_AGENT, str(agent), centre.clock.now())
    centre.run()
    centre.clock.advance(30)
    centre.run()
    assert (centre.call(call_id).state, row_of(centre, call_id)) == (CallState.TALKING, None)


def test_a_caller_is_let_go_when_they_have_been_asked_long_enough(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    answer(centre, call_id, "4", over=False)
    centre.clock.advance(120)
    centre.run()
    row, room = known(centre, call_id), centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert (row.stage, row.outcome) == (SurveyStage.OVER, SurveyOutcome.PARTLY)
    assert room is not None
    assert room.ended_by is EndedBy.AGENT


def test_the_reconciler_leaves_a_caller_who_is_asked_alone_and_nobody_for_ever(centre: Centre) -> None:
    settles_in, carrier = timedelta(seconds=5), cast("Provider", centre.carrier)
    rounds = Reconciler(centre.open_work, centre.deps, carrier, centre.clock.now, settles_in=settles_in)
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    sid = centre.call(call_id).call_sid
    centre.clock.advance(60)
    assert rounds.look_at_carrier(now=True) == rounds.look_at_database(now=True) == 0
    centre.carrier.reports.clear()
    end_survey(centre.carrier.carrier, sid, centre.clock.now())  # and its report is lost
    centre.clock.advance(60)
    centre.run()
    assert known(centre, call_id).outcome is SurveyOutcome.SILENT
    assert rounds.look_at_carrier(now=True) == rounds.look_at_database(now=True) == 0


def test_a_carrier_that_is_away_or_refuses_has_the_call_end_as_it_would_have(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.carrier.away = True
    centre.run()
    centre.clock.advance(centre.settings.order_seconds + 1)
    centre.run()
    assert known(centre, call_id).why_not is NotAsked.CARRIER_FAILED
    centre.carrier.away = False
    centre.clock.advance(10)
    centre.run()
    call = centre.call(call_id)
    assert (call.state, call.end_cause) == (CallState.ENDED, EndCause.AGENT_HUNG_UP)


def test_a_report_that_comes_again_or_late_changes_nothing(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    end(centre, agent, call_id)
    answer(centre, call_id, "4", "5", over=False)
    told = [report for report in centre.carrier.sent if report.kind is ReportKind.SURVEY_CHANGED]
    for report in (*told, renamed(told[0]), renamed(told[1])):
        centre.report(report)
    assert known(centre, call_id).inputs == ["4", "5"]
    answer(centre, call_id, "9")
    over = known(centre, call_id).ended_at
    for report in (*told, renamed(told[-1])):
        centre.report(report)
    assert (known(centre, call_id).ended_at, len(centre.host.surveyed)) == (over, 2)


def renamed(report: CarrierReport) -> CarrierReport:
    """Return the same under another id: the inbox does not know it."""
    return replace(report, event_id=f"{report.event_id}-again")


def test_a_host_that_fails_keeps_nobody_in_the_call(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.host.failing = True
    end(centre, agent, call_id)
    answer(centre, call_id, "4")
    assert (centre.call(call_id).state, known(centre, call_id).stage) == (CallState.ENDED, SurveyStage.OVER)
