"""What a person does about accounts that may be one person's: look, say, merge, take apart. Never commits.

What a person says is kept by pair and outranks the model from then on. It takes effect at once, under the lock that a
consolidation's end takes too.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.consolidation import (
    AccountGroup,
    GroupedAccount,
    LinkDoubt,
    LinkField,
    PairEvidence,
    RevealedPair,
    ReviewList,
    WaitingPair,
)
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.consolidation.deeds import Deed, keep_deed, standing_of, take_back
from agent_desktop.records.consolidation.errors import (
    AccountsClashError,
    DocumentsDifferError,
    KeptApartError,
    KindsDifferError,
    NotMergedError,
    PairNotFoundError,
)
from agent_desktop.records.consolidation.evidence import Evidence, gather
from agent_desktop.records.consolidation.grouping import Pair, pair_of
from agent_desktop.records.consolidation.groups import leads_of, regroup
from agent_desktop.records.consolidation.models import LinkPairRow, MergedAccountRow
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.pairs import probability_of
from agent_desktop.records.consolidation.repository import AccountRepository, GroupRepository, LinkRepository
from agent_desktop.records.consolidation.rules import Never, apart_in_group, never_one
from agent_desktop.records.consolidation.sides import clear_values, compared_fields, side_of
from agent_desktop.records.errors import CustomerNotFoundError


def review_list(session: Session, *, limit: int, skip: int) -> ReviewList:
    """Return the pairs that wait, the likeliest first, `skip` of them passed over."""
    rows = LinkRepository(session).list_pairs(limit=limit, skip=skip)
    shown = AccountRepository(session).list_shown({one for row in rows for one in (row.left_id, row.right_id)})
    last = GroupRepository(session).find_last_run()
    return ReviewList(
        pairs=tuple(
            WaitingPair(
                pair_id=row.pair_id,
                left_name=_both_names(shown[row.left_id]),
                right_name=_both_names(shown[row.right_id]),
                probability=probability_of(row.weight),
                doubt=LinkDoubt(row.doubt),
                found_at=row.found_at,
            )
            for row in rows
        ),
        total=LinkRepository(session).count_pairs(),
        consolidated_at=last.finished_at if last is not None else None,
    )


def pair_evidence(session: Session, pair_id: UUID, *, at: datetime, by: UUID) -> PairEvidence:
    """Return both sides of a waiting pair, masked. The look is audited for both.

    Raises:
        PairNotFoundError: It waits no longer.
    """
    row = _pair(session, pair_id)
    shown = AccountRepository(session).list_shown((row.left_id, row.right_id))
    left, right = shown[row.left_id], shown[row.right_id]
    for customer_id in (row.left_id, row.right_id):
        record_look(
            session,
            at=at,
            by=by,
            what="pair.shown",
            record_kind="customer",
            record_id=customer_id,
            detail={"pair_id": str(pair_id)},
        )
    return PairEvidence(
        pair_id=pair_id,
        probability=probability_of(row.weight),
        doubt=LinkDoubt(row.doubt),
        left=side_of(left, len(GroupRepository(session).group_of(row.left_id))),
        right=side_of(right, len(GroupRepository(session).group_of(row.right_id))),
        fields=compared_fields(left, right, row.levels),
    )


def reveal_pair(session: Session, pair_id: UUID, field: LinkField, *, at: datetime, by: UUID) -> RevealedPair:
    """Return one value of both sides, clear. Audited for both.

    Raises:
        PairNotFoundError: It waits no longer.
    """
    row = _pair(session, pair_id)
    shown = AccountRepository(session).list_shown((row.left_id, row.right_id))
    for customer_id in (row.left_id, row.right_id):
        record_look(
            session,
            at=at,
            by=by,
            what="value.revealed",
            record_kind="customer",
            record_id=customer_id,
            detail={"pair_id": str(pair_id), "field": field.value},
        )
    return RevealedPair(
        field=field, left=clear_values(shown[row.left_id])[field], right=clear_values(shown[row.right_id])[field]
    )


def decide_pair(
    session: Session, pair_id: UUID, *, is_same: bool, reason: str, at: datetime, by: UUID, options: LinkOptions
) -> AccountGroup:
    """Say whether a waiting pair is one person's, and return the left account's group as it is then.

    Raises:
        PairNotFoundError: Somebody, or a consolidation, was quicker.
        DocumentsDifferError, KindsDifferError, KeptApartError: They cannot be one person's; see `merge_accounts`.
    """
    GroupRepository(session).lock()
    row = _pair(session, pair_id)
    if is_same:
        return merge_accounts(session, row.left_id, row.right_id, reason=reason, at=at, by=by, options=options)
    pair = (row.left_id, row.right_id)
    before = standing_of(session, pair)
    LinkRepository(session).decide([pair], is_same=False, at=at, by=by, reason=reason)
    LinkRepository(session).drop_pairs_between([pair])
    record_change(
        session,
        at=at,
        by=by,
        what="accounts.kept_apart",
        record_kind="customer",
        record_id=row.left_id,
        detail={"accounts": [str(one) for one in pair]},
    )
    return _answered(session, row.left_id, keep_deed(session, Deed.KEPT_APART, pair, before, at=at, by=by))


def merge_accounts(
    session: Session, one_id: UUID, other_id: UUID, *, reason: str, at: datetime, by: UUID, options: LinkOptions
) -> AccountGroup:
    """Make two accounts, with all that each is merged with, one person's; return the group.

    Raises:
        CustomerNotFoundError: One of them is not there.
        DocumentsDifferError: Two of the accounts have different documents of one kind, both seen.
        KindsDifferError: A person and a business.
        KeptApartError: Somebody said of two of the accounts, other than these, that they are two people's.
    """
    GroupRepository(session).lock()
    before = _leads(session, one_id, other_id)
    ours = {account for account, lead in before.items() if lead == before.get(one_id)} | {one_id}
    theirs = {account for account, lead in before.items() if lead == before.get(other_id)} | {other_id}
    chosen = pair_of(one_id, other_id)
    _refuse_apart(session, ours, theirs, chosen, options)
    stood = standing_of(session, ours | theirs)
    after = leads_of(session, [ours | theirs], options.verified_by)
    LinkRepository(session).decide([chosen], is_same=True, at=at, by=by, reason=reason)
    regroup(session, before, after, at=at, by=by, detail={"reason_given": bool(reason)})
    LinkRepository(session).drop_pairs_between(_across(ours, theirs))
    return _answered(session, one_id, keep_deed(session, Deed.MERGED, ours | theirs, stood, at=at, by=by))


def unmerge_account(
    session: Session, customer_id: UUID, *, reason: str, at: datetime, by: UUID, options: LinkOptions
) -> AccountGroup:
    """Take an account out of its group and keep it out; return what it is merged with then, which is nothing.

    Raises:
        NotMergedError: It is in no group.
    """
    GroupRepository(session).lock()
    members = {row.customer_id for row in GroupRepository(session).group_of(customer_id)}
    if not members:
        raise NotMergedError
    others = members - {customer_id}
    stood = standing_of(session, members)
    before = dict.fromkeys(members, _lead(GroupRepository(session).group_of(customer_id)))
    after = leads_of(session, [others], options.verified_by) if len(others) > 1 else {}
    LinkRepository(session).decide(_across({customer_id}, others), is_same=False, at=at, by=by, reason=reason)
    regroup(session, before, after, at=at, by=by, detail={"reason_given": bool(reason)})
    return _answered(session, customer_id, keep_deed(session, Deed.UNMERGED, members, stood, at=at, by=by))


def account_group(session: Session, customer_id: UUID) -> AccountGroup:
    """Return the accounts merged with one, the leading one first.

    Raises:
        CustomerNotFoundError: There is no such account.
    """
    rows = GroupRepository(session).group_of(customer_id)
    shown = AccountRepository(session).list_shown([customer_id, *(row.customer_id for row in rows)])
    if customer_id not in shown:
        raise CustomerNotFoundError(customer_id)
    return AccountGroup(
        customer_id=rows[0].lead_id if rows else customer_id,
        accounts=tuple(
            GroupedAccount(
                account=side_of(shown[row.customer_id], len(rows)),
                merged_at=row.merged_at,
                by_person=row.by_user_id is not None,
            )
            for row in rows
        ),
    )


def take_back_decision(
    session: Session, decision_id: UUID, *, at: datetime, by: UUID, options: LinkOptions
) -> AccountGroup:
    """Have groups, decisions and pairs stand as before a decision; return the group of one of its accounts.

    Raises:
        DecisionNotFoundError: There is none, or it was taken back already.
        DecisionOvertakenError: Something else was said or done about its accounts since.
        DocumentsDifferError: Two accounts that were one have different documents of one kind by now, both seen.
        KindsDifferError: A person and a business by now.
    """

    def may_join(pairs: set[Pair]) -> None:
        if pairs:
            _refuse_never(_known(session, {account for pair in pairs for account in pair}, options), pairs)

    return account_group(session, take_back(session, decision_id, at=at, by=by, may_join=may_join))


def _answered(session: Session, customer_id: UUID, decision_id: UUID) -> AccountGroup:
    return account_group(session, customer_id).model_copy(update={"decision_id": decision_id})


def _pair(session: Session, pair_id: UUID) -> LinkPairRow:
    row = LinkRepository(session).find_pair(pair_id)
    if row is None:
        raise PairNotFoundError
    return row


def _leads(session: Session, *accounts: UUID) -> dict[UUID, UUID]:
    return {row.customer_id: row.lead_id for account in accounts for row in GroupRepository(session).group_of(account)}


def _lead(rows: Sequence[MergedAccountRow]) -> UUID:
    return rows[0].lead_id


def _across(ours: Collection[UUID], theirs: Collection[UUID]) -> set[Pair]:
    return {pair_of(one, other) for one in ours for other in theirs if one != other}


def _refuse_apart(session: Session, ours: set[UUID], theirs: set[UUID], chosen: Pair, options: LinkOptions) -> None:
    known = _known(session, ours | theirs, options)
    across = _across(ours, theirs)
    _refuse_never(known, across)
    decided = LinkRepository(session).decisions(ours | theirs)
    if (decided.apart & across) - {chosen}:
        raise KeptApartError
    # What the person has not seen: the others that would come together by way of the two.
    unseen = across - {chosen} - decided.same if ours != theirs else set()
    for one, other in unseen:
        if apart_in_group(known[one], known[other]):
            raise AccountsClashError


def _known(session: Session, account_ids: set[UUID], options: LinkOptions) -> dict[UUID, Evidence]:
    accounts = AccountRepository(session).list_accounts(account_ids)
    crowds = AccountRepository(session).crowds_among_all(accounts)
    known = {each.account_id: each for each in gather(accounts, options.verified_by, crowds)}
    for account in account_ids:
        if account not in known:
            raise CustomerNotFoundError(account)
    return known


def _refuse_never(known: dict[UUID, Evidence], pairs: set[Pair]) -> None:
    for one, other in sorted(pairs):
        match never_one(known[one], known[other]):
            case Never.DOCUMENTS_DIFFER:
                raise DocumentsDifferError
            case Never.KINDS_DIFFER:
                raise KindsDifferError


def _both_names(row: sa.RowMapping) -> str:
    return " ".join(part for part in (row["name_latin"], row["name_chinese"]) if part)
