"""One object of a file, field by field: what is read is reported, and so is what is left."""

from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.json_text import JsonTable, NumberText
from lp_planner.interchange.plain_text import clean_line, clean_text, is_marked_up, plain_text
from lp_planner.interchange.report import Ledger, shown

MOST_ENTRIES = 200_000
SAID = "kept as text, exactly as written"


class Fields:
    """Reads the fields of one table; every reading leaves its line in the ledger."""

    def __init__(self, table: JsonTable, place: str, ledger: Ledger) -> None:
        self.table = table
        self.place = place
        self.ledger = ledger
        self._seen: set[str] = set()

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.place}.{name}" if self.place else name

    def raw(self, name: str) -> object:
        """The value as it stands, or ``None``; from now on the field counts as read."""
        self._seen.add(name)
        return self.table.get(name)

    def token(self, name: str, what: str) -> str:
        """A code or identifier as one line of text; a number keeps its literal text."""
        value = self.raw(name)
        if value is None or value == "":
            return ""
        if not isinstance(value, str):
            self.ledger.dropped(self.at(name), what, "it is neither a text nor a number")
            return ""
        line = clean_line(value)
        if isinstance(value, NumberText):
            self.ledger.changed(self.at(name), f"{what}: a number", SAID)
        elif line != value:
            self.ledger.changed(self.at(name), what, "line ends and spaces around it removed")
        elif line:
            self.ledger.carried(self.at(name), what)
        return str(line)

    def text(self, name: str, what: str) -> str:
        """A text for people, without its markup."""
        value = self.raw(name)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            value = "true" if value else "false"
        if not isinstance(value, str):
            self.ledger.dropped(self.at(name), what, "it is not a text")
            return ""
        return self._told(str(value), self.at(name), what)

    def texts(self, name: str, what: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.raw(name)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            if value is not None:
                self.ledger.dropped(self.at(name), what, "it is not a list of texts")
            return ()
        told = []
        for number, entry in enumerate(value):
            place = f"{self.at(name)}[{number}]"
            if isinstance(entry, str):
                told.append(self._told(str(entry), place, what))
            elif entry is not None:
                self.ledger.dropped(place, what, "it is not a text")
        return tuple(told)

    def _told(self, value: str, place: str, what: str) -> str:
        told = plain_text(value)
        if told == value:
            if value:
                self.ledger.carried(place, what)
        elif is_marked_up(value):
            self.ledger.changed(place, what, "HTML became plain text")
        elif told == clean_text(value):
            self.ledger.changed(place, what, "control characters removed")
        else:
            self.ledger.changed(place, what, "entities such as &amp; became the letters they mean")
        return told

    def whole_number(self, name: str, what: str) -> int | None:
        """A whole number of reasonable size, or ``None``."""
        value = self.raw(name)
        if value is None or value == "":
            return None
        most = 9
        if isinstance(value, str):
            digits = value.strip()
            if digits.removeprefix("-").isdecimal() and digits.isascii():
                number = digits.removeprefix("-").lstrip("0") or "0"
                if len(number) <= most:
                    self.ledger.carried(self.at(name), what)
                    return -int(number) if digits.startswith("-") else int(number)
        spoken = f"{what}: {shown(value)}" if isinstance(value, str) else what
        self.ledger.dropped(self.at(name), spoken, "it is not a whole number of up to nine digits")
        return None

    def table_at(self, name: str) -> "Fields | None":
        """An object inside this one, or ``None``; anything else is reported."""
        value = self.raw(name)
        if isinstance(value, JsonTable):
            return Fields(value, self.at(name), self.ledger)
        if value is not None and value not in ("", []):
            self.ledger.dropped(self.at(name), "what stands there", "it is not an object")
        return None

    def tables(self, name: str) -> list["Fields"]:
        """The objects of a list.

        Raises:
            BadFrameworkFile: if there is something else than a list, or far too much.
        """
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list):
            message = f"{self.at(name)} is not a list; please check how the file was made."
            raise BadFrameworkFile(message)
        if len(value) > MOST_ENTRIES:
            message = (
                f"{self.at(name)} holds {len(value):,} entries, more than the {MOST_ENTRIES:,} "
                "the planner reads; please import a part of the framework."
            )
            raise BadFrameworkFile(message)
        found = []
        for number, entry in enumerate(value):
            place = f"{self.at(name)}[{number}]"
            if isinstance(entry, JsonTable):
                found.append(Fields(entry, place, self.ledger))
            else:
                self.ledger.dropped(place, "an entry", "it is not an object")
        return found

    def rest(self, reasons: dict[str, str] | None = None) -> None:
        """Report every field that nothing has read, with its reason where one is known."""
        for name, value in self.table.items():
            if name in self._seen or value in (None, "", [], {}):
                continue
            why = (reasons or {}).get(name, "the planner has no place for it")
            self.ledger.dropped(self.at(name), f"the field {shown(name)}", why)
