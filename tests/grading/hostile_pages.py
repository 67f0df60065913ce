"""What a student could write to take over the browser of whoever opens the feedback."""

from typing import Any

from .hand_ins import Notebook, code, find, place

# Each would set window.taken, open a dialog, or call ELSEWHERE, on a page that lets it.
ELSEWHERE = "http://127.0.0.1:9/x"
TAKE = "window.taken=1"
LONG = (
    "[[[[[[" * 4000 + "](" * 4000,
    "**" * 12_000,
    "<div>" * 8000,
    "> " * 6000 + "deep",
)
TEXTS = (
    f"<script>{TAKE}</script>",
    f"<SCRIPT >{TAKE}</SCRIPT\t>",
    f"<img src=x onerror='{TAKE}'>",
    f"<svg onload='{TAKE}'><script>{TAKE}</script></svg>",
    f"<svg><a xlink:href='javascript:{TAKE}'><text y=20>press</text></a></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={TAKE}>",
    f"<details open ontoggle='{TAKE}'><summary>x</summary></details>",
    f"<iframe srcdoc='<script>parent.{TAKE}</script>'></iframe>",
    f"<iframe src='javascript:parent.{TAKE}'></iframe>",
    f"<object data='{ELSEWHERE}'></object><embed src='{ELSEWHERE}'>",
    f"<form action='{ELSEWHERE}'><button>press</button></form>",
    f"<meta http-equiv=refresh content='0; url={ELSEWHERE}'>",
    f"<base href='{ELSEWHERE}'>",
    f"<link rel=stylesheet href='{ELSEWHERE}'><link rel=prefetch href='{ELSEWHERE}'>",
    f"<style>@import url({ELSEWHERE}); body {{ display: none }}</style>",
    f"<div style='background: url({ELSEWHERE}); position: fixed; inset: 0'>over all</div>",
    f"<img src='{ELSEWHERE}'><img srcset='{ELSEWHERE} 2x'><video poster='{ELSEWHERE}'></video>",
    f"<audio src='{ELSEWHERE}' autoplay></audio><input type=image src='{ELSEWHERE}'>",
    f"![a picture]({ELSEWHERE})",
    f"![a picture](data:image/svg+xml,<svg onload={TAKE}>)",
    f'![" onerror="{TAKE}]({ELSEWHERE} "title")',
    "![gone](attachment:gone.png)",
    f"[press](javascript:{TAKE})",
    f"[press](JaVaScRiPt&colon;{TAKE})",
    f"[press](data:text/html,<script>{TAKE}</script>)",
    "[press](evil.html) [press](file:///etc/passwd)",
    f"<a href='java\nscript:{TAKE}'>press</a><a href=evil.html onclick={TAKE}>press</a>",
    f"<noscript><p title='</noscript><img src=x onerror={TAKE}>'>",
    f"<!--><img src=x onerror={TAKE}>-->",
    f"```html\n</code></pre><script>{TAKE}</script>\n```",
    f"```mermaid\n<img src=x onerror={TAKE}>\n```",
    f"$</span><script>{TAKE}</script>$ and $$\\href{{javascript:{TAKE}}}{{x}}$$",
    f"\\begin{{a}}<script>{TAKE}</script>\\end{{a}}",
    f"<textarea><script>{TAKE}</script>",
    "<plaintext>",
    "</div></section></main></body></html>",
    f"| a |\n|---|\n| <img src=x onerror={TAKE}> |",
    f"<x-y onclick={TAKE} style=x:expression({TAKE})>&lt;script&gt;",
    *LONG,
)
DISPLAYS = f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display
import sys
attack = "<script>{TAKE}</script><img src=x onerror={TAKE}>"
svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="{TAKE}"><script>{TAKE}</script></svg>'
display(HTML(attack), SVG(svg), Javascript("{TAKE}"), Latex(r"\\href{{javascript:{TAKE}}}{{x}}"))
display(Markdown(attack))
raw = {{"text/plain": attack, "text/html": attack, "application/javascript": "{TAKE}",
       "image/svg+xml": svg, "application/vnd.jupyter.widget-view+json": {{"model_id": attack}}}}
display(raw, raw=True)
png = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
       "ErkJggg==")
display({{"image/png": png}}, raw=True,
        metadata={{"image/png": {{"width": "1 onload={TAKE}", "alt": '" onload="{TAKE}'}},
                  "filenames": {{"image/png": "{ELSEWHERE}"}}}})
display({{"image/png": '" onerror="{TAKE}'}}, raw=True)
print(attack, "\\x1b[31m" + attack + "\\x1b]8;;javascript:{TAKE}\\x07", file=sys.stderr)
print("\\x1b[38;5;1<b>m\\x00\\x08" + attack)
raise type("</pre>" + attack, (Exception,), {{}})(attack)
"""


def text_cell(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def hostile(notebook: Notebook) -> Notebook:
    """Every attack in one submission, in front of the right answers."""
    at = place(notebook, "06-E-answer")
    attack = f"<script>{TAKE}</script>"
    own = [text_cell(text, id=f"text-{n}") for n, text in enumerate(TEXTS)]
    own.append(
        {
            **text_cell(attack, id="raw"),
            "cell_type": "raw",
            "metadata": {"raw_mimetype": "text/html"},
        }
    )
    evil = {attack: {"image/svg+xml": attack}, "b": {attack: "AAAA"}, "c": {"image/png": attack}}
    own.append(text_cell("![x](attachment:b) ![x](attachment:c)", attachments=evil, id="pictures"))
    own.append(code(f"# {attack}\n'''{attack}'''", "quoted"))
    own.append(code(DISPLAYS, f'"><script>{TAKE}</script>'))
    for cell in own:
        cell["metadata"] |= {"tags": [f"'><script>{TAKE}</script>"], "alt": attack}
    notebook["cells"][at:at] = own
    notebook["metadata"] |= {"title": attack, "widgets": {attack: {"state": attack}}}
    find(notebook, "06-why")["source"] = "\n\n".join(TEXTS[: -len(LONG)])
    return notebook
