# %% [markdown]
# # Unit 06. A nonlinear 2-2-1 network
#
# In unit 02 every weight touched the output and saw its error. Here four of six weights do not. Where does their error come from, and what does a bent unit do to it on the way?
#
# Two inputs, two hidden units, one output, six weights. It is the smallest network in which everything happens: a forward pass, an error that travels back through a nonlinearity, six gradients, six updates. You will compute every number of it once by hand. Then you will write the code that computes them for any network of two layers.
#
# **What you will be able to do**
#
# - **O1** Run the forward pass, name the loss correctly, take one step, and say which part of a training step is backpropagation.
# - **O2** Write each of the six gradients as a product of local derivatives, the slope $f'$ among them, and work it out.
# - **O3** Turn the six products into a backward pass with deltas and matrices, with the right shapes in the right order.
# - **O4** Prove with a gradient check that a backward pass is wrong, find the slips and repair them.
# - **O5** Say why a network needs a nonlinearity, and show it on XOR.
#
# **Time** About 60 minutes in two sittings. First sitting: A forward 8, B slope 3, C six gradients 13, D one step 4. Second sitting: E matrices 10, F proof and repair 10, G many steps and XOR 8, reflection 4. Eight tasks (4, 8, 10, 12, 14, 15, 17 and 20) and three sections are marked **Extra**. They take about 20 minutes more, and you may leave them for another day. The think-pair-share and the tables at the end, which are for looking things up, are not counted.
#
# **What you need** Unit 02 (the delta rule), the chain rule, partial derivatives, and the product of a matrix and a column in NumPy (`W @ x`).

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
from backprop import Graph, Network, gradient_check, sigmoid
from backprop.widgets.activation_slope import activation_slope
from backprop.widgets.decision_field import decision_field
from backprop.widgets.hidden_plane import hidden_plane
from backprop.widgets.live.network_editor import NetworkEditor
from backprop.widgets.loss_curve import loss_curve
from backprop.widgets.network_diagram import network_diagram

from autograder import check, my_numbers
from autograder.numbers import all_numbers

# %% [markdown]
# ## The lectures' symbols and ours
#
# The example is from lecture 001 (E. E. Aksoy); the step from the delta rule to $f'$ is from lecture 004 (A. M. Saxe). Where their symbols differ from ours:
#
# | lecture | here |
# |---|---|
# | 001: $z_a, z_b, z_c$ | net inputs $n_a, n_b, n_c$ |
# | 001: $h_a, h_b$ | activations $a_a, a_b$ |
# | 001: $y_t$ | target $t$ |
# | 001: $\omega_1 \dots \omega_6$ | weights $w_1 \dots w_6$ |
# | 001: "mean squared error" | half squared error $E = \tfrac12 (t-y)^2$ |
# | 004: $i$, $o$; unit 02: $x$, $o$ | input $x$, output $y$ |
# | 004 and unit 02: $e$ | error $t - y$ |
# | 004: $E = (t-o)^2$ | $E = \tfrac12 (t-y)^2$: the ½ takes away a factor 2 later |
# | 004: $\lambda$ | learning rate $\eta$ (`eta`) |
# | 004: $h_j$ and $\delta_{j+1}$ beside $W^j$ | $a[j-1]$ and $\delta[j]$ beside $W[j]$ |
# | 004: $\delta$, the error that a weight should follow | $\delta = \partial E/\partial n$, with the sign of a gradient: updates subtract it |
#
# We also write $f$ for the activation function. In this unit it is the sigmoid:
#
# $$f(n) = \sigma(n) = \frac{1}{1+e^{-n}}.$$

# %% [markdown]
# ## A. Forward
#
# Here is the network. A line carries a weight. Hidden unit $a$ and hidden unit $b$ each add up what arrives and squash the sum with the sigmoid. The output unit $c$ does the same with what they send.

# %%
x1, x2, t = 0.23, 0.82, 1.0
w1, w2, w3, w4, w5, w6 = 0.1, 0.5, 0.4, 0.3, 0.2, 0.6
eta = 0.7

# %% tags=["nbval-ignore-output"]
weights = [np.array([[w1, w3], [w2, w4]]), np.array([[w5, w6]])]
weight_names = [np.array([["w1", "w3"], ["w2", "w4"]]), np.array([["w5", "w6"]])]
units = [["x1", "x2"], ["a", "b"], ["c"]]
network_diagram(
    weights,
    units,
    values=[[x1, x2], [None, None], [None]],
    weight_names=weight_names,
    says="The 2-2-1 network: x1 = 0.23 and x2 = 0.82 enter at the left; w1 and w3 lead "
    "to unit a, w2 and w4 to unit b, w5 and w6 to the output c.",
)

# %% [markdown]
# Look closely at the numbering, which trips many a reader. It runs from input to input: $w_1$ and $w_2$ *leave* $x_1$, then $w_3$ and $w_4$ leave $x_2$. So $w_2$ leads to $b$, and $w_3$ comes from $x_2$.
#
# The target is $t = 1$. With these weights the output will be about 0.62, too small.
#
# ### Task 1. Predict (1 point, O2)
#
# Before you run anything: one step of gradient descent will make the loss smaller. What does that step do to the six weights? Answer with a letter.
#
# - `"a"` All six grow.
# - `"b"` All six shrink.
# - `"c"` Some grow and some shrink.
#
# <details><summary>Hint 1</summary>Should the output go up or down?</details>
# <details><summary>Hint 2</summary>Take one weight and follow its line to the output. If the weight grows a little, each unit on the way passes on a change: of which sign?</details>
# <details><summary>Hint 3</summary>A neighbour: with an input of −1 in place of x1, more of w1 would mean less net input at a, hence less output.</details>

# %% answer="06-predict"
direction = None  # replace None by "a", "b" or "c"
### BEGIN SOLUTION
direction = "a"
### END SOLUTION

# %% check="06-predict"
check("06-predict", direction)

# %% [markdown]
# ### The forward pass, worked
#
# A unit works in two parts. First it forms its net input $n$, a weighted sum. Then it applies $f$ to get its activation $a = f(n)$.

# %%
n_a = w1 * x1 + w3 * x2
a_a = sigmoid(n_a)
print(f"unit a: n_a = {w1}·{x1} + {w3}·{x2} = {n_a:.3f}")
print(f"        a_a = σ({n_a:.3f}) = {a_a:.4f}")

n_b = w2 * x1 + w4 * x2
a_b = sigmoid(n_b)
print(f"unit b: n_b = {w2}·{x1} + {w4}·{x2} = {n_b:.3f}")
print(f"        a_b = σ({n_b:.3f}) = {a_b:.4f}")

n_c = w5 * a_a + w6 * a_b
y = sigmoid(n_c)
print(f"unit c: n_c = {w5}·{a_a:.4f} + {w6}·{a_b:.4f} = {n_c:.4f}")
print(f"        y   = σ({n_c:.4f}) = {y:.4f}")

