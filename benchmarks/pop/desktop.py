"""The desktop's process: the product's window as it is built for an agent, on a screen that nobody sees.

It says when a call's bytes came, when the presenters and panels had taken it, and when it had been painted; then it
obeys: answer, finish, idle, memory.
"""

import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from websockets.asyncio.client import ClientConnection

from agent_desktop.client.stream_reading import StreamReader
from agent_desktop.demo.pump import StepFailedError, turn, wait_until
from agent_desktop.ui.app import Desktop, DesktopOptions, build_desktop
from agent_desktop.ui.bridge import UiThread
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.desk.collector import QuietCollector
from agent_desktop.ui.desk.signed_in import SignedIn
from agent_desktop.ui.login.presenter import LoginPhase
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.script_panel.state import ScriptKind
from agent_desktop.ui.settings_dialog.preferences import Preferences
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.tray.ring import SilentRing
from benchmarks.pop.lines import Line, say, serve
from benchmarks.pop.paints import PaintWatch, Panels
from benchmarks.pop.usage import memory_of, processor_seconds
from telephony.contract import AgentAction, AgentState, CallAction, EventKind, StreamMessage

SIZE: Final = (1440, 900)
_LOOK_MS: Final = 100
_LOOKS: Final = 100


@dataclass
class _Stamps:
    """When one message of the stream passed each place, seconds of the monotonic clock."""

    bytes_at: float = 0.0
    parsed_at: float = 0.0
    taken_at: float = 0.0
    shown_at: float = 0.0


@dataclass
class _Pop:
    """What is being waited for: the call, and whether its whole profile, as after the answer."""

    call_id: UUID
    stamps: _Stamps
    paints: list[tuple[float, float]] = field(default_factory=list)
    told: bool = False


class WatchedDesktop:
    """Notes each pop of one desktop."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._bytes_at = 0.0
        self._messages: dict[int, _Stamps] = {}
        self._pop: _Pop | None = None
        self._answer: _Pop | None = None
        self._gone: UUID | None = None
        self._watch_bytes()

    def begin(self) -> None:
        """Watch the window of whoever is signed in now."""
        desk = self.desk
        views = desk.views
        self._offer_panels = Panels(views.offer, views.call_bar)
        self._call_panels = Panels(
            views.customer, views.holdings, views.value_card, views.contacts_card, views.recent, views.script
        )
        PaintWatch(desk.window, self._painted)
        model = desk.presenters.desk
        receive = model.receive

        def watched(message: StreamMessage) -> None:
            if message.type == "ahead":
                receive(message)
                return
            stamps = self._messages.setdefault(message.number, _Stamps())
            stamps.taken_at = time.monotonic()
            if message.kind is EventKind.CALL_OFFERED:
                self._offer_panels.forget()
            receive(message)
            stamps.shown_at = time.monotonic()
            self._received(message, stamps)

        # The one place on the way that the program has no hook for; the work stays its own.
        setattr(model, "receive", watched)  # noqa: B010

    @property
    def desk(self) -> SignedIn:
        """The desk of who is signed in."""
        desk = self._desktop.desk
        assert desk is not None
        return desk

    def answer(self) -> None:
        """Answer as F2 does, and tell when the whole profile has been painted."""
        call = self.desk.presenters.desk.view.call
        assert call is not None
        pressed = time.monotonic()
        self._call_panels.forget()
        self._answer = _Pop(call.call_id, _Stamps(bytes_at=pressed))
        self.desk.presenters.call_bar.action_chosen(CallAction.ANSWER)

    def _watch_bytes(self) -> None:
        data_received = ClientConnection.data_received
        parsed = StreamReader.read

        def came(connection: ClientConnection, data: bytes) -> None:
            self._bytes_at = time.monotonic()
            data_received(connection, data)

        def read(reader: StreamReader, text: str | bytes) -> StreamMessage | None:
            bytes_at = self._bytes_at
            message = parsed(reader, text)
            if message is not None:
                self._messages[message.number] = _Stamps(bytes_at, time.monotonic())
            return message

        setattr(ClientConnection, "data_received", came)  # noqa: B010
        setattr(StreamReader, "read", read)  # noqa: B010

    def _received(self, message: StreamMessage, stamps: _Stamps) -> None:
        self._messages = {number: kept for number, kept in self._messages.items() if number >= message.number}
        call_id = profile_on_offer(self.desk.presenters.offer.state)
        if call_id is not None and (self._pop is None or self._pop.call_id != call_id):
            self._pop = _Pop(call_id, stamps)
            self._gone = None
        elif call_id is None and self._pop is not None and self.desk.presenters.desk.view.call is None:
            self._gone, self._pop, self._answer = self._pop.call_id, None, None

    def _painted(self, began: float, ended: float) -> None:
        pop = self._pop
        if pop is not None:
            pop.paints.append((began, ended))
            if not pop.told and self._offer_panels.all_painted():
                pop.told = True
                self._tell("painted", pop, ended)
        answer = self._answer
        if answer is not None:
            answer.paints.append((began, ended))
            if not answer.told and self._call_panels.all_painted() and self._is_whole(answer.call_id):
                answer.told = True
                self._tell("answered", answer, ended)
        if self._gone is not None:
            gone, self._gone = self._gone, None
            say("gone", call_id=str(gone), ready=self.desk.presenters.presence.state.state is AgentState.READY)

    def _tell(self, what: str, pop: _Pop, ended: float) -> None:
        stamps = pop.stamps
        # After the paint: the line itself must not be in what is measured.
        QTimer.singleShot(
            0,
            partial(
                say,
                what,
                call_id=str(pop.call_id),
                bytes_at=stamps.bytes_at,
                parsed_at=stamps.parsed_at,
                taken_at=stamps.taken_at,
                shown_at=stamps.shown_at,
                paint_began=pop.paints[-1][0],
                painted=ended,
                paints=len(pop.paints),
            ),
        )

    def paints_of_pop(self) -> list[tuple[float, float]]:
        """Return begin and end of each paint since the present call was shown."""
        return list(self._pop.paints) if self._pop is not None else []

    def _is_whole(self, call_id: UUID) -> bool:
        presenters = self.desk.presenters
        profile = presenters.customer.state.profile
        return (
            profile is not None
            and presenters.call_bar.state.kind is not SlotKind.RINGING
            and presenters.script.state.kind is ScriptKind.READY
            and presenters.desk.view.accepted_call is not None
            and presenters.desk.view.accepted_call.call_id == call_id
        )


def profile_on_offer(state: OfferState) -> UUID | None:
    """Return the offered call once the caller's profile is shown with it."""
    return state.call_id if state.visible and state.profile is not None else None


