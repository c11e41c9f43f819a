"""Which parts run on this machine, with what command and environment, in which order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from bot.reaching import http_probe, redis_probe
from bot.settings import ROOT, Settings, setting_names
from bot.training import fingerprint, newest_model
from bot.up.checks import check_engine, free_ports
from bot.up.part import Part
from bot.up.redis_server import command_for, take_lock

COMMON = ("FRONTDESK_DATA", "FRONTDESK_DOMAIN", "FRONTDESK_LOG_LEVEL", "FRONTDESK_ENGINE_TOKEN")
SHOP = ("SHOP_URL", "SHOP_TOKEN", "FRONTDESK_DEMO")
QUIET = {
    "PYTHONUNBUFFERED": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


def with_free_ports(settings: Settings) -> Settings:
    """The same settings, the inner services on free ports of the loopback address."""
    engine, actions, shop = free_ports(3)
    return replace(
        settings,
        engine_url=f"http://127.0.0.1:{engine}",
        actions_url=f"http://127.0.0.1:{actions}",
        shop_url=f"http://127.0.0.1:{shop}" if settings.demo else settings.shop_url,
    )


def plan(settings: Settings) -> tuple[Part, ...]:
    """All parts that `frontdesk up` runs. Raises: CannotRun when Rasa's environment is missing."""
    check_engine(ROOT)
    own = [redis_part(settings)] if settings.own_redis else []
    shop = [shop_part(settings)] if settings.demo else []
    model = [] if is_trained(settings) else [model_part(settings)]
    return (
        *own,
        *shop,
        *model,
        rasa_part(settings, names(model)),
        actions_part(settings),
        gateway_part(settings, names(own)),
    )


def names(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(part.name for part in parts)


def is_trained(settings: Settings) -> bool:
    """Whether there is a model of the present data; asking here saves Rasa's start a process before it."""
    return (settings.data / "models" / f"{fingerprint()}.tar.gz").is_file()


def redis_part(settings: Settings) -> Part:
    return Part(
        name="redis",
        command=lambda: command_for(settings.data),
        environ=_environ(settings),
        ready=redis_probe(settings.redis_url),
        lock=lambda: take_lock(settings.data),
        stage=0,
        stop_s=20,  # it writes what it holds
    )


def shop_part(settings: Settings) -> Part:
    port = str(urlsplit(settings.shop_url).port)
    folder = str(settings.data / "shop")
    return Part(
        name="shop",
        command=lambda: (sys.executable, "-m", "actions.shop.demo", "--port", port, "--data", folder),
        environ=_environ(settings, *SHOP, "FRONTDESK_IDENTITY_SECRET"),
        ready=http_probe(f"{settings.shop_url}/livez"),
        stage=1,
        cwd=ROOT,
    )


def model_part(settings: Settings) -> Part:
    return Part(
        name="model",
        command=lambda: (sys.executable, "-m", "bot.cli.main", "train"),
        environ=_environ(settings),
        stage=2,
        cwd=ROOT,
    )


def rasa_part(settings: Settings, after: tuple[str, ...] = ()) -> Part:
    return Part(
        name="rasa",
        command=lambda: rasa_command(settings),
        environ=_environ(settings, "FRONTDESK_ACTIONS_URL"),
        ready=http_probe(f"{settings.engine_url}/webhooks/frontdesk/ready", settings.engine_token),
        after=after,
        stage=2,
        start_s=300,
        cwd=ROOT,
    )


def actions_part(settings: Settings) -> Part:
    port = str(urlsplit(settings.actions_url).port)
    return Part(
        name="actions",
        command=lambda: (sys.executable, "-m", "actions.core.server", "--port", port),
        environ=_environ(settings, *SHOP),
        ready=http_probe(f"{settings.actions_url}/health"),
        stage=2,
        cwd=ROOT,
    )


def gateway_part(settings: Settings, after: tuple[str, ...] = ()) -> Part:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    shown = f"[{host}]" if ":" in host else host
    return Part(
        name="gateway",
        command=lambda: (sys.executable, "-m", "bot.cli.main", "gateway"),
        environ=_environ(settings, *as_environ(settings)),
        ready=http_probe(f"http://{shown}:{settings.port}/livez"),
        after=after,
        stage=3,
        cwd=ROOT,
    )


PARTS = {"redis": redis_part, "shop": shop_part, "rasa": rasa_part, "actions": actions_part}


def rasa_command(settings: Settings) -> tuple[str, ...]:
    port = str(urlsplit(settings.engine_url).port)
    model = str(newest_model(settings))
    return (str(check_engine(ROOT)), "-m", "bot.nlu.engine.server", "--port", port, "--model", model)


def as_environ(settings: Settings) -> dict[str, str]:
    """Variables from which a child reads the same settings."""
    values = {
        "FRONTDESK_HOST": settings.host,
        "FRONTDESK_PORT": str(settings.port),
        "FRONTDESK_PUBLIC_URL": settings.public_url or "",
        "FRONTDESK_DATA": str(settings.data),
        "FRONTDESK_DOMAIN": settings.domain,
        "FRONTDESK_LOG_LEVEL": settings.log_level,
        "REDIS_URL": "" if settings.own_redis else settings.redis_url,
        "DATABASE_URL": settings.database_url,
        "SHOP_URL": settings.shop_url,
        "SHOP_TOKEN": settings.shop_token,
        "FRONTDESK_DEMO": "1" if settings.demo else "0",
        "TELEGRAM_TOKEN": settings.telegram_token or "",
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "FRONTDESK_IDENTITY_SECRET": settings.identity_secret,
        "FRONTDESK_SESSION_KEY": settings.session_key,
        "FRONTDESK_ENGINE_TOKEN": settings.engine_token,
        "FRONTDESK_ENGINE_URL": settings.engine_url,
        "FRONTDESK_ACTIONS_URL": settings.actions_url,
    }
    return {name: value for name, value in values.items() if value}


def _environ(settings: Settings, *names: str) -> Mapping[str, str]:
    """Our own environment, with only those settings that the part needs."""
    ours = setting_names()
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    given = {name: value for name, value in as_environ(settings).items() if name in (*COMMON, *names)}
    return kept | QUIET | given | {"PYTHONPATH": str(ROOT)}
