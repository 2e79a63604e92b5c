"""Menus for tests."""

from typing import Any

from telephony.menu.schema import Menu


def say(text: str) -> dict[str, Any]:
    return {"text": {"zh-HK": f"{text} 粵", "en": text}}


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh": text}


def content(**changes: Any) -> dict[str, Any]:
    """Return a small menu as its file would have it: language, reason, number."""
    return {
        "languages": ["zh-HK", "en"],
        "tries": 3,
        "wait_seconds": 4,
        "urgent": {"key": "9", "reason": "suspected_fraud", "label": label("Fraud")},
        "person": {"key": "0", "label": label("A person")},
        "not_understood": say("Not understood."),
        "please_wait": say("Please wait."),
        "degraded": say("Press 9 for fraud."),
        "callback": {
            "after_seconds": 30,
            "key": "1",
            "label": label("Call back"),
            "prompt": say("Press 1 for a call back."),
            "thanks": say("Noted."),
        },
        "steps": [
            {
                "id": "language",
                "prompt": say("Choose a language."),
                "choices": [
                    {"key": "1", "label": label("Cantonese"), "language": "zh-HK", "next": "reason"},
                    {"key": "2", "label": label("English"), "language": "en", "next": "reason"},
                ],
            },
            {
                "id": "reason",
                "prompt": say("Why do you call?"),
                "choices": [
                    {
                        "key": "1",
                        "label": label("Lost card"),
                        "reason": "lost_card",
                        "queue": "cards",
                        "next": "number",
                    },
                    {"key": "2", "label": label("Loans"), "reason": "loan", "queue": "loans", "next": "number"},
                    {"key": "3", "label": label("Else")},
                ],
            },
            {"id": "number", "prompt": say("Key your number."), "number": {"shortest": 4, "longest": 8}},
        ],
    } | changes


def menu(**changes: Any) -> Menu:
    return Menu.model_validate(content(**changes))
