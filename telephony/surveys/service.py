"""Asks callers how it was, by keypad, after the agent's part of the call. Nothing here commits; the group of the call's
queue is locked.

Whoever had the call is free of it as soon as the carrier has let them go. What goes on with the caller is a row of its
own (`models`), of which the call knows nothing.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telephony.asking import ask_host
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot, facts_of, status_of
from telephony.calls.states import SPEAKING
from telephony.contract import CallAction, CallDirection, CallState, DeskChange, EndCause, EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.menu.walk import Ask, Closing
from telephony.providers.base import OrderKind, RoomState
from telephony.providers.repository import OutboxRepository
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.port import SurveyFacts, SurveyWish
from telephony.surveys.repository import CallSurveyRepository
from telephony.surveys.schema import KeypadSurvey
from telephony.surveys.states import Answered, NotAsked, SurveyOutcome, SurveyStage, SurveyTrigger, after, outcome_of
from telephony.surveys.walk import answers_in, next_question
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.times import seconds_between


def end_agents_part(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime, *, line_dropped: bool = False
) -> OrderKind:
    """Return the order by which the agent's part of a call ends: that of its end, or, where the caller is to be asked,
    that of the survey, which is wanted from now on."""
    if not deps.settings.asks_by_keypad or call.state not in SPEAKING or call.direction is CallDirection.INTERNAL:
        return OrderKind.END_CALL
    wish = _wish(session, deps, call, queue, at)
    if wish.survey is None:
        return OrderKind.END_CALL
    row = _row(call, at)
    row.stage, row.code, row.language = SurveyStage.WANTED, wish.survey.code, wish.language
    row.survey, row.line_dropped = wish.survey.model_dump(mode="json"), line_dropped
    CallSurveyRepository(session).add(row)
    longest = wish.survey.longest_seconds + deps.settings.order_seconds
    TimerRepository(session).set_timer(TimerKind.SURVEY_ENDS, call.call_id, at + timedelta(seconds=longest))
    return OrderKind.SURVEY


def call_over(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """A call that somebody had answered is over for its agent: note why its caller was not asked, where they were not
    and are not about to be."""
    if not deps.settings.asks_by_keypad or call.direction is CallDirection.INTERNAL or call.answered_at is None:
        return
    row = CallSurveyRepository(session).find(call.call_id)
    if row is not None and row.stage is not SurveyStage.WANTED:
        return
    if row is not None:
        _end_unasked(session, row, _why_over(call), at)
        return
    wish = _wish(session, deps, call, queue, at)
    row = _row(call, at)
    row.stage, row.outcome, row.ended_at = SurveyStage.OVER, SurveyOutcome.NOT_ASKED, at
    row.why_not = wish.why_not if wish.survey is None else _why_over(call)
    row.code = "" if wish.survey is None else wish.survey.code
    CallSurveyRepository(session).add(row)


def follow_survey(session: Session, deps: Deps, call: CallRow, queue: QueueRow, room: RoomState, at: datetime) -> None:
    """A report has come of a call whose caller is in a survey, or was: before the call's own steps are taken."""
    row = None if room.survey_inputs is None else CallSurveyRepository(session).find(call.call_id)
    if row is None or room.survey_inputs is None or row.stage is SurveyStage.OVER:
        return
    if row.stage is SurveyStage.WANTED:
        row.stage, row.began_at = SurveyStage.RUNNING, at
        longest = at + timedelta(seconds=KeypadSurvey.model_validate(row.survey).longest_seconds)
        TimerRepository(session).set_timer(TimerKind.SURVEY_ENDS, call.call_id, longest)
        _tell_host(session, deps, row, queue, at)
    if len(room.survey_inputs) > len(row.inputs):  # one that was overtaken says less
        row.inputs = list(room.survey_inputs)
    if room.ended_by is not None:
        _end(session, deps, row, queue, at)
    session.flush()


def step_after(session: Session, provider: str, call_sid: str, inputs: tuple[str, ...]) -> Ask | Closing:
    """Return what the caller of a carrier's call hears next, having keyed this; the end where nobody is to be asked."""
    row = CallSurveyRepository(session).find_running(provider, call_sid)
    if row is None:
        return Closing()
    return next_question(KeypadSurvey.model_validate(row.survey), row.language, inputs)


def not_carried_out(session: Session, call: CallRow, at: datetime) -> None:
    """The carrier does not ask the caller: the call is to end as it would have without."""
    row = CallSurveyRepository(session).find(call.call_id)
    if row is not None and row.stage is SurveyStage.WANTED:
        _end_unasked(session, row, NotAsked.CARRIER_FAILED, at)
    OutboxRepository(session).add_order(call, OrderKind.END_CALL, "", at)


def time_is_up(session: Session, deps: Deps, call: CallRow) -> None:
    """A caller has been asked for as long as one may be: the call ends, and what they answered is kept."""
    row = CallSurveyRepository(session).find(call.call_id)
    if row is None or row.stage is SurveyStage.OVER:
        return
    at = deps.now()
    if row.stage is SurveyStage.WANTED:
        not_carried_out(session, call, at)
    else:
        OutboxRepository(session).add_order(call, OrderKind.END_CALL, "", at)
        _end(session, deps, row, QueueRepository(session).get_queue(call.queue_id), at)
    session.flush()


