"""What an administrator does at the command line. `tell` prints a line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.figures import write_figures
from agent_desktop.records.prospects.became import propose_became_customers
from agent_desktop.records.sources.prepare import prepare_import
from agent_desktop.records.sources.progress import Step
from agent_desktop.records.sources.report import ImportReport
from agent_desktop.records.sources.run import LoadWish, run_import
from agent_desktop.server.alerts.command import tell_alerts
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.backup import TablePart, write_backup
from agent_desktop.server.configuration.routing import ensure_routing
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.database import session_factory, shown
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.errors import QueuesApartError, QueueUnknownError, SkillUnknownError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.restore import restore_backup
from agent_desktop.server.routing_settings import queues_from
from agent_desktop.server.schema import newest_revision
from agent_desktop.server.secrets import Secrets
from agent_desktop.server.sources.options import ImportWish
from agent_desktop.server.sources.settling import settling
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.settings import Settings, database_folder
from agent_desktop.words import Language, say
from telephony.clock import SystemClock
from telephony.queues.service import ensure_member, ensure_queues, ensure_skills


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to sign in. `queues` are codes; without one an agent serves the default queue's whole group.
    `skills` are levels from 1 to 5. What the directory says of them: their name in the other script, the code of their
    site, the languages they speak (ISO 639), what they are in the team that looks after a customer."""

    name: str
    display_name: str
    password: str
    roles: tuple[Role, ...]
    extension: str = ""
    team: str = ""
    queues: tuple[str, ...] = ()
    skills: Mapping[str, int] = field(default_factory=dict)
    other_name: str = ""
    site: str = ""
    languages: tuple[str, ...] = ()
    service_role: str = ""


