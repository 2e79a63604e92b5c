"""Customers are asked by e-mail, open the link of it, and answer once on a page that says nothing of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.client.errors import ClientError
from agent_desktop.client.surveys_api import SurveysApi
from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.prospect_cards import Consent, ConsentChannel, ProspectCard
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.surveys import AskSurvey, Survey, SurveyState, SurveyWay
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.messages.models import SentMessageRow
from agent_desktop.records.messages.service import HIDDEN
from agent_desktop.records.surveys.mailing import SurveyMailRepository
from agent_desktop.records.surveys.wishes import find_standing
from agent_desktop.server.bank import open_bank
from agent_desktop.server.letters.books import load_letters
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.messages.opening import open_messaging
from agent_desktop.server.surveys.by_email import SurveyMails
from agent_desktop.server.surveys.opening import open_surveys
from agent_desktop.server.surveys.page_routes import MOST_OF_ONE, SurveyPages, survey_page_routes
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.messages.models import MessageRow
from tests.server.floor import SECRETS, add_customer
from tests.server.paper_desk import PaperDesk, paper_desk
from tests.server.support import settings_for_tests
from tests.support.mail_server import Post, mail_server

HERE = "http://127.0.0.1:1"
ANSWERS = {"perceived.helped": "4", "expected.helped": "5", "perceived.friendly": "3"}


@dataclass
class Asking:
    """May asks about calls that she had. `sender` does what a server's worker does; `tick` is the machine's clock."""

    desk: PaperDesk
    post: Post
    sender: SurveyMails
    may: UUID
    tick: list[float]
    pages: httpx.Client

    @property
    def api(self) -> SurveysApi:
        return SurveysApi(self.desk.api("may"))

    def customer(self, number: int = 1, **columns: Any) -> UUID:
        customer_id = add_customer(self.desk.engine, f"+852612345{number:02}", key=f"C{number}")
        if columns:
            self.change(customer_id, **columns)
        return customer_id

    def change(self, customer_id: UUID, **columns: Any) -> None:
        with Session(self.desk.engine) as session, session.begin():
            session.execute(sa.update(CustomerRow).where(CustomerRow.customer_id == customer_id).values(**columns))

    def call_of(self, customer_id: UUID) -> UUID:
        at, call_id = self.desk.clock.now(), uuid4()
        part = InteractionRow(
            interaction_id=uuid4(), call_id=call_id, agent_id=self.may, customer_id=customer_id, started_at=at,
            finished_at=at, disposition_code="resolved",
        )  # fmt: skip
        with Session(self.desk.engine) as session, session.begin():
            session.add(part)
        return call_id

    def ask(self, customer_id: UUID, language: str = "en", way: SurveyWay = SurveyWay.EMAIL) -> Survey:
        command = AskSurvey(
            survey_id=uuid4(), record_kind=RecordKind.CALL, record_id=self.call_of(customer_id), form="after_call",
            way=way, language="zh" if language == "zh" else "en",
        )  # fmt: skip
        return self.api.ask(command)

    def now(self, survey: Survey) -> Survey:
        return next(
            each for each in self.api.of_customer(survey.customer_id).surveys if each.survey_id == survey.survey_id
        )

    def how(self, survey: Survey) -> tuple[SurveyState, MailStage | None, str]:
        found = self.now(survey)
        return found.state, found.mail, found.mail_why

    def link(self, which: int = -1) -> str:
        """Return the path that stands in an e-mail."""
        text = self.post.mails[which].get_content()
        (found,) = re.findall(rf"{HERE}(/v1/survey/[\w-]+)", text)
        return str(found)


@dataclass
class Clock:
    """The hand clock of the units, for a bank."""

    units: UnitsOfWork

    def now(self) -> datetime:
        return self.units.now()


@pytest.fixture
def asking(engine: sa.Engine, tmp_path: Path) -> Iterator[Asking]:
    senders: list[SurveyMails] = []
    tick = [0.0]
    with mail_server(tmp_path) as post:
        settings = settings_for_tests(
            surveys={"public_url": HERE},
            mail={
                "host": "127.0.0.1", "port": post.port, "sender": "service@bank.example",
                "ca_file": str(post.certificate), "seconds": 5,
            },
        )  # fmt: skip

        def routers(units: UnitsOfWork) -> list[object]:
            bank = open_bank(settings, Clock(units))
            messaging = open_messaging(settings, bank, "simulator")
            opened = open_surveys(
                settings, units, bank, load_letters(settings), open_mail(settings, SECRETS), messaging
            )
            senders.append(opened.sender)
            pages = SurveyPages(units.begin, opened.book, {"en": "Harbour <Bank>", "zh": "海港银行"})
            return [opened.routes[0], survey_page_routes(pages, monotonic=lambda: tick[0])]

        with paper_desk(engine, routers) as desk:  # type: ignore[arg-type]
            may = desk.person("may", Role.AGENT)
            with httpx.Client(base_url=desk.origin, timeout=15, trust_env=False) as pages:
                yield Asking(desk, post, senders[0], may.user_id, tick, pages)


def test_the_link_of_the_email_shows_the_questions_and_the_answer_counts_once(asking: Asking) -> None:
    who = asking.customer()
    survey = asking.ask(who, "zh")
    assert asking.how(survey) == (SurveyState.ASKED, MailStage.WAITING, "")
    assert asking.sender.run_due() == 1
    assert asking.sender.run_due() == 0
    (mail,) = asking.post.mails
    assert (mail["Subject"], asking.post.recipients) == ("邀请您评价本次通话", ["taiman.chan@mail.example"])
    assert asking.how(survey) == (SurveyState.ASKED, MailStage.SENT, "")

    link = asking.link()
    page = asking.pages.get(link)
    again = asking.pages.get(link, params={"language": "en"})  # what looks at e-mails opens links, too
    assert (page.status_code, again.status_code, page.text.count('type="radio"')) == (200, 200, 15)
    assert 'lang="zh-Hans"' in page.text
    assert "海港银行" in page.text
    assert "Harbour &lt;Bank&gt;" in again.text
    for told in ("Tai Man", "陈大文", "mail.example", "Chan", str(who), str(survey.record_id)):
        assert told not in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
    assert "<script" not in page.text

    part = asking.pages.post(link, data={"perceived.helped": "4", "comment": "<b>slow</b>"})
    assert (part.status_code, 'value="4" required checked' in part.text) == (422, True)
    assert "&lt;b&gt;slow&lt;/b&gt;" in part.text
    assert asking.pages.post(link, data=ANSWERS | {"perceived.friendly": "6"}).status_code == 422
    done = asking.pages.post(link, data=ANSWERS | {"comment": " Slow\x00 \u202eat first"})
    twice = asking.pages.post(link, data=ANSWERS | {"perceived.helped": "1"})
    assert (done.status_code, "感谢" in done.text, twice.text) == (200, True, done.text)

    found = asking.now(survey)
    assert (found.state, found.version, found.comment) == (SurveyState.ANSWERED, 2, "Slow at first")
    assert [(each.question, each.perceived, each.expected) for each in found.scores] == [
        ("helped", 4, 5), ("friendly", 3, None),
    ]  # fmt: skip
    with asking.desk.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT outcome->>'en' FROM contacts")) == "Sent"
        assert connection.scalar(sa.text("SELECT noted_by FROM surveys")) is None
        assert connection.scalar(sa.text("SELECT link_hash FROM surveys")) not in (None, link.rpartition("/")[2])
    (answered,) = asking.desk.audited("survey.answered")
    assert answered["by_user_id"] is None


def test_a_short_message_has_a_link_too_which_nobody_here_can_read_after(asking: Asking) -> None:
    survey = asking.ask(asking.customer(), "zh", SurveyWay.MESSAGE)
    assert (survey.linked, survey.mail) == (True, None)
    with Session(asking.desk.engine) as session:
        carried, kept = session.scalar(sa.select(MessageRow.text)), session.scalar(sa.select(SentMessageRow.text))
    assert carried is not None
    (link,) = re.findall(rf"{HERE}(/v1/survey/[\w-]{{22}}) （7天内有效）", carried)
    assert kept == carried.replace(link.rpartition("/")[2], HIDDEN)
    page = asking.pages.get(link)
    assert (page.status_code, "我们的帮助如何？" in page.text) == (200, True)
    assert asking.pages.post(link, data=ANSWERS).status_code == 200
    found = asking.now(survey)
    assert (found.state, [(each.perceived, each.expected) for each in found.scores]) == (
        SurveyState.ANSWERED, [(4, 5), (3, None)],
    )  # fmt: skip
    (answered,) = asking.desk.audited("survey.answered")
    assert answered["by_user_id"] is None


def test_who_wants_none_is_asked_nothing_any_more_and_a_link_that_is_over_or_wrong_shows_nothing(
    asking: Asking,
) -> None:
    who, other = asking.customer(1), asking.customer(2)
    refused, late = asking.ask(who), asking.ask(other)
    asking.sender.run_due()
    links = {mail["Message-ID"].partition("@")[0].strip("<"): place for place, mail in enumerate(asking.post.mails)}
    assert len(links) == 2
    first, second = (
        asking.link(next(place for name, place in links.items() if name.replace("-", "") == each.survey_id.hex))
        for each in (refused, late)
    )
    told = asking.pages.post(first, data={"refuse": "1", "no_more": "1", "perceived.helped": "1"})
    assert (told.status_code, "That is fine" in told.text) == (200, True)
    assert asking.how(refused)[0] is SurveyState.REFUSED
    call = asking.call_of(who)
    asking.desk.clock.move(40 * 86_400)
    assert asking.api.of_record(RecordKind.CALL, call).why_not == "unwished"
    with Session(asking.desk.engine) as session:
        standing = find_standing(session, who)
        assert standing is not None
        assert standing.wants_none  # by keypad and by short message neither

    over = asking.pages.get(second, headers={"Accept-Language": "zh-CN"})
    assert (over.status_code, "This survey is over" in over.text) == (410, True)
    assert asking.pages.post(second, data=ANSWERS).status_code == 410
    assert asking.how(late)[0] is SurveyState.ASKED  # its end is noted by what ends surveys
    for wrong in (first[:-1], "/v1/survey/" + "a" * 43, "/v1/survey/" + "x" * 500, "/v1/survey/%00%ff"):
        gone = asking.pages.get(wrong, headers={"Accept-Language": "zh-CN"})
        assert (gone.status_code, "链接无效" in gone.text) == (404, True), wrong
    with asking.desk.engine.begin() as connection:  # whoever is erased takes it along
        connection.execute(sa.text("DELETE FROM surveys WHERE survey_id = :id"), {"id": late.survey_id})
    assert asking.pages.get(second).status_code == 404


def test_what_the_mail_server_does_is_told_and_nobody_is_asked_twice(asking: Asking) -> None:
    customers = [asking.customer(number) for number in (1, 2, 3, 4)]
    away = asking.ask(customers[0])
    asking.post.rcpt[:] = [421]  # it takes nobody now
    asking.sender.run_due()
    assert asking.how(away) == (SurveyState.ASKED, MailStage.WAITING, "")
    asking.sender.run_due()
    assert asking.post.mails == []
    asking.desk.clock.move(301)
    asking.sender.run_due()
    assert asking.how(away)[1] is MailStage.SENT

    nobody = asking.ask(customers[1])
    asking.post.rcpt[:] = [550]
    asking.sender.run_due()
    assert asking.how(nobody) == (SurveyState.NOT_SENT, MailStage.NOT_SENT, "refused")
    offered = asking.api.of_record(RecordKind.CALL, nobody.record_id)
    assert (offered.why_not, SurveyWay.PHONE in offered.ways) == ("", True)  # nobody was asked: they may be, by phone

    unsure = asking.ask(customers[2])
    asking.post.body[:] = [0]  # it is not heard whether it went out
    asking.sender.run_due()
    assert asking.how(unsure) == (SurveyState.ASKED, MailStage.UNCERTAIN, "")
    sent = len(asking.post.mails)
    asking.desk.clock.move(3_600)
    asking.sender.run_due()
    assert len(asking.post.mails) == sent

    dead = asking.ask(customers[3])
    with asking.desk.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE survey_mails SET state = 'sending', due_at = NULL WHERE survey_id = :id"),
            {"id": dead.survey_id},
        )
    asking.sender.run_due()
    assert asking.how(dead) == (SurveyState.ASKED, MailStage.UNCERTAIN, "")
    assert len(asking.post.mails) == sent


def test_one_that_the_server_does_not_take_now_holds_up_nobody_and_is_given_up_after_days(asking: Asking) -> None:
    later = asking.ask(asking.customer(1))
    asking.post.rcpt[:] = [450]
    asking.sender.run_due()
    assert asking.how(later)[1] is MailStage.WAITING
    other = asking.ask(asking.customer(2))
    asking.sender.run_due()
    assert asking.how(other)[1] is MailStage.SENT
    asking.desk.clock.move(3 * 86_400 + 1)
    asking.sender.run_due()
    assert asking.how(later) == (SurveyState.NOT_SENT, MailStage.NOT_SENT, "away")


def test_consent_is_needed_where_the_law_of_the_place_wants_it_and_looked_at_again_as_it_goes(asking: Asking) -> None:
    def refusal(who: UUID) -> object:
        with pytest.raises(ClientError) as refused:
            asking.ask(who)
        return refused.value.details.get("problem")

    german = asking.customer(1, address="Goethestr. 1, 60313 Frankfurt, Germany")
    assert refusal(german) == "no_consent"
    assert refusal(asking.customer(2, email="")) == "no_email"
    said = datetime(2026, 1, 1, tzinfo=UTC)
    card = ProspectCard(consents=(Consent(channel=ConsentChannel.EMAIL, given_at=said),), kept_at=said, changed_at=said)
    asking.change(german, prospect=card.model_dump(mode="json"))
    agreed = asking.ask(german)
    moved = asking.ask(asking.customer(3))
    asking.change(moved.customer_id, email="")
    asking.sender.run_due()
    assert asking.how(agreed)[1] is MailStage.SENT
    assert asking.how(moved) == (SurveyState.NOT_SENT, MailStage.NOT_SENT, "no_email")


def test_one_link_is_shown_so_often_in_a_minute_and_no_more(asking: Asking) -> None:
    asking.ask(asking.customer(1))
    asking.sender.run_due()
    link = asking.link()
    for _ in range(MOST_OF_ONE):
        assert asking.pages.get(link).status_code == 200
    busy = asking.pages.get(link)
    assert (busy.status_code, busy.headers["retry-after"], "try again" in busy.text) == (429, "60", True)
    assert asking.pages.post(link, data=ANSWERS).status_code == 429
    assert asking.pages.get("/v1/survey/another").status_code == 404
    asking.tick[0] += 3
    assert asking.pages.get(link).status_code == 200


def test_only_what_waits_is_sent_and_one_server_at_a_time_does(asking: Asking) -> None:
    asking.ask(asking.customer(1))
    with asking.desk.units.begin() as work:
        assert SurveyMailRepository(work.session).try_lock()
        assert asking.sender.run_due() == 0
    assert asking.sender.run_due() == 1
    assert asking.sender.next_due_at() is None
