"""Everything at hand before somebody is dialled: why, what was tried, what may be said, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CallbackNumber, CallbackPreview, Obstacle, SayFirst
from agent_desktop.records.callbacks.attempting import dial_obstacles
from agent_desktop.records.callbacks.book import Asking
from agent_desktop.records.callbacks.deeds import Doing, around_row, marketing_of
from agent_desktop.records.callbacks.do_not_call import is_on_list
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.numbers import numbers_of
from agent_desktop.records.callbacks.shifts import is_off
from agent_desktop.records.callbacks.showing import show_detail
from agent_desktop.records.callbacks.surroundings import next_time
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.numbers import kind_label
from agent_desktop.records.events import RecordEvents

_SOMEBODY: LocalText = {"en": "the person", "zh": "客户"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the server adds: our numbers that they may be called from, by code; whether they are calling us now; the
    service scripts that there are, by id."""

    own_numbers: tuple[str, ...] = ()
    on_line: bool = False
    scripts: frozenset[str] = frozenset()


def preview_callback(session: Session, row: CallbackRow, asking: Asking, around: Around) -> CallbackPreview:
    """Return the preview of a callback for who asks; whoever shows it audits the look."""
    by = asking.reader.user_id
    doing = Doing(session, asking.at, by, asking.book, RecordEvents())
    place = around_row(doing, row)
    obstacles = dial_obstacles(doing, row, by, place, number=row.number, on_line=around.on_line)
    if is_off(session, row.owner_id, asking.at):
        obstacles = (*obstacles, Obstacle.OUTSIDE_SHIFT)
    following = None
    if any(each is not Obstacle.OUTSIDE_SHIFT for each in obstacles):
        minute = timedelta(minutes=1)
        following = next_time(session, asking.book, place, asking.at + minute, asking.at, row.owner_id)
    reason = asking.book.rules.reason(row.reason_code)
    script = reason.script if reason is not None else ""
    may_leave = reason is not None and reason.machine
    detail = show_detail(session, row.callback_id, asking)
    return CallbackPreview(
        detail=detail,
        numbers=_numbers(session, row, asking),
        own_numbers=around.own_numbers,
        say_first=_say_first(asking, detail.callback.customer_name, by, leaves_message=may_leave),
        script_id=script if script in around.scripts else "",
        obstacles=obstacles,
        next_at=following,
    )


def _numbers(session: Session, row: CallbackRow, asking: Asking) -> tuple[CallbackNumber, ...]:
    """Return the numbers of a person, that of the callback first, with what speaks against each by itself."""
    marketing = marketing_of(asking.book, row.reason_code)
    known: Sequence[tuple[UUID | None, str, str]] = numbers_of(session, row.customer_id)
    if row.number not in {number for _, number, _ in known}:
        known = [(None, row.number, ""), *known]
    ordered = sorted(known, key=lambda each: each[1] != row.number)

    def obstacles(number: str) -> tuple[Obstacle, ...]:
        wrong = (Obstacle.WRONG_NUMBER,) if number in row.wrong_numbers else ()
        listed = (Obstacle.DO_NOT_CALL,) if is_on_list(session, None, number, marketing=marketing) else ()
        return (*wrong, *listed)

    return tuple(
        CallbackNumber(
            number_id=number_id,
            label=kind_label(kind) if kind else {},
            masked=mask_phone(number),
            obstacles=obstacles(number),
        )
        for number_id, number, kind in ordered
    )


def _say_first(asking: Asking, customer_name: str, by: UUID, *, leaves_message: bool) -> SayFirst:
    rules = asking.book.rules.say_first
    agent = asking.names_of({by}).get(by, "")

    def said(text: Mapping[str, str]) -> LocalText:
        return {
            language: words.format(agent=agent, customer=customer_name or _SOMEBODY[language])
            for language, words in text.items()
            if language in _SOMEBODY
        }

    return SayFirst(
        opening=said(rules.opening),
        to_others=said(rules.to_others),
        to_machine=said(rules.to_machine) if leaves_message else {},
    )
