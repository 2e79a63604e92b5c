"""The directory as an agent with a caller on the line needs it: who can be asked now, and who best (ADR 56)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.directory import (
    ENTRIES_A_PAGE,
    Directory,
    DirectoryEntry,
    DirectoryKind,
    EntryKind,
    EntrySkill,
    Favourite,
    PersonState,
    TeamRole,
    WayOver,
    WhyNot,
)
from agent_desktop.records.customers.numbers import international, normalise
from agent_desktop.records.directory.repository import FavouriteRepository
from agent_desktop.records.directory.schema import DirectoryPlan, OutsideNumber
from agent_desktop.server.calls.languages import spoken_language
from agent_desktop.server.transfers.access import CallAtHand
from agent_desktop.server.transfers.directory_repository import DirectoryRepository
from agent_desktop.server.transfers.finding import found
from agent_desktop.server.transfers.ranking import Wanted, filtered, languages_of, ranked
from telephony.calls.models import CallRow
from telephony.contract import AgentState
from telephony.queues.expected import expected_wait
from telephony.queues.hours import OpeningHours, hours_from_json, is_open
from telephony.queues.models import QueueRow
from telephony.times import seconds_between, utc

RECENT_DAYS: Final = 14
_SERVICE_ROLES: Final = frozenset(
    {TeamRole.ASSISTANT, TeamRole.FUND_MANAGER, TeamRole.CURRENCY_ADVISER, TeamRole.RELATIONSHIP_MANAGER}
)
_WHY_NOT: Final = {
    PersonState.OFFLINE: WhyNot.OFFLINE,
    PersonState.NOT_READY: WhyNot.NOT_READY,
    PersonState.ON_CALL: WhyNot.ON_CALL,
    PersonState.WRAP_UP: WhyNot.WRAP_UP,
    PersonState.RINGING: WhyNot.RINGING,
}
_BUSY: Final = frozenset({PersonState.ON_CALL, PersonState.WRAP_UP, PersonState.RINGING})


@dataclass(frozen=True, slots=True)
class AskLimits:
    """How many calls may ask for a busy colleague next, and how many one may have before them in all."""

    ask_next: int
    consults: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the directory an agent wants to see. `text` is what they typed, empty for all."""

    kind: DirectoryKind = DirectoryKind.PEOPLE
    text: str = ""
    team: str = ""
    language: str = ""
    available: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the routing says now: the words of skills, hours by code, what a call takes where nothing is known yet, and
    the dispositions after which a word is owed."""

    skills: Mapping[str, LocalText]
    hours: Mapping[str, OpeningHours]
    handle_seconds: int
    promises: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all entries are looked at with."""

    at: datetime
    agent_id: UUID
    call: CallRow
    group_id: UUID
    wanted: Wanted
    around: Surroundings
    favourites: Mapping[tuple[EntryKind, str], Favourite]
    turned_to: Mapping[str, datetime]
    manager_name: str = ""
    manager_team: str = ""
    handle_seconds: float = 0
    wrap_up_seconds: float = 0


