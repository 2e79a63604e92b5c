"""Every route of the server as one method. All of them wait for the server: call them through `Tasks`.

Each raises `ClientError`; see `http.Http.send`. What changes something carries a `command_id` made once per press:
the exchange is repeated with it, and the server does it once.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.acting_api import ActingApi
from agent_desktop.client.attachments_api import AttachmentsApi
from agent_desktop.client.board_api import BoardApi
from agent_desktop.client.callbacks import CallbackOfficeApi, CallbacksApi
from agent_desktop.client.campaigns_api import CampaignsApi
from agent_desktop.client.complaint_clocks import ClockWarningsApi, ComplaintClocksApi, RuleReachApi
from agent_desktop.client.complaints import ComplaintsApi
from agent_desktop.client.consolidation_api import AccountsApi, ConsolidationApi
from agent_desktop.client.customer_mails_api import CustomerMailsApi
from agent_desktop.client.directory_api import DirectoryApi
from agent_desktop.client.exports_api import ExportsApi
from agent_desktop.client.figures_api import FiguresApi
from agent_desktop.client.floor_alerts_api import FloorAlertsApi
from agent_desktop.client.follow_ups_api import FollowUpsApi
from agent_desktop.client.handed_forms_api import HandedFormsApi
from agent_desktop.client.handovers_api import HandoversApi
from agent_desktop.client.home_api import HomeApi
from agent_desktop.client.http import Http, SignedHttp, Tokens
from agent_desktop.client.knowledge_api import KnowledgeApi
from agent_desktop.client.learning_api import LearningApi
from agent_desktop.client.letters_api import LettersApi
from agent_desktop.client.managers_api import ManagersApi
from agent_desktop.client.mends_api import MendsApi
from agent_desktop.client.messages_api import MessagesApi
from agent_desktop.client.notices_api import HelpApi, NoticesApi
from agent_desktop.client.outreach_api import OutreachApi
from agent_desktop.client.people_api import PeopleApi
from agent_desktop.client.phone_api import PhoneApi
from agent_desktop.client.phone_numbers_api import PhoneNumbersApi
from agent_desktop.client.profile_api import ProfileApi
from agent_desktop.client.prospects_api import ProspectsApi
from agent_desktop.client.quality_api import CoachingApi, QualityApi
from agent_desktop.client.recordings_api import RecordingsApi
from agent_desktop.client.reports_api import ReportsApi, SavedReportsApi
from agent_desktop.client.routing_api import MenuApi, RoutingApi
from agent_desktop.client.rules_api import RulesApi
from agent_desktop.client.script_library_api import ScriptLibraryApi
from agent_desktop.client.script_trials import TrialApi
from agent_desktop.client.scripts_api import ScriptsApi
from agent_desktop.client.sources_api import SourcesApi
from agent_desktop.client.staffing_api import StaffingApi
from agent_desktop.client.supervision_api import SupervisionApi
from agent_desktop.client.surveys_api import SurveysApi
from agent_desktop.client.telling_api import TellingApi
from agent_desktop.client.transfers_api import TransfersApi
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.callback_wishes import CallbackWish, WishCallback
from agent_desktop.contract.contacts import AgentContacts
from agent_desktop.contract.customers import (
    CallerCard,
    HoldingsPart,
    LinkCustomer,
    Profile,
    Reveal,
    Revealed,
    Search,
    SearchHit,
    StopSearch,
)
from agent_desktop.contract.interactions import (
    ChooseOutcome,
    Disposition,
    FinishWrapUp,
    Interaction,
    SaveNote,
    SaveScriptRun,
    UnfinishedWork,
)
from agent_desktop.contract.outgoing import CallColleague, CallPreview, PlaceCall, PreviewCall
from agent_desktop.contract.scripts import OpenedInteraction
from agent_desktop.contract.sessions import Person, Refresh, SessionTokens, SignIn
from agent_desktop.contract.verification import AnswerCheck, Verification
from telephony.contract import (
    AgentCommand,
    AgentHistory,
    AskNext,
    CallCommand,
    Colleague,
    DeclineReason,
    DeskSnapshot,
    StartTransfer,
    TakeSeat,
    TransferKind,
)

_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
"""For an answer that says no more than that it was done."""


class SessionsApi:
    """Signing in and out. The only routes without an access token, but for `sign_out` and `me`."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._tokens = TypeAdapter(SessionTokens)
        self._person = TypeAdapter(Person)

    @property
    def origin(self) -> str:
        """The server's address."""
        return self._http.origin

    def sign_in(self, name: str, password: str) -> SessionTokens:
        """Raises WRONG_PASSWORD, TOO_MANY_ATTEMPTS, VERSION_TOO_OLD."""
        body = SignIn(name=name, password=password, client_version=self._http.client_version)
        # Sent once: repeats by themselves would count as further wrong passwords.
        return self._http.send("POST", f"{API_PREFIX}/sessions", self._tokens, body=body, repeat=False)

    def refresh(self, refresh_token: str) -> SessionTokens:
        """Raises SIGNED_OUT, VERSION_TOO_OLD."""
        body = Refresh(refresh_token=refresh_token, client_version=self._http.client_version)
        return self._http.send("POST", f"{API_PREFIX}/sessions/refresh", self._tokens, body=body)

    def sign_out(self, access_token: str) -> None:
        """End this sign-in on the server."""
        self._http.send("DELETE", f"{API_PREFIX}/sessions", _ANYTHING, token=access_token, repeat=False)

    def me(self, access_token: str) -> Person:
        """Return who this token belongs to."""
        return self._http.send("GET", f"{API_PREFIX}/me", self._person, token=access_token)


