"""The lists of complaints a person can open, and what each asks for to begin with."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.complaint_lists import ComplaintFilter, Scope
from agent_desktop.contract.sessions import Person, Role


class ListTab(StrEnum):
    """One tab of the page of complaints, in its order."""

    MINE = "mine"
    RECORDED = "recorded"
    TEAM = "team"
    DEADLINE = "deadline"
    CATEGORY = "category"
    LEARNING = "learning"


FILTERS: Final[Mapping[ListTab, ComplaintFilter]] = MappingProxyType(
    {
        ListTab.MINE: ComplaintFilter(scope=Scope.MINE),
        ListTab.RECORDED: ComplaintFilter(scope=Scope.RECORDED),
        ListTab.TEAM: ComplaintFilter(scope=Scope.TEAM),
        ListTab.DEADLINE: ComplaintFilter(scope=Scope.TEAM),
        ListTab.CATEGORY: ComplaintFilter(scope=Scope.TEAM),
    }
)
"""What each list begins with; learning is no list."""

SEE_ALL: Final = frozenset({Role.COMPLIANCE, Role.ADMINISTRATOR})
SEE_TEAM: Final = SEE_ALL | {Role.SUPERVISOR, Role.COMPLAINT_HANDLER}
LEARN: Final = SEE_ALL | {Role.SUPERVISOR, Role.COMPLAINT_HANDLER}


def sees_all(person: Person) -> bool:
    """Say whether the server shows this person the complaints of every team."""
    return bool(person.roles & SEE_ALL)


def tabs_of(person: Person) -> tuple[ListTab, ...]:
    """Return the tabs that lead this person somewhere; the server has the last word on each list."""
    sees_team = bool(person.roles & SEE_TEAM)
    shown = {
        ListTab.MINE: True,
        ListTab.RECORDED: not sees_team,
        ListTab.TEAM: sees_team,
        ListTab.DEADLINE: sees_team,
        ListTab.CATEGORY: sees_team,
        ListTab.LEARNING: bool(person.roles & LEARN),
    }
    return tuple(tab for tab in ListTab if shown[tab])


def filter_of(tab: ListTab, *, everybody: bool) -> ComplaintFilter:
    """Return what a list begins with; `everybody`: where the person may see all teams, a team's list shows all."""
    begun = FILTERS[tab]
    if everybody and begun.scope is Scope.TEAM and tab is not ListTab.TEAM:
        return begun.model_copy(update={"scope": Scope.ALL})
    return begun
