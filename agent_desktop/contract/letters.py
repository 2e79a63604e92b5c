"""Letters to customers, by templates that the bank has approved, and the record of what was sent."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Base64Bytes, Field

from agent_desktop.contract.base import Answer, Language, LocalText, Request
from agent_desktop.contract.mails import MailStage

WORDS_LIMIT: Final = 4000
"""Characters of one answer that an agent writes into a letter."""

ADDRESS_LIMIT: Final = 400


class LetterWay(StrEnum):
    """How a letter goes out. But for EMAIL none of them is done by this program: whoever sends it prints it, or
    attaches it, and says so. EMAIL is sent by the server where the bank has set that up."""

    POST = "post"
    COUNTER = "counter"  # given to the customer at a branch
    SECURE_INBOX = "secure_inbox"  # put into the customer's inbox of the bank's own channels
    EMAIL = "email"


class WordKind(StrEnum):
    """What is asked for before a letter can be written."""

    LINE = "line"
    PARAGRAPHS = "paragraphs"  # an empty line begins the next one
    DATE = "date"  # ISO 8601
    MONEY = "money"  # a decimal number, in the currency of the complaint


class LetterWord(Answer):
    """One thing that whoever writes a letter fills in. `suggested` is what the record has of it already."""

    code: str
    name: LocalText
    hint: LocalText = Field(default_factory=dict)
    kind: WordKind
    needed: bool
    suggested: str = ""


class LetterTemplate(Answer):
    """One letter that may be written about this record."""

    code: str
    name: LocalText
    languages: tuple[Language, ...]
    words: tuple[LetterWord, ...] = ()
    fits_now: bool = True  # the record is in a state that this letter is meant for; final ones are sent in no other


class SentLetter(Answer):
    """A letter that went out. Its PDF is the attachment `attachment_id`. `to_masked` is where it went to. By EMAIL
    `mail` says how that stands: until it is SENT it has not gone out, and `sent_at` is when it was asked for;
    `mail_why` why it does not go out (``address``, ``refused``, ``too_large``, ``away``, or ``file``: its PDF cannot be
    read), empty for nothing."""

    letter_id: UUID
    template: str
    name: LocalText
    language: Language
    way: LetterWay
    to_name: str
    to_masked: str
    sent_at: AwareDatetime
    sent_by: UUID
    sent_by_name: str = ""
    attachment_id: UUID
    pages: int
    checksum: str
    mail: MailStage | None = None
    mail_why: str = ""


class Letters(Answer):
    """`GET /v1/complaints/{complaint_id}/letters`: what may be written, and what was sent, oldest first.

    `language` is the customer's, `ways` how a letter can go out to them, with where it would go (masked).
    """

    templates: tuple[LetterTemplate, ...] = ()
    sent: tuple[SentLetter, ...] = ()
    language: Language = "en"
    ways: dict[LetterWay, str] = Field(default_factory=dict)
    to_name: str = ""
    is_set_up: bool = True


class WriteLetter(Request):
    """A letter as it is wanted. `words` by the code of each. `to_name` and `to_address` (lines) are those of the record
    where they are empty; what is typed goes before."""

    template: str = Field(max_length=40)
    language: Language
    words: dict[str, str] = Field(default_factory=dict, max_length=20)
    to_name: str = Field(default="", max_length=120)
    to_address: str = Field(default="", max_length=ADDRESS_LIMIT)


class PreviewLetter(WriteLetter):
    """`POST /v1/complaints/{complaint_id}/letters/preview`."""


class SendLetter(WriteLetter):
    """`POST /v1/complaints/{complaint_id}/letters`. `letter_id` is the desktop's: sent again, it is the same letter.
    `seen_digest` is that of the preview: what would read otherwise now is not sent unseen (LETTER_REFUSED)."""

    letter_id: UUID
    way: LetterWay
    seen_digest: str = Field(max_length=64)


class LetterRefusal(StrEnum):
    """Why a letter does not go out: the `problem` of LETTER_REFUSED."""

    WORD_MISSING = "word_missing"  # word
    WORD_WRONG = "word_wrong"  # word
    WORD_UNKNOWN = "word_unknown"  # word
    LANGUAGE_UNKNOWN = "language_unknown"
    NO_ADDRESS = "no_address"
    TEXT_CHANGED = "text_changed"
    NOT_NOW = "letter_not_now"  # the complaint is in no state that this letter is meant for
    NOT_APPROVED = "letter_not_approved"  # word: it does not say the answer that was approved
    WAY_NOT_SET_UP = "way_not_set_up"
    NO_EMAIL = "no_email"
    TOO_LONG = "letter_too_long"  # pages


class LetterPreview(Answer):
    """A letter as it would go out: the very PDF, the digest of what it says, and its text for a reader.

    `missing` are the codes of needed words that are empty: they stand in the letter as a visible gap, and it cannot be
    sent before they are filled.
    """

    template: str
    language: Language
    digest: str
    pdf: Base64Bytes
    pages: int
    missing: tuple[str, ...] = ()
