"""What a desktop's softphone signs in to the carrier with, and how a telephone that calls in finds its call."""

from datetime import datetime

from agent_desktop.contract.base import Answer, Request


class SoftphoneToken(Answer):
    """`POST /v1/softphone/tokens`: good until `expires_at`, for the person who asks.

    `ticket` lets this person's next call into the call that waits for them, once; it is empty while none waits.
    """

    token: str
    identity: str
    expires_at: datetime
    ticket: str = ""


class AskTicket(Request):
    """`POST /v1/softphone/tickets`: where is the telephone of the person who asks to call? `renew`: the address that
    they were given before is to be good no more, and another takes its place."""

    renew: bool = False


class LineTicket(Answer):
    """`calls_in`: telephones of agents call in here, and are not called. `address` is what to call now, good once and
    until `expires_at`; empty while no call waits for this person's telephone."""

    calls_in: bool = False
    address: str = ""
    expires_at: datetime | None = None
