"""`python -m actions.shop.demo --port N --data FOLDER`: the demo shop on loopback.

Secrets come from the environment: SHOP_TOKEN (what callers send as bearer) and FRONTDESK_IDENTITY_SECRET
(signs demo identities). Exit 2 when one is missing.
"""

import argparse
import os
import sys
from pathlib import Path

import uvicorn

from actions.shop.demo.app import create_app

_SECRETS = ("SHOP_TOKEN", "FRONTDESK_IDENTITY_SECRET")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m actions.shop.demo", description="Run the demo shop.")
    parser.add_argument("--port", type=int, default=8300)
    parser.add_argument("--data", type=Path, required=True, help="folder of shop.db; made when missing")
    parser.add_argument("--delay-ms", type=int, default=0, help="hold answers back, to test slow shops")
    options = parser.parse_args(arguments)
    missing = [name for name in _SECRETS if not os.environ.get(name)]
    if missing:
        print(f"Set {' and '.join(missing)}: the shop does not start without.", file=sys.stderr)
        return 2
    token, identity_secret = (os.environ[name] for name in _SECRETS)
    app = create_app(options.data, token=token, identity_secret=identity_secret, delay_ms=options.delay_ms)
    # No access log: paths name customers and orders.
    uvicorn.run(app, host="127.0.0.1", port=options.port, access_log=False, log_level="warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
