"""The one place that builds what actions talk to. Nothing is built before the first turn needs it."""

from __future__ import annotations

from actions.shop.port import ShopPort

_built: dict[str, ShopPort] = {}


def shop() -> ShopPort:
    """The shop named by SHOP_URL and SHOP_TOKEN."""
    if "shop" not in _built:
        from actions.shop.client import connect

        _built["shop"] = connect()
    return _built["shop"]


def use_shop(port: ShopPort) -> None:
    """Replace the shop, as a test does."""
    _built["shop"] = port