# %% [markdown]
# The output $y$ is the activation of unit $c$. How bad is it? The loss says so in one number: the **half squared error** $E = \tfrac12 (t - y)^2$.
#
# The slide calls this the *mean squared error*. For one output and one pattern the mean of the squared errors would be twice as large. The name does no harm as long as you know which formula is meant: the ½ is there to cancel the 2 that comes down when we differentiate.
#
# ### Task 2. The loss (1 point, O1)
#
# Work out $E$. You may type a number or an expression such as `(1 + y) / 3`.
#
# <details><summary>Hint 1</summary>How far is the output from the target?</details>
# <details><summary>Hint 2</summary>Subtract, square, halve: in this order.</details>
# <details><summary>Hint 3</summary>A neighbour: with target 0 and output 0.8 the loss is ½ · (0 − 0.8)² = ½ · 0.64 = 0.32.</details>

# %% answer="06-E"
E = None  # replace None by your number or expression
### BEGIN SOLUTION
E = (t - y) ** 2 / 2
### END SOLUTION

# %% check="06-E"
check("06-E", E)

# %% [markdown]
# ## B. The slope of one unit
#
# In unit 02 a unit was linear: its output was its net input. The delta rule moved each weight by $\eta\,(t-y)\,x$: the error times the input of that line.
#
# What changes when the unit squashes? Push $n$ a little, and $y$ follows, but not by the same amount. It follows by the **slope** $f'(n)$, the derivative of $f$ at $n$. For the sigmoid the slope can be written with the activation itself:
#
# $$f'(n) = \frac{e^{-n}}{(1+e^{-n})^2} = \frac{1}{1+e^{-n}}\cdot\frac{e^{-n}}{1+e^{-n}} = \sigma(n)\,\bigl(1 - \sigma(n)\bigr).$$

# %% tags=["nbval-ignore-output"]
activation_slope(
    sigmoid,
    lambda n: sigmoid(n) * (1 - sigmoid(n)),
    {"n_c": n_c, "n = 4.5": 4.5},
    says="Above the sigmoid with two tangents, below its slope. At n_c the curve is steep "
    "and the slope is near its largest value; far out at 4.5 the curve is flat and the "
    "slope almost zero.",
)

# %%
for n in (0.0, n_a, n_b, n_c, 4.5):
    slope = sigmoid(n) * (1 - sigmoid(n))
    print(f"n = {n:.4f}   σ(n) = {sigmoid(n):.4f}   f′(n) = {slope:.4f}")

# %% [markdown]
# The slope is never more than 0.2500. A unit whose net input is far from zero hardly answers to any change: it is *saturated*, and what it should learn arrives at its weights multiplied by almost nothing.
#
# ### Task 3. The slope as a function (1 point, O2)
#
# Write `f_prime(n)`, the slope of the sigmoid. It gets the net input $n$, a number or an array. It does not get the activation.
#
# <details><summary>Hint 1</summary>What must you compute from n before you can use the formula above?</details>
# <details><summary>Hint 2</summary><code>sigmoid</code> is imported and works on arrays. Call it on n, not on the result of another call.</details>
# <details><summary>Hint 3</summary>A neighbour: for f(n) = n² + n the slope is written <code>def f_prime(n): return 2 * n + 1</code>.</details>


# %% answer="06-f_prime"
def f_prime(n):
    """The slope of the sigmoid at the net input n."""
    ### BEGIN SOLUTION
    a = sigmoid(n)
    return a * (1 - a)
    ### END SOLUTION


# %% check="06-f_prime"
check("06-f_prime", f_prime)

# %% [markdown]
# ### Extra: from the delta rule to the scaled delta rule
#
# Take one sigmoid unit with a row of weights $w$ and a column of inputs $x$: $n = wx$, $y = f(n)$, $E = \tfrac12(t-y)^2$. The weight reaches the loss in three moves, so the chain rule has three factors:
#
# $$\frac{\partial E}{\partial w} \;=\; \underbrace{-(t-y)}_{\partial E/\partial y}\;\underbrace{f'(n)}_{\partial y/\partial n}\;\underbrace{x^T}_{\partial n/\partial w}.$$
#
# The step against it is $\Delta w = \eta\,(t-y)\,f'(n)\,x^T$. That is the delta rule with one new factor. Lecture 004 calls it the *scaled* delta rule: the slope scales the error.
#
# ### Task 4. Extra: one step of the scaled delta rule (2 points, O2)
#
# Write `scaled_delta(x, t, w, eta)`. It returns the **new** row of weights after one step. `x` is a column of shape (3, 1), `w` a row of shape (1, 3), `t` has shape (1, 1).
#
# <details><summary>Hint 1</summary>Which two numbers does the unit compute before you can speak of an error or of a slope?</details>
# <details><summary>Hint 2</summary>Forward: n = w @ x, y = f(n). Then add the change to the old weights. Transposing x with <code>x.T</code> makes a row of it, as w is.</details>
# <details><summary>Hint 3</summary>A neighbour, the rule for a linear unit: <code>y = w @ x</code>, then <code>return w + eta * (t - y) * x.T</code>. What is missing for a sigmoid?</details>


# %% answer="06-scaled_delta"
def scaled_delta(x, t, w, eta):
    """The weights w (1, 3) after one step on the pattern x (3, 1) with target t (1, 1)."""
    ### BEGIN SOLUTION
    n = w @ x
    y = sigmoid(n)
    return w + eta * (t - y) * f_prime(n) * x.T
    ### END SOLUTION


# %% check="06-scaled_delta"
check("06-scaled_delta", scaled_delta)

# %% [markdown]
# ## C. Six gradients by hand
#
# Back to the network. For each weight we ask: if it grows a little, by how much does $E$ grow? The weight reaches $E$ along a path. Each step of the path has a **local derivative**. The gradient is their product.
#
# ### Worked: $\partial E/\partial w_6$, three factors
#
# From $w_6$ the path is $w_6 \to n_c \to y \to E$. Read it backwards, from the loss:
#
# - $E = \tfrac12(t-y)^2$ gives $\partial E/\partial y = -(t-y)$. The minus sign says: more output, less loss.
# - $y = f(n_c)$ gives $\partial y/\partial n_c = f'(n_c) = y\,(1-y)$.
# - $n_c = w_5 a_a + w_6 a_b$ gives $\partial n_c/\partial w_6 = a_b$, the activation that travels along this line.

# %%
dE_dy = -(t - y)
dy_dn_c = y * (1 - y)
dE_dw6 = dE_dy * dy_dn_c * a_b
print(f"∂E/∂y    = −({t} − {y:.4f}) = {dE_dy:.4f}")
print(f"∂y/∂n_c  = {y:.4f}·(1 − {y:.4f}) = {dy_dn_c:.4f}")
print(f"∂n_c/∂w6 = a_b = {a_b:.4f}")
print(f"∂E/∂w6   = {dE_dy:.4f} · {dy_dn_c:.4f} · {a_b:.4f} = {dE_dw6:.4f}")

# %% [markdown]
# ### Task 5. Yours: $\partial E/\partial w_5$ (1 point, O2)
#
# The same path with one factor exchanged: $\dfrac{\partial E}{\partial w_5} = \dfrac{\partial E}{\partial y}\cdot\dfrac{\partial y}{\partial n_c}\cdot\boxed{?}$
#
# <details><summary>Hint 1</summary>Which of the three factors knows which line we are on?</details>
# <details><summary>Hint 2</summary>Differentiate n_c = w5·a_a + w6·a_b by w5; hold everything else still.</details>
# <details><summary>Hint 3</summary>A neighbour: if ∂E/∂y = −0.5, ∂y/∂n_c = 0.2 and the line carries 0.9, the gradient is −0.5 · 0.2 · 0.9 = −0.09.</details>

