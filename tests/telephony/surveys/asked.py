"""Surveys for tests."""

from typing import Any

from telephony.surveys.schema import KeypadSurvey
from tests.telephony.menu.menus import label, say


def content(**changes: Any) -> dict[str, Any]:
    """Return a small survey as its file would have it: a question with its expectation, and one of ten."""
    return {
        "code": "after_call",
        "name": label("After the call"),
        "languages": ["zh-HK", "en"],
        "wait_seconds": 4,
        "tries": 2,
        "longest_seconds": 120,
        "opening": say("Three questions."),
        "not_understood": say("Not understood."),
        "thanks": say("Thank you."),
        "questions": [
            {"code": "helped", "prompt": say("Did we help?"), "expected": say("And as expected?")},
            {"code": "recommend", "scale": 10, "prompt": say("Would you recommend us?")},
        ],
    } | changes


def survey(**changes: Any) -> KeypadSurvey:
    return KeypadSurvey.model_validate(content(**changes))
