"""What a desktop's softphone signs in to the carrier with."""

from datetime import datetime

from agent_desktop.contract.base import Answer


class SoftphoneToken(Answer):
    """`POST /v1/softphone/tokens`: good until `expires_at`, for the person who asks.

    `ticket` lets this person's next call into the call that waits for them, once; it is empty while none waits.
    """

    token: str
    identity: str
    expires_at: datetime
    ticket: str = ""
