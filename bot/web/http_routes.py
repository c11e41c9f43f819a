"""What a request is called in logs and figures: never by its ids."""

from __future__ import annotations

from starlette.types import Scope


def route_of(scope: Scope) -> str:
    """The path with its parameters' names instead of values; "none" for what no route answers.

    A route itself knows its path only below the router that includes it.
    """
    if "route" not in scope:
        return "none"
    path: str = scope["path"]
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path
