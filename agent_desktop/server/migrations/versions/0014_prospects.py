"""Callers who are no customers yet, numbers with dates, and calls that are linked later.

Revision 0014, after 0013. Two indexes over all customers are built, which is said where they are many.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from agent_desktop.server.migrations.telling import teller

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tell = teller(revision, "customers", steps=2)
    op.add_column("customers", sa.Column("prospect", postgresql.JSONB(), nullable=True))
    tell(1, "prospects_index")
    op.create_index(
        "ix_customers_prospects", "customers", ["source_code"], postgresql_where=sa.text("prospect IS NOT NULL")
    )
    tell(2, "documents_index")
    op.create_index(
        "ix_customers_bare_document",
        "customers",
        [sa.text("upper(regexp_replace(document_number, '[^0-9A-Za-z]'::text, ''::text, 'g'::text))")],
        postgresql_where=sa.text("document_number <> ''"),
    )
    op.add_column(
        "customer_phone_numbers", sa.Column("source", sa.String(length=40), server_default="", nullable=False)
    )
    op.add_column("customer_phone_numbers", sa.Column("valid_from", sa.Date(), nullable=True))
    op.create_table(
        "customer_former_numbers",
        sa.Column("former_number_id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=40), server_default="", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_customer_former_numbers_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("former_number_id", name=op.f("pk_customer_former_numbers")),
        sa.UniqueConstraint("customer_id", "number", name=op.f("uq_customer_former_numbers_customer_id_number")),
    )
    op.create_index(op.f("ix_customer_former_numbers_number"), "customer_former_numbers", ["number"])
    op.add_column("interactions", sa.Column("corrected_by", sa.Uuid(), nullable=True))
    op.create_table(
        "call_link_deeds",
        sa.Column("deed_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("had_link", sa.Boolean(), nullable=False),
        sa.Column("old_customer_id", sa.Uuid(), nullable=True),
        sa.Column("old_linked_by", sa.Uuid(), nullable=True),
        sa.Column("new_customer_id", sa.Uuid(), nullable=True),
        sa.Column("moved", postgresql.JSONB(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("deed_id", name=op.f("pk_call_link_deeds")),
    )
    op.create_index("ix_call_link_deeds_call_id_at", "call_link_deeds", ["call_id", "at"])
    op.alter_column("contacts", "customer_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM contacts WHERE customer_id IS NULL")
    op.alter_column("contacts", "customer_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_table("call_link_deeds")
    op.drop_column("interactions", "corrected_by")
    op.drop_table("customer_former_numbers")
    op.drop_column("customer_phone_numbers", "valid_from")
    op.drop_column("customer_phone_numbers", "source")
    op.drop_index("ix_customers_bare_document", table_name="customers")
    op.drop_index("ix_customers_prospects", table_name="customers")
    op.drop_column("customers", "prospect")
