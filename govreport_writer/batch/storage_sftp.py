"""SFTP, to hosts whose keys are known: fsspec alone would trust whoever answers."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from govreport_writer.errors import SubmissionError

PATIENCE = {"timeout": 10, "banner_timeout": 15, "auth_timeout": 30}
"""Seconds that a host may take to answer, while a connection is made."""
SILENCE = 60.0
"""Seconds that a host may say nothing once it is connected."""
_URL = re.compile(
    r"(?:sftp|ssh)://(?:(?P<user>[^@/]+)@)?(?P<host>\[[^]/]+\]|[^:/]+)(?::(?P<port>\d+))?(?P<path>/.*)?"
)


class KnownHosts(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # its base has no types
    """Refuses a host that the user's known_hosts does not name."""

    def missing_host_key(self, _client: paramiko.SSHClient, hostname: str, _key: paramiko.PKey) -> None:
        """Say which host it is; SubmissionError always."""
        raise SubmissionError("storage.unknown_host", host=hostname)


class Sftp(SFTPFileSystem):  # type: ignore[misc]  # its base has no types
    """A connection to one host; one that known_hosts does not name is refused by the policy in `opened`."""

    protocol = SFTPFileSystem.protocol

    def _connect(self) -> None:
        client = paramiko.SSHClient()
        client.load_system_host_keys()
        client.set_missing_host_key_policy(self.host_key_policy)
        try:
            client.connect(self.host, **(PATIENCE | self.ssh_kwargs))
            self.ftp = client.open_sftp()
        except BaseException:
            client.close()
            raise
        self.client = client
        self.ftp.get_channel().settimeout(SILENCE)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        """Return the path as the host knows it: all that stands after its name, whatever the characters."""
        match = _URL.fullmatch(path)
        return path if match is None else match["path"] or "/"

    def mv(self, old: str, new: str, **_options: Any) -> None:
        """Move a file in place of another; hosts without the usual extension get there in two steps."""
        try:
            self.ftp.posix_rename(old, new)
        except OSError as error:
            if error.errno is not None:  # the host knows the extension and refuses this move
                raise
            with contextlib.suppress(OSError):
                self.ftp.remove(new)
            self.ftp.rename(old, new)

    def close(self) -> None:
        """End the connection."""
        self.client.close()


def opened(url: str) -> tuple[Sftp, str]:
    """Return the connection to a URL's host, and the path there; ValueError when it names no host."""
    match = _URL.fullmatch(url)
    if match is None:
        raise ValueError(url)
    options: dict[str, Any] = {} if _policy_is_set() else {"host_key_policy": KnownHosts}
    if match["user"]:
        options["username"] = match["user"]
    if match["port"]:
        options["port"] = int(match["port"])
    return Sftp(match["host"].strip("[]"), **options), match["path"] or "/"


def _policy_is_set() -> bool:
    from fsspec.config import conf

    return any("host_key_policy" in conf.get(name, {}) for name in ("sftp", "ssh"))
