"""Reports open from the rail for who may ask for them."""

from uuid import UUID

import pytest

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.desk.reports_desk import has_reports, may_report


@pytest.mark.parametrize(
    ("role", "reports", "has"),
    [
        (Role.SUPERVISOR, True, True),
        (Role.ADMINISTRATOR, True, True),
        (Role.COMPLIANCE, True, True),
        (Role.COMPLAINT_HANDLER, True, True),
        (Role.AGENT, False, True),
        (Role.SPECIALIST, False, True),
        (Role.AUTHOR, False, False),
    ],
)
def test_who_reports_and_who_has_their_own_figures_alone(role: Role, *, reports: bool, has: bool) -> None:
    person = Person.model_construct(user_id=UUID(int=1), roles=frozenset({role}))

    assert (may_report(person), has_reports(person)) == (reports, has)
