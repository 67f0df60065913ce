"""What the playground says of a run: how it stands, and whether the prediction of it was right."""

from __future__ import annotations

from ._run import ASKED, POINTS, Run, Settings, after
from .base import fmt

MOST = POINTS * 8 // 10
CHOICES = (f"all {POINTS}", f"{MOST} to {POINTS - 1}", f"fewer than {MOST}")


def verdict(guess: str, settings: Settings) -> str:
    """Is the guess right? Judged by the run itself, which is short enough to be made at once."""
    end = after(settings)
    right = POINTS - len(end.wrong())
    truth = CHOICES[0 if right == POINTS else 1 if right >= MOST else 2]
    number = f"after step {ASKED}, {right} of {POINTS} points are on the right side"
    if end.diverged:
        number = f"it diverges at step {end.step}: eta is too large"
    mark = "✓ Yes" if guess == truth else "✗ No"
    return f"{mark}: {number}.{why(settings)} Press Play to see it."


def why(s: Settings) -> str:
    """A reason that can be known from the settings alone."""
    if s.data != "linear" and (not s.hidden or s.f == "linear"):
        return " Without a nonlinear hidden layer the border is one straight line."
    if s.hidden and s.init == "zero" and s.f in ("tanh", "relu"):
        return " From zero weights only the last bias ever gets a gradient."
    if s.hidden and s.init in ("zero", "constant 0.5"):
        return " Units that start alike get the same gradient and stay alike: a layer counts as 1."
    return ""


def sentence(run: Run, wrong: list[int], E: float, before: Run | None) -> str:
    """How the run stands, and whether it repeats the one before it."""
    if run.diverged:
        return (
            f"Diverged: after step {run.step} the loss has left all bounds. The steps are too "
            "large. Choose a smaller eta."
        )
    start = f"Step {run.step}, epoch {fmt(run.epoch)}" if run.step else "Not trained yet"
    text = f"{start}: E = {fmt(E)} a point, {POINTS - len(wrong)} of {POINTS} points right."
    return f"{text}{again(run, before)}"


def again(run: Run, before: Run | None) -> str:
    """The same seed gives the same run: said once there are numbers to compare."""
    if before is None or not run.step or before.settings != run.settings:
        return ""
    every = max(run.every, before.every)
    ours, theirs = (one.losses[:: every // one.every] for one in (run, before))
    pairs = list(zip(ours, theirs, strict=False))
    equal = all(a == b for a, b in pairs)
    return f" Same seed: {len(pairs)} losses {'equal' if equal else 'UNLIKE'} the last run's."
