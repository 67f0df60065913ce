"""The shape matcher: which product, transposed how and in which order, is the gradient?"""

from __future__ import annotations

import numpy as np
from traitlets import Enum, Int

from backprop import Network

from ..shape_boxes import shape_boxes
from ..style import Picture
from .base import Live, View, moved, question, table

Array = np.ndarray
COLUMNS = "batches as columns (this course)"
ROWS = "batches as rows (most frameworks)"
# wanted gradient -> the right product, then products with the same two factors, for each convention
PRODUCTS = {
    ("dW", COLUMNS): ("delta @ x.T", "x @ delta.T", "delta.T @ x", "x.T @ delta"),
    ("dx", COLUMNS): ("W.T @ delta", "delta @ W.T", "W @ delta", "delta.T @ W"),
    ("dW", ROWS): ("x.T @ delta", "delta.T @ x", "x @ delta.T", "delta @ x.T"),
    ("dx", ROWS): ("delta @ W.T", "W.T @ delta", "delta @ W", "W @ delta.T"),
}
FACTORS = ("delta", "delta.T", "x", "x.T", "W", "W.T")


class ShapeMatcher(Live):
    """n = W @ x, delta = ∂E/∂n: find dW = ∂E/∂W and dx = ∂E/∂x as a product of two of them.

    Batches as columns: x (inputs, batch), delta (outputs, batch), W (outputs, inputs). Batches as
    rows: all three the other way round. Lecture 001, "Matrix operations"; 000, "Vectorised
    operations".
    """

    title = "The shape matcher"

    wanted = moved(Enum(["dW", "dx"], default_value="dW"))
    convention = moved(Enum([COLUMNS, ROWS], default_value=COLUMNS))
    features = moved(Int(4, min=1, max=6))
    outputs = moved(Int(3, min=1, max=6))
    batch = moved(Int(5, min=1, max=6))
    left = moved(Enum(list(FACTORS), default_value="delta"))
    right = moved(Enum(list(FACTORS), default_value="x"))

    def arrays(self) -> tuple[dict[str, Array], Array]:
        """The factors by name, and the gradient that is wanted, both from the engine."""
        net = Network([self.features, self.features, self.outputs], f="linear", bias=False, seed=3)
        net.W[1][:] = np.eye(self.features)  # so delta[1] is the gradient of what enters layer 2
        rng = np.random.default_rng(8)
        net.forward(rng.normal(size=(self.features, self.batch)))
        net.backward(rng.normal(size=(self.outputs, self.batch)))
        found = {"x": net.a[1], "W": net.W[2], "delta": net.delta[2]}
        gradient = net.dW[2] if self.wanted == "dW" else net.delta[1]
        if self.convention == ROWS:
            found, gradient = {name: one.T for name, one in found.items()}, gradient.T
        return found | {f"{name}.T": one.T for name, one in found.items()}, gradient

    def compute(self) -> View:
        """The two chosen factors, whether they fit, and what their product is."""
        factors, gradient = self.arrays()
        pair = [factors[self.left], factors[self.right]]
        fits = pair[0].shape[1] == pair[1].shape[0]
        product = pair[0] @ pair[1] if fits else None
        boxes = [[self.left, *pair[0].shape], [self.right, *pair[1].shape]]
        shapes = [[name, *factors[name].shape] for name in ("x", "W", "delta")]
        pair_of = zip(("first", "second"), boxes, strict=True)
        chosen = [[f"{at} factor: {name}", *size] for at, (name, *size) in pair_of]
        return {
            "boxes": boxes, "fits": fits, "wanted": [self.wanted, *gradient.shape],
            "product": list(product.shape) if product is not None else [],
            "conventions": [COLUMNS, ROWS], "factors": list(FACTORS),
            "ask": self._question(gradient.shape), "told": self._told(factors, gradient),
            "says": f"{self.left} @ {self.right}: {self._verdict(pair, product, gradient)}",
            "table": table("array", "rows", "columns",
                           rows=[*shapes, [f"wanted: {self.wanted}", *gradient.shape], *chosen]),
        }  # fmt: skip

    def _verdict(self, pair: list[Array], product: Array | None, gradient: Array) -> str:
        (m, k), (j, n) = (one.shape for one in pair)
        if product is None:
            return f"{m} × {k} times {j} × {n} does not fit, since {k} is not {j}."
        if product.shape != gradient.shape:
            shape = " × ".join(map(str, gradient.shape))
            return f"{m} × {k} times {j} × {n} gives {m} × {n}, but {self.wanted} is {shape}."
        if np.allclose(product, gradient, rtol=1e-12):
            return f"{m} × {n}, and the numbers are those of {self.wanted}: this is it."
        return (
            f"{m} × {n} is the shape of {self.wanted}, but the numbers are not: "
            "a shape that fits is no proof. Change a size and see it break."
        )

    def _situation(self) -> str:
        sizes = (self.features, self.outputs, self.batch)
        return f"{self.wanted} {self.convention} {sizes}"

    def _question(self, shape: tuple[int, ...]) -> View:
        size = " × ".join(map(str, shape))
        text = f"{self.wanted} is {size}. Which product gives it?"
        return question(self._situation(), text, sorted(PRODUCTS[self.wanted, self.convention]))

    def _told(self, factors: dict[str, Array], gradient: Array) -> str:
        guess = self.guessed(self._situation())
        if guess is None:
            return ""
        right = PRODUCTS[self.wanted, self.convention][0]
        if guess == right:
            return f"✓ Yes: {self.wanted} = {right}. Compose it below and look at the sizes."
        one, other = (factors[name] for name in guess.split(" @ "))
        product = one @ other if one.shape[1] == other.shape[0] else None
        verdict = self._verdict([one, other], product, gradient)
        if "this is it" in verdict:
            verdict = f"with these sizes it gives the same number as {right}; change one and see."
        return f"✗ No, not {guess}: {verdict}"

    def still(self) -> Picture:
        """The right product as boxes."""
        factors, gradient = self.arrays()
        right = PRODUCTS[self.wanted, self.convention][0]
        one, other = right.split(" @ ")
        boxes = [(n, factors[n].shape, "", "") for n in (one, other)]
        says = f"{self.title}: {self.wanted} = {right}; the two inner sizes are the same."
        shape = (int(gradient.shape[0]), int(gradient.shape[1]))
        return shape_boxes([(self.wanted, shape, "", ""), "=", boxes[0], "@", boxes[1]], says)
