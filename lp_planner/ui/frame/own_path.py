"""Where a link or form may lead: to a path of this app, and nowhere else."""

from urllib.parse import urlsplit


def own_path(path: str) -> str:
    """The path when it leads to this app, else ""; nobody is sent elsewhere.

    Browsers read a backslash as a slash and leave out tabs and line ends, so a path with one of
    them is none of ours.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return ""
    if not path.isprintable() or " " in path:
        return ""
    parts = urlsplit(path)
    return "" if parts.scheme or parts.netloc else path
