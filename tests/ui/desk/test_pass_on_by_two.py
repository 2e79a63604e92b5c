"""From agent to specialist, and complete: two whole desktops at the real server and carrier, each by its keys alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from agent_desktop.client.complaint_reading import FormField
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.transfer.note.received import ReceivedView
from telephony.contract import AgentState, TransferOutcome, TransferState
from tests.server.floor import Floor
from tests.ui.desk.conftest import MENU, Driver
from tests.ui.typing import commit, compose

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
COMPLAINT = "分期手续费从未同意"
SUMMARY = "卡在她手上，凌晨两点有人取款"
CONSULT = {"caller": (), "agent": ("colleague",), "colleague": ("agent",)}
TALK = {"caller": ("agent",), "agent": ("caller",)}


def test_a_caller_is_passed_on_with_what_they_said_and_never_waits_alone(
    floor: Floor, driver: Driver, open_desktop: Callable[..., Driver]
) -> None:
    may, ken = driver, open_desktop(floor.origin, computer="ken")
    floor.add_person("ken", Role.AGENT, Role.SPECIALIST)
    ken.sign_in("ken")
    may.bring_up()
    may.go_ready()
    sid = floor.ring(menu_path=MENU, menu_reason="card_charge")
    may.take_call()
    ken.go_ready()

    def heard() -> dict[str, tuple[str, ...]]:
        return {who: tuple(whom) for who, whom in floor.room(sid).hears.items()}

    # May has come two steps into the script.
    may.press(Qt.Key.Key_M, ALT)
    may.until(lambda: may.presenters.script.state.can_go_on)
    may.press(Qt.Key.Key_Right, ALT)
    may.press(Qt.Key.Key_1, ALT)
    step = may.presenters.script.state.step_id

    # She has begun a complaint of theirs, and goes on with the call.
    may.press(Qt.Key.Key_C, ALT)
    may.until(lambda: may.presenters.complaint.state.open)
    may.views.complaint.focus_on(FormField.WHAT)
    words = may.focus()
    assert isinstance(words, QPlainTextEdit)
    commit(words, COMPLAINT)
    may.press(Qt.Key.Key_C, ALT)
    may.until(lambda: not may.presenters.complaint.state.open)

    # F7 and Enter: the best match is asked, and the caller hears music.
    may.press(Qt.Key.Key_F7)
    may.until(lambda: [each.name["en"] for each in may.presenters.directory.state.entries] == ["Ken"])
    may.press(Qt.Key.Key_Return)
    ken.until(lambda: ken.presenters.offer.state.visible)
    may.until(lambda: floor.room(sid).music == ("caller",))

    # Ctrl+Enter leads to what the note lacks; written in Chinese, it is before Ken while it rings.
    may.press(Qt.Key.Key_Return, CONTROL)
    may.until(lambda: isinstance(may.focus(), QComboBox))
    may.press(Qt.Key.Key_Down)
    may.press(Qt.Key.Key_Return, CONTROL)
    may.until(lambda: isinstance(may.focus(), QPlainTextEdit))
    field = may.focus()
    assert isinstance(field, QPlainTextEdit)
    compose(field, "ka zai ta shou shang")
    commit(field, SUMMARY)
    may.press(Qt.Key.Key_Return, CONTROL)
    ken.until(lambda: ken.presenters.offer.state.handover)
    assert ken.presenters.offer.state.handover is not None
    assert ken.presenters.offer.state.handover.summary == SUMMARY
    assert SUMMARY in ken.views.offer.accessibleDescription()

    ken.bring_up()
    ken.press(Qt.Key.Key_F2)
    ken.until(lambda: heard() == CONSULT)
    assert floor.room(sid).music == ("caller",)
    received = ken.views.window.findChildren(ReceivedView)[0]
    ken.until(received.isVisible)
    assert any(
        SUMMARY in each.accessibleName() + each.accessibleDescription() for each in received.findChildren(QWidget)
    )
    may.until(lambda: may.presenters.call_bar.state.consulting)

    may.bring_up()
    may.press(Qt.Key.Key_F7, CONTROL)
    ken.until_slot(SlotKind.CONNECTED)
    ken.until(lambda: heard() == TALK)
    may.until_slot(SlotKind.WRAP_UP)
    call = ken.presenters.desk.view.accepted_call
    assert call is not None
    assert call.transfer is not None
    assert (call.transfer.state, call.transfer.outcome) == (TransferState.DONE, TransferOutcome.COMPLETED)

    # Ken stands where May stood, with her answers.
    ken.until(lambda: ken.presenters.script.state.step_id == step)
    main = ken.presenters.script.state.main_question
    assert main is not None
    assert main.answer

    # And he goes on with her form, which is no longer hers.
    ken.until(lambda: _has_form(ken))
    ken.bring_up()
    ken.press(Qt.Key.Key_C, ALT)
    ken.until(lambda: (typed := ken.presenters.forms.view.words) is not None and typed.what == COMPLAINT)
    may.until(lambda: may.presenters.forms.view.drafts == ())

    floor.carrier.post(f"/calls/{sid}/hang-up").raise_for_status()
    ken.until_slot(SlotKind.WRAP_UP)
    assert {desk.presenters.presence.state.state for desk in (may, ken)} == {AgentState.WRAP_UP}


def _has_form(desk: Driver) -> bool:
    received = desk.presenters.received.received
    return received.taken_over and received.note is not None and received.note.form is not None
