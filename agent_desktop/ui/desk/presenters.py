"""Everything that decides, for one person who is signed in. Still no window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from agent_desktop.client.api import Api
from agent_desktop.client.clock import Now
from agent_desktop.client.colleagues import ColleagueModel
from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.live_holdings import LiveHoldingsModel
from agent_desktop.client.notes import NoteKeeper
from agent_desktop.client.script_runs import ScriptRunSaver
from agent_desktop.client.shown_customer import ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.verification import VerificationModel
from agent_desktop.contract.customers import SearchHit
from agent_desktop.contract.sessions import Person
from agent_desktop.ui.call_bar.presenter import CallBarPresenter
from agent_desktop.ui.caller_gone.presenter import CallerGonePresenter
from agent_desktop.ui.customer.checks.presenter import ChecksPresenter
from agent_desktop.ui.customer.presenter import CustomerPresenter
from agent_desktop.ui.holdings.presenter import HoldingsPresenter
from agent_desktop.ui.notes.presenter import NotesPresenter
from agent_desktop.ui.offer.presenter import OfferPresenter
from agent_desktop.ui.outgoing.presenter import OutgoingPresenter
from agent_desktop.ui.palette.presenter import PaletteCommand, PalettePresenter
from agent_desktop.ui.presence.history.presenter import HistoryPresenter
from agent_desktop.ui.presence.presenter import PresencePresenter
from agent_desktop.ui.recents.presenter import RecentsPresenter
from agent_desktop.ui.script_panel.presenter import ScriptPanelPresenter
from agent_desktop.ui.seat.presenter import SeatPresenter
from agent_desktop.ui.timeline.presenter import TimelinePresenter
from agent_desktop.ui.wrap_up.presenter import WrapUpPresenter
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedPresenter


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
    customer: CustomerPresenter
    checks: ChecksPresenter
    holdings: HoldingsPresenter
    timeline: TimelinePresenter
    script: ScriptPanelPresenter
    notes: NotesPresenter
    wrap_up: WrapUpPresenter
    unfinished: UnfinishedPresenter
    palette: PalettePresenter
    seat: SeatPresenter
    history: HistoryPresenter
    caller_gone: CallerGonePresenter
    colleagues: ColleagueModel
    outgoing: OutgoingPresenter
    recents: RecentsPresenter

    def tick(self) -> None:
        """Do what is due in each. Called a few times a second."""
        self.desk.tick()
        self.call_bar.tick()
        self.customer.tick()
        self.checks.tick()
        self.notes.tick()  # and with it the interaction and the keeper
        self.script.tick()
        self.wrap_up.tick()
        self.palette.tick()

    @property
    def at_work(self) -> bool:
        """Whether something may become due within a second: a call, a customer, a search, what is not kept yet."""
        return (
            self.desk.view.call is not None
            or self.customer.state.profile is not None
            or self.palette.state.open
            or self.keeper.view.waiting_count > 0
            or self.saver.saving.waiting_count > 0
        )

    def stop(self) -> None:
        """Watch no longer; what was typed is written to this computer."""
        for panel in (
            self.outgoing,
            self.colleagues,
            self.recents,
            self.caller_gone,
            self.history,
            self.seat,
            self.palette,
            self.unfinished,
            self.wrap_up,
            self.script,
            self.timeline,
            self.holdings,
            self.checks,
            self.customer,
            self.offer,
            self.call_bar,
            self.presence,
            self.notes,
        ):
            panel.stop()
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
) -> Presenters:
    """Build them in the order in which they watch each other.

    Args:
        tasks: Speaks to the server.
        files: Writes the journal; another runner, so that a server that does not answer never keeps it waiting.
        commands: What the palette offers beside customers, in the language now shown.
        on_command: Does one of them.
        typed: What the palette offers because of what is typed: a number can be called.
        session_id: Names this desktop's sign-in, by which it knows whether it is the active one.
    """
    desk = DeskModel(api.desk, tasks, session_id=session_id)
    colleagues = ColleagueModel(desk, api.outgoing, tasks)
    customers = ShownCustomerModel(desk, api.customers, tasks)
    interactions = InteractionModel(desk, api.interactions, tasks)
    live_holdings = LiveHoldingsModel(customers, api.customers, tasks, now)
    keeper = NoteKeeper(api.interactions, drafts, tasks, files, now)
    saver = ScriptRunSaver(api.interactions, drafts, tasks, files, now)
    verification = VerificationModel(customers, api.customers, tasks)
    checks = ChecksPresenter(verification, now)
    customer = CustomerPresenter(customers, live_holdings, api.customers, tasks, now, on_check_needed=checks.open)

    def open_customer(hit: SearchHit) -> None:
        customer.customer_found(hit.customer_id)

    return Presenters(
        desk=desk,
        customers=customers,
        interactions=interactions,
        live_holdings=live_holdings,
        keeper=keeper,
        saver=saver,
        presence=PresencePresenter(desk, api.desk, tasks, person),
        call_bar=CallBarPresenter(desk, api.desk, tasks, now, reasons=api.desk.decline_reasons, names=colleagues),
        offer=OfferPresenter(desk),
        verification=verification,
        customer=customer,
        checks=checks,
        holdings=HoldingsPresenter(live_holdings),
        timeline=TimelinePresenter(customers),
        script=ScriptPanelPresenter(desk, interactions, api.scripts, saver, tasks, now, agent_name=person.display_name),
        notes=NotesPresenter(desk, interactions, keeper),
        wrap_up=WrapUpPresenter(desk, interactions, (keeper, saver), api.interactions, api.desk, tasks),
        unfinished=UnfinishedPresenter(desk, api.interactions, tasks),
        palette=PalettePresenter(
            desk, api.customers, tasks, commands, on_customer=open_customer, on_command=on_command, typed=typed
        ),
        seat=SeatPresenter(desk, api.desk, tasks),
        history=HistoryPresenter(desk, api.desk, tasks),
        caller_gone=CallerGonePresenter(desk, api.desk, tasks),
        colleagues=colleagues,
        outgoing=OutgoingPresenter(desk, api.outgoing, tasks),
        recents=RecentsPresenter(
            desk,
            api.desk,
            api.interactions,
            tasks,
            on_customer=customer.customer_found,
            on_caller=customer.back_to_caller,
        ),
    )
