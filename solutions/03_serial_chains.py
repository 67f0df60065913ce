# %% [markdown]
# # Unit 03. Serial chains
#
# In unit 02 every weight touched the output and saw its error. Now put weights in a row, one behind the other. The first of them is far from the output. Nobody tells it an error. What should it do?
#
# **What you will be able to do**
#
# - **O1** Say why one wants deep networks, and how weights in a row differ from weights side by side.
# - **O2** Run a chain forward, send the error back through it, and find every gradient, by hand and in code.
# - **O3** Derive a chain's learning rule, find a slip in its printed form, prove it with measured slopes, and repair it.
# - **O4** Say what backpropagation shares with the delta rule, what it adds, what it saves, and which sign its δ has.
# - **O5** Predict when a chain learns slowly and when it learns suddenly, with a formula.
#
# **Time** About 60 minutes in two sittings. First sitting: A why deep 9, B coupled weights 5, C the error sent back 18. Second sitting: D a slip, proved and repaired 11, E plateau and sudden rise 10, reflection 7. Three tasks are marked **Extra** (8, 9 and 14). They take 10 minutes more, and you may leave them for another day.
#
# **What you need** Unit 02 (the delta rule), the chain rule, and for part E the exponential function. This unit follows lecture 004 (A. Saxe, *The backpropagation algorithm*) from its question about deep networks up to its comparison of the delta rule with backprop.

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
from backprop import Network, gradient_check
from backprop.widgets.chain_diagram import chain_diagram
from backprop.widgets.live.chain import Chain
from backprop.widgets.loss_curve import loss_curve
from backprop.widgets.sudden_rise import sudden_rise
from backprop.widgets.two_topologies import two_topologies

from autograder import check
from autograder.numbers import all_numbers

# %% [markdown]
# ## Symbols
#
# Where lecture 004 and this course differ:
#
# | lecture 004 | here |
# |---|---|
# | $i$ | input $x$ |
# | $h_j$, the activity that *enters* weight $w_j$; $h_1 = i$ | $a_{j-1}$; $a_0 = x$ |
# | $h_{j+1}$, what comes *out* of $w_j$ | $a_j$, so $a_j = w_j\,a_{j-1}$ |
# | $\delta_{j+1}$, the signal at the end of $w_j$ | $\delta_j = \partial E/\partial a_j$, the **delta** of the unit at the end of $w_j$ |
# | $\delta = (t-o)\cdots$, added: $\Delta w = +\lambda\,\delta h$ | $\delta = -(t-o)\cdots$, subtracted: $\Delta w = -\eta\,\delta a$ |
# | $E = (t-o)^2$ | $E = \tfrac12 (t-o)^2$ |
# | $\lambda$ | learning rate $\eta$ (`eta`) |
#
# The same in both: weights $w_1, w_2, \dots$ counted from the input, output $o$, target $t$, error $e = t - o$. In code, index and formula agree: `w[1]` is $w_1$, `a[0]` is the input, and slot 0 of `w` stays unused. A unit's net input is written $n$ in this course. All units of this unit are linear, $a = n$, so $\delta_j$ is $\partial E/\partial n_j$ as well.

# %% [markdown]
# ## A. Why deep?
#
# One layer and the delta rule: simple, fast, and a bowl-shaped loss. Why would anybody want more? The lecture gives three reasons.
#
# - **What can be represented.** Unit 02 ended with XOR: no single layer gets it right.
# - **Brains.** Between the eye and the hand a signal passes many areas, each feeding the next.
# - **Practice.** Networks that recognise images, speech or text work better with many layers than with few.
#
# But the delta rule needs the error of the output that a weight leads to. A unit in the middle, a **hidden** unit, has no target of its own. So what is its error?
#
# ### Two topologies
#
# There are two fundamental ways to lay lines. Four weights can stand side by side, each with its own input. Or they can stand in a row, each fed by the one before.

# %%
w = [None, 0.6, 1.5, 0.2, 2.5]  # slot 0 stays unused, so that w[1] is the first weight
x, t = 3.0, 1.65

# %% tags=["nbval-ignore-output"]
two_topologies(
    w[1:],
    says="Left four weights in parallel: each leads from its own input to the output, which adds. "
    "Right the same four in series: each leads to the input of the next, so they multiply.",
)

# %% [markdown]
# In parallel, $o = w_1x_1 + w_2x_2 + w_3x_3 + w_4x_4$: a sum. In series,
#
# $$o = w_4\,w_3\,w_2\,w_1\,x = \Bigl(\prod_j w_j\Bigr)\,x .$$
#
# The sign $\prod$ says "multiply them all", as $\sum$ says "add them all".
#
# An honest remark. A chain of linear weights can do no more than one weight: $w_4w_3w_2w_1$ is one number. It does not solve XOR either; that takes a nonlinearity, in unit 06. We study the chain because it is the simplest network with a middle, and because it *learns* in a way in which one weight never does.
#
# ### Task 1. Predict: the steepest slope (1 point, O1)
#
# The chain has $w_1 = 0.6$, $w_2 = 1.5$, $w_3 = 0.2$, $w_4 = 2.5$. You may change one of the four by a little, say by 0.01. Which one moves the output most?
#
# - `"a"` $w_1$
# - `"b"` $w_2$
# - `"c"` $w_3$
# - `"d"` $w_4$
#
# <details><summary>Hint 1</summary>
#
# If $w_1$ grows by 0.01, by how much does $a_1$ grow? And what happens to this growth on the way to the output?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A change of one weight is multiplied by the input and by all the *other* weights.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With two weights, $w_1 = 5$ and $w_2 = 3$, and input 1: 0.01 more of $w_1$ gives $0.01 \cdot 3 = 0.03$ more output, 0.01 more of $w_2$ gives $0.01 \cdot 5 = 0.05$ more.
#
# </details>

# %% answer="03-steepest"
steepest = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
steepest = "c"
### END SOLUTION

