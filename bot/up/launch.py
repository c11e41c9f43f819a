"""Becomes the command given to it, after its group is on the guard's list. Run as a script, standard library only.

Arguments: descriptor of the guard's pipe, pid of the supervisor or 0 (then its death is left to the guard), the command.
Being listed before `exec` leaves no moment in which a killed supervisor could leave the command behind.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """On Linux: SIGTERM for us when the parent dies, or now when it already has."""
    if sys.platform == "linux" and parent:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)


def main() -> None:
    descriptor, parent, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    try:
        os.write(descriptor, b"+%d\n" % os.getpid())
        die_with(parent)
        os.set_inheritable(descriptor, False)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and `exec` would hand that on
        os.execvp(command[0], command)
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main()
