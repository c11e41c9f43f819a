"""Which parts run, and what each is told: every secret only where it is needed."""

import os
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings, setting_names
from bot.training import fingerprint
from bot.up import plan as planned
from bot.up.plan import as_environ, names, plan, with_free_ports


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(planned, "check_engine", lambda root: tmp_path / "python")


def settings_from(tmp_path: Path, **environ: str) -> Settings:
    return load_settings({"FRONTDESK_DATA": str(tmp_path), **environ})


def test_alone_everything_is_ours(tmp_path: Path) -> None:
    assert names(plan(settings_from(tmp_path))) == ("redis", "shop", "model", "rasa", "actions", "gateway")


def test_with_a_model_of_the_present_data_rasa_waits_for_nothing(tmp_path: Path) -> None:
    parts = {part.name: part for part in plan(settings_from(tmp_path))}
    assert parts["rasa"].after == ("model",)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / f"{fingerprint()}.tar.gz").touch()
    parts = {part.name: part for part in plan(settings_from(tmp_path))}
    assert "model" not in parts
    assert parts["rasa"].after == ()


def test_a_redis_and_a_shop_of_the_customer_are_not_started(tmp_path: Path) -> None:
    settings = settings_from(
        tmp_path, REDIS_URL="redis://cache", SHOP_URL="https://shop.example", SHOP_TOKEN="t"
    )
    assert names(plan(settings)) == ("model", "rasa", "actions", "gateway")


def test_the_gateway_stops_first_and_redis_last(tmp_path: Path) -> None:
    parts = sorted(plan(settings_from(tmp_path)), key=lambda part: -part.stage)
    assert (parts[0].name, parts[-1].name) == ("gateway", "redis")


def test_a_child_reads_the_same_settings_again(tmp_path: Path) -> None:
    settings = settings_from(
        tmp_path, TELEGRAM_TOKEN="42:x", FRONTDESK_PORT="9000", FRONTDESK_PUBLIC_URL="https://desk.example"
    )
    moved = with_free_ports(settings)
    assert load_settings(as_environ(moved)) == moved


def test_every_setting_has_a_variable_for_the_children(tmp_path: Path) -> None:
    everything = settings_from(
        tmp_path,
        REDIS_URL="redis://cache",
        TELEGRAM_TOKEN="42:x",
        FRONTDESK_PUBLIC_URL="https://desk.example",
    )
    assert set(as_environ(everything)) == setting_names()


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("redis", set()),
        ("shop", {"FRONTDESK_IDENTITY_SECRET"}),
        ("model", set()),
        ("rasa", set()),
        ("actions", set()),
    ],
)
def test_only_the_gateway_gets_the_gateways_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, allowed: set[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "42:inherited")
    parts = {part.name: part for part in plan(settings_from(tmp_path, TELEGRAM_TOKEN="42:x"))}
    secret = {"TELEGRAM_TOKEN", "FRONTDESK_SESSION_KEY", "FRONTDESK_IDENTITY_SECRET", "DATABASE_URL"}
    assert secret & set(parts[name].environ) == allowed
    assert secret <= set(parts["gateway"].environ)


def test_what_is_no_setting_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert {part.environ["LANG"] for part in plan(settings_from(tmp_path))} == {"C.UTF-8"}
    assert os.environ["PATH"] == plan(settings_from(tmp_path))[0].environ["PATH"]


def test_inner_services_get_free_ports_of_the_loopback_address(tmp_path: Path) -> None:
    moved = with_free_ports(settings_from(tmp_path))
    addresses = {moved.engine_url, moved.actions_url, moved.shop_url}
    assert len(addresses) == 3
    assert all(address.startswith("http://127.0.0.1:") for address in addresses)


def test_a_shop_of_the_customer_keeps_its_address(tmp_path: Path) -> None:
    settings = settings_from(tmp_path, SHOP_URL="https://shop.example", SHOP_TOKEN="t")
    assert with_free_ports(settings).shop_url == "https://shop.example"
