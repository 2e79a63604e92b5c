"""An agent's desk says in its rail how many reviews and notes wait for them, and opens nothing by itself."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from agent_desktop.client.api import Api
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.quality import OwnQuality
from agent_desktop.contract.sessions import Role
from agent_desktop.demo.quality_bank import Bank
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.desk.quality_desk import QualityDesk
from agent_desktop.ui.quality.own_window import OwnQualityWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.window.rail import Rail
from telephony.contract import EventKind
from tests.client.support import desk, person, snapshot
from tests.client.test_desk import Reader


class Waiting(Bank):
    def __init__(self) -> None:
        super().__init__()
        self.count, self.asked = 2, 0

    def mine(self) -> OwnQuality:
        self.asked += 1
        return super().mine().model_copy(update={"waiting": self.count})


@pytest.fixture
def bank() -> Waiting:
    return Waiting()


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)


def told(model: DeskModel, kind: EventKind) -> None:
    said = snapshot(desk()).model_copy(update={"type": "event", "desk": None, "kind": kind, "subject_id": uuid4()})
    model.receive(said)


def followed(theme: Theme, bank: Waiting, store: QSettings, rail: Rail, **who: Any) -> tuple[QualityDesk, DeskModel]:
    model = DeskModel(Reader(), ImmediateTasks())
    api = cast(Api, SimpleNamespace(quality=bank, coaching=bank))
    quality = QualityDesk(theme, api, ImmediateTasks(), store, person(**who), lambda: NOW, HONG_KONG, QObject(rail))
    quality.follow(model, rail)
    model.link_changed(LinkState(LinkStatus.UP))
    model.receive(snapshot(desk()))
    return quality, model


def opened(quality: QualityDesk) -> OwnQualityWindow | None:
    return quality.own


def test_the_rail_counts_what_waits_and_hears_of_more(
    theme: Theme, bank: Waiting, store: QSettings, qtbot: QtBot
) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    quality, model = followed(theme, bank, store, rail)
    assert rail.quality.accessibleDescription() == "2 reviews or notes to read"

    bank.count = 1
    told(model, EventKind.QUALITY_CHANGED)
    assert rail.quality.accessibleDescription() == "1 review or note to read"
    assert opened(quality) is None
    asked = bank.asked
    told(model, EventKind.AGENT_STATE_CHANGED)
    assert bank.asked == asked

    quality.show()
    own = opened(quality)
    assert own is not None
    qtbot.addWidget(own)
    bank.count = 0
    own.table.selectRow(3)
    own.agree.click()
    assert (rail.quality.accessibleDescription(), rail.quality.toolTip()) == ("", "")

    quality.stop()
    asked = bank.asked
    told(model, EventKind.QUALITY_CHANGED)
    assert bank.asked == asked


def test_a_reviewer_has_no_such_number(theme: Theme, bank: Waiting, store: QSettings, qtbot: QtBot) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    followed(theme, bank, store, rail, roles={Role.SUPERVISOR, Role.AGENT})
    assert (bank.asked, rail.quality.accessibleDescription()) == (0, "")
