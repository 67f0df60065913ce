# %% [markdown]
# # Unit 02. The delta rule
#
# A layer gives a wrong output. Which of its weights should change, and by how much?
#
# **What you will be able to do**
#
# - **O1** Compute output, error and loss of a layer of weights, by hand and as $o = Wx$, and take one step.
# - **O2** Say why, of all changes that remove an error, gradient descent takes the one along the input.
# - **O3** Derive the delta rule line by line, and find a slip in a printed derivation.
# - **O4** Write the delta rule for a weight matrix and for a batch, and prove its gradient with central differences.
# - **O5** Say how large a learning rate may be, and what one layer can never learn.
#
# **Time** About 60 minutes in two sittings. First sitting: A one error, many repairs 20, B the derivation 6. Second sitting: C a matrix of weights 16, D many patterns and the learning rate 9, E what one layer cannot do 3, reflection 6. Five tasks are marked **Extra** (6, 12, 13, 16 and 18). They take 17 minutes more, and you may leave them for another day: nothing later needs them.
#
# **What you need** Partial derivatives, and the product of a matrix and a column in NumPy (`W @ x`). This unit follows lecture 004 (A. Saxe, *The backpropagation algorithm*) up to its question about deep networks.

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
from backprop.widgets.error_surface import descent, ways_to_zero
from backprop.widgets.learning_curves import learning_curves
from backprop.widgets.live.surface_descent import SurfaceDescent
from backprop.widgets.pattern_associator import pattern_associator
from backprop.widgets.steepest_direction import steepest_direction

from autograder import check
from autograder.numbers import all_numbers

# %% [markdown]
# ## Symbols
#
# Where lecture 004 and this course differ:
#
# | lecture 004 | here |
# |---|---|
# | $i$ | input $x$, a column of $N_1$ numbers |
# | $\lambda$ | learning rate $\eta$ (`eta`), a positive number that scales a step |
# | $E = (t-o)^2$ | loss $E = \tfrac12 (t-o)^2$, called *half squared error* |
# | $\Delta W = -\lambda\,\partial E/\partial W$ | one step: `W -= eta * dW`, where `dW` stands for $\partial E/\partial W$ |
#
# The same in both: output $o$, target $t$, error $e = t - o$, weights $W$, number of outputs $N_2$.

# %% [markdown]
# ## A. One error, many repairs
#
# ### A neuron that falls short
#
# Take one linear neuron with two inputs. Each input is multiplied by a weight, and the products are added:
#
# $$o = w_1 x_1 + w_2 x_2 .$$
#
# The inputs are $x_1 = 4$ and $x_2 = 3$. The weights are $w_1 = 0.23$ and $w_2 = 0.16$. A teacher gives the target $t = 2$. What is the output, and how far does it fall short? (The `_a` in the code stands for Part A. Part C has an `x` of its own.)

# %%
x_a = np.array([[4.0], [3.0]])  # a column: one input a row
w_a = np.array([[0.23, 0.16]])  # a row: one weight for each input
t_a = np.array([[2.0]])

o_a = w_a @ x_a
e_a = t_a - o_a
print(f"output o = {o_a.item():.4f}")
print(f"error  e = t - o = {e_a.item():.4f}")

# %% [markdown]
# ### Task 1. Predict: the smallest repair (1 point, O2)
#
# Four people repair the neuron. Each of them changes the weights so that the output is exactly 2.
#
# - `"a"` changes only $w_1$.
# - `"b"` changes only $w_2$.
# - `"c"` changes both, so that each of them supplies half of what is missing.
# - `"d"` changes both, in the proportion 4 to 3.
#
# A change has a length, $\sqrt{\Delta w_1^2 + \Delta w_2^2}$, where $\Delta w$ stands for "the change of $w$". Whose change is the shortest? Decide before you read on.
#
# <details><summary>Hint 1</summary>
#
# If $w_1$ grows by 0.1, how much does the output grow? And if $w_2$ does?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The output must grow by the whole error: $x_1\,\Delta w_1 + x_2\,\Delta w_2 = e$. All pairs $(\Delta w_1, \Delta w_2)$ that do so lie on a straight line. Which point of a line is nearest to where you stand?
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With $x = (3, 1)$ and $e = 1$: only $w_1$ needs $1/3 \approx 0.333$. Half each needs $1/6$ and $1/2$, a length of about $0.527$. Now try the proportion 3 to 1 there: $\Delta w_1 = 0.3$, $\Delta w_2 = 0.1$.
#
# </details>

# %% answer="02-which_fix"
which_fix = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
which_fix = "d"
### END SOLUTION

# %% check="02-which_fix"
check("02-which_fix", which_fix)

# %% [markdown]
# Now the run. All four reach the target. Compare the lengths.

# %%
repairs = {
    "only w1": (0.15, 0.0),
    "only w2": (0.0, 0.2),
    "half each": (0.075, 0.1),
    "4 to 3": (0.096, 0.072),
}
for name, change in repairs.items():
    repaired = w_a + np.array([change])
    length = np.linalg.norm(change)
    print(f"{name:9}  new output {(repaired @ x_a).item():.2f}   length of the change {length:.4f}")


# %% tags=["nbval-ignore-output"]
def loss(w1, w2):
    """Half squared error of the neuron as a function of its weights; inputs and target stay."""
    return (2 - (4 * w1 + 3 * w2)) ** 2 / 2


ends = {name: (0.23 + change[0], 0.16 + change[1]) for name, change in repairs.items()}
ways_to_zero(loss, box=((0.16, 0.46), (0.12, 0.4)), start=(0.23, 0.16), ends=ends)

