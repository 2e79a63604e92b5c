"""Whom a complaint is about is found by name, other name, team or initials, and two of one name are told apart."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.complaint_form import ColleagueChoice
from agent_desktop.ui.complaints.colleague_field import ColleagueField, label_of
from agent_desktop.ui.complaints.small_form import FieldKind, FieldSpec, FormSpec, SmallForm
from agent_desktop.ui.theme.theme import Theme

PEOPLE = (
    ColleagueChoice(user_id=UUID(int=1), name="Iris Chow", other_name="周思慧", team="Cards", initials="zsh"),
    ColleagueChoice(user_id=UUID(int=2), name="Ray Lau", team="Cards"),
    ColleagueChoice(user_id=UUID(int=3), name="Ray Lau", team="Loans"),
)


@pytest.fixture
def field(theme: Theme, bring_up: Callable[[QWidget], None]) -> ColleagueField:
    field = ColleagueField(theme)
    field.show_people(PEOPLE)
    bring_up(field)
    return field


def found(field: ColleagueField) -> list[str]:
    model = field.finder.completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_somebody_is_found_in_either_script_and_by_initials_and_taken_by_keys(
    field: ColleagueField, qtbot: QtBot
) -> None:
    told = list[tuple[str, str]]()
    field.told.connect(lambda text, user_id: told.append((text, user_id)))
    for typed in ("chow", "周思", "zsh"):
        field.clear()
        qtbot.keyClicks(field, typed) if typed.isascii() else field.insert(typed)
        field.textEdited.emit(field.text())
        assert found(field) == [label_of(PEOPLE[0])]
    popup = field.finder.popup()
    assert popup is not None
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert (field.text(), field.chosen) == ("Iris Chow", str(UUID(int=1)))
    assert told[-1] == ("Iris Chow", str(UUID(int=1)))
    qtbot.keyClicks(field, "!")
    assert field.chosen == ""  # words again
    assert told[-1] == ("Iris Chow!", "")
    field.put_list_away()


def test_two_of_one_name_are_told_apart_by_their_team(field: ColleagueField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "ray")
    assert found(field) == ["Ray Lau · Cards", "Ray Lau · Loans"]
    field.choose(UUID(int=3))
    assert (field.chosen, field.toolTip()) == (str(UUID(int=3)), "Ray Lau · Loans")
    field.put_list_away()


def test_a_small_form_takes_a_colleague_and_nobody_else(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    form, done = SmallForm(theme), list[dict[str, object]]()
    form.done.connect(done.append)
    bring_up(form)
    field = FieldSpec("about_user_id", FieldKind.COLLEAGUE, "About", people=PEOPLE, value=str(UUID(int=2)))
    form.display(FormSpec("edit", "Edit", "Save", (field,)))
    (line,) = form.findChildren(ColleagueField)
    assert (line.text(), line.chosen) == ("Ray Lau", str(UUID(int=2)))
    qtbot.keyClicks(line, "x")
    line.put_list_away()
    form.finish()
    assert done == []
    line.choose(UUID(int=1))
    form.finish()
    assert done == [{"about_user_id": str(UUID(int=1))}]
    line.clear()
    line.textEdited.emit("")
    form.finish()
    assert done[-1] == {"about_user_id": ""}
