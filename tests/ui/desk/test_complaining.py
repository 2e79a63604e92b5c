"""Complaints at the whole desktop: recorded by keys, and not lost to a crash, a call, a server or a sign-in."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from sqlalchemy.orm import Session

from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.client.stream import StreamLimits
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.window.frame import COMPLAINT_PAGE
from agent_desktop.ui.window.guide import GuidePage
from tests.server.floor import Floor
from tests.server.test_process import ServerProcess
from tests.ui.desk.complaining_agent import STORY
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.reading import words_in

ROOT = Path(__file__).resolve().parents[3]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
WORDS = "Charged for instalments that nobody asked for"


def complaints(floor: Floor) -> list[ComplaintRow]:
    with Session(floor.engine) as session:
        return list(session.scalars(sa.select(ComplaintRow)))


def in_a_call(driver: Driver, floor: Floor) -> str:
    driver.go_ready()
    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    return sid


def open_form(driver: Driver) -> None:
    driver.press(Qt.Key.Key_C, ALT)
    driver.until(lambda: driver.presenters.complaint.state.form is not None)
    driver.until(lambda: driver.presenters.complaint.state.prefill is not None)


def story_field(driver: Driver) -> QPlainTextEdit:
    return next(each for each in driver.views.complaint.sheet.findChildren(QPlainTextEdit) if each.isVisible())


def fill(driver: Driver) -> None:
    """By keys: the category, no amount, the day, what happened, the first wish without money."""
    driver.type("instal")
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_Tab)
    driver.type("-2")
    driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Tab)
    driver.type(WORDS)
    form = driver.presenters.complaint.state.form
    assert form is not None
    place = next(number for number, each in enumerate(form.outcomes) if not each.asks_amount)
    for _ in range(place + 1):
        driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Space)


def test_a_complaint_is_recorded_in_the_call_and_the_way_back_is_a_key(driver: Driver, floor: Floor) -> None:
    in_a_call(driver, floor)
    open_form(driver)
    views = driver.views
    assert views.window.centre.page == COMPLAINT_PAGE
    assert views.window.guide.page() is GuidePage.COMPLAINT
    driver.until(lambda: driver.presenters.complaint.state.around.clocks is not None)

    fill(driver)
    driver.press(Qt.Key.Key_Return, CTRL)
    assert driver.presenters.complaint.state.mistakes == ()
    driver.until(lambda: driver.presenters.complaint.state.is_recorded)

    (row,) = complaints(floor)
    assert (row.what_happened, row.call_id) == (WORDS, driver.presenters.desk.view.accepted_call.call_id)  # type: ignore[union-attr]
    assert row.number in words_in(views.complaint.done)
    driver.press(Qt.Key.Key_Return)
    assert views.window.centre.page == ""
    assert views.window.guide.page() is GuidePage.SCRIPT


def test_the_next_call_puts_the_form_aside_and_alt_c_at_its_customer_brings_it_back(
    driver: Driver, floor: Floor
) -> None:
    sid = in_a_call(driver, floor)
    open_form(driver)
    story_field(driver).setFocus()
    driver.type("Begun in the first call")
    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)
    assert driver.presenters.complaint.state.open  # the end of a call takes nothing away
    driver.press(Qt.Key.Key_C, ALT)
    driver.until(lambda: not driver.presenters.complaint.state.open)
    driver.presenters.wrap_up.disposition_chosen(driver.presenters.wrap_up.state.dispositions[0].code)
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until_slot(SlotKind.NONE)
    driver.until(lambda: "1 complaint is begun" in words_in(driver.views.window.messages))

    floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_C, ALT)

    driver.until(lambda: story_field(driver).toPlainText() == "Begun in the first call")


def test_without_the_server_it_is_recorded_once_when_that_is_back(
    centre: tuple[ServerProcess, Floor], open_desktop: Callable[..., Driver]
) -> None:
    server, floor = centre
    driver = open_desktop(floor.origin, StreamLimits(first_retry_seconds=600.0, most_retry_seconds=600.0))
    driver.sign_in()
    in_a_call(driver, floor)
    open_form(driver)
    fill(driver)
    driver.until(lambda: not driver.presenters.complaint.state.loading)

    server.kill()
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until(lambda: driver.presenters.forms.view.status is ComplaintStatus.WAITING)
    assert "recorded as soon as the server is back" in words_in(driver.views.complaint)
    server.start()
    driver.until(lambda: driver.presenters.complaint.state.is_recorded)

    assert [row.what_happened for row in complaints(floor)] == [WORDS]


def test_a_sign_in_that_ends_in_the_middle_of_a_form_loses_nothing(driver: Driver, floor: Floor) -> None:
    in_a_call(driver, floor)
    open_form(driver)
    story_field(driver).setFocus()
    driver.type("Kept over the sign-in")
    token = driver.desktop.session.access_token()
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.delete(f"{floor.origin}/v1/sessions", headers=headers, trust_env=False, timeout=10).status_code < 300
    driver.until(lambda: "Sign in again. Your notes are kept." in words_in(driver.desktop.login_view))

    driver.sign_in()
    driver.until(lambda: driver.presenters.forms.view.drafts)

    assert [each.what for each in driver.presenters.forms.view.drafts] == ["Kept over the sign-in"]


@pytest.mark.prove
def test_a_desktop_killed_at_any_key_loses_at_most_two_seconds_of_a_complaint(
    floor: Floor, open_desktop: Callable[[str], Driver], tmp_path: Path
) -> None:
    kill_at = random.Random(os.environ.get("AGENT_DESKTOP_KILL_SEED", "complaint")).randrange(25, 110)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.desk.complaining_agent", floor.origin, str(tmp_path / "data")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "ready\n"
        floor.ring(menu_reason="card_charge")
        assert child.stdout.readline() == "open\n"
        typed = 0
        while typed < kill_at:
            typed = int(child.stdout.readline())
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        child.stdout.close()

    driver = open_desktop(floor.origin)
    driver.sign_in()

    (draft,) = driver.presenters.forms.view.drafts
    assert draft.what == STORY[: len(draft.what)]
    assert len(draft.what) >= typed - 40  # 20 keys a second
    driver.presenters.complaint.open_draft(draft.draft_id, ())
    driver.until(lambda: story_field(driver).toPlainText() == draft.what)
    assert "Found on this computer" in words_in(driver.views.complaint)
