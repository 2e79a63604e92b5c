"""The desktop program: where everything is put together, and nothing else."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import DraftJournal, NoJournal, count_waiting
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.http import Http, check_secure
from agent_desktop.client.link import LinkState
from agent_desktop.client.pulse import Pulse
from agent_desktop.client.session import Remembered, Session
from agent_desktop.client.stream import DeskStream, StreamLimits
from agent_desktop.client.vault import Keyring, Vault, find_keyring
from agent_desktop.contract.base import Language
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person
from agent_desktop.settings import resources_folder, user_data_folder
from agent_desktop.ui.bridge import UiThread
from agent_desktop.ui.desk.collector import QuietCollector
from agent_desktop.ui.desk.office import OfficeDesk, works_in_office
from agent_desktop.ui.desk.process import Instance, catch_what_escapes, has_screen, log_to, program_version
from agent_desktop.ui.desk.signed_in import TICK_MS, DeskSurroundings, SignedIn
from agent_desktop.ui.login.presenter import LoginPhase, LoginPresenter, LoginState
from agent_desktop.ui.login.view import LoginView
from agent_desktop.ui.messages import News
from agent_desktop.ui.runner import Runner, TaskScope
from agent_desktop.ui.settings_dialog.preferences import Preferences, read_preferences, write_preferences
from agent_desktop.ui.settings_dialog.ring_port import Ring
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.tray.ring import SoundRing
from telephony.contract import StreamMessage

SHOW_LOGIN_AFTER_MS: Final = 700


@dataclass(frozen=True, slots=True)
class DesktopOptions:
    """What one desktop is built from. `origin` is the server's address.

    `data_folder` takes the encrypted journal; `store` what the person chose and how wide the columns are. `clock`
    and `zone` stand in for the server's time and the workstation's zone in tests and pictures. `limits` are those
    of the stream. `preferences` win over what `store` remembers. `instance` is the one that the program holds already;
    a desktop without it looks before it signs in whether it is the only one.
    """

    origin: str
    data_folder: Path
    store: QSettings
    first_language: Language = "en"
    preferences: Preferences | None = None
    find_keyring: Callable[[], Keyring | None] = find_keyring
    ring: Ring | None = None
    clock: ServerClock | None = None
    zone: tzinfo | None = None
    limits: StreamLimits | None = None
    with_tray: bool = True
    show_at_once: bool = False
    instance: Instance | None = None


class Desktop(QObject):
    """Signs in, shows the desk of whoever is signed in, and signs in again where that ends.

    Signals:
        desk_changed: `desk` is another one, or None.
        finished: The person has closed the window.
    """

    desk_changed = Signal()
    finished = Signal()

    def __init__(self, app: QApplication, options: DesktopOptions) -> None:
        super().__init__()
        self._options = options
        self.preferences = options.preferences or read_preferences(options.store, options.first_language)
        self.theme = Theme(self.preferences.theme, self.preferences.text_scale, self)
        self.theme.apply(app)
        self.languages = LanguageSwitch(app, resources_folder() / "translations", options.data_folder, self)
        self.languages.use(self.preferences.language)
        self._clock = options.clock or ServerClock()
        self._ring: Ring = options.ring or SoundRing(self)
        self._ui_thread = UiThread(self)
        self._ui_thread.failed.connect(self._bug_met)
        self._runner = Runner(self._ui_thread, parent=self)
        self._scope = TaskScope(self._runner)
        self._files: Runner | None = None
        self._http = Http(options.origin, program_version(), on_answer=self._server_answered)
        self._instance = options.instance or Instance(options.data_folder, options.origin)
        self.pulse = Pulse()
        self._stream: DeskStream | None = None
        self._vault = Vault(options.find_keyring)
        self.session = Session(
            SessionsApi(self._http), self._vault, on_signed_out=lambda: self._ui_thread.post(self._session_ended)
        )
        self._journal: DraftJournal | None = None
        self._when_asking: tuple[str, str] | None = None
        self.desk: SignedIn | None = None
        self.office: OfficeDesk | None = None
        self.login_view = LoginView(self.theme)
        self.login = LoginPresenter(
            self.session,
            self._runner,
            self._signed_in,
            origin=self._http.origin,
            count_waiting=self._count_waiting,
            look_first=self._instance.hold,
        )
        self._join_login()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.login.tick)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SHOW_LOGIN_AFTER_MS)
        self._slow.timeout.connect(self._show_login_if_slow)

    def start(self) -> None:
        """Try the sign-in that this computer keeps; ask where there is none."""
        self._timer.start()
        self.login.start()
        self._slow.start()

    def sign_in(self, name: str, password: str) -> None:
        """Sign in as if it had been typed, as soon as the form asks; for the demo."""
        if self.login.state.phase is LoginPhase.ASKING:
            self.login.sign_in_pressed(name, password)
        else:
            self._when_asking = (name, password)

    def stop(self) -> None:
        """End everything: threads, stream, journal, windows. What was typed is kept first."""
        self._timer.stop()
        self._slow.stop()
        self._close_desk()
        self.login_view.hide()
        self._http.close()
        self._runner.stop()
        self._ui_thread.close()
        self._vault.close()
        self._instance.release()
        self.languages.stop()
        self.login_view.deleteLater()

    def has_call(self) -> bool:
        """Whether the one who is signed in has a call, from its offer to the end of its wrap-up."""
        return self.desk is not None and self.desk.has_call()

    def choose(self, preferences: Preferences) -> None:
        """Take up and remember what the person chose."""
        self.preferences = preferences
        write_preferences(self._options.store, preferences)
        self.languages.use(preferences.language)
        self.theme.choose(name=preferences.theme, text_scale=preferences.text_scale)
        if self.desk is not None:
            self.desk.show_preferences(preferences)

    # signing in

    def _join_login(self) -> None:
        view = self.login_view
        view.sign_in_asked.connect(self.login.sign_in_pressed)
        view.language_chosen.connect(self._choose_language)
        view.theme_chosen.connect(self._choose_theme)
        view.closing.connect(self._login_closed)
        self.login.show_to(self._show_login)

    def _show_login(self, state: LoginState) -> None:
        self.login_view.display(state)
        if state.phase is LoginPhase.ASKING and self._when_asking is not None:
            typed, self._when_asking = self._when_asking, None
            self._ui_thread.post(lambda: self.login.sign_in_pressed(*typed))
            return
        if self.desk is None and state.phase is LoginPhase.ASKING and not self.login_view.isVisible():
            self.login_view.show()
            self.login_view.focus_first_field()

    def _show_login_if_slow(self) -> None:
        if self.desk is None and self.login.state.phase is not LoginPhase.DONE and not self.login_view.isVisible():
            self.login_view.show()
            self.login_view.focus_first_field()

    def _signed_in(self, person: Person) -> None:
        key = self.session.draft_key
        self._scope = TaskScope(self._runner)
        open_desk = self._open_office if works_in_office(person) else self._open_desk
        self._runner.run(
            lambda: self._open_journal(person, key),
            on_done=lambda opened: open_desk(person, *opened),
            on_failed=self._journal_refused,
        )

    def _open_office(self, person: Person, drafts: DraftJournal | NoJournal, _problem: Problem | None) -> None:
        journal = (drafts, self._keep_in(drafts))
        api, store, zone = Api(self._http, self.session), self._options.store, self._options.zone
        self.office = OfficeDesk(
            self.theme, api, self._scope, store, person, self._clock.now, zone, self,
            make_stream=self._make_stream, journal=journal,
        )  # fmt: skip
        self._join_desk(self.office)
        self.office.start()
        self._desk_opened()

    def _keep_in(self, drafts: DraftJournal | NoJournal) -> Runner:
        """Return what writes this journal, on a thread of its own."""
        self._journal = drafts if isinstance(drafts, DraftJournal) else None
        self._files = Runner(self._ui_thread, threads=1, parent=self)
        return self._files

    def _desk_opened(self) -> None:
        self.login_view.hide()
        self._timer.stop()  # the form has nothing to look after until it is asked for again
        self.desk_changed.emit()

    def _join_desk(self, desk: SignedIn | OfficeDesk) -> None:
        desk.sign_out_wanted.connect(self._sign_out)
        desk.close_wanted.connect(self.finished)
        desk.language_wanted.connect(self._choose_language)
        desk.theme_wanted.connect(self._choose_theme)
        self.languages.names.follow(Api(self._http, self.session).rules.away_reasons, self._scope)

    def _open_journal(self, person: Person, key: str) -> tuple[DraftJournal | NoJournal, Problem | None]:
        try:
            journal = DraftJournal(self._journal_folder(), person.user_id, key)
        except ClientError as error:
            if error.code == ErrorCode.ALREADY_RUNNING:
                raise
            return NoJournal(error.problem), error.problem
        return journal, journal.problem

    def _journal_refused(self, error: ClientError) -> None:
        self._runner.run(self.session.sign_out, lambda _: None, lambda _: None)
        self.login.signed_out(error.problem)

    def _open_desk(self, person: Person, drafts: DraftJournal | NoJournal, journal_problem: Problem | None) -> None:
        files = self._keep_in(drafts)
        surroundings = DeskSurroundings(
            theme=self.theme,
            clock=self._clock,
            store=self._options.store,
            ring=self._ring,
            zone=self._options.zone,
            with_tray=self._options.with_tray,
            show_at_once=self._options.show_at_once,
            pages_file=self._options.data_folder / "knowledge" / f"{self._place()}.json",
        )
        desk = SignedIn(
            surroundings,
            person,
            Api(self._http, self.session),
            drafts,
            self._scope,
            files,
            self._make_stream,
            self,
            session_id=lambda: self.session.session_id,
            pulse=self.pulse,
        )
        self._join_desk(desk)
        desk.preferences_chosen.connect(self.choose)
        self.desk = desk
        desk.show_preferences(self.preferences)
        desk.start(keyring=self.session.keyring_state, journal=journal_problem)
        self._desk_opened()

    def _make_stream(
        self, on_message: Callable[[StreamMessage], None], on_link: Callable[[LinkState], None]
    ) -> DeskStream:
        stream = DeskStream(
            self._http.origin,
            self.session,
            self._clock,
            on_message=on_message,
            on_link=on_link,
            client_version=program_version(),
            limits=self._options.limits,
            pulse=self.pulse,
        )
        self._stream = stream
        return stream

    def _server_answered(self) -> None:
        """On the thread that asked."""
        if (stream := self._stream) is not None:
            stream.server_answered()

    def _sign_out(self) -> None:
        self._close_desk()
        self._timer.start()
        self._runner.run(self.session.sign_out, lambda _: None, lambda _: None)
        self.login.signed_out()

    def _session_ended(self) -> None:
        if self.desk is not None or self.office is not None:
            self._close_desk()
            self._timer.start()
            self.login.signed_out(Problem(ErrorCode.SIGNED_OUT))

    def _close_desk(self) -> None:
        desk, self.desk = self.desk, None
        office, self.office = self.office, None
        if office is not None:
            office.stop()
        self._stream = None
        self._scope.close()
        if desk is not None:
            desk.stop()
            desk.deleteLater()
        if self._files is not None:
            self._files.stop(finish_queued=True)
            self._files = None
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if desk is not None:
            self.desk_changed.emit()

    def _login_closed(self) -> None:
        if self.desk is None:
            self.finished.emit()

    def _count_waiting(self, remembered: Remembered) -> int:
        return count_waiting(self._journal_folder(), remembered.user_id, remembered.draft_key)

    def _journal_folder(self) -> Path:
        return self._options.data_folder / "journal" / self._place()

    def _place(self) -> str:
        # Notes for one server must not be sent to another.
        return sha256(self._http.origin.encode()).hexdigest()[:16]

    def _choose_language(self, language: str) -> None:
        self.choose(replace(self.preferences, language="zh" if language == "zh" else "en"))

    def _choose_theme(self, theme: str) -> None:
        self.choose(replace(self.preferences, theme=ThemeName(theme)))

    def _bug_met(self) -> None:
        if self.desk is not None:
            self.desk.messages.put(News.BUG)


def build_desktop(app: QApplication, options: DesktopOptions) -> Desktop:
    """Build a desktop without starting it. `start` and `stop` are the caller's to call."""
    app.setQuitOnLastWindowClosed(False)
    return Desktop(app, options)


