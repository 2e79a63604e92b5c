"""Every query on letters, and on what a letter says of a complaint."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockLimit, ClockState
from agent_desktop.contract.complaint_parts import RedressState
from agent_desktop.contract.mails import MailStage
from agent_desktop.records.complaint_clocks.models import ComplaintClockRow
from agent_desktop.records.complaints.models import ComplaintRedressRow, ComplaintSubjectRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.letters.models import LetterMailRow, LetterRow

_OWED: Final = (ClockState.RUNNING, ClockState.PAUSED, ClockState.LATE)
_GIVEN: Final = (RedressState.APPROVED, RedressState.PAID)
MOST_SUBJECTS: Final = 3


class LetterRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, letter_id: UUID) -> LetterRow | None:
        return self._session.get(LetterRow, letter_id, populate_existing=True)

    def add(self, row: LetterRow) -> None:
        self._session.add(row)
        self._session.flush()

    def list_of_complaint(self, complaint_id: UUID) -> Sequence[LetterRow]:
        """List what was sent about a complaint, oldest first."""
        query = sa.select(LetterRow).where(LetterRow.complaint_id == complaint_id)
        return self._session.scalars(query.order_by(LetterRow.sent_at, LetterRow.letter_id)).all()

    def list_kinds(self, complaint_id: UUID) -> frozenset[str]:
        """Return of which kinds letters went out about a complaint: none that an e-mail has not brought yet, or perhaps
        not."""
        kept_back = sa.exists().where(
            LetterMailRow.letter_id == LetterRow.letter_id, LetterMailRow.state != MailStage.SENT
        )
        query = sa.select(LetterRow.kind).where(LetterRow.complaint_id == complaint_id, ~kept_back)
        return frozenset(self._session.scalars(query))

    def find_customer(self, customer_id: UUID) -> CustomerRow | None:
        """Return the customer a letter is to."""
        return self._session.get(CustomerRow, customer_id)

    def list_subjects(self, complaint_id: UUID) -> Sequence[ComplaintSubjectRow]:
        """List the first accounts that a complaint is about."""
        query = sa.select(ComplaintSubjectRow).where(ComplaintSubjectRow.complaint_id == complaint_id)
        return self._session.scalars(query.order_by(ComplaintSubjectRow.place).limit(MOST_SUBJECTS)).all()

    def list_redress(self, complaint_id: UUID) -> Sequence[tuple[Decimal, str]]:
        """List the amounts that a customer gets or has got, with their currencies."""
        query = (
            sa.select(ComplaintRedressRow.amount, ComplaintRedressRow.currency)
            .where(ComplaintRedressRow.complaint_id == complaint_id, ComplaintRedressRow.state.in_(_GIVEN))
            .order_by(ComplaintRedressRow.proposed_at, ComplaintRedressRow.redress_id)
        )
        rows = self._session.execute(query).all()
        return [(row.amount, row.currency) for row in rows if row.amount is not None and row.currency is not None]

    def find_answer_by(self, complaint_id: UUID) -> date | None:
        """Return the first day by which the bank owes an answer and has not given it."""
        query = sa.select(sa.func.min(ComplaintClockRow.due_on)).where(
            ComplaintClockRow.complaint_id == complaint_id,
            ComplaintClockRow.is_ours,
            ComplaintClockRow.state.in_(_OWED),
            ComplaintClockRow.limit == ClockLimit.ANSWER,
        )
        return self._session.scalar(query)
