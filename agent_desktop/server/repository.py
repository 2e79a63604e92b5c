"""Every query on the answers kept of commands."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.server.models import CommandRow


class CommandRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, command_id: UUID, *, user_id: UUID, fingerprint: str, at: datetime) -> bool:
        """Say whether this is the first to ask for the command; a second one waits for the first one's commit."""
        first = (
            insert(CommandRow)
            .values(command_id=command_id, user_id=user_id, fingerprint=fingerprint, answered_at=at, answer={})
            .on_conflict_do_nothing()
            .returning(CommandRow.command_id)
        )
        return self._session.execute(first).first() is not None

    def get_answer(self, command_id: UUID) -> tuple[UUID, str, dict[str, Any]]:
        """Return who asked for a claimed command, its fingerprint and what is kept of its answer."""
        query = sa.select(CommandRow.user_id, CommandRow.fingerprint, CommandRow.answer)
        user_id, fingerprint, answer = self._session.execute(query.where(CommandRow.command_id == command_id)).one()
        return user_id, fingerprint, answer

    def keep_answer(self, command_id: UUID, answer: dict[str, Any]) -> None:
        self._session.execute(sa.update(CommandRow).where(CommandRow.command_id == command_id).values(answer=answer))

    def delete_answered_before(self, at: datetime) -> int:
        """Forget the answers given before `at`; return how many."""
        deleted = sa.delete(CommandRow).where(CommandRow.answered_at < at).returning(CommandRow.command_id)
        return len(self._session.execute(deleted).all())
