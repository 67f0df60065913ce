# %% [markdown]
# # Unit 11. Meaning and limits
#
# You have derived backpropagation, written it and trained with it. What exactly is it? What can a network with it do in principle, what not, where does it fail, and could a brain do it?
#
# All five lectures end with questions of this kind. Here they are not argued but measured, as far as a small computer can measure them.
#
# **What you will be able to do**
#
# - **O1** Say what backpropagation is, what it is not, and where else than in networks it works.
# - **O2** Compare three ways to a derivative (symbolic, numerical, automatic) by what they cost.
# - **O3** Say what to do where a function has no derivative.
# - **O4** Say what the universal approximation theorem promises, build the approximation by hand, and name what it does not promise.
# - **O5** Say why backpropagation is an unlikely model of the brain, and run two alternatives in an honest comparison.
#
# **Time** About 55 minutes in two sittings. First sitting: A what it is 14, B what a derivative costs 6, C kinks and steps 5. Second sitting: D one hidden layer 9, E without the exact way back 14, reflection and the end 7. One task is marked **Extra** (10). It takes 4 minutes more.
#
# **What you need** Units 06 and 09 (networks and deltas), unit 10 (training).

# %% [markdown]
# ## Set-up
#
# <div class="alert alert-info">
# Run the next cell first. If it stops with <code>ModuleNotFoundError</code>, this notebook runs in a Python that does not have the course. Close JupyterLab, activate the environment that you installed the course into, and open it again with <code>backprop lab</code>. The course's first page, <code>index.ipynb</code>, says what else to try.
# </div>
#
# **How to work.** Go from top to bottom, one cell at a time, with Shift+Enter. "Run all" would show you answers before the questions. Still stuck after Hint 3? Go on and come back: none of our later cells needs your answer.

# %%
import time

import numpy as np
from backprop import Graph, Network, sigmoid, train
from backprop.alternatives import FeedbackAlignment, ForwardForward
from backprop.pixel_patterns import pixel_patterns
from backprop.widgets.curve_fits import curve_fits
from backprop.widgets.learning_race import learning_race
from backprop.widgets.live.playground import Playground
from backprop.widgets.network_diagram import network_diagram

from autograder import check

# %% [markdown]
# ## The lectures' symbols and words, and ours
#
# | lecture | here |
# |---|---|
# | 001: "the learning algorithm" | forward, backward and update together; *backpropagation* is the backward pass alone |
# | 004: backprop-the-algorithm | backpropagation, as in all units before |
# | 004: backprop-the-framework | learning as optimisation by gradients, with all that comes with it |
# | 003: $g$; 004: $f$ | activation function $f$ |
# | 000, 001: reverse (backward) pass over a computational graph | backpropagation; in general *automatic differentiation in reverse mode* |
#
# ## A prediction to begin with
#
# On its way back an error passes $W[2]^T$, the very weights of the forward pass, turned around. Suppose a network cannot do that. In place of $W[2]^T$ it uses a matrix $B$ of random numbers, drawn once and never changed.

# %% tags=["nbval-ignore-output"]
network_diagram(
    [np.array([[0.6, -0.4], [0.3, 0.8]]), np.array([[0.7, -0.5]])],
    [["x1", "x2"], ["a", "b"], ["y"]],
    weight_names=[np.array([["w1", "w3"], ["w2", "w4"]]), np.array([["w5", "w6"]])],
    says="Forward, the hidden units a and b send their activations along w5 and w6. "
    "Backpropagation sends the error back along the very same w5 and w6.",
)

# %% [markdown]
# ### Task 1. Predict (1 point, O5)
#
# Such a network, with the random $B$, is trained on the four-pixel images of unit 10, which a network without a working hidden layer cannot tell apart. What happens?
#
# - `"a"` Its hidden weights get nonsense, and it stays at guessing.
# - `"b"` It learns, but it does not follow the gradient.
# - `"c"` Its loss goes up: a wrong direction is worse than none.
# - `"d"` It follows the gradient exactly, since $B$ can be absorbed into the weights.
#
# <details><summary>Hint 1</summary>How wrong may a direction be and still lead down?</details>
# <details><summary>Hint 2</summary>Any step at less than 90° to the steepest way down lowers the loss, if it is short.</details>
# <details><summary>Hint 3</summary>A neighbour: you walk downhill in fog with a compass that is 40° off. Do you arrive in the valley?</details>

# %% answer="11-predict"
prediction = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
prediction = "b"
### END SOLUTION

# %% check="11-predict"
check("11-predict", prediction)

# %% [markdown]
# ## A. What backpropagation is, and is not
#
# ### Not learning
#
# ### Task 2. A thousand backward passes (1 point, O1)
#
# A program calls `net.forward(x)` and `net.backward(t)` a thousand times, and nothing else. What has the network learnt?
#
# - `"a"` Nothing.
# - `"b"` As much as in a thousand steps with a small learning rate.
# - `"c"` A little: the gradients add up.
# - `"d"` Nothing if the weights were bad, something if they were good.
#
# <details><summary>Hint 1</summary>Which line of a training step changes a weight?</details>
# <details><summary>Hint 2</summary>Forward computes, backward measures slopes. Ask of each whether it writes to W.</details>
# <details><summary>Hint 3</summary>A neighbour: a hiker measures the slope under his feet a thousand times. How far down has he come?</details>