# %% check="03-steepest"
check("03-steepest", steepest)

# %% [markdown]
# ### Forward, worked
#
# Activity runs from left to right, one multiplication a step.

# %%
a = [x, 0.0, 0.0, 0.0, 0.0]
for j in (1, 2, 3, 4):
    a[j] = w[j] * a[j - 1]
    print(f"a{j} = w{j} · a{j - 1} = {w[j]} · {a[j - 1]:.4g} = {a[j]:.4g}")
o = a[4]
e = t - o
print(f"output o = a4 = {o:.4g}")
print(f"error  e = t − o = {t} − {o:.4g} = {e:.4g}")
print(f"loss   E = e · e / 2 = {e**2 / 2:.4g}")

# %% tags=["nbval-ignore-output"]
chain_diagram(
    w[1:],
    a,
    says="The chain with its activities: 3 goes in, each weight multiplies what arrives, and 1.35 "
    "comes out. A thick line is a large weight.",
)

# %% [markdown]
# Now nudge each weight by 0.01 and look at the output. This settles Task 1.

# %%
for j in (1, 2, 3, 4):
    nudged = [*w[1:j], w[j] + 0.01, *w[j + 1 :]]
    more = np.prod(nudged) * x - o
    print(f"w{j} = {w[j]} up by 0.01: the output grows by {more:.4f}")

# %% [markdown]
# The weakest weight has the longest lever. Its slope is $\partial o/\partial w_3 = w_4\,w_2\,w_1\,x$, with everything in it except $w_3$ itself.
#
# ### Task 2. Yours: another chain (3 points, O2)
#
# Three weights: $w_1 = 0.3$, $w_2 = -1.5$, $w_3 = 0.7$. The input is $x = 4$, the target $t = -0.36$. Compute the output $o$, the error $e$ and the loss $E$.
#
# <details><summary>Hint 1</summary>
#
# Which number enters $w_2$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $a_1 = w_1 x$, $a_2 = w_2 a_1$, $o = w_3 a_2$. Then $e = t - o$ (target first) and $E = \tfrac12 e^2$. Two of these numbers are negative.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With $w = (0.5, -2, 0.1)$, $x = 6$, $t = -0.2$: $a_1 = 3$, $a_2 = -6$, $o = -0.6$, $e = -0.2 - (-0.6) = 0.4$, $E = 0.08$.
#
# </details>

# %% answer="03-forward"
o_3 = None  # replace None by your number or expression
e_3 = None
E_3 = None
### BEGIN SOLUTION
o_3 = 0.7 * -1.5 * 0.3 * 4
e_3 = -0.36 - o_3
E_3 = e_3**2 / 2
### END SOLUTION

# %% check="03-forward"
check("03-forward", (o_3, e_3, E_3))

# %% [markdown]
# ## B. Coupled weights
#
# ### How to fix the chain?
#
# The output is 1.35 and should be 1.65. Which weight should change? Four people each pick one weight and repair the whole error with it. In a chain that is easy: to multiply the output by $t/o$, multiply one weight by $t/o$.

# %%
ratio = t / o
print(f"t / o = {ratio:.4f}")
for j in (1, 2, 3, 4):
    repaired = [*w[1:j], w[j] * ratio, *w[j + 1 :]]
    print(f"only w{j}: {w[j]} -> {w[j] * ratio:.4f}   output {np.prod(repaired) * x:.4f}")
everybody = np.prod([weight * ratio for weight in w[1:]]) * x
print(f"all four at once:     output {everybody:.4f}, and the target is {t}")

# %% [markdown]
# Each repair alone is perfect. All four together overshoot: the output is multiplied by $t/o$ four times. Nobody can choose the right change without knowing what the others do.
#
# How does this compare with weights in parallel? Take two weights, raise each by 0.1, first alone and then both.

# %%
p, q = 0.6, 1.5  # two weights
parallel, serial = (lambda w1, w2: w1 * 3 + w2 * 3), (lambda w1, w2: w2 * w1 * 3)
for name, output in (("parallel", parallel), ("serial", serial)):
    first = output(p + 0.1, q) - output(p, q)
    second = output(p, q + 0.1) - output(p, q)
    both = output(p + 0.1, q + 0.1) - output(p, q)
    print(f"{name:8}  w1 alone {first:.2f}   w2 alone {second:.2f}   "
          f"their sum {first + second:.2f}   both at once {both:.2f}")  # fmt: skip

# %% [markdown]
# | | parallel | serial |
# |---|---|---|
# | output | $o = \sum_j w_j x_j$, a sum of terms | $o = \bigl(\prod_j w_j\bigr)\,x$, a product of factors |
# | slope | $\partial o/\partial w_k = x_k$ | $\partial o/\partial w_k = x \prod_{j \ne k} w_j$ |
# | the weights are | **independent**: no other weight in the slope | **coupled**: every other weight in the slope |
#
# ### Task 3. What changes? (1 point, O1)
#
# In the chain $o = w_3\,w_2\,w_1\,x$ somebody doubles $w_2$ and touches nothing else. Which of the three slopes $\partial o/\partial w_1$, $\partial o/\partial w_2$, $\partial o/\partial w_3$ double too?
#
# - `"a"` none
# - `"b"` only $\partial o/\partial w_2$
# - `"c"` $\partial o/\partial w_1$ and $\partial o/\partial w_3$
# - `"d"` all three
#
# <details><summary>Hint 1</summary>
#
# Write the three slopes down as products. How many factors has each?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A product is linear in each of its factors. Differentiating by a factor takes that factor away and leaves the rest.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For $F = a\,b$: $\partial F/\partial a = b$ and $\partial F/\partial b = a$. Doubling $a$ doubles the second and leaves the first alone.
#
# </details>

# %% answer="03-coupled"
coupled = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
coupled = "c"
### END SOLUTION

# %% check="03-coupled"
check("03-coupled", coupled)

