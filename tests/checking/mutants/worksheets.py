"""Backward passes on paper: plain numbers, one line a step."""

from typing import Any

from autograder.checking import arithmetic as ar
from autograder.checking.asks import Gradient, Update
from tests.checking.mutants.programs_a import NAMES as NAMES
from tests.checking.mutants.programs_a import f, f_prime, g
from tests.checking.networks import GIVEN, scalars

# Looked at while the checker was mended: the lecture's 2-2-1 network, and a serial chain.


def paper_221(x1, x2, t, w1, w2, w3, w4, w5, w6, eta):
    n_a = w1 * x1 + w3 * x2
    n_b = w2 * x1 + w4 * x2
    a_a = f(n_a)
    a_b = f(n_b)
    n_c = w5 * a_a + w6 * a_b
    y = f(n_c)
    # backward
    delta_c = -(t - y) * f_prime(n_c)
    delta_a = delta_c * w5 * f_prime(n_a)
    delta_b = delta_c * w6 * f_prime(n_b)
    dw5 = delta_c * a_a
    dw3 = delta_a * x2
    dw2 = delta_b * x1
    dx1 = delta_a * w1 + delta_b * w2
    return {"w5": dw5, "w3": dw3, "w2": dw2, "x1": dx1}


def chain(x, t, w1, w2, w3, w4):
    a1 = w1 * x
    a2 = w2 * a1
    a3 = w3 * a2
    o = w4 * a3
    E = (t - o) ** 2 / 2
    return locals()


def paper_chain(x, t, w1, w2, w3, w4):
    a1 = w1 * x
    a2 = w2 * a1
    a3 = w3 * a2
    o = w4 * a3
    # backward
    do = o - t
    da3 = do * w4
    da2 = da3 * w3
    da1 = da2 * w2
    return {"w1": da1 * x, "w3": da3 * a2, "w4": do * a3, "a1": da1}


SEEN = [
    (paper_221, scalars, dict(GIVEN), Gradient, "E"),
    (paper_chain, chain, dict(x=0.7, t=1.2, w1=0.9, w2=-1.3, w3=0.6, w4=1.1), Gradient, "E"),
]

# Held out: a 3-2-2 network with biases, a training step of a linear 2-2-1 network, and gates.


def two_outputs(x1, x2, x3, t1, t2, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, b1, b2) -> Any:
    n1 = w1 * x1 + w3 * x2 + w5 * x3 + b1
    n2 = w2 * x1 + w4 * x2 + w6 * x3 + b1
    h1, h2 = ar.sigmoid(n1), ar.sigmoid(n2)
    n3 = w7 * h1 + w9 * h2 + b2
    n4 = w8 * h1 + w10 * h2 + b2
    y1, y2 = ar.sigmoid(n3), ar.sigmoid(n4)
    E = ((t1 - y1) ** 2 + (t2 - y2) ** 2) / 2
    return locals()


def paper_322(x1, x2, x3, t1, t2, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, b1, b2):
    n1 = w1 * x1 + w3 * x2 + w5 * x3 + b1
    n2 = w2 * x1 + w4 * x2 + w6 * x3 + b1
    h1 = f(n1)
    h2 = f(n2)
    n3 = w7 * h1 + w9 * h2 + b2
    n4 = w8 * h1 + w10 * h2 + b2
    y1 = f(n3)
    y2 = f(n4)
    # backward
    d3 = -(t1 - y1) * y1 * (1 - y1)
    d4 = -(t2 - y2) * y2 * (1 - y2)
    dh1 = d3 * w7 + d4 * w8
    dh2 = d3 * w9 + d4 * w10
    d1 = dh1 * h1 * (1 - h1)
    d2 = dh2 * h2 * (1 - h2)
    return {"w7": d3 * h1, "w1": d1 * x1, "w4": d2 * x2, "h1": dh1, "b2": d3 + d4}


def linear(x1, x2, t, w1, w2, w3, w4, w5, w6, eta) -> Any:
    h1 = w1 * x1 + w2 * x2
    h2 = w3 * x1 + w4 * x2
    o = w5 * h1 + w6 * h2
    E = (t - o) ** 2 / 2
    return locals()


