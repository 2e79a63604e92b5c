"""A year of a contact centre, straight into the tables: calls, stretches, rings, agents' states and records."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa

QUEUES: Final = 8
AGENTS: Final = 200

# Deterministic: hashes of the running number decide everything, so that two runs measure the same.
_DRAWN: Final = """
    CREATE TEMPORARY TABLE drawn AS
    SELECT n, gen_random_uuid() AS call_id, gen_random_uuid() AS part_id, gen_random_uuid() AS survey_id,
        at, at + make_interval(secs => waited) AS heard,
        at + make_interval(secs => waited + talked) AS gone, waited, talked,
        h1 % 100 < 90 AS answered, (CAST(:queues AS uuid[]))[1 + h2 % :queue_count] AS queue_id,
        (CAST(:agents AS uuid[]))[1 + h3 % :agent_count] AS agent_id,
        (CAST(:customers AS uuid[]))[1 + h1 % :customer_count] AS customer_id, h1, h2
    FROM (
        SELECT n, CAST(:until AS timestamptz) - make_interval(secs => (:count - n) * (31536000.0 / :count)) AS at,
            (hashint4(n) & 2147483647) AS h1, (hashint4(n + 7919) & 2147483647) AS h2,
            (hashint4(n + 104729) & 2147483647) AS h3, 2 + (hashint4(n + 31) & 2147483647) % 45 AS waited,
            30 + (hashint4(n + 17) & 2147483647) % 500 AS talked
        FROM generate_series(0, :count - 1) AS n
    ) numbers
