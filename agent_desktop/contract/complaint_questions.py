"""*Was this a complaint?*, asked at the end of a call: what became of the question, for the figures."""

from enum import StrEnum
from uuid import UUID

from agent_desktop.contract.base import Answer, Request


class QuestionAnswer(StrEnum):
    YES = "yes"
    NO = "no"


class QuestionCause(StrEnum):
    """What suggested it."""

    WORDS = "words"  # of the agent's note
    SCRIPT = "script"


class AnswerQuestion(Request):
    """`POST /v1/complaints/questions`: answered once a call by one of its agents; a second answer changes nothing."""

    command_id: UUID
    call_id: UUID
    answer: QuestionAnswer
    cause: QuestionCause


class QuestionCounted(Answer):
    """It is counted."""
