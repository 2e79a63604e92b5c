"""Callbacks, with their attempts and their history, which only grows; calls that colleagues owe are callbacks now.

Every call that is owed, or was, becomes a callback of the same id. Of two open ones of one colleague to one person the
later goes on in the earlier. Revision 0039, after 0038.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_FUNCTIONS = (
    # History is only ever added.
    """
    CREATE FUNCTION refuse_callback_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'callback events are only ever added' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    (
        "CREATE TRIGGER callback_events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON callback_events"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_callback_event_change()"
    ),
    # A callback's person is the leading account of its customer. Those who make callbacks share an advisory lock, which
    # who merges accounts has alone. Nobody waits for a merge that is being written: a caller's hang-up makes callbacks,
    # and calls would stand still. Whom it missed is set right later (`DueCallbackRepository.follow_people`).
    """
    CREATE FUNCTION callbacks_find_person() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.customer_id IS NULL THEN
            NEW.person_id := NULL;
            RETURN NEW;
        END IF;
        PERFORM pg_try_advisory_xact_lock_shared(7606039);
        NEW.person_id := coalesce(
            (SELECT lead_id FROM merged_accounts WHERE customer_id = NEW.customer_id), NEW.customer_id);
        RETURN NEW;
    END
    $$
    """,
    (
        "CREATE TRIGGER callbacks_find_person BEFORE INSERT OR UPDATE OF customer_id ON callbacks"
        " FOR EACH ROW EXECUTE FUNCTION callbacks_find_person()"
    ),
    # Accounts were merged or parted: their callbacks are the new person's. Of two open ones for one reason that meet
    # the one in somebody's hands goes on, else the one that is due first; the other is joined into it.
    """
    CREATE FUNCTION callbacks_follow(accounts uuid[]) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        moved record;
        other record;
        kept_id uuid;
        gone_id uuid;
        said text;
        at_time timestamptz;
    BEGIN
        PERFORM pg_advisory_xact_lock(7606039);
        FOR moved IN
            SELECT c.*, coalesce(m.lead_id, c.customer_id) AS new_person
            FROM callbacks c LEFT JOIN merged_accounts m ON m.customer_id = c.customer_id
            WHERE c.customer_id = ANY(accounts) AND c.person_id <> coalesce(m.lead_id, c.customer_id)
            ORDER BY c.due_at, c.callback_id FOR UPDATE OF c
        LOOP
            IF moved.state IN ('open', 'due', 'offered', 'dialling', 'expired') THEN
                SELECT * INTO other FROM callbacks
                WHERE person_id = moved.new_person AND reason_code = moved.reason_code
                    AND about_id IS NOT DISTINCT FROM moved.about_id
                    AND state IN ('open', 'due', 'offered', 'dialling', 'expired')
                    AND callback_id <> moved.callback_id
                FOR UPDATE;
                IF FOUND THEN
                    IF other.state IN ('offered', 'dialling') THEN
                        kept_id := other.callback_id; gone_id := moved.callback_id; said := moved.reason;
                    ELSIF moved.state IN ('offered', 'dialling') OR moved.due_at < other.due_at THEN
                        kept_id := moved.callback_id; gone_id := other.callback_id; said := other.reason;
                    ELSE
                        kept_id := other.callback_id; gone_id := moved.callback_id; said := moved.reason;
                    END IF;
                    at_time := greatest(clock_timestamp(), moved.made_at, other.made_at);
                    UPDATE callbacks SET state = 'joined', joined_into = kept_id, ended_at = at_time,
                        ended_as = 'joined',
                        next_at = NULL, to_sync = true, version = version + 1
                    WHERE callback_id = gone_id;
                    UPDATE callbacks SET version = version + 1, to_sync = true, reason = CASE
                        WHEN said = '' OR said = ANY(string_to_array(reason, ' / ')) THEN reason
                        WHEN reason = '' THEN said ELSE left(reason || ' / ' || said, 500) END
                    WHERE callback_id = kept_id;
                    INSERT INTO callback_events (callback_id, at, kind, words) VALUES
                        (gone_id, at_time, 'joined_away', ''), (kept_id, at_time, 'joined', said);
                END IF;
            END IF;
            UPDATE callbacks SET person_id = moved.new_person, version = version + 1, to_sync = true
            WHERE callback_id = moved.callback_id;
        END LOOP;
    END
    $$
    """,
    """
    CREATE FUNCTION callbacks_follow_new() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM callbacks_follow(ARRAY(SELECT customer_id FROM new_rows));
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE FUNCTION callbacks_follow_old() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM callbacks_follow(ARRAY(SELECT customer_id FROM old_rows));
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE FUNCTION callbacks_follow_both() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM callbacks_follow(
            ARRAY(SELECT customer_id FROM new_rows UNION SELECT customer_id FROM old_rows));
        RETURN NULL;
    END
    $$
    """,
    (
        "CREATE TRIGGER callbacks_follow_joined AFTER INSERT ON merged_accounts REFERENCING NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION callbacks_follow_new()"
    ),
    (
        "CREATE TRIGGER callbacks_follow_changed AFTER UPDATE ON merged_accounts"
        " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION callbacks_follow_both()"
    ),
    (
        "CREATE TRIGGER callbacks_follow_parted AFTER DELETE ON merged_accounts REFERENCING OLD TABLE AS old_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION callbacks_follow_old()"
    ),
)

