"""What an agent or a specialist has before them while they have no call. Times are aware UTC."""

from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText
from agent_desktop.contract.directory import EntrySkill
from agent_desktop.contract.owed_calls import OwedCall
from agent_desktop.contract.staffing import PlannedTime


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


class QueueLevel(Answer):
    """The service level of one of a person's queues today: `percent` of the calls that count were answered within
    `seconds`, None where none counts yet; `warn_percent` and `act_percent` are below which it is to be looked at, and
    acted on (None: it never is)."""

    queue_id: UUID
    percent: float | None = None
    seconds: int
    warn_percent: float | None = None
    act_percent: float | None = None


class MyDay(Answer):
    """A person's own figures since local midnight, beside what their stream tells. None: there is nothing to say yet.

    `team_average_seconds` is talk, hold and wrap-up of a call that somebody of their team handled. `satisfaction` is
    the mean of five of what `surveys` customers answered, of those who were asked today. `ready_percent` is the time in
    which they took calls, or could have, of their time signed in. Of `callbacks_of` that were theirs to make today they
    have ended `callbacks_done`; `callbacks_late` are past their window. `next_break` is the break or meal of their plan
    that is on, or comes next today. The bank's targets are None where it has none.
    """

    team_average_seconds: int | None = None
    satisfaction: float | None = None
    surveys: int = 0
    ready_percent: float | None = None
    callbacks_done: int = 0
    callbacks_of: int = 0
    callbacks_late: int = 0
    next_break: PlannedTime | None = None
    levels: tuple[QueueLevel, ...] = ()
    handled_target: int | None = None
    ready_target_percent: float | None = None


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
    figures: MyDay = Field(default_factory=MyDay)
    owed: tuple[OwedCall, ...] = ()
    follow_ups: tuple[HandedCase, ...] = ()
    given: tuple[HandedCase, ...] = ()
