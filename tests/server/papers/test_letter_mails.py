"""A letter goes out by e-mail, once, as the PDF that was seen; only what the mail server took counts as sent."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa

from agent_desktop.contract.complaint_cases import Case, EventKind
from agent_desktop.contract.letters import LetterPreview, Letters, LetterWay, SentLetter
from agent_desktop.contract.mails import MailStage
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.server.attachments.opening import open_attachments
from agent_desktop.server.complaint_clocks.files import load_calendars, load_rules
from agent_desktop.server.complaint_clocks.people import CentrePeople
from agent_desktop.server.composition import Clocks
from agent_desktop.server.database import session_factory
from agent_desktop.server.letters.by_email import LetterMails
from agent_desktop.server.letters.clocks import marks_clocks
from agent_desktop.server.mail.opening import open_mail
from agent_desktop.server.unit_of_work import UnitsOfWork
from tests.server.complaints.office import Office, open_office
from tests.server.floor import SECRETS, opened_floor
from tests.server.support import HandClock, until
from tests.support.mail_server import Post, mail_server


@dataclass
class Letter:
    """What Han writes, and what the server's worker does about it."""

    office: Office
    post: Post
    clock: HandClock
    sender: LetterMails

    def path(self, case: Case) -> str:
        return f"/v1/complaints/{case.complaint_id}/letters"

    def listed(self, case: Case) -> Letters:
        return Letters.model_validate(self.office.han.http.get(self.path(case)).raise_for_status().json())

    def try_send(self, case: Case, letter_id: UUID | None = None) -> httpx.Response:
        asked: dict[str, Any] = {"template": "acknowledgement", "language": "en", "words": {}}
        shown = self.office.han.http.post(f"{self.path(case)}/preview", json=asked).raise_for_status().json()
        digest = LetterPreview.model_validate(shown).digest
        more = {"letter_id": str(letter_id or uuid4()), "way": "email", "seen_digest": digest}
        return self.office.han.http.post(self.path(case), json=asked | more)

    def send(self, case: Case) -> SentLetter:
        return SentLetter.model_validate(self.try_send(case).raise_for_status().json())

    def stands(self, case: Case, letter: SentLetter, stage: MailStage) -> SentLetter:
        """Have what waits be sent until this letter stands so."""

        def stands_so() -> SentLetter | None:
            self.sender.run_due()
            now = next(each for each in self.listed(case).sent if each.letter_id == letter.letter_id)
            return now if now.mail is stage else None

        return until(stands_so)

    def said(self, query: str) -> list[Any]:
        with self.office.floor.engine.connect() as connection:
            return list(connection.execute(sa.text(query)).scalars())

    def audited(self) -> list[Any]:
        return self.said("SELECT what FROM audit_entries WHERE what LIKE 'letter.%' AND what <> 'letters.listed'")

    def put_off(self) -> None:
        """Have the mail server be asked about what waits, so that it waits longer."""

        def waits_longer() -> bool:
            self.sender.run_due()
            return bool(self.said("SELECT 1 FROM letter_mails WHERE due_at > asked_at"))

        until(lambda: waits_longer() or None)

    def history(self, case: Case) -> list[object]:
        entries = self.office.history(self.office.han, case.complaint_id).entries
        return [each.detail.get("mail") for each in entries if each.kind is EventKind.LETTER]


@pytest.fixture
def letter(database_url: str, tmp_path: Path) -> Iterator[Letter]:
    clock = HandClock()
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    files: dict[str, object] = {"folder": str(tmp_path / "sealed")}
    with mail_server(tmp_path) as post:
        mail: dict[str, object] = {
            "host": "127.0.0.1", "port": post.port, "sender": "service@bank.example",
            "ca_file": str(post.certificate), "seconds": 5,
        }  # fmt: skip
        with opened_floor(database_url, clocks=clocks, attachments=files, mail=mail) as floor:
            calendars = load_calendars(floor.settings)
            rules = load_rules(floor.settings, calendars)
            keeper = ComplaintClocks(rules, calendars, CentrePeople(), ComplaintFile())
            units = UnitsOfWork(session_factory(floor.engine), clock, lambda _: None)
            store = open_attachments(floor.settings, SECRETS)
            sender = LetterMails(units.begin, open_mail(floor.settings, SECRETS), store, marks_clocks(keeper))
            yield Letter(open_office(floor), post, clock, sender)


