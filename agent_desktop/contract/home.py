"""What an agent or a specialist has before them while they have no call. Times are aware UTC."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText
from agent_desktop.contract.directory import EntrySkill
from agent_desktop.contract.owed_calls import OwedCall


class ConsultWaiting(Answer):
    """An agent wants this person: it rings (`rings`), or they have asked for them next and are the `place`-th to be
    rung. `about` is why, by their hand-over note, else what the caller chose; `asked` what is wanted. Who the customer
    is shows once it rings."""

    call_id: UUID
    by_name: str
    rings: bool = False
    place: int = 0
    about: LocalText = Field(default_factory=dict)
    asked: str = ""
    queue_name: LocalText = Field(default_factory=dict)
    since_at: AwareDatetime


class ConsultDay(Answer):
    """How often this person was asked since local midnight, came, and took the caller over."""

    asked: int = 0
    came: int = 0
    taken_over: int = 0


class HandedCase(Answer):
    """A call that went from one to another. `other_name` is who has it from this person, or gave it to them.

    `outcome` is what this person chose, `later_outcome` what it came to at whoever has it now; empty while that one is
    not done. `promised` is what the caller was promised.
    """

    call_id: UUID
    customer_id: UUID | None = None
    customer_name: str = ""
    other_name: str = ""
    at: AwareDatetime
    outcome: LocalText = Field(default_factory=dict)
    later_outcome: LocalText = Field(default_factory=dict)
    promised: str = ""


class Home(Answer):
    """`GET /v1/home`. `load` of `consult_limit` is how much this person has before them: a call, one that rings, and
    who has asked for them next, of whom there may be `ask_next_limit`.

    `follow_ups` are cases handed to them that ended with a word still owed, and of which nobody has spoken with the
    customer to an end since. `given` are those that they handed on, the newest first.
    """

    consults: tuple[ConsultWaiting, ...] = ()
    load: int = 0
    consult_limit: int = 0
    ask_next_limit: int = 0
    skills: tuple[EntrySkill, ...] = ()
    languages: tuple[str, ...] = ()
    day: ConsultDay = Field(default_factory=ConsultDay)
    owed: tuple[OwedCall, ...] = ()
    follow_ups: tuple[HandedCase, ...] = ()
    given: tuple[HandedCase, ...] = ()
