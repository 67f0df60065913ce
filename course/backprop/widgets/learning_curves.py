"""The loss against the steps of learning, one curve for each learning rate."""

from collections.abc import Mapping, Sequence

from backprop.widgets.style import DASHES, LINES, Picture, picture, styled


@styled
def learning_curves(curves: Mapping[float, Sequence[float]]) -> Picture:
    """curves: for each eta the loss before every step. Raises ValueError for more than four."""
    if len(curves) > len(LINES):
        raise ValueError(f"{len(curves)} curves, but only {len(LINES)} can be told apart")
    grows = [f"{eta:g}" for eta, losses in curves.items() if losses[-1] > 1.01 * losses[0]]
    ends = f"; with η = {' and '.join(grows)} it grows without end" if grows else ""
    says = (
        f"The loss after each step for {len(curves)} learning rates, on a logarithmic axis{ends}."
    )
    figure, axes = picture(7, 4, says)
    # Colour and dash both differ, so that a grey print tells the curves apart.
    styles = zip(LINES, DASHES, strict=True)
    for (eta, losses), (colour, dash) in zip(curves.items(), styles, strict=False):
        axes.plot(range(len(losses)), losses, color=colour, linestyle=dash, marker="o")
        axes.annotate(f"η = {eta:g}", (len(losses) - 1, losses[-1]), xytext=(8, 0),
                      textcoords="offset points", va="center")  # fmt: skip
    axes.set_yscale("log")
    axes.set_xlabel("step")
    axes.set_ylabel("loss E")
    axes.margins(x=0.02)
    return figure
