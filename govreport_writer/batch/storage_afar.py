"""Storage that is reached by a URL, through fsspec: object stores, SFTP and whatever else it knows.

Keys, endpoints and the like come from the environment and from fsspec's own configuration, never from a URL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from govreport_writer.errors import GovReportError, SubmissionError

Found = TypeVar("Found")
SFTP = ("sftp", "ssh")


@dataclass(frozen=True, slots=True)
class Place:
    """A URL taken apart: fsspec's file system, the path in it, and what stands before a path in a URL."""

    files: Any
    path: str
    head: str

    def url(self, path: str) -> str:
        """Return the URL of a path in the same file system."""
        return self.head + path.lstrip("/")


def reached(
    url: str, action: Callable[[Place], Found], error: type[GovReportError] = SubmissionError
) -> Found:
    """Return what an action makes of a URL's place; an error in one line when it cannot be reached.

    A connection that broke off since it was last used is made anew, once.
    """
    if urlsplit(url).password:
        raise error("storage.password", file=_without_password(url))
    for last in (False, True):
        try:
            return action(_place(url))
        except GovReportError:
            raise
        except ImportError as missing:
            raise error("storage.extra", file=url, why=missing) from missing
        except FileNotFoundError as missing:
            raise error("storage.missing", file=url) from missing
        except PermissionError as refused:
            raise error("storage.refused", file=url) from refused
        except Exception as failure:  # each kind of storage has its own family of errors
            if last or isinstance(failure, _UnknownUrlError):
                raise _unreachable(error, url, failure) from failure
            _forget(url)
    raise AssertionError("the last attempt returns or raises")


class _UnknownUrlError(ValueError):
    """A kind of URL that fsspec does not know, or an address that is no URL of its kind."""


def _unreachable(error: type[GovReportError], url: str, failure: Exception) -> GovReportError:
    if isinstance(failure, _UnknownUrlError):
        return error("storage.scheme", file=url)
    return error("storage.unreachable", file=url, why=f"{type(failure).__name__}: {failure}")


def _place(url: str) -> Place:
    files, path = _opened(url)
    inner = path.strip("/")
    if not inner and urlsplit(url).scheme not in SFTP:
        raise _UnknownUrlError(url)
    head = url.rpartition(inner)[0] if inner else url.rstrip("/") + "/"
    return Place(files, path.rstrip("/") or "/", head)


def _opened(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it; connections are kept for the next URL."""
    import fsspec

    scheme = urlsplit(url).scheme.lower()
    if scheme in SFTP:
        from govreport_writer.batch.storage_sftp import opened

        try:
            return opened(url)
        except ValueError as error:
            raise _UnknownUrlError(url) from error
    if scheme not in fsspec.available_protocols():
        raise _UnknownUrlError(url)
    files, path = fsspec.core.url_to_fs(url)
    return files, str(path)


def _forget(url: str) -> None:
    """Let go of the connection to a URL's storage, so that the next one is new."""
    files = _opened_before(url)
    if files is not None:
        close = getattr(files, "close", None)
        if close is not None:
            close()
        type(files).clear_instance_cache()


def _opened_before(url: str) -> Any:
    try:
        return _opened(url)[0]
    except Exception:  # noqa: BLE001  # it cannot be opened, so there is nothing to let go of
        return None


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@", 1)
