"""What the settings say of staffing, put together once."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.staffing import Assumptions, NeedModel
from agent_desktop.records.calendars.calendar import Calendar
from agent_desktop.records.calendars.days import DayKind
from agent_desktop.records.staffing.history import Days, DayType, weekdays_only
from agent_desktop.server.complaint_clocks.files import calendar_of
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class StaffingRules:
    """`handle_seconds` is for queues that handled no call yet. `calendar` is None where every day is as its weekday."""

    zone: ZoneInfo
    assumptions: Assumptions
    handle_seconds: float
    days_ahead: int
    history_weeks: int
    kept_days: int
    calendar: Calendar | None

    @property
    def kinds(self) -> Days:
        """What each day is to a forecast."""
        calendar = self.calendar
        return weekdays_only if calendar is None else lambda day: kind_of(calendar, day)

    @property
    def calendar_version(self) -> str:
        return "" if self.calendar is None else self.calendar.version

    def special(self, day: date) -> LocalText:
        """Return why a day is not as its weekday; empty where it is."""
        if self.calendar is None or kind_of(self.calendar, day).is_regular:
            return {}
        found = self.calendar.day(day)
        return dict(found.name) or {"en": "Working day made up", "zh": "补班日"}


def kind_of(calendar: Calendar, day: date) -> DayType:
    """Return what a day of a calendar is to a forecast."""
    match calendar.day(day).kind:
        case DayKind.HOLIDAY | DayKind.CLOSED:
            return DayType.HOLIDAY
        case DayKind.MAKE_UP:
            return DayType.MAKE_UP
        case _:
            return DayType(day.weekday())


def staffing_rules(settings: Settings) -> StaffingRules:
    """Put the rules together.

    Raises:
        SettingsError: There is no such calendar.
        CalendarsFileError: The calendars' file is wrong.
    """
    staffing = settings.staffing
    calendar = None
    if staffing.calendar:
        calendar = calendar_of(settings, staffing.calendar, "staffing.calendar")
    return StaffingRules(
        zone=ZoneInfo(settings.records.time_zone),
        assumptions=Assumptions(
            model=NeedModel(staffing.model),
            target=staffing.target_percent / 100,
            target_seconds=staffing.target_seconds,
            patience_seconds=staffing.patience_seconds,
            shrinkage=staffing.shrinkage_percent / 100,
            occupancy_most=staffing.occupancy_percent / 100,
        ),
        handle_seconds=settings.telephony.handle_seconds,
        days_ahead=staffing.days_ahead,
        history_weeks=staffing.history_weeks,
        kept_days=staffing.kept_days,
        calendar=calendar,
    )
