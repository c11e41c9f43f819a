from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from handoff.archive.database import open_database
from handoff.archive.schema import users as users_table
from handoff.console.sessions import Sessions
from handoff.errors import Conflict, Invalid, NotFound
from handoff.users import Users, generate_password

PASSWORD = "correct-horse-7"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    return open_database(f"sqlite:///{tmp_path / 'archive.db'}")


@pytest.fixture
def users(engine: sa.Engine) -> Users:
    return Users(engine, CHEAP)


def test_added_user_is_verified_by_the_right_password_only(users: Users) -> None:
    added = users.add("anna", "agent", PASSWORD, display_name="小安", skills=("refund",))
    assert users.verify("anna", PASSWORD) == added
    assert users.verify("anna", PASSWORD + "x") is None
    assert users.verify("nobody", PASSWORD) is None


def test_password_is_stored_as_argon2id_and_never_in_clear(users: Users, engine: sa.Engine) -> None:
    users.add("anna", "agent", PASSWORD)
    with engine.connect() as connection:
        stored = connection.scalar(sa.select(users_table.c.password_hash))
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_password_hashed_at_a_lower_cost_is_hashed_anew_at_login(engine: sa.Engine) -> None:
    Users(engine, CHEAP).add("anna", "agent", PASSWORD)
    dearer = Users(engine, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert dearer.verify("anna", PASSWORD) is not None
    with engine.connect() as connection:
        stored = connection.scalar(sa.select(users_table.c.password_hash))
    assert "m=16,t=2" in str(stored)


def test_one_name_in_other_letters_is_the_same_person(users: Users) -> None:
    added = users.add("Ａnna", "agent", PASSWORD)
    assert added.name == "anna"
    assert users.verify(" ANNA ", PASSWORD) == added
    with pytest.raises(Conflict) as refused:
        users.add("anna", "admin", PASSWORD)
    assert refused.value.code == "name_taken"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "a"}, "name"),
        ({"name": "a b"}, "name"),
        ({"name": "a" * 33}, "name"),
        ({"role": "king"}, "role"),
        ({"password": "short"}, "password"),
        ({"password": "aaaaaaaaaaaa"}, "password"),
        ({"password": "my-anna-password"}, "password"),
        ({"password": "x1!y" * 60}, "password"),
        ({"display_name": "a\nb"}, "display_name"),
        ({"display_name": "x" * 41}, "display_name"),
        ({"languages": ("fr",)}, "languages"),
        ({"languages": ()}, "languages"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 21}, "capacity"),
    ],
)
def test_bad_value_is_refused_and_names_its_field(
    users: Users, change: dict[str, object], field: str
) -> None:
    good = {"name": "anna", "role": "agent", "password": PASSWORD}
    with pytest.raises(Invalid) as refused:
        users.add(**(good | change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert users.all() == []


def test_generated_password_is_long_and_different_each_time() -> None:
    made = {generate_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 19 for password in made)


def test_disabled_user_cannot_log_in_and_loses_every_session_until_enabled(
    users: Users, engine: sa.Engine
) -> None:
    anna = users.add("anna", "agent", PASSWORD)
    sessions = Sessions(engine)
    token = sessions.start(anna, "::1")
    users.disable("anna")
    assert users.verify("anna", PASSWORD) is None
    assert sessions.find(token) is None
    users.enable("anna")
    assert users.verify("anna", PASSWORD) == anna
    assert sessions.find(token) is None


def test_new_password_ends_old_sessions_and_forgets_known_browsers(users: Users, engine: sa.Engine) -> None:
    anna = users.add("anna", "agent", PASSWORD)
    sessions = Sessions(engine)
    token, device = sessions.start(anna, "::1"), sessions.remember_device(anna, None)
    users.set_password("anna", "another-horse-8")
    assert sessions.find(token) is None
    assert not sessions.knows_device("anna", device)
    assert users.verify("anna", PASSWORD) is None
    assert users.verify("anna", "another-horse-8") == anna


def test_renamed_user_keeps_id_and_password(users: Users) -> None:
    anna = users.add("anna", "agent", PASSWORD)
    renamed = users.rename("anna", new_name="anne", display_name="安妮")
    assert (renamed.id, renamed.name, renamed.display_name) == (anna.id, "anne", "安妮")
    assert users.verify("anne", PASSWORD) == renamed
    with pytest.raises(NotFound):
        users.by_name("anna")


def test_rename_to_a_taken_name_changes_nothing(users: Users) -> None:
    anna = users.add("anna", "agent", PASSWORD)
    users.add("bob", "agent", PASSWORD)
    with pytest.raises(Conflict):
        users.rename("anna", new_name="BOB")
    assert users.by_name("anna") == anna


def test_role_skills_languages_and_capacity_can_be_changed(users: Users) -> None:
    users.add("anna", "agent", PASSWORD)
    changed = users.change("anna", role="supervisor", skills=("refund",), languages=("en",), capacity=7)
    assert (changed.role, changed.skills, changed.languages, changed.capacity) == (
        "supervisor",
        ("refund",),
        ("en",),
        7,
    )
    assert changed.sees_all
    with pytest.raises(Invalid):
        users.change("anna", role="king")


def test_all_users_are_listed_by_name(users: Users) -> None:
    for name in ("zoe", "anna"):
        users.add(name, "agent", PASSWORD)
    assert [user.name for user in users.all()] == ["anna", "zoe"]