class DeskApi:
    """The agent's desk and its commands."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._desk = TypeAdapter(DeskSnapshot)
        self._history = TypeAdapter(AgentHistory)
        self._wish = TypeAdapter(CallbackWish)
        self._card: TypeAdapter[CallerCard] = TypeAdapter(CallbackCard | CallerCard)
        self._contacts = TypeAdapter(AgentContacts)
        self._decline_reasons = TypeAdapter(tuple[DeclineReason, ...])

    def desk(self) -> DeskSnapshot:
        """Return the whole desk now."""
        return self._http.send("GET", f"{API_PREFIX}/desk", self._desk)

    def decline_reasons(self) -> tuple[DeclineReason, ...]:
        """Return why a call may be declined; empty where no reason is asked for."""
        return self._http.send("GET", f"{API_PREFIX}/decline-reasons", self._decline_reasons)

    def agent_command(self, command: AgentCommand) -> DeskSnapshot:
        """Ask for another agent state.

        Raises AGENT_TRANSITION_REFUSED, REASON_NEEDED, SEAT_ELSEWHERE, STATE_CHANGES_TOO_FAST.
        """
        return self._http.send("POST", f"{API_PREFIX}/agent/commands", self._desk, body=command)

    def take_seat(self, command: TakeSeat) -> DeskSnapshot:
        """Make this desktop the active one."""
        return self._http.send("POST", f"{API_PREFIX}/agent/seat", self._desk, body=command)

    def history(self) -> AgentHistory:
        """Return the agent's last states with what brought each about."""
        return self._http.send("GET", f"{API_PREFIX}/agent/history", self._history)

    def contacts(self, after_at: datetime | None = None, after_call: UUID | None = None) -> AgentContacts:
        """Return the agent's own contacts, the present ones first; the page after one where that is named."""
        after = ""
        if after_at is not None and after_call is not None:
            after = "?" + urlencode({"after_at": after_at.isoformat(), "after_call": str(after_call)})
        return self._http.send("GET", f"{API_PREFIX}/contacts{after}", self._contacts)

    def wish_callback(self, call_id: UUID, command: WishCallback) -> CallbackWish:
        """Note that a caller who gave up is to be called back. Raises NOT_YOUR_CALL, CALL_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/callback-wish", self._wish, body=command)

    def call_command(self, call_id: UUID, command: CallCommand) -> DeskSnapshot:
        """Ask to act on a call. Raises CALL_TRANSITION_REFUSED, OFFER_GONE, NOT_YOUR_CALL, CARRIER_AWAY."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/commands", self._desk, body=command)

    def caller(self, call_id: UUID) -> CallerCard:
        """Return who is calling."""
        return self._http.send("GET", f"{API_PREFIX}/calls/{call_id}/caller", self._card)


