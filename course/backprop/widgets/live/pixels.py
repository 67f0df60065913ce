"""Four-pixel images: paint one, see it pass through a network, and train the network."""

from __future__ import annotations

import numpy as np
from traitlets import Bool, Enum, Float, Int, List

from backprop import Network
from backprop.pixel_patterns import KINDS

from ..four_pixels import four_pixels
from ..style import Picture
from ._images import IMAGES, NAMES, SHADES, before_and_after, epoch, loss, right, sorter, units
from .base import Live, View, fmt, moved, question, table

BURST = 25  # epochs that the button "train" does before it draws
MOST = 5000  # epochs
POINTS = 300  # of the loss curve


class Pixels(Live):
    """Solid, vertical, diagonal or horizontal: lecture 001's first network; unit 01.

    pixels: in reading order, −1 black to 1 white. hidden: tanh units between the pixels and the
    four sigmoid outputs. seed: of the first weights. eta: the learning rate. seen: the outputs are
    shown without a prediction.
    """

    title = "Four-pixel images"
    actions = ("step", "train", "reset")

    pixels = moved(List(Float(min=-1.0, max=1.0), default_value=list(SHADES), minlen=4, maxlen=4))
    hidden = moved(Enum((0, 2, 3, 4, 6), default_value=6))
    seed = moved(Int(0, min=0, max=9999))
    eta = moved(Float(0.5, min=0.0, max=5.0))
    seen = moved(Bool(False))

    _made: tuple[int, int] | None = None  # hidden and seed of the network that is drawn
    _network: Network

    def step(self) -> None:
        """One epoch: all eight images, one step."""
        self._epochs(1)

    def train(self) -> None:
        """A burst of epochs."""
        self._epochs(BURST)

    def reset(self) -> None:
        """The first weights again, from the same seed."""
        self._made = None

    def _epochs(self, count: int) -> None:
        for _ in range(min(count, MOST - self._done)):
            epoch(self._network, self.eta)
            self._done += 1
            self._losses.append(loss(self._network))

    def _settle(self) -> None:
        """A new network where its size or its seed is new."""
        if self._made != (self.hidden, self.seed):
            self._network = sorter(self.hidden, self.seed)
            self._done, self._losses = 0, [loss(self._network)]
            self._made = self.hidden, self.seed

    def compute(self) -> View:
        """The image's way through the network; its outputs once predicted or asked for."""
        self._settle()
        net = self._network
        found, E = right(net), self._losses[-1]
        every = net.a[-1].copy()
        out = net.forward(self.pixels)[:, 0]
        shown = self.seen or self.guessed(self._situation()) is not None
        veiled = [not shown and image.tolist() == self.pixels for image in IMAGES.T]
        thin = max(1, len(self._losses) // POINTS)
        epochs = sorted({*range(0, len(self._losses), thin), len(self._losses) - 1})
        return {
            "kinds": KINDS, "names": NAMES, "images": IMAGES.T,
            "right": ["?" if v else yes for v, yes in zip(veiled, found, strict=True)],
            "units": units(net, shown), "out": out if shown else None,
            "W2": net.W[2] if self.hidden else None,
            "epochs": epochs, "losses": [self._losses[k] for k in epochs], "E": E,
            "done": self._done, "full": self._done >= MOST,
            "says": self._sentence(out, E, shown, sum(found)),
            "ask": None if self.seen else self._question(),
            "told": "" if self.seen else self._told(out),
            "table": self._table(out, every, shown, veiled),
        }  # fmt: skip

    def _situation(self) -> str:
        return f"{self.pixels} {self.hidden} {self.seed} {self._done} {self._losses[-1]!r}"

    def _question(self) -> View:
        after = (
            f" after {self._done} epoch{'s' * (self._done > 1)}" if self._done else ", untrained,"
        )
        text = f"which output of the network{after} will be the largest for the painted image?"
        return question(self._situation(), text, KINDS)

    def _told(self, out: np.ndarray) -> str:
        guess = self.guessed(self._situation())
        if guess is None:
            return ""
        best = int(np.argmax(out))
        mark = "✓ Yes" if guess == KINDS[best] else "✗ No"
        numbers = ", ".join(f"{kind} {fmt(y, 3)}" for kind, y in zip(KINDS, out, strict=True))
        return f"{mark}: {KINDS[best]}. The outputs are {numbers}.{self._because()}"

    def _because(self) -> str:
        """What the numbers of an untrained network mean."""
        return "" if self._done else " The weights are random, so the answer means nothing yet."

    def _sentence(self, out: np.ndarray, E: float, shown: bool, count: int) -> str:
        image = ", ".join(fmt(x, 3) for x in self.pixels)
        text = f"The image is {image}. After {self._done} epoch{'s' * (self._done != 1)}: E = "
        text += f"{fmt(E)} over the eight images, {count} of 8 sorted right."
        if shown:
            best = int(np.argmax(out))
            text += f" The painted image is taken for {KINDS[best]} ({fmt(out[best], 3)})."
        return text

    def _table(self, out: np.ndarray, every: np.ndarray, shown: bool, veiled: list[bool]) -> View:
        """The outputs of the painted image and of the eight, and every unit's weights.

        veiled: the training image that is painted, whose row would tell the answer.
        """
        head = ["image or unit", *(f"pixel {k}" for k in range(1, 5)), *KINDS]
        painted = list(out) if shown else ["?"] * len(KINDS)
        rows: list[list[object]] = [["painted image", *self.pixels, *painted]]
        for k, (name, image, y) in enumerate(zip(NAMES, IMAGES.T, every.T, strict=True)):
            rows.append([name, *image, *(["?"] * len(KINDS) if veiled[k] else y)])
        net = self._network
        for k, w in enumerate(net.W[1]):
            if self.hidden:
                rows.append([f"weights of hidden unit {k + 1}", *w, *net.W[2][:, k]])
            else:
                rows.append([f"weights of {KINDS[k]}", *w, *["–"] * len(KINDS)])
        return table(*head, rows=rows)

    def still(self) -> Picture:
        """The hidden weights as pictures, before and after training."""
        rows = before_and_after(self.hidden, self.seed, self.eta, 1500)
        names = [f"unit {k + 1}" for k in range(self.hidden)] or list(KINDS)
        return four_pixels(
            rows, titles=names, weights=True,
            says=f"{self.title}: the weights of the first layer as pictures, before and after 1500 "
            "epochs on the eight images.",
        )  # fmt: skip
