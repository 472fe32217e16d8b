"""A request -> what came of it: the server asks, a process without threads forks and does it.

A server has threads, and a process with threads cannot be forked safely. So it starts one
that has none, which holds the house loaded and forks a child for each request; the child
reads it and answers through a pair of sockets of its own. A request costs its own child, be
it that it dies. When the server is gone the control socket ends, and the process with it.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from press.desk.records import Asking, BackroomError
from press.errors import PressError
from press.installed import PACKAGE

Acts: TypeAlias = "Mapping[str, Callable[..., object]]"
_SIZE = struct.Struct("!q")
_START = "import sys; from press.desk.backroom import serve; serve(sys.argv[1], int(sys.argv[2]))"
_MOST = 2 * (os.cpu_count() or 1) + 2
"""Requests that are being answered at once; more wait."""
_PATIENCE = 150
"""Seconds after which the server gives a request up."""


class Backroom:
    """The back room as the server sees it; it is started again when it has ended."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def open(self) -> None:
        """Start the process; it loads the house at once."""
        self.close()
        ours, theirs = socket.socketpair()
        path = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(self.root), str(theirs.fileno())],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        ours.setblocking(False)
        self._control = ours

    def close(self) -> None:
        """Let the process end; it ends when it has answered what it is answering."""
        if self._control:
            self._control.close()
            self._control = None
        if self._process:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=2)
            self._process = None

    async def ask(self, act: str, asking: Asking, *given: object) -> object:
        """Have an act done; what it raises of ours comes through, all else is a BackroomError."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._hand_over(theirs)
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            async with asyncio.timeout(_PATIENCE):
                message = pickle.dumps((act, asking, given))
                writer.write(_SIZE.pack(len(message)) + message)
                (size,) = _SIZE.unpack(await reader.readexactly(_SIZE.size))
                kind, value = pickle.loads(await reader.readexactly(size))
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            raise BackroomError(f"{act}: {type(error).__name__}") from None
        finally:
            writer.close()
        if kind == "refused":
            raise value
        if kind == "mistake":
            raise BackroomError(f"{act}: a mistake of ours\n{value}")
        return value

    def _hand_over(self, end: socket.socket) -> None:
        """Give the process the end of a pair of sockets on which it is asked and answers."""
        for _ in range(2):
            if self._control:
                try:
                    socket.send_fds(self._control, [b"?"], [end.fileno()])
                    return
                except BlockingIOError:
                    break
                except OSError:
                    pass
            self.open()
        raise BackroomError("the back room is full")


def serve(root: str, control: int) -> None:
    """The life of the process: a request, a child, the next, until the server is gone."""
    from press.desk.acts import ACTS  # here, so that every child begins with all of it
    from press.desk.room import Room

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    room, children = Room(Path(root)), set[int]()
    room.refresh()
    with socket.socket(fileno=control) as asked:
        while True:
            message, handles, _, _ = socket.recv_fds(asked, 1, 1)
            if not message:
                return
            _bury(children)
            room.refresh()
            pid = os.fork()
            if not pid:
                asked.close()
                _live(ACTS, room, handles[0])
            children.add(pid)
            os.close(handles[0])


def _bury(children: set[int]) -> None:
    """Take leave of children that have ended; of one more where there are too many."""
    while children:
        pid, _ = os.waitpid(-1, 0 if len(children) >= _MOST else os.WNOHANG)
        if not pid:
            return
        children.discard(pid)


def _live(acts: Acts, room: object, handle: int) -> None:
    """The life of a child: one request and its answer, then an end without ceremony."""
    try:
        with socket.socket(fileno=handle) as asked, asked.makefile("rwb") as stream:
            (size,) = _SIZE.unpack(stream.read(_SIZE.size))
            act, asking, given = pickle.loads(stream.read(size))
            answer = pickle.dumps(_done(acts[act], room, asking, given))
            stream.write(_SIZE.pack(len(answer)) + answer)
    finally:
        os._exit(0)


def _done(
    act: Callable[..., object], room: object, asking: Asking, given: tuple[object, ...]
) -> tuple[str, object]:
    try:
        return "done", act(room, asking, *given)
    except PressError as error:
        return "refused", error
    except Exception as error:  # without its words: they may hold what was typed
        frames = "".join(traceback.format_tb(error.__traceback__))
        return "mistake", f"{frames}{type(error).__name__}"
