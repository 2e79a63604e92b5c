"""The demo's windows: the real desktop, and beside it the Trial caller; or both without a screen, played by itself."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMessageLogContext, QObject, QPoint, QSettings, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from agent_desktop.contract.base import Language
from agent_desktop.contract.customers import Tier
from agent_desktop.demo.guided import GuidedCall, Played, first_preferences
from agent_desktop.demo.processes import Addresses
from agent_desktop.demo.pump import StepFailedError, wait_until
from agent_desktop.demo.trial_caller.carrier import HttpCarrier
from agent_desktop.demo.trial_caller.people import Caller, People
from agent_desktop.demo.trial_caller.presenter import TrialCallerPresenter
from agent_desktop.demo.trial_caller.switches import HttpSwitches, SwitchesPresenter
from agent_desktop.demo.trial_caller.twilio_carrier import TwilioCarrier
from agent_desktop.demo.trial_caller.view import TrialCallerView
from agent_desktop.demo.twilio_stand_in import NUMBER, STAND_IN
from agent_desktop.settings import user_data_folder
from agent_desktop.ui.app import Desktop, DesktopOptions, build_desktop
from agent_desktop.ui.bridge import UiThread
from agent_desktop.ui.desk.collector import QuietCollector
from agent_desktop.ui.login.presenter import LoginPhase
from agent_desktop.ui.runner import Runner
from agent_desktop.ui.settings_dialog.ring_port import RingDevice, RingProblem
from telephony.contract import AgentAction, SystemReason

_LOOK_MS: Final = 50
_CALLER_FROM_CORNER: Final = QPoint(76, -44)
_OFFSCREEN_SAYS: Final = "This plugin does not support propagateSizeHints()"


class SilentRing:
    """A ring for a machine nobody listens to."""

    def devices(self) -> tuple[RingDevice, ...]:
        return ()

    def use(self, device_id: str) -> None:
        """Take note of nothing."""

    def problem(self) -> RingProblem | None:
        return None

    def start(self) -> None:
        """Stay silent."""

    def stop(self) -> None:
        """Stay silent."""


class DemoKeyring:
    """Keeps secrets for as long as the demo runs: its password is another one at each start."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._kept.pop((service, username), None)


def run_windows(addresses: Addresses, people: People, *, language: Language) -> int:
    """Show the desktop, signed in, and the Trial caller; return the exit status once the desktop was closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Agent Desktop")
    folder = user_data_folder() / "demo" / "desktop"
    folder.mkdir(parents=True, exist_ok=True)
    store = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)
    desktop = build_desktop(
        app,
        # The password changes at each start, so nothing is kept in the person's keyring.
        DesktopOptions(addresses.server, folder, store, first_language=language, find_keyring=DemoKeyring),
    )
    with _caller(addresses, people) as (caller, switches):
        view = TrialCallerView(desktop.theme, caller, switches)
        # Not quit(): that asks each window to close, and the Trial caller's does not.
        desktop.finished.connect(lambda: app.exit(0))
        # The desktop's window comes later, and would else come over it.
        desktop.desk_changed.connect(view.raise_)
        collector = QuietCollector(desktop.has_call)
        with _ends_on_signals(app):
            collector.start()
            desktop.start()
            first = _FirstSteps(desktop, addresses)
            caller.start()
            view.show()
            # At the left, under the call slot: the offer's card and the call's buttons are at the right.
            view.move(
                app.primaryScreen().availableGeometry().bottomLeft() + _CALLER_FROM_CORNER - QPoint(0, view.height())
            )
            try:
                return app.exec()
            finally:
                first.stop()
                view.stop()
                sign_out(desktop)
                desktop.stop()
                collector.stop()


def run_guided(
    addresses: Addresses, people: People, caller_text: str, output: Path, tell: Callable[[str], None]
) -> tuple[Played, StepFailedError | None]:
    """Play one call of the first customer that `caller_text` finds, with pictures into `output`."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder = Path(tempfile.mkdtemp(prefix="agent-desktop-"))
    restore = silence_offscreen()
    try:
        store = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)
        desktop = build_desktop(
            app,
            DesktopOptions(
                addresses.server,
                folder,
                store,
                preferences=first_preferences(),
                find_keyring=DemoKeyring,
                ring=SilentRing(),
                zone=ZoneInfo(addresses.time_zone),
                with_tray=False,
            ),
        )
        with _caller(addresses, people) as (caller, _):
            guided = GuidedCall(desktop, caller, output, tell)
            collector = QuietCollector(desktop.has_call)
            collector.start()
            try:
                caller.start()
                wait_until("the people to call as", lambda: bool(caller.state.people))
                caller.text_typed(caller_text)
                wait_until(f"a customer found by {caller_text}", lambda: not caller.state.searching)
                if addresses.carrier == STAND_IN:
                    caller.person_chosen(_place_of_whom_the_menu_asks(caller.state.people))
                guided.play(addresses.name, addresses.password)
            except StepFailedError as error:
                return guided.played, error
            finally:
                sign_out(desktop)
                desktop.stop()
                collector.stop()
        return guided.played, None
    finally:
        restore()
        shutil.rmtree(folder, ignore_errors=True)


