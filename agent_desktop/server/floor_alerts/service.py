"""Looks at the rules of floor alerts, and shows alerts to those who look after what they are about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Final, assert_never
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.floor_alerts import (
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorLevel,
    FloorStep,
    FloorSubject,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.floor_alerts.errors import FloorAlertNotFoundError
from agent_desktop.records.floor_alerts.models import FloorAlertRow
from agent_desktop.records.floor_alerts.repository import FloorAlertRepository
from agent_desktop.records.floor_alerts.schema import FloorBook, Rule
from agent_desktop.records.floor_alerts.service import About, end, follow, is_shown
from agent_desktop.records.floor_alerts.states import ENDS_AT_ONCE, UNIT_OF
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.floor_alerts.measuring import Floor, Measured
from agent_desktop.server.floor_alerts.rules import holds_now, limits_of, named_queues
from agent_desktop.server.supervision.service import scope_of
from telephony.acting.repository import WaitingRepository
from telephony.contract import HelpState
from telephony.help.repository import HelpRepository
from telephony.times import utc

PAGE: Final = 50


class Alerts:
    """What a supervisor looks after of the floor's alerts."""

    def __init__(self, session: Session, person: Person) -> None:
        self._session = session
        self._scope = scope_of(session, person)
        team = self._scope.team
        open_help = HelpRepository(session).open_by_agent()
        self._called = {agent_id for agent_id, (state, _) in open_help.items() if state is HelpState.ESCALATED}
        waiting = WaitingRepository(session)
        self._queues = set(self._scope.queue_ids) | (waiting.queues_of_team(team) if team else set())
        self._agents = waiting.agents_of_queues(self._scope.queue_ids) if self._scope.queue_ids else set()

    def holds(self, row: FloorAlertRow) -> bool:
        """Say whether an alert is theirs, which is whether their board may show it: of their queues, of those that
        their team serves, of their team, of agents who serve their queues; complaints of their team, of every one where
        they have none. What is of the whole centre or of no queue, and of an agent whose call for help nobody answered,
        is everybody's."""
        scope = self._scope
        if not scope.team and not scope.queue_ids:
            return True
        mine = bool(row.team) and row.team == scope.team
        match row.subject:
            case FloorSubject.CENTRE:
                return True
            case FloorSubject.AGENT:
                known = row.subject_id in self._called or row.subject_id in self._agents
                return known or mine or row.queue_id in self._queues
            case FloorSubject.QUEUE:
                return row.subject_id is None or row.subject_id in self._queues
            case FloorSubject.COMPLAINT:
                return mine or not scope.team
            case _:
                assert_never(row.subject)

    def shown(self, rows: Sequence[FloorAlertRow], at: datetime) -> list[FloorAlert]:
        """Return those that are theirs, as desktops show them."""
        return shown(self._session, [row for row in rows if self.holds(row)], at)


def look(session: Session, book: FloorBook, now: datetime, zone: tzinfo) -> Sequence[UUID]:
    """Measure everything once, and return the alerts that were raised, changed or ended by it."""
    repository, floor = FloorAlertRepository(session), Floor(session, now, zone)
    open_rows = {(row.rule, row.subject_key): row for row in repository.list_open()}
    changed: list[UUID] = []
    for rule in book.rules:
        changed += _look_at(session, book, rule, floor, open_rows, now, zone)
    for row in open_rows.values():  # of rules that are not there any more
        if end(session, row, now):
            changed.append(row.alert_id)
    return changed


def list_on(session: Session, person: Person, at: datetime) -> FloorAlerts:
    """List what is on in the supervisor's scope, the worst first, then the oldest."""
    repository = FloorAlertRepository(session)
    alerts = sorted(
        Alerts(session, person).shown(repository.list_raised(), at),
        key=lambda each: (each.level is not FloorLevel.ACT, each.raised_at, each.alert_id),
    )
    looked_at = repository.looked_at()
    return FloorAlerts(
        alerts=tuple(each for each in alerts if each.on),
        snoozed=tuple(each for each in alerts if not each.on),
        looked_at=None if looked_at is None else utc(looked_at),
    )


def history(session: Session, person: Person, rule: str, before: datetime | None, at: datetime) -> FloorAlertHistory:
    """List what is over in the supervisor's scope, the newest first."""
    mine = Alerts(session, person)
    found: list[FloorAlert] = []
    repository = FloorAlertRepository(session)
    rows = repository.list_ended(rule, before, PAGE)
    while rows:
        found += mine.shown(rows, at)
        rows = repository.list_ended(rule, rows[-1].ended_at, PAGE)
        if len(found) >= PAGE:
            break
    return FloorAlertHistory(alerts=tuple(found), more=bool(rows))


