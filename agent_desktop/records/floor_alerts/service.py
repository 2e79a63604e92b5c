"""Alerts are raised, become worse and end by what was measured; people take, acknowledge and snooze them.

Nothing here commits.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.floor_alerts import FloorDeed, FloorLevel, FloorMeasure
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.floor_alerts.errors import FloorAlertNotFoundError
from agent_desktop.records.floor_alerts.models import FloorAlertRow, FloorAlertStepRow
from agent_desktop.records.floor_alerts.repository import FloorAlertRepository
from agent_desktop.records.floor_alerts.states import SUBJECT_OF, Limits, Standing, step

KEPT_FOR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class About:
    """Of which rule an alert is, and about whom or what."""

    rule: str
    rule_name: LocalText
    measure: FloorMeasure
    key: str
    subject_id: UUID | None = None
    names: LocalText = field(default_factory=dict)
    team: str = ""
    queue_id: UUID | None = None
    queue: str = ""
    call_id: UUID | None = None


def follow(
    session: Session, limits: Limits, row: FloorAlertRow | None, about: About, value: float | None, at: datetime
) -> FloorAlertRow | None:
    """Take what was measured into an alert; return it where its level has changed, else None."""
    standing = Standing() if row is None else standing_of(row)
    new = step(limits, standing, value, at)
    if row is None:
        if new.is_idle or value is None:
            return None
        row = _new(limits, about, new, value, at)
        FloorAlertRepository(session).add(row)
        if new.level is None:
            return None
        _raise(session, limits, row, new.level, at)
        return row
    if new.is_idle and row.raised_at is None:
        FloorAlertRepository(session).forget(row)
        return None
    if value is not None:
        row.value, row.peak = value, limits.worse(row.peak, value)
    row.seen_at, row.up_to, row.up_since, row.down_since = at, new.up_to, new.up_since, new.down_since
    if new.level is standing.level:
        return None  # written with the others of this look, in one go
    _change_level(session, limits, row, new.level, at)
    return row


def end(session: Session, row: FloorAlertRow, at: datetime) -> bool:
    """What an alert was about is over; say whether anybody had seen it as one."""
    if row.raised_at is None:
        FloorAlertRepository(session).forget(row)
        return False
    row.ended_at, row.version = max(at, row.raised_at), row.version + 1
    row.up_to = row.up_since = row.down_since = None
    _note(session, row, FloorDeed.ENDED, at)
    return True


def acknowledge(session: Session, alert_id: UUID, seen_version: int, *, by: UUID, at: datetime) -> FloorAlertRow:
    """Note that somebody has seen it at its present level.

    Raises:
        FloorAlertNotFoundError: There is none.
        StaleVersionError: It has changed since.
    """
    row = _lock(session, alert_id, seen_version)
    row.acknowledged_at, row.acknowledged_by_id = at, by
    return _done(session, row, FloorDeed.ACKNOWLEDGED, by, at)


def take(
    session: Session, alert_id: UUID, seen_version: int, *, by: UUID, at: datetime, leave: bool = False
) -> FloorAlertRow:
    """Have somebody deal with it, who has seen it by that; or, with `leave`, nobody any more.

    Raises:
        FloorAlertNotFoundError: There is none.
        StaleVersionError: It has changed since.
    """
    row = _lock(session, alert_id, seen_version)
    row.owner_id = None if leave else by
    if not leave and row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by_id = at, by
    return _done(session, row, FloorDeed.LEFT if leave else FloorDeed.OWNED, by, at)


def snooze(
    session: Session, alert_id: UUID, seen_version: int, minutes: int, *, by: UUID, at: datetime
) -> FloorAlertRow:
    """Leave it alone for so long; 0 ends that.

    Raises:
        FloorAlertNotFoundError: There is none.
        StaleVersionError: It has changed since.
    """
    row = _lock(session, alert_id, seen_version)
    row.snoozed_until_at = at + timedelta(minutes=minutes) if minutes else None
    deed = FloorDeed.SNOOZED if minutes else FloorDeed.WOKEN
    return _done(session, row, deed, by, at, until_at=row.snoozed_until_at)


def is_shown(row: FloorAlertRow, at: datetime) -> bool:
    """Say whether an alert is on and not to be left alone at `at`."""
    return row.ended_at is None and (row.snoozed_until_at is None or row.snoozed_until_at <= at)


def standing_of(row: FloorAlertRow) -> Standing:
    """Return the part of a row that the pure rules decide on."""
    return Standing(row.level, row.up_to, row.up_since, row.down_since)


def _new(limits: Limits, about: About, new: Standing, value: float, at: datetime) -> FloorAlertRow:
    level = new.level or new.up_to or FloorLevel.WARN
    return FloorAlertRow(
        alert_id=uuid4(),
        version=1,
        rule=about.rule,
        rule_name=about.rule_name,
        measure=about.measure,
        subject=SUBJECT_OF[about.measure],
        subject_key=about.key,
        subject_id=about.subject_id,
        subject_name=about.names,
        team=about.team,
        queue_id=about.queue_id,
        queue=about.queue,
        call_id=about.call_id,
        level=None,
        threshold=limits.threshold_of(level),
        value=value,
        peak=value,
        up_to=new.up_to,
        up_since=new.up_since,
        down_since=new.down_since,
        seen_at=at,
    )


def _raise(session: Session, limits: Limits, row: FloorAlertRow, level: FloorLevel, at: datetime) -> None:
    row.level, row.raised_at, row.level_since_at = level, at, at
    row.threshold, row.version = limits.threshold_of(level), row.version + 1
    _note(session, row, FloorDeed.RAISED, at, value=row.value)


def _change_level(session: Session, limits: Limits, row: FloorAlertRow, level: FloorLevel | None, at: datetime) -> None:
    if level is None:
        end(session, row, at)
        return
    if row.raised_at is None:
        _raise(session, limits, row, level, at)
        return
    worse = level is FloorLevel.ACT
    row.level, row.level_since_at, row.version = level, at, row.version + 1
    row.threshold = limits.threshold_of(level)
    _note(session, row, FloorDeed.LEVEL_CHANGED, at, value=row.value)
    if worse:  # it is something new: whoever has seen the lesser one has not seen this
        row.acknowledged_at = row.acknowledged_by_id = None
        if row.snoozed_until_at is not None and row.snoozed_until_at > at:
            _note(session, row, FloorDeed.WOKEN, at)
        row.snoozed_until_at = None
    session.flush()


def _lock(session: Session, alert_id: UUID, seen_version: int) -> FloorAlertRow:
    row = FloorAlertRepository(session).lock(alert_id)
    if row is None:
        raise FloorAlertNotFoundError
    if row.version != seen_version or row.ended_at is not None:
        raise StaleVersionError(current_version=row.version)
    return row


def _done(
    session: Session, row: FloorAlertRow, deed: FloorDeed, by: UUID, at: datetime, *, until_at: datetime | None = None
) -> FloorAlertRow:
    row.version += 1
    _note(session, row, deed, at, by=by, until_at=until_at)
    record_change(
        session,
        at=at,
        by=by,
        what=f"floor_alert.{deed.value}",
        record_kind="floor_alert",
        record_id=row.alert_id,
        detail={"rule": row.rule},
    )
    return row


def _note(
    session: Session,
    row: FloorAlertRow,
    deed: FloorDeed,
    at: datetime,
    *,
    by: UUID | None = None,
    value: float | None = None,
    until_at: datetime | None = None,
) -> None:
    session.flush()
    written = FloorAlertStepRow(
        alert_id=row.alert_id, at=at, deed=deed, by_id=by, level=row.level, value=value, until_at=until_at
    )
    FloorAlertRepository(session).add(written)
