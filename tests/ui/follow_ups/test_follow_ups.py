"""Follow-up plans on the desktop: listed, planned, referred in one key, and what came of it told once."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.follow_ups import (
    ChangeFollowUp,
    CustomerFollowUps,
    FollowUp,
    FollowUpList,
    FollowUpSpan,
    FollowUpStep,
    MakeFollowUp,
    Phase,
    Refer,
)
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.demo import screen_follow_ups as samples
from agent_desktop.ui.follow_ups.card import FollowUpsCard
from agent_desktop.ui.follow_ups.form import PlanForm
from agent_desktop.ui.follow_ups.kept import PlanWords
from agent_desktop.ui.follow_ups.presenter import FollowUpsPresenter, PlansPresenter, Whose
from agent_desktop.ui.follow_ups.strip import PlanStrip
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState, DeskChange, EventKind
from tests.client.support import HeldTasks, agent, desk, event, snapshot
from tests.client.test_desk import Reader

_LISTED = samples.LISTED.listed
assert _LISTED is not None
_PLAN = _LISTED.follow_ups[0]
_WHO = Whose(_PLAN.customer_id, "Ms Grace Ho", "何詠詩 女士", UUID(int=7))


class Server:
    """Answers from what stands in it, and keeps what it was asked."""

    def __init__(self) -> None:
        assert _LISTED is not None
        self.answer: FollowUpList = _LISTED
        self.found = CustomerFollowUps(follow_ups=(_PLAN,), manager_name="Raymond Lau", may_refer=True)
        self.asked: list[object] = []
        self.problem: ClientError | None = None

    def _ask(self, asked: object) -> None:
        self.asked.append(asked)
        if self.problem is not None:
            raise self.problem

    def listed(self, span: FollowUpSpan) -> FollowUpList:
        self._ask(span)
        return self.answer

    def of_customer(self, customer_id: UUID) -> CustomerFollowUps:
        self.asked.append(customer_id)
        return self.found

    def make(self, command: MakeFollowUp) -> FollowUp:
        self._ask(command)
        return _PLAN

    def refer(self, command: Refer) -> FollowUp:
        self._ask(command)
        referred = samples.PLAN_REFERRED.referred
        assert referred is not None
        return referred

    def change(self, follow_up_id: UUID, command: ChangeFollowUp) -> FollowUp:
        self._ask(command)
        return _PLAN


def commands(server: Server) -> list[object]:
    return [each for each in server.asked if isinstance(each, MakeFollowUp | Refer | ChangeFollowUp)]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def plans(server: Server) -> PlansPresenter:
    changed: list[None] = []
    plans = PlansPresenter(server, ImmediateTasks(), lambda: changed.append(None))
    plans.show_customer(_WHO)
    return plans


def test_the_list_is_read_as_the_link_comes_up_and_when_a_plan_has_changed(server: Server) -> None:
    tasks, model = HeldTasks(), DeskModel(Reader(), ImmediateTasks())
    listed = FollowUpsPresenter(model, server, tasks)
    model.link_changed(LinkState(LinkStatus.UP))
    model.receive(snapshot(desk(agent=agent(AgentState.READY))))
    tasks.run_all()
    assert listed.state.selected == _PLAN.follow_up_id
    listed.show_span(FollowUpSpan.MONTH)
    listed.show_span(FollowUpSpan.WEEK)
    tasks.run_all()
    model.receive(event(DeskChange(), kind=EventKind.FOLLOW_UP_CHANGED))
    tasks.run_all()
    assert server.asked == [FollowUpSpan.DAY, FollowUpSpan.MONTH, FollowUpSpan.WEEK, FollowUpSpan.WEEK]

    assert _LISTED is not None
    listed.notice(_LISTED.results[0].follow_up_id)
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    tasks.run_all()
    assert listed.state.problem is not None
    assert listed.state.listed == _LISTED  # what is known stays
    (said,) = commands(server)
    assert isinstance(said, ChangeFollowUp)
    assert said.step is FollowUpStep.NOTICE


def test_a_next_step_is_kept_and_a_repeat_after_a_lost_answer_is_the_same_command(
    plans: PlansPresenter, server: Server
) -> None:
    plans.open()
    assert plans.state.words == PlanWords(Interest.WEALTH, Phase.PROPOSE, _PLAN.next_step, _PLAN.next_on)
    plans.choose(None)
    plans.keep()
    assert plans.state.problem is not None
    assert plans.state.problem.details == {"problem": "next_step_needed"}
    plans.changed(PlanWords(Interest.LOANS, Phase.OFFER, " Draft it ", None))
    plans.keep()
    assert plans.state.problem.details == {"problem": "day_needed"}
    assert commands(server) == []
    plans.changed(PlanWords(Interest.LOANS, Phase.OFFER, " Draft it ", date(2026, 6, 20)))
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    plans.keep()
    plans.keep()
    server.problem = None
    plans.keep()
    first, second, third = commands(server)
    assert first == second == third
    assert isinstance(first, MakeFollowUp)
    assert (first.next_step, first.call_id) == ("Draft it", UUID(int=7))
    assert not plans.state.open


def test_one_key_refers_at_once_and_a_mistake_is_taken_back(plans: PlansPresenter, server: Server) -> None:
    plans.refer()
    (given,) = commands(server)
    assert isinstance(given, Refer)
    assert (given.customer_id, given.words) == (_PLAN.customer_id, "")
    assert plans.state.open
    assert plans.state.referred is not None
    plans.step(FollowUpStep.CANCEL, "By mistake")
    taken = commands(server)[-1]
    assert isinstance(taken, ChangeFollowUp)
    assert (taken.step, taken.words) == (FollowUpStep.CANCEL, "By mistake")


def test_another_customer_has_a_form_of_their_own_and_an_answer_that_comes_late_is_none_of_theirs(
    server: Server,
) -> None:
    tasks = HeldTasks()
    plans = PlansPresenter(server, tasks, lambda: None)
    plans.show_customer(_WHO)
    plans.open()
    plans.changed(PlanWords(Interest.CARDS, Phase.NEED, "Of the first", date(2026, 6, 20)))
    plans.keep()
    other = Whose(UUID(int=9), "Mr Fung")
    plans.show_customer(other)
    tasks.run_all()
    assert (plans.state.whose, plans.state.words, plans.state.open) == (other, PlanWords(), False)


def test_what_was_typed_comes_back_after_the_form_was_put_away_or_another_customer_called(
    plans: PlansPresenter, server: Server
) -> None:
    plans.open()
    plans.choose(None)
    typed = PlanWords(Interest.CARDS, Phase.NEED, "Half a sen", date(2026, 6, 20))
    plans.changed(typed)
    plans.close()
    plans.open()
    assert (plans.state.planning, plans.state.words) == (None, typed)
    plans.show_customer(Whose(UUID(int=9), "Mr Fung"))
    plans.open()
    assert plans.state.words != typed
    plans.show_customer(_WHO)
    plans.refer()  # at once, while the form is closed: it takes nothing of what is typed
    plans.close()
    plans.open()
    assert plans.state.words == typed
    plans.keep()
    plans.open()
    assert plans.state.planning == _PLAN.follow_up_id


def test_a_step_that_was_refused_for_want_of_words_is_done_with_those_given_since(
    plans: PlansPresenter, server: Server
) -> None:
    plans.open()
    server.problem = ClientError(ErrorCode.FOLLOW_UP_REFUSED, {"problem": "words_needed"})
    plans.step(FollowUpStep.LOSE)
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    plans.step(FollowUpStep.LOSE, "They wish none")
    server.problem = None
    plans.step(FollowUpStep.LOSE, "They wish none")
    first, second, third = (each for each in commands(server) if isinstance(each, ChangeFollowUp))
    assert (first.words, second.words) == ("", "They wish none")
    assert second == third


def said(widget: QWidget) -> str:
    return "\n".join(each.full_text() for each in widget.findChildren(TextLabel) if not each.isHidden())


def test_the_card_shows_what_is_late_and_says_what_came_of_a_referral(
    theme: Theme, ticker: Ticker, language: LanguageSwitch, qtbot: QtBot
) -> None:
    card = FollowUpsCard(theme, ticker)
    qtbot.addWidget(card)
    assert card.isHidden()  # nothing to be done
    card.display(samples.LISTED)
    card.show()
    model = card.table.model()
    texts = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert [row[2] for row in texts] == ["Propose", "Find the need", "Find the need", "Follow up"]
    assert texts[2][3] == "Insurance: First contact"
    assert texts[1][4] == "From Ken Yip"
    assert "Won · Car loan of HKD 200,000 – your referral, Raymond Lau" in said(card)
    assert card.take.isHidden()
    card.display(samples.LISTED_FREE)
    assert not card.take.isHidden()
    with qtbot.waitSignal(card.span_chosen) as chosen:
        qtbot.mouseClick(card.span.stops[2], Qt.MouseButton.LeftButton)
    assert chosen.args == [FollowUpSpan.MONTH]
    language.use("zh")
    qtbot.waitUntil(lambda: "跟进事项" in said(card))
    card.display(samples.LIST_FAILED)
    assert "暂时无法读取跟进事项" in said(card)


def test_the_strip_and_the_form_show_the_plan_and_the_form_goes_to_what_is_missing(
    theme: Theme, ticker: Ticker, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    strip, form = PlanStrip(theme, ticker), PlanForm(theme, ticker, host)
    qtbot.addWidget(strip)
    strip.display(samples.PLAN_SHOWN)
    assert "Send the two bond funds we spoke of" in said(strip)
    assert strip.refer.toolTip() == "Hand to Raymond Lau"
    strip.display(samples.NO_PLANS)
    assert strip.isHidden()

    form.display(samples.PLAN_FORM)
    assert form.next_step.hasFocus()
    assert (form.day.text(), form.win.isHidden()) == ("2026-06-14", False)
    form.result.setText("They wish none")
    with qtbot.waitSignal(form.step_chosen) as chosen:
        qtbot.mouseClick(form.lose, Qt.MouseButton.LeftButton)
    assert chosen.args == [FollowUpStep.LOSE, "They wish none"]
    with qtbot.waitSignal(form.changed) as changed:
        qtbot.mouseClick(form.phase.stops[3], Qt.MouseButton.LeftButton)
    assert changed.args is not None
    assert changed.args[0].phase is Phase.FOLLOW_UP
    form.display(samples.PLAN_NEW)
    assert form.day.hasFocus()
    assert "Give the day" in said(form)
    form.display(samples.PLAN_REFERRED)
    assert "Handed to Raymond Lau." in said(form)
    assert not form.refer.isEnabled()
    form.display(samples.NO_PLANS)
    assert form.isHidden()
