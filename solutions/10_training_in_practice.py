# %% [markdown]
# # Unit 10. Training in practice
#
# You can compute every gradient of a network. What do you do with them? How many patterns share a step, how long is the step, where does the walk begin, and why does it sometimes not get going at all?
#
# Backpropagation answers none of these questions. They are decided before it runs, by you. This unit measures what each decision does.
#
# **What you will be able to do**
#
# - **O1** Say what a batch, a minibatch, a step and an epoch are, and predict what the size of a minibatch changes.
# - **O2** Choose a learning rate from its loss curve, and let it fall in the course of training.
# - **O3** Take a step with momentum, by hand and in code.
# - **O4** Tell the two meanings of weight decay apart, prove a slip in a decaying step with a gradient check, and repair it.
# - **O5** Say why zero and constant weights are bad starts, and choose a scale at which errors neither vanish nor explode.
#
# **Time** About 60 minutes in two sittings. First sitting: A batches 15, B learning rate 4, C momentum 9. Second sitting: D weight decay 16, E where to begin 6, F vanishing gradients 6, reflection 4. Four tasks are marked **Extra** (4, 5, 9 and 13). They take 12 minutes more, and you may leave them for another day.
#
# **What you need** Unit 09 (the general network, softmax and its loss), unit 06 (the 2-2-1 network and the gradient check).

# %% [markdown]
# ## Set-up
#
# <div class="alert alert-info">
# Run the next cell first. If it stops with <code>ModuleNotFoundError</code>, this notebook runs in a Python that does not have the course. Close JupyterLab, activate the environment that you installed the course into, and open it again with <code>backprop lab</code>. The course's first page, <code>index.ipynb</code>, says what else to try.
# </div>
#
# **How to work.** Go from top to bottom, one cell at a time, with Shift+Enter. "Run all" would show you answers before the questions. Still stuck after Hint 3? Go on and come back: none of our later cells needs your answer.

# %%
import numpy as np
from backprop import Network, decaying, gradient_check, sigmoid, train
from backprop.initialise import gaussian
from backprop.pixel_patterns import KINDS, pixel_patterns
from backprop.widgets.gradient_map import gradient_map
from backprop.widgets.live.activation_explorer import ActivationExplorer
from backprop.widgets.live.playground import Playground
from backprop.widgets.loss_curve import loss_curve
from backprop.widgets.momentum_valley import momentum_valley
from backprop.widgets.net_input_spread import net_input_spread

from autograder import check, my_numbers

# %% [markdown]
# ## The lectures' symbols and ours
#
# The unit follows the last slides of lecture 002 (E. Sayrol), "Issues on Backpropagation and Training" and onwards. The learning rate is also the coefficient η of lecture 001 (E. E. Aksoy) and the α of lecture 000 (G. Miles).
#
# | lecture | here |
# |---|---|
# | 002: $\theta$, all parameters at once | weights $W[j]$ and biases $b[j]$ |
# | 002: $\theta^{(n)}$, after the $n$-th step | $W$ after the step; $n$ is a net input here |
# | 002: $\alpha^{(n-1)}$; 000: $\alpha$; 001: $\eta$ | learning rate $\eta$ (`eta`), which may change from epoch to epoch |
# | 002: $\mathcal{L}$; 000: $L$ | loss $E$ |
# | 002: $\nabla_\theta \mathcal{L}$ | the gradients $dW[j]$, $db[j]$ |
# | 002: $\lambda$ in the update rule | `decay`, a rate |
# | 002: $\lambda$ in the loss, $\tfrac\lambda2\lVert W\rVert^2$ | `l2`, the strength of a penalty |
# | 000: $w_x^*$ | the weight after one step; elsewhere a star marks the best weight |

# %% [markdown]
# ## A. Batches
#
# Lecture 001 opens with images of four pixels: solid, vertical, diagonal or horizontal. Here are 200 of them, with noise. Each may also come as its own negative, so every kind is as bright as every other on average, and no single layer can tell them apart.

# %%
x, t = pixel_patterns(200)
x_new, t_new = pixel_patterns(1000, seed=1)  # never used for training
print("x", x.shape, "  t", t.shape)
for k in range(4):
    kind = KINDS[int(t[:, k].argmax())]
    print(f"image {k}: pixels {x[:, k].round(1).tolist()}   kind: {kind}")

# %% [markdown]
# A 4-16-4 network learns them: tanh in the hidden layer, softmax with negative log-likelihood at the end. The loss is *averaged* over the patterns, so that its size does not depend on how many there are.
#
# One **epoch** is over when every pattern has had its turn. But how many share a step? All 200: **batch** gradient descent. One alone: **stochastic** gradient descent in its strict sense. A few: a **minibatch**, the usual choice, and what most people mean by stochastic gradient descent today. The gradient of a minibatch is an estimate of the whole one.
#
# ### Task 1. Predict (1 point, O1)
#
# Two runs of 20 epochs from the same start, with the same $\eta$. The first takes all 200 images in each step. The second takes ten at a time. Which ends with the smaller loss? Answer with a letter.
#
# - `"a"` The first: its direction is exact.
# - `"b"` The second, by far.
# - `"c"` They end alike, for both see every image equally often.
# - `"d"` The second does not get down at all: its directions are too inaccurate.
#
# <details><summary>Hint 1</summary>How often does each run change its weights?</details>
# <details><summary>Hint 2</summary>Steps per epoch are patterns divided by the size of a minibatch.</details>
# <details><summary>Hint 3</summary>A neighbour: you ask all 1000 people of a village for the way, and then walk 10 metres; or you ask 5, walk 10 metres, ask the next 5, and so on. After 1000 questions, who is further?</details>

# %% answer="10-predict"
which = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
which = "b"
### END SOLUTION

# %% check="10-predict"
check("10-predict", which)

# %% [markdown]
# Now run them, and two more sizes beside them.

# %%
curves = {}
for size in (200, 50, 10, 1):
    net = Network([4, 16, 4], ["tanh", "softmax"], average=True)
    curves[f"{size} at a time"] = train(net, x, t, eta=0.5, epochs=20, batch=size).E
    steps = 20 * 200 // size
    print(f"{size:3} at a time: {steps:4} steps, E = {curves[f'{size} at a time'][-1]:.2f}")

