"""Whose rules a complaint falls under where nobody says it: the booking entity's; where they live only if listed."""

from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy.orm import Session

from agent_desktop.contract.complaints import Region
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.region import region_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.server.complaints.plan_file import load_book
from agent_desktop.settings import load_settings
from tests.records.callbacks.made import book as callbacks
from tests.records.trial import TrialBank


def asking(**plan: Any) -> Asking:
    shipped = load_book(load_settings(None)).plan
    said = SimpleNamespace(book=SimpleNamespace(plan=shipped.model_copy(update=plan)), places=callbacks().places)
    return cast(Asking, said)


def test_the_entity_that_books_comes_first_then_the_country_if_the_bank_lists_it(session: Session) -> None:
    bank = TrialBank(session)
    paris = bank.customer("1", address="3 Rue du Lac, 75001 Paris, France")
    florida = bank.customer("2", address="1 Main Street, Miami, FL 33101, United States")
    source = session.get_one(CustomerRow, paris).source_code
    listed = frozenset({Region.EU, Region.US})

    assert region_of(session, paris, asking()) is Region.HK, "as the file says for all"
    assert region_of(session, None, asking(regions_by_residence=listed)) is Region.HK
    assert region_of(session, paris, asking(regions_by_residence=listed)) is Region.EU
    assert region_of(session, florida, asking(regions_by_residence=listed)) is Region.US
    assert region_of(session, paris, asking(regions_by_residence=frozenset({Region.UK}))) is Region.HK
    by_source = asking(regions_by_source={source: Region.UK}, regions_by_residence=listed)
    assert region_of(session, paris, by_source) is Region.UK
