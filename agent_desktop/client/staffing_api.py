"""The routes of staffing. Each raises `ClientError`."""

from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.staffing import (
    AdherenceDay,
    ForecastState,
    ImportShiftPlan,
    MakeForecast,
    NextHalfHour,
    ShiftImport,
    ShiftImportDetail,
    ShiftImports,
    ShiftPlanFile,
    ShiftPlanPreview,
    StaffingDay,
)

_PATH = f"{API_PREFIX}/staffing"


class StaffingApi:
    """Forecast, agents needed, shift plan and adherence. Every method raises NOT_ALLOWED for who is no supervisor."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._state = TypeAdapter(ForecastState)
        self._day = TypeAdapter(StaffingDay)
        self._next = TypeAdapter(NextHalfHour)
        self._adherence = TypeAdapter(AdherenceDay)
        self._preview = TypeAdapter(ShiftPlanPreview)
        self._import = TypeAdapter(ShiftImport)
        self._imports = TypeAdapter(ShiftImports)
        self._detail = TypeAdapter(ShiftImportDetail)

    def forecast(self) -> ForecastState:
        """Return the newest forecast, and whether one is being made."""
        return self._http.send("GET", f"{_PATH}/forecast", self._state)

    def make_forecast(self, command: MakeForecast) -> ForecastState:
        """Have one made, in the background."""
        return self._http.send("POST", f"{_PATH}/forecast", self._state, body=command)

    def day(self, day: date, queues: Collection[str] = ()) -> StaffingDay:
        """Return a day of these queues (none: of all). Raises QUEUE_UNKNOWN."""
        return self._http.send("GET", f"{_PATH}/days/{day.isoformat()}{_query(queues)}", self._day)

    def next_half_hour(self, queues: Collection[str] = ()) -> NextHalfHour:
        """Return what the thirty minutes from now need. Raises QUEUE_UNKNOWN."""
        return self._http.send("GET", f"{_PATH}/next{_query(queues)}", self._next)

    def adherence(self, day: date) -> AdherenceDay:
        return self._http.send("GET", f"{_PATH}/adherence/{day.isoformat()}", self._adherence)

    def preview(self, file: ShiftPlanFile) -> ShiftPlanPreview:
        """Return what a shift plan would do."""
        return self._http.send("POST", f"{_PATH}/shift-plan/preview", self._preview, body=file)

    def import_plan(self, command: ImportShiftPlan) -> ShiftImport:
        """Bring a shift plan in. Raises SHIFT_PLAN_CHANGED."""
        return self._http.send("POST", f"{_PATH}/shift-plan", self._import, body=command)

    def imports(self) -> ShiftImports:
        return self._http.send("GET", f"{_PATH}/shift-plan/imports", self._imports)

    def one_import(self, shift_import_id: UUID) -> ShiftImportDetail:
        """Raises SHIFT_IMPORT_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/shift-plan/imports/{shift_import_id}", self._detail)


def _query(queues: Collection[str]) -> str:
    return f"?{urlencode([('queue', each) for each in sorted(queues)])}" if queues else ""