_MOVES = (
    """
    INSERT INTO callbacks (callback_id, version, kind, state, customer_id, number, reason_code, about_id, reason,
        enqueued_at, due_at, window_from, window_to, basis, owner_id, owner_until, queue_code, expires_at, next_at,
        told, kept, judged_until, first_tried_at, call_id, made_at, made_by, ended_at, ended_by, ended_as, joined_into)
    SELECT o.owed_call_id, o.version, 'promised',
        CASE WHEN o.done_at IS NOT NULL THEN 'done' WHEN o.first_id <> o.owed_call_id THEN 'joined' ELSE 'open' END,
        o.customer_id, o.number, 'owed_call', o.owner_id, o.reason, o.due_at, o.due_at,
        o.due_at - interval '15 minutes', o.due_at + interval '15 minutes', 'unknown', o.owner_id,
        o.due_at + interval '10 minutes', 'general', o.due_at + interval '75 minutes',
        CASE WHEN o.done_at IS NULL AND o.first_id = o.owed_call_id THEN o.asked_at END, o.told_at IS NOT NULL,
        CASE WHEN o.done_at IS NOT NULL THEN o.done_at <= o.due_at + interval '15 minutes' END,
        CASE WHEN o.done_at IS NOT NULL THEN o.due_at + interval '15 minutes' END,
        o.done_at, o.call_id, o.asked_at, o.asked_by,
        CASE WHEN o.done_at IS NOT NULL THEN o.done_at WHEN o.first_id <> o.owed_call_id THEN o.asked_at END,
        o.done_by,
        CASE WHEN o.done_at IS NOT NULL THEN 'by_hand' WHEN o.first_id <> o.owed_call_id THEN 'joined' END,
        CASE WHEN o.done_at IS NULL AND o.first_id <> o.owed_call_id THEN o.first_id END
    FROM (
        SELECT owed.*, first_value(owed.owed_call_id) OVER (
            PARTITION BY owed.done_at IS NULL, owed.owner_id,
                coalesce(m.lead_id::text, owed.customer_id::text, owed.number)
            ORDER BY owed.due_at, owed.owed_call_id
        ) AS first_id
        FROM owed_calls owed LEFT JOIN merged_accounts m ON m.customer_id = owed.customer_id
    ) o
    """,
    """
    INSERT INTO callback_events (callback_id, at, kind, by_id, words)
    SELECT callback_id, made_at, 'made_from', made_by, reason FROM callbacks ORDER BY made_at, callback_id
    """,
    """
    INSERT INTO callback_events (callback_id, at, kind, by_id)
    SELECT callback_id, ended_at, CASE state WHEN 'joined' THEN 'joined_away' ELSE 'done' END, ended_by
    FROM callbacks WHERE ended_at IS NOT NULL ORDER BY ended_at, callback_id
    """,
    """
    INSERT INTO callback_events (callback_id, at, kind, by_id, words)
    SELECT joined_into, ended_at, 'joined', made_by, reason FROM callbacks
    WHERE joined_into IS NOT NULL ORDER BY ended_at, callback_id
    """,
    (
        "UPDATE owed_calls o SET callback_id = coalesce(c.joined_into, c.callback_id) FROM callbacks c"
        " WHERE c.callback_id = o.owed_call_id"
    ),
)

