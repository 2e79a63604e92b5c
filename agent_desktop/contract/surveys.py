"""How customers found it, and how they had expected it: asked after a complaint is closed, and after calls."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import Answer, Language, LocalText, Request
from agent_desktop.contract.mails import MailStage

COMMENT_LIMIT: Final = 1000

Score = Annotated[int, Field(ge=1, le=5)]


class SurveyWay(StrEnum):
    """How a customer is asked."""

    PHONE = "phone"  # by somebody who reads the questions and notes the answers
    MESSAGE = "message"
    EMAIL = "email"
    KEYPAD = "keypad"  # by the carrier, after a call: nobody can choose it


class SurveyState(StrEnum):
    """How far it has come. All but the first are its ends."""

    ASKED = "asked"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_ANSWERED = "not_answered"  # its days are over
    NOT_SENT = "not_sent"  # by e-mail, and none could be sent: nobody was asked


class SurveyQuestion(Answer):
    """One question; where `expected` has words, how they had expected it is asked too."""

    code: str
    perceived: LocalText
    expected: LocalText = Field(default_factory=dict)


class SurveyForm(Answer):
    """`GET /v1/survey-forms`: one of them. `low` and `high` name the ends of the scale of five."""

    code: str
    name: LocalText
    about: RecordKind
    intro: LocalText
    low: LocalText
    high: LocalText
    questions: tuple[SurveyQuestion, ...]
    ways: tuple[SurveyWay, ...]
    answered_within_days: int


class GivenScore(Request):
    """What was answered to one question, of five."""

    question: str = Field(max_length=40)
    perceived: Score
    expected: Score | None = None


class KeptScore(Answer):
    """What was answered to one question, of `scale`: five counts from 1, ten from 0."""

    question: str
    perceived: int
    expected: int | None = None
    scale: int = 5


class Survey(Answer):
    """One survey of one customer about one record. `perceived` and `expected` are the means of `scores`, of five, `gap`
    the mean of perceived less expected of the questions that have both. `questions` is how many it had where not all
    need be answered. `linked`: the customer has a link to its questions. `mail` is how its e-mail stands; `mail_why`
    why it does not go out (``no_email``, ``unwished``, ``no_consent``, ``refused``, ``away``), empty for nothing."""

    survey_id: UUID
    version: int
    form: str
    form_name: LocalText
    record_kind: RecordKind
    record_id: UUID
    customer_id: UUID
    way: SurveyWay
    state: SurveyState
    asked_at: AwareDatetime
    asked_by: UUID | None
    ends_at: AwareDatetime
    answered_at: AwareDatetime | None = None
    scores: tuple[KeptScore, ...] = ()
    questions: int | None = None
    perceived: Decimal | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    comment: str = ""
    linked: bool = False
    mail: MailStage | None = None
    mail_why: str = ""


class Surveys(Answer):
    """`GET /v1/records/{record_kind}/{record_id}/surveys` and `GET /v1/customers/{customer_id}/surveys`: newest first.

    `form` is the one to ask of this record now, None where none is to be asked: `why_not` says why (`not_closed`,
    `no_customer`, `asked_already`, `asked_lately`, `unwished`, `no_form`). `ways` are open.
    """

    surveys: tuple[Survey, ...] = ()
    form: SurveyForm | None = None
    ways: tuple[SurveyWay, ...] = ()
    why_not: str = ""


class AskSurvey(Request):
    """`POST /v1/surveys`. `survey_id` is the desktop's: asked again, it is the same one. By MESSAGE and EMAIL the
    server sends the words of the form in `language`, with a link to a page that has the questions: by EMAIL always, by
    MESSAGE where customers reach that page."""

    survey_id: UUID
    record_kind: RecordKind
    record_id: UUID
    form: str = Field(max_length=40)
    way: SurveyWay
    language: Language = "en"
    call_id: UUID | None = None


class AnswerSurvey(Request):
    """`POST /v1/surveys/{survey_id}/answer`: every question of the form, whoever noted it."""

    command_id: UUID
    seen_version: int
    scores: tuple[GivenScore, ...] = Field(min_length=1, max_length=20)
    comment: str = Field(default="", max_length=COMMENT_LIMIT)


class RefuseSurvey(Request):
    """`POST /v1/surveys/{survey_id}/refusal`: the customer does not want to."""

    command_id: UUID
    seen_version: int
