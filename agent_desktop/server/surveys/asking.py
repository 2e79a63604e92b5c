"""Asks by itself how it was, some time after a complaint was closed: by a call back, with the script of the survey, or
by a short message, or by e-mail.

What the customer says in that script is the survey's answer, or that they want none. Everything stands in rows: a
server that dies leaves the rest to the next round.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

import structlog

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.contract.surveys import COMMENT_LIMIT, AnswerSurvey, AskSurvey, GivenScore, SurveyState, SurveyWay
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.making import Wanted, make_callback
from agent_desktop.records.callbacks.numbers import numbers_of
from agent_desktop.records.complaints.access import lock_row
from agent_desktop.records.surveys.models import SurveyRow
from agent_desktop.records.surveys.repository import AskedByItselfRepository, SaidByScript, SurveyRepository
from agent_desktop.records.surveys.schema import AfterClosing, SurveyBook
from agent_desktop.records.surveys.service import Subject, answer, ask, refuse, why_not
from agent_desktop.records.surveys.spoken import FORM as SPOKEN_FORM
from agent_desktop.server.again import again
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.surveys.by_email import MailMeans, ask_by_email, tell_case
from agent_desktop.server.surveys.by_message import HungUpFirst, ask_by_message
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 60.0
AT_ONCE: Final = 50
BEGINS_WITHIN: Final = timedelta(days=14)
"""Whose complaint was closed longer ago is asked nothing any more by itself."""

_log = structlog.stdlib.get_logger(__name__)

Begin = Callable[[], AbstractContextManager[UnitOfWork]]


class SurveyAsking:
    """The work of one server, for `Repeated`. Whom it could not ask it leaves alone while it runs."""

    def __init__(
        self,
        begin: Begin,
        book: SurveyBook,
        callbacks: CallbackBook,
        messaging: Messaging,
        mails: MailMeans | None = None,
    ) -> None:
        self._begin, self._book, self._callbacks, self._messaging = begin, book, callbacks, messaging
        self._mails = mails
        self._passed: set[UUID] = set()

    def run_due(self) -> int:
        """Ask whose time has come, note what was said in scripts, and return how many of both."""
        plan = self._book.after_closing
        if plan is None or not plan.in_use:
            return 0
        done = 0
        with self._begin() as work:
            until = work.now() - timedelta(hours=plan.after_hours)
            repository = AskedByItselfRepository(work.session)
            to_ask = repository.list_to_ask(until - BEGINS_WITHIN, until, AT_ONCE, self._passed)
            said = repository.answered_by_script(plan.form.code, plan.by_script, AT_ONCE)
        for complaint_id in to_ask:
            asked = again(partial(self._ask, plan, complaint_id))
            done += asked
            if not asked:
                self._passed.add(complaint_id)
        for each in said:
            done += again(partial(self._note, plan, each))
        if done:
            _log.info("surveys.by_themselves", count=done)
        return done

    def _ask(self, plan: AfterClosing, complaint_id: UUID) -> bool:
        with self._begin() as work:
            session = work.session
            row = lock_row(session, complaint_id)
            if row is None or row.customer_id is None or row.closed_at is None:
                return False
            subject = Subject(RecordKind.COMPLAINT, complaint_id, row.customer_id, True, row.team, row.owner_id)
            book = self._book.model_copy(update={"forms": (plan.form,)})
            if plan.way is not SurveyWay.PHONE:
                asked = self._write(work, plan.way, book, subject)
                if asked is not None:
                    tell_case(work, asked, None)
                return asked is not None
            numbers = numbers_of(session, row.customer_id)
            if not numbers or why_not(session, book, subject, at=work.now()):
                return False
            wanted = Wanted(
                kind=CallbackKind.RELATIONSHIP,
                reason_code=plan.callback,
                number=numbers[0][1],
                number_id=numbers[0][0],
                customer_id=row.customer_id,
                reason=row.number,
                in_minutes=0,
                complaint_id=complaint_id,
            )
            try:
                with session.begin_nested():
                    make_callback(Doing(session, work.now(), None, self._callbacks, work.records), wanted)
            except CallbackRefusedError:
                return False  # they wish no such calls, or there is no lawful hour
            command = AskSurvey(
                survey_id=uuid4(), record_kind=RecordKind.COMPLAINT, record_id=complaint_id, form=plan.form.code,
                way=SurveyWay.PHONE,
            )  # fmt: skip
            survey = ask(session, book, subject, command, message_id=None, by=None, at=work.now())
            tell_case(work, survey, None)
            return True

    def _write(self, work: UnitOfWork, way: SurveyWay, book: SurveyBook, subject: Subject) -> SurveyRow | None:
        if way is SurveyWay.MESSAGE:
            public_url = "" if self._mails is None else self._mails.public_url
            return ask_by_message(work, self._messaging, book, subject, public_url)
        return None if self._mails is None else ask_by_email(work, self._mails, book, subject)

    def _note(self, plan: AfterClosing, said: SaidByScript) -> bool:
        by_script, given, by = plan.by_script, said.answers, said.agent_id
        declined = by_script.declined
        with self._begin() as work:
            session, at = work.session, work.now()
            row = SurveyRepository(session).lock(said.survey_id)
            if row.state is not SurveyState.ASKED:
                return False
            if declined is not None and given.get(declined.question) == declined.answer:
                refuse(session, row, row.version, by=by, at=at, said_at=said.at)
            else:
                scores = tuple(
                    GivenScore(
                        question=code,
                        perceived=by_script.answers[given[each.perceived]],
                        expected=by_script.answers[given[each.expected]] if each.expected else None,
                    )
                    for code, each in by_script.questions.items()
                )
                comment = str(given.get(by_script.comment) or "")[:COMMENT_LIMIT]
                command = AnswerSurvey(command_id=uuid4(), seen_version=row.version, scores=scores, comment=comment)
                answer(session, self._book, row, command, by=by, at=at, said_at=said.at)
                AskedByItselfRepository(session).drop_spoken(said.call_id, SPOKEN_FORM)
            tell_case(work, row, by)
            return True


def asking_worker(
    begin: Begin,
    book: SurveyBook,
    callbacks: CallbackBook,
    messaging: Messaging,
    mails: MailMeans | None = None,
    *,
    asks_who_hung_up: bool = False,
) -> Repeated:
    """Return the thread that does it. `asks_who_hung_up`: also who was to be asked by keypad and hung up first."""
    asking = SurveyAsking(begin, book, callbacks, messaging, mails)
    hung_up = HungUpFirst(begin, book, messaging, "" if mails is None else mails.public_url)

    def run() -> None:
        asking.run_due()
        if asks_who_hung_up:
            hung_up.run_due()

    return Repeated("surveys-asked", run, every_seconds=LOOK_SECONDS)
