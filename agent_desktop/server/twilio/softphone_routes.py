"""``POST /v1/softphone/tokens``: a signed-in agent's desktop gets what its softphone signs in with; and
``POST /v1/softphone/tickets``: what their telephone is to call, where telephones call in.

Nothing here loads Twilio's library: a server with another carrier has the route too, and it says that there are none.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final, Protocol
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person
from agent_desktop.contract.softphone import AskTicket, LineTicket, SoftphoneToken
from agent_desktop.server.auth.rules import SEATED
from agent_desktop.server.routing_settings import own_numbers_from
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.settings import Settings
from telephony.agents.repository import AgentRepository
from telephony.errors import SoftphoneNotSetUpError


class Issued(Protocol):
    @property
    def token(self) -> str: ...

    @property
    def identity(self) -> str: ...

    @property
    def expires_at(self) -> datetime: ...


class IssuesTokens(Protocol):
    """What makes tokens."""

    def issue(self, agent_id: UUID, now: datetime) -> Issued:
        """Return a token for one agent, good from `now` on.

        Raises:
            SoftphoneNotSetUpError: There are no softphones here.
        """
        ...


class NoSoftphones:
    """Where the carrier has none."""

    def issue(self, agent_id: UUID, now: datetime) -> Issued:  # noqa: ARG002  as `IssuesTokens`
        raise SoftphoneNotSetUpError(missing="telephony.provider: twilio")


class Ticket(Protocol):
    @property
    def ticket(self) -> str: ...

    @property
    def expires_at(self) -> datetime: ...


class GivesTickets(Protocol):
    """What knows which ticket waits for a line, by its endpoint."""

    def find(self, session: Session, endpoint: str) -> Ticket | None:
        """Return the one that waits, expired or not; None where no call waits for the line."""
        ...

    def renew(self, session: Session, endpoint: str, now: datetime) -> Ticket | None:
        """Put another in its place, good from `now` on (machine time)."""
        ...


class TwilioTickets:
    """The tickets of Twilio's adapter, loaded with the first question."""

    def find(self, session: Session, endpoint: str) -> Ticket | None:
        from telephony.providers.twilio.tickets import find_ticket_of

        return find_ticket_of(session, endpoint)

    def renew(self, session: Session, endpoint: str, now: datetime) -> Ticket | None:
        from telephony.providers.twilio.tickets import renew_ticket

        return renew_ticket(session, endpoint, now)


FindTicket = Callable[[Session, str, datetime], str]
"""Finds the ticket that waits for a line, by its endpoint; empty where none does."""


def softphones(settings: Settings, secrets: Secrets, now: Callable[[], datetime]) -> APIRouter:
    """Return the routes as the settings' carrier has them."""
    router = APIRouter()
    twilio, used = settings.twilio, settings.telephony.provider == "twilio"
    calls_in = used and twilio.agent_leg == "sip_dial_in" and bool(twilio.sip_domain)
    router.include_router(ticket_routes(TwilioTickets() if calls_in else None, twilio.sip_domain, now))
    if not used:
        router.include_router(softphone_routes(NoSoftphones(), now))
        return router
    from agent_desktop.server.twilio.wiring import tokens_from
    from telephony.providers.twilio.tickets import find_waiting_ticket

    router.include_router(softphone_routes(tokens_from(settings, secrets), now, find_waiting_ticket))
    return router


def line_of(settings: Settings, person: Person) -> str:
    """Return by what the carrier reaches a person's telephone; empty for a line of their own.

    Over Twilio a telephone number is called as it is, and a name is one of the SIP domain's. A number of our own is
    nobody's telephone: it would come back to us as another caller.
    """
    extension, domain = person.extension.strip(), settings.twilio.sip_domain
    if settings.telephony.provider != "twilio" or not extension:
        return ""
    if _NUMBER.fullmatch(extension):
        return "" if extension in own_numbers_from(settings) else extension
    return f"sip:{extension}@{domain}" if domain and _SIP_NAME.fullmatch(extension) else ""


_NUMBER: Final = re.compile(r"\+[1-9][0-9]{3,14}")
_SIP_NAME: Final = re.compile(r"[A-Za-z0-9_.\-]+")


def softphone_routes(
    tokens: IssuesTokens, now: Callable[[], datetime], find_ticket: FindTicket | None = None
) -> APIRouter:
    """Build the route. `now` is the machine's time: the carrier knows no other. Without `find_ticket` there is none."""
    router = APIRouter(tags=["calls"])

    @router.post("/softphone/tokens")
    def issue(
        person: Annotated[Person, Depends(SEATED)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
    ) -> SoftphoneToken:
        at = now()
        issued = tokens.issue(person.user_id, at)
        endpoint = AgentRepository(work.session).get_agent(person.user_id).endpoint
        return SoftphoneToken(
            token=issued.token,
            identity=issued.identity,
            expires_at=issued.expires_at,
            ticket=find_ticket(work.session, endpoint, at) if find_ticket is not None else "",
        )

    return router


def ticket_routes(tickets: GivesTickets | None, sip_domain: str, now: Callable[[], datetime]) -> APIRouter:
    """Build the route. `tickets` None: telephones do not call in here. `now` is the machine's time."""
    router = APIRouter(tags=["calls"])

    @router.post("/softphone/tickets")
    def ticket(
        asked: AskTicket,
        person: Annotated[Person, Depends(SEATED)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
    ) -> LineTicket:
        if tickets is None:
            return LineTicket()
        endpoint, at = AgentRepository(work.session).get_agent(person.user_id).endpoint, now()
        found = tickets.renew(work.session, endpoint, at) if asked.renew else tickets.find(work.session, endpoint)
        if found is None:
            return LineTicket(calls_in=True)
        return LineTicket(calls_in=True, address=f"sip:{found.ticket}@{sip_domain}", expires_at=found.expires_at)

    return router
