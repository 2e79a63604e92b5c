"""What Ctrl+K offers beside keys and calls: announcements, messages to the customer, and a supervisor's part in a
call."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from agent_desktop.client.errors import Problem
from agent_desktop.ui.desk.noticing import Noticing
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.widgets.formats import language_now, words
from telephony.contract import SupervisionMode


class ExtraCommands(QObject):
    """Lists what is possible now, in the language now shown, and does it."""

    def __init__(self, views: Views, parent: QObject, close_overlays: Callable[[], None]) -> None:
        super().__init__(parent)
        self._views = views
        self._close_overlays = close_overlays
        self._presenters: Presenters | None = None
        self.noticing: Noticing | None = None
        self._more: list[tuple[str, Callable[[], tuple[PaletteCommand, ...]], Callable[[str], None]]] = []

    def serve(self, presenters: Presenters) -> None:
        """Do commands with these presenters from now on."""
        self._presenters = presenters
        keypad, writing = self._views.keypad, self._views.writing
        self._views.call_bar.keypad_wanted.connect(self.toggle_keypad)
        keypad.pressed.connect(presenters.keypad.press)
        keypad.cancelled.connect(presenters.keypad.close)
        presenters.keypad.show_to(keypad.display)
        self._views.phone.renew_chosen.connect(presenters.phone.renew)
        presenters.phone.show_to(self._views.phone.display)
        self._views.heard.take_chosen.connect(self._take_over)
        presenters.heard.show_to(self._views.heard.display)
        writing.send_chosen.connect(presenters.writing.send)
        writing.language_chosen.connect(presenters.writing.choose_language)
        writing.cancelled.connect(presenters.writing.close)
        presenters.writing.show_to(writing.display)
        presenters.supervising.on_changed = presenters.palette.renew
        self._views.script.offers_others.connect(presenters.palette.renew)
        self.noticing = noticing = Noticing(self._views, presenters.notices, self._close_overlays, self)
        self.offer_also("notices", noticing.listed, lambda _: noticing.show_list())

    def toggle_help(self) -> None:
        """Shift+F1."""
        if self.noticing is not None:
            self.noticing.toggle_help()

    def offer_also(
        self, kind: str, listed: Callable[[], tuple[PaletteCommand, ...]], run: Callable[[str], None]
    ) -> None:
        """List what another part of the window offers too: commands whose ids begin with ``kind:``, done by `run`."""
        self._more.append((kind, listed, run))

    def tell_problems(self, tell: Callable[[Problem], None]) -> None:
        """Say by `tell` what goes wrong with what is asked for here."""
        if self._presenters is not None:
            self._presenters.announcing.on_problem = tell
            self._presenters.supervising.on_problem = tell

    def begin(self) -> None:
        """The palette is to be opened: ask what has not been read yet, and which calls there are."""
        if self._presenters is not None:
            self._presenters.writing.read_templates()
            self._presenters.announcing.read()
            self._presenters.supervising.refresh()

    def _take_over(self, lines: str) -> None:
        if self._presenters is not None and self._presenters.notes.state.open:
            self._views.notes.insert_lines(lines)
            self._presenters.heard.take()

    def toggle_keypad(self) -> None:
        """F8."""
        presenters = self._presenters
        if presenters is None:
            return
        if not presenters.keypad.state.visible:
            self._close_overlays()
        presenters.keypad.toggle()

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return what is offered."""
        presenters = self._presenters
        if presenters is None:
            return ()
        more = [each for _, listed, _ in self._more for each in listed()]
        return (*self._announcements(presenters), *self._messages(presenters), *self._supervision(presenters), *more)

    def run(self, kind: str, value: str) -> None:
        """Do what was chosen."""
        presenters = self._presenters
        if presenters is None:
            return
        for offered, _, run in self._more:
            if offered == kind:
                run(value)
        match kind:
            case "board":
                self._views.window.rail.live_chosen.emit()
            case "accounts":
                self._views.customer.accounts.click()
            case "value":
                self._views.customer.value.click()
            case "managers":
                self._views.window.rail.managers_chosen.emit()
            case "staffing":
                self._views.window.rail.staffing_chosen.emit()
            case "campaigns":
                self._views.window.rail.campaigns_chosen.emit()
            case "callback_figures":
                self._views.window.rail.callback_figures_chosen.emit()
            case "unkept":
                self._views.window.rail.unkept_chosen.emit()
            case "reports":
                self._views.window.rail.reports_chosen.emit()
            case "quality":
                self._views.window.rail.quality_chosen.emit()
            case "people":
                self._views.window.rail.people_chosen.emit()
            case "scripts":
                self._views.window.rail.scripts_chosen.emit()
            case "announce":
                presenters.announcing.play(value)
            case "message":
                self._write(presenters, value)
            case "supervise":
                mode, _, call_id = value.partition("/")
                presenters.supervising.supervise(UUID(call_id), SupervisionMode(mode))
            case "leave_supervision":
                presenters.supervising.leave()

    def _announcements(self, presenters: Presenters) -> tuple[PaletteCommand, ...]:
        announcing = presenters.announcing
        return tuple(
            PaletteCommand(
                f"announce:{each.code}",
                self.tr("Play to the caller: {name}").format(name=words(each.name)),
                icon="ph.speaker-high",
                other_words="announcement play 播报 播放",
            )
            for each in announcing.announcements
            if announcing.possible
        )

    def _messages(self, presenters: Presenters) -> tuple[PaletteCommand, ...]:
        if presenters.customer.state.profile is None:
            return ()
        return tuple(
            PaletteCommand(
                f"message:{each.code}",
                self.tr("Send a message: {name}").format(name=words(each.name)),
                icon="ph.chat-teardrop-dots",
                other_words="message sms text 短信 消息",
            )
            for each in presenters.writing.templates
        )

    def _supervision(self, presenters: Presenters) -> tuple[PaletteCommand, ...]:
        supervising = presenters.supervising
        titles = {
            SupervisionMode.LISTEN: self.tr("Listen to the call of {name}"),
            SupervisionMode.WHISPER: self.tr("Talk to {name} alone"),
            SupervisionMode.BARGE: self.tr("Join the call of {name}"),
        }
        icons = {
            SupervisionMode.LISTEN: "ph.ear",
            SupervisionMode.WHISPER: "ph.chat-teardrop-dots",
            SupervisionMode.BARGE: "ph.users-three",
        }
        found = [
            PaletteCommand(
                f"supervise:{mode.value}/{call_id}",
                titles[mode].format(name=name),
                icon=icons[mode],
                other_words="supervisor listen whisper barge 监听 耳语 介入",
            )
            for call_id, name, modes in supervising.offered()
            for mode in SupervisionMode
            if mode in modes
        ]
        if supervising.is_on:
            leave = self.tr("Leave the call of {name}").format(name=supervising.agent_name)
            found.append(PaletteCommand("leave_supervision:", leave, icon="ph.phone-disconnect"))
        return tuple(found)

    def _write(self, presenters: Presenters, template: str) -> None:
        profile = presenters.customer.state.profile
        if profile is None:
            return
        call = presenters.desk.view.accepted_call
        self._close_overlays()
        presenters.writing.open(profile.customer_id, template, language_now(), None if call is None else call.call_id)
