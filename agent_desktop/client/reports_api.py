"""Reports, and how service levels are counted. Each raises `ClientError`. What a figure counts: `figures_api`."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.figures import Figure
from agent_desktop.contract.reports import (
    KeepReport,
    KeptReport,
    KeptReportTable,
    ReportQuery,
    ReportSubjectWords,
    ReportTable,
    SavedReport,
    SaveReport,
    SaveSchedule,
    Schedule,
    Schedules,
)

_REPORTS: Final = f"{API_PREFIX}/reports"
_FIGURES: Final = TypeAdapter(tuple[Figure, ...])
_SUBJECTS: Final = TypeAdapter(tuple[ReportSubjectWords, ...])
_KEPT: Final = TypeAdapter(tuple[KeptReport, ...])
_SAVED: Final = TypeAdapter(tuple[SavedReport, ...])


class ReportsApi:
    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def subjects(self) -> tuple[ReportSubjectWords, ...]:
        """Return what one may ask about."""
        return self._http.send("GET", f"{_REPORTS}/subjects", _SUBJECTS)

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure that one may ask for, in words."""
        return self._http.send("GET", f"{API_PREFIX}/figures", _FIGURES)

    def table(self, query: ReportQuery) -> ReportTable:
        """Count a report. Raises REPORT_REFUSED (`problem`)."""
        return self._http.send("POST", f"{_REPORTS}/tables", TypeAdapter(ReportTable), body=query)

    def keep(self, command: KeepReport) -> KeptReport:
        """Count one and keep it as it is. Raises REPORT_REFUSED."""
        return self._http.send("POST", f"{_REPORTS}/kept", TypeAdapter(KeptReport), body=command)

    def list_kept(self) -> tuple[KeptReport, ...]:
        """Return the newest of one's own."""
        return self._http.send("GET", f"{_REPORTS}/kept", _KEPT)

    def kept(self, kept_id: UUID) -> KeptReportTable:
        """Return one as it was counted. Raises REPORT_NOT_FOUND."""
        return self._http.send("GET", f"{_REPORTS}/kept/{kept_id}", TypeAdapter(KeptReportTable))


class SavedReportsApi:
    """What is asked again, and when it is made by itself."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def list_saved(self) -> tuple[SavedReport, ...]:
        """Return one's own, and what others share."""
        return self._http.send("GET", f"{_REPORTS}/saved", _SAVED)

    def save(self, saved_id: UUID, command: SaveReport) -> SavedReport:
        """Raises REPORT_REFUSED, REPORT_NOT_FOUND, STALE_VERSION."""
        return self._http.send("PUT", f"{_REPORTS}/saved/{saved_id}", TypeAdapter(SavedReport), body=command)

    def remove_saved(self, saved_id: UUID, seen_version: int) -> tuple[SavedReport, ...]:
        """Return what is left. Raises REPORT_NOT_FOUND, STALE_VERSION."""
        return self._http.send("DELETE", f"{_REPORTS}/saved/{saved_id}", _SAVED, params=_seen(seen_version))

    def list_schedules(self) -> Schedules:
        """Return one's own schedules; who sees everything sees those of all."""
        return self._http.send("GET", f"{_REPORTS}/schedules", TypeAdapter(Schedules))

    def schedule(self, schedule_id: UUID, command: SaveSchedule) -> Schedule:
        """Raises REPORT_REFUSED, REPORT_NOT_FOUND, STALE_VERSION."""
        return self._http.send("PUT", f"{_REPORTS}/schedules/{schedule_id}", TypeAdapter(Schedule), body=command)

    def remove_schedule(self, schedule_id: UUID, seen_version: int) -> Schedules:
        """Return what is left. Raises REPORT_NOT_FOUND, STALE_VERSION."""
        path = f"{_REPORTS}/schedules/{schedule_id}"
        return self._http.send("DELETE", path, TypeAdapter(Schedules), params=_seen(seen_version))


def _seen(version: int) -> dict[str, str]:
    return {"seen_version": str(version)}
