"""How the demo shop says no, in the one shape `{"code", "error", "field"?, "params"?}`."""

from actions.shop.errors import Refusal


class Failure(Exception):
    """An answer other than success: HTTP status, stable code, words for developers."""

    def __init__(
        self,
        status: int,
        code: str,
        error: str,
        *,
        field: str | None = None,
        params: dict[str, str | int] | None = None,
    ) -> None:
        super().__init__(error)
        self.status = status
        self.body: dict[str, object] = {"code": code, "error": error}
        if field is not None:
            self.body["field"] = field
        if params:
            self.body["params"] = params


class Missing(Failure):
    def __init__(self, what: str) -> None:
        super().__init__(404, "not_found", f"No such {what} for this customer.")


class BadValue(Failure):
    def __init__(self, field: str, error: str) -> None:
        super().__init__(422, "invalid", error, field=field)


class Refuse(Failure):
    """A rule forbids it."""

    def __init__(self, refusal: Refusal, **params: str | int) -> None:
        status = 403 if refusal is Refusal.IDENTITY_REQUIRED else 409
        super().__init__(status, refusal.value, f"The shop's rules forbid this: {refusal}.", params=params)
