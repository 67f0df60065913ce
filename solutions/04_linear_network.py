# %% [markdown]
# # Unit 04. A linear 2-2-1 network
#
# Side by side, in a row: now both at once. Two inputs, two hidden units, one output, six weights, and no activation function. What does one step of learning do to each of the six?
#
# **What you will be able to do**
#
# - **O1** Run the network forward, write its prediction as one formula, and say in what sense that formula is linear.
# - **O2** Write each gradient as a product of $\Delta$ and what lies on the weight's path, and add over paths where there are several.
# - **O3** Take one step for all six weights, and see what it does to the prediction.
# - **O4** Find slips in printed formulas and in code, prove them with measured slopes, and repair them.
# - **O5** Write the six gradients as two matrices of the right shapes, for one pattern and averaged over many.
#
# **Time** About 60 minutes in two sittings. First sitting: A forward 11, B six gradients 16, C one step 11. Second sitting: D matrices 5, E several patterns 12, reflection 5. Three tasks are marked **Extra** (3, 12 and 13). They take about 7 minutes more (the first 1, the others 4 and 2), and you may leave them for another day. The think-pair-share and the tables at the end, which are for looking things up, are not counted.
#
# **What you need** Units 02 (the delta rule) and 03 (serial chains), and the product of a matrix and a column in NumPy (`W @ x`).

# %% [markdown]
# ## Set-up
#
# <div class="alert alert-info">
# Run the next cell first. If it stops with <code>ModuleNotFoundError</code>, this notebook runs in a Python that does not have the course. Close JupyterLab, activate the environment that you installed the course into, and open it again with <code>backprop lab</code>. The course's first page, <code>index.ipynb</code>, says what else to try.
# </div>
#
# **How to work.** Go from top to bottom, one cell at a time, with Shift+Enter. "Run all" would show you answers before the questions. Still stuck after Hint 3? Go on and come back: none of our later cells needs your answer.

# %%
import textwrap

import numpy as np
from backprop import Network, gradient_check
from backprop.widgets.live.network_editor import NetworkEditor
from backprop.widgets.loss_curve import loss_curve
from backprop.widgets.network_diagram import network_diagram
from backprop.widgets.two_factor_valley import two_factor_valley

from autograder import check, my_numbers
from autograder.numbers import all_numbers

# %% [markdown]
# ## The lecture's symbols and ours
#
# The example is from lecture 003 (J. Török), who took it from HMKCode's article *Backpropagation Step by Step*. Where its symbols differ from ours:
#
# | lecture 003 | here |
# |---|---|
# | $i_1, i_2$ | inputs $x_1, x_2$ |
# | $h_1, h_2$ | activations $a_1, a_2$ of the hidden units |
# | prediction, *out* | output $y$ |
# | actual | target $t$ |
# | Error, $L$ | half squared error $E = \tfrac12 (y-t)^2$ |
# | $\Delta$ = prediction − actual | $\Delta = y - t = \partial E/\partial y$, minus the error $e = t - y$ of unit 02 |
# | $a$ and $\alpha$, the learning rate | $\eta$ (`eta`) |
# | ${}^{*}W_x$, the new weight | $w^{\text{new}}$ |
# | $z_i$, $g(z_i)$ | net input $n_i$, activation $f(n_i)$; here $f(n) = n$ |
# | $w_{ij}$ leads to $i$ from $j$ | the same |
#
# Two letters to beware of. In the lecture $a$ is an activation on some slides and the learning rate on others. And $\Delta$ alone is a difference, while $\Delta W$ is a change of weights.

# %% [markdown]
# ## A. Forward
#
# Here is the network. Its weights are numbered by where they *lead*: $w_1$ and $w_2$ to the first hidden unit, $w_3$ and $w_4$ to the second, $w_5$ and $w_6$ to the output. (Unit 06 has another network that counts in another way. The picture decides.)

# %%
x1, x2, t = 2.0, 3.0, 1.0
w1, w2, w3, w4, w5, w6 = 0.11, 0.21, 0.12, 0.08, 0.14, 0.15
eta = 0.05

# %% tags=["nbval-ignore-output"]
weights = [np.array([[w1, w2], [w3, w4]]), np.array([[w5, w6]])]
weight_names = [np.array([["w1", "w2"], ["w3", "w4"]]), np.array([["w5", "w6"]])]
units = [["x1", "x2"], ["a1", "a2"], ["y"]]
network_diagram(
    weights,
    units,
    values=[[x1, x2], [None, None], [None]],
    weight_names=weight_names,
    says="The linear 2-2-1 network: x1 = 2 and x2 = 3 enter at the left; w1 and w2 lead to hidden "
    "unit 1, w3 and w4 to hidden unit 2, w5 and w6 to the output y.",
)

# %% [markdown]
# The target is $t = 1$. With these weights the output is far too small. The first hidden unit works like this:

# %%
a1 = w1 * x1 + w2 * x2
print(f"a1 = {w1}·{x1:g} + {w2}·{x2:g} = {a1:.2f}")

# %% [markdown]
# ### Task 1. Predict: the longest step (1 point, O2)
#
# One step of gradient descent will change all six weights. Which of these four will change most? Decide before you compute.
#
# - `"a"` $w_2$, which carries the larger input
# - `"b"` $w_4$, the smallest weight
# - `"c"` $w_5$, from the first hidden unit to the output
# - `"d"` $w_6$, from the second hidden unit to the output
#
# <details><summary>Hint 1</summary>If a weight grows a little, what is this growth multiplied by until it arrives at the output?</details>
# <details><summary>Hint 2</summary>Two things count: what the weight's line carries, and the weights behind it. The second hidden unit is weaker than the first.</details>
# <details><summary>Hint 3</summary>A neighbour: a line carries 10 and has a weight of 0.01 behind it; another carries 1 and leads straight to the output. The levers are 10 · 0.01 = 0.1 and 1.</details>

