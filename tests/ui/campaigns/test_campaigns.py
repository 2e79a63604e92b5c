"""Campaigns on the screen: looked at before they start, followed, paused, and their letters saved."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.campaigns import (
    CampaignState,
    CampaignStep,
    CampaignWay,
    ChangeCampaign,
    PlanCampaign,
    StartCampaign,
)
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_campaigns import CAMPAIGNS, Bureau, campaigns_window
from agent_desktop.ui.campaigns.window import CampaignsWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel


@pytest.fixture
def bureau() -> Bureau:
    return Bureau()


@pytest.fixture
def window(theme: Theme, bureau: Bureau, bring_up: Callable[[QWidget], None]) -> CampaignsWindow:
    window = campaigns_window(theme, bureau)
    bring_up(window)
    window.start()
    return window


def said(window: CampaignsWindow) -> str:
    return "\n".join(each.full_text() for each in window.findChildren(TextLabel) if each.isVisible())


def test_each_is_shown_with_how_far_it_is_and_who_is_left_out(
    window: CampaignsWindow, language: LanguageSwitch, qtbot: QtBot
) -> None:
    words = said(window)
    assert "Under way: 240 of 660 · 171 were spoken with, 6 were to be called already" in words
    assert "Left out: 88 had one of these lately · 51 does not wish to be called · 13 no number" in words
    window.campaigns.select(CAMPAIGNS[1].campaign_id)
    assert "The mail server is away" in said(window)
    assert "Of 2 it is not known whether the e-mail went out." in said(window)
    language.use("zh")
    qtbot.waitUntil(lambda: "邮件服务器无法连接" in said(window))


def test_a_new_one_is_started_only_as_it_was_looked_at(window: CampaignsWindow, bureau: Bureau, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = window.form
    assert form.isVisible()
    assert not form.start.isEnabled()
    form.tiers[Tier.STANDARD].click()
    qtbot.mouseClick(form.way.stops[3], Qt.MouseButton.LeftButton)
    form.capacity.clear()
    qtbot.keyClicks(form.capacity, "40")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert "96 of 131 customers are reached." in said(window)
    (asked,) = bureau.done
    assert isinstance(asked, PlanCampaign)
    assert (asked.way, asked.capacity, asked.audience.tiers) == (
        CampaignWay.POST,
        40,
        frozenset({Tier.GOLD, Tier.PLATINUM}),
    )
    qtbot.keyClicks(form.name, "June birthdays")  # it reads otherwise now
    assert not form.start.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    bureau.problem = ClientError(ErrorCode.SERVER_AWAY)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    bureau.problem = None
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    first, second = (each for each in bureau.done if isinstance(each, StartCampaign))
    assert first == second  # the answer was lost: it is the same campaign
    assert (second.name, second.seen_reached) == ("June birthdays", 96)
    assert not form.isVisible()
    assert window.campaigns.state.campaign is not None
    assert window.campaigns.state.campaign.name == "June birthdays"


def test_what_lacks_is_said_and_whom_the_plan_reaches_is_looked_at_again(
    window: CampaignsWindow, bureau: Bureau
) -> None:
    window.campaigns.compose((uuid4(), uuid4()))
    assert window.campaigns.state.new.way is CampaignWay.POST  # a letter to those who were marked
    assert "2 picked customers" in said(window)
    window.form.capacity.setText("")
    window.form.capacity.textEdited.emit("")
    window.campaigns.look()
    assert "Give how many a day can bear." in said(window)
    window.form.capacity.setText("5")
    window.form.capacity.textEdited.emit("5")
    window.campaigns.look()
    bureau.problem = ClientError(ErrorCode.CAMPAIGN_REFUSED, {"problem": "plan_changed"})
    window.campaigns.start()
    assert "Whom it reaches has changed meanwhile." in said(window)
    assert not window.form.start.isEnabled()


def test_words_that_were_typed_stay_when_a_new_one_is_begun_for_others(window: CampaignsWindow, qtbot: QtBot) -> None:
    window.campaigns.compose((uuid4(),))
    window.form.texts["en"].setPlainText("We move on Monday.")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.campaigns.state.new.customer_ids == ()
    assert window.form.texts["en"].toPlainText() == "We move on Monday."
    assert dict(window.campaigns.state.new.text)["en"] == "We move on Monday."


def test_it_is_paused_and_gone_on_with_by_key_and_the_uncertain_ones_are_decided(
    window: CampaignsWindow, bureau: Bureau, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert window.campaigns.state.campaign is not None
    assert window.campaigns.state.campaign.state is CampaignState.PAUSED
    assert window.detail.resume.isVisible()
    window.campaigns.select(CAMPAIGNS[1].campaign_id)
    qtbot.mouseClick(window.detail.leave, Qt.MouseButton.LeftButton)
    steps = [each.step for each in bureau.done if isinstance(each, ChangeCampaign)]
    assert steps == [CampaignStep.PAUSE, CampaignStep.LEAVE]


def test_a_step_whose_answer_was_lost_is_not_repeated_on_another_campaign(
    window: CampaignsWindow, bureau: Bureau
) -> None:
    campaigns = window.campaigns
    bureau.problem = ClientError(ErrorCode.SERVER_AWAY)
    campaigns.step(CampaignStep.PAUSE)
    bureau.problem = None
    campaigns.select(CAMPAIGNS[1].campaign_id)
    campaigns.step(CampaignStep.PAUSE)
    first, second = (each for each in bureau.done if isinstance(each, ChangeCampaign))
    assert first.command_id != second.command_id


def test_its_letters_are_saved_to_a_folder_one_by_one(
    window: CampaignsWindow, bureau: Bureau, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(window.detail.save, Qt.MouseButton.LeftButton)
    assert [place.name.rpartition(" ")[0] for place in bureau.saved] == ["Mr Chan Ka Ming", "Mrs Clara Hartley"]
    assert "2 of 2 letters saved" in said(window)


def test_a_server_that_is_away_is_said_with_a_way_on(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bureau = Bureau(away=True)
    window = campaigns_window(theme, bureau)
    bring_up(window)
    window.start()
    assert "The campaigns cannot be read now" in said(window)
    bureau.away = False
    window.campaigns.open()
    assert "Under way: 240 of 660" in said(window)
