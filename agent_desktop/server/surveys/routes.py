"""``/v1/surveys``: customers are asked how it was, and what they answer is noted."""

from collections.abc import Callable
from typing import Annotated, Final
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.messages import MessageTo
from agent_desktop.contract.sessions import Person
from agent_desktop.contract.surveys import (
    AnswerSurvey,
    AskSurvey,
    RefuseSurvey,
    Survey,
    SurveyForm,
    SurveyQuestion,
    Surveys,
    SurveyState,
    SurveyWay,
)
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.history import note_paper
from agent_desktop.records.errors import MessageRefusedError
from agent_desktop.records.surveys.errors import SurveyRefusedError
from agent_desktop.records.surveys.mailing import SurveyMailRepository
from agent_desktop.records.surveys.models import SurveyRow
from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.records.surveys.schema import Form
from agent_desktop.records.surveys.service import answer, ask, form_about, refuse, shown, why_not
from agent_desktop.server.auth.rules import COMPLAINT_READERS, CUSTOMER_READERS, SignedIn
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.surveys.by_email import MailMeans
from agent_desktop.server.surveys.by_message import keep_link, linked_words
from agent_desktop.server.surveys.subjects import subject_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

LISTED: Final = 20
ASKERS: Final = SignedIn(COMPLAINT_READERS.roles)
PROFILE_READERS: Final = SignedIn(CUSTOMER_READERS.roles | COMPLAINT_READERS.roles)

Asker = Annotated[Person, Depends(ASKERS)]
Reader = Annotated[Person, Depends(PROFILE_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def survey_routes(mails: MailMeans, complaints: ComplaintBook, messaging: Messaging) -> APIRouter:
    """Build the routes."""
    router, book = APIRouter(tags=["surveys"]), mails.book

    @router.get("/survey-forms")
    def forms(_: Reader) -> list[SurveyForm]:
        return [_form(form) for form in book.all_forms]

    @router.get("/records/{record_kind}/{record_id}/surveys")
    def of_record(record_kind: RecordKind, record_id: UUID, person: Asker, work: Unit) -> Surveys:
        subject = subject_of(work, person, record_kind, record_id, complaints)
        rows = SurveyRepository(work.session).list_of_record(record_kind, record_id)
        problem = why_not(work.session, book, subject, at=work.now())
        form = form_about(book, record_kind) if not problem else None
        if subject.customer_id is not None:
            _look(work, person, "surveys.shown", subject.customer_id)
        return Surveys(
            surveys=shown(work.session, rows),
            form=None if form is None else _form(form),
            ways=() if form is None else tuple(way for way in form.ways if way is not SurveyWay.EMAIL or mails.is_open),
            why_not=problem,
        )

    @router.get("/customers/{customer_id}/surveys")
    def of_customer(customer_id: UUID, person: Reader, work: Unit) -> Surveys:
        rows = SurveyRepository(work.session).list_of_person(customer_id, LISTED)
        _look(work, person, "surveys.shown", customer_id)
        return Surveys(surveys=shown(work.session, rows))

    @router.post("/surveys")
    def begin(command: AskSurvey, person: Asker, work: Unit) -> Survey:
        def do() -> Survey:
            subject = subject_of(work, person, command.record_kind, command.record_id, complaints)
            message_id = uuid5(command.survey_id, "message") if command.way is SurveyWay.MESSAGE else None
            if command.way is SurveyWay.EMAIL and not mails.is_open:
                raise SurveyRefusedError(problem="way_closed")
            row = ask(work.session, book, subject, command, message_id=message_id, by=person.user_id, at=work.now())
            form = form_about(book, subject.kind)
            if message_id is not None and form is not None:
                to = MessageTo(
                    customer_id=row.customer_id, template=form.message, language=command.language,
                    call_id=command.call_id,
                )  # fmt: skip
                linked = linked_words(form, mails.public_url)
                if why := messaging.send_unseen(work, person, to, message_id, linked):
                    raise MessageRefusedError(problem=why)
                keep_link(work, row, linked)
            if command.way is SurveyWay.EMAIL:
                if problem := mails.why_not(work, row.customer_id):
                    raise SurveyRefusedError(problem=problem)
                SurveyMailRepository(work.session).add(row.survey_id, work.now())
            _note(work, person, row)
            return shown(work.session, [row])[0]

        return _once(work, person, command.survey_id, "survey", command, do, command.survey_id)

    @router.post("/surveys/{survey_id}/answer")
    def take_answer(survey_id: UUID, command: AnswerSurvey, person: Asker, work: Unit) -> Survey:
        def do() -> Survey:
            row = _lock(work, person, survey_id)
            answer(work.session, book, row, command, by=person.user_id, at=work.now())
            _note(work, person, row)
            return shown(work.session, [row])[0]

        return _once(work, person, command.command_id, f"survey {survey_id} answer", command, do, survey_id)

    @router.post("/surveys/{survey_id}/refusal")
    def take_refusal(survey_id: UUID, command: RefuseSurvey, person: Asker, work: Unit) -> Survey:
        def do() -> Survey:
            row = _lock(work, person, survey_id)
            refuse(work.session, row, command.seen_version, by=person.user_id, at=work.now())
            _note(work, person, row)
            return shown(work.session, [row])[0]

        return _once(work, person, command.command_id, f"survey {survey_id} refusal", command, do, survey_id)

    def _lock(work: UnitOfWork, person: Person, survey_id: UUID) -> SurveyRow:
        row = SurveyRepository(work.session).lock(survey_id)
        subject_of(work, person, row.record_kind, row.record_id, complaints)  # who may not see it may note nothing
        return row

    return router


def _once(
    work: UnitOfWork,
    person: Person,
    command_id: UUID,
    route: str,
    command: BaseModel,
    do: Callable[[], Survey],
    survey_id: UUID,
) -> Survey:
    return once(
        work.session,
        command_id=command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(route, command),
        at=work.now(),
        do=do,
        kept=lambda _: {},
        again=lambda _: shown(work.session, [SurveyRepository(work.session).lock(survey_id)])[0],
    )


def _note(work: UnitOfWork, person: Person, row: SurveyRow) -> None:
    if row.record_kind is RecordKind.COMPLAINT:
        note_paper(
            work.session,
            row.record_id,
            EventKind.SURVEY,
            by=person.user_id,
            at=work.now(),
            events=work.records,
            detail={"survey": str(row.survey_id), "state": SurveyState(row.state).value},
        )


def _form(form: Form) -> SurveyForm:
    return SurveyForm(
        code=form.code,
        name=form.name,
        about=form.about,
        intro=form.intro,
        low=form.low,
        high=form.high,
        questions=tuple(
            SurveyQuestion(code=each.code, perceived=each.perceived, expected=each.expected) for each in form.questions
        ),
        ways=form.ways,
        answered_within_days=form.answered_within_days,
    )


def _look(work: UnitOfWork, person: Person, what: str, customer_id: UUID) -> None:
    record_look(
        work.session, at=work.now(), by=person.user_id, what=what, record_kind="customer", record_id=customer_id
    )
