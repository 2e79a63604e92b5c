"""A caller who gave up while their call rang is to be called back: the wish is kept with the call and the contact."""

from datetime import datetime
from uuid import UUID

from agent_desktop.contract.base import Answer, Request


class WishCallback(Request):
    """`POST /v1/calls/{id}/callback-wish`."""

    command_id: UUID


class CallbackWish(Answer):
    """`with_contact` says that the customer is known, and the wish stands in their history too. `callback_id` is the
    callback that was made of it, None where there is no number to call."""

    call_id: UUID
    wished_at: datetime
    with_contact: bool = False
    callback_id: UUID | None = None
