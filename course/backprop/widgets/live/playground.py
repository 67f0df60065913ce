"""Training playground: data, network and rule of learning are chosen; then it learns in sight."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from traitlets import Enum, Int, List

from ..decision_field import decision_field
from ..style import Picture
from ._run import ASKED, DATA, INITIAL, LOSSES, POINTS, Run, Settings, after, points
from ._said import CHOICES, sentence, verdict
from .base import Live, View, moved, question, table

SIDE, REACH = 64, 1.1  # the field: so many places a side, from −REACH to REACH
BURST = 0.04  # seconds of training between two pictures
FAST = 10**6  # steps a picture: as many as the burst allows


@cache
def grid() -> Any:
    """The places of the field as columns, the lowest row first."""
    side = np.linspace(-REACH, REACH, SIDE)
    return np.array(np.meshgrid(side, side)).reshape(2, -1)


class Playground(Live):
    """Train a small network on points in the plane. Lectures 001, 002 and 004; unit 10.

    Every setting begins a new run. The browser asks for a burst of steps only when it has drawn
    the last one, so it never waits in a queue, and a kernel that is busy just makes it slower.
    """

    title = "Training playground"
    actions = ("run", "step", "restart", "another")

    data = moved(Enum(DATA, default_value="XOR"))
    hidden = moved(List(Int(min=0, max=16), default_value=[4], maxlen=3))
    f = moved(Enum(("tanh", "sigmoid", "relu", "linear"), default_value="tanh"))
    loss = moved(Enum(list(LOSSES), default_value=next(iter(LOSSES))))
    init = moved(Enum(list(INITIAL), default_value="glorot"))
    eta = moved(Enum((0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0), default_value=1.0))
    batch = moved(Enum((1, 4, 16, 64, POINTS), default_value=16))
    momentum = moved(Enum((0.0, 0.5, 0.9, 0.99), default_value=0.0))
    decay = moved(Enum((0.0, 1e-5, 1e-4, 1e-3, 1e-2), default_value=0.0))
    seed = moved(Int(1, min=0))
    speed = moved(Enum((1, 5, 20, 100, FAST), default_value=20))

    _run: Run | None = None
    _before: Run | None = None  # the last run that took a step
    _bursts = 0  # so many have been asked for

    def settings(self) -> Settings:
        """What is chosen now; a hidden layer of 0 units is none."""
        own = ("data", "f", "loss", "init", "eta", "batch", "momentum", "decay", "seed")
        chosen: dict[str, Any] = {name: getattr(self, name) for name in own}
        return Settings(hidden=tuple(size for size in self.hidden if size), **chosen)

    def training(self) -> Run:
        """The run of these settings: the one that is under way, or a new one."""
        if self._run is None or self._run.settings != self.settings():
            self._begin()
        assert self._run is not None
        return self._run

    def _begin(self) -> None:
        if self._run is not None and self._run.step:
            self._before = self._run
        self._run = Run(self.settings())

    def run(self) -> None:
        """A burst of steps, and a stop where the prediction is judged."""
        run = self.training()
        ahead = ASKED - run.step if run.step < ASKED else FAST
        run.advance(min(self.speed, ahead), BURST)
        self._bursts += 1

    def step(self) -> None:
        """One step."""
        self.training().advance(1)

    def restart(self) -> None:
        """The same seed, from the first step."""
        self._begin()

    def another(self) -> None:
        """Other first weights and another order of the points."""
        self.seed += 1

    def compute(self) -> View:
        """The field as bytes, 128 for one half; losses as float32."""
        run = self.training()
        wrong, E = run.wrong(), run.loss()
        field = np.clip(np.nan_to_num(run.field(grid()), nan=0.5), 0, 1)
        return {
            "step": run.step, "epoch": run.epoch, "E": E, "wrong": wrong, "asked": ASKED,
            "bursts": self._bursts, "seed": self.seed,
            "diverged": run.diverged, "field": np.rint(255 * field).astype(np.uint8).tobytes(),
            "side": SIDE, "reach": REACH, "data": self.data, "points": np.round(run.x, 4),
            "t": points(self.data)[1][0], "losses": curve(run), "every": run.every,
            "before": self._earlier(run), "gradients": run.gradient_sizes() if run.step else [],
            "options": {name: trait.values for name, trait in self.traits(moved=True).items()
                        if isinstance(trait, Enum)},
            "ask": self._question(), "told": self._told(), "table": self._table(run),
            "says": sentence(run, wrong, E, self._before),
        }  # fmt: skip

    def _earlier(self, run: Run) -> View:
        """The curve of the run before this one, and whether it had the same settings."""
        if self._before is None:
            return {}
        same = self._before.settings == run.settings
        return {"losses": curve(self._before), "every": self._before.every, "same": same}

    def _question(self) -> View:
        text = f"after {ASKED} steps, how many of the {POINTS} points are on the right side?"
        return question(repr(self.settings()), text, CHOICES)

    def _told(self) -> str:
        guess = self.guessed(repr(self.settings()))
        return "" if guess is None else verdict(guess, self.settings())

    def _table(self, run: Run) -> View:
        sizes = run.gradient_sizes() if run.step else ["–"] * (len(run.net.W) - 1)
        rows: list[list[object]] = [
            [f"layer {j}", f"{W.shape[1]} → {W.shape[0]}", np.sqrt(np.mean(np.square(W))), g]
            for j, (W, g) in enumerate(zip(run.net.W[1:], sizes, strict=True), 1)
        ]
        rows += [["loss E", "", "", run.losses[-1]], ["step", "", "", run.step]]
        return table("part", "units", "size of W (rms)", "size of dW (rms)", rows=rows)

    def still(self) -> Picture:
        """The field before training and after it."""
        x, t = points(self.data)
        fields = {f"after {n} steps": after(self.settings(), n).answer for n in (0, ASKED)}
        wrong = len(after(self.settings()).wrong())
        says = (
            f"{self.title}: {self.data}, hidden layers {list(self.hidden)}, before training and "
            f"after {ASKED} steps, when {POINTS - wrong} of {POINTS} points are right."
        )
        return decision_field(fields, x, t, says, reach=(-REACH, REACH))


def curve(run: Run) -> bytes:
    """The losses as float32; the browser reads them without parsing."""
    return np.asarray(run.losses, np.float32).tobytes()
