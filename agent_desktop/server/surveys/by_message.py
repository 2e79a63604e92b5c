"""Asks by a short message: with a link to the page of the questions where customers reach it. Also without anybody who
asks for it: after a complaint, and who hung up before the keypad could."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
import structlog

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import Language
from agent_desktop.contract.messages import MessageTo
from agent_desktop.contract.surveys import AskSurvey, SurveyWay
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.messages.service import written_language_of
from agent_desktop.records.surveys.links import MESSAGE_BYTES, link_hash, link_of, new_token
from agent_desktop.records.surveys.models import SurveyRow
from agent_desktop.records.surveys.schema import Form, SurveyBook
from agent_desktop.records.surveys.service import Subject, ask, form_about, why_not
from agent_desktop.server.again import again
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.messages.service import Linked, Messaging
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import NotAsked

WITHIN: Final = timedelta(hours=6)
"""Whose call is over longer ago is asked nothing any more about it by itself."""
AT_ONCE: Final = 50

_log = structlog.stdlib.get_logger(__name__)

Begin = Callable[[], AbstractContextManager[UnitOfWork]]


def linked_words(form: Form, public_url: str) -> Linked | None:
    """Return what the short message of a survey says, with a new link to its questions; None where customers do not
    reach the page (`public_url` is empty), or the bank has no words for it: the template's own go out then."""
    if not public_url or not form.message_with_link:
        return None
    token = new_token(MESSAGE_BYTES)
    values = {"link": link_of(public_url, token), "days": str(form.answered_within_days)}
    return Linked(form.message_with_link, values, token)


def keep_link(work: UnitOfWork, row: SurveyRow, linked: Linked | None) -> None:
    """Keep whose link it is."""
    if linked is not None:
        row.link_hash = link_hash(linked.secret)
        work.session.flush()


def ask_by_message(
    work: UnitOfWork, messaging: Messaging, book: SurveyBook, subject: Subject, public_url: str
) -> SurveyRow | None:
    """Ask about something by a short message; None where that is not to be, or they may not be written to."""
    session, form = work.session, form_about(book, subject.kind)
    if form is None or SurveyWay.MESSAGE not in form.ways or subject.customer_id is None:
        return None
    if why_not(session, book, subject, at=work.now()):
        return None
    survey_id = uuid4()
    language: Language = "zh" if written_language_of(session, subject.customer_id) == "zh" else "en"
    command = AskSurvey(
        survey_id=survey_id, record_kind=subject.kind, record_id=subject.record_id, form=form.code,
        way=SurveyWay.MESSAGE, language=language,
    )  # fmt: skip
    asked = MessageTo(customer_id=subject.customer_id, template=form.message, language=language)
    message_id, linked = uuid5(survey_id, "message"), linked_words(form, public_url)
    if messaging.send_unseen(work, None, asked, message_id, linked):
        return None
    row = ask(session, book, subject, command, message_id=message_id, by=None, at=work.now())
    keep_link(work, row, linked)
    return row


class HungUpFirst:
    """Callers who were to be asked by keypad and hung up before. Whom it could not ask it leaves alone from then on."""

    def __init__(self, begin: Begin, book: SurveyBook, messaging: Messaging, public_url: str = "") -> None:
        self._begin, self._book, self._messaging, self._public_url = begin, book, messaging, public_url
        self._passed: set[UUID] = set()

    def run_due(self) -> int:
        """Ask them, and return how many that were."""
        done = 0
        with self._begin() as work:
            asked = sa.exists().where(
                SurveyRow.record_kind == RecordKind.CALL, SurveyRow.record_id == CallSurveyRow.call_id
            )
            query = sa.select(CallSurveyRow.call_id, CallSurveyRow.agent_id).where(
                CallSurveyRow.why_not == NotAsked.CALLER_HUNG_UP,
                CallSurveyRow.code != "",
                CallSurveyRow.decided_at > work.now() - WITHIN,
                CallSurveyRow.call_id.not_in(list(self._passed)),
                ~asked,
            )
            found = work.session.execute(query.order_by(CallSurveyRow.decided_at).limit(AT_ONCE)).all()
        for call_id, agent_id in found:
            if again(partial(self._ask, call_id, agent_id)):
                done += 1
            else:
                self._passed.add(call_id)
        if done:
            _log.info("surveys.by_message", count=done)
        return done

    def _ask(self, call_id: UUID, agent_id: UUID | None) -> bool:
        with self._begin() as work:
            link = find_link(work.session, call_id)
            agent = None if agent_id is None else UserRepository(work.session).find_user(agent_id)
            subject = Subject(
                RecordKind.CALL, call_id, None if link is None else link.customer_id, is_over=True,
                team="" if agent is None else agent.team, agent_id=agent_id,
            )  # fmt: skip
            return ask_by_message(work, self._messaging, self._book, subject, self._public_url) is not None
