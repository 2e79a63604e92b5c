"""The telephone numbers of a customer: those they have, those they had, and the end of one.

No number is clear here. Days are the bank's own.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from agent_desktop.contract.base import Answer, LocalText, Request


class NumberEnd(StrEnum):
    """Why a number is not a customer's from now on."""

    NO_LONGER = "no_longer"  # it was theirs: whoever calls from it may be asked whether they are this customer
    NEVER = "never"  # a mistake: nobody is asked


class CurrentNumber(Answer):
    """One number that identifies the customer now. `valid_from` None: it came with the first load.

    `noted`: an agent noted it, and no extract has it. `others` so many other people have it too. `calling`: the call
    that was asked about comes from it.
    """

    number_id: UUID
    label: LocalText
    masked: str
    valid_from: date | None = None
    noted: bool = False
    others: int = 0
    calling: bool = False


class EndedNumber(Answer):
    """One number that identifies the customer no longer. `end` None: no person ended it, the source left it out.

    `kept_out`: the source still has it, and loads leave it ended.
    """

    former_id: UUID
    label: LocalText
    masked: str
    valid_from: date | None = None
    valid_until: date
    end: NumberEnd | None = None
    kept_out: bool = False
    calling: bool = False


class CustomerNumbers(Answer):
    """`GET /v1/customers/{id}/numbers`: all numbers of all accounts of one person, each once; the newest end first."""

    customer_id: UUID
    current: tuple[CurrentNumber, ...] = ()
    ended: tuple[EndedNumber, ...] = ()


class EndNumber(Request):
    """`POST /v1/customers/{id}/numbers/end`: from today this number is not theirs. `call_id`: the call in which it came
    out, one's own."""

    command_id: UUID
    number_id: UUID
    end: NumberEnd
    call_id: UUID | None = None


class RestoreNumber(Request):
    """`POST /v1/customers/{id}/numbers/restore`: a number that a person ended is theirs after all."""

    command_id: UUID
    former_id: UUID
    call_id: UUID | None = None
