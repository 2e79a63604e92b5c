"""The routes of complaints, suggestions and praise. Each raises `ClientError`."""

from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.complaint_cases import Case, CaseHistory, Changed
from agent_desktop.contract.complaint_form import (
    ComplaintForm,
    ComplaintPrefill,
    FindSame,
    SameComplaints,
    SubjectTransactions,
)
from agent_desktop.contract.complaint_lists import (
    AssignMany,
    ComplaintCounts,
    ComplaintFigures,
    ComplaintPage,
    ComplaintsFound,
    CustomerComplaints,
    ListComplaints,
    ManyDone,
    SavedFilters,
    SaveFilter,
    Scope,
    UndoMany,
)
from agent_desktop.contract.complaint_parts import (
    AddTask,
    ComplaintTask,
    ComplaintTasks,
    DecideRedress,
    ProposeRedress,
    StepTask,
)
from agent_desktop.contract.complaint_questions import AnswerQuestion, QuestionCounted
from agent_desktop.contract.complaint_work import AssignComplaint, ChangeComplaint, LinkComplaint, MakeMove
from agent_desktop.contract.complaints import JoinInto, RecordComplaint, UndoRecording

_PATH = f"{API_PREFIX}/complaints"


class ComplaintRecordingApi:
    """Complaints, suggestions and praise are recorded."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._case = TypeAdapter(Case)

    def form(self) -> ComplaintForm:
        """Return what forms and lists choose from."""
        return self._http.send("GET", f"{_PATH}/form", TypeAdapter(ComplaintForm))

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill:
        """Return what the form starts with; the look is audited. Raises CUSTOMER_NOT_FOUND, NOT_YOUR_CALL."""
        wanted = {"customer_id": customer_id, "call_id": call_id}
        query = urlencode({name: str(value) for name, value in wanted.items() if value is not None})
        return self._http.send("GET", f"{_PATH}/prefill{'?' if query else ''}{query}", TypeAdapter(ComplaintPrefill))

    def transactions(self, customer_id: UUID, holding_id: UUID) -> SubjectTransactions:
        """Return the last bookings of an account. Raises CUSTOMER_NOT_FOUND."""
        query = urlencode({"customer_id": str(customer_id), "holding_id": str(holding_id)})
        return self._http.send("GET", f"{_PATH}/transactions?{query}", TypeAdapter(SubjectTransactions))

    def same(self, asked: FindSame) -> SameComplaints:
        """Return open ones that may be about the same. Raises CUSTOMER_NOT_FOUND."""
        return self._http.send("POST", f"{_PATH}/same", TypeAdapter(SameComplaints), body=asked)

    def record(self, command: RecordComplaint) -> Case:
        """Raises COMPLAINT_FIELDS (its details: problem by field), COMPLAINT_OWNER_UNKNOWN, NOT_YOUR_CALL."""
        return self._http.send("POST", _PATH, self._case, body=command)

    def join(self, complaint_id: UUID, command: JoinInto) -> Case:
        """Keep what was typed as part of this open complaint, which is returned. Raises COMPLAINT_FIELDS,
        COMPLAINT_NOT_FOUND, COMPLAINT_JOIN_REFUSED."""
        return self._http.send("POST", f"{_PATH}/{complaint_id}/joins", self._case, body=command)

    def undo(self, complaint_id: UUID, command: UndoRecording) -> Case:
        """Raises COMPLAINT_NOT_FOUND, COMPLAINT_NOT_UNDOABLE."""
        return self._http.send("POST", f"{_PATH}/{complaint_id}/undo", self._case, body=command)

    def answer_question(self, command: AnswerQuestion) -> None:
        """Count what became of *Was this a complaint?*. Raises NOT_YOUR_CALL."""
        self._http.send("POST", f"{_PATH}/questions", TypeAdapter(QuestionCounted), body=command)


class ComplaintWorkApi:
    """One complaint is worked on."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._changed = TypeAdapter(Changed)

    def case(self, complaint_id: UUID) -> Case:
        """Return one complaint whole; the look is audited. Raises COMPLAINT_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/{complaint_id}", TypeAdapter(Case))

    def history(self, complaint_id: UUID) -> CaseHistory:
        """Return all that happened to it. Raises COMPLAINT_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/{complaint_id}/history", TypeAdapter(CaseHistory))

    def move(self, complaint_id: UUID, command: MakeMove) -> Changed:
        """Raises COMPLAINT_MOVE_REFUSED, COMPLAINT_MOVE_LACKS, COMPLAINT_SECOND_PERSON, NOT_ALLOWED, STALE_VERSION."""
        return self._send(complaint_id, "moves", command)

    def change(self, complaint_id: UUID, command: ChangeComplaint) -> Changed:
        """Raises COMPLAINT_FIELDS, COMPLAINT_MOVE_REFUSED (it has ended), NOT_ALLOWED."""
        return self._send(complaint_id, "changes", command)

    def assign(self, complaint_id: UUID, command: AssignComplaint) -> Changed:
        """Raises COMPLAINT_OWNER_UNKNOWN, COMPLAINT_FIELDS, NOT_ALLOWED, STALE_VERSION."""
        return self._send(complaint_id, "owner", command)

    def link(self, complaint_id: UUID, command: LinkComplaint) -> Changed:
        """Raises COMPLAINT_JOIN_REFUSED, COMPLAINT_NOT_FOUND, NOT_ALLOWED."""
        return self._send(complaint_id, "links", command)

    def _send(
        self, complaint_id: UUID, what: str, command: MakeMove | ChangeComplaint | AssignComplaint | LinkComplaint
    ) -> Changed:
        return self._http.send("POST", f"{_PATH}/{complaint_id}/{what}", self._changed, body=command)


