"""One thread in which things are done one after the other, while the event loop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Workshop:
    """A thread of its own."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)

    async def work(self, do: Callable[Given, Made], *args: Given.args, **given: Given.kwargs) -> Made:
        """Do something after what is being done, and return what came of it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(do, *args, **given))