# %% [markdown]
# So to change a weight well, one must know the effect of all the weights between it and the output. In this course these are called the **upstream** weights, since the gradient comes from the side of the loss. The weights on the other side count as well, but their work is done already: it is stored in the activity that arrives.

# %% [markdown]
# ## C. The error sent back
#
# ### The idea
#
# Here is the solution, in three sentences. Run forward and keep every activity. Send a signal back from the output, and multiply it by each weight that it passes. Then use a rule like the delta rule at each weight: signal at its end, times activity at its start.
#
# The signal at unit $j$ is its **delta**, $\delta_j = \partial E/\partial a_j$: how the loss answers when this activity is pushed. At the output, $E = \tfrac12 (t-o)^2$ gives $\delta_4 = -(t-o) = -e$. One step further left, a push of $a_3$ moves $a_4$ by $w_4$ times as much. So $\delta_3 = w_4\,\delta_4$, and so on:
#
# $$\delta_4 = -(t - o), \qquad \delta_j = w_{j+1}\,\delta_{j+1}, \qquad \frac{\partial E}{\partial w_j} = \delta_j\,a_{j-1} .$$
#
# ### Worked: the four deltas

# %%
delta = [0.0, 0.0, 0.0, 0.0, -e]
print(f"δ4 = −e           = {delta[4]:.4g}")
for j in (3, 2, 1):
    delta[j] = w[j + 1] * delta[j + 1]
    print(f"δ{j} = w{j + 1} · δ{j + 1} = {w[j + 1]} · ({delta[j + 1]:.4g}) = {delta[j]:.4g}")

# %% tags=["nbval-ignore-output"]
chain_diagram(
    w[1:],
    a,
    "The same chain with its deltas below. Read the activities from left to right and the "
    "deltas from right to left: on its way back the signal is multiplied by the same weights.",
    deltas=delta[1:],
)

# %% [markdown]
# ### Worked: the four gradients
#
# Each is a delta times an activity. On the right stands what nudging the weight says.


# %%
def chain_loss(weights):
    """Half squared error of the chain with the four weights given; input and target stay."""
    return (t - np.prod(weights) * x) ** 2 / 2


h = 1e-5
for j in (1, 2, 3, 4):
    up, down = np.array(w[1:]), np.array(w[1:])
    up[j - 1] += h
    down[j - 1] -= h
    measured = (chain_loss(up) - chain_loss(down)) / (2 * h)
    print(f"∂E/∂w{j} = δ{j} · a{j - 1} = ({delta[j]:.4g}) · {a[j - 1]:.4g} = "
          f"{delta[j] * a[j - 1]:7.4f}   measured {measured:7.4f}")  # fmt: skip

# %% [markdown]
# ### Task 4. The deltas of your chain (3 points, O2)
#
# Back to the chain of Task 2: $w = (0.3, -1.5, 0.7)$, $x = 4$, $t = -0.36$. Give $\delta_3$, $\delta_2$ and $\delta_1$, in this order: the order in which they arise. (By their meaning these are $\partial E/\partial o$, $\partial E/\partial a_2$ and $\partial E/\partial a_1$.)
#
# <details><summary>Hint 1</summary>
#
# Where does the signal start, and with which sign?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\delta_3 = -e$. Then multiply by the weight that the signal passes, going left: $\delta_2 = w_3\,\delta_3$, $\delta_1 = w_2\,\delta_2$. $w_1$ is never passed.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With $w = (0.5, -2, 0.1)$ and $e = 0.4$: $\delta_3 = -0.4$, $\delta_2 = 0.1 \cdot (-0.4) = -0.04$, $\delta_1 = -2 \cdot (-0.04) = 0.08$.
#
# </details>

# %% answer="03-deltas"
delta_3 = None  # replace None by your number or expression
delta_2 = None
delta_1 = None
### BEGIN SOLUTION
delta_3 = -(-0.36 + 1.26)
delta_2 = 0.7 * delta_3
delta_1 = -1.5 * delta_2
### END SOLUTION

# %% check="03-deltas"
check("03-deltas", (delta_3, delta_2, delta_1))

# %% [markdown]
# ### Task 5. The gradients of your chain (3 points, O2)
#
# Give $\partial E/\partial w_3$, $\partial E/\partial w_2$ and $\partial E/\partial w_1$ of the same chain.
#
# <details><summary>Hint 1</summary>
#
# Which two numbers meet at a weight, one from each side?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\partial E/\partial w_j = \delta_j\,a_{j-1}$: the delta at its end times the activity at its start. $a_0$ is the input.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With $a = (6, 3, -6)$ before the weights and $\delta = (0.08, -0.04, -0.4)$ behind them: $-0.4 \cdot (-6) = 2.4$, then $-0.04 \cdot 3 = -0.12$, then $0.08 \cdot 6 = 0.48$.
#
# </details>

# %% answer="03-gradients"
dE_dw3 = None  # replace None by your number or expression
dE_dw2 = None
dE_dw1 = None
### BEGIN SOLUTION
dE_dw3 = -0.9 * (-1.5 * 0.3 * 4)
dE_dw2 = -0.9 * 0.7 * (0.3 * 4)
dE_dw1 = -0.9 * 0.7 * -1.5 * 4
### END SOLUTION

# %% check="03-gradients"
check("03-gradients", (dE_dw3, dE_dw2, dE_dw1))

