"""Where the values of a profile came from: shown on demand, by key, for the customer on the screen."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.freshness import ASK_AFTER, FreshnessModel, PanelAges
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.sources import Freshnesses, SourceFreshness
from agent_desktop.demo.screen_customers import HO, NOW
from agent_desktop.demo.screen_sources import ORIGINS
from agent_desktop.ui.theme.theme import Theme


def _texts(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_each_value_names_its_source_file_line_and_column_and_a_product_its_number(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    window = ORIGINS["origins"](theme)
    bring_up(window)
    model = window.table.model()

    rows = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert rows[0] == ["Customer no.", "Customer system", "crm/customers.csv", "2", "number"]
    assert ["Phone", "Customer system", "crm/numbers.csv", "2", "number"] in rows
    assert any(row[0] == "Balance" and row[4] == "balance, currency" for row in rows)

    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_it_is_said_where_nothing_is_known_and_where_nobody_can_be_asked(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    for name, words in (("origins-none", "No extract brought these values"), ("origins-away", "does not answer")):
        window = ORIGINS[name](theme)
        bring_up(window)
        assert words in _texts(window)


class _Customers:
    """Shows whom a test has it show."""

    def __init__(self) -> None:
        self._shown = Watched(ShownCustomer())
        self.watch = self._shown.watch

    def show(self, shown: ShownCustomer) -> None:
        self._shown.set(shown)


class _Server:
    def __init__(self) -> None:
        self.asked = 0

    def freshness(self) -> Freshnesses:
        self.asked += 1
        return Freshnesses(
            sources=(
                SourceFreshness(source="crm", name={}, as_of_at=NOW, is_old=False, brings=("customer", "contact")),
                SourceFreshness(
                    source="web", name={}, as_of_at=NOW - timedelta(days=2), is_old=True, brings=("contact",)
                ),
                SourceFreshness(source="new", name={}, as_of_at=None, is_old=False, brings=("customer",)),
            )
        )


def test_panels_are_as_new_as_the_oldest_source_that_brings_them_and_asked_about_now_and_again() -> None:
    customers, server = _Customers(), _Server()
    told: list[PanelAges] = []
    clock = [NOW]
    model = FreshnessModel(customers, server, ImmediateTasks(), lambda: clock[0])  # type: ignore[arg-type]
    model.watch(told.append)
    assert (server.asked, told) == (0, [PanelAges()])

    customers.show(ShownCustomer(profile=HO))
    customers.show(ShownCustomer())
    customers.show(ShownCustomer(profile=HO))
    assert server.asked == 1
    assert (told[-1].customer.at, told[-1].customer.is_old) == (NOW, False)
    assert (told[-1].contacts.at, told[-1].contacts.is_old) == (NOW - timedelta(days=2), True)

    clock[0] += ASK_AFTER
    customers.show(ShownCustomer())
    customers.show(ShownCustomer(profile=HO))
    assert server.asked == 2