# %% answer="06-dE_dw5"
dE_dw5 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw5 = dE_dy * dy_dn_c * a_a
### END SOLUTION

# %% check="06-dE_dw5"
check("06-dE_dw5", dE_dw5)

# %% [markdown]
# ### Worked: $\partial E/\partial w_1$, five factors
#
# $w_1$ sits one layer further from the loss. Its path is $w_1 \to n_a \to a_a \to n_c \to y \to E$: five steps, five factors.

# %% tags=["nbval-ignore-output"]
network_diagram(
    weights,
    units,
    values=[[x1, x2], [a_a, a_b], [y]],
    weight_names=weight_names,
    path=[0, 0, 0],
    says="The path of w1, drawn boldly: from x1 through unit a, along w5, through unit c. "
    "Everything on another line is pale, for it has no part in this product.",
)

# %%
dn_c_da_a = w5
da_a_dn_a = a_a * (1 - a_a)
dn_a_dw1 = x1
dE_dw1 = dE_dy * dy_dn_c * dn_c_da_a * da_a_dn_a * dn_a_dw1
print(f"∂E/∂y     = {dE_dy:.4f}")
print(f"∂y/∂n_c   = {dy_dn_c:.4f}")
print(f"∂n_c/∂a_a = w5 = {dn_c_da_a}")
print(f"∂a_a/∂n_a = {a_a:.4f}·(1 − {a_a:.4f}) = {da_a_dn_a:.4f}")
print(f"∂n_a/∂w1  = x1 = {dn_a_dw1}")
print(f"∂E/∂w1    = {dE_dy:.4f} · {dy_dn_c:.4f} · {dn_c_da_a} · {da_a_dn_a:.4f} · {dn_a_dw1}")
print(f"          = {dE_dw1:.6f}")

# %% [markdown]
# Two slopes stand in the product, one for each squashing on the way. Each is at most a quarter. So the gradient of a weight far from the loss tends to be small: compare it with $\partial E/\partial w_6$ above.
#
# Notice also that the first two factors were there already. We will come back to that.
#
# ### Task 6. $\partial E/\partial w_3$, four factors given (1 point, O2)
#
# $w_3$ also leads to unit $a$. Fill in the last factor:
#
# $$\frac{\partial E}{\partial w_3} = \frac{\partial E}{\partial y}\cdot\frac{\partial y}{\partial n_c}\cdot\frac{\partial n_c}{\partial a_a}\cdot\frac{\partial a_a}{\partial n_a}\cdot\boxed{?}$$
#
# <details><summary>Hint 1</summary>What does the line of w3 carry?</details>
# <details><summary>Hint 2</summary>n_a = w1·x1 + w3·x2. In Python, the first four factors are named in the cell above.</details>
# <details><summary>Hint 3</summary>A neighbour: with the factors −0.5, 0.2, 0.4 and 0.25 and an input of 3, the gradient is −0.5 · 0.2 · 0.4 · 0.25 · 3 = −0.03.</details>

# %% answer="06-dE_dw3"
dE_dw3 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw3 = dE_dy * dy_dn_c * dn_c_da_a * da_a_dn_a * x2
### END SOLUTION

# %% check="06-dE_dw3"
check("06-dE_dw3", dE_dw3)

# %% [markdown]
# ### Task 7. $\partial E/\partial w_2$, two factors given (1 point, O2)
#
# $w_2$ leads to the *other* hidden unit. Which three factors change?
#
# $$\frac{\partial E}{\partial w_2} = \frac{\partial E}{\partial y}\cdot\frac{\partial y}{\partial n_c}\cdot\boxed{?}\cdot\boxed{?}\cdot\boxed{?}$$
#
# <details><summary>Hint 1</summary>Put your finger on w2 in the picture and go to the output. Which unit and which weight do you pass?</details>
# <details><summary>Hint 2</summary>One factor for each step: from n_c back to a_b, from a_b back to n_b, from n_b back to w2.</details>
# <details><summary>Hint 3</summary>A neighbour: a path through a unit with activation 0.8 and then along a weight 0.5 brings the factors 0.5 and 0.8 · (1 − 0.8) = 0.16.</details>

# %% answer="06-dE_dw2"
dE_dw2 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw2 = dE_dy * dy_dn_c * w6 * a_b * (1 - a_b) * x1
### END SOLUTION

# %% check="06-dE_dw2"
check("06-dE_dw2", dE_dw2)

# %% [markdown]
# ### Task 8. Extra: $\partial E/\partial w_4$, on your own (1 point, O2)
#
# No factor is given this time. Work out $\partial E/\partial w_4$.
#
# <details><summary>Hint 1</summary>Which gradient that you have already differs from this one in a single factor?</details>
# <details><summary>Hint 2</summary>w2 and w4 lead to the same unit and come from different inputs.</details>
# <details><summary>Hint 3</summary>A neighbour: two lines lead to one unit, from inputs 2 and 5. If the first weight's gradient is −0.04, the second one's is −0.04 · 5 / 2 = −0.1.</details>

# %% answer="06-dE_dw4"
dE_dw4 = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw4 = dE_dy * dy_dn_c * w6 * a_b * (1 - a_b) * x2
### END SOLUTION

# %% check="06-dE_dw4"
check("06-dE_dw4", dE_dw4)

# %% [markdown]
# ### Task 9. Numbers of your own (2 points, O2)
#
# The same network once more, with other inputs, another target and other weights. The next cell prints them. These numbers are yours: somebody else's answer will not fit.
#
# What is $\partial E/\partial w_3$ for them? Work on paper or in code, where `mine["w5"]` is your $w_5$ and so on. Don't round on the way, and give at least three digits after the leading zeros.
#
# <details><summary>Hint 1</summary>Which of the factors above belong to the old numbers? What do you have to compute before you can write down the first new one?</details>
# <details><summary>Hint 2</summary>First the whole forward pass with your numbers, both hidden units included: the output depends on both. Then the five factors of Task 6. In code your n_a is <code>mine["w1"] * mine["x1"] + mine["w3"] * mine["x2"]</code>.</details>
# <details><summary>Hint 3</summary>A neighbour: x2 = 0.6, t = 0.05, w5 = −1.5, and a forward pass that ended in a_a = 0.9 and y = 0.4. The factors are −(0.05 − 0.4) = 0.35, 0.4 · 0.6 = 0.24, −1.5, 0.9 · 0.1 = 0.09 and 0.6; their product is −0.0068.</details>

# %%
mine = my_numbers("06-own")

# %% answer="06-own"
# Should you need several lines, take new names such as my_n_a and my_y: n_a, y and the other names
# from above hold the lecture's numbers, and later cells use them again.
my_dE_dw3 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_a_a = sigmoid(mine["w1"] * mine["x1"] + mine["w3"] * mine["x2"])
my_a_b = sigmoid(mine["w2"] * mine["x1"] + mine["w4"] * mine["x2"])
my_y = sigmoid(mine["w5"] * my_a_a + mine["w6"] * my_a_b)
my_dE_dn_c = -(mine["t"] - my_y) * my_y * (1 - my_y)
my_dE_dw3 = my_dE_dn_c * mine["w5"] * my_a_a * (1 - my_a_a) * mine["x2"]
### END SOLUTION

