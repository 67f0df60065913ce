"""Mistakes that students make, as edits of the solutions: what the demo's class gets wrong.

A slip changes one answer: `old` is replaced by `new` in the lines between the solution markers, and
where `old` is empty, `new` takes the place of all of them. A test holds every slip to the sources
and to the name that grading finds for it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """One mistake. named: the misconception that grading should recognise, or empty."""

    task: str
    old: str
    new: str
    named: str


NO_SLOPE = (
    Slip("06-dE_dw5", "dE_dy * dy_dn_c * a_a", "dE_dy * a_a", "missing-f-prime"),
    Slip("06-dE_dw3", " * da_a_dn_a", "", "missing-f-prime"),
    Slip("06-backward", "(W2.T @ delta2) * f_prime(n1)", "W2.T @ delta2", "missing-f-prime"),
)
FLIPPED = (
    Slip("02-second_gradient", "-(2 - 1.7)", "(2 - 1.7)", "flipped-sign"),
    Slip("02-delta_rule", "W + eta * errors", "W - eta * errors", "ascent"),
    Slip("06-dE_dw5", "dE_dy * dy_dn_c * a_a", "-dE_dy * dy_dn_c * a_a", "flipped-sign"),
    Slip("06-backward", "(y - t)", "(t - y)", "flipped-sign"),
)
LOST_FACTOR = (
    Slip("02-delta_rule", "W + eta * errors", "W + errors", "lost-eta"),
    Slip("02-batch", "-all_errors @ x.T", "-all_errors @ x.T / x.shape[1]", "batch-averaged"),
    Slip("06-E", "(t - y) ** 2 / 2", "(t - y) ** 2", "doubled"),
    Slip("06-dE_dw3", " * dn_c_da_a", "", "lost-factor"),
)
# What the slides print, handed in where a function is asked for.
COPIED = (
    Slip("02-forward", "", "    return np.full((len(W), 1), 1.7)", "constant"),
    Slip("06-f_prime", "", "    return np.full(np.shape(n), 0.2366)", "constant"),
    Slip(
        "06-backward", "", "    return np.full((2, 2), -0.05), np.full((1, 2), -0.05)", "constant"
    ),
    Slip("06-dE_dw5", "", "dE_dw5 = -0.0533", ""),
    Slip("06-E", "", "E = 0.0739", ""),
)
# The units that the class hands in: those in which it slips.
UNITS = {slip.task[:2] for slip in (*NO_SLOPE, *FLIPPED, *LOST_FACTOR, *COPIED)}