# %% [markdown]
# The dashed line holds all weights with $4 w_1 + 3 w_2 = 2$. The shortest way to a line meets it at a right angle, and here that is the direction $(4, 3)$: the direction of the input itself.
#
# ### Why not repair the whole error at once?
#
# Because these weights will serve other inputs too. A complete repair for one input may spoil the answers to the rest. So we look for a **small** change. Among all small changes of the same length, which one lowers the loss most?
#
# First we need one number for "how wrong". Ours is the **loss**
#
# $$E(w_1, w_2) = \tfrac12\,(t - o)^2 = \tfrac12\,(2 - 4 w_1 - 3 w_2)^2 .$$
#
# Inputs and target are given, so $E$ is a function of the weights alone. To learn is to look for the weights where $E$ is smallest, $w^* = \operatorname{argmin}_w E$.
#
# At every point $E$ has a slope in the direction of $w_1$, written $\partial E/\partial w_1$, and one in the direction of $w_2$. Together they are the **gradient**, and it points straight uphill. So the way down is minus the gradient. The picture puts that to the test: it tries a step of length 0.05 in every direction.

# %% tags=["nbval-ignore-output"]
steepest_direction(loss, start=(0.23, 0.16), length=0.05, downhill=(2.4, 1.8))

# %% [markdown]
# The best small step has the direction of the shortest repair: both point along the input. To take such steps again and again is called **gradient descent**.
#
# ### Three levels, and a word with two meanings
#
# Remember the levels of unit 00. *What is computed?* A minimum of $E$ over the weights. *By which steps?* By the rule that you are about to derive: the algorithmic level. *In what material?* In silicon here; in a brain it is an open question of implementation. And of the two meanings of "backprop" this unit has the framework, learning as descent on a loss. It does not need the algorithm yet, since with one layer every weight touches the output directly.

# %% [markdown]
# ### A worked example: one step, every number
#
# How steep is the loss in the direction of $w_1$? Let us not derive anything yet. We nudge $w_1$ by 0.01 up and down and look.

# %%
up, down = loss(0.24, 0.16), loss(0.22, 0.16)
print(f"E at w1 = 0.24: {up:.5f}")
print(f"E at w1 = 0.22: {down:.5f}")
print(f"slope: (up - down) / 0.02 = {(up - down) / 0.02:.4f}")
print(f"-e * x1                   = {-e_a.item() * 4:.4f}")

# %% [markdown]
# The slope is $-e\,x_1$. That is the delta rule in a nutshell, and Part B proves it. With it, one step of gradient descent with $\eta = 0.02$ reads:

# %%
eta = 0.02
dE_dw1 = -e_a.item() * 4
dE_dw2 = -e_a.item() * 3
w1_new = 0.23 - eta * dE_dw1
w2_new = 0.16 - eta * dE_dw2

print(f"1. output    o  = 0.23 * 4 + 0.16 * 3  = {o_a.item():7.4f}")
print(f"2. error     e  = 2 - {o_a.item():.4f}           = {e_a.item():7.4f}")
print(f"3. loss      E  = e * e / 2            = {loss(0.23, 0.16):7.4f}")
print(f"4. gradient  dE/dw1 = -e * 4           = {dE_dw1:7.4f}")
print(f"             dE/dw2 = -e * 3           = {dE_dw2:7.4f}")
print(f"5. new w1    0.23 - 0.02 * ({dE_dw1:.4f})   = {w1_new:7.4f}")
print(f"   new w2    0.16 - 0.02 * ({dE_dw2:.4f})   = {w2_new:7.4f}")

# %% [markdown]
# Two minus signs meet: the gradient is negative because more weight means less error, and the step goes against the gradient. So both weights grow.
#
# ### The same example, and you do the steps
#
# The neuron now has the weights 0.278 and 0.196. Input $(4, 3)$, target 2 and $\eta = 0.02$ stay. Do the second step.
#
# ### Task 2. Output, error and loss (3 points, O1)
#
# Compute $o$, $e$ and $E$ with the new weights.
#
# <details><summary>Hint 1</summary>
#
# Which weights does the neuron have now, and which of the five lines above change with them?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $o = w_1 x_1 + w_2 x_2$, then $e = t - o$ (target first), then $E = \tfrac12 e^2$.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With weights 0.25 and 0.2: $o = 0.25 \cdot 4 + 0.2 \cdot 3 = 1.6$, $e = 2 - 1.6 = 0.4$, $E = 0.4^2 / 2 = 0.08$.
#
# </details>

# %% answer="02-second_forward"
o_2 = None  # replace None by your number or expression
e_2 = None
E_2 = None
### BEGIN SOLUTION
o_2 = 0.278 * 4 + 0.196 * 3
e_2 = 2 - o_2
E_2 = e_2**2 / 2
### END SOLUTION

# %% check="02-second_forward"
check("02-second_forward", (o_2, e_2, E_2))

# %% [markdown]
# ### Task 3. The gradient (2 points, O1)
#
# Compute $\partial E/\partial w_1$ and $\partial E/\partial w_2$ at the new weights.
#
# <details><summary>Hint 1</summary>
#
# If a weight grows, does the loss grow or shrink here? Then which sign must the slope have?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The slope for a weight is minus the error times the input that passes through that weight.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With an error of 0.5 and the inputs 4 and 3 the slopes are $-0.5 \cdot 4 = -2$ and $-0.5 \cdot 3 = -1.5$.
#
# </details>

# %% answer="02-second_gradient"
dE_dw1_2 = None  # replace None by your number or expression
dE_dw2_2 = None
### BEGIN SOLUTION
dE_dw1_2 = -(2 - 1.7) * 4
dE_dw2_2 = -(2 - 1.7) * 3
### END SOLUTION

# %% check="02-second_gradient"
check("02-second_gradient", (dE_dw1_2, dE_dw2_2))

