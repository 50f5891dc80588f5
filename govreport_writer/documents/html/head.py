"""What a page's head says of its own accord: the tags of government websites, and the profile as CSS."""

from __future__ import annotations

from markupsafe import Markup

from govreport_writer import messages
from govreport_writer.documents.html.filters import face
from govreport_writer.documents.view import DocumentView
from govreport_writer.profile import Profile, Site

TAGS = (
    *("SiteName", "SiteDomain", "SiteIDCode"),
    *("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *("ArticleTitle", "PubDate", "ContentSource"),
    *("Keywords", "Author", "Description", "Image", "Url"),
)
"""The names of 网页标签规范 (国办发〔2017〕47号), in its order."""
_SIDES = {
    "outside": (("right", "right"), ("left", "left")),
    "centre": (("right", "center"), ("left", "center")),
}
_NUMBERS = {"dashes": '"— " counter(page) " —"', "plain": "counter(page)"}
_WITH_LATIN = ("body", "kai")
_ASCII = "U+21,U+23-26,U+28-7E"  # quotation marks are left to the face of the text


def page_tags(view: DocumentView, site: Site) -> list[tuple[str, str]]:
    """Return names and contents of the tags; no PubDate for a report without a date."""
    given = site.model_dump(exclude_none=True)
    if any(name.startswith("Column") for name in given):
        given.setdefault("ColumnType", messages.printed("document.html.column_type"))
    given.setdefault("ContentSource", view.agency)
    given["ArticleTitle"] = view.name
    if view.date:
        given["PubDate"] = f"{view.date.isoformat()} 00:00"
    return [(name, given[name]) for name in TAGS if name in given]


def profile_css(profile: Profile) -> Markup:
    """Return the profile's faces, line pitch and page number as CSS, to stand before a style sheet."""
    return Markup("\n".join((_faces(profile), _root(profile), _page_number(profile))))


def _root(profile: Profile) -> str:
    faces = profile.faces.model_dump(exclude_none=True)
    latin = "'Report Latin', " if profile.digits == "latin" else ""
    stacks = {name: face(given) for name, given in faces.items()}
    stacks["title"] = f"'Report Title', {stacks['title']}"
    stacks |= {name: latin + stacks[name] for name in _WITH_LATIN if name in stacks}
    lines = [f"--face-{name}: {stack};" for name, stack in stacks.items()]
    return f":root {{ --pitch: {profile.pitch}pt; {' '.join(lines)} }}"


def _faces(profile: Profile) -> str:
    """Return faces cut out of others: the digits; the bold cut of a title's face that has one."""
    latin, title = profile.faces.latin, profile.faces.title
    return (
        f"@font-face {{ font-family: 'Report Latin'; src: {_local(latin, 'Liberation Serif')};"
        f" unicode-range: {_ASCII}; }}\n"
        f"@font-face {{ font-family: 'Report Title'; src: {_local(f'{title} Bold')}; }}"
    )


def _local(*names: str | None) -> str:
    return ", ".join(f"local({face(name)})" for name in names if name)


def _page_number(profile: Profile) -> str:
    if profile.page_number == "none":
        return ""
    style = f"content: {_NUMBERS[profile.page_number]}; font: 14pt {face(profile.faces.song or '')}, serif;"
    rules = (
        f"@page :{side} {{ @bottom-{place} {{ {style} vertical-align: top; padding: 4.4mm 14pt 0; }} }}"
        for side, place in _SIDES[profile.page_number_place]
    )
    return "\n".join(rules)
