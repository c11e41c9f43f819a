"""What must be so before anything is started. Each check raises CannotRun with the remedy."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from pathlib import Path

import psutil
from redis import Redis
from redis.exceptions import AuthenticationError, RedisError

from bot.secret_files import private_folder
from bot.settings import Settings
from bot.up.errors import CannotRun
from handoff.hours.desk_file import DeskFileInvalid, load_desk

LEAST_FREE = 300 * 1024 * 1024
OLDEST_REDIS = (6, 2)


def check_port(host: str, port: int) -> None:
    """That we may listen on the gateway's address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            raise CannotRun(f"Port {port} needs root: choose one above 1023, FRONTDESK_PORT=8000.") from None
        except OSError as error:
            if error.errno in (98, 48):  # EADDRINUSE on Linux, macOS
                raise CannotRun(
                    f"Port {port} is in use{_by_whom(port)}: stop that, or choose another, FRONTDESK_PORT={port + 1}."
                ) from None
            raise CannotRun(
                f"Cannot listen on {host}: {error.strerror}; set FRONTDESK_HOST to an address of this machine."
            ) from None


def check_desk_hours() -> None:
    """That every part can read when people are at the desk."""
    try:
        load_desk()
    except DeskFileInvalid as error:
        raise CannotRun(str(error)) from None


def check_space(data: Path, least: int = LEAST_FREE) -> None:
    """That the disk takes the logs and queues of some days."""
    free = shutil.disk_usage(data).free
    if free < least:
        raise CannotRun(
            f"The disk is full: {free // 2**20} MB free at {data}, {least // 2**20} MB are needed. "
            "Free some, or name another folder with FRONTDESK_DATA."
        )


def check_engine(root: Path) -> Path:
    """Python of Rasa's environment."""
    python = root / ".venv-rasa" / "bin" / "python"
    if not python.exists():
        raise CannotRun(f"Rasa's environment is missing ({python.parent.parent}): run make setup.")
    return python


def check_redis(settings: Settings) -> None:
    """That the Redis that REDIS_URL names answers and is not too old."""
    try:
        with Redis.from_url(settings.redis_url, socket_connect_timeout=5, socket_timeout=5) as client:
            said = str(client.info("server")["redis_version"])
    except AuthenticationError:
        raise CannotRun("REDIS_URL: the server refuses the password: correct it in REDIS_URL.") from None
    except (RedisError, OSError) as error:
        raise CannotRun(
            f"REDIS_URL: the server does not answer ({type(error).__name__}): start it, or unset REDIS_URL "
            "to use one of our own."
        ) from None
    if tuple(int(part) for part in said.split(".")[:2]) < OLDEST_REDIS:
        raise CannotRun(f"REDIS_URL: the server is version {said}, 6.2 or newer is needed.")


def lock_data(data: Path) -> int:
    """Descriptor that keeps a second `up` away from this data folder for as long as it is open."""
    path = private_folder(data / "run") / "up.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 32).decode().strip()
        os.close(descriptor)
        raise CannotRun(
            f"Frontdesk already runs on {data} (process {holder or 'unknown'}): stop it with Ctrl-C there, "
            "or name another folder with FRONTDESK_DATA."
        ) from None
    os.truncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor


def free_ports(count: int) -> list[int]:
    """Ports of the loopback address that nobody listens on now, all different."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


def _by_whom(port: int) -> str:
    """ " by nginx (process 12)", or nothing where the system does not say."""
    try:
        for connection in psutil.net_connections("tcp"):
            listens = connection.status == psutil.CONN_LISTEN and connection.pid
            if listens and getattr(connection.laddr, "port", None) == port:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        pass
    return ""
