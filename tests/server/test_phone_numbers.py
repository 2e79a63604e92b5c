"""A number that a caller says is not theirs ends with one command, and the next call from it pops nobody."""

from uuid import uuid4

from agent_desktop.contract.sessions import Role
from tests.server.floor import NUMBER, Floor
from tests.server.support import error_code


def test_the_next_call_from_an_ended_number_is_from_nobody_known_and_undo_brings_the_customer_back(
    floor: Floor,
) -> None:
    customer = floor.add_customer()
    agent = floor.agent()
    agent.go_ready()
    floor.ring(NUMBER)
    call = agent.take_call().call_id
    path = f"/v1/customers/{customer}/numbers"
    before = agent.http.get(path, params={"call_id": str(call)}).json()
    (number,) = before["current"]
    command = str(uuid4())

    def end() -> dict[str, object]:
        answer = agent.post(
            f"{path}/end", command_id=command, number_id=number["number_id"], end="no_longer", call_id=str(call)
        )
        assert answer.status_code == 200, answer.text
        body: dict[str, object] = answer.json()
        return body

    after = end()
    assert end() == after  # the repeat of a command ends nothing more
    assert number["calling"] is True
    assert (after["current"], len(after["ended"])) == ([], 1)  # type: ignore[arg-type]
    preview = agent.http.post("/v1/calls/outgoing/preview", json={"number": NUMBER}).json()
    assert preview["customer_id"] is None
    card = agent.http.get(f"/v1/calls/{call}/caller").json()
    assert card["profile"]["customer_id"] == str(customer)  # the call that is on stays with whom it was found to be

    former_id = after["ended"][0]["former_id"]  # type: ignore[index]
    again = agent.post(f"{path}/restore", former_id=former_id).json()

    assert [each["masked"] for each in again["current"]] == [number["masked"]]
    preview = agent.http.post("/v1/calls/outgoing/preview", json={"number": NUMBER}).json()
    assert preview["customer_id"] == str(customer)


def test_what_is_ended_already_is_refused_by_name_and_whoever_takes_no_calls_only_reads(floor: Floor) -> None:
    customer = floor.add_customer()
    agent = floor.agent()
    path = f"/v1/customers/{customer}/numbers"
    number_id = agent.http.get(path).json()["current"][0]["number_id"]
    assert agent.post(f"{path}/end", number_id=number_id, end="never").status_code == 200

    gone = agent.post(f"{path}/end", number_id=number_id, end="never")
    unknown = agent.post(f"{path}/restore", former_id=str(uuid4()))
    floor.add_person("head", Role.SUPERVISOR)
    head = floor.sign_in("head")

    assert (gone.status_code, error_code(gone)) == (409, "number_not_theirs")
    assert (unknown.status_code, error_code(unknown)) == (409, "number_not_restorable")
    assert head.http.get(path).status_code == 200
    assert head.post(f"{path}/end", number_id=number_id, end="never").status_code == 403


def test_the_audit_names_no_call_but_ones_own(floor: Floor) -> None:
    customer = floor.add_customer()
    floor.ring("+85229990000")
    may = floor.agent()
    may.go_ready()
    other = may.take_call().call_id
    ben = floor.agent("ben")

    asked = ben.http.get(f"/v1/customers/{customer}/numbers", params={"call_id": str(other)})

    assert (asked.status_code, error_code(asked)) == (403, "not_your_call")