def line_is_down(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """Nobody had asked for it, and the agent's line is out of the room: their part ends by and by."""
    seconds = deps.settings.survey_after_drop_seconds
    if deps.settings.asks_by_keypad and seconds is not None:
        TimerRepository(session).set_timer(TimerKind.SURVEY_AFTER_DROP, call.call_id, at + timedelta(seconds=seconds))


def line_is_back(session: Session, deps: Deps, call: CallRow) -> None:
    """The agent's line is in the room."""
    if deps.settings.asks_by_keypad:
        TimerRepository(session).clear_timer(TimerKind.SURVEY_AFTER_DROP, call.call_id)


def stayed_down(session: Session, deps: Deps, call: CallRow) -> None:
    """An agent's line has been down for so long that their part is over: the caller is asked, where they are to be.
    Where they are not, are being passed on, or have somebody else with them, the call stays as it is."""
    if call.state not in SPEAKING or call.agent_id is None:
        return
    if call.colleague_state is not None or call.guest_id is not None:
        return
    at, queue = deps.now(), QueueRepository(session).get_queue(call.queue_id)
    status = status_of(call)
    if call.pending is CallAction.HANG_UP or CallAction.HANG_UP not in status.allowed():
        return
    if end_agents_part(session, deps, call, queue, at, line_dropped=True) is not OrderKind.SURVEY:
        return
    take_step(session, call, status.asked(CallAction.HANG_UP), at)
    OutboxRepository(session).add_order(call, OrderKind.SURVEY, "", at)
    session.flush()
    change = DeskChange(call=call_snapshot(call, queue))
    topics = [agent_topic(call.agent_id)]
    deps.journal.add(EventKind.CALL_ACTION_ASKED, call.call_id, topics=topics, change=change, at=at)


def _wish(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> SurveyWish:
    agent_id = call.agent_id
    if agent_id is None:
        return SurveyWish()
    if call.end_cause is EndCause.HANDED_OVER:
        return SurveyWish(why_not=NotAsked.HANDED_OUTSIDE)
    talked = call.talk_seconds + call.hold_seconds
    if call.state is not CallState.ENDED:
        talked += seconds_between(call.since_at, at)
    facts = facts_of(call, queue)
    return ask_host(
        session,
        "survey_wish",
        lambda: deps.host.survey_wish(session, facts, agent_id=agent_id, talked_seconds=talked, at=at),
        otherwise=SurveyWish(),
    )


def _row(call: CallRow, at: datetime) -> CallSurveyRow:
    return CallSurveyRow(
        call_id=call.call_id, agent_id=call.agent_id, queue_id=call.queue_id, decided_at=at, language="", code="",
        survey={}, inputs=[], line_dropped=False,
    )  # fmt: skip


def _why_over(call: CallRow) -> NotAsked:
    match call.end_cause:
        case EndCause.CALLER_HUNG_UP:
            return NotAsked.CALLER_HUNG_UP
        case EndCause.CARRIER_FAILED:
            return NotAsked.CARRIER_FAILED
        case EndCause.HANDED_OVER:
            return NotAsked.HANDED_OUTSIDE
        case _:
            return NotAsked.ENDED_BY_HAND


def _end_unasked(session: Session, row: CallSurveyRow, why: NotAsked, at: datetime) -> None:
    stage = after(row.stage, SurveyTrigger.NOT_BEGUN)
    if stage is None:
        return
    row.stage, row.outcome, row.why_not, row.ended_at = stage, SurveyOutcome.NOT_ASKED, why, at
    row.survey, row.inputs = {}, []
    TimerRepository(session).clear_timer(TimerKind.SURVEY_ENDS, row.call_id)
    session.flush()


def _end(session: Session, deps: Deps, row: CallSurveyRow, queue: QueueRow, at: datetime) -> None:
    stage = after(row.stage, SurveyTrigger.ENDED)
    if stage is None:
        return
    answered = answers_in(KeypadSurvey.model_validate(row.survey), row.inputs)
    row.stage, row.outcome, row.ended_at = stage, outcome_of(answered), at
    session.flush()
    _tell_host(session, deps, row, queue, at, answered)
    row.survey, row.inputs = {}, []
    TimerRepository(session).clear_timer(TimerKind.SURVEY_ENDS, row.call_id)


def _tell_host(
    session: Session, deps: Deps, row: CallSurveyRow, queue: QueueRow, at: datetime, answered: Answered | None = None
) -> None:
    survey, call_id = KeypadSurvey.model_validate(row.survey), row.call_id
    facts = SurveyFacts(
        call_id=call_id,
        code=row.code,
        name=dict(survey.name),
        language=row.language,
        agent_id=row.agent_id,
        queue_code=queue.code,
        began_at=row.began_at or at,
        questions=len(survey.questions),
        outcome=row.outcome,
        scores=() if answered is None else answered.scores,
    )
    ask_host(session, "survey_changed", lambda: deps.host.survey_changed(session, facts, at=at), otherwise=None)
