"""The stand-in as a process of its own, driven over HTTP."""

import json
import subprocess
import sys
from pathlib import Path

import httpx

from tests.twilio_cloud.conftest import AGENT, CALLER, NUMBER
from tests.twilio_cloud.desk import Desk


def test_it_runs_by_itself_and_is_driven_from_another_process() -> None:
    program = [sys.executable, "-m", "tests.twilio_cloud", "--speed", "0", "--number", NUMBER]
    with Desk() as desk:
        desk.documents["/voice"] = "<Dial><Conference waitUrl='' beep='false'>room-1</Conference></Dial>"
        process = subprocess.Popen(
            [*program, "--host", f"https://desk.test={desk.url}"],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            with httpx.Client(base_url=said["url"], trust_env=False) as http:

                def order(verb: str, **given: object) -> object:
                    answer = http.post(f"/control/{verb}", json=given)
                    assert answer.status_code == 200, answer.text
                    return answer.json()["result"]

                root = f"/2010-04-01/Accounts/{said['account_sid']}"
                auth = (said["key_sid"], said["key_secret"])
                number = http.get(f"{root}/IncomingPhoneNumbers.json", auth=auth).json()["incoming_phone_numbers"][0]
                path = f"{root}/IncomingPhoneNumbers/{number['sid']}.json"
                assert http.post(path, data={"VoiceUrl": "https://desk.test/voice"}, auth=auth).status_code == 200
                order("person", address=AGENT)
                sid = order("ring", to=NUMBER, from_=CALLER)
                order("advance", seconds=1)
                form = {"From": NUMBER, "To": AGENT, "Beep": "false"}
                made = http.post(f"{root}/Conferences/room-1/Participants.json", data=form, auth=auth)
                order("advance", seconds=4)

                assert made.status_code == 201
                assert order("hears") == {CALLER: [AGENT], AGENT: [CALLER]}
                order("hang_up", sid=sid)
                assert order("problems") == []
                assert http.post("/control/_add", json={}).status_code == 400
        finally:
            process.terminate()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