"""
_STATEMENTS: Final = (
    """
    INSERT INTO calls (call_id, provider, call_sid, state, queue_id, agent_id, caller_number, called_at, arrived_at,
        enqueued_at, since_at, answered_at, ended_at, end_cause)
    SELECT call_id, 'simulator', call_id::text, 'ended', queue_id, CASE WHEN answered THEN agent_id END, '+85261234567',
        at - interval '20 s', at, at, gone, CASE WHEN answered THEN heard END,
        CASE WHEN answered THEN gone ELSE heard END,
        'caller_hung_up' FROM drawn
    """,
    """
    INSERT INTO call_stretches (stretch_id, call_id, queue_id, agent_id, state, began_at, ended_at, next_state,
        end_cause)
    SELECT gen_random_uuid(), call_id, queue_id, NULL, 'queued', at, heard,
        CASE WHEN answered THEN 'talking' ELSE 'ended' END,
        CASE WHEN answered THEN NULL ELSE 'caller_hung_up' END FROM drawn
    UNION ALL
    SELECT gen_random_uuid(), call_id, queue_id, agent_id, 'talking', heard, gone, 'ended', 'caller_hung_up'
    FROM drawn WHERE answered
    """,
    """
    INSERT INTO offers (offer_id, call_id, agent_id, offered_at, expires_at, outcome, ended_at)
    SELECT gen_random_uuid(), call_id, agent_id, at, heard,
        CASE WHEN answered THEN 'answered' ELSE 'not_answered' END, heard
    FROM drawn
    """,
    """
    INSERT INTO agent_states (agent_state_id, agent_id, state, call_id, began_at, ended_at)
    SELECT gen_random_uuid(), agent_id, 'ready', NULL, at - interval '120 s', heard FROM drawn WHERE answered
    UNION ALL
    SELECT gen_random_uuid(), agent_id, 'on_call', call_id, heard, gone FROM drawn WHERE answered
    UNION ALL
    SELECT gen_random_uuid(), agent_id, 'wrap_up', call_id, gone, gone + interval '40 s' FROM drawn WHERE answered
    """,
    """
    INSERT INTO interactions (interaction_id, call_id, agent_id, customer_id, started_at, finished_at,
        disposition_code)
    SELECT part_id, call_id, agent_id, customer_id, heard, gone + interval '40 s',
        (ARRAY['resolved', 'informed', 'complaint', 'callback_promised'])[1 + h2 % 4] FROM drawn WHERE answered
    """,
    """
    INSERT INTO contacts (contact_id, source_code, source_key, customer_id, interaction_id, call_id, at, channel,
        subject)
    SELECT gen_random_uuid(), 'agent-desktop', part_id::text, customer_id, part_id, call_id, heard, 'phone',
        jsonb_build_object('en', (ARRAY['My card', 'My loan', 'My account'])[1 + h2 % 3]) FROM drawn WHERE answered
    """,
    """
    INSERT INTO script_runs (interaction_id, script_id, script_version, step_id, answers, said, step_times, saved_at,
        outcome)
    SELECT part_id, (ARRAY['lost-card', 'loan-enquiry', 'general-enquiry'])[1 + h2 % 3], '1', 'x', '{}', '{}', '{}',
        gone,
        CASE WHEN h1 % 5 = 0 THEN '' ELSE 'done' END FROM drawn WHERE answered AND h1 % 2 = 0
    """,
    """
    INSERT INTO surveys (survey_id, form, form_name, record_kind, record_id, customer_id, way, language, state,
        asked_at, ends_at, ended_at, agent_id)
    SELECT survey_id, 'after_call', '{"en": "Call"}', 'call', call_id, customer_id, 'phone', 'en', 'answered', gone,
        gone + interval '7 days', gone, agent_id FROM drawn WHERE answered AND h2 % 20 = 0
    """,
    """
    INSERT INTO survey_scores (survey_id, question, place, perceived)
    SELECT survey_id, 'q', 0, 1 + h1 % 5 FROM drawn WHERE answered AND h2 % 20 = 0
    """,
)
_TABLES: Final = (
    "calls", "call_stretches", "offers", "agent_states", "interactions", "contacts", "script_runs", "surveys",
    "survey_scores", "customers", "users", "agents",
)  # fmt: skip


def fill(engine: sa.Engine, count: int, until: datetime) -> None:
    """Fill in so many calls of the year up to `until`."""
    with engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        queues, agents = _people(connection, until)
        customers = connection.scalars(sa.text("SELECT customer_id FROM customers ORDER BY customer_number")).all()
        values: dict[str, Any] = {
            "queues": queues, "queue_count": len(queues), "agents": agents, "agent_count": len(agents),
            "customers": list(customers), "customer_count": len(customers), "count": count, "until": until,
        }  # fmt: skip
        connection.execute(sa.text(_DRAWN), values)
        for statement in _STATEMENTS:
            connection.execute(sa.text(statement))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SET statement_timeout = 0"))
        for table in _TABLES:
            connection.execute(sa.text(f"VACUUM ANALYZE {table}"))


def _people(connection: sa.Connection, at: datetime) -> tuple[list[UUID], list[UUID]]:
    group = uuid4()
    connection.execute(
        sa.text("INSERT INTO queue_groups (queue_group_id, code) VALUES (:group, 'bench')"), {"group": group}
    )
    queues, agents = [uuid4() for _ in range(QUEUES)], [uuid4() for _ in range(AGENTS)]
    for place, queue_id in enumerate(queues):
        connection.execute(
            sa.text(
                "INSERT INTO queues (queue_id, code, queue_group_id, position, name)"
                " VALUES (:queue, :code, :group, :place, jsonb_build_object('en', CAST(:code AS text)))"
            ),
            {"queue": queue_id, "code": f"bench-{place}", "group": group, "place": 100 + place},
        )
    for place, agent_id in enumerate(agents):
        values = {"agent": agent_id, "name": f"bench-{place}", "team": f"Team {place % 8}", "group": group, "at": at}
        connection.execute(
            sa.text(
                "INSERT INTO users (user_id, name, display_name, password_hash, roles, team, draft_key)"
                " VALUES (:agent, :name, :name, '', '[\"agent\"]', :team, '')"
            ),
            values,
        )
        connection.execute(
            sa.text(
                "INSERT INTO agents (agent_id, queue_group_id, endpoint, since_at, idle_since_at)"
                " VALUES (:agent, :group, :name, :at, :at)"
            ),
            values,
        )
    return queues, agents
