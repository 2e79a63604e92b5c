"""Letters to customers. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.letters import LetterPreview, Letters, PreviewLetter, SendLetter, SentLetter


class LettersApi:
    """By templates that the bank has approved. The PDF of a sent letter is an attachment."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._letters = TypeAdapter(Letters)
        self._preview = TypeAdapter(LetterPreview)
        self._sent = TypeAdapter(SentLetter)

    def letters(self, complaint_id: UUID) -> Letters:
        """Return what may be written about a complaint, and what was sent."""
        return self._http.send("GET", _path(complaint_id), self._letters)

    def preview(self, complaint_id: UUID, asked: PreviewLetter) -> LetterPreview:
        """Return a letter as it would go out. Raises TEMPLATE_UNKNOWN, LETTER_REFUSED, LETTERS_NOT_SET_UP."""
        return self._http.send("POST", f"{_path(complaint_id)}/preview", self._preview, body=asked)

    def send(self, complaint_id: UUID, command: SendLetter) -> SentLetter:
        """Keep a letter as sent. Raises LETTER_REFUSED (`problem`, a `LetterRefusal`), TEMPLATE_UNKNOWN,
        LETTERS_NOT_SET_UP, ATTACHMENTS_NOT_SET_UP."""
        return self._http.send("POST", _path(complaint_id), self._sent, body=command)


def _path(complaint_id: UUID) -> str:
    return f"{API_PREFIX}/complaints/{complaint_id}/letters"