# %% [markdown]
# ### It is gradient descent
#
# Is the rule only plausible, or does it follow? Take the second weight of four. Everything else in the product is a constant when we differentiate by $w_2$: on its left $w_4w_3$, on its right $w_1x$.
#
# ### Task 6. Put the derivation in order (2 points, O3)
#
# The six lines are shuffled. Give their order as a text of six letters.
#
# | | line |
# |---|---|
# | A | $\dfrac{\partial E}{\partial w_2} = -(t - o) \cdot \dfrac{\partial o}{\partial w_2}$ |
# | B | $\dfrac{\partial E}{\partial w_2} = -(t - o) \cdot w_4 w_3 \cdot w_1 x$ |
# | C | $\Delta w_2 = -\eta\,\delta_2\,a_1$ |
# | D | $E = \tfrac12 (t - o)^2$, with $o = w_4 w_3 w_2 w_1 x$ |
# | E | $\dfrac{\partial E}{\partial w_2} = \delta_2\,a_1$, with the names $\delta_2 = -(t - o)\,w_4 w_3$ and $a_1 = w_1 x$ |
# | F | $\dfrac{\partial E}{\partial w_2} = -(t - o) \cdot \dfrac{\partial}{\partial w_2}\,(w_4 w_3 w_2 w_1 x)$ |
#
# <details><summary>Hint 1</summary>
#
# What must be on the page before anything can be differentiated, and what comes only when the slope is known?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Chain rule first, then what the output is, then the derivative of the product, then names for its two groups of factors, then the step.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# The same walk for $E = u^3$ with $u = abc$ and the variable $b$: definition; $\partial E/\partial b = 3u^2\,\partial u/\partial b$; $= 3u^2\,\frac{\partial}{\partial b}(abc)$; $= 3u^2\,ac$; with the name $\gamma = 3u^2a$ it is $\gamma c$; the step $\Delta b = -\eta\,\gamma c$.
#
# </details>

# %% answer="03-derivation"
derivation = None  # replace None by six letters, such as "ABCDEF"
### BEGIN SOLUTION
derivation = "DAFBEC"
### END SOLUTION

# %% check="03-derivation"
check("03-derivation", derivation)

# %% [markdown]
# Line E is the heart of it. The gradient falls into two parts: one that comes back from the output, and one that came forward from the input. Each part belongs to a place in the chain, not to a weight, so neighbours can share it.
#
# ### Task 7. Write the backward pass (3 points, O2)
#
# Write `backward(x, t, w)` for a chain of any length. `w` is an array with $w_1$ in `w[1]`, $w_2$ in `w[2]` and so on; `w[0]` is 0 and means nothing. Return the gradients in an array of the same shape, with 0 in slot 0. It will be called on chains that you have not seen.
#
# <details><summary>Hint 1</summary>
#
# Which numbers must be kept on the way forward, and in which direction does the second loop run?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two arrays, `a` and `delta`, each as long as `w`. Forward: `a[j] = w[j] * a[j - 1]` for rising j. Backward: `delta[j] = w[j + 1] * delta[j + 1]` for falling j, from the last but one. `range(5, 0, -1)` counts 5, 4, 3, 2, 1.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# All products of neighbours in an array `v`, slot 0 unused: `p = np.zeros(len(v))`, then `for j in range(2, len(v)): p[j] = v[j] * v[j - 1]`, then `return p`.
#
# </details>


# %% answer="03-backward"
def backward(x, t, w):
    """The gradients of the half squared error by w[1], w[2], ...; slot 0 holds 0."""
    ### BEGIN SOLUTION
    last = len(w) - 1
    a, delta, dw = np.zeros(len(w)), np.zeros(len(w)), np.zeros(len(w))
    a[0] = x
    for j in range(1, last + 1):
        a[j] = w[j] * a[j - 1]
    delta[last] = a[last] - t
    for j in range(last - 1, 0, -1):
        delta[j] = w[j + 1] * delta[j + 1]
    dw[1:] = delta[1:] * a[:-1]
    return dw
    ### END SOLUTION


# %% check="03-backward"
check("03-backward", backward)

# %% [markdown]
# The engine knows chains too: five layers of one unit each. Its weights are 1 × 1 matrices.

# %%
net = Network([1, 1, 1, 1, 1], f="linear", bias=False)
for j in (1, 2, 3, 4):
    net.W[j][:] = w[j]
net.forward([[x]])
net.backward([[t]])
for j in (4, 3, 2, 1):
    print(f"delta[{j}] = {net.delta[j].item():7.4f}   dW[{j}] = {net.dW[j].item():7.4f}")
print(repr(gradient_check(net, [[x]], [[t]], quiet=True)))

# %% [markdown]
# ### Delta rule and backprop, side by side
#
# | | delta rule | backprop |
# |---|---|---|
# | rule | $\Delta w = \eta\,e\,x^T$ | $\Delta w_j = -\eta\,\delta_j\,a_{j-1}$, where $j$ counts the layers |
# | signal at the end of the weight | the true error | the error sent back |
# | activity at its start | the true input | the activity of a hidden unit |
# | works for | one layer | any number of layers |
# | both are | gradient descent on $E$ | gradient descent on $E$ |
#
# With a single weight the two are the same: $\delta_1 = -e$ and $a_0 = x$.
#
# ### Task 8. Extra: what does it save? (1 point, O4)
#
# A chain of 10 weights. One may write each gradient as its own product of eleven numbers ($-e$, $x$ and the nine other weights): 10 multiplications for each gradient, 100 in all. How many multiplications does backprop need? Count the whole forward pass, the deltas and the gradients. The answer is one of 10, 20, 29, 30 and 100.
#
# <details><summary>Hint 1</summary>
#
# How many multiplications does the forward pass of the four-weight chain take?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Forward one for each weight. Deltas one for each, except the last delta, which is $-e$. Gradients one for each. Changing a sign is free.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For 4 weights: 4 forward, 3 deltas, 4 gradients, in all 11. Separate products would take $4 \cdot 4 = 16$.
#
# </details>

# %% answer="03-effort"
multiplications = None  # replace None by your number
### BEGIN SOLUTION
multiplications = 10 + 9 + 10
### END SOLUTION

# %% check="03-effort"
check("03-effort", multiplications)

