"""What a carrier reports: stored once, then applied. A repeated, late or overtaken report changes nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.asking import ask_ahead, ask_host, see_answer
from telephony.callbacks.endings import tell_reached
from telephony.calls.changes import take_step
from telephony.calls.endings import end_call, turn_away
from telephony.calls.models import CallRow
from telephony.calls.party_states import AGENT, CALLER, COLLEAGUE
from telephony.calls.report_ends import ENDS, end_of, why_gone
from telephony.calls.repository import CallRepository, PartyRepository
from telephony.calls.snapshots import call_snapshot, colleague_snapshot, facts_of, status_of
from telephony.calls.states import CALLING, HANDLED, SPEAKING, Call, RoomFacts
from telephony.colleagues.endings import colleague_gone, colleague_kind
from telephony.contract import (
    CallDirection,
    CallState,
    ColleagueState,
    DeskChange,
    EventKind,
    Reached,
    RecordingState,
)
from telephony.database import new_row
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.guests.service import guest_moved
from telephony.menu.departures import keep_departure
from telephony.menu.entry import understood
from telephony.numbers import to_e164
from telephony.offers.service import renew_offer
from telephony.ports import RoutingWish
from telephony.providers.base import CarrierReport, ReportKind, RoomState
from telephony.providers.repository import InboxRepository
from telephony.queues.arrivals import bring_in
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.dispatch_repository import DispatchRepository
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.recordings.announcing import told_in_menu
from telephony.recordings.service import take_room
from telephony.supervision.service import follow_supervision, leave_while_paused
from telephony.surveys.service import follow_survey, line_is_back, line_is_down
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.following import follow_transfer
from telephony.transfers.leaving import hand_over
from telephony.transfers.outside import outside_line
from telephony.transfers.repository import TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import step_transfer

LATEST: Final = timedelta(hours=1)
"""How far back a carrier's clock is believed: reports wait while a server is away, but not for days."""

FIRST: Final = 1
"""The sequence number of a call's first report: only there is asked ahead for what a new call needs."""


def receive_report(session: Session, deps: Deps, provider: str, report: CarrierReport) -> bool:
    """Store a verified report and apply it; say whether it was new.

    A failure undoes both, so that the carrier tries again.
    """
    now, settings = deps.now(), deps.settings
    is_first = report.sequence == FIRST and report.arrival.direction is CallDirection.INBOUND
    body = to_jsonable_python(report)
    report = understood(report, settings.menu)
    if report.kind is ReportKind.MENU_LEFT:
        is_new = InboxRepository(session).store_report(provider, report, body, now).one_or_none() is not None
        if is_new:
            keep_departure(session, provider, report, _moment_of(report, now), region=settings.default_region)
        return is_new
    foreseen = _foresee(session, deps, report, now) if is_first else None
    stored = InboxRepository(session).store_report(provider, report, body, now)
    wanted = {"wanted_code": report.arrival.queue_code, "default_code": settings.default_queue}
    locked = QueueRepository(session).lock_group_of_report(provider, report.call_sid, **wanted)
    known = CallRepository(session).ask_id(provider, report.call_sid)  # under the lock, as is who waits and is ready
    dispatch = DispatchRepository(session)
    asked = None
    if is_first:
        at = _moment_of(report, now)
        asked = dispatch.ask_of_report(provider, report.call_sid, settings.point_seconds, **wanted, at=at)
    if stored.one_or_none() is None:
        return False
    found = locked()
    if found is None:
        raise LookupError(f"no queue {deps.settings.default_queue!r}: ensure_queues has not run")
    queue, queues = found
    moves = QueueMoves(queues, asked)
    call_id = known.scalar_one_or_none()
    if call_id is None and report.arrival.direction is not CallDirection.INBOUND:
        return True  # a room of ours that our tables no longer know: nobody calls us in it
    _apply(session, deps, provider, report, call_id, queue, moves, foreseen)
    return True


