"""Who among colleagues is signed in, and the names of those who are in a call with the agent."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from telephony.contract import CallDirection, CallRole, Colleague


class ColleagueReader(Protocol):
    """What the model asks the server."""

    def colleagues(self) -> tuple[Colleague, ...]: ...


class ColleagueModel:
    """Asks when a list is to be shown, and where a call names somebody unknown. Belongs to the thread that draws."""

    def __init__(self, desk: DeskModel, reader: ColleagueReader, tasks: Tasks) -> None:
        self._reader = reader
        self._tasks = tasks
        self._asking = False
        self._asked_for: UUID | None = None
        self._names: dict[UUID, str] = {}
        # None until the server has answered: that nobody is there is an answer too, and is told.
        self._watched: Watched[tuple[Colleague, ...] | None] = Watched(None)
        self._stop = desk.watch(self._desk_changed)

    @property
    def listed(self) -> tuple[Colleague, ...]:
        """Who was signed in when the server was asked last."""
        return self._watched.value or ()

    @property
    def known(self) -> bool:
        """Whether the server has answered at all: only then does an empty list mean that nobody is there."""
        return self._watched.value is not None

    def name_of(self, agent_id: UUID | None) -> str:
        """Return a colleague's name, empty until it is known."""
        return "" if agent_id is None else self._names.get(agent_id, "")

    def watch(self, watcher: Callable[[tuple[Colleague, ...] | None], None]) -> Callable[[], None]:
        """Call `watcher` now, with None before the first answer, and whenever one differs. Returns what ends it."""
        return self._watched.watch(watcher)

    def refresh(self) -> None:
        """Ask how they stand now."""
        if self._asking:
            return
        self._asking = True

        def came(colleagues: tuple[Colleague, ...]) -> None:
            self._asking = False
            self._names |= {each.agent_id: each.name for each in colleagues}
            self._watched.set(colleagues)

        def failed(_: ClientError) -> None:
            self._asking = False
            self._asked_for = None

        self._tasks.run(self._reader.colleagues, came, failed)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        call = view.call
        if call is None:
            return
        other = call.agent_id if call.role is CallRole.COLLEAGUE else call.colleague_id
        if other is None and call.direction is not CallDirection.INTERNAL:
            return
        if other is not None and other not in self._names and self._asked_for != other:
            self._asked_for = other
            self.refresh()
