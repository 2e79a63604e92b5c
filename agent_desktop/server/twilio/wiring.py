"""From settings and secrets to the parts that speak with Twilio. The one place where both are put together."""

from pathlib import Path

from agent_desktop.contract.base import API_PREFIX
from agent_desktop.server.routing_settings import own_numbers_from
from agent_desktop.server.secrets import VARIABLES, SecretMissingError, SecretName, Secrets, needed
from agent_desktop.settings import Settings
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.lines import AgentLeg, Lines
from telephony.providers.twilio.media import lasting_in, recorded_in
from telephony.providers.twilio.music import MUSIC_FILE, MUSIC_SECONDS
from telephony.providers.twilio.rest import TwilioAccount, TwilioRest
from telephony.providers.twilio.retrying import RetryRule
from telephony.providers.twilio.scribing import LANGUAGES, Scribing
from telephony.providers.twilio.setting_up import ROUTES, Wanted
from telephony.providers.twilio.signing import SigningKeys, TwilioSignatures
from telephony.providers.twilio.tokens import SoftphoneTokens
from telephony.providers.twilio.twiml import DEFAULT_VOICES, Style, Voice


def base_url(settings: Settings) -> str:
    """Return where Twilio reaches our routes."""
    return f"{settings.twilio.public_url}{API_PREFIX}{ROUTES}"


def style_from(settings: Settings) -> Style:
    """Return how documents for Twilio are written: addresses, voices, music and recordings."""
    twilio, base = settings.twilio, base_url(settings)
    own = not twilio.wait_music_url
    voices = {language: Voice(each.voice, each.language) for language, each in twilio.voices.items()}
    return Style(
        base,
        voices={**DEFAULT_VOICES, **voices},
        music_url=f"{base}/media/{MUSIC_FILE}" if own else twilio.wait_music_url,
        music_seconds=MUSIC_SECONDS if own else twilio.wait_music_seconds,
        hold_url=twilio.hold_music_url,
        recorded=recorded_in(prompts_folder(settings)),
        lasts=lasting_in(prompts_folder(settings)),
    )


def lines_from(settings: Settings) -> Lines:
    """Return how agents' telephones come to a call, and what is shown where nothing else is."""
    twilio = settings.twilio
    own = next(iter(twilio.numbers), "")
    ours = own_numbers_from(settings)
    return Lines(AgentLeg(twilio.agent_leg), twilio.sip_domain, own, twilio.ring_seconds, ours)


def scribing_from(settings: Settings) -> Scribing:
    """Return how calls are written down whose policy has it so."""
    twilio = settings.twilio
    return Scribing({**LANGUAGES, **twilio.transcript_languages}, twilio.transcript_engine)


def prompts_folder(settings: Settings) -> Path | None:
    """Return where recorded prompts lie; None where there are none."""
    folder = settings.telephony.prompts_folder
    return Path(folder) if folder else None


def rest_from(settings: Settings, secrets: Secrets) -> TwilioRest:
    """Return what asks Twilio. One wish takes no longer than the carrier may: ``telephony.command_seconds``.

    Raises:
        SecretMissingError: The secret of the API key is not set.
    """
    twilio = settings.twilio
    account = TwilioAccount(
        twilio.account_sid,
        twilio.api_key_sid,
        needed(secrets, SecretName.TWILIO_API_KEY),
        region=twilio.region,
        edge=twilio.edge,
    )
    most = float(settings.telephony.command_seconds)
    return TwilioRest(
        account,
        limits=RestLimits(calls_per_second=twilio.calls_per_second, in_flight=twilio.in_flight),
        rule=RetryRule(request_seconds=float(twilio.request_seconds), total_seconds=most),
        api_url=twilio.api_url,
    )


def signatures_from(settings: Settings, secrets: Secrets) -> TwilioSignatures:
    """Return what checks webhooks.

    Raises:
        SecretMissingError: Neither the auth token nor a shared key is set.
    """
    keys = signing_keys(settings, secrets)
    if not keys.auth_token and not keys.shared_key:
        names = (SecretName.TWILIO_AUTH_TOKEN, SecretName.TWILIO_WEBHOOK_KEY)
        raise SecretMissingError(name=" / ".join(names), variable=" / ".join(VARIABLES[name] for name in names))
    return TwilioSignatures(settings.twilio.public_url, settings.twilio.account_sid, keys)


def signing_keys(settings: Settings, secrets: Secrets) -> SigningKeys:
    """Return the secrets by which Twilio signs, as far as they are set."""
    return SigningKeys(
        auth_token=secrets.get(SecretName.TWILIO_AUTH_TOKEN) or "",
        shared_key=secrets.get(SecretName.TWILIO_WEBHOOK_KEY) or "",
        shared_key_id=settings.twilio.webhook_key_id,
    )


def tokens_from(settings: Settings, secrets: Secrets) -> SoftphoneTokens:
    """Return what issues softphone tokens; where something is not set it refuses to, and says what."""
    twilio = settings.twilio
    used = settings.telephony.provider == "twilio"
    return SoftphoneTokens(
        account_sid=twilio.account_sid if used else "",
        api_key_sid=twilio.api_key_sid,
        app_sid=twilio.app_sid,
        secret=(secrets.get(SecretName.TWILIO_API_KEY) or "") if used else "",
        seconds=twilio.softphone_seconds,
        region=twilio.region,
    )


def wanted_from(settings: Settings) -> Wanted:
    """Return how number, application and SIP domain should be set at Twilio."""
    twilio = settings.twilio
    return Wanted(
        base_url(settings),
        numbers=twilio.numbers,
        application_sid=twilio.app_sid,
        sip_domain=twilio.sip_domain,
        fallback_url=twilio.fallback_url,
    )
