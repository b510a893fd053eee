"""The parts a printed chart is made of: lines and words."""

import html
import re

LINE = 1.25
LETTER = 0.54
"""How wide a letter is on average, in ems; only the boxes around labels rest on it."""
DASHES = {"dot": "2 4", "dash": "7 5", "longdash": "12 5"}
TAG = re.compile(r"(</?b>)")


def width(words: str, size: float) -> float:
    """About how wide words are, in pixels."""
    return len(html.unescape(TAG.sub("", words))) * size * LETTER


def dash(kind: str) -> str:
    """The attribute for one of plotly's kinds of dashes; nothing for a solid line."""
    return f' stroke-dasharray="{DASHES[kind]}"' if kind in DASHES else ""


def line(
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    thick: float = 1,
    kind: str = "",
) -> str:
    """A straight line."""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{colour}" stroke-width="{thick:g}"{dash(kind)}/>'
    )


def text(at: tuple[float, float], words: str, size: float, colour: str, anchor: str) -> str:
    """Words with plotly's own few tags: a line break, and bold."""
    lines = []
    is_bold = False
    for number, row in enumerate(words.split("<br>")):
        spans = []
        for piece in TAG.split(row):
            if piece in {"<b>", "</b>"}:
                is_bold = piece == "<b>"
            elif piece:
                weight = ' font-weight="700"' if is_bold else ""
                spans.append(f"<tspan{weight}>{html.escape(html.unescape(piece))}</tspan>")
        down = at[1] + number * size * LINE
        lines.append(
            f'<text x="{at[0]:.1f}" y="{down:.1f}" font-size="{size:g}" fill="{colour}" '
            f'text-anchor="{anchor}">{"".join(spans)}</text>'
        )
    return "".join(lines)