_BACK = """
    UPDATE owed_calls o SET version = c.version, customer_id = c.customer_id, number = c.number, due_at = c.due_at,
        done_at = c.ended_at, done_by = CASE WHEN c.ended_at IS NOT NULL THEN coalesce(c.ended_by, o.owner_id) END
    FROM callbacks c WHERE c.callback_id = o.callback_id
"""


def upgrade() -> None:
    op.create_table(
        "agent_shifts",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_agent_shifts_forwards")),
        sa.PrimaryKeyConstraint("agent_id", "from_at", name=op.f("pk_agent_shifts")),
    )
    op.create_table(
        "callbacks",
        sa.Column("callback_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), server_default="open", nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("number_id", sa.Uuid(), nullable=True),
        sa.Column("wrong_numbers", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("language", sa.String(length=10), server_default="", nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("enqueued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_given", sa.String(length=10), server_default="", nullable=False),
        sa.Column("region", sa.String(length=10), server_default="", nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("zones", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_told", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("team", sa.String(length=100), server_default="", nullable=False),
        sa.Column("team_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team_told", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("queue_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lawful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts_most", sa.Integer(), server_default="3", nullable=False),
        sa.Column("last_outcome", sa.String(length=40), nullable=True),
        sa.Column("told", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.Column("judged_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("alert_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_as", sa.String(length=40), nullable=True),
        sa.Column("joined_into", sa.Uuid(), nullable=True),
        sa.Column("placed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("to_sync", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("(state = 'joined') = (joined_into IS NOT NULL)", name=op.f("ck_callbacks_joined_into_one")),
        sa.CheckConstraint(
            "(state IN ('done', 'cancelled', 'joined')) = (ended_at IS NOT NULL)",
            name=op.f("ck_callbacks_ended_has_time"),
        ),
        sa.CheckConstraint("number <> ''", name=op.f("ck_callbacks_has_number")),
        sa.CheckConstraint(
            "state NOT IN ('offered', 'dialling') OR held_by IS NOT NULL", name=op.f("ck_callbacks_in_somebodys_hands")
        ),
        sa.CheckConstraint("(customer_id IS NULL) = (person_id IS NULL)", name=op.f("ck_callbacks_person_of_customer")),
        sa.CheckConstraint("(kept IS NULL) = (judged_until IS NULL)", name=op.f("ck_callbacks_judged_whole")),
        sa.CheckConstraint("attempts >= 0 AND attempts <= attempts_most", name=op.f("ck_callbacks_attempts_bounded")),
        sa.CheckConstraint("version > 0", name=op.f("ck_callbacks_version_positive")),
        sa.CheckConstraint(
            "window_from <= due_at AND due_at <= window_to", name=op.f("ck_callbacks_due_within_window")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=op.f("fk_callbacks_customer_id")),
        sa.ForeignKeyConstraint(["joined_into"], ["callbacks.callback_id"], name=op.f("fk_callbacks_joined_into")),
        sa.PrimaryKeyConstraint("callback_id", name=op.f("pk_callbacks")),
    )
    op.create_index(op.f("ix_callbacks_alert_id"), "callbacks", ["alert_id"], unique=False)
    op.create_index(op.f("ix_callbacks_call_id"), "callbacks", ["call_id"], unique=False)
    op.create_index(op.f("ix_callbacks_complaint_id"), "callbacks", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_callbacks_customer_id"), "callbacks", ["customer_id"], unique=False)
    op.create_index(
        "ix_callbacks_judged",
        "callbacks",
        ["judged_until"],
        unique=False,
        postgresql_where=sa.text("judged_until IS NOT NULL"),
    )
    op.create_index(
        "ix_callbacks_next", "callbacks", ["next_at"], unique=False, postgresql_where=sa.text("next_at IS NOT NULL")
    )
    op.create_index(
        "ix_callbacks_open_due",
        "callbacks",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'due', 'offered', 'dialling', 'expired')"),
    )
    op.create_index(
        "ix_callbacks_open_number",
        "callbacks",
        ["number"],
        unique=False,
        postgresql_where=sa.text("state IN ('open', 'due', 'offered', 'dialling', 'expired')"),
    )
    op.create_index("ix_callbacks_owner", "callbacks", ["owner_id", "due_at"], unique=False)
    op.create_index(op.f("ix_callbacks_person_id"), "callbacks", ["person_id"], unique=False)
    op.create_index(
        "ix_callbacks_to_sync", "callbacks", ["callback_id"], unique=False, postgresql_where=sa.text("to_sync")
    )
    op.create_index(
        "uq_callbacks_open_number",
        "callbacks",
        ["number", "reason_code", "about_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("person_id IS NULL AND state IN ('open', 'due', 'offered', 'dialling', 'expired')"),
    )
    op.create_index(
        "uq_callbacks_open_person",
        "callbacks",
        ["person_id", "reason_code", "about_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text(
            "person_id IS NOT NULL AND state IN ('open', 'due', 'offered', 'dialling', 'expired')"
        ),
    )
    op.create_table(
        "do_not_call",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(length=16), server_default="", nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(length=300), server_default="", nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_words", sa.String(length=300), server_default="", nullable=False),
        sa.CheckConstraint("customer_id IS NOT NULL OR number <> ''", name=op.f("ck_do_not_call_of_somebody")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_do_not_call_ended_by_somebody")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=op.f("fk_do_not_call_customer_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_do_not_call")),
    )
    op.create_index(op.f("ix_do_not_call_customer_id"), "do_not_call", ["customer_id"], unique=False)
    op.create_index(
        "ix_do_not_call_number",
        "do_not_call",
        ["number"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL AND number <> ''"),
    )
    op.create_table(
        "callback_attempts",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("callback_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=True),
        sa.Column("cause", sa.String(length=40), server_default="", nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=500), server_default="", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_callback_attempts_ended_has_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callbacks.callback_id"], name=op.f("fk_callback_attempts_callback_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_callback_attempts")),
        sa.UniqueConstraint("call_id", name=op.f("uq_callback_attempts_call_id")),
    )
    op.create_index("ix_callback_attempts_callback", "callback_attempts", ["callback_id", "at"], unique=False)
    op.create_index(
        "uq_callback_attempts_under_way",
        "callback_attempts",
        ["callback_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "callback_events",
        sa.Column("event_no", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("callback_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(length=500), server_default="", nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("from_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("to_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callbacks.callback_id"], name=op.f("fk_callback_events_callback_id")
        ),
        sa.PrimaryKeyConstraint("event_no", name=op.f("pk_callback_events")),
    )
    op.create_index("ix_callback_events_callback", "callback_events", ["callback_id", "event_no"], unique=False)
    for statement in _FUNCTIONS:
        op.execute(statement)
    op.add_column("owed_calls", sa.Column("callback_id", sa.Uuid(), nullable=True))
    for statement in _MOVES:
        op.execute(statement)
    op.alter_column("owed_calls", "callback_id", nullable=False)
    op.drop_index(op.f("ix_owed_calls_customer_id"), table_name="owed_calls")
    op.drop_index(op.f("ix_owed_calls_owner"), table_name="owed_calls")
    op.drop_index(op.f("uq_owed_calls_open"), table_name="owed_calls", postgresql_where="(done_at IS NULL)")
    op.create_index("ix_owed_calls_call", "owed_calls", ["call_id"], unique=False)
    op.create_index(op.f("ix_owed_calls_callback_id"), "owed_calls", ["callback_id"], unique=False)
    op.drop_constraint(op.f("fk_owed_calls_customer_id_customers"), "owed_calls", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_owed_calls_callback_id"), "owed_calls", "callbacks", ["callback_id"], ["callback_id"]
    )
    op.drop_column("owed_calls", "version")
    op.drop_column("owed_calls", "customer_id")
    op.drop_column("owed_calls", "done_by")
    op.drop_column("owed_calls", "number")
    op.drop_column("owed_calls", "due_at")
    op.drop_column("owed_calls", "done_at")
    op.create_check_constraint(op.f("ck_owed_calls_says_what"), "owed_calls", "reason <> ''")


def downgrade() -> None:
    op.add_column("owed_calls", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("owed_calls", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("owed_calls", sa.Column("number", sa.String(length=16), nullable=True))
    op.add_column("owed_calls", sa.Column("done_by", sa.Uuid(), nullable=True))
    op.add_column("owed_calls", sa.Column("customer_id", sa.Uuid(), nullable=True))
    op.add_column("owed_calls", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.execute(_BACK)
    op.alter_column("owed_calls", "due_at", nullable=False)
    op.alter_column("owed_calls", "number", nullable=False)
    op.execute("ALTER TABLE owed_calls ADD CONSTRAINT ck_owed_calls_version_positive CHECK (version > 0)")
    op.execute(
        "ALTER TABLE owed_calls ADD CONSTRAINT ck_owed_calls_done_by_somebody"
        " CHECK ((done_at IS NULL) = (done_by IS NULL))"
    )
    op.execute("ALTER TABLE owed_calls DROP CONSTRAINT ck_owed_calls_says_what")
    op.execute("ALTER TABLE owed_calls ADD CONSTRAINT ck_owed_calls_says_what CHECK (number <> '' AND reason <> '')")
    op.drop_constraint(op.f("fk_owed_calls_callback_id"), "owed_calls", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_owed_calls_customer_id_customers"),
        "owed_calls",
        "customers",
        ["customer_id"],
        ["customer_id"],
        ondelete="CASCADE",
    )
    op.drop_index(op.f("ix_owed_calls_callback_id"), table_name="owed_calls")
    op.drop_index("ix_owed_calls_call", table_name="owed_calls")
    op.create_index(
        op.f("uq_owed_calls_open"), "owed_calls", ["call_id"], unique=True, postgresql_where="(done_at IS NULL)"
    )
    op.create_index(op.f("ix_owed_calls_owner"), "owed_calls", ["owner_id", "due_at"], unique=False)
    op.create_index(op.f("ix_owed_calls_customer_id"), "owed_calls", ["customer_id"], unique=False)
    op.drop_column("owed_calls", "callback_id")
    op.drop_index("ix_callback_events_callback", table_name="callback_events")
    op.drop_table("callback_events")
    op.drop_index(
        "uq_callback_attempts_under_way", table_name="callback_attempts", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_index("ix_callback_attempts_callback", table_name="callback_attempts")
    op.drop_table("callback_attempts")
    op.drop_index(
        "ix_do_not_call_number", table_name="do_not_call", postgresql_where=sa.text("ended_at IS NULL AND number <> ''")
    )
    op.drop_index(op.f("ix_do_not_call_customer_id"), table_name="do_not_call")
    op.drop_table("do_not_call")
    op.drop_index(
        "uq_callbacks_open_person",
        table_name="callbacks",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text(
            "person_id IS NOT NULL AND state IN ('open', 'due', 'offered', 'dialling', 'expired')"
        ),
    )
    op.drop_index(
        "uq_callbacks_open_number",
        table_name="callbacks",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("person_id IS NULL AND state IN ('open', 'due', 'offered', 'dialling', 'expired')"),
    )
    op.drop_index("ix_callbacks_to_sync", table_name="callbacks", postgresql_where=sa.text("to_sync"))
    op.drop_index(op.f("ix_callbacks_person_id"), table_name="callbacks")
    op.drop_index("ix_callbacks_owner", table_name="callbacks")
    op.drop_index(
        "ix_callbacks_open_number",
        table_name="callbacks",
        postgresql_where=sa.text("state IN ('open', 'due', 'offered', 'dialling', 'expired')"),
    )
    op.drop_index(
        "ix_callbacks_open_due",
        table_name="callbacks",
        postgresql_where=sa.text("state IN ('open', 'due', 'offered', 'dialling', 'expired')"),
    )
    op.drop_index("ix_callbacks_next", table_name="callbacks", postgresql_where=sa.text("next_at IS NOT NULL"))
    op.drop_index("ix_callbacks_judged", table_name="callbacks", postgresql_where=sa.text("judged_until IS NOT NULL"))
    op.drop_index(op.f("ix_callbacks_customer_id"), table_name="callbacks")
    op.drop_index(op.f("ix_callbacks_complaint_id"), table_name="callbacks")
    op.drop_index(op.f("ix_callbacks_call_id"), table_name="callbacks")
    op.drop_index(op.f("ix_callbacks_alert_id"), table_name="callbacks")
    op.drop_table("callbacks")
    op.drop_table("agent_shifts")
    op.execute("DROP TRIGGER callbacks_follow_joined ON merged_accounts")
    op.execute("DROP TRIGGER callbacks_follow_changed ON merged_accounts")
    op.execute("DROP TRIGGER callbacks_follow_parted ON merged_accounts")
    for name in (
        "callbacks_follow_new()",
        "callbacks_follow_old()",
        "callbacks_follow_both()",
        "callbacks_follow(uuid[])",
        "callbacks_find_person()",
        "refuse_callback_event_change()",
    ):
        op.execute(f"DROP FUNCTION {name}")
