"""Does training follow its formulas, allocate nothing, and stop when it must?"""

import copy
import pickle
import tracemalloc

import numpy as np
import pytest
from backprop import Network, decaying, gradient_check, train
from backprop.initialise import INITIALISERS, gaussian

X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
XOR = np.array([[0.0, 1.0, 1.0, 0.0]])


def test_does_a_2_2_1_network_learn_xor():
    history = train(Network([2, 2, 1], init=gaussian(1.0), seed=2), X, XOR, eta=2.0, epochs=5000)
    assert not history.diverged
    assert history.E[0] > 0.4 and history.E[-1] < 0.01
    assert len(history) == len(np.asarray(history)) == 5001
    assert "in 5000 epochs" in history.message


@pytest.mark.parametrize(("momentum", "decay"), [(0.0, 0.0), (0.9, 0.0), (0.5, 0.01)])
def test_do_momentum_and_decay_follow_their_formulas(momentum, decay):
    net = Network([2, 3, 1], seed=1)
    W, b = net.W[1].copy(), net.b[1].copy()
    v, u = np.zeros_like(W), np.zeros_like(b)
    for _ in range(5):
        net.forward(X)
        net.backward(XOR)
        v, u = momentum * v + net.dW[1], momentum * u + net.db[1]
        W, b = (1 - decay) * W - 0.3 * v, b - 0.3 * u
        net.step(0.3, momentum, decay)
        np.testing.assert_allclose(net.W[1], W, rtol=1e-13)
        np.testing.assert_allclose(net.b[1], b, rtol=1e-13)


def test_does_an_update_reach_every_parameter_of_a_network_of_many_blocks():
    net = Network([300, 100, 10], l2=0.5, seed=1)
    net.forward(np.ones((300, 2)))
    net.backward(np.ones((10, 2)))
    before, slopes = net.parameters.flat.copy(), net.gradients.flat.copy()
    net.step(0.1, momentum=0.9)
    np.testing.assert_allclose(net.parameters.flat, before - 0.1 * slopes, rtol=1e-13, atol=1e-16)


def test_does_a_decaying_eta_fall_as_written():
    history = train(Network([2, 1]), X, XOR, eta=decaying(0.5, 1.0), epochs=3)
    assert history.eta == pytest.approx([0.5, 0.25, 0.5 / 3])


def test_does_every_epoch_visit_every_pattern_once_in_a_new_order():
    seen = []

    class Spy(Network):
        def backward(self, t):
            seen.append(t.ravel().tolist())
            super().backward(t)

    t = np.arange(7.0)[None, :]
    train(Spy([1, 1], f="linear"), t / 10, t, eta=0.001, epochs=2, batch=3, seed=4)
    assert [len(batch) for batch in seen] == [3, 3, 1, 3, 3, 1]
    first, second = ([t for batch in epoch for t in batch] for epoch in (seen[:3], seen[3:]))
    assert sorted(first) == sorted(second) == t.ravel().tolist()
    assert first != second


def test_is_a_batch_of_all_patterns_the_whole_set_in_another_order():
    whole, shuffled = Network([2, 3, 1], seed=3), Network([2, 3, 1], seed=3)
    expected = train(whole, X, XOR, eta=0.5, epochs=9)
    found = train(shuffled, X, XOR, eta=0.5, epochs=9, batch=4)
    np.testing.assert_allclose(found.E, expected.E, rtol=1e-12)
    np.testing.assert_allclose(shuffled.parameters.flat, whole.parameters.flat, rtol=1e-11)


def test_does_training_stop_with_a_message_when_it_diverges():
    history = train(Network([2, 3, 1], f="linear"), X, XOR, eta=50.0, epochs=1000)
    assert history.diverged
    assert len(history) < 20
    assert "eta = 50 is too large: try a tenth of it" in history.message