def _place_of_whom_the_menu_asks(people: Sequence[Caller]) -> int:
    """Return the first of those who are not put through without being asked why they call."""
    return next((place for place, each in enumerate(people) if each.tier != Tier.PLATINUM), 0)


def sign_out(desktop: Desktop) -> None:
    """End the sign-in on the server, so that the next demo does not find its agent ready since this one.

    The product keeps a sign-in over a closed window; the demo's can never be used again. With a call or a wrap-up on
    the server keeps the agent where they are.
    """
    desktop.session.sign_out()


def silence_offscreen() -> Callable[[], None]:
    """Pass on what Qt says but for the one line the offscreen platform has for each window; return what ends it."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == _OFFSCREEN_SAYS:
            return
        if before is not None:
            before(kind, context, message)
        else:
            print(message, file=sys.stderr)

    def restore() -> None:
        qInstallMessageHandler(before)

    before = qInstallMessageHandler(pass_on)
    return restore


class _FirstSteps(QObject):
    """Signs in once the desktop asks, and turns the agent ready: the first call should not wait for a hint."""

    def __init__(self, desktop: Desktop, addresses: Addresses) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._addresses = addresses
        self._signed_in = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Do nothing more."""
        self._timer.stop()

    def _look(self) -> None:
        desktop = self._desktop
        if desktop.desk is None:
            if not self._signed_in and desktop.login.state.phase is LoginPhase.ASKING:
                self._signed_in = True
                desktop.sign_in(self._addresses.name, self._addresses.password)
            return
        presence = desktop.desk.presenters.presence
        if presence.state.state is None:
            return
        self._timer.stop()
        if presence.state.reason is SystemReason.SIGNED_IN:
            presence.action_chosen(AgentAction.GO_READY)


@contextmanager
def _caller(addresses: Addresses, people: People) -> Iterator[tuple[TrialCallerPresenter, SwitchesPresenter | None]]:
    ui_thread = UiThread()
    runner = Runner(ui_thread, threads=2)
    with ExitStack() as opened:
        twilio = addresses.carrier == STAND_IN
        carrier = TwilioCarrier(addresses.simulator, NUMBER) if twilio else HttpCarrier(addresses.simulator)
        opened.callback(carrier.close)
        switches = None
        if addresses.bank_systems:
            doors = HttpSwitches(addresses.bank_systems, addresses.bank_systems_key)
            opened.callback(doors.close)
            switches = SwitchesPresenter(doors, runner)
        opened.callback(ui_thread.close)
        opened.callback(runner.stop)
        yield TrialCallerPresenter(people, carrier, runner), switches


@contextmanager
def _ends_on_signals(app: QApplication) -> Iterator[None]:
    def end(_signal: int, _frame: FrameType | None) -> None:
        app.exit(0)

    kept = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    # Python handles a signal between two of its own steps: give it some.
    beat = QTimer()
    beat.setInterval(200)
    beat.timeout.connect(lambda: None)
    beat.start()
    try:
        yield
    finally:
        beat.stop()
        for each, handler in kept.items():
            signal.signal(each, handler)
