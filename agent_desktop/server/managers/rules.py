"""Reads the rules by which customers get a manager, and who may be one."""

from pathlib import Path
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.managers.planning import Manager
from agent_desktop.records.managers.schema import AssignmentRules
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings
from telephony.queues.models import AgentSkillRow


class AssignmentFileError(CheckedFileError):
    """The rules of the assignment are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.ASSIGNMENT_FILE_WRONG


def _read(path: Path, _: Settings) -> Reading[AssignmentRules]:
    return read_checked(path, AssignmentRules, lambda _: (), warnings=(), error=AssignmentFileError)


load_rules = CheckedFile(lambda settings: settings.records.assignment_file, "assignment/main.yaml", _read).load


def list_people(session: Session, rules: AssignmentRules) -> list[Manager]:
    """Return everybody who may sign in and has a team, by name, with the languages that they speak: those noted of
    them, and those that their skills say.

    How many customers they have is not known here.
    """
    skills = (
        sa.select(sa.func.array_agg(AgentSkillRow.skill))
        .where(AgentSkillRow.agent_id == UserRow.user_id)
        .scalar_subquery()
    )
    query = (
        sa.select(UserRow.user_id, UserRow.display_name, UserRow.team, UserRow.languages, skills.label("skills"))
        .where(UserRow.disabled_at.is_(None), UserRow.team != "")
        .order_by(UserRow.display_name, UserRow.user_id)
    )
    return [
        Manager(
            user_id=row.user_id,
            name=row.display_name,
            team=row.team,
            languages=frozenset(
                (*row.languages, *(rules.languages[skill] for skill in row.skills or () if skill in rules.languages))
            ),
        )
        for row in session.execute(query)
    ]


def most_of(manager: Manager, rules: AssignmentRules) -> int | None:
    """Return the most customers that any rule lets a manager have; None where none names their team."""
    return max((rule.most for rule in rules.rules if manager.team in rule.teams), default=None)
