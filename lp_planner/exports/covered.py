"""Which characters our fonts and the typesetter's own can draw in a PDF.

Found by setting each one, alone and among the others: the letters of the European languages,
Greek, Cyrillic, Arabic, arrows, mathematics and many signs. Emoji are not among them.
"""

from bisect import bisect_right

_RUNS = (
    "20-7e a0-ac ae-377 37a-37f 384-38a 38c 38e-3a1 3a3-482 488-4ff 510-513 51a-51d 60c 61b 61f "
    "621-63a 641-652 660-669 1e00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d "
    "1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2010-2027 "
    "2030-2040 2042 2044-2052 2054-205e 2070-2071 2074-208e 2090-209c 20a0-20bf 2100-211e 2120 "
    "2122 2124 2126-2151 2153-2184 2189 2190-23ff 2422-2423 2460-262f 2638-268b 2690-269c "
    "26a0-26a7 26aa-26b2 2701-2704 2706-2709 270c-2727 2729-274b 274d 274f-2752 2756 2758-275e "
    "2761-277f 2794 2798-27af 27b1-27bf "
)


def _bounds() -> tuple[list[int], list[int]]:
    firsts, lasts = [], []
    for run in _RUNS.split():
        first, _, last = run.partition("-")
        firsts.append(int(first, 16))
        lasts.append(int(last or first, 16))
    return firsts, lasts


_FIRSTS, _LASTS = _bounds()


def is_covered(character: str) -> bool:
    """Whether a PDF can show this character."""
    at = bisect_right(_FIRSTS, ord(character)) - 1
    return at >= 0 and ord(character) <= _LASTS[at]
