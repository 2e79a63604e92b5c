"""What is looked for among past contacts: channel, whose doing, how far back, words."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Channel
from agent_desktop.contract.timeline import ContactKind
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.channels import channel_word
from agent_desktop.ui.timeline.presenter import TimelineFilter
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import frame
from agent_desktop.ui.widgets.segmented import SegmentedChoice

PERIODS: Final = (7, 30, 90, 365)
"""Days back."""

_ALL: Final = "all"
_LONGEST: Final = 100


class _WordsField(LineField):
    """Down and Enter go on to the list, Escape empties the field.

    Signals:
        left: The person goes on to what was found.
    """

    left = Signal()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


class _Narrow(ChoiceField):
    """A choice that is as wide as its words, not as the row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(96, super().minimumSizeHint().height())


class FilterBar(QWidget):
    """Draws a `TimelineFilter`.

    Signals:
        chosen: The person looks for something else (`TimelineFilter`).
        left: They go on to what was found.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._filter = TimelineFilter()
        self._drawn: tuple[object, ...] = ()
        self.channel = SegmentedChoice(theme, compact=True)
        self.kind = _Narrow(theme)
        self.period = _Narrow(theme)
        self.text = _WordsField(theme)
        self.text.setMaxLength(_LONGEST)
        first, second = frame("head"), frame("head")
        for row in (first, second):
            row.setMinimumHeight(theme.px(42))
        above = QHBoxLayout(first)
        above.setContentsMargins(10, 0, 12, 0)
        above.addWidget(self.channel, 0, Qt.AlignmentFlag.AlignLeft)
        below = QHBoxLayout(second)
        below.setContentsMargins(10, 0, 12, 0)
        below.setSpacing(8)
        below.addWidget(self.text, 1)
        below.addWidget(self.kind)
        below.addWidget(self.period)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(first)
        column.addWidget(second)
        self.channel.chosen.connect(self._channel_chosen)
        self.kind.activated.connect(self._kind_chosen)
        self.period.activated.connect(self._period_chosen)
        self.text.textEdited.connect(self._text_typed)
        self.text.left.connect(self.left)

    def display(self, chosen: TimelineFilter) -> None:
        """Draw `chosen`. What is being typed stays as it is."""
        self._filter = chosen
        drawn = (chosen, language_now())
        if drawn == self._drawn and self.text.text() == chosen.text:
            return
        self._drawn = drawn
        every = ((_ALL, self.tr("All")), *((channel.value, channel_word(channel)) for channel in Channel))
        self.channel.show_options(every, chosen.channel.value if chosen.channel is not None else _ALL)
        self.channel.setAccessibleName(self.tr("Channel"))
        kinds = (self.tr("Both ways"), *(self._kind_word(kind) for kind in ContactKind))
        _fill(self.kind, kinds, 0 if chosen.kind is None else 1 + list(ContactKind).index(chosen.kind))
        self.kind.setAccessibleName(self.tr("Kind of contact"))
        periods = (self.tr("All time"), *(self._period_word(days) for days in PERIODS))
        _fill(self.period, periods, 1 + PERIODS.index(chosen.days) if chosen.days in PERIODS else 0)
        self.period.setAccessibleName(self.tr("How far back"))
        self.text.setPlaceholderText(self.tr("Words of subject or outcome") + "   Ctrl+F")
        self.text.setAccessibleName(self.tr("Words of subject or outcome"))
        if self.text.text() != chosen.text:
            self.text.setText(chosen.text)

    def words_of(self, chosen: TimelineFilter) -> Iterator[str]:
        """Yield each thing that is looked for, in words."""
        if chosen.channel is not None:
            yield channel_word(chosen.channel)
        if chosen.kind is not None:
            yield self._kind_word(chosen.kind)
        if chosen.days is not None:
            yield self._period_word(chosen.days)
        if chosen.text.strip():
            yield self.tr("“{text}”").format(text=chosen.text.strip())

    def _kind_word(self, kind: ContactKind) -> str:
        return {
            ContactKind.FROM_CUSTOMER: self.tr("From the customer"),
            ContactKind.FROM_BANK: self.tr("From the bank"),
            ContactKind.HANDLED_HERE: self.tr("Calls handled here"),
        }[kind]

    def _period_word(self, days: int) -> str:
        return self.tr("12 months") if days == PERIODS[-1] else self.tr("{days} days").format(days=days)

    def _channel_chosen(self, channel: str) -> None:
        self.chosen.emit(replace(self._filter, channel=None if channel == _ALL else Channel(channel)))

    def _kind_chosen(self, place: int) -> None:
        self.chosen.emit(replace(self._filter, kind=None if place == 0 else list(ContactKind)[place - 1]))

    def _period_chosen(self, place: int) -> None:
        self.chosen.emit(replace(self._filter, days=None if place == 0 else PERIODS[place - 1]))

    def _text_typed(self, text: str) -> None:
        self.chosen.emit(replace(self._filter, text=text))


def _fill(field: ChoiceField, words: tuple[str, ...], chosen: int) -> None:
    if tuple(field.itemText(place) for place in range(field.count())) != words:
        field.clear()
        field.addItems(list(words))
    field.setCurrentIndex(chosen)