# %% tags=["nbval-ignore-output"]
loss_curve(
    curves,
    step="epoch",
    says="The loss over 20 epochs for four sizes of minibatch. All 200 at once hardly gets down, "
    "50 at a time gets further, ten at a time almost to zero. One at a time jumps up and "
    "down and does not settle.",
)

# %% [markdown]
# Ten at a time wins because it takes twenty times as many steps as the whole batch for the same work. One at a time takes even more, and yet it stays high. Why? Look at the directions. The next cell measures the angle between the gradient of a minibatch and the gradient of all images.

# %%
net = Network([4, 16, 4], ["tanh", "softmax"], average=True)
net.forward(x)
net.backward(t)
whole = net.dW[1].ravel().copy()
for size in (1, 10, 50):
    angles, total = [], np.zeros_like(whole)
    for start in range(0, 200, size):
        net.forward(x[:, start : start + size])
        net.backward(t[:, start : start + size])
        part = net.dW[1].ravel()
        total += part * size / 200
        cosine = part @ whole / np.sqrt((part @ part) * (whole @ whole))
        angles.append(np.degrees(np.arccos(cosine)))
    print(f"{size:2} at a time: on average {np.mean(angles):2.0f}° off; ", end="")
    print("their mean is the whole gradient:", np.allclose(total, whole))

# %% [markdown]
# A single image points almost at a right angle to the way down; the smaller the minibatch, the noisier the estimate. On average it is exactly right, so what is common to many steps adds up, and the noise mostly cancels. But near the goal the noise does not shrink with the steps, and a large $\eta$ lets it jump around for ever. A smaller $\eta$ would calm it.
#
# ### Task 2. Steps (1 point, O1)
#
# 250 patterns are learnt 20 at a time, for 30 epochs. Every pattern has its turn in every epoch. How many steps is that? The answer is one of 30, 360, 375, 390 and 7500.
#
# <details><summary>Hint 1</summary>How many minibatches are needed until every one of the 250 has had its turn?</details>
# <details><summary>Hint 2</summary>If the division leaves a rest, the rest makes one more, smaller minibatch.</details>
# <details><summary>Hint 3</summary>A neighbour: 70 patterns, 30 at a time, make minibatches of 30, 30 and 10. Five epochs are 15 steps.</details>

# %% answer="10-steps"
steps = None  # replace None by your number
### BEGIN SOLUTION
steps = 30 * 13
### END SOLUTION

# %% check="10-steps"
check("10-steps", steps)

# %% [markdown]
# ### Task 3. The gradient of a minibatch (2 points, O1)
#
# Write `mean_gradient(x, t, W)` for a linear layer $y = Wx$. The patterns are the columns of `x` (3, m) and `t` (2, m), and the loss is the **mean** over them: $E = \frac1m \sum_{\text{patterns}} \tfrac12 \sum (t-y)^2$. Return $dW$, in the shape (2, 3) of `W`. Take $m$ from the data.
#
# <details><summary>Hint 1</summary>What is the gradient of the sum over the patterns? You wrote it for the delta rule.</details>
# <details><summary>Hint 2</summary>The product of the deltas with the transposed inputs adds up over the columns. Then divide once by their number, <code>x.shape[1]</code>.</details>
# <details><summary>Hint 3</summary>A neighbour, a mean with one weight: for y = w·x with x = [1, 2] and errors y − t = [3, 1], the gradient is (3·1 + 1·2) / 2 = 2.5.</details>


# %% answer="10-mean_gradient"
def mean_gradient(x, t, W):
    """The gradient dW (2, 3) of the mean half squared error of a minibatch."""
    ### BEGIN SOLUTION
    delta = (W @ x - t) / x.shape[1]
    return delta @ x.T
    ### END SOLUTION


# %% check="10-mean_gradient"
check("10-mean_gradient", mean_gradient)

# %% [markdown]
# Whether a loss is a sum or a mean is a convention, and the lectures differ: 003 averages, 001 has one pattern at a time, 002 sums over the training set. With a sum, doubling the minibatch doubles every step. With a mean it does not, so the same $\eta$ suits minibatches of any size. Check which one a program uses before you borrow its learning rate.
#
# ### Task 4. Extra: put a training run in order (1 point, O1)
#
# Here are the parts of one epoch, shuffled. In which order do they first run? Answer with a text of seven letters. (The $v$ is explained in part C: it is what remembers the gradients.)
#
# - `A` `W -= eta * v`
# - `B` put the patterns in a new random order
# - `C` `dW` by a backward pass
# - `D` take the next few patterns
# - `E` `v = momentum * v + dW`
# - `F` forward pass on these patterns
# - `G` at the end of the epoch, note the loss of the whole set
#
# <details><summary>Hint 1</summary>Which parts happen once an epoch, and which once a minibatch?</details>
# <details><summary>Hint 2</summary>For each part ask what it needs. Gradients need a forward pass; the forward pass needs patterns.</details>
# <details><summary>Hint 3</summary>A neighbour: of P "eat", Q "lay the table" and R "wash up" the order is QPR.</details>

# %% answer="10-order"
order = None  # replace None by a text such as "ABCDEFG"
### BEGIN SOLUTION
order = "BDFCEAG"
### END SOLUTION

# %% check="10-order"
check("10-order", order)

# %% [markdown]
# ## B. The learning rate
#
# How long should a step be? Before you run the next cell: one of its three runs has a learning rate that is too small, one has one that is too large. What will each curve look like?

# %%
rates = {}
for rate in (0.02, 0.5, 10.0):
    net = Network([4, 16, 4], ["tanh", "softmax"], average=True)
    rates[f"η = {rate:g}"] = train(net, x, t, eta=rate, epochs=40, batch=10).E
for name, E in rates.items():
    after = " ".join(f"{E[k]:.2f}" for k in range(0, 41, 10))
    jumps = max(np.diff(E)) > 1  # then its numbers hang on the last digit of every sum
    print(f"{name:9}", "jumps" if jumps else f"E after 0, 10, 20, 30, 40 epochs: {after}")

