"""The page that a student gets back."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.grading.escape import released
from autograder.grading.markdown import clean_markdown, own_markdown

TEMPLATES = Path(__file__).parent / "templates"
# Nothing is fetched, nothing runs, nothing is sent: not even what somebody smuggled in.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


class FeedbackPage(HTMLExporter):
    """Plugs in as `GenerateFeedback.exporter_class`; takes notebooks that `Escape` has cleaned."""

    def __init__(self, config: Config | None = None, **more: Any) -> None:
        """Take our template, whatever the configuration says of other pages."""
        config = Config(config or {})
        config.FeedbackPage.template_name = "feedback_page"
        config.FeedbackPage.extra_template_basedirs = [str(TEMPLATES)]
        super().__init__(config=config, **more)

    def default_filters(self) -> Iterator[tuple[str, Callable[..., str]]]:
        """Add the filters of the template."""
        yield from super().default_filters()
        yield "clean_markdown", clean_markdown
        yield "as_html", lambda source: own_markdown(source) if source in self._ours else source

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **more: Any
    ) -> tuple[str, dict]:
        """Convert one notebook."""
        resources = resources or {}
        resources["policy"] = POLICY
        self._ours = released(resources)
        return super().from_notebook_node(nb, resources=resources, **more)


def page_without_grade(unit: str, reason: str) -> str:
    """What a student gets whose work could not be graded."""
    css = (TEMPLATES / "feedback_page" / "page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(unit)}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(unit)}</h1>\n<p class="sum">Not graded</p>\n'
        f'<section class="notes"><h2>Why</h2><p>{escape(reason)}</p></section>\n'
        "<p>Hand it in again when this is mended, or ask your instructor.</p>\n"
        "</main>\n</body>\n</html>\n"
    )
