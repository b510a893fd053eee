"""Square codes that a telephone reads."""

import segno


def square(address: str, *, scale: int = 4) -> str:
    """The picture of an address, as an address that an image can hold itself."""
    return str(segno.make(address, micro=False).svg_data_uri(scale=scale, border=4))
