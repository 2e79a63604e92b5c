"""An administrator adds people, changes them, and sees at the field what the server would not take."""

from collections.abc import Callable
from uuid import uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.people import PersonMove
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.screen_people import PASSWORD, ROOT, PeopleBank, people_window
from agent_desktop.ui.people.window import PeopleWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.labels import TextLabel

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bank() -> PeopleBank:
    return PeopleBank()


@pytest.fixture
def window(theme: Theme, bank: PeopleBank, bring_up: Callable[[QWidget], None]) -> PeopleWindow:
    window = people_window(theme, bank)
    bring_up(window)
    window.start()
    return window


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked before it was done; all of it is answered with yes while `no` is not in it."""
    titles: list[str] = []

    def answer(dialog: ConfirmDialog) -> int:
        titles.append(dialog.windowTitle())
        return int("no" not in titles)

    monkeypatch.setattr(ConfirmDialog, "exec", answer)
    return titles


def said(window: QWidget) -> str:
    return "\n".join(each.full_text() for each in window.findChildren(TextLabel) if each.isVisible())


def listed(window: PeopleWindow) -> list[str]:
    return [window.table.model().index(row, 0).data() for row in range(window.table.model().rowCount())]


def choose(field: ChoiceField, value: str) -> None:
    row = field.findData(value)
    assert row >= 0
    field.setCurrentIndex(row)
    field.activated.emit(row)


def pick(window: PeopleWindow, name: str) -> None:
    window.table.selectRow(listed(window).index(name))


def test_people_are_found_by_words_role_team_and_how_they_stand(window: PeopleWindow) -> None:
    assert "9 of 9 people" in said(window)
    window.search.setText("叶")
    assert listed(window) == ["Ken Yip"]
    window.search.setText("")
    choose(window.role, "agent")
    choose(window.team, "Loans")
    assert listed(window) == ["Omar Sheikh", "Peter Lau"]
    choose(window.standing, "disabled")
    assert listed(window) == ["Peter Lau"]
    choose(window.standing, "locked")
    assert "Nobody like this" in said(window)
    window._empty.action_chosen.emit()
    assert len(listed(window)) == 9


def test_somebody_is_added_by_keys_and_the_password_shows_until_it_was_handed_on(
    window: PeopleWindow, bank: PeopleBank, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    fields = window.card.fields
    fields.lines["display_name"].setText("朱诺")
    fields.lines["name"].setText("nora.chu")
    fields.roles[Role.AGENT].setChecked(True)
    fields.languages["yue"].setChecked(True)
    choose(fields.site, "shanghai")
    choose(fields.service_role, "assistant")
    window.card.reason.setText("Joins")
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)

    (wanted,) = bank.added
    assert (wanted.form.display_name, wanted.form.roles, wanted.reason) == ("朱诺", (Role.AGENT,), "Joins")
    assert (wanted.form.languages, wanted.form.site, wanted.form.service_role) == (("yue",), "shanghai", "assistant")
    assert PASSWORD in said(window)
    assert window.card.reason.text() == ""
    window.card.copy.click()
    assert QGuiApplication.clipboard().text() == PASSWORD
    window.card.given.click()
    assert PASSWORD not in said(window)
    assert window.people.state.password == ""


def test_a_team_that_nobody_is_in_yet_is_said_to_be_new_and_those_there_are_are_offered(window: PeopleWindow) -> None:
    pick(window, "Ken Yip")
    team = window.card.fields.lines["team"]
    assert team.completer().completionCount() > 1
    team.setText("Lones")
    assert "Nobody is in it yet: a new team" in said(window.card)
    assert team.accessibleDescription() == "Nobody is in it yet: a new team"
    team.setText("loans")
    assert "Written otherwise than Loans" in said(window.card)
    for known in ("Loans", ""):
        team.setText(known)
        assert "new team" not in said(window.card)
        assert "otherwise" not in said(window.card)
        assert team.accessibleDescription() == ""


def test_a_new_password_is_gone_with_the_window_and_one_whose_answer_was_lost_is_said_to_be(
    window: PeopleWindow, bank: PeopleBank, asked: list[str]
) -> None:
    pick(window, "Ken Yip")
    window.card.new_password.click()
    assert PASSWORD in said(window)
    window.close()
    assert window.people.state.password == ""
    window.start()
    bank.password = ""
    window.card.new_password.click()
    assert "its first answer was lost" in said(window)
    assert asked == ["New password for Ken Yip?"] * 2


def test_what_is_wrong_stands_at_its_field_until_that_is_changed(window: PeopleWindow, bank: PeopleBank) -> None:
    wrong = {"name": "person_name_taken", "roles": "person_role_missing"}
    bank.refuses = ClientError(ErrorCode.PERSON_FIELDS, {"fields": {**wrong}})
    window.add.click()
    window.card.fields.lines["name"].setText("amy.wong")
    window.card.save.click()

    assert "Somebody already signs in with this name." in said(window.card.fields.frames["name"])
    assert "Choose at least one role." in said(window.card.fields.frames["roles"])
    window.card.fields.lines["name"].setText("amy.wong2")
    assert "already signs in" not in said(window)
    assert "Choose at least one role." in said(window)


def test_what_two_administrators_typed_is_both_shown_and_neither_is_lost(
    window: PeopleWindow, bank: PeopleBank
) -> None:
    pick(window, "Ken Yip")
    fields = window.card.fields
    fields.lines["team"].setText("Disputes")
    bank.changed_meanwhile("ken.yip", team="Loans", extension="7777")
    window.card.save.click()

    assert not bank.saved
    assert "Somebody else has changed this person." in said(window)
    assert "Somebody else saved: Loans" in said(fields.frames["team"])
    assert (fields.lines["team"].text(), fields.lines["extension"].text()) == ("Disputes", "7777")
    window.card.save.click()
    ken = bank.kept[uuid5(ROOT, "ken.yip")]
    assert (ken.team, ken.extension) == ("Disputes", "7777")
    assert "Somebody else saved" not in said(window)


def test_what_was_typed_waits_while_another_person_is_looked_at(window: PeopleWindow, bank: PeopleBank) -> None:
    pick(window, "Ken Yip")
    window.card.fields.lines["team"].setText("Disputes")
    pick(window, "Amy Wong")
    assert window.card.fields.lines["team"].text() == "Cards"
    pick(window, "Ken Yip")
    assert window.card.fields.lines["team"].text() == "Disputes"
    window.card.discard.click()
    assert window.card.fields.lines["team"].text() == "Fraud"
    assert not bank.saved


def test_disabling_asks_first_says_why_a_call_forbids_it_and_is_undone(
    window: PeopleWindow, bank: PeopleBank, asked: list[str], qtbot: QtBot
) -> None:
    pick(window, "Amy Wong")
    bank.refuses = ClientError(ErrorCode.PERSON_REFUSED, {"problem": "person_in_call"})
    window.card.reason.setText("Leaves")
    qtbot.keyClick(window, Qt.Key.Key_D, ALT)
    assert "No call is cut, so nothing was changed." in said(window)
    assert window.card.reason.text() == "Leaves"
    bank.refuses = None
    window.card.stand.click()
    assert asked == ["Disable Amy Wong?"] * 2
    assert (bank.moved[-1].move, bank.moved[-1].reason) == (PersonMove.DISABLE, "Leaves")
    assert "Disabled, and signed out everywhere." in said(window)
    assert not window.card.end.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_D, ALT)
    assert bank.moved[-1].move is PersonMove.ENABLE

    asked.append("no")
    before = len(bank.moved)
    qtbot.keyClick(window, Qt.Key.Key_D, ALT)
    assert len(bank.moved) == before


def test_a_locked_name_is_opened_and_the_last_change_taken_back(
    window: PeopleWindow, bank: PeopleBank, qtbot: QtBot
) -> None:
    pick(window, "Mei Lin Goh")
    assert "after wrong passwords" in said(window)
    qtbot.keyClick(window, Qt.Key.Key_U, ALT)
    assert bank.moved[-1].move is PersonMove.UNLOCK
    assert not window.card.unlock.isVisible()
    assert (
        window.card._changes.model.index(0, 3).data() == "Team: Loans → Cards; Languages: English → Cantonese, English"
    )
    qtbot.keyClick(window, Qt.Key.Key_Z, ALT)
    assert [each.change_id for each in bank.undone] == [uuid5(ROOT, f"moved {uuid5(ROOT, 'meilin.goh')}")]
    assert "The last change is taken back." in said(window)
    assert window.card.fields.lines["team"].text() == "Loans"


def test_an_administrator_cannot_disable_themselves_and_is_told_so(
    window: PeopleWindow, bank: PeopleBank, qtbot: QtBot
) -> None:
    pick(window, "Ivy Kwok")
    assert "This is you" in said(window)
    assert not window.card.stand.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_D, ALT)
    qtbot.keyClick(window, Qt.Key.Key_E, ALT)
    assert bank.moved == []


def test_a_server_that_is_away_is_said_and_what_was_read_stays(
    window: PeopleWindow, bank: PeopleBank, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    bank.away = True
    window.people.read()
    assert "What you see is not of now." in said(window)
    assert len(listed(window)) == 9
    other = people_window(theme, bank)
    bring_up(other)
    other.start()
    assert "The people cannot be read now" in said(other)
    bank.away = False
    other._empty.action_chosen.emit()
    assert len(listed(other)) == 9
