"""A fault in any Qt override is reported and survived: each in turn is made to raise, and Qt made to call it."""

import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QAbstractItemView, QApplication, QGraphicsItem, QGraphicsView, QWidget
from shiboken6 import isValid

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.demo.pop_watch import PopWatch
from agent_desktop.demo.screen_accounts import ACCOUNTS
from agent_desktop.demo.screen_authoring import AUTHORING
from agent_desktop.demo.screen_board import BOARDS
from agent_desktop.demo.screen_calibration import CALIBRATION
from agent_desktop.demo.screen_linking import LINKING
from agent_desktop.demo.screen_login import LOGINS, login_screen
from agent_desktop.demo.screen_people import PEOPLE
from agent_desktop.demo.screen_quality import QUALITY
from agent_desktop.demo.screen_reports import REPORTS
from agent_desktop.demo.screen_routing import ROUTING
from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_staffing import STAFFING
from agent_desktop.demo.screen_stage import SilentRing, show_scene, still_ticker
from agent_desktop.demo.trial_caller.presenter import TrialCallerPresenter
from agent_desktop.demo.trial_caller.view import TrialCallerView
from agent_desktop.ui.call_bar.recording_mark import RecordingMark
from agent_desktop.ui.desk.views import Views, build_views
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.names import BankNames
from telephony.contract import RecordingSnapshot, RecordingState
from tests.demo.trial_caller.test_presenter import FakeCarrier, FakePeople
from tests.ui.complaint_stage import complaint_widgets
from tests.ui.overrides import Override, all_overrides, drive, overrides_of

OVERRIDES = all_overrides()


class Stage:
    """Every window of the product, each panel filled as it is in the middle of a call."""

    def __init__(self, theme: Theme) -> None:
        self.views: Views = build_views(theme, still_ticker(), SilentRing(), show_at_once=True)
        self.views.window.show()
        self.views.window.setUpdatesEnabled(False)  # two hundred scenes are laid out, and only the last is painted
        for name in SCENES:  # rows are made when a scene needs them first
            show_scene(self.views, SCENES[name])
            QApplication.processEvents()
        self.views.window.setUpdatesEnabled(True)
        self.open_palette()
        self.login = login_screen(theme, LOGINS["sign-in-wrong-password"])
        people = TrialCallerPresenter(FakePeople(), FakeCarrier(), ImmediateTasks())
        people.start()
        self.caller = TrialCallerView(theme, people, None)
        call_id = uuid4()
        self.watch = PopWatch(self.views.window, lambda: call_id)
        self.routing = ROUTING["routing-queue"](theme)
        self.review = LINKING["linking-pair"](theme)
        self.accounts = ACCOUNTS["accounts-possible"](theme)
        self.calibration = CALIBRATION["calibration-apart"](theme)
        self.hours = ROUTING["routing-hours"](theme)
        self.mark = RecordingMark(theme)  # no call on the stage is recorded
        self.mark.show_recording(RecordingSnapshot(state=RecordingState.ON))
        self.scripts = [AUTHORING[name](theme) for name in ("authoring-broken", "authoring-compared")]
        self.complaints = complaint_widgets(theme)
        beside: list[QWidget] = [self.routing, self.hours, self.review, self.accounts, self.mark, self.calibration]
        beside += [*self.scripts, *self.complaints, *supervisors_windows(theme)]
        app = QApplication.instance()
        assert app is not None
        self.names = BankNames(app)
        self._tops: list[QWidget] = [self.views.window, self.login, self.caller, *beside]
        self._known: list[QObject | QGraphicsItem] = []

    def objects(self, owner: type) -> list[QObject | QGraphicsItem]:
        """Everything on the stage that is an `owner`, the plainest first."""
        found = [each for each in self._known if isinstance(each, owner) and isValid(each)]
        if not found:
            self._known = self._everything()
            found = [each for each in self._known if isinstance(each, owner)]
        return sorted(found, key=lambda each: type(each) is not owner)

    def _everything(self) -> list[QObject | QGraphicsItem]:
        """Nine thousand objects: looked for again only where what is known of them is not enough."""
        every: list[QObject | QGraphicsItem] = [
            each for top in self._tops for each in (top, *top.findChildren(QObject))
        ]
        every.append(self.names)
        lists = [each for each in every if isinstance(each, QAbstractItemView)]
        every += [beside for each in lists for beside in (each.itemDelegate(), each.model())]
        for view in [each for each in every if isinstance(each, QGraphicsView)]:
            every += view.scene().items()
        return every

    def open_palette(self) -> None:
        """Have rows in every list, whatever a test before has closed."""
        show_scene(self.views, SCENES["palette"])
        QApplication.processEvents()

    def close(self) -> None:
        self.caller.stop()
        self.names.stop()
        for top in self._tops:
            top.hide()
            top.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def supervisors_windows(theme: Theme) -> list[QWidget]:
    """The windows that supervisors and administrators have beside, or in place of, a desk."""
    scenes = (
        (BOARDS, ("board-live-wide", "board-wall")),
        (STAFFING, ("staffing", "staffing-adherence")),
        (REPORTS, ("reports-by-day", "reports-explained")),
        (PEOPLE, ("people-chosen",)),
        (ROUTING, ("rules-thresholds", "rules-levels")),
        (QUALITY, ("quality-reviewing",)),
    )
    return [made[name](theme) for made, names in scenes for name in names]


@pytest.fixture(scope="module")
def stage(dressed: Theme) -> Iterator[Stage]:
    made = Stage(dressed)
    yield made
    made.close()


def test_there_are_many_overrides_and_each_is_guarded() -> None:
    assert len(OVERRIDES) > 150
    assert [str(each) for each in OVERRIDES if not each.is_guarded] == []


def test_an_override_is_known_by_qts_own_name_and_not_by_ours() -> None:
    class Row(QWidget):
        def event(self, event: QEvent) -> bool:
            return super().event(event)

        def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
            return QSize()

        def display(self) -> None: ...

    assert [(each.name, each.is_guarded) for each in overrides_of(Row)] == [("event", False), ("sizeHint", False)]


@pytest.mark.parametrize("override", OVERRIDES, ids=str)
def test_a_fault_in_an_override_is_reported_and_survived(
    stage: Stage, override: Override, caplog: pytest.LogCaptureFixture
) -> None:
    stage.open_palette()
    candidates = stage.objects(override.owner)
    assert candidates, "no window shows one: put it on the stage"

    with caplog.at_level(logging.ERROR), override.failing() as called:
        for candidate in candidates:
            drive(override.name, candidate)
            if called:
                break

    assert called, "Qt did not call it"
    reports = [record.message for record in caplog.records]
    assert [each for each in reports if f"{override.owner.__name__}.{override.name} failed: InjectedError" in each]
    assert all("InjectedError" in each for each in reports)
    # And the window is as good as before.
    caplog.clear()
    drive(override.name, candidate)
    assert caplog.records == []
