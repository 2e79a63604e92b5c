"""The whole window with every panel, set to one state after another."""

from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Final

from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_scripts as scripts
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.call_bar.presenter import CallSlotState
from agent_desktop.ui.call_bar.view import CallBarView
from agent_desktop.ui.customer.presenter import CustomerState
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.holdings.sources import SourceLabels
from agent_desktop.ui.holdings.value_card import ValueCard
from agent_desktop.ui.holdings.view import HoldingsView
from agent_desktop.ui.messages import Message
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.notes.view import NotesView
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.offer.view import OfferView
from agent_desktop.ui.presence.day_strip import DayStrip
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.presence.queue_list import QueueList
from agent_desktop.ui.presence.view import TopBar
from agent_desktop.ui.script_panel.state import ScriptState
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.contacts_card import ContactsCard
from agent_desktop.ui.timeline.presenter import TimelineState
from agent_desktop.ui.timeline.view import RecentView, TimelineView
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.centre import Body, CentreParts
from agent_desktop.ui.window.frame import MainWindow, WindowParts
from agent_desktop.ui.window.guide import GuidePage, GuideParts
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from agent_desktop.ui.wrap_up.view import WrapUpView

HONG_KONG: Final = timezone(timedelta(hours=8), "HKT")


def still_ticker() -> Ticker:
    """Return the clock of the pictures: it stands still."""
    return Ticker(lambda: NOW, HONG_KONG)


@dataclass(frozen=True, slots=True)
class Scene:
    """One state of the whole window."""

    presence: PresenceState = samples.READY
    slot: CallSlotState = samples.NO_CALL
    offer: OfferState = samples.NO_OFFER
    customer: CustomerState = samples.NOBODY
    holdings: HoldingsState = samples.NO_HOLDINGS
    timeline: TimelineState = samples.NO_TIMELINE
    script: ScriptState = scripts.NO_SCRIPT
    notes: NotesState = scripts.NO_NOTES
    wrap_up: WrapUpState = scripts.NO_WRAP_UP
    guide: GuidePage = GuidePage.IDLE
    tab: int = 0
    body: Body = Body.IDLE
    messages: tuple[Message, ...] = ()


class Stage:
    """Builds the window as the program does, and draws a `Scene` on it."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        self.top_bar = TopBar(theme, ticker)
        self.call_bar = CallBarView(theme, ticker)
        self.customer = CustomerView(theme, ticker, show_at_once=True)
        self.day = DayStrip(theme)
        self.value_card = ValueCard(theme)
        self.contacts_card = ContactsCard(theme)
        self.holdings = HoldingsView(theme, ticker, show_at_once=True)
        self.recent = RecentView(theme, ticker)
        self.timeline = TimelineView(theme, ticker, show_at_once=True)
        self.sources = SourceLabels(theme, ticker)
        self.offer = OfferView(theme, ticker, show_at_once=True)
        self.queues = QueueList(theme, ticker)
        self.script = ScriptView(theme)
        self.wrap_up = WrapUpView(theme, ticker)
        self.notes = NotesView(theme, ticker)
        self.window = MainWindow(
            theme,
            ticker,
            WindowParts(
                top_bar=self.top_bar,
                call_bar=self.call_bar,
                customer=self.customer,
                centre=CentreParts(
                    day=self.day,
                    value_card=self.value_card,
                    contacts_card=self.contacts_card,
                    holdings=self.holdings,
                    recent=self.recent,
                    timeline=self.timeline,
                ),
                guide=GuideParts(
                    offer=self.offer,
                    queues=self.queues,
                    script=self.script,
                    wrap_up=self.wrap_up,
                    notes=self.notes,
                ),
                sources=self.sources,
                fold_customer=self.customer.set_folded,
            ),
        )

    def show(self, scene: Scene) -> None:
        """Draw `scene`."""
        self.top_bar.display(scene.presence)
        self.day.display(scene.presence)
        self.queues.display(scene.presence)
        self.call_bar.display(scene.slot)
        self.offer.display(scene.offer)
        self.customer.display(scene.customer)
        self.value_card.display(scene.holdings)
        self.holdings.display(scene.holdings)
        self.sources.display(scene.holdings)
        self.contacts_card.display(scene.timeline)
        self.recent.display(scene.timeline)
        self.timeline.display(scene.timeline)
        self.script.display(scene.script)
        self.notes.display(scene.notes)
        self.wrap_up.display(scene.wrap_up)
        self.window.show_body(scene.body)
        self.window.centre.set_timeline_count(scene.timeline.total_count)
        self.window.centre.open_tab(scene.tab)
        self.window.show_guide(scene.guide)
        self.window.show_messages(scene.messages)
