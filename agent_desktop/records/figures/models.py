"""By which definition service levels are counted, from which day on."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.figures import WHY_LIMIT, LevelVariant
from agent_desktop.records.database import Base


class LevelDefinitionRow(Base):
    """One definition. Rows are only ever added: a day is counted by the newest of those that began last before it.

    `queue_code` is empty for every queue that has none of its own. `version` counts through all queues.
    """

    __tablename__ = "level_definitions"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("answer_seconds > 0 AND short_seconds >= 0", name="seconds_not_negative"),
        sa.CheckConstraint("target_percent BETWEEN 1 AND 100", name="target_is_percent"),
    )

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    queue_code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    from_day: Mapped[date]
    variant: Mapped[LevelVariant]
    answer_seconds: Mapped[int]
    short_seconds: Mapped[int]
    target_percent: Mapped[int]
    why: Mapped[str] = mapped_column(sa.String(WHY_LIMIT))
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