# %% answer="04-predict"
longest = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
longest = "c"
### END SOLUTION

# %% check="04-predict"
check("04-predict", longest)

# %% [markdown]
# ### Task 2. The rest of the forward pass (3 points, O1)
#
# Compute $a_2$, then the output $y = w_5a_1 + w_6a_2$, then the loss $E = \tfrac12 (y - t)^2$. You may type numbers or expressions such as `w5 * a1`.
#
# <details><summary>Hint 1</summary>Which two weights lead to the second hidden unit?</details>
# <details><summary>Hint 2</summary>Each unit adds up weight times what arrives, and passes the sum on as it is. The loss: subtract, square, halve.</details>
# <details><summary>Hint 3</summary>A neighbour: with inputs 1 and 4, weights 0.3 and 0.1 make 0.3 · 1 + 0.1 · 4 = 0.7. With y = 0.6 and t = 1 the loss is ½ · (−0.4)² = 0.08.</details>

# %% answer="04-forward"
a2 = None  # replace None by your number or expression
y = None
E = None
### BEGIN SOLUTION
a2 = w3 * x1 + w4 * x2
y = w5 * a1 + w6 * a2
E = (y - t) ** 2 / 2
### END SOLUTION

# %% check="04-forward"
check("04-forward", (a2, y, E))

# %% [markdown]
# ### The same as one formula
#
# Put the hidden units into the output, and the whole network is one line:
#
# $$y = (x_1w_1 + x_2w_2)\,w_5 + (x_1w_3 + x_2w_4)\,w_6 .$$
#
# Multiply out and there are four terms. Each is a serial chain of two weights, as in unit 03, and the four chains are added, as parallel weights are. (The cell writes the forward pass out once more, so that nothing below needs your answer.)

# %%
a2 = w3 * x1 + w4 * x2
y = w5 * a1 + w6 * a2
E = (y - t) ** 2 / 2
chains = {"x1 w1 w5": x1 * w1 * w5, "x2 w2 w5": x2 * w2 * w5,
          "x1 w3 w6": x1 * w3 * w6, "x2 w4 w6": x2 * w4 * w6}  # fmt: skip
for name, value in chains.items():
    print(f"{name}   {value:.4f}")
print(f"together   {sum(chains.values()):.4f}")
print(f"a2 = {a2:.2f}   y = {y:.3f}   E = {E:.4f}")

# %% [markdown]
# The inputs and the target are given. To change the prediction, we can only change weights.
#
# ### Task 3. Extra: all weights doubled (1 point, O1)
#
# Somebody doubles all six weights. By which factor does the prediction grow: 2, 4, 8 or 64?
#
# <details><summary>Hint 1</summary>Look at a single chain. Which of its factors are doubled?</details>
# <details><summary>Hint 2</summary>If every term of a sum grows by the same factor, so does the sum.</details>
# <details><summary>Hint 3</summary>A neighbour: if only w5 and w6 are tripled, every chain holds exactly one tripled weight, and the prediction is tripled.</details>

# %% answer="04-doubled"
factor = None  # replace None by your number
### BEGIN SOLUTION
factor = 4
### END SOLUTION

# %% check="04-doubled"
check("04-doubled", factor)

# %% [markdown]
# So the prediction is *not* a linear function of the six weights together. It is linear in the first layer as long as the second is held still, and the other way round. Such a formula is called **bilinear**. The network is called linear for another reason: its output is linear in the *inputs*.

# %% [markdown]
# ## B. Six gradients
#
# ### Worked: $\partial E/\partial w_6$
#
# The path is $w_6 \to y \to E$: two steps, two factors.
#
# - $E = \tfrac12(y-t)^2$ gives $\partial E/\partial y = y - t$. The lecture names it $\Delta$.
# - $y = w_5a_1 + w_6a_2$ gives $\partial y/\partial w_6 = a_2$, what the line carries.

# %%
Delta = y - t
dE_dw6 = Delta * a2
print(f"Δ = y − t = {y:.3f} − {t:g} = {Delta:.3f}")
print(f"∂E/∂w6 = Δ · a2 = {Delta:.3f} · {a2:.2f} = {dE_dw6:.5f}")

# %% [markdown]
# ### Task 4. Yours: $\partial E/\partial w_5$ (1 point, O2)
#
# $$\frac{\partial E}{\partial w_5} = \Delta \cdot \boxed{?}$$
#
# <details><summary>Hint 1</summary>Which of the two factors knows on which line we are?</details>
# <details><summary>Hint 2</summary>Differentiate y = w5·a1 + w6·a2 by w5, and hold everything else still.</details>
# <details><summary>Hint 3</summary>A neighbour: with Δ = −0.5 and a line that carries 0.9 the gradient is −0.45.</details>

# %% answer="04-dE_dw5"
dE_dw5 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw5 = Delta * a1
### END SOLUTION

# %% check="04-dE_dw5"
check("04-dE_dw5", dE_dw5)

# %% [markdown]
# ### Worked: $\partial E/\partial w_1$
#
# One step more: $w_1 \to a_1 \to y \to E$. From unit 03 you know the new factor. A push of $a_1$ arrives at the output multiplied by $w_5$.

# %% tags=["nbval-ignore-output"]
network_diagram(
    weights,
    units,
    values=[[x1, x2], [a1, a2], [y]],
    weight_names=weight_names,
    path=[0, 0, 0],
    says="The path of w1, drawn boldly: from x1 to hidden unit 1 and along w5 to the output. Its "
    "gradient holds what lies on this path and nothing else.",
)

# %%
dE_dw1 = Delta * w5 * x1
print("∂E/∂w1 = ∂E/∂y · ∂y/∂a1 · ∂a1/∂w1")
print(f"       = Δ · w5 · x1 = {Delta:.3f} · {w5} · {x1:g} = {dE_dw1:.5f}")

