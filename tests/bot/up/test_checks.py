"""Each thing that keeps Frontdesk from running is one line with its remedy."""

import os
import socket
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.up import checks
from bot.up.checks import (
    check_desk_hours,
    check_engine,
    check_port,
    check_redis,
    check_space,
    free_ports,
    lock_data,
)
from bot.up.errors import CannotRun
from handoff.hours.desk_file import DeskFault, DeskFileInvalid
from handoff.hours.opening import DeskRules


def test_a_free_port_is_fine() -> None:
    check_port("127.0.0.1", free_ports(1)[0])


def test_a_port_in_use_names_who_uses_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            CannotRun, match=rf"Port {port} is in use by .* \(process {os.getpid()}\): stop that"
        ):
            check_port("127.0.0.1", port)


def test_a_port_that_was_just_left_is_free() -> None:
    """Connections in their last wait do not keep a restart away."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        accepted, _ = server.accept()
        accepted.close()
        client.close()
    check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotRun, match=r"Cannot listen on 192\.0\.2\.1: .* set FRONTDESK_HOST"):
        check_port("192.0.2.1", 8000)


def test_a_full_disk_is_refused_with_both_figures(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"The disk is full: \d+ MB free at .*, 1073741824 MB are needed"):
        check_space(tmp_path, least=2**50)


def test_a_missing_engine_points_to_the_setup(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"Rasa's environment is missing .*: run make setup\."):
        check_engine(tmp_path)


def test_a_redis_that_answers_is_fine(redis_url: str, tmp_path: Path) -> None:
    check_redis(load_settings({"REDIS_URL": redis_url, "FRONTDESK_DATA": str(tmp_path)}))


def test_a_redis_that_is_away_is_refused_without_its_password(tmp_path: Path) -> None:
    url = f"redis://:hunter2@127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(CannotRun, match=r"does not answer .*: start it, or unset REDIS_URL") as raised:
        check_redis(load_settings({"REDIS_URL": url, "FRONTDESK_DATA": str(tmp_path)}))
    assert "hunter2" not in str(raised.value)


def test_a_redis_with_another_password_is_refused(redis_url: str, tmp_path: Path) -> None:
    url = redis_url.replace(":test@", ":guess@")
    with pytest.raises(CannotRun, match="refuses the password"):
        check_redis(load_settings({"REDIS_URL": url, "FRONTDESK_DATA": str(tmp_path)}))


def test_the_data_folder_is_locked_until_the_descriptor_is_closed(tmp_path: Path) -> None:
    lock = lock_data(tmp_path)
    with pytest.raises(CannotRun, match=rf"already runs on {tmp_path} \(process {os.getpid()}\)"):
        lock_data(tmp_path)
    os.close(lock)
    os.close(lock_data(tmp_path))


def test_free_ports_are_all_different() -> None:
    assert len(set(free_ports(20))) == 20


def test_hours_of_the_desk_that_cannot_be_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> DeskRules:
        raise DeskFileInvalid([DeskFault(line=7, text="'mon' is open '9-21'")])

    monkeypatch.setattr(checks, "load_desk", broken)
    with pytest.raises(CannotRun, match=r"data/desk\.yml:7: 'mon' is open"):
        check_desk_hours()
