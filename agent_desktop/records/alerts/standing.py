"""What stands in the records and comes round by its day: deposits, birthdays, documents, promises; set by set.

Each of `QUERIES` gives rows of (account_id, thing, due_at, ends_on, figures). Another source of such things, such as
complaints or callbacks with records of their own, is one more entry here (and its words in `words`): its alerts are
kept, dismissed and lapse as all others do. A row that is given no more lapses its alert.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any, Final

from agent_desktop.contract.alerts import AlertKind
from agent_desktop.records.alerts.schema import AlertRules

_DEPOSITS: Final = """
    SELECT DISTINCT ON (h.holding_id) p.customer_id AS account_id, h.holding_id || ':' || h.matures_on AS thing,
           CAST(NULL AS timestamptz) AS due_at, h.matures_on AS ends_on,
           jsonb_build_object('product', h.product, 'ending', right(h.number, 4), 'balance', h.balance,
                              'currency', h.currency, 'day', h.matures_on) AS figures
    FROM holdings h JOIN holding_parties p ON p.holding_id = h.holding_id AND p.role = 'owner'
    WHERE h."group" = 'deposits' AND h.matures_on BETWEEN :today AND :today + CAST(:deposit_days AS int)
    ORDER BY h.holding_id, p.customer_id
"""
# Who was born on 29 February has the birthday on 1 March of other years.
_BIRTHDAYS: Final = """
    SELECT c.customer_id AS account_id, CAST(extract(year FROM d.day) AS text) AS thing,
           CAST(NULL AS timestamptz) AS due_at, d.day AS ends_on,
           jsonb_build_object(
               'day', d.day, 'age', extract(year FROM d.day) - extract(year FROM c.birth_date)
           ) AS figures
    FROM (
        SELECT CAST(day AS date) AS day,
               CASE WHEN to_char(day, 'MMDD') = '0301' AND to_char(day - interval '1 day', 'MMDD') = '0228'
                    THEN ARRAY['0301', '0229'] ELSE ARRAY[to_char(day, 'MMDD')] END AS marks
        FROM generate_series(CAST(:today AS timestamp), CAST(:today AS timestamp) + make_interval(days => :birth_days),
                             interval '1 day') AS g (day)
    ) d JOIN customers c ON to_char(c.birth_date, 'MMDD') = ANY(d.marks)
    WHERE c.kind <> 'business' AND c.birth_date < d.day
"""
_GREETINGS: Final = """
    SELECT c.customer_id AS account_id, CAST(y.years AS text) AS thing, CAST(NULL AS timestamptz) AS due_at,
           CAST(c.customer_since + make_interval(years => y.years) AS date) AS ends_on,
           jsonb_build_object('day', CAST(c.customer_since + make_interval(years => y.years) AS date),
                              'years', y.years) AS figures
    FROM unnest(CAST(:years AS int[])) AS y (years) JOIN customers c
        ON c.customer_since BETWEEN CAST(CAST(:today AS date) - make_interval(years => y.years) AS date)
           AND CAST(CAST(:today AS date) + CAST(:greeting_days AS int) - make_interval(years => y.years) AS date)
"""
_DOCUMENTS: Final = """
    SELECT customer_id AS account_id, CAST(document_expires_on AS text) AS thing, CAST(NULL AS timestamptz) AS due_at,
           CAST(NULL AS date) AS ends_on, jsonb_build_object('day', document_expires_on) AS figures
    FROM customers WHERE document_expires_on <= :today + CAST(:document_days AS int)