# %% [markdown]
# ### Task 4. The second step (2 points, O1)
#
# Compute the weights after the second step.
#
# <details><summary>Hint 1</summary>
#
# Should the weights grow or shrink, if the output is still too small?
#
# </details>
# <details><summary>Hint 2</summary>
#
# New weight = old weight $- \eta \cdot$ slope. The old weights are now 0.278 and 0.196.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# From the weight 0.5 with slope $-1.5$: $0.5 - 0.02 \cdot (-1.5) = 0.53$.
#
# </details>

# %% answer="02-second_step"
w1_third = None  # replace None by your number or expression
w2_third = None
### BEGIN SOLUTION
w1_third = 0.278 + 0.02 * 1.2
w2_third = 0.196 + 0.02 * 0.9
### END SOLUTION

# %% check="02-second_step"
check("02-second_step", (w1_third, w2_third))

# %% [markdown]
# ### The engine goes on
#
# You have done two steps by hand; the engine of this course does the rest. `Network([2, 1], f="linear", bias=False)` is a layer from 2 inputs to 1 output. `f="linear"` means that the output is the weighted sum itself, `bias=False` that there is no constant input; Part E adds one. The layer keeps its weights as `net.W[1]` and their gradient as `net.dW[1]`.


# %%
def learn(eta, steps):
    """Train the neuron from weights 0.23, 0.16; return the weights and the loss before each step."""
    net = Network([2, 1], f="linear", bias=False)
    net.W[1][:] = [[0.23, 0.16]]
    weights, losses = [], []
    for _ in range(steps + 1):
        net.forward([[4.0], [3.0]])
        weights.append(tuple(net.W[1][0].tolist()))
        losses.append(net.loss([[2.0]]))
        net.backward([[2.0]])
        net.step(eta=eta)
    return weights, losses


weights, losses = learn(eta=0.02, steps=9)
for step in (0, 3, 6, 9):
    w1, w2 = weights[step]
    print(f"after {step} steps: w1 = {w1:.4f}  w2 = {w2:.4f}  E = {losses[step]:.8f}")

# %% [markdown]
# ## B. The derivation
#
# ### Six lines
#
# Numbers first, now symbols. There may be any number of inputs, so write $o = \sum_j w_j x_j$: multiply each weight with its input and add. We ask for the slope of $E$ in the direction of one weight, and call it $w_k$.
#
# ### Task 5. Put the derivation in order (2 points, O3)
#
# The six lines are shuffled. Give their order as a text of six letters.
#
# | | line |
# |---|---|
# | A | $\dfrac{\partial E}{\partial w_k} = -e \cdot \dfrac{\partial o}{\partial w_k}$ , since the target does not depend on the weight |
# | B | $\dfrac{\partial E}{\partial w_k} = -e \cdot x_k$ , since only one term of the sum holds $w_k$ |
# | C | $E = \tfrac12 e^2$ with $e = t - o$ |
# | D | $\Delta w_k = \eta\, e\, x_k$ , a step against the slope |
# | E | $\dfrac{\partial E}{\partial w_k} = e \cdot \dfrac{\partial e}{\partial w_k}$ , by the chain rule |
# | F | $\dfrac{\partial E}{\partial w_k} = -e \cdot \dfrac{\partial}{\partial w_k} \left(w_1 x_1 + \dots + w_k x_k + \dots\right)$ , what the output is |
#
# <details><summary>Hint 1</summary>
#
# What must be on the page before anything can be differentiated?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The chain rule goes from the outside inwards: first the square, then the difference $t - o$, then the sum inside $o$. The step comes when the slope is known.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# The same walk for $E = u^3$ with $u = 5 - w x$: definition; $dE/dw = 3u^2 \cdot du/dw$; $du/dw = -\,d(wx)/dw$; $dE/dw = -3u^2 \cdot x$; the step $\Delta w = 3 \eta u^2 x$.
#
# </details>

# %% answer="02-derivation"
derivation = None  # replace None by six letters, such as "ABCDEF"
### BEGIN SOLUTION
derivation = "CEAFBD"
### END SOLUTION

# %% check="02-derivation"
check("02-derivation", derivation)

# %% [markdown]
# Read the last line aloud: *the change of a weight is the learning rate, times the error at its output, times the activity at its input.* All three numbers are at hand where the weight is.
#
# ### Task 6. Extra: find the slip (1 point, O3)
#
# Lecture 004 prints the derivation like this, in its own symbols ($i$ for our $x$, no factor ½):
#
# $$\begin{aligned}
# E &= (t - o)^2 = \Big(t - \sum_j w_j i_j\Big)^2 &(1)\\[4pt]
# \frac{\partial E}{\partial w_k} &= -2\,(t - o)\,\frac{\partial E}{\partial w_k}\, o &(2)\\[4pt]
# &= -2\,(t - o) \sum_j \frac{\partial E}{\partial w_k}\, w_j i_j &(3)\\
# &= -2\,(t - o)\, i_k &(4)
# \end{aligned}$$
#
# The result is right. Yet lines 2 and 3 cannot be meant as they stand. What slipped in?
#
# - `"a"` the factor 2
# - `"b"` the minus sign
# - `"c"` the $\partial E/\partial w_k$ on the right-hand side
# - `"d"` the $i_k$ in line 4, which should be $w_k$
#
# <details><summary>Hint 1</summary>
#
# Cover the left-hand side of line 2. Which derivative does the chain rule ask for after $-2(t-o)$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# An *operator* such as $\frac{\partial}{\partial w_k}$ waits for something to its right to work on. A *quantity* such as $\frac{\partial E}{\partial w_k}$ is a finished number. Which of the two makes sense in front of $o$?
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# Suppose a page says $\frac{dy}{dx} = 3u^2\,\frac{dy}{dx}\,u$. Divide both sides by $\frac{dy}{dx}$: it claims $1 = 3u^3$ for every $u$. Try the same with line 2 and the numbers of our neuron, $t = 2$ and $o = 1.4$.
#
# </details>

