"""A survey that a caller answers with the keys of their telephone, as a file holds it. A carrier plays it; which
question comes next is decided in `walk`."""

from typing import Annotated, Literal

from pydantic import Field

from telephony.menu.schema import Code, Label, Language, Part, Prompt

MOST_QUESTIONS = 6


class KeyedQuestion(Part):
    """One question. `scale`: 1 to 5, one key; or 0 to 10, one or two keys, ended by ``#`` or silence. With `expected`,
    how they had expected it is asked next."""

    code: Code
    scale: Annotated[int, Field(ge=5, le=10, multiple_of=5)] = 5
    prompt: Prompt
    expected: Prompt | None = None


class KeypadSurvey(Part):
    """The whole of it, in this order: `opening`, the questions, `thanks`.

    `languages` are those that it speaks; a caller of another hears all of them. `wait_seconds` of silence, or a key
    that is no answer, has a question played again, `tries` times in all: then it is over with what was answered.
    `refuse_key` is what somebody presses who does not want to. After `longest_seconds` (business clock) the call ends,
    wherever they are.
    """

    code: Code
    name: Label
    languages: tuple[Language, ...] = Field(min_length=1)
    wait_seconds: int = Field(default=5, ge=2, le=20)
    tries: int = Field(default=2, ge=1, le=3)
    longest_seconds: int = Field(default=180, ge=30, le=600)
    refuse_key: Literal["*"] = "*"
    opening: Prompt
    not_understood: Prompt
    thanks: Prompt
    questions: tuple[KeyedQuestion, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)
