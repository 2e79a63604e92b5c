"""What clocks have to know of a complaint, what happens to it, and what they say of themselves in turn. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockLimit
from agent_desktop.records.events import RecordEvents


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """A complaint as it stands.

    `kind` is complaint, suggestion or praise, `state` a state of complaints, `severity` minor, major or critical,
    `channel` phone, branch, app, email, letter, social or regulator. `region` names the rule set: cn, hk, uk, eu, us or
    house; the house's own rules count beside every other set. `flags` are codes that the file of rules knows
    (`RuleBook.flags`), such as electronic_transfer_error. `category` is the path of codes with dots.

    `received_at` is when the bank got it, where that was before it was recorded: what counts "from receipt" counts from
    it. `owner_id`, `backup_id` and `team` are who is warned; `about_user_id`, whom it is
    about, never is.
    """

    complaint_id: UUID
    kind: str
    region: str
    registered_at: datetime
    state: str
    severity: str = "minor"
    channel: str = "phone"
    vulnerable: bool = False
    regulatory: bool = False
    flags: frozenset[str] = frozenset()
    category: str = ""
    product_code: str = ""
    received_at: datetime | None = None
    owner_id: UUID | None = None
    backup_id: UUID | None = None
    team: str = ""
    about_user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ComplaintChange:
    """Something happened to a complaint; its facts are given as they are after it.

    `marks` are codes of what happened beside a change of state, as the file of rules knows them (`RuleBook.marks`):
    acknowledgement_sent, holding_reply_sent, credit_given … Empty where only the facts changed.
    """

    by: UUID | None = None
    marks: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """All clocks of a complaint in one line, for lists: the next date that the bank owes, and what it limits.

    `next_due_at` is None where nothing runs: all is met, or stands still (`paused`); `next_rule_id` and
    `next_started_at` are of the same clock. `late` counts those missed and not met yet. `provisional`: the next date
    may move, for its year's holidays are not announced. `next_due_on` is the day by the rule's own calendar, and what a
    customer is told. `answer_due_on` is that of the first answer that is owed and can be promised: of no
    acknowledgement, and of no short way that may lapse. `dropped` are the rules of the law whose clocks this change has
    ended, because they are for such a complaint no more.
    """

    next_due_at: datetime | None = None
    next_due_on: date | None = None
    next_started_at: datetime | None = None
    next_rule_id: str = ""
    next_limit: ClockLimit | None = None
    late: int = 0
    paused: int = 0
    provisional: bool = False
    answer_due_at: datetime | None = None
    answer_due_on: date | None = None
    dropped: tuple[str, ...] = ()


class ClockKeeper(Protocol):
    """What keeps the clocks of complaints in the transactions of who changes them (`service.ComplaintClocks`)."""

    def start_clocks(
        self, session: Session, facts: ComplaintFacts, *, by: UUID | None, at: datetime, events: RecordEvents
    ) -> ClockStanding:
        """Start what the rules ask for; called once, in the transaction that records the complaint."""
        ...

    def clocks_after(
        self, session: Session, facts: ComplaintFacts, change: ComplaintChange, *, at: datetime, events: RecordEvents
    ) -> ClockStanding:
        """Follow a change: of state, of what decides on the rules (region, flags, severity …), or a mark.

        Called after every change, in its transaction; one that changes nothing for the clocks is harmless.
        """
        ...


class CaseFile(Protocol):
    """The complaint's own side of its clocks: its row, and its history."""

    def keep_standing(self, session: Session, complaint_id: UUID, standing: ClockStanding) -> None:
        """Keep the next date with the complaint; for changes that `ClockKeeper`'s caller did not make."""
        ...

    def note(
        self,
        session: Session,
        complaint_id: UUID,
        what: str,
        *,
        by: UUID | None,
        at: datetime,
        words: str,
        detail: dict[str, JsonValue],
        events: RecordEvents,
    ) -> None:
        """Write into the history what was done to a clock: `what` is clock.paused, clock.resumed,
        clock.extension_asked, clock.extended, clock.extension_refused, clock.marked, clock.missed or clock.moved."""
        ...


class People(Protocol):
    """Who works here, for warnings and names."""

    def supervisors(self, session: Session, team: str) -> Collection[UUID]:
        """Return the supervisors of a team; those of all teams where it has none."""
        ...

    def with_role(self, session: Session, role: str) -> Collection[UUID]: ...

    def names(self, session: Session, user_ids: Collection[UUID]) -> Mapping[UUID, str]: ...
