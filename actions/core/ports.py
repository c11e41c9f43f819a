"""The one place that builds what actions talk to. Nothing is built before the first turn needs it."""

from __future__ import annotations

import os

from actions.shop.client import HttpShop
from actions.shop.port import ShopPort

NEEDED = ("SHOP_URL", "SHOP_TOKEN")
_built: dict[str, ShopPort] = {}


def missing_settings() -> list[str]:
    """Settings without which no shop can be reached."""
    return [name for name in NEEDED if not os.environ.get(name)]


def shop() -> ShopPort:
    """The shop named by SHOP_URL and SHOP_TOKEN. Raises KeyError when one is not set."""
    if "shop" not in _built:
        _built["shop"] = HttpShop(os.environ["SHOP_URL"], os.environ["SHOP_TOKEN"])
    return _built["shop"]


def use_shop(port: ShopPort) -> None:
    """Replace the shop, as a test does."""
    _built["shop"] = port