# %% tags=["nbval-ignore-output"]
loss_curve(
    rates,
    step="epoch",
    says="The loss over 40 epochs for three learning rates. The smallest one falls slowly and "
    "evenly, the middle one is down after a few epochs, the largest one jumps up and down and "
    "never settles.",
)

# %% [markdown]
# So a curve tells its learning rate. *Slow and smooth*: too small. *Jumping*: too large. And if the loss of a linear layer runs away altogether, `train` stops and says so:

# %%
runaway = Network([4, 4], "linear", average=True)
history = train(runaway, x, t, eta=5.0, epochs=40, batch=10)
print("diverged:", history.diverged, "  epochs run:", len(history.eta))
print("its advice:", history.message.split("; ")[1])

# %% [markdown]
# ### Letting it change
#
# Why choose one number for the whole journey? The pages of the AGH university in Kraków that lecture 001 uses for its walk-through, under "Coefficient η", offer two methods. The first starts **large and lets it fall**: big strides while the goal is far, small ones to settle. The second starts **small, rises, and falls again at the end**: the first small steps only find out which sign each weight should have. Both are in use today; the rise at the start is now called *warm-up*.
#
# `train` takes a function of the epoch in place of a number. The course's `decaying(eta, rate)` is such a function: $\eta_{\text{now}} = \eta \,/\, (1 + \text{rate} \cdot \text{epoch})$, with epochs counted from 0.

# %%
seeds = range(3)


def rise_and_fall(epoch):
    return 0.5 * min((epoch + 1) / 5, 1.0) / (1 + 0.5 * max(epoch - 5, 0))


plans = {
    "always 0.5": 0.5,
    "large, then falling": decaying(0.5, 0.5),
    "rise and fall": rise_and_fall,
}
ends = {}
for name, plan in plans.items():
    ends[name] = []
    for seed in seeds:
        net = Network([4, 16, 4], ["tanh", "softmax"], average=True, seed=seed)
        history = train(net, x, t, eta=plan, epochs=20, batch=1, seed=seed)
        ends[name].append(history.E[-1])
    print(
        f"{name:20} eta {history.eta[0]:.2f} … {history.eta[5]:.2f} … {history.eta[-1]:.2f}", end=""
    )
    print("   E of three seeds:", *(f"{E:.2f}" for E in ends[name]))

# %% [markdown]
# These runs take one image at a time, the case that jumped about in part A. With a rate that falls, the same large first steps are followed by small ones that average the noise away. All three starts then end lower than with a constant 0.5.
#
# ### Task 5. Extra: a falling rate (1 point, O2)
#
# Write `eta_at(eta, rate, epoch)`, the learning rate of an epoch by the formula above.
#
# <details><summary>Hint 1</summary>What is the rate in epoch 0?</details>
# <details><summary>Hint 2</summary>One division. Mind the brackets below the line.</details>
# <details><summary>Hint 3</summary>A neighbour: eta = 0.6 and rate = 0.5 give 0.6 / (1 + 0.5 · 4) = 0.2 in epoch 4.</details>


# %% answer="10-decaying"
def eta_at(eta, rate, epoch):
    """The learning rate of this epoch, counted from 0."""
    ### BEGIN SOLUTION
    return eta / (1 + rate * epoch)
    ### END SOLUTION


# %% check="10-decaying"
check("10-decaying", eta_at)

# %% [markdown]
# ## C. Momentum
#
# A ball that rolls into a valley does not ask for the slope anew at each moment and forget the rest. It keeps its speed. **Momentum** gives gradient descent such a memory, the *velocity* $v$:
#
# $$v \leftarrow \mu\, v + \frac{\partial E}{\partial w}, \qquad w \leftarrow w - \eta\, v.$$
#
# The number $\mu$ (`momentum`) says how much of the old velocity stays. With $\mu = 0$ it is plain gradient descent. Lecture 002 says it in words: the direction averages the new gradient with earlier ones. In full: a gradient of $k$ steps ago counts $\mu^k$ times.
#
# ### Worked: the first step
#
# One weight in the bowl $E = 2w^2$, whose gradient is $4w$. Start at $w = 1$ with velocity 0, $\eta = 0.1$ and $\mu = 0.5$.

# %%
w, v, eta, momentum = 1.0, 0.0, 0.1, 0.5
v1 = momentum * v + 4 * w
w1 = w - eta * v1
print(f"first step: v = {momentum}·{v} + 4·{w} = {v1}    w = {w} − {eta}·{v1} = {w1:.1f}")

# %% [markdown]
# ### Task 6. The second step (2 points, O3)
#
# Go on from $w = 0.6$ and $v = 4$. Give the velocity and the weight after the **second** step, as a pair such as `(0.25, 0.75)`.
#
# $$v_2 = 0.5\cdot\;?\;+\;4\cdot\;?\;, \qquad w_2 = 0.6 - 0.1\cdot\;?$$
#
# <details><summary>Hint 1</summary>At which weight is the new gradient taken?</details>
# <details><summary>Hint 2</summary>First the velocity: half of the old one, plus the gradient 4w at the present weight. Then the weight moves by η times the new velocity.</details>
# <details><summary>Hint 3</summary>A neighbour: v = 2, w = 0.5, η = 0.1, μ = 0.8 and gradient 3w give v = 0.8 · 2 + 1.5 = 3.1 and w = 0.5 − 0.31 = 0.19.</details>

# %% answer="10-second_step"
v2_w2 = None  # replace None by a pair of numbers or expressions: (velocity, weight)
### BEGIN SOLUTION
v2_w2 = (momentum * v1 + 4 * w1, w1 - eta * (momentum * v1 + 4 * w1))
### END SOLUTION

# %% check="10-second_step"
check("10-second_step", v2_w2)

# %%
place, speed, path = 1.0, 0.0, []
for _ in range(6):
    speed = 0.5 * speed + 4 * place
    place = place - 0.1 * speed
    path.append(place)
