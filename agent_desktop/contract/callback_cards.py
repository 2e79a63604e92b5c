"""What an agent sees of whom they are to call back, while it is offered to them and before they dial."""

from agent_desktop.contract.callbacks import CallbackPreview
from agent_desktop.contract.customers import CallerCard


class CallbackCard(CallerCard):
    """The card of a callback: that of a caller, with everything at hand before it is dialled.

    It is the payload of its offer, and the answer of `GET /v1/calls/{id}/caller` for a call with an `item_id`. The
    profile is in `profile`, as of a caller; `callback.profile` is left out.
    """

    callback: CallbackPreview
