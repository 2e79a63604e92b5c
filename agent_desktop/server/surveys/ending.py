"""Ends surveys that nobody answered in their days."""

from typing import Final

from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 600.0


def survey_worker(units: UnitsOfWork) -> Repeated:
    """Return the thread that does it."""

    def run() -> None:
        with units.begin() as work:
            SurveyRepository(work.session).end_unanswered(work.now())

    return Repeated("surveys", run, every_seconds=LOOK_SECONDS)