# %% [markdown]
# ### Task 5. $\partial E/\partial w_2$, two factors to find (1 point, O2)
#
# $$\frac{\partial E}{\partial w_2} = \Delta \cdot \boxed{?} \cdot \boxed{?}$$
#
# <details><summary>Hint 1</summary>Put your finger on w2 in the picture. From where does it come, and along which weight does it go on?</details>
# <details><summary>Hint 2</summary>One factor from the hidden unit to the output, one for what the line of w2 carries.</details>
# <details><summary>Hint 3</summary>A neighbour: Δ = −0.5, the weight behind the hidden unit is 0.4 and the line carries 5: −0.5 · 0.4 · 5 = −1.</details>

# %% answer="04-dE_dw2"
dE_dw2 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw2 = Delta * w5 * x2
### END SOLUTION

# %% check="04-dE_dw2"
check("04-dE_dw2", dE_dw2)

# %% [markdown]
# ### The general rule, with its sum
#
# The lecture writes the chain rule for any layered network. In our symbols, for a weight $w_{ij}$ that leads to unit $i$ from unit $j$,
#
# $$a_i = f\Bigl(\sum_j w_{ij}\,a_j + b_i\Bigr), \qquad \frac{\partial E}{\partial w_{ij}} = \frac{\partial E}{\partial a_i}\,f'(n_i)\,a_j, \qquad \frac{\partial E}{\partial a_i} = \sum_k \frac{\partial E}{\partial a_k}\,f'(n_k)\,w_{ki} .$$
#
# Here $b_i$ is a bias, and $f'$ the slope of the activation function. In our example there is no bias, and with $f(n) = n$ every $f'$ is 1. An activation function would add just one more factor at each unit; unit 06 adds it.
#
# New is the $\sum_k$. It runs over *all* units that $a_i$ feeds. A hidden unit here feeds only the output, so its sum has a single term: $\partial E/\partial a_1 = \Delta\,w_5$. But an input feeds two units.
#
# ### Task 6. A sum over paths (2 points, O2)
#
# By how much does the loss change with the *input* $x_1$? Compute $\partial E/\partial x_1$.
#
# <details><summary>Hint 1</summary>In how many ways can you walk from x1 to the output?</details>
# <details><summary>Hint 2</summary>Each path gives a product, Δ times the two weights on it. Paths add.</details>
# <details><summary>Hint 3</summary>A neighbour: Δ = −0.5, one path over the weights 0.2 and 0.3, another over 0.4 and 0.1: −0.5 · (0.06 + 0.04) = −0.05.</details>

# %% answer="04-dE_dx1"
dE_dx1 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dx1 = Delta * (w5 * w1 + w6 * w3)
### END SOLUTION

# %% check="04-dE_dx1"
check("04-dE_dx1", dE_dx1)

# %% [markdown]
# Nobody changes an input to learn. But in a deeper network every hidden unit is an input to the next layer, and then this sum is needed. Unit 07 has it in earnest.
#
# ### Task 7. Numbers of your own (2 points, O2)
#
# The same network with other inputs, another target and other weights. The next cell prints them. These numbers are yours: somebody else's answer will not fit. What is $\partial E/\partial w_4$ for them?
#
# Work on paper or in code, where `mine["w5"]` is your $w_5$ and so on. Don't round on the way, and give at least three digits after the leading zeros.
#
# <details><summary>Hint 1</summary>Which factors of the old gradients belong to the old numbers? What must you compute before Δ?</details>
# <details><summary>Hint 2</summary>First the whole forward pass with your numbers: the output depends on both hidden units. Then Δ, the weight behind the second hidden unit, and the input on the line of w4.</details>
# <details><summary>Hint 3</summary>A neighbour: x2 = 0.6, t = 2, w6 = −1.5, and a forward pass that ended in y = 0.4. The factors are 0.4 − 2 = −1.6, −1.5 and 0.6; their product is 1.44.</details>

# %%
mine = my_numbers("04-own")

# %% answer="04-own"
# Should you need several lines, take new names such as my_a1 and my_y: a1, y and the other names
# from above hold the lecture's numbers, and later cells use them again.
my_dE_dw4 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_a1 = mine["w1"] * mine["x1"] + mine["w2"] * mine["x2"]
my_a2 = mine["w3"] * mine["x1"] + mine["w4"] * mine["x2"]
my_y = mine["w5"] * my_a1 + mine["w6"] * my_a2
my_dE_dw4 = (my_y - mine["t"]) * mine["w6"] * mine["x2"]
### END SOLUTION

# %% check="04-own"
check("04-own", my_dE_dw4)

# %% [markdown]
# ### A line that lost its d
#
# On the slide the derivation for $w_6$ begins well, with $\frac{\partial E}{\partial y}\cdot\frac{\partial y}{\partial w_6}$. In our symbols its second line then reads
#
# $$\frac{\partial E}{\partial w_6} = \tfrac12 (y - t)^2 \cdot \frac{\partial y}{\partial w_6} .$$
#
# Two lines below, the result is right again: $\Delta\,a_2$. Can the second line be meant as it stands? Prove it, with a number.
#
# ### Task 8. Prove it (2 points, O4)
#
# Give two numbers:
#
# - `literal`: what the printed line says if you take it at its word;
# - `measured`: the slope by a central difference, $\dfrac{E(w_6 + 0.01) - E(w_6 - 0.01)}{0.02}$, with the other five weights held still. `loss_at(w6)` gives $E$ for any $w_6$.
#
# <details><summary>Hint 1</summary>What is ½(y − t)² called, and what is ∂y/∂w6?</details>
# <details><summary>Hint 2</summary>The literal value is a loss times an activation. For the measured one, call loss_at at 0.16 and at 0.14.</details>
# <details><summary>Hint 3</summary>A neighbour: for E = ½(3w − 1)² at w = 2, the line taken literally gives ½ · 25 · 3 = 37.5. The measured slope is (½ · 5.03² − ½ · 4.97²) / 0.02 = 15.</details>


