"""Notices to agents, and calls for help. Each raises `ClientError`."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.notices import (
    AnswerHelp,
    AskHelp,
    CancelHelp,
    HelpCall,
    HelpCalls,
    Notice,
    Notices,
    OwnHelp,
    OwnNotices,
    ReadNotice,
    SendNotice,
    WithdrawNotice,
)

_NOTICES: Final = f"{API_PREFIX}/notices"
_HELP: Final = f"{API_PREFIX}/help"


class NoticesApi:
    """A supervisor's side, and an agent's."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._one = TypeAdapter(Notice)
        self._all = TypeAdapter(Notices)
        self._own = TypeAdapter(OwnNotices)

    def notices(self) -> Notices:
        """Return what was sent lately, with who has read it. For supervisors."""
        return self._http.send("GET", _NOTICES, self._all)

    def send(self, command: SendNotice) -> Notice:
        """For supervisors. Raises NOTICE_REFUSED where it would reach nobody."""
        return self._http.send("POST", _NOTICES, self._one, body=command)

    def withdraw(self, notice_id: UUID, command: WithdrawNotice) -> Notice:
        """For supervisors. Raises NOTICE_NOT_FOUND and NOT_ALLOWED."""
        return self._http.send("POST", f"{_NOTICES}/{notice_id}/withdrawal", self._one, body=command)

    def own(self) -> OwnNotices:
        """Return an agent's own notices, and say that their desktop has them."""
        return self._http.send("GET", f"{_NOTICES}/own", self._own)

    def read(self, notice_id: UUID, command: ReadNotice) -> OwnNotices:
        """Say that the agent has read one. Raises NOTICE_NOT_FOUND."""
        return self._http.send("POST", f"{_NOTICES}/own/{notice_id}/reading", self._own, body=command)


class HelpApi:
    """Calls for help: an agent's side, and a supervisor's."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._one = TypeAdapter(HelpCall)
        self._all = TypeAdapter(HelpCalls)
        self._own = TypeAdapter(OwnHelp)

    def own(self) -> OwnHelp:
        """Return how the agent's own one stands."""
        return self._http.send("GET", f"{_HELP}/own", self._own)

    def ask(self, command: AskHelp) -> OwnHelp:
        """Raises AGENT_NOT_FOUND and AGENT_TRANSITION_REFUSED, where they are off the telephone."""
        return self._http.send("POST", _HELP, self._own, body=command)

    def cancel(self, command: CancelHelp) -> OwnHelp:
        """Nothing where none is open."""
        return self._http.send("POST", f"{_HELP}/cancellation", self._own, body=command)

    def calls(self) -> HelpCalls:
        """Return what is open in the supervisor's scope."""
        return self._http.send("GET", _HELP, self._all)

    def answer(self, help_id: UUID, command: AnswerHelp) -> HelpCall:
        """Raises HELP_OVER, where somebody else answered or it is over; and what `SupervisionApi.supervise` does."""
        return self._http.send("POST", f"{_HELP}/{help_id}/answer", self._one, body=command)