class Administration:
    """The administrator's commands on the database that the settings name."""

    def __init__(self, settings: Settings, secrets: Secrets, language: Language, tell: Callable[[str], None]) -> None:
        self._settings = settings
        self._secrets = secrets
        self._language = language
        self._tell = tell

    def migrate(self) -> None:
        """Bring the tables to this program's version."""
        with self._database() as engine:
            self._say("migrated", database=shown(engine.url), revision=newest_revision())

    def back_up(self, path: Path) -> None:
        """Write everything in the database to the new file `path`."""
        with self._database() as engine:
            self._say("backup_of", database=shown(engine.url))
            manifest = write_backup(engine, path, progress=self._table_done)
            self._say("backup_done", path=path, tables=len(manifest.tables), rows=manifest.rows)

    def restore(self, path: Path) -> None:
        """Fill the empty database from the file `path`."""
        with self._database(migrated=False) as engine:
            self._say("restore_into", database=shown(engine.url))
            manifest = restore_backup(engine, path, progress=self._table_done)
            self._say("restore_done", database=shown(engine.url), tables=len(manifest.tables), rows=manifest.rows)

    def add_person(self, person: NewPerson) -> None:
        """Let one more person sign in, and serve queues where some are named.

        Raises:
            UserNameTakenError: Somebody has this name already.
            PasswordTooShortError: The password has too few characters.
            QueueUnknownError: The routing has no such queue.
            SkillUnknownError: The routing lists no such skill.
            QueuesApartError: The queues are of more than one group.
        """
        with self._database() as engine, self._units(engine).begin() as work:
            added = add_user(
                work.session,
                Passwords(),
                name=person.name,
                display_name=person.display_name or person.name,
                password=person.password,
                roles=person.roles,
                extension=person.extension,
                team=person.team,
                other_name=person.other_name,
                site=person.site,
                languages=person.languages,
                service_role=person.service_role,
            )
            self._let_serve(work.session, added.user_id, person)
        self._say("user_added", name=added.name, roles=sorted(role.value for role in added.roles))

    def _let_serve(self, session: Session, user_id: UUID, person: NewPerson) -> None:
        routing, _ = ensure_routing(session, self._settings, datetime.now(UTC))  # no server may have run yet
        queues = queues_from(self._settings, routing)
        ensure_queues(session, queues)
        for code in person.queues:
            try:
                ensure_member(session, user_id, code)
            except LookupError:
                raise QueueUnknownError(queue=code, known=", ".join(queue.code for queue in queues)) from None
            except ValueError:
                raise QueuesApartError(queue=code) from None
        listed = [skill.code for skill in routing.skills]
        for skill in person.skills:
            if skill not in listed:
                raise SkillUnknownError(skill=skill, known=", ".join(listed))
        ensure_skills(session, user_id, person.skills)

    def import_extracts(self, wish: ImportWish) -> int:
        """Load extracts as their mapping says, and return 0. Refused rows and figures go to the files of the wish."""
        told: set[tuple[Step, int]] = set()

        def progress(step: Step, done: int, total: int) -> None:
            percent = 100 * done // total if total else 100
            if (step, percent // 10) not in told:
                told.add((step, percent // 10))
                self._say("import_step", step=step.in_words(self._language), percent=percent)

        # A wrong mapping is told at once, before an embedded database is started.
        prepare_import(wish.mapping, wish.folder, wish.systems)
        options = alert_options(self._settings) if self._settings.alerts.after_import else None
        link = link_options(self._settings)
        with self._database() as engine:
            report = run_import(
                engine,
                wish.mapping,
                wish.folder,
                wish=LoadWish(systems=wish.systems, kind=wish.kind, allow_missing=wish.allow_missing),
                progress=progress,
                settle=settling(link.verified_by, lambda: datetime.now(UTC)),
                rejects_path=wish.rejects,
            )
            self._tell_import(report, wish)  # all is in: what follows may fail by itself
            with Session(engine) as session, session.begin():
                became = propose_became_customers(session, link, at=datetime.now(UTC))
            if became:
                self._say("prospects_became", count=became)
            if options is not None and report.inserted + report.updated + report.removed:
                tell_alerts(engine, options, self._language, self._tell)
        return 0

    def _tell_import(self, report: ImportReport, wish: ImportWish) -> None:
        self._say(
            "import_done",
            read=report.read,
            rejected=report.rejected,
            inserted=report.inserted,
            updated=report.updated,
            unchanged=report.unchanged,
            removed=report.removed,
        )
        for kind, merged in report.records.items():
            self._say("import_kind", kind=f"record_{kind}", **asdict(merged))
        self._say("import_took", seconds=f"{report.seconds:.1f}")
        if report.older:
            self._say("import_older", older=report.older)
        if wish.json_path is not None:
            write_figures(wish.json_path, report.as_json())
        if report.rejected:
            self._say("import_rejected", path=wish.rejects)

    def embedded_database(self, order: str) -> None:
        """Start or stop the embedded database, or only say how it is; `order` is start, stop or status."""
        folder = database_folder(self._settings)
        postgres = EmbeddedPostgres(folder)
        if order == "start":
            postgres.start()
        elif order == "stop":
            postgres.stop()
        self._say("database_runs" if postgres.address() else "database_stopped", folder=folder)

    @contextmanager
    def _database(self, *, migrated: bool = True) -> Iterator[sa.Engine]:
        engine = open_database(self._settings, self._secrets, migrated=migrated)
        try:
            yield engine
        finally:
            engine.dispose()

    @staticmethod
    def _units(engine: sa.Engine) -> UnitsOfWork:
        return UnitsOfWork(session_factory(engine), SystemClock(), after_commit=lambda _: None)

    def _table_done(self, part: TablePart) -> None:
        if part.rows:
            self._say("table_done", table=part.table, rows=part.rows)

    def _say(self, saying: str, /, **details: object) -> None:
        self._tell(say(saying, self._language, **details))


def roles_from(names: Iterable[str]) -> tuple[Role, ...]:
    """Return the roles of these names; an agent where none is named."""
    return tuple(Role(name) for name in names) or (Role.AGENT,)
