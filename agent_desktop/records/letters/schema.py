"""Letters as their file holds them: what each says, part by part, and what whoever writes one fills in."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.complaints import ComplaintState, Region
from agent_desktop.contract.letters import WordKind

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.typ$")]
Texts = dict[str, str]

ASKED_FROM: Final = frozenset({"what_happened", "answer", "result", "answer_by"})
"""What of a complaint may be proposed for a word."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(Part):
    """`template` is a file beside this one. Of the fonts the first of each that is there is used."""

    template: FileName
    colour: Colour
    latin_fonts: tuple[str, ...] = Field(min_length=1, max_length=20)
    chinese_fonts: tuple[str, ...] = Field(min_length=1, max_length=20)


class Sender(Part):
    """Who writes. `lines` stand at the head, `foot` at the end of each page."""

    unit: Texts
    lines: dict[str, list[str]]
    foot: dict[str, list[str]]
    phone: str
    email: str
    web: str


class Sayings(Part):
    """The words around every letter."""

    page: Texts
    greeting: Texts
    closing: Texts
    our_reference: Texts
    date: Texts
    gap: Texts
    number: Texts
    received_on: Texts
    about: Texts
    product: Texts
    answer_by: Texts
    redress: Texts


class Word(Part):
    """What whoever writes the letter fills in. `from` names what of the complaint is proposed for it."""

    code: Code
    kind: WordKind
    needed: bool
    name: Texts
    hint: Texts = Field(default_factory=dict)
    asked_from: str = Field(default="", alias="from")


class LetterPart(Part):
    """One part of a letter: exactly one of `text`, `heading`, `facts` and `words`. `source` is where what it claims was
    read."""

    text: Texts | None = None
    heading: Texts | None = None
    facts: tuple[Code, ...] | None = None
    words: Code | None = None
    regions: frozenset[Region] = frozenset()
    only_with: str = ""
    source: str = ""


class Letter(Part):
    """One letter. `kind` is what it is for, whatever the bank calls it; `fits` are the states it is meant for. With
    `regions` it is only for complaints of these rules."""

    code: Code
    kind: Code
    name: Texts
    subject: Texts
    fits: frozenset[ComplaintState]
    regions: frozenset[Region] = frozenset()
    words: tuple[Word, ...] = ()
    parts: tuple[LetterPart, ...] = Field(min_length=1)


class Cover(Part):
    """What an e-mail says that brings a letter. An empty line in `text` begins a paragraph. Both may name {bank},
    {number} and {letter}: it says no more of the customer than that, whoever reads it on the way."""

    subject: Texts
    text: Texts


class LetterBook(Part):
    """The file. Without an `email` no letter goes out by e-mail."""

    look: Look
    sender: Sender
    say: Sayings
    email: Cover | None = None
    letters: tuple[Letter, ...] = Field(min_length=1)