# %% check="06-own"
check("06-own", my_dE_dw3)

# %% [markdown]
# ### Task 10. Extra: find the slip (1 point, O2)
#
# Anyone who writes this many derivatives slips once. On the slide for $w_4$ one factor reads, in our symbols,
#
# $$\frac{\partial n_c}{\partial a_a} = w_6 = 0.6.$$
#
# The number 0.6 is the right factor for this path. What should the label on the left be?
#
# - `"a"` $\partial n_c/\partial a_a$, as printed
# - `"b"` $\partial n_c/\partial a_b$
# - `"c"` $\partial n_c/\partial w_6$
# - `"d"` $\partial n_b/\partial a_b$
#
# <details><summary>Hint 1</summary>Which formula does a derivative of n_c come from?</details>
# <details><summary>Hint 2</summary>In n_c = w5·a_a + w6·a_b, what does w6 stand in front of?</details>
# <details><summary>Hint 3</summary>A neighbour: for n = 3·p + 7·q the 7 is the derivative of n by q.</details>

# %% answer="06-slip"
label = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
label = "b"
### END SOLUTION

# %% check="06-slip"
check("06-slip", label)

# %% [markdown]
# ## D. One step
#
# A gradient says which way is up. **Gradient descent** goes the other way, by the learning rate $\eta$ times the gradient:
#
# $$w^{\text{new}} = w - \eta\,\frac{\partial E}{\partial w}.$$
#
# ### Worked: the new $w_6$

# %%
w6_new = w6 - eta * dE_dw6
print(f"new w6 = {w6} − {eta}·({dE_dw6:.4f}) = {w6_new:.4f}")

# %% [markdown]
# ### Task 11. The new $w_5$ (1 point, O1)
#
# Take the step for $w_5$, with $\eta = 0.7$.
#
# <details><summary>Hint 1</summary>The gradient is negative. Does the weight grow or shrink?</details>
# <details><summary>Hint 2</summary>Old weight, minus η times gradient. Two minus signs meet.</details>
# <details><summary>Hint 3</summary>A neighbour: w = 0.3, η = 0.5 and gradient −0.08 give 0.3 − 0.5 · (−0.08) = 0.34.</details>

# %% answer="06-w5_new"
w5_new = None  # replace None by your number or expression
### BEGIN SOLUTION
w5_new = w5 - eta * dE_dw5
### END SOLUTION

# %% check="06-w5_new"
check("06-w5_new", w5_new)

# %% [markdown]
# ### Task 12. Extra: was it worth it? (1 point, O1)
#
# Compute the loss **after** all six weights have taken their step: a second forward pass, with the new weights. Do this in code and don't round on the way; four decimals of a weight are too few here. If some of your gradients are still missing, write them out in this cell.
#
# <details><summary>Hint 1</summary>Which lines of the first forward pass contain a weight?</details>
# <details><summary>Hint 2</summary>Make six new weights with six updates (all from the old weights), then repeat the forward pass with them: n_a, n_b, n_c, output, loss.</details>
# <details><summary>Hint 3</summary>A neighbour: one linear unit with x = 2, t = 1 and w = 0.1 has y = 0.2 and E = 0.32. With η = 0.1 the new w is 0.1 + 0.1 · 0.8 · 2 = 0.26, the new y is 0.52, and the new E is ½ · 0.48² = 0.1152.</details>

# %% answer="06-E_new"
E_new = None  # replace None by your expression; you may use several lines
### BEGIN SOLUTION
w1_new, w2_new = w1 - eta * dE_dw1, w2 - eta * dE_dw2
w3_new, w4_new = w3 - eta * dE_dw3, w4 - eta * dE_dw4
new_a = sigmoid(w1_new * x1 + w3_new * x2)
new_b = sigmoid(w2_new * x1 + w4_new * x2)
E_new = (t - sigmoid(w5_new * new_a + w6_new * new_b)) ** 2 / 2
### END SOLUTION

# %% check="06-E_new"
check("06-E_new", E_new)

# %% [markdown]
# ### All of it at a glance
#
# Now let the course's own engine do the same. A `Graph` takes the formula, runs it forward, and gives all six gradients at once; unit 05 is about how it does that. Here it serves as a second opinion.


# %%
def loss(x1, x2, t, w1, w2, w3, w4, w5, w6):
    n_c = w5 * sigmoid(w1 * x1 + w3 * x2) + w6 * sigmoid(w2 * x1 + w4 * x2)
    return (t - sigmoid(n_c)) ** 2 / 2


pattern = {"x1": x1, "x2": x2, "t": t}
old = {"w1": w1, "w2": w2, "w3": w3, "w4": w4, "w5": w5, "w6": w6}
graph = Graph(loss)
E_before = graph.forward(**pattern, **old)
gradient = graph.backward()
new = {w: old[w] - eta * gradient[w] for w in old}
E_after = graph.forward(**pattern, **new)
print("weight   old     ∂E/∂w     new")
for w in old:
    print(f"{w}      {old[w]:.4f}  {gradient[w]:.4f}   {new[w]:.4f}")

# %%
second_n_a = new["w1"] * x1 + new["w3"] * x2
second_n_b = new["w2"] * x1 + new["w4"] * x2
second_a_a, second_a_b = sigmoid(second_n_a), sigmoid(second_n_b)
second_n_c = new["w5"] * second_a_a + new["w6"] * second_a_b
print("        before    after")
print(f"n_a    {n_a:7.4f}  {second_n_a:7.4f}")
print(f"a_a    {a_a:7.4f}  {second_a_a:7.4f}")
print(f"n_b    {n_b:7.4f}  {second_n_b:7.4f}")
print(f"a_b    {a_b:7.4f}  {second_a_b:7.4f}")
print(f"n_c    {n_c:7.4f}  {second_n_c:7.4f}")
print(f"y      {y:7.4f}  {sigmoid(second_n_c):7.4f}")
print(f"loss   {E_before:7.4f}  {E_after:7.4f}")

# %% [markdown]
# Compare this with your prediction in Task 1. All six gradients are negative and all six weights grow. So every net input, every activation and the output grow as well. The loss falls from 0.0739 to 0.0698: one step, one pattern, a small gain.
#
# A **training step** thus has three parts, and they are worth keeping apart:
#
# 1. **Forward**: compute the activations and the loss, and *keep* them.
# 2. **Backward**: compute the gradients. This is **backpropagation**, and this alone.
# 3. **Update**: change the weights. This is gradient descent.
#
# Backpropagation changes no weight. It hands six numbers to whatever does.
#
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.

# %% [markdown]
# ### Try it: the network in your hands
#
# **Extra, about 3 minutes.** All six gradients are negative here. Can you find weights for which one of them is positive? Choose a weight, predict its sign, and read the five factors: which of them can change sign at all? Then take steps and watch the loss.

# %% tags=["nbval-ignore-output"]
NetworkEditor()

# %% [markdown]
# ## E. Deltas and matrices
#
# Look back at the products of part C. Those for $w_1$ and $w_3$ share four factors. All six share two. Working them out again for each weight is waste; keeping them is the whole idea of backpropagation.
#
# So give the shared part a name. For a unit with net input $n$ let $\delta = \partial E/\partial n$, the unit's **delta**. It says how the loss answers when this unit's net input is pushed.
#
# - Output unit: $\delta_c = -(t-y)\,f'(n_c)$.
# - Hidden units, from the delta behind them: $\delta_a = w_5\,\delta_c\,f'(n_a)$ and $\delta_b = w_6\,\delta_c\,f'(n_b)$.
# - Any weight: its gradient is *the delta of the unit it leads to, times what its line carries*.

