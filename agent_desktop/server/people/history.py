"""What was changed of a person, and taking the last change back."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.people import PersonChange, PersonDeed, PersonForm, PersonHistory, PersonMove
from agent_desktop.records.audit.repository import AuditRepository
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.configuration.versions import ConfigurationStaleError
from agent_desktop.server.people.errors import PersonRefusedError
from agent_desktop.server.people.repository import PeopleRepository
from agent_desktop.server.people.service import PeopleOffice, form_of
from agent_desktop.server.unit_of_work import UnitOfWork

LISTED: Final = 100
_BACK: Final = {PersonDeed.DISABLED: PersonMove.ENABLE, PersonDeed.ENABLED: PersonMove.DISABLE}


def history_of(session: Session, user: UserRow) -> PersonHistory:
    """Return the changes of a person, the newest first."""
    deeds = [deed.value for deed in PersonDeed]
    rows = AuditRepository(session).list_changes_of(deeds, user.user_id, LISTED)
    by = {row.by_user_id for row in rows if row.by_user_id is not None}
    names = UserRepository(session).list_display_names(by)
    changes = tuple(
        PersonChange(
            change_id=row.audit_id,
            at=row.at,
            by_name="" if row.by_user_id is None else names.get(row.by_user_id, ""),
            deed=PersonDeed(row.what),
            reason=row.detail.get("reason", ""),
            before=row.detail.get("before", {}),
            after=row.detail.get("after", {}),
            undoes=row.detail.get("undoes"),
        )
        for row in rows
    )
    may = bool(changes) and _may_undo(changes[0], user)
    return PersonHistory(changes=changes, undoable=changes[0].change_id if may else None)


def undo(work: UnitOfWork, office: PeopleOffice, user_id: UUID, change_id: UUID, *, by: UUID) -> UserRow:
    """Take back the last change of a person, which must be the one that was seen; it is a change like any other.

    Raises:
        PersonNotFoundError: Nobody of this id.
        ConfigurationStaleError: Somebody changed them since.
        PersonRefusedError: person_not_undoable, or what the change back itself may not do.
        PersonFieldsError: What was there before is taken now.
    """
    PeopleRepository(work.session).lock_with_administrators(user_id)  # in the order in which the change locks them
    user = office.get(work, user_id)
    history = history_of(work.session, user)
    if not history.changes or history.changes[0].change_id != change_id:
        raise ConfigurationStaleError(current_version=0)
    last = history.changes[0]
    if history.undoable is None:
        raise PersonRefusedError(problem="person_not_undoable")
    if last.deed in _BACK:
        return office.move(work, user_id, _BACK[last.deed], seen_disabled=None, by=by, undoes=change_id)
    back = PersonForm.model_validate({**form_of(user).model_dump(mode="json"), **last.before})
    return office.save(work, user_id, back, None, by=by, undoes=change_id)


def _may_undo(last: PersonChange, user: UserRow) -> bool:
    if last.deed in _BACK:
        return (user.disabled_at is not None) is (last.deed is PersonDeed.DISABLED)
    now = form_of(user).model_dump(mode="json")
    return last.deed is PersonDeed.CHANGED and all(now[field] == value for field, value in last.after.items())