print("w after six steps with momentum:", *(f"{each:.2f}" for each in path[2:]), "(the last four)")
print("without:", *(f"{0.6**k:.2f}" for k in range(3, 7)))

# %% [markdown]
# The ball overshoots: it comes out on the other side and swings back. In a round bowl that is no gain. The gain comes in a long, narrow valley, which is what the loss of a network often looks like. Across the valley the gradients change their sign and cancel in $v$; along it they agree and add up. If the gradient stayed the same for ever, $v$ would grow to $\frac{1}{1-\mu}$ times the gradient: with $\mu = 0.9$, ten times.

# %% tags=["nbval-ignore-output"]
momentum_valley(
    (1.0, 25.0),
    0.06,
    40,
    (4.0, 1.0),
    "Forty steps in a narrow valley, to the star at its bottom. Left, without momentum: the steps "
    "jump across the valley and then creep along it. Right, with momentum 0.8: wider swings at "
    "first, then much closer to the bottom.",
    {"no momentum": 0.0, "momentum 0.8": 0.8},
)

# %% [markdown]
# ### Task 7. A step with momentum in code (2 points, O3)
#
# Write `momentum_step(W, V, dW, eta, momentum)`. All three arrays have the same shape. Return the new velocity and the new weights, in this order, and leave the arrays that came in unchanged.
#
# <details><summary>Hint 1</summary>Which of the two new arrays needs the other?</details>
# <details><summary>Hint 2</summary>Two lines, the two formulas above. The step uses the new velocity.</details>
# <details><summary>Hint 3</summary>A neighbour, an average that forgets: <code>mean_new = 0.9 * mean + 0.1 * sample</code>, then <code>return mean_new, sample - mean_new</code>.</details>


# %% answer="10-momentum"
def momentum_step(W, V, dW, eta, momentum):
    """The new velocity and the new weights."""
    ### BEGIN SOLUTION
    V_new = momentum * V + dW
    return V_new, W - eta * V_new
    ### END SOLUTION


# %% check="10-momentum"
check("10-momentum", momentum_step)

# %%
for mu in (0.0, 0.5, 0.9, 0.99):
    net = Network([4, 16, 4], ["tanh", "softmax"], average=True)
    E = train(net, x, t, eta=0.05, epochs=40, batch=10, momentum=mu).E
    listed = "  ".join(f"{E[k]:.2f}" for k in (0, 10, 20, 30, 40))
    print(f"momentum {mu:<4g}  E after 0, 10, … 40 epochs: {listed}")

# %% [markdown]
# Up to 0.9 it pays. At 0.99 the steps become a hundred times as long in a steady direction, and the loss jumps as it did with a learning rate too large. Momentum and $\eta$ belong together: raise one, and lower the other.
#
# Other rules for the step exist, with names such as RMSProp and Adam: they divide each weight's step by the usual size of its recent gradients. They are *optimizers*, and each takes the same gradient from the same backward pass. This is a good place for a pause.

# %% [markdown]
# ## D. Weight decay, and the two meanings of λ
#
# A network with many weights can learn noise by heart. **Weight decay** holds the weights small. Why should that help? Suppose two lines carry the same input and their weights must add up to 3. The penalty $\sum w^2$ prefers 1.5 and 1.5 (4.5) to 2.9 and 0.1 (8.42): as lecture 002 says, it spreads the work over all weights, and large ones cost most.
#
# Here is a hard case: only 60 images, and much noise. The last column is what counts, the share of *new* images that are named rightly.

# %%
x_few, t_few = pixel_patterns(60, noise=0.8)
x_many, t_many = pixel_patterns(2000, noise=0.8, seed=1)
new = {}
print("means of three starts")
print("λ         Σ W²    right of the 60 learnt    right of 2000 new")
for l2 in (0.0, 0.001, 0.01, 0.1):
    size, learnt, new[l2] = 0.0, [], []
    for seed in range(3):
        net = Network([4, 30, 4], ["tanh", "softmax"], average=True, l2=l2, seed=seed)
        train(net, x_few, t_few, eta=0.2, epochs=200, batch=20, momentum=0.9, seed=seed)
        size += sum(np.sum(W**2) for W in net.W[1:]) / 3
        for shares, inputs, targets in ((learnt, x_few, t_few), (new[l2], x_many, t_many)):
            shares.append(np.mean(net.forward(inputs).argmax(0) == targets.argmax(0)))
    print(f"{l2:<6g} {size:7.0f} {np.mean(learnt):17.0%} {np.mean(new[l2]):24.0%}")
better = all(more > less for more, less in zip(new[0.01], new[0.0], strict=True))
print("a decay of 0.01 beats none from each of the three starts:", better)

# %% [markdown]
# Without decay the network knows its 60 images perfectly and the new ones worst of the first three. A little decay costs next to nothing on the 60 and helps on the new ones, from every start that we tried. It helps by a few images in a hundred: no miracle. Too much of it, and even the 60 are no longer learnt. (All three starts share the same 60 images. Other images would give other numbers.)
#
# Now the two meanings. Lecture 002 writes λ in two places:
#
# 1. **As a penalty in the loss**, $E = E_{\text{data}} + \tfrac{\lambda}{2}\lVert W\rVert^2$. Its gradient is $dW_{\text{data}} + \lambda W$, so a step is $W \leftarrow W - \eta\,(dW_{\text{data}} + \lambda W)$. The decay is scaled by $\eta$.
# 2. **As a rate in the update**, $\theta^{(n)} = \theta^{(n-1)} - \alpha\,\nabla\mathcal{L} - \lambda\,\theta^{(n-1)}$. The decay is *not* scaled by the learning rate.
#
# They are two different rules with the same letter. An example without error, so that only the decay acts: $w = 1$, $\eta = 0.1$, $\lambda = 0.5$.

# %%
w, eta, lam = 1.0, 0.1, 0.5
print(f"from the penalty:           w = 1 − {eta}·{lam}·1 = {w - eta * lam * w:.2f}")
print(f"the rate as it is printed:  w = 1 − {lam}·1 = {w - lam * w:.2f}")
print(
    f"both at once:               w = 1 − {eta}·{lam}·1 − {lam}·1 = {w - eta * lam * w - lam * w:.2f}"
)