def sign_in(desktop: Desktop, name: str, password: str) -> SignedIn:
    """Sign in and go ready, as an agent does in the morning."""
    desktop.start()
    wait_until("the sign-in", lambda: desktop.login.state.phase is LoginPhase.ASKING)
    desktop.sign_in(name, password)
    wait_until("the answer to it", lambda: desktop.desk is not None or desktop.login.state.problem is not None)
    desk = desktop.desk
    if desk is None:
        raise StepFailedError(f"the sign-in was refused: {desktop.login.state.problem}")
    desk.window.resize(*SIZE)
    presence = desk.presenters.presence
    wait_until("the agent's state", lambda: presence.state.state is not None)
    if presence.state.state is not AgentState.READY:
        wait_until("leave to go ready", lambda: AgentAction.GO_READY in presence.state.allowed)
        presence.action_chosen(AgentAction.GO_READY)
        wait_until("being ready", lambda: presence.state.state is AgentState.READY)
    return desk


def screen_is_settled(desk: SignedIn) -> bool:
    """Whether the window as it stands on the screen is what it would be if it were drawn anew.

    Looked at a few times: between two beats of the clock a countdown drawn anew is ahead of the one on the screen.
    """
    for _ in range(_LOOKS):
        shown = desk.window.screen().grabWindow(desk.window.winId()).toImage()
        if shown == desk.window.grab().toImage().convertToFormat(shown.format()):
            return True
        turn(_LOOK_MS)
    return False


def finish(desk: SignedIn) -> None:
    """End the wrap-up with the first outcome there is."""
    wrap_up = desk.presenters.wrap_up
    wait_until("wrap-up", lambda: wrap_up.state.visible and bool(wrap_up.state.dispositions))
    wait_until("the record", lambda: desk.presenters.interactions.current.interaction is not None)
    wrap_up.disposition_chosen(wrap_up.state.dispositions[0].code)
    wrap_up.finish_pressed()
    wait_until("the end of wrap-up", lambda: desk.presenters.presence.state.state is AgentState.READY)


class Orders:
    """Does what the benchmark asks between two pops."""

    def __init__(self, app: QApplication, watched: WatchedDesktop, ui_thread: UiThread) -> None:
        self._app = app
        self._watched = watched
        self._ui_thread = ui_thread

    def obey(self, line: Line) -> None:
        """Called on the thread that hears the benchmark."""
        self._ui_thread.post(partial(self._do, line["what"]))

    def ended(self) -> None:
        """The benchmark is over."""
        self._ui_thread.post(self._app.quit)

    def _do(self, what: str) -> None:
        desk = self._watched.desk
        match what:
            case "answer":
                self._watched.answer()
            case "finish":
                finish(desk)
                say("finish")
            case "paints":
                say("paints", paints=self._watched.paints_of_pop())
            case "settled":
                say("settled", same=screen_is_settled(desk))
            case "usage":
                say("usage", processor_seconds=processor_seconds(), at=time.monotonic(), **memory_of())


def main(server: str, name: str, password: str, zone: str) -> None:
    """Run until standard input ends."""
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="agent-desktop-") as folder:
        store = QSettings(str(Path(folder) / "desktop.ini"), QSettings.Format.IniFormat)
        options = DesktopOptions(
            server,
            Path(folder),
            store,
            preferences=Preferences(language="en", theme=ThemeName.LIGHT),
            find_keyring=lambda: None,
            ring=SilentRing(),
            zone=ZoneInfo(zone),
            with_tray=False,
        )
        desktop = build_desktop(app, options)
        collector = QuietCollector(desktop.has_call)
        ui_thread = UiThread()
        watched = WatchedDesktop(desktop)
        orders = Orders(app, watched, ui_thread)
        try:
            collector.start()
            desk = sign_in(desktop, name, password)
            # An agent who has just come in gets the first call a moment later.
            wait_until("the rehearsal", lambda: desk.rehearsal.done)
            collector.look()
            watched.begin()
            serve(orders.obey, orders.ended)
            say("ready")
            app.exec()
        finally:
            collector.stop()
            ui_thread.close()
            desktop.session.sign_out()
            desktop.stop()


if __name__ == "__main__":
    main(*sys.argv[1:5])
