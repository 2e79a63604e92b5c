"""Scorecards as their file holds them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.quality import ScoreForm, ScoreQuestion, ScoreSection

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Texts = dict[str, str]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Part):
    """See `contract.quality.ScoreQuestion`."""

    code: Code
    text: Texts
    hint: Texts = Field(default_factory=dict)
    points: Annotated[int, Field(ge=1, le=100)] = 5
    yes_no: bool = False
    fatal: bool = False
    not_applicable: bool = False


class Section(Part):
    code: Code
    name: Texts
    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)


class Form(Part):
    code: Code
    name: Texts
    pass_percent: Annotated[int, Field(ge=1, le=100)]
    sections: tuple[Section, ...] = Field(min_length=1, max_length=12)


class ScoreBook(Part):
    """The file."""

    forms: tuple[Form, ...] = Field(min_length=1, max_length=50)

    def find(self, code: str) -> Form | None:
        return next((form for form in self.forms if form.code == code), None)


def shown_form(form: Form) -> ScoreForm:
    """Return a form as it crosses the wire, and as a review keeps it."""
    return ScoreForm(
        code=form.code,
        name=form.name,
        pass_percent=form.pass_percent,
        sections=tuple(
            ScoreSection(
                code=section.code,
                name=section.name,
                questions=tuple(ScoreQuestion(**question.model_dump()) for question in section.questions),
            )
            for section in form.sections
        ),
    )
