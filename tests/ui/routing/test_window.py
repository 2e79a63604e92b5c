"""The window of queues and routing: what is typed is in the draft, and what is wrong stands beside its field."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.routing_draft import value_at
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.routing import ServingList
from agent_desktop.demo.screen_routing import ROUTING
from agent_desktop.demo.screen_rules import rules_desk
from agent_desktop.ui.routing.menu_presenter import MenuPresenter
from agent_desktop.ui.routing.presenter import PreviewPresenter, RoutingPresenter
from agent_desktop.ui.routing.serving_presenter import ServingPresenter
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.routing.window import RoutingWindow
from agent_desktop.ui.theme.theme import Theme
from tests.ui.conftest import NOW
from tests.ui.test_routing_presenter import Keep, Server


class _Nobody:
    def serving(self) -> ServingList:
        return ServingList(may_edit=True)

    def __getattr__(self, name: str) -> object:
        raise NotImplementedError(name)


class Bench:
    def __init__(self, theme: Theme, server: Server) -> None:
        tasks = ImmediateTasks()
        self.server = server
        self.routing = RoutingPresenter(server, tasks, Keep())
        self.window = RoutingWindow(
            theme,
            self.routing,
            PreviewPresenter(server, tasks),
            ServingPresenter(_Nobody(), tasks),  # type: ignore[arg-type]
            MenuPresenter(_Nobody(), tasks, Keep()),  # type: ignore[arg-type]
            rules_desk(theme),
            now=NOW,
            zone=None,
        )
        self.routing.open()

    def field(self, name: str) -> QLineEdit:
        return next(
            each for each in self.window.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible()
        )

    def texts(self) -> str:
        return "\n".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def bench(theme: Theme, bring_up: Callable[[QWidget], None]) -> Bench:
    bench = Bench(theme, Server())
    bring_up(bench.window)
    return bench


def test_what_is_typed_is_in_the_draft_and_a_mistake_is_said_under_its_field(bench: Bench, qtbot: QtBot) -> None:
    field = bench.field("Rings at an agent for (seconds)")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "500")

    assert field.text() == "500"
    assert field.property("wrong")
    assert "has to be ≤ 120" in bench.texts()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)

    draft = bench.routing.state.draft
    assert draft is not None
    assert value_at(draft.document, ("queues", 0, "ring_seconds")) == 50
    assert not field.property("wrong")
    qtbot.waitUntil(lambda: "Cards · Rings at an agent for (seconds): 20 → 50" in bench.texts())


def test_keys_save_with_a_reason_and_make_a_new_queue(bench: Bench, qtbot: QtBot) -> None:
    bench.routing.put(("point_seconds",), 30)
    qtbot.keyClick(bench.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert bench.server.commands == []  # it asks for the reason
    reason = next(each for each in bench.window.findChildren(QLineEdit) if each.hasFocus())
    qtbot.keyClicks(reason, "Faster")
    qtbot.keyClick(reason, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [command.reason for command in bench.server.commands] == ["Faster"]

    qtbot.keyClick(bench.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert bench.routing.state.shown.number == 5
    assert "2 to put right before it can be saved." in bench.texts()


def test_a_code_that_counts_stays_and_a_new_one_can_be_chosen(bench: Bench) -> None:
    assert bench.field("Code").isReadOnly()

    bench.routing.edit(lambda draft: draft.add("queues", "loans"))
    bench.routing.choose(Section.QUEUE, 5)

    assert not bench.field("Code").isReadOnly()


def test_who_may_only_look_has_fields_to_read(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bench = Bench(theme, Server(may_edit=False))
    bring_up(bench.window)

    assert bench.field("Name in English").isReadOnly()
    assert "Only to look at" in bench.texts()


@pytest.mark.parametrize("name", ["routing-agents", "routing-menu", "routing-hours", "routing-priority"])
def test_every_part_is_drawn(name: str, theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    window = ROUTING[name](theme)
    bring_up(window)

    assert window.isVisible()
