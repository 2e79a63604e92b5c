"""Complaints as the contract shows them: in one glance, and whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case, CasePerson, CaseReply, CaseSubject, Right
from agent_desktop.contract.complaint_work import ComplaintLink, Move, MoveOffer, Need
from agent_desktop.contract.complaints import ComplaintGlance, ComplaintState, ReplyChannel
from agent_desktop.records.complaints.access import Asking, actors_of, departments_of, is_about, seen_of
from agent_desktop.records.complaints.due import promised
from agent_desktop.records.complaints.fields import SubjectRepository
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.needs import Facts, lacks
from agent_desktop.records.complaints.parts import given_in_all, shown_redress, shown_tasks
from agent_desktop.records.complaints.past import past_of
from agent_desktop.records.complaints.recalling import undo_until
from agent_desktop.records.complaints.repository import ComplaintRepository, LinkRepository, PartRepository
from agent_desktop.records.complaints.rights import rights_of
from agent_desktop.records.complaints.states import Actor, asks, conditions, moves_for
from agent_desktop.records.customers.masking import mask_address, mask_email, mask_phone
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.letters.repository import LetterRepository

ABOUT: Final = 120
"""So much of what happened is told in one glance."""


def glance_of(row: ComplaintRow, asking: Asking, names: Mapping[UUID, str]) -> ComplaintGlance:
    """Return a complaint in one glance."""
    due_at, ended_at = row.next_due_at, row.closed_at
    return ComplaintGlance(
        complaint_id=row.complaint_id,
        number=row.number,
        kind=row.kind,
        state=row.state,
        category_code=row.category_code,
        category=asking.book.category_name(row.category_code),
        severity=row.severity,
        about=about_of(row.what_happened),
        recorded_at=row.registered_at,
        owner_id=row.owner_id,
        owner_name=names.get(row.owner_id, row.owner_name) if row.owner_id is not None else "",
        due_at=due_at,
        due_on=row.next_due_on,
        due_provisional=row.next_provisional,
        is_late=is_late(row, asking.at),
        closed_at=ended_at,
        days=(asking.options.day_of(ended_at) - asking.options.day_of(row.received_at)).days if ended_at else None,
        say=asking.book.say(row.state, promised(row.answer_due_at, row.answer_due_on, asking.at)),
    )


def about_of(words: str) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(words.split())
    return line if len(line) <= ABOUT else line[: ABOUT - 1].rstrip() + "…"


def is_late(row: ComplaintRow, at: datetime) -> bool:
    """Say whether a date was missed that is not met yet."""
    return row.clocks_late > 0 or (row.next_due_at is not None and row.next_due_at < at)


def glances(session: Session, rows: Sequence[ComplaintRow], asking: Asking) -> tuple[ComplaintGlance, ...]:
    """Return complaints in one glance each, with the names of their owners; of those that are not for whoever asks to
    see, only what the customer can be told."""
    seen = seen_of(session, rows, asking.who, departments_of(asking.book, asking.who.team))
    names = asking.people.names_of({row.owner_id for row in rows if row.owner_id is not None})
    return tuple(
        glance_of(row, asking, names) if row.complaint_id in seen else _told_of(row, asking, names) for row in rows
    )


def _told_of(row: ComplaintRow, asking: Asking, names: Mapping[UUID, str]) -> ComplaintGlance:
    whole = glance_of(row, asking, names)
    return ComplaintGlance(
        complaint_id=whole.complaint_id,
        number=whole.number,
        kind=whole.kind,
        state=whole.state,
        category_code="",
        category={},
        severity=None,
        recorded_at=whole.recorded_at,
        say=whole.say,
    )


def case_of(session: Session, row: ComplaintRow, asking: Asking) -> Case:
    """Return one complaint whole, as whoever asks may see it."""
    repository = ComplaintRepository(session)
    actors = actors_of(session, row, asking.who)
    parts = PartRepository(session)
    hidden = is_about(row, asking.who)
    tasks = parts.list_tasks([row.complaint_id]) if not hidden else ()
    redress = parts.list_redress([row.complaint_id]) if not hidden else ()
    links = () if hidden else LinkRepository(session).list_links(row.complaint_id)
    people: set[UUID | None] = {row.owner_id, row.backup_id, row.recorded_by, row.answer_proposed_by}
    people |= {row.answer_approved_by, row.about_user_id, *(link["by_user_id"] for link in links)}
    for task in tasks:
        people |= {task.asked_by, task.taken_by}
    for each in redress:
        people |= {each.proposed_by, each.decided_by}
    names = asking.people.names_of({each for each in people if each is not None})
    customer = repository.list_customers([row.customer_id]).get(row.customer_id) if row.customer_id else None
    past = past_of(session, row, asking.who.user_id)
    letters = LetterRepository(session).list_kinds(row.complaint_id)
    facts = Facts(row, asking.who.user_id, tasks, redress, asking.book, past, letters)
    given = given_in_all(session, row, asking)
    subjects = SubjectRepository(session).list_of([row.complaint_id])
    return Case(
        complaint_id=row.complaint_id,
        version=row.version,
        glance=glance_of(row, asking, names),
        customer_id=customer["person_id"] if customer is not None else None,
        customer_name=_name(customer),
        customer_name_chinese=_chinese_name(customer),
        customer_language=language_of(customer),
        person_name=row.person_name,
        call_id=row.call_id,
        script_run=row.script_run,
        channel=row.channel,
        product_code=row.product_code,
        what_happened=row.what_happened,
        happened_on=row.happened_on,
        amount=row.amount,
        currency=row.currency or "",
        asked_amount=row.asked_amount,
        asked_why=row.asked_why,
        outcomes=tuple(row.outcomes),
        about_whom=row.about_whom,
        about_user=_person(row.about_user_id, names),
        reply=_reply(session, row),
        vulnerable=row.vulnerable,
        regulatory=row.regulatory,
        legal=row.legal,
        flags=tuple(row.flags),
        received_at=row.received_at,
        region=row.region,
        note="" if hidden else row.note,
        attach_recording=row.attach_recording,
        recorded_by=_person(row.recorded_by, names),
        owner=_person(row.owner_id, names),
        backup=_person(row.backup_id, names),
        team=row.team,
        answer="" if hidden else row.answer,
        answer_proposed_by=names.get(row.answer_proposed_by, "") if row.answer_proposed_by else "",
        answer_proposed_at=row.answer_proposed_at,
        answer_approved_by=names.get(row.answer_approved_by, "") if row.answer_approved_by else "",
        answered_at=row.answered_at,
        waits_until=row.waits_until,
        root_cause=row.root_cause,
        result=row.result,
        first_contact=row.first_contact,
        repeat_of=row.repeat_of,
        subjects=tuple(_subject(each) for each in subjects),
        tasks=shown_tasks(tasks, row, actors, asking, names),
        redress=shown_redress(redress, row, actors, asking, names, given),
        links=_links(links, row.complaint_id, names),
        moves=offers(facts, actors),
        rights=rights_of(row, actors) | ({Right.UNDO} if _undo(session, row, asking) is not None else frozenset()),
        undo_until_at=_undo(session, row, asking),
    )


def offers(facts: Facts, actors: Iterable[Actor]) -> tuple[MoveOffer, ...]:
    """Return what somebody may do now, with what each asks for and what it lacks."""
    row = facts.row
    return tuple(
        MoveOffer(
            move=move,
            to_state=transition.to.value,
            asks=asks(move, transition.needs),
            lacks=lacks(facts, conditions(move, transition.needs)),
        )
        for move, transition in moves_for(row.kind, row.state, actors, is_escalated=facts.past.is_escalated)
        if _makes_sense(facts, move)
    )


def _makes_sense(facts: Facts, move: Move) -> bool:
    """An answer is approved or sent back once one is proposed."""
    if move not in (Move.APPROVE_ANSWER, Move.SEND_BACK) or facts.row.state is ComplaintState.ANSWER_APPROVED:
        return True
    return not lacks(facts, (Need.ANSWER,))


def _undo(session: Session, row: ComplaintRow, asking: Asking) -> datetime | None:
    return None if is_about(row, asking.who) else undo_until(session, row, asking)


def _person(user_id: UUID | None, names: Mapping[UUID, str]) -> CasePerson | None:
    return CasePerson(user_id=user_id, name=names.get(user_id, "")) if user_id is not None else None


def _name(customer: sa.RowMapping | None) -> str:
    return shown_name(customer["title"], customer["name_latin"], customer["name_chinese"]) if customer else ""


def _chinese_name(customer: sa.RowMapping | None) -> str:
    return shown_chinese_name(customer["title"], customer["gender"], customer["name_chinese"]) if customer else ""


def language_of(customer: sa.RowMapping | None) -> str:
    """Return en or zh: the first of the customer's languages that letters are written in."""
    spoken: Collection[str] = customer["languages"] if customer is not None else ()
    written = {"en": "en", "yue": "zh", "cmn": "zh", "zh": "zh"}
    return next((written[code] for code in spoken if code in written), "en")


