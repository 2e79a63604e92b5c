"""What is set up: numbers, applications, SIP domains, the account (issue 8 point 1)."""

from collections.abc import Mapping
from typing import Any, Final

from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.calls import sid_of
from tests.twilio_cloud.rest.fields import (
    Field,
    RestError,
    link,
    method,
    not_found,
    paging,
    phone,
    sid,
    text,
    url,
    yes_no,
)
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.things import Settings

_VOICE: Final = {
    "FriendlyName": Field(text(64)),
    "VoiceUrl": Field(url, 21502),
    "VoiceMethod": method,
    "VoiceFallbackUrl": Field(url, 21502),
    "VoiceFallbackMethod": method,
    "StatusCallback": link,
    "StatusCallbackMethod": method,
    "VoiceCallerIdLookup": yes_no,
    "SmsUrl": Field(url, 21502),
    "SmsMethod": method,
    "SmsFallbackUrl": Field(url, 21502),
    "SmsFallbackMethod": method,
}
NUMBER: Final = _VOICE | {"VoiceApplicationSid": Field(sid("AP")), "SmsApplicationSid": Field(sid("AP"))}
APPLICATION: Final = _VOICE | {"MessageStatusCallback": link, "SmsStatusCallback": link}
DOMAIN: Final = {
    "FriendlyName": Field(text(64)),
    "VoiceUrl": Field(url, 21502),
    "VoiceMethod": method,
    "VoiceFallbackUrl": Field(url, 21502),
    "VoiceFallbackMethod": method,
    "VoiceStatusCallbackUrl": link,
    "VoiceStatusCallbackMethod": method,
    "SipRegistration": yes_no,
}
_ACCOUNT: Final = "/2010-04-01/Accounts/{Sid}.json"


def number(ask: Ask, one: Settings) -> dict[str, Any]:
    """Write a number of ours."""
    return written.settings(ask.world, one, "IncomingPhoneNumbers", tuple(NUMBER)) | {
        "phone_number": one.values["PhoneNumber"],
        "capabilities": {"voice": True, "sms": True, "mms": False, "fax": False},
        "voice_caller_id_lookup": one.values.get("VoiceCallerIdLookup") == "true",
        "address_requirements": "none",
        "beta": False,
        "origin": "twilio",
        "status": "in-use",
        "voice_receive_mode": "voice",
        "emergency_status": "Inactive",
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "trunk_sid": None,
        "address_sid": None,
        "identity_sid": None,
        "bundle_sid": None,
    }


def application(ask: Ask, one: Settings) -> dict[str, Any]:
    """Write an application."""
    return written.settings(ask.world, one, "Applications", tuple(APPLICATION)) | {
        "voice_caller_id_lookup": one.values.get("VoiceCallerIdLookup") == "true",
        "public_application_connect_enabled": False,
    }


def domain(ask: Ask, one: Settings) -> dict[str, Any]:
    """Write a SIP domain."""
    return written.settings(ask.world, one, "SIP/Domains", tuple(DOMAIN)) | {
        "domain_name": one.values["DomainName"],
        "sip_registration": one.values.get("SipRegistration") == "true",
        "auth_type": "CREDENTIAL_LIST",
        "emergency_calling_enabled": False,
        "secure": False,
        "byoc_trunk_sid": None,
        "emergency_caller_sid": None,
        "subresource_uris": {},
    }


def _write(one: Settings, form: Mapping[str, Any]) -> None:
    for name, value in form.items():
        one.values[name] = ("true" if value else "false") if isinstance(value, bool) else str(value)


def _find(known: Mapping[str, Settings], value: str, prefix: str) -> Settings:
    one = known.get(sid_of(value, prefix))
    if one is None:
        raise not_found(value)
    return one


