"""The settings of staffing: when forecasts are made, and what agents needed are worked out from."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from agent_desktop.settings_types import DayTimeOrEmpty, Part


class StaffingSettings(Part):
    """`nightly_at` is ``HH:MM`` in the bank's time zone, empty for never. `calendar` is a code of the calendars' file,
    empty for none. Percentages are whole or not; seconds are means. The targets are of an agent's day; 0 says none."""

    nightly_at: DayTimeOrEmpty
    days_ahead: Annotated[StrictInt, Field(ge=1, le=60)]
    history_weeks: Annotated[StrictInt, Field(ge=2, le=520)]
    kept_days: Annotated[StrictInt, Field(ge=7, le=3660)]
    calendar: str
    model: Literal["erlang_c", "erlang_a"]
    target_percent: Annotated[float, Field(ge=1, le=99.9)]
    target_seconds: Annotated[float, Field(ge=0, le=3600)]
    patience_seconds: Annotated[float, Field(ge=5, le=7200)]
    shrinkage_percent: Annotated[float, Field(ge=0, le=80)]
    occupancy_percent: Annotated[float, Field(ge=30, le=100)]
    agent_calls_target: Annotated[StrictInt, Field(ge=0, le=1000)]
    agent_ready_percent_target: Annotated[float, Field(ge=0, le=100)]
