"""Joins the guide with the window: its keys, Ctrl+K, the strip under the script, what this person read last, and what
they pinned to the call that is on."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QSettings

from agent_desktop.contract.sessions import Person
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.knowledge.presenter import GuideState
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command


class Guiding(QObject):
    """Lives as long as the person is signed in. What they read last, and their pins, are kept in `store`: ids of pages
    and of the call, nothing of a customer."""

    def __init__(
        self,
        views: Views,
        presenters: Presenters,
        actions: KeyActions,
        store: QSettings,
        person: Person,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._presenters = presenters
        self._store = store
        self._close_overlays: Callable[[], None] = lambda: None
        self._read_key = f"window/{person.user_id}/pages_read"
        self._pins_key = f"window/{person.user_id}/pages_pinned"
        guide, view = presenters.guide, views.knowledge
        actions.on(Command.GUIDE, self.toggle)
        actions.on(Command.PIN_PAGE, guide.pin_pressed)
        views.window.rail.guide_chosen.connect(self.toggle)
        views.pinned.page_chosen.connect(self._open)
        view.query_changed.connect(guide.query_changed)
        view.moved.connect(guide.move)
        view.page_chosen.connect(guide.choose)
        view.link_chosen.connect(guide.link_chosen)
        view.outside_agreed.connect(partial(guide.outside_agreed, True))
        view.back_chosen.connect(guide.back)
        view.pin_chosen.connect(guide.pin_pressed)
        view.retry_chosen.connect(presenters.knowledge.read)
        view.closed.connect(guide.close)
        presenters.readings.keep_with(tuple(self._kept(self._read_key)), self._keep_recent)
        call_id, *page_ids = self._kept(self._pins_key) or [""]
        presenters.pinned.keep_with(_id_in(call_id), page_ids, self._keep_pins)
        guide.show_to(self._show)

    def make_room_with(self, close_overlays: Callable[[], None]) -> None:
        """Have `close_overlays` put away what lies over the window before the guide opens."""
        self._close_overlays = close_overlays

    def toggle(self) -> None:
        """Alt+G: show the guide, or go to it from the script beside it, or put it away."""
        guide, view = self._presenters.guide, self._views.knowledge
        if not guide.state.open:
            self._close_overlays()  # what lies over the whole window would hide it
            guide.open()
        elif view.has_focus():
            guide.close()
        else:
            view.take_focus()

    def _open(self, page_id: str) -> None:
        self._presenters.guide.open(page_id)

    def _show(self, state: GuideState) -> None:
        self._views.knowledge.display(state)
        self._views.pinned.display(state)

    def _keep_recent(self, page_ids: tuple[str, ...]) -> None:
        self._store.setValue(self._read_key, list(page_ids))

    def _keep_pins(self, call_id: UUID, page_ids: tuple[str, ...]) -> None:
        self._store.setValue(self._pins_key, [str(call_id), *page_ids] if page_ids else [])

    def _kept(self, key: str) -> list[str]:
        """Return a list that is kept; Qt gives one of a single text back as that text."""
        kept = self._store.value(key)
        if isinstance(kept, str):
            return [kept] if kept else []
        return [str(each) for each in kept] if isinstance(kept, list) else []


def _id_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
