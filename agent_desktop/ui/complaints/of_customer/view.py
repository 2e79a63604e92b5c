"""The tab of a customer's complaints: the open ones first, with what they can be told of each."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem

from agent_desktop.client.profile_parts import ProfilePart
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.complaints import ComplaintGlance, ComplaintKind
from agent_desktop.ui.complaints.words import STATE_LOOKS, kind_word, state_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.formats import DASH, day_text, words
from agent_desktop.ui.widgets.listed_panel import ListedPanel, ListedWords
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.ticker import Ticker

_COLUMNS = (Column(104), Column(140, 9), Column(60), Column(110), Column(96))


class ComplaintsTable(FilledTable):
    """Number, what it is about, since when, how it stands, and until when."""

    def __init__(self, ticker: Ticker) -> None:
        super().__init__(len(_COLUMNS), None)
        self._ticker = ticker

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Case"), self.tr("About"), self.tr("Since"), self.tr("State"), self.tr("Until"))

    def show(self, glances: tuple[ComplaintGlance, ...]) -> None:
        """Fill the model."""
        for cells, glance in zip(self._rows(len(glances)), glances, strict=True):
            self._fill(cells, glance)

    def _fill(self, cells: list[QStandardItem], glance: ComplaintGlance) -> None:
        number, about, since, state, until = cells
        is_open = glance.closed_at is None and glance.days is None
        fill(number, glance.number, key=str(glance.complaint_id), type=(Role.BODY_BOLD if is_open else Role.BODY).value)
        second = None if glance.kind is ComplaintKind.COMPLAINT else kind_word(glance.kind)
        fill(about, words(glance.category) or glance.about, second=second)
        fill(since, self._day(glance.recorded_at), tone=Token.TEXT_2.value)
        kind, look = STATE_LOOKS[glance.state]
        fill(state, state_word(glance.state), chip=kind.value, icon=look)
        if glance.is_late and is_open:
            fill(until, self.tr("Late"), tone=Token.PROBLEM.value, icon="ph.warning-circle-fill")
        elif is_open and glance.due_at is not None:
            day = glance.due_on or self._ticker.local(glance.due_at).date()
            fill(until, day_text(day, self._ticker.local(self._ticker.now()).date()), icon="ph.timer")
        else:
            fill(until, DASH if glance.closed_at is None else self._day(glance.closed_at), tone=Token.TEXT_2.value)
        said = ", ".join(filter(None, (cell.text() for cell in cells)))
        number.setData(said, Qt.ItemDataRole.AccessibleTextRole)

    def _day(self, at: datetime) -> str:
        return day_text(self._ticker.local(at).date(), self._ticker.local(self._ticker.now()).date())


class CustomerComplaintsView(ListedPanel):
    """Draws what is known of a customer's complaints.

    Signals:
        case_chosen: Show this one (`UUID`).
    """

    case_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        rows = ComplaintsTable(ticker)
        super().__init__(
            theme,
            rows.model,
            _COLUMNS,
            icon="ph.megaphone-simple",
            keys="Alt+C",
            show_at_once=show_at_once,
        )
        rows.setParent(self)
        self._lines = rows
        self.table.setObjectName("customer-complaints")
        self._part: ProfilePart[CustomerComplaints] = ProfilePart()
        self.row_chosen.connect(self._case_chosen)

    def display(self, part: ProfilePart[CustomerComplaints]) -> None:
        """Draw `part`."""
        self._part = part
        self._redraw()

    def _draw(self) -> None:
        known = self._part.value or CustomerComplaints()
        self._lines.retranslate()
        self._lines.show((*known.open, *known.ended))
        self._show_rows(
            self._part.kind,
            self._part.problem,
            ListedWords(
                name=self.tr("Complaints"),
                coming=self.tr("Getting complaints"),
                none=self.tr("No complaint so far"),
                none_text=self.tr("Whatever the customer is not content with is recorded here."),
                count="  ·  ".join(self._counted(known)),
                step=self.tr("Record a complaint"),
            ),
        )

    def _words_of(self, row: int) -> str:
        known = self._part.value or CustomerComplaints()
        said = words((*known.open, *known.ended)[row].say)
        return self.tr("You can say: {words}").format(words=said) if said else ""

    def _counted(self, known: CustomerComplaints) -> Iterator[str]:
        yield self.tr("{count} open").format(count=len(known.open))
        if known.ended_count > len(known.ended):
            yield self.tr("the newest {shown} of {count} ended").format(shown=len(known.ended), count=known.ended_count)
        else:
            yield self.tr("{count} ended").format(count=known.ended_count)
        if known.repeats_90_days:
            yield self.tr("{count} of 90 days the same trouble again").format(count=known.repeats_90_days)

    def _case_chosen(self, key: str) -> None:
        self.case_chosen.emit(UUID(key))
