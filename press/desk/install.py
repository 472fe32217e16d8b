"""A house -> a unit with which systemd opens its desk at each start, and what to do elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

from press.errors import UsageError
from press.files import put
from press.model import is_identifier

_UNIT = """\
[Unit]
Description=The leaflet desk of {name}
After=network.target

[Service]
ExecStart={program} -m leaflet --root {root} desk --port {port}{practice}
Restart=on-failure
RestartSec=2
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ReadWritePaths={root}
LockPersonality=yes
RestrictSUIDSGID=yes

[Install]
WantedBy=default.target
"""
NAME = "leaflet-desk.service"


def unit(root: Path, practice: str, port: int) -> str:
    """The unit as systemd reads it (systemd.unit(5)); UsageError for a path that it cannot hold."""
    root = root.resolve()
    for path in (str(root), sys.executable):
        if any(sign in path for sign in "\"'\\%$") or not path.isprintable() or " " in path:
            raise UsageError(f"systemd cannot be given '{path}': move the house to a plainer path")
    if practice and not is_identifier(practice):
        raise UsageError(f"'{practice}' is no practice")
    chosen = f" --practice {practice}" if practice else ""
    return _UNIT.format(
        name=root.name or "the house",
        program=sys.executable,
        root=root,
        port=port,
        practice=chosen,
    )


def install(root: Path, practice: str, port: int, home: Path, platform: str) -> str:
    """Write the unit where systemd looks for a user's own, and say what is left to do."""
    started = f"leaflet --root {root.resolve()} desk --port {port}"
    started += f" --practice {practice}" if practice else ""
    if platform == "darwin":
        return (
            "macOS: System Settings > General > Login Items > add a program that runs\n"
            f"  {started}\n"
        )
    if platform.startswith("win"):
        return (
            "Windows: in WSL as on Linux; without it, Task Scheduler > Create Task > at log on,\n"
            f"  wsl {started}\n"
        )
    path = home / ".config/systemd/user" / NAME
    put(path, unit(root, practice, port).encode())
    return (
        f"{path} is written. Now:\n"
        f"  systemctl --user daemon-reload\n"
        f"  systemctl --user enable --now {NAME}\n"
        f"  loginctl enable-linger          # so that it starts before anybody logs in\n"
        f"Then open http://127.0.0.1:{port}/"
    )
