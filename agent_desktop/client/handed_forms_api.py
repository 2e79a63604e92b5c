"""The routes of forms that go along with a call. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.handed_forms import HandedForm, HandedFormDeed, HandForm

_FORMS = f"{API_PREFIX}/handed-forms"


class HandedFormsApi:
    """Hands the form of a complaint on, and takes one over."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._form = TypeAdapter(HandedForm)
        self._none: TypeAdapter[None] = TypeAdapter(None)

    def hand(self, call_id: UUID, command: HandForm) -> HandedForm:
        """Have a form go along with the call's note. Raises HANDED_FORM_TAKEN, HANDED_FORM_GONE, NOT_YOUR_CALL."""
        return self._http.send("PUT", f"{API_PREFIX}/calls/{call_id}/handed-form", self._form, body=command)

    def handed(self, complaint_id: UUID) -> HandedForm:
        """Return how a form stands. Raises HANDED_FORM_GONE, NOT_YOUR_CALL."""
        return self._http.send("GET", f"{_FORMS}/{complaint_id}", self._form)

    def take(self, complaint_id: UUID, command: HandedFormDeed) -> HandedForm:
        """Go on with a form. Raises HANDED_FORM_GONE, HANDED_FORM_TAKEN, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{_FORMS}/{complaint_id}/take", self._form, body=command)

    def drop(self, complaint_id: UUID, command: HandedFormDeed) -> None:
        """Have it go along no more. Raises HANDED_FORM_TAKEN."""
        self._http.send("POST", f"{_FORMS}/{complaint_id}/drop", self._none, body=command)
