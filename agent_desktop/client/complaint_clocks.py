"""The clocks of complaints, the rules behind them and the warnings they give. Each raises `ClientError`."""

from datetime import datetime
from uuid import UUID, uuid4

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.complaint_clocks import (
    AskExtension,
    CalendarYear,
    ClockRules,
    ClockWarnings,
    ComplaintClocks,
    DecideExtension,
    MarkClocks,
    PauseClock,
    PreviewClocks,
    ReachComplaints,
    ReachPreview,
    ResumeClock,
    SeenWarnings,
)

_CLOCKS = f"{API_PREFIX}/complaint-clocks"


class ComplaintClocksApi:
    """Clocks and their rules. Each command answers with all clocks of the complaint as they are after it."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._clocks = TypeAdapter(ComplaintClocks)
        self._rules = TypeAdapter(ClockRules)
        self._year = TypeAdapter(CalendarYear)

    def preview(self, wanted: PreviewClocks) -> ComplaintClocks:
        """Return the clocks that a complaint would have if it were recorded now. Nothing is kept."""
        return self._http.send("POST", f"{_CLOCKS}/preview", self._clocks, body=wanted)

    def clocks(self, complaint_id: UUID) -> ComplaintClocks:
        """Return the clocks of a complaint. Raises COMPLAINT_NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/complaints/{complaint_id}/clocks", self._clocks)

    def rules(self) -> ClockRules:
        """Return every rule in use, also those switched off, and the flags and marks they know."""
        return self._http.send("GET", f"{_CLOCKS}/rules", self._rules)

    def calendar(self, code: str, year: int) -> CalendarYear:
        """Return the special days of a year. Raises CALENDAR_UNKNOWN."""
        return self._http.send("GET", f"{API_PREFIX}/calendars/{code}/{year}", self._year)

    def pause(self, clock_id: UUID, command: PauseClock) -> ComplaintClocks:
        """Let a clock stand still. Raises CLOCK_NOT_FOUND, CLOCK_REFUSED, STALE_VERSION."""
        return self._http.send("POST", f"{_CLOCKS}/{clock_id}/pause", self._clocks, body=command)

    def resume(self, clock_id: UUID, command: ResumeClock) -> ComplaintClocks:
        """Let it go on. Raises CLOCK_NOT_FOUND, CLOCK_REFUSED, STALE_VERSION."""
        return self._http.send("POST", f"{_CLOCKS}/{clock_id}/resume", self._clocks, body=command)

    def ask_extension(self, clock_id: UUID, command: AskExtension) -> ComplaintClocks:
        """Ask for more time. Raises CLOCK_NOT_FOUND, CLOCK_REFUSED, STALE_VERSION."""
        return self._http.send("POST", f"{_CLOCKS}/{clock_id}/extensions", self._clocks, body=command)

    def decide_extension(self, clock_id: UUID, extension_id: UUID, command: DecideExtension) -> ComplaintClocks:
        """Approve or refuse it. Raises CLOCK_NOT_FOUND, CLOCK_REFUSED, STALE_VERSION."""
        path = f"{_CLOCKS}/{clock_id}/extensions/{extension_id}/decision"
        return self._http.send("POST", path, self._clocks, body=command)

    def mark(self, complaint_id: UUID, mark: str, *, happened_at: datetime | None = None) -> ComplaintClocks:
        """Say that something happened that starts or ends clocks.

        Raises COMPLAINT_NOT_FOUND, CLOCK_NOT_FOUND, CLOCK_REFUSED.
        """
        command = MarkClocks(command_id=uuid4(), mark=mark, happened_at=happened_at)
        return self._http.send(
            "POST", f"{API_PREFIX}/complaints/{complaint_id}/clocks/marks", self._clocks, body=command
        )


class RuleReachApi:
    """New rules of the house and the complaints that are older. Compliance and administrators."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._reach = TypeAdapter(ReachPreview)

    def preview(self, after: UUID | None = None, through: UUID | None = None) -> ReachPreview:
        """Return which clocks new rules of the house would start for the next portion of older complaints. Raises
        NOT_ALLOWED."""
        asked = {"after": after, "through": through}
        query = "&".join(f"{name}={value}" for name, value in asked.items() if value is not None)
        return self._http.send("GET", f"{_CLOCKS}/reach?{query}", self._reach)

    def reach(self, command: ReachComplaints) -> ReachPreview:
        """Start those of a portion as they were seen. Raises CLOCK_REFUSED (reach_changed), NOT_ALLOWED."""
        return self._http.send("POST", f"{_CLOCKS}/reach", self._reach, body=command)


class ClockWarningsApi:
    """The warnings that clocks gave to the person who is signed in."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._warnings = TypeAdapter(ClockWarnings)

    def warnings(self) -> ClockWarnings:
        """Return the warnings given to the person who asks."""
        return self._http.send("GET", f"{API_PREFIX}/complaint-warnings", self._warnings)

    def seen(self, warning_ids: tuple[UUID, ...]) -> ClockWarnings:
        """Say that warnings were seen, and return those there are."""
        command = SeenWarnings(command_id=uuid4(), warning_ids=warning_ids)
        return self._http.send("POST", f"{API_PREFIX}/complaint-warnings/seen", self._warnings, body=command)