def _apply(
    session: Session,
    deps: Deps,
    provider: str,
    report: CarrierReport,
    call_id: UUID | None,
    queue: QueueRow,
    moves: QueueMoves,
    foreseen: object | None,
) -> None:
    """Bring the call to where its room stands. The first report of a call, for which there is no `call_id` yet, makes
    it, whichever it is: every one carries what the arrival said.

    `queue` is the call's, or the one it is to go to; those of `moves` are all of its group, which is locked.
    """
    at = _moment_of(report, deps.now())
    if call_id is None:
        call = _arrive(session, deps, provider, report, queue, at, moves, foreseen)
    else:
        call = CallRepository(session).get_call(call_id)
        if report.sequence <= call.last_sequence:
            return
    queue = next(each for each in moves.queues if each.queue_id == call.queue_id)
    facts = _facts_of_room(session, call, report.room)
    steps = status_of(call).after_report(facts, report.sequence)
    keyed = report.room.keyed_digits[:40]
    before_answer = call.answered_at is None and call.state in {CallState.QUEUED, CallState.RINGING}
    newly_keyed = bool(keyed) and keyed != call.keyed_digits and before_answer
    if newly_keyed:
        # Only what is keyed before the answer. Later keys may be a card number, which is nobody's business here.
        call.keyed_digits = keyed
    newly_wished = _note_wish(call, report, at)
    with_one_agent = call.state in HANDLED and call.colleague_state is None
    passing_on = call.transfer_id is not None and (
        call.state is CallState.HELD or TransferRepository(session).find_open(call) is not None
    )
    follow_survey(session, deps, call, queue, report.room, at)
    for step in steps:
        _follow(session, deps, call, queue, step, at, moves, room=facts)
    if passing_on:
        follow_transfer(session, deps, call, queue, facts, at, moves)
    if call.state in SPEAKING and facts.agent_absent:
        line_is_down(session, deps, call, at)
    elif report.kind is ReportKind.PARTY_JOINED:
        line_is_back(session, deps, call)
    if call.supervision_id is not None and call.state is not CallState.ENDED:
        follow_supervision(session, deps, call, queue, report.room, at)
    take_room(session, deps, call, queue, report.room, at)
    if call.recording is RecordingState.PAUSED:
        leave_while_paused(session, deps, call, at)
    if (newly_keyed or newly_wished) and call.state is CallState.RINGING:
        renew_offer(session, deps, call, queue, at, call_changed=newly_wished)
    if not with_one_agent or moves.begun() or deps.journal.tells_of_ready():
        settle(session, deps, queue.queue_group_id, moves, deps.now())
    # Else nobody waits or is free who did not and was not before: there is nothing to offer, and no queue to tell of.


def _foresee(session: Session, deps: Deps, report: CarrierReport, now: datetime) -> object | None:
    number = to_e164(report.arrival.from_number, deps.settings.default_region)
    keyed = report.room.keyed_digits[:40]
    return ask_ahead(session, "foresee", lambda: deps.host.foresee(session, number, keyed, at=now))


def _moment_of(report: CarrierReport, now: datetime) -> datetime:
    # When it happened, not when we were told: never in the future, never before anybody can believe it.
    return min(now, max(report.at, now - LATEST))


