"""The window of people for one administrator."""

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.desk.one_window import OneWindowDesk
from agent_desktop.ui.people.presenter import PeoplePresenter
from agent_desktop.ui.people.window import PeopleWindow


def may_keep_people(person: Person) -> bool:
    """Say whether the server lets this person add people and change them."""
    return Role.ADMINISTRATOR in person.roles


class PeopleDesk(OneWindowDesk[PeopleWindow]):
    name = "people"

    def _build(self) -> PeopleWindow:
        presenter = PeoplePresenter(self._api.people, self._tasks)
        return PeopleWindow(self._theme, presenter, now=self._now, zone=self._zone)

    def _start(self, window: PeopleWindow) -> None:
        window.start()
