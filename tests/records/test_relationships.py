"""Who shares products with a customer, and who looks after them."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.relationships import Manager
from agent_desktop.records.consolidation.service import merge_accounts
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.relationships.service import relationship_of
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.settings import load_settings
from tests.records.trial import NOW, TrialBank


def test_who_shares_products_is_named_once_with_the_oldest_of_them(session: Session, bank: TrialBank) -> None:
    grace = bank.grace()
    kit = bank.customer("K1", title="Mr", name_latin="Ho Man Kit", name_chinese="何文傑", gender="M")
    firm = bank.customer("F1", name_latin="Ho Trading Ltd")
    for number, role in (("111100001", "owner"), ("111100002", "disponent")):
        bank.party(bank.holding("core", number, grace), kit, role, number)
    bank.party(bank.holding("core", "111100003", firm), grace, "disponent", "111100003")

    relationship = relationship_of(session, grace)

    assert relationship.manager == Manager(name="Raymond Lau")
    assert relationship.related_count == 2
    him, its = relationship.related
    assert (him.customer_id, him.name, him.name_chinese) == (kit, "Mr Ho Man Kit", "何文傑 先生")
    assert (him.role, him.own_role, him.number_masked, him.product_count) == ("owner", "owner", "•••• 0001", 2)
    assert (its.name, its.role, its.own_role) == ("Ho Trading Ltd", "owner", "disponent")


def test_the_accounts_of_one_person_are_nobody_else(session: Session, bank: TrialBank) -> None:
    grace = bank.grace()
    other = bank.customer("K2", source_code="cards", name_latin="Ho Wing Sze Grace")
    bank.party(bank.holding("core", "111100004", grace), other, "owner", "111100004")
    assert relationship_of(session, grace).related_count == 1

    merge_accounts(session, grace, other, reason="", at=NOW, by=uuid4(), options=link_options(load_settings(None)))

    assert relationship_of(session, grace).related == ()
    assert relationship_of(session, other).related == ()


def test_who_stands_alone_has_nobody_and_who_does_not_exist_is_said_so(session: Session, bank: TrialBank) -> None:
    alone = relationship_of(session, bank.customer("A1", name_latin="Chan Tai Man"))

    assert (alone.manager, alone.related, alone.related_count) == (None, (), 0)
    with pytest.raises(CustomerNotFoundError):
        relationship_of(session, uuid4())
