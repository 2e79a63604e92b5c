"""``agent-desktop consolidate``: find whose accounts are whose, or learn what each agreement weighs."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from agent_desktop.figures import write_figures
from agent_desktop.records.consolidation.evidence import gather
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.repository import AccountRepository
from agent_desktop.records.consolidation.run import LinkStep, consolidate
from agent_desktop.records.consolidation.scoring import Model, train
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.consolidation.wish import ConsolidateWish
from agent_desktop.server.database import session_factory
from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say


def run_consolidate(
    settings: Settings, secrets: Secrets, wish: ConsolidateWish, language: Language, tell: Callable[[str], None]
) -> int:
    """Do what is wished and tell how far it is; return the exit status.

    Raises:
        StartError: The database cannot be opened.
        ModelFileError: The file of the weights is wrong.
        NothingToLearnError: Too few accounts to learn from.
        FileNotWritableError: A file cannot be written; it is said before anything is done.
    """
    options = link_options(settings)
    for path in (wish.json_path, wish.learn_path):
        _refuse_unwritable(path)
    if wish.learn_path is None:
        Model.load(options.model)  # a wrong file is told at once, before an embedded database is started
    engine = open_database(settings, secrets)
    try:
        if wish.learn_path is not None:
            _learn(engine, options, wish.learn_path, language, tell)
        else:
            _consolidate(engine, options, wish.json_path, language, tell)
    finally:
        engine.dispose()
    return 0


def _consolidate(
    engine: sa.Engine, options: LinkOptions, json_path: Path | None, language: Language, tell: Callable[[str], None]
) -> None:
    def progress(step: LinkStep, number: int, steps: int) -> None:
        tell(say("consolidate_step", language, number=number, steps=steps, step=say(f"link_{step.value}", language)))

    done = consolidate(session_factory(engine), options, now=lambda: datetime.now(UTC), progress=progress)
    if json_path is not None:
        write_figures(json_path, done.as_json())
    tell(
        say(
            "consolidate_done",
            language,
            accounts=f"{done.accounts:,}",
            grouped=f"{done.grouped:,}",
            groups=f"{done.groups:,}",
            changed=f"{done.changed:,}",
            left=f"{done.left:,}",
            doubtful=f"{done.doubtful:,}",
        )
    )


def _learn(
    engine: sa.Engine, options: LinkOptions, path: Path, language: Language, tell: Callable[[str], None]
) -> None:
    with closing(session_factory(engine)()) as session:
        accounts = list(AccountRepository(session).all_accounts())
    tell(say("consolidate_learning", language, accounts=f"{len(accounts):,}"))
    train(gather(accounts, options.verified_by)).save(path)
    tell(say("consolidate_learnt", language, path=path))


def _refuse_unwritable(path: Path | None) -> None:
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise FileNotWritableError(file=str(path))