def run_desktop(server: str, *, language: Language) -> int:
    """Run the desktop until its window is closed. Returns the exit status.

    Args:
        server: The server's address.
        language: The one to start in where nothing was chosen on this computer before.

    Raises:
        ClientError: ALREADY_RUNNING, where this account has a desktop for this server open; NO_SCREEN, where there
            is nothing to show a window on; SERVER_NOT_SECURE, where it would speak in clear over a network.
    """
    if not has_screen(os.environ, sys.platform):
        raise ClientError(ErrorCode.NO_SCREEN)
    check_secure(server)
    data_folder = user_data_folder() / "desktop"
    instance = Instance(data_folder, server)
    instance.hold()
    stop_log = log_to(data_folder / "desktop.log")
    try:
        app = QApplication(sys.argv[:1])
        app.setApplicationName("Agent Desktop")
        app.setOrganizationName("agent-desktop")
        store = QSettings(str(data_folder / "desktop.ini"), QSettings.Format.IniFormat)
        options = DesktopOptions(server, data_folder, store, first_language=language, instance=instance)
        desktop = build_desktop(app, options)
        desktop.finished.connect(app.quit)
        restore = catch_what_escapes(app)
        collector = QuietCollector(desktop.has_call)
        try:
            collector.start()
            desktop.start()
            return app.exec()
        finally:
            collector.stop()
            desktop.stop()
            restore()
    finally:
        stop_log()
        instance.release()
