"""Every query on where the records of one person came from: extract, row and columns."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import AlertState
from agent_desktop.records.alerts.models import AlertBookingRow, AlertRow
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.database import table_of
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow
from agent_desktop.records.sources.models import LoadRow, SourceFileRow, SourceRow
from agent_desktop.records.valuation.models import SurveyAnswerRow

_SOURCES: Final = table_of(SourceRow)
_LOADS: Final = table_of(LoadRow)
_FILES: Final = table_of(SourceFileRow)

_ORIGIN: Final = (
    _FILES.c.name.label("file"),
    _FILES.c.columns,
    _FILES.c.source_code,
    _FILES.c.as_of_at.label("file_as_of_at"),
    _LOADS.c.finished_at.label("loaded_at"),
    _SOURCES.c.name.label("source_name"),
)


class OriginRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_of_customer(self, customer_id: UUID) -> sa.RowMapping | None:
        """Return where the row of one customer came from."""
        return self._one(_origin_of(CustomerRow).where(CustomerRow.customer_id == customer_id))

    def list_of_numbers(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return where each number of a customer came from, with `kind`."""
        query = _origin_of(PhoneNumberRow, PhoneNumberRow.kind, PhoneNumberRow.number)
        return self._session.execute(query.where(PhoneNumberRow.customer_id == customer_id)).mappings().all()

    def list_of_holdings(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return where each holding came from that the person who has this account may use, with `holding_id`."""
        parties = table_of(HoldingPartyRow)
        query = _origin_of(HoldingRow, HoldingRow.holding_id, HoldingRow.as_of_at.label("own_as_of_at")).where(
            sa.exists().where(parties.c.holding_id == HoldingRow.holding_id, of_person(parties.c.customer_id))
        )
        rows = self._session.execute(
            query.order_by(HoldingRow.source_code, HoldingRow.source_key), {"of_customer": customer_id}
        )
        return rows.mappings().all()

    def list_of_parties(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return where it is known from what the person is to each holding, with `holding_id`."""
        parties = table_of(HoldingPartyRow)
        query = _origin_of(HoldingPartyRow, HoldingPartyRow.holding_id).where(of_person(parties.c.customer_id))
        rows = self._session.execute(query.order_by(HoldingPartyRow.holding_id), {"of_customer": customer_id})
        return rows.mappings().all()

    def list_of_alerts(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return where each booking came from that raised an alert of the person that nobody has decided, the newest
        first."""
        alerts, raised = table_of(AlertRow), table_of(AlertBookingRow)
        query = _origin_of(
            TransactionRow,
            TransactionRow.booked_at.label("own_at"),
            TransactionRow.amount,
            TransactionRow.currency,
            TransactionRow.place,
        )
        query = (
            query.join(raised, raised.c.transaction_id == TransactionRow.transaction_id)
            .join(alerts, alerts.c.alert_id == raised.c.alert_id)
            .where(of_person(alerts.c.customer_id), alerts.c.state.in_((AlertState.NEW, AlertState.SEEN)))
            .order_by(TransactionRow.booked_at.desc(), TransactionRow.transaction_id)
        )
        return self._session.execute(query, {"of_customer": customer_id}).mappings().all()

    def list_of_contacts(self, customer_id: UUID, most: int) -> Sequence[sa.RowMapping]:
        """Return where each of the person's newest contacts came from, those of this centre's own calls left out."""
        contacts = table_of(ContactRow)
        query = _origin_of(ContactRow, ContactRow.at.label("own_at"), ContactRow.subject)
        query = query.where(of_person(contacts.c.customer_id))
        newest = query.order_by(ContactRow.at.desc(), ContactRow.contact_id).limit(most)
        return self._session.execute(newest, {"of_customer": customer_id}).mappings().all()

    def list_of_surveys(self, customer_id: UUID, most: int) -> Sequence[sa.RowMapping]:
        """Return where each of the person's newest answers to surveys came from, those given here left out."""
        answers = table_of(SurveyAnswerRow)
        query = _origin_of(SurveyAnswerRow, SurveyAnswerRow.at.label("own_at"), SurveyAnswerRow.perceived)
        query = query.where(of_person(answers.c.customer_id))
        newest = query.order_by(SurveyAnswerRow.at.desc(), SurveyAnswerRow.survey_answer_id).limit(most)
        return self._session.execute(newest, {"of_customer": customer_id}).mappings().all()

    def _one(self, query: sa.Select[Any]) -> sa.RowMapping | None:
        return self._session.execute(query).mappings().one_or_none()


_Loaded = (
    type[CustomerRow]
    | type[PhoneNumberRow]
    | type[HoldingRow]
    | type[HoldingPartyRow]
    | type[TransactionRow]
    | type[ContactRow]
    | type[SurveyAnswerRow]
)


def _origin_of(row: _Loaded, *more: Any) -> sa.Select[Any]:
    own = getattr(row, "source_at", None)
    return (
        sa.select(row.line, *([own.label("source_at")] if own is not None else []), *_ORIGIN, *more)
        .join(_FILES, _FILES.c.file_id == row.file_id)
        .join(_LOADS, _LOADS.c.load_id == _FILES.c.load_id)
        .join(_SOURCES, _SOURCES.c.source_code == _FILES.c.source_code)
    )
