"""A call on the whole desktop, by keyboard."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from sqlalchemy.orm import Session

from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.script_panel.rows import MustSayRow
from agent_desktop.ui.shortcuts.keys import KEYS, Command, KeyGroup
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.window.guide import GuidePage
from telephony.contract import AgentState, CallState, StreamMessage, SystemReason
from tests.server.floor import Floor
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.reading import the, words_in
from tests.ui.typing import commit, compose

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def places(driver: Driver) -> dict[str, QRect]:
    """Where everything stands that an offer must not move."""
    views = driver.views
    widgets: dict[str, QWidget] = {
        "top bar": views.top_bar,
        "call slot": views.call_bar,
        "centre": views.window.centre,
        "queues": views.queues,
        "status": views.window.status,
    }
    return {
        name: QRect(widget.mapTo(views.window, widget.rect().topLeft()), widget.size())
        for name, widget in widgets.items()
    }


def test_a_call_is_taken_guided_written_up_and_finished_without_the_mouse(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_M, ALT)
    driver.until(lambda: driver.presenters.script.state.can_go_on)
    driver.press(Qt.Key.Key_Right, ALT)
    driver.press(Qt.Key.Key_1, ALT)
    driver.until(lambda: driver.presenters.script.state.can_go_on)
    driver.press(Qt.Key.Key_Right, ALT)
    assert driver.presenters.script.state.step_id == "confirm"
    driver.press(Qt.Key.Key_N, ALT)
    driver.type("Card in purse.")
    driver.press(Qt.Key.Key_F3)
    driver.until_slot(SlotKind.HOLD)
    driver.press(Qt.Key.Key_F3)
    driver.until_slot(SlotKind.CONNECTED)
    driver.type(" Says so twice.")
    driver.press(Qt.Key.Key_F12, SHIFT)
    driver.until_slot(SlotKind.WRAP_UP)
    assert floor.room(sid).state == "ended"
    driver.type(" Done.")

    driver.press(Qt.Key.Key_Return, CONTROL)
    driver.until(lambda: driver.presenters.wrap_up.state.problem)
    assert driver.focus() is the(driver.views.wrap_up, LineField)
    driver.type("block")
    driver.press(Qt.Key.Key_Return)
    driver.press(Qt.Key.Key_Return, CONTROL)
    driver.until(lambda: driver.presenters.presence.state.state is AgentState.READY)

    assert driver.views.window.guide.page() is GuidePage.IDLE
    with Session(floor.engine) as session:
        row = session.query(InteractionRow).one()
    assert row.note == "Card in purse. Says so twice. Done."
    assert row.disposition_code == "card_blocked"


def test_chinese_typed_while_an_offer_arrives_is_whole_and_answers_nothing(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    driver.press(Qt.Key.Key_K, CONTROL)
    field = the(driver.views.palette, LineField)
    assert driver.focus() is field
    driver.type("ho ")
    compose(field, "he xiao jie")
    before = places(driver)

    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    driver.until(lambda: driver.presenters.offer.state.visible)
    driver.until(driver.views.offer.isVisible)

    assert driver.focus() is field
    assert places(driver) == before
    assert "Call waiting for you." in words_in(driver.views.palette)
    driver.type("1")  # picks a candidate
    commit(field, "何小姐")
    driver.press(Qt.Key.Key_Space)
    assert field.text() == "ho 1何小姐 "
    driver.press(Qt.Key.Key_Return)  # takes what was found, not the call
    assert driver.presenters.call_bar.state.kind is SlotKind.RINGING
    assert floor.room(sid).state != "talking"


def test_an_offer_takes_no_focus_from_an_idle_window(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    before, focus = places(driver), driver.focus()

    floor.ring()
    driver.until(lambda: driver.presenters.offer.state.visible)
    driver.until(driver.views.offer.isVisible)

    assert driver.focus() is focus
    assert places(driver) == before
    assert driver.ring.ringing


def test_after_f2_the_focus_is_on_the_first_thing_of_the_script_where_nothing_is_typed(
    floor: Floor, driver: Driver
) -> None:
    driver.go_ready()
    floor.ring(menu_reason="card_charge")
    driver.take_call()

    driver.until(lambda: isinstance(driver.focus(), MustSayRow))
    assert not driver.ring.ringing


def test_after_f2_the_focus_stays_in_the_field_that_is_typed_in(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    driver.press(Qt.Key.Key_K, CONTROL)
    field = the(driver.views.palette, LineField)
    driver.type("ho")
    floor.ring(menu_reason="card_charge")
    driver.take_call()

    driver.type(" lam")

    assert driver.focus() is field
    assert field.text() == "ho lam"


def test_the_end_of_the_call_leaves_the_cursor_in_the_note(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring(menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_N, ALT)
    driver.type("Half a sen")

    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)
    driver.type("tence")

    field = driver.focus()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "Half a sentence"


def test_the_end_of_the_call_brings_the_outcome_into_focus_where_nothing_is_typed(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring(menu_reason="card_charge")
    driver.take_call()

    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)

    driver.until(lambda: driver.focus() is the(driver.views.wrap_up, LineField))


def test_a_caller_who_gives_up_is_told_on_a_card_and_the_ring_stops(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring()
    driver.until(lambda: driver.presenters.offer.state.visible)

    floor.hang_up(sid)
    driver.until(lambda: not driver.presenters.offer.state.visible)

    assert not driver.ring.ringing
    assert driver.views.caller_gone.isVisible()
    assert "Chan Tai Man" in words_in(driver.views.caller_gone)
    driver.views.caller_gone.note_chosen.emit()
    driver.until(lambda: driver.presenters.caller_gone.state.with_contact)


def test_f6_goes_round_the_panels_and_back(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    floor.ring(menu_reason="card_charge")
    driver.take_call()
    driver.press(Qt.Key.Key_N, ALT)
    start = driver.focus()

    seen = []
    for _ in range(8):
        driver.press(Qt.Key.Key_F6)
        seen.append(driver.focus())
        if driver.focus() is start:
            break
    assert start in seen
    assert len({id(widget) for widget in seen}) >= 4
    driver.press(Qt.Key.Key_F6)
    driver.press(Qt.Key.Key_F6, SHIFT)
    assert driver.focus() is start


def test_a_call_can_be_answered_while_the_keys_are_listed(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    driver.press(Qt.Key.Key_F1)
    assert driver.views.shortcuts.isVisible()
    floor.ring(menu_reason="card_charge")
    driver.until_slot(SlotKind.RINGING)

    driver.press(Qt.Key.Key_F2)

    driver.until_slot(SlotKind.CONNECTED)
    desk = driver.presenters.desk.view.desk
    assert desk is not None
    assert desk.call is not None
    assert desk.call.state is CallState.TALKING


def test_the_palette_goes_not_ready_and_turns_the_language(driver: Driver) -> None:
    driver.go_ready()
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("lunch")
    driver.press(Qt.Key.Key_Return)
    driver.until(lambda: driver.presenters.presence.state.state is AgentState.NOT_READY)

    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("chinese")
    driver.press(Qt.Key.Key_Return)

    driver.until(lambda: "已处理来电" in words_in(driver.views.day))
    assert driver.desktop.preferences.language == "zh"
    driver.desktop.choose(driver.desktop.preferences.__class__())


def test_two_missed_calls_turn_the_agent_not_ready_and_the_message_says_why(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    desk = driver.presenters.desk.view.desk
    assert desk is not None
    agent = desk.agent.model_copy(update={"state": AgentState.NOT_READY, "reason": SystemReason.NO_ANSWER})
    said = StreamMessage(
        type="snapshot", number=1, server_at=desk.agent.since_at, desk=desk.model_copy(update={"agent": agent})
    )

    driver.presenters.desk.receive(said)

    assert "You are not ready now. | 2 calls in a row went back to the queue." in words_in(driver.views.window.messages)


def test_every_key_of_the_table_does_something_but_those_of_the_board_that_is_for_supervisors(driver: Driver) -> None:
    off = [key for key in KEYS if not driver.desk.actions.action(key.command).isEnabled()]

    assert {key.command for key in off} == {Command.BOARD, Command.CHANGE_STATE}
    assert {key.group for key in off} == {KeyGroup.BOARD}


def test_a_ringing_call_is_shown_with_the_widgets_that_stand(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    before = driver.views.window.findChildren(QWidget)

    floor.ring()
    driver.until(driver.views.offer.isVisible)

    assert [each for each in driver.views.window.findChildren(QWidget) if each not in before] == []
