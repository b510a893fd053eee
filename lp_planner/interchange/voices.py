"""A voice note as a browser records it: the sound alone, and nothing that stands beside it."""

import io
import wave

from lp_planner.interchange.bad_file import BadFile

DAMAGED = "This recording is damaged. Please record it afresh."
EMPTY = "There is nothing on this recording. Please record it afresh."
MOST_CHANNELS = 2


def sound_alone(data: bytes) -> bytes:
    """The sound in a new file; where, when and with what it was recorded does not come along.

    Raises:
        BadFile: when it cannot be read as plain sound.
    """
    try:
        with wave.open(io.BytesIO(data)) as heard:
            shape = (heard.getnchannels(), heard.getsampwidth(), heard.getframerate())
            sound = heard.readframes(heard.getnframes())
    except (wave.Error, EOFError, ValueError, OverflowError) as refused:
        raise BadFile(DAMAGED) from refused
    if not sound:
        raise BadFile(EMPTY)
    channels, width, rate = shape
    if not 0 < channels <= MOST_CHANNELS or not rate or len(sound) % (channels * width):
        raise BadFile(DAMAGED)
    answer = io.BytesIO()
    with wave.open(answer, "wb") as kept:
        kept.setnchannels(channels)
        kept.setsampwidth(width)
        kept.setframerate(rate)
        kept.writeframes(sound)
    return answer.getvalue()