# %% answer="02-slip"
slip = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
slip = "c"
### END SOLUTION

# %% check="02-slip"
check("02-slip", slip)

# %% [markdown]
# ### Where did the 2 go?
#
# The lecture's gradient, $-2\,(t-o)\, i_k$, carries a 2. Its rule $\Delta w = \lambda (t-o)\, i^T$ does not. With an error of 0.7, an input of 2 and the rate 1, how far apart are they?

# %%
error, activity, rate = 0.7, 2.0, 1.0
print(f"the lecture's rule,   rate * error * input     = {rate * error * activity:.1f}")
print(f"minus its gradient,   rate * 2 * error * input = {rate * 2 * error * activity:.1f}")

# %% [markdown]
# Nothing breaks: whoever chooses the rate chooses half or twice the number. But a gradient check does not forgive it. So this course takes the half squared error. Its ½ cancels the 2, and the rule is exactly $-\eta$ times the gradient.
#
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.

# %% [markdown]
# ## C. A matrix of weights
#
# ### The pattern associator
#
# Now several outputs. An animal looks at a fruit. Three inputs say how red, how round and how large it is. Two outputs are its urge to eat and its urge to leave. Every input has a line to every output, and the layer turns one pattern into another: a **pattern associator**.

# %%
W = np.array([[0.2, 0.1, 0.4], [0.3, -0.2, 0.6]])  # one row for each output
x = np.array([[1.0], [2.0], [0.5]])
t = np.array([[1.0], [0.0]])  # eat, do not leave

o = W @ x
e = t - o
for k in range(2):
    terms = " + ".join(f"({W[k, j]:.1f})({x[j, 0]:.1f})" for j in range(3))
    print(f"o{k + 1} = {terms} = {o[k, 0]:.2f}    e{k + 1} = {e[k, 0]:.2f}")
print(f"E = {(e**2).sum() / 2:.4f}")

# %% tags=["nbval-ignore-output"]
pattern_associator(W, x, o, t)

# %% [markdown]
# Activity runs forward, from left to right. The target arrives at the right, and there alone the error is known: $e$ is the **error signal**. The loss adds up over the outputs, $E = \tfrac12 \sum_k e_k^2$.
#
# ### Task 7. Write `forward` (1 point, O1)
#
# `W` has shape $(N_2, N_1)$, `x` has shape $(N_1, 1)$. Return the outputs.
#
# <details><summary>Hint 1</summary>
#
# Which shape must come out, and which product of the two shapes gives it?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The output $o_k$ is row $k$ of `W` times the column `x`. NumPy writes the product of matrices as `@`; `*` multiplies entry by entry.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# A function for the sum of all outputs would end in `return np.sum(W @ x)`.
#
# </details>


# %% answer="02-forward"
def forward(W, x):
    """The outputs of a linear layer. W: (N2, N1); x: (N1, 1). Returns (N2, 1)."""
    ### BEGIN SOLUTION
    return np.matmul(W, x)
    ### END SOLUTION


# %% check="02-forward"
check("02-forward", forward)

# %% [markdown]
# ### The gradient is an outer product
#
# Weight $W_{kj}$ leads from input $j$ to output $k$. Its slope is $-e_k x_j$: the error at its end, the activity at its start. Write these numbers where the weights stand. That table is the **outer product** of the column $e$ and the row $x^T$:
#
# $$\frac{\partial E}{\partial W} = -\,e\,x^T, \qquad \Delta W = \eta\, e\, x^T .$$

# %%
dW = -(e @ x.T)
print("e   =", np.round(e.ravel(), 4))
print("x^T =", np.round(x.ravel(), 4))
print("dE/dW =")
print(np.round(dW, 4))

# %% [markdown]
# The engine calculates the same by its general method, which unit 09 takes apart. Its `delta` is $\partial E/\partial n$, where $n$ is the weighted sum inside a unit. A linear unit puts out that sum as it is, $o = n$, so here `delta` is $-e$.

# %%
net = Network([3, 2], f="linear", bias=False)
net.W[1][:] = W
net.forward(x)
net.backward(t)
print("delta =", np.round(net.delta[1].ravel(), 4))
print("net.dW[1] =")
print(np.round(net.dW[1], 4))
print("largest difference:", f"{np.abs(net.dW[1] - dW).max():.4f}")

# %% [markdown]
# ### Task 8. A gradient by hand (2 points, O4)
#
# Another fruit and another animal:
#
# $$W = \begin{pmatrix} 0.5 & -0.2 & 0.3 \\ 0.1 & 0.4 & -0.6 \end{pmatrix}, \quad
# x = \begin{pmatrix} 3 \\ 0.5 \\ 2 \end{pmatrix}, \quad t = \begin{pmatrix} 1.6 \\ 0.5 \end{pmatrix} .$$
#
# Give $\partial E/\partial W$ as an array with two rows and three columns.
#
# <details><summary>Hint 1</summary>
#
# Which two errors does this layer make?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Row $k$, column $j$ holds $-e_k x_j$. So each row is the input, scaled by minus one of the errors.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# With $e = (1, -2)$ and $x = (5, 4)$ the array is `np.array([[-5, -4], [10, 8]])`.
#
# </details>

# %% answer="02-dE_dW"
dE_dW = None  # replace None by np.array([[..., ..., ...], [..., ..., ...]])
### BEGIN SOLUTION
dE_dW = np.array([[1.2, 0.2, 0.8], [-3.6, -0.6, -2.4]])
### END SOLUTION

# %% check="02-dE_dW"
check("02-dE_dW", dE_dW)