def _arrive(
    session: Session,
    deps: Deps,
    provider: str,
    report: CarrierReport,
    queue: QueueRow,
    at: datetime,
    moves: QueueMoves,
    foreseen: object | None,
) -> CallRow:
    arrival = report.arrival
    call = new_row(
        CallRow,
        call_id=uuid4(),
        provider=provider,
        call_sid=report.call_sid,
        direction=CallDirection.INBOUND,
        state=CallState.QUEUED,
        version=1,
        queue_id=queue.queue_id,
        caller_number=to_e164(arrival.from_number, deps.settings.default_region),
        called_number=to_e164(arrival.to_number, deps.settings.default_region),
        number_check=arrival.number_check,
        menu_path=[dict(label) for label in arrival.menu_path],
        menu_reason=arrival.menu_reason[:60],
        menu_language=arrival.menu_language[:10],
        carried=dict(arrival.carried),
        keyed_digits=report.room.keyed_digits[:40],
        priority=0,
        called_at=None if arrival.called_at is None else min(arrival.called_at, at),
        arrived_at=at,
        enqueued_at=at,
        since_at=at,
        muted=False,
        callback_wished_at=at if report.room.callback_wished else None,
        last_sequence=0,
        wait_seconds=0,
        talk_seconds=0,
        hold_seconds=0,
        wrap_up_seconds=0,
    )
    told_in_menu(deps.settings, arrival, call, at)
    facts = facts_of(call, queue)
    wish = None
    if foreseen is not None:
        wish = see_answer("routing_wish", lambda: deps.host.routing_wish(session, facts, foreseen=foreseen))
    if wish is None:
        foreseen = None
        wish = ask_host(
            session, "routing_wish", lambda: deps.host.routing_wish(session, facts), otherwise=RoutingWish()
        )
    entry = bring_in(session, deps, call, queue, moves.queues, wish, at)
    deps.journal.add(EventKind.CALL_QUEUED, call.call_id, topics=[], at=at)
    if entry.turned is None:
        moves.arrived(call, foreseen)
    else:
        CallRepository(session).write(call)
        turn_away(session, deps, call, entry.turned, at)
    return call


def _note_wish(call: CallRow, report: CarrierReport, at: datetime) -> bool:
    """Keep that the caller, still waiting, would rather be called back; say whether that is new."""
    waits = call.state in {CallState.QUEUED, CallState.RINGING}
    if not report.room.callback_wished or call.callback_wished_at is not None or not waits:
        return False
    call.callback_wished_at = at
    call.menu_path = [dict(label) for label in report.arrival.menu_path]
    return True


def _facts_of_room(session: Session, call: CallRow, room: RoomState) -> RoomFacts:
    # The line of an agent who had the call before does not make this one joined; a colleague's likewise.
    colleague_id = call.colleague_id if call.colleague_state is not None else None
    outside = outside_line(session, call)
    theirs = bool(outside) and room.colleague_endpoint == outside
    here = theirs or _is_line_of(session, colleague_id, room.colleague_endpoint)
    failed = room.colleague_failed if outside and not room.colleague_endpoint else None
    return RoomFacts(
        agent_joined=_is_line_of(session, call.agent_id, room.agent_endpoint),
        colleague_joined=here and room.colleague_reached is Reached.HERE,
        agent_absent=not room.agent_endpoint,
        handed_over=_is_line_of(session, colleague_id, room.agent_endpoint),
        handed_outside=bool(outside) and room.agent_endpoint == outside,
        conferring=room.conferring,
        colleague_called=theirs and room.colleague_reached is not Reached.HERE,
        colleague_failed=None if failed is None else ENDS[failed],
        guest_joined=_is_line_of(session, call.guest_id, room.guest_endpoint),
        colleague_stays=_is_line_of(session, colleague_id, room.guest_endpoint),
        reached=room.reached,
        caller_held=room.caller_held,
        agent_muted=room.agent_muted,
        end=end_of(room),
    )


def _is_line_of(session: Session, agent_id: UUID | None, endpoint: str) -> bool:
    if agent_id is None or not endpoint:
        return False
    return AgentRepository(session).get_agent(agent_id).endpoint == endpoint


