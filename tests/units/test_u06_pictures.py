"""Do the shared style and the pictures of unit 06 say what they show, without colour too?"""

import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from backprop.widgets.activation_slope import activation_slope
from backprop.widgets.decision_field import decision_field
from backprop.widgets.hidden_plane import hidden_plane
from backprop.widgets.loss_curve import loss_curve
from backprop.widgets.network_diagram import network_diagram
from backprop.widgets.style import NEGATIVE, PALE, POSITIVE, Picture, picture, signed, styled
from matplotlib.patches import Circle

WEIGHTS = [np.array([[0.1, -0.4], [0.5, 0.3]]), np.array([[0.2, -0.6]])]
UNITS = [["x1", "x2"], ["a", "b"], ["c"]]
X, T = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])


def texts(figure: Picture) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_does_a_dash_tell_the_sign_and_width_the_size():
    axes = network_diagram(WEIGHTS, UNITS, "A network.").axes[0]
    ravelled = np.concatenate([np.ravel(W) for W in WEIGHTS])
    assert [line.is_dashed() for line in axes.lines] == [w < 0 for w in ravelled]
    assert [line.get_color() == NEGATIVE for line in axes.lines] == [w < 0 for w in ravelled]
    widths = [line.get_linewidth() for line in axes.lines]
    assert np.argsort(widths).tolist() == np.argsort(abs(ravelled), kind="stable").tolist()


def test_is_zero_a_thin_positive_line():
    assert signed(0.0) == {"color": POSITIVE, "linestyle": "-", "linewidth": 1.0}
    assert signed(-3.0, biggest=0.0)["linewidth"] == 1.0


def test_does_the_diagram_show_names_values_and_deltas_with_a_true_minus():
    names = [np.array([["w1", "w3"], ["w2", "w4"]]), np.array([["w5", "w6"]])]
    values = [[0.23, 0.82], [0.58686, 0.58928], [0.6156]]
    deltas = [[None, None], [-0.0044, -0.0132], [-0.091]]
    shown = texts(network_diagram(WEIGHTS, UNITS, "", values, deltas, names))
    assert {"w3 = −0.4", "w6 = −0.6", "0.5869", "0.23", "δ = −0.0132", "δ = −0.0910"} <= set(shown)
    assert sum(text.startswith("δ") for text in shown) == 3


@pytest.mark.parametrize("path", [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0]])
def test_is_only_the_path_drawn_boldly(path):
    axes = network_diagram(WEIGHTS, UNITS, "", path=path).axes[0]
    pairs = [(k, to, s) for k, W in enumerate(WEIGHTS) for (to, s), _ in np.ndenumerate(W)]
    on = [(path[layer], path[layer + 1]) == (source, to) for layer, to, source in pairs]
    assert [line.get_color() != PALE for line in axes.lines] == on
    assert sum(on) == 2
    rings = [patch.get_edgecolor() for patch in axes.patches if isinstance(patch, Circle)]
    assert sum(ring != mpl.colors.to_rgba(PALE) for ring in rings) == 3


def test_do_the_dots_lie_on_the_curves():
    figure = activation_slope(np.tanh, lambda n: 1 - np.tanh(n) ** 2, {"n": 0.5}, "Curves.")
    upper, lower = figure.axes
    dots = [line for axes in (upper, lower) for line in axes.lines if line.get_marker() == "o"]
    assert [line.get_ydata()[0] for line in dots] == pytest.approx([np.tanh(0.5), 0.7864477])
    tangent = upper.lines[1].get_xydata()
    (rise,) = np.diff(tangent[:, 1]) / np.diff(tangent[:, 0])
    assert rise == pytest.approx(0.7864477)


def test_does_the_loss_curve_name_runs_marks_and_floor():
    figure = loss_curve({"p": [4.0, 2.0, 1.0], "q": [4.0, 3.0]}, "", [2], floor={"least": 0.5})
    assert {"1.0000", "least"} <= set(texts(figure))
    curves = figure.axes[0].lines[:2]
    assert [line.is_dashed() for line in curves] == [False, True]
    assert [text.get_text() for text in figure.axes[0].get_legend().get_texts()] == ["p", "q"]


def test_does_the_field_draw_its_half_only_where_there_is_one():
    flat = decision_field({"flat": lambda x: 0 * x[:1] + 0.5}, X, T, "").axes[0]
    steep = decision_field({"steep": lambda x: 1.0 * (x[:1] > 0.5)}, X, T, "").axes[0]
    assert len(steep.collections) == len(flat.collections) + 1


def test_do_marks_tell_the_target_without_colour():
    axes = decision_field({"flat": lambda x: 0 * x[:1]}, X, T, "").axes[0]
    found = {line.get_marker(): line.get_xydata().tolist() for line in axes.lines}
    assert found == {"o": [[0, 0], [1, 1]], "s": [[0, 1], [1, 0]]}


def test_does_the_line_in_the_hidden_plane_belong_to_the_output_unit():
    w, b = np.array([[2.0, -4.0]]), 1.0
    right = hidden_plane(X, X, T, w, b, "").axes[1]
    (line,) = (line for line in right.lines if line.get_linestyle() == "--")
    assert line.get_xydata() @ w[0] + b == pytest.approx(0)


def test_does_the_sentence_stand_below_the_picture_and_nowhere_else(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **how: shown.append((data, how)))
    figure, _ = picture(4, 2, "What it shows.")
    figure._ipython_display_()
    (image, how), (said, _) = shown
    assert said == {"text/markdown": "*What it shows.*", "text/plain": "What it shows."}
    alt = image["text/plain"]
    assert how["metadata"]["image/png"] == {"alt": alt, "width": 400, "height": 200}
    assert alt and "What it shows." not in alt


def test_is_a_picture_the_same_bytes_each_time():
    draw = [network_diagram(WEIGHTS, UNITS, "").png() for _ in range(2)]
    assert draw[0] == draw[1]
    assert draw[0].startswith(b"\x89PNG")


def test_does_drawing_leave_matplotlib_as_it_was():
    before = dict(mpl.rcParams)

    @styled
    def fails():
        assert mpl.rcParams["axes.spines.top"] is False
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        fails()
    assert dict(mpl.rcParams) == before


def test_do_the_pictures_need_no_pyplot(root):
    lines = (
        "import sys; sys.path.insert(0, 'course')",
        "from backprop.widgets.loss_curve import loss_curve",
        "loss_curve({'E': [1.0, 0.5]}, 'Falls.').png()",
        "assert 'matplotlib.pyplot' not in sys.modules",
    )
    subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=root, check=True)
