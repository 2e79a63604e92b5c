"""Which accounts and bookings a complaint is about: the first in a field, further ones as chips."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from agent_desktop.client.complaint_words import SubjectWords
from agent_desktop.contract.complaint_form import Category, SubjectTransaction
from agent_desktop.contract.complaints import MOST_SUBJECTS
from agent_desktop.contract.customers import Holding
from agent_desktop.ui.complaints.form.parts import AlongChip
from agent_desktop.ui.complaints.form.starting import booking_of, fitting_first, subject_of
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import words

_MOST_BOOKINGS = 15


def fill_choice(field: ChoiceField, options: list[tuple[str, str]], chosen: str) -> None:
    """Have `field` offer these (data, words) with `chosen` marked; it is built anew only where they changed."""
    if [(field.itemData(place), field.itemText(place)) for place in range(field.count())] != options:
        field.clear()
        for data, text in options:
            field.addItem(text, data)
        if options:
            longest = max(field.fontMetrics().horizontalAdvance(text) for _, text in options)
            field.view().setMinimumWidth(longest + 40)
    places = [data for data, _ in options]
    field.setCurrentIndex(places.index(chosen) if chosen in places else -1)


class AccountField(ChoiceField):
    """The account that it is about first of all: those of the category before the others.

    Signals:
        picked: The `SubjectWords` of it.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._holdings: tuple[Holding, ...] = ()
        self.activated.connect(self._picked)

    def display(self, subjects: tuple[SubjectWords, ...], holdings: tuple[Holding, ...], category: Category | None,
                nothing_chosen: str) -> None:  # fmt: skip
        """Offer `holdings` with the first of `subjects` marked."""
        ordered, _ = fitting_first(holdings, category)
        self._holdings = holdings
        first = subjects[0] if subjects else None
        options = [(str(each.holding_id), f"{words(each.product)} {each.number_masked}") for each in ordered]
        if first is not None and str(first.holding_id) not in dict(options):
            options.insert(0, (str(first.holding_id), words(first.label)))
        chosen = str(first.holding_id) if first is not None else ""
        if not chosen or not options:
            options.insert(0, ("", nothing_chosen))
        fill_choice(self, options, chosen)

    def _picked(self, _place: int) -> None:
        chosen = str(self.currentData() or "")
        holding = next((each for each in self._holdings if str(each.holding_id) == chosen), None)
        if holding is not None:
            self.picked.emit(subject_of(holding))


class FurtherSubjects(QWidget):
    """What else it is about: chips, and a link that offers other accounts and the last bookings.

    Signals:
        added: A `SubjectWords` more.
        removed: Take out the one at this place.
    """

    added = Signal(object)
    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._subjects: tuple[SubjectWords, ...] = ()
        self._holdings: tuple[Holding, ...] = ()
        self._bookings: tuple[SubjectTransaction, ...] = ()
        self.add = LinkButton(theme, icon="ph.plus")
        self.add.setFixedHeight(theme.px(18))
        self.menu = QMenu(self)
        self._chips: list[AlongChip] = []
        self._row = FlowLayout(6)
        self.setLayout(self._row)
        self.add.clicked.connect(self.offer)

    def display(
        self,
        subjects: tuple[SubjectWords, ...],
        holdings: tuple[Holding, ...],
        bookings: tuple[SubjectTransaction, ...],
        *,
        fixed: bool,
    ) -> None:
        """Draw the subjects after the first."""
        self._subjects, self._holdings, self._bookings = subjects, holdings, bookings
        further = subjects[1:]
        while len(self._chips) < len(further):
            chip = AlongChip(self._theme, "ph.credit-card")
            chip.removed.connect(self._out)
            self._chips.append(chip)
            self._row.addWidget(chip)
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(further))
            if number < len(further):
                name = words(further[number].label) or further[number].text
                chip.display(str(number + 1), name, "", self.tr("Take {name} out").format(name=name), fixed=fixed)
        self.setVisible(bool(further))
        self.add.set_words(self.tr("Add another"))
        self.add.setVisible(bool(subjects) and not fixed and bool(self._offered()) and len(subjects) < MOST_SUBJECTS)

    def offer(self) -> None:
        """Open what can be added, under the link."""
        self.menu.clear()
        for each in self._offered():
            action = self.menu.addAction(words(each.label))
            action.triggered.connect(partial(self.added.emit, each))
        self.menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _offered(self) -> list[SubjectWords]:
        there = {(each.holding_id, each.transaction_id) for each in self._subjects}
        bookings = [booking_of(each) for each in self._bookings[:_MOST_BOOKINGS]]
        accounts = [subject_of(each) for each in self._holdings]
        taken: set[UUID | None] = {each.holding_id for each in self._subjects}
        return [
            *(each for each in bookings if (each.holding_id, each.transaction_id) not in there),
            *(each for each in accounts if each.holding_id not in taken),
        ]

    def _out(self, key: str) -> None:
        self.removed.emit(int(key))
