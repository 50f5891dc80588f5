"""Archives (workbooks, DOCX): what a damaged one may raise when it is opened or unpacked."""

from __future__ import annotations

import zlib
from zipfile import BadZipFile

BROKEN = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
"""Encrypted and unknown methods of packing are among them."""
