"""Joins follow-up plans with the window: the strip under the customer, the form, the card of tasks, referrals."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from agent_desktop.client.callbacks import CallbackOfficeApi
from agent_desktop.client.follow_ups_api import FollowUpsApi
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.ui.callback_office.not_to_call import NotToCallPresenter
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.follow_ups.presenter import FollowUpsPresenter, FollowUpsState, PlansPresenter, PlansState, Whose
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.widgets.formats import language_now


class FollowingUp(QObject):
    """Lives as long as the person is signed in. `on_listed` is told whether there is something to be done; `typed`
    keeps what is typed into the form."""

    def __init__(
        self,
        views: Views,
        presenters: Presenters,
        commands: DeskCommands,
        actions: KeyActions,
        api: FollowUpsApi,
        office: CallbackOfficeApi,
        tasks: Tasks,
        on_listed: Callable[[bool], None],
        typed: TypedStore,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._views, self._presenters, self._commands, self._on_listed = views, presenters, commands, on_listed
        self.listed_ones = FollowUpsPresenter(presenters.desk, api, tasks)
        self.plans = PlansPresenter(api, tasks, self.listed_ones.read, typed)
        self.not_to_call = NotToCallPresenter(office, tasks, presenters.customers.read_again)
        self._wanted: UUID | None = None
        commands.features.append(self)
        actions.on(Command.FOLLOW_UP, self.plan)
        actions.on(Command.REFER, self.refer)
        self._join()
        self._stop = presenters.customers.watch(self._customer_changed)

    def finish(self) -> bool:
        """See `Feature.finish`."""
        if self.not_to_call.state.open:
            self._views.not_to_call.keep()
            return True
        if not self.plans.state.open:
            return False
        self.plans.keep()
        return True

    def call(self) -> bool:
        """See `Feature.call`."""
        return False

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return what Ctrl+K offers, with a customer on screen."""
        if self.plans.state.whose is None:
            return ()
        return (
            PaletteCommand(
                "follow_up:", self.tr("Plan a follow-up"), icon="ph.handshake", keys="Alt+J",
                other_words="plan next step 跟进 计划",
            ),
            PaletteCommand(
                "refer:", self.tr("Refer to the relationship manager"), icon="ph.handshake", keys="Alt+W",
                other_words="referral manager 转介 客户经理",
            ),
            PaletteCommand(
                "not_to_call:", self.tr("May they be called?"), icon="ph.phone-slash",
                other_words="do not call wish list 谢绝来电 免打扰",
            ),
        )  # fmt: skip

    def run(self, kind: str, _value: str = "") -> bool:
        """Do what was chosen in Ctrl+K; False where it is not of this part."""
        deeds = {"follow_up": self.plan, "refer": self.refer, "not_to_call": self.show_wishes}
        if kind not in deeds:
            return False
        deeds[kind]()
        return True

    def show_wishes(self) -> None:
        """Show whether the customer on screen wishes to be called."""
        whose = self.plans.state.whose
        self._commands.close_overlays()
        if whose is not None:
            chinese = whose.name_chinese if language_now() == "zh" else ""
            self.not_to_call.open(whose.customer_id, chinese or whose.name)

    def plan(self) -> None:
        """Alt+J: plan a follow-up with the customer on screen."""
        was_open = self.plans.state.open
        self._commands.close_overlays()
        if was_open:
            return
        if self.plans.state.whose is None:
            self._commands.show_palette()  # whom?
        else:
            self.plans.open()

    def refer(self) -> None:
        """Alt+W: hand the customer on screen to who looks after them, at once."""
        if self.plans.state.whose is None:
            self._commands.show_palette()
            return
        if not self.plans.state.open:
            self._commands.close_overlays()
        self.plans.refer()

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()
        self.listed_ones.stop()

    def _join(self) -> None:
        card, listed = self._views.follow_ups, self.listed_ones
        card.selected.connect(listed.select)
        card.span_chosen.connect(listed.show_span)
        card.take_chosen.connect(listed.take)
        card.seen_chosen.connect(listed.notice)
        card.retry_chosen.connect(listed.read)
        card.plan_chosen.connect(self._plan_selected)
        listed.show_to(self._show_listed)
        form, strip, plans = self._views.plan_form, self._views.plan_strip, self.plans
        form.changed.connect(plans.changed)
        form.chosen.connect(plans.choose)
        form.keep_chosen.connect(plans.keep)
        form.refer_chosen.connect(self.refer)
        form.step_chosen.connect(plans.step)
        form.closed.connect(plans.close)
        strip.plan_chosen.connect(self.plan)
        strip.refer_chosen.connect(self.refer)
        plans.show_to(self._show_plans)
        wishes, view = self.not_to_call, self._views.not_to_call
        view.scope_chosen.connect(wishes.choose)
        view.add_chosen.connect(wishes.add)
        view.end_chosen.connect(wishes.end)
        view.closed.connect(wishes.close)
        wishes.show_to(view.display)

    def _show_listed(self, state: FollowUpsState) -> None:
        self._views.follow_ups.display(state)
        self._on_listed(not state.is_empty)

    def _show_plans(self, state: PlansState) -> None:
        self._views.plan_strip.display(state)
        self._views.plan_form.display(state)

    def _customer_changed(self, shown: ShownCustomer) -> None:
        profile = shown.profile
        if profile is None:
            if not shown.loading:
                self.plans.show_customer(None)
            return
        whose = Whose(profile.customer_id, profile.name, profile.name_chinese, shown.call_id)
        self.plans.show_customer(whose)
        if self._wanted == profile.customer_id:
            self._wanted = None
            self.plans.open()

    def _plan_selected(self) -> None:
        """Show the customer of the selected one, and the form once they are there."""
        plan = self.listed_ones.state.follow_up
        if plan is None:
            return
        whose = self.plans.state.whose
        if whose is not None and whose.customer_id == plan.customer_id:
            self.plan()
            return
        self._wanted = plan.customer_id
        self._presenters.customer.customer_found(plan.customer_id)