# %% answer="11-not_learning"
learnt = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
learnt = "a"
### END SOLUTION

# %% check="11-not_learning"
check("11-not_learning", learnt)

# %%
x, t = pixel_patterns(400)
net = Network([4, 16, 4], ["tanh", "softmax"], average=True)
net.forward(x)
before, W_before = net.loss(t), net.W[1].copy()
for _ in range(1000):
    net.forward(x)
    net.backward(t)
print("loss before and after a thousand passes:", f"{before:.3f}, {net.loss(t):.3f}")
print("weights unchanged:", np.array_equal(net.W[1], W_before))

# %% [markdown]
# Lecture 001 gives this a slide of its own: backpropagation is often taken for the whole of learning, and it is only the method that delivers the gradient. Another algorithm, such as stochastic gradient descent, uses it. Training a network has three parts: forward pass, backward pass, update.
#
# Lecture 004 adds a second distinction. The word has **two meanings**. *Backprop-the-algorithm* is what you wrote in units 05 to 09. *Backprop-the-framework* is the view around it: describe what is wanted by a loss, give the machine many adjustable numbers, and let gradients shape them. Criticism of one is not criticism of the other. "The brain does not transport weights" hits the algorithm. It says nothing about whether the brain improves something step by step. In the lecture's **levels of analysis**: the framework answers *what* is computed (a minimum is sought), the algorithm answers *how*, and the implementation, in neurons or in chips, is a third question.
#
# ### Not only for networks
#
# The same slide names a second misunderstanding: that backpropagation belongs to networks. It differentiates any computation made of differentiable steps. Here is one without a neuron in it. A debt of 100 grows by a factor of 1.1 each year, and then 30 is paid back:
#
# $$d_1 = g\cdot 100 - 30,\qquad d_2 = g\,d_1 - 30,\qquad d_3 = g\,d_2 - 30, \qquad g = 1.1.$$
#
# ### Worked: two years
#
# Forward, year by year. Then backward: $\delta_2 = \partial d_2/\partial d_2 = 1$, and one year earlier $\delta_1 = g\,\delta_2$. The factor $g$ is used in both years, so two paths lead from it to $d_2$, and paths add. Each brings its $\delta$ times what $g$ was multiplied by in that year.

# %%
g, start = 1.1, 100.0
d1 = g * start - 30
d2 = g * d1 - 30
delta2 = 1.0
delta1 = g * delta2
print(f"forward:  d1 = {g}·{start:g} − 30 = {d1:.1f}    d2 = {g}·{d1:.1f} − 30 = {d2:.1f}")
print(f"backward: δ2 = {delta2:g}    δ1 = {g}·1 = {delta1:g}")
print(
    f"∂d2/∂g = δ2·d1 + δ1·100 = {delta2 * d1:.1f} + {delta1 * start:.1f} = {delta2 * d1 + delta1 * start:.1f}"
)

# %% [markdown]
# ### Task 3. The third year (2 points, O1)
#
# By how much does $d_3$ grow for a small increase of $g$: what is $\partial d_3/\partial g$?
#
# <details><summary>Hint 1</summary>Along how many paths does g reach d₃?</details>
# <details><summary>Hint 2</summary>Forward first: d₁ and d₂. Then backward: δ₃ = 1, δ₂ = g δ₃, δ₁ = g δ₂. Each year adds its δ times what g was multiplied by in that year.</details>
# <details><summary>Hint 3</summary>A neighbour with two years, debt 50, g = 2, 20 paid back: d₁ = 80, and ∂d₂/∂g = 1 · 80 + 2 · 50 = 180.</details>

# %% answer="11-loan"
dd3_dg = None  # replace None by your number or expression
### BEGIN SOLUTION
year1 = 1.1 * 100 - 30
year2 = 1.1 * year1 - 30
dd3_dg = year2 + 1.1 * (year1 + 1.1 * 100)
### END SOLUTION

# %% check="11-loan"
check("11-loan", dd3_dg)

# %% [markdown]
# A `Graph` does the same, for this and for any other chain of steps. Years are layers, and a debt is an activation.


# %%
def debt_after(years):
    def debt(start, growth, rate):
        for _ in range(years):
            start = growth * start - rate
        return start

    return debt


for years in (1, 2, 5, 10):
    loan = Graph(debt_after(years))
    owed = loan.forward(start=100.0, growth=1.1, rate=30.0)
    print(f"{years:2} years: debt {owed:8.1f}   ∂debt/∂growth = {loan.backward()['growth']:8.1f}")

# %% [markdown]
# In the last two lines the debt is negative: more was paid than was owed, and the formula simply goes on.
#
# ## B. What a derivative costs
#
# There are three ways to a derivative by computer. The survey of Baydin and others, on lecture 000's reading list, compares them.
#
# **Symbolic**: transform the formula into the formula of its derivative. The trouble is its length. Take $l \to 4\,l\,(1-l)$ applied again and again, and write the derivative out by the product rule:

# %%
formula, derivative, lengths = "x", "1", []
for _ in range(6):
    derivative = f"(4*{derivative}*(1-{formula})-4*{formula}*{derivative})"
    formula = f"(4*{formula}*(1-{formula}))"
    lengths.append(len(derivative))


def nested(times):
    def f(x):
        for _ in range(times):
            x = 4 * x * (1 - x)
        return x

    return f


