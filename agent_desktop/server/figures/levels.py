"""The definitions of service levels: shown, and given."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import DefineLevel, LevelDefinition, LevelDefinitions, QueueLevels
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.figures.levels import LevelChoice
from agent_desktop.records.figures.models import LevelDefinitionRow
from agent_desktop.records.figures.repository import LevelRepository
from agent_desktop.records.reports.errors import LevelRefusedError
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.figures.variants import VARIANTS
from telephony.statistics.repository import StatisticsRepository

EVERY_QUEUE: LocalText = {"en": "All other queues", "zh": "其余队列"}


def level_definitions(session: Session, today: date, *, may_define: bool) -> LevelDefinitions:
    """Return what is in force today for each queue, what is to come, and what was."""
    repository = LevelRepository(session)
    rows = repository.list_all()
    names = UserRepository(session).list_display_names({row.made_by for row in rows})
    shown = {row.version: _shown(row, names) for row in rows}
    timeline = repository.timeline()

    def of(code: str, name: LocalText) -> QueueLevels:
        force = timeline.in_force(code, today)
        others = [shown[each.version] for each in timeline.of_queue(code) if each.version != force.version]
        return QueueLevels(
            queue=code,
            name=name,
            own=timeline.has_own(code, today),
            in_force=shown.get(force.version) or shown_level(force),
            others=tuple(others),
        )

    return LevelDefinitions(
        variants=VARIANTS,
        every=of("", EVERY_QUEUE),
        queues=tuple(of(code, name) for code, name in StatisticsRepository(session).list_queues()),
        newest=max(shown, default=0),
        may_define=may_define,
    )


def define_level(session: Session, command: DefineLevel, *, today: date, by: UUID, at: datetime) -> None:
    """Count the calls of a queue so from a day on. What was counted before stays: a definition begins today or later.

    Raises:
        StaleVersionError: Somebody gave another since.
        LevelRefusedError: It makes no sense.
    """
    repository = LevelRepository(session)
    newest = repository.lock_newest()
    if newest != command.seen_newest:
        raise StaleVersionError(current_version=newest)
    if command.from_day < today:
        raise LevelRefusedError(problem="day_passed")
    if command.queue and command.queue not in dict(StatisticsRepository(session).list_queues()):
        raise LevelRefusedError(problem="queue_unknown")
    if command.short_seconds > command.answer_seconds:
        raise LevelRefusedError(problem="short_too_long")
    row = LevelDefinitionRow(
        version=newest + 1,
        queue_code=command.queue,
        from_day=command.from_day,
        variant=command.variant,
        answer_seconds=command.answer_seconds,
        short_seconds=command.short_seconds,
        target_percent=command.target_percent,
        why=command.why,
        made_by=by,
        made_at=at,
    )
    repository.add(row)
    record_change(
        session,
        at=at,
        by=by,
        what="level.defined",
        record_kind="level_definition",
        record_id=None,
        detail={"version": row.version, "queue": row.queue_code, "from": row.from_day.isoformat()},
    )


def shown_level(choice: LevelChoice) -> LevelDefinition:
    """Return a definition, without who made it."""
    return LevelDefinition(
        version=choice.version,
        queue=choice.queue,
        from_day=choice.from_day,
        variant=choice.variant,
        answer_seconds=choice.answer_seconds,
        short_seconds=choice.short_seconds,
        target_percent=choice.target_percent,
    )


def _shown(row: LevelDefinitionRow, names: Mapping[UUID, str]) -> LevelDefinition:
    return LevelDefinition(
        version=row.version,
        queue=row.queue_code,
        from_day=row.from_day,
        variant=row.variant,
        answer_seconds=row.answer_seconds,
        short_seconds=row.short_seconds,
        target_percent=row.target_percent,
        why=row.why,
        made_by_name=names.get(row.made_by, ""),
        made_at=row.made_at,
    )
