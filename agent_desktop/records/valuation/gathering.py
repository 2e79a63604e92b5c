"""Gathers every figure of every person, in temporary tables of the transaction: set by set, no row comes here.

What of a telephone call is telephony's is gathered by the server before, in ``valued_handling``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.valuation.schema import ValueFormula


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is reckoned, and with what: `rates` give one unit of a currency in `currency`."""

    at: datetime
    zone: tzinfo
    currency: str
    rates: Mapping[str, Decimal]


_PEOPLE: Final = (
    """
    CREATE TEMPORARY TABLE valued_accounts ON COMMIT DROP AS
    SELECT c.customer_id, coalesce(m.lead_id, c.customer_id) AS person_id
    FROM customers c LEFT JOIN merged_accounts m USING (customer_id)
    """,
    "ANALYZE valued_accounts",
    """
    CREATE TEMPORARY TABLE valued_people ON COMMIT DROP AS
    SELECT lead.customer_id AS person_id, lead.kind, lead.birth_date, known.since
    FROM customers lead
    JOIN (
        SELECT person_id, min(customer_since) AS since FROM valued_accounts JOIN customers USING (customer_id)
        GROUP BY person_id
    ) known ON known.person_id = lead.customer_id
    WHERE lead.kind IN ('personal', 'business')
    """,
    "ANALYZE valued_people",
    """
    CREATE TEMPORARY TABLE valued_rates ON COMMIT DROP AS
    SELECT * FROM unnest(CAST(:currencies AS text[]), CAST(:rates AS numeric[])) AS given (currency, rate)
    """,
)

# What several people own is divided among them: the values of all customers are the bank's, and not more.
_HOLDINGS: Final = (
    """
    CREATE TEMPORARY TABLE valued_holdings ON COMMIT DROP AS
    SELECT holding_id, person_id, count(*) OVER (PARTITION BY holding_id) AS owners FROM (
        SELECT DISTINCT p.holding_id, a.person_id
        FROM holding_parties p JOIN valued_accounts a USING (customer_id)
        WHERE p.role = ANY(CAST(:owner_roles AS text[]))
    ) owned
    """,
    "ANALYZE valued_holdings",
    """
    CREATE TEMPORARY TABLE valued_balances ON COMMIT DROP AS
    SELECT person_id, count(*) AS products, count(balance) AS balances, count(base) AS known,
        5 - bool_or("group" = 'deposits')::int - bool_or("group" = 'cards')::int - bool_or("group" = 'loans')::int
            - bool_or("group" = 'wealth')::int - bool_or("group" = 'insurance')::int AS groups_missing,
        coalesce(sum(base) FILTER (WHERE "group" = 'deposits' AND base > 0), 0) AS deposits,
        coalesce(sum(base) FILTER (WHERE "group" = 'wealth' AND base > 0), 0) AS wealth,
        coalesce(sum(base) FILTER (WHERE "group" = 'insurance' AND base > 0), 0) AS insurance,
        -coalesce(sum(base) FILTER (WHERE "group" = 'cards' AND base < 0), 0) AS cards_owed,
        -coalesce(sum(base) FILTER (WHERE "group" IN ('loans', 'deposits') AND base < 0), 0) AS loans_owed,
        coalesce(sum(base) FILTER (
            WHERE "group" = 'deposits' AND base > 0 AND matures_on BETWEEN :today AND :matures_until
        ), 0) AS maturing
    FROM (
        SELECT v.person_id, h."group", h.matures_on, h.balance, h.balance * r.rate / v.owners AS base
        FROM valued_holdings v JOIN holdings h USING (holding_id) LEFT JOIN valued_rates r USING (currency)
    ) priced
    GROUP BY person_id
    """,
)

_BOOKINGS: Final = (
    """
    CREATE TEMPORARY TABLE valued_bookings ON COMMIT DROP AS
    SELECT person_id, count(*) AS bookings, max(booked_at) AS last_at,
        coalesce(sum(base) FILTER (WHERE "group" = 'deposits' AND base > 0), 0) AS inflow,
        -coalesce(sum(base) FILTER (WHERE "group" = 'deposits' AND base < 0), 0) AS outflow,
        -coalesce(sum(base) FILTER (WHERE is_fee AND base < 0), 0) AS fees,
        -coalesce(sum(base) FILTER (WHERE "group" = 'cards' AND base < 0), 0) AS card_spending,
        -sum(base) FILTER (WHERE "group" = 'deposits' AND booked_at >= :trend_since) AS went_out
    FROM (
        SELECT v.person_id, h."group", t.booked_at, t.kind = ANY(CAST(:fee_kinds AS text[])) AS is_fee,
            t.amount * r.rate / v.owners AS base
        FROM transactions t
        JOIN holdings h USING (holding_id)
        JOIN valued_holdings v USING (holding_id)
        JOIN valued_rates r ON r.currency = t.currency
        WHERE t.booked_at >= :since AND t.booked_at <= :at
    ) priced
    GROUP BY person_id
    """,
)

