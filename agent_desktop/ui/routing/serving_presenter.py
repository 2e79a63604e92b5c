"""Decides on who serves what. Each person is saved by themselves."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.routing import SaveServing, Serving, ServingHistory, ServingList
from agent_desktop.ui.routing.state import ServingState


class ServingServer(Protocol):
    """The part of `client.routing_api.RoutingApi` that is used here."""

    def serving(self) -> ServingList: ...

    def serving_history(self, user_id: UUID) -> ServingHistory: ...

    def save_serving(self, user_id: UUID, command: SaveServing) -> ServingList: ...


class ServingPresenter:
    """The people who take calls, one of them being changed."""

    def __init__(self, server: ServingServer, tasks: Tasks) -> None:
        self._server = server
        self._tasks = tasks
        self._state = ServingState()
        self._display: Callable[[ServingState], None] = lambda _: None

    @property
    def state(self) -> ServingState:
        return self._state

    def show_to(self, display: Callable[[ServingState], None]) -> None:
        """Draw through `display` from now on."""
        self._display = display
        display(self._state)

    def open(self) -> None:
        """Read who serves what now."""
        self._tasks.run(self._server.serving, self._came, self._failed)

    def choose(self, user_id: UUID) -> None:
        """Show one person; what was changed of another one and not saved is let go."""
        chosen = next((each for each in self._state.people if each.user_id == user_id), None)
        if chosen is not None:
            self._show(_with(self._state, chosen))
            self._read_history(chosen)

    def serve(self, queue: str, *, serves: bool) -> None:
        """Have the person serve a queue, or not."""
        queues = self._state.queues | {queue} if serves else self._state.queues - {queue}
        self._show(replace(self._state, queues=queues, saved=False, failure=None))

    def set_skill(self, skill: str, level: int) -> None:
        """Have the person's level be 1 to 5; 0 takes the skill away."""
        skills = {name: each for name, each in self._state.skills.items() if name != skill}
        if level:
            skills[skill] = level
        self._show(replace(self._state, skills=dict(sorted(skills.items())), saved=False, failure=None))

    def save(self, reason: str) -> None:
        """Make it so. The person is offered what they may have at once."""
        state, chosen = self._state, self._state.chosen
        if chosen is None or not state.is_changed or not state.may_edit or state.saving or not reason.strip():
            return
        command = SaveServing(
            command_id=uuid4(),
            queues=tuple(sorted(state.queues)),
            skills=state.skills,
            seen_queues=chosen.queues,
            seen_skills=chosen.skills,
            reason=reason.strip()[:200],
        )
        self._show(replace(state, saving=True, failure=None))
        self._tasks.run(
            lambda: self._server.save_serving(chosen.user_id, command),
            lambda listed: self._came(listed, saved=True),
            self._failed,
        )

    def _came(self, listed: ServingList, *, saved: bool = False) -> None:
        before = self._state.chosen
        chosen = next((each for each in listed.people if before is not None and each.user_id == before.user_id), None)
        chosen = chosen or next(iter(listed.people), None)
        state = ServingState(people=listed.people, may_edit=listed.may_edit, saved=saved)
        self._show(state if chosen is None else _with(state, chosen, saved=saved))
        if chosen is not None:
            self._read_history(chosen)

    def _read_history(self, of: Serving) -> None:
        def came(history: ServingHistory) -> None:
            chosen = self._state.chosen
            if chosen is not None and chosen.user_id == of.user_id:
                self._show(replace(self._state, history=history.changes))

        # Where it is not told, nothing is said of it: what can be done here does not hang on it.
        self._tasks.run(lambda: self._server.serving_history(of.user_id), came, lambda _: None)

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self._state, saving=False, failure=error.problem))

    def _show(self, state: ServingState) -> None:
        self._state = state
        self._display(state)


def _with(state: ServingState, chosen: Serving, *, saved: bool = False) -> ServingState:
    return replace(
        state,
        chosen=chosen,
        history=None,
        queues=frozenset(chosen.queues),
        skills=dict(chosen.skills),
        saved=saved,
        failure=None,
    )