# %%
delta_c = -(t - y) * y * (1 - y)
delta_a = w5 * delta_c * a_a * (1 - a_a)
delta_b = w6 * delta_c * a_b * (1 - a_b)
print(f"δ_c = {delta_c:.4f}   δ_a = {delta_a:.4f}   δ_b = {delta_b:.4f}")
print(f"∂E/∂w5 = δ_c·a_a = {delta_c * a_a:.4f}   ∂E/∂w6 = δ_c·a_b = {delta_c * a_b:.4f}")
print(f"∂E/∂w1 = δ_a·x1  = {delta_a * x1:.4f}   ∂E/∂w3 = δ_a·x2  = {delta_a * x2:.4f}")
print(f"∂E/∂w2 = δ_b·x1  = {delta_b * x1:.4f}   ∂E/∂w4 = δ_b·x2  = {delta_b * x2:.4f}")

# %% tags=["nbval-ignore-output"]
network_diagram(
    weights,
    units,
    values=[[x1, x2], [a_a, a_b], [y]],
    deltas=[[None, None], [delta_a, delta_b], [delta_c]],
    weight_names=weight_names,
    says="Activations stand in the units, deltas below them. Read the activations from left "
    "to right and the deltas from right to left: each delta is made from the one behind it.",
)

# %% [markdown]
# ### The same in matrices
#
# Put the weights of a layer into a matrix: **one row for each unit they lead to, one column for each unit they come from**. The lecture's running numbers then go
#
# $$W[1] = \begin{pmatrix} w_1 & w_3 \\ w_2 & w_4 \end{pmatrix}, \qquad W[2] = \begin{pmatrix} w_5 & w_6 \end{pmatrix}.$$
#
# The index in brackets counts the layers of weights. With the input as a column $a[0] = x$, the forward pass is $n[j] = W[j]\,a[j-1]$ and $a[j] = f(n[j])$, and the backward pass reads
#
# $$\delta[2] = (y - t) \odot f'(n[2]), \qquad \delta[1] = \bigl(W[2]^T \delta[2]\bigr) \odot f'(n[1]), \qquad dW[j] = \delta[j]\; a[j-1]^T.$$
#
# Here $\odot$ multiplies entry by entry (`*` in NumPy), and $dW[j]$ is short for $\partial E/\partial W[j]$. The transpose turns the lines around: forward, a row of $W$ collects what enters a unit; backward, a column collects what that unit has sent out.

# %%
x, target = np.array([[x1], [x2]]), np.array([[t]])
W1, W2 = np.array([[w1, w3], [w2, w4]]), np.array([[w5, w6]])
print("W[1] =", W1.tolist(), "   W[2] =", W2.tolist())
print("n[1] =", (W1 @ x).round(3).ravel(), "  as n_a and n_b above")

# %% [markdown]
# ### Task 13. Put a training step in order (1 point, O3)
#
# Here are the lines of one training step, shuffled. In which order must they run? Answer with a text of seven letters. More than one order is right.
#
# - `A` `delta[1] = (W[2].T @ delta[2]) * f_prime(n[1])`
# - `B` `n[2] = W[2] @ a[1]`, `y = f(n[2])`
# - `C` `W[1] -= eta * dW[1]`, `W[2] -= eta * dW[2]`
# - `D` `dW[1] = delta[1] @ x.T`
# - `E` `n[1] = W[1] @ x`, `a[1] = f(n[1])`
# - `F` `delta[2] = (y - t) * f_prime(n[2])`
# - `G` `dW[2] = delta[2] @ a[1].T`
#
# <details><summary>Hint 1</summary>Which line needs nothing but the input and the weights?</details>
# <details><summary>Hint 2</summary>For each line, ask what stands on its right-hand side. All of that must be there before. And every gradient belongs to the old weights.</details>
# <details><summary>Hint 3</summary>A neighbour: of P: q = p + 1, Q: p = 2, R: r = p · q the order is QPR.</details>

# %% answer="06-order"
order = None  # replace None by a text such as "ABCDEFG"
### BEGIN SOLUTION
order = "EBFGADC"
### END SOLUTION

# %% check="06-order"
check("06-order", order)

# %% [markdown]
# ### Task 14. Extra: a shape without running (1 point, O3)
#
# Another network: 4 inputs, 3 hidden units, 2 outputs. Five patterns are run at once; they stand in the columns of $x$, so $x$ has the shape (4, 5). What is the shape of $dW[1]$? Reason it out, and answer with a tuple such as `(7, 8)`.
#
# <details><summary>Hint 1</summary>What will dW[1] be subtracted from?</details>
# <details><summary>Hint 2</summary>A gradient has exactly the shape of what it belongs to. In a weight matrix, rows are the units led to.</details>
# <details><summary>Hint 3</summary>A neighbour: in a 6-2-1 network dW[2] has the shape (1, 2), for one pattern as for nine.</details>

# %% answer="06-shape_dW"
shape_dW = None  # replace None by a tuple such as (7, 8)
### BEGIN SOLUTION
shape_dW = (3, 4)
### END SOLUTION

# %% check="06-shape_dW"
check("06-shape_dW", shape_dW)

# %% [markdown]
# ### Task 15. Extra: the shape of a delta (1 point, O3)
#
# The same network with the same five patterns: what is the shape of $\delta[1]$?
#
# <details><summary>Hint 1</summary>δ[1] is the derivative by what?</details>
# <details><summary>Hint 2</summary>n[1] holds a net input for each hidden unit and each pattern. Patterns are columns.</details>
# <details><summary>Hint 3</summary>A neighbour: in a 6-2-1 network with nine patterns δ[2] has the shape (1, 9).</details>

# %% answer="06-shape_delta"
shape_delta = None  # replace None by a tuple such as (7, 8)
### BEGIN SOLUTION
shape_delta = (3, 5)
### END SOLUTION

# %% check="06-shape_delta"
check("06-shape_delta", shape_delta)

# %% [markdown]
# ### Task 16. Write the backward pass (3 points, O3)
#
# Write `backward(x, t, W1, W2)`. It runs the network forward (sigmoid in both layers, no biases) and returns the two gradients `dW1, dW2` of $E = \tfrac12\sum (t-y)^2$. `x` has the shape (2, 1), `t` (1, 1), `W1` (2, 2) and `W2` (1, 2). It will be called on weights you have not seen.
#
# <details><summary>Hint 1</summary>Which arrays of the forward pass does the backward pass use again?</details>
# <details><summary>Hint 2</summary>Your answer to Task 13, without its last line. Use <code>f_prime</code> from Task 3 on net inputs, or write a · (1 − a) with the activation.</details>
# <details><summary>Hint 3</summary>A neighbour, two linear layers: <code>a1 = W1 @ x</code>, <code>y = W2 @ a1</code>, <code>d2 = y - t</code>, <code>d1 = W2.T @ d2</code>, <code>return d1 @ x.T, d2 @ a1.T</code>. Where do the slopes go?</details>


