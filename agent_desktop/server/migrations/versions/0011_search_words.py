"""The words that names are spelled with, each with what a typing error may leave of it; Chinese keys in one form.

Revision 0011, after 0010. Of a million customers it takes some minutes and half a gigabyte, and says so meanwhile.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from agent_desktop.records.customers.folding import simplified_forms
from agent_desktop.server.migrations.telling import teller

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tell = teller(revision, "customer_search_keys", steps=3)
    tell(1, "search_words")
    op.create_table(
        "customer_search_words",
        sa.Column("word", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("near", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_customer_search_words")),
    )
    # Filled before it is indexed: of a million customers' 700,000 words in a fifth of the time.
    op.execute(
        r"""
        INSERT INTO customer_search_words (word, near)
        SELECT word, ARRAY(
            SELECT DISTINCT ('x' || left(md5(left(word, place - 1) || substr(word, place + 1)), 8))::bit(32)::int
            FROM generate_series(1, length(word) + 1) place
        )
        FROM (
            SELECT DISTINCT key AS word FROM customer_search_keys
            WHERE kind IN ('name', 'pinyin') AND key ~ '^[a-z]{2,40}$'
        ) words
        """
    )
    tell(2, "search_words_index")
    op.create_index(
        "ix_customer_search_words_near",
        "customer_search_words",
        ["near"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.execute("ANALYZE customer_search_words")
    tell(3, "chinese_search_keys")
    forms = simplified_forms()
    op.get_bind().execute(
        sa.text(
            """
            WITH other AS (
                DELETE FROM customer_search_keys
                WHERE kind = 'name' AND key >= chr(128) COLLATE "C" AND key <> translate(key, :traditional, :simplified)
                RETURNING kind, translate(key, :traditional, :simplified) AS key, sort_start, customer_id
            )
            INSERT INTO customer_search_keys (kind, key, sort_start, customer_id)
            SELECT kind, key, sort_start, customer_id FROM other
            ON CONFLICT DO NOTHING  -- a name that was written in both
            """
        ),
        {"traditional": "".join(forms), "simplified": "".join(forms.values())},
    )


def downgrade() -> None:
    # The simplified keys stay: the program before finds them as it did, by their sound.
    op.drop_index("ix_customer_search_words_near", table_name="customer_search_words")
    op.drop_table("customer_search_words")
