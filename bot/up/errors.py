"""What keeps Frontdesk from running, said in one line with the remedy."""


class CannotRun(Exception):
    """The message names what is wrong and what to do; it is shown as it is, without a traceback."""
