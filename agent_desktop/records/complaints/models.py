"""Complaints, suggestions and praise, with all that hangs on them. Nothing of them is ever deleted."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.complaint_parts import ComplaintTaskState, RedressState
from agent_desktop.contract.complaint_work import LinkKind
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintKind, ComplaintState, Region, Severity
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base
from agent_desktop.records.holdings.models import MONEY, HoldingRow, TransactionRow

_OPEN = sa.text("ended_at IS NULL")
_OWED: Final[dict[str, Any]] = {"postgresql_where": sa.text("ended_at IS NULL OR next_due_at IS NOT NULL")}
"""What there is still to do for, as `list_queries` asks for it."""
_COUNTED: Final = ["kind", "about_user_id", "clocks_late"]
"""What lists are counted by without a look at the rows themselves."""
_FIGURED: Final = [*_COUNTED, "owner_id", "owner_name", "next_limit", "state", "answer_proposed_by"]
"""And what the figures of supervisors are made of."""


class ComplaintNumberRow(Base):
    """The last running number of a prefix in a year. Taken in the transaction that records: there are no gaps."""

    __tablename__ = "complaint_numbers"

    prefix: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class ComplaintRow(Base):
    """One complaint, suggestion or praise.

    `customer_id` is the account that it was recorded for (None: nobody known; then `person_name` is what they said, as
    it is where an account is gone from the bank's systems). `ended_at` is set in the states that are ends. `answer` is
    the proposed or given one. `owner_name` and `owner_key` are the owner's name then and what it is sorted by;
    `state_place` is the state's place in the flow. `next_due_at` is the first running clock's date, `next_due_on`
    the day that it is by its calendar; `answer_due_at` and `answer_due_on` are those of the first answer owed;
    `due_order` is that for lists, far ahead where none runs. `words` are what it is found by. `reply` is the wish as
    the contract has it; the clear number or address stays on the customer's record.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(state IN ('closed', 'joined', 'undone')) = (ended_at IS NOT NULL)", name="ended"),
        sa.CheckConstraint("(amount IS NULL AND asked_amount IS NULL) OR currency IS NOT NULL", name="has_currency"),
        sa.CheckConstraint("coalesce(amount, 0) >= 0 AND coalesce(asked_amount, 0) >= 0", name="amounts_positive"),
        sa.CheckConstraint("owner_id IS NULL OR backup_id IS NULL OR owner_id <> backup_id", name="backup_is_another"),
        sa.CheckConstraint("what_happened <> ''", name="says_what"),
        sa.CheckConstraint("(state = 'joined') = (joined_into IS NOT NULL)", name="joined_into"),
        sa.UniqueConstraint("prefix", "year", "running"),
        sa.Index("ix_complaints_due", "due_order", "complaint_id"),
        sa.Index("ix_complaints_waits", "waits_until", postgresql_where=sa.text("waits_until IS NOT NULL")),
        sa.Index("ix_complaints_owed_due", "due_order", "complaint_id", **_OWED, postgresql_include=_COUNTED),
        sa.Index("ix_complaints_owed_owner_due", "owner_id", "due_order", "complaint_id", **_OWED),
        sa.Index("ix_complaints_owed_backup_due", "backup_id", "due_order", "complaint_id", **_OWED),
        sa.Index(
            "ix_complaints_owed_team_due", "team", "due_order", "complaint_id", **_OWED, postgresql_include=_FIGURED
        ),
        sa.Index("ix_complaints_owed_severity", "severity", "complaint_id", **_OWED),
        sa.Index("ix_complaints_owed_state", "state_place", "complaint_id", **_OWED),
        sa.Index("ix_complaints_owed_owner", "owner_key", "complaint_id", **_OWED),
        sa.Index("ix_complaints_registered", "registered_at", "complaint_id"),
        sa.Index("ix_complaints_team_registered", "team", "registered_at", "complaint_id"),
        sa.Index("ix_complaints_owner_registered", "owner_id", "registered_at", "complaint_id"),
        sa.Index(
            "ix_complaints_category",
            "category_code",
            "registered_at",
            "complaint_id",
            postgresql_ops={"category_code": "text_pattern_ops"},
            postgresql_include=["kind", "state", "about_user_id"],
        ),
        sa.Index("ix_complaints_customer", "customer_id", "registered_at"),
        sa.Index("ix_complaints_customer_open", "customer_id", postgresql_where=_OPEN),
        sa.Index("ix_complaints_recorder", "recorded_by", "registered_at"),
        sa.Index("ix_complaints_running", "running", "year"),
        sa.Index("ix_complaints_words", "words", postgresql_using="gin"),
        sa.Index("ix_complaints_closed", "closed_at", postgresql_where=sa.text("closed_at IS NOT NULL")),
        sa.Index(
            "ix_complaints_vulnerable",
            "due_order",
            "complaint_id",
            postgresql_where=sa.text("vulnerable"),
            postgresql_include=["kind", "state", "about_user_id", "severity"],
        ),
    )

    complaint_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    prefix: Mapped[str] = mapped_column(sa.String(8))
    year: Mapped[int]
    running: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(24), unique=True)
    kind: Mapped[ComplaintKind]
    state: Mapped[ComplaintState]
    state_place: Mapped[int] = mapped_column(sa.SmallInteger)
    state_since: Mapped[datetime]
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="SET NULL"))
    person_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    call_id: Mapped[UUID | None] = mapped_column(index=True)
    script_run: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    channel: Mapped[ComplaintChannel]
    category_code: Mapped[str] = mapped_column(sa.String(80))
    product_code: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    severity: Mapped[Severity]
    what_happened: Mapped[str] = mapped_column(sa.Text)
    happened_on: Mapped[date | None]
    amount: Mapped[Decimal | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(sa.String(3))
    asked_amount: Mapped[Decimal | None] = mapped_column(MONEY)
    asked_why: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    outcomes: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    about_whom: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    about_user_id: Mapped[UUID | None]
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    vulnerable: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    regulatory: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    legal: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    flags: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    region: Mapped[Region]
    note: Mapped[str] = mapped_column(sa.String(1000), default="", server_default="")
    attach_recording: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    recorded_by: Mapped[UUID]
    registered_at: Mapped[datetime]
    received_at: Mapped[datetime]
    owner_id: Mapped[UUID | None]
    owner_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    owner_key: Mapped[str] = mapped_column(sa.String(300, collation="C"), default="", server_default="")
    backup_id: Mapped[UUID | None]
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    answer: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    answer_proposed_by: Mapped[UUID | None]
    answer_proposed_at: Mapped[datetime | None]
    answer_approved_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    waits_until: Mapped[date | None]
    root_cause: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    result: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    first_contact: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    joined_into: Mapped[UUID | None] = mapped_column(sa.ForeignKey("complaints.complaint_id"), index=True)
    repeat_of: Mapped[UUID | None] = mapped_column(sa.ForeignKey("complaints.complaint_id"), index=True)
    closed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None]
    next_due_on: Mapped[date | None]
    answer_due_at: Mapped[datetime | None]
    answer_due_on: Mapped[date | None]
    due_order: Mapped[datetime]
    next_limit: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    next_rule: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    next_started_at: Mapped[datetime | None]
    next_provisional: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    clocks_late: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    clocks_paused: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    words: Mapped[str] = mapped_column(TSVECTOR)


