"""The first agent, so that a new installation can be tried at once; there are no default passwords."""

from __future__ import annotations

from bot.settings import Settings
from handoff.archive.database import open_database
from handoff.users import Users, generate_password

NAME = "agent"
SHOWN_TO_CUSTOMERS = "小安"


def first_login(settings: Settings) -> tuple[str, str] | None:
    """Name and generated password of the agent made now, or None when there is any user already."""
    engine = open_database(settings.database_url)
    try:
        users = Users(engine)
        if users.all():
            return None
        password = generate_password()
        users.add(NAME, "agent", password, display_name=SHOWN_TO_CUSTOMERS)
        return NAME, password
    finally:
        engine.dispose()
