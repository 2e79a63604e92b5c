"""What may go wrong with letters."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class LetterRefusedError(RecordsError):
    """The letter does not go out. Details: `problem`, a `LetterRefusal`, and what its comment names."""

    code: ClassVar[ErrorCode] = ErrorCode.LETTER_REFUSED


class LettersNotSetUpError(RecordsError):
    """This server cannot write letters: Typst, the template, or a font is missing. Details: `problem`."""

    code: ClassVar[ErrorCode] = ErrorCode.LETTERS_NOT_SET_UP