def _subject(row: sa.RowMapping) -> CaseSubject:
    return CaseSubject(
        holding_id=row["holding_id"],
        transaction_id=row["transaction_id"],
        product=row["product"],
        number_masked=row["number_masked"],
        booked_at=row["booked_at"],
        amount=row["amount"],
        currency=row["currency"],
        text=row["text"],
    )


def _reply(session: Session, row: ComplaintRow) -> CaseReply | None:
    if row.reply is None:
        return None
    wish = row.reply
    channel = ReplyChannel(wish["channel"])
    return CaseReply(
        channel=channel,
        way_id=wish["way_id"],
        masked=_masked(session, row.customer_id, wish["way_id"]),
        hours_from=(wish["hours_from"] or "")[:5],
        hours_until=(wish["hours_until"] or "")[:5],
        words=wish["words"],
    )


def _masked(session: Session, customer_id: UUID | None, way_id: str) -> str:
    """Return the number or address that a way names, as it is on record now, masked."""
    customer = CustomerRepository(session).find_customer(customer_id) if customer_id is not None and way_id else None
    return masked_ways(customer).get(way_id, "") if customer is not None else ""


def masked_ways(customer: sa.RowMapping) -> dict[str, str]:
    """Return every number and address on record, masked, by the id that a wish for the answer names it by."""
    ways = {f"phone:{number['kind']}": mask_phone(number["number"]) for number in reversed(customer["numbers"])}
    if customer["email"]:
        ways["email"] = mask_email(customer["email"])
    if customer["address"]:
        ways["address"] = mask_address(customer["address"])
    return ways


def _links(links: Iterable[sa.RowMapping], complaint_id: UUID, names: Mapping[UUID, str]) -> tuple[ComplaintLink, ...]:
    return tuple(
        ComplaintLink(
            kind=link["kind"],
            at=link["at"],
            by_name=names.get(link["by_user_id"], ""),
            incoming=link["complaint_id"] != complaint_id,
            call_id=link["call_id"],
            other_id=link["other_id"] if link["complaint_id"] == complaint_id else link["complaint_id"],
            number=link["number"] or "",
            state=str(link["other_state"] or ""),
        )
        for link in links
    )
