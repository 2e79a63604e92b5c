"""A command is done once, however often it is asked.

A desktop sends a command again, with the same UUID, when it did not hear the answer. The first to insert the row
does the work in the same transaction; a second one waits on that row and gives the kept answer. Nothing is
kept of a command that failed: its transaction is gone, and asking again decides anew.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.server.errors import CommandReusedError
from agent_desktop.server.models import CommandRow

A = TypeVar("A", bound=BaseModel)


def in_one_line(route: str, body: BaseModel) -> str:
    """Return what tells a repeat from another command under the same id. `route` names what is acted on, with ids."""
    return f"{route} {body.model_dump_json()}"


def once(
    session: Session,
    *,
    command_id: UUID,
    user_id: UUID,
    fingerprint: str,
    at: datetime,
    answer_type: type[A],
    do: Callable[[], A],
    again: Callable[[], A] | None = None,
) -> A:
    """Do a command, or give the answer it had.

    Args:
        fingerprint: The command in one line; only its SHA-256 is kept.
        again: Gives the answer to a repeat anew, where the first must not be kept (a clear value, a long note).

    Raises:
        CommandReusedError: The id was used for something else, or by somebody else.
    """
    print_ = hashlib.sha256(fingerprint.encode()).hexdigest()
    first = session.execute(
        insert(CommandRow)
        .values(command_id=command_id, user_id=user_id, fingerprint=print_, answered_at=at, answer={})
        .on_conflict_do_nothing()
        .returning(CommandRow.command_id)
    ).first()
    if first is None:
        row = session.execute(
            sa.select(CommandRow.user_id, CommandRow.fingerprint, CommandRow.answer).where(
                CommandRow.command_id == command_id
            )
        ).one()
        if row.user_id != user_id or row.fingerprint != print_:
            raise CommandReusedError
        return again() if again is not None else answer_type.model_validate(row.answer)
    answer = do()
    if again is None:
        kept = answer.model_dump(mode="json")
        session.execute(sa.update(CommandRow).where(CommandRow.command_id == command_id).values(answer=kept))
    return answer


def delete_answers_before(session: Session, at: datetime) -> int:
    """Forget the answers given before `at`; return how many."""
    deleted = sa.delete(CommandRow).where(CommandRow.answered_at < at).returning(CommandRow.command_id)
    return len(session.execute(deleted).all())
