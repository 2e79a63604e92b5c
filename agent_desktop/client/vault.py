from enum import StrEnum


class KeyringState(StrEnum):
    WORKING = "working"
    LOCKED = "locked"  # it did not answer in time: what is kept is kept until the program ends
    MISSING = "missing"  # this machine has none that keeps secrets safe