class ComplaintPartsApi:
    """Tasks of departments, and redress."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._case = TypeAdapter(Case)

    def tasks(self, *, also_done: bool = False) -> ComplaintTasks:
        """Return the tasks of one's department, and those one asked for."""
        query = "?also_done=true" if also_done else ""
        return self._http.send("GET", f"{API_PREFIX}/complaint-tasks{query}", TypeAdapter(ComplaintTasks))

    def add_task(self, complaint_id: UUID, command: AddTask) -> Case:
        """Raises COMPLAINT_TASK_REFUSED, COMPLAINT_NOT_FOUND, NOT_ALLOWED."""
        return self._http.send("POST", f"{_PATH}/{complaint_id}/tasks", self._case, body=command)

    def step_task(self, task_id: UUID, command: StepTask) -> ComplaintTask:
        """Raises COMPLAINT_TASK_NOT_FOUND, COMPLAINT_TASK_REFUSED, STALE_VERSION."""
        path = f"{API_PREFIX}/complaint-tasks/{task_id}/steps"
        return self._http.send("POST", path, TypeAdapter(ComplaintTask), body=command)

    def propose_redress(self, complaint_id: UUID, command: ProposeRedress) -> Case:
        """Raises REDRESS_REFUSED, COMPLAINT_NOT_FOUND, NOT_ALLOWED, STALE_VERSION."""
        return self._http.send("POST", f"{_PATH}/{complaint_id}/redress", self._case, body=command)

    def decide_redress(self, redress_id: UUID, command: DecideRedress) -> Case:
        """Raises REDRESS_NOT_FOUND, REDRESS_REFUSED, REDRESS_LIMIT, COMPLAINT_SECOND_PERSON, STALE_VERSION."""
        path = f"{API_PREFIX}/complaint-redress/{redress_id}/decisions"
        return self._http.send("POST", path, self._case, body=command)


class ComplaintListsApi:
    """Lists of complaints, and many changed at once."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._filters = TypeAdapter(SavedFilters)
        self._many = TypeAdapter(ManyDone)

    def list(self, asked: ListComplaints) -> ComplaintPage:
        """Return a page; the look is audited. Raises NOT_ALLOWED (the scope), REQUEST_NOT_UNDERSTOOD (`after`)."""
        return self._http.send("POST", f"{_PATH}/list", TypeAdapter(ComplaintPage), body=asked)

    def of_customer(self, customer_id: UUID) -> CustomerComplaints:
        """Return one customer's; the look is audited. Raises CUSTOMER_NOT_FOUND."""
        path = f"{API_PREFIX}/customers/{customer_id}/complaints"
        return self._http.send("GET", path, TypeAdapter(CustomerComplaints))

    def find(self, text: str) -> ComplaintsFound:
        """Return those whose number has `text` in it."""
        return self._http.send("GET", f"{_PATH}/find?{urlencode({'text': text})}", TypeAdapter(ComplaintsFound))

    def counts(self) -> ComplaintCounts:
        """Return the live numbers."""
        return self._http.send("GET", f"{_PATH}/counts", TypeAdapter(ComplaintCounts))

    def figures(self, scope: Scope) -> ComplaintFigures:
        """Return a team's, or all, by deadline and owner. Raises NOT_ALLOWED."""
        return self._http.send("GET", f"{_PATH}/figures?scope={scope.value}", TypeAdapter(ComplaintFigures))

    def filters(self) -> SavedFilters:
        return self._http.send("GET", f"{_PATH}/filters", self._filters)

    def save_filter(self, filter_id: UUID, command: SaveFilter) -> SavedFilters:
        return self._http.send("PUT", f"{_PATH}/filters/{filter_id}", self._filters, body=command)

    def drop_filter(self, filter_id: UUID) -> SavedFilters:
        return self._http.send("DELETE", f"{_PATH}/filters/{filter_id}", self._filters)

    def assign_many(self, command: AssignMany) -> ManyDone:
        """Raises COMPLAINT_OWNER_UNKNOWN, NOT_ALLOWED."""
        return self._http.send("POST", f"{_PATH}/assignments", self._many, body=command)

    def undo_many(self, deed_id: UUID, command: UndoMany) -> ManyDone:
        """Raises CHANGE_NOT_UNDOABLE."""
        return self._http.send("POST", f"{_PATH}/assignments/{deed_id}/undo", self._many, body=command)


class ComplaintsApi:
    """All routes of complaints, by part."""

    def __init__(self, http: SignedHttp) -> None:
        self.recording = ComplaintRecordingApi(http)
        self.work = ComplaintWorkApi(http)
        self.parts = ComplaintPartsApi(http)
        self.lists = ComplaintListsApi(http)
