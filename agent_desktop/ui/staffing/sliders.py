"""What-if: a row of sliders, each with its value in words."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from agent_desktop.contract.staffing import NeedModel
from agent_desktop.staffing.what_if import WhatIf
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.segmented import SegmentedChoice


class SliderRow(QWidget):
    """A name, a slider of whole numbers, and its value in words.

    Signals:
        moved: The person moved it; the new value.
    """

    moved = Signal(int)

    def __init__(self, least: int, most: int, step: int = 1) -> None:
        super().__init__()
        self.label = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self.value = TextLabel(role=Role.BODY_STRONG)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(least, most)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(step * 5)
        self.slider.setMinimumHeight(24)
        self.label.setBuddy(self.slider)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.value, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        self.slider.valueChanged.connect(self.moved)

    def show_value(self, name: str, number: int, words: str) -> None:
        """Show a value; the person did not move it."""
        self.label.set_text(name)
        self.value.set_text(words)
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(number)
        self.slider.blockSignals(was_blocked)
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(words)


class WhatIfPanel(QFrame):
    """Shows a `WhatIf`, and tells what the person makes of it.

    Signals:
        supposed: A `WhatIf`.
        usual_wanted: Back to what is assumed.
    """

    supposed = Signal(object)
    usual_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._what_if = WhatIf()
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self.volume = SliderRow(30, 250, 5)
        self.handling = SliderRow(30, 250, 5)
        self.agents = SliderRow(-30, 30)
        self.target = SliderRow(50, 99)
        self.shrinkage = SliderRow(0, 60)
        self.occupancy = SliderRow(50, 99)
        self.patience = SliderRow(20, 900, 10)
        self.model = SegmentedChoice(theme)
        self.usual = CommandButton(theme, small=True, icon="ph.arrow-u-up-left", keys="Alt+R")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for row in (self.volume, self.handling, self.agents, self.target, self.shrinkage, self.occupancy):
            column.addWidget(row)
        column.addWidget(self.model)
        column.addWidget(self.patience)
        column.addStretch(1)
        self.volume.moved.connect(self._volume_moved)
        self.handling.moved.connect(self._handling_moved)
        self.agents.moved.connect(self._agents_moved)
        self.target.moved.connect(self._target_moved)
        self.shrinkage.moved.connect(self._shrinkage_moved)
        self.occupancy.moved.connect(self._occupancy_moved)
        self.patience.moved.connect(self._patience_moved)
        self.model.chosen.connect(self._model_chosen)
        self.usual.clicked.connect(self.usual_wanted)

    def show_what_if(self, what_if: WhatIf, *, changed: bool, plan_known: bool, target_seconds: float) -> None:
        """Show these values; without a plan there are no agents to add to."""
        self._what_if = what_if
        self._title.set_text(self.tr("What if"))
        self.volume.show_value(self.tr("Calls"), round(100 * what_if.volume), f"{100 * what_if.volume:.0f} %")
        self.handling.show_value(
            self.tr("Handle time"), round(100 * what_if.handling), f"{100 * what_if.handling:.0f} %"
        )
        self.agents.show_value(self.tr("Agents on the plan"), what_if.more_agents, f"{what_if.more_agents:+d}")
        self.agents.setEnabled(plan_known)
        self.agents.slider.setToolTip("" if plan_known else self.tr("There is no shift plan of this day"))
        words = self.tr("{share} % in {seconds} s").format(
            share=f"{100 * what_if.target:.0f}", seconds=f"{target_seconds:g}"
        )
        self.target.show_value(self.tr("Target"), round(100 * what_if.target), words)
        self.shrinkage.show_value(self.tr("Away"), round(100 * what_if.shrinkage), f"{100 * what_if.shrinkage:.0f} %")
        busy = self.tr("{share} % of the time").format(share=f"{100 * what_if.occupancy_most:.0f}")
        self.occupancy.show_value(self.tr("Busy at most"), round(100 * what_if.occupancy_most), busy)
        patience = self.tr("{seconds} s").format(seconds=f"{what_if.patience_seconds:.0f}")
        self.patience.show_value(self.tr("They wait, on average"), round(what_if.patience_seconds), patience)
        self.patience.setVisible(what_if.model is NeedModel.ERLANG_A)
        options = (
            (NeedModel.ERLANG_C.value, self.tr("Nobody gives up")),
            (NeedModel.ERLANG_A.value, self.tr("Callers give up")),
        )
        self.model.show_options(options, what_if.model.value)
        self.model.setAccessibleName(self.tr("How callers wait"))
        self.usual.set_words(self.tr("As usual"), "Alt+R")
        self.usual.set_off("" if changed else self.tr("Nothing is changed"))

    def _volume_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, volume=value / 100))

    def _handling_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, handling=value / 100))

    def _agents_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, more_agents=value))

    def _target_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, target=value / 100))

    def _shrinkage_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, shrinkage=value / 100))

    def _occupancy_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, occupancy_most=value / 100))

    def _patience_moved(self, value: int) -> None:
        self.supposed.emit(replace(self._what_if, patience_seconds=float(value)))

    def _model_chosen(self, model: str) -> None:
        self.supposed.emit(replace(self._what_if, model=NeedModel(model)))