# %% [markdown]
# For a thousand weights it is 2999 against a million. A gradient for *every* weight costs about three times what the output alone costs, however long the chain. That is why the algorithm made deep learning possible.
#
# ### Task 9. Extra: two conventions mixed (1 point, O4)
#
# The lecture sends back $\delta = (t-o)\cdots$ and *adds* $\lambda\,\delta h$. We send back $\delta = -(t-o)\cdots$, the derivative itself, and *subtract* $\eta\,\delta a$. Both are right. A colleague takes our $\delta$ and the lecture's plus sign. What happens?
#
# - `"a"` nothing: the two signs cancel
# - `"b"` every step climbs, and the loss grows
# - `"c"` the steps are twice as long
# - `"d"` only the last weight learns
#
# <details><summary>Hint 1</summary>
#
# Our last delta is $-e$. With $e > 0$ and a positive activity, does the colleague's step make the weight larger or smaller?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\delta_j\,a_{j-1}$ is the gradient in our convention. A gradient points uphill.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# One weight, $w = 0.5$, $x = 2$, $t = 3$: $o = 1$, our $\delta = -2$, our gradient $-4$. With rate 0.1 the mixed step leads to $0.5 + 0.1 \cdot (-4) = 0.1$. What is the output there?
#
# </details>

# %% answer="03-sign"
mixed = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
mixed = "b"
### END SOLUTION

# %% check="03-sign"
check("03-sign", mixed)

# %% [markdown]
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.

# %% [markdown]
# ## D. A slip, proved and repaired
#
# ### Two rules that do not fit together
#
# Lecture 004 prints two rules for its chain $o = w_4w_3w_2w_1\,i$, in its own symbols:
#
# $$\delta_j = w_{j+1}\,\delta_{j+1} \quad(1) \qquad\qquad \Delta w_j = \lambda\,\delta_{j+1}\,h_j \quad(2)$$
#
# Here $h_j$ enters $w_j$ and $h_{j+1} = w_j h_j$ comes out, so $\delta_{j+1}$ sits at the end of $w_j$. Rule (2) is right. Rule (1) looks exactly like ours. Is it right *in these symbols*? Don't decide by looking. Prove it.
#
# We read the rules as they stand for the chain of part A. The signal starts with the error. A later slide calls the last delta $\delta_D$ with $D = 4$, so take $\delta_4 = t - o$ for a start.
#
# ### Task 10. Measure against the claim (2 points, O3)
#
# For $w_2$ of the chain in part A ($w = (0.6, 1.5, 0.2, 2.5)$, $x = 3$, $t = 1.65$) give two numbers:
#
# - `measured`: the slope $\partial E/\partial w_2$ by nudging, $(E(1.51) - E(1.49))\,/\,0.02$, where $E$ is our half squared error and only $w_2$ moves;
# - `claimed`: minus the slide's $\delta_3\,h_2$, with its $\delta_3$ from rule (1) and $\delta_4 = t - o$. It should be the same number.
#
# `chain_loss([...])` gives the loss for four weights.
#
# <details><summary>Hint 1</summary>
#
# What does rule (1) say for $j = 3$? And which activity enters $w_2$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Rule (1): $\delta_3 = w_4\,\delta_4$. The slide's $h_2$ is our $a_1 = w_1 x$. The claim is minus their product, since the slide adds where we subtract.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For $w_3$: measured is `(chain_loss([0.6, 1.5, 0.21, 2.5]) - chain_loss([0.6, 1.5, 0.19, 2.5])) / 0.02`, which is −2.025. Claimed is minus $\delta_4 h_3 = -(0.3 \cdot 2.7) = -0.81$.
#
# </details>

# %% answer="03-proof"
measured_2 = None  # replace None by your number or expression
claimed_2 = None
### BEGIN SOLUTION
measured_2 = (chain_loss([0.6, 1.51, 0.2, 2.5]) - chain_loss([0.6, 1.49, 0.2, 2.5])) / 0.02
claimed_2 = -(2.5 * (1.65 - 1.35)) * (0.6 * 3)
### END SOLUTION

# %% check="03-proof"
check("03-proof", (measured_2, claimed_2))

# %% [markdown]
# The two differ, so the rules cannot both be right. One counterexample is enough. Here is the whole chain, true gradients beside the claims.

# %%
slide_delta = {5: e, 4: e}  # the error at the end of w4; and the start that rule (1) needs
for j in (3, 2):
    slide_delta[j] = w[j + 1] * slide_delta[j + 1]  # rule (1) as printed
print("        true gradient   by the slide   ratio")
for j in (1, 2, 3, 4):
    true, claim = delta[j] * a[j - 1], -slide_delta[j + 1] * a[j - 1]  # its h_j is our a_(j-1)
    print(f"∂E/∂w{j}  {true:13.4f}  {claim:13.4f}  {claim / true:6.3f}")
print("1/w2, 1/w3, 1/w4:", ", ".join(f"{1 / w[j]:.3f}" for j in (2, 3, 4)))

# %% [markdown]
# ### Task 11. Which weight is missing? (1 point, O3)
#
# One weight is missing from the slide's gradient for $w_2$. Which one? Answer with its number: 1, 2, 3 or 4.
#
# <details><summary>Hint 1</summary>
#
# What would the ratio be if nothing were missing, and what is it if a factor $w$ is missing?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A lost factor $w$ leaves the ratio $1/w$.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For the gradient of $w_1$ the ratio is 0.667, which is $1/1.5$: there $w_2$ is missing.
#
# </details>

# %% answer="03-missing"
missing = None  # replace None by 1, 2, 3 or 4
### BEGIN SOLUTION
missing = 3
### END SOLUTION

# %% check="03-missing"
check("03-missing", missing)

