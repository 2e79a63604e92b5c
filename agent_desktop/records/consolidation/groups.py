"""Changes groups and says so in the audit: what a group was and is, by account ids."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.records.alerts.moving import move_alerts
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.consolidation.repository import AccountRepository, GroupRepository
from agent_desktop.records.own import OWN_SOURCE


def leads_of(session: Session, groups: Iterable[Collection[UUID]], verified_by: frozenset[str]) -> dict[UUID, UUID]:
    """Return the leading account of each account: one that its source still has, then of a source that sees documents,
    then the longest there."""
    groups = list(groups)
    known = AccountRepository(session).leading_order({account for members in groups for account in members})

    def order(account: UUID) -> tuple[bool, bool, bool, str, UUID]:
        is_gone, source, since = known[account]
        # A caller's card that was kept here never speaks for somebody whom the bank itself knows.
        return (is_gone, source == OWN_SOURCE, source not in verified_by, since, account)

    return {account: lead for members in groups for lead in [min(members, key=order)] for account in members}


def replace_gone_leads(session: Session, verified_by: frozenset[str], *, at: datetime) -> int:
    """Have another account lead each person whose leading one is gone by its source's word; return how many people.

    Only where they have one that is not. An account that comes back leads again where it would by the order of
    `leads_of`, from the next consolidation or merge on: no load takes the lead from an account that is there.
    """
    groups = GroupRepository(session)
    if not groups.led_by_gone():
        return 0
    groups.lock()
    people = _members(groups.led_by_gone())
    for gone, members in people.items():
        before, after = dict.fromkeys(members, gone), leads_of(session, [members], verified_by)
        regroup(session, before, after, at=at, by=None, detail={"lead_gone": str(gone)})
    return len(people)


def regroup(
    session: Session,
    before: Mapping[UUID, UUID],
    after: Mapping[UUID, UUID],
    *,
    at: datetime,
    by: UUID | None,
    detail: Mapping[str, JsonValue],
) -> tuple[int, int]:
    """Turn the groups `before` into those `after`, both as leading accounts by account; the rest stays. The alerts of
    the accounts go with them.

    Each group that is new or another one is an entry in the audit, and each that is gone. Returns how many accounts
    came into groups or changed theirs, and how many left.
    """
    gone = [account for account in before if account not in after]
    moved = {account: lead for account, lead in after.items() if before.get(account) != lead}
    GroupRepository(session).take_out(gone)
    GroupRepository(session).put_in(moved, at=at, by=by)
    if gone or moved:
        move_alerts(session, {*gone, *moved}, at)
    old, new = _members(before), _members(after)
    for lead, members in sorted(new.items()):
        if old.get(lead) != members:
            # Also where it was the leading account that left, and the rest go by another now.
            was = set().union(*(old[each] for each in {before[member] for member in members if member in before}))
            left = sorted(was - members)
            what = "accounts.unmerged" if left else "accounts.merged"
            _note(session, what, lead, members, left, at, by, detail)
    for lead, members in sorted(old.items()):
        if lead not in new and not any(after.get(member) for member in members):
            _note(session, "accounts.unmerged", lead, set(), sorted(members), at, by, detail)
    return len(moved), len(gone)


def _members(leads: Mapping[UUID, UUID]) -> dict[UUID, set[UUID]]:
    members: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for account, lead in leads.items():
        members[lead].add(account)
    return dict(members)


def _note(
    session: Session,
    what: str,
    lead: UUID,
    members: Collection[UUID],
    left: Collection[UUID],
    at: datetime,
    by: UUID | None,
    detail: Mapping[str, JsonValue],
) -> None:
    accounts: list[JsonValue] = [str(account) for account in sorted(members)]
    taken_out: list[JsonValue] = [str(account) for account in left]
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="customer",
        record_id=lead,
        detail={**detail, "accounts": accounts, "left": taken_out},
    )
