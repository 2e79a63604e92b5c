"""Typed settings from `config.yaml`. The shipped file holds every default; another file need hold only what differs.

A key that nobody reads, a value outside its limits and anything that looks like a secret refuse to load.
"""

import difflib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

import platformdirs
from pydantic import BaseModel, Field, StrictBool, StrictInt, ValidationError
from pydantic import model_validator as model_rule
from pydantic_core import ErrorDetails

from agent_desktop.settings_mail import MailSettings
from agent_desktop.settings_papers import (
    AttachmentSettings,
    ExportSettings,
    LetterSettings,
    QualitySettings,
    ReportSettings,
    SurveySettings,
)
from agent_desktop.settings_reader import SettingsError as SettingsError
from agent_desktop.settings_reader import read_settings_file, refuse_secrets
from agent_desktop.settings_recordings import RecordingSettings
from agent_desktop.settings_sources import SourcesSettings
from agent_desktop.settings_staffing import StaffingSettings
from agent_desktop.settings_telephony import HoursSettings as HoursSettings
from agent_desktop.settings_telephony import QueueSettings as QueueSettings
from agent_desktop.settings_telephony import TelephonySettings
from agent_desktop.settings_twilio import TwilioSettings
from agent_desktop.settings_types import (
    Currency,
    DatabaseUrl,
    DayOrEmpty,
    DayTimeOrEmpty,
    LocalName,
    Part,
    Rate,
    TimeZone,
    UrlOrEmpty,
    refuse,
)

_PROGRAM: Final = "agent-desktop"


# The parts


class ServerSettings(Part):
    """`port` 0 is any free port. Seconds are how long a token is good for."""

    host: Annotated[str, Field(min_length=1)]
    port: Annotated[StrictInt, Field(ge=0, le=65_535)]
    tls_certificate: str
    tls_key: str
    access_token_seconds: Annotated[StrictInt, Field(ge=60, le=86_400)]
    refresh_token_seconds: Annotated[StrictInt, Field(ge=300, le=2_592_000)]
    log_level: Literal["debug", "info", "warning", "error"]
    log_format: Literal["json", "text"]

    @model_rule(mode="after")
    def _tls_is_whole(self) -> Self:
        if self.tls_certificate and not self.tls_key:
            raise refuse("file", "tls_key")
        if self.tls_key and not self.tls_certificate:
            raise refuse("file", "tls_certificate")
        return self


class DatabaseSettings(Part):
    """An empty `url` is the embedded PostgreSQL; an empty `data_folder` the user's data folder."""

    url: DatabaseUrl
    data_folder: str
    pool_size: Annotated[StrictInt, Field(ge=1, le=100)]
    connect_seconds: Annotated[StrictInt, Field(ge=1, le=60)]


class RecordsSettings(Part):
    """`rates`: what one unit of a currency is worth in `base_currency`, on the day `rates_on` (empty: nobody knows) as
    `rates_source` says. `time_zone` is the bank's own (IANA name), `assignment_nightly_at` by it."""

    bank_name: LocalName
    time_zone: TimeZone
    base_currency: Currency
    rates: dict[Currency, Rate]
    rates_on: DayOrEmpty
    rates_source: LocalName
    bank_systems_url: UrlOrEmpty
    live_read_seconds: Annotated[StrictInt, Field(ge=1, le=30)]
    recent_contacts: Annotated[StrictInt, Field(ge=1, le=200)]
    scripts_folder: str
    knowledge_folder: str
    dispositions_file: str
    verification_file: str
    assignment_file: str
    assignment_nightly_at: DayTimeOrEmpty
    handover_file: str
    directory_file: str
    messages_file: str = ""
    campaigns_file: str = ""
    callbacks_file: str = ""
    lawful_hours_file: str = ""
    complaints_file: str = ""
    complaint_clocks_file: str = ""
    calendars_file: str = ""
    away_reasons_file: str = ""

    @model_rule(mode="after")
    def _fits_together(self) -> Self:
        if self.rates.get(self.base_currency) != 1:
            raise refuse("1", f"rates.{self.base_currency}")
        return self


class ConsolidationSettings(Part):
    """Weights are base-2 logarithms of the odds that two accounts are one person's. `verified_by` are sources.

    `nightly_at` is ``HH:MM`` in the bank's time zone, empty for never.
    """

    nightly_at: DayTimeOrEmpty
    verified_by: list[str]
    match_weight: Annotated[float, Field(ge=-20, le=60)]
    merge_weight: Annotated[float, Field(ge=-20, le=60)]
    model_file: str

    @model_rule(mode="after")
    def _merges_what_matches(self) -> Self:
        if self.merge_weight < self.match_weight:
            raise refuse(f">= {self.match_weight:g}", "merge_weight")
        return self


