"""What actions of service scripts came to."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.scripts import ActionState
from agent_desktop.records.database import Base

NOBODY = UUID(int=0)
"""The customer of a call that is linked to nobody."""


class ScriptActionRow(Base):
    """One action in one call, for one customer and made of the same: there is none beside it, so that it is asked for
    once. `made_of` is the digest of its kind and parameters (`service_scripts.deeds`), empty where it was kept before
    that was noted. `customer_id` is the account that the call was with; what was done counts for the whole person.

    `bank_id` is the id that the bank's system knows it by. It is the same in each attempt until that system itself has
    refused: what arrives twice is done once. `given` are its parameters, masked; `system` is empty for what is no
    bank's action.
    """

    __tablename__ = "script_actions"
    __table_args__ = (
        sa.UniqueConstraint(
            "call_id", "script_id", "action_id", "customer_id", "made_of", name="uq_script_actions_once"
        ),
        sa.Index("ix_script_actions_interaction_id", "interaction_id"),
    )

    script_action_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID]
    interaction_id: Mapped[UUID]
    customer_id: Mapped[UUID]
    script_id: Mapped[str] = mapped_column(sa.String(80))
    script_version: Mapped[str] = mapped_column(sa.String(20))
    action_id: Mapped[str] = mapped_column(sa.String(160))
    made_of: Mapped[str] = mapped_column(sa.String(32), default="", server_default="")
    kind: Mapped[str] = mapped_column(sa.String(40))
    attempt_id: Mapped[UUID]
    bank_id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    system: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    state: Mapped[ActionState]
    reason: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    detail: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    given: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    by_user_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