# %% [markdown]
# ### Task 9. The matrix after one step (2 points, O4)
#
# Take one step with $\eta = 0.1$ from there. Give the new $W$ as an array.
#
# <details><summary>Hint 1</summary>
#
# What is added to $W$: the gradient, or $\eta$ times minus the gradient?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Each weight for itself: old weight − η · its slope. All six at once are one line of NumPy.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# From `np.array([[1, 2]])` with the slopes `np.array([[3, -5]])` a step with $\eta = 0.1$ leads to `np.array([[0.7, 2.5]])`.
#
# </details>

# %% answer="02-W_new"
W_new = None  # replace None by np.array([[..., ..., ...], [..., ..., ...]])
### BEGIN SOLUTION
W_new = np.array([[0.38, -0.22, 0.22], [0.46, 0.46, -0.36]])
### END SOLUTION

# %% check="02-W_new"
check("02-W_new", W_new)

# %% [markdown]
# ### Task 10. Reason out a shape (1 point, O4)
#
# A layer has 5 inputs and 3 outputs. Seven patterns stand side by side as the columns of $x$, so $x$ has shape $(5, 7)$. Which shape has $\partial E/\partial W$? Answer with a tuple such as `(4, 7)`.
#
# <details><summary>Hint 1</summary>
#
# What is subtracted from what in `W -= eta * dW`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The gradient has one entry for each weight, in the place of that weight. The number of patterns leaves no trace in it.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# A layer with 2 inputs and 6 outputs has `W` and $\partial E/\partial W$ of shape $(6, 2)$, for one pattern or for a hundred.
#
# </details>

# %% answer="02-shape"
shape = None  # replace None by a tuple
### BEGIN SOLUTION
shape = (3, 5)
### END SOLUTION

# %% check="02-shape"
check("02-shape", shape)

# %% [markdown]
# ### Task 11. Write `delta_rule` (3 points, O4)
#
# Return the weights after one step. Do not change `W` itself.
#
# <details><summary>Hint 1</summary>
#
# Which three quantities does the rule multiply, and which of them must you calculate first?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `x` has shape $(N_1, 1)$ and the error $(N_2, 1)$. Turn one of them on its side, so that `@` gives the shape of `W`.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# A rule without a teacher, named after Hebb, strengthens weights between units that are active together: `return W + eta * (W @ x) @ x.T`. The delta rule has something else in the place of the output.
#
# </details>


# %% answer="02-delta_rule"
def delta_rule(W, x, t, eta):
    """One step of the delta rule. W: (N2, N1); x: (N1, 1); t: (N2, 1). Returns the new W."""
    ### BEGIN SOLUTION
    errors = t - W @ x
    return W + eta * errors @ x.T
    ### END SOLUTION


# %% check="02-delta_rule"
check("02-delta_rule", delta_rule)

# %% [markdown]
# ### Task 12. Extra: repair a broken step (2 points, O4)
#
# The function in the answer cell runs without any complaint on a square `W`, and the loss explodes. The next cell shows it: its last line is that function's step. There are **two** slips. Mend them in place, in the answer cell. To test your repair, put it into the last line of the next cell too: the loss should fall.
#
# <details><summary>Hint 1</summary>
#
# Which sign has the gradient, and which way should a step go from there? And which index of a gradient belongs to the output?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Try it on a layer with 3 inputs and 2 outputs: NumPy then refuses one of the slips. For the other, calculate the loss before and after one small step.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For $E = (w - 4)^2$ at $w = 5$ the gradient is $+2$. The step `w + eta * 2` leads away from 4, the step `w - eta * 2` towards it. And for the column $u = (1, 2)$ and the column $v = (3, 4)$, the product `u @ v.T` has the rows `[3, 4]` and `[6, 8]`, while `v @ u.T` has the rows `[3, 6]` and `[4, 8]`.
#
# </details>

# %%
W_s = np.array([[0.3, 0.2], [-0.1, 0.4]])  # s for square
x_s, t_s = np.array([[3.0], [2.0]]), np.array([[2.0], [0.5]])
for step in range(5):
    e_s = t_s - W_s @ x_s
    print(f"step {step}: E = {(e_s**2).sum() / 2:8.4f}")
    W_s = W_s + 0.05 * -(x_s @ e_s.T)


# %% answer="02-repair"
def repaired_step(W, x, t, eta):
    """One step of gradient descent on the half squared error; W, x and t as in delta_rule."""
    e = t - W @ x
    dW = -(x @ e.T)
    return W + eta * dW


### BEGIN SOLUTION
def _mended(W, x, t, eta):
    gradient = -((t - W @ x) @ x.T)
    return W - eta * gradient


repaired_step = _mended  # noqa: F811 - ours takes the place of the broken one
### END SOLUTION

# %% check="02-repair"
check("02-repair", repaired_step)

# %% [markdown]
# ### Trust, but check
#
# A derivation can hide a slip, a nudge cannot. In Part A we moved one weight up and down and divided the change of the loss by the distance. That is a **central difference**:
#
# $$\frac{\partial E}{\partial W_{kj}} \approx \frac{E(W_{kj} + h) - E(W_{kj} - h)}{2h} .$$
#
# ### Task 13. Extra: prove the gradient (3 points, O4)
#
# Write `numerical_gradient`. It knows nothing of the delta rule; it only calculates losses.
#
# <details><summary>Hint 1</summary>
#
# How many weights must be nudged, and how many losses does that take?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Loop over all places with `for place in np.ndindex(W.shape)`. Nudge a *copy*, `moved = W.copy()`, one place at a time, once up and once down. The distance between the two is $2h$.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For a function of one number: `def slope(f, w, h=1e-5): return (f(w + h) - f(w - h)) / (2 * h)`. Then `slope(lambda w: w**2, 3.0)` gives 6, up to rounding.
#
# </details>


