"""Each exact value against a second oracle that shares no code with the package.

The networks are stated once more, in the lectures' own symbols. Rational ones run in fractions,
where a central difference of step 1 is the exact derivative of a quadratic; the others in mpmath
at 80 digits with numerical differentiation.
"""

import csv
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest

from autograder.numbers import find

FACTS = list(
    csv.DictReader(Path(__file__).with_name("facts.csv").read_text(encoding="utf-8").splitlines())
)


class Steps(dict):
    """Values by name, some of them held fixed whatever is computed for them."""

    def __init__(self, given, held):
        super().__init__(given | held)
        self.held = held

    def __setitem__(self, name, value):
        super().__setitem__(name, self.held.get(name, value))


def sigma(n):
    return 1 / (1 + mpmath.exp(-n))


def linear(v):
    for i in "12":
        v["score" + i] = sum(v[f"W{i}{j}"] * v[f"x{j}"] for j in "1234")


def x_by_sum(v):
    v["q"] = v["y"] + v["z"]
    v["f"] = v["x"] * v["q"]


def sum_by_z(v):
    v["q"] = v["x"] + v["y"]
    v["f"] = v["q"] * v["z"]


def norm(v):
    for i in "12":
        v["q" + i] = sum(v[f"W{i}{j}"] * v[f"x{j}"] for j in "12")
    v["f"] = v["q1"] ** 2 + v["q2"] ** 2


def pixel(v):
    v["sum"] = sum(v[f"p{i}"] * v[f"w{i}"] for i in "1234")


def squashed_pixel(v):
    pixel(v)
    v["squash_sum1"] = sigma(v["sum"])


def errors(v):
    for i in "1234":
        v["e" + i] = abs(v["t" + i] - v["o" + i])
    v["total"] = sum(v["e" + i] for i in "1234")


def sigmoid_net(v, hidden, outputs, targets):
    """`hidden` and `outputs`: (net input, activation, {source: weight}, bias or None) a unit."""
    for n, a, sources, bias in hidden + outputs:
        v[n] = sum(v[source] * v[weight] for source, weight in sources.items())
        if bias:
            v[n] = v[n] + v[bias]
        v[a] = sigma(v[n])
    v["E"] = sum((v[t] - v[unit[1]]) ** 2 for t, unit in zip(targets, outputs, strict=True)) / 2


def net_221(v):
    sigmoid_net(
        v,
        [
            ("z_a", "h_a", {"x1": "w1", "x2": "w3"}, None),
            ("z_b", "h_b", {"x1": "w2", "x2": "w4"}, None),
        ],
        [("z_c", "y", {"h_a": "w5", "h_b": "w6"}, None)],
        ["yt"],
    )


def net_322(v):
    sigmoid_net(
        v,
        [
            ("z_a", "h_a", {"x1": "w1", "x2": "w3", "x3": "w5"}, "b1"),
            ("z_b", "h_b", {"x1": "w2", "x2": "w4", "x3": "w6"}, "b2"),
        ],
        [
            ("z_c", "y1", {"h_a": "w7", "h_b": "w9"}, "b3"),
            ("z_d", "y2", {"h_a": "w8", "h_b": "w10"}, "b4"),
        ],
        ["yt1", "yt2"],
    )


def circuit(v):
    v["w0x0"], v["w1x1"] = v["w0"] * v["x0"], v["w1"] * v["x1"]
    v["sum"] = v["w0x0"] + v["w1x1"]
    v["s"] = v["sum"] + v["w2"]
    v["neg_s"] = -v["s"]
    v["exp"] = mpmath.exp(v["neg_s"])
    v["den"] = 1 + v["exp"]
    v["f"] = 1 / v["den"]


def linear_net(v):
    v["h1"] = v["i1"] * v["w1"] + v["i2"] * v["w2"]
    v["h2"] = v["i1"] * v["w3"] + v["i2"] * v["w4"]
    v["prediction"] = v["h1"] * v["w5"] + v["h2"] * v["w6"]
    v["Error"] = (v["prediction"] - v["t"]) ** 2 / 2


def given(text):
    return dict(pair.split("=") for pair in text.split())


