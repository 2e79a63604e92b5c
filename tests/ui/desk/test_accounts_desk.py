"""Merging from a profile, at the real server: a supervisor who takes calls, and an agent who may not."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.ui.linking.accounts_presenter import Row
from tests.records.trial import TrialBank
from tests.server.floor import Floor
from tests.ui.desk.conftest import Driver


def test_a_customer_on_the_screen_is_merged_with_another_one_and_shows_as_one(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    with Session(floor.engine) as session, session.begin():
        older = TrialBank(session).customer("9", name_latin="Chan Tai-Man", customer_since=date(1999, 1, 1))
        here = session.scalars(sa.select(CustomerRow.customer_id).where(CustomerRow.source_key == "C1")).one()
    floor.add_person("lee", Role.AGENT, Role.SUPERVISOR)
    lee = open_desktop(floor.origin)
    lee.sign_in("may")
    assert lee.views.customer.accounts.isHidden()
    assert "accounts:" not in {command.command_id for command in lee.desk.commands.listed()}
    lee.desk.sign_out_wanted.emit()
    lee.until(lambda: lee.desktop.desk is None)
    lee.sign_in("lee")

    lee.presenters.customers.open(here)
    lee.until(lambda: lee.presenters.customers.shown.profile)
    lee.desk.commands.run("accounts:")
    window = lee.desk.office.accounts
    assert window is not None
    accounts = window.accounts
    lee.until(lambda: accounts.state.person)
    accounts.search("chan tai")
    lee.until(lambda: accounts.state.others)
    accounts.choose(Row.FOUND, older)
    lee.until(lambda: accounts.state.may_merge)
    accounts.merge("the same card")

    def shown() -> object:
        profile = lee.presenters.customers.shown.profile
        return profile.customer_id if profile is not None else None

    lee.until(lambda: shown() == older)  # which leads, and is read without being asked for
    lee.until(lambda: accounts.state.person is not None and len(accounts.state.person.accounts) == 2)
    accounts.take_back()
    lee.until(lambda: shown() == here)