class OutgoingApi:
    """Calls that the agent makes."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._desk = TypeAdapter(DeskSnapshot)
        self._preview = TypeAdapter(CallPreview)
        self._colleagues = TypeAdapter(tuple[Colleague, ...])

    def preview(self, asked: PreviewCall) -> CallPreview:
        """Return whom a call would reach. Raises NUMBER_NOT_CALLABLE, CUSTOMER_NOT_FOUND, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{API_PREFIX}/calls/outgoing/preview", self._preview, body=asked)

    def place(self, command: PlaceCall) -> DeskSnapshot:
        """Call them. Raises CALL_IS_RINGING, AGENT_TRANSITION_REFUSED, OUTGOING_NUMBER_UNKNOWN."""
        return self._http.send("POST", f"{API_PREFIX}/calls/outgoing", self._desk, body=command)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Return who is signed in, with their states."""
        return self._http.send("GET", f"{API_PREFIX}/colleagues", self._colleagues)

    def call_colleague(self, command: CallColleague) -> DeskSnapshot:
        """Call a colleague. Raises COLLEAGUE_NOT_FREE, CALL_IS_RINGING, AGENT_TRANSITION_REFUSED."""
        return self._http.send("POST", f"{API_PREFIX}/calls/internal", self._desk, body=command)

    def consult(self, call_id: UUID, command: CallColleague) -> DeskSnapshot:
        """Call a colleague into the call, who may take its caller over. Raises COLLEAGUE_NOT_FREE,
        CALL_TRANSITION_REFUSED, TRANSFER_ALREADY_STARTED."""
        wanted = StartTransfer(command_id=command.command_id, kind=TransferKind.WARM, agent_id=command.colleague_id)
        return self.transfer(call_id, wanted)

    def transfer(self, call_id: UUID, wanted: StartTransfer) -> DeskSnapshot:
        """Pass the caller on. Raises COLLEAGUE_NOT_FREE, NUMBER_NOT_CALLABLE, QUEUE_UNKNOWN, CALL_TRANSITION_REFUSED,
        TRANSFER_ALREADY_STARTED."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/transfers", self._desk, body=wanted)

    def ask_next(self, call_id: UUID, asked: AskNext) -> DeskSnapshot:
        """Keep a busy colleague for the call. Raises COLLEAGUE_NOT_FREE, CALL_TRANSITION_REFUSED."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/ask-next", self._desk, body=asked)

    def ask_no_more(self, call_id: UUID) -> DeskSnapshot:
        """Keep nobody for the call any more."""
        return self._http.send("DELETE", f"{API_PREFIX}/calls/{call_id}/ask-next", self._desk)


class CustomersApi:
    """Customers: found, shown, linked to a call."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._profile = TypeAdapter(Profile)
        self._hits = TypeAdapter(tuple[SearchHit, ...])
        self._part = TypeAdapter(HoldingsPart)
        self._revealed = TypeAdapter(Revealed)
        self._card = TypeAdapter(CallerCard)
        self._verification = TypeAdapter(Verification)

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]:
        """Return customers by name, number, pinyin, initials or an ending, best first. Raises SEARCH_STOPPED."""
        body = Search(search_id=search_id, text=text)
        return self._http.send("POST", f"{API_PREFIX}/customers/search", self._hits, body=body)

    def stop_search(self, search_id: UUID) -> None:
        """End this search: nobody waits for its answer."""
        self._http.send("POST", f"{API_PREFIX}/customers/search/stop", _ANYTHING, body=StopSearch(search_id=search_id))

    def customer(self, customer_id: UUID) -> Profile:
        """Return one customer's profile, masked."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}", self._profile)

    def holdings_part(self, customer_id: UUID, system: str) -> HoldingsPart:
        """Return one source system's products as it answers now."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/holdings/{system}", self._part)

    def reveal(self, customer_id: UUID, command: Reveal) -> Revealed:
        """Return one value clear. Always audited. Raises NOT_YOUR_CALL, CALL_NOT_FOUND where a call is named."""
        return self._http.send("POST", f"{API_PREFIX}/customers/{customer_id}/reveals", self._revealed, body=command)

    def verification(self, call_id: UUID) -> Verification:
        """Return how a call stands with its customer. Raises CALL_NOT_LINKED, NOT_YOUR_CALL."""
        return self._http.send("GET", f"{API_PREFIX}/calls/{call_id}/verification", self._verification)

    def check(self, call_id: UUID, command: AnswerCheck) -> Verification:
        """Say what the caller answered. Raises CHECK_NOT_UNDERSTOOD, VERIFICATION_LOCKED, CHECK_WITHOUT_CALLER."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/checks", self._verification, body=command)

    def link_customer(self, call_id: UUID, command: LinkCustomer) -> CallerCard:
        """Say whose call it is."""
        return self._http.send("PUT", f"{API_PREFIX}/calls/{call_id}/customer", self._card, body=command)


class InteractionsApi:
    """The agent's part of a call: note, script run, outcome."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._interaction = TypeAdapter(Interaction)
        self._opened = TypeAdapter(OpenedInteraction)
        self._desk = TypeAdapter(DeskSnapshot)
        self._dispositions = TypeAdapter(tuple[Disposition, ...])
        self._unfinished = TypeAdapter(UnfinishedWork)

    def interaction(self, call_id: UUID) -> Interaction:
        """Return this agent's part of the call."""
        return self._http.send("GET", f"{API_PREFIX}/calls/{call_id}/interaction", self._interaction)

    def opened(self, call_id: UUID) -> OpenedInteraction:
        """Return this agent's part of a call that they have just answered, and how its script stands."""
        path, asked = f"{API_PREFIX}/calls/{call_id}/interaction", {"standing": "true"}
        return self._http.send("GET", path, self._opened, params=asked)

    def save_note(self, interaction_id: UUID, command: SaveNote) -> Interaction:
        """Raises STALE_VERSION, NOTE_TOO_LONG, INTERACTION_FINISHED."""
        return self._http.send(
            "PUT", f"{API_PREFIX}/interactions/{interaction_id}/note", self._interaction, body=command
        )

    def save_script_run(self, interaction_id: UUID, command: SaveScriptRun) -> Interaction:
        """Raises STALE_VERSION, SCRIPT_ANSWER_REFUSED, SCRIPT_NOT_FOUND, INTERACTION_FINISHED."""
        return self._http.send(
            "PUT", f"{API_PREFIX}/interactions/{interaction_id}/script-run", self._interaction, body=command
        )

    def choose_outcome(self, interaction_id: UUID, command: ChooseOutcome) -> DeskSnapshot:
        """Keep the outcome as it is chosen. Raises DISPOSITION_UNKNOWN, INTERACTION_FINISHED."""
        return self._http.send("PUT", f"{API_PREFIX}/interactions/{interaction_id}/outcome", self._desk, body=command)

    def finish(self, interaction_id: UUID, command: FinishWrapUp) -> DeskSnapshot:
        """Store the outcome and end the wrap-up. Raises DISPOSITION_UNKNOWN, INTERACTION_FINISHED."""
        return self._http.send("POST", f"{API_PREFIX}/interactions/{interaction_id}/finish", self._desk, body=command)

    def dispositions(self) -> tuple[Disposition, ...]:
        """Return the outcomes that wrap-up offers."""
        return self._http.send("GET", f"{API_PREFIX}/dispositions", self._dispositions)

    def unfinished(self, *, count_only: bool) -> UnfinishedWork:
        """Return the agent's calls whose outcome is missing; `count_only`: only how many they are."""
        query = "?count_only=true" if count_only else ""
        return self._http.send("GET", f"{API_PREFIX}/interactions/unfinished{query}", self._unfinished)


