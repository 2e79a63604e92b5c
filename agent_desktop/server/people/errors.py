"""What administrators of people may be told."""

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.errors import ServerError


class PersonNotFoundError(ServerError):
    """`user_id` is nobody's."""

    code = ErrorCode.PERSON_NOT_FOUND


class PersonRefusedError(ServerError):
    """`problem` is one of person_in_call, person_in_others_call, person_last_administrator, person_self,
    person_own_role, person_not_undoable."""

    code = ErrorCode.PERSON_REFUSED


class PersonFieldsError(ServerError):
    """`fields`: what is wrong with which field, by the code of a problem."""

    code = ErrorCode.PERSON_FIELDS
