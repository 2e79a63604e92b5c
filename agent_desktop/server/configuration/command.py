"""``agent-desktop routing export|check|import``: the routing that counts, as a file."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from agent_desktop.contract.routing import Origin
from agent_desktop.contract.routing_checks import document_of
from agent_desktop.contract.rules import RuleKind
from agent_desktop.records.customers.options import options_from
from agent_desktop.server.configuration.files import RoutingFile, tell_errors, write_routing
from agent_desktop.server.configuration.live import ensure_configuration
from agent_desktop.server.configuration.menu import leads_to
from agent_desktop.server.configuration.repository import ROUTING
from agent_desktop.server.configuration.routing import RoutingWrongError, Save, Surroundings, document_in, save_routing
from agent_desktop.server.configuration.versions import newest_of
from agent_desktop.server.database import session_factory
from agent_desktop.server.host import BankHost
from agent_desktop.server.open_database import open_database
from agent_desktop.server.routing_settings import telephony_settings_from
from agent_desktop.server.rules.command import check_rule_file, export_rules, import_rules
from agent_desktop.server.rules.service import ensure_rules
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.settings import Settings, scripts_folder
from agent_desktop.words import Language, say
from telephony.app import Telephony
from telephony.clock import SystemClock

Tell = Callable[[str], None]
WRONG: Final = 2


@dataclass(frozen=True, slots=True)
class RoutingWish:
    """What is to be done with which file. `moves`: who takes the callers of a queue that is gone, by code;
    `what`: the routing, or a `RuleKind`."""

    order: str
    file: Path
    reason: str = ""
    moves: Mapping[str, str] = field(default_factory=dict)
    what: str = ROUTING


def run_routing(settings: Settings, secrets: Secrets, wish: RoutingWish, language: Language, tell: Tell) -> int:
    """Do what is wished and return the exit status: 0, or 2 where something is wrong with the file.

    A check asks no database: what a file leaves out is config.yaml's.

    Raises:
        RoutingFileError: The file cannot be read.
        StartError: The database.
    """
    return 0 if _done(settings, secrets, wish, language, tell) else WRONG


def _done(settings: Settings, secrets: Secrets, wish: RoutingWish, language: Language, tell: Tell) -> bool:
    kind = None if wish.what == ROUTING else RuleKind(wish.what)
    if kind is not None and wish.order == "check":
        return check_rule_file(kind, wish.file, language, tell)
    if wish.order == "check":
        file = RoutingFile(wish.file, document_of(settings.telephony))
        return tell_errors(wish.file, file.errors(), language, tell)
    with _database(settings, secrets) as engine:
        units = UnitsOfWork(session_factory(engine), SystemClock(), after_commit=lambda _: None)
        with units.begin() as work:  # no server may have run yet
            routing, _ = ensure_configuration(work, settings)
        if kind is not None and wish.order == "export":
            return export_rules(settings, units, kind, wish.file, language, tell)
        if kind is not None:
            promises = tuple(routing.promise_dispositions)
            return import_rules(settings, units, kind, wish.file, wish.reason, promises, language, tell)
        if wish.order == "export":
            with units.begin() as work:
                row = newest_of(work.session, ROUTING)
                write_routing(wish.file, document_in(settings, row.document), version=row.version)
                tell(say("routing_exported", language, file=wish.file, version=row.version))
            return True
        return _import(settings, units, wish, language, tell)


def _import(settings: Settings, units: UnitsOfWork, wish: RoutingWish, language: Language, tell: Tell) -> bool:
    with units.begin() as work:
        before = newest_of(work.session, ROUTING)
        base, version = document_in(settings, before.document), before.version
        file = RoutingFile(wish.file, base)
        if errors := file.errors():
            return tell_errors(wish.file, errors, language, tell)
        _, menu = ensure_configuration(work, settings)
        dispositions = ensure_rules(work, settings).outcomes
    surroundings = Surroundings(tuple(each.code for each in dispositions), leads_to(menu)[1])
    host = BankHost(options_from(settings), load_scripts(scripts_folder(settings)), dispositions=dispositions)
    telephony = Telephony(SystemClock(), host, telephony_settings_from(settings))
    save = Save(
        document=file.document,
        origin=Origin.FILE,
        seen_version=version,
        reason=wish.reason or wish.file.name,
        moves=wish.moves,
    )
    try:
        with units.begin() as work:
            row = save_routing(work.session, telephony.deps(work.journal), settings, save, surroundings, work.now())
            new = row.version
    except RoutingWrongError as wrong:
        return tell_errors(wish.file, file.errors(wrong.problems), language, tell)
    tell(say("routing_imported" if new != version else "routing_unchanged", language, file=wish.file, version=new))
    return True


@contextmanager
def _database(settings: Settings, secrets: Secrets) -> Iterator[Engine]:
    engine = open_database(settings, secrets)
    try:
        yield engine
    finally:
        engine.dispose()
