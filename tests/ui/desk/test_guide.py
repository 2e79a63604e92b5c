"""The guide on the whole desktop: found, read and pinned by keyboard while a call goes on, and kept for later."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.knowledge.presenter import GuideKind
from agent_desktop.ui.knowledge.strip import PageButton
from tests.server.floor import Floor
from tests.server.test_process import ServerProcess
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.typing import commit

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def reads(driver: Driver) -> str:
    page = driver.presenters.guide.state.page
    return page.page_id if page is not None else ""


def readings(floor: Floor) -> list[AuditRow]:
    with Session(floor.engine) as session:
        return list(session.scalars(sa.select(AuditRow).where(AuditRow.what == "knowledge.read")))


def strip(driver: Driver) -> list[str]:
    pinned = driver.views.pinned
    return [each.page_id for each in pinned.findChildren(PageButton) if pinned.isVisible() and each.isVisible()]


def test_a_page_is_looked_up_read_and_pinned_while_the_call_and_the_note_go_on(floor: Floor, driver: Driver) -> None:
    floor.add_customer("+85261110004", name="Wong Ka Ming", key="C11")
    driver.go_ready()
    floor.ring("+85261110004", queue="cards", menu_path=MENU, menu_reason="card_charge", menu_language="en")
    driver.take_call()
    driver.views.notes.focus_field()
    driver.type("Half a word")
    note = driver.focus()

    driver.press(Qt.Key.Key_G, ALT)
    driver.until(lambda: driver.presenters.guide.state.kind is GuideKind.READY)
    assert driver.focus() is driver.views.knowledge.field
    driver.type("values are shown")
    assert reads(driver) == "identity-levels"
    driver.press(Qt.Key.Key_P, CONTROL)
    driver.until(lambda: strip(driver)[-1:] == ["identity-levels"])  # after those of the step

    driver.press(Qt.Key.Key_Escape)
    assert driver.focus() is note
    assert driver.presenters.notes.state.text.endswith("Half a word")
    assert driver.presenters.call_bar.state.kind is SlotKind.CONNECTED
    call, page = driver.presenters.desk.view.accepted_call, driver.presenters.guide.state.page
    assert call is not None
    assert page is not None
    driver.presenters.knowledge.count_reading(page, "zh", call.call_id)  # as after three seconds of reading
    driver.until(lambda: readings(floor))
    (counted,) = readings(floor)
    assert (counted.call_id, counted.detail["page"]) == (call.call_id, "identity-levels")

    driver.presenters.pinned.step_opened(["card-block-rules", "no-such-page"])  # as the script panel does
    driver.until(lambda: strip(driver) == ["card-block-rules", "identity-levels"])
    driver.press(Qt.Key.Key_G, ALT)
    assert reads(driver) == "card-block-rules"
    driver.views.script.focus_first()
    driver.press(Qt.Key.Key_G, ALT)  # back into the guide from the script beside it
    assert driver.views.knowledge.has_focus()
    driver.press(Qt.Key.Key_G, ALT)
    assert not driver.views.knowledge.isVisible()


def test_ctrl_k_finds_pages_beside_customers_and_actions_and_opens_one(floor: Floor, driver: Driver) -> None:
    driver.until(lambda: driver.presenters.knowledge.known.is_known)

    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("blocking a")
    commands = driver.presenters.palette.state.commands
    assert next(each.command_id for each in commands if each.group == "guide") == "page:card-block-rules"
    driver.until(lambda: not driver.presenters.palette.state.searching)
    driver.press(Qt.Key.Key_Return)

    driver.until(lambda: driver.views.knowledge.isVisible())
    assert reads(driver) == "card-block-rules"
    assert not driver.views.palette.isVisible()
    driver.press(Qt.Key.Key_K, CONTROL)  # and the guide makes room for it
    assert not driver.views.knowledge.isVisible()
    driver.press(Qt.Key.Key_G, ALT)  # as others do for the guide
    assert driver.views.knowledge.has_focus()
    assert not driver.views.palette.isVisible()


def test_pages_are_there_without_the_server_and_say_of_when_they_are(
    centre: tuple[ServerProcess, Floor], open_desktop: Callable[[str], Driver]
) -> None:
    server, floor = centre
    driver = open_desktop(floor.origin)
    driver.sign_in()
    driver.until(lambda: driver.presenters.knowledge.known.as_of)
    server.kill()

    driver.press(Qt.Key.Key_G, ALT)
    driver.presenters.knowledge.read()
    driver.until(lambda: driver.presenters.guide.state.problem)
    commit(driver.views.knowledge.field, "挂失")

    assert reads(driver) == "card-block-rules"
    assert driver.presenters.guide.state.kind is GuideKind.READY


def test_what_is_pinned_to_the_call_is_there_after_the_desktop_died_in_it(
    monkeypatch: pytest.MonkeyPatch,
    floor: Floor,
    driver: Driver,
    open_desktop: Callable[[str], Driver],
    tmp_path: Path,
) -> None:
    driver.go_ready()
    floor.ring("+85261110004", queue="cards", menu_path=MENU, menu_reason="card_charge", menu_language="en")
    driver.take_call()
    driver.press(Qt.Key.Key_G, ALT)
    driver.until(lambda: driver.presenters.guide.state.kind is GuideKind.READY)
    driver.type("values are shown")
    driver.press(Qt.Key.Key_P, CONTROL)
    store = tmp_path / "desktop0.ini"
    driver.until(lambda: store.exists() and "pages_pinned" in store.read_text("utf-8"))  # at once, not at the end
    shutil.copy(store, tmp_path / "desktop1.ini")
    driver.desktop.stop()
    monkeypatch.setattr(driver.desktop, "stop", lambda: None)  # it has ended, and is not ended again

    again = open_desktop(floor.origin)
    again.sign_in()

    again.until(lambda: "identity-levels" in strip(again))
    assert again.presenters.pinned.pins.own == ("identity-levels",)
