"""``/v1/complaints/questions``: what became of *Was this a complaint?* at the end of a call."""

from fastapi import APIRouter

from agent_desktop.contract.complaint_questions import AnswerQuestion, QuestionCounted
from agent_desktop.records.complaint_questions.service import count_answer
from agent_desktop.server.complaints.asking import Recorder, Unit, expect_own_part


def question_routes() -> APIRouter:
    """Build the route."""
    router = APIRouter(tags=["complaints"])

    @router.post("/complaints/questions")
    def answer_question(command: AnswerQuestion, person: Recorder, work: Unit) -> QuestionCounted:
        expect_own_part(work.session, command.call_id, person)
        count_answer(
            work.session,
            call_id=command.call_id,
            agent_id=person.user_id,
            answer=command.answer,
            cause=command.cause,
            at=work.now(),
        )
        return QuestionCounted()

    return router
