"""The server's composition root: everything is built here, once, and handed to whoever needs it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, FastAPI
from sqlalchemy import Engine

from agent_desktop.contract.sessions import Person
from agent_desktop.server.acting.opening import open_acting
from agent_desktop.server.alerts.routes import alert_routes
from agent_desktop.server.app import Worker, build_app
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.routes import auth_routes
from agent_desktop.server.auth.rules import AGENTS, CALL_ROLES, SEATED, Public
from agent_desktop.server.auth.service import ensure_signing_keys
from agent_desktop.server.auth.sign_ins import SignIns
from agent_desktop.server.auth.tokens import AccessTokens
from agent_desktop.server.bank import bank_systems, open_bank
from agent_desktop.server.board.opening import open_board
from agent_desktop.server.callbacks.by_script import promising_callbacks
from agent_desktop.server.callbacks.opening import open_callbacks
from agent_desktop.server.calls.routes import caller_routes
from agent_desktop.server.calls.wishes import wish_routes
from agent_desktop.server.carriers import carrier_keys, open_carrier
from agent_desktop.server.commands import DeskOnce
from agent_desktop.server.complaints.opening import open_complaints
from agent_desktop.server.configuration.live import FOLLOW_SECONDS, LiveConfiguration, ensure_configuration
from agent_desktop.server.configuration.menu_routes import menu_routes
from agent_desktop.server.configuration.routes import routing_routes
from agent_desktop.server.configuration.serving import serving_routes
from agent_desktop.server.consolidation.account_routes import account_routes
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.consolidation.routes import consolidation_routes
from agent_desktop.server.contacts.routes import contact_routes
from agent_desktop.server.customers.routes import customer_routes
from agent_desktop.server.database import session_factory
from agent_desktop.server.follow_ups.by_script import planning_follow_ups
from agent_desktop.server.health import health_routes
from agent_desktop.server.home.day import DayFigures
from agent_desktop.server.home.routes import home_routes
from agent_desktop.server.interactions.routes import interaction_routes
from agent_desktop.server.knowledge.files import knowledge_folder
from agent_desktop.server.knowledge.library import KnowledgeLibrary
from agent_desktop.server.knowledge.routes import knowledge_routes
from agent_desktop.server.managers.routes import manager_routes
from agent_desktop.server.managers.rules import load_rules
from agent_desktop.server.mends.routes import mend_routes
from agent_desktop.server.mends.service import reconciling_workers
from agent_desktop.server.messages.opening import open_messaging
from agent_desktop.server.messages.routes import customer_message_routes
from agent_desktop.server.middleware import present_request_id
from agent_desktop.server.outbox_workers import ORDERING_KINDS, look_seconds, message_worker, outbox_workers
from agent_desktop.server.outgoing.routes import outgoing_routes
from agent_desktop.server.outreach.routes import outreach_routes
from agent_desktop.server.papers.opening import open_papers
from agent_desktop.server.people.opening import open_people
from agent_desktop.server.planned import open_planned
from agent_desktop.server.prospects.routes import prospect_routes
from agent_desktop.server.quality.opening import open_quality
from agent_desktop.server.recordings.lagging import CarrierRooms
from agent_desktop.server.recordings.opening import open_recordings
from agent_desktop.server.recordings.routes import recording_routes
from agent_desktop.server.routing_settings import queues_from
from agent_desktop.server.rules.service import ensure_rules
from agent_desktop.server.scripts.actions import ScriptActions
from agent_desktop.server.scripts.around import live_around
from agent_desktop.server.scripts.library_routes import library_routes
from agent_desktop.server.scripts.opening import following as following_scripts
from agent_desktop.server.scripts.opening import open_scripts
from agent_desktop.server.scripts.own_deeds import OwnDeeds
from agent_desktop.server.scripts.routes import script_routes
from agent_desktop.server.scripts.run_routes import script_run_routes
from agent_desktop.server.scripts.standing import standings_from
from agent_desktop.server.scripts.trial_routes import trial_routes
from agent_desktop.server.seats.routes import seat_routes
from agent_desktop.server.seats.service import DeskSeats
from agent_desktop.server.secrets import SecretName, Secrets, all_needed
from agent_desktop.server.sources.routes import source_routes
from agent_desktop.server.stages import Stage, StageObserver, Stages
from agent_desktop.server.stream.encoding import EncodedEvent
from agent_desktop.server.stream.routes import stream_routes
from agent_desktop.server.stream.service import StreamService
from agent_desktop.server.supervision.routes import supervision_worker
from agent_desktop.server.telling.routes import telling_routes
from agent_desktop.server.transfers.directory_routes import directory_routes
from agent_desktop.server.transfers.handover_routes import handover_routes
from agent_desktop.server.transfers.surroundings import ask_limits, following_routing
from agent_desktop.server.twilio.softphone_routes import line_of, softphones
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork, unit_of_work
from agent_desktop.server.valuation.routes import valuation_routes
from agent_desktop.server.verification.routes import verification_routes
from agent_desktop.server.workers import Repeated, cleanup, due_work
from agent_desktop.settings import Settings
from telephony.agents.service import sign_in_agent, sign_out_agent
from telephony.app import Hosting, Telephony, build_routers
from telephony.clock import BusinessClock, SystemClock
from telephony.contract import EventKind
from telephony.desk import desk_of
from telephony.events.journal import Appended, Entry
from telephony.queues.repository import MemberRepository
from telephony.queues.service import ensure_queues, ensure_serves_group
from telephony.reconciling.rounds import Reconciler
from telephony.reconciling.states import SETTLES_IN
from telephony.timers.worker import TimerRunner


@dataclass(frozen=True, slots=True)
class Clocks:
    """Business time, and the machine's: aware UTC, and seconds since the epoch. They differ only in a replay.

    Business time runs `speed` times as fast as the machine's. No setting changes it: only a replay's own process
    composes a server with other clocks than `system_clocks`.
    """

    business: BusinessClock
    machine_now: Callable[[], datetime]
    wall: Callable[[], float]
    speed: float = 1.0


def system_clocks() -> Clocks:
    return Clocks(SystemClock(), lambda: datetime.now(UTC), time.time)


@dataclass(frozen=True, slots=True)
class _Parts:
    units: UnitsOfWork
    tokens: AccessTokens


def create_app(
    settings: Settings,
    engine: Engine,
    secrets: Secrets,
    *,
    clocks: Clocks | None = None,
    passwords: Passwords | None = None,
    heartbeat_seconds: float = 5.0,
    observe: StageObserver | None = None,
) -> FastAPI:
    """Build the server on a migrated database. Its lifespan runs the workers and closes what was opened here.

    `observe` is told when each screen pop passes which stage.

    Raises:
        SecretMissingError: There is no carrier key, or none of the bank's systems.
        ScriptFileError: A service script is wrong.
        MenuFileError: The entry menu is wrong.
        DispositionsFileError: What a call may come to is wrong.
        VerificationFileError: What callers are asked is wrong.
        AlertsFileError: What customers are looked after for is wrong.
        HandoverFileError: Why callers are handed over is wrong.
        DirectoryFileError: What the directory has beside people is wrong.
        ComplaintsFileError: What complaints are about is wrong.
        AssignmentFileError: The rules of who looks after customers are wrong.
        KnowledgeFileError: A knowledge page is wrong.
        MessagesFileError, LettersFileError: The templates of messages, or letters, are wrong.
        ValueFileError: The formulas of value are wrong.
        SettingsError: A promise of the settings is none of that, or recordings would lie among a program's files.
        RecordingsKeyNeededError: Recordings are kept, and there is no key that opens them.
        MasterKeyWrongError: What is to seal recordings is no key.
    """
    clocks, passwords = clocks or system_clocks(), passwords or Passwords()
    keys = all_needed(secrets, keys_of(settings))
    sessions = session_factory(engine)
    outbox: list[Repeated] = []
    following_complaints: list[Repeated] = []
    streams: list[StreamService] = []
    stages = Stages(observe)

    def committed(appended: Appended) -> None:
        if any(entry.kind in ORDERING_KINDS for entry in appended.entries):
            for worker in outbox:
                worker.wake()
        if any(entry.kind is EventKind.COMPLAINT_CHANGED for entry in appended.entries):
            for worker in following_complaints:
                worker.wake()
        for entry in appended.entries:
            if entry.kind is EventKind.CALL_OFFERED:
                stages.passed(Stage.COMMITTED, request_id=present_request_id(), call_id=entry.subject_id)
        for each in streams:
            each.look(appended)

    def committing(appended: Appended) -> None:
        for each in streams:
            each.make_ready(appended)

    def going_ahead(entry: Entry) -> EncodedEvent | None:
        return next((each.go_ahead(entry) for each in streams), None)

    def not_committed(entries: Sequence[Entry]) -> None:
        for each in streams:
            each.take_back(entries)

    units = UnitsOfWork(
        sessions,
        clocks.business,
        after_commit=committed,
        while_committing=committing,
        going_ahead=going_ahead,
        not_committed=not_committed,
    )
    with units.begin() as work:
        routing, menu = ensure_configuration(work, settings)
        scripts, rules = open_scripts(work, settings), ensure_rules(work, settings)
        ensure_queues(work.session, queues_from(settings, routing))
        signing_keys, newest_key = ensure_signing_keys(work.session, at=clocks.machine_now())
    tokens = AccessTokens(signing_keys, newest_key, seconds=settings.server.access_token_seconds, wall=clocks.wall)
    bank = open_bank(settings, clocks.business, routing, menu, scripts, rules)
    telephony = bank.telephony
    systems = bank_systems(settings, keys[SecretName.BANK_SYSTEMS] if settings.records.bank_systems_url else "")
    standings = standings_from(settings, bank.options, bank.verification)
    plans = planning_follow_ups(bank.options, bank.alerts, bank.next_open_day)
    carrier = open_carrier(settings, secrets, units, telephony, unix_time=clocks.wall, machine_now=clocks.machine_now)
    provider, messages = carrier.provider, carrier.messages
    outbox.extend(outbox_workers(units, telephony, provider, clocks.speed))
    outbox.append(message_worker(units, telephony, messages, clocks.speed))
    messaging = open_messaging(settings, bank, messages.name)
    complaints = open_complaints(settings, bank, messaging, units.begin, clocks.business.now, speed=clocks.speed)
    following_complaints.append(complaints.workers[0])  # one that goes on by itself has its clocks at once
    papers = open_papers(settings, secrets, units, bank, complaints, messaging)
    promise = promising_callbacks(bank.callbacks)
    sends = (messaging.send_by_script, papers.mail_by_script)
    own_deeds = OwnDeeds(bank.options, scripts, telephony, bank.dispositions, plans, *sends, promise)
    actions = ScriptActions(units.begin, scripts, standings, telephony, systems, own_deeds)
    rooms = CarrierRooms(provider, telephony)
    recordings = open_recordings(settings, secrets, units.begin, rooms, carrier.stores, bank.options.zone)
    due_timers = TimerRunner(units.begin, telephony.deps)
    live = LiveConfiguration(units.begin, settings, telephony, bank.host, rules)
    following = Repeated(
        "configuration", following_scripts(units.begin, scripts, live.look), every_seconds=FOLLOW_SECONDS
    )
    timers = Repeated(
        "timers",
        due_work(due_timers.run_due, due_timers.next_due_at, clocks.business.now, speed=clocks.speed),
        every_seconds=look_seconds(clocks.speed),
    )
    seats = DeskSeats(units, telephony, clocks.machine_now)
    presence = seats.watch()
    reconciler = Reconciler(
        units.begin,
        telephony.deps,
        provider,
        clocks.machine_now,
        settles_in=SETTLES_IN * clocks.speed,
    )
    reconciling = [*reconciling_workers(reconciler), supervision_worker(units, telephony, clocks.machine_now)]
    board = open_board(settings, engine, units, bank.host.own_numbers, rules, bank.callbacks)
    stream = StreamService(
        engine,
        sessions,
        tokens,
        clocks.business,
        lambda session, agent_id, at: desk_of(session, telephony.settings, agent_id, at),
        heartbeat_seconds=heartbeat_seconds,
        stages=stages,
        seats=seats,
        watching=board.watching,
        configuration_changed=following.wake,
    )
    streams.append(stream)
    sign_ins = SignIns(
        units,
        passwords,
        tokens,
        refresh_seconds=settings.server.refresh_token_seconds,
        machine_now=clocks.machine_now,
        entered=lambda work, who, family: _enter(work, telephony, seats, who, family, line_of(settings, who)),
        left=lambda work, user_id: sign_out_agent(work.session, telephony.deps(work.journal), user_id),
        seat_left=seats.signed_out,
    )
    ours = (timers, following, presence, *reconciling, *outbox, *carrier.workers)
    workers: list[Worker] = [*ours, cleanup(units, clocks.machine_now), *recordings.workers(), *complaints.workers]
    acting = open_acting(rules, units, telephony, clocks.machine_now, clocks.speed)
    workers += [*papers.workers, *acting.workers, board.worker]
    planned = open_planned(settings, engine, sessions, bank.options, clocks.business.now, rules)
    desk_once = DeskOnce(clocks.business)
    callbacks = open_callbacks(bank, scripts, units.begin, desk_once, provider.name)
    workers += [*planned.workers, *callbacks.workers]
    hosting = Hosting(
        work=_WORK,
        open_work=units.begin,
        agent=Depends(_agent_id),
        seated=Depends(_seated_id),
        carrier=Depends(Public("a carrier signs each report; the route checks it")),
        once=desk_once,
    )
    alive = {
        "stream": lambda: stream.alive,
        "timers": lambda: timers.alive,
        "configuration": lambda: following.alive,
        "presence": lambda: presence.alive,
        "reconciler": lambda: all(worker.alive for worker in reconciling),
        "outbox": lambda: all(worker.alive for worker in (*outbox, *carrier.workers)),
    }
    return build_app(
        _Parts(units, tokens),
        [
            # First: each route before the one that is meant costs.
            *build_routers(telephony, hosting, carrier.plays_menu, messages, carrier.routers(hosting)),
            auth_routes(sign_ins),
            seat_routes(telephony, seats, desk_once),
            caller_routes(bank.host),
            wish_routes(telephony, bank.callbacks),
            softphones(settings, secrets, clocks.machine_now),
            outgoing_routes(
                telephony, desk_once, bank.options, hours=settings.telephony.call_hours, provider=provider.name
            ),
            contact_routes(telephony, bank.dispositions),
            prospect_routes(bank.host),
            manager_routes(load_rules(settings)),
            customer_routes(bank.options, systems, bank.verification),
            recording_routes(recordings.files, agents_hear_own=settings.recordings.agents_hear_own),
            valuation_routes(),
            verification_routes(bank.verification),
            interaction_routes(telephony, scripts, standings, bank.dispositions, desk_once, bank.host),
            script_routes(scripts, bank.options),
            library_routes(scripts, live_around(settings, telephony, bank.dispositions, bank.verification)),
            trial_routes(bank.options),
            script_run_routes(standings, actions),
            handover_routes(telephony, bank.handovers, standings),
            directory_routes(bank.directory, bank.handovers, scripts),
            home_routes(
                bank.options,
                bank.host,
                bank.handovers,
                bank.directory,
                following_routing(settings),
                ask_limits(settings),
                bank.dispositions,
                bank.callbacks,
                DayFigures(settings.staffing, rules, bank.options.zone),
            ),
            knowledge_routes(KnowledgeLibrary(knowledge_folder(settings))),
            stream_routes(stream),
            board.router,
            mend_routes(telephony, reconciler, carrier.turn_seconds),
            *acting.routers,
            telling_routes(telephony, provider, units.begin),
            customer_message_routes(messaging),
            routing_routes(telephony, settings, bank.dispositions),
            menu_routes(settings),
            serving_routes(telephony, settings),
            *open_people(settings, telephony, passwords, clocks.machine_now, bank.directory.sites, rules),
            consolidation_routes(link_options(settings)),
            alert_routes(bank.options),
            outreach_routes(bank.options, bank.alerts),
            *papers.routes,
            *open_quality(settings, bank.options.zone),
            *complaints.routes,
            *callbacks.routers,
            account_routes(link_options(settings), planned.consolidation),
            source_routes(planned.loads, planned.wake_loads),
            *planned.routers,
            health_routes(engine, alive, lambda: reconciler.counts),
        ],
        stream=stream,
        workers=workers,
        closing=[carrier.close] + ([systems.close] if systems is not None else []),
        requests_at_once=settings.database.pool_size,
        bodies=papers.bodies,
        stages=stages,
    )


_WORK: Final = Depends(unit_of_work, scope="function")


def _agent_id(person: Annotated[Person, Depends(AGENTS)]) -> UUID:
    return person.user_id


def _seated_id(person: Annotated[Person, Depends(SEATED)]) -> UUID:
    return person.user_id


def _enter(work: UnitOfWork, telephony: Telephony, seats: DeskSeats, person: Person, family: UUID, line: str) -> None:
    """Give a person who takes calls their place in telephony and this desktop their seat; in the middle of a call they
    stay in it."""
    if not person.roles & CALL_ROLES:
        return
    if MemberRepository(work.session).find_group_of_member(person.user_id) is None:
        ensure_serves_group(work.session, person.user_id, telephony.settings.default_queue)
    sign_in_agent(work.session, telephony.deps(work.journal), person.user_id, endpoint=line, team=person.team)
    seats.taken(work, person.user_id, family)


def keys_of(settings: Settings) -> tuple[SecretName, ...]:
    """Return the names of the keys that a server with these settings cannot start without."""
    recorded = bool(settings.recordings.policies)
    needed = {SecretName.BANK_SYSTEMS: bool(settings.records.bank_systems_url), SecretName.RECORDINGS: recorded}
    return (*carrier_keys(settings), *(name for name, wanted in needed.items() if wanted))
