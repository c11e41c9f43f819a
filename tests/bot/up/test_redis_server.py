"""Our own Redis: which server, how it is configured, who may use its files."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from bot.settings import load_settings
from bot.up import redis_server
from bot.up.errors import CannotRun
from bot.up.redis_server import RedisFiles, command_for, configure, embedded_server, find_server, take_lock


def on_path(folder: Path, name: str, says: str = "") -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_a_server_on_the_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    program = on_path(tmp_path, name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_server() == program


def test_without_one_on_the_path_the_embedded_one_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_server() == embedded_server()


def test_without_any_server_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(redis_server, "embedded_server", lambda: None)
    with pytest.raises(CannotRun, match=r"install redis-server .* or set REDIS_URL"):
        find_server()


def test_the_server_is_private_and_keeps_what_it_is_told(redis_url: str) -> None:
    with Redis.from_url(redis_url, decode_responses=True) as redis:
        told = {
            name: redis.config_get(name)[name]
            for name in ("port", "appendonly", "appendfsync", "maxmemory-policy", "aof-use-rdb-preamble")
        }
    assert told == {
        "port": "0",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "aof-use-rdb-preamble": "no",
    }


def test_nobody_without_the_password_gets_in(redis_url: str) -> None:
    with (
        Redis.from_url(redis_url.replace(":test@", ":guess@")) as redis,
        pytest.raises(AuthenticationError),
    ):
        redis.ping()


def test_the_password_is_in_a_private_file_and_not_on_the_command_line(tmp_path: Path) -> None:
    files = RedisFiles.of_data(tmp_path)
    command = configure(files, 'pa"ss\\word', Path("/bin/true"))
    assert "pa" not in " ".join(command).replace(str(tmp_path), "")
    assert stat.S_IMODE(files.config.stat().st_mode) == 0o600
    assert 'requirepass "pa\\"ss\\\\word"\n' in files.config.read_text()


def test_the_settings_lead_to_the_server(tmp_path: Path) -> None:
    """Address and password of the settings are those of the command's configuration."""
    settings = load_settings({"FRONTDESK_DATA": str(tmp_path)})
    command_for(settings.data)
    config = RedisFiles.of_data(tmp_path).config.read_text()
    password, _, rest = settings.redis_url.removeprefix("unix://:").partition("@")
    assert f'requirepass "{password}"' in config
    assert f'unixsocket "{rest.partition("?")[0]}"' in config


def test_a_socket_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o755)
    (tmp_path / "run").chmod(0o755)
    with pytest.raises(CannotRun, match="is open to others: remove it"):
        RedisFiles.of_data(tmp_path)


def test_an_older_server_never_starts_empty_beside_the_files_of_a_newer_one(tmp_path: Path) -> None:
    files = RedisFiles.of_data(tmp_path)
    (files.folder / "appendonlydir").mkdir()
    old = on_path(tmp_path, "redis-server", says="Redis server v=6.2.14 sha=0")
    with pytest.raises(CannotRun, match=r"6\.x cannot read .* install redis-server 7"):
        configure(files, "secret", old)


def test_the_lock_lives_as_long_as_a_process_that_inherited_it(tmp_path: Path) -> None:
    lock = take_lock(tmp_path)
    with subprocess.Popen(["sleep", "600"], pass_fds=(lock,)) as holder:
        os.close(lock)
        with pytest.raises(CannotRun, match="Another Redis server already runs"):
            take_lock(tmp_path, wait_s=0.2)
        holder.kill()
    os.close(take_lock(tmp_path, wait_s=2))
