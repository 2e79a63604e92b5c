"""The one command line. Every part is loaded only when its command is given."""

import argparse
import errno
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO
from uuid import UUID

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.replay.options import REPLAY, add_replay_options, read_call_log, replay
from agent_desktop.demo.trial_bank.options import add_trial_bank_options
from agent_desktop.loading import loading
from agent_desktop.machine_secrets import secrets_of_this_machine
from agent_desktop.server.alerts.wish import ALERTS, add_alerts_options, alerts_wish
from agent_desktop.server.configuration.options import add_routing_options
from agent_desktop.server.consolidation.wish import CONSOLIDATE, add_consolidate_options, consolidate_wish
from agent_desktop.server.file_checks import CHECKED, check_file
from agent_desktop.server.people_commands import add_directory_options, add_people_commands, directory_words
from agent_desktop.server.scripts.options import SCRIPTS, add_scripts_options
from agent_desktop.server.sources.options import IMPORT, MAPPING, add_import_options, add_mapping_options, import_wish
from agent_desktop.server.staffing.options import STAFFING, add_staffing_options
from agent_desktop.server.statistics.options import STATISTICS, add_statistics_options
from agent_desktop.server.twilio.options import TWILIO, add_twilio_options
from agent_desktop.server.valuation.options import VALUE, add_value_options
from agent_desktop.settings import Settings, load_settings
from agent_desktop.settings_types import skill_from
from agent_desktop.words import LANGUAGES, Language, language_of, say, words_for

if TYPE_CHECKING:
    from agent_desktop.server.admin import Administration

