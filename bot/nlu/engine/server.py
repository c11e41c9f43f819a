"""The dialogue engine as a process: Rasa with our channel on loopback.

`python -m bot.nlu.engine.server --port N --model PATH`, in Rasa's environment with the project's root as working folder.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.nlu.engine import quiet
from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from rasa.core.utils import AvailableEndpoints

log = logging.getLogger(__name__)
HOST = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Serves until it is told to stop; 1 when it cannot start, with one line that says why."""
    parser = argparse.ArgumentParser(description="The dialogue engine, an internal service.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--model", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    try:
        settings = load_settings()
    except SettingsError as error:
        return _refuse(str(error))
    if not chosen.model.is_file():
        return _refuse(f"there is no model at {chosen.model}; run `frontdesk train`")
    if problem := _taken(chosen.port):
        return _refuse(problem)
    quiet.in_one_thread()
    quiet.before_import(getattr(logging, settings.log_level.upper(), logging.INFO))
    return _serve(settings, chosen.port, chosen.model)


def _taken(port: int) -> str | None:
    """Why the port cannot be had: asked before Rasa's ten seconds of import, and because Sanic only logs it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            return f"the engine cannot listen on {HOST}:{port} ({error}); set FRONTDESK_ENGINE_URL"
    return None


def _serve(settings: Settings, port: int, model: Path) -> int:
    from rasa.core.run import close_resources, configure_app  # noqa: PLC0415 (10 s)

    from bot.nlu.engine.channel import FrontdeskChannel  # noqa: PLC0415 (imports Rasa)

    quiet.after_import()
    app = configure_app([FrontdeskChannel(settings.engine_token)], enable_api=False, port=port)
    try:
        app.ctx.agent = asyncio.run(load_agent(settings, model))
    except ValueError as error:
        return _refuse(str(error))
    gc.freeze()  # the model never becomes garbage: collections need not walk it
    app.register_listener(close_resources, "after_server_stop")
    log.info("ready on port %d with model %s", port, model.name)
    app.run(host=HOST, port=port, workers=1, access_log=False, motd=False)
    return 0


async def load_agent(settings: Settings, model: Path) -> Any:
    """The agent with its model. Raises ValueError when the archive cannot be loaded."""
    from rasa.core.agent import load_agent as load_rasa  # noqa: PLC0415

    from bot.nlu.engine.endpoint import compile_action_schema  # noqa: PLC0415 (imports Rasa)
    from bot.nlu.engine.runner import PlainRunner  # noqa: PLC0415

    compile_action_schema()
    agent = await load_rasa(
        str(model), endpoints=endpoints(settings.actions_url, settings.data / "trackers.db")
    )
    if not agent.is_ready():
        raise ValueError(f"the model {model.name} cannot be loaded; run `frontdesk train --force`")
    agent.processor.graph_runner = PlainRunner(agent.processor.graph_runner)
    return agent


def endpoints(actions_url: str, trackers: Path) -> AvailableEndpoints:
    """Where actions run and trackers are kept (SQLite; a form survives a restart)."""
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415
    from rasa.utils.endpoints import EndpointConfig  # noqa: PLC0415

    from bot.nlu.engine.endpoint import WatchedEndpoint  # noqa: PLC0415 (imports Rasa)

    return AvailableEndpoints(
        # The domain would go with every call; the actions know what they need of it.
        action=WatchedEndpoint(url=f"{actions_url.rstrip('/')}/webhook", enable_selective_domain=True),
        tracker_store=EndpointConfig(type="bot.nlu.engine.trackers.Trackers", db=str(trackers)),
    )


def _refuse(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
