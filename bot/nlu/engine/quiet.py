"""Settings that must stand before Rasa is imported: no telemetry, no chatter, nothing unused, no customer text in logs."""

from __future__ import annotations

import logging
import os
import sys

_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYPINYIN_NO_PHRASES": "true",  # 45 MB for readings of phrases; we ask for those of single characters
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def in_one_thread() -> None:
    """Call before numpy is imported, where single messages are read: they are too short to share, and threads that
    wait for the next one do so at full speed, at the cost of everything else on the machine."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")


def before_import(level: int = logging.INFO) -> None:
    """Call first. Rasa, its libraries and theirs only warn: their lower levels hold what customers wrote."""
    os.environ.update(_ENVIRONMENT)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    # TensorFlow warns of parts that were left out on purpose, while it is imported.
    logging.basicConfig(
        stream=sys.stderr, level=logging.ERROR, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("bot").setLevel(level)


def after_import() -> None:
    """Rasa's structured log prints everything, whatever the level, until it is configured."""
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415 (Rasa must not be imported earlier)

    configure_structlog(logging.WARNING)
    logging.getLogger().setLevel(logging.WARNING)