# %%
def loss_at(w6):
    """The half squared error as a function of w6 alone."""
    return (w5 * a1 + w6 * a2 - t) ** 2 / 2


# %% answer="04-proof"
literal = None  # replace None by your number or expression
measured = None
### BEGIN SOLUTION
literal = (y - t) ** 2 / 2 * a2
measured = (loss_at(0.16) - loss_at(0.14)) / 0.02
### END SOLUTION

# %% check="04-proof"
check("04-proof", (literal, measured))

# %% [markdown]
# The two differ even in sign. The first factor should be a *derivative*, $\frac{\partial}{\partial y}\,\tfrac12(y-t)^2$. The $\partial$ was dropped where the formula was put in for the symbol. (It is missing in HMKCode's figure already.) In the next line the 2 comes down from the square, so the author differentiated, and only the notation slipped.

# %%
print(f"taken literally: E · a2 = {E:.4f} · {a2:.2f} = {E * a2:.5f}")
print(f"with the ∂:      Δ · a2 = {Delta:.3f} · {a2:.2f} = {Delta * a2:.5f}")

# %% [markdown]
# ## C. One step
#
# A gradient points uphill, so we subtract it, scaled by the learning rate: $w^{\text{new}} = w - \eta\,\partial E/\partial w$, here with $\eta = 0.05$. All six rules at a glance, in the order of the lecture:
#
# $$\begin{aligned}
# w_6^{\text{new}} &= w_6 - \eta\,\Delta\,a_2 & w_5^{\text{new}} &= w_5 - \eta\,\Delta\,a_1 \\
# w_4^{\text{new}} &= w_4 - \eta\,\Delta\,w_6\,x_2 & w_3^{\text{new}} &= w_3 - \eta\,\Delta\,w_6\,x_1 \\
# w_2^{\text{new}} &= w_2 - \eta\,\Delta\,w_5\,x_2 & w_1^{\text{new}} &= w_1 - \eta\,\Delta\,w_5\,x_1
# \end{aligned}$$
#
# On the right-hand sides stand *old* weights everywhere. That will matter.
#
# ### Worked: the new $w_6$

# %%
w6_new = w6 - eta * dE_dw6
print(f"η ∂E/∂w6 = {eta} · ({dE_dw6:.5f}) = {eta * dE_dw6:.6f}")
print(f"new w6 = {w6} − ({eta * dE_dw6:.6f}) = {w6_new:.6f}")

# %% [markdown]
# ### Task 9. The new $w_5$ and the new $w_1$ (2 points, O3)
#
# Give at least four decimals of each: two, as in the lecture's figure, do not show whether a step was taken rightly.
#
# <details><summary>Hint 1</summary>Δ is negative. Do the weights grow or shrink?</details>
# <details><summary>Hint 2</summary>Old weight, minus η times gradient. Which w5 stands in the gradient by w1, the old or the new one?</details>
# <details><summary>Hint 3</summary>A neighbour: w = 0.3, η = 0.05, gradient −0.4: 0.3 − 0.05 · (−0.4) = 0.32.</details>

# %% answer="04-new_weights"
w5_new = None  # replace None by your number or expression
w1_new = None
### BEGIN SOLUTION
w5_new = w5 - eta * Delta * a1
w1_new = w1 - eta * dE_dw1
### END SOLUTION

# %% check="04-new_weights"
check("04-new_weights", (w5_new, w1_new))

# %% [markdown]
# ### Task 10. The new prediction (1 point, O3)
#
# Update all six weights and run forward again. Which output comes out now? Don't round on the way: four decimals of the output, please.
#
# <details><summary>Hint 1</summary>Which lines of the forward pass contain a weight?</details>
# <details><summary>Hint 2</summary>Six new weights, all from the old ones, then both hidden units, then the output.</details>
# <details><summary>Hint 3</summary>A neighbour, a chain of two: x = 2, t = 1, w1 = 0.5, w2 = 0.4 give y = 0.4 and Δ = −0.6. With η = 0.1 the new weights are 0.5 + 0.1 · 0.6 · 0.4 · 2 = 0.548 and 0.4 + 0.1 · 0.6 · 1 = 0.46, and the new y is 0.504.</details>

# %% answer="04-y_new"
y_new = None  # replace None by your expression; you may use several lines
### BEGIN SOLUTION
new_a1 = (w1 - eta * Delta * w5 * x1) * x1 + (w2 - eta * Delta * w5 * x2) * x2
new_a2 = (w3 - eta * Delta * w6 * x1) * x1 + (w4 - eta * Delta * w6 * x2) * x2
y_new = (w5 - eta * Delta * a1) * new_a1 + (w6 - eta * Delta * a2) * new_a2
### END SOLUTION

# %% check="04-y_new"
check("04-y_new", y_new)

# %% [markdown]
# All of it in a table. The step of each weight settles Task 1.

# %%
old = {"w1": w1, "w2": w2, "w3": w3, "w4": w4, "w5": w5, "w6": w6}
gradient = {"w1": Delta * w5 * x1, "w2": Delta * w5 * x2, "w3": Delta * w6 * x1,
            "w4": Delta * w6 * x2, "w5": Delta * a1, "w6": Delta * a2}  # fmt: skip
new = {name: old[name] - eta * gradient[name] for name in old}
print("weight   old    ∂E/∂w     η ∂E/∂w     new")
for name in old:
    print(f"{name}      {old[name]:.2f}  {gradient[name]:8.5f}  {eta * gradient[name]:10.7f}  "
          f"{new[name]:9.7f}")  # fmt: skip
