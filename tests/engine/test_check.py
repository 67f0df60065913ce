"""Does the gradient check print both numbers, catch mistakes and know a kink?"""

import numpy as np
import pytest
from backprop import Graph, Network, gradient_check


def test_are_both_numbers_printed(capsys):
    assert gradient_check(Graph("x * y"), x=3, y=4)
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].split() == ["parameter", "numerical", "analytic"]
    assert printed.splitlines()[1].split() == ["x", "4", "4"]
    assert "2 of 2 gradients agree" in printed


def test_is_a_wrong_gradient_caught_and_shown_first(capsys):
    w = np.arange(30.0)
    wrong = 2 * w
    wrong[29] *= 1.001
    check = gradient_check(lambda w: np.sum(w**2), w, wrong)
    assert not check
    assert np.flatnonzero(check.wrong).tolist() == [29]
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("w[29]") and lines[1].endswith("WRONG")
    assert "... and 10 more" in lines


@pytest.mark.parametrize("spoil", ["W", "b"])
def test_is_a_wrong_gradient_of_a_network_caught(spoil, monkeypatch):
    net = Network([3, 2, 2])
    honest = Network.backward

    def forgetful(self, t):
        honest(self, t)
        (self.dW if spoil == "W" else self.db)[1][0, 0] *= 1.01

    monkeypatch.setattr(Network, "backward", forgetful)
    check = gradient_check(net, [1, 4, 5], [0.1, 0.05], quiet=True)
    assert [check.names[k] for k in np.flatnonzero(check.wrong)] == [f"{spoil}[1][0,0]"]


def test_is_a_kink_said_and_not_failed(capsys):
    assert gradient_check(Graph("relu(x) + max(y, z)"), x=0, y=2, z=2)
    assert "3 at a kink, where there is no derivative" in capsys.readouterr().out
    net = Network([2, 3, 1], f=["relu", "linear"], bias=False, init=0.0)
    net.W[2] = [[1.0, 2.0, 3.0]]
    check = gradient_check(net, [1.0, 1.0], [1.0], quiet=True)
    assert check and check.kink[:6].all() and not check.kink[6:].any()
    large = Network([20, 20, 1], f=["relu", "linear"], bias=False, init=0.0)
    large.W[2] = np.ones((1, 20))
    check = gradient_check(large, np.ones((20, 1)), [1.0], quiet=True)
    assert check and check.kink[:400].all() and not check.kink[400:].any()
    assert gradient_check(lambda w: abs(w), 0.0, 1.0, quiet=True)


def test_is_a_wrong_gradient_away_from_a_kink_not_excused():
    check = gradient_check(lambda w: abs(w) + w**2, np.array(1e-3), 1.0, quiet=True)
    assert not check


def test_is_a_network_of_thousands_of_weights_checked_in_one_go():
    net = Network([40, 30, 20, 5], f=["relu", "tanh", "softmax"], l2=0.01, seed=2)
    rng = np.random.default_rng(1)
    check = gradient_check(net, rng.normal(size=(40, 3)), np.eye(5)[:, [0, 3, 1]], quiet=True)
    assert check
    assert len(check.names) == 40 * 30 + 30 + 30 * 20 + 20 + 20 * 5 + 5


def test_does_a_check_leave_the_graph_as_it_was():
    graph = Graph("x * y")
    gradient_check(graph, quiet=True, x=3, y=4)
    assert (graph.output.value, graph.node("x").grad) == (12.0, 4.0)