class AlertSettings(Part):
    """`nightly_at` is ``HH:MM`` in the bank's time zone, empty for never."""

    nightly_at: DayTimeOrEmpty
    after_import: StrictBool
    rules_file: str
    floor_file: str = ""


class ValuationSettings(Part):
    """`nightly_at` is ``HH:MM`` in the bank's time zone, empty for never."""

    nightly_at: DayTimeOrEmpty
    formula_file: str


class Settings(Part):
    """Everything that can be set."""

    server: ServerSettings
    database: DatabaseSettings
    telephony: TelephonySettings
    twilio: TwilioSettings
    records: RecordsSettings
    consolidation: ConsolidationSettings
    alerts: AlertSettings
    sources: SourcesSettings
    valuation: ValuationSettings
    recordings: RecordingSettings
    attachments: AttachmentSettings
    letters: LetterSettings
    mail: MailSettings
    exports: ExportSettings
    reports: ReportSettings
    surveys: SurveySettings
    quality: QualitySettings
    staffing: StaffingSettings


_PATHS: Final = (
    ("server", "tls_certificate"),
    ("server", "tls_key"),
    ("database", "data_folder"),
    ("records", "scripts_folder"),
    ("records", "knowledge_folder"),
    ("records", "dispositions_file"),
    ("records", "away_reasons_file"),
    ("records", "verification_file"),
    ("records", "assignment_file"),
    ("records", "handover_file"),
    ("records", "directory_file"),
    ("records", "messages_file"),
    ("records", "campaigns_file"),
    ("records", "callbacks_file"),
    ("records", "lawful_hours_file"),
    ("records", "complaints_file"),
    ("records", "complaint_clocks_file"),
    ("records", "calendars_file"),
    ("consolidation", "model_file"),
    ("alerts", "rules_file"),
    ("alerts", "floor_file"),
    ("valuation", "formula_file"),
    ("telephony", "menu_file"),
    ("recordings", "folder"),
    ("attachments", "folder"),
    ("letters", "folder"),
    ("letters", "fonts_folder"),
    ("mail", "ca_file"),
    ("surveys", "file"),
    ("surveys", "keypad_file"),
    ("quality", "file"),
    ("telephony", "prompts_folder"),
)


_TELEPHONE_KEYS: Final = frozenset({"recordings.policies.refuse_key"})
"""Named like a secret, and a key of a telephone."""


def load_settings(path: Path | None) -> Settings:
    """Read settings from `path`; the shipped defaults where it is None or leaves a key out.

    A path in the file that is not absolute is taken from the file's own folder.

    Raises:
        SettingsError: config_not_found, config_unreadable, config_holds_secret, config_key_unknown or
            config_value_wrong.
    """
    shipped = read_settings_file(shipped_file("config.yaml"))
    if path is None:
        return _checked(shipped, "config.yaml")
    mine = read_settings_file(path)
    refuse_secrets(mine, str(path), {*_known_keys(), *_TELEPHONE_KEYS})
    merged = {section: dict(keys) for section, keys in shipped.items()}
    for section, keys in mine.items():
        if section not in merged or not isinstance(keys, dict):
            merged[section] = keys  # refused below, by name
        else:
            merged[section].update(keys)
    for section, key in _PATHS:
        value = merged[section].get(key) if isinstance(merged[section], dict) else None
        if isinstance(value, str) and value:
            merged[section][key] = str(path.absolute().parent / Path(value).expanduser())
    _place_loads(merged["sources"], path.absolute().parent)
    return _checked(merged, str(path))


def _place_loads(sources: Any, folder: Path) -> None:
    """Take the paths of scheduled loads from the folder of the file that names them."""
    loads = sources.get("loads") if isinstance(sources, dict) else None
    for load in loads if isinstance(loads, list) else ():
        for key in ("mapping", "folder", "rejects_file"):
            value = load.get(key) if isinstance(load, dict) else None
            if isinstance(value, str) and value:
                load[key] = str(folder / Path(value).expanduser())


def _checked(content: Mapping[str, Any], file: str) -> Settings:
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        # A key spelt wrongly is both unknown and missing; the first says more.
        first = min(error.errors(include_url=False), key=lambda found: found["type"] != "extra_forbidden")
        raise _as_settings_error(first, file) from None


