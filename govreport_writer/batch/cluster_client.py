"""A connection to the scheduler of a cluster that can be used, or one line that says why there is none."""

from __future__ import annotations

import contextlib
import logging
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from govreport_writer.batch.cluster_work import versions
from govreport_writer.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client

ANSWER = 5
"""Seconds in which something has to listen at the address."""
GREETING = 20
"""Seconds that what listens there is given to show that it is a scheduler, or to let us go."""
GATHER = 10
"""Seconds that its first worker is given to report."""


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Give a connection to a cluster with workers of our version; ClusterError when there is none."""
    try:
        import distributed  # noqa: F401  # whether it is there
    except ImportError as error:
        raise ClusterError("cluster.extra", why=error) from error
    with _silence():
        client = _client(address)
        try:
            _refuse_empty(client, address)
            _refuse_others(client, address)
            yield client
        finally:
            with ended():
                client.close(GREETING)


@contextmanager
def _silence() -> Iterator[None]:
    """Let Dask log nothing: what it has to say is said in one line."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextmanager
def ended() -> Iterator[None]:
    """Pass over what goes wrong while a connection is ended: what matters has been said before."""
    with contextlib.suppress(Exception):
        yield


def _client(address: str) -> Client:
    from distributed import Client

    try:
        _knock(address)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions, which are compared below
            return Client(address, timeout=GREETING, set_as_default=False)
    except ValueError as error:
        raise ClusterError("cluster.address", address=address) from error
    except OSError as error:  # a time-out is one too
        raise ClusterError("cluster.no_scheduler", address=address) from error


def _knock(address: str) -> None:
    """Find out soon whether anything listens: Dask would try again and again. OSError when nothing does."""
    parts = urlsplit(address)
    if parts.hostname and parts.port:
        socket.create_connection((parts.hostname, parts.port), ANSWER).close()


def _refuse_empty(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=GATHER)
    except TimeoutError as error:
        raise ClusterError("cluster.no_workers", address=address) from error


def _refuse_others(client: Client, address: str) -> None:
    """Refuse a cluster with another version of Python or of this program: its documents might differ."""
    here = versions()
    try:
        there = {"scheduler": client.run_on_scheduler(versions), **client.run(versions)}
    except ImportError as error:
        raise ClusterError("cluster.no_package", address=address, why=error) from error
    for place, found in there.items():
        if found != here:
            told = {"place": place, "there": _said(found), "here": _said(here)}
            raise ClusterError("cluster.versions", address=address, **told)


def _said(found: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in found.items())
