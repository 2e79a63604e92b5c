"""Whose desktop the authors' window is, and who may open it beside another."""

from datetime import UTC
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.http import Http
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.authoring.window import AuthoringWindow
from agent_desktop.ui.complaints.cases.window import CasesWindow
from agent_desktop.ui.desk.office import OfficeDesk, may_see_scripts, works_in_office
from agent_desktop.ui.desk.store_keep import ScriptKeep
from agent_desktop.ui.routing.window import RoutingWindow
from agent_desktop.ui.theme.theme import Theme
from tests.ui.conftest import NOW


class _Tokens:
    def access_token(self) -> str:
        return ""

    def renew(self, rejected: str) -> str:
        return rejected


def _person(*roles: Role) -> Person:
    return Person(user_id=UUID(int=7), name="nina", display_name="Nina Lam", roles=frozenset(roles))


@pytest.mark.parametrize(
    ("roles", "sees", "alone"),
    [
        ((Role.AUTHOR,), True, True),
        ((Role.AUTHOR, Role.AGENT), True, False),
        ((Role.SUPERVISOR,), True, True),
        ((Role.AGENT,), False, False),
    ],
)
def test_scripts_are_for_authors_and_those_who_lead(roles: tuple[Role, ...], sees: bool, alone: bool) -> None:
    person = _person(*roles)

    assert may_see_scripts(person) is sees
    assert works_in_office(person) is alone


def test_an_author_alone_has_the_library_as_their_desktop_and_others_open_it_from_theirs(
    theme: Theme, tmp_path: Path
) -> None:
    http = Http("http://127.0.0.1:9", "0.1.0")
    store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    around = QObject()
    try:
        for roles, kind in (({Role.AUTHOR}, AuthoringWindow), ({Role.AUTHOR, Role.ADMINISTRATOR}, RoutingWindow)):
            api = Api(http, _Tokens())
            desk = OfficeDesk(theme, api, ImmediateTasks(), store, _person(*roles), lambda: NOW, UTC, around)
            assert isinstance(desk.window, kind)
            assert not desk.window.account.isHidden()
            desk.stop()
        for role, quality in ((Role.COMPLIANCE, True), (Role.COMPLAINT_HANDLER, False)):
            desk = OfficeDesk(
                theme, Api(http, _Tokens()), ImmediateTasks(), store, _person(role), lambda: NOW, UTC, around
            )
            assert isinstance(desk.window, CasesWindow)
            assert (desk.window.quality.isHidden(), desk.window.reports.isHidden()) == (not quality, False)
            desk.window.reports.click()
            assert desk.windows.reports.window is not None
            desk.stop()
    finally:
        http.close()


def test_a_text_that_is_not_sent_yet_is_kept_for_the_person(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    ScriptKeep(store, UUID(int=7)).write("lost-card", "text")

    assert ScriptKeep(store, UUID(int=7)).read("lost-card") == "text"
    assert ScriptKeep(store, UUID(int=8)).read("lost-card") == ""
