"""The entry menu as forms: they write into the text, which stays the one truth; problems stand beside their node."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.menu_text import read_menu_text
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.routing import MenuChecked
from agent_desktop.demo.screen_routing import MenuServer
from agent_desktop.ui.routing.menu_page import MenuPage, MenuView
from agent_desktop.ui.routing.menu_presenter import MenuPresenter
from agent_desktop.ui.routing.menu_tree import MOST_LEVELS, Node, NodeKind
from agent_desktop.ui.theme.theme import Theme
from telephony.menu import checks
from tests.ui.test_routing_presenter import Keep

REASON = Node(NodeKind.STEP, 1)


class Bench:
    def __init__(self, theme: Theme, server: MenuServer) -> None:
        self.menu = MenuPresenter(server, ImmediateTasks(), Keep())
        self.page = MenuPage(theme)
        self.page.retranslate()
        self.page.written.connect(self.menu.write)
        self.page.keyed.connect(self.menu.press)
        self.page.called_anew.connect(self.menu.begin_again)
        self.page.show_queues({"cards": "Cards", "general": "General banking"})
        self.menu.show_to(self.page.display)
        self.menu.open()

    def steps(self) -> list[dict[str, object]]:
        tree = read_menu_text(self.menu.state.text)
        assert tree is not None
        return list(tree.steps)

    def show(self, view: MenuView, node: Node | None = None) -> None:
        self.page.show_view(view, node)
        QApplication.processEvents()  # what was made anew is shown

    def fields(self, name: str) -> list[QLineEdit]:
        QApplication.processEvents()
        return [
            each for each in self.page.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible()
        ]

    def choices(self, name: str) -> list[QComboBox]:
        QApplication.processEvents()
        return [
            each for each in self.page.findChildren(QComboBox) if each.accessibleName() == name and each.isVisible()
        ]

    def recordings(self, name: str) -> list[str]:
        return [each.itemText(row) for each in self.choices(name) for row in range(each.count())]

    def choose(self, name: str, file: str) -> None:
        box = self.choices(name)[0]
        box.activated.emit(box.findData(file))

    def texts(self) -> str:
        QApplication.processEvents()
        return "\n".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())

    def tree(self) -> list[str]:
        return [self.page.tree.item(row).text().strip() for row in range(self.page.tree.count())]


@pytest.fixture
def bench(theme: Theme, bring_up: Callable[[QWidget], None]) -> Bench:
    bench = Bench(theme, MenuServer())
    bench.page.resize(900, 700)
    bring_up(bench.page)
    return bench


def test_the_tree_shows_steps_and_choices_and_a_choice_brings_up_its_step(bench: Bench) -> None:
    assert bench.tree()[:5] == ["Whole menu", "What callers hear besides", "language", "1  Cantonese", "reason"]
    assert "reason (as above)" in bench.tree()

    bench.page.tree.setCurrentRow(4)

    assert len(bench.page.form.choices) == 5
    assert bench.page.form.code.text() == "reason"


def test_what_is_typed_in_a_form_is_in_the_text_and_what_is_typed_in_the_text_is_in_the_form(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.show(MenuView.FORMS, REASON)
    field = bench.fields("Agents read, in English")[0]
    field.selectAll()
    qtbot.keyClicks(field, "Card lost")

    assert bench.steps()[1]["choices"][0]["label"]["en"] == "Card lost"  # type: ignore[index]
    assert len(bench.menu.state.past) == 1  # letters typed one after the other are one step
    bench.menu.write(bench.menu.state.text.replace("Card lost", "Lost or stolen"))
    bench.page.setFocus()
    assert bench.fields("Agents read, in English")[0].text() == "Lost or stolen"
    bench.menu.undo()
    bench.menu.undo()
    assert bench.menu.state.menu is not None
    assert bench.menu.state.text == bench.menu.state.menu.text


def test_choices_and_steps_are_added_moved_and_taken_away(bench: Bench, qtbot: QtBot) -> None:
    bench.show(MenuView.FORMS, REASON)
    form = bench.page.form
    qtbot.mouseClick(form.add, Qt.MouseButton.LeftButton)
    assert len(form.choices) == 6
    qtbot.mouseClick(form.choices[5].up, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.choices[4].remove, Qt.MouseButton.LeftButton)
    keys = [each["key"] for each in bench.steps()[1]["choices"]]  # type: ignore[attr-defined]
    assert keys == ["1", "2", "3", "4", "5"]

    form.choices[2].put.emit(2, ("next",), "+number")
    assert bench.page.form.code.text() == "number_2"
    assert bench.steps()[1]["choices"][2]["next"] == "number_2"  # type: ignore[index]
    qtbot.mouseClick(form.remove, Qt.MouseButton.LeftButton)
    assert [each["id"] for each in bench.steps()] == ["language", "reason", "number", "money", "service"]


def test_a_step_is_not_called_as_another_one_is(bench: Bench, qtbot: QtBot) -> None:
    bench.show(MenuView.FORMS, REASON)
    code = bench.page.form.code
    code.setFocus()
    code.setText("number")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert "Another step is called so." in bench.texts()

    code.setText("why")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert {each["next"] for each in bench.steps()[0]["choices"]} == {"why"}  # type: ignore[attr-defined]


def test_a_step_with_too_many_choices_and_one_too_deep_are_warned_of_beside_the_node(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.show(MenuView.FORMS, REASON)
    qtbot.mouseClick(bench.page.form.add, Qt.MouseButton.LeftButton)
    for language in ("en", "zh"):
        bench.page.form.choices[5].put.emit(5, ("label", language), "More")

    assert bench.menu.state.checked is not None
    assert [each.problem for each in bench.menu.state.checked.warnings] == ["menu_wide"]
    row = bench.tree().index("reason")
    assert "6" in bench.page.tree.item(row).toolTip()
    assert bench.page.tree.item(row).toolTip() in bench.texts()
    assert MOST_LEVELS == checks.MOST_LEVELS


def test_a_text_that_is_no_menu_says_so_and_leads_to_the_text(bench: Bench, qtbot: QtBot) -> None:
    bench.menu.write("steps: [")
    assert "The text cannot be read as a menu" in bench.texts()

    bench.show(MenuView.TEXT)
    assert any(
        each.isVisible() and each.toPlainText() == "steps: [" for each in bench.page.findChildren(QPlainTextEdit)
    )


def test_a_caller_tries_it_and_hears_where_they_go(bench: Bench) -> None:
    bench.show(MenuView.TRY)
    assert "Step: language" in bench.texts()

    for keyed in ("3", "1", "#"):
        bench.page.trial.keyed.emit(keyed)

    assert "To a person: the default queue · reason lost_card · English" in bench.texts()
    assert "Please hold." in bench.texts()
    bench.menu.write(bench.menu.state.text.replace("Please hold.", "One moment."))
    assert bench.menu.state.tried is None  # what was tried is another menu now


def test_a_recording_is_chosen_for_a_language_and_taken_out_again(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    bench = Bench(theme, MenuServer(recordings=("reason-en.mp3", "reason-hk.mp3")))
    bench.page.resize(900, 700)
    bring_up(bench.page)
    bench.show(MenuView.FORMS, REASON)
    as_it_was = bench.menu.state.text

    assert bench.recordings("Recording, English") == ["None: the text is spoken", "reason-en.mp3", "reason-hk.mp3"]
    bench.choose("Recording, English", "reason-en.mp3")
    assert bench.steps()[1]["prompt"]["file"] == {"en": "reason-en.mp3"}  # type: ignore[index]
    bench.choose("Recording, Cantonese", "reason-hk.mp3")
    bench.menu.write(bench.menu.state.text.replace("reason-hk.mp3", "gone.mp3"))
    assert "There is no recording `gone.mp3`. Its text is spoken instead." in bench.texts()
    assert "gone.mp3" in bench.recordings("Recording, Cantonese")  # else nobody could take it out
    bench.choose("Recording, English", "")
    bench.choose("Recording, Cantonese", "")
    assert "file" not in bench.steps()[1]["prompt"]  # type: ignore[operator]
    assert read_menu_text(bench.menu.state.text).document == read_menu_text(as_it_was).document  # type: ignore[union-attr]


def test_a_bank_without_recordings_sees_no_choice_of_any(bench: Bench) -> None:
    bench.show(MenuView.FORMS, REASON)
    assert bench.recordings("Recording, English") == []


def test_who_may_only_look_changes_nothing(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bench = Bench(theme, MenuServer(may_edit=False))
    bring_up(bench.page)
    bench.show(MenuView.FORMS, REASON)

    assert bench.page.form.add.isHidden()
    assert all(each.isReadOnly() for each in bench.fields("Agents read, in English"))
    assert bench.menu.state.checked == MenuChecked(
        tree=bench.menu.state.checked.tree if bench.menu.state.checked else ()
    )
