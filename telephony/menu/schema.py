"""An entry menu as its file holds it. A carrier plays it; which step comes next is decided in `walk`.

Nothing here knows a carrier: a prompt is a text for each language, and, where a bank has recorded one, the name of a
file that the carrier keeps.
"""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

END_KEY: Final = "#"
"""Ends a keyed number; alone it says that the caller has none at hand. No choice may have it."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
CodeOrNone = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,39})?$")]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9*]$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
LanguageOrNone = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Z]{2})?)?$")]
RecordingName = Annotated[str, StringConstraints(pattern=r"^\w[\w. -]{0,95}\.(mp3|wav)$")]
"""A file in the folder of recordings, without the folder."""
Label = dict[str, str]
"""A short text for the agent, by the languages of the desktop."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Prompt(Part):
    """What a caller hears, by language: `text` for the carrier's voice, `file` where a recording is to be played. The
    text is what is said while the recording is not there."""

    text: dict[Language, str]
    file: dict[Language, RecordingName] = Field(default_factory=dict)


class Choice(Part):
    """One key of a step. What it leaves empty stays as the choices before it left it.

    `language` is what the caller hears from then on; `reason` and `queue` go with the call. Without `next` the menu
    ends here.
    """

    key: Key
    label: Label
    language: LanguageOrNone = ""
    reason: CodeOrNone = ""
    queue: CodeOrNone = ""
    next: CodeOrNone = ""


class KeyedNumber(Part):
    """An account or customer number of `shortest` to `longest` digits. One digit alone is never a number, so that
    the fixed keys work here too."""

    shortest: int = Field(default=4, ge=2, le=20)
    longest: int = Field(default=20, ge=2, le=20)
    next: CodeOrNone = ""


class Step(Part):
    """One thing asked of the caller: to choose, or to key a number."""

    id: Code
    prompt: Prompt
    choices: tuple[Choice, ...] = ()
    number: KeyedNumber | None = None


class FixedKey(Part):
    """A key that does the same at every step and goes to a person at once."""

    key: Key
    label: Label
    reason: CodeOrNone = ""
    queue: CodeOrNone = ""


class CallbackOffer(Part):
    """What a caller is offered once, after `after_seconds` in the queue: to say that a call back is wished.

    Only the wish is kept, and they keep their place: so `prompt` and `thanks` may promise no more than that.
    """

    after_seconds: int = Field(ge=10, le=3600)
    key: Key
    label: Label
    prompt: Prompt
    thanks: Prompt


class PlaceNews(Part):
    """What a waiting caller hears of their place, each `every_seconds`: `prompt` with ``{place}`` and ``{minutes}``,
    `prompt_place` where nobody can say how long. Spoken only: no recording can say the numbers."""

    every_seconds: int = Field(default=60, ge=20, le=600)
    prompt: Prompt
    prompt_place: Prompt


class Menu(Part):
    """The whole tree. The first of `steps` is the first that is played.

    `languages` are those that it speaks; until one is chosen all of them are heard, in this order. `wait_seconds` of
    silence count as an answer that was not understood; a step is played `tries` times in all, then the caller goes
    to a person with what they have chosen so far. `not_understood` is heard before a step is played again,
    `please_wait` before the queue and `place` in it; `closed` and `full`, where no queue takes them, before the call
    ends. `degraded` is what the carrier says by itself while no server answers; `urgent` works there too.

    A caller who is passed on hears `transfer_wait` as they are put on hold, `transfer_looking` while they still are and
    nobody has come, `transfer_coming` as they are given to somebody, `transfer_queue` as they go back to a queue and
    `transfer_back` as their agent comes back; each may be left out.
    """

    languages: tuple[Language, ...] = Field(min_length=1)
    wait_seconds: int = Field(default=6, ge=2, le=30)
    tries: int = Field(default=3, ge=1, le=5)
    urgent: FixedKey
    person: FixedKey
    not_understood: Prompt
    please_wait: Prompt
    degraded: Prompt
    callback: CallbackOffer | None = None
    place: PlaceNews | None = None
    closed: Prompt | None = None
    full: Prompt | None = None
    transfer_wait: Prompt | None = None
    transfer_looking: Prompt | None = None
    transfer_coming: Prompt | None = None
    transfer_queue: Prompt | None = None
    transfer_back: Prompt | None = None
    steps: tuple[Step, ...] = Field(min_length=1)
