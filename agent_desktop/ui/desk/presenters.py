"""Everything that decides, for one person who is signed in. Still no window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from agent_desktop.client.announcing import AnnouncingModel
from agent_desktop.client.api import Api
from agent_desktop.client.clock import Now
from agent_desktop.client.colleagues import ColleagueModel
from agent_desktop.client.complaint_alerts import open_complaints_of
from agent_desktop.client.complaint_keeper import ComplaintKeeper
from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.form_handing import FormHanding
from agent_desktop.client.handover_keeper import HandoverKeeper
from agent_desktop.client.knowledge import KnowledgeFile, KnowledgeModel
from agent_desktop.client.live_holdings import LiveHoldingsModel
from agent_desktop.client.notes import NoteKeeper
from agent_desktop.client.notices import NoticesModel
from agent_desktop.client.page_readings import PageReadings
from agent_desktop.client.pinned_pages import PinnedPages
from agent_desktop.client.possible_callers import PossibleCallersModel
from agent_desktop.client.profile_parts import ProfilePartModel
from agent_desktop.client.rates import RatesModel
from agent_desktop.client.received_handover import ReceivedHandoverModel
from agent_desktop.client.script_runs import ScriptRunSaver
from agent_desktop.client.script_standing import StandingModel
from agent_desktop.client.shown_customer import ShownCustomerModel
from agent_desktop.client.supervising import SupervisingModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.timer_limits import TimerBook
from agent_desktop.client.verification import VerificationModel
from agent_desktop.contract.customers import AlertRow
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.attach.presenter import AttachPresenter
from agent_desktop.ui.call_bar.presenter import CallBarPresenter
from agent_desktop.ui.caller_gone.presenter import CallerGonePresenter
from agent_desktop.ui.complaints.form.presenter import ComplaintFormPresenter
from agent_desktop.ui.complaints.form.question import QuestionPresenter
from agent_desktop.ui.customer.alerts.presenter import AlertDeedsPresenter
from agent_desktop.ui.customer.checks.presenter import ChecksPresenter
from agent_desktop.ui.customer.numbers.presenter import NumbersPresenter
from agent_desktop.ui.customer.presenter import CustomerPresenter, FurtherParts
from agent_desktop.ui.customer.value.presenter import ExplanationPresenter
from agent_desktop.ui.holdings.presenter import HoldingsPresenter
from agent_desktop.ui.home.presenter import HomePresenter
from agent_desktop.ui.keypad.presenter import KeypadPresenter
from agent_desktop.ui.knowledge.presenter import KnowledgePresenter
from agent_desktop.ui.notes.heard_presenter import HeardPresenter
from agent_desktop.ui.notes.presenter import NotesPresenter
from agent_desktop.ui.offer.presenter import OfferPresenter
from agent_desktop.ui.outgoing.callback_presenter import CallbackDialler
from agent_desktop.ui.outgoing.presenter import OutgoingPresenter
from agent_desktop.ui.outreach.presenter import OutreachPresenter
from agent_desktop.ui.palette.presenter import PaletteCommand, PalettePresenter
from agent_desktop.ui.phone.presenter import PhonePresenter
from agent_desktop.ui.presence.history.presenter import HistoryPresenter
from agent_desktop.ui.presence.presenter import PresencePresenter
from agent_desktop.ui.recents.presenter import RecentsPresenter
from agent_desktop.ui.script_panel.presenter import ScriptPanelPresenter
from agent_desktop.ui.seat.presenter import SeatPresenter
from agent_desktop.ui.timeline.legs.presenter import LegsPresenter
from agent_desktop.ui.timeline.presenter import TimelinePresenter
from agent_desktop.ui.transfer.call_back.presenter import CallBackPresenter
from agent_desktop.ui.transfer.directory.presenter import DirectoryPresenter
from agent_desktop.ui.transfer.note.presenter import NotePresenter
from agent_desktop.ui.widgets.browser import open_in_browser
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.wrap_up.presenter import WrapUpPresenter
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedPresenter
from agent_desktop.ui.writing.presenter import WritingPresenter

Listed = UnfinishedPresenter | OutreachPresenter | RecentsPresenter | NumbersPresenter
"""What is shown over the window by a key, and put away by the same one."""

PALETTE_PAGES: Final = 5
"""So many pages of the guide stand in Ctrl+K beside customers and actions."""


@dataclass(frozen=True, slots=True)
class Presenters:
    """The models of one signed-in person, and a presenter for each panel."""

    desk: DeskModel
    customers: ShownCustomerModel
    interactions: InteractionModel
    live_holdings: LiveHoldingsModel
    keeper: NoteKeeper
    saver: ScriptRunSaver
    presence: PresencePresenter
    call_bar: CallBarPresenter
    offer: OfferPresenter
    verification: VerificationModel
    standing: StandingModel
    relationship: ProfilePartModel[Relationship]
    open_complaints: ProfilePartModel[tuple[AlertRow, ...]]
    rates: RatesModel
    customer: CustomerPresenter
    explanation: ExplanationPresenter
    numbers: NumbersPresenter
    checks: ChecksPresenter
    holdings: HoldingsPresenter
    timeline: TimelinePresenter
    legs: LegsPresenter
    script: ScriptPanelPresenter
    notes: NotesPresenter
    heard: HeardPresenter
    wrap_up: WrapUpPresenter
    unfinished: UnfinishedPresenter
    palette: PalettePresenter
    seat: SeatPresenter
    history: HistoryPresenter
    caller_gone: CallerGonePresenter
    colleagues: ColleagueModel
    outgoing: OutgoingPresenter
    dialler: CallbackDialler
    recents: RecentsPresenter
    outreach: OutreachPresenter
    alert_deeds: AlertDeedsPresenter
    possible: PossibleCallersModel
    attach: AttachPresenter
    knowledge: KnowledgeModel
    pinned: PinnedPages
    readings: PageReadings
    guide: KnowledgePresenter
    handovers: HandoverKeeper
    received: ReceivedHandoverModel
    directory: DirectoryPresenter
    handover: NotePresenter
    keypad: KeypadPresenter
    phone: PhonePresenter
    writing: WritingPresenter
    announcing: AnnouncingModel
    supervising: SupervisingModel
    notices: NoticesModel
    call_back: CallBackPresenter
    home: HomePresenter
    forms: ComplaintKeeper
    complaint: ComplaintFormPresenter
    form_handing: FormHanding
    complaint_question: QuestionPresenter

    def start(self) -> None:
        """Read what a sign-in begins with."""
        self.rates.read()
        self.knowledge.start()
        self.notices.refresh()

    def tick(self) -> None:
        """Do what is due in each. Called a few times a second."""
        self.desk.tick()
        self.call_bar.tick()
        self.customer.tick()
        self.checks.tick()
        self.timeline.tick()
        self.notes.tick()  # and with it the interaction and the keeper
        self.script.tick()
        self.wrap_up.tick()
        self.palette.tick()
        self.attach.tick()
        self.readings.tick()
        self.handovers.tick()
        self.directory.tick()
        self.supervising.tick()
        self.phone.tick()
        self.home.tick()
        self.complaint.tick()
        self.form_handing.tick()

    @property
    def at_work(self) -> bool:
        """Whether something may become due within a second: a call, a customer, a search, what is not kept yet."""
        return (
            self.desk.view.call is not None
            or self.customer.state.profile is not None
            or self.palette.state.open
            or self.attach.state.open
            or self.supervising.is_on
            or self.keeper.view.waiting_count > 0
            or self.saver.saving.waiting_count > 0
            or self.complaint.state.open
            or self.forms.is_busy
        )

    def stop(self) -> None:
        """Watch no longer; what was typed is written to this computer."""
        self.attach.close()
        self.handovers.keep_all_now()
        for panel in (
            self.complaint,
            self.keypad,
            self.phone,
            self.heard,
            self.writing,
            self.home,
            self.handover,
            self.received,
            self.guide,
            self.pinned,
            self.outgoing,
            self.colleagues,
            self.recents,
            self.outreach,
            self.caller_gone,
            self.history,
            self.seat,
            self.palette,
            self.unfinished,
            self.wrap_up,
            self.script,
            self.legs,
            self.timeline,
            self.holdings,
            self.checks,
            self.explanation,
            self.numbers,
            self.customer,
            self.offer,
            self.dialler,
            self.call_bar,
            self.presence,
            self.notes,
        ):
            panel.stop()
        self.possible.stop()
        self.relationship.stop()
        self.open_complaints.stop()
        self.standing.stop()
        self.verification.stop()
        self.live_holdings.stop()
        self.customers.stop()
        self.interactions.stop()


def build_presenters(
    api: Api,
    person: Person,
    drafts: Drafts,
    tasks: Tasks,
    files: Tasks,
    now: Now,
    *,
    commands: Callable[[], Sequence[PaletteCommand]],
    on_command: Callable[[str], None],
    typed: Callable[[str], Sequence[PaletteCommand]] = lambda _: (),
    session_id: Callable[[], UUID | None] = lambda: None,
    pages_file: Path | None = None,
) -> Presenters:
    """Build them in the order in which they watch each other.

    Args:
        tasks: Speaks to the server.
        files: Writes the journal; another runner, so that a server that does not answer never keeps it waiting.
        commands: What the palette offers beside customers, in the language now shown.
        on_command: Does one of them.
        typed: What the palette offers because of what is typed: a number can be called.
        pages_file: Keeps the pages of the guide; none are kept without it.
        session_id: Names this desktop's sign-in, by which it knows whether it is the active one.
    """
    desk = DeskModel(api.desk, tasks, session_id=session_id)
    colleagues = ColleagueModel(desk, api.outgoing, tasks)
    customers = ShownCustomerModel(desk, api.customers, tasks)
    interactions = InteractionModel(desk, api.interactions.opened, tasks)
    live_holdings = LiveHoldingsModel(customers, api.customers, tasks, now)
    keeper = NoteKeeper(api.interactions, drafts, tasks, files, now)
    saver = ScriptRunSaver(api.interactions, drafts, tasks, files, now)
    verification = VerificationModel(customers, api.customers, tasks)
    standing = StandingModel(interactions, verification, api.scripts, saver, tasks)
    checks = ChecksPresenter(verification, now)
    rates = RatesModel(api.profile, tasks, now)
    possible = PossibleCallersModel(customers, api.prospects, tasks)
    relationship = ProfilePartModel(customers, api.profile.relationship, tasks, now)
    read_open = open_complaints_of(api.complaints.lists.of_customer, now)
    open_complaints = ProfilePartModel(customers, read_open, tasks, now)
    customer = CustomerPresenter(
        customers,
        live_holdings,
        api.customers,
        tasks,
        now,
        on_check_needed=checks.open,
        further=FurtherParts(relationship=relationship, alerts=open_complaints),
        possible=possible,
    )
    recents = RecentsPresenter(
        desk, api.desk, api.interactions, tasks, on_customer=customer.customer_found, on_caller=customer.back_to_caller
    )

    handovers = HandoverKeeper(api.handovers, drafts, tasks, files, now)
    received = ReceivedHandoverModel(desk, api.handovers, tasks)
    outreach = OutreachPresenter(desk, api.outreach, tasks, now)
    knowledge = KnowledgeModel(api.knowledge, KnowledgeFile(pages_file), tasks, files, now)
    pinned = PinnedPages(desk)
    readings = PageReadings(knowledge, language_now)
    forms = ComplaintKeeper(api.complaints.recording, api.attachments, drafts, tasks, files, now)
    form_handing = FormHanding(forms, handovers, api.handed_forms, tasks)
    desk.watch_events(form_handing.event_came)
    due = TimerBook()
    guide = KnowledgePresenter(knowledge, pinned, readings, open_outside=open_in_browser)
    return Presenters(
        desk=desk,
        customers=customers,
        interactions=interactions,
        live_holdings=live_holdings,
        keeper=keeper,
        saver=saver,
        presence=PresencePresenter(desk, api.desk, tasks, person, due, api.rules),
        call_bar=CallBarPresenter(desk, api.desk, tasks, now, due, reasons=api.desk.decline_reasons, names=colleagues),
        offer=OfferPresenter(desk, received),
        verification=verification,
        standing=standing,
        relationship=relationship,
        open_complaints=open_complaints,
        rates=rates,
        customer=customer,
        explanation=ExplanationPresenter(customers, api.profile, tasks),
        numbers=NumbersPresenter(customers, api.phone_numbers, tasks, on_changed=customers.read_again),
        checks=checks,
        holdings=HoldingsPresenter(live_holdings, rates),
        timeline=TimelinePresenter(customers, api.profile, tasks, now),
        legs=LegsPresenter(customers, api.profile, tasks),
        script=ScriptPanelPresenter(
            desk, interactions, api.scripts, saver, tasks, now, standing, agent_name=person.display_name, pages=pinned
        ),
        notes=NotesPresenter(desk, interactions, keeper),
        heard=HeardPresenter(desk, api.telling, tasks),
        wrap_up=WrapUpPresenter(desk, interactions, (keeper, saver), api.interactions, api.desk, tasks, due),
        unfinished=UnfinishedPresenter(desk, api.interactions, tasks),
        palette=PalettePresenter(
            desk,
            api.customers,
            tasks,
            commands,
            on_customer=lambda hit: customer.customer_found(hit.customer_id),
            on_command=on_command,
            typed=typed,
            pages=partial(_pages_for, knowledge),
        ),
        seat=SeatPresenter(desk, api.desk, tasks),
        history=HistoryPresenter(desk, api.desk, tasks),
        caller_gone=CallerGonePresenter(desk, api.desk, tasks),
        colleagues=colleagues,
        outgoing=OutgoingPresenter(desk, api.outgoing, tasks),
        dialler=CallbackDialler(desk, api.callbacks, tasks),
        outreach=outreach,
        alert_deeds=AlertDeedsPresenter(api.outreach, tasks, on_task=outreach.retry),
        recents=recents,
        possible=possible,
        knowledge=knowledge,
        pinned=pinned,
        readings=readings,
        guide=guide,
        handovers=handovers,
        form_handing=form_handing,
        received=received,
        directory=DirectoryPresenter(
            desk, api.directory, api.transfers, tasks, may_share=Role.SUPERVISOR in person.roles
        ),
        call_back=CallBackPresenter(api.home, tasks, now),
        home=HomePresenter(desk, api.home, tasks, now, person),
        forms=forms,
        complaint=ComplaintFormPresenter(forms, api.complaints.recording, api.complaint_clocks, tasks, now),
        complaint_question=QuestionPresenter(api.complaints.recording, tasks),
        handover=NotePresenter(handovers, received, api.handovers, tasks),
        keypad=KeypadPresenter(desk, api.telling, tasks),
        phone=PhonePresenter(desk, api.phone, tasks, now),
        writing=WritingPresenter(api.messages, tasks),
        announcing=AnnouncingModel(desk, api.telling, tasks),
        notices=NoticesModel(
            api.notices, api.help, tasks, desk, may=bool({Role.AGENT, Role.SPECIALIST} & person.roles)
        ),
        supervising=SupervisingModel(api.supervision, tasks, now, may=Role.SUPERVISOR in person.roles),
        attach=AttachPresenter(
            api.prospects,
            tasks,
            on_card=customers.take_card,
            on_past=recents.open,
            on_profile=customers.read_again,
        ),
    )


def _pages_for(knowledge: KnowledgeModel, typed: str) -> tuple[PaletteCommand, ...]:
    """Return what Ctrl+K offers of the guide for what is typed, in the language now shown."""
    return tuple(
        PaletteCommand(
            f"page:{hit.page.page_id}",
            words({language: text.title for language, text in hit.page.texts.items()}),
            icon="ph.book-open",
            group="guide",
        )
        for hit in knowledge.find(typed)[:PALETTE_PAGES]
    )