def see_alert(session: Session, person: Person, alert_id: UUID) -> FloorAlertRow:
    """Return one that is this supervisor's to look after.

    Raises:
        FloorAlertNotFoundError: There is none, or it is not.
    """
    row = FloorAlertRepository(session).lock(alert_id)
    if row is None or not Alerts(session, person).holds(row):
        raise FloorAlertNotFoundError
    return row


def with_steps(session: Session, row: FloorAlertRow, at: datetime) -> FloorAlertSteps:
    """Return an alert with all that happened to it."""
    steps = FloorAlertRepository(session).steps_of(row.alert_id)
    names = UserRepository(session).list_display_names({each.by_id for each in steps if each.by_id is not None})
    return FloorAlertSteps(
        alert=shown(session, [row], at)[0],
        steps=tuple(
            FloorStep(
                at=utc(each.at),
                deed=each.deed,
                by_name=names.get(each.by_id, "") if each.by_id is not None else "",
                level=each.level,
                value=each.value,
                until_at=None if each.until_at is None else utc(each.until_at),
            )
            for each in steps
        ),
    )


def shown(session: Session, rows: Sequence[FloorAlertRow], at: datetime) -> list[FloorAlert]:
    """Return alerts as desktops show them."""
    people = {
        each for row in rows for each in (row.owner_id, row.acknowledged_by_id, _agent_of(row)) if each is not None
    }
    names = UserRepository(session).list_display_names(people)
    return [_shown(row, names, at) for row in rows]


def _look_at(
    session: Session,
    book: FloorBook,
    rule: Rule,
    floor: Floor,
    open_rows: dict[tuple[str, str], FloorAlertRow],
    now: datetime,
    zone: tzinfo,
) -> list[UUID]:
    limits, changed = limits_of(rule), []
    measured = floor.measure(rule) if holds_now(rule, now, zone) else ()
    named = named_queues(book, rule.measure, now, zone)
    for each in measured:
        if each.queue not in rule.queues if rule.queues else each.queue in named:
            continue
        row = open_rows.pop((rule.code, each.key), None)
        own = limits if each.target_percent is None else limits_of(rule, each.target_percent)
        done = follow(session, own, row, _about(rule, each), each.value, now)
        if done is not None:
            changed.append(done.alert_id)
    for key in [key for key in open_rows if key[0] == rule.code]:  # what is measured no more
        row = open_rows.pop(key)
        if row.subject in ENDS_AT_ONCE:
            ended = end(session, row, now)
        else:
            about = About(rule.code, rule.name, rule.measure, row.subject_key)
            ended = follow(session, limits, row, about, None, now) is not None
        if ended:
            changed.append(row.alert_id)
    return changed


def _about(rule: Rule, measured: Measured) -> About:
    return About(
        rule.code,
        rule.name,
        rule.measure,
        measured.key,
        measured.subject_id,
        measured.names,
        measured.team,
        measured.queue_id,
        measured.queue,
        measured.call_id,
    )


def _agent_of(row: FloorAlertRow) -> UUID | None:
    return row.subject_id if row.subject is FloorSubject.AGENT else None


def _shown(row: FloorAlertRow, names: Mapping[UUID, str], at: datetime) -> FloorAlert:
    agent, raised_at, level = _agent_of(row), row.raised_at, row.level
    if raised_at is None or level is None or row.level_since_at is None:
        raise LookupError(row.alert_id)  # what is only watched is shown to nobody
    subject_name: LocalText = dict(row.subject_name) if agent is None else {"": names.get(agent, "")}
    return FloorAlert(
        alert_id=row.alert_id,
        rule=row.rule,
        rule_name=dict(row.rule_name),
        measure=row.measure,
        unit=UNIT_OF[row.measure],
        level=level,
        subject=row.subject,
        subject_id=row.subject_id,
        subject_name=subject_name,
        team=row.team,
        queue=row.queue,
        call_id=row.call_id,
        value=row.value,
        peak=row.peak,
        threshold=row.threshold,
        raised_at=utc(raised_at),
        level_since_at=utc(row.level_since_at),
        seen_at=utc(row.seen_at),
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id, "") if row.owner_id is not None else "",
        acknowledged_at=None if row.acknowledged_at is None else utc(row.acknowledged_at),
        acknowledged_by_name=names.get(row.acknowledged_by_id, "") if row.acknowledged_by_id is not None else "",
        snoozed_until_at=None if row.snoozed_until_at is None else utc(row.snoozed_until_at),
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        on=is_shown(row, at),
        version=row.version,
    )
