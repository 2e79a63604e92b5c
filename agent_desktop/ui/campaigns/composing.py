"""The form of a new campaign: what, how, to whom, when, and how it would go."""

from base64 import b64decode
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from agent_desktop.contract.base import Language
from agent_desktop.contract.campaigns import NAME_LIMIT, CampaignWay
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.campaigns.new import NewCampaign
from agent_desktop.ui.campaigns.presenter import CampaignsState
from agent_desktop.ui.campaigns.words import way_words, why_words
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, TextField
from agent_desktop.ui.widgets.formats import language_now, weekday_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.time_field import DayField, read_day

_PAGE_WIDTH: Final = 300
_DAYS_SHOWN: Final = 8


class CampaignForm(QFrame):
    """Draws the new campaign of a `CampaignsState`.

    Signals:
        changed: The form as it stands (`NewCampaign`).
        look_chosen: Look how it would go.
        start_chosen: Start it as it was looked at.
        leave_chosen: Put the form away.
    """

    changed = Signal(object)
    look_chosen = Signal()
    start_chosen = Signal()
    leave_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = CampaignsState()
        self._filling = False
        self._pdf_shown = ""
        self.setProperty("panel", "canvas")
        self._title = TextLabel(role=Role.TITLE)
        self.template, self.manager = ChoiceField(theme), ChoiceField(theme)
        self.way = SegmentedChoice(theme, compact=True)
        self.tiers = {tier: TickBox(theme) for tier in (Tier.PLATINUM, Tier.GOLD, Tier.STANDARD)}
        self.name, self.capacity = LineField(theme), LineField(theme)
        self.name.setMaxLength(NAME_LIMIT)
        self.capacity.setMaxLength(5)
        self.from_on, self.until_on = DayField(theme), DayField(theme)
        self.texts: dict[Language, TextField] = {"en": TextField(), "zh": TextField()}
        self._frames = {
            name: FieldFrame(theme, widget)
            for name, widget in (
                ("template", self.template),
                ("way", self.way),
                ("manager", self.manager),
                ("name", self.name),
                ("from_on", self.from_on),
                ("until_on", self.until_on),
                ("capacity", self.capacity),
                ("en", self.texts["en"]),
                ("zh", self.texts["zh"]),
            )
        }
        self._who = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._note = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._reach, self._sample = TextLabel(role=Role.BODY_STRONG, wrap=True), TextLabel(wrap=True)
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._sample_to = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2, wrap=True)
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._trouble = Notice(theme)
        self.look = CommandButton(theme, keys="Alt+V", icon="ph.eye")
        self.start = CommandButton(theme, look=Look.PRIMARY, keys="Alt+S", icon="ph.paper-plane-tilt")
        self.leave = CommandButton(theme, keys="Esc")
        self._build()
        self._join()

    def display(self, state: CampaignsState) -> None:
        """Draw the form and how it would go."""
        before, self._state = self._state, state
        self._filling = True
        if state.form != before.form:
            self._fill_choices()
        self._draw(begins=state.new != self.typed() and (not before.composing or state.new != before.new))
        self._filling = False
        self._draw_plan()

    def typed(self) -> NewCampaign:
        """Return what stands in the form."""
        new = self._state.new
        capacity = self.capacity.text().strip()
        return NewCampaign(
            template=str(self.template.currentData() or new.template),
            way=new.way,
            tiers=frozenset(tier for tier, box in self.tiers.items() if box.isChecked()),
            manager_name=str(self.manager.currentData() or ""),
            customer_ids=new.customer_ids,
            from_on=read_day(self.from_on.text()),
            until_on=read_day(self.until_on.text()),
            capacity=int(capacity) if capacity.isascii() and capacity.isdigit() else 0,
            name=self.name.text(),
            text=tuple((language, field.toPlainText()) for language, field in self.texts.items()),
        )

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._frames["template"], 0, 0, 1, 2)
        grid.addWidget(self._frames["way"], 0, 2, 1, 2)
        grid.addWidget(self._frames["name"], 1, 0, 1, 2)
        grid.addWidget(self._frames["manager"], 1, 2, 1, 2)
        for place, name in enumerate(("from_on", "until_on", "capacity")):
            grid.addWidget(self._frames[name], 2, place)
        tiers = QHBoxLayout()
        tiers.setSpacing(14)
        tiers.addWidget(self._who)
        for box in self.tiers.values():
            tiers.addWidget(box)
        tiers.addStretch(1)
        self.texts["en"].setFixedHeight(self._theme.px(76))
        self.texts["zh"].setFixedHeight(self._theme.px(76))
        texts = QHBoxLayout()
        texts.setSpacing(12)
        texts.addWidget(self._frames["en"])
        texts.addWidget(self._frames["zh"])
        sample = QWidget()
        sample.setProperty("ground", "clear")
        inside = QHBoxLayout(sample)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        said = QVBoxLayout()
        for label in (self._reach, self._left, self._sample_to, self._sample):
            said.addWidget(label)
        said.addStretch(1)
        inside.addLayout(said, 1)
        inside.addWidget(self._page)
        scroll = scrolled(sample)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.look)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addLayout(tiers)
        column.addLayout(texts)
        column.addWidget(self._note)
        column.addWidget(scroll, 1)
        column.addWidget(self._trouble)
        column.addLayout(buttons)

    def _join(self) -> None:
        for choice in (self.template, self.manager):
            choice.activated.connect(self._emit)
        self.way.chosen.connect(self._way_chosen)
        for box in self.tiers.values():
            box.toggled.connect(self._emit)
        for line in (self.name, self.capacity):
            line.textEdited.connect(self._emit)
        for day in (self.from_on, self.until_on):
            day.typed.connect(self._emit)
        for field in self.texts.values():
            field.textChanged.connect(self._emit)
        self.look.clicked.connect(self.look_chosen)
        self.start.clicked.connect(self.start_chosen)
        self.leave.clicked.connect(self.leave_chosen)

    def _fill_choices(self) -> None:
        form = self._state.form
        if form is None:
            return
        self.template.clear()
        for each in form.templates:
            self.template.addItem(words(each.name), each.code)
        self.manager.clear()
        self.manager.addItem(self.tr("Anybody's customers"), "")
        for name in form.managers:
            self.manager.addItem(name, name)

    def _draw(self, *, begins: bool) -> None:
        state, new = self._state, self._state.new
        self._title.set_text(self.tr("New campaign"))
        labels = {
            "template": self.tr("What"),
            "way": self.tr("How"),
            "name": self.tr("Name, which also stands in callbacks"),
            "manager": self.tr("Whose customers"),
            "from_on": self.tr("From"),
            "until_on": self.tr("Until"),
            "capacity": self.tr("At most a day"),
            "en": self.tr("Your own text, English"),
            "zh": self.tr("Your own text, Chinese"),
        }
        for name, label in labels.items():
            self._frames[name].set_label(label)
        if begins:
            self.template.setCurrentIndex(max(0, self.template.findData(new.template)))
            self.manager.setCurrentIndex(max(0, self.manager.findData(new.manager_name)))
            self.from_on.show_value("" if new.from_on is None else new.from_on.isoformat())
            self.until_on.show_value("" if new.until_on is None else new.until_on.isoformat())
            self.capacity.setText(str(new.capacity) if new.capacity else "")
            if self.name.text() != new.name:
                self.name.setText(new.name)
            for tier, box in self.tiers.items():
                box.setChecked(tier in new.tiers)
            own = dict(new.text)
            for language, field in self.texts.items():
                if field.toPlainText() != own.get(language, ""):
                    field.setPlainText(own.get(language, ""))
        template, form = state.template, state.form
        ways = () if template is None else template.ways
        self.way.show_options(tuple((way.value, way_words(way)) for way in ways), new.way.value)
        picked = len(new.customer_ids)
        self._who.set_text(self.tr("{count} picked customers").format(count=picked) if picked else self.tr("Tiers"))
        for tier, box in self.tiers.items():
            names = {Tier.PLATINUM: self.tr("Platinum"), Tier.GOLD: self.tr("Gold"), Tier.STANDARD: self.tr("Standard")}
            box.set_words(names[tier])
            box.setVisible(not picked)
        self._frames["manager"].setVisible(not picked)
        written = new.way in (CampaignWay.EMAIL, CampaignWay.POST)
        needs = template is not None and template.needs_text and written
        for language in self.texts:
            self._frames[language].setVisible(needs)
        self._note.set_text(self._note_words(set_up=form is None or new.way in form.ways))

    def _note_words(self, *, set_up: bool) -> str:
        template = self._state.template
        if not set_up:
            return self.tr("This way is not set up on the server.")
        if template is None:
            return ""
        parts = [
            self.tr("Only who has agreed to it is reached.")
            if template.is_marketing
            else self.tr("Serves the customer: it needs no consent."),
        ]
        if template.asked_again_days:
            again = self.tr("Nobody gets one of these again within {count} days.")
            parts.append(again.format(count=template.asked_again_days))
        if self._state.new.way is CampaignWay.PHONE:
            parts.append(self.tr("A callback is made for each, at a lawful hour where they are."))
        return ("" if language_now() == "zh" else " ").join(parts)

    def _draw_plan(self) -> None:
        state, plan = self._state, self._state.plan
        self.look.set_words(self.tr("Look how it would go"))
        self.look.setEnabled(not state.busy)
        self.leave.set_words(self.tr("Leave it"))
        reached = plan.reached if plan is not None else 0
        start = self.tr("Start for {count} customers").format(count=f"{reached:,}")
        self.start.set_words(start if state.is_planned and reached else self.tr("Start"))
        self.start.set_off("" if state.is_planned else self.tr("Look first how it would go"))
        self.start.setEnabled(state.is_planned and reached > 0 and not state.busy)
        self._trouble.show_notice(
            "ph.warning-circle-fill", Token.PROBLEM, "" if state.problem is None else deed_text(state.problem)
        )
        shown = plan if state.is_planned else None
        for label in (self._reach, self._left, self._sample_to, self._sample, self._page):
            label.setVisible(shown is not None)
        if shown is None:
            return
        days = " · ".join(f"{weekday_text(each.on)}: {each.count:,}" for each in shown.days[:_DAYS_SHOWN])
        more = f" · +{len(shown.days) - _DAYS_SHOWN}" if len(shown.days) > _DAYS_SHOWN else ""
        reach = self.tr("{reached} of {chosen} customers are reached.").format(
            reached=f"{shown.reached:,}", chosen=f"{shown.chosen:,}"
        )
        self._reach.set_text(f"{reach} {days}{more}".strip())
        left = " · ".join(f"{each.count:,} {why_words(each.why)}" for each in shown.left_out)
        self._left.set_text(self.tr("Left out: {left}").format(left=left) if left else "")
        to = self.tr("As {name} reads it").format(name=shown.sample_to) if shown.sample_to else ""
        self._sample_to.set_text(f"{to}: {shown.sample_subject}" if to and shown.sample_subject else to)
        self._sample.set_text(shown.sample_text)
        self._draw_page(shown.sample_pdf)

    def _draw_page(self, pdf: str) -> None:
        self._page.setVisible(bool(pdf))
        if pdf == self._pdf_shown:
            return
        self._pdf_shown = pdf
        self._page.setPixmap(page_of(pdf, self._theme.px(_PAGE_WIDTH), self.devicePixelRatioF()) if pdf else QPixmap())
        self._page.setAccessibleName(self.tr("First page of the letter"))

    def _way_chosen(self, way: str) -> None:
        new = self.typed()
        values = {name: getattr(new, name) for name in new.__dataclass_fields__}
        self.changed.emit(NewCampaign(**{**values, "way": CampaignWay(way)}))

    def _emit(self, *_: object) -> None:
        if not self._filling:
            self.changed.emit(self.typed())


def page_of(pdf: str, width: int, ratio: float) -> QPixmap:
    """Return the first page of a PDF (base64) as a picture."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(b64decode(pdf)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.pageCount() < 1:
        return QPixmap()
    size = document.pagePointSize(0)
    height = round(width * size.height() / size.width())
    picture = document.render(0, QSize(round(width * ratio), round(height * ratio)))
    document.close()
    shown = QPixmap.fromImage(picture)
    shown.setDevicePixelRatio(ratio)
    return shown
