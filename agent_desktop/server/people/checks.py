"""What is wrong with what an administrator says of a person. Pure."""

import re
from collections.abc import Collection
from typing import Final

from pydantic import JsonValue

from agent_desktop.contract.people import SERVICE_ROLES, PersonForm

_EXTENSION: Final = re.compile(r"\+?[A-Za-z0-9._*#-]*")
_NAME: Final = re.compile(r"\S+")


def tidied(form: PersonForm) -> PersonForm:
    """Return the form without blanks around its texts, and with roles and languages once each, in one order."""
    texts = {
        field: getattr(form, field).strip()
        for field in ("name", "display_name", "other_name", "team", "site", "extension", "service_role")
    }
    return form.model_copy(
        update={**texts, "roles": tuple(sorted(set(form.roles))), "languages": tuple(dict.fromkeys(form.languages))}
    )


def problems_of(form: PersonForm, *, sites: Collection[str], before: PersonForm | None = None) -> dict[str, str]:
    """Return the problem of each field that has one, by the code of its words. What was there `before` may stay."""
    found = {}
    if not _NAME.fullmatch(form.name):
        found["name"] = "person_name_blank" if form.name else "person_name_missing"
    if not form.display_name:
        found["display_name"] = "person_display_name_missing"
    if not form.roles:
        found["roles"] = "person_role_missing"
    if form.site and form.site not in sites and (before is None or form.site != before.site):
        found["site"] = "person_site_unknown"
    if form.service_role and form.service_role not in SERVICE_ROLES:
        found["service_role"] = "person_service_role_unknown"
    if not _EXTENSION.fullmatch(form.extension) and (before is None or form.extension != before.extension):
        found["extension"] = "person_extension_wrong"
    return found


def differences(before: PersonForm, after: PersonForm) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """Return the fields that differ, as they were and as they are now, ready for JSON."""
    old: dict[str, JsonValue]
    new: dict[str, JsonValue]
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    changed = [field for field in old if old[field] != new[field]]
    return {field: old[field] for field in changed}, {field: new[field] for field in changed}
