"""A complaint may be about a colleague: they own it not, approve nothing of it, and read nothing of the work on it."""

from typing import Any, Final
from uuid import UUID

from agent_desktop.contract.complaint_form import ColleagueChoice
from agent_desktop.records.complaints.access import Asking, People
from agent_desktop.records.complaints.book import initials_of
from agent_desktop.records.complaints.models import ComplaintRow

_THEIRS: Final = ("owner_id", "backup_id", "answer_proposed_by", "answer_approved_by")


def named_in(about_whom: str, asking: Asking) -> UUID | None:
    """Return the colleague whom a complaint is about, where the words are one's name and no other's."""
    found = asking.people.find_named(about_whom)
    return found.user_id if found is not None else None


def colleagues_of(people: People) -> tuple[ColleagueChoice, ...]:
    """Return whom a complaint may be about, to be found by either name, by team and by initials."""
    return tuple(
        ColleagueChoice(
            user_id=each.user_id,
            name=each.name,
            other_name=each.other_name,
            team=each.team,
            initials=" ".join(filter(None, (initials_of(each.name), initials_of(each.other_name)))),
        )
        for each in people.everybody()
    )


def part_with(row: ComplaintRow, user_id: UUID) -> dict[str, tuple[Any, Any]]:
    """Take a complaint from somebody whom it turns out to be about, and return what that changed: it is its team's
    then. What they had proposed or approved of the answer counts no more."""
    before = {name: getattr(row, name) for name in _THEIRS}
    if row.backup_id == user_id:
        row.backup_id = None
    if row.owner_id == user_id:
        row.owner_id, row.owner_name, row.owner_key = None, "", ""
    if user_id in (row.answer_proposed_by, row.answer_approved_by):
        row.answer_proposed_by = row.answer_proposed_at = row.answer_approved_by = None
    return {name: (before[name], getattr(row, name)) for name in _THEIRS if before[name] != getattr(row, name)}