# A call that was handled here is among the contacts too: it counts as a call, and is a contact of that day.
_CONTACTS: Final = (
    """
    CREATE TEMPORARY TABLE valued_contacts ON COMMIT DROP AS
    SELECT a.person_id, max(c.at) AS last_at,
        count(*) FILTER (WHERE c.interaction_id IS NULL AND c.channel = 'phone') AS phone,
        count(*) FILTER (WHERE c.channel = 'branch') AS branch,
        count(*) FILTER (WHERE c.channel = 'app') AS app,
        count(*) FILTER (WHERE c.channel = 'web') AS web,
        count(*) FILTER (WHERE c.channel = 'email') AS email,
        coalesce(sum(c.duration_seconds) FILTER (WHERE c.interaction_id IS NULL), 0) AS seconds,
        count(*) FILTER (
            WHERE c.interaction_id IS NULL AND c.outcome ->> 'en' = ANY(CAST(:complaint_outcomes AS text[]))
        ) AS complaints
    FROM contacts c JOIN valued_accounts a USING (customer_id)
    WHERE c.at >= :since AND c.at <= :at
    GROUP BY a.person_id
    """,
)
# One that was recorded in a contact or call is not counted again by the outcome of that.
_COMPLAINTS: Final = (
    """
    CREATE TEMPORARY TABLE valued_complaints ON COMMIT DROP AS
    SELECT a.person_id, count(*) AS complaints
    FROM complaints c JOIN valued_accounts a USING (customer_id)
    WHERE c.kind = 'complaint' AND c.state NOT IN ('undone', 'joined')
      AND c.registered_at >= :since AND c.registered_at <= :at
    GROUP BY a.person_id
    """,
)
_CALLS: Final = (
    """
    CREATE TEMPORARY TABLE valued_calls ON COMMIT DROP AS
    SELECT a.person_id, count(DISTINCT i.call_id) AS calls, coalesce(sum(h.seconds), 0) AS seconds,
        count(*) FILTER (
            WHERE i.disposition_code = ANY(CAST(:complaint_dispositions AS text[]))
            AND NOT EXISTS (SELECT FROM complaints r WHERE r.call_id = i.call_id AND r.state <> 'undone')
        ) AS complaints
    FROM interactions i
    JOIN valued_accounts a USING (customer_id)
    LEFT JOIN valued_handling h USING (call_id, agent_id)
    WHERE i.started_at >= :since AND i.started_at <= :at
    GROUP BY a.person_id
    """,
)
_SURVEYS: Final = (
    """
    CREATE TEMPORARY TABLE valued_surveys ON COMMIT DROP AS
    SELECT person_id, round(avg(perceived), 2) AS satisfaction, round(avg(perceived - expected), 2) AS gap
    FROM (
        SELECT a.person_id, s.perceived, s.expected,
            row_number() OVER (PARTITION BY a.person_id ORDER BY s.at DESC, s.survey_answer_id) AS place
        FROM survey_answers s JOIN valued_accounts a USING (customer_id)
        WHERE s.at >= :surveys_since AND s.at <= :at
    ) ranked
    WHERE place <= :survey_count
    GROUP BY person_id
    """,
)

