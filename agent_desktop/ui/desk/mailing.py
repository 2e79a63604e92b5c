"""Joins the e-mail to one customer with the window: Ctrl+K with a customer on screen."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from agent_desktop.client.customer_mails_api import CustomerMailsApi
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.mailing.presenter import MailPresenter, MailState
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.widgets.formats import language_now

TICK_MS: Final = 200


class Mailing(QObject):
    """Lives as long as the person is signed in. `typed` keeps what is written until it is sent."""

    def __init__(
        self,
        views: Views,
        presenters: Presenters,
        commands: DeskCommands,
        api: CustomerMailsApi,
        tasks: Tasks,
        typed: TypedStore,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._commands, self._customers = views.mail, commands, presenters.customers
        self.mail = MailPresenter(api, tasks, typed, presenters.customers.read_again)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._shown: ShownCustomer | None = None
        commands.features.append(self)
        self._stop = presenters.customers.watch(self._customer_shown)
        view = self._view
        view.changed.connect(self.mail.changed)
        view.send_chosen.connect(self.mail.send)
        view.step_chosen.connect(self.mail.step)
        view.cancelled.connect(self.mail.close)
        self.mail.show_to(self._show)

    def finish(self) -> bool:
        """See `Feature.finish`."""
        if not self.mail.state.open:
            return False
        self.mail.send()
        return True

    def call(self) -> bool:
        """See `Feature.call`."""
        return False

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return what Ctrl+K offers, with a customer on screen."""
        if self._shown is None or self._shown.profile is None:
            return ()
        return (
            PaletteCommand(
                "mail:",
                self.tr("Write an e-mail"),
                icon="ph.envelope-simple",
                other_words="email mail 邮件 写信",
            ),
        )

    def run(self, kind: str, _value: str = "") -> bool:
        """Do what was chosen in Ctrl+K; False where it is not of this part."""
        profile = self._shown.profile if self._shown is not None else None
        if kind != "mail" or profile is None:
            return False
        self._commands.close_overlays()
        chinese = profile.name_chinese if language_now() == "zh" else ""
        self.mail.open(profile.customer_id, chinese or profile.name)
        return True

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._stop()

    def _customer_shown(self, shown: ShownCustomer) -> None:
        self._shown = shown

    def _show(self, state: MailState) -> None:
        self._view.display(state)
        self._keep_pace()

    def _tick(self) -> None:
        self.mail.tick()
        self._keep_pace()

    def _keep_pace(self) -> None:
        """Tick while something is to be looked at, and not at all otherwise."""
        if self.mail.at_work != self._timer.isActive():
            (self._timer.start if self.mail.at_work else self._timer.stop)()
