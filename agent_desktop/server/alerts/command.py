"""``agent-desktop alerts``: work out every alert now, or look through the rules."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from agent_desktop.figures import write_figures
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.run import AlertStage, AlertsWorkedOut, work_out_alerts
from agent_desktop.server.alerts.rules import alert_options, check_rules
from agent_desktop.server.alerts.wish import AlertsWish
from agent_desktop.server.errors import FileNotWritableError
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say

WRONG_RULES: Final = 2
"""The exit status where rules that were to be looked through are wrong: that of every expected failure."""


def run_alerts(
    settings: Settings, secrets: Secrets, wish: AlertsWish, language: Language, tell: Callable[[str], None]
) -> int:
    """Do what is wished and tell how far it is; return the exit status.

    Raises:
        StartError: The database cannot be opened.
        AlertsFileError: The rules are wrong.
        FileNotWritableError: A file cannot be written; it is said before anything is done.
    """
    if wish.check:
        return 0 if check_rules(settings, wish.rules_path, language, tell) else WRONG_RULES
    path = wish.json_path
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise FileNotWritableError(file=str(path))
    options = alert_options(settings)  # wrong rules are told at once, before an embedded database is started
    engine = open_database(settings, secrets)
    try:
        done = tell_alerts(engine, options, language, tell)
    finally:
        engine.dispose()
    if path is not None:
        write_figures(path, done.as_json())
    return 0


def tell_alerts(
    engine: sa.Engine,
    options: AlertOptions,
    language: Language,
    tell: Callable[[str], None],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AlertsWorkedOut:
    """Work them out and tell how far it is, and what came of it."""

    def progress(stage: AlertStage, number: int, stages: int) -> None:
        words = say(f"alerts_{stage.value}", language)
        tell(say("alerts_step", language, number=number, steps=stages, step=words))

    done = work_out_alerts(engine, options, now=now, progress=progress)
    if done is None:
        raise AssertionError("only a night is left to others")
    raised, lapsed, standing = (sum(each.values()) for each in (done.raised, done.lapsed, done.standing))
    told = {"people": done.people, "raised": raised, "lapsed": lapsed, "open": standing}
    tell(say("alerts_done", language, **{name: f"{count:,}" for name, count in told.items()}))
    return done
