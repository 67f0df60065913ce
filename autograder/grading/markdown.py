"""Markdown as HTML, in bounded time, with nothing in it that acts or that calls anybody."""

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape, unescape
from typing import Any

from bleach import clean
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

LONGEST = 50_000  # characters that are shown of one cell
SECONDS = 3.0  # more than any honest cell takes, by a factor of a hundred
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
    "ul",
}  # fmt: skip
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
FORMULA = re.compile(r"\$([^$]+)\$")  # inside of HTML, which Markdown leaves alone
ELSEWHERE = "[a picture from elsewhere is not shown: {}]"


def clean_markdown(source: str, attachments: dict[str, Any] | None = None) -> str:
    """What somebody wrote, as HTML that is safe to show: no scripts, no style, no remote parts."""
    source = shortened(source)
    try:
        with at_most(SECONDS):
            return cleaned(_rendered(source, attachments or {}, _Strangers))
    except Exception:  # the text that a renderer fails on, or takes for ever on, is shown as text
        return f"<pre>{escape(source)}</pre>"


def own_markdown(source: str) -> str:
    """What the course itself wrote, as HTML with formulas that need no script."""
    return _rendered(source, {}, _Ours)


def cleaned(html: str) -> str:
    """HTML with all tags and attributes escaped or gone that are not known to be harmless."""
    return str(clean(html, tags=TAGS, attributes=_allowed, protocols=PROTOCOLS, strip=False))


PROTOCOLS = {"http", "https", "mailto", "data"}


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name == "alt" or (name == "src" and bool(PICTURE.fullmatch(value)))
    if tag == "a":
        # Not to a file beside the page: that may be the student's own.
        return name == "href" and value.startswith(("http://", "https://", "mailto:", "#"))
    return name in ("colspan", "rowspan", "open") and tag in ("td", "th", "details")


def shortened(text: str) -> str:
    """The text, or as much of it as is shown."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n\n[cut off here: {len(text)} characters]"


def _rendered(source: str, attachments: dict[str, Any], kind: type[IPythonRenderer]) -> str:
    renderer = kind(escape=False, attachments=attachments, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


class _Strangers(IPythonRenderer):
    """Shows pictures that came with the notebook, and says where others would have been."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("attachment:"):
            held = self.attachments.get(url.removeprefix("attachment:"), {})
            kind, data = next(iter(held.items()), ("", ""))
            url = f"data:{kind};base64,{data}"
        if not PICTURE.fullmatch(url):
            return escape(ELSEWHERE.format(url[:200]))
        return f'<img src="{url}" alt="{escape(text)}">'

    def block_mermaidjs(self, code: str) -> str:
        return f"<pre>{escape(code)}</pre>"


class _Ours(IPythonRenderer):
    """Writes formulas as MathML, which browsers draw by themselves."""

    def block_math(self, body: str) -> str:
        return _mathml(body, "block")

    def inline_math(self, body: str) -> str:
        return _mathml(body, "inline")

    def block_html(self, html: str) -> str:
        return FORMULA.sub(lambda found: _mathml(unescape(found[1]), "inline"), html)

    def latex_environment(self, name: str, body: str) -> str:
        return _mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")


def _mathml(tex: str, display: str) -> str:
    try:
        from latex2mathml.converter import convert
    except ImportError:
        return f"<code>{escape(tex)}</code>"
    return str(convert(tex, display=display))


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block when it takes longer, where the system can."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def over(*_: object) -> None:
        raise TimeoutError

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