second_a1 = new["w1"] * x1 + new["w2"] * x2
second_a2 = new["w3"] * x1 + new["w4"] * x2
second_y = new["w5"] * second_a1 + new["w6"] * second_a2
print(f"a1  {a1:.3f} -> {second_a1:.6f}")
print(f"a2  {a2:.3f} -> {second_a2:.6f}")
print(f"y   {y:.3f} -> {second_y:.6f}, the target is {t:g}")
print(f"E   {E:.4f} -> {(second_y - t) ** 2 / 2:.4f}")

# %% [markdown]
# From 0.191 to 0.2557, which the figure rounds to 0.26: one step on the way to 1. How does it go on?

# %%
net = Network([2, 2, 1], f="linear", bias=False)
net.W[1][:], net.W[2][:] = weights
x, target = np.array([[x1], [x2]]), np.array([[t]])
losses, before = [], 0.0
for k in range(31):
    prediction = net.forward(x).item()
    losses.append(net.loss(target))
    if k in (0, 1, 2, 3, 4, 5, 10, 20, 30):
        stride = f"   y grew by {prediction - before:.3f}" if 0 < k < 10 else ""
        print(f"after {k:2} steps: y = {prediction:.4f}   E = {losses[-1]:.6f}{stride}")
    before = prediction
    net.backward(target)
    net.step(eta=eta)

# %% tags=["nbval-ignore-output"]
loss_curve(
    {"the one pattern": losses},
    marks=[0, 5, 10],
    says="The loss over 30 steps: it falls almost in a straight line at first, where a single "
    "layer would fall fastest, and is close to zero after about ten steps.",
)

# %% [markdown]
# Look at the last column. The strides get *longer* at first, although the error gets smaller: with growing weights the other layer's levers grow too. That is the beginning of the sudden rise of unit 03. Here is the same seen from above, for two weights of one chain, $w_5$ and $w_1$; the other four are held still.


# %%
def two_weights(w5, w1):
    """The loss over w5 and w1 alone."""
    return (w5 * (x1 * w1 + x2 * w2) + w6 * a2 - t) ** 2 / 2


p, q = w5, w1
path = [(p, q)]
for _ in range(40):
    d = p * (x1 * q + x2 * w2) + w6 * a2 - t
    p, q = p - eta * d * (x1 * q + x2 * w2), q - eta * d * p * x1
    path.append((p, q))
print(f"from w5 = {w5}, w1 = {w1} to w5 = {p:.2f}, w1 = {q:.2f}")

# %% tags=["nbval-ignore-output"]
along = np.linspace(0.33, 1.3, 60)
two_factor_valley(
    two_weights,
    ((-0.3, 1.3), (-0.3, 1.1)),
    path,
    [(each, ((t - w6 * a2) / each - x2 * w2) / x1) for each in along],
    ("w_5", "w_1"),
    says="The loss over w5 and w1. In unit 02 the valley was a straight line. Here the two weights "
    "are multiplied, and the dashed line of zero loss is bent. The path of 40 steps ends on it.",
)

# %% [markdown]
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.

# %% [markdown]
# ### Try it: the linear network in your hands
#
# **Extra, about 3 minutes.** This picture counts as unit 06 does, by where a line comes *from*: $w_2$ and $w_3$ have changed names. Its units $a$, $b$ and $c$ are our two hidden units and the output. Drag $w_5$ to zero. Two of the six gradients vanish. Which two? Predict, then choose a weight and read its factors. One step with a small eta lowers the loss; how large may eta become before it rises?

# %% tags=["nbval-ignore-output"]
NetworkEditor(f="linear", x=[2.0, 3.0], t=[1.0], eta=eta, W=[[[w1, w2], [w3, w4]], [[w5, w6]]])

# %% [markdown]
# ## D. The same in matrices
#
# Put the weights of a layer into a matrix: one row for each unit they lead to, one column for each unit they come from. Then the forward pass is two products, with $x$ and $a[1]$ as columns.
#
# $$W[1] = \begin{pmatrix} w_1 & w_2 \\ w_3 & w_4 \end{pmatrix}, \qquad W[2] = \begin{pmatrix} w_5 & w_6 \end{pmatrix}, \qquad a[1] = W[1]\,x, \quad y = W[2]\,a[1] .$$
#
# And the six gradients are two matrices. With $\delta[2] = \Delta$ at the output and $\delta[1] = W[2]^T\Delta$ at the hidden units, each weight has the delta at its end times the activity at its start:
#
# $$dW[2] = \Delta\;a[1]^T = \begin{pmatrix} \Delta a_1 & \Delta a_2 \end{pmatrix}, \qquad
# dW[1] = \delta[1]\,x^T = \begin{pmatrix} \Delta w_5x_1 & \Delta w_5x_2 \\ \Delta w_6x_1 & \Delta w_6x_2 \end{pmatrix} .$$

# %%
W1, W2 = weights
A1 = W1 @ x
delta2 = W2 @ A1 - target
delta1 = W2.T @ delta2
print("delta[1] =", delta1.round(5).ravel())
print("dW[2]    =", (delta2 @ A1.T).round(5).tolist())
print("dW[1]    =", (delta1 @ x.T).round(5).tolist())

# %% [markdown]
# The lecture prints the same matrices **lying on their side**. It writes the inputs as a row and multiplies from the left, $(2\;\;3)\,V$ with
#
# $$V = \begin{pmatrix} w_1 & w_3 \\ w_2 & w_4 \end{pmatrix} = W[1]^T, \qquad V^{\text{new}} = V - \eta\,\Delta \begin{pmatrix} x_1 \\ x_2 \end{pmatrix} \begin{pmatrix} w_5 & w_6 \end{pmatrix} .$$
#
# A row of $V$ is an input; a column is a hidden unit. It is the transpose of ours, and its gradient is the transpose of our gradient: $(\delta[1]\,x^T)^T = x\,\delta[1]^T$. Neither is wrong. Mixing them is.

