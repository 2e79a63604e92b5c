"""``/v1/floor-alerts``: what goes wrong on the floor, who deals with it, and what did go wrong."""

from collections.abc import Callable
from datetime import timedelta, tzinfo
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel

from agent_desktop.contract.floor_alerts import (
    AcknowledgeAlert,
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorRules,
    OwnAlert,
    SnoozeAlert,
    TimerLimitList,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.floor_alerts.models import FloorAlertRow
from agent_desktop.records.floor_alerts.repository import FloorAlertRepository
from agent_desktop.records.floor_alerts.schema import FloorBook
from agent_desktop.records.floor_alerts.service import KEPT_FOR, acknowledge, snooze, take
from agent_desktop.server.auth.rules import ANYBODY, SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.floor_alerts.limits import LimitsBook, timer_limits
from agent_desktop.server.floor_alerts.rules import shown_rules
from agent_desktop.server.floor_alerts.service import history, list_on, look, see_alert, shown, with_steps
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork, unit_of_work
from agent_desktop.server.workers import Repeated
from telephony.contract import EventKind
from telephony.events.journal import FLOOR_TOPIC
from telephony.queues.change_repository import QueueChangeRepository

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Anybody = Annotated[Person, Depends(ANYBODY)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
LOOK_SECONDS: Final = 5.0
AT_MOST_EVERY: Final = timedelta(seconds=3)
"""Of several servers, one looks: whoever comes sooner after another has nothing to do."""


def floor_alert_worker(
    units: UnitsOfWork, book: Callable[[], FloorBook], zone: tzinfo, *, speed: float = 1.0
) -> Repeated:
    """Return the thread that looks at the rules. `book` says which count now. Business time runs `speed` times as
    fast as the machine's."""

    def run() -> None:
        with units.begin() as work:
            now, repository = work.now(), FloorAlertRepository(work.session)
            if not repository.take_turn(now, now - AT_MOST_EVERY * speed):
                return
            for alert_id in look(work.session, book(), now, zone):
                work.journal.add(EventKind.FLOOR_ALERT_CHANGED, alert_id, topics=[FLOOR_TOPIC], at=now)
            repository.delete_ended_before(now - KEPT_FOR)

    return Repeated("floor-alerts", run, every_seconds=LOOK_SECONDS)


def floor_alert_routes(book: Callable[[], FloorBook], zone: tzinfo) -> APIRouter:
    """Build the routes. `book` says which rules count now."""
    router = APIRouter(tags=["floor alerts"])
    limits = LimitsBook(zone)

    @router.get("/timer-limits")
    def timers(_: Anybody, work: Unit) -> TimerLimitList:
        queues = {row.code: row.queue_id for row in QueueChangeRepository(work.session).list_queues()}
        return timer_limits(limits.at(book(), work.now()), queues)

    @router.get("/floor-alerts")
    def alerts(person: Supervisor, work: Unit) -> FloorAlerts:
        return list_on(work.session, person, work.now())

    @router.get("/floor-alerts/history")
    def past(
        person: Supervisor,
        work: Unit,
        rule: Annotated[str, Query(max_length=40)] = "",
        before: AwareDatetime | None = None,
    ) -> FloorAlertHistory:
        return history(work.session, person, rule, before, work.now())

    @router.get("/floor-alerts/rules")
    def rules(_: Supervisor) -> FloorRules:
        return shown_rules(book())

    @router.get("/floor-alerts/{alert_id}")
    def one(alert_id: UUID, person: Supervisor, work: Unit) -> FloorAlertSteps:
        return with_steps(work.session, see_alert(work.session, person, alert_id), work.now())

    @router.post("/floor-alerts/{alert_id}/acknowledgement")
    def note_seen(alert_id: UUID, command: AcknowledgeAlert, person: Supervisor, work: Unit) -> FloorAlert:
        def do() -> FloorAlertRow:
            return acknowledge(work.session, alert_id, command.seen_version, by=person.user_id, at=work.now())

        return _deed(work, person, alert_id, command, command.command_id, "acknowledge", do)

    @router.post("/floor-alerts/{alert_id}/owner")
    def own(alert_id: UUID, command: OwnAlert, person: Supervisor, work: Unit) -> FloorAlert:
        def do() -> FloorAlertRow:
            seen, by = command.seen_version, person.user_id
            return take(work.session, alert_id, seen, by=by, at=work.now(), leave=command.leave)

        return _deed(work, person, alert_id, command, command.command_id, "own", do)

    @router.post("/floor-alerts/{alert_id}/snooze")
    def put_off(alert_id: UUID, command: SnoozeAlert, person: Supervisor, work: Unit) -> FloorAlert:
        def do() -> FloorAlertRow:
            seen, by = command.seen_version, person.user_id
            return snooze(work.session, alert_id, seen, command.minutes, by=by, at=work.now())

        return _deed(work, person, alert_id, command, command.command_id, "snooze", do)

    return router


def _deed(
    work: UnitOfWork,
    person: Person,
    alert_id: UUID,
    command: BaseModel,
    command_id: UUID,
    what: str,
    do: Callable[[], FloorAlertRow],
) -> FloorAlert:
    def act() -> FloorAlert:
        see_alert(work.session, person, alert_id)
        row = do()
        work.journal.add(EventKind.FLOOR_ALERT_CHANGED, alert_id, topics=[FLOOR_TOPIC], at=work.now())
        return shown(work.session, [row], work.now())[0]

    return once(
        work.session,
        command_id=command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(f"{what} {alert_id}", command),
        at=work.now(),
        do=act,
        kept=lambda _: {},
        again=lambda _: shown(work.session, [see_alert(work.session, person, alert_id)], work.now())[0],
    )