# %% answer="06-backward"
def backward(x, t, W1, W2):
    """The gradients dW1 (2, 2) and dW2 (1, 2) of the half squared error."""
    ### BEGIN SOLUTION
    n1 = W1 @ x
    a1 = sigmoid(n1)
    n2 = W2 @ a1
    y = sigmoid(n2)
    delta2 = (y - t) * f_prime(n2)
    delta1 = (W2.T @ delta2) * f_prime(n1)
    return delta1 @ x.T, delta2 @ a1.T
    ### END SOLUTION


# %% check="06-backward"
check("06-backward", backward)

# %% [markdown]
# ### Task 17. Extra: a whole training step (2 points, O3)
#
# Write `step(x, t, W1, W2, eta)`: forward, backward, update. Return the new `W1` and `W2`. You may call your `backward`.
#
# <details><summary>Hint 1</summary>Which of the three parts is not yet in <code>backward</code>?</details>
# <details><summary>Hint 2</summary>Compute both gradients before you change either matrix: δ[1] needs the old W[2].</details>
# <details><summary>Hint 3</summary>A neighbour with one matrix: <code>dW = gradient(x, t, W)</code>, <code>return W - eta * dW</code>.</details>


# %% answer="06-step"
def step(x, t, W1, W2, eta):
    """The weights W1 (2, 2) and W2 (1, 2) after one step of gradient descent."""
    ### BEGIN SOLUTION
    dW1, dW2 = backward(x, t, W1, W2)
    return W1 - eta * dW1, W2 - eta * dW2
    ### END SOLUTION


# %% check="06-step"
check("06-step", step)

# %% [markdown]
# ### Extra: one algorithm, three spellings
#
# The engine has three ways to get these gradients: the graph of single operations, the same graph written out as plain lines of Python, and the layered network of matrices. Do they agree?

# %%
engine = Network([2, 2, 1], f="sigmoid", bias=False)
engine.W[1], engine.W[2] = W1, W2
engine.forward(x)
engine.backward(target)
(dw1, dw3), (dw2, dw4) = engine.dW[1]
((dw5, dw6),) = engine.dW[2]
by_network = {"w1": dw1, "w2": dw2, "w3": dw3, "w4": dw4, "w5": dw5, "w6": dw6}
_, by_flat_code = graph.compile()(**pattern, **old)
print("         graph        flat code    network")
for w in old:
    print(f"∂E/∂{w}  {gradient[w]:.8f}  {by_flat_code[w]:.8f}  {by_network[w]:.8f}")
apart = [abs(gradient[w] - other[w]) for w in old for other in (by_flat_code, by_network)]
print("largest difference below 1e-12:", max(apart) < 1e-12)

# %% [markdown]
# They agree to the last digit that matters. Backpropagation is one algorithm; whether you write it with single numbers or with matrices is a question of spelling.
#
# This is the flat code that has just run, forward and then backward. Look for `+=`: both inputs feed two units, so two paths lead back to each of them, and paths add. No weight has more than one path here; unit 07 will change that.

# %%
print(graph.flat_code())

# %% [markdown]
# ## F. Prove it, then repair it
#
# How do you know that a backward pass is right? You can ask the loss itself. Push one weight up by a little $h$ and run forward; push it down by $h$ and run forward; the difference of the two losses, divided by $2h$, is the slope. No derivative was needed, so no slip in a derivative can hide. This is a **gradient check**: two numbers for each weight, side by side.

# %%
found = gradient_check(engine, x, target, quiet=True)
print("gradient by    two forward passes    backpropagation")
for k, name in enumerate(found.names):
    print(f"{name:10}     {found.numerical[k]:18.8f}    {found.analytic[k]:15.8f}")
print(found.agree.sum(), "of", len(found.names), "gradients agree")

# %% [markdown]
# The engine's backward pass holds. Does yours? `gradient_check` also takes a function of one array, the array, and the gradient that you claim. The next cell asks it about the `dW1` of your Task 16.


# %%
def E_of_W1(W):
    return ((target - sigmoid(W2 @ sigmoid(W @ x))) ** 2).sum() / 2


try:
    dW1, dW2 = backward(x, target, W1, W2)
    gradient_check(E_of_W1, W1, dW1)
except Exception as stopped:  # a backward pass that is not written yet, or not finished
    print(f"No gradient to compare yet: {stopped!r}.")
    print("Go on, and run this cell again when Task 16 is right.")

# %% [markdown]
# The two numbers of a pair should share six digits. Rounding costs the last few; a slip costs the first. What would you change in the cell to check `dW2`?
#
# ### A backward pass with slips
#
# A colleague has written a backward pass for a network with biases $b[1]$, $b[2]$ and several patterns at once. It runs without complaint and returns arrays of the right shapes.


