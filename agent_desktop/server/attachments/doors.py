"""Whether somebody may see a record, for what belongs to it: files, letters, surveys."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.unit_of_work import UnitOfWork

REMOVERS = frozenset({Role.SUPERVISOR, Role.COMPLIANCE})
"""Who may remove what somebody else has added."""


class RecordDoor(Protocol):
    """One kind of record."""

    def enter(self, work: UnitOfWork, person: Person, record_id: UUID) -> None:
        """See that a person may read the record.

        Raises:
            RecordsError, ServerError: There is none, or it is not theirs to see.
        """
        ...

    def may_add(self, work: UnitOfWork, person: Person, record_id: UUID) -> bool:
        """Say whether a person who may read it may add to it, too."""
        ...

    def may_remove(self, work: UnitOfWork, person: Person, record_id: UUID, added_at: datetime) -> bool:
        """Say whether a person who may read it may remove a file of it that was added then, whoever added it."""
        ...

    def is_recorded(self, work: UnitOfWork, record_id: UUID) -> bool:
        """Say whether it is a record by now. Of what is none nothing is kept that was removed."""
        ...

    def note(
        self, work: UnitOfWork, person: Person, record_id: UUID, what: str, detail: Mapping[str, JsonValue]
    ) -> None:
        """Write into the record's own history what happened on paper; `what` is in the past tense."""
        ...


Doors = Mapping[RecordKind, RecordDoor]


def door_of(doors: Doors, kind: RecordKind) -> RecordDoor:
    """Return the door of a kind of record.

    Raises:
        NotAllowedError: Nothing belongs to records of this kind.
    """
    door = doors.get(kind)
    if door is None:
        raise NotAllowedError
    return door