def test_does_a_steady_training_loop_keep_no_memory():
    net, x = Network([50, 200, 10], f="tanh"), np.ones((50, 200))
    t = np.zeros((10, 200))

    def steps(count):
        for _ in range(count):
            net.forward(x)
            net.loss(t)
            net.backward(t)
            net.step(0.001, 0.9)

    steps(2)
    tracemalloc.start()
    steps(20)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 20_000
    assert peak < 100_000, "a hidden layer alone is 320,000 bytes: none may be made anew"


def test_are_results_copied_out_of_the_buffers():
    net = Network([2, 1])
    first = net.forward([0.0, 1.0])
    kept = first.copy()
    net.forward([1.0, 0.0])
    np.testing.assert_array_equal(first, kept)


@pytest.mark.parametrize(("sizes", "same"), [([50, 4], True), ([4, 50], False)])
def test_is_a_wide_input_read_where_it_lies_and_none_ever_written(sizes, same):
    net, x = Network(sizes), np.random.default_rng(0).normal(size=(sizes[0], 6))
    before = x.copy()
    net.forward(x)
    net.backward(np.zeros((sizes[1], 6)))
    net.step(0.1)
    assert (net.a[0] is x) == same
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(net.a[0], before)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("hidden", [2, 5])
@pytest.mark.parametrize("way", [np.asfortranarray, lambda x: x[:, ::2], lambda x: x[::-1],
                                 lambda x: np.broadcast_to(x[:, :1], (3, 4)),
                                 lambda x: x.tolist(), lambda x: x.astype(np.float32)])  # fmt: skip
def test_does_it_not_matter_how_the_input_lies_in_memory(way, hidden, bias):
    x = way(np.random.default_rng(1).normal(size=(3, 8)))
    net, plain = (Network([3, hidden, 2], bias=bias) for _ in range(2))
    t = np.zeros((2, np.shape(x)[1]))
    for one, given in ((net, x), (plain, np.array(x, dtype=float, order="C"))):
        one.forward(given)
        one.backward(t)
    np.testing.assert_allclose(net.gradients.flat, plain.gradients.flat, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_does_a_copied_network_train_on_its_own(copied):
    net = Network([2, 3, 1], f=["relu", "linear"], l2=0.1, average=True, seed=5)
    twin, before = copied(net), net.parameters.flat.copy()
    for one in (twin, net):
        one.forward(X)
        one.backward(XOR)
    twin.step(0.5)
    np.testing.assert_array_equal(net.parameters.flat, before)
    net.step(0.5)
    np.testing.assert_array_equal(twin.W[1], net.W[1])
    assert not np.array_equal(net.parameters.flat, before)


def test_do_alternating_batch_sizes_give_the_same_gradients():
    net, rng = Network([2, 3, 1]), np.random.default_rng(0)
    for m in (1, 2, 3, 4, 5, 6, 1, 6, 2):
        assert gradient_check(net, rng.normal(size=(2, m)), rng.normal(size=(1, m)), quiet=True)


@pytest.mark.parametrize("name", INITIALISERS)
def test_has_each_initialiser_the_spread_its_source_states(name):
    W = Network([400, 300], init=name, seed=0).W[1]
    variance = {"zero": 0, "gaussian": 1e-4, "lecun": 1 / 400, "glorot": 2 / 700, "he": 2 / 400}
    assert np.var(W) == pytest.approx(variance[name], rel=0.02)


def test_are_zero_weights_a_point_that_training_never_leaves():
    net = Network([2, 3, 1], f="tanh", init=0.0)
    history = train(net, X, XOR * 0 + [[1.0, 1.0, -1.0, -1.0]], eta=0.5, epochs=20)
    assert not net.W[1].any() and history.E[-1] == history.E[0]


def test_do_equal_weights_keep_hidden_units_alike():
    net = Network([2, 3, 1], init=0.5)
    train(net, X, XOR, eta=0.5, epochs=20)
    np.testing.assert_allclose(net.W[1], net.W[1][[0, 0, 0]], rtol=1e-12)
