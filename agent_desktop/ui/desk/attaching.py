"""Which call is asked about when somebody says whom it was with, and whose card is changed."""

from collections.abc import Callable
from uuid import UUID

from agent_desktop.ui.desk.presenters import Presenters


class Attaching:
    """The chosen one of the contacts while these are open; else the call that is on."""

    def __init__(self, close_overlays: Callable[[], None]) -> None:
        self._close_overlays = close_overlays
        self._presenters: Presenters | None = None

    def serve(self, presenters: Presenters) -> None:
        """Answer for these presenters from now on."""
        self._presenters = presenters

    def call(self) -> tuple[UUID, str] | None:
        """Return the call and its masked number; None where there is none to speak of."""
        presenters = self._presenters
        if presenters is None:
            return None
        recents = presenters.recents.state
        if recents.open and recents.chosen is not None:
            return recents.chosen.call_id, recents.chosen.number_masked
        shown = presenters.customers.shown
        if shown.call_id is None or shown.card is None:
            return None
        return shown.call_id, shown.card.number_masked

    def ask(self) -> None:
        """Alt+K: keep the card of whoever calls, or called, or say whom it was with."""
        call = self.call()
        if self._presenters is not None and call is not None:
            self._close_overlays()
            self._presenters.attach.open(*call)

    def change_card(self) -> None:
        """Change what is kept of the prospect on the screen."""
        if self._presenters is not None and self._presenters.customer.state.profile is not None:
            profile = self._presenters.customer.state.profile
            self._close_overlays()
            self._presenters.attach.edit(profile)

    def undo_shown(self) -> None:
        """Take the last word on whom the present call is with back."""
        if self._presenters is None:
            return
        state = self._presenters.customer.state
        if state.call_id is not None and state.undoable is not None:
            self._presenters.attach.undo(state.call_id, state.undoable)
