"""`python -m actions.knowledge [FOLDER]`: check the knowledge base. Problems on standard output, one a line.

Exit 0 when the files can be used (entries that expired are named all the same), 1 when they cannot.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from actions.knowledge.entries import FOLDER, check


def main(arguments: list[str], today: date) -> int:
    problems = check(Path(arguments[0]) if arguments else FOLDER, today)
    for problem in problems:
        print(problem)
    return 1 if any(problem.fatal for problem in problems) else 0


if __name__ == "__main__":
    # An editor's own day: an entry is valid through its last day wherever it is read.
    sys.exit(main(sys.argv[1:], date.today()))  # noqa: DTZ011
