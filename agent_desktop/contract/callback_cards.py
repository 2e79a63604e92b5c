"""What an agent sees of whom they are to call back: the card of a call, and the callback itself."""

from agent_desktop.contract.callbacks import CallbackPreview
from agent_desktop.contract.customers import CallerCard


class CallbackCard(CallerCard):
    """What the offer of a callback carries (its call has an `item_id`): the card as of any call, linked to the customer
    already, and `callback`. None of it is to be said before it is known who answers."""

    callback: CallbackPreview