# %% [markdown]
# The third line is what happens if $\mathcal{L}$ in the printed rule already holds the penalty of the earlier slide: the decay is counted twice. A third λ hides on the slide of computational graphs: $\lambda\sum w^2$ without a ½, whose gradient is $2\lambda w$.
#
# ### Task 8. A step on the penalised loss (1 point, O4)
#
# One linear unit, $y = wx$, with $x = 2$, $t = 3$, $w = 1.2$. The loss is $E = \tfrac12(t-y)^2 + \tfrac{\lambda}{2}w^2$ with $\lambda = 0.3$. What is the new weight after one step with $\eta = 0.1$?
#
# <details><summary>Hint 1</summary>Which two parts has the gradient, and which sign has each here?</details>
# <details><summary>Hint 2</summary>∂E/∂w = −(t − y) x + λ w. Then the usual step.</details>
# <details><summary>Hint 3</summary>A neighbour: x = 1, t = 2, w = 1, λ = 0.5, η = 0.1. The gradient is −1 · 1 + 0.5 = −0.5, and the new weight 1.05.</details>

# %% answer="10-penalty"
w_new = None  # replace None by your number or expression
### BEGIN SOLUTION
w_new = 1.2 - 0.1 * (-(3 - 2.4) * 2 + 0.3 * 1.2)
### END SOLUTION

# %% check="10-penalty"
check("10-penalty", w_new)

# %% [markdown]
# ### Does the difference matter?
#
# Where do the two rules come to rest? Run both on this unit until the weight no longer moves, with three learning rates, and λ = 0.1.

# %%
lam, x1, t1 = 0.1, 2.0, 3.0
print("η        penalty rests at    rate rests at")
for rate in (0.1, 0.01, 0.001):
    by_penalty = by_rate = 1.2
    for _ in range(20000):
        by_penalty -= rate * (-(t1 - by_penalty * x1) * x1 + lam * by_penalty)
        by_rate -= rate * (-(t1 - by_rate * x1) * x1) + lam * by_rate
    print(f"{rate:<8g} {by_penalty:12.3f} {by_rate:17.3f}")

# %% [markdown]
# The penalty defines *what* is looked for; $\eta$ only says how fast. With the rate, the learning rate decides where the weight ends up. Take a learning rate that falls to nothing, as in part B: the gradient's part of the step falls with it, the decay does not, and the weights are forgotten.
#
# Neither is a mistake in itself. Decay as a rate of its own is in use, under the name *decoupled weight decay*, and then it is made to fall together with $\eta$. The engine offers both, under two names: `Network(…, l2=λ)` is the penalty, `net.step(eta, momentum, decay)` the rate.
#
# Mind the order of these three: `net.step(0.5, 0.001)` does **not** say `decay=0.001`. Swap `eta` and `decay` by accident and every weight loses, say, half its size per step while learning almost nothing. Write the names.
#
# ### Task 9. Extra: all in one step, with numbers of your own (2 points, O3)
#
# The next cell prints a weight $w$ on the move with velocity $v$, its gradient, and the three rates. What is the weight after one step of $v \leftarrow \mu v + \partial E/\partial w$, $\;w \leftarrow w - \eta v - \text{decay}\cdot w$? These numbers are yours: somebody else's answer will not fit. Give four decimals.
#
# <details><summary>Hint 1</summary>What is the velocity after the step?</details>
# <details><summary>Hint 2</summary>New velocity first. Then subtract twice from the old weight: η times the new velocity, and the decay times the old weight. In code, <code>mine["v"]</code> is your v.</details>
# <details><summary>Hint 3</summary>A neighbour: w = 2, v = −1, gradient 0.5, η = 0.2, μ = 0.3, decay 0.04. The velocity becomes −0.3 + 0.5 = 0.2, and the weight 2 − 0.04 − 0.08 = 1.88.</details>

# %%
mine = my_numbers("10-own")

# %% answer="10-own"
my_w_new = None  # replace None by your number or expression
### BEGIN SOLUTION
my_v = mine["momentum"] * mine["v"] + mine["dE_dw"]
my_w_new = mine["w"] - mine["eta"] * my_v - mine["decay"] * mine["w"]
### END SOLUTION

# %% check="10-own"
check("10-own", my_w_new)

# %% [markdown]
# ### A step with slips
#
# A colleague has written one step for a linear layer with the loss $E = \frac1m\sum\tfrac12(t-y)^2 + \tfrac\lambda2\sum W^2$. The biases carry no penalty, as is usual.


# %%
def colleague_step(x, t, W, b, eta, lam):
    delta = W @ x + b - t
    dW = delta @ x.T
    db = delta.sum(axis=1, keepdims=True)
    return W - eta * dW - lam * W, b - eta * db - lam * b


# %% [markdown]
# A gradient check works on steps too: what the step *claims* as its gradient is $(W - W_{\text{new}})/\eta$. To look at the decay alone, take the error away: let the targets be exactly what the layer answers.

# %%
rng = np.random.default_rng(3)
x_part = rng.normal(size=(2, 4))
W_part, b_part = np.array([[0.8, -0.5]]), np.array([[0.4]])
t_part, lam, eta = W_part @ x_part + b_part, 0.3, 0.1


def penalised(W, b):
    error = t_part - (W @ x_part + b)
    return (error**2).sum() / 2 / 4 + lam / 2 * (W**2).sum()


W_new, b_new = colleague_step(x_part, t_part, W_part, b_part, eta, lam)
of_W = gradient_check(lambda W: penalised(W, b_part), W_part, (W_part - W_new) / eta, quiet=True)
of_b = gradient_check(lambda b: penalised(W_part, b), b_part, (b_part - b_new) / eta, quiet=True)
print("      two forward passes    claimed by the step")
for name, found in (("W", of_W), ("b", of_b)):
    for numerical, claim in zip(found.numerical, found.analytic, strict=True):
        print(f"{name}  {round(numerical, 6) + 0:18.3f}  {claim:18.3f}")