# %% answer="02-numerical"
def numerical_gradient(W, x, t, h=1e-5):
    """dE/dW by central differences, for E = half the sum of squared errors. Returns (N2, N1)."""

    ### BEGIN SOLUTION
    def half_squared_error(weights):
        return ((t - weights @ x) ** 2).sum() / 2

    slopes = np.zeros(W.shape)
    for place in np.ndindex(W.shape):
        higher, lower = W.copy(), W.copy()
        higher[place] += h
        lower[place] -= h
        slopes[place] = (half_squared_error(higher) - half_squared_error(lower)) / (2 * h)
    return slopes
    ### END SOLUTION


# %% check="02-numerical"
check("02-numerical", numerical_gradient)

# %% [markdown]
# The engine brings such a check along, for every parameter of a network at once.

# %%
proof = gradient_check(net, x, t)

# %% [markdown]
# ### Parallel means independent
#
# The weights of one output stand in **parallel**, side by side: $o = \sum_j w_j x_j$ is a sum. What does a change of $w_1$ mean for its neighbour?
#
# ### Task 14. What changes? (1 point, O2)
#
# Somebody raises $w_1$ by 0.1 and touches nothing else. Which slope in the direction of $w_2$ changes?
#
# - `"a"` only $\partial o/\partial w_2$
# - `"b"` only $\partial E/\partial w_2$
# - `"c"` both
# - `"d"` neither
#
# <details><summary>Hint 1</summary>
#
# Write both derivatives down. In which of them can you find $w_1$, perhaps hidden in another letter?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\partial E/\partial w_2 = -e \cdot \partial o/\partial w_2$. Ask of each factor whether $w_1$ moves it.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For $s = a + b$ and $F = s^2$: raising $a$ leaves $\partial s/\partial b$ at 1. What it does to $\partial F/\partial b = 2s$ you can see at once.
#
# </details>

# %% answer="02-independent"
independent = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
independent = "b"
### END SOLUTION

# %% check="02-independent"
check("02-independent", independent)

# %% [markdown]
# So each weight can ask "what do I do to the output?" without looking at its neighbours; all they share is the error. In a **serial** chain, $o = w_2 w_1 x$, that is over: the output is a product, $\partial o/\partial w_1 = w_2 x$ contains the other weight, and the weights are coupled. Unit 03 begins there.

# %% [markdown]
# ## D. Many patterns, and the learning rate
#
# ### Online or batch
#
# Real tasks have many patterns. Here are three for the neuron of Part A, side by side as columns, the first of them with its old target 2. One may step after every pattern (**online**), or add up the gradients of all patterns and step once (**batch**). Both start at $w = (0.23, 0.16)$ with $\eta = 0.02$. Will they arrive at the same weights after one pass?

# %%
X = np.array([[4.0, 1.0, -1.0], [3.0, 2.0, 2.0]])
T = np.array([[2.0, 1.0, 0.6]])

batch = Network([2, 1], f="linear", bias=False)
batch.W[1][:] = [[0.23, 0.16]]
batch.forward(X)
batch.backward(T)
print("summed gradient:", np.round(batch.dW[1].ravel(), 4))
batch.step(eta=0.02)
print("after one batch step:  ", np.round(batch.W[1].ravel(), 5))

online = Network([2, 1], f="linear", bias=False)
online.W[1][:] = [[0.23, 0.16]]
for p in range(3):
    online.forward(X[:, p : p + 1])
    online.backward(T[:, p : p + 1])
    online.step(eta=0.02)
print("after one online pass: ", np.round(online.W[1].ravel(), 5))

for _ in range(300):
    batch.forward(X)
    batch.backward(T)
    batch.step(eta=0.02)
print("after 301 batch steps: ", np.round(batch.W[1].ravel(), 5))

# %% [markdown]
# They differ: the second pattern of the online pass meets weights that the first has already changed. Here one pair of weights suits all three patterns, and with small steps both ways lead to it.
#
# Our batch loss is the **sum** over patterns, $E = \tfrac12 \sum_p (t_p - o_p)^2$ with $p$ for the pattern. Some books take the mean. Then the gradient of $m$ patterns is $m$ times smaller, and the learning rate has to make up for it. Say which one you use.
#
# ### Task 15. The gradient of a batch (2 points, O4)
#
# `x` has shape $(N_1, m)$ and `t` has shape $(N_2, m)$, one pattern a column. Return the gradient of the summed loss.
#
# <details><summary>Hint 1</summary>
#
# What does the product of an $(N_2, m)$ and an $(m, N_1)$ matrix do with the $m$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\partial E/\partial W_{kj} = -\sum_p e_{kp} x_{jp}$. A matrix product is such a sum already, so no loop is needed.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For two patterns with the errors $(1, 2)$ at one output and the inputs $(5, 3)$ at one input, the slope is $-(1 \cdot 5 + 2 \cdot 3) = -11$.
#
# </details>


# %% answer="02-batch"
def batch_gradient(W, x, t):
    """dE/dW for all columns together. W: (N2, N1); x: (N1, m); t: (N2, m). Returns (N2, N1)."""
    ### BEGIN SOLUTION
    all_errors = t - W @ x
    return -all_errors @ x.T
    ### END SOLUTION


# %% check="02-batch"
check("02-batch", batch_gradient)

# %% [markdown]
# ### How large may a step be?
#
# Back to one pattern, $x = (4, 3)$. A step changes the weights by $\eta\,e\,x$. So it changes the output by
#
# $$\Delta o = \Delta w\, x = \eta\, e\, (x_1^2 + x_2^2) = \eta\, e\, |x|^2 .$$
#
# What remains of the error is $e_{\text{new}} = e - \Delta o = (1 - \eta |x|^2)\, e$. Each step multiplies the error by the same factor. How does it depend on $\eta$?

