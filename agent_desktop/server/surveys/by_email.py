"""Asks by e-mail how it was: a link to a page of this server with the questions (`page.py`).

The secret of the link is kept by its SHA-256 only, and is a new one with every try. What could not be sent for days is
given up: who is asked so late remembers nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.customers import Channel
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.surveys import AskSurvey, SurveyState, SurveyWay
from agent_desktop.records.callbacks.numbers import numbers_of
from agent_desktop.records.campaigns.writing import Recipient
from agent_desktop.records.complaints.history import note_paper
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.letters.composing import clean
from agent_desktop.records.letters.schema import LetterBook
from agent_desktop.records.messages.service import written_language_of
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.surveys.links import MAIL_BYTES, link_hash, link_of, new_token
from agent_desktop.records.surveys.mailing import SurveyMailRepository
from agent_desktop.records.surveys.models import SurveyMailRow, SurveyRow
from agent_desktop.records.surveys.places import SurveyPlaces
from agent_desktop.records.surveys.schema import Form, SurveyBook
from agent_desktop.records.surveys.service import Subject, ask, form_about, give_up, why_not
from agent_desktop.records.surveys.wishes import find_standing
from agent_desktop.records.waiting_mails import WaitingMails
from agent_desktop.server.campaigns.recipients import recipient_of
from agent_desktop.server.mail.port import Mail, MailSender
from agent_desktop.server.mail.rounds import AGAIN_AFTER, GIVEN_UP_AFTER, Begin, MailRounds, Taken
from agent_desktop.server.unit_of_work import UnitOfWork

SECONDS_EACH: Final = 20
"""How long somebody takes for a question, as the e-mail says."""
_SENT: Final[LocalText] = {"en": "Sent", "zh": "已发出"}
_PERHAPS: Final[LocalText] = {"en": "Perhaps sent", "zh": "可能已发出"}


@dataclass(frozen=True, slots=True)
class MailMeans:
    """What surveys go out by. `public_url` is where customers reach the page, empty where they do not."""

    book: SurveyBook
    places: SurveyPlaces
    letters: LetterBook
    bank_name: LocalText
    mail: MailSender
    public_url: str

    @property
    def is_open(self) -> bool:
        """Whether anybody can be asked so."""
        return bool(self.public_url) and self.mail.is_set_up

    def why_not(self, work: UnitOfWork, customer_id: UUID) -> str:
        """Return why a customer may not be asked by e-mail; empty where they may."""
        numbers = numbers_of(work.session, customer_id)
        return self.places.may_be_mailed(work.session, customer_id, numbers[0][1] if numbers else "")


def ask_by_email(work: UnitOfWork, means: MailMeans, book: SurveyBook, subject: Subject) -> SurveyRow | None:
    """Ask about something that nobody asks for; None where that is not to be, or they may not be asked so."""
    form = form_about(book, subject.kind)
    if form is None or SurveyWay.EMAIL not in form.ways or subject.customer_id is None or not means.is_open:
        return None
    session, at = work.session, work.now()
    if why_not(session, book, subject, at=at) or means.why_not(work, subject.customer_id):
        return None
    language: Language = "zh" if written_language_of(session, subject.customer_id) == "zh" else "en"
    command = AskSurvey(
        survey_id=uuid4(), record_kind=subject.kind, record_id=subject.record_id, form=form.code, way=SurveyWay.EMAIL,
        language=language,
    )  # fmt: skip
    row = ask(session, book, subject, command, message_id=None, by=None, at=at)
    SurveyMailRepository(session).add(row.survey_id, at)
    return row


class SurveyMails(MailRounds):
    """Sends the e-mails of surveys."""

    def __init__(self, begin: Begin, means: MailMeans) -> None:
        super().__init__(begin, means.mail)
        self._means = means

    def _waiting(self, session: Session) -> WaitingMails:
        return SurveyMailRepository(session)

    def _take(self, work: UnitOfWork) -> Taken | None:
        found = SurveyMailRepository(work.session).lock_next(work.now())
        return None if found is None else (found[0].survey_id, self._written(work, *found))

    def _written(self, work: UnitOfWork, row: SurveyRow, mail: SurveyMailRow) -> Mail | None:
        """Return an e-mail with a new link, kept as being sent; None where it is not to be sent any more."""
        form, at = self._means.book.form_of(row.form), work.now()
        standing = find_standing(work.session, row.customer_id)
        why = self._means.why_not(work, row.customer_id)
        if standing is None or standing.wants_none:
            why = "unwished"
        if at > row.asked_at + GIVEN_UP_AFTER:
            why = "away"
        if form is None or form.email is None or row.state is not SurveyState.ASKED or why:
            self._not_sent(work, row, mail, why)
            return None
        token = new_token(MAIL_BYTES)
        mail.state, mail.due_at, row.link_hash = MailStage.SENDING, None, link_hash(token)
        work.session.flush()
        language: Language = "zh" if row.language == "zh" else "en"
        to = recipient_of(work.session, row.customer_id)
        subject, text = self._text(form, to, language, link_of(self._means.public_url, token))
        return Mail(
            mail_id=row.survey_id, to_address=to.email, to_name=to.name_in(language), subject=subject, text=text, at=at,
            language=language,
        )  # fmt: skip

    def _text(self, form: Form, to: Recipient, language: Language, link: str) -> tuple[str, str]:
        assert form.email is not None, "who sends has looked"
        letters, bank = self._means.letters, self._means.bank_name.get(language) or self._means.bank_name["en"]
        minutes = max(1, round(len(form.questions) * SECONDS_EACH / 60))
        values = {"bank": bank, "link": link, "days": str(form.answered_within_days), "minutes": str(minutes)}
        name = to.salutation.get(language) or to.name_in(language)
        joint = "" if language == "zh" else " "
        said = [
            clean(joint.join(line.strip() for line in each.split("\n")).format_map(values))
            for each in form.email.text[language].split("\n\n")
            if each.strip()
        ]
        signed = "\n".join((letters.sender.unit[language], bank))
        parts = [
            letters.say.greeting[language].format_map({"name": name}),
            *said,
            letters.say.closing[language],
            signed,
        ]
        return clean(form.email.subject[language].format_map(values)), "\n\n".join(parts) + "\n"

    def _leave_unfinished(self, work: UnitOfWork) -> None:
        for row, mail in SurveyMailRepository(work.session).lock_unfinished():
            self._went(work, row, mail, MailStage.UNCERTAIN)

    def _keep(self, work: UnitOfWork, mail_id: UUID, stage: MailStage, why: str) -> None:  # noqa: ARG002  it is refused
        found = SurveyMailRepository(work.session).lock_one(mail_id)
        if found is None:
            return  # they were erased meanwhile
        row, mail = found
        if stage is MailStage.WAITING:
            mail.state, mail.due_at, row.link_hash = stage, work.now() + AGAIN_AFTER, None
            work.session.flush()
        elif stage is MailStage.NOT_SENT:
            self._not_sent(work, row, mail, "refused")
        else:
            self._went(work, row, mail, stage)

    def _went(self, work: UnitOfWork, row: SurveyRow, mail: SurveyMailRow, state: MailStage) -> None:
        """It went out, or perhaps: from now on they have their days to answer."""
        at, form = work.now(), self._means.book.form_of(row.form)
        mail.state, mail.due_at = state, None
        if form is not None and row.state is SurveyState.ASKED:
            row.ends_at = at + timedelta(days=form.answered_within_days)
        work.session.flush()
        ContactRepository(work.session).put(
            {
                "contact_id": row.survey_id,
                "source_code": OWN_SOURCE,
                "source_key": f"survey:{row.survey_id}",
                "customer_id": row.customer_id,
                "at": at,
                "channel": Channel.EMAIL,
                "direction": Direction.OUTBOUND,
                "subject": dict(row.form_name),
                "outcome": dict(_SENT if state is MailStage.SENT else _PERHAPS),
            },
            goes_on=False,
        )

    @staticmethod
    def _not_sent(work: UnitOfWork, row: SurveyRow, mail: SurveyMailRow, why: str) -> None:
        mail.state, mail.due_at, row.link_hash, mail.why = MailStage.NOT_SENT, None, None, why
        give_up(work.session, row, at=work.now())
        tell_case(work, row, None)


def tell_case(work: UnitOfWork, row: SurveyRow, by: UUID | None) -> None:
    """Note in the history of the complaint that a survey is about how it stands now."""
    if row.record_kind is RecordKind.COMPLAINT:
        note_paper(
            work.session, row.record_id, EventKind.SURVEY, by=by, at=work.now(), events=work.records,
            detail={"survey": str(row.survey_id), "state": SurveyState(row.state).value},
        )  # fmt: skip
