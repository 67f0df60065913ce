"""What every live widget is: inputs that the reader moves, and a view that the engine computes.

    class Example(Live):
        title = "An example"
        w = moved(Float(0.5))                 # an input: the browser sets it

        def compute(self) -> View:            # runs after every change of an input
            return {"says": f"w is {self.w:.2f}.", "table": table("w", [self.w]), "E": ...}

        def still(self) -> Picture:           # what is shown where no kernel runs
            return some_picture(...)

`example.js` beside `example.py` draws `view`; the files of kit/ stand before it, in one module.
A view is plain data. The kit itself shows `says`, the sentence under the picture, `table`, `ask`
and `told`, the question and what is said to the guess, and `error`. `count` rises with every
answer, so that the browser knows when Python has caught up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import anywidget
from IPython.display import display
from traitlets import Dict, TraitError

from ..style import Picture
from ._views import View, fmt, moved, plain, question, table

HERE = Path(__file__).parent
KIT = "\n".join(file.read_text(encoding="utf-8") for file in sorted(HERE.glob("kit/*.js")))


class Live(anywidget.AnyWidget):
    """A widget whose picture follows its inputs. See the module's text for how one is written."""

    title: ClassVar[str] = ""
    actions: ClassVar[tuple[str, ...]] = ()  # methods without arguments that a button may call
    _css = (HERE / "live.css").read_text(encoding="utf-8")

    about = Dict().tag(sync=True)  # the title, and the names of the inputs
    view = Dict().tag(sync=True)
    guess = moved(Dict())  # {"of": the question, "value": the answer}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # anywidget makes subclasses of its own; one made in a notebook draws as its parent does.
        file = getattr(sys.modules[cls.__module__], "__file__", None) or __file__
        script = Path(file).with_suffix(".js")
        if script.is_file() and "_esm" not in vars(cls):
            cls._esm = f"{KIT}\n{script.read_text(encoding='utf-8')}"
        super().__init_subclass__(**kwargs)

    def __init__(self, **inputs: Any) -> None:
        unknown = sorted(set(inputs) - set(self.inputs()))
        if unknown:
            known = ", ".join(self.inputs())
            raise TypeError(f"{type(self).__name__} has no {unknown[0]!r}; its inputs are {known}")
        super().__init__(**inputs)
        self.about = {"title": self.title, "inputs": self.inputs()}
        self._drawn: View | None = None
        self.on_msg(self._act)
        self.observe(self._follow, names=list(self.inputs()))
        view = plain(self.compute())  # a wrong start raises at once
        self.view = {**view, "error": "", "count": 1}
        self._drawn = self._now()

    @classmethod
    def inputs(cls) -> list[str]:
        """The names of the inputs."""
        return sorted(cls.class_trait_names(moved=True))

    def compute(self) -> View:
        """The view of the inputs as they are now."""
        raise NotImplementedError

    def still(self) -> Picture:
        """The widget as a picture, for a page without a kernel."""
        raise NotImplementedError

    def guessed(self, of: str) -> str | None:
        """What the reader answered to the question with this name; None before."""
        return str(self.guess["value"]) if self.guess.get("of") == of else None

    def _now(self) -> View:
        return {name: getattr(self, name) for name in self.inputs()}

    def _follow(self, _change: Any = None) -> None:
        if self._drawn is not None and self._now() != self._drawn:  # once for a batch of changes
            self._answer()

    def _act(self, _widget: Any, message: Any, _buffers: Any = None) -> None:
        """A button: first the inputs as the browser has them, then the method it names."""
        name = message.get("do")

        def act() -> None:
            if name not in self.actions:
                raise ValueError(f"{type(self).__name__} has no action {name!r}")
            with self.hold_trait_notifications():
                for key, value in message.get("inputs", {}).items():
                    if key in self.inputs():
                        setattr(self, key, value)
            getattr(self, name)()

        self._answer(act)

    def _answer(self, act: Callable[[], None] = lambda: None) -> None:
        """Compute the view anew. An error is shown in the widget, over the last good picture."""
        drawn, self._drawn = self._drawn, None  # changes made meanwhile are part of this answer
        view, error = self.view, ""
        try:
            act()
            view = self.compute()
        except Exception as problem:  # nobody reads a kernel's log: the reader of the page is told
            known = isinstance(problem, ValueError | TraitError)
            error = str(problem) if known else repr(problem)
            self.log.debug("%s", drawn, exc_info=True)
        self._drawn = self._now()
        self.view = {**plain(view), "error": error, "count": self.view["count"] + 1}

    def set_state(self, sync_data: View) -> None:
        """What the browser sends. All of it is answered, even what changes nothing: it waits."""
        self._answer(lambda: super(Live, self).set_state(sync_data))

    def __repr__(self) -> str:  # without an address, so that a cell prints the same twice
        return f"{type(self).__name__}()"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The live view, and for every page that cannot run it a picture and its sentence."""
        bundle: Any = super()._repr_mimebundle_(**kwargs)
        picture = self.still()
        still, said = picture.output(picture.says)
        return {**bundle[0], **still}, {**bundle[1], **said}

    def _ipython_display_(self) -> None:
        """Two outputs: JupyterLab shows only the first kind it knows, and that one needs a kernel.

        The live view hides the picture below it as soon as it is drawn.
        """
        data, metadata = self._repr_mimebundle_()
        said = {"image/png": data.pop("image/png"), "text/plain": data["text/plain"]}
        display(data, metadata={}, raw=True)  # type: ignore[no-untyped-call]
        display(said, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]


__all__ = ["Live", "TraitError", "View", "fmt", "moved", "question", "table"]
