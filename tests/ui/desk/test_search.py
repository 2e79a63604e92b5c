"""Ctrl+K on the whole desktop: a customer is found by what was heard, and opened."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.ui.customer.presenter import CustomerKindShown
from agent_desktop.ui.widgets.fields import LineField
from tests.records.trial import TrialBank
from tests.server.floor import Floor
from tests.ui.desk.conftest import Driver
from tests.ui.reading import the, words_in
from tests.ui.typing import commit, compose

CONTROL = Qt.KeyboardModifier.ControlModifier
GRACE = "Ms Grace Ho Wing Sze"


@pytest.fixture
def grace(floor: Floor) -> UUID:
    with Session(floor.engine) as session:
        bank = TrialBank(session)
        customer_id = bank.grace()
        bank.customer("77000001", name_latin="Peter Lam", name_chinese="林大明")
        session.commit()
    return customer_id


def looks(floor: Floor) -> list[tuple[str, UUID | None]]:
    with Session(floor.engine) as session:
        rows = session.scalars(sa.select(AuditRow).order_by(AuditRow.at))
        return [(row.what, row.record_id) for row in rows if row.what.startswith("profile.")]


def find(driver: Driver, heard: str) -> None:
    """Type it, in Chinese by input method, and wait for who was found."""
    driver.press(Qt.Key.Key_K, CONTROL)
    field = the(driver.views.palette, LineField)
    assert driver.focus() is field
    if heard.isascii():
        driver.type(heard)
    else:
        compose(field, "he yong shi")
        commit(field, heard)
    driver.until(lambda: driver.presenters.palette.state.hits)
    assert [hit.name for hit in driver.presenters.palette.state.hits] == [GRACE]


def test_a_customer_is_found_by_whatever_was_heard_and_enter_opens_the_profile(
    floor: Floor, driver: Driver, grace: UUID
) -> None:
    heard = ("wing sze", "何詠詩", "8800 2086", "6123 4182", "hys", "0382")
    for count, text in enumerate(heard, start=1):
        find(driver, text)
        driver.press(Qt.Key.Key_Return)

        driver.until(lambda: driver.presenters.customer.state.profile)
        profile = driver.presenters.customer.state.profile
        assert profile is not None
        assert profile.customer_id == grace, text
        assert not driver.views.palette.isVisible()
        driver.until(lambda: GRACE in words_in(driver.views.customer))
        # Every look is in the audit log, and the searches by themselves showed nobody.
        assert looks(floor) == [("profile.shown", grace)] * count
        driver.presenters.customer.back_to_caller()
        driver.until(lambda: driver.presenters.customer.state.kind is CustomerKindShown.EMPTY)


def test_enter_opens_the_one_that_the_arrow_keys_chose_and_masks_what_is_not_revealed(
    floor: Floor, driver: Driver, grace: UUID
) -> None:
    with Session(floor.engine) as session:
        other = TrialBank(session).customer("88009999", title="Mr", name_latin="Ho Wing Keung")
        session.commit()
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("ho wing")
    driver.until(lambda: len(driver.presenters.palette.state.hits) == 2)
    names = [hit.customer_id for hit in driver.presenters.palette.state.hits]
    assert set(names) == {grace, other}

    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Return)

    driver.until(lambda: driver.presenters.customer.state.profile)
    profile = driver.presenters.customer.state.profile
    assert profile is not None
    assert profile.customer_id == names[1]
    assert looks(floor) == [("profile.shown", names[1])]
    assert "88002086" not in words_in(driver.views.window)
    assert "88009999" not in words_in(driver.views.window)


def test_nobody_is_found_by_a_wrong_number_and_enter_opens_nothing(floor: Floor, driver: Driver, grace: UUID) -> None:
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("77770")
    driver.until(lambda: driver.presenters.palette.state.nothing)

    driver.press(Qt.Key.Key_Return)

    assert driver.views.palette.isVisible()
    assert driver.presenters.customer.state.profile is None
    assert looks(floor) == []
