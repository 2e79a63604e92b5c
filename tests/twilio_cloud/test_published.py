"""What was written down is checked against a published API; here a small one of the same form."""

import json
from typing import Any

from tests.twilio_cloud.published import Published, check_answers, check_requests, check_routes

CALLS = "/2010-04-01/Accounts/{AccountSid}/Calls.json"
SPEC: dict[str, Any] = {
    "components": {
        "schemas": {
            "Create": {
                "required": ["To"],
                "properties": {
                    "To": {"type": "string"},
                    "Timeout": {"type": "integer"},
                    "StatusCallbackMethod": {"$ref": "#/components/schemas/Method"},
                    "StatusCallbackEvent": {"type": "array", "items": {"type": "string"}},
                },
            },
            "Method": {"type": "string", "enum": ["GET", "POST"]},
            "Call": {
                "properties": {
                    "sid": {"type": "string", "pattern": "^CA[0-9a-f]{32}$", "nullable": True},
                    "live": {"type": "boolean"},
                    "seconds": {"type": "integer"},
                    "method": {"$ref": "#/components/schemas/Method"},
                }
            },
            "Calls": {"properties": {"calls": {"type": "array", "items": {"$ref": "#/components/schemas/Call"}}}},
        }
    },
    "paths": {
        CALLS: {
            "get": {
                "parameters": [{"in": "query", "name": "ParentCallSid", "schema": {"pattern": "^CA[0-9a-f]{32}$"}}],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Calls"}}}}
                },
            },
            "post": {
                "requestBody": {
                    "content": {
                        "application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/Create"}}
                    }
                }
            },
        }
    },
}


def line(method: str, *fields: tuple[str, str], status: int = 201, template: str = CALLS) -> str:
    return json.dumps({"method": method, "template": template, "fields": fields, "status": status})


def test_each_kind_of_wrong_request_is_found_once_and_a_refused_one_is_left_alone() -> None:
    good = [
        line("POST", ("To", "+1"), ("StatusCallbackEvent", "ringing"), ("StatusCallbackEvent", "answered")),
        line("GET", ("ParentCallSid", "CA" + "0" * 32), status=200),
    ]
    wrong = [
        line("POST", ("To", "+1"), ("Holdd", "true")),
        line("POST", ("To", "+1"), ("Timeout", "soon")),
        line("POST", ("To", "+1"), ("StatusCallbackMethod", "PUT")),
        line("POST", ("Timeout", "5")),
        line("GET", ("ParentCallSid", "7"), status=200),
        line("DELETE", status=204),
    ]
    published = Published(SPEC)

    assert check_requests(published, good) == []
    assert len(check_requests(published, wrong * 2)) == len(wrong)
    assert check_requests(published, [line("POST", ("Holdd", "true"), status=400)]) == []


def test_each_kind_of_wrong_answer_is_found_once() -> None:
    def answered(*calls: dict[str, Any], status: int = 200, **more: Any) -> str:
        return json.dumps({"method": "GET", "template": CALLS, "status": status, "answer": {"calls": calls, **more}})

    fine = {"sid": "CA" + "0" * 32, "live": False, "seconds": 4, "method": "GET"}
    wrong = [
        answered(fine | {"sid": "CA7"}),
        answered(fine | {"live": "maybe"}),
        answered(fine | {"seconds": True}),
        answered(fine | {"method": "PUT"}),
        answered(fine | {"holdd": 1}),
        answered({name: value for name, value in fine.items() if name != "live"}),
        answered(fine, pages=3),
        answered(status=202),
    ]
    published = Published(SPEC)

    assert check_answers(published, [answered(fine, fine | {"sid": None}), line("GET", status=200)]) == []
    assert [len(check_answers(published, [each])) for each in wrong] == [1] * len(wrong)
    assert len(check_answers(published, wrong * 2)) == len(wrong)


def test_what_the_stand_in_takes_is_checked_as_well() -> None:
    found = check_routes(Published(SPEC))

    assert f"POST {CALLS}: no field SendDigits" in found
    assert f"POST {CALLS}: no field Timeout" not in found
    assert any("Queues.json: no such operation" in one for one in found)
