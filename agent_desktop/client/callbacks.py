"""The routes of callbacks. Each raises `ClientError`."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.callback_lists import (
    AddDoNotCall,
    CallbackFigures,
    CallbackForm,
    CallbackPlan,
    Callbacks,
    CallbackScope,
    CallbackTakers,
    DoNotCall,
    DoNotCallList,
    EndDoNotCall,
    PlanCallback,
    PutShifts,
    Shifts,
)
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackDetail,
    CallbackMade,
    CallbackPreview,
    CalledIn,
    ChangeCallback,
    DialCallback,
    FinishCallback,
    MakeCallback,
    TakeCallback,
)
from telephony.contract import DeskSnapshot

_ROOT = f"{API_PREFIX}/callbacks"


class CallbacksApi:
    """Who is to be called back, by whom and when."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._one = TypeAdapter(Callback)
        self._many = TypeAdapter(Callbacks)

    def form(self) -> CallbackForm:
        """Return what callbacks are made with; it stays the same while the server runs."""
        return self._http.send("GET", f"{API_PREFIX}/callback-form", TypeAdapter(CallbackForm))

    def plan(self, asked: PlanCallback) -> CallbackPlan:
        """Raises CUSTOMER_NOT_FOUND, NOT_YOUR_CALL, CALLBACK_REFUSED."""
        return self._http.send("POST", f"{_ROOT}/plan", TypeAdapter(CallbackPlan), body=asked)

    def make(self, command: MakeCallback) -> CallbackMade:
        """Raises CUSTOMER_NOT_FOUND, NOT_YOUR_CALL, CALLBACK_REFUSED."""
        return self._http.send("POST", _ROOT, TypeAdapter(CallbackMade), body=command)

    def list(
        self,
        scope: CallbackScope,
        *,
        from_at: datetime | None = None,
        until_at: datetime | None = None,
        customer_id: UUID | None = None,
        also_ended: bool = False,
        count_only: bool = False,
    ) -> Callbacks:
        """Return callbacks by the time they are due. Raises NOT_ALLOWED."""
        asked = {
            "scope": scope.value,
            "from": from_at.isoformat() if from_at is not None else "",
            "until": until_at.isoformat() if until_at is not None else "",
            "customer_id": str(customer_id) if customer_id is not None else "",
            "also_ended": "true" if also_ended else "",
            "count_only": "true" if count_only else "",
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._http.send("GET", f"{_ROOT}?{query}", self._many)

    def detail(self, callback_id: UUID) -> CallbackDetail:
        """Raises CALLBACK_NOT_FOUND."""
        return self._http.send("GET", f"{_ROOT}/{callback_id}", TypeAdapter(CallbackDetail))

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback:
        """Raises CALLBACK_NOT_FOUND, STALE_VERSION, CALLBACK_REFUSED."""
        return self._http.send("POST", f"{_ROOT}/{callback_id}/changes", self._one, body=command)

    def take(self, callback_id: UUID, command: TakeCallback) -> CallbackPreview:
        """Raises CALLBACK_NOT_FOUND, STALE_VERSION, CALLBACK_REFUSED."""
        return self._http.send("POST", f"{_ROOT}/{callback_id}/take", TypeAdapter(CallbackPreview), body=command)

    def dial(self, callback_id: UUID, command: DialCallback) -> DeskSnapshot:
        """Raises CALLBACK_NOT_FOUND, STALE_VERSION, CALLBACK_REFUSED, and what any call out may."""
        return self._http.send("POST", f"{_ROOT}/{callback_id}/dial", TypeAdapter(DeskSnapshot), body=command)

    def finish(self, callback_id: UUID, command: FinishCallback) -> Callback:
        """Raises CALLBACK_NOT_FOUND, STALE_VERSION, CALLBACK_REFUSED."""
        return self._http.send("POST", f"{_ROOT}/{callback_id}/finish", self._one, body=command)

    def called_in(self, callback_id: UUID, command: CalledIn) -> Callback:
        """Raises CALLBACK_NOT_FOUND, STALE_VERSION, CALLBACK_REFUSED, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{_ROOT}/{callback_id}/called-in", self._one, body=command)


class CallbackOfficeApi:
    """What supervisors see of callbacks, who is not to be called, and when colleagues work."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def figures(self, since_at: datetime, until_at: datetime) -> CallbackFigures:
        """Raises NOT_ALLOWED."""
        query = urlencode({"since": since_at.isoformat(), "until": until_at.isoformat()})
        return self._http.send("GET", f"{API_PREFIX}/callback-figures?{query}", TypeAdapter(CallbackFigures))

    def takers(self) -> CallbackTakers:
        """Return to whom a callback may be given. Raises NOT_ALLOWED."""
        return self._http.send("GET", f"{API_PREFIX}/callback-takers", TypeAdapter(CallbackTakers))

    def do_not_call(self, customer_id: UUID) -> DoNotCallList:
        """Raises CUSTOMER_NOT_FOUND."""
        path = f"{API_PREFIX}/customers/{customer_id}/do-not-call"
        return self._http.send("GET", path, TypeAdapter(DoNotCallList))

    def add_do_not_call(self, command: AddDoNotCall) -> DoNotCall:
        """Raises CUSTOMER_NOT_FOUND, NUMBER_WRONG."""
        return self._http.send("POST", f"{API_PREFIX}/do-not-call", TypeAdapter(DoNotCall), body=command)

    def end_do_not_call(self, entry_id: UUID, command: EndDoNotCall) -> DoNotCall:
        """Raises NOT_FOUND."""
        path = f"{API_PREFIX}/do-not-call/{entry_id}/end"
        return self._http.send("POST", path, TypeAdapter(DoNotCall), body=command)

    def shifts(self, agent_id: UUID, from_at: datetime, until_at: datetime) -> Shifts:
        """Raises NOT_ALLOWED."""
        query = urlencode({"from": from_at.isoformat(), "until": until_at.isoformat()})
        return self._http.send("GET", f"{API_PREFIX}/agents/{agent_id}/shifts?{query}", TypeAdapter(Shifts))

    def put_shifts(self, agent_id: UUID, command: PutShifts) -> Shifts:
        """Raises NOT_ALLOWED."""
        return self._http.send("PUT", f"{API_PREFIX}/agents/{agent_id}/shifts", TypeAdapter(Shifts), body=command)
