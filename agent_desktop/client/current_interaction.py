"""The agent's own part of the call that is on: read once the call is answered."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.interactions import Interaction
from agent_desktop.contract.scripts import OpenedInteraction, ScriptStanding

RETRY_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class CurrentInteraction:
    """`interaction` as it was when the call came on screen; None before it is read or without a call. `standing` is how
    its script stood then, where the server has said so with it."""

    call_id: UUID | None = None
    interaction: Interaction | None = None
    standing: ScriptStanding | None = None
    loading: bool = False
    problem: Problem | None = None


class InteractionModel:
    """Follows the desk. Belongs to the thread that draws."""

    def __init__(
        self,
        desk: DeskModel,
        read: Callable[[UUID], Interaction],
        tasks: Tasks,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`read` asks the server for the agent's part of a call."""
        self._ask = read
        self._tasks = tasks
        self._monotonic = monotonic
        self._again_at: float | None = None
        self._watched = Watched(CurrentInteraction())
        self._stop = desk.watch(self._desk_changed)

    @property
    def current(self) -> CurrentInteraction:
        """The interaction as it was read."""
        return self._watched.value

    def watch(self, watcher: Callable[[CurrentInteraction], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def retry(self) -> None:
        """Read it again now."""
        if self.current.call_id is not None and self.current.interaction is None and not self.current.loading:
            self._read(self.current.call_id)

    def tick(self) -> None:
        """Try again what failed. Called a few times a second."""
        if self._again_at is not None and self._monotonic() >= self._again_at:
            self.retry()

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        call_id = view.accepted_call.call_id if view.accepted_call is not None else None
        if call_id == self.current.call_id:
            return
        self._again_at = None
        self._watched.set(CurrentInteraction(call_id))
        if call_id is not None:
            self._read(call_id)

    def _read(self, call_id: UUID) -> None:
        self._again_at = None
        self._watched.set(replace(self.current, loading=True, problem=None))

        def came(interaction: Interaction) -> None:
            if self.current.call_id == call_id:
                standing = interaction.standing if isinstance(interaction, OpenedInteraction) else None
                self._watched.set(CurrentInteraction(call_id, interaction, standing))

        def failed(error: ClientError) -> None:
            if self.current.call_id == call_id:
                # The call is answered, so it exists: whatever keeps it from us is tried again.
                self._again_at = self._monotonic() + RETRY_SECONDS
                self._watched.set(CurrentInteraction(call_id, problem=error.problem))

        self._tasks.run(lambda: self._ask(call_id), came, failed)
