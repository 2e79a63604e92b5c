"""What goes wrong around the desktop: each has a plain word, and nothing typed is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
from PySide6.QtCore import Qt, QTimer
from sqlalchemy.orm import Session

from agent_desktop.client.notes import NoteStatus
from agent_desktop.client.stream import StreamLimits
from agent_desktop.demo.parts import free_port
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.ui.app import SHOW_LOGIN_AFTER_MS
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.desk.signed_in import TICK_MS
from agent_desktop.ui.messages import News
from tests.server.floor import PASSWORD, Floor
from tests.server.test_process import ServerProcess
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.reading import words_in

ALT = Qt.KeyboardModifier.AltModifier
ROOT = Path(__file__).resolve().parents[3]


def notes_in(floor: Floor) -> list[str]:
    with Session(floor.engine) as session:
        return [row.note for row in session.query(InteractionRow)]


def test_a_wrong_password_has_a_word_and_the_right_one_goes_on(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    driver = open_desktop(floor.origin)
    driver.desktop.sign_in("may", "wrong")
    driver.until(lambda: driver.desktop.login.state.problem)
    assert "Name and password do not match." in words_in(driver.desktop.login_view)

    driver.sign_in()

    assert driver.views.window.isVisible()
    assert not driver.desktop.login_view.isVisible()


def test_a_server_that_is_not_there_is_named_at_sign_in(open_desktop: Callable[[str], Driver]) -> None:
    driver = open_desktop(f"http://127.0.0.1:{free_port()}")
    driver.desktop.sign_in("may", PASSWORD)

    driver.until(lambda: "The server does not answer." in words_in(driver.desktop.login_view))
    assert "Try again" in driver.desktop.login_view._button.text()


def test_a_desktop_stopped_while_it_starts_leaves_no_timer_behind(open_desktop: Callable[[str], Driver]) -> None:
    desktop = open_desktop(f"http://127.0.0.1:{free_port()}").desktop
    running = {timer.interval() for timer in desktop.findChildren(QTimer) if timer.isActive()}
    assert {SHOW_LOGIN_AFTER_MS, TICK_MS} <= running

    desktop.stop()

    assert not any(timer.isActive() for timer in desktop.findChildren(QTimer))


def test_a_second_desktop_on_the_same_computer_is_told_and_does_not_even_sign_in(
    floor: Floor, driver: Driver, open_desktop: Callable[[str], Driver]
) -> None:
    def seat() -> object:
        desk = driver.presenters.desk.view.desk
        return desk.seat if desk is not None else None

    before = seat()
    driver.go_ready()
    second = open_desktop(floor.origin)
    second.desktop.sign_in("may", PASSWORD)

    driver.until(lambda: "already running here" in words_in(second.desktop.login_view))

    assert second.desktop.desk is None
    assert (seat(), driver.presenters.presence.state.state) == (before, "ready")


def test_signing_out_asks_again_and_waits_for_the_end_of_a_call(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring(menu_reason="card_charge")
    driver.take_call()
    driver.desk.ask_sign_out()
    assert "Finish it, then sign out." in words_in(driver.views.window.messages)
    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)
    driver.views.wrap_up.choose_number(1)
    driver.presenters.wrap_up.finish_pressed()
    driver.until_slot(SlotKind.NONE)

    driver.desk.ask_sign_out()

    driver.until(lambda: driver.desktop.desk is None)
    driver.until(driver.desktop.login_view.isVisible)
    driver.sign_in()


def test_a_sign_in_that_the_server_ended_asks_again_and_keeps_the_note(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    floor.ring(menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_N, ALT)
    driver.type("Kept over the sign-in.")

    token = driver.desktop.session.access_token()
    ended = httpx.delete(
        f"{floor.origin}/v1/sessions", headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=10
    )
    assert ended.status_code < 300

    driver.until(lambda: "Sign in again. Your notes are kept." in words_in(driver.desktop.login_view))
    driver.sign_in()
    driver.until(lambda: notes_in(floor) == ["Kept over the sign-in."])


def test_a_server_killed_in_the_middle_of_a_call_loses_nothing_that_was_typed(
    centre: tuple[ServerProcess, Floor], open_desktop: Callable[..., Driver]
) -> None:
    server, floor = centre
    # The stream by itself would not come back within the test: the note that is saved tells it that the server is.
    driver = open_desktop(floor.origin, StreamLimits(first_retry_seconds=600.0, most_retry_seconds=600.0))
    driver.sign_in()
    driver.go_ready()
    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_N, ALT)
    driver.type("Before. ")
    driver.until(lambda: driver.presenters.notes.state.status is NoteStatus.SAVED)

    server.kill()
    driver.type("Meanwhile. ")
    driver.until(lambda: "No link to the server. | Calls still work." in words_in(driver.views.window.messages))
    driver.until(lambda: driver.presenters.notes.state.status is NoteStatus.KEPT_HERE)
    driver.until(lambda: "1 note is kept on this computer and not sent." in words_in(driver.views.window.messages))
    assert "Kept on this computer only" in words_in(driver.views.notes)
    assert floor.room(sid).state != "ended"

    server.start()
    driver.type("After.")
    driver.until(lambda: driver.presenters.notes.state.status is NoteStatus.SAVED)

    assert notes_in(floor) == ["Before. Meanwhile. After."]
    driver.until(lambda: "No link" not in words_in(driver.views.window.messages))
    driver.until_slot(SlotKind.CONNECTED)
    driver.press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    driver.until_slot(SlotKind.WRAP_UP)


def test_a_desktop_killed_in_the_middle_of_a_note_finds_it_at_the_next_sign_in(
    floor: Floor, open_desktop: Callable[[str], Driver], tmp_path: Path
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.desk.typing_agent", floor.origin, str(tmp_path / "data")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "ready\n"
        floor.ring(menu_reason="card_charge")
        assert child.stdout.readline() == "typed\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        child.stdout.close()

    driver = open_desktop(floor.origin)
    driver.sign_in()

    driver.until(lambda: "Found on the disk again." in driver.views.notes._field.toPlainText())
    driver.until(lambda: notes_in(floor) == ["Found on the disk again."])
    driver.until(lambda: News.RECOVERED in [message.news for message in driver.desk.messages.current()])
