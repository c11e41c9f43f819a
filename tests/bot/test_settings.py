"""Settings: defaults, every problem at once, generated secrets."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings, parse_settings


def test_an_empty_environment_gives_the_demo_shop_and_an_own_redis() -> None:
    settings = parse_settings({})
    assert (settings.port, settings.demo, settings.own_redis) == (8000, True, True)
    assert settings.database_url == f"sqlite:///{settings.data}/frontdesk.db"
    assert settings.telegram_token is None


def test_every_given_setting_is_taken_over(tmp_path: Path) -> None:
    settings = parse_settings(
        {
            "FRONTDESK_PORT": "9001",
            "FRONTDESK_DATA": str(tmp_path),
            "REDIS_URL": "redis://:pw@cache:6380/1",
            "DATABASE_URL": "postgresql+psycopg://u:p@db/fd",
            "SHOP_URL": "https://shop.example/",
            "SHOP_TOKEN": "t",
            "TELEGRAM_TOKEN": "42:abc",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081",
        }
    )
    assert (settings.port, settings.data) == (9001, tmp_path)
    assert (settings.redis_url, settings.own_redis) == ("redis://:pw@cache:6380/1", False)
    assert settings.database_url == "postgresql+psycopg://u:p@db/fd"
    assert (settings.shop_url, settings.demo) == ("https://shop.example", False)
    assert (settings.telegram_token, settings.telegram_api_url) == ("42:abc", "http://127.0.0.1:8081")


def test_all_problems_are_named_at_once_with_value_and_remedy() -> None:
    with pytest.raises(SettingsError) as raised:
        parse_settings(
            {
                "FRONTDESK_PORT": "80000",
                "REDIS_URL": "localhost:6379",
                "SHOP_URL": "http://shop:port",
                "FRONTDESK_LOG_LEVEL": "loud",
                "FRONTDESK_DATA": "/dev/null/x",
            }
        )
    assert str(raised.value).splitlines() == [
        "FRONTDESK_DATA=/dev/null/x: /dev/null is not a folder, name another",
        "REDIS_URL=(hidden): give an address that begins with redis:// or rediss:// or unix://",
        "SHOP_URL=http://shop:port: give an address that begins with http:// or https://",
        "FRONTDESK_PORT=80000: give a whole number from 1 to 65535",
        "FRONTDESK_LOG_LEVEL=loud: give one of debug, info, warning, error",
    ]


@pytest.mark.parametrize("raw", ["", "  "])
def test_an_empty_variable_counts_as_not_set(raw: str) -> None:
    assert parse_settings({"FRONTDESK_PORT": raw, "REDIS_URL": raw}) == parse_settings({})


@pytest.mark.parametrize("raw", ["٨٠٠٠", "8000.0", "1e3", "-1", "0", "x", "9" * 400])
def test_a_port_that_is_no_port_is_refused(raw: str) -> None:
    with pytest.raises(SettingsError, match="FRONTDESK_PORT"):
        parse_settings({"FRONTDESK_PORT": raw})


def test_a_misspelt_name_is_refused_with_the_right_one() -> None:
    with pytest.raises(SettingsError, match="did you mean FRONTDESK_PORT") as raised:
        parse_settings({"FRONTDESK_PROT": "hush"})
    assert "hush" not in str(raised.value)


def test_a_short_secret_is_refused_and_not_shown() -> None:
    with pytest.raises(SettingsError, match="at least 32 characters") as raised:
        parse_settings({"FRONTDESK_SESSION_KEY": "hunter2", "TELEGRAM_TOKEN": "swordfish"})
    assert "hunter2" not in str(raised.value)
    assert "swordfish" not in str(raised.value)


def test_no_secret_shows_in_the_representation(tmp_path: Path) -> None:
    secret = "s" * 40
    names = ["SHOP_TOKEN", "FRONTDESK_IDENTITY_SECRET", "FRONTDESK_SESSION_KEY", "FRONTDESK_ENGINE_TOKEN"]
    environ = dict.fromkeys(names, secret) | {
        "TELEGRAM_TOKEN": f"42:{secret}",
        "REDIS_URL": f"redis://:{secret}@h",
        "DATABASE_URL": f"postgresql://u:{secret}@h/d",
        "FRONTDESK_DATA": str(tmp_path),
    }
    assert secret not in repr(load_settings(environ))


def test_generated_secrets_are_private_and_stay_the_same(tmp_path: Path) -> None:
    environ = {"FRONTDESK_DATA": str(tmp_path / "data")}
    first, second = load_settings(environ), load_settings(environ)
    assert first == second
    secrets = [first.session_key, first.engine_token, first.identity_secret, first.shop_token]
    assert len(set(secrets)) == 4
    assert min(map(len, secrets)) >= 32
    folder = tmp_path / "data" / "secrets"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder)] == [0o700, 0o700]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_parts_that_start_together_agree_on_the_secrets(tmp_path: Path) -> None:
    environ = {"FRONTDESK_DATA": str(tmp_path)}
    with ThreadPoolExecutor(16) as pool:
        settings = list(pool.map(lambda _: load_settings(environ), range(16)))
    assert all(one == settings[0] for one in settings)
    assert not list((tmp_path / "secrets").glob(".*"))


def test_a_given_secret_is_not_written_to_disk(tmp_path: Path) -> None:
    load_settings({"FRONTDESK_DATA": str(tmp_path), "FRONTDESK_SESSION_KEY": "k" * 32})
    assert not (tmp_path / "secrets" / "session_key").exists()


def test_a_shop_that_is_not_ours_needs_its_token(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"SHOP_TOKEN=\(not set\): give the bearer token"):
        load_settings({"FRONTDESK_DATA": str(tmp_path), "SHOP_URL": "https://shop.example"})


def test_a_deep_data_folder_gets_a_socket_that_the_kernel_takes(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    settings = load_settings({"FRONTDESK_DATA": str(deep)})
    path = settings.redis_url.partition("@")[2].partition("?")[0]
    assert len(os.fsencode(path)) <= 100


def test_a_data_folder_that_cannot_be_made_is_one_clear_problem() -> None:
    with pytest.raises(SettingsError, match=r"FRONTDESK_DATA=/proc/none.*name a folder that you may write"):
        load_settings({"FRONTDESK_DATA": "/proc/none"})
