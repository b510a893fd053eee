"""Draws a picture afresh, so that nothing is kept of it but what can be seen."""

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont, ImageOps

from lp_planner.interchange.bad_file import BadFile

MOST_POINTS = {"JPEG": 50_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
"""A JPEG can be drawn smaller than it is; the others have to be drawn whole first."""
LONGEST_SIDE = 2_400
QUALITY = 88
QUICK = 2
"""Packing a picture tighter takes three times as long and saves a tenth."""
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
DAMAGED = "This picture is damaged. Please save it afresh and try again."
TOO_MANY_POINTS = (
    "This picture unfolds into far more points than a screen shows. Please save it smaller."
)
ONE_OF_MANY = "It moved; the first picture of it is kept."


def without_details(data: bytes, media_type: str) -> tuple[bytes, tuple[str, ...]]:
    """The picture upright, at most 2,400 points long, and whatever was lost that can be seen.

    Place, camera, author, hidden texts and anything behind its end do not come along.

    Raises:
        BadFile: when it cannot be drawn, or is larger than it should be.
    """
    form = FORMATS[media_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=(form,)) as picture:
                _check_size(picture, form)
                moved = getattr(picture, "n_frames", 1) > 1
                # A JPEG is drawn no larger than it is kept: the rest costs time and memory.
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(picture)
                return _drawn(upright, form), (ONE_OF_MANY,) if moved else ()
    except BadFile:
        raise
    except Image.DecompressionBombError as refused:
        raise BadFile(TOO_MANY_POINTS) from refused
    except Exception as refused:  # a damaged picture fails in any way it likes
        raise BadFile(DAMAGED) from refused


def _check_size(picture: Image.Image, form: str) -> None:
    if picture.width * picture.height > MOST_POINTS[form]:
        raise BadFile(TOO_MANY_POINTS)


def _drawn(picture: Image.Image, form: str) -> bytes:
    """The points of a picture on a new canvas, and nothing else."""
    is_clear = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if is_clear and form != "JPEG" else "RGB"
    points = picture.convert(mode)
    canvas = Image.new(mode, points.size)
    canvas.paste(points)
    answer = io.BytesIO()
    if form == "PNG":
        canvas.save(answer, form, compress_level=QUICK + 1)
    else:
        canvas.save(answer, form, quality=QUALITY, method=QUICK)
    return answer.getvalue()


def lettered_card(lines: Sequence[str]) -> bytes:
    """A plain card with a few lines of text, as PNG; the demo school's pictures are made so."""
    canvas = Image.new("RGB", (900, 120 + 90 * len(lines)), "#fcfaf6")
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((20, 20, canvas.width - 20, canvas.height - 20), outline="#0f5e63", width=6)
    for number, line in enumerate(lines):
        font = ImageFont.load_default(64 if number == 0 else 40)
        pen.text((60, 60 + 90 * number), line, fill="#1f2933", font=font)
    return _drawn(canvas, "PNG")
