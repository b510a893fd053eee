"""A browser in plain words, such as "Firefox on Windows", from what it calls itself.

Only these few words are kept: enough for people to know their own browsers again, and too little to
tell one from another of its kind.
"""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Most browsers call themselves by the names of others as well; the first that fits is it."""
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("CrOS", "a Chromebook"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "A browser"


def browser_in_words(called: str) -> str:
    """The browser and the system of a ``User-Agent``, as far as we know them."""
    browser = next((name for mark, name in BROWSERS if mark in called), UNKNOWN)
    system = next((name for mark, name in SYSTEMS if mark in called), "")
    return f"{browser} on {system}" if system else browser