print("times   letters of the derivative   nodes of the graph")
for times, letters in enumerate(lengths, start=1):
    print(f"{times:5}   {letters:25}   {len(Graph(nested(times)).nodes):18}")

# %% [markdown]
# The written derivative more than doubles each time. The graph grows by a few nodes, because a result that is used twice is stored and not written twice.
#
# **Numerical**: move each parameter a little and run forward again, as the gradient check does. It needs no derivative at all, but it must run for every parameter.
#
# ### Task 4. Forward passes (1 point, O2)
#
# A network of sizes 20-30-10 with biases. How many forward passes does a gradient by *central* differences take? The answer is one of 2, 940, 941, 1800 and 1880.
#
# <details><summary>Hint 1</summary>How many numbers does this network learn?</details>
# <details><summary>Hint 2</summary>Every weight and every bias is moved once up and once down.</details>
# <details><summary>Hint 3</summary>A neighbour: a 2-2-1 network with biases has (4 + 2) + (2 + 1) = 9 parameters. That makes 18 passes.</details>

# %% answer="11-cost"
passes = None  # replace None by your number
### BEGIN SOLUTION
passes = 2 * ((30 * 20 + 30) + (10 * 30 + 10))
### END SOLUTION

# %% check="11-cost"
check("11-cost", passes)

# %% [markdown]
# **Automatic, in reverse**: backpropagation. One forward pass, one backward pass, and all slopes are there, exact to rounding. A backward pass costs about two forward passes, whatever the number of parameters. Now measure it on this very network. A clock gives other numbers on every computer and in every run, so the cell only says what holds on all of them.

# %%
rng = np.random.default_rng(0)
inputs, targets = rng.normal(size=(20, 32)), rng.uniform(size=(10, 32))
net = Network([20, 30, 10])


def seconds(work, repeat=5):
    """The shortest of a few runs: what the work itself takes."""
    found = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def one_backward():
    net.forward(inputs)
    net.backward(targets)


def by_differences():
    w, h, slopes = net.parameters.flat, 1e-5, np.empty(net.parameters.flat.size)
    for k in range(w.size):
        kept, E = w[k], []
        for side in (h, -h):
            w[k] = kept + side
            net.forward(inputs)
            E.append(net.loss(targets))
        w[k], slopes[k] = kept, (E[0] - E[1]) / (2 * h)
    return slopes


reverse, numerical = seconds(one_backward, 50), seconds(by_differences, 2)
slopes = by_differences()
one_backward()
print("parameters:", slopes.size, "  forward passes by differences:", 2 * slopes.size)
print("both agree to five digits:", np.allclose(slopes, net.gradients.flat, rtol=1e-5, atol=1e-7))
print("differences take more than 100 times as long:", numerical > 100 * reverse)

# %% [markdown]
# For a network with a million weights, differences would take more than half a million times as long as one backpropagation. That is the practical meaning of "efficient" in every lecture of this course. Reverse mode is best for *many inputs and one output*, which is what a loss is. For one input and many outputs the other direction, forward mode, is the cheap one.
#
# | way | cost of all n slopes | exact? |
# |---|---|---|
# | symbolic | a formula that may grow without bounds | yes |
# | numerical, central | 2n forward passes | to about six to ten digits |
# | automatic, forward mode | about n forward passes | yes |
# | automatic, reverse mode | about three forward passes, and memory for every node | yes |
#
# ## C. Where there is no derivative
#
# "What if we can't differentiate the function?" is the second drawback that lecture 000 lists. There are three cases: a kink, a tie, a step.
#
# ### Task 5. A kink (1 point, O3)
#
# $\mathrm{ReLU}(n) = \max(0, n)$ has a kink at $n = 0$. What is its derivative there?
#
# - `"a"` 1
# - `"b"` 0
# - `"c"` ½
# - `"d"` There is none.
#
# <details><summary>Hint 1</summary>How steep is it just left of 0, and how steep just right of it?</details>
# <details><summary>Hint 2</summary>A derivative exists where the slopes from both sides agree.</details>
# <details><summary>Hint 3</summary>A neighbour: |n| has the slope −1 left of 0 and +1 right of it, and no derivative at 0.</details>

# %% answer="11-kink"
kink = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
kink = "d"
### END SOLUTION

# %% check="11-kink"
check("11-kink", kink)

# %%
ramp = Graph("relu(n)")
ramp.forward(n=0.0)
h = 1e-5
print("this course's engine and lecture 001 say:", ramp.backward()["n"])
print("a central difference says:", (ramp.forward(n=h) - ramp.forward(n=-h)) / (2 * h))
tie = Graph("max(p, q)")
tie.forward(p=2.0, q=2.0)
print("max of a tie, engine:", tie.backward())

