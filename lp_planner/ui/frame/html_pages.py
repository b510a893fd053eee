"""Our HTML from templates: whatever is filled in is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def filled(template: str, **words: object) -> str:
    """A template such as ``accounts/welcome``, filled in; a word that is missing is an error."""
    area, _, name = template.partition("/")
    return _TEMPLATES.get_template(f"{area}/templates/{name}.html.j2").render(**words)