# %%
def colleague(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    delta2 = (t - y) * y * (1 - y)
    delta1 = W2.T @ delta2
    dW1, db1 = delta1 @ x.T, delta1.mean(axis=1, keepdims=True)
    dW2, db2 = delta2 @ a1.T, delta2.mean(axis=1, keepdims=True)
    return dW1, db1, dW2, db2


# %% [markdown]
# Here its claims stand beside what two forward passes say, for four patterns and a 2-3-1 network.

# %%
xs = np.array([[0.5, -1.0, 0.8, 0.3], [1.0, 0.4, -0.6, -0.9]])
ts = np.array([[0.2, 0.9, 0.7, 0.1]])
V1 = np.array([[0.5, -0.3], [0.8, 0.6], [-0.4, 0.9]])
c1 = np.array([[0.1], [-0.2], [0.3]])
V2, c2 = np.array([[0.7, -0.5, 0.4]]), np.array([[0.2]])


def E_of(W1, b1, W2, b2):
    return ((ts - sigmoid(W2 @ sigmoid(W1 @ xs + b1) + b2)) ** 2).sum() / 2


dV1, dc1, dV2, dc2 = colleague(xs, ts, V1, c1, V2, c2)
of_W2 = gradient_check(lambda W2: E_of(V1, c1, W2, c2), V2, dV2, quiet=True)
of_W1 = gradient_check(lambda W1: E_of(W1, c1, V2, c2), V1, dV1, quiet=True)
print("     two forward passes   colleague     ratio")
for name, found in (("dW2", of_W2), ("dW1", of_W1)):
    for numerical, claim in zip(found.numerical, found.analytic, strict=True):
        print(f"{name}  {numerical:17.5f}  {claim:10.5f}  {claim / numerical:8.3f}")

# %% [markdown]
# ### Task 18. What does the check prove? (1 point, O4)
#
# - `"a"` The backward pass is right: central differences are only approximate.
# - `"b"` It is wrong somewhere, but the differences follow no pattern, so nothing more can be said.
# - `"c"` The sign is lost before the two layers part, and there is at least one more slip on the way to dW1.
# - `"d"` Only the hidden layer is wrong.
#
# <details><summary>Hint 1</summary>What would the ratio be if a gradient were right?</details>
# <details><summary>Hint 2</summary>A ratio that is the same everywhere is one lost or added factor. Which layer shows such a ratio, and is the other layer explained by it too?</details>
# <details><summary>Hint 3</summary>A neighbour: ratios of 2.000 for every entry of every matrix would mean that a ½ is missing in the loss, and nothing else.</details>

# %% answer="06-proof"
proof = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
proof = "c"
### END SOLUTION

# %% check="06-proof"
check("06-proof", proof)

# %% [markdown]
# ### Task 19. Repair it (3 points, O4)
#
# Change the function below until it is right. There are **three** slips. Two show in the table above; the third is in the biases. The check calls your function on patterns and weights you have not seen, and gives credit for each of the four gradients.
#
# <details><summary>Hint 1</summary>Which way does E go when y grows and is still below t? What happens to an error on its way back through a hidden unit? What does E do over the patterns: add or average?</details>
# <details><summary>Hint 2</summary>Lay the lines of Task 13 beside the lines below. And a bias is a weight on a line that always carries 1: its gradient is the unit's delta, added up over the patterns.</details>
# <details><summary>Hint 3</summary>A neighbour: with deltas 0.1, −0.3 and 0.4 of one unit for three patterns, that unit's bias has the gradient 0.1 − 0.3 + 0.4 = 0.2.</details>


# %% answer="06-repair"
def repaired(x, t, W1, b1, W2, b2):
    n1 = W1 @ x + b1
    a1 = sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    delta2 = (t - y) * y * (1 - y)
    delta1 = W2.T @ delta2
    dW1, db1 = delta1 @ x.T, delta1.mean(axis=1, keepdims=True)
    dW2, db2 = delta2 @ a1.T, delta2.mean(axis=1, keepdims=True)
    return dW1, db1, dW2, db2


### BEGIN SOLUTION
# The released cell holds only the version above.


def repaired(x, t, W1, b1, W2, b2):  # noqa: F811
    n1 = W1 @ x + b1
    a1 = sigmoid(n1)
    n2 = W2 @ a1 + b2
    y = sigmoid(n2)
    delta2 = (y - t) * y * (1 - y)
    delta1 = (W2.T @ delta2) * a1 * (1 - a1)
    dW1, db1 = delta1 @ x.T, delta1.sum(axis=1, keepdims=True)
    dW2, db2 = delta2 @ a1.T, delta2.sum(axis=1, keepdims=True)
    return dW1, db1, dW2, db2


### END SOLUTION

# %% check="06-repair"
check("06-repair", repaired)

# %% [markdown]
# ## G. Many steps, and XOR
#
# One step took the loss from 0.0739 to 0.0698. What do two hundred do?

# %%
net = Network([2, 2, 1], f="sigmoid", bias=False)
net.W[1], net.W[2] = W1, W2
losses = []
for _ in range(201):
    net.forward(x)
    losses.append(net.loss(target))
    net.backward(target)
    net.step(eta)
for k in (0, 1, 2, 10, 50, 200):
    print(f"after {k:3} steps: E = {losses[k]:.4f}")

# %% tags=["nbval-ignore-output"]
loss_curve(
    {"the one pattern": losses},
    marks=[0, 50, 200],
    says="The loss over 200 steps on the one pattern: it falls fast at first, then ever "
    "more slowly, and never rises.",
)

# %% [markdown]
# The curve flattens for two reasons: the error gets smaller, and the output unit slides into the flat part of the sigmoid, where its slope is small.
#
# A real training set has many patterns. One **epoch** is over when *every* pattern has had its turn to move the weights. If each pattern makes a step of its own, as here, that is called stochastic gradient descent, and an epoch has as many steps as there are patterns. If the gradients of all patterns are added first and make one step together, an epoch is one step. Either way one runs many epochs, until the loss has settled.
#
# ### Task 20. Extra: epochs (1 point, O1)
#
# A network learns 4 patterns, one at a time, and takes 6000 steps. How many epochs is that? The answer is one of 4, 1500, 6000 and 24000.
#
# <details><summary>Hint 1</summary>How many steps does one epoch have here?</details>
# <details><summary>Hint 2</summary>Steps divided by steps per epoch.</details>
# <details><summary>Hint 3</summary>A neighbour: 10 patterns, one at a time, and 50 steps make 5 epochs.</details>

# %% answer="06-epochs"
epochs = None  # replace None by your number
### BEGIN SOLUTION
epochs = 6000 // 4
### END SOLUTION

# %% check="06-epochs"
check("06-epochs", epochs)

# %% [markdown]
# ### Why bother with a nonlinearity?
#
# Without $f$ everything above would be simpler: all slopes would be 1. What would be lost? Take **XOR**, four patterns in all: the target is 1 if exactly one of the two inputs is 1.
#
# | $x_1$ | $x_2$ | $t$ |
# |---|---|---|
# | 0 | 0 | 0 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 0 |
#
# In unit 02 a single linear layer could do no better than to answer ½ to each of them: four errors of ½, and a loss $E = \tfrac12\sum(t-y)^2$ of $4\cdot\tfrac12\cdot\tfrac14 = 0.5$ over the four patterns.
#
# ### Task 21. Would a second linear layer help? (1 point, O5)
#
# Give the linear network a hidden layer: two linear hidden units, one linear output, biases everywhere. What is the smallest loss it can reach on XOR? Decide before you run on.
#
# - `"a"` 0: the hidden layer takes the patterns apart.
# - `"b"` 0.25: better than one layer, but not perfect.
# - `"c"` 0.5: the same as one layer.
# - `"d"` More than 0.5.
#
# <details><summary>Hint 1</summary>What does the output depend on, once you have put the first layer's formula into the second?</details>
# <details><summary>Hint 2</summary>A matrix times a matrix is a matrix.</details>
# <details><summary>Hint 3</summary>A neighbour with single numbers: h = 3x + 1 and then y = 2h − 5 make y = 6x − 3. That is one weight and one bias again.</details>

# %% answer="06-linear"
best = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
best = "c"
### END SOLUTION

# %% check="06-linear"
check("06-linear", best)

# %% [markdown]
# Now run it. Three networks learn XOR for 3000 epochs: one linear layer, two linear layers, and a single sigmoid unit.

# %%
x_xor, t_xor = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])
without_hidden = {
    "one linear layer": Network([2, 1], f="linear"),
    "two linear layers": Network([2, 2, 1], f="linear"),
    "one sigmoid unit": Network([2, 1], f="sigmoid"),
}
for name, net in without_hidden.items():
    for _ in range(3000):
        net.forward(x_xor)
        net.backward(t_xor)
        net.step(eta=0.1)
    answers = net.forward(x_xor).ravel()
    print(f"{name:17}  E = {net.loss(t_xor):.4f}   answers {answers.round(2)}")

# %% [markdown]
# All three end at 0.5 and say "a half" to every question. The second linear layer did not help. The sigmoid alone did not help either: it bends the plane of answers, but the line where they cross one half stays straight, and no straight line parts the two classes of XOR.
#
# What helps is both together: a hidden layer *and* a nonlinearity. Here is the 2-2-1 network of this unit, with biases, from two different random starts.

# %%
runs = {"start 0": Network([2, 2, 1], seed=0), "start 1": Network([2, 2, 1], seed=1)}
curves = {}
for name, net in runs.items():
    curves[name] = []
    for _ in range(3001):
        net.forward(x_xor)
        curves[name].append(net.loss(t_xor))
        net.backward(t_xor)
        net.step(eta=2.0)
    answers = net.forward(x_xor).ravel()
    print(f"{name}: E = {curves[name][-1]:.3f}   answers {answers.round(2)}")