# %% [markdown]
# Every gradient but the last lacks the weight just behind it. How does such a slip come about? There are two sound ways to count. If a delta has the number of the weight that *leads to* it, then $\delta_j = w_{j+1}\delta_{j+1}$ and $\Delta w_j \propto \delta_j\,h$: that is ours. If it has the number of the activity, one more, then $\delta_j = w_j\delta_{j+1}$ and $\Delta w_j \propto \delta_{j+1}h_j$: that is the lecture's, and its last slides have it right, with matrices. Rule (1) was counted in the first way and rule (2) in the second. It is an easy slip to make, and the lecture's worked line, $\delta_3$ as $w_4w_3$, shows that its author means the right thing.
#
# ### Task 12. Repair it (2 points, O3)
#
# The function in the answer cell follows the slide in the slide's own symbols: `h[1]` is the input, `h[5]` the output, `delta[j + 1]` sits at the end of `w[j]`. It returns the new weights. Two places must change: where the signal starts, and rule (1). Mend them in place.
#
# <details><summary>Hint 1</summary>
#
# At which index does the output stand, and so at which index does the error begin?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The signal goes from the end of a weight to its start. The weight between `h[j]` and `h[j + 1]` is `w[j]`. Write down by hand how `delta[4]` must follow from `delta[5]`.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For a chain of two weights in these symbols: `delta[3] = t - h[3]`, then `delta[2] = w[2] * delta[3]`. The changes are `delta[3] * h[2]` for `w[2]` and `delta[2] * h[1]` for `w[1]`.
#
# </details>


# %% answer="03-repair"
def repaired_step(x, t, w, eta):
    """The weights w[1] to w[4] after one step; slot 0 stays as it is. Symbols of lecture 004."""
    h, delta = np.zeros(6), np.zeros(6)
    h[1] = x
    for j in (1, 2, 3, 4):
        h[j + 1] = w[j] * h[j]
    delta[4] = t - h[5]
    for j in (3, 2):
        delta[j] = w[j + 1] * delta[j + 1]
    new = w.copy()
    for j in (1, 2, 3, 4):
        new[j] += eta * delta[j + 1] * h[j]
    return new


### BEGIN SOLUTION
def _mended(x, t, w, eta):
    arriving = [0.0, x]
    for weight in w[1:]:
        arriving.append(weight * arriving[-1])
    signal, changed = t - arriving[5], np.array(w)
    for k in (4, 3, 2, 1):
        changed[k] = w[k] + eta * signal * arriving[k]
        signal = w[k] * signal
    return changed


repaired_step = _mended  # noqa: F811 - ours takes the place of the broken one
### END SOLUTION

# %% check="03-repair"
check("03-repair", repaired_step)

# %% [markdown]
# ## E. Plateau and sudden rise
#
# ### What does learning look like?
#
# One weight, unit 02: the error shrinks by the same factor with each step, fast at first, then slower. What about a chain? Here are chains of one, two and four weights with the input 1 and the target 2. Every weight starts at a third.


# %%
def learn(start, s, eta, steps):
    """The product of the weights before each step of gradient descent; input 1, target s."""
    weights = np.array(start)
    products = []
    for _ in range(steps + 1):
        u = np.prod(weights)
        products.append(float(u))
        weights = weights + eta * (s - u) * u / weights  # u / w: the product of the others
    return np.array(products)


eta = 0.01
curves = {}
for count in (1, 2, 4):
    products = learn([1 / 3] * count, 2.0, eta, steps=400)
    curves[f"{count} in a row"] = (2.0 - products) ** 2 / 2
    shown = "   ".join(f"{curves[f'{count} in a row'][k]:.3f}" for k in (0, 50, 100, 200, 400))
    print(f"{count} in a row: E after 0, 50, 100, 200, 400 steps  {shown}")

# %% tags=["nbval-ignore-output"]
loss_curve(
    curves,
    says="The loss over 400 steps. One weight falls at once and ever more slowly. Two in a row "
    "hesitate first. Four in a row stay on a plateau for a long time and then drop suddenly.",
)

# %% [markdown]
# Nothing seems to happen for hundreds of steps, and then everything happens at once. It looks as if the chain had had an idea. But the rule has been the same all the time. Why?
#
# Look at a slope: $\partial o/\partial w_k = \prod_{j\ne k} w_j$, with $x = 1$. As long as the other weights are small, it is small, and so is every step. And each weight is waiting for the others.
#
# ### The closed form, for two weights
#
# Take $o = w_2 w_1$ with $x = 1$, and write $u = w_2w_1$ for the product and $s$ for the target. One step changes $w_1$ by $\eta\,(s-u)\,w_2$ and $w_2$ by $\eta\,(s-u)\,w_1$. Let the steps be so small that the points join to a curve, and measure learning time as $\tau = \eta \times$ number of steps:
#
# $$\frac{dw_1}{d\tau} = (s-u)\,w_2, \qquad \frac{dw_2}{d\tau} = (s-u)\,w_1 .$$
#
# If both weights start equal, they get equal steps and stay equal. Such a start is called *balanced*. (From any other start, $w_2^2 - w_1^2$ keeps its value, since both squares change at the same speed, $2\,(s-u)\,u$.) Then $w_1^2 = w_2^2 = u$, and the product rule gives
#
# $$\frac{du}{d\tau} = w_2\frac{dw_1}{d\tau} + w_1\frac{dw_2}{d\tau} = (s-u)\,(w_2^2 + w_1^2) = 2u\,(s-u) .$$
#
# The speed is a product of two factors. Near the start $u$ is small, so learning is slow: the plateau. Near the end $s - u$ is small, so it is slow again. In between it is fast. To solve it, bring all $u$ to one side,
#
# $$\frac{du}{u\,(s-u)} = 2\,d\tau, \qquad\text{so}\qquad \frac1s\Bigl(\ln\frac{u}{s-u} - \ln\frac{u_0}{s-u_0}\Bigr) = 2\tau,$$
#
# with $u_0$ for the product at the start. Solved for $u$:
#
# $$u(\tau) = \frac{s\,e^{2s\tau}}{e^{2s\tau} - 1 + s/u_0} .$$
#
# This is the formula of A. Saxe, J. McClelland and S. Ganguli (2013); the first of them gives lecture 004. (They count time in units of a constant that is our $1/\eta$.)
#
# Two checks before you trust it. At $\tau = 0$ it gives $s/(s/u_0) = u_0$. For large $\tau$ the exponentials win, and it gives $s$.
#
# ### Task 13. Predict: a much smaller start (1 point, O5)
#
# From $u_0 = 0.01$ the chain with $s = 2$ is half-way, at $u = 1$, after about 130 steps. Now it starts a hundred times lower, at $u_0 = 0.0001$. When is it half-way?
#
# - `"a"` a hundred times later
# - `"b"` about twice as late
# - `"c"` at about the same time
# - `"d"` never
#
# <details><summary>Hint 1</summary>
#
# On the plateau $s - u \approx s$. What does $du/d\tau = 2su$ do to $u$ in equal stretches of time?
#
# </details>
# <details><summary>Hint 2</summary>
#
# What grows by a constant factor in equal times needs twice the time for a hundred times a hundred as for a hundred.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# Something doubles every day and takes 10 days from 1 to about 1000. From 0.001 it takes 10 days to reach 1 and 10 more to reach 1000.
#
# </details>

