"""Ends the process groups of a supervisor that is gone. Run as a script, standard library only.

Reads `+<group>` and `-<group>` lines from the pipe given as its first argument. The pipe ends when the last holder of its
writing end has died, however it died: whatever group is still on the list then is asked, and 3 s later made, to stop.
"""

import os
import signal
import sys
import time

GRACE_S = 3.0


def watched(descriptor: int) -> set[int]:
    """Groups still on the list when the pipe ended."""
    groups: set[int] = set()
    with os.fdopen(descriptor) as pipe:
        for line in pipe:
            if line[0] == "+":
                groups.add(int(line[1:]))
            else:
                groups.discard(int(line[1:]))
    return groups


def send(groups: set[int], number: int) -> set[int]:
    """The groups that still had a process to send the signal to."""
    alive = set()
    for group in groups:
        try:
            os.killpg(group, number)
        except ProcessLookupError:
            continue
        except PermissionError:  # macOS answers so for a group of zombies
            pass
        alive.add(group)
    return alive


def main() -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = send(watched(int(sys.argv[1])), signal.SIGTERM)
    deadline = time.monotonic() + GRACE_S
    while groups and time.monotonic() < deadline:
        time.sleep(0.05)
        groups = send(groups, 0)
    send(groups, signal.SIGKILL)


if __name__ == "__main__":
    main()
