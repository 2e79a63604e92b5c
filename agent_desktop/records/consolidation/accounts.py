"""All accounts of one person, and two accounts side by side, for whoever says which are whose. Never commits."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.consolidation import (
    AccountsOfCustomer,
    Comparison,
    GroupedAccount,
    LinkDoubt,
    LinkField,
    PossibleAccount,
    RevealedPair,
)
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.consolidation.evidence import gather
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.pairs import probability_of
from agent_desktop.records.consolidation.repository import AccountRepository, GroupRepository, LinkRepository
from agent_desktop.records.consolidation.service import account_group
from agent_desktop.records.consolidation.sides import clear_values, compared_fields, side_of
from agent_desktop.records.errors import CustomerNotFoundError

MOST_POSSIBLE = 20


def accounts_of_customer(session: Session, customer_id: UUID, *, at: datetime, by: UUID) -> AccountsOfCustomer:
    """Return all accounts of the person who has this one, and those that may be theirs. The look is audited.

    Raises:
        CustomerNotFoundError: There is no such account.
    """
    group = account_group(session, customer_id)
    accounts = group.accounts
    if not accounts:
        alone = AccountRepository(session).list_shown([customer_id])[customer_id]
        accounts = (GroupedAccount(account=side_of(alone, 1), merged_at=None, by_person=False),)
    own = {each.account.customer_id for each in accounts}
    possible = LinkRepository(session).list_pairs_with(own, limit=MOST_POSSIBLE)
    others = {row.pair_id: row.right_id if row.left_id in own else row.left_id for row in possible}
    shown = AccountRepository(session).list_shown(others.values())
    seen: list[JsonValue] = [str(account) for account in sorted(own | set(others.values()))]
    record_look(
        session,
        at=at,
        by=by,
        what="accounts.shown",
        record_kind="customer",
        record_id=group.customer_id,
        detail={"accounts": seen},
    )
    return AccountsOfCustomer(
        customer_id=group.customer_id,
        accounts=accounts,
        possible=tuple(
            PossibleAccount(
                pair_id=row.pair_id,
                own_id=row.left_id if row.left_id in own else row.right_id,
                account=side_of(shown[other], len(GroupRepository(session).group_of(other))),
                probability=probability_of(row.weight),
                doubt=LinkDoubt(row.doubt),
            )
            for row in possible
            for other in (others[row.pair_id],)
        ),
    )


def compare_accounts(
    session: Session, one_id: UUID, other_id: UUID, *, at: datetime, by: UUID, options: LinkOptions
) -> Comparison:
    """Return two accounts side by side, masked. The look is audited for both.

    Raises:
        CustomerNotFoundError: One of them is not there.
    """
    from agent_desktop.records.consolidation.comparing import levels_of  # a second, when somebody first compares

    left, right = _both(session, one_id, other_id)
    accounts = AccountRepository(session).list_accounts((one_id, other_id))
    crowds = AccountRepository(session).crowds_among_all(accounts)
    known = {each.account_id: each for each in gather(accounts, options.verified_by, crowds)}
    _audit_both(session, one_id, other_id, "accounts.compared", {}, at, by)
    return Comparison(
        left=side_of(left, len(GroupRepository(session).group_of(one_id))),
        right=side_of(right, len(GroupRepository(session).group_of(other_id))),
        fields=compared_fields(left, right, levels_of(known[one_id], known[other_id])),
    )


def reveal_compared(
    session: Session, one_id: UUID, other_id: UUID, field: LinkField, *, at: datetime, by: UUID
) -> RevealedPair:
    """Return one value of two accounts, clear. Audited for both.

    Raises:
        CustomerNotFoundError: One of them is not there.
    """
    left, right = _both(session, one_id, other_id)
    _audit_both(session, one_id, other_id, "value.revealed", {"field": field.value}, at, by)
    return RevealedPair(field=field, left=clear_values(left)[field], right=clear_values(right)[field])


def _both(session: Session, one_id: UUID, other_id: UUID) -> tuple[sa.RowMapping, sa.RowMapping]:
    shown = AccountRepository(session).list_shown((one_id, other_id))
    for account in (one_id, other_id):
        if account not in shown:
            raise CustomerNotFoundError(account)
    return shown[one_id], shown[other_id]


def _audit_both(
    session: Session, one_id: UUID, other_id: UUID, what: str, detail: dict[str, JsonValue], at: datetime, by: UUID
) -> None:
    for account, beside in ((one_id, other_id), (other_id, one_id)):
        record_look(
            session,
            at=at,
            by=by,
            what=what,
            record_kind="customer",
            record_id=account,
            detail={**detail, "beside": str(beside)},
        )
