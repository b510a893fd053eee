"""What holds of the rows that are wanted, as part of a statement and the values it names."""

from collections.abc import Mapping


def condition_of(
    equals: Mapping[str, object], *, include_removed: bool
) -> tuple[str, dict[str, object]]:
    """The condition for columns that equal values; a list means "one of these", none of none."""
    where = [] if include_removed else ['"deleted_at" IS NULL']
    values: dict[str, object] = {}
    for column, wanted in equals.items():
        if isinstance(wanted, list | tuple):
            marks = []
            for number, item in enumerate(wanted):
                values[f"{column}_{number}"] = item
                marks.append(f":{column}_{number}")
            where.append(f'"{column}" IN ({", ".join(marks)})' if marks else "FALSE")
        else:
            values[column] = getattr(wanted, "value", wanted)
            where.append(f'"{column}" = :{column}')
    return (f" WHERE {' AND '.join(where)}" if where else ""), values


def single(wanted: object) -> object:
    """One of one is that one, so that a question is the same however it is asked."""
    return wanted[0] if isinstance(wanted, list | tuple) and len(wanted) == 1 else wanted
