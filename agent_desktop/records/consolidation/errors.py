"""What can go wrong where accounts are consolidated."""

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class ModelFileError(RecordsError):
    """The model cannot be read, or belongs to other comparisons."""

    code = ErrorCode.LINK_MODEL_WRONG


class NothingToLearnError(RecordsError):
    """Too few accounts for a model of one's own."""

    code = ErrorCode.TOO_FEW_ACCOUNTS


class PairNotFoundError(RecordsError):
    """It waits no longer: somebody, or a consolidation, was quicker."""

    code = ErrorCode.LINK_PAIR_NOT_FOUND


class DocumentsDifferError(RecordsError):
    """Two documents of one kind, both seen, with different numbers: never one person, whoever says so."""

    code = ErrorCode.DOCUMENTS_DIFFER


class KindsDifferError(RecordsError):
    """A person and a business."""

    code = ErrorCode.KINDS_DIFFER


class KeptApartError(RecordsError):
    """A person said that an account of the one side is not the same person's as one of the other side."""

    code = ErrorCode.KEPT_APART


class AccountsClashError(RecordsError):
    """Two others of the groups that would come together resemble nobody they could be one with."""

    code = ErrorCode.ACCOUNTS_CLASH


class NotMergedError(RecordsError):
    """The account is nobody else's as well."""

    code = ErrorCode.NOT_MERGED


class DecisionNotFoundError(RecordsError):
    """There is no such decision, or it was taken back already."""

    code = ErrorCode.LINK_DECISION_NOT_FOUND


class DecisionOvertakenError(RecordsError):
    """Something else was said or done about its accounts since."""

    code = ErrorCode.LINK_DECISION_OVERTAKEN
