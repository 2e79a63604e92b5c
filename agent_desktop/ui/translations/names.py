"""The bank's own names of what agents choose, as one more translator of the application."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QTranslator

from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.rules import AwayReasons
from agent_desktop.ui.widgets.away_words import CONTEXT
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded


def _nothing() -> str | None:
    return None


class BankNames(QTranslator):
    """Says the names of reasons by code. It is asked last, after the translators of the languages."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self._app = app
        self._names = {each.code: each.name for each in SHIPPED}
        app.installTranslator(self)

    def follow(self, read: Callable[[], AwayReasons], tasks: Tasks) -> None:
        """Read the names of whoever has signed in; without an answer those known go on."""
        tasks.run(read, self.take, lambda _: None)

    def take(self, reasons: AwayReasons) -> None:
        """Call them so from now on, on everything that is shown."""
        names = {each.code: each.name for each in reasons.reasons}
        if names != self._names:
            self._names = names
            QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))

    def stop(self) -> None:
        """Say nothing any more."""
        self._app.removeTranslator(self)

    @guarded(_nothing)
    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        if context != CONTEXT or source not in self._names:
            return None
        return words(self._names[source])

    @guarded(bool)
    def isEmpty(self) -> bool:
        return False