"""
# A promised call is a callback that is open. An outcome that promises one, in a call in which none was made, is open
# until somebody has called the person, on whichever of their accounts: a call out of ours that began later.
_PROMISES: Final = """
    SELECT c.customer_id AS account_id, CAST(c.callback_id AS text) AS thing, c.due_at, CAST(NULL AS date) AS ends_on,
           jsonb_build_object('at', c.made_at, 'outcome', 'callback_promised', 'agent_id', c.owner_id) AS figures
    FROM callbacks c
    WHERE c.customer_id IS NOT NULL AND c.kind IN ('promised', 'queue', 'abandoned', 'complaint')
      AND c.state IN ('open', 'due', 'offered', 'dialling', 'expired')
      AND c.due_at <= CAST(:until AS timestamptz) + make_interval(hours => :promise_hours)
    UNION ALL
    SELECT i.customer_id AS account_id, CAST(i.interaction_id AS text) AS thing,
           i.finished_at + make_interval(hours => :promise_hours) AS due_at, CAST(NULL AS date) AS ends_on,
           jsonb_build_object('at', i.started_at, 'outcome', i.disposition_code, 'agent_id', i.agent_id) AS figures
    FROM interactions i
    WHERE i.customer_id IS NOT NULL AND i.finished_at IS NOT NULL
      AND i.disposition_code = ANY(CAST(:promise_codes AS text[]))
      AND NOT EXISTS (SELECT FROM callbacks made WHERE made.call_id = i.call_id)
      AND NOT EXISTS (
          SELECT FROM interactions later
          WHERE later.customer_id = ANY(array_append(ARRAY(
                    SELECT other.customer_id FROM merged_accounts one JOIN merged_accounts other USING (lead_id)
                    WHERE one.customer_id = i.customer_id
                ), i.customer_id))
            AND later.direction = 'outbound' AND later.started_at > i.finished_at
      )
"""
# A complaint's own clocks say when it is due. A call whose outcome says complaint counts while none was recorded in it.
_COMPLAINTS: Final = """
    SELECT c.customer_id AS account_id, CAST(c.complaint_id AS text) AS thing, c.next_due_at AS due_at,
           CAST(NULL AS date) AS ends_on,
           jsonb_build_object('at', c.registered_at, 'number', c.number, 'severity', c.severity) AS figures
    FROM complaints c
    WHERE c.ended_at IS NULL AND c.kind = 'complaint' AND c.customer_id IS NOT NULL
      AND c.next_due_at - make_interval(days => :complaint_shown) <= :until
    UNION ALL
    SELECT i.customer_id AS account_id, CAST(i.interaction_id AS text) AS thing,
           i.finished_at + make_interval(days => :complaint_days) AS due_at, CAST(NULL AS date) AS ends_on,
           jsonb_build_object('at', i.started_at, 'outcome', i.disposition_code) AS figures
    FROM interactions i
    WHERE i.customer_id IS NOT NULL AND i.disposition_code = ANY(CAST(:complaint_codes AS text[]))
      AND i.finished_at + make_interval(days => :complaint_days - :complaint_shown) <= :until
      AND NOT EXISTS (SELECT FROM complaints c WHERE c.call_id = i.call_id AND c.state <> 'undone')
"""

QUERIES: Final[Mapping[AlertKind, str]] = MappingProxyType(
    {
        AlertKind.DEPOSIT_MATURING: _DEPOSITS,
        AlertKind.BIRTHDAY: _BIRTHDAYS,
        AlertKind.GREETING: _GREETINGS,
        AlertKind.DOCUMENT_EXPIRING: _DOCUMENTS,
        AlertKind.CALLBACK_PROMISED: _PROMISES,
        AlertKind.COMPLAINT_DUE: _COMPLAINTS,
    }
)


def values_for(rules: AlertRules, until: datetime, zone: tzinfo) -> dict[str, Any]:
    """Return what the queries are asked with, on the bank's day at `until`."""
    today: date = until.astimezone(zone).date()
    return {
        "until": until,
        "today": today,
        "deposit_days": rules.deposit_maturing.days,
        "birth_days": rules.birthday.days,
        "greeting_days": rules.greeting.days,
        "years": list(rules.greeting.years),
        "document_days": rules.document_expiring.days,
        "promise_hours": rules.callback_promised.hours,
        "promise_codes": list(rules.callback_promised.dispositions),
        "complaint_codes": list(rules.complaint_due.dispositions),
        "complaint_days": rules.complaint_due.days,
        "complaint_shown": rules.complaint_due.shown_days,
    }