EXPECTED_FAILURE: Final = 2
_SERVER_URL: Final = "http://127.0.0.1:8480"
_LOOPBACK: Final = "127.0.0.1"

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return the exit status: 0, or 2 with one plain line of what to do."""
    options = build_parser().parse_args(arguments)
    options.language = options.language or language_of(_locale(os.environ))
    try:
        command: Command = options.command
        return command(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output is gone, and so is the reason to go on
        return 141
    except Exception as error:
        line = expected_words(error, options.language, config=options.config)
        if line is None:
            raise
        print(line, file=sys.stderr)
        return EXPECTED_FAILURE


def expected_words(error: BaseException, language: Language, *, config: Path | None = None) -> str | None:
    """Return what to tell a person about an expected failure; None for one nobody expected."""
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] not in (
        "agent_desktop",
        "telephony",
    ):
        return words_for(ErrorCode.PART_NOT_INSTALLED, language, name=error.name)
    if isinstance(error, ImportError) and "cannot open shared object file" in str(error):
        return words_for(ErrorCode.LIBRARY_MISSING, language, library=str(error).partition(":")[0])
    code, details = getattr(error, "code", None), getattr(error, "details", None)
    if not isinstance(code, str) or not isinstance(details, Mapping):
        return None
    filled = {str(name): value for name, value in details.items()}
    if filled.get("file") == "":
        filled["file"] = str(config or "config.yaml")
    return words_for(str(code), language, **filled)


def _locale(environment: Mapping[str, str]) -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((environment[name] for name in names if environment.get(name)), "")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command and its options."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, help="settings that differ from the shipped config.yaml")
    common.add_argument("--language", choices=LANGUAGES, help="language of what is printed; by default the system's")
    parser = argparse.ArgumentParser(prog="agent-desktop", description="A desktop for bank contact centres.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        part = commands.add_parser(name, parents=[common], help=text, description=text)
        part.set_defaults(command=command)
        return part

    add("server", _server, "run the server")

    part = add("desktop", _desktop, "open an agent's desktop")
    part.add_argument("--server", default=_SERVER_URL, metavar="URL", help="the server's address (%(default)s)")

    part = add("simulator", _simulator, "run the built-in carrier: calls without a telephone line")
    part.add_argument("--port", type=int, default=8481, help="port on 127.0.0.1 (%(default)s)")
    part.add_argument("--server", default=_SERVER_URL, metavar="URL", help="the server to report to (%(default)s)")

    add_trial_bank_options(add("trial-bank", _trial_bank, "fill the database with a made-up bank"))

    part = add("trial-bank-service", _trial_bank_service, "play the made-up bank's systems for live reads")
    part.add_argument("--port", type=int, default=8482, help="port on 127.0.0.1 (%(default)s)")
    part.add_argument("--customers", type=int, default=10_000, help="as for trial-bank (%(default)s)")
    part.add_argument("--seed", type=int, default=1, help="as for trial-bank (%(default)s)")
    part.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the day the bank was made (today)")

    add_import_options(
        add("import", lambda options: _administration(options).import_extracts(import_wish(options)), IMPORT)
    )
    add_mapping_options(commands.add_parser("mapping", help=MAPPING), common, _tell)
    add_scripts_options(commands.add_parser("scripts", help=SCRIPTS), common, _tell, secrets_of_this_machine)

    add_consolidate_options(add("consolidate", _consolidate, CONSOLIDATE))
    add_alerts_options(add("alerts", _alerts, ALERTS))
    add_value_options(add("value", _value, VALUE))
    add_people_commands(add, _tell, secrets_of_this_machine)

    part = add("backup", _backup, "write everything in the database to a file")
    part.add_argument("file", type=Path, metavar="FILE")

    part = add("restore", _restore, "fill the empty database that config.yaml names from a backup")
    part.add_argument("file", type=Path, metavar="FILE")

    add("migrate", _migrate, "bring the database to this program's version")

    part = add("add-user", _add_user, "let one more person sign in; the password is asked for")
    part.add_argument("name", help="what the person types to sign in")
    part.add_argument("--display-name", default="", help="the name as people write it")
    part.add_argument("--role", action="append", default=[], choices=_ROLES, help="may be given several times (agent)")
    part.add_argument("--extension", default="", help="the person's telephone")
    part.add_argument("--team", default="")
    add_directory_options(part)
    part.add_argument("--queue", action="append", default=[], help="a queue they serve; may be given several times")
    part.add_argument("--skill", action="append", default=[], type=skill_from, metavar="SKILL=LEVEL", help="1 to 5")

    part = add("mend", _mend, "look for what is stuck in a running centre and set it right")
    part.add_argument("--agent", default="", metavar="NAME", help="free this agent by hand")
    part.add_argument("--call", type=UUID, metavar="ID", help="end this call by hand")
    part.add_argument("--reason", default="", help="why, where something is done by hand; it is kept")

    add_statistics_options(add("statistics", _statistics, STATISTICS))

    part = commands.add_parser("staffing", help=STAFFING)
    add_staffing_options(part, common, _tell, secrets_of_this_machine, read_call_log)

    part = add("database", _database, "start or stop the embedded database, or say how it is")
    part.add_argument("order", choices=("start", "stop", "status"))

    part = add("demo", _demo, "run everything on this machine with a made-up bank")
    part.add_argument("--bank", default="trial", choices=("trial", "pkdd99"))
    part.add_argument("--data", type=Path, metavar="DIR", help="the extracts, for pkdd99")
    part.add_argument("--customers", type=int, default=10_000, help="size of the made-up bank (%(default)s)")
    part.add_argument("--carrier", default="simulator", choices=("simulator", "twilio-stand-in"), help="(%(default)s)")
    part.add_argument("--no-screen", action="store_true", help="play one whole call offscreen")
    part.add_argument("--output", type=Path, default=Path("demo-output"), help="pictures and report (%(default)s)")

    part = commands.add_parser("simulate", help="play what happened elsewhere through this program")
    simulations = part.add_subparsers(title="what", metavar="WHAT", required=True)
    part = simulations.add_parser("replay", parents=[common], help=REPLAY, description=REPLAY)
    add_replay_options(part)
    part.set_defaults(command=lambda options: replay(options, secrets_of_this_machine(), _tell))

    add_twilio_options(commands.add_parser("twilio", help=TWILIO), common, _tell, secrets_of_this_machine)
    part = commands.add_parser("routing", help="queues, hours and priorities as they count now")
    add_routing_options(part, common, _routing)
    for name, (what, check) in CHECKED.items():
        part = commands.add_parser(name, help=what)
        orders = part.add_subparsers(title="what", metavar="WHAT", required=True)
        part = orders.add_parser("check", parents=[common], help=check, description=check)
        part.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the file (the one of the settings)")
        part.set_defaults(command=_check, checked=name)

    part = add("screens", _screens, "draw every screen and state into a folder")
    part.add_argument("--output", type=Path, default=Path("screens-output"), help="the folder (%(default)s)")
    part.add_argument("--only", default="", metavar="NAME", help="only screens whose name holds this")
    return parser


_ROLES: Final = ("agent", "specialist", "supervisor", "author", "administrator")


def _settings(options: argparse.Namespace) -> Settings:
    return load_settings(options.config)


def _server(options: argparse.Namespace) -> int:
    with loading():
        from agent_desktop.server.run import run_server
    return run_server(_settings(options), secrets_of_this_machine())


def _desktop(options: argparse.Namespace) -> int:
    with loading():
        from agent_desktop.ui.app import run_desktop
    return run_desktop(options.server, language=options.language)


def _simulator(options: argparse.Namespace) -> int:
    with loading():
        from agent_desktop.server.menus import load_menu
        from agent_desktop.server.secrets import SecretName, needed
        from telephony.providers.simulator.menu_callers import degraded_step
        from telephony.providers.simulator.run import run
    key = needed(secrets_of_this_machine(), SecretName.CARRIER)
    degraded = degraded_step(load_menu(_settings(options)))
    with _port_named(options.port):
        run(_LOOPBACK, options.port, options.server, key, degraded=degraded)
    return 0


def _trial_bank(options: argparse.Namespace) -> int:
    from agent_desktop.demo.trial_bank.fill import SecondSystems, fill_trial_bank
    from agent_desktop.demo.trial_bank.second.slips import RATES

    return fill_trial_bank(
        _settings(options),
        secrets_of_this_machine(),
        customers=options.customers,
        seed=options.seed,
        folder=options.folder,
        json_path=options.json,
        language=options.language,
        tell=_tell,
        second=SecondSystems(RATES[options.second], options.truth) if options.second else None,
    )


def _trial_bank_service(options: argparse.Namespace) -> int:
    from agent_desktop.demo.trial_bank.bank import midnight
    from agent_desktop.demo.trial_bank.service_run import run_trial_bank_service
    from agent_desktop.server.secrets import SecretName, needed

    key = needed(secrets_of_this_machine(), SecretName.BANK_SYSTEMS)
    return run_trial_bank_service(
        host=_LOOPBACK,
        port=options.port,
        customers=options.customers,
        seed=options.seed,
        key=key,
        as_of=midnight(options.as_of) if options.as_of is not None else None,
    )


def _consolidate(options: argparse.Namespace) -> int:
    from agent_desktop.server.consolidation.command import run_consolidate

    wish = consolidate_wish(options)
    return run_consolidate(_settings(options), secrets_of_this_machine(), wish, options.language, _tell)


def _alerts(options: argparse.Namespace) -> int:
    from agent_desktop.server.alerts.command import run_alerts

    return run_alerts(_settings(options), secrets_of_this_machine(), alerts_wish(options), options.language, _tell)


def _value(options: argparse.Namespace) -> int:
    from agent_desktop.server.valuation.command import run_value

    return run_value(_settings(options), secrets_of_this_machine(), options.json, options.language, _tell)


def _backup(options: argparse.Namespace) -> int:
    _administration(options).back_up(options.file)
    return 0


def _restore(options: argparse.Namespace) -> int:
    _administration(options).restore(options.file)
    return 0


def _migrate(options: argparse.Namespace) -> int:
    _administration(options).migrate()
    return 0


def _add_user(options: argparse.Namespace) -> int:
    from agent_desktop.server.admin import NewPerson, roles_from

    _administration(options).add_person(
        NewPerson(
            name=options.name,
            display_name=options.display_name,
            password=_ask_password(sys.stdin, options.language),
            roles=roles_from(options.role),
            extension=options.extension,
            team=options.team,
            queues=tuple(options.queue),
            skills=dict(options.skill),
            **directory_words(options),
        )
    )
    return 0


def _mend(options: argparse.Namespace) -> int:
    from agent_desktop.server.mends.command import MendWish, run_mend

    wish = MendWish(agent=options.agent, call_id=options.call, reason=options.reason)
    return run_mend(_settings(options), secrets_of_this_machine(), wish, options.language, _tell)


def _statistics(options: argparse.Namespace) -> int:
    from agent_desktop.server.statistics.command import run_statistics, wish_from

    return run_statistics(_settings(options), secrets_of_this_machine(), wish_from(options), options.language, _tell)


def _database(options: argparse.Namespace) -> int:
    _administration(options).embedded_database(options.order)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from agent_desktop.demo.run import run_demo

    return run_demo(
        bank=options.bank,
        data=options.data,
        customers=options.customers,
        no_screen=options.no_screen,
        carrier=options.carrier,
        output=options.output,
        language=options.language,
    )


def _routing(options: argparse.Namespace) -> int:
    from agent_desktop.server.configuration.command import RoutingWish, run_routing

    wish = RoutingWish(options.order, options.file, options.reason, dict(options.move), options.what)
    return run_routing(_settings(options), secrets_of_this_machine(), wish, options.language, _tell)


def _check(options: argparse.Namespace) -> int:
    right = check_file(options.checked, _settings(options), options.file, options.language, _tell)
    return 0 if right else EXPECTED_FAILURE


def _screens(options: argparse.Namespace) -> int:
    from agent_desktop.demo.screens import draw_screens

    return draw_screens(options.output, only=options.only)


def _administration(options: argparse.Namespace) -> "Administration":
    from agent_desktop.server.admin import Administration

    return Administration(_settings(options), secrets_of_this_machine(), options.language, _tell)


def _tell(line: str) -> None:
    print(line, flush=True)


@contextmanager
def _port_named(port: int) -> Iterator[None]:
    """Say which port is taken, where one is."""
    from agent_desktop.server.listening import PortTakenError

    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTakenError(host=_LOOPBACK, port=port) from error


def _ask_password(stdin: TextIO, language: Language) -> str:
    if not stdin.isatty():
        return stdin.readline().rstrip("\n")
    return getpass.getpass(say("ask_password", language) + " ")


if __name__ == "__main__":
    sys.exit(main())
