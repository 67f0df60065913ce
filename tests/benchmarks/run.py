"""Measure the engine beside its peers, on one core, and print one table.

    pip install .[bench]
    python tests/benchmarks/run.py

All figures but the chain's are ratios of medians of processor time, taken in turns in this run.
"""

import importlib.util
import os
import sys

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before NumPy is imported, which is why imports follow
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np  # noqa: E402 - after the threads are set

sys.path.insert(0, os.path.dirname(__file__))
import chains  # noqa: E402 - beside this script
import networks  # noqa: E402
import small_graphs  # noqa: E402
import surfaces  # noqa: E402
from timing import medians, row  # noqa: E402


def has(peer: str) -> bool:
    return importlib.util.find_spec(peer) is not None


def small() -> None:
    c = small_graphs.contenders()
    c |= {"micrograd": small_graphs.micrograd()} if has("micrograd") else {}
    c |= {"torch": small_graphs.torch()} if has("torch") else {}
    m = medians(c, 4)
    ratios = {name: m[name] / m["hand-written"] for name in m}
    row("2-2-1, forward + backward (hand-written floats = 1)", "flat code 1.5", ratios,
        ratios["flat code"] <= 1.5)  # fmt: skip
    if "micrograd" in m:
        times = {name: m["micrograd"] / m[name] for name in ("flat code", "graph")}
        row("the same, times faster than micrograd", "flat code 30, graph 2.5", times,
            times["flat code"] >= 30 and times["graph"] >= 2.5)  # fmt: skip


def million() -> None:
    found = chains.engine()
    met = found["build"] + found["backward"] <= 1.3 and found["bytes"] <= 180
    found["build + backward"] = found["build"] + found["backward"]
    found["replay"] = found["forward"] + found["backward"]
    if has("micrograd"):
        found["micrograd, build + backward"] = chains.micrograd()
    row("chain of 1,000,000 gates, us or bytes a gate", "build + backward 1.3 us, 180 bytes, "
        "replay 0.25 us", found, met and found["replay"] <= 0.25)  # fmt: skip


def steps() -> None:
    torch = has("torch")
    for dtype in (np.float64, np.float32):
        c = networks.contenders([2, 16, 16, 1], 256, relu=False, torch=torch, dtype=dtype)
        network_row(f"2-16-16-1 tanh, batch 256, {dtype.__name__}", c, 0.65, torch_times=8)
    for m in (64, 512):
        c = networks.contenders([784, 256, 128, 10], m, relu=True, torch=torch, momentum=0.9,
                                l2=1e-4)  # fmt: skip
        network_row(f"784-256-128-10, momentum + L2, batch {m}", c, 1.0,
                    products=1.1 if m == 512 else None)  # fmt: skip
    c = networks.contenders([64] * 101, 1, relu=False, torch=torch)
    network_row("100 layers of 64, tanh, batch 1", c, 0.6)


def network_row(
    work: str,
    c: dict[str, networks.Step],
    goal: float,
    *,
    products: float | None = None,
    torch_times: float | None = None,
) -> None:
    m = medians(c, 6)
    figures = {name: value / m["numpy"] for name, value in m.items()}
    met, wanted = figures["engine"] <= goal, f"engine {goal:g}"
    if products:
        figures["engine / products"] = m["engine"] / m["products"]
        met, wanted = met and figures["engine / products"] <= products, wanted + ", 1.1 x products"
    if torch_times and "torch" in m:
        figures["torch / engine"] = m["torch"] / m["engine"]
        figures["torch / (products + tanh)"] = m["torch"] / m["products + tanh"]
        met, wanted = met and figures["torch / engine"] >= torch_times, wanted + ", torch 8 x that"
    row(f"{work} (plain NumPy = 1)", wanted, figures, met)


def batched() -> None:
    m = medians({"loop": surfaces.surface_loop(10), "one call": surfaces.surface_call()}, 4)
    times = m["loop"] * 20 / m["one call"]
    row("error surface 200 x 200, times faster than the NumPy loop", "300", {"one call": times},
        times >= 300)  # fmt: skip
    m = medians(
        {
            "the engine in a loop": surfaces.check_by_engine(),
            "bare NumPy in a loop": surfaces.check_loop(),
            "": surfaces.check_call(),
        },
        4,
    )
    times = {name: value / m[""] for name, value in m.items() if name}
    row("gradient check 3-2-2, times faster than", "5", times,
        times["the engine in a loop"] >= 5)  # fmt: skip


if __name__ == "__main__":
    print("| work | measured | goal | reached |\n|---|---|---|---|")
    small()
    million()
    steps()
    batched()