# %% [markdown]
# Lecture 001 writes 1 for $z \ge 0$, most frameworks give 0 at zero, a central difference measures ½. None is wrong, since each lies between the slopes of the two sides; such a number is called a *subgradient*. A tie in `max` is the same case: somebody must get the error, and the engine gives it to the first. In training it hardly matters, for a net input is almost never exactly zero. In a gradient check it does, and that is why the engine's check reports a kink and not a mistake.
#
# A **step** is worse.
#
# ### Task 6. A step (1 point, O3)
#
# A unit answers 1 if $n > 0$ and 0 otherwise, as the earliest artificial neurons did. A network has such units in its hidden layer. Its loss is large. What is the gradient of its first layer's weights?
#
# - `"a"` Large, since the loss is large.
# - `"b"` Infinite, since a step is infinitely steep.
# - `"c"` Zero wherever it exists.
# - `"d"` Small, but not zero.
#
# <details><summary>Hint 1</summary>What happens to the output if a first-layer weight moves a very little?</details>
# <details><summary>Hint 2</summary>The slope of a step is needed where net inputs lie, and these lie beside the jump, not on it.</details>
# <details><summary>Hint 3</summary>A neighbour: the number of floors that a lift has passed, as a function of time. Between floors its slope is 0.</details>

# %% answer="11-step"
step_gradient = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
step_gradient = "c"
### END SOLUTION

# %% check="11-step"
check("11-step", step_gradient)

# %% [markdown]
# What can one do? **Replace** the step by a steep sigmoid: that is how the sigmoid came into networks. **Pretend**: run forward with the step, and use the slope of a smooth function on the way back (a *straight-through* or *surrogate* gradient). **Avoid** gradients: try changes and keep the good ones, at the price of part B. The perceptron's rule of the 1950s could train a single layer of steps. Hidden layers had to wait for a function with a slope.
#
# ## D. What one hidden layer can do
#
# Near its end lecture 003 makes a large claim: one hidden layer is enough, whatever the function. *Universal approximator* is its name for such a network. Lecture 004 seems to deny it: what is shallow fails, already at XOR. A contradiction? No: 004 means networks *without* a hidden layer. And 003's "any" needs conditions. Let us build the thing and see them.
#
# A steep sigmoid is nearly a step. One step up and one step down make a **tower**:
#
# $$y(x) = h\,\bigl(\sigma(s\,(x-\text{left})) - \sigma(s\,(x-\text{right}))\bigr).$$
#
# ### Task 7. A tower (2 points, O4)
#
# Write `tower(x, left, right, height, steepness)`. `x` is an array of places; return the tower's value at each. This is a network with one input, two hidden units and one linear output.
#
# <details><summary>Hint 1</summary>What is the tower's value far to the left, in the middle, and far to the right?</details>
# <details><summary>Hint 2</summary>Two calls of <code>sigmoid</code>, which works on arrays; their difference times the height.</details>
# <details><summary>Hint 3</summary>A neighbour, a ramp that ends: <code>np.maximum(x - left, 0) - np.maximum(x - right, 0)</code>.</details>


# %% answer="11-tower"
def tower(x, left, right, height, steepness):
    """A step up at left and a step down at right."""
    ### BEGIN SOLUTION
    return height * (sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right)))
    ### END SOLUTION


# %% check="11-tower"
check("11-tower", tower)

# %% [markdown]
# Towers side by side, each as high as the curve in its middle, approximate any curve that does not jump. Nothing is trained here: the weights are written down.

# %%
places = np.linspace(-0.3, 1.3, 321)
inside = (places > 0.02) & (places < 0.98)  # the towers' outermost steps stick out


def curve(x):
    return np.sin(2 * np.pi * x) + 0.5 * np.cos(5 * np.pi * x)


fits = {}
print("towers   hidden units   worst error inside 0 … 1")
for count in (5, 10, 20, 40, 80):
    edges = np.linspace(0, 1, count + 1)
    steep = 20 * count
    up = sigmoid(steep * (places - edges[:-1, None]))
    down = sigmoid(steep * (places - edges[1:, None]))
    fit = curve((edges[1:] + edges[:-1]) / 2) @ (up - down)
    fits[count] = fit
    worst = abs(fit - curve(places))[inside].max()
    print(f"{count:6}   {2 * count:12}   {worst:10.2f}")

# %% [markdown]
# The worst error halves when the number of towers doubles: as small as you like, if you may take as many units as you like. Outside of 0 to 1 there are no towers, and the network answers 0. Now the same curve, *learnt* by networks with one hidden layer of tanh units.

# %%
samples = np.linspace(0, 1, 60)[None]
learnt_fits = {}
for width in (2, 5, 30):
    net = Network([1, width, 1], ["tanh", "linear"], average=True, init="lecun", seed=4)
    net.W[1] = 8 * net.W[1]  # steep units, spread over the interval
    net.b[1] = -net.W[1] * np.linspace(0, 1, width)[:, None]
    train(net, samples, curve(samples), eta=0.05, epochs=4000, momentum=0.9)
    learnt_fits[width] = net.forward(places[None]).ravel()
    worst = abs(learnt_fits[width] - curve(places))[inside].max()
    print(f"{width:3} hidden units, trained: worst error inside 0 … 1 is {worst:.2f}")

# %% tags=["nbval-ignore-output"]
curve_fits(
    places,
    curve(places),
    {
        "20 towers, by hand": fits[20],
        "2 units, trained": learnt_fits[2],
        "30 units, trained": learnt_fits[30],
    },
    (0.02, 0.98),
    "The dashed curve is wanted, the solid one is the network's. Left, twenty towers written down "
    "by hand make a staircase along it. Middle, two trained units miss the small waves. Right, "
    "thirty trained units follow them. In the shaded strips, outside of what was learnt, none of them does.",
)

