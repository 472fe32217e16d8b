"""What can stop the press, as against what it has to say (a Finding)."""


class PressError(Exception):
    """Base of all errors that a user can cause and mend; the command shows its text."""


class HouseError(PressError):
    """The folder is not a house, or a part of it that everything stands on is missing."""


class SlotError(PressError):
    """A leaflet cannot be laid out for all practices alike; says what stands in the way."""


class UsageError(PressError):
    """A choice on the command line that fits nothing, such as an unknown practice."""


class DiskError(PressError):
    """A disk or a folder does not take what is to be written; nothing is half written."""


class ClusterError(PressError):
    """A cluster is gone or cannot be reached; what came from it stands."""


class EngineError(PressError):
    """The typesetting engine or a library that it needs is missing or of the wrong version."""


class MailError(PressError):
    """Mail cannot go out now: no account, no server, no login, no certificate."""
