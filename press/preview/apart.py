"""Work that may be given up -> what comes of it, from a process that is ended once it is stale."""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO, TypeVar

T = TypeVar("T")
SIZE = struct.Struct("!q")
STOP = SIZE.pack(0)
"""A message that asks for nothing but that what is under way be given up."""


def say(stream: BinaryIO, news: object) -> None:
    """Write a message: its size, and itself."""
    message = pickle.dumps(news, pickle.HIGHEST_PROTOCOL)
    stream.write(SIZE.pack(len(message)) + message)
    stream.flush()


def heard(source: int) -> bytes | None:
    """The next message of a file descriptor; empty if it asks to stop, None at the end.

    No byte more is read, so that it can be seen whether there is another message.
    """
    head = _read(source, SIZE.size)
    return _read(source, SIZE.unpack(head)[0]) if head else None


def _read(source: int, size: int) -> bytes | None:
    parts, left = [], size
    while left:
        part = os.read(source, min(left, 1 << 20))
        if not part:
            return None
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def apart(work: Callable[[], Iterator[T]], asked: int) -> Iterator[T]:
    """What comes of `work` in a child of this process, until there is something to read at `asked`.

    The child knows all that this process does, and leaves nothing behind in it. ChildProcessError
    if it died.
    """
    to_read, to_write = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os.close(to_read)
        _live(work, to_write)
    os.close(to_write)
    try:
        while asked not in select.select([to_read, asked], [], [])[0]:
            news = heard(to_read)
            if news is None:
                raise ChildProcessError("the process that laid out the whole ended")
            if not news:
                return
            yield pickle.loads(news)
    finally:
        os.close(to_read)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _live(work: Callable[[], Iterator[T]], to_write: int) -> None:
    """The life of the child; it never comes back."""
    code = 1
    try:
        with open(to_write, "wb") as said:
            for each in work():
                say(said, each)
            said.write(STOP)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
