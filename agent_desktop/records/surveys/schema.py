"""Surveys as their file holds them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.surveys import SurveyWay

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Texts = dict[str, str]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Part):
    """One question. With `expected`, how they had expected it is asked too."""

    code: Code
    perceived: Texts
    expected: Texts = Field(default_factory=dict)


class Email(Part):
    """What an e-mail says. An empty line in `text` begins a paragraph; it names {link}, where the questions are, and
    may name {bank}, {days} (how long they may be answered) and {minutes} (how long that takes)."""

    subject: Texts
    text: Texts


class Form(Part):
    """One survey. `message` is the template of messages by which it is asked, `email` what an e-mail says, where it is
    asked so. Where customers reach the page of the questions, a message says `message_with_link` in the place of the
    template's words, unless that is empty: it names {link}, and may name {bank} and {days}."""

    code: Code
    about: RecordKind
    name: Texts
    intro: Texts
    low: Texts
    high: Texts
    ways: tuple[SurveyWay, ...] = Field(min_length=1)
    message: str = ""
    message_with_link: Texts = Field(default_factory=dict)
    email: Email | None = None
    answered_within_days: Annotated[int, Field(ge=1, le=90)]
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)


class Scored(Part):
    """Which questions of a script are the scores of one of a survey: how it was, and how they had expected it."""

    perceived: str
    expected: str = ""


class Declined(Part):
    """The answer to a question of a script that says that somebody does not want to be asked."""

    question: str
    answer: str


class ByScript(Part):
    """What of a script answers a survey: `questions` by the codes of the survey's, `answers` the script's options, each
    of five, `comment` the question that has their own words, empty for none. Who has `declined` has refused."""

    script: str
    questions: dict[Code, Scored] = Field(min_length=1)
    answers: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1)
    comment: str = ""
    declined: Declined | None = None


class AfterClosing(Part):
    """A survey that is asked by itself `after_hours` from the close of a complaint, only where `in_use`. By `phone` a
    callback of the reason `callback` is made, and whoever calls goes by a script, whose answers are the survey's. By
    `message` the form's short message goes out, by `email` its e-mail; who may not be written to is not asked."""

    in_use: bool = False
    way: Literal[SurveyWay.PHONE, SurveyWay.MESSAGE, SurveyWay.EMAIL] = SurveyWay.PHONE
    after_hours: Annotated[int, Field(ge=0, le=336)] = 24
    callback: Code = "survey"
    form: Form
    by_script: ByScript


class SurveyBook(Part):
    """The file. Whoever was asked is left alone for `quiet_days`. `without_consent_in` are the places where to ask how
    it was by SMS or e-mail is no advertising, each with what says so; elsewhere it needs a consent on record."""

    quiet_days: Annotated[int, Field(ge=0, le=365)]
    without_consent_in: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], str] = Field(
        default_factory=dict
    )
    forms: tuple[Form, ...]
    after_closing: AfterClosing | None = None

    def form_of(self, code: str) -> Form | None:
        """Return a form by its code, also the one that is asked by itself."""
        return next((form for form in self.all_forms if form.code == code), None)

    @property
    def all_forms(self) -> tuple[Form, ...]:
        """Every form that a survey may have."""
        return (*self.forms, *((self.after_closing.form,) if self.after_closing is not None else ()))
