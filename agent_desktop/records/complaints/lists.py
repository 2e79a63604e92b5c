"""Lists of complaints as the contract shows them; each look is audited by the ids that were shown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_lists import (
    COUNTED_UP_TO,
    ComplaintCounts,
    ComplaintFigures,
    ComplaintFilter,
    ComplaintLine,
    ComplaintPage,
    ComplaintsFound,
    CustomerComplaints,
    ListComplaints,
    NextClock,
    OwnerLoad,
    Scope,
    Standing,
)
from agent_desktop.contract.complaints import ComplaintGlance
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import Asking, departments_of
from agent_desktop.records.complaints.due import promised
from agent_desktop.records.complaints.errors import NotYoursToDoError
from agent_desktop.records.complaints.list_queries import (
    ListQueries,
    Reach,
    accounts_of_people,
    cursor_of,
    reach_of,
)
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.complaints.showing import about_of, glances
from agent_desktop.records.complaints.states import next_move
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.customers.search import search_customers
from agent_desktop.records.errors import CustomerNotFoundError

_MOST_NAMED: Final = 50
_MOST_FOUND: Final = 10
_MOST_ENDED: Final = 20
_EXPORTED_AT_ONCE: Final = 500
REPEATS: Final = timedelta(days=90)


def list_complaints(session: Session, asked: ListComplaints, asking: Asking) -> ComplaintPage:
    """Return a page of a list.

    Raises:
        NotYoursToDoError: The scope is more than this person may see.
        CursorWrongError: `after` is of no page of this order.
    """
    _expect_scope(asked.filter.scope, asking)
    queries, reach = ListQueries(session), _reach(asking)
    customers = _named(session, asked.filter.text)
    sought = bool(asked.filter.text.strip())
    count = queries.count(asked.filter, reach, customers) if asked.count or sought else None
    rows = queries.page(
        asked.filter, reach, customers, asked.sort, descending=asked.descending, after=asked.after, limit=asked.limit,
        few=sought and count is not None and count <= COUNTED_UP_TO,
    )  # fmt: skip
    shown = rows[: asked.limit]
    if not asked.count:
        count = None
    _audit(session, "complaints.listed", [row["complaint_id"] for row in shown], asking)
    return ComplaintPage(
        lines=_lines(session, shown, asking),
        next=cursor_of(shown[-1]) if len(rows) > asked.limit else "",
        count=min(count, COUNTED_UP_TO) if count is not None else None,
        more=count is not None and count > COUNTED_UP_TO,
        as_of_at=asking.at,
    )


def iter_listed(session: Session, asked: ListComplaints, asking: Asking) -> Iterator[tuple[ComplaintLine, ...]]:
    """Yield all of a list, page by page, for an export; each page is audited as a look.

    Raises:
        NotYoursToDoError: The scope is more than this person may see.
    """
    after = asked.after
    while True:
        page = list_complaints(session, asked.model_copy(update={"after": after, "limit": _EXPORTED_AT_ONCE}), asking)
        if page.lines:
            yield page.lines
        if not page.next:
            return
        after = page.next


def count_listed(session: Session, asked: ListComplaints, asking: Asking) -> int:
    """Count all of a list, however long it is.

    Raises:
        NotYoursToDoError: The scope is more than this person may see.
    """
    _expect_scope(asked.filter.scope, asking)
    reach, customers = _reach(asking), _named(session, asked.filter.text)
    return ListQueries(session).count(asked.filter, reach, customers, up_to=None)


def complaints_of_customer(session: Session, customer_id: UUID, asking: Asking) -> CustomerComplaints:
    """Return all of one person's, whichever of their accounts they were recorded for.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    if not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    rows = ComplaintRepository(session).list_of_person(customer_id)
    is_open = [row for row in rows if row.ended_at is None]
    ended = [row for row in rows if row.ended_at is not None]
    shown = [*is_open, *ended[:_MOST_ENDED]]
    _audit(session, "complaints.of_customer", [row.complaint_id for row in shown], asking, customer_id)
    return CustomerComplaints(
        open=glances(session, is_open, asking),
        ended=glances(session, ended[:_MOST_ENDED], asking),
        ended_count=len(ended),
        repeats_90_days=count_repeats(rows, asking.at),
    )


def count_repeats(rows: Sequence[ComplaintRow], at: datetime) -> int:
    """Return how many of a person's complaints of the last 90 days were the same trouble again."""
    return sum(row.repeat_of is not None and row.registered_at >= at - REPEATS for row in rows)


def find_by_number(session: Session, text: str, asking: Asking) -> ComplaintsFound:
    """Return complaints by their number or a part of it, as whoever has the customer on the line may be told."""
    repository = ComplaintRepository(session)
    found = ListQueries(session).find_numbers(text, _MOST_FOUND)
    by_id = {row.complaint_id: row for row in repository.list_by_id(found)} if found else {}
    rows = [by_id[each] for each in found if each in by_id]
    if rows:
        _audit(session, "complaints.found", [row.complaint_id for row in rows], asking)
    return ComplaintsFound(complaints=glances(session, rows, asking))


def counts(session: Session, asking: Asking) -> ComplaintCounts:
    """Return the live numbers of whoever asks; nobody's complaint is shown by them."""
    queries = ListQueries(session)
    row = queries.counts(_reach(asking), sees_team=asking.who.sees_all and bool(asking.who.team))
    open_tasks, late_tasks = queries.task_counts(departments_of(asking.book, asking.who.team), asking.at)
    return ComplaintCounts(**row, tasks_open=open_tasks, tasks_late=late_tasks)