def _follow(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    step: Call,
    at: datetime,
    moves: QueueMoves,
    *,
    room: RoomFacts,
) -> None:
    """Take one step and tell of it; a step that only counts the report is not told."""
    before = status_of(call)
    if replace(step, last_sequence=before.last_sequence) == before:
        call.last_sequence = step.last_sequence
        return
    CallRepository(session).write(call)
    if step.state is CallState.ENDED:
        end_call(session, deps, call, queue, step, at, moves)
        return
    if room.handed_over and before.colleague is not None:
        hand_over(session, deps, call, queue, step, at)
        return
    if guest_moved(session, deps, call, queue, step, at):
        return
    if before.colleague is not None and step.colleague is None:
        outcome, why = why_gone(room)
        colleague_gone(session, deps, call, queue, outcome, at, why=why)
        call.last_sequence = step.last_sequence
        return
    kind = _kind_of(before, step, call)
    take_step(session, call, step, at)
    if call.transfer_id is not None:
        for trigger in _transfer_triggers(before, step):
            step_transfer(session, call, trigger, at)
    if kind is EventKind.CALL_ANSWERED and call.agent_id is not None:
        _note_joined(session, call, before)
        if call.item_id is not None and before.state in CALLING:
            tell_reached(session, deps, call, queue, call.agent_id, at)
    if before.colleague is not step.colleague and step.colleague is ColleagueState.JOINED:
        TimerRepository(session).clear_timer(TimerKind.COLLEAGUE_JOINS, call.call_id)
        label = f"{COLLEAGUE}:{call.colleague_id or call.transfer_id}"
        PartyRepository(session).join(call.call_id, label, COLLEAGUE, call.colleague_id, at, held=True)
    CallRepository(session).write(call)
    session.flush()
    _stand(session, call, step)
    topics = [] if call.agent_id is None else [agent_topic(call.agent_id)]
    deps.journal.add(kind, call.call_id, topics=topics, change=DeskChange(call=call_snapshot(call, queue)), at=at)
    if step.colleague is not None and call.colleague_id is not None:
        theirs = DeskChange(call=colleague_snapshot(call, queue))
        deps.journal.add(kind, call.call_id, topics=[agent_topic(call.colleague_id)], change=theirs, at=at)


def _note_joined(session: Session, call: CallRow, before: Call) -> None:
    timer = TimerKind.DIAL_EXPIRES if before.state in CALLING else TimerKind.CONNECT_EXPIRES
    TimerRepository(session).clear_timer(timer, call.call_id)
    parties = PartyRepository(session)
    if call.direction is CallDirection.OUTBOUND and before.state in CALLING:
        parties.join(call.call_id, CALLER, CALLER, None, call.since_at)
    parties.join(call.call_id, f"{AGENT}:{call.agent_id}", AGENT, call.agent_id, call.since_at)


def _stand(session: Session, call: CallRow, step: Call) -> None:
    """Note who of the parties is held."""
    parties, held = PartyRepository(session), step.state is CallState.HELD
    if step.colleague is None:
        parties.stand(call.call_id, caller_held=held, agent_muted=step.muted)
    elif step.conferring:
        parties.come_together(call.call_id, agent_muted=step.muted)
    else:
        to_colleague = held or call.direction is CallDirection.INTERNAL
        parties.turn_to(call.call_id, COLLEAGUE if to_colleague else CALLER, agent_muted=step.muted)


def _transfer_triggers(before: Call, step: Call) -> list[TransferTrigger]:
    triggers = []
    if step.state is CallState.HELD and before.state is not step.state:
        triggers.append(TransferTrigger.CALLER_HELD)
    if step.colleague is ColleagueState.JOINED and before.colleague is not step.colleague:
        triggers.append(TransferTrigger.JOINED)
    if before.state is CallState.CONNECTING and step.state is CallState.TALKING:
        triggers.append(TransferTrigger.JOINED)  # whoever took the caller over
    if step.conferring is not before.conferring:
        triggers.append(TransferTrigger.CONFERRED if step.conferring else TransferTrigger.PARTED)
    return triggers


def _kind_of(before: Call, step: Call, call: CallRow) -> EventKind:
    if step.state is CallState.ALERTING and before.state is not step.state:
        return EventKind.CALL_ALERTING
    if before.state in CALLING | {CallState.CONNECTING}:
        return EventKind.CALL_ANSWERED
    if step.colleague is not before.colleague or step.conferring is not before.conferring:
        return colleague_kind(call)
    if step.state is not before.state:
        return EventKind.CALL_HELD if step.state is CallState.HELD else EventKind.CALL_RESUMED
    if step.muted is before.muted:
        return EventKind.CALL_ACTION_ASKED  # what was asked is so, and was before
    return EventKind.CALL_MUTED if step.muted else EventKind.CALL_UNMUTED
