"""The settings of recorded calls: which are, on what ground, and where what is recorded lies."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, StrictInt
from pydantic import model_validator as model_rule

from agent_desktop.settings_types import Code, MenuKeyOrEmpty, MenuLanguage, Part, refuse

Announcement = dict[MenuLanguage, Annotated[str, Field(min_length=1, max_length=500)]]
BasisCode = Literal["consent", "legal_obligation", "contract", "legitimate_interest"]


class RecordingPolicySettings(Part):
    """What holds for some calls; what each key means stands in the shipped config.yaml."""

    code: Code
    basis: BasisCode
    records: StrictBool = True
    queues: tuple[Code, ...] = ()
    reasons: tuple[Code, ...] = ()
    outgoing: StrictBool = False
    announcement: Announcement = Field(default_factory=dict)
    joining_announcement: Announcement = Field(default_factory=dict)
    refuse_key: MenuKeyOrEmpty = ""
    refuse_by_word: StrictBool = False
    agent_may_pause: StrictBool = True
    agent_may_stop: StrictBool = False
    pause_in_consult: StrictBool = True
    retention_days: Annotated[StrictInt, Field(ge=1, le=3_650)] = 180
    transcribes: StrictBool = False

    @model_rule(mode="after")
    def _is_lawful(self) -> Self:
        if not self.records:
            return self
        if not self.announcement:
            raise refuse("not_empty", "announcement")  # nobody is recorded without being told
        may_refuse = bool(self.refuse_key) or self.refuse_by_word
        if self.basis == "consent" and not may_refuse:
            raise refuse("true", "refuse_by_word")  # who cannot refuse has not agreed
        if self.refuse_key and self.refuse_by_word and not self.joining_announcement:
            raise refuse("not_empty", "joining_announcement")  # the other names a key that nobody takes then
        if self.basis == "legal_obligation" and (may_refuse or self.agent_may_stop):
            raise refuse("false", "agent_may_stop" if not may_refuse else "refuse_by_word")
        return self


class RecordingSettings(Part):
    """`confirm_seconds` is how long the carrier may take to confirm a pause, until the desktop says that it is none;
    after `pause_seconds` a pause that nobody has ended is over."""

    folder: str
    agents_hear_own: StrictBool
    confirm_seconds: Annotated[StrictInt, Field(ge=1, le=30)]
    pause_seconds: Annotated[StrictInt, Field(ge=30, le=3_600)]
    policies: tuple[RecordingPolicySettings, ...]

    @model_rule(mode="after")
    def _codes_differ(self) -> Self:
        codes = [each.code for each in self.policies]
        if len(set(codes)) != len(codes):
            raise refuse("each_once", "policies")
        return self