# %%
V = np.array([[w1, w3], [w2, w4]])
row = np.array([[x1, x2]])
print("row times V:     ", (row @ V).round(2).tolist())
print("W[1] times column:", A1.round(2).tolist())
print("same step:", np.allclose(V - eta * Delta * row.T @ W2, (W1 - eta * delta1 @ x.T).T))

# %% [markdown]
# ### Task 11. A shape without running (1 point, O5)
#
# Another network: 3 inputs, 4 hidden units, 2 outputs. Five patterns stand in the columns of $x$. Which shape has $dW[1]$, in our arrangement? Answer with a tuple such as `(7, 8)`.
#
# <details><summary>Hint 1</summary>What will dW[1] be subtracted from?</details>
# <details><summary>Hint 2</summary>A gradient has exactly the shape of what it belongs to. Rows are the units led to.</details>
# <details><summary>Hint 3</summary>A neighbour: in a 6-2-1 network dW[1] has the shape (2, 6), and in the lecture's arrangement (6, 2).</details>

# %% answer="04-shape"
shape = None  # replace None by a tuple such as (7, 8)
### BEGIN SOLUTION
shape = (4, 3)
### END SOLUTION

# %% check="04-shape"
check("04-shape", shape)

# %% [markdown]
# ### Task 12. Extra: another pattern, as one array (2 points, O5)
#
# The network has not taken its step yet: the weights are `W1` and `W2` from above. Now another pattern arrives, $x = \begin{pmatrix} 1 \\ -2 \end{pmatrix}$ with the target $t = 0.5$. Give its whole $dW[1]$ as one array, such as `np.array([[1, 2], [3, 4]])`. Work out the entries on paper, or let NumPy multiply the matrices.
#
# <details><summary>Hint 1</summary>Which of the four entries need a number that depends on the pattern? What must you know of the forward pass before you write down the first one?</details>
# <details><summary>Hint 2</summary>Forward: both hidden units, the output, Δ. Then the delta of each hidden unit is Δ times the weight behind it; each entry is the delta of its row times the input of its column.</details>
# <details><summary>Hint 3</summary>A neighbour: deltas −0.5 and 0.2 of two hidden units and the inputs 4 and −3 make [[−0.5 · 4, −0.5 · (−3)], [0.2 · 4, 0.2 · (−3)]] = [[−2, 1.5], [0.8, −0.6]].</details>

# %% answer="04-dW1"
other_dW1 = None  # replace None by your array; you may use several lines
### BEGIN SOLUTION
other_x, other_t = np.array([[1.0], [-2.0]]), np.array([[0.5]])
other_dW1 = W2.T @ (W2 @ W1 @ other_x - other_t) @ other_x.T
### END SOLUTION

# %% check="04-dW1"
check("04-dW1", other_dW1)

# %% [markdown]
# ### Flat arrays in place of a column and a row
#
# In code the lecture drops the column and the row of the matrix rule, keeps two flat arrays, and joins them with a dot product. Does the rule survive that?
#
# ### Task 13. Extra: predict (1 point, O4)
#
# What happens in `V - eta * Delta * np.dot(np.array([2, 3]), np.array([0.14, 0.15]))`?
#
# - `"a"` `np.dot` makes the 2 × 2 table that the rule needs.
# - `"b"` `np.dot` makes a single number, and every entry of `V` gets the same change.
# - `"c"` An error message.
#
# <details><summary>Hint 1</summary>Which shapes have the two arrays? Is either of them a column?</details>
# <details><summary>Hint 2</summary>A flat array has one dimension. The dot product of two of these multiplies entry by entry and adds.</details>
# <details><summary>Hint 3</summary>A neighbour: <code>np.dot(np.array([1, 2]), np.array([3, 4]))</code> is 1 · 3 + 2 · 4 = 11, while <code>np.outer</code> of the same two is [[3, 4], [6, 8]].</details>

# %% answer="04-dot"
dot = None  # replace None by "a", "b" or "c"
### BEGIN SOLUTION
dot = "b"
### END SOLUTION

# %% check="04-dot"
check("04-dot", dot)

# %%
flat_x, flat_w = np.array([x1, x2]), np.array([w5, w6])
print("np.dot of flat arrays:  ", np.dot(flat_x, flat_w).round(2))
print("np.outer of flat arrays:", np.outer(flat_x, flat_w).round(2).tolist())
print("column @ row:           ", (x @ W2).round(2).tolist())
try:
    np.array([W1, W2])
except ValueError:
    print("W[1] and W[2] in one array: NumPy refuses, their shapes are", W1.shape, "and", W2.shape)

# %% [markdown]
# With true columns and rows, of shapes (2, 1) and (1, 2), `@` does the right thing, and so does `np.dot`. With flat arrays the slip makes no noise. Write shapes down.
#
# The last line is about another sentence of the lecture, that all weights form one large matrix of three dimensions. The picture behind it is good: layer, unit led to, unit come from. But layers have different sizes, so in code the weights are a *list* of matrices, one a layer, and $\partial E/\partial W$ is a list of the same shapes.

# %% [markdown]
# ## E. Several patterns
#
# ### An average of gradients
#
# So far one pattern. With $m$ patterns the lecture takes as loss the *average* over them, $E = \frac1m \sum_p \tfrac12 (y_p - t_p)^2$, where $p$ counts patterns. (Our batch loss in unit 02 was the sum. The gradients differ by the factor $m$; say which one you use.) The derivative of an average is the average of the derivatives. So compute the two matrices for each pattern and average them.

# %%
xs = np.array([[2.0, 1.0, -1.0], [3.0, -2.0, 1.0]])  # three patterns, one a column
ts = np.array([[1.0, 0.5, -0.4]])
total1, total2 = np.zeros(W1.shape), np.zeros(W2.shape)
for p in range(3):
    xp, tp = xs[:, p : p + 1], ts[:, p : p + 1]
    d = W2 @ W1 @ xp - tp
    total1 += (W2.T @ d) @ xp.T
    total2 += d @ (W1 @ xp).T
    print(f"pattern {p + 1}: Δ = {d.item():7.4f}   dW[2] = {(d @ (W1 @ xp).T).round(4).tolist()}")
