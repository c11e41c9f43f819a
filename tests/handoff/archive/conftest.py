from pathlib import Path

import pytest

from handoff.archive.archive import Archive
from handoff.archive.database import open_database


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(open_database(f"sqlite:///{tmp_path / 'archive.db'}"))
