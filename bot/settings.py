"""Every setting of every part, read once from the environment. Nothing else reads `os.environ`.

Standard library and Python 3.10 only, because Rasa's environment imports it too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.environment import Reader, SettingsError
from bot.secret_files import kept_secret, socket_path

__all__ = [
    "ROOT",
    "Settings",
    "SettingsError",
    "load_settings",
    "parse_settings",
    "setting_names",
]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings. Secrets and addresses that may hold a password never show in its `repr`."""

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None  # as customers reach the gateway; https makes cookies `Secure`
    data: Path = ROOT / "var"
    domain: str = "main"  # the queue domain in every Redis key
    redis_url: str = field(default="redis://127.0.0.1:6379/0", repr=False)
    own_redis: bool = False  # REDIS_URL was not given: `up` runs a server of its own
    database_url: str = field(default="sqlite://", repr=False)
    shop_url: str = "http://127.0.0.1:8300"
    shop_token: str = field(default="", repr=False)
    demo: bool = True  # the shop is our demo shop: `/` is its page and signs demo identities
    telegram_token: str | None = field(default=None, repr=False)
    telegram_api_url: str = "https://api.telegram.org"
    identity_secret: str = field(default="", repr=False)  # HS256 key of the shop's identity tokens
    session_key: str = field(default="", repr=False)  # signs chat tokens and console cookies
    engine_token: str = field(default="", repr=False)  # gateway to Rasa's channel and to the action server
    engine_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    log_level: str = "info"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings with generated secrets filled in; makes the data folder (0700) when missing.

    Raises: SettingsError naming every bad setting; also when the data folder cannot be used.
    """
    return _read(os.environ if environ is None else environ, kept=True)


def parse_settings(environ: Mapping[str, str]) -> Settings:
    """Settings without touching the disk: secrets that are not given stay empty."""
    return _read(environ, kept=False)


def setting_names() -> frozenset[str]:
    """Names of all variables that are settings."""
    env = Reader({})
    _values(env)
    return env.known


def _read(environ: Mapping[str, str], *, kept: bool) -> Settings:
    env = Reader(environ)
    values, secrets = _values(env)
    env.finish()
    data: Path = values["data"]
    if kept:
        generated = [name for name in secrets if values["demo"] or name != "shop_token"]
        secrets |= {name: secrets[name] or kept_secret(data, name) for name in generated}
    values["redis_url"] = values["redis_url"] or _own_redis_url(data, kept)
    return Settings(**{**values, **secrets})


def _values(env: Reader) -> tuple[dict[str, Any], dict[str, str]]:
    """Fields of `Settings`, the secrets apart."""
    data = env.folder("FRONTDESK_DATA", ROOT / "var")
    redis_url = env.url("REDIS_URL", None, ("redis", "rediss", "unix"), secret=True)
    shop_url = env.url("SHOP_URL", None, ("http", "https"))
    values = {
        "host": env.text("FRONTDESK_HOST", "127.0.0.1"),
        "port": env.integer("FRONTDESK_PORT", 8000, 1, 65535),
        "public_url": env.url("FRONTDESK_PUBLIC_URL", None, ("http", "https")),
        "data": data,
        "domain": env.word("FRONTDESK_DOMAIN", "main"),
        "redis_url": redis_url,
        "own_redis": redis_url is None,
        "database_url": env.url("DATABASE_URL", None, ("sqlite", "postgresql"), secret=True)
        or f"sqlite:///{data / 'frontdesk.db'}",
        "shop_url": shop_url or "http://127.0.0.1:8300",
        "demo": env.flag("FRONTDESK_DEMO", shop_url is None),
        "telegram_token": env.matching(
            "TELEGRAM_TOKEN",
            r"\d+:[A-Za-z0-9_-]+",
            "copy it from @BotFather, it looks like 123456:ABC-DEF…",
        ),
        "telegram_api_url": env.url("TELEGRAM_API_URL", "https://api.telegram.org", ("http", "https")),
        "engine_url": env.url("FRONTDESK_ENGINE_URL", "http://127.0.0.1:5005", ("http", "https")),
        "actions_url": env.url("FRONTDESK_ACTIONS_URL", "http://127.0.0.1:5055", ("http", "https")),
        "log_level": env.choice("FRONTDESK_LOG_LEVEL", "info", ("debug", "info", "warning", "error")),
    }
    if not values["demo"]:
        env.together("SHOP_URL", "SHOP_TOKEN", "give the bearer token of the shop's API beside SHOP_URL")
    secrets = {
        "identity_secret": env.secret("FRONTDESK_IDENTITY_SECRET"),
        "session_key": env.secret("FRONTDESK_SESSION_KEY"),
        "engine_token": env.secret("FRONTDESK_ENGINE_TOKEN"),
        "shop_token": env.secret("SHOP_TOKEN", shortest=1),
    }
    return values, secrets


def _own_redis_url(data: Path, kept: bool) -> str:
    password = kept_secret(data, "redis_password") if kept else ""
    return f"unix://:{password}@{socket_path(data)}?db=0"