# %% [markdown]
# ### Task 8. What the theorem says (1 point, O4)
#
# Which sentence is the universal approximation theorem?
#
# - `"a"` A network with one hidden layer represents any function exactly.
# - `"b"` For any continuous function on a bounded, closed region, and any error that you allow, there is a network with one hidden layer that stays within it, if the layer is wide enough and $f$ is not a polynomial.
# - `"c"` Gradient descent finds a good approximation if the hidden layer is wide enough.
# - `"d"` Deep networks can represent functions that networks with one hidden layer cannot approximate.
#
# <details><summary>Hint 1</summary>Did anything learn when the towers were built?</details>
# <details><summary>Hint 2</summary>Look for the conditions: which functions, where, how exactly, how many units.</details>
# <details><summary>Hint 3</summary>A neighbour: "every number can be approximated by fractions" promises closeness, not equality, and does not say how large the denominators are.</details>

# %% answer="11-universal"
theorem = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
theorem = "b"
### END SOLUTION

# %% check="11-universal"
check("11-universal", theorem)

# %% [markdown]
# So why deep networks? Lecture 003 closes with a paper that asks **"Do Deep Nets Really Need to be Deep?"** (J. Ba and R. Caruana, 2014). They trained a deep network, and then a shallow one to imitate the *outputs* of the deep one. The shallow one came close to the deep one, with a similar number of parameters, on speech data. Trained on the original labels, the same shallow network did clearly worse. Their finding is about learning, then, not about representing: the shallow solution existed, but the usual training did not find it. Lecture 004 gives the practical reason for depth (deep networks work better), and an anatomical one (the brain is deep).
#
# And lecture 001 adds the caution that you met with XOR: backpropagation is not guaranteed to find a solution even where one exists, and the minimum of the loss need not be the "true" solution.

# %% [markdown]
# ### Try it: how many units does a spiral need?
#
# **Extra, about 3 minutes.** The theorem promises that one hidden layer is enough. It does not promise that gradient descent finds the weights. Take the spirals with one hidden layer of 16 units, and predict how many points will lie on the right side. Then try two layers of 8 units.

# %% tags=["nbval-ignore-output"]
Playground(data="spirals", hidden=[16])

# %% [markdown]
# ## E. Without the exact way back
#
# "Not really biologically plausible" is lecture 000's third drawback; lecture 004 leaves the implementation level open. What are the doubts?
#
# - **Weight transport.** The backward pass needs $W^T$: each connection back must know the strength of another one forward, and follow its every change. The AGH pages of lecture 001 say so plainly: the same coefficients are used in both directions. No mechanism is known by which a synapse would learn the strength of another.
# - **Two phases.** Forward activities must be kept until the error comes back. Nerve cells do not stop and wait.
# - **Signed, precise errors.** Cells send spikes, and have no second channel for a signed number.
#
# ### Feedback alignment
#
# T. Lillicrap and others (2016), named by lecture 004, removed the transport. They put fixed random weights on the way back:
#
# $$\delta[1] = \bigl(B\,\delta[2]\bigr)\odot f'(n[1]) \qquad\text{in place of}\qquad \bigl(W[2]^T\delta[2]\bigr)\odot f'(n[1]).$$
#
# ### Task 9. A backward pass without transport (2 points, O5)
#
# The function below returns the gradient $dW[1]$ of a 3-2-2 network: sigmoid in both layers, $E = \tfrac12\sum(t-y)^2$, no biases. Change it so that the error comes back through `B` of shape (2, 2). What it then returns is no gradient any more, but it takes the gradient's place in the step.
#
# <details><summary>Hint 1</summary>On how many lines does the way back use a weight of the forward pass?</details>
# <details><summary>Hint 2</summary>B already has the shape of the transposed matrix: units of the hidden layer in rows.</details>
# <details><summary>Hint 3</summary>A neighbour: for a 3-5-2 network B would have the shape (5, 2), as <code>W2.T</code> has.</details>


# %% answer="11-feedback"
def feedback(x, t, W1, W2, B):
    a1 = sigmoid(W1 @ x)
    y = sigmoid(W2 @ a1)
    delta2 = (y - t) * y * (1 - y)
    delta1 = (W2.T @ delta2) * a1 * (1 - a1)
    return delta1 @ x.T


### BEGIN SOLUTION
# The released cell holds only the version above.


def feedback(x, t, W1, W2, B):  # noqa: F811
    hidden = sigmoid(W1 @ x)
    y = sigmoid(W2 @ hidden)
    of_output = y * (1 - y) * (y - t)
    of_hidden = (B @ of_output) * hidden * (1 - hidden)
    return of_hidden @ x.T


### END SOLUTION

# %% check="11-feedback"
check("11-feedback", feedback)

# %% [markdown]
# ### Forward-forward
#
# G. Hinton (2022), named by lecture 000, goes further: *nothing* is sent back. Every layer learns alone. It is shown true data (an image with its own label) and false data (an image with a wrong label), both put in together at the bottom. Its **goodness** is the sum of its squared activations, $g = \sum a^2$. It moves its weights so that $g$ is above a threshold $\theta$ for true data and below it for false data. Before $a$ is passed on, its length is taken away, so that the next layer cannot simply read off how lively the layer below was. To classify a new image, try all labels and take the one with the most goodness.
#
# ### Task 10. Extra: a gradient without a way back (2 points, O5)
#
# The layer's own gradient needs only its own quantities. Write `goodness_gradient(W, x)` for a layer of *sigmoid* units without biases: $a = \sigma(Wx)$, $g = \sum a^2$, added up over the patterns in the columns of `x`. Return $\partial g/\partial W$, in the shape of `W`.
#
# <details><summary>Hint 1</summary>What plays the part of the error here, ∂g/∂a?</details>
# <details><summary>Hint 2</summary>Delta is ∂g/∂a times the slope f′(n). Then delta times the transposed input, as always.</details>
# <details><summary>Hint 3</summary>A neighbour, linear units: a = Wx, ∂g/∂a = 2a, and the gradient is <code>2 * a @ x.T</code>.</details>