print("average dW[2] =", (total2 / 3).round(4).tolist())
print("average dW[1] =", (total1 / 3).round(4).tolist())

# %% [markdown]
# Can the loop go? The lecture notes that $\Delta$ then is a vector, with one entry for each pattern. Ours is a row of shape $(1, m)$. But it prints the same matrix rule as before, $\eta\,\Delta\,x\,(w_5\;\;w_6)$, with $\Delta$ in front like a single number. With a row of $m$ numbers that no longer fits: each pattern's $\Delta$ belongs to *its own* column of $x$.
#
# Our order of factors fits without a change. $\delta[1] = W[2]^T\Delta$ has shape $(2, m)$, $x^T$ has shape $(m, 2)$. Their product is $2 \times 2$, and it adds over the patterns by itself. What remains is to divide by $m$.
#
# ### Task 14. The averaged gradients (3 points, O5)
#
# Write `mean_gradients(x, t, W1, W2)` for two linear layers. `x` has the shape (2, m) and `t` (1, m), one pattern a column; `W1` has the shape (3, 2) and `W2` (1, 3). Return `dW1, dW2` of the *averaged* loss. It will be called on numbers you have not seen.
#
# <details><summary>Hint 1</summary>Which arrays of the forward pass are used again on the way back?</details>
# <details><summary>Hint 2</summary>Forward, Δ = y − t, then the two products of the section on matrices. How many patterns there are stands in <code>x.shape[1]</code>.</details>
# <details><summary>Hint 3</summary>A neighbour, one linear layer: <code>return (W @ x - t) @ x.T / x.shape[1]</code>.</details>


# %% answer="04-batch"
def mean_gradients(x, t, W1, W2):
    """The gradients dW1 (3, 2) and dW2 (1, 3) of the loss, averaged over the columns of x."""
    ### BEGIN SOLUTION
    hidden = W1 @ x
    difference = (W2 @ hidden - t) / x.shape[1]
    return W2.T @ difference @ x.T, difference @ hidden.T
    ### END SOLUTION


# %% check="04-batch"
check("04-batch", mean_gradients)

# %% [markdown]
# The engine averages too, if told so, and its gradient check measures each weight's slope by nudging.

# %%
average = Network([2, 2, 1], f="linear", bias=False, average=True)
average.W[1][:], average.W[2][:] = W1, W2
average.forward(xs)
average.backward(ts)
print("average dW[2] =", average.dW[2].round(4).tolist())
print("average dW[1] =", average.dW[1].round(4).tolist())
print(repr(gradient_check(average, xs, ts, quiet=True)))

# %% [markdown]
# ### Old weights, new weights
#
# The lecture's matrix rules stand one below the other, and the star for "new" is gone: first $w_5, w_6$ are set, then $w_1$ to $w_4$, with $w_5, w_6$ on the right-hand side. On paper one knows what is meant. What if one types it line by line?

# %%
w5_first = w5 - eta * Delta * a1
print(f"w1 with the old w5, {w5:.2f}:      {w1 - eta * Delta * w5 * x1:.6f}")
print(f"w1 with the new w5, {w5_first:.7f}: {w1 - eta * Delta * w5_first * x1:.6f}")

# %% [markdown]
# ### Task 15. Repair it (2 points, O4)
#
# The function in the answer cell should take one step on the *averaged* loss. It runs and even learns, but its step is not the gradient step. There are **two** slips. Mend them in place. `x`, `t`, `W1` and `W2` are as in Task 14.
#
# <details><summary>Hint 1</summary>Which weights does each line use: those from before the step, or newer ones? And what happens if you hand in every pattern twice?</details>
# <details><summary>Hint 2</summary>Compute both gradients first, then change both matrices. And an average is a sum divided by something.</details>
# <details><summary>Hint 3</summary>A neighbour: to replace p and q by p + q and p − q, the two lines p = p + q and q = p − q go wrong. Right: <code>p, q = p + q, p - q</code>.</details>


# %% answer="04-repair"
def repaired_step(x, t, W1, W2, eta):
    """The weights after one step of gradient descent on the averaged loss: new W1, new W2."""
    A1 = W1 @ x
    Delta = W2 @ A1 - t
    W2 = W2 - eta * Delta @ A1.T
    W1 = W1 - eta * (W2.T @ Delta) @ x.T
    return W1, W2


### BEGIN SOLUTION
def _mended(x, t, W1, W2, eta):
    dW1, dW2 = mean_gradients(x, t, W1, W2)
    return W1 - eta * dW1, W2 - eta * dW2


repaired_step = _mended  # noqa: F811 - ours takes the place of the broken one
### END SOLUTION

# %% check="04-repair"
check("04-repair", repaired_step)

# %% [markdown]
# ### What is the hidden layer good for?
#
# Without an activation function, $y = W[2]\,W[1]\,x$. The product $W[2]\,W[1]$ is a single row. So one neuron of unit 02 computes the same. It does not *learn* the same, though: try one step of each.

# %%
single = W2 @ W1
print("W[2] W[1] =", single.round(4).tolist(), "  its output:", (single @ x).round(4).item())
stepped = single - eta * (single @ x - target) @ x.T
print(f"after one step of the delta rule: y = {(stepped @ x).item():.4f}")
print(f"after one step of the network:    y = {second_y:.4f}")

