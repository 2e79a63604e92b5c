"""Composing Chinese while calls come and go: no character is lost, and nothing is answered by typing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethod
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from sqlalchemy.orm import Session

from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.script_panel.presenter import ScriptKind
from agent_desktop.ui.widgets.fields import LineField
from telephony.contract import AgentState, OfferSnapshot, StreamMessage
from tests.server.floor import Floor
from tests.support.script_keys import answer_number, say_next
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.reading import named, the, words_in
from tests.ui.typing import commit, compose

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def notes_in(floor: Floor) -> list[str]:
    with Session(floor.engine) as session:
        return [row.note for row in session.query(InteractionRow).order_by(InteractionRow.started_at)]


def composing(driver: Driver) -> str:
    """What the focused note shows as being composed."""
    field = driver.focus()
    assert isinstance(field, QPlainTextEdit)
    return str(field.textCursor().block().layout().preeditAreaText())


def in_the_note(driver: Driver) -> QPlainTextEdit:
    driver.press(Qt.Key.Key_N, ALT)
    field = driver.focus()
    assert isinstance(field, QPlainTextEdit)
    return field


def finish(driver: Driver) -> None:
    driver.views.wrap_up.choose_number(1)
    driver.press(Qt.Key.Key_Return, CONTROL)


def test_a_name_composed_in_the_search_outlives_the_offer_and_its_end(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    driver.press(Qt.Key.Key_K, CONTROL)
    field = the(driver.views.palette, LineField)
    commit(field, "何")
    compose(field, "xiao jie")

    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.until_slot(SlotKind.RINGING)
    driver.until(driver.views.offer.isVisible)
    compose(field, "xiao jie'")
    commit(field, "小姐")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_1):
        driver.press(key)
    compose(field, "ka")
    floor.hang_up(sid)
    driver.until(lambda: not driver.presenters.offer.state.visible)
    commit(field, "卡")

    assert driver.focus() is field
    assert field.text() == "何小姐 1卡"
    assert driver.presenters.palette.state.query == "何小姐 1卡"
    assert floor.room(sid).state == "ended"


def test_a_note_composed_while_the_caller_hangs_up_is_whole(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    field = in_the_note(driver)
    commit(field, "客户说")
    compose(field, "ka zai qian bao li")
    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)

    assert driver.focus() is field
    assert composing(driver) == "ka zai qian bao li"
    commit(field, "卡在钱包里")
    driver.press(Qt.Key.Key_Space)
    assert field.toPlainText() == "客户说卡在钱包里 "

    finish(driver)
    driver.until(lambda: driver.presenters.presence.state.state is AgentState.READY)
    assert notes_in(floor) == ["客户说卡在钱包里 "]


def test_an_offer_in_the_middle_of_a_note_takes_no_character_and_is_not_answered(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    field = in_the_note(driver)
    commit(field, "客户")
    compose(field, "shuo")
    desk = driver.presenters.desk.view.desk
    assert desk is not None
    # The server offers nothing to an agent with a call; were it to, the desktop keeps to the same rule.
    offer = OfferSnapshot(
        offer_id=uuid4(),
        call_id=uuid4(),
        agent_id=desk.agent.agent_id,
        offered_at=desk.agent.since_at,
        expires_at=desk.agent.since_at.replace(year=desk.agent.since_at.year + 1),
    )
    driver.presenters.desk.receive(
        StreamMessage(
            type="snapshot", number=1, server_at=desk.agent.since_at, desk=desk.model_copy(update={"offer": offer})
        )
    )

    assert driver.presenters.offer.state.visible
    assert "Call waiting for you" in words_in(driver.views.notes)
    assert driver.focus() is field
    assert composing(driver) == "shuo"
    commit(field, "说")
    driver.type(" 12")
    driver.press(Qt.Key.Key_Return)
    assert field.toPlainText() == "客户说 12\n"
    driver.until(lambda: notes_in(floor) == ["客户说 12\n"])
    assert driver.presenters.call_bar.state.kind is SlotKind.RINGING
    assert driver.presenters.offer.state.visible


def test_the_next_call_offered_as_a_note_is_finished_costs_the_note_nothing(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    first = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    field = in_the_note(driver)
    second = floor.ring("+85269999999", menu_path=MENU, menu_reason="card_charge")
    compose(field, "yi dong jie")
    commit(field, "已冻结")
    floor.hang_up(first)
    driver.until_slot(SlotKind.WRAP_UP)
    compose(field, "wan")
    commit(field, "。完")
    finish(driver)
    driver.until_slot(SlotKind.RINGING)

    assert notes_in(floor) == ["已冻结。完"]
    driver.press(Qt.Key.Key_Space)
    driver.press(Qt.Key.Key_Return)
    assert floor.room(second).state != "talking"
    driver.take_call()
    assert notes_in(floor) == ["已冻结。完", ""]


@pytest.fixture
def input_method(monkeypatch: pytest.MonkeyPatch) -> Callable[[QWidget, str], None]:
    """An input method that gives what is being composed when it is asked to, as those of the systems do."""

    def compose_with(field: QWidget, text: str) -> None:
        compose(field, "…")
        left = [text]

        def give(_self: QInputMethod) -> None:
            if left:
                commit(field, left.pop())

        monkeypatch.setattr(QInputMethod, "commit", give)

    return compose_with


def test_what_is_still_being_composed_is_saved_with_the_outcome(
    floor: Floor, driver: Driver, input_method: Callable[[QWidget, str], None]
) -> None:
    driver.go_ready()
    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    field = in_the_note(driver)
    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)
    commit(field, "卡")
    driver.views.wrap_up.choose_number(1)
    input_method(field, "已冻结")
    driver.press(Qt.Key.Key_Return, CONTROL)
    driver.until(lambda: driver.presenters.presence.state.state is AgentState.READY)

    assert notes_in(floor) == ["卡已冻结"]


def test_what_is_still_being_composed_is_kept_when_the_desktop_ends(
    floor: Floor, driver: Driver, input_method: Callable[[QWidget, str], None]
) -> None:
    driver.go_ready()
    floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    input_method(in_the_note(driver), "最后一句")
    token = driver.desktop.session.access_token()
    headers = {"Authorization": f"Bearer {token}"}
    ended = httpx.delete(f"{floor.origin}/v1/sessions", headers=headers, trust_env=False, timeout=10)
    assert ended.status_code < 300
    driver.until(lambda: driver.desktop.desk is None)

    driver.sign_in()

    driver.until(lambda: notes_in(floor) == ["最后一句"])


def test_what_is_still_being_composed_goes_with_the_step_when_the_agent_goes_on(
    floor: Floor, driver: Driver, input_method: Callable[[QWidget, str], None]
) -> None:
    driver.go_ready()
    floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    driver.until(lambda: driver.presenters.script.state.kind is ScriptKind.READY)
    walk_to_the_dispute(driver)
    field = named(driver.views.script, "What the customer knows", LineField)
    field.setFocus()
    input_method(field, "卡在钱包里")
    assert not driver.presenters.script.state.can_go_on

    driver.press(Qt.Key.Key_Right, ALT)

    assert driver.presenters.script.state.step_id == "explain"
    driver.until(lambda: [run.get("what_happened") for run in answers_in(floor)] == ["卡在钱包里"])


def walk_to_the_dispute(driver: Driver) -> None:
    script = driver.presenters.script
    answers: dict[str, dict[str, str]] = {"greet": {}, "verify": {}, "confirm": {"card_with_customer": "yes"}}
    answers["block"] = {"block_agreed": "yes"}
    chosen = {"verify": 1, "confirm": 2}
    for step, given in answers.items():
        assert script.state.step_id == step
        while script.state.must_left:
            say_next(script)
        answer_number(script, chosen.get(step, 0))
        for question, answer in given.items():
            script.answered(question, answer)
        script.go(1)


def answers_in(floor: Floor) -> list[dict[str, Any]]:
    with Session(floor.engine) as session:
        return [row.answers for row in session.query(ScriptRunRow)]
