"""An e-mail on the desktop: seen before it goes, taken back in time, told how it stands, and kept over a crash."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.campaigns import MemberState, WhyNot
from agent_desktop.contract.customer_mails import (
    ChangeMail,
    CustomerMail,
    CustomerMails,
    MailForm,
    MailPreview,
    MailStep,
    PreviewMail,
    SendMail,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_mails as samples
from agent_desktop.ui.mailing.presenter import MailPresenter, MailWords
from agent_desktop.ui.mailing.view import MailView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from tests.client.support import Clock

WHO = UUID(int=4)
NOW = datetime(2026, 6, 16, 2, 42, tzinfo=UTC)


class Kept:
    """Words by place, in memory."""

    def __init__(self) -> None:
        self.places: dict[str, dict[str, str | bool]] = {}

    def find(self, place: str) -> dict[str, str | bool]:
        return self.places.get(place, {})

    def keep(self, place: str, values: object) -> None:
        self.places[place] = dict(values)  # type: ignore[call-overload]

    def drop(self, place: str) -> None:
        self.places.pop(place, None)


class Server:
    """Says how an e-mail reads, and keeps what it was asked to send."""

    def __init__(self) -> None:
        assert samples.WRITTEN.form is not None
        self.told: MailForm = samples.WRITTEN.form
        self.why_not: WhyNot | None = None
        self.sent: list[SendMail] = []
        self.steps: list[MailStep] = []
        self.problem: ClientError | None = None
        self.stands = MemberState.WAITING

    def form(self, customer_id: UUID) -> MailForm:
        return self.told

    def preview(self, customer_id: UUID, asked: PreviewMail) -> MailPreview:
        needs = next(each.needs_text for each in self.told.templates if each.code == asked.template)
        return MailPreview(
            subject="News", text=f"{asked.language}: {asked.text}", why_not=self.why_not,
            text_needed=needs and not asked.text,
        )  # fmt: skip

    def send(self, customer_id: UUID, command: SendMail) -> CustomerMail:
        self.sent.append(command)
        if self.problem is not None:
            raise self.problem
        return self.mail()

    def listed(self, customer_id: UUID) -> CustomerMails:
        return CustomerMails(as_of=NOW, mails=(self.mail(),))

    def change(self, mail_id: UUID, command: ChangeMail) -> CustomerMail:
        self.steps.append(command.step)
        self.stands = MemberState.CANCELLED
        return self.mail()

    def mail(self) -> CustomerMail:
        waits = self.stands is MemberState.WAITING
        return CustomerMail(
            mail_id=self.sent[-1].mail_id, template_name={"en": "x"}, language="en", state=self.stands, asked_at=NOW,
            undo_until=NOW + timedelta(seconds=30) if waits else None,
            steps=frozenset({MailStep.UNDO}) if waits else frozenset(),
        )  # fmt: skip


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    return host


@pytest.fixture
def server() -> Server:
    return Server()


def written(server: Server, kept: Kept, clock: Clock, text: str = "Your form is ready.") -> MailPresenter:
    mail = MailPresenter(server, ImmediateTasks(), kept, lambda: None, monotonic=clock.monotonic)
    mail.open(WHO, "Mr Chan")
    mail.changed(MailWords("news", "zh", text))
    clock.pass_seconds(0.5, mail.tick)
    return mail


def may_go(mail: MailPresenter) -> bool:
    return mail.state.can_send


def test_it_goes_out_as_it_was_seen_and_what_became_of_it_is_asked_for(server: Server) -> None:
    kept, clock = Kept(), Clock()
    mail = written(server, kept, clock)
    assert may_go(mail)
    mail.changed(MailWords("news", "zh", "Your form is here."))
    assert not may_go(mail)  # it reads otherwise now
    clock.pass_seconds(0.5, mail.tick)
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    mail.send()
    server.problem = None
    mail.send()
    first, second = server.sent
    assert first == second  # the answer was lost: it is the same e-mail
    assert (second.text, second.seen_text) == ("Your form is here.", "zh: Your form is here.")
    assert kept.places == {}
    server.stands = MemberState.DONE
    clock.pass_seconds(3.5, mail.tick)
    assert mail.state.sent is not None
    assert (mail.state.sent.state, mail.at_work) == (MemberState.DONE, False)


def test_what_was_typed_is_there_again_after_a_crash_and_one_is_taken_back_in_time(server: Server) -> None:
    kept, clock = Kept(), Clock()
    written(server, kept, clock)
    mail = MailPresenter(server, ImmediateTasks(), kept, lambda: None, monotonic=clock.monotonic)
    mail.open(WHO, "Mr Chan")
    assert mail.state.words == MailWords("news", "zh", "Your form is ready.")
    mail.send()
    assert mail.state.sent is not None
    assert mail.state.sent.undo_until == NOW + timedelta(seconds=30)
    mail.step(MailStep.UNDO)
    assert server.steps == [MailStep.UNDO]
    mail.close()
    mail.open(WHO, "Mr Chan")
    assert mail.state.words.text == ""


def test_nothing_is_sent_to_who_has_not_agreed_or_without_words(server: Server) -> None:
    kept, clock = Kept(), Clock()
    mail = written(server, kept, clock, "")
    assert not mail.state.can_send
    server.why_not = WhyNot.NO_CONSENT
    mail.changed(MailWords("offer", "en", "A fund"))
    clock.pass_seconds(0.5, mail.tick)
    mail.send()
    assert server.sent == []


def test_the_window_says_all_of_it_in_both_languages(
    theme: Theme, ticker: Ticker, host: QWidget, language: LanguageSwitch, qtbot: QtBot
) -> None:
    view, told = MailView(theme, ticker, host), list[MailWords]()
    view.changed.connect(told.append)

    def said() -> str:
        return "\n".join(each.full_text() for each in view.findChildren(TextLabel) if each.isVisible())

    view.display(samples.WRITTEN)
    assert "E-mail to Mr Chan Tai Man" in said()
    assert view.send.isEnabled()
    assert told == []  # what is put into the fields here nobody types
    qtbot.mouseClick(view.language.stops[1], Qt.MouseButton.LeftButton)
    assert told[-1].language == "zh"
    view.text.setPlainText("Another word")
    assert told[-1].text == "Another word"
    view.display(samples.SENT)
    assert view.undo.isVisible()
    assert not view.text.isEnabled()
    view.display(samples.REFUSED)
    assert "The customer has not agreed to such e-mails." in said()
    language.use("zh")
    qtbot.waitUntil(lambda: "客户未同意接收此类邮件。" in said())
    view.display(samples.CLOSED)
    assert view.isHidden()
