"""What roles, fields, values and deeds of people are called, in the language now shown."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.people import PersonChange, PersonDeed
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.languages import language_words
from agent_desktop.ui.widgets.role_words import role_word


def service_role_word(code: str) -> str:
    """Return what somebody is in the team that looks after a customer."""
    known = {
        "": QCoreApplication.translate("PeopleWords", "None"),
        "assistant": QCoreApplication.translate("PeopleWords", "Assistant"),
        "fund_manager": QCoreApplication.translate("PeopleWords", "Fund manager"),
        "currency_adviser": QCoreApplication.translate("PeopleWords", "Currency adviser"),
    }
    return known.get(code, code)


def field_word(name: str) -> str:
    """Return what a field is called."""
    known = {
        "name": QCoreApplication.translate("PeopleWords", "Name to sign in with"),
        "display_name": QCoreApplication.translate("PeopleWords", "Name that others see"),
        "other_name": QCoreApplication.translate("PeopleWords", "Name in the other script"),
        "roles": QCoreApplication.translate("PeopleWords", "Roles"),
        "team": QCoreApplication.translate("PeopleWords", "Team"),
        "site": QCoreApplication.translate("PeopleWords", "Site"),
        "languages": QCoreApplication.translate("PeopleWords", "Languages"),
        "extension": QCoreApplication.translate("PeopleWords", "Extension"),
        "service_role": QCoreApplication.translate("PeopleWords", "In a customer's team"),
    }
    return known.get(name, name)


def wrong_word(code: str) -> str:
    """Return what is wrong with a field and how to put it right; a newer server's code is said as it is."""
    known = {
        "person_name_missing": QCoreApplication.translate("PeopleWords", "Say the name that they sign in with."),
        "person_name_blank": QCoreApplication.translate("PeopleWords", "Leave the blanks out of the name."),
        "person_name_taken": QCoreApplication.translate(
            "PeopleWords", "Somebody already signs in with this name. Choose another one."
        ),
        "person_display_name_missing": QCoreApplication.translate("PeopleWords", "Say what others see of them."),
        "person_role_missing": QCoreApplication.translate("PeopleWords", "Choose at least one role."),
        "person_site_unknown": QCoreApplication.translate("PeopleWords", "There is no such site."),
        "person_service_role_unknown": QCoreApplication.translate("PeopleWords", "There is no such role in a team."),
        "person_extension_wrong": QCoreApplication.translate(
            "PeopleWords", "A number, or a name of the telephone exchange: no blanks."
        ),
    }
    return known.get(code, code)


def value_words(name: str, value: JsonValue | Sequence[str], sites: Mapping[str, LocalText]) -> str:
    """Return a field's value, a dash for none."""
    comma = QCoreApplication.translate("PeopleWords", ", ")
    if name == "roles" and isinstance(value, Sequence):
        known = {role.value: role for role in Role}
        return comma.join(role_word(known[str(role)]) for role in value if str(role) in known) or "–"
    if name == "languages" and isinstance(value, Sequence):
        return comma.join(language_words(str(code)) for code in value) or "–"
    text = str(value or "")
    if name == "site" and text in sites:
        text = words(sites[text])
    if name == "service_role" and text:
        text = service_role_word(text)
    return text or "–"


def deed_word(change: PersonChange) -> str:
    """Return what was done with a person."""
    if change.undoes is not None:
        return QCoreApplication.translate("PeopleWords", "Last change taken back")
    return {
        PersonDeed.ADDED: QCoreApplication.translate("PeopleWords", "Added"),
        PersonDeed.CHANGED: QCoreApplication.translate("PeopleWords", "Changed"),
        PersonDeed.DISABLED: QCoreApplication.translate("PeopleWords", "Disabled"),
        PersonDeed.ENABLED: QCoreApplication.translate("PeopleWords", "Enabled"),
        PersonDeed.PASSWORD_SET: QCoreApplication.translate("PeopleWords", "New password"),
        PersonDeed.UNLOCKED: QCoreApplication.translate("PeopleWords", "Unlocked"),
        PersonDeed.SIGNED_OUT: QCoreApplication.translate("PeopleWords", "Signed out everywhere"),
    }[change.deed]


def change_words(change: PersonChange, sites: Mapping[str, LocalText]) -> str:
    """Return what changed from what to what."""
    semicolon = QCoreApplication.translate("PeopleWords", "; ")
    if change.deed is PersonDeed.ADDED:
        return value_words("roles", change.after.get("roles"), sites)
    return semicolon.join(
        f"{field_word(name)}: {value_words(name, change.before.get(name), sites)} → {value_words(name, value, sites)}"
        for name, value in change.after.items()
    )