def figures(session: Session, scope: Scope, asking: Asking) -> ComplaintFigures:
    """Return open ones by deadline and by owner.

    Raises:
        NotYoursToDoError: The scope is more than this person may see.
    """
    _expect_scope(scope, asking)
    queries, reach = ListQueries(session), _reach(asking)
    wanted = ComplaintFilter(scope=scope, standing=Standing.OPEN)
    loads = queries.loads(wanted, reach)
    names = asking.people.names_of({row["owner_id"] for row in loads if row["owner_id"] is not None})
    most = asking.book.plan.most_open or None
    return ComplaintFigures(
        bands=queries.bands(wanted, reach),
        owners=tuple(
            OwnerLoad(
                owner_id=row["owner_id"],
                name=names.get(row["owner_id"], row["owner_name"]),
                team=row["team"],
                open=row["open"],
                late=row["late"],
                today=row["today"],
                limit=most,
            )
            for row in loads
        ),
        as_of_at=asking.at,
    )


def _expect_scope(scope: Scope, asking: Asking) -> None:
    if scope in (Scope.TEAM, Scope.ALL) and not asking.who.sees_all:
        raise NotYoursToDoError


def _reach(asking: Asking) -> Reach:
    zone = asking.options.zone
    midnight = datetime.combine(asking.options.day_of(asking.at), time(), tzinfo=zone)
    leaves = frozenset(code for code, each in asking.book.categories.items() if each.is_leaf)
    return reach_of(asking.who.user_id, asking.who.team, asking.at, midnight, leaves)


def _named(session: Session, text: str) -> Sequence[UUID]:
    """Return the accounts of people whom a text may name."""
    if not any(mark.isalpha() for mark in text):
        return ()
    hits = search_customers(session, text, _MOST_NAMED)
    return accounts_of_people(session, [hit.customer_id for hit in hits])


def _lines(session: Session, rows: Sequence[sa.RowMapping], asking: Asking) -> tuple[ComplaintLine, ...]:
    people = {each for row in rows for each in (row["owner_id"], row["backup_id"]) if each is not None}
    names = asking.people.names_of(people)
    customers = ComplaintRepository(session).list_customers(
        {row["customer_id"] for row in rows if row["customer_id"] is not None}
    )
    return tuple(_line(row, names, customers, asking) for row in rows)


def _line(
    row: sa.RowMapping, names: Mapping[UUID, str], customers: Mapping[UUID, sa.RowMapping], asking: Asking
) -> ComplaintLine:
    customer = customers.get(row["customer_id"])
    has_answer = row["answer_proposed_by"] is not None
    move = next_move(row["kind"], row["state"], has_answer=has_answer) if row["ended_at"] is None else None
    clock = None
    if row["next_due_at"] is not None:
        clock = NextClock(
            rule=row["next_rule"],
            limit=row["next_limit"],
            started_at=row["next_started_at"],
            due_at=row["next_due_at"],
            due_on=row["next_due_on"],
            provisional=row["next_provisional"],
            paused=row["clocks_paused"] > 0,
        )
    return ComplaintLine(
        glance=_glance(row, names, asking),
        version=row["version"],
        customer_id=customer["person_id"] if customer is not None else None,
        customer_name=_name(customer) or row["person_name"],
        customer_name_chinese=_chinese_name(customer),
        backup_id=row["backup_id"],
        backup_name=names.get(row["backup_id"], ""),
        team=row["team"],
        channel=row["channel"],
        region=row["region"],
        vulnerable=row["vulnerable"],
        regulatory=row["regulatory"],
        legal=row["legal"],
        is_repeat=row["repeat_of"] is not None,
        clock=clock,
        next_move=move.value if move is not None else "",
        open_tasks=row["open_tasks"],
    )


def _glance(row: sa.RowMapping, names: Mapping[UUID, str], asking: Asking) -> ComplaintGlance:
    due_at, closed_at, day_of = row["next_due_at"], row["closed_at"], asking.options.day_of
    late = row["clocks_late"] > 0 or (due_at is not None and due_at < asking.at)
    return ComplaintGlance(
        complaint_id=row["complaint_id"],
        number=row["number"],
        kind=row["kind"],
        state=row["state"],
        category_code=row["category_code"],
        category=asking.book.category_name(row["category_code"]),
        severity=row["severity"],
        about=about_of(row["what_happened"]),
        recorded_at=row["registered_at"],
        owner_id=row["owner_id"],
        owner_name=names.get(row["owner_id"], row["owner_name"]),
        due_at=due_at,
        due_on=row["next_due_on"],
        due_provisional=row["next_provisional"],
        is_late=late,
        closed_at=closed_at,
        days=(day_of(closed_at) - day_of(row["received_at"])).days if closed_at is not None else None,
        say=asking.book.say(row["state"], promised(row["answer_due_at"], row["answer_due_on"], asking.at)),
    )


def _name(customer: sa.RowMapping | None) -> str:
    return shown_name(customer["title"], customer["name_latin"], customer["name_chinese"]) if customer else ""


def _chinese_name(customer: sa.RowMapping | None) -> str:
    return shown_chinese_name(customer["title"], customer["gender"], customer["name_chinese"]) if customer else ""


def _audit(
    session: Session, what: str, complaint_ids: Sequence[UUID], asking: Asking, customer_id: UUID | None = None
) -> None:
    ids: list[JsonValue] = [str(each) for each in complaint_ids]
    record_look(
        session,
        at=asking.at,
        by=asking.who.user_id,
        what=what,
        record_kind="customer" if customer_id is not None else "complaint",
        record_id=customer_id,
        detail={"complaint_ids": ids},
    )