# %% answer="11-goodness"
def goodness_gradient(W, x):
    """The gradient of the summed goodness by W."""
    ### BEGIN SOLUTION
    a = sigmoid(W @ x)
    return (2 * a * a * (1 - a)) @ x.T
    ### END SOLUTION


# %% check="11-goodness"
check("11-goodness", goodness_gradient)

# %% [markdown]
# ### The comparison
#
# The same 400 noisy four-pixel images, two hidden layers of 16 units each, 30 epochs of minibatches of 20, momentum 0.9, five seeds. Each method has the learning rate that suited it among the few that we tried: 0.1 for the two networks, 0.03 for forward-forward, which also needs its θ.
#
# A comparison needs a control. Perhaps the random hidden units that a network starts with are good enough, and learning in them adds nothing? So a fourth network gets $B = 0$: nothing at all comes back, its hidden layers stay as they were drawn, and the last layer learns alone. (The cell is long and takes some seconds. Run it now, and read it when you like.)

# %%
x_new, t_new = pixel_patterns(1000, seed=1)
kind_new, seeds, epochs = t_new.argmax(0), range(5), 30
names = ("backpropagation", "feedback alignment", "forward-forward", "last layer alone")
shares = {name: np.zeros((len(seeds), epochs + 1)) for name in names}
angles = {name: np.zeros((len(seeds), epochs + 1)) for name in ("B and W[3]ᵀ", "step and gradient")}


def right(net):
    return np.mean(net.forward(x_new).argmax(0) == kind_new)


def off_the_gradient(net):
    """The angle between what goes to W[1] by feedback alignment and the true gradient."""
    net.forward(x)
    net.backward(t)
    own = net.dW[1].ravel().copy()
    Network.backward(net, t)
    true = net.dW[1].ravel()
    return np.degrees(np.arccos(own @ true / np.sqrt((own @ own) * (true @ true))))


for s in seeds:
    functions = ["tanh", "tanh", "softmax"]
    exact = Network([4, 16, 16, 4], functions, average=True, seed=s)
    aligned = FeedbackAlignment([4, 16, 16, 4], functions, average=True, seed=s)
    alone = ForwardForward([4, 16, 16], 4, theta=5.0, seed=s)
    frozen = FeedbackAlignment([4, 16, 16, 4], functions, average=True, seed=s)
    frozen.B = [None, *(0 * B for B in frozen.B[1:])]  # nothing comes back: hidden layers stay
    generators = [np.random.default_rng(s) for _ in range(4)]
    for epoch in range(epochs + 1):
        if epoch:
            for net, rng in zip((exact, aligned, frozen), generators, strict=False):
                train(net, x, t, eta=0.1, epochs=1, batch=20, momentum=0.9, seed=rng)
            alone.epoch(x, t, 0.03, 0.9, 20, generators[3])
        shares[names[0]][s, epoch] = right(exact)
        shares[names[1]][s, epoch] = right(aligned)
        shares[names[2]][s, epoch] = np.mean(alone.answer(x_new) == kind_new)
        shares[names[3]][s, epoch] = right(frozen)
        angles["B and W[3]ᵀ"][s, epoch] = aligned.angle(2)
        angles["step and gradient"][s, epoch] = off_the_gradient(aligned)
print("right on 1000 new images (guessing: 25 %), worst … median … best of five seeds")
for name, share in shares.items():
    for epoch in (2, 10, 30):
        low, middle, high = (f(share[:, epoch]) for f in (np.min, np.median, np.max))
        print(f"{name:19} after {epoch:2} epochs: {low:.0%} … {middle:.0%} … {high:.0%}")
below = np.mean(angles["step and gradient"][:, 3:] < 90)
print(f"steps of feedback alignment within 90° of the gradient, from epoch 3 on: {below:.0%}")
for name, angle in angles.items():
    print(
        f"{name}: {np.median(angle[:, 0]):.0f}° at first, {np.median(angle[:, -1]):.0f}° at the end"
    )

# %% tags=["nbval-ignore-output"]
learning_race(
    shares,
    angles,
    0.25,
    "Left: the share of new images named rightly; lines are medians of five seeds, bands go from "
    "the worst to the best. All three ways arrive, feedback "
    "alignment a little later; the last layer alone stays near guessing. Right: "
    "feedback alignment from within. The angle between the random B and the forward weights "
    "shrinks to about 45 degrees. The angle between its steps and the true gradient stays large, "
    "but mostly below 90.",
)

