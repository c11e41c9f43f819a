"""The action server: rasa-sdk as a library, on loopback, in one process.

`python -m rasa_sdk` would listen on every address and leave a worker behind when it is killed.
"""

from __future__ import annotations

import argparse
import gc
import inspect
import logging
import sys
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.core import ports
from actions.core.skill import Skill
from handoff.hours.desk_file import load_desk
from handoff.wording.texts import load_texts

HOST = "127.0.0.1"
DEFAULT_PORT = 5055


class Executor(ActionExecutor):  # type: ignore[misc]
    """Registers the skills that have an intent; what several skills share has none."""

    def register_action(self, action: Any) -> None:
        if inspect.isclass(action) and issubclass(action, Skill) and not hasattr(action, "intent"):
            return
        super().register_action(action)

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """An empty one: no action of ours reads it, and the engine does not send it."""
        return {}


def build_app() -> Any:
    """The server with every action of this package; `/health` answers when it is up."""
    executor = Executor()
    executor.register_package("actions")
    load_desk()
    load_texts()  # reading them takes half a second, which the first customer need not wait
    return create_app(executor, cors_origins=[])


def main() -> int:
    """Serve until stopped; 2 when a setting is missing."""
    parser = argparse.ArgumentParser(description="Runs the actions for the dialogue engine.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    arguments = parser.parse_args()
    missing = ports.missing_settings()
    if missing:
        print(f"Set {' and '.join(missing)}: the actions have no shop to ask.", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Its INFO lines name every registered function, its DEBUG lines hold what customers wrote.
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    app = build_app()
    gc.freeze()  # texts and word lists never become garbage: collections need not walk them
    app.run(host=HOST, port=arguments.port, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