class ComplaintSubjectRow(Base):
    """An account or transaction that a complaint is about; product, masked number and text as they were then."""

    __tablename__ = "complaint_subjects"
    __table_args__ = (sa.UniqueConstraint("complaint_id", "place"),)

    subject_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    place: Mapped[int] = mapped_column(sa.SmallInteger)
    holding_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey(HoldingRow.holding_id, ondelete="SET NULL"), index=True
    )
    transaction_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey(TransactionRow.transaction_id, ondelete="SET NULL"), index=True
    )
    product: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    number_masked: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    booked_at: Mapped[datetime | None]
    amount: Mapped[Decimal | None] = mapped_column(MONEY)
    currency: Mapped[str] = mapped_column(sa.String(3), default="", server_default="")
    text: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")


class ComplaintEventRow(Base):
    """One thing that happened to a complaint, the `number`-th; a trigger refuses any change of it.

    `version` is the complaint's after it. `changes` are ``{field: [before, after]}``; `detail` holds codes and ids.
    """

    __tablename__ = "complaint_events"
    __table_args__ = (sa.UniqueConstraint("complaint_id", "number"),)

    event_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    number: Mapped[int]
    version: Mapped[int]
    at: Mapped[datetime]
    by_user_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[ComplaintState]
    words: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    changes: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    detail: Mapped[dict[str, Any]] = mapped_column(server_default="{}")


class ComplaintTaskRow(Base):
    """What a department is to do for a complaint, by a day of its own."""

    __tablename__ = "complaint_tasks"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(state IN ('done', 'refused', 'cancelled')) = (ended_at IS NOT NULL)", name="ended"),
        sa.Index("ix_complaint_tasks_department", "department", "due_at", postgresql_where=_OPEN),
        sa.Index("ix_complaint_tasks_asked_by", "asked_by", "due_at", postgresql_where=_OPEN),
    )

    task_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id), index=True)
    department: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[ComplaintTaskState] = mapped_column(default=ComplaintTaskState.OPEN)
    words: Mapped[str] = mapped_column(sa.String(1000))
    due_at: Mapped[datetime]
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    taken_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    result: Mapped[str] = mapped_column(sa.String(1000), default="", server_default="")


class ComplaintRedressRow(Base):
    """What the customer is to get, or that it is nothing (kind ``none``): proposed, approved or refused, paid."""

    __tablename__ = "complaint_redress"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="has_currency"),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name="amount_positive"),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided"),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
    )

    redress_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id), index=True)
    kind: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[RedressState]
    amount: Mapped[Decimal | None] = mapped_column(MONEY)
    currency: Mapped[str | None] = mapped_column(sa.String(3))
    reason: Mapped[str] = mapped_column(sa.String(500))
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    decided_reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    approved_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]


class ComplaintLinkRow(Base):
    """A complaint with another one, or with a call that was about it."""

    __tablename__ = "complaint_links"
    __table_args__ = (
        sa.CheckConstraint("(other_id IS NULL) <> (call_id IS NULL)", name="one_thing"),
        sa.CheckConstraint("other_id IS NULL OR other_id <> complaint_id", name="another"),
        sa.Index("uq_complaint_links_other", "complaint_id", "kind", "other_id", unique=True),
        sa.Index("uq_complaint_links_call", "complaint_id", "kind", "call_id", unique=True),
    )

    link_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    kind: Mapped[LinkKind]
    other_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id), index=True)
    call_id: Mapped[UUID | None] = mapped_column(index=True)
    at: Mapped[datetime]
    by_user_id: Mapped[UUID | None]


class ComplaintFilterRow(Base):
    """A filter that somebody keeps under a name. `query` is filter and order as the contract has them."""

    __tablename__ = "complaint_filters"
    __table_args__ = (sa.UniqueConstraint("user_id", "name"),)

    filter_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(sa.String(60))
    query: Mapped[dict[str, Any]]


class ComplaintDeedRow(Base):
    """Many were assigned at once. `before` is per complaint: whose it was, and its version afterwards."""

    __tablename__ = "complaint_deeds"

    deed_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(index=True)
    by_user_id: Mapped[UUID]
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    undone_at: Mapped[datetime | None]