# %%
squared_length = 4**2 + 3**2
print(f"|x|^2 = {squared_length}")
print("  eta   factor    error after 0, 1, 2, 3, 4 steps")
for eta in (0.01, 0.02, 0.04, 0.06, 0.08, 0.09):
    factor = 1 - eta * squared_length
    errors = "  ".join(f"{0.6 * factor**k:7.4f}" for k in range(5))
    print(f"{eta:5.2f}  {factor:7.2f}   {errors}")

# %% [markdown]
# At $\eta = 0.04 = 1/|x|^2$ one step removes the whole error: that is the shortest repair of Part A. Above it the factor is negative and the error changes its sign with each step. At 0.08 it never shrinks. Beyond 0.08 it grows.
#
# $$\text{For one pattern, learning converges exactly if}\quad 0 < \eta < \frac{2}{|x|^2} .$$

# %% tags=["nbval-ignore-output"]
paths = {f"η = {eta:g}": learn(eta, steps=5)[0] for eta in (0.02, 0.06)}
descent(loss, box=((0.15, 0.51), (0.1, 0.37)), paths=paths)

# %% [markdown]
# Your turn: change 0.06 to 0.075 and run the cell again, then to 0.084. Which way does the path jump, and does it still close in?

# %% tags=["nbval-ignore-output"]
learning_curves({eta: learn(eta, steps=10)[1] for eta in (0.01, 0.02, 0.08, 0.09)})

# %% [markdown]
# ### Task 16. Extra: predict what doubled inputs do (1 point, O5)
#
# All inputs are doubled, and the weights are chosen so that the error $e$ is the same as before. With the same $\eta$, by which factor does the change of the **output** in one step grow: 1, 2, 4 or 8?
#
# <details><summary>Hint 1</summary>
#
# How much farther does each weight move?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\Delta o = \eta\, e\, |x|^2$. What does doubling do to $|x|^2$? And for comparison, what would a doubled $\eta$ do?
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# If all inputs are *tripled*, $x = (3, 1)$ becomes $(9, 3)$ and $|x|^2$ grows from 10 to 90.
#
# </details>

# %% answer="02-double_x"
growth = None  # replace None by a number
### BEGIN SOLUTION
growth = 4
### END SOLUTION

# %% check="02-double_x"
check("02-double_x", growth)

# %% [markdown]
# The size of the inputs sets the limit for $\eta$. That is why inputs are often scaled before learning. With several patterns in one sum the limit is lower still. Unit 10 returns to that.
#
# ### Task 17. The limit (2 points, O5)
#
# A neuron with three inputs learns one pattern, $x = (5, -3, 6)$. Below which learning rate does it converge? Give a fraction or at least four decimals.
#
# <details><summary>Hint 1</summary>
#
# At the limit the error keeps its size and changes its sign. Which factor is that?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The limit is $2/|x|^2$, with $|x|^2 = x_1^2 + x_2^2 + x_3^2$. A negative input has a positive square.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# For $x = (-4, 7)$: $|x|^2 = 16 + 49 = 65$, and the limit is $2/65 \approx 0.0308$.
#
# </details>

# %% answer="02-largest_eta"
largest_eta = None  # replace None by your number or expression
### BEGIN SOLUTION
largest_eta = 2 / (5**2 + (-3) ** 2 + 6**2)
### END SOLUTION

# %% check="02-largest_eta"
check("02-largest_eta", largest_eta)

# %% [markdown]
# ### Try it: walk down the surface
#
# **Extra, about 3 minutes.** The loss over two weights is a bowl. Where does the steepest direction point when the bowl is long and narrow: at its lowest point? Drag the weights, predict, and take steps. Then raise eta until the steps grow instead of shrinking, and compare that rate with $2/|x|^2$ for the pattern (4, 3).

# %% tags=["nbval-ignore-output"]
SurfaceDescent()

# %% [markdown]
# ## E. What one layer cannot do
#
# ### XOR
#
# The exclusive or is 1 if one of two inputs is 1, but not both. Can a linear neuron learn it? We are generous and add a bias $b$, a weight on an input that is always 1: $o = w_1 x_1 + w_2 x_2 + b$.
#
# | $x_1$ | $x_2$ | target | output |
# |---|---|---|---|
# | 0 | 0 | 0 | $b$ |
# | 0 | 1 | 1 | $w_2 + b$ |
# | 1 | 0 | 1 | $w_1 + b$ |
# | 1 | 1 | 0 | $w_1 + w_2 + b$ |
#
# Add the first and the last output: $w_1 + w_2 + 2b$. Add the middle two: the same. But the targets add up to 0 and to 2. No weights can do that. What is the best compromise? By symmetry, the answer ½ to everything: $w_1 = w_2 = 0$, $b = \tfrac12$.
#
# ### Task 18. Extra: the price of the compromise (1 point, O5)
#
# Which half squared error per pattern, on average over the four patterns, does the constant answer ½ have?
#
# <details><summary>Hint 1</summary>
#
# How large is the error on each of the four patterns?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Half squared error for each pattern, $\tfrac12 e^2$, then the mean of the four. The sign of an error does not matter.
#
# </details>
# <details><summary>Hint 3, a neighbour</summary>
#
# The constant answer 0 has the errors 0, 1, 1, 0 and the losses 0, ½, ½, 0, on average ¼.
#
# </details>

# %% answer="02-xor"
xor_loss = None  # replace None by your number or expression
### BEGIN SOLUTION
xor_loss = (4 * 0.5 * 0.5**2) / 4
### END SOLUTION

# %% check="02-xor"
check("02-xor", xor_loss)

# %% [markdown]
# Does learning find that compromise by itself? We start from other weights and take 400 batch steps.

