"""What is done about an alert in the customer column."""

from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.alerts import AlertKind, AlertState, AlertStep, ChangeAlert, CustomerAlert
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.outreach import OutreachTask, StartOutreach
from agent_desktop.ui.customer.alerts.presenter import AlertDeedsPresenter
from agent_desktop.ui.customer.alerts.view import AlertsPanel
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
from tests.client.support import START, HeldTasks
from tests.ui.test_outreach_presenter import made

KEPT = AlertRow(
    kind=StatusKind.PROBLEM,
    icon="ph.warning-octagon-fill",
    title={"en": "Unusual cash withdrawal"},
    alert_id=uuid4(),
    about="unusual",
    reasons=({"en": "6.4 times the usual HKD 1,250.00."},),
)
READ = AlertRow(kind=StatusKind.INFO, icon="ph.cake-fill", title={"en": "Birthday today"})


class Server:
    def __init__(self) -> None:
        self.changes: list[ChangeAlert] = []
        self.started: list[StartOutreach] = []
        self.problem: ClientError | None = None

    def change_alert(self, alert_id: UUID, command: ChangeAlert) -> CustomerAlert:
        self.changes.append(command)
        if self.problem is not None:
            raise self.problem
        return CustomerAlert(
            alert_id=alert_id,
            kind=AlertKind.UNUSUAL,
            state=AlertState.DONE,
            status=StatusKind.PROBLEM,
            icon="",
            title={},
            raised_at=START,
            changed_at=START,
        )

    def start(self, alert_id: UUID, command: StartOutreach) -> OutreachTask:
        self.started.append(command)
        return made(mine=False).model_copy(update={"alert_id": alert_id, "owner_name": "Ray Lau"})


def joined(qtbot: QtBot, theme: Theme) -> tuple[AlertsPanel, Server, HeldTasks, AlertDeedsPresenter]:
    panel, server, tasks = AlertsPanel(theme), Server(), HeldTasks()
    qtbot.addWidget(panel)
    presenter = AlertDeedsPresenter(server, tasks)
    panel.step_chosen.connect(presenter.step_chosen)
    panel.task_chosen.connect(presenter.task_chosen)
    presenter.show_to(panel.display_deeds)
    panel.display((KEPT, READ))
    panel.resize(300, 400)
    panel.show()
    return panel, server, tasks, presenter


def said(panel: AlertsPanel) -> list[str]:
    return [each.full_text() for each in panel.findChildren(TextLabel) if each.isVisible()]


def press(panel: AlertsPanel, qtbot: QtBot, words: str) -> None:
    (button,) = (each for each in panel.findChildren(LinkButton) if each.isVisible() and each.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_kept_alert_says_why_and_goes_when_it_is_done(qtbot: QtBot, theme: Theme) -> None:
    panel, server, tasks, _presenter = joined(qtbot, theme)
    assert "6.4 times the usual HKD 1,250.00." in said(panel)

    press(panel, qtbot, "Done")
    tasks.run_all()

    assert [(command.step, command.reason) for command in server.changes] == [(AlertStep.FINISH, "")]
    assert "Unusual cash withdrawal" not in said(panel)
    assert "Birthday today" in said(panel)


def test_it_is_dismissed_with_one_of_the_reasons(qtbot: QtBot, theme: Theme) -> None:
    panel, server, tasks, _presenter = joined(qtbot, theme)
    press(panel, qtbot, "Dismiss")
    menu = panel.findChildren(QMenu)[0]

    menu.actions()[0].trigger()
    menu.close()
    tasks.run_all()

    assert [(each.step, each.reason) for each in server.changes] == [(AlertStep.DISMISS, "The customer knows of it")]


def test_a_task_says_whose_it_is(qtbot: QtBot, theme: Theme) -> None:
    panel, server, tasks, _presenter = joined(qtbot, theme)

    press(panel, qtbot, "Start a task")
    tasks.run_all()

    assert len(server.started) == 1
    assert "Task for Ray Lau" in said(panel)


def test_what_was_not_done_stays_and_a_repeat_is_the_same_command(qtbot: QtBot, theme: Theme) -> None:
    panel, server, tasks, _presenter = joined(qtbot, theme)
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    press(panel, qtbot, "Done")
    tasks.run_all()
    assert "The server does not answer. Try again once it does." in said(panel)

    server.problem = None
    press(panel, qtbot, "Done")
    tasks.run_all()

    assert server.changes[0].command_id == server.changes[1].command_id
    assert "Unusual cash withdrawal" not in said(panel)