def _as_settings_error(error: ErrorDetails, file: str) -> SettingsError:
    context = error.get("ctx", {})
    key = _dotted((*error["loc"], *filter(None, [str(context.get("field", ""))])))
    if error["type"] == "extra_forbidden":
        return SettingsError("config_key_unknown", file=file, key=key, meant=_nearest(error["loc"]))
    value = "" if context.get("field") or error["type"] == "missing" else _shown(error["input"])
    return SettingsError("config_value_wrong", file=file, key=key, value=value, limit=_limit(error))


def _dotted(loc: tuple[int | str, ...]) -> str:
    """Write a place as people do: `telephony.queues[2].name`, counted from one."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _known_keys() -> Iterator[str]:
    for section, field in Settings.model_fields.items():
        yield section
        part = field.annotation
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield from (f"{section}.{name}" for name in part.model_fields)


def _nearest(loc: tuple[int | str, ...]) -> str:
    """Return the known key that was probably meant by an unknown one, empty where none is near."""
    *parents, last = loc
    fields = _field_at(tuple(parents)).model_fields
    near = difflib.get_close_matches(str(last), list(fields), n=1, cutoff=0.7)
    if near:
        return _dotted((*parents, near[0]))
    return next((name for name in _known_keys() if name.rpartition(".")[2] == last), "")


def _field_at(loc: tuple[int | str, ...]) -> Any:
    """Return the part of the settings at `loc`, which leads through sections and lists of them."""
    part: Any = Settings
    for name in loc:
        if isinstance(name, str):
            inner = part.model_fields[name].annotation
            part = getattr(inner, "__args__", (inner,))[0]
    return part


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int, float)):
        return str(value)[:80]
    return "…"


def _limit(error: ErrorDetails) -> str:
    """Say what is allowed, in signs that need no language, or as a word that `words` knows."""
    context, kind = error.get("ctx", {}), error["type"]
    match kind:
        case "setting":
            return str(context["limit"])
        case "greater_than_equal" | "less_than_equal":
            return _range_of(error["loc"]) or str(context.get("ge", context.get("le")))
        case "literal_error":
            return str(context["expected"]).replace("'", "").replace(" or ", ", ")
        case "string_too_short" | "too_short":
            return "not_empty"
        case "int_type" | "int_parsing":
            return "whole_number"
        case "bool_type":
            return "true, false"
        case "missing":
            return "needed"
        case "string_type":
            return "text"
        case "tuple_type" | "list_type":
            return "list"
        case _:
            return "section"


def _range_of(loc: tuple[int | str, ...]) -> str:
    *parents, last = loc
    field = _field_at(tuple(parents)).model_fields.get(last)
    bounds = {type(rule).__name__: rule for rule in field.metadata} if field else {}
    low, high = bounds.get("Ge"), bounds.get("Le")
    return f"{low.ge}…{high.le}" if low and high else ""


# Folders


def shipped_file(name: str) -> Path:
    """Return where `name` of the program's own files is: beside the packages in a checkout, or in the wheel's data."""
    root = Path(__file__).resolve().parent.parent
    checkout = root / name
    return checkout if checkout.exists() else root / "agent_desktop_data" / name


def resources_folder() -> Path:
    """Return the folder with logo, words and translations."""
    return shipped_file("resources")


def scripts_folder(settings: Settings) -> Path:
    """Return the folder the service scripts are read from."""
    return Path(settings.records.scripts_folder) if settings.records.scripts_folder else shipped_file("scripts")


def user_data_folder() -> Path:
    """Return where this person's data live; not made here. AGENT_DESKTOP_DATA_FOLDER names another place.

    For root it is a system folder: the account that PostgreSQL runs as cannot see into root's home.
    """
    chosen = os.environ.get("AGENT_DESKTOP_DATA_FOLDER", "")
    if chosen:
        return Path(chosen).absolute()
    if sys.platform != "win32" and os.geteuid() == 0:
        return Path("/var/lib") / _PROGRAM
    return platformdirs.user_data_path(_PROGRAM, appauthor=False)


def recordings_folder(settings: Settings) -> Path:
    """Return where what is recorded of calls lies, sealed."""
    return Path(settings.recordings.folder) if settings.recordings.folder else user_data_folder() / "recordings"


def attachments_folder(settings: Settings) -> Path:
    """Return where files that belong to records lie, sealed."""
    return Path(settings.attachments.folder) if settings.attachments.folder else user_data_folder() / "attachments"


def database_folder(settings: Settings) -> Path:
    """Return where the embedded PostgreSQL keeps its data."""
    return Path(settings.database.data_folder) if settings.database.data_folder else user_data_folder() / "postgres"
