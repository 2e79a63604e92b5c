"""Where the agent's telephone is to call, where telephones call in. Each raises `ClientError`."""

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.softphone import AskTicket, LineTicket


class PhoneApi:
    """The tickets of the person who is signed in."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._ticket = TypeAdapter(LineTicket)

    def ticket(self, *, renew: bool = False) -> LineTicket:
        """Return what to call now; with `renew` another address than before."""
        return self._http.send("POST", f"{API_PREFIX}/softphone/tickets", self._ticket, body=AskTicket(renew=renew))