_MEASURES: Final = (
    "ANALYZE valued_balances, valued_bookings, valued_contacts, valued_complaints, valued_calls, valued_surveys",
    """
    CREATE TEMPORARY TABLE valued_measures ON COMMIT DROP AS
    SELECT p.person_id, p.kind,
        round(b.deposits, 2) AS deposits, round(b.wealth, 2) AS wealth, round(b.insurance, 2) AS insurance,
        round(b.cards_owed, 2) AS cards_owed, round(b.loans_owed, 2) AS loans_owed,
        h.products::numeric AS products, h.groups_missing::numeric AS groups_missing,
        round(b.maturing / nullif(b.deposits, 0), 4) AS maturing_share,
        round(t.inflow, 2) AS inflow, round(t.outflow, 2) AS outflow, round(t.fees, 2) AS fees,
        round(t.card_spending, 2) AS card_spending, t.bookings::numeric AS bookings,
        round(greatest(t.went_out, 0), 2) AS net_outflow,
        round(
            greatest(t.went_out, 0) / nullif(b.deposits + b.wealth + greatest(t.went_out, 0), 0), 4
        ) AS net_outflow_share,
        floor(extract(epoch FROM :at - t.last_at) / 2592000) AS months_since_booking,
        extract(year FROM age(:today, p.since)) AS years_customer,
        CASE WHEN p.kind = 'personal' THEN extract(year FROM age(:today, p.birth_date)) END AS age_years,
        coalesce(c.calls, 0)::numeric AS calls, round(coalesce(c.seconds, 0) / 60.0, 1) AS call_minutes,
        coalesce(k.phone, 0)::numeric AS phone_contacts, coalesce(k.branch, 0)::numeric AS branch_contacts,
        coalesce(k.app, 0)::numeric AS app_contacts, coalesce(k.web, 0)::numeric AS web_contacts,
        coalesce(k.email, 0)::numeric AS email_contacts,
        round(coalesce(k.seconds, 0) / 60.0, 1) AS contact_minutes,
        (coalesce(k.complaints, 0) + coalesce(c.complaints, 0) + coalesce(r.complaints, 0))::numeric AS complaints,
        floor(extract(epoch FROM :at - k.last_at) / 2592000) AS months_since_contact,
        s.satisfaction, s.gap AS satisfaction_gap
    FROM valued_people p
    LEFT JOIN valued_balances h USING (person_id)
    -- Where one balance has no rate, what the person is worth is not known: to leave it out would be to say zero.
    LEFT JOIN valued_balances b ON b.person_id = p.person_id AND b.known > 0 AND b.known = b.balances
    LEFT JOIN valued_bookings t ON t.person_id = p.person_id
    LEFT JOIN valued_contacts k ON k.person_id = p.person_id
    LEFT JOIN valued_calls c ON c.person_id = p.person_id
    LEFT JOIN valued_complaints r ON r.person_id = p.person_id
    LEFT JOIN valued_surveys s ON s.person_id = p.person_id
    """,
)


class Gathering:
    """The steps of one reckoning, to be taken in this order."""

    def __init__(self, session: Session, formula: ValueFormula, moment: Moment) -> None:
        self._session = session
        today = moment.at.astimezone(moment.zone).date()
        self._values: dict[str, Any] = {
            "at": moment.at,
            "today": today,
            "since": moment.at - timedelta(days=formula.days),
            "trend_since": moment.at - timedelta(days=formula.trend_days),
            "matures_until": today + timedelta(days=formula.maturing_days),
            "surveys_since": moment.at - timedelta(days=formula.surveys.days),
            "survey_count": formula.surveys.count,
            "owner_roles": list(formula.owners),
            "fee_kinds": list(formula.fee_kinds),
            "complaint_outcomes": list(formula.complaints.outcomes),
            "complaint_dispositions": list(formula.complaints.dispositions),
            "currencies": [moment.currency, *(code for code in moment.rates if code != moment.currency)],
            "rates": [Decimal(1), *(rate for code, rate in moment.rates.items() if code != moment.currency)],
        }

    @property
    def period(self) -> tuple[datetime, datetime]:
        """From when to when calls, contacts and bookings count."""
        return self._values["since"], self._values["at"]

    def people(self) -> None:
        self._run(_PEOPLE)

    def holdings(self) -> None:
        self._run(_HOLDINGS)

    def bookings(self) -> None:
        self._run(_BOOKINGS)

    def contacts(self) -> None:
        """Count contacts, calls and answers to surveys; ``valued_handling`` has been gathered."""
        self._run(_CONTACTS + _COMPLAINTS + _CALLS + _SURVEYS)

    def count_unpriced(self) -> int:
        """Return how many people have a balance in a currency without a rate."""
        query = sa.text("SELECT count(*) FROM valued_balances WHERE known < balances")
        return int(self._session.scalar(query) or 0)

    def measures(self) -> None:
        self._run(_MEASURES)

    def _run(self, statements: tuple[str, ...]) -> None:
        for statement in statements:
            wanted = sa.text(statement)
            self._session.execute(wanted, {name: self._values[name] for name in wanted.compile().params})