def test_a_letter_goes_out_once_as_the_pdf_that_is_kept_and_only_then_do_clocks_go_by_it(letter: Letter) -> None:
    office = letter.office
    case = office.record(office.may)
    assert letter.listed(case).ways[LetterWay.EMAIL] == "t•••••@•••••.example"
    letter.post.rcpt[:] = [421]  # it takes nobody now
    sent = letter.send(case)
    assert (sent.way, sent.mail, sent.to_masked) == (LetterWay.EMAIL, MailStage.WAITING, "t•••••@•••••.example")
    letter.put_off()
    assert letter.said("SELECT what FROM complaint_clock_events WHERE what = 'acknowledgement_sent'") == []
    assert letter.post.mails == []
    letter.clock.move(301)

    gone = letter.stands(case, sent, MailStage.SENT)

    assert gone.sent_at == letter.clock.now()
    assert letter.sender.run_due() == 0
    (mail,) = letter.post.mails
    assert (mail["Subject"], letter.post.recipients) == (
        f"Acknowledgement: complaint {case.glance.number}", ["taiman.chan@mail.example"],
    )  # fmt: skip
    body, file = mail.iter_parts()
    text = body.get_content()
    assert text.startswith("Dear ")
    assert case.glance.number in text
    assert "1,286.40" not in text, "what it is about stands in the letter alone"
    kept = office.han.http.get(f"/v1/attachments/{sent.attachment_id}/content").raise_for_status().content
    assert (file.get_content_type(), file.get_content()) == ("application/pdf", kept)
    assert letter.said("SELECT outcome->>'en' FROM contacts WHERE channel = 'email'") == ["Sent"]
    assert sorted(letter.audited()) == ["letter.asked", "letter.previewed", "letter.sent"]
    assert letter.history(case) == ["waiting", "sent"]
    assert "acknowledgement_sent" in " ".join(letter.said("SELECT what FROM complaint_clock_events"))


def test_what_did_not_go_out_or_perhaps_is_told_and_no_clock_goes_by_it(letter: Letter) -> None:
    office = letter.office
    case = office.record(office.may)
    letter.post.rcpt[:] = [550]
    nobody = letter.stands(case, letter.send(case), MailStage.NOT_SENT)
    assert nobody.mail_why == "address"
    letter.post.body[:] = [0]  # it is not heard whether it went out
    letter.stands(case, letter.send(case), MailStage.UNCERTAIN)
    waiting = letter.send(case)
    with office.floor.engine.begin() as connection:
        dead = (
            "UPDATE letter_mails SET state = 'sending', due_at = NULL WHERE letter_id = :letter AND state = 'waiting'"
        )
        connection.execute(sa.text(dead), {"letter": waiting.letter_id})
    letter.stands(case, waiting, MailStage.UNCERTAIN)
    assert letter.audited().count("letter.sent") == 0
    assert (letter.audited().count("letter.not_sent"), letter.audited().count("letter.uncertain")) == (1, 2)
    assert letter.said("SELECT what FROM complaint_clock_events WHERE what = 'acknowledgement_sent'") == []


def test_who_has_no_address_gets_none_and_a_letter_is_given_up_after_days(letter: Letter) -> None:
    office = letter.office
    case = office.record(office.may)
    letter.post.rcpt[:] = [450]
    late = letter.send(case)
    letter.put_off()
    letter.clock.move(3 * 86_400 + 1)
    assert letter.stands(case, late, MailStage.NOT_SENT).mail_why == "away"
    with office.floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE customers SET email = ''"))
    assert LetterWay.EMAIL not in letter.listed(case).ways
    refused = letter.try_send(case)
    assert (refused.status_code, refused.json()["details"]) == (422, {"problem": "no_email"})