IMAGE = "p1=0.5 p2=0 p3=-0.75 p4=0.75 "
SECOND = given(IMAGE + "w1=-0.2 w2=0.6 w3=0.84 w4=-0.5")
QZ = given("x=-2 y=5 z=-4")
CIRCUIT = given("w0=2 x0=-1 w1=-3 x1=-2 w2=-3")
WEIGHTS = " ".join(f"w{i}={i / 10}" for i in range(1, 10))
NETWORKS = {  # prefix of the ids: (forward, given, whether it runs in fractions)
    "bristol.linear": (
        linear,
        given(
            "x1=56 x2=89 x3=10 x4=43 W11=0.2 W12=0.4 W13=1.3 W14=2 W21=0 W22=-2.3 W23=0.1 W24=-1.3"
        ),
        True,
    ),
    "bristol.xyz": (x_by_sum, given("x=3 y=4 z=-2"), True),
    "bristol.norm": (norm, given("W11=0.3 W12=-0.5 W21=0.7 W22=0.1 x1=0.3 x2=0.7"), True),
    "aksoy.pixel": (pixel, SECOND, True),
    "aksoy.pixel1": (pixel, given(IMAGE + "w1=1 w2=1 w3=1 w4=1"), True),
    "aksoy.pixel2": (pixel, SECOND, True),
    "aksoy.errtable": (errors, given("o1=.5 o2=.75 o3=-.25 o4=-.75 t1=0 t2=0 t3=0 t4=1"), True),
    "aksoy.221": (
        net_221,
        given("x1=0.23 x2=0.82 yt=1 w1=0.1 w2=0.5 w3=0.4 w4=0.3 w5=0.2 w6=0.6 eta=0.7"),
        False,
    ),
    "aksoy.322": (
        net_322,
        given(f"x1=1 x2=4 x3=5 yt1=0.1 yt2=0.05 {WEIGHTS} w10=0.1 eta=0.01")
        | given("b1=0.5 b2=0.5 b3=0.5 b4=0.5"),
        False,
    ),
    "aksoy.qz": (sum_by_z, QZ, True),
    "sayrol.qz": (sum_by_z, QZ, True),
    "aksoy.sig": (circuit, CIRCUIT, False),
    "aksoy.sig.fig": (circuit, CIRCUIT, False),
    "sayrol.sig": (circuit, CIRCUIT, False),
    "sayrol.norm": (norm, given("W11=0.1 W12=0.5 W21=-0.3 W22=0.8 x1=0.2 x2=0.4"), True),
    "torok.hmk": (
        linear_net,
        given("i1=2 i2=3 t=1 w1=0.11 w2=0.21 w3=0.12 w4=0.08 w5=0.14 w6=0.15 eta=0.05"),
        True,
    ),
}
ODD = {  # where an id does not say by itself what is asked
    "aksoy.pixel1.w": "w1",
    "aksoy.sig.d_den": "df_dden",
    "aksoy.sig.d_exp": "df_dexp",
    "aksoy.sig.grad_L": "df_df",
    "aksoy.sig.fig.df_dneg": "df_dneg_s",
    "aksoy.sig.fig.df_dm0": "df_dw0x0",
    "aksoy.sig.fig.df_dm1": "df_dw1x1",
    "sayrol.sig.df_db": "df_dw2",
    "torok.hmk.a": "eta",
    "torok.hmk.Delta": "dError_dprediction",
}
UNITS = {kind + unit: f"{kind}_{unit}" for kind in "zh" for unit in "abcd"}


def run(forward, values, held=None):
    steps = Steps(values, held or {})
    forward(steps)
    return steps


def slope(forward, values, of, by, rational):
    of, by = ({"E": "Error"}.get(n, n) if "i1" in values else UNITS.get(n, n) for n in (of, by))

    def varied(x):
        return run(forward, values, {by: x})[of]

    here = run(forward, values)[by]
    return (varied(here + 1) - varied(here - 1)) / 2 if rational else mpmath.diff(varied, here)


def updated(forward, values, rational):
    out = "Error" if "i1" in values else "E"
    learned = [name for name in values if re.fullmatch(r"[wb]\d+", name)]
    steps = {n: slope(forward, values, out, n, rational) * values["eta"] for n in learned}
    return values | {name: values[name] - step for name, step in steps.items()}


def oracle(id):
    prefix, _, name = id.rpartition(".")
    stepped = prefix.endswith(".step1") or name.endswith("_new")
    prefix, name = prefix.removesuffix(".step1"), ODD.get(id, name.removesuffix("_new"))
    forward, texts, rational = NETWORKS[prefix]
    if name == "squash_sum1":
        forward, texts, rational = squashed_pixel, SECOND, False
    values = {key: Fraction(text) for key, text in texts.items()}
    if not rational:
        values = {key: mpmath.mpf(v.numerator) / v.denominator for key, v in values.items()}
    if stepped:
        values = updated(forward, values, rational)
    if derivative := re.fullmatch(r"(a_)?d(\w+?)_d(\w+)", name):
        times, of, by = derivative.groups()
        return slope(forward, values, of, by, rational) * (values["eta"] if times else 1)
    return run(forward, values)[name]


@pytest.mark.parametrize("id", [fact["id"] for fact in FACTS])
def test_does_a_second_oracle_find_the_same_value_to_45_digits(id):
    ours = find(id).exact
    with mpmath.workdps(80):
        truth = oracle(id)
        if isinstance(truth, int | Fraction):
            assert Fraction(ours) == truth
        else:
            assert abs(mpmath.mpf(str(ours)) / truth - 1) < mpmath.mpf("1e-45")


def test_does_the_snapshot_hold_the_first_twelve_digits():
    for fact in FACTS:
        ours, snapshot = find(fact["id"]).exact, Decimal(fact["exact"])
        assert abs(ours - snapshot) <= Decimal("0.5").scaleb(snapshot.adjusted() - 11), fact["id"]