# %% [markdown]
# So more layers bring more functions only together with a nonlinearity. The lecture ends with the sentence that a network with at least one hidden layer can represent any function. As it stands, our own network is a counterexample: it has a hidden layer and represents nothing but sums $v_1x_1 + v_2x_2$. What the theorem needs besides a hidden layer, and what it does not promise, is the subject of unit 11. The lecture's question "How many layers?" waits there too.

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# Suppose $w_3 = w_1$, $w_4 = w_2$ and $w_6 = w_5$ at the start: the two hidden units are twins. What can you say about their six steps, in the first round and in all later ones? And what if $w_5 = w_6 = 0$?
#
# <details><summary>After you have talked</summary>
#
# Twins get the same steps: $a_1 = a_2$, so $w_5$ and $w_6$ move alike, and then $w_1$ and $w_3$, $w_2$ and $w_4$ as well. They stay twins for ever, and two hidden units do the work of one. With $w_5 = w_6 = 0$ the first layer gets no signal in the first step, since its gradients all hold $w_5$ or $w_6$. But $w_5$ and $w_6$ themselves move, and from the second step on all six do.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand; O2, O3, O4)
#
# A friend has typed the six rules of part C from the top to the bottom, each as `w6 = w6 - ...`, and says: *"It works: the loss goes down."* Answer in four or five sentences.
#
# | points | your answer … |
# |---|---|
# | 1 | says which of the six steps are wrong and why, with a number |
# | 1 | says why the loss goes down all the same, and why that proves nothing |
# | 1 | says how to prove such a slip, and how to write the step so that it cannot happen |

# %% [markdown] manual="04-reflect" points=3
# ### BEGIN SOLUTION
# The steps of w6 and w5 are right, for nothing in them has changed yet. Those of w1 to w4 are wrong: they hold w5 or w6, which by then are new. The new w1 becomes 0.1241 instead of 0.1213. The loss goes down because each wrong step still has the right sign and nearly the right size; a direction need not be the steepest to lead downhill. So a falling loss shows that the step is not nonsense, not that it is the gradient step. To prove the slip, divide the change of w1 by −η and compare it with a central difference of the loss: −0.28 against −0.2265. To be safe, compute all gradients first, from the old weights, and only then change all weights.
# ### END SOLUTION

# %% [markdown]
# ## What the lecture prints differently, and why
#
# The numbers of this example stood in the lecture's figures, which the text of the slides does not hold. They are those of HMKCode's article. In this table they stand in brackets as printed there (a dash where nothing is printed), then exactly, then how the two differ.

# %%
example = [number for number in all_numbers() if number.id.startswith("torok.hmk.")]
print(f"{'number':34} {'printed':>9}  {'exact':>10}")
for number in example:
    shown = number.printed or (f"({number.figure})" if number.figure else "-")
    print(f"{number.quantity:34} {shown:>9}  {float(number.exact):10.6g}  {number.kind}")

# %%
plain = ("Exact as printed.", "Rounded correctly.", "The lecture prints no value.")
ending = " It stands in a figure; the digits are those of HMKCode's step-by-step article."
for number in example:
    reason = number.reason.removesuffix(ending)
    if reason not in plain and not number.id.startswith("torok.hmk.dE"):
        print(textwrap.fill(f"{number.quantity}: {reason}", 88, subsequent_indent="  "))
print("∂E/∂w1 to ∂E/∂w6: the figure shows η times the gradient, not the gradient.")

# %% [markdown]
# All printed numbers are right. Whoever follows the figure with the weights it shows, rounded to two decimals, gets 0.25 and not 0.26 at the end: the author calculated with all digits and rounded only what he wrote down. That is the right order.
#
# The formulas hold a few slips. None of them touches a result.
#
# | printed | meant | what it does |
# |---|---|---|
# | $\tfrac12(\text{pred}-\text{actual})^2 \cdot \partial(\dots)/\partial W_6$ | $\partial[\tfrac12(\dots)^2]/\partial\,\text{pred}$ as first factor | the ∂ is lost for one line (Task 8) |
# | $a_i = g(w_{ij}a_j + b_i)$ | $g(\sum_j w_{ij}a_j + b_i)$ | the sum is missing; an earlier slide has it |
# | $\sum_{l \in L}$ beside the loss $L$ | another letter, such as our $k$ | $L$ is the loss and a set of units, $l$ a layer and a unit |
# | $[w_5; w_6] = \dots$, then $[w_1 \dots w_4]$ with $w_5, w_6$ | the old $w_5, w_6$ | typed line by line, it uses new weights too early (Task 15) |
# | "instead of the multiplication … dot product" | column times row, `np.outer` for flat arrays | a flat `np.dot` is one number (Task 13) |
# | the same matrix rule with $\Delta$ a vector | $(W[2]^T\Delta)\,x^T / m$ | each pattern's Δ belongs to its own column (Task 14) |
# | "W is a large three dimensional matrix" | a list of matrices | layers have different sizes |
# | a hidden layer makes a network represent any function | with a nonlinearity, enough units, and only nearly | unit 11 |
#
# ## Further reading
#
# The lecture names these:
#
# - HMKCode, *Backpropagation Step by Step*: the article that this example is from, with the figures.
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams, *Learning internal representations by error propagation* (1986): the lecture shows how often it has been cited.
# - The blog posts of P. Skalski and the lecture by B. Á. Pataki, from which the lecture took further ideas.
# - Yang and others (2000): named without a title on the slide that lists input, weight, bias, weighted sum and activation function.
# - J. Ba, R. Caruana, *Do Deep Nets Really Need to be Deep?* (2014): for the question how many layers, in unit 11.
#
# ## Back to the objectives
#
# - **O1** You ran the network forward and know why its formula is bilinear (Tasks 2, 3).
# - **O2** You wrote gradients as products along a path, and added two paths for an input (Tasks 1, 4 to 7).
# - **O3** You took the step from 0.191 to 0.2557 (Tasks 9, 10).
# - **O4** You proved that a printed line cannot be meant, and repaired a step that used new weights too early (Tasks 8, 13, 15).
# - **O5** You wrote the gradients as two matrices of the right shapes and averaged them over patterns (Tasks 11, 12, 14).
#
# Next: unit 05, where any formula becomes a graph, and each step of it sends its own share back.
