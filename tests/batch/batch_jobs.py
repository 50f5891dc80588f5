"""Jobs that go wrong in every way; worker processes import them by name."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from govreport_writer import messages


class Unsendable:
    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("not to be sent")


class Unreceivable:
    def __reduce__(self) -> tuple[object, ...]:
        return refuse, ()


def refuse() -> None:
    raise LookupError("not to be received")


@dataclass(frozen=True)
class Poisoned:
    """Does what the item says, or returns it with the id of its process."""

    def __call__(self, item: str) -> object:
        match item.partition(":")[0]:
            case "raise":
                raise ZeroDivisionError("twelve months")
            case "exit":
                os._exit(7)
            case "leave":
                raise SystemExit(0)
            case "hang":
                time.sleep(60)
            case "eat":
                return len(bytearray(8 * 2**30))
            case "deep":
                return deep(item)
            case "unsendable":
                return Unsendable()
            case "unreceivable":
                return Unreceivable()
            case "slow":
                time.sleep(0.05)
        return item, os.getpid()


def deep(item: str) -> str:
    return deep(item)


@dataclass(frozen=True)
class Stillborn:
    """Cannot be taken over by any process."""

    def __reduce__(self) -> tuple[object, ...]:
        return refuse, ()

    def __call__(self, item: str) -> str:
        return item


@dataclass(frozen=True)
class Told:
    """Tells a variable of the environment, and the language."""

    def __call__(self, item: str) -> tuple[str | None, str]:
        return os.environ.get(item), messages.language()