# %% tags=["nbval-ignore-output"]
loss_curve(
    curves,
    step="epoch",
    floor={"best linear network": 0.5},
    says="The loss on XOR over 3000 epochs. Both starts linger at 0.5, the best that a linear "
    "network can do. Start 0 then drops to almost zero; start 1 drops to a quarter and stays "
    "there.",
)

# %% [markdown]
# Start 0 has learned XOR. Start 1 has not: it answers two patterns well and says "a half" to the other two. The network *could* represent XOR, but the way down from start 1 does not lead there. Backpropagation gives the gradient at the place where you stand. It makes no promise about the valley.
#
# Try seeds 2 to 7 in place of `seed=1` in the cell above the curves, and put the 1 back when you know: which ones get stuck?

# %% tags=["nbval-ignore-output"]
decision_field(
    {
        "one linear layer": without_hidden["one linear layer"].forward,
        "2-2-1, start 0": runs["start 0"].forward,
        "2-2-1, start 1": runs["start 1"].forward,
    },
    x_xor,
    t_xor,
    says="What three networks answer over the plane of inputs; circles should get 0 and "
    "squares 1, and the dashed line is at one half. The linear one says a half everywhere. "
    "Start 0 cuts out a band with both squares in it. Start 1 answers the two lower corners "
    "well and leaves the upper ones undecided.",
)

# %% [markdown]
# ### Extra: what the hidden layer does
#
# How does it do it, and why does it fail from start 1? Look at the four patterns as the hidden units show them to the output unit.

# %%
for name, net in runs.items():
    net.forward(x_xor)
    print(name)
    for inputs, hidden, wanted in zip(x_xor.T, net.a[1].T, t_xor.ravel(), strict=True):
        print(f"  x = {inputs}   hidden activations {hidden.round(2)}   target {wanted}")

# %% [markdown]
# From start 0 the two patterns with target 1 come out almost the same, and away from the other two. The output unit can part them with one line.
#
# From start 1 two patterns with *different* targets come out the same, at activations 1 and 0. The output unit cannot tell them apart, so it says "a half" to both. And the hidden units cannot mend it: near 1 and near 0 the slope $a\,(1-a)$ is almost zero, so hardly any of the error gets back through them.

# %% tags=["nbval-ignore-output"]
solved = runs["start 0"]
solved.forward(x_xor)
hidden_plane(
    x_xor,
    solved.a[1],
    t_xor,
    solved.W[2],
    solved.b[2].item(),
    says="The network of start 0. Left the four patterns as they come in: no straight line "
    "parts circles from squares. Right the same patterns as activations of the two hidden "
    "units: the two squares now lie almost on one spot, and the dashed line of the output "
    "unit parts them from the circles.",
)

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# Suppose every weight of a 2-2-1 network starts at the same number, and every bias at 0. What can you say about $\delta_a$ and $\delta_b$ in the first step, and in all later ones? Can such a network learn XOR? Afterwards, put `Network([2, 2, 1], init=0.5)` in the place of start 1 and run it.
#
# <details><summary>After you have talked</summary>
#
# $\delta_a$ and $\delta_b$ are equal, for $w_5 = w_6$ and $n_a = n_b$. So both hidden units get the same step and stay twins for ever. Two twins draw one line, and one line cannot part XOR: the run ends at the answers 0.02, 0.67, 0.67, 0.67. That is why weights start at different random numbers.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand)
#
# A friend says: "Backpropagation is how a neural network learns." Answer in four or five sentences. What is right about it, and what is missing?
#
# | points | your answer … |
# |---|---|
# | 1 | names the three parts of a training step and says which of them is backpropagation |
# | 1 | says what backpropagation saves, and shows it with two gradients of the example that share factors |
# | 1 | says what the slope $f'$ does to the error on its way back, and names one consequence |

# %% [markdown] manual="06-reflect" points=3
# ### BEGIN SOLUTION
# A training step has three parts: the forward pass computes the activations and the loss, the backward pass computes the gradients, the update changes the weights. Backpropagation is only the second; it changes nothing by itself, and gradient descent (or another rule) does the learning with what it delivers. What it brings is thrift: the gradients by $w_1$ and $w_3$ share the four factors from the loss back to $n_a$, so it computes their product, $\delta_a$, once and multiplies it by 0.23 and by 0.82. On its way back through a unit the error is multiplied by the slope $f'(n)$, which is at most a quarter for the sigmoid. So the gradients of early layers are small, and a saturated unit passes on almost nothing. And none of this promises a good end: from another start the same network may stay stuck on XOR.
# ### END SOLUTION

# %% [markdown]
# ## What the lecture prints differently, and why
#
# The lecture works to four decimals on slides, as one does by hand. Some numbers were cut off instead of rounded, and some were worked out from numbers already shortened. None of that touches the method. This table holds every number of the example: as the slide prints it (a dash where it prints none), as it is exactly, and how the two differ. *Truncated* means cut off after the last digit, *accumulated* means worked out from numbers that were shortened before.

# %%
example = [number for number in all_numbers() if number.id.startswith("aksoy.221.")]
print(f"{'number':38} {'slide':>8}  {'exact':>12}")
for number in example:
    slide, exact = number.printed or "-", float(number.exact)
    print(f"{number.quantity:38} {slide:>8}  {exact:12.6g}  {number.kind}")

# %% [markdown]
# And for those that differ, or whose slide says something worth a second look, here is why:

# %%
plain = ("An input of the example.", "Exact as printed.", "Rounded correctly.",
         "The lecture prints no value.")  # fmt: skip
for number in example:
    if number.reason not in plain:
        print(textwrap.fill(f"{number.quantity}: {number.reason}", 88, subsequent_indent="  "))

# %% [markdown]
# Two of these lines hold a small puzzle. The slide writes $-(1.0-0.6155) = -0.3844$, which is right for the unshortened output and not for the one shown. And it writes $0.6155\,(1-0.6155) = 0.2365$, where the two numbers shown give another fourth decimal. If you were puzzled by either, you calculated well.
#
# Lecture 004 derives the scaled delta rule with $\partial E/\partial w_k$ written where $\partial/\partial w_k$ is meant, as an instruction to differentiate what follows. Its loss has no ½, so a factor 2 appears; the learning rate absorbs it.

# %% [markdown]
# ## Further reading
#
# The lectures name these:
#
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5: backpropagation in general.
# - A. Zhang and others, *Dive into Deep Learning*, sections 5.1 to 5.3: multilayer networks and their backward pass in code.
# - Y. LeCun and others, *Efficient BackProp* (1998; the slide's list says 1988): why inputs are scaled and which sigmoid to take.
# - The videos *What is backpropagation really doing?* and *Backpropagation calculus*: the same five factors, drawn.
# - A. Karpathy's Stanford CS231n lecture on backpropagation.
#
# ## Back to the objectives
#
# - **O1** You ran two forward passes, found the loss before and after a step, and know that backpropagation is the middle part of three.
# - **O2** You wrote six gradients as products, and a seventh with numbers of your own: three factors near the output, five further in, with a slope for every squashing.
# - **O3** You turned them into two deltas and two matrix products whose shapes you can predict.
# - **O4** You proved a backward pass wrong without knowing where, and then found three slips.
# - **O5** You saw that linear networks of any depth end at the same loss on XOR, and that a hidden layer of sigmoid units gets past it, from a good start.
#
# Next: unit 07, where the network gets a second output and biases, and paths begin to add.
