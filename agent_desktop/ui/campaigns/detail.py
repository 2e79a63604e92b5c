"""One campaign in full: how far it is, who is left out and why, its days, its customers, and what can be done."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.campaigns import CampaignStep, CampaignWay, MemberState
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.campaigns.presenter import CampaignsState
from agent_desktop.ui.campaigns.words import (
    STATE_TONES,
    WAY_ICONS,
    member_words,
    problem_words,
    seen_to,
    state_words,
    to_reach,
    way_words,
    why_words,
)
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import language_now, weekday_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.views import RowTable

_TIER_ICONS: Final = {Tier.PLATINUM: "ph.crown-simple-fill", Tier.GOLD: "ph.star-fill"}
_MEMBER_TONES: Final = {
    MemberState.DONE: Token.GOOD,
    MemberState.FAILED: Token.PROBLEM,
    MemberState.UNCERTAIN: Token.CAUTION,
    MemberState.SENDING: Token.ACCENT,
}
_DAYS_SHOWN: Final = 6


class CampaignDetail(QFrame):
    """Draws the selected campaign of a `CampaignsState`.

    Signals:
        step_chosen: Do this with it (`CampaignStep`).
        save_chosen: Write its letters to a folder.
        more_chosen: List the next page of customers.
    """

    step_chosen = Signal(object)
    save_chosen = Signal()
    more_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("panel", "canvas")
        self._icon = IconView(theme, "ph.megaphone", Token.ACCENT, 18)
        self._title = TextLabel(role=Role.TITLE, elided=True)
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._progress = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._days = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._problem, self._uncertain, self._trouble = Notice(theme), Notice(theme), Notice(theme)
        self._saved = Notice(theme)
        self.pause, self.resume = CommandButton(theme, keys="Alt+P"), CommandButton(theme, keys="Alt+P")
        self.again, self.leave = CommandButton(theme, small=True), CommandButton(theme, small=True)
        self.end = CommandButton(theme)
        self.save = CommandButton(theme, icon="ph.floppy-disk")
        self.more = CommandButton(theme, small=True)
        self._model = QStandardItemModel(0, 4, self)
        self.table = RowTable(theme, self._model)
        self.table.set_columns((Column(150, 10), Column(160, 8), Column(96), Column(90)))
        self._build()
        for button, step in (
            (self.pause, CampaignStep.PAUSE),
            (self.resume, CampaignStep.RESUME),
            (self.end, CampaignStep.CANCEL),
            (self.again, CampaignStep.SEND_AGAIN),
            (self.leave, CampaignStep.LEAVE),
        ):
            button.clicked.connect(lambda _=False, step=step: self.step_chosen.emit(step))
        self.save.clicked.connect(self.save_chosen)
        self.more.clicked.connect(self.more_chosen)

    def display(self, state: CampaignsState) -> None:
        """Draw the selected one."""
        campaign = state.campaign
        if campaign is None:
            return
        self._icon.show_icon(WAY_ICONS[campaign.way], Token.ACCENT)
        self._title.set_text(campaign.name)
        self._draw_about(state)
        self._draw_progress(state)
        steps = campaign.steps
        for button, step, text in (
            (self.pause, CampaignStep.PAUSE, self.tr("Pause")),
            (self.resume, CampaignStep.RESUME, self.tr("Go on")),
            (self.end, CampaignStep.CANCEL, self.tr("End it")),
            (self.again, CampaignStep.SEND_AGAIN, self.tr("Send again")),
            (self.leave, CampaignStep.LEAVE, self.tr("They have it")),
        ):
            button.set_words(text)
            button.setVisible(step in steps)
            button.setEnabled(not state.busy)
        letters = sum(each.has_letter for each in state.members)
        self.save.set_words(self.tr("Save the letters to a folder"))
        self.save.setVisible(letters > 0)
        self.save.setEnabled(not state.busy)
        self._draw_notices(state)
        self._draw_members(state)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        decide = QHBoxLayout()
        decide.setSpacing(8)
        decide.addWidget(self._uncertain, 1)
        decide.addWidget(self.again)
        decide.addWidget(self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.pause, self.resume, self.end):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(head)
        for label in (self._about, self._progress, self._left, self._days):
            column.addWidget(label)
        column.addWidget(self._problem)
        column.addLayout(decide)
        column.addWidget(line("h"))
        column.addWidget(self.table, 1)
        column.addWidget(self.more)
        for notice in (self._saved, self._trouble):
            column.addWidget(notice)
        column.addLayout(buttons)

    def _draw_about(self, state: CampaignsState) -> None:
        campaign = state.campaign
        assert campaign is not None, "it was asked for"
        days = f"{weekday_text(campaign.from_on)} – {weekday_text(campaign.until_on)}"
        who = self.tr("{count} picked").format(count=campaign.picked) if campaign.picked else ""
        parts = (
            words(campaign.template_name),
            way_words(campaign.way),
            days,
            self.tr("at most {count} a day").format(count=campaign.capacity),
            campaign.manager_name,
            who,
            self.tr("by {name}").format(name=campaign.by_name) if campaign.by_name else "",
        )
        self._about.set_text(" · ".join(each for each in parts if each))

    def _draw_progress(self, state: CampaignsState) -> None:
        campaign = state.campaign
        assert campaign is not None, "it was asked for"
        done, whole = seen_to(campaign), to_reach(campaign)
        text = self.tr("{state}: {done} of {whole}").format(
            state=state_words(campaign.state), done=f"{done:,}", whole=f"{whole:,}"
        )
        if campaign.way is CampaignWay.PHONE:
            called = self.tr("{count} were spoken with, {joined} were to be called already").format(
                count=campaign.reached, joined=campaign.joined
            )
            text = f"{text} · {called}"
        if campaign.late:
            text = f"{text} · " + self.tr("{count} late").format(count=campaign.late)
        self._progress.set_text(text)
        self._progress.set_tone(STATE_TONES[campaign.state])
        left = " · ".join(f"{each.count:,} {why_words(each.why)}" for each in campaign.left_out)
        self._left.set_text(self.tr("Left out: {left}").format(left=left) if left else "")
        self._left.setVisible(bool(left))
        shown = campaign.days[:_DAYS_SHOWN]
        days = " · ".join(f"{weekday_text(each.on)}: {each.count:,}" for each in shown)
        more = f" · +{len(campaign.days) - _DAYS_SHOWN}" if len(campaign.days) > _DAYS_SHOWN else ""
        self._days.set_text(self.tr("Still to come: {days}").format(days=days + more) if days else "")
        self._days.setVisible(bool(days))

    def _draw_notices(self, state: CampaignsState) -> None:
        campaign = state.campaign
        assert campaign is not None, "it was asked for"
        self._problem.show_notice("ph.warning-fill", Token.CAUTION, problem_words(campaign.problem))
        count = campaign.counts.get(MemberState.UNCERTAIN, 0)
        text = self.tr("Of {count} it is not known whether the e-mail went out. Nothing is sent twice by itself.")
        self._uncertain.show_notice("ph.question-fill", Token.CAUTION, text.format(count=count) if count else "")
        saved = ""
        if state.saved is not None:
            saved = self.tr("{count} of {whole} letters saved").format(count=state.saved, whole=state.to_save)
        self._saved.show_notice("ph.floppy-disk", Token.TEXT_2, saved)
        problem = state.problem if not state.composing else None
        self._trouble.show_notice(
            "ph.warning-circle-fill", Token.PROBLEM, "" if problem is None else deed_text(problem)
        )

    def _draw_members(self, state: CampaignsState) -> None:
        heads = (self.tr("Customer"), self.tr("How far"), self.tr("Day"), self.tr("Language"))
        for column, head in enumerate(heads):
            self._model.setHorizontalHeaderItem(column, QStandardItem(head))
        model, members = self._model, state.members
        if model.rowCount() > len(members):
            model.removeRows(len(members), model.rowCount() - len(members))
        while model.rowCount() < len(members):
            cells = [QStandardItem() for _ in range(4)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        zh = language_now() == "zh"
        for number, each in enumerate(members):
            who, how, day, language = (model.item(number, column) for column in range(4))
            name = (each.name_chinese if zh else "") or each.customer_name
            fill(who, name, icon=_TIER_ICONS.get(each.tier), icon_tone=Token.TEXT_2.value, key=str(each.member_id))
            fill(how, member_words(each.state, each.why), tone=_MEMBER_TONES.get(each.state, Token.TEXT_2).value)
            fill(day, "" if each.planned_on is None else weekday_text(each.planned_on), tone=Token.TEXT_2.value)
            spoken = self.tr("Chinese") if each.language == "zh" else self.tr("English")
            fill(language, spoken, tone=Token.TEXT_2.value)
        self.table.setAccessibleName(self.tr("Customers of this campaign"))
        self.table.viewport().update()
        self.table.fit_columns()
        self.more.set_words(self.tr("Show more"))
        self.more.setVisible(state.more)
