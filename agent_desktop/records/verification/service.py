"""Verification: who is asked what, what counts, what it opens, and when it is enough of guessing (ADR 34)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Identifier
from agent_desktop.contract.verification import (
    ActionNeed,
    AnswerCheck,
    AnswerForm,
    CheckMethod,
    CheckResult,
    CheckShown,
    Level,
    LevelNeed,
    Verification,
    reaches,
)
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import (
    BasicCheckNeededError,
    CallNotLinkedError,
    CheckNotUnderstoodError,
    CheckUnknownError,
    CustomerNotFoundError,
    FullCheckNeededError,
    VerificationLockedError,
)
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.verification.comparing import NotUnderstoodError, has_value, is_right
from agent_desktop.records.verification.models import VerificationCheckRow
from agent_desktop.records.verification.repository import VerificationRepository
from agent_desktop.records.verification.schema import CheckRule, Compared, LevelRule, VerificationPolicy

_NEEDED: Final = {Level.BASIC: BasicCheckNeededError, Level.FULL: FullCheckNeededError}


@dataclass(frozen=True, slots=True)
class _Standing:
    """How one call stands with one customer."""

    level: Level
    points: int
    passed: int
    wrong: int
    locked_until: datetime | None
    newest: dict[str, VerificationCheckRow]


def shown_verification(session: Session, policy: VerificationPolicy, *, call_id: UUID, at: datetime) -> Verification:
    """Return how a call stands with the customer it is linked to. Whether somebody may see it is the caller's to check.

    Raises:
        CallNotLinkedError: Nobody knows yet which customer it is from.
        CustomerNotFoundError: That customer is no more.
    """
    customer_id = _linked_customer(session, call_id)
    repository = VerificationRepository(session)
    record = repository.find_record(customer_id)
    if record is None:
        raise CustomerNotFoundError(customer_id)
    standing = _standing(repository, policy, call_id, customer_id, at)
    return _shown(policy, record, standing, call_id, repository.accounts_of(customer_id))


def answer_check(
    session: Session, policy: VerificationPolicy, command: AnswerCheck, *, call_id: UUID, by: UUID, at: datetime
) -> Verification:
    """Keep what came of one check, and audit it; the answer itself is forgotten here. Wrong too often locks.

    Whether `by` may, and whether the caller is still on the line, is the caller's to check.

    Raises:
        CallNotLinkedError: The call is not, or no longer, linked to the customer who was asked.
        CheckUnknownError: The policy has no such check, or this customer no value to compare with.
        CheckNotUnderstoodError: The answer has not the form that is asked for; it counts as no attempt.
        VerificationLockedError: There were too many wrong answers.
    """
    customer_id = _linked_customer(session, call_id)
    repository = VerificationRepository(session)
    if len(set(repository.people(customer_id, command.customer_id).values())) > 1:
        raise CallNotLinkedError
    record = repository.find_record(customer_id, lock=True)  # two answers at once are two attempts
    if record is None:
        raise CustomerNotFoundError(customer_id)
    before = _standing(repository, policy, call_id, customer_id, at)
    if before.locked_until is not None:
        raise _locked(before.locked_until, at)
    rule = next((each for each in policy.checks if each.code == command.check), None)
    if rule is None or not has_value(rule, dict(record)):
        raise CheckUnknownError
    right = _is_right(rule, command, record)
    one_too_many = not right and before.wrong + 1 >= policy.attempts
    locks_until = at + timedelta(minutes=policy.lock_out_minutes) if one_too_many else None
    row = VerificationCheckRow(
        verification_check_id=uuid4(),
        call_id=call_id,
        customer_id=record["customer_id"],  # whose record it was compared with: that is whom it says something of
        agent_id=by,
        check_code=rule.code,
        method=_method_of(rule),
        result=CheckResult.RIGHT if right else CheckResult.WRONG,
        at=at,
        locks_until=locks_until,
    )
    repository.add(row)
    after = _standing(repository, policy, call_id, customer_id, at)
    record_change(
        session,
        at=at,
        by=by,
        what="verification.checked",
        record_kind="customer",
        record_id=record["customer_id"],
        call_id=call_id,
        detail={
            "check": rule.code,
            "method": row.method.value,
            "result": row.result.value,
            "level": after.level.value,
            "locked": one_too_many,
        },
    )
    return _shown(policy, record, after, call_id, repository.accounts_of(customer_id))


def require_level_for_value(
    session: Session,
    policy: VerificationPolicy,
    identifier: Identifier,
    *,
    call_id: UUID | None,
    customer_id: UUID,
    at: datetime,
) -> frozenset[UUID]:
    """See that a masked value may be shown clear; see `require_level`."""
    return require_level(
        session, policy, policy.level_of_value(identifier), call_id=call_id, customer_id=customer_id, at=at
    )


def require_level(
    session: Session,
    policy: VerificationPolicy,
    needed: Level,
    *,
    call_id: UUID | None,
    customer_id: UUID,
    at: datetime,
) -> frozenset[UUID]:
    """See that the caller of a call has shown enough of being this customer. Outside a call nobody has shown anything,
    and what was shown of one customer opens nothing of another; merged accounts are one customer's.

    Returns the accounts whose records the answers were compared with that count.

    Raises:
        BasicCheckNeededError, FullCheckNeededError: They have not.
        VerificationLockedError: They have not, and there were too many wrong answers.
    """
    if needed is Level.NONE:
        return frozenset()
    if call_id is not None:
        repository = VerificationRepository(session)
        standing = _standing(repository, policy, call_id, customer_id, at)
        if _is_linked_to(session, repository, call_id, customer_id) and reaches(standing.level, needed):
            return frozenset(row.customer_id for row in standing.newest.values() if row.result is CheckResult.RIGHT)
        if standing.locked_until is not None:
            raise _locked(standing.locked_until, at)
    raise _NEEDED[needed]


def _linked_customer(session: Session, call_id: UUID) -> UUID:
    link = find_link(session, call_id)
    if link is None or link.customer_id is None:
        raise CallNotLinkedError
    return link.customer_id


def _is_linked_to(session: Session, repository: VerificationRepository, call_id: UUID, customer_id: UUID) -> bool:
    link = find_link(session, call_id)
    if link is None or link.customer_id is None:
        return False
    return len(set(repository.people(link.customer_id, customer_id).values())) == 1


def _standing(
    repository: VerificationRepository, policy: VerificationPolicy, call_id: UUID, customer_id: UUID, at: datetime
) -> _Standing:
    since = at - timedelta(minutes=policy.lock_out_minutes)
    rows = repository.list_checks(customer_id, call_id, since)
    newest = {row.check_code: row for row in rows if row.call_id == call_id}
    right = [rule for rule in policy.checks if rule.code in newest and newest[rule.code].result is CheckResult.RIGHT]
    points, passed = sum(rule.points for rule in right), len(right)
    locked_until = max((row.locks_until for row in rows if row.locks_until is not None), default=None)
    if locked_until is not None and locked_until <= at:
        locked_until = None
    level = Level.NONE
    if locked_until is None:
        level = _level_of(policy, points, passed)
    return _Standing(level, points, passed, _wrong(rows, since), locked_until, newest)


def _level_of(policy: VerificationPolicy, points: int, passed: int) -> Level:
    def met(rule: LevelRule) -> bool:
        return points >= rule.points and passed >= rule.checks

    if met(policy.levels.full):
        return Level.FULL
    return Level.BASIC if met(policy.levels.basic) else Level.NONE


def _wrong(rows: Sequence[VerificationCheckRow], since: datetime) -> int:
    """Count the wrong answers since `since`, or since the last lock if that was later."""
    count = 0
    for row in rows:
        if row.locks_until is not None:
            count = 0
        elif row.result is CheckResult.WRONG and row.at > since:
            count += 1
    return count


def _is_right(rule: CheckRule, command: AnswerCheck, record: sa.RowMapping) -> bool:
    if rule.compares is None:
        if command.right is None or command.answer:
            raise CheckNotUnderstoodError
        return command.right
    if command.right is not None:  # nobody passes by being said to be right what the server knows
        raise CheckNotUnderstoodError
    try:
        return is_right(rule, command.answer, dict(record))
    except NotUnderstoodError:
        raise CheckNotUnderstoodError from None


def _locked(until: datetime, at: datetime) -> VerificationLockedError:
    return VerificationLockedError(minutes=max(1, -int((at - until).total_seconds() // 60)))


def _method_of(rule: CheckRule) -> CheckMethod:
    return CheckMethod.SAID if rule.compares is None else CheckMethod.COMPARED


def _shown(
    policy: VerificationPolicy, record: sa.RowMapping, standing: _Standing, call_id: UUID, accounts: tuple[UUID, ...]
) -> Verification:
    levels = (
        LevelNeed(level=Level.BASIC, points=policy.levels.basic.points, checks=policy.levels.basic.checks),
        LevelNeed(level=Level.FULL, points=policy.levels.full.points, checks=policy.levels.full.checks),
    )
    return Verification(
        call_id=call_id,
        customer_id=record["customer_id"],
        accounts=accounts,
        level=standing.level,
        points=standing.points,
        passed=standing.passed,
        attempts_left=0 if standing.locked_until is not None else max(0, policy.attempts - standing.wrong),
        locked_until=standing.locked_until,
        checks=tuple(
            _check(rule, standing.newest.get(rule.code)) for rule in policy.checks if has_value(rule, dict(record))
        ),
        levels=levels,
        values={identifier: policy.level_of_value(identifier) for identifier in Identifier},
        actions=tuple(ActionNeed(code=each.code, name=each.name, level=each.level) for each in policy.actions),
    )


def _check(rule: CheckRule, newest: VerificationCheckRow | None) -> CheckShown:
    return CheckShown(
        code=rule.code,
        name=rule.name,
        question=rule.question,
        method=_method_of(rule),
        points=rule.points,
        form=AnswerForm.DATE if rule.compares is Compared.BIRTH_DATE else AnswerForm.TEXT,
        characters=rule.characters if rule.compares is Compared.DOCUMENT_END else None,
        result=newest.result if newest is not None else None,
        at=newest.at if newest is not None else None,
    )