def paper_linear(x1, x2, t, w1, w2, w3, w4, w5, w6, eta):
    h1 = w1 * x1 + w2 * x2
    h2 = w3 * x1 + w4 * x2
    o = w5 * h1 + w6 * h2
    # backward
    do = o - t
    dw6 = do * h2
    dw1 = do * w5 * x1
    w6_new = w6 - eta * dw6
    w1_new = w1 - eta * dw1
    return {"w6": w6_new, "w1": w1_new}


def gates(x, y, z, w) -> Any:
    q = x * y
    r = q + z
    s = r * w
    E = s * z
    return locals()


def paper_gates(x, y, z, w):
    q = x * y
    r = q + z
    s = r * w
    # backward
    ds = z
    dr = ds * w
    dz = dr + s
    return {"z": dz, "x": dr * y, "w": ds * r, "q": dr}


WIDE = dict(x1=1.0, x2=4.0, x3=5.0, t1=0.1, t2=0.05)
WIDE |= {f"w{k}": k / 10 for k in range(1, 11)} | {"b1": 0.5, "b2": 0.5}
NEAR = dict(WIDE, x1=0.6, x2=-0.4, x3=0.9, t1=0.9, w3=-0.7, w5=0.8, w8=-0.35, w10=1.2)
UNSEEN = [
    (paper_322, two_outputs, NEAR, Gradient, "E"),
    (
        paper_linear,
        linear,
        dict(x1=2.0, x2=3.0, t=1.0, w1=0.11, w2=0.21, w3=0.12, w4=0.08, w5=0.14, w6=0.15, eta=0.05),
        Update,
        "E",
    ),
    (paper_gates, gates, dict(x=-2.0, y=5.0, z=-4.0, w=3.0), Gradient, "E"),
]

# Held out, run for the first time at the end.


def biased(x1, x2, t, u1, u2, v1, v2, w1, w2, b, c) -> Any:
    n1 = u1 * x1 + u2 * x2 + b
    n2 = v1 * x1 + v2 * x2 + b
    h1, h2 = ar.tanh(n1), ar.tanh(n2)
    o = w1 * h1 + w2 * h2 + c
    E = (o - t) ** 2 / 2
    return locals()


def paper_biased(x1, x2, t, u1, u2, v1, v2, w1, w2, b, c):
    n1 = u1 * x1 + u2 * x2 + b
    n2 = v1 * x1 + v2 * x2 + b
    h1 = g(n1)
    h2 = g(n2)
    o = w1 * h1 + w2 * h2 + c
    # backward
    do = o - t
    d1 = do * w1 * (1 - h1**2)
    d2 = do * w2 * (1 - h2**2)
    return {"w2": do * h2, "u1": d1 * x1, "v2": d2 * x2, "b": d1 + d2}


def delta_rule(x1, x2, t, w1, w2, eta, lam) -> Any:
    n = w1 * x1 + w2 * x2
    y = ar.sigmoid(n)
    data = (t - y) ** 2 / 2
    penalty = lam * (w1**2 + w2**2) / 2
    E = data + penalty
    return locals()


def paper_delta_rule(x1, x2, t, w1, w2, eta, lam):
    n = w1 * x1 + w2 * x2
    y = f(n)
    # backward
    delta = (y - t) * y * (1 - y)
    dw1 = delta * x1 + lam * w1
    w1_new = w1 - eta * dw1
    return {"w1": w1_new}


def circuit(w0, x0, w1, x1, w2) -> Any:
    n = w0 * x0 + w1 * x1 + w2
    a = ar.sigmoid(n)
    E = a * w2
    return locals()


def paper_circuit(w0, x0, w1, x1, w2):
    n = w0 * x0 + w1 * x1 + w2
    a = f(n)
    # backward
    da = w2
    dn = da * f_prime(n)
    return {"w0": dn * x0, "x1": dn * w1, "w2": dn + a}


HELD_OUT = [
    (
        paper_biased,
        biased,
        dict(
            x1=0.8, x2=-1.1, t=0.4, u1=0.7, u2=-0.3, v1=-0.9, v2=0.5, w1=1.2, w2=-0.6, b=0.1, c=0.2
        ),
        Gradient,
        "E",
    ),
    (
        paper_delta_rule,
        delta_rule,
        dict(x1=1.4, x2=-0.9, t=0.9, w1=-0.7, w2=0.5, eta=0.8, lam=0.15),
        Update,
        "E",
    ),
    (paper_circuit, circuit, dict(w0=2.0, x0=-1.2, w1=-3.0, x1=-0.7, w2=0.6), Gradient, "E"),
]
