"""Which prospects the bank's own systems know as customers by now, for a person to confirm. Never commits."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.evidence import gather
from agent_desktop.records.consolidation.grouping import pair_of
from agent_desktop.records.consolidation.models import LinkPairRow
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.repository import AccountRepository, GroupRepository, LinkRepository
from agent_desktop.records.consolidation.rules import Doubt, never_one
from agent_desktop.records.customers.models import BARE_DOCUMENT
from agent_desktop.records.database import table_of
from agent_desktop.records.own import OWN_SOURCE

_SAME_DOCUMENT: Final = sa.text(
    f"""
    WITH kept AS (
        SELECT customer_id AS prospect_id, {BARE_DOCUMENT} AS document FROM customers
        WHERE source_code = :own AND prospect IS NOT NULL AND document_number <> ''
    )
    SELECT kept.prospect_id, c.customer_id FROM kept
    CROSS JOIN LATERAL (
        SELECT customer_id, source_code FROM customers
        WHERE {BARE_DOCUMENT} = kept.document AND document_number <> '' OFFSET 0
    ) c
    WHERE c.source_code <> :own
        AND NOT EXISTS (
            SELECT FROM merged_accounts one JOIN merged_accounts other USING (lead_id)
            WHERE one.customer_id = kept.prospect_id AND other.customer_id = c.customer_id
        )
    ORDER BY kept.prospect_id, c.customer_id
    """  # noqa: S608 put together of these texts alone
)


def propose_became_customers(session: Session, options: LinkOptions, *, at: datetime) -> int:
    """Have each prospect and the customer with the very same document wait in the review list; return how many are new.

    An import may have brought the customer. Who agrees in other things is found by the consolidation, which also says
    how likely these are. What a person has said of two, and what can never be one person's, does not wait.
    """
    GroupRepository(session).lock()
    pairs = [(one, other) for one, other in session.execute(_SAME_DOCUMENT, {"own": OWN_SOURCE})]
    if not pairs:
        return 0
    from agent_desktop.records.consolidation.comparing import levels_of  # a second, where there is somebody to compare

    ids = {one for pair in pairs for one in pair}
    accounts = AccountRepository(session).list_accounts(ids)
    crowds = AccountRepository(session).crowds_among_all(accounts)
    known = {each.account_id: each for each in gather(accounts, options.verified_by, crowds)}
    apart = LinkRepository(session).decisions(ids).apart
    return sum(
        _propose(session, pair, levels_of(known[pair[0]], known[pair[1]]), options.thresholds.merge, at)
        for pair in (pair_of(*each) for each in pairs)
        if pair not in apart and never_one(known[pair[0]], known[pair[1]]) is None
    )


def _propose(session: Session, pair: tuple[UUID, UUID], levels: dict[str, str], weight: float, at: datetime) -> bool:
    pairs = table_of(LinkPairRow)
    row = {
        "pair_id": uuid4(),
        "left_id": pair[0],
        "right_id": pair[1],
        "weight": weight,
        "doubt": Doubt.PROSPECT.value,
        "levels": levels,
        "found_at": at,
    }
    added = insert(pairs).values(row).on_conflict_do_nothing().returning(pairs.c.pair_id)
    return session.execute(added).first() is not None