class DirectoryBook:
    """Lists the directory. `zone` is the bank's, `region` where a number without a country is dialled;
    `surroundings` says what the routing is now, `limits` how many may ask for one colleague."""

    def __init__(
        self,
        plan: DirectoryPlan,
        zone: tzinfo,
        region: str,
        surroundings: Callable[[Session], Surroundings],
        limits: AskLimits,
    ) -> None:
        self._limits = limits
        self._plan = plan
        self._zone = zone
        self._region = region
        self._surroundings = surroundings
        self._sites = {each.code: each.name for each in plan.sites}
        self._numbers = {each.code: normalise(each.number, region) or "" for each in plan.numbers}

    @property
    def sites(self) -> Mapping[str, LocalText]:
        """The names of the places where people work, by code."""
        return self._sites

    def number_of(self, number_id: str) -> str:
        """Return the E.164 number of an entry, empty where there is none."""
        return self._numbers.get(number_id, "")

    def knows(self, session: Session, kind: EntryKind, entry_id: str) -> bool:
        """Say whether there is such an entry."""
        match kind:
            case EntryKind.NUMBER:
                return entry_id in self._numbers
            case EntryKind.QUEUE:
                code = sa.select(QueueRow.code).where(QueueRow.code == entry_id, ~QueueRow.retired)
                return session.scalar(code) is not None
            case EntryKind.PERSON:
                return any(str(row.user_id) == entry_id for row in DirectoryRepository(session).list_people())

    def list_entries(
        self,
        session: Session,
        at_hand: CallAtHand,
        agent_id: UUID,
        asked: Asked,
        wanted_skills: Collection[str],
        at: datetime,
    ) -> Directory:
        """Return a page of one kind of entries, best match first, in the same few statements for any number of people.
        `wanted_skills` are what the call asks for; without any, what its queue needs."""
        repository = DirectoryRepository(session)
        manager_name, languages = repository.find_customer(at_hand.call.call_id)
        language = spoken_language(at_hand.call.menu_language) or next(iter(languages), "")
        queue = session.get_one(QueueRow, at_hand.call.queue_id)
        needs = frozenset(wanted_skills) or frozenset(queue.needs)
        scene = _Scene(
            at=at,
            agent_id=agent_id,
            call=at_hand.call,
            group_id=queue.queue_group_id,
            wanted=Wanted(needs, language),
            around=self._surroundings(session),
            favourites=FavouriteRepository(session).list_of(agent_id),
            turned_to=repository.list_turned_to(agent_id, at - timedelta(days=RECENT_DAYS)),
            manager_name=manager_name,
        )
        queue_rows = repository.list_queues(queue.queue_group_id)
        scene = _with_times(scene, queue_rows)
        wants_people = asked.kind in (DirectoryKind.PEOPLE, DirectoryKind.RECENT)
        people = self._people(repository.list_people(), scene) if wants_people else []
        queues = [self._queue(row, scene) for row in queue_rows]
        numbers = [self._number(each, scene) for each in self._plan.numbers]
        recent = [each for each in (*people, *queues, *numbers) if each.turned_to_at is not None]
        lists = {
            DirectoryKind.PEOPLE: people,
            DirectoryKind.QUEUES: queues,
            DirectoryKind.NUMBERS: numbers,
            DirectoryKind.RECENT: recent,
        }
        listed = lists[asked.kind]
        fitting = filtered(
            found(ranked(listed, scene.wanted), asked.text),
            team=asked.team,
            language=asked.language,
            available=asked.available,
        )
        if asked.kind is DirectoryKind.RECENT:
            fitting.sort(key=lambda each: each.turned_to_at or at, reverse=True)
        return Directory(
            kind=asked.kind,
            entries=tuple(fitting[:ENTRIES_A_PAGE]),
            found=len(fitting),
            counts={
                DirectoryKind.PEOPLE: len(people) if wants_people else max(0, repository.count_people() - 1),
                DirectoryKind.QUEUES: len(queues),
                DirectoryKind.NUMBERS: len(numbers),
                DirectoryKind.RECENT: len(scene.turned_to),
            },
            teams=tuple(sorted({each.team for each in listed if each.team})),
            languages=tuple(languages_of(listed)),
            wanted_skills=tuple(
                EntrySkill(code=code, name=_skill_name(code, scene), level=int(queue.needs.get(code, 1)), wanted=True)
                for code in sorted(needs)
            ),
            language=language,
        )

    def _people(self, rows: Sequence[sa.Row[Any]], scene: _Scene) -> list[DirectoryEntry]:
        managers = [row for row in rows if scene.manager_name and row.display_name == scene.manager_name]
        if len(managers) == 1:  # two of one name are nobody's manager
            scene = replace(scene, manager_team=managers[0].team)
        else:
            scene = replace(scene, manager_name="")
        return [self._person(row, scene) for row in rows if row.user_id != scene.agent_id]

    def _person(self, row: sa.Row[Any], scene: _Scene) -> DirectoryEntry:
        state = _state_of(row)
        entry_id = str(row.user_id)
        with_you = scene.call.colleague_id == row.user_id and scene.call.colleague_state is not None
        before = [each for each in row.asked_for or () if each != scene.call.call_id]
        load = sum(each is not None for each in (row.call_id, row.offer_id)) + len(row.asked_for or ())
        free_in = _free_in(row, state, scene)
        if free_in is not None:
            free_in += round(len(before) * scene.handle_seconds)
        full = len(before) >= self._limits.ask_next or len(before) + 2 > self._limits.consults
        why_not = _why_not(row, state, scene, with_you=with_you, is_full=full)
        can: frozenset[WayOver] = frozenset()
        if why_not is None:
            can = frozenset({WayOver.CONSULT, WayOver.COLD})
        elif state in _BUSY and why_not is _WHY_NOT[state]:
            can = frozenset({WayOver.ASK_NEXT, WayOver.CALL_BACK})
        elif why_not is not WhyNot.WITH_YOU:
            can = frozenset({WayOver.CALL_BACK})
        reason = row.reason or row.system_reason
        return DirectoryEntry(
            kind=EntryKind.PERSON,
            entry_id=entry_id,
            name={"en": row.display_name},
            other_name=row.other_name,
            team=row.team,
            site=self._sites.get(row.site, {"en": row.site} if row.site else {}),
            extension=row.extension,
            state=state,
            reason=str(reason.value) if reason is not None else "",
            since_at=utc(row.since_at) if row.since_at is not None else None,
            back_at=_back_at(row, state),
            skills=tuple(
                EntrySkill(code=code, name=_skill_name(code, scene), level=level, wanted=code in scene.wanted.skills)
                for code, level in sorted(
                    (row.levels or {}).items(), key=lambda each: (each[0] not in scene.wanted.skills, -each[1], each[0])
                )
            ),
            languages=tuple(row.languages),
            load=load,
            load_limit=self._limits.consults,
            asked_before=len(before),
            wait_seconds=0 if why_not is None else free_in if WayOver.ASK_NEXT in can else None,
            free_in_seconds=free_in,
            can=can,
            why_not=why_not,
            favourite=scene.favourites.get((EntryKind.PERSON, entry_id), Favourite.NONE),
            role=_role_of(row, scene),
            turned_to_at=scene.turned_to.get(entry_id),
        )

    def _queue(self, row: sa.Row[Any], scene: _Scene) -> DirectoryEntry:
        hours = None if row.hours is None else hours_from_json(row.hours)
        wait = 0 if row.ready and not row.waiting else expected_wait(row.waiting, row.here, _handling(row, scene))
        why_not = None
        if row.queue_id == scene.call.queue_id:
            why_not = WhyNot.CALLER_STANDS_THERE
        elif not is_open(hours, scene.at, self._zone):
            why_not = WhyNot.CLOSED
        elif not row.here:
            why_not = WhyNot.NOBODY_THERE
        elif row.max_waiting and row.waiting >= row.max_waiting:
            why_not = WhyNot.QUEUE_FULL
        return DirectoryEntry(
            kind=EntryKind.QUEUE,
            entry_id=row.code,
            name=dict(row.name),
            skills=tuple(
                EntrySkill(code=code, name=_skill_name(code, scene), level=level, wanted=code in scene.wanted.skills)
                for code, level in sorted(row.needs.items())
            ),
            languages=tuple(row.languages),
            agents_ready=row.ready,
            agents_here=row.here,
            waiting=row.waiting,
            wait_seconds=wait,
            can=frozenset() if why_not is not None else frozenset({WayOver.COLD}),
            why_not=why_not,
            favourite=scene.favourites.get((EntryKind.QUEUE, row.code), Favourite.NONE),
            turned_to_at=scene.turned_to.get(row.code),
        )

    def _number(self, number: OutsideNumber, scene: _Scene) -> DirectoryEntry:
        opened = is_open(scene.around.hours.get(number.hours), scene.at, self._zone)
        e164 = self._numbers[number.code]
        return DirectoryEntry(
            kind=EntryKind.NUMBER,
            entry_id=number.code,
            name=dict(number.name),
            about=dict(number.about),
            site=self._sites.get(number.site, {}),
            languages=number.languages,
            number=international(e164),
            can=frozenset({WayOver.CONSULT, WayOver.COLD}) if opened else frozenset(),
            why_not=None if opened else WhyNot.NOT_CALLABLE,
            favourite=scene.favourites.get((EntryKind.NUMBER, number.code), Favourite.NONE),
            turned_to_at=scene.turned_to.get(e164) or scene.turned_to.get(number.code),
        )


