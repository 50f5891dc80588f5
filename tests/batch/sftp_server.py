"""An SFTP server for tests: `sftp_server.py ROOT KEYS PORT` serves a folder to who has the key it writes."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import asyncssh


async def serve(root: Path, keys: Path, port: int) -> None:
    host, user = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    user.write_private_key(str(keys / "user"))
    user.write_public_key(str(keys / "user.pub"))

    def sftp(channel: asyncssh.SSHServerChannel) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(root).encode())

    await asyncssh.listen(
        "127.0.0.1",
        port,
        server_host_keys=[host],
        authorized_client_keys=str(keys / "user.pub"),
        sftp_factory=sftp,
    )
    host.write_public_key(str(keys / "host.pub"))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
