"""The web server: Granian on the WSGI application."""

import os
import socket
from contextlib import closing

from granian.constants import Interfaces
from granian.server import Server

from oogopslag.conf.config import ConfigError, load


def refuse_taken_port(address: str, port: int) -> None:
    """Granian shares a port silently, so a second server would start unseen.

    Raises ConfigError when something listens there already.
    """
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.settimeout(1)
        if probe.connect_ex((address, port)) == 0:
            raise ConfigError(
                f"Port {port} is taken: another program answers there. "
                f"Stop it, or choose another port, for example PORT={port + 1}."
            )


def serve(address: str, port: int, *, workers: int, threads: int) -> None:
    """Serves until it is told to stop (SIGINT or SIGTERM)."""
    refuse_taken_port(address, port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogopslag.conf.settings")
    # Where `collectstatic` may put files; WhiteNoise warns when the folder is not there.
    (load().data / "static").mkdir(parents=True, exist_ok=True)
    Server(
        "oogopslag.conf.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=256,
        respawn_failed_workers=True,
        # A worker that was told to stop while it started may not hear it: then it is ended.
        workers_kill_timeout=5,
        log_enabled=True,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]  # the enum's own value
    ).serve()