def _with_times(scene: _Scene, queues: Sequence[sa.Row[Any]]) -> _Scene:
    """Return the scene with what a call, and its wrap-up, takes here on average."""
    handled = [float(row.seconds) for row in queues if row.seconds is not None]
    wrapped = [float(row.wrap_up) for row in queues if row.wrap_up is not None]
    handle = sum(handled) / len(handled) if handled else float(scene.around.handle_seconds)
    return replace(scene, handle_seconds=handle, wrap_up_seconds=sum(wrapped) / len(wrapped) if wrapped else handle / 4)


def _state_of(row: sa.Row[Any]) -> PersonState:
    if row.state is None:
        return PersonState.OFFLINE
    if row.state is AgentState.READY and row.offer_id is not None:
        return PersonState.RINGING
    return PersonState(row.state.value)


def _why_not(row: sa.Row[Any], state: PersonState, scene: _Scene, *, with_you: bool, is_full: bool) -> WhyNot | None:
    if with_you:
        return WhyNot.WITH_YOU
    if row.queue_group_id is not None and row.queue_group_id != scene.group_id:
        return WhyNot.OTHER_QUEUES
    if state in _BUSY and is_full:
        return WhyNot.FULL
    if state in _WHY_NOT:
        return _WHY_NOT[state]
    return WhyNot.DESKTOP_LOST if row.desktop_lost_at is not None else None


