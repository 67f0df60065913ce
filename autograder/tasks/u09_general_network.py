"""Unit 09: the general network (lectures 001, 002 and 004)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.arithmetic import exp, log, sigmoid
from autograder.checking.asks import Gradient, Jacobian, Update, Value, by_paths
from autograder.checking.slip import Slip
from autograder.checking.task import Choice, Code, Number, Order, Shape, Task
from autograder.checking.trace import Trace

Inputs = dict[str, Any]


def walk(
    x1: Any, x2: Any, t: Any, wx11: Any, wx21: Any, wx12: Any, wx22: Any, wx13: Any, wx23: Any,
    w14: Any, w24: Any, w34: Any, w15: Any, w25: Any, w35: Any, w46: Any, w56: Any, eta: Any,
) -> Inputs:  # fmt: skip
    """Lecture 001's three-layer walk: units 1 to 3, then 4 and 5, then 6; no biases."""
    n1 = wx11 * x1 + wx21 * x2
    n2 = wx12 * x1 + wx22 * x2
    n3 = wx13 * x1 + wx23 * x2
    a1, a2, a3 = sigmoid(n1), sigmoid(n2), sigmoid(n3)
    n4 = w14 * a1 + w24 * a2 + w34 * a3
    n5 = w15 * a1 + w25 * a2 + w35 * a3
    a4, a5 = sigmoid(n4), sigmoid(n5)
    n6 = w46 * a4 + w56 * a5
    y = sigmoid(n6)
    E = (t - y) ** 2 / 2
    return locals()


WALK = dict(
    x1=0.6, x2=-0.4, t=0.9, wx11=0.8, wx21=-0.5, wx12=-0.3, wx22=0.7, wx13=0.4, wx23=1.2,
    w14=0.5, w24=-0.6, w34=0.3, w15=-0.2, w25=0.9, w35=1.5, w46=1.3, w56=-1.1, eta=0.5,
)  # fmt: skip


def _layers(x: Any, layers: Inputs) -> Inputs:
    """n[j] = W[j] @ a[j-1] + b[j] and a[j] = f(n[j]) for as many layers as there are W[j]."""
    named, j = {"a[0]": x}, 1
    while f"W[{j}]" in layers:
        named[f"n[{j}]"] = layers[f"W[{j}]"] @ named[f"a[{j - 1}]"]
        if f"b[{j}]" in layers:
            named[f"n[{j}]"] = named[f"n[{j}]"] + layers[f"b[{j}]"]
        named[f"a[{j}]"] = sigmoid(named[f"n[{j}]"])
        j += 1
    return {**named, "top of n": named[f"n[{j - 1}]"], "y": named[f"a[{j - 1}]"]}


def squared(x: Any, t: Any, eta: Any = 0.1, **layers: Any) -> Inputs:
    """Sigmoid layers, as many as there are W[j], and the half squared error."""
    named = _layers(x, layers)
    return {**named, "E": ((t - named["y"]) ** 2).sum() / 2}


def below(top: Any, x: Any, **layers: Any) -> Inputs:
    """Whatever the loss: `top` is its gradient by the last layer's net input."""
    named = _layers(x, layers)
    return {**named, "E": (top * named["top of n"]).sum()}


def _plain(number: Any) -> float:
    return float(getattr(number, "value", number))


def _shifted(n: Any) -> Any:
    """The logits less the largest of their column: e**n then never overflows."""
    plain = np.vectorize(_plain)(n)
    return n - plain.max(axis=0, keepdims=True)


def softmax(n: Any) -> Inputs:
    """The probabilities of the classes, column by column."""
    e = exp(_shifted(n))
    return {"p": e / e.sum(axis=0)}


def likelihood(n: Any, t: Any) -> Inputs:
    """Softmax and the negative log-likelihood."""
    p = softmax(n)["p"]
    return {"p": p, "E": (t * log(p)).sum() * -1}


def three_logits(n1: Any, n2: Any, n3: Any, t1: Any, t2: Any, t3: Any) -> Inputs:
    """The same for one pattern with three classes, number by number."""
    e1, e2, e3 = exp(n1), exp(n2), exp(n3)
    e_sum = e1 + e2 + e3
    p1, p2, p3 = e1 / e_sum, e2 / e_sum, e3 / e_sum
    E = -(t1 * log(p1) + t2 * log(p2) + t3 * log(p3))
    return locals()


