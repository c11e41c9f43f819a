"""What can be refused, and how it is told: one class per HTTP status, one stable `code` per cause.

Messages are for the caller: fact, value, remedy. They never hold customers' text or tokens.
"""

from __future__ import annotations

from typing import ClassVar


class FrontdeskError(Exception):
    """Base of every refusal; `code` is stable and documented, `field` names the offending input."""

    status: ClassVar[int] = 400

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class Invalid(FrontdeskError):
    status = 422


class Unauthorized(FrontdeskError):
    status = 401


class Forbidden(FrontdeskError):
    status = 403


class NotFound(FrontdeskError):
    status = 404


class Conflict(FrontdeskError):
    status = 409


class TooLarge(FrontdeskError):
    status = 413


class Unsupported(FrontdeskError):
    status = 415


class TooMany(FrontdeskError):
    status = 429

    def __init__(self, code: str, message: str, retry_after_s: int) -> None:
        super().__init__(code, message)
        self.retry_after_s = retry_after_s


class Unavailable(FrontdeskError):
    """Nothing was acknowledged; the same request with the same id may be sent again."""

    status = 503

    def __init__(self, code: str, message: str, retry_after_s: int = 2) -> None:
        super().__init__(code, message)
        self.retry_after_s = retry_after_s


class AlreadyClaimed(Conflict):
    def __init__(self, conversation: str, holder: str) -> None:
        super().__init__(
            "already_claimed", f"Conversation {conversation} is with {holder}; take the next one."
        )
        self.holder = holder


class IllegalMove(Conflict):
    def __init__(self, state: str, move: str) -> None:
        super().__init__("illegal_move", f"A conversation in state '{state}' cannot {move}; reload it.")


class StaleEpoch(Conflict):
    """Somebody else became the owner in between; what was appended under the old epoch was refused."""

    def __init__(self, conversation: str) -> None:
        super().__init__("stale_epoch", f"Conversation {conversation} changed hands meanwhile; reload it.")


class NotYours(Forbidden):
    def __init__(self, conversation: str) -> None:
        super().__init__("not_yours", f"Conversation {conversation} is not with you; claim it first.")