@route("GET", "/IncomingPhoneNumbers.json", paging(PhoneNumber=Field(phone), FriendlyName=Field(text(64))))
def list_numbers(ask: Ask) -> Answer:
    """List our numbers."""
    wanted = ask.get("PhoneNumber")
    found = [one for one in ask.world.numbers.values() if wanted in (None, one.values["PhoneNumber"])]
    return page(ask, "incoming_phone_numbers", [number(ask, one) for one in found])


@route("GET", "/IncomingPhoneNumbers/{Sid}.json")
def fetch_number(ask: Ask) -> Answer:
    """Fetch a number."""
    return Answer(data=number(ask, _find(ask.world.numbers, ask.ids["Sid"], "PN")))


@route("POST", "/IncomingPhoneNumbers/{Sid}.json", NUMBER)
def update_number(ask: Ask) -> Answer:
    """Set a number's webhooks."""
    one = _find(ask.world.numbers, ask.ids["Sid"], "PN")
    _write(one, ask.form)
    return Answer(data=number(ask, one))


@route("GET", "/Applications.json", paging(FriendlyName=Field(text(64))))
def list_applications(ask: Ask) -> Answer:
    """List TwiML applications."""
    wanted = ask.get("FriendlyName")
    found = [one for one in ask.world.applications.values() if wanted in (None, one.values.get("FriendlyName"))]
    return page(ask, "applications", [application(ask, one) for one in found])


@route("POST", "/Applications.json", APPLICATION)
def create_application(ask: Ask) -> Answer:
    """Make an application."""
    one = Settings(ask.world.sids.make("AP"), ask.world.now)
    _write(one, ask.form)
    ask.world.applications[one.sid] = one
    return Answer(201, application(ask, one))


@route("GET", "/Applications/{Sid}.json")
def fetch_application(ask: Ask) -> Answer:
    """Fetch an application."""
    return Answer(data=application(ask, _find(ask.world.applications, ask.ids["Sid"], "AP")))


@route("POST", "/Applications/{Sid}.json", APPLICATION)
def update_application(ask: Ask) -> Answer:
    """Set an application's webhooks."""
    one = _find(ask.world.applications, ask.ids["Sid"], "AP")
    _write(one, ask.form)
    return Answer(data=application(ask, one))


@route("DELETE", "/Applications/{Sid}.json")
def delete_application(ask: Ask) -> Answer:
    """Remove an application."""
    del ask.world.applications[_find(ask.world.applications, ask.ids["Sid"], "AP").sid]
    return Answer(204)


@route("GET", "/SIP/Domains.json", paging())
def list_domains(ask: Ask) -> Answer:
    """List SIP domains (telephony.md 5.3)."""
    return page(ask, "domains", [domain(ask, one) for one in ask.world.domains.values()])


@route("GET", "/SIP/Domains/{Sid}.json")
def fetch_domain(ask: Ask) -> Answer:
    """Fetch a SIP domain."""
    return Answer(data=domain(ask, _find(ask.world.domains, ask.ids["Sid"], "SD")))


@route("POST", "/SIP/Domains/{Sid}.json", DOMAIN)
def update_domain(ask: Ask) -> Answer:
    """Set a SIP domain's webhooks."""
    one = _find(ask.world.domains, ask.ids["Sid"], "SD")
    _write(one, ask.form)
    return Answer(data=domain(ask, one))


@route("GET", _ACCOUNT)
def fetch_account(ask: Ask) -> Answer:
    """Fetch the account. An API key may not (telephony.md 3.3); who asks is checked before."""
    if ask.ids["Sid"] != ask.world.credentials.account_sid:
        raise RestError(404, 20404, "No such account")
    return Answer(
        data={
            "sid": ask.world.credentials.account_sid,
            "friendly_name": "Stand-in",
            "status": "active",
            "type": "Full",
            "auth_token": ask.world.credentials.auth_token,
            "owner_account_sid": ask.world.credentials.account_sid,
            "date_created": written.at(ask.world.now),
            "date_updated": written.at(ask.world.now),
            "uri": f"/2010-04-01/Accounts/{ask.world.credentials.account_sid}.json",
            "subresource_uris": {},
        }
    )
