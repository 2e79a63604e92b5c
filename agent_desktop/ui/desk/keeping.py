"""What a person's window remembers of how they like it, from one sign-in to the next."""

from PySide6.QtCore import QByteArray, QObject, QSettings

from agent_desktop.contract.sessions import Person
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views


class Keeping(QObject):
    """Takes up what `store` holds for the person at `begin`, and keeps there what they choose."""

    def __init__(self, store: QSettings, person: Person, views: Views, presenters: Presenters, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._person, self._views, self._presenters = store, person, views, presenters
        views.recents.border_moved.connect(self._keep_recents)
        views.holdings.groups_changed.connect(self._keep_groups)
        views.holdings.currency_chosen.connect(self._currency_chosen)
        views.script.both_toggled.connect(self._keep_both)

    def begin(self) -> None:
        """Show it as the person left it."""
        store, views = self._store, self._views
        views.window.remember_in(store, str(self._person.user_id))
        closed = store.value(self._key("closed_groups"))
        if isinstance(closed, list):
            views.holdings.set_closed_groups([str(each) for each in closed])
        self._presenters.holdings.choose_currency(str(store.value(self._key("currency"), "")))
        both = str(store.value(self._key("both_languages"), "false")).lower() == "true"
        views.script.set_both(both)
        border = store.value(self._key("recents"))
        if isinstance(border, QByteArray):
            views.recents.restore_border(border)

    def _keep_groups(self) -> None:
        self._store.setValue(self._key("closed_groups"), self._views.holdings.closed_groups())

    def _keep_recents(self) -> None:
        self._store.setValue(self._key("recents"), self._views.recents.border())

    def _currency_chosen(self, currency: str) -> None:
        """Show totals in it from now on, and at this person's next sign-in too."""
        self._presenters.holdings.choose_currency(currency)
        self._store.setValue(self._key("currency"), currency)

    def _keep_both(self, both: bool) -> None:
        """Show what is said in both languages, or in one, at this person's next sign-in too."""
        self._store.setValue(self._key("both_languages"), "true" if both else "false")

    def _key(self, name: str) -> str:
        return f"window/{self._person.user_id}/{name}"
