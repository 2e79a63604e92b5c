"""The bases of what crosses the wire. Import what is made of them from `telephony.contract`."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
