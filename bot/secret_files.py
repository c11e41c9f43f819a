"""Generated secrets and the Redis socket of one data folder: private, made once, the same for every part."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from bot.environment import Problem, SettingsError

_LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes on Linux, 103 on macOS


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700 when missing.

    Raises: SettingsError when it cannot be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError([_unusable(path, error)]) from None
    return path


def kept_secret(data: Path, name: str) -> str:
    """The data folder's secret of this name, generated (256 bits, file mode 0600) by whoever asks first.

    Raises: SettingsError when the folder cannot be written.
    """
    path = private_folder(private_folder(data) / "secrets") / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise SettingsError([_unusable(path, error)]) from None
    try:
        _publish(path, secrets.token_urlsafe(32))
        return path.read_text().strip()
    except OSError as error:
        raise SettingsError([_unusable(path, error)]) from None


def socket_path(data: Path) -> Path:
    """Where the data folder's own Redis listens: in the temporary folder if the data folder is too deep."""
    usual = data / "run" / "redis.sock"
    if len(os.fsencode(usual)) <= _LONGEST_SOCKET_PATH:
        return usual
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"frontdesk-{os.getuid()}-{digest}" / "redis.sock"


def _publish(path: Path, text: str) -> None:
    """Write a whole file under `path` unless another process was first: a link never shows half a secret."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def _unusable(path: Path, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    remedy = f"{reason}; name a folder that you may write, or free space"
    return Problem(name="FRONTDESK_DATA", value=str(path), remedy=remedy)