def _free_in(row: sa.Row[Any], state: PersonState, scene: _Scene) -> int | None:
    """Return in about how many seconds somebody is free: what a call and its wrap-up take on average, less what has
    passed; 0 for who should be by now, None where nobody can say."""
    if state is PersonState.READY:
        return 0
    if state not in _BUSY:
        return None
    passed = seconds_between(utc(row.since_at), scene.at)
    if state is PersonState.WRAP_UP:
        if row.planned_end_at is not None:
            return max(0, seconds_between(scene.at, utc(row.planned_end_at)))
        return max(0, round(scene.wrap_up_seconds - passed))
    return max(0, round(scene.handle_seconds - passed if state is PersonState.ON_CALL else scene.handle_seconds))


def _back_at(row: sa.Row[Any], state: PersonState) -> datetime | None:
    away = state is PersonState.NOT_READY and row.planned_end_at is not None
    return utc(row.planned_end_at) if away else None


def _role_of(row: sa.Row[Any], scene: _Scene) -> TeamRole:
    """Return what somebody is to the customer: their own relationship manager, or of that one's team with a role in
    serving customers."""
    if not scene.manager_name:
        return TeamRole.NONE
    if row.display_name == scene.manager_name:
        return TeamRole.RELATIONSHIP_MANAGER
    if not scene.manager_team or row.team != scene.manager_team or row.service_role not in set(_SERVICE_ROLES):
        return TeamRole.NONE
    role = TeamRole(row.service_role)
    return TeamRole.TEAM if role is TeamRole.RELATIONSHIP_MANAGER else role


def _handling(row: sa.Row[Any], scene: _Scene) -> float:
    return float(row.seconds) if row.seconds is not None else scene.handle_seconds


def _skill_name(code: str, scene: _Scene) -> LocalText:
    return dict(scene.around.skills.get(code, {"en": code, "zh": code}))
