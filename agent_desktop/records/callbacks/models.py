"""Callbacks, each attempt on them, and all that happened to them."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.callback_lists import DoNotCallScope
from agent_desktop.contract.callbacks import (
    CallbackEnd,
    CallbackEventKind,
    CallbackKind,
    CallbackOutcome,
    CallbackState,
    PlaceBasis,
)
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base

OPEN_WHERE = "state IN ('open', 'due', 'offered', 'dialling', 'expired')"


class CallbackRow(Base):
    """Somebody is to be called on `number` (E.164).

    `person_id` is the leading account of `customer_id`; a trigger keeps it so, also as accounts are merged, and joins
    two open ones of one reason that then meet. `about_id` parts what has one reason: a complaint's, an alert's, a
    colleague's own promise. `enqueued_at` is its place in the queue. Of its window it is judged once whether it was
    kept: by the first attempt, or by the window's end (`judged_until` is that end). `held_by` has it before them since
    `held_at`. `placed`: telephony has it as an item; `to_sync`: it has yet to be told how this stands;
    `lawful_until`: so long it was told that they may be called. `rests`: what it was made for is paused. `next_at` is
    when its time brings something next.
    """

    __tablename__ = "callbacks"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("number <> ''", name="has_number"),
        sa.CheckConstraint("window_from <= due_at AND due_at <= window_to", name="due_within_window"),
        sa.CheckConstraint("(customer_id IS NULL) = (person_id IS NULL)", name="person_of_customer"),
        sa.CheckConstraint(
            "(state IN ('done', 'cancelled', 'joined')) = (ended_at IS NOT NULL)", name="ended_has_time"
        ),
        sa.CheckConstraint("(state = 'joined') = (joined_into IS NOT NULL)", name="joined_into_one"),
        sa.CheckConstraint("state NOT IN ('offered', 'dialling') OR held_by IS NOT NULL", name="in_somebodys_hands"),
        sa.CheckConstraint("attempts >= 0 AND attempts <= attempts_most", name="attempts_bounded"),
        sa.CheckConstraint("(kept IS NULL) = (judged_until IS NULL)", name="judged_whole"),
        sa.Index(
            "uq_callbacks_open_person",
            "person_id",
            "reason_code",
            "about_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sa.text(f"person_id IS NOT NULL AND {OPEN_WHERE}"),
        ),
        sa.Index(
            "uq_callbacks_open_number",
            "number",
            "reason_code",
            "about_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sa.text(f"person_id IS NULL AND {OPEN_WHERE}"),
        ),
        sa.Index("ix_callbacks_next", "next_at", postgresql_where=sa.text("next_at IS NOT NULL")),
        sa.Index("ix_callbacks_to_sync", "callback_id", postgresql_where=sa.text("to_sync")),
        sa.Index("ix_callbacks_open_due", "due_at", postgresql_where=sa.text(OPEN_WHERE)),
        sa.Index("ix_callbacks_open_number", "number", postgresql_where=sa.text(OPEN_WHERE)),
        sa.Index("ix_callbacks_owner", "owner_id", "due_at"),
        sa.Index("ix_callbacks_judged", "judged_until", postgresql_where=sa.text("judged_until IS NOT NULL")),
    )

    callback_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    kind: Mapped[CallbackKind]
    state: Mapped[CallbackState] = mapped_column(default=CallbackState.OPEN, server_default=CallbackState.OPEN.value)
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id), index=True)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(sa.String(16))
    number_id: Mapped[UUID | None]
    wrong_numbers: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    language: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    reason_code: Mapped[str] = mapped_column(sa.String(40))
    about_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    enqueued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    window_from: Mapped[datetime]
    window_to: Mapped[datetime]
    region_given: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    region: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    basis: Mapped[PlaceBasis]
    zones: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    owner_id: Mapped[UUID | None]
    owner_until: Mapped[datetime | None]
    owner_told: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    team_until: Mapped[datetime | None]
    team_told: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    queue_code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    expires_at: Mapped[datetime]
    lawful_until: Mapped[datetime | None]
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")
    next_at: Mapped[datetime | None]
    held_by: Mapped[UUID | None]
    held_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    attempts_most: Mapped[int] = mapped_column(default=3, server_default="3")
    last_outcome: Mapped[CallbackOutcome | None]
    told: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    rests: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    kept: Mapped[bool | None]
    judged_until: Mapped[datetime | None]
    first_tried_at: Mapped[datetime | None]
    call_id: Mapped[UUID | None] = mapped_column(index=True)
    complaint_id: Mapped[UUID | None] = mapped_column(index=True)
    alert_id: Mapped[UUID | None] = mapped_column(index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_as: Mapped[CallbackEnd | None]
    joined_into: Mapped[UUID | None] = mapped_column(sa.ForeignKey("callbacks.callback_id"))
    placed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    to_sync: Mapped[bool] = mapped_column(default=True, server_default=sa.true())


class CallbackAttemptRow(Base):
    """One attempt. Of those of a callback at most one is under way: nobody is dialled twice at once."""

    __tablename__ = "callback_attempts"
    __table_args__ = (
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended_has_outcome"),
        sa.Index(
            "uq_callback_attempts_under_way",
            "callback_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index("ix_callback_attempts_callback", "callback_id", "at"),
    )

    attempt_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    callback_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallbackRow.callback_id))
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    number: Mapped[str] = mapped_column(sa.String(16))
    call_id: Mapped[UUID | None] = mapped_column(unique=True)
    answered: Mapped[bool | None]
    cause: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    outcome: Mapped[CallbackOutcome | None]
    ended_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    next_at: Mapped[datetime | None]


class CallbackEventRow(Base):
    """One line of a callback's history: only ever added. `by_id` None is the server itself."""

    __tablename__ = "callback_events"
    __table_args__ = (sa.Index("ix_callback_events_callback", "callback_id", "event_no"),)

    event_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    callback_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallbackRow.callback_id))
    at: Mapped[datetime]
    kind: Mapped[CallbackEventKind]
    by_id: Mapped[UUID | None]
    words: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    from_at: Mapped[datetime | None]
    to_at: Mapped[datetime | None]
    from_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    to_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    outcome: Mapped[CallbackOutcome | None]


class DoNotCallRow(Base):
    """A customer, or whoever has a number, does not wish to be called."""

    __tablename__ = "do_not_call"
    __table_args__ = (
        sa.CheckConstraint("customer_id IS NOT NULL OR number <> ''", name="of_somebody"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        sa.Index("ix_do_not_call_number", "number", postgresql_where=sa.text("ended_at IS NULL AND number <> ''")),
    )

    entry_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id), index=True)
    number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    scope: Mapped[DoNotCallScope]
    since_at: Mapped[datetime]
    by_id: Mapped[UUID]
    words: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_words: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")


class AgentShiftRow(Base):
    """When somebody works; who has none on record may have any time."""

    __tablename__ = "agent_shifts"
    __table_args__ = (sa.CheckConstraint("from_at < until_at", name="forwards"),)

    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    from_at: Mapped[datetime] = mapped_column(primary_key=True)
    until_at: Mapped[datetime]
    put_by: Mapped[UUID]
