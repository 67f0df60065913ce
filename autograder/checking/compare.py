"""When two numbers agree: one policy for hand answers, one for code.

Code: 1e-6 relative (1e-4 if the student computes in float32, which carries seven digits). Hand
answers: gradients within 2 % relative, activations and losses within 3e-4, net inputs within 1e-3.
An updated weight is compared by its step, since a right, a missing and a flipped update of a small
gradient can print the same digits.
"""

import numpy as np

from autograder.checking.asks import Kind

HAND_ABSOLUTE = {"activation": 3e-4, "pre-activation": 1e-3}
HAND_RELATIVE = 0.02


def distance(
    value: np.ndarray,
    target: np.ndarray,
    kind: Kind,
    by_hand: bool,
    single: bool = False,
    old: np.ndarray | float = 0.0,
) -> float:
    """How far a value is from a target, in units of what is allowed: at most 1 is accepted.

    old: the weight before the step, for kind "update".
    """
    if not by_hand:
        # The largest entry sets the scale below which an entry of the same array counts as zero.
        allowed = (1e-4 if single else 1e-6) * np.maximum(
            np.abs(target), 1e-3 * np.max(np.abs(target), initial=0.0)
        )
    elif kind in HAND_ABSOLUTE:
        allowed = np.full_like(target, HAND_ABSOLUTE[kind])
    else:
        allowed = HAND_RELATIVE * np.abs(target - old if kind == "update" else target)
    gap = np.abs(value - target)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(gap == 0, 0.0, gap / allowed)
    return float(np.max(ratio, initial=0.0))
