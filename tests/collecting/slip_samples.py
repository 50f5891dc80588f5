"""Rounds to make slips of: a county bureau that first hands in a file nobody can open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from govreport_writer.collecting.rounds import Point, Round

AGENCY, OFFICE, YEAR = "青溪县自然资源和规划局", "青溪县人民政府办公室", 2024
BALANCE = Point(
    id="requests.balance@requests/received/natural_person",
    severity="must",
    state="open",
    heading="收到与办理不平衡",
    place="三、申请!D6 D7 D29 D30\n“自然人”列",
    message="一、本年新收 + 二、上年结转 = （七）总计 + 四、结转下年度\n37 + 4 = 38 + 2  左41，右40，相差+1",
    advice="最可能：D7 由 4 改为 3（可同时消除2条问题）；请与台账核对后再改。",
    basis="报表原文（表头（原文））",
    values="37 + 4 = 38 + 2",
)
CARRIED = Point(
    id="requests.carried@requests/carried_in/total",
    severity="should",
    state="open",
    heading="上年结转与上年报告不符",
    place="三、申请!J7",
    message="本年“上年结转”5，上年“结转下年度”7",
    advice="请与上年报告核对。",
    basis="由指标含义推定，非原文规定",
    values="5 = 7",
)
WIDE = replace(CARRIED, id="GR502@disclosure", severity="hint", heading="与上年相差很大", values="66; 372")
UNREADABLE = Round(
    1, date(2025, 1, 9), "青溪县/规划局.xlsx", "0a" * 32, "unreadable",
    "/srv/inbox/青溪县/规划局.xlsx：这个文件设有密码；请取消密码后重新报送", (), date(2025, 1, 15),
)  # fmt: skip
SECOND = Round(
    2, date(2025, 1, 12), "青溪县/规划局.xlsx", "1b" * 32, "blocked", None, (BALANCE, CARRIED, WIDE),
    date(2025, 1, 18),
)  # fmt: skip
THIRD = replace(
    SECOND,
    number=3,
    day=date(2025, 1, 17),
    digest="2c" * 32,
    points=(
        replace(BALANCE, values="37 + 3 = 38 + 3"),
        replace(CARRIED, state="explained"),
        replace(CARRIED, id="GR101@reviews", heading="有未填的单元格", values="3 blank 8af4139e"),
    ),
)
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}{% raw %}]]>&amp;=1+1\x00\x0b\ud800\u202eאבג\ufffe\u200b𠀀\"'"
PRINTED = "<script>alert(1)</script>{{ 7*7 }}{% raw %}]]>&amp;=1+1אבג𠀀\"'"
"""What may be printed of the hostile text."""


def hostile(count: int) -> Round:
    """Return a round in which every text is hostile, with as many points as asked for."""
    severities = ("must", "should", "hint")
    points = tuple(
        Point(f"{HOSTILE}{n}", severities[n % 3], "open", *[f"{HOSTILE}\n{HOSTILE}"] * 6)
        for n in range(count)
    )
    return Round(1, date(2025, 1, 9), f"{HOSTILE}.yaml", HOSTILE, "blocked", None, points)
