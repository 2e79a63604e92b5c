"""A customer to try a script with: who may look, what they see, and that nothing comes of it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.script_trials import FEWEST_ALIKE, TrialCustomer
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.service_scripts.facts import FACTS
from tests.server.floor import Floor
from tests.server.test_customers import _add_account


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((Role.AUTHOR,), 403),
        ((Role.AGENT,), 403),
        ((Role.ADMINISTRATOR,), 403),
        ((Role.AUTHOR, Role.AGENT), 200),
        ((Role.SUPERVISOR,), 200),
    ],
)
def test_to_try_a_script_with_a_customer_one_may_see_scripts_and_customers(
    floor: Floor, roles: tuple[Role, ...], status: int
) -> None:
    customer = floor.add_customer()
    floor.add_person("nina", *roles)

    answer = floor.sign_in("nina").http.get(f"/v1/customers/{customer}/script-facts")

    assert answer.status_code == status, answer.text


def test_a_trial_has_the_facts_of_a_call_masked_and_leaves_nothing_but_the_look(floor: Floor) -> None:
    customer = floor.add_customer(name="Chan Tai Man")
    _add_account(floor, customer)
    head = floor.add_person("head", Role.SUPERVISOR)

    answer = floor.sign_in("head").http.get(f"/v1/customers/{customer}/script-facts")

    found = TrialCustomer.model_validate_json(answer.text)
    assert found.name["en"].endswith("Chan Tai Man")
    assert set(found.values) <= set(FACTS)
    assert set(found.facts) <= set(FACTS)
    assert (found.values["is_known"], found.values["direction"]) == ("yes", "inbound")
    assert found.accounts
    assert all("•" in each.number_masked for each in found.accounts)
    with Session(floor.engine) as session:
        looks = session.scalars(sa.select(AuditRow).where(AuditRow.what == "script.tried")).all()
        assert [(row.by_user_id, row.record_id, row.call_id) for row in looks] == [(head.user_id, customer, None)]
        assert session.scalar(sa.select(sa.func.count()).select_from(ScriptRunRow)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(InteractionRow)) == 0


@pytest.mark.parametrize(("role", "status"), [(Role.AUTHOR, 200), (Role.ADMINISTRATOR, 200), (Role.AGENT, 403)])
def test_an_author_who_may_see_nobody_tries_it_with_some_customer_unnamed(
    floor: Floor, role: Role, status: int
) -> None:
    customer = floor.add_customer(name="Chan Tai Man")
    _add_account(floor, customer)
    person = floor.add_person("nina", role)

    answer = floor.sign_in("nina").http.get("/v1/script-trials/any-customer")

    assert answer.status_code == status, answer.text
    if status == 403:
        return
    found = TrialCustomer.model_validate_json(answer.text)
    assert found.values["is_known"] == "yes"
    assert found.values["tier"] == "gold"
    assert found.accounts
    for telling in ("Chan", "陈大文", "Man", "•", str(customer), "10020030"):
        assert telling not in answer.text
    with Session(floor.engine) as session:
        (look,) = session.scalars(sa.select(AuditRow).where(AuditRow.what == "script.tried"))
        assert (look.by_user_id, look.record_id) == (person.user_id, customer)


def test_an_author_wishes_a_kind_and_is_refused_one_that_would_tell_who_it_is(floor: Floor) -> None:
    for number in range(FEWEST_ALIKE):
        floor.add_customer(f"+8526000{number:04}", key=f"C{number + 1}")
    floor.add_person("nina", Role.AUTHOR)
    http = floor.sign_in("nina").http

    drawn = http.get("/v1/script-trials/any-customer?tier=gold&language=zh&age=younger")
    refused = http.get("/v1/script-trials/any-customer?tier=gold&product=loan")

    assert TrialCustomer.model_validate_json(drawn.text).values["tier"] == "gold"
    assert refused.status_code == 409
    assert refused.json()["code"] == "too_few_alike"
    assert http.get("/v1/script-trials/any-customer?tier=gilded").status_code == 422
    with Session(floor.engine) as session:
        (look,) = session.scalars(sa.select(AuditRow).where(AuditRow.what == "script.tried"))
        assert look.detail == {"wished": ["age", "language", "tier"]}


def test_a_bank_without_customers_has_none_to_try_it_with(floor: Floor) -> None:
    floor.add_person("nina", Role.AUTHOR)

    assert floor.sign_in("nina").http.get("/v1/script-trials/any-customer").status_code == 404


def test_nobody_is_no_customer_to_try_it_with(floor: Floor) -> None:
    floor.add_person("head", Role.SUPERVISOR)

    answer = floor.sign_in("head").http.get("/v1/customers/00000000-0000-4000-8000-000000000000/script-facts")

    assert answer.status_code == 404
