"""The roster of a supervising office: which units owe a report, and what is known of each."""

from __future__ import annotations

from govreport_writer.roster.members import Member, Roster
from govreport_writer.roster.read import read_roster

__all__ = ["Member", "Roster", "read_roster"]
