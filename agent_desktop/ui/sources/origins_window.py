"""The window of where the values of a profile came from: source, file, line and columns, and how new each is."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Holding, Profile
from agent_desktop.contract.sources import Origin
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.sources.origins_presenter import OriginsPresenter, OriginsState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import day_text, time_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_COLUMNS: Final = (Column(150, 10), Column(120, 6), Column(130, 6), Column(50), Column(90, 4), Column(100), Column(100))
_LINE: Final = 3
_TABLE, _EMPTY, _LOADING = range(3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OriginsWindow(OfficeWindow):
    """Draws an `OriginsState`. Esc closes it."""

    def __init__(
        self,
        theme: Theme,
        origins: OriginsPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme, least=QSize(820, 420), usual=QSize(1040, 620))
        self.origins = origins
        self._now, self._zone = now, zone
        self._state = OriginsState()
        self._model = QStandardItemModel(0, len(_COLUMNS), self)
        self.table = RowTable(theme, self._model)
        self.table.set_columns(_COLUMNS)
        self._title = TextLabel(role=Role.TITLE)
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        sheet = QFrame()
        sheet.setProperty("panel", "column")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(sheet)
        self._empty.action_chosen.connect(origins.retry)
        add_keys(self, {"Esc": self._leave, "Ctrl+R": origins.retry})
        self._retranslate()
        origins.show_to(self.display)

    def start(self, profile: Profile) -> None:
        """Ask for this profile, and show the window."""
        self.show()
        self.origins.open(profile)
        self.table.setFocus()

    def display(self, state: OriginsState) -> None:
        """Draw `state`."""
        self._state = state
        live = self.tr("What a system answers live is newer than the row that was loaded from it.")
        self._about.set_text(f"{state.profile.name} · {live}" if state.profile is not None else "")
        if state.problem is not None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("Where the values come from cannot be shown now"),
                deed_text(state.problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
            self._pages.setCurrentIndex(_EMPTY)
        elif state.origins is None:
            self._pages.setCurrentIndex(_LOADING)
        elif not state.origins.origins:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No extract brought these values"),
                self.tr("They were noted here, or loaded before origins were kept. The next load of them says more."),
                icon="ph.git-branch",
            )
            self._pages.setCurrentIndex(_EMPTY)
        else:
            self._fill(state.profile, state.origins.origins)
            self._pages.setCurrentIndex(_TABLE)

    def _leave(self) -> None:
        self.close()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Where the values come from"))
        self._title.set_text(self.tr("Where the values come from"))
        self.table.setAccessibleName(self.tr("Where the values come from"))
        self._skeleton.set_words(self.tr("Asking where they come from"))
        heads = (
            self.tr("Value"),
            self.tr("Source system"),
            self.tr("File"),
            self.tr("Line"),
            self.tr("Columns"),
            self.tr("As of"),
            self.tr("Loaded"),
        )
        for column, head in enumerate(heads):
            item = QStandardItem(head)
            if column == _LINE:
                item.setTextAlignment(_RIGHT)
            self._model.setHorizontalHeaderItem(column, item)
        self.display(self._state)

    def _fill(self, profile: Profile | None, origins: tuple[Origin, ...]) -> None:
        products = {each.holding_id: each for part in (profile.parts if profile else ()) for each in part.holdings}
        model = self._model
        model.removeRows(0, model.rowCount())
        for origin in origins:
            cells = [QStandardItem() for _ in _COLUMNS]
            of = _product_words(products.get(origin.holding_id)) if origin.holding_id is not None else self._of(origin)
            fill(cells[0], field_word(origin.field), type=Role.BODY_BOLD.value, second=of or None)
            texts = (
                words(origin.source_name),
                origin.file,
                f"{origin.line:,}",
                ", ".join(origin.columns),
                self._when(origin.as_of_at),
                self._when(origin.loaded_at),
            )
            for cell, text in zip(cells[1:], texts, strict=True):
                fill(cell, text)
            cells[_LINE].setTextAlignment(_RIGHT)
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        self.table.fit_columns()

    def _of(self, origin: Origin) -> str:
        when = self._when(origin.at) if origin.at is not None else ""
        return " · ".join(filter(None, (when, words(origin.about))))

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{day_text(local.date(), self._now().astimezone(self._zone).date())} {time_text(local)}"


def _product_words(holding: Holding | None) -> str:
    return f"{words(holding.product)} {holding.number_masked}" if holding is not None else ""


def field_word(field: str) -> str:
    """Return the name of a field as the profile calls it."""
    translate = QCoreApplication.translate
    return {
        "customer_number": translate("Origins", "Customer no."),
        "document_number": translate("Origins", "Identity document"),
        "mobile": translate("Origins", "Phone"),
        "email": translate("Origins", "Email"),
        "address": translate("Origins", "Address"),
        "name_latin": translate("Origins", "Name"),
        "name_chinese": translate("Origins", "Chinese name"),
        "birth_date": translate("Origins", "Born"),
        "tier": translate("Origins", "Tier"),
        "customer_since": translate("Origins", "Customer since"),
        "languages": translate("Origins", "Languages"),
        "manager_name": translate("Origins", "Relationship manager"),
        "wishes": translate("Origins", "Service wishes"),
        "balance": translate("Origins", "Balance"),
        "product": translate("Origins", "Product"),
        "number": translate("Origins", "Number"),
        "currency": translate("Origins", "Currency"),
        "status": translate("Origins", "Status"),
        "opened_on": translate("Origins", "Opened"),
        "matures_on": translate("Origins", "Ends"),
        "calls_from": translate("Origins", "May be called from"),
        "calls_until": translate("Origins", "May be called until"),
        "document_expires_on": translate("Origins", "Document expires"),
        "phone": translate("Origins", "Other number"),
        "role": translate("Origins", "Role"),
        "booking": translate("Origins", "Booking of an alert"),
        "contact": translate("Origins", "Contact"),
        "survey": translate("Origins", "Survey answer"),
    }.get(field, field)
