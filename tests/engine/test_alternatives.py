"""Do the two alternatives do what their formulas say, and nothing else?"""

import pickle

import numpy as np
import pytest
from backprop import Network, gradient_check, train
from backprop.alternatives import FeedbackAlignment, ForwardForward
from backprop.pixel_patterns import pixel_patterns

X, T = pixel_patterns(40)


def test_does_feedback_alignment_send_deltas_through_b():
    net = FeedbackAlignment([4, 5, 3, 4], ["tanh", "tanh", "softmax"], seed=2)
    net.forward(X)
    net.backward(T)
    delta = {3: net.a[3] - T}
    for j in (2, 1):
        delta[j] = (net.B[j] @ delta[j + 1]) * (1 - net.a[j] ** 2)
    for j in (1, 2, 3):
        np.testing.assert_allclose(net.dW[j], delta[j] @ net.a[j - 1].T, atol=1e-12)


def test_is_it_backpropagation_where_b_is_the_transpose():
    net = FeedbackAlignment([4, 5, 4], ["sigmoid", "softmax"])
    assert not gradient_check(net, X, T, quiet=True)
    net.B[1] = net.W[2].T.copy()
    assert gradient_check(net, X, T, quiet=True)
    assert net.angle(1) == pytest.approx(0, abs=1e-5)


def test_does_a_copy_keep_its_own_b():
    net = FeedbackAlignment([4, 5, 4], ["sigmoid", "softmax"], feedback_seed=7)
    twin = pickle.loads(pickle.dumps(net))
    for one in (net, twin):
        one.forward(X)
        one.backward(T)
    np.testing.assert_array_equal(twin.B[1], net.B[1])
    np.testing.assert_array_equal(twin.gradients.flat, net.gradients.flat)


def test_does_b_stay_while_w_turns_towards_it():
    net = FeedbackAlignment([4, 16, 4], ["tanh", "softmax"], average=True)
    B, before = net.B[1].copy(), net.angle(1)
    train(net, X, T, eta=0.1, epochs=60, batch=10, momentum=0.9)
    assert np.array_equal(net.B[1], B)
    assert net.angle(1) < before - 15


def test_does_a_layer_of_forward_forward_follow_its_own_gradient_alone():
    net = ForwardForward([4, 6, 5], 4, seed=1)
    kind = T.argmax(0)
    true, false = net.labelled(X, kind), net.labelled(X, (kind + 1) % 4)

    def E(j, W):
        u = np.hstack([true, false])
        for k in range(1, j + 1):
            a = np.maximum((W if k == j else old[k]) @ u, 0)
            g = np.sum(a**2, axis=0)
            u = a / (np.sqrt(g) + 1e-8)
        sign = np.repeat([-1, 1], 40)
        return np.sum(np.log1p(np.exp(sign * (g - net.theta)))) / 40

    old = [None, *(W.copy() for W in net.W[1:])]
    net.step(true, false, eta=0.1)
    for j in (1, 2):
        claimed = (old[j] - net.W[j]) / 0.1
        assert gradient_check(lambda W, j=j: E(j, W), old[j], claimed, quiet=True)


def test_does_every_way_learn_what_one_layer_cannot():
    x, t = pixel_patterns(400)
    rng = np.random.default_rng(0)
    alone = ForwardForward([4, 16, 16], 4)
    for _ in range(15):
        alone.epoch(x, t, 0.03, 0.9, 20, rng)
    assert np.mean(alone.answer(x) == t.argmax(0)) > 0.9
    for kind in (Network, FeedbackAlignment):
        for sizes, learns in (([4, 16, 16, 4], True), ([4, 4], False)):
            net = kind(sizes, ["tanh"] * (len(sizes) - 2) + ["softmax"], average=True)
            train(net, x, t, eta=0.1, epochs=15, batch=20, momentum=0.9)
            right = np.mean(net.forward(x).argmax(0) == t.argmax(0))
            assert right > 0.9 if learns else right < 0.5
