"""The evidence as one page that opens with a double click: no network, no scripts."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lp_planner.exports.document_text import (
    BEHIND,
    DEMO_NOTICE,
    NO_EVIDENCE,
    NOTHING_YET,
    claim_line,
    clean_xml,
    entry_facts,
    entry_said,
    fingerprint_line,
    made_line,
    measure_rows,
    on_one_line,
    plan_rows,
    who,
)
from lp_planner.exports.report import (
    Behind,
    EvidenceEntry,
    EvidenceReport,
    Picture,
    StandardSection,
    Table,
)
from lp_planner.wording import joined

STYLE = """
body{margin:0;background:#fffdf9;color:#1f2a2e;font:17px/1.55 "Atkinson Hyperlegible Next",
system-ui,sans-serif}
main,header,footer{max-width:52rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}h1{font-size:2rem;line-height:1.2;margin:.3rem 0}
h1,h2,h3,h4{color:#0f5e63}h2{margin-top:2.4rem}
a{color:#0f5e63}a:focus-visible{outline:3px solid #b45309;outline-offset:2px}
.demo{background:#ddecea;padding:.7rem 1rem;font-weight:700}
.quiet{color:#4f595c}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
caption{text-align:left;font-weight:700;padding:.3rem 0}
th,td{border:1px solid #c9d3d2;padding:.45rem .6rem;text-align:left;vertical-align:top;
white-space:pre-line;overflow-wrap:anywhere}
thead th{background:#0f5e63;color:#fff}tbody th{background:#eef4f3}
article{border-left:4px solid #ddecea;padding-left:1rem;margin:1.4rem 0}
dd{margin:0 0 .6rem;white-space:pre-line}dt{font-weight:700}
figure{margin:1rem 0}figure svg{max-width:100%;height:auto}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
@media print{body{font-size:11pt;background:#fff}.skip,nav{display:none}article{break-inside:avoid}}
"""


def index_page(report: EvidenceReport, files: Sequence[tuple[str, str]]) -> str:
    """The page as HTML; ``files`` are the (path, what it is) of what lies beside it."""
    title = on_one_line(report.project_title) or "Evidence"
    demo = f'<p class="demo">{_words(DEMO_NOTICE)}</p>' if report.is_demo else ""
    body = "".join(
        [
            *_contents(report),
            *_files(files),
            *_section(
                "priority", "The priority", [_said(report.priority)] if report.priority else []
            ),
            *(() if report.fingerprint else _plan_and_figures(report)),
            "<h2 id='evidence'>The evidence</h2>",
            *(part for section in report.standards for part in _standard(section)),
            *_section(
                "left-out",
                "What is not in here",
                _bullets(report.left_out),
            ),
        ]
    )
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_words(title)}</title><style>{STYLE}</style></head><body>"
        f'<a class="skip" href="#evidence">Skip to the evidence</a>{demo}'
        f"<header><h1>{_words(title)}</h1><p><strong>{_words(who(report))}</strong><br>"
        f"{_words(report.school_name)}</p>"
        f'<p class="quiet">{_words(made_line(report))}</p>'
        f'<p class="quiet">{fingerprint_line(report)}</p></header><main>{body}</main>'
        f'<footer><p class="quiet">{_words(report.disclaimer)}</p></footer></body></html>'
    )


def _words(text: str) -> str:
    return html.escape(clean_xml(text))


def _said(text: str) -> str:
    return f'<p style="white-space:pre-line">{_words(text)}</p>'


def _section(anchor: str, title: str, parts: Sequence[str]) -> Iterator[str]:
    """A heading and what stands below it; nothing where there is nothing to say."""
    if parts:
        yield f'<h2 id="{anchor}">{_words(title)}</h2>'
        yield from parts


def _bullets(lines: Sequence[str]) -> list[str]:
    items = "".join(f"<li>{_words(line)}</li>" for line in lines)
    return [f"<ul>{items}</ul>"] if items else []


def _contents(report: EvidenceReport) -> Iterator[str]:
    links = "".join(
        f'<li><a href="#{_words(section.key)}">{_words(section.key)} {_words(section.title)}</a>: '
        f"{len(section.entries)}</li>"
        for section in report.standards
    )
    yield f'<nav aria-label="Standards"><h2>Evidence for each standard</h2><ul>{links}</ul></nav>'


def _files(files: Sequence[tuple[str, str]]) -> Iterator[str]:
    if files:
        links = "".join(
            f'<li><a href="{html.escape(_address(path))}">{_words(path)}</a>: {_words(what)}</li>'
            for path, what in files
        )
        yield f'<h2 id="files">In this pack</h2><ul>{links}</ul>'


def _address(path: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "/._-") else _quoted(c) for c in path)


def _quoted(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _table(name: str, rows: Table, *, row_heads: bool = False) -> str:
    head = "".join(f'<th scope="col">{_words(cell)}</th>' for cell in rows[0])
    body = []
    for row in rows[1:]:
        cells = [f"<td>{_words(cell)}</td>" for cell in row]
        if row_heads:
            cells[0] = f'<th scope="row">{_words(row[0])}</th>'
        body.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="wide"><table><caption>{_words(name)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _figure(picture: Picture) -> str:
    return f"<figure>{picture.svg}<figcaption>{_words(picture.caption)}</figcaption></figure>"


def _plan_and_figures(report: EvidenceReport) -> Iterator[str]:
    plan = _table("The plan", plan_rows(report), row_heads=True)
    yield from _section("plan", "The plan on a page", [plan])
    yield from _coverage(report, {picture.key: picture for picture in report.pictures})
    yield from _measures(report)


def _coverage(report: EvidenceReport, pictures: dict[str, Picture]) -> Iterator[str]:
    yield '<h2 id="coverage">Where the evidence is</h2>'
    for name, rows, key in (
        ("By phase", report.coverage_phase, "coverage_by_phase"),
        ("By reach", report.coverage_reach, "coverage_by_reach"),
    ):
        yield f"<h3>{name}</h3>"
        if key in pictures:
            yield _figure(pictures[key])
        yield (
            _table(f"Pieces of evidence for each standard, {name.lower()}", rows, row_heads=True)
            if rows
            else _said(NOTHING_YET)
        )


def _measures(report: EvidenceReport) -> Iterator[str]:
    yield '<h2 id="measures">What the measures show</h2>'
    yield (
        _table("What the measures show", measure_rows(report), row_heads=True)
        if report.measures
        else _said("No measure named yet.")
    )
    for picture in report.pictures:
        if not picture.key.startswith("coverage_"):
            yield _figure(picture)


def _standard(section: StandardSection) -> Iterator[str]:
    yield f'<h3 id="{_words(section.key)}">{_words(section.key)} {_words(section.title)}</h3>'
    yield f'<p class="quiet">{_words(section.in_a_line)}</p>'
    if section.level:
        yield f"<p><strong>{_words(claim_line(section))}</strong></p>"
    if section.account:
        yield _said(section.account)
    if section.builds_on:
        yield f'<p class="quiet">{_words(section.builds_on)}</p>'
    if not section.entries:
        yield _said(NO_EVIDENCE)
    if section.reach_shown:
        yield f"<p><strong>Furthest reach shown:</strong> {_words(section.reach_shown)}</p>"
    for entry in section.entries:
        yield _entry(entry)


def _entry(entry: EvidenceEntry) -> str:
    said = "".join(
        f"<dt>{_words(label)}</dt><dd>{_words(words)}</dd>"
        for label, words in entry_said(replace(entry, behind=()))
    )
    if entry.behind:
        things = "".join(f"<li>{_behind(thing)}</li>" for thing in entry.behind)
        said += f"<dt>{BEHIND}</dt><dd><ul>{things}</ul></dd>"
    return (
        f"<article><h4>{_words(entry.ref)}. {_words(on_one_line(entry.claim))}</h4>"
        f'<p class="quiet">{_words(entry_facts(entry))}</p><dl>{said}</dl></article>'
    )


def _behind(thing: Behind) -> str:
    """One thing behind a piece of evidence; a file of the pack opens with a click."""
    parts = [f"{_words(thing.title)} ({_words(thing.what)})", _words(thing.words)]
    for address, words in ((thing.link, thing.link), (_address(thing.file), thing.file)):
        if address:
            attributes = f'href="{html.escape(address)}" rel="noreferrer"'
            parts.append(f"<a {attributes}>{_words(words)}</a>")
    return joined(*parts)