# %% [markdown]
# All three learn. The control does not: it stays near guessing. So from this start it is the hidden layers that must learn, and they have learnt, also where the error came back through random numbers. (But the start makes the control weak: its hidden biases are zero, so an image and its negative give opposite activations, and no last layer can name both alike. The next cell tries it with random biases too.) The right-hand picture explains the prediction of Task 1. $B$ never moves. But the forward weights turn *towards* it, because the layer below learns to deliver what makes $B$'s message useful. Hence the name: feedback **alignment**. The steps that the first layer takes are far from the gradient even then, 78° off in the median at the end. But nearly all of them are off by less than 90°, and that is enough to get down, as it was for the noisy minibatches of unit 10. (Near the end the gradient is tiny, and its direction means little.)
#
# Is backpropagation dispensable, then? A few more measurements.

# %%
print("right on new images, three seeds each, 30 epochs with η = 0.03")
for hidden in (2, 4, 8):
    for kind in (Network, FeedbackAlignment):
        found = []
        for s in range(3):
            functions = ["tanh"] * hidden + ["softmax"]
            net = kind([4, *[16] * hidden, 4], functions, average=True, seed=s)
            train(net, x, t, eta=0.03, epochs=30, batch=20, momentum=0.9, seed=s)
            found.append(right(net))
        listed = "  ".join(f"{share:.0%}" for share in found)
        print(f"{hidden} hidden layers, {kind.__name__:18} {listed}")
found = []
for s in range(3):
    net = FeedbackAlignment([4, 16, 16, 4], ["tanh", "tanh", "softmax"], average=True, seed=s)
    rng = np.random.default_rng(s + 50)
    for b in net.b[1:3]:
        b[:] = rng.normal(size=b.shape)
    net.B = [None, *(0 * B for B in net.B[1:])]
    train(net, x, t, eta=0.1, epochs=30, batch=20, momentum=0.9, seed=s)
    found.append(right(net))
print("last layer alone, random hidden biases: ", "  ".join(f"{share:.0%}" for share in found))

# %%
print("forward-forward with another threshold, 30 epochs, three seeds each")
for theta in (1.0, 5.0):
    found = []
    for s in range(3):
        alone = ForwardForward([4, 16, 16], 4, theta=theta, seed=s)
        rng = np.random.default_rng(s)
        for _ in range(epochs):
            alone.epoch(x, t, 0.03, 0.9, 20, rng)
        found.append(np.mean(alone.answer(x_new) == kind_new))
    print(f"θ = {theta:g}:  " + "  ".join(f"{share:.0%}" for share in found))

# %% [markdown]
# With random hidden biases the last layer alone gets far above guessing, and still stays clearly below the three that learn in every layer.
#
# An honest balance:
#
# | | backpropagation | feedback alignment | forward-forward |
# |---|---|---|---|
# | follows the gradient of the loss | exactly | loosely: most steps within 90° | each layer that of its own loss |
# | needs $W^T$ on the way back | yes | no | no way back |
# | must keep all activities until the error comes | yes | yes | no |
# | passes over an image and step | 1 forward, 1 backward | 1 forward, 1 backward | 2 forward |
# | passes to answer | 1 | 1 | one a label: 4 here |
# | with depth | holds at 8 hidden layers | falls behind from 4 on | not tried here |
# | what was picky | little | little | θ: with 1 in place of 5 it does far worse |
#
# Two warnings. The problem is small and happens to suit forward-forward: its goodness is a square, and squares do not care whether an image comes as its negative. And five seeds and a few learning rates are a first look, not proof; the test of depth has one learning rate for all, which may suit one method better. On large tasks, both alternatives have so far stayed behind backpropagation: that is what their authors and later tests report.
#
# ## Where it came from
#
# D. Rumelhart, G. Hinton and R. Williams published *Learning representations by back-propagating errors* in *Nature* in 1986; lecture 003 shows the companion chapter with its tens of thousands of citations. The title holds the point. That gradients can be had by the chain rule in reverse was known before: S. Linnainmaa described it for rounding errors in 1970, P. Werbos, in his thesis of 1974, began to bring it to models that learn. What the paper showed was what happens when one *uses* it: hidden units, which nobody tells what to do, come to stand for useful features of the task. The perceptron's rule, which trains one layer, cannot create any. You saw this in the hidden plane of XOR in unit 06.
#
# ## The drawbacks, with answers
#
# | lecture 000's drawback | what this course has to say |
# |---|---|
# | vanishing gradients, the worse the deeper | unit 10, part F: ReLU or tanh, and scaled starts |
# | functions that cannot be differentiated | part C: subgradients, smooth substitutes, surrogates |
# | hardly plausible for a brain | part E: the transport can go, at a price |
# | (lecture 001) no guarantee of the true solution | units 06 and 10: other starts, and patterns not learnt |

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# "Backpropagation is biologically implausible, so deep learning tells us nothing about the brain." Use lecture 004's two meanings of the word and its three levels to find the gap in this sentence. Then defend the sentence as well as you can.
#
# <details><summary>After you have talked</summary>
#
# The gap: what is implausible is the algorithm, on the level of implementation. The claim is about the framework, on the level of what is computed. Feedback alignment is one proof that something near gradient descent is possible without the implausible part. A defence: nobody has shown that brains lower any loss at all; what alternatives do on small problems does not carry over to large ones; and if many algorithms lead to similar networks, similar behaviour tells little about which one is at work.
#
# </details>

