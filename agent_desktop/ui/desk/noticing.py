"""An agent's notices and their call for help, on the window and by key."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from agent_desktop.client.notices import NoticesModel, NoticesView
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.palette.presenter import PaletteCommand


class Noticing(QObject):
    """Joins the model, the cards above the body and the list over the window."""

    def __init__(self, views: Views, model: NoticesModel, close_others: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._close_others = model, close_others
        self._cards, self._list, self._notes = views.notice_cards, views.notice_list, views.team_notes
        self._cards.read_chosen.connect(model.read)
        self._cards.cancel_help_chosen.connect(model.cancel_help)
        self._cards.list_wanted.connect(self.show_list)
        model.watch(self._changed)

    def toggle_help(self) -> None:
        """Call for a supervisor; again: nobody is needed any more."""
        if self._model.view.calls_for_help:
            self._model.cancel_help()
        else:
            self._model.ask_help()

    def show_list(self) -> None:
        """Show all notices."""
        self._close_others()
        self._list.open_list()

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return what Ctrl+K offers: the list."""
        title = self.tr("Notices to you")
        return (PaletteCommand("notices:", title, icon="ph.chat-teardrop-dots", other_words="notice 通知"),)

    def _changed(self, view: NoticesView) -> None:
        self._cards.display(view)
        self._list.display(view)
        self._notes.display(view)