# %% [markdown]
# ### Task 10. What does the check prove? (1 point, O4)
#
# - `"a"` The gradient of the data is wrong.
# - `"b"` The ½ of the penalty has been forgotten.
# - `"c"` The decay of W is not scaled by the learning rate, and b decays although the loss holds no penalty on it.
# - `"d"` W is right, and only b is wrong.
#
# <details><summary>Hint 1</summary>Divide claim by truth for the entries of W. Which number of the set-up is the ratio made from?</details>
# <details><summary>Hint 2</summary>What would the ratio be if a ½ were lost? And what if a factor η were? Then look at the row of b: what may a loss do with a number that it does not hold?</details>
# <details><summary>Hint 3</summary>A neighbour: with η = 0.5, a claim of 0.6 where 0.3 belongs is twice too much, and 1/η is 2 as well. That is why the check here takes η = 0.1.</details>

# %% answer="10-proof"
proof = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
proof = "c"
### END SOLUTION

# %% check="10-proof"
check("10-proof", proof)

# %% [markdown]
# ### Task 11. Repair it (3 points, O4)
#
# Change the function until it takes a step of gradient descent on that loss. There are **three** slips. Two you have just proved. The third showed nothing, because there was no error: look at the $\frac1m$. The check calls your function on data you have not seen, and gives credit for W and b separately.
#
# <details><summary>Hint 1</summary>What does the loss do over the patterns, and what does the code do?</details>
# <details><summary>Hint 2</summary>Write down dW of the whole loss, penalty included, then db. Only after that write the two steps, each with one η.</details>
# <details><summary>Hint 3</summary>A neighbour, a mean without a penalty: <code>delta = (W @ x - t) / x.shape[1]</code>, <code>return W - eta * delta @ x.T</code>.</details>


# %% answer="10-repair"
def repaired_step(x, t, W, b, eta, lam):
    delta = W @ x + b - t
    dW = delta @ x.T
    db = delta.sum(axis=1, keepdims=True)
    return W - eta * dW - lam * W, b - eta * db - lam * b


### BEGIN SOLUTION
# The released cell holds only the version above.


def repaired_step(x, t, W, b, eta, lam):  # noqa: F811
    delta = (W @ x + b - t) / x.shape[1]
    dW = delta @ x.T + lam * W
    return W - eta * dW, b - eta * delta.sum(axis=1, keepdims=True)


### END SOLUTION

# %% check="10-repair"
check("10-repair", repaired_step)

# %% [markdown]
# ## E. Where to begin
#
# Every walk starts somewhere. Why not at zero? Lecture 002 calls zero a very bad idea: a critical point, where no error propagates and all gradients are zero. Is that so? Take the 2-2-1 network of unit 06, sigmoid in both layers, with all six weights at zero.
#
# ### Task 12. A gradient at zero (1 point, O5)
#
# With all weights zero, $x_1 = 0.23$, $x_2 = 0.82$ and $t = 1$: what is $\partial E/\partial w_5$? (Lines 1 to 4 lead to the hidden units $a$ and $b$; $w_5$ leads from $a$ to the output, and $E = \tfrac12(t-y)^2$.)
#
# <details><summary>Hint 1</summary>What is the activation of a sigmoid unit whose net input is 0?</details>
# <details><summary>Hint 2</summary>Error, slope of the output, and what the line carries: three factors, with −(t − y) as the first.</details>
# <details><summary>Hint 3</summary>A neighbour: t = 0, y = 0.5, and a line that carries 0.8. The gradient is 0.5 · 0.25 · 0.8 = 0.1.</details>

# %% answer="10-zero_gradient"
dE_dw5 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw5 = -(1 - sigmoid(0)) * sigmoid(0) * (1 - sigmoid(0)) * sigmoid(0)
### END SOLUTION

# %% check="10-zero_gradient"
check("10-zero_gradient", dE_dw5)

# %%
print("largest |gradient| at zero weights   W[1]     W[2]     b[2]")
for f in ("sigmoid", "tanh", "relu"):
    net = Network([2, 2, 1], [f, "sigmoid"], init="zero")
    net.forward([[0.23], [0.82]])
    net.backward([[1.0]])
    sizes = [abs(each).max() for each in (net.dW[1], net.dW[2], net.db[2])]
    print(f"hidden units: {f:8}             ", "  ".join(f"{size:7.4f}" for size in sizes))

# %% [markdown]
# So the slide is right for tanh and ReLU, whose activation at 0 is 0, if we forget the bias of the output. With sigmoid hidden units zero is *not* a critical point: they carry one half, and $W[2]$ moves. But no error gets back through a zero $W[2]$, so $W[1]$ stands still in the first step. The advice is sound even where its reason is not: look at what follows.

# %%
for name, init in (("zero", "zero"), ("all 0.5", 0.5), ("normal, 0.1", gaussian(0.1))):
    net = Network([4, 16, 4], ["sigmoid", "softmax"], average=True, init=init)
    E = train(net, x, t, eta=2.0, epochs=60, batch=10).E
    twins = np.ptp(net.W[1], axis=0).max() < 1e-9
    print(f"{name:12} E = {E[-1]:.2f}   all hidden units alike: {twins}")

# %% [markdown]
# From zero and from any other constant, all hidden units have the same weights, get the same deltas, and stay alike for ever: sixteen units do the work of one, and the loss ends not far below $\ln 4 = 1.39$, what four equal guesses cost. Start with small **random** numbers: nothing else breaks the symmetry. Normal noise around zero is the lecture's example.
#
# ### How small is small?
#
# A net input is a sum, $n = \sum_k w_k a_k$. With random weights of variance $s^2$ and $N$ inputs of size about 1, its variance is about $N s^2$: each line adds its share. The lecture wants net inputs to stay where $f$ is nearly linear and its slope large. So ask for variance 1: $s^2 = 1/N$, that is $s = 1/\sqrt N$. This is LeCun's rule. Glorot's, $s^2 = 2/(\text{inputs}+\text{outputs})$, also minds the way back; He's, $s^2 = 2/\text{inputs}$, makes up for the half that ReLU cuts off.