def classifier(x: Any, t: Any, eta: Any, l2: Any, **layers: Any) -> Inputs:
    """Sigmoid layers below a softmax, the negative log-likelihood and the L2 penalty."""
    named = _layers(x, layers)
    p = softmax(named["top of n"])["p"]
    squares = sum((W**2).sum() for name, W in layers.items() if name.startswith("W"))
    return {**named, "p": p, "E": (t * log(p)).sum() * -1 + l2 / 2 * squares}


def _away(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Numbers of either sign between 0.3 and 1.2 in size, so that every factor leaves its mark."""
    return random.choice([-1.0, 1.0], shape) * random.uniform(0.3, 1.2, shape)


def _draw_layers(random: np.random.Generator, sizes: list[int], bias: bool = True) -> Inputs:
    shapes = list(enumerate(zip(sizes[1:], sizes, strict=False), 1))
    weights = {f"W[{j}]": _away(random, *shape) for j, shape in shapes}
    biases = {f"b[{j}]": _away(random, shape[0], 1) for j, shape in shapes}
    return weights | biases if bias else weights


def draw_forward(random: np.random.Generator, patterns: int) -> Inputs:
    """Four layers, each of another width."""
    t = random.uniform(0.1, 0.9, (2, patterns))
    return {"x": _away(random, 3, patterns), "t": t} | _draw_layers(random, [3, 4, 2, 3, 2])


def draw_below(random: np.random.Generator, patterns: int) -> Inputs:
    """Three layers, and what arrives at the last net input."""
    given = {"top": _away(random, 2, patterns), "x": _away(random, 2, patterns)}
    return given | _draw_layers(random, [2, 3, 3, 2])


def draw_square(random: np.random.Generator, patterns: int) -> Inputs:
    """As many units in every layer, where NumPy takes the wrong matrix without a word."""
    t, eta = random.uniform(0.05, 0.95, (2, patterns)), float(random.uniform(0.1, 0.9))
    layers = _draw_layers(random, [2, 2, 2, 2], bias=False)
    return {"x": _away(random, 2, patterns), "t": t, "eta": eta} | layers


def _shares(random: np.random.Generator, classes: int, patterns: int) -> np.ndarray:
    """Targets that add up to 1 in each column. Zeros and ones alone would hide lost terms."""
    t = random.uniform(0.2, 1.0, (classes, patterns))
    return np.asarray(t / t.sum(axis=0))


def draw_logits(random: np.random.Generator, patterns: int) -> Inputs:
    """Four classes; one pattern has very large logits, one very small ones."""
    far = random.permutation([900.0, -900.0, *[0.0] * (patterns - 2)])
    return {"n": random.uniform(-2, 2, (4, patterns)) + far + random.uniform(-50, 50, patterns)}


def draw_likelihood(random: np.random.Generator, patterns: int) -> Inputs:
    """Logits and targets of patterns with four classes."""
    return {"n": _away(random, 4, patterns), "t": _shares(random, 4, patterns)}


STEPS = 3
LEARNT = Update("E", "W[1]", "W[2]", "b[1]", "b[2]")


def draw_training(random: np.random.Generator, patterns: int) -> Inputs:
    """A small classifier, where it starts, and the weights that it has before its last step."""
    start = _draw_layers(random, [2, 3, 3])
    fixed = {
        "x": _away(random, 2, patterns),
        "t": _shares(random, 3, patterns),
        "eta": float(random.uniform(0.1, 0.3)),
        "l2": float(random.uniform(0.05, 0.3)),
    }
    layers = start
    for _ in range(STEPS - 1):
        layers = LEARNT.truth(Trace(classifier, fixed | layers))
    old = {f"old {name}": value for name, value in start.items()}
    return fixed | {"steps": STEPS} | layers | old


def training(steps: Any, **inputs: Any) -> Inputs:
    """The last of the steps; `old W[j]` and `old b[j]` are where the first one started."""
    return classifier(**{name: v for name, v in inputs.items() if not name.startswith("old")})


Read = Callable[[str], Any]  # the value of a name


def _plain_softmax(n: np.ndarray, axis: int | None = 0) -> np.ndarray:
    e = np.exp(n - n.max(axis=axis, keepdims=True))
    return np.asarray(e / e.sum(axis=axis, keepdims=True))


OF_SOFTMAX = (
    Slip("softmax-over-patterns", lambda v: _plain_softmax(v("n"), axis=1)),
    Slip("softmax-over-all", lambda v: _plain_softmax(v("n"), axis=None)),
    Slip("not-yet-shares", lambda v: np.exp(v("n") - v("n").max(axis=0))),
    Slip("no-exponential", lambda v: v("n") / v("n").sum(axis=0)),
    Slip("sigmoid-for-softmax", lambda v: sigmoid(v("n"))),
    Slip("logarithm-of-it", lambda v: np.log(v("p"))),
)


def _by_slopes(p: Any, t: Any) -> Any:
    """The error that lecture 002's elementwise slope sends back through a softmax."""
    return -t / p * p * (1 - p)


OF_TOP_ERROR = (
    Slip("elementwise-softmax", lambda v: _by_slopes(v("p"), v("t"))),
    Slip("target-lost", lambda v: v("p")),
    Slip("stopped-early", lambda v: -v("t") / v("p"), "p"),
    Slip("extra-slope", lambda v: (v("p") - v("t")) * v("p") * (1 - v("p")), "the top layer"),
    Slip("target-class-alone", lambda v: (v("p") - v("t")) * v("t")),
)


def _class_by_class(error: Callable[[Any, Any], Any]) -> Callable[[Read], dict[str, Any]]:
    """The same slips with a name for each number."""
    return lambda v: {f"n{k}": error(v(f"p{k}"), v(f"t{k}")) for k in (1, 2, 3)}


OF_THREE = (
    Slip("elementwise-softmax", _class_by_class(_by_slopes)),
    Slip("target-lost", _class_by_class(lambda p, t: p)),
    Slip("stopped-early", _class_by_class(lambda p, t: -t / p), "p"),
    Slip("extra-slope", _class_by_class(lambda p, t: (p - t) * p * (1 - p)), "the top layer"),
    Slip("target-elsewhere", lambda v: {"n1": v("p1") - 1, "n2": v("p2"), "n3": v("p3")}),
    Slip("target-elsewhere", lambda v: {"n1": v("p1"), "n2": v("p2") - 1, "n3": v("p3")}),
)


LAYERS = (("W[1]", "b[1]"), ("W[2]", "b[2]"))


def _trained(
    v: Read,
    error: Callable[[Any, Any], Any] = lambda n, t: _plain_softmax(n) - t,
    steps: int = STEPS,
    l2: float = 1.0,
    of_biases: float = 0.0,
    turns: tuple[tuple[str, ...], ...] = (LEARNT.names,),
    forward_again: bool = True,
    penalty_last: bool = False,
) -> dict[str, Any]:
    """The weights after training with a slip: in the top error, the count, the penalty, the order.

    l2, of_biases: the penalty on weights and on biases, times the right one on weights.
    turns: which names change together. Those of a later turn go by gradients at what has changed
    before them, with the top error of a new forward pass or, if not forward_again, of the first.
    penalty_last: the penalty pulls at the weight that the data has moved.
    """
    x, eta = v("x"), v("eta")
    layers = {name: v(f"old {name}") for name in LEARNT.names}
    for _ in range(steps):
        top = None
        for names in turns:
            if top is None or forward_again:
                top = error(_layers(x, layers)["top of n"], v("t"))
            below_it = Trace(below, {"top": top, "x": x} | layers)
            for name, gradient in by_paths(Gradient("E", *names), below_it).items():
                pull = (l2 if name.startswith("W") else of_biases) * v("l2")
                moved = layers[name] - eta * gradient
                layers[name] = moved - eta * pull * (moved if penalty_last else layers[name])
    return layers


OF_TRAINING = (
    Slip("one-step-only", lambda v: _trained(v, steps=1)),
    Slip("a-step-too-many", lambda v: _trained(v, steps=STEPS + 1)),
    Slip("penalty-lost", lambda v: _trained(v, l2=0)),
    Slip("penalty-doubled", lambda v: _trained(v, l2=2)),
    Slip("penalty-without-eta", lambda v: _trained(v, l2=1 / v("eta"))),
    Slip("penalty-on-biases", lambda v: _trained(v, of_biases=1)),
    Slip("softmax-over-patterns", lambda v: _trained(v, lambda n, t: _plain_softmax(n, 1) - t)),
    Slip("softmax-over-all", lambda v: _trained(v, lambda n, t: _plain_softmax(n, None) - t)),
    Slip("sigmoid-for-softmax", lambda v: _trained(v, lambda n, t: sigmoid(n) - t)),
    Slip("ascent", lambda v: _trained(v, lambda n, t: t - _plain_softmax(n))),
    Slip("updated-too-early", lambda v: _trained(v, turns=LAYERS[::-1], forward_again=False)),
    Slip("updated-too-early", lambda v: _trained(v, turns=LAYERS[::-1])),
    Slip("updated-too-early", lambda v: _trained(v, turns=LAYERS)),
    Slip("updated-too-early", lambda v: _trained(v, penalty_last=True)),
    Slip(
        "elementwise-softmax", lambda v: _trained(v, lambda n, t: _by_slopes(_plain_softmax(n), t))
    ),
    Slip(
        "extra-slope",
        lambda v: _trained(v, lambda n, t: (p := _plain_softmax(n)) * (1 - p) * (p - t)),
        "the top layer",
    ),
    Slip(
        "averaged-in-a-sum",
        lambda v: _trained(v, lambda n, t: (_plain_softmax(n) - t) / t.shape[1]),
    ),
)

WIDE = {  # a 5-8-6-3 network and seven patterns; only the shapes matter
    "x": np.full((5, 7), 0.1),
    "t": np.full((3, 7), 0.5),
    "W[1]": np.full((8, 5), 0.2),
    "W[2]": np.full((6, 8), 0.2),
    "W[3]": np.full((3, 6), 0.2),
}


def handed_out(x: Any, t: Any, W: Any, eta: Any) -> Any:
    """The slide's rule as it is handed out: a weight one layer too low, and uphill."""
    a = [x]
    for matrix in W[1:]:
        a.append(sigmoid(matrix @ a[-1]))
    delta = [(y - t if y is a[-1] else y) * y * (1 - y) for y in a]
    for j in range(len(W) - 2, 0, -1):
        delta[j] = (W[j].T @ delta[j + 1]) * a[j] * (1 - a[j])
    return [None] + [W[j] + eta * delta[j] @ a[j - 1].T for j in range(1, len(W))]


def handed_out_error(n: Any, t: Any) -> Any:
    """The error in the top layer as it is handed out: each class with its own slope alone."""
    p = np.exp(n) / np.exp(n).sum(axis=0)
    return (-t / p) * p * (1 - p)


TASKS: list[Task] = [
    Choice(
        id="09-predict",
        title="what all gradients cost",
        right="a",
        hints={
            "b": "Every layer does have a step of its own on the way back. But forward passes also "
            "visit every layer: how many multiplications does one layer need in each direction?",
            "c": "That is what asking each weight on its own would cost, pushing it up and down. "
            "Which factors do all these gradients share?",
            "d": "Nothing in the backward pass meets two weights of one layer in a product. Write "
            "the shapes of W.T @ delta and of delta @ a.T below each other and count again.",
        },
        because="Each layer has two matrix products on the way back and one on the way forward, "
        "and all three are of the same size.",
    ),
    Code(
        id="09-forward",
        title="the forward pass of any number of layers",
        forward=squared,
        asks=Value("y"),
        call=("x", "W[]", "b[]"),
        draw=draw_forward,
        batches=(3, 4),
        points=2,
    ),
    Number(
        id="09-walk_a5",
        title="the activation of unit 5",
        forward=walk,
        given=WALK,
        asks=Value("a5"),
    ),
    Number(
        id="09-walk_delta1",
        title="the delta of unit 1",
        forward=walk,
        given=WALK,
        asks=Gradient("E", "n1"),
        points=2,
    ),
    Number(
        id="09-walk_w14",
        title="the new weight from unit 1 to unit 4",
        forward=walk,
        given=WALK,
        asks=Update("E", "w14"),
    ),
    Choice(
        id="09-slopes",
        title="what the update rule of the walk lacks",
        right="c",
        hints={
            "a": "Divide the second column by the first: if only η were missing, what would the "
            "ratio be in all three layers?",
            "b": "The rule multiplies by the unit's own slope, f′(n1) for unit 1, so that one is "
            "in. Which units does the error pass before it reaches unit 1?",
            "d": "A lost sign would make the ratio −1 everywhere. Look at layer 3, where nothing "
            "lies behind the unit: what is its ratio?",
        },
        because="Every unit that the error passes on its way multiplies it by its own slope; in "
        "the last layer there is none to pass, so that layer alone is right.",
    ),
    Order(
        id="09-derivation",
        title="the derivation of the hidden deltas",
        steps={
            "A": "= Σ_k δ_k[j+1] · ∂n_k[j+1]/∂a_i[j] · ∂a_i[j]/∂n_i[j]",
            "B": "= (W[j+1]ᵀ δ[j+1])_i · f′(n_i[j])",
            "C": "δ_i[j] = ∂E/∂n_i[j]",
            "D": "= Σ_k δ_k[j+1] · W_ki[j+1] · f′(n_i[j])",
            "E": "= Σ_k ∂E/∂n_k[j+1] · ∂n_k[j+1]/∂n_i[j]",
        },
        after={"E": "C", "A": "E", "D": "A", "B": "D"},
    ),
    Shape(
        id="09-shape",
        title="the shape of a weight gradient in the middle",
        forward=squared,
        given=WIDE,
        asks=Gradient("E", "W[2]"),
    ),
    Code(
        id="09-backward",
        title="the backward pass of any number of layers",
        forward=below,
        asks=Gradient("E", "W[1]", "W[2]", "W[3]", "b[1]", "b[2]", "b[3]"),
        call=("top", "W[]", "n[]", "a[]"),
        draw=draw_below,
        draws=2,
        batches=(3, 4),
        points=3,
    ),
    Choice(
        id="09-proof",
        title="which lines the gradient check accuses",
        right="b",
        hints={
            "a": "If the sign were the whole story, what would the ratio be in layers 1 and 2?",
            "c": "Layer 3 never uses the recursion: its delta is the first. What is its ratio, "
            "and what alone can make that?",
            "d": "A right step has the ratio 1 in every entry. Is there one?",
        },
        because="Layer 3 is off by −1 alone, before any recursion; layers 1 and 2 are off by more, "
        "so the recursion has a slip of its own.",
    ),
    Code(
        id="09-repair",
        title="the slide's rule, repaired",
        forward=squared,
        begins=handed_out,
        asks=Update("E", "W[1]", "W[2]", "W[3]"),
        call=("x", "t", "W[]", "eta"),
        draw=draw_square,
        draws=2,
        batches=(2, 3),
        points=2,
    ),
    Code(
        id="09-softmax",
        title="probabilities from logits of any size",
        forward=softmax,
        asks=Value("p"),
        call=("n",),
        draw=draw_logits,
        batches=(3, 5),
        slips=OF_SOFTMAX,
        points=2,
    ),
    Number(
        id="09-top",
        title="the error in the top layer, class by class",
        forward=three_logits,
        given=dict(n1=0.1, n2=-0.5, n3=0.8, t1=0.0, t2=0.0, t3=1.0),
        asks=Gradient("E", "n1", "n2", "n3"),
        slips=OF_THREE,
        points=3,
    ),
    Code(
        id="09-top_repair",
        title="the error in the top layer, repaired",
        forward=likelihood,
        begins=handed_out_error,
        asks=Gradient("E", "n"),
        call=("n", "t"),
        draw=draw_likelihood,
        batches=(3, 5),
        slips=OF_TOP_ERROR,
    ),
    Number(
        id="09-slopes_of_p",
        title="the Jacobian of a softmax",
        forward=softmax,
        given={"n": np.log([0.5, 0.3, 0.2])},
        asks=Jacobian("p", "n"),
        slips=(
            Slip("elementwise-softmax", lambda v: np.diag(v("p") * (1 - v("p")))),
            Slip(
                "all-gain",
                lambda v: (both := np.outer(v("p"), v("p"))) + np.diag(v("p") - 2 * np.diag(both)),
            ),
        ),
    ),
    Choice(
        id="09-cover",
        title="the slip in the cover slide's derivation",
        right=2,
        hints={
            1: "The derivative of ln u is 1/u, and that of ln(1 − u) is −1/(1 − u): both stand "
            "there. Which line is the first whose number differs?",
            3: "Multiply the brackets of a right line 2 out: t/p times p (1 − p) gives t (1 − p). "
            "So is line 3 wrong, or does it no longer follow from what stands above it?",
            4: "−(t − tp − p + tp) is p − t. That line is right: go further up.",
        },
        because="∂p/∂n of the sigmoid is the product p (1 − p); a minus sign took its place, and "
        "the next line quietly goes on from the right formula.",
    ),
    Code(
        id="09-train",
        title="the training loop",
        forward=training,
        asks=LEARNT,
        call=("x", "t", "old W[]", "old b[]", "eta", "l2", "steps"),
        draw=draw_training,
        draws=2,
        batches=(4, 5),
        slips=OF_TRAINING,
        points=3,
    ),
]
