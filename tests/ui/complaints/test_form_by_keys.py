"""The form of a complaint in a window: recorded by keys alone, in both languages, in less than a minute."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.complaint_form import SameComplaints
from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.demo import screen_complaints as samples
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import CommandButton
from benchmarks.complaint.typist import STORIES, Typist
from tests.ui.complaints.conftest import FormWindow
from tests.ui.reading import words_in
from tests.ui.typing import commit, compose


@pytest.mark.parametrize("language_name", ["en", "zh"])
def test_a_complaint_is_recorded_by_keys_alone_in_less_than_a_minute(
    window: FormWindow, language: LanguageSwitch, language_name: str, qapp: QApplication
) -> None:
    language.use(language_name)  # type: ignore[arg-type]
    window.bench.begin()
    typist = Typist(qapp.processEvents)

    typist.record(STORIES[language_name])

    (command,) = window.bench.server.recorded.values()
    assert command.category_code == "cards.fees.instalment"
    assert command.amount == command.asked_amount == Decimal("1286.40")
    assert command.what_happened == STORIES[language_name].words
    assert command.outcomes == ("refund_fee",)
    assert command.subjects[0].holding_id is not None
    assert window.bench.status is ComplaintStatus.RECORDED
    assert typist.seconds < 60
    assert QApplication.focusWidget() is window.view.done


def test_the_number_is_big_copied_by_a_key_and_taken_back_by_another(window: FormWindow, qapp: QApplication) -> None:
    window.bench.begin()
    typist = Typist(qapp.processEvents)
    typist.record(STORIES["en"])
    assert "CMP-26-00001" in words_in(window.view.done)

    typist.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "CMP-26-00001"
    typist.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert len(window.bench.server.undone) == 1
    assert not window.form.state.is_recorded
    typist = Typist(qapp.processEvents)
    window.form.record()
    typist.press(Qt.Key.Key_Return)
    assert not window.form.state.open


@pytest.mark.parametrize("language_name", ["en", "zh"])
def test_what_is_missing_stands_at_its_field_and_alt_e_goes_there(
    window: FormWindow, language: LanguageSwitch, language_name: str, qapp: QApplication
) -> None:
    language.use(language_name)  # type: ignore[arg-type]
    window.bench.begin()
    typist = Typist(qapp.processEvents)
    typist.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    said = words_in(window.view)
    assert {"en": "Choose what it is about.", "zh": "请选择投诉类别。"}[language_name] in said
    assert {"en": "6 to mend", "zh": "还有 6 处要改"}[language_name] in said
    assert window.view.picker.search.hasFocus()
    typist.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    typist.press(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == {"en": "Happened on", "zh": "发生日期"}[language_name]


def test_the_tree_is_walked_and_a_category_chosen_with_arrow_keys(window: FormWindow, qapp: QApplication) -> None:
    window.bench.begin()
    typist = Typist(qapp.processEvents)
    tree = window.view.picker.tree
    typist.press(Qt.Key.Key_Down)
    assert tree.hasFocus()
    assert tree.shown_codes() == ["cards", "loans", "deposits", "wealth", "service", "online"]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        typist.press(key)
    typist.press(Qt.Key.Key_Return)

    assert window.bench.words.category == "cards.fees.annual"


def test_the_search_finds_by_initials_by_either_language_and_says_when_nothing_fits(
    window: FormWindow, qapp: QApplication
) -> None:
    window.bench.begin()
    tree, typist = window.view.picker.tree, Typist(qapp.processEvents)
    wanted = {"hkwrz": "cards.fees.unposted", "年费": "cards.fees.annual", "late": "cards.fees.interest"}
    for sought, code in wanted.items():
        typist.write(sought)
        assert tree.shown_codes()[-1] == code
        window.view.picker.search.selectAll()
    typist.write("zzz")
    assert "zzz" in words_in(window.view.picker)
    assert tree.shown_codes() == []


def test_words_that_an_input_method_composes_are_not_disturbed(window: FormWindow, qapp: QApplication) -> None:
    window.bench.begin()
    field = next(each for each in window.view.sheet.findChildren(QPlainTextEdit) if each.isVisible())
    field.setFocus()
    compose(field, "ke hu")
    window.bench.wait()  # clocks come meanwhile
    commit(field, "客户")

    assert window.bench.words.what == "客户"
    assert field.toPlainText() == "客户"


def test_an_open_complaint_about_the_same_is_joined_or_kept_apart(window: FormWindow, qtbot: QtBot) -> None:
    window.bench.server.same_found = SameComplaints(complaints=(samples.SAME,))
    window.bench.begin()
    window.bench.fill()
    window.bench.wait()
    buttons = {each.text(): each for each in window.side.findChildren(CommandButton) if each.isVisible()}
    assert {"Join to this one", "Open", "Not the same"} <= set(buttons)

    buttons["Join to this one"].click()

    assert list(window.bench.server.joined.values()) == [samples.SAME.glance.complaint_id]
    assert window.form.state.is_recorded


def test_files_are_dropped_and_pictures_pasted(window: FormWindow, tmp_path, qapp: QApplication) -> None:  # type: ignore[no-untyped-def]
    window.bench.begin()
    path = tmp_path / "statement.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert window.view.take(mime)
    picture = QMimeData()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    picture.setImageData(image)
    assert window.view.take(picture)

    assert [each.name for each in window.bench.words.files] == ["statement.pdf", "picture.png"]
    assert "statement.pdf" in words_in(window.view)
    window.view.sheet.along.file_removed.emit(str(window.bench.words.files[0].file_id))
    assert [each.name for each in window.bench.words.files] == ["picture.png"]


def test_esc_asks_before_what_was_typed_is_put_away(window: FormWindow, qapp: QApplication) -> None:
    window.bench.begin()
    typist = Typist(qapp.processEvents)
    window.form.edited(what="Words")
    typist.press(Qt.Key.Key_Escape)
    assert "Keep what you typed?" in words_in(window.view.foot)
    typist.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert not window.form.state.open
    assert [each.what for each in window.bench.view.drafts] == ["Words"]


def test_praise_asks_for_two_fields(window: FormWindow, qapp: QApplication) -> None:
    window.bench.begin()
    window.view.kind_chosen.emit(ComplaintKind.PRAISE)
    typist = Typist(qapp.processEvents)
    window.view.picker.focus_search()
    typist.write("staff")
    typist.press(Qt.Key.Key_Return)
    typist.write("Quick and kind")
    typist.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (command,) = window.bench.server.recorded.values()
    assert (command.kind, command.what_happened) == (ComplaintKind.PRAISE, "Quick and kind")