# %%
patterns = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
targets = np.array([[0.0, 1.0, 1.0, 0.0]])

xor_net = Network([2, 1], f="linear")  # with a bias this time
xor_net.W[1][:] = [[0.7, -0.4]]
xor_net.b[1][:] = 0.1
for step in range(401):
    xor_net.forward(patterns)
    xor_net.backward(targets)
    if step in (0, 1, 10, 100, 400):
        outputs = "  ".join(f"{output:6.3f}" for output in xor_net.a[1].ravel())
        steepest = max(np.abs(xor_net.dW[1]).max(), np.abs(xor_net.db[1]).max())
        print(f"step {step:3}: outputs {outputs}   steepest slope {steepest:.4f}")
    xor_net.step(eta=0.2)

# %% [markdown]
# It arrives at ½ everywhere and stays, for all slopes are zero there. The loss is a bowl with a single bottom, and this is it. More training cannot help. Another network must.
#
# So one layer is not enough. There are more reasons for several layers: brains have them, and in practice deep networks work better. But the delta rule needs the error of its own output, and a unit in the middle has no target. Where should its error come from? That question leads to unit 03, and to backpropagation. (And a unit may bend its weighted sum $n$ with a curved *activation function* $f$, so that $o = f(n)$. That puts one more factor into the rule, $\Delta w = \eta\, e\, f'(n)\, x^T$. The lecture calls this the *scaled* delta rule, and unit 06 needs it to solve XOR.)

# %% [markdown]
# ## Think, pair, share
#
# Two minutes alone, then compare with a neighbour, then with the class:
#
# *In the pattern that is being learned, one input is 0. What does the delta rule do to the weights of that input? And two patterns have no active input in common: can learning the second spoil the answer to the first?*
#
# <details><summary>After you have talked</summary>
#
# The weights of that input stay where they are: each slope is $-e \cdot 0$. And no: the second pattern moves only weights whose inputs are 0 in the first. Patterns disturb each other through the inputs that they share.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand; O2, O5)
#
# A friend says: *"The delta rule gives every weight its share of the error and repairs it. So after one pass through the patterns the error is gone."* What is right about that, and what is not? Six to eight sentences, with at least one number from this unit.
#
# | point | for |
# |---|---|
# | 1 | what is right: the share of a weight is in proportion to its input, and why that direction is chosen |
# | 1 | what the learning rate, and a second pattern, do to "repairs it" |
# | 1 | a case in which no number of passes helps, with a reason |

# %% [markdown] manual="02-reflect" points=3
# ### BEGIN SOLUTION
# It is right that every weight gets a share: its change is the rate times the error times its own input. For x = (4, 3) the shares are 4 to 3, because of all changes of one length this one lowers the loss most. But one step removes the error only if the rate is 1/|x|², which is 0.04 there. With 0.02 half of the error remains, and above 0.08 it even grows. A second pattern pulls on the same weights. What repairs its answer changes the answer to the first, so one pass is rarely enough. For XOR no pass will ever be: the outputs for 00 and 11 always have the same sum as those for 01 and 10, while the targets have the sums 0 and 2, so the loss per pattern stays at 1/8.
# ### END SOLUTION

# %% [markdown]
# ## What the lecture prints differently, and why
#
# This part of lecture 004 has no worked numbers, so all numbers here are our own. Two of its formulas differ from ours, and one phrase can be read in two ways.

# %%
count = sum(number.lecture == "004" for number in all_numbers())
print(f"worked numbers printed in lecture 004: {count}")
print(f"line 2 of Task 6, read as printed, claims 1 = -2 (t - o) o = {-2 * (2 - 1.4) * 1.4:.2f}")
print(f"the rule with e = 0.7, input 2, rate 1: {0.7 * 2:.1f}")
print(f"minus the gradient of (t - o)^2 there:  {2 * 0.7 * 2:.1f}")

# %% [markdown]
# | printed | meant | what it does |
# |---|---|---|
# | $-2(t-o)\,\frac{\partial E}{\partial w_k}\,o$ | $-2(t-o)\,\frac{\partial}{\partial w_k}\,o$ | a slip of the pen, and it is repeated for each line; the result is right |
# | $\Delta w = \lambda (t-o)\, i^T$ beside $E = (t-o)^2$ | $\Delta w = 2\lambda (t-o)\, i^T$, or $E = \tfrac12 (t-o)^2$ | the 2 hides in the rate; the direction is right |
# | shallow networks cannot represent *any* function | not *every* function: XOR is one that they miss | one layer does represent every linear function |
#
# Such slips are easy to make at a blackboard. The habit that finds those in a formula is the one of Task 13: nudge, and compare.
#
# ## Further reading
#
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), *Learning internal representations by error propagation*: it opens with this very rule and asks what to do about hidden units.
# - T. P. Lillicrap and others (2016), on how a brain might come by its error signals. The lecture names it for the third level, the material.
#
# ## Back to the objectives
#
# - **O1** You computed $o$, $e$ and $E$ by hand and wrote $o = Wx$ (Tasks 2, 3, 4, 7).
# - **O2** You saw that the shortest repair and the steepest step both run along the input, and that parallel weights share only the error (Tasks 1, 14).
# - **O3** You derived $\Delta w_k = \eta\, e\, x_k$ and, if you took the extra, found the slip in a printed derivation (Tasks 5, 6).
# - **O4** You wrote the rule as an outer product, for one pattern and for many, and, if you took the extras, mended a broken step and proved the gradient by nudging (Tasks 8 to 13, 15).
# - **O5** You know the limit $\eta < 2/|x|^2$, and why one layer answers ½ to XOR (Tasks 16 to 18).
#
# The lecture goes on in three more steps: many layers in series (unit 03), a nonlinearity (unit 06), and the general network that mixes all of it (unit 09).