# %% answer="03-plateau"
later = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
later = "b"
### END SOLUTION

# %% check="03-plateau"
check("03-plateau", later)

# %% [markdown]
# ### Task 14. Extra: write the closed form (2 points, O5)
#
# Write `rise(s, u0, time)`: the product $u$ after the learning time `time` $= \tau$.
#
# <details><summary>Hint 1</summary>
#
# Which expression occurs twice in the formula?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.exp` is the exponential function. Mind the brackets: the whole lower line is one divisor. Try your function at time 0: it must give back `u0`.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For one weight alone the formula is $u = s - (s-u_0)\,e^{-\tau}$: `def one(s, u0, time): return s - (s - u0) * np.exp(-time)`.
#
# </details>


# %% answer="03-rise"
def rise(s, u0, time):
    """The product of two balanced weights after the learning time eta * steps."""
    ### BEGIN SOLUTION
    grown = np.exp(2 * s * time)
    return s * grown / (grown - 1 + s / u0)
    ### END SOLUTION


# %% check="03-rise"
check("03-rise", rise)

# %% [markdown]
# ### Does it hold?
#
# (This section goes with Task 14. If you leave that for another day, go on at "Stages".) A formula for infinitely small steps, against real steps. First gradient descent with $\eta = 0.01$, from both starts. (The cell writes the formula out once more, so that it runs without your answer.)


# %%
def closed_form(s, u0, time):
    return s * np.exp(2 * s * time) / (np.exp(2 * s * time) - 1 + s / u0)


s = 2.0
starts = (0.01, 0.0001)
runs = {u0: learn([u0**0.5, u0**0.5], s, 0.01, steps=400) for u0 in starts}
print("        start 0.01               start 0.0001")
print("steps   measured  closed form    measured  closed form")
for k in (0, 50, 100, 150, 200, 250, 300, 400):
    row = "     ".join(f"{runs[u0][k]:7.4f}  {closed_form(s, u0, 0.01 * k):9.4f}" for u0 in starts)
    print(f"{k:5}   {row}")
for u0 in starts:
    half = int(np.argmax(runs[u0] >= s / 2))
    formula = np.log(s / u0 - 1) / (2 * s) / 0.01
    print(f"start {u0:g}: half-way after {half} steps; the formula says {formula:.1f}")

# %% tags=["nbval-ignore-output"]
time = 0.01 * np.arange(401)
sudden_rise(
    {f"start {u0:g}": (time, runs[u0]) for u0 in starts},
    "The product of two weights over learning time. From either start it hardly moves, rises "
    "suddenly and settles at 2. The markers, real steps of gradient descent, lie close to the "
    "lines of the closed form, a little late.",
    predicted={f"start {u0:g}": (time, closed_form(s, u0, time)) for u0 in starts},
    levels=[s],
)

# %% [markdown]
# The steps lag a little behind the formula, because each uses the slope at its beginning, and on the rise the slope grows. If that is the reason, smaller steps must shrink the gap. Do they?

# %%
for eta in (0.04, 0.02, 0.01, 0.005):
    steps = round(4 / eta)
    products = learn([0.1, 0.1], s, eta, steps)
    gap = np.abs(products - closed_form(s, 0.01, eta * np.arange(steps + 1))).max()
    print(f"η = {eta:<5}   largest gap {gap:.4f}   gap / η = {gap / eta:.2f}")

# %% [markdown]
# Half the step, half the gap. So the formula is what gradient descent tends to, and the gap is the price of finite steps.
#
# With the lecture's $E = (t-o)^2$ every slope is doubled. Then $e^{4s\tau}$ stands in the place of $e^{2s\tau}$, and the same curve is run through in half the time.
#
# ### Stages
#
# Since $e^{2s\tau}$ holds $s$, a strong association rises earlier than a weak one. Take a network with two inputs, two hidden units and two outputs, all linear. It shall learn two things at once: input 1 calls for 3 at output 1, input 2 calls for 1 at output 2. The weights start at random and tiny.

# %%
two = Network([2, 2, 2], f="linear", bias=False)
random = np.random.default_rng(8)
for j in (1, 2):
    two.W[j][:] = random.normal(size=(2, 2)) * 0.02
patterns, targets = np.eye(2), np.diag([3.0, 1.0])
strong, weak, losses = [], [], []
for _ in range(701):
    two.forward(patterns)
    losses.append(two.loss(targets))
    strong.append(two.a[2][0, 0])
    weak.append(two.a[2][1, 1])
    two.backward(targets)
    two.step(eta=0.01)
for k in (0, 100, 200, 300, 400, 500, 600, 700):
    print(f"after {k:3} steps: strong {strong[k]:6.3f}   weak {weak[k]:6.3f}   E = {losses[k]:.3f}")