# %% [markdown]
# ## Reflection (4 points, marked by hand)
#
# Lecture 000 asked at its beginning: what *is* backpropagation, how does it *work*, why is it *useful*? It asks you at the end how well you understand it, on a scale of 1 to 5. Answer the three questions in six to eight sentences, for a friend who knows derivatives and nothing of networks. Then give your number, and the one thing that would raise it by one.
#
# | points | your answer … |
# |---|---|
# | 1 | says what it is, and keeps it apart from learning |
# | 1 | says how it works: local derivatives, multiplied along paths, added over paths, shared parts computed once |
# | 1 | says why it is useful, with a cost (passes for n parameters) |
# | 1 | names one limit and what can be done about it, and one open question of your own |

# %% [markdown] manual="11-reflect" points=4
# ### BEGIN SOLUTION
# Backpropagation is a way to compute how much a result changes with every number that went into it. It is not learning: it changes nothing, it tells the rule that does which way is down. It works by splitting the computation into small steps, each with a simple derivative. Going backwards from the result, it multiplies these along every path and adds over paths, and it keeps what several paths share, so that nothing is computed twice. It is useful because all slopes together cost about two more passes, where measuring them one by one would take two passes for each of perhaps a million numbers. One limit is that errors shrink on the way through many flat functions; functions with a slope near 1 and scaled starting weights keep them. I would like to know whether anything in a brain plays the part of B. My number is 4; writing the backward pass of one more kind of layer on my own would make it 5.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently, and why
#
# This unit is about words, and the slides behind it print no numbers to work out. Where their words differ from what was found here:
#
# | the slide | a second look |
# |---|---|
# | 003: one hidden layer can represent any function | Approximate, not represent; continuous functions on a closed, bounded region; enough units; an $f$ that is no polynomial. The lecture's own example is linear and approximates nothing that is bent. |
# | 004: shallow networks cannot represent any function, for example XOR | Shallow means *without* a hidden layer here. With one, the sentence of 003 holds. |
# | 001: $d\,\mathrm{ReLU}/dz = 1$ for $z \ge 0$ | At 0 there is no derivative. 1 is a valid choice, 0 the more common one, ½ what a central difference measures. |
# | 001: the same coefficients are used to send errors back | True of backpropagation; Lillicrap's result is that learning does not need it. |
# | 000: back-propagation "a new learning procedure", in the words of 1986 | In the paper the word covers the gradient and the descent. Today it means the gradient alone, as lecture 001 stresses. |

# %% [markdown]
# ## Further reading: all readings of all lectures
#
# **Papers and books**
#
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5 (000, 001, 002).
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, Nature 323, 1986 (000); and their chapter *Learning internal representations by error propagation* in *Parallel Distributed Processing*, 1986 (003).
# - G. Hinton, *The forward-forward algorithm: some preliminary investigations*, on arXiv, December 2022 (000).
# - A. G. Baydin, B. Pearlmutter, A. Radul, J. Siskind, *Automatic differentiation in machine learning: a survey*, JMLR 18(153), 2018 (000).
# - T. Lillicrap, D. Cownden, D. Tweed, C. Akerman, *Random synaptic feedback weights support error backpropagation for deep learning*, Nature Communications 7, 2016 (004).
# - J. Ba, R. Caruana, *Do Deep Nets Really Need to be Deep?*, 2014 (003).
# - A. Zhang and others, *Dive into Deep Learning*, sections 5.1 to 5.3 (001).
# - Y. LeCun and others, *Efficient BackProp*, 1998; the slide says 1988 (001).
# - C. Szegedy and others, *Rethinking the Inception Architecture*, 2015: how large a computational graph can get (001).
#
# **Videos** (001): H. Larochelle, *Neural networks*; *Intuitively understanding the cross entropy loss*; *What is a neural network?*, *How do neural networks learn?*, *What is backpropagation really doing?*, *Backpropagation calculus*; *How deep neural networks work*; A. Karpathy's Stanford CS231 lecture.
#
# **Pages**: M. Bernacki and P. Włodarczyk, AGH Kraków, on training step by step (001); the blog of e2eml.school, *Cross-entropy loss function*, *Gradient descent* (001); HMKCode's worked example, P. Skalski and B. Á. Pataki's material (003); Stanford's CS231n 2017 and K. McGuinness's slides (002).
#
# ## Conclusions
#
# In the order of lecture 001's last slide, in our words:
#
# - A fully connected network stacks linear maps and bent functions; without the bends it collapses into one linear map (unit 06).
# - Backpropagation is the chain rule, applied again and again along a graph (units 03, 05).
# - Forward computes and keeps what the way back will need (units 06, 09).
# - Backward multiplies upstream by local, and adds where paths meet (units 05, 07).
# - It promises a gradient, and neither a minimum nor the truth (units 06, 10, and this one).
#
# ## Back to the objectives
#
# - **O1** You saw a thousand backward passes learn nothing, and differentiated a loan.
# - **O2** You counted the passes, saw a formula explode where a graph did not, and measured the difference.
# - **O3** You found three numbers for one kink, all usable, and a step through which nothing comes back.
# - **O4** You built a staircase from towers, and know which words of "any function" to doubt.
# - **O5** You ran two ways of learning without the exact way back, and saw what each of them costs.
#
# **And the course's.** At its start stood three aims: to derive backpropagation, to implement and check it, to criticise it. You derived it for a line of weights, a graph, and matrices. You implemented it in several forms and proved them with gradient checks. This unit was the criticism. What is left is to use it.