# %%
spreads = {}
for name, init in (
    ("normal, 0.01", gaussian(0.01)),
    ("1/√inputs", "lecun"),
    ("normal, 1", gaussian(1.0)),
):
    net = Network([4, 32, 32, 32, 4], ["tanh"] * 3 + ["softmax"], init=init)
    net.forward(x)
    spreads[name] = net.n[3].copy()
    print(f"{name:14} third hidden layer: standard deviation of n = {spreads[name].std():.3f}")

# %% tags=["nbval-ignore-output"]
net_input_spread(
    spreads,
    lambda n: 1 - np.tanh(n) ** 2,
    "The net inputs of the third hidden layer, with the slope of tanh as a dashed line. Weights "
    "of 0.01: all net inputs sit at zero, the slope is full but no signal is left. Scaled weights: "
    "they spread over the steep part. Weights of 1: most lie on the flat parts, where the slope "
    "is almost zero; the outermost bars hold all that lies beyond 6.",
)

# %% [markdown]
# ### Task 13. Extra: weights of the right size (2 points, O5)
#
# Write `initial_weights(Z)`. `Z` holds random numbers of variance 1, one row for each unit and one column for each of its inputs. Return weights of variance $1/\text{inputs}$.
#
# <details><summary>Hint 1</summary>Which dimension of Z counts the inputs?</details>
# <details><summary>Hint 2</summary>Multiplying by s multiplies the variance by s².</details>
# <details><summary>Hint 3</summary>A neighbour: for 4 inputs the variance should be 1/4, so each number is multiplied by ½.</details>


# %% answer="10-spread"
def initial_weights(Z):
    """Weights in the shape of Z (units, inputs), of variance 1 / inputs."""
    ### BEGIN SOLUTION
    return Z / np.sqrt(Z.shape[1])
    ### END SOLUTION


# %% check="10-spread"
check("10-spread", initial_weights)

# %% [markdown]
# ## F. Vanishing gradients
#
# On its way back, an error is multiplied in every layer by weights and by a slope. The slope of a sigmoid is at most a quarter. On the flat parts of the curve, where a unit is *saturated*, it is almost zero. What is left after many layers?
#
# ### Task 14. How many quarters? (1 point, O5)
#
# Let every weight on a path be 1 and every slope be a full quarter, the best that a sigmoid can do. After how many sigmoids is less than a thousandth of the error left? Answer with a number: 3, 4, 5, 10 or 250.
#
# <details><summary>Hint 1</summary>What is left after two?</details>
# <details><summary>Hint 2</summary>Multiply quarters until the product falls below 1/1000.</details>
# <details><summary>Hint 3</summary>A neighbour: with factors of a half, seven leave 1/128, which is less than a hundredth; six leave 1/64, which is not.</details>

# %% answer="10-quarter"
sigmoids = None  # replace None by your number
### BEGIN SOLUTION
sigmoids = 5
### END SOLUTION

# %% check="10-quarter"
check("10-quarter", sigmoids)

# %% [markdown]
# Now measure it. The next cell builds networks of 2 to 16 layers of weights, 32 units wide, from five kinds of start, with three functions. It compares the size of $\delta[1]$ with the size of the last delta. Predict first: which corner of the map will be darkest, and will any field be *larger* than 1?

# %%
starts = {
    "normal, 0.01": gaussian(0.01),
    "normal, 0.1": gaussian(0.1),
    "normal, 1": gaussian(1.0),
    "lecun": "lecun",
    "he": "he",
}
depths, ratios = (2, 4, 8, 16), {}
for f in ("sigmoid", "tanh", "relu"):
    ratios[f] = np.zeros((len(starts), len(depths)))
    for i, init in enumerate(starts.values()):
        for j, depth in enumerate(depths):
            sizes = [4, *[32] * (depth - 1), 4]
            net = Network(sizes, [f] * (depth - 1) + ["softmax"], average=True, init=init)
            net.forward(x)
            net.backward(t)
            first, last = (np.sqrt(np.mean(net.delta[k] ** 2)) for k in (1, depth))
            ratios[f][i, j] = first / last
print("powers of ten of δ[1] / δ[16], 16 layers")
for f, ratio in ratios.items():
    listed = "  ".join(
        f"{name}: {round(p)}" for name, p in zip(starts, np.log10(ratio[:, -1]), strict=True)
    )
    print(f"{f:8} {listed}".replace("-", "−"))

# %% tags=["nbval-ignore-output"]
gradient_map(
    ratios,
    depths,
    list(starts),
    "Measured: the power of ten of the first delta over the last one. Minus numbers (orange) "
    "mean that the error vanishes, plus numbers (violet) that it explodes. Deep sigmoid networks "
    "lose it from every start. The scaled starts of the two bottom rows keep it with tanh; ReLU "
    "needs the last one. Weights of 0.01 lose it, and with tanh or ReLU weights of 1 blow it up.",
)

# %% [markdown]
# Read the map by rows. Small constant noise, the lecture's first suggestion, is fine for two layers and hopeless for sixteen. By columns: depth does the harm, since each layer multiplies once more. By panels: the sigmoid's quarter loses in every row. Weights of 1 make up for much of it, at the price of saturated units. That is one reason why deep networks today use ReLU and scaled starts.
#
# What does a vanished gradient look like in training?

# %%
for f, init in (
    ("sigmoid", gaussian(0.1)),
    ("sigmoid", "lecun"),
    ("tanh", "lecun"),
    ("relu", "he"),
):
    net = Network([4, *[32] * 7, 4], [f] * 7 + ["softmax"], average=True, init=init)
    E = train(net, x, t, eta=0.1, epochs=30, batch=10, momentum=0.5).E
    name = init if isinstance(init, str) else "normal, 0.1"
    print(f"8 layers, {f:7} {name:12} E = {E[0]:.2f} at first, {E[-1]:.2f} after 30 epochs")

# %% [markdown]
# The two deep sigmoid networks sit at $\ln 4$ as if nobody taught them. Nothing is wrong with the code: the gradient check would pass. The signal is just too small.