class Api:
    """All routes that need a sign-in, by part."""

    def __init__(self, http: Http, tokens: Tokens) -> None:
        signed = SignedHttp(http, tokens)
        self.desk = DeskApi(signed)
        self.customers = CustomersApi(signed)
        self.profile = ProfileApi(signed)
        self.phone_numbers = PhoneNumbersApi(signed)
        self.interactions = InteractionsApi(signed)
        self.scripts = ScriptsApi(signed)
        self.outgoing = OutgoingApi(signed)
        self.callbacks = CallbacksApi(signed)
        self.callback_office = CallbackOfficeApi(signed)
        self.follow_ups = FollowUpsApi(signed)
        self.campaigns = CampaignsApi(signed)
        self.customer_mails = CustomerMailsApi(signed)
        self.knowledge = KnowledgeApi(signed)
        self.outreach = OutreachApi(signed)
        self.routing = RoutingApi(signed)
        self.menu = MenuApi(signed)
        self.mends = MendsApi(signed)
        self.script_library = ScriptLibraryApi(signed)
        self.script_trials = TrialApi(signed, self.customers)
        self.prospects = ProspectsApi(signed)
        self.managers = ManagersApi(signed)
        self.staffing = StaffingApi(signed)
        self.handovers = HandoversApi(signed)
        self.handed_forms = HandedFormsApi(signed)
        self.directory = DirectoryApi(signed)
        self.transfers = TransfersApi(signed)
        self.telling = TellingApi(signed)
        self.phone = PhoneApi(signed)
        self.messages = MessagesApi(signed)
        self.supervision = SupervisionApi(signed)
        self.board = BoardApi(signed)
        self.acting = ActingApi(signed)
        self.notices = NoticesApi(signed)
        self.help = HelpApi(signed)
        self.floor_alerts = FloorAlertsApi(signed)
        self.figures = FiguresApi(signed)
        self.home = HomeApi(signed)
        self.consolidation = ConsolidationApi(signed)
        self.accounts = AccountsApi(signed)
        self.sources = SourcesApi(signed)
        self.recordings = RecordingsApi(signed)
        self.attachments = AttachmentsApi(signed)
        self.letters = LettersApi(signed)
        self.exports = ExportsApi(signed)
        self.surveys = SurveysApi(signed)
        self.people = PeopleApi(signed)
        self.rules = RulesApi(signed)
        self.quality = QualityApi(signed)
        self.coaching = CoachingApi(signed)
        self.learning = LearningApi(signed)
        self.reports = ReportsApi(signed)
        self.saved_reports = SavedReportsApi(signed)
        self.complaints = ComplaintsApi(signed)
        self.complaint_clocks = ComplaintClocksApi(signed)
        self.clock_warnings = ClockWarningsApi(signed)
        self.rule_reach = RuleReachApi(signed)