# %% tags=["nbval-ignore-output"]
stages = 0.01 * np.arange(701)
sudden_rise(
    {"strong association": (stages, strong), "weak association": (stages, weak)},
    "Two associations learned by one linear network from tiny random weights. The strong one "
    "rises first, to 3; the weak one waits and rises later, to 1. Learning goes in stages.",
    levels=[1.0, 3.0],
    label="answer to its input",
)

# %% [markdown]
# The network is linear, its task is steady, its rule never changes, and yet it learns in stages, as children seem to learn in stages. That is what makes these chains interesting to psychologists: the depth alone does it.

# %% [markdown]
# ### Try it: a chain of your own
#
# **Extra, about 3 minutes.** Set one weight of the chain to zero. Which gradients vanish: its own, or those of the others? Predict, then look. Make the chain longer and start from small weights: how does the plateau of the learning curve grow?

# %% tags=["nbval-ignore-output"]
Chain()

# %% [markdown]
# ## Think, pair, share
#
# Two minutes alone, then compare with a neighbour, then with the class:
#
# *A chain starts with all its weights exactly at 0. What does gradient descent do? And what if only one weight is 0?* Afterwards, try `backward(1.0, 2.0, np.array([0, 0.0, 0.0, 0.0]))` and put a number into one or two of the zeros' places.
#
# <details><summary>After you have talked</summary>
#
# Each slope is a product of all the *other* weights. With two zeros or more, every such product holds a zero, so all slopes are 0 and nothing ever moves, whatever the error is. With exactly one zero, that weight's own slope is the only one that is not 0. It moves away from 0 in the first step, and then the others can move too. A flat place that is no minimum: such places are common in deep networks. One layer has none.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand; O1, O4, O5)
#
# A friend says: *"Deep linear networks are pointless. Their weights multiply out to one matrix, so they behave just like one layer."* What is right about that, and what is not? Six to eight sentences, with at least one number from this unit.
#
# | point | for |
# |---|---|
# | 1 | what is right: which functions a linear chain can represent, with a reason |
# | 1 | how a chain's weights are coupled, and what backprop must send back because of it |
# | 1 | how a chain learns differently from one weight, and why, with a number |

# %% [markdown] manual="03-reflect" points=3
# ### BEGIN SOLUTION
# It is right that a linear chain represents nothing new: o = w4 w3 w2 w1 x is one number times x, so it cannot do XOR either. But it does not learn like one layer. Each slope is a product of all the other weights, so the weights are coupled: in our chain the smallest weight, 0.2, had the steepest slope, and four repairs at once overshot to 3.01 instead of 1.65. So the error alone is not enough for a weight in the middle; backprop sends back the error times all the weights behind it, and multiplies by the activity that arrives. The learning curve differs too: du/dτ = 2u(s − u) is slow while u is small. From u0 = 0.01 the chain needs about 130 steps until it is half-way and then rises quickly, while a single weight falls at once. And a start a hundred times lower only doubles the wait, because the product grows by a constant factor on the plateau.
# ### END SOLUTION

# %% [markdown]
# ## What the lecture prints differently, and why
#
# This part of lecture 004 has no worked numbers, so all numbers here are our own. Some of its formulas differ from ours.

# %%
count = sum(number.lecture == "004" for number in all_numbers())
print(f"worked numbers printed in lecture 004: {count}")
print(f"slide's rules for w2, as printed: {-slide_delta[3] * a[1]:.4f}")
print(f"with w_j in the place of w_(j+1): {-(w[3] * w[4] * e) * a[1]:.4f}")
print(f"without the ½ in the loss:        {-2 * (w[3] * w[4] * e) * a[1]:.4f}")
print(
    f"δ_3 as marked on the slide, w4 w3 = {w[4] * w[3]:.4f}; with the error {e * w[4] * w[3]:.4f}"
)

# %% [markdown]
# | printed | meant | what it does |
# |---|---|---|
# | $\delta_j = w_{j+1}\,\delta_{j+1}$ | $\delta_j = w_j\,\delta_{j+1}$ in the slide's count | an index slip; read literally, every gradient but the last lacks a weight |
# | a brace under $w_4w_3$ that names it $\delta_3$ | $(t-o)\,w_4w_3$ | the error stands in the same line, left of the brace; the line itself is right |
# | $\frac{\partial}{\partial w_2}(t-o)^2 = -2(t-o)\,w_4w_3\,w_1i$ beside $\Delta w_j = \lambda\,\delta_{j+1}h_j$ | a 2 in the rule, or a ½ in the loss | the 2 hides in the rate, as in unit 02 |
# | $\delta$ with the sign of $t-o$, added | the same as ours with two signs exchanged | nothing, as long as the two are not mixed (Task 9) |
#
# The derivation line in the third row writes $\partial/\partial w_2$ as an operator, as it should be; the slip of Task 6 in unit 02 is not repeated here.
#
# ## Further reading
#
# - A. M. Saxe, J. L. McClelland, S. Ganguli (2013), *Exact solutions to the nonlinear dynamics of learning in deep linear neural networks*: the closed form of part E, for whole matrices.
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), *Learning internal representations by error propagation*: the error sent back through hidden units.
#
# ## Back to the objectives
#
# - **O1** You know three reasons for depth, and that parallel weights are independent while serial ones are coupled (Tasks 1, 3).
# - **O2** You ran a chain forward and backward by hand, and in code for any length (Tasks 2, 4, 5, 7).
# - **O3** You derived the rule, proved with a measured slope that a printed one fails, and repaired it (Tasks 6, 10 to 12).
# - **O4** You can say what backprop adds to the delta rule, and if you took the extras, what it saves and what a mixed sign does (Tasks 8, 9).
# - **O5** You predicted the length of a plateau and, if you took the extra, wrote the formula of the learning curve (Tasks 13, 14).
#
# Next: unit 04, where two chains run side by side through the smallest network with a hidden layer.