# %% [markdown]
# ### Try it: how deep may a network be?
#
# **Extra, about 3 minutes.** The map shows each layer's delta beside the last one's, measured on a random network. Where does a sigmoid network of 24 layers keep its gradient? Predict, then look. Is there a gain at which tanh neither loses nor inflates it? And ReLU?

# %% tags=["nbval-ignore-output"]
ActivationExplorer()

# %% [markdown]
# ## What is left for you to choose
#
# A **parameter** is learnt: weights and biases. A **hyperparameter** is chosen before learning starts. Lecture 002 counts them; here is what this unit and the earlier ones say about each.
#
# | hyperparameter | a first choice, and how to tell |
# |---|---|
# | learning rate | the largest that does not jump; let it fall |
# | strength of the regularisation, λ | try powers of ten; judge on patterns not learnt |
# | number of epochs | until the loss on patterns not learnt stops falling |
# | number of hidden layers | one or two; more only with a start that keeps the error |
# | units in each hidden layer | enough that the training loss can fall |
# | initialisation | scaled and random: `"lecun"` for tanh, `"he"` for ReLU |
# | loss | by the task: half squared error for numbers, softmax with negative log-likelihood for kinds |
# | activation functions | ReLU or tanh inside; by the task at the output |
# | and more | size of a minibatch, momentum, order of the patterns, seed |
#
# One rule stands above the table: never choose a hyperparameter by the patterns that you will report on. Keep three sets apart: one to learn from, one to choose by, and one to report on, once.

# %% [markdown]
# ### Try it: a playground
#
# **Extra, about 3 minutes.** Every choice of this unit is one control here. Begin with XOR and no hidden layer: will it be solved? Then start from zero weights, then with momentum, then with a decay that is too large. Predict before you press Play.

# %% tags=["nbval-ignore-output"]
Playground()

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# Your network's loss does not go down. Name three different causes from this unit. For each: what would you look at to tell it from the other two, before you change anything?
#
# <details><summary>After you have talked</summary>
#
# A learning rate too small: the loss falls, but evenly and slowly; ten times the rate falls faster. A learning rate too large: the loss jumps, in single minibatches too. Vanishing gradients: print the sizes of δ layer by layer, the first ones are many powers of ten below the last. A symmetric start: the rows of W[1] are equal. A decay too strong: Σ W² falls towards zero while the loss stands. A slip in the backward pass: the gradient check fails, and that is the first thing to look at.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand)
#
# Somebody hands you a network of ten sigmoid layers, started with normal noise of 0.01, trained on all patterns at once with $\eta = 0.001$. Its loss stands still. In four to six sentences: what do you change, in which order, and what do you measure after each change?
#
# | points | your answer … |
# |---|---|
# | 1 | finds the vanishing error and names at least two causes of it (function, start, depth) |
# | 1 | says what minibatches and the learning rate change, and in which direction to go |
# | 1 | names a measurement for each change, and judges on patterns that were not learnt |

# %% [markdown] manual="10-reflect" points=3
# ### BEGIN SOLUTION
# First I print the size of δ for every layer: with slopes of at most a quarter and weights of 0.01, the first ones will be many powers of ten below the last. So I replace the sigmoids by ReLU or tanh and the start by a scaled one, and measure again: the sizes should be alike. Then I train on minibatches of ten or so: many more steps for the same work, and noise that does little harm. The learning rate of 0.001 is probably too small; I raise it tenfold until the loss jumps, go back one step, and let it fall over the epochs. After each change I look at the training loss, and I compare the variants on patterns that none of them has learnt. At the end I report on a third set that I have not looked at before.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently, and why
#
# The slides behind this unit print no worked numbers, so there is no table of digits. Four statements deserve a second look; each was measured above.
#
# | the slide | a second look |
# |---|---|
# | 002: $\theta - \alpha\nabla\mathcal{L} - \lambda\theta$, called weight decay, with the penalty $\tfrac\lambda2\lVert W\rVert^2$ on an earlier slide | The penalty's gradient is scaled by α, the printed decay is not (0.95 against 0.50 in the example of part D). Both together count it twice. |
# | 002: $\lambda\sum w^2$ on one slide, $\tfrac\lambda2\lVert W\rVert^2$ on another | A factor 2 in λ. Ask for the formula before you compare two λs. |
# | 002: zero is a critical point, gradients will be zero | True for tanh and ReLU, apart from the output's bias. With sigmoid hidden units $\partial E/\partial w_5 = -0.0625$ in Task 12. The advice stays right, for symmetry's sake. |
# | 002: small noise of *constant* variance, for example | Right for shallow networks. The map in part F shows that deep ones need the variance to follow the layer's width. |
#
# Lecture 001 calls the update on one pattern stochastic gradient descent; 002 uses the name for minibatches too. Both are common.

# %% [markdown]
# ## Further reading
#
# - Y. LeCun and others, *Efficient BackProp* (1998), sections 4.1 to 4.7, named by lecture 001: minibatches, learning rates, and where the $1/\sqrt{\text{inputs}}$ comes from.
# - M. Bernacki and P. Włodarczyk, *Principles of training multi-layer neural network using backpropagation* (AGH Kraków), the source of lecture 001's walk-through: the two ways with η.
# - H. Larochelle's *Neural networks* lectures and the CS231n lectures, both named by lecture 001: initialisation and momentum.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, chapters 7 and 8: decay, momentum, initialisation.
# - X. Glorot and Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010): a well-known study of the same question.
#
# ## Back to the objectives
#
# - **O1** You saw 400 noisy steps beat 20 exact ones, and counted steps and epochs.
# - **O2** You read learning rates from curves, and let one fall.
# - **O3** You took steps with momentum by hand and in code, and one with numbers of your own.
# - **O4** You told λ from λ, took the error away to see the decay alone, and repaired three slips.
# - **O5** You computed the gradient at zero weights, saw constants stay twins, and measured where errors vanish and where they explode.
#
# Next: unit 11, which asks what all this means, where it fails, and whether the brain could do it.
