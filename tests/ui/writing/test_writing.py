"""A message is sent as it was seen, once, and not where something speaks against it."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.messages import (
    MessagePreview,
    MessagePurpose,
    MessageRefusal,
    MessageStatus,
    MessageTemplate,
    PreviewMessage,
    SendMessage,
    SentMessage,
)
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.writing.presenter import WritingPresenter, WritingState
from agent_desktop.ui.writing.view import WritingView
from tests.client.support import START, HeldTasks

CUSTOMER = UUID(int=7)
TEMPLATES = tuple(
    MessageTemplate(
        code=code, name={"en": code.title(), "zh": code}, purpose=MessagePurpose.SERVICE, texts={"en": "A", "zh": "甲"}
    )
    for code in ("blocked", "missed")
)


class Server:
    def __init__(self) -> None:
        self.sent: list[SendMessage] = []
        self.problem: ClientError | None = None
        self.why_not: MessageRefusal | None = None

    def templates(self) -> tuple[MessageTemplate, ...]:
        return TEMPLATES

    def preview(self, asked: PreviewMessage) -> MessagePreview:
        text = f"{asked.template} {asked.language}"
        return MessagePreview(
            template=asked.template,
            language=asked.language,
            text=text,
            to_masked="+852 •••• 4567",
            parts=2,
            why_not=self.why_not,
        )

    def send(self, command: SendMessage) -> SentMessage:
        self.sent.append(command)
        if self.problem is not None:
            raise self.problem
        return SentMessage(
            message_id=command.message_id,
            customer_id=command.customer_id,
            template=command.template,
            language=command.language,
            text=command.seen_text,
            to_masked="+852 •••• 4567",
            status=MessageStatus.WAITING,
            asked_at=START,
            since_at=START,
        )


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.presenter = WritingPresenter(self.server, self.tasks)
        self.presenter.read_templates()
        self.presenter.read_templates()
        self.tasks.run_all()

    def open(self, template: str = "blocked") -> None:
        self.presenter.open(CUSTOMER, template, "en")
        self.tasks.run_all()

    @property
    def state(self) -> WritingState:
        return self.presenter.state


def test_a_message_goes_out_as_it_was_seen_and_a_repeat_is_the_same_one() -> None:
    bench = Bench()
    bench.open()
    bench.presenter.choose_language("zh")
    assert not bench.state.can_send, "nobody has seen it in Chinese yet"
    bench.tasks.run_all()
    bench.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.presenter.send()
    bench.presenter.send()  # a second press
    bench.tasks.run_all()
    assert bench.state.problem == Problem(ErrorCode.SERVER_AWAY)
    bench.server.problem = None
    bench.presenter.send()
    bench.tasks.run_all()

    first, second = bench.server.sent
    assert first == second
    assert (first.seen_text, first.language) == ("blocked zh", "zh")
    assert bench.state.sent is not None
    assert not bench.state.can_send


def test_a_preview_that_was_overtaken_is_not_shown() -> None:
    bench = Bench()
    bench.presenter.open(CUSTOMER, "blocked", "en")
    bench.presenter.choose_template("missed")
    bench.tasks.run_all()
    assert bench.state.preview is not None
    assert bench.state.preview.text == "missed en"
    bench.presenter.close()
    assert (bench.state.visible, bench.presenter.templates) == (False, TEMPLATES)


def test_what_speaks_against_a_message_keeps_it_from_being_sent() -> None:
    bench = Bench()
    bench.server.why_not = MessageRefusal.OPTED_OUT
    bench.open()
    bench.presenter.send()
    bench.tasks.run_all()

    assert bench.server.sent == []


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> WritingView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1100, 700)
    host.show()
    return WritingView(theme, host)


def said(view: WritingView) -> str:
    return "\n".join(each.full_text() for each in view.findChildren(TextLabel) if each.isVisible())


def test_the_view_says_how_it_reads_to_whom_and_what_speaks_against_it(qtbot: QtBot, view: WritingView) -> None:
    bench = Bench()
    bench.open()
    view.display(bench.state)
    assert "blocked en" in said(view)
    assert "Goes out as 2 messages" in said(view)
    with qtbot.waitSignal(view.send_chosen):
        qtbot.keyClick(view.frame, Qt.Key.Key_Return)
    for why in MessageRefusal:
        bench.server.why_not = why
        bench.open()
        view.display(bench.state)
        problem = said(view)
        assert "number" in problem or "agreed" in problem, why
    with qtbot.waitSignal(view.cancelled):
        qtbot.keyClick(view.frame, Qt.Key.Key_Escape)
