# %% [markdown]
# # Unit 07. Two outputs and biases
#
# In unit 06 each weight had one path to the loss. Now a hidden unit sends its activation to two outputs. Which of the two errors should its weights listen to?
#
# The network of this unit has ten weights and four biases, so fourteen gradients. Lecture 001 prints all fourteen. Some of them are wrong. You will find out which, prove it, say what went wrong, and put it right.
#
# **What you will be able to do**
#
# - **O1** Run the forward pass of a network with biases and two outputs, and name its loss correctly.
# - **O2** Find every path from a weight or a bias to the loss, and add up the products along them.
# - **O3** Turn the fourteen gradients into a backward pass with deltas, matrices and biases.
# - **O4** Measure a gradient, prove with it that a printed number is wrong, name the slip and repair it.
# - **O5** Say what a few printed decimals of a new weight can prove, and what they hide.
#
# **Time** About 60 minutes in two sittings. First sitting: A forward 10, B one path 4, C two paths 6, D who is right 11, E put it right 8. Second sitting: F matrices 11, G one step 5, reflection 5. Seven tasks are marked **Extra** (11, 13, 14 and 18 to 21). They take about 18 minutes more, and you may leave them for another day. The think-pair-share and the tables at the end, which are for looking things up, are not counted.
#
# **What you need** Unit 06: products of local derivatives, the slope $f'(n) = a\,(1-a)$ of the sigmoid, deltas, and the gradient check.

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
from backprop.widgets.live.network_editor import NetworkEditor
from backprop.widgets.network_diagram import network_diagram
from backprop.widgets.path_products import path_products
from backprop.widgets.path_shares import path_shares

from autograder import check, my_numbers
from autograder.numbers import all_numbers, linked_numbers

# %% [markdown]
# ## The lectures' symbols and ours
#
# The example is from lecture 001 (E. E. Aksoy); the rule for several outputs is also in lecture 003 (J. Török).
#
# | lecture | here |
# |---|---|
# | 001: $z_a \dots z_d$ | net inputs $n_a \dots n_d$ |
# | 001: $h_a, h_b$ | activations $a_a, a_b$ |
# | 001: $y_{t1}, y_{t2}$ | targets $t_1, t_2$ |
# | 001: $\omega_1 \dots \omega_{10}$ | weights $w_1 \dots w_{10}$ |
# | 001: "mean squared error" | half squared error $E$ |
# | 003: $z_i^l = \sum_j A_j^{l-1} w_{ij}^l + b_i^l$ | $n[j] = W[j]\,a[j-1] + b[j]$ |
# | 003: $g$ | activation function $f$ |
# | 003: $L$, the loss, and in $\sum_{l\in L}$ the units of the next layer | $E$ for the loss; we name the units |
#
# Lecture 003 writes $L$ for two things and $l$ for two things (a layer, a unit). Once it also writes $a_i = g(w_{ij}a_j + b_i)$ without the sum over $j$ that stands in its earlier formula. The sum is meant.

# %% [markdown]
# ## A. Forward, with biases
#
# Three inputs, two hidden units $a$ and $b$, two outputs $c$ and $d$. Each unit has a **bias**, a number that is added to its net input whatever the inputs are. So a bias is a weight on a line that always carries 1. In the picture that is what it is: the circle marked 1 sends out the biases.

# %%
x1, x2, x3 = 1.0, 4.0, 5.0
t1, t2 = 0.1, 0.05
w1, w2, w3, w4, w5, w6 = 0.1, 0.2, 0.3, 0.4, 0.5, 0.6
w7, w8, w9, w10 = 0.7, 0.8, 0.9, 0.1
b1 = b2 = b3 = b4 = 0.5
eta = 0.01

# %% tags=["nbval-ignore-output"]
network_diagram(
    [np.array([[w1, w3, w5, b1], [w2, w4, w6, b2]]), np.array([[w7, w9, b3], [w8, w10, b4]])],
    [["x1", "x2", "x3", "1"], ["a", "b", "1"], ["c", "d"]],
    weight_names=[
        np.array([["w1", "w3", "w5", "b1"], ["w2", "w4", "w6", "b2"]]),
        np.array([["w7", "w9", "b3"], ["w8", "w10", "b4"]]),
    ],
    says="The 3-2-2 network. Odd weights w1, w3, w5 lead from the inputs to unit a, even ones to "
    "b. Unit a sends w7 to c and w8 to d; unit b sends w9 to c and w10 to d. The circles marked "
    "1 carry the constant 1 to every unit, and the weights on those lines are the biases.",
)

# %% [markdown]
# The outputs $y_1$ and $y_2$ of units $c$ and $d$ will come out near 0.89 and 0.80. The targets are $t_1 = 0.1$ and $t_2 = 0.05$. So both outputs are far too large.
#
# ### Task 1. Predict (1 point, O2)
#
# The loss counts both errors. Suppose we left the first error out, and counted the second alone. What would that make of $\partial E/\partial w_1$, which is positive here?
#
# - `"a"` It stays the same.
# - `"b"` It gets smaller.
# - `"c"` It gets larger.
#
# <details><summary>Hint 1</summary>If w1 grows a little, which of the two outputs move, and which way?</details>
# <details><summary>Hint 2</summary>A change of w1 reaches the loss through both outputs. Each adds its share, with a sign. What are the two signs here?</details>
# <details><summary>Hint 3</summary>A neighbour: if a weight raises the loss by 3 through one output and lowers it by 2 through another, 1 is left. Without the second output it would be 3.</details>

# %% answer="07-predict"
without_first = None  # replace None by "a", "b" or "c"
### BEGIN SOLUTION
without_first = "b"
### END SOLUTION

# %% check="07-predict"
check("07-predict", without_first)

# %% [markdown]
# ### The forward pass, worked

# %%
n_a = w1 * x1 + w3 * x2 + w5 * x3 + b1
a_a = sigmoid(n_a)
print(f"unit a: n_a = {w1}·{x1} + {w3}·{x2} + {w5}·{x3} + {b1} = {n_a:.3f}")
print(f"        a_a = σ({n_a:.3f}) = {a_a:.4f}")
n_b = w2 * x1 + w4 * x2 + w6 * x3 + b2
a_b = sigmoid(n_b)
print(f"unit b: n_b = {w2}·{x1} + {w4}·{x2} + {w6}·{x3} + {b2} = {n_b:.3f}")
print(f"        a_b = σ({n_b:.3f}) = {a_b:.4f}")
n_c = w7 * a_a + w9 * a_b + b3
y1 = sigmoid(n_c)
print(f"unit c: n_c = {w7}·{a_a:.4f} + {w9}·{a_b:.4f} + {b3} = {n_c:.4f}")
print(f"        y1  = σ({n_c:.4f}) = {y1:.4f}")

# %% [markdown]
# ### Task 2. The second output's net input (1 point, O1)
#
# Unit $d$ is yours. Work out $n_d$. You may type a number or an expression.
#
# <details><summary>Hint 1</summary>Which three lines end at d, and what does each of them carry?</details>
# <details><summary>Hint 2</summary>The activation of each hidden unit times the weight of its line to d, plus the bias of d.</details>
# <details><summary>Hint 3</summary>A neighbour: activations 0.5 and 0.9, weights 2 and 1, bias −0.3 give 0.5 · 2 + 0.9 · 1 − 0.3 = 1.6.</details>

# %% answer="07-n_d"
my_n_d = None  # replace None by your number or expression
### BEGIN SOLUTION
my_n_d = w8 * a_a + w10 * a_b + b4
### END SOLUTION

# %% check="07-n_d"
check("07-n_d", my_n_d)

# %%
n_d = w8 * a_a + w10 * a_b + b4
y2 = sigmoid(n_d)
print(f"unit d: n_d = {n_d:.4f}")
print(f"        y2  = σ({n_d:.4f}) = {y2:.4f}")

# %% [markdown]
# ### One loss for two outputs
#
# The errors of both outputs count: $E = \tfrac12\bigl[(t_1-y_1)^2 + (t_2-y_2)^2\bigr]$, still the **half squared error**. Its two shares are $E_1 = \tfrac12(t_1-y_1)^2$ and $E_2 = \tfrac12(t_2-y_2)^2$.
#
# The slide calls it the *mean squared error*, as it did in unit 06. This time the name fits, by luck: with two outputs half of the sum *is* the mean. With one output it was half of the mean, and with three it would be more than the mean. Go by the formula.
#
# ### Task 3. The loss (1 point, O1)
#
# Work out $E$.
#
# <details><summary>Hint 1</summary>How far is each output from its own target?</details>
# <details><summary>Hint 2</summary>Subtract and square, for each output; add; then halve.</details>
# <details><summary>Hint 3</summary>A neighbour: targets 1 and 0, outputs 0.6 and 0.2 give ½ · (0.16 + 0.04) = 0.1.</details>

# %% answer="07-E"
my_E = None  # replace None by your number or expression
### BEGIN SOLUTION
my_E = ((t1 - y1) ** 2 + (t2 - y2) ** 2) / 2
### END SOLUTION

# %% check="07-E"
check("07-E", my_E)

# %%
E = ((t1 - y1) ** 2 + (t2 - y2) ** 2) / 2
print(f"E = ½·(({t1} − {y1:.4f})² + ({t2} − {y2:.4f})²) = {E:.4f}")

# %% [markdown]
# ## B. One path: the six gradients next to the output
#
# $w_7$ leads from $a$ to $c$, and $c$ alone hears of it. So $w_7$ has one path to the loss, with three factors, as in unit 06. Here they are, and the two slopes that we shall need all the time.

# %%
dE_dy1, dE_dy2 = -(t1 - y1), -(t2 - y2)
dy1_dn_c, dy2_dn_d = y1 * (1 - y1), y2 * (1 - y2)
print(f"∂E/∂y1   = −({t1} − {y1:.4f}) = {dE_dy1:.4f}    ∂E/∂y2   = {dE_dy2:.4f}")
print(f"∂y1/∂n_c = {y1:.4f}·(1 − {y1:.4f}) = {dy1_dn_c:.4f}   ∂y2/∂n_d = {dy2_dn_d:.4f}")
print(f"∂n_c/∂w7 = a_a = {a_a:.4f}")
dE_dw7 = dE_dy1 * dy1_dn_c * a_a
print(f"∂E/∂w7   = {dE_dy1:.4f} · {dy1_dn_c:.4f} · {a_a:.4f} = {dE_dw7:.4f}")

# %% [markdown]
# ### Task 4. $\partial E/\partial w_{10}$ (1 point, O2)
#
# Which three factors stand on the path of $w_{10}$?
#
# <details><summary>Hint 1</summary>From which unit does w10 come, and to which output does it lead?</details>
# <details><summary>Hint 2</summary>The error factor and the slope are those of the output that w10 leads to; the last factor is what its line carries.</details>
# <details><summary>Hint 3</summary>A neighbour: with ∂E/∂y = 0.5, slope 0.2 and a line that carries 0.9 the gradient is 0.09.</details>

# %% answer="07-dE_dw10"
my_dE_dw10 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_dE_dw10 = dE_dy2 * dy2_dn_d * a_b
### END SOLUTION

# %% check="07-dE_dw10"
check("07-dE_dw10", my_dE_dw10)

# %% [markdown]
# ### Task 5. A bias: $\partial E/\partial b_4$ (1 point, O2)
#
# $b_4$ is the bias of unit $d$. Only the last factor differs from that of Task 4. Which number is it?
#
# <details><summary>Hint 1</summary>If b4 grows by 0.01, by how much does n_d grow?</details>
# <details><summary>Hint 2</summary>A bias is a weight on a line. What does that line carry?</details>
# <details><summary>Hint 3</summary>A neighbour: with ∂E/∂y = 0.5 and slope 0.2 the bias of that unit has the gradient 0.5 · 0.2 · 1 = 0.1.</details>

# %% answer="07-dE_db4"
my_dE_db4 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_dE_db4 = dE_dy2 * dy2_dn_d * 1
### END SOLUTION

# %% check="07-dE_db4"
check("07-dE_db4", my_dE_db4)

# %% [markdown]
# The gradient by a bias is simply the **delta** of its unit, $\delta = \partial E/\partial n$. What does that make of the six gradients of the second layer?

# %%
delta_c, delta_d = dE_dy1 * dy1_dn_c, dE_dy2 * dy2_dn_d
print(f"δ_c = ∂E/∂b3 = {delta_c:.4f}   δ_d = ∂E/∂b4  = {delta_d:.4f}")
print(f"δ_c·a_a = ∂E/∂w7 = {delta_c * a_a:.4f}   δ_d·a_a = ∂E/∂w8  = {delta_d * a_a:.4f}")
print(f"δ_c·a_b = ∂E/∂w9 = {delta_c * a_b:.4f}   δ_d·a_b = ∂E/∂w10 = {delta_d * a_b:.4f}")

# %% [markdown]
# ## C. Two paths
#
# Lecture 001 ends with a question for discussion: how does one compute $\partial E/\partial w_3$? Before any formula: in how many ways does a change of $w_3$ reach the loss?
#
# ### Task 6. Count the paths (1 point, O2)
#
# How many paths lead from $w_3$ to $E$? Answer with a number: 1, 2, 3 or 4.
#
# <details><summary>Hint 1</summary>To which hidden unit does w3 lead? Put your finger there.</details>
# <details><summary>Hint 2</summary>From that unit, count the lines that go on, and for each of them the ways to the loss.</details>
# <details><summary>Hint 3</summary>A neighbour: w10 leads to d, and d leads to the loss in one way. So w10 has one path.</details>

# %% answer="07-routes"
routes = None  # replace None by your number
### BEGIN SOLUTION
routes = 2
### END SOLUTION

# %% check="07-routes"
check("07-routes", routes)

# %% [markdown]
# ### Worked: the first path of $w_1$
#
# $w_1$ leads to unit $a$ as $w_3$ does, and $a$ leads on to $c$ and to $d$. Along the first path, $w_1 \to n_a \to a_a \to n_c \to y_1 \to E$, there are five factors, as in unit 06.

# %% tags=["nbval-ignore-output"]
slope_a, slope_b = a_a * (1 - a_a), a_b * (1 - a_b)
path_products(
    [["x1", "x2", "x3"], ["a", "b"], ["c", "d"], ["E"]],
    {
        "the path through y1, worked below": [0, 0, 0, 0],
        "the path through y2, yours in Task 7": [0, 0, 1, 0],
    },
    {
        (0, 0, 0): "w1 (carries 1)",
        (1, 0, 0): f"w7 = {w7}",
        (1, 0, 1): f"w8 = {w8}",
        (2, 0, 0): f"∂E/∂y1 = {dE_dy1:.4f}",
        (2, 1, 0): f"∂E/∂y2 = {dE_dy2:.4f}",
    },
    {
        (1, 0): f"f′ = {slope_a:.4f}",
        (2, 0): f"f′ = {dy1_dn_c:.4f}",
        (2, 1): f"f′ = {dy2_dn_d:.4f}",
    },
    says="Two paths from w1 to the loss E. Both begin at x1 and pass unit a; there they part. One "
    "goes along w7 through c, drawn solid, the other along w8 through d, drawn dashed. Every "
    "factor stands where the path meets it.",
)

# %%
through_y1 = dE_dy1 * dy1_dn_c * w7 * slope_a * x1
print(f"∂a_a/∂n_a = {a_a:.4f}·(1 − {a_a:.4f}) = {slope_a:.4f}")
print(f"through y1: {dE_dy1:.4f} · {dy1_dn_c:.4f} · {w7} · {slope_a:.4f} · {x1} = {through_y1:.6f}")

# %% [markdown]
# ### Task 7. The second path of $w_1$ (1 point, O2)
#
# Work out the product along the other path, $w_1 \to n_a \to a_a \to n_d \to y_2 \to E$. It is how the second share of the loss, $E_2$, answers to $w_1$.
#
# <details><summary>Hint 1</summary>Which factors of the first path does the second one not have, and what stands in their places?</details>
# <details><summary>Hint 2</summary>Follow the dashed path in the picture from E to the left, and multiply whatever you meet.</details>
# <details><summary>Hint 3</summary>A neighbour: factors 0.5, 0.2, 0.4 and 0.1 and an input of 2 have the product 0.5 · 0.2 · 0.4 · 0.1 · 2 = 0.008.</details>

# %% answer="07-through_y2"
my_through_y2 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_through_y2 = dE_dy2 * dy2_dn_d * w8 * slope_a * x1
### END SOLUTION

# %% check="07-through_y2"
check("07-through_y2", my_through_y2)

# %% [markdown]
# ### Paths add
#
# A small change $\Delta$ of $w_1$ moves $y_1$ *and* $y_2$. Each moves the loss by its own product times $\Delta$. The loss moves by both together, so the products **add**:
#
# $$\frac{\partial E}{\partial w_1} = \frac{\partial E}{\partial y_1}\frac{\partial y_1}{\partial n_c}\frac{\partial n_c}{\partial a_a}\frac{\partial a_a}{\partial n_a}\frac{\partial n_a}{\partial w_1} \;+\; \frac{\partial E}{\partial y_2}\frac{\partial y_2}{\partial n_d}\frac{\partial n_d}{\partial a_a}\frac{\partial a_a}{\partial n_a}\frac{\partial n_a}{\partial w_1}.$$
#
# The engine's `Graph` can list the paths from any input to the loss, each with its factors. Here it lists those of $w_1$. (It counts single operations, so $\partial E/\partial y_1$ comes in pieces: the ½ of the loss, the derivative $2(t_1-y_1) = -1.579$ of the square, and a $-1$, which we leave out.)


# %%
def loss(x1, x2, x3, t1, t2, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, b1, b2, b3, b4):
    n_a = (w1 * x1 + w3 * x2 + w5 * x3 + b1).named("n_a")
    n_b = (w2 * x1 + w4 * x2 + w6 * x3 + b2).named("n_b")
    a_a, a_b = sigmoid(n_a).named("a_a"), sigmoid(n_b).named("a_b")
    n_c = (w7 * a_a + w9 * a_b + b3).named("n_c")
    n_d = (w8 * a_a + w10 * a_b + b4).named("n_d")
    y1, y2 = sigmoid(n_c).named("y1"), sigmoid(n_d).named("y2")
    return (t1 - y1) ** 2 / 2 + (t2 - y2) ** 2 / 2


pattern = {"x1": x1, "x2": x2, "x3": x3, "t1": t1, "t2": t2}
old = {"w1": w1, "w2": w2, "w3": w3, "w4": w4, "w5": w5, "w6": w6, "w7": w7, "w8": w8,
       "w9": w9, "w10": w10, "b1": b1, "b2": b2, "b3": b3, "b4": b4}  # fmt: skip
graph = Graph(loss)
graph.forward(**pattern, **old)
gradient = graph.backward()
for path in graph.paths("w1"):
    through = "y1" if "y1" in str(path) else "y2"
    factors = " · ".join(f"{factor:.4g}" for factor in path.factors if abs(factor) != 1)
    print(f"through {through}: product {path.product:.6f}   factors other than ±1: {factors}")
print(f"sum = {sum(path.product for path in graph.paths('w1')):.6f}")

# %% [markdown]
# ## D. Who is right?
#
# The slide for $w_1$ writes down the sum of two products, with the right numbers in it. Below the sum it prints the result: **0.0012**. We have 0.001984. Rounding cannot make up for that.
#
# Two people, two numbers. How do you settle it without trusting either derivation? You ask the loss. Push the parameter up by $h$, run forward; push it down by $h$, run forward; divide the difference by $2h$.
#
# ### Task 8. Measure it (2 points, O4)
#
# The slides print 0.0012 for $\partial E/\partial b_1$ and 0.00005 for $\partial E/\partial b_2$, the two hidden biases. Write `measure(x, t, W1, b1, W2, b2)`, which measures both and returns a column of shape (2, 1), as `b1` is. Use no derivative: only losses. `E_of` below computes them. The check calls your function with other numbers.
#
# <details><summary>Hint 1</summary>How many losses do you need for two biases?</details>
# <details><summary>Hint 2</summary>Copy <code>b1</code> before you push: <code>up = b1.copy()</code>, then <code>up[k, 0] += h</code>. Push one bias at a time, and divide by the whole distance 2h.</details>
# <details><summary>Hint 3</summary>A neighbour, for a function of one number: <code>def slope(F, w, h=1e-5): return (F(w + h) - F(w - h)) / (2 * h)</code>.</details>


# %%
def E_of(x, t, W1, b1, W2, b2):
    """The half squared error; x (3, 1), t (2, 1), W1 (2, 3), b1 (2, 1), W2 (2, 2), b2 (2, 1)."""
    y = sigmoid(W2 @ sigmoid(W1 @ x + b1) + b2)
    return ((t - y) ** 2).sum() / 2


# %% answer="07-measure"
def measure(x, t, W1, b1, W2, b2, h=1e-5):
    """dE/db1, a column (2, 1), by central differences."""
    ### BEGIN SOLUTION
    slopes = np.zeros(b1.shape)
    for k in range(len(b1)):
        up, down = b1.copy(), b1.copy()
        up[k, 0] += h
        down[k, 0] -= h
        slopes[k, 0] = (E_of(x, t, W1, up, W2, b2) - E_of(x, t, W1, down, W2, b2)) / (2 * h)
    return slopes
    ### END SOLUTION


# %% check="07-measure"
check("07-measure", measure)

# %%
x, t = np.array([[x1], [x2], [x3]]), np.array([[t1], [t2]])
W1, B1 = np.array([[w1, w3, w5], [w2, w4, w6]]), np.array([[b1], [b2]])
W2, B2 = np.array([[w7, w9], [w8, w10]]), np.array([[b3], [b4]])
try:
    mine_b1, mine_b2 = measure(x, t, W1, B1.copy(), W2, B2).ravel()
    print(f"∂E/∂b1: the slide says 0.0012,  your measurement {mine_b1:.6f}")
    print(f"∂E/∂b2: the slide says 0.00005, your measurement {mine_b2:.6f}")
except Exception as stopped:  # a function that is not written yet, or not finished
    print(f"Nothing measured yet: {stopped!r}.")
    print("Go on, and run this cell again when Task 8 is right.")

# %% [markdown]
# Now all fourteen. `gradient_check` measures each of them. Beside it stands what the slide prints, and the ratio of the two. Before you read the table: if a printed number were right and only cut off after its last digit, how near to 1 would the ratio be?

# %%
printed = {}
for number in all_numbers():
    name = number.id.removeprefix("aksoy.322.dE_d")
    if name in old and number.id.startswith("aksoy.322.dE_d"):
        printed[name] = number.printed
measured = gradient_check(graph, quiet=True, **pattern, **old)
by_measure = dict(zip(measured.names, measured.numerical, strict=True))
print("          slide     measured    ratio")
for name, slide in printed.items():
    ratio = float(slide) / by_measure[name]
    print(f"∂E/∂{name:3}  {slide:>8}   {by_measure[name]:.7f}   {ratio:.3f}")

# %% [markdown]
# The second layer is right, up to a last digit cut off. All eight numbers of the first layer are far too small. They share a cause.
#
# ### Task 9. Find the slip (1 point, O4)
#
# What is missing in the eight numbers?
#
# - `"a"` the slope $f'(n_a)$ or $f'(n_b)$ of the hidden unit
# - `"b"` the path through $y_2$
# - `"c"` the path through $y_1$
# - `"d"` nothing: they were cut off after too few digits
#
# <details><summary>Hint 1</summary>You have two products for w1. Does one of them remind you of the slide's number?</details>
# <details><summary>Hint 2</summary>A right product that was then cut off after its last digit looks a little too small, and no more than that.</details>
# <details><summary>Hint 3</summary>A neighbour: the paths bring 0.0316 and 0.0522, and somebody prints 0.031. Then the second path is missing, and the first was cut after three decimals.</details>

# %% answer="07-slip"
slip = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
slip = "c"
### END SOLUTION

# %% check="07-slip"
check("07-slip", slip)

# %% [markdown]
# ### Every path, with its product
#
# Here are the two products for each of the eight, and what the slide prints.

# %%
shares = {}
for name in ("w1", "w3", "w5", "b1", "w2", "w4", "w6", "b2"):
    through = {"y1": 0.0, "y2": 0.0}
    for path in graph.paths(name):
        through["y1" if "y1" in str(path) else "y2"] += path.product
    shares[name] = [through["y2"], through["y1"]]
    total = sum(through.values())
    print(f"∂E/∂{name}: through y1 {through['y1']:.7f} + through y2 {through['y2']:.7f} "
          f"= {total:.7f}   slide {printed[name]}")  # fmt: skip

# %% tags=["nbval-ignore-output"]
path_shares(
    shares,
    ["through y2", "through y1"],
    {name: float(printed[name]) for name in shares},
    says="Each gradient of the first layer as a bar, cut into the shares of its two paths. The "
    "black mark is what the slide prints. It always stands at the end of the share of y2, a "
    "little short of it because of the cut. The hatched share of y1 is what was lost.",
)

# %% [markdown]
# This is the case of Task 1: with one error left out, less remains. The slide's formula is right and complete. Somebody then worked out its second line and forgot the first. For unit $a$ that loses about a third. For unit $b$ it loses most of the gradient: $b$ speaks to $c$ with the weight 0.9 and to $d$ with only 0.1, so nearly all its influence goes through $y_1$.
#
# Nothing on the slide looks odd. The signs are right, the sizes are plausible, and a step with these numbers does lower the loss. That is why a gradient is checked and not looked at.

# %% [markdown]
# ### Try it: see the path that the slides lost
#
# **Extra, about 3 minutes.** Choose $w_1$. Two paths reach it, and each has its product. Which of the two is the number that the slide prints? Drag $w_7$, the weight from $a$ to $y_1$, to zero. What is left of the gradient of $w_1$? Predict, then look.

# %% tags=["nbval-ignore-output"]
NetworkEditor(sizes=[3, 2, 2])

# %% [markdown]
# ## E. Put it right
#
# ### Task 10. The discussion question: $\partial E/\partial w_3$ (1 point, O2)
#
# The slide prints 0.0050. What should it print? Work out both paths and add.
#
# <details><summary>Hint 1</summary>Which of the factors of w1's two paths change when you go from w1 to w3?</details>
# <details><summary>Hint 2</summary>Both paths pass the same units as for w1. Only what the first line carries is different.</details>
# <details><summary>Hint 3</summary>A neighbour: for an input of 2 the paths bring 0.01 and 0.03, in all 0.04. A line to the same unit that carries 3 has the gradient 0.04 · 3 / 2 = 0.06.</details>

# %% answer="07-dE_dw3"
my_dE_dw3 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_dE_dw3 = (delta_c * w7 + delta_d * w8) * slope_a * x2
### END SOLUTION

# %% check="07-dE_dw3"
check("07-dE_dw3", my_dE_dw3)

# %% [markdown]
# ### Task 11. Extra: on your own, $\partial E/\partial b_2$ (1 point, O2)
#
# The bias of the *other* hidden unit. Two paths, and no factor is given this time.
#
# <details><summary>Hint 1</summary>From b, along which two weights does one get to the outputs?</details>
# <details><summary>Hint 2</summary>Each path: error, slope of the output, weight from b, slope of b, and what the line of b2 carries. Then add.</details>
# <details><summary>Hint 3</summary>A neighbour: deltas 0.1 and 0.2 of the outputs, weights 3 and −1 from a unit with slope 0.25, and a line that carries 1 give (0.1 · 3 + 0.2 · (−1)) · 0.25 = 0.025.</details>

# %% answer="07-dE_db2"
my_dE_db2 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_dE_db2 = (delta_c * w9 + delta_d * w10) * slope_b
### END SOLUTION

# %% check="07-dE_db2"
check("07-dE_db2", my_dE_db2)

# %% [markdown]
# ### The sum over the units that listen
#
# Both paths of $w_1$ share the factors from $a_a$ on down. So add before you multiply:
#
# $$\frac{\partial E}{\partial a_a} = w_7\,\delta_c + w_8\,\delta_d, \qquad \delta_a = \frac{\partial E}{\partial a_a}\, f'(n_a).$$
#
# In words: *a hidden unit collects the deltas of all units that listen to it, each times the weight of the line to it.* Lecture 003 writes the same for any number of listeners $l$, in its symbols
#
# $$\frac{\partial L}{\partial a_i} = \sum_{l} \frac{\partial L}{\partial a_l}\, g'(z_l)\, w_{li}.$$

# %%
delta_a = (w7 * delta_c + w8 * delta_d) * slope_a
delta_b = (w9 * delta_c + w10 * delta_d) * slope_b
print(f"δ_a = ({w7}·{delta_c:.4f} + {w8}·{delta_d:.4f}) · {slope_a:.4f} = {delta_a:.6f}")
print(f"δ_b = ({w9}·{delta_c:.4f} + {w10}·{delta_d:.4f}) · {slope_b:.4f} = {delta_b:.6f}")
for name, delta, carried in (("w1", delta_a, x1), ("w3", delta_a, x2), ("w5", delta_a, x3)):
    print(f"∂E/∂{name} = δ_a·{carried} = {delta * carried:.6f}", end="   ")
print()

# %% [markdown]
# ### Task 12. Numbers of your own (2 points, O2)
#
# A smaller network: inputs $x_1, x_2$, one hidden sigmoid unit $a$ with a bias, and two sigmoid outputs without a bias that both listen to $a$:
#
# $$n_a = w_1x_1 + w_2x_2 + b_1,\quad a_a = f(n_a),\quad y_1 = f(w_3 a_a),\quad y_2 = f(w_4 a_a),\quad E = \tfrac12(t_1-y_1)^2 + \tfrac12(t_2-y_2)^2.$$
#
# The next cell prints your numbers. What is $\partial E/\partial w_1$ for them? Work on paper or in code, where `mine["w3"]` is your $w_3$. Don't round on the way.
#
# <details><summary>Hint 1</summary>What do you have to know of the forward pass before you can write down the first factor?</details>
# <details><summary>Hint 2</summary>Forward through a and both outputs; a delta for each output; their weighted sum at a; the slope of a; the input. Signs may differ now: the two paths may pull in opposite directions.</details>
# <details><summary>Hint 3</summary>A neighbour: a_a = 0.8, y1 = 0.4 with t1 = 0.9, y2 = 0.7 with t2 = 0.2, w3 = −0.5, w4 = 1.1, x1 = 0.6. The deltas are −0.5 · 0.24 = −0.12 and 0.5 · 0.21 = 0.105; the sum at a is 0.06 + 0.1155 = 0.1755; the gradient is 0.1755 · 0.16 · 0.6 = 0.01685.</details>

# %%
mine = my_numbers("07-own")

# %% answer="07-own"
# Should you need several lines, take new names such as my_a and my_y1: later cells use ours again.
my_dE_dw1 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_a = sigmoid(mine["w1"] * mine["x1"] + mine["w2"] * mine["x2"] + mine["b1"])
my_y1, my_y2 = sigmoid(mine["w3"] * my_a), sigmoid(mine["w4"] * my_a)
my_delta_c = (my_y1 - mine["t1"]) * my_y1 * (1 - my_y1)
my_delta_d = (my_y2 - mine["t2"]) * my_y2 * (1 - my_y2)
my_sum = mine["w3"] * my_delta_c + mine["w4"] * my_delta_d
my_dE_dw1 = my_sum * my_a * (1 - my_a) * mine["x1"]
### END SOLUTION

# %% check="07-own"
check("07-own", my_dE_dw1)

# %% [markdown]
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.

# %% [markdown]
# ## F. Deltas, matrices and biases
#
# ### Task 13. Extra: put the backward lines in order (1 point, O3)
#
# Here are lines of a training step for a few of the fourteen parameters. In which order must they run? Answer with a text of seven letters. More than one order is right.
#
# - `A` `delta_a = g_a * f_prime(n_a)`
# - `B` `dE_dw7 = delta_c * a_a`, `dE_db3 = delta_c`
# - `C` `delta_c = (y1 - t1) * f_prime(n_c)`, `delta_d = (y2 - t2) * f_prime(n_d)`
# - `D` `dE_dw1 = delta_a * x1`, `dE_db1 = delta_a`
# - `E` `y1 = f(n_c)`, `y2 = f(n_d)`
# - `F` `g_a = w7 * delta_c + w8 * delta_d`
# - `G` `w7 -= eta * dE_dw7`, `w1 -= eta * dE_dw1`
#
# <details><summary>Hint 1</summary>Which line needs nothing but net inputs?</details>
# <details><summary>Hint 2</summary>Ask of each line what stands on its right-hand side. And line F needs the old w7.</details>
# <details><summary>Hint 3</summary>A neighbour: of P: s = u + v, Q: u = 2, R: v = 3 both QRP and RQP run.</details>

# %% answer="07-order"
order = None  # replace None by a text such as "ABCDEFG"
### BEGIN SOLUTION
order = "ECBFADG"
### END SOLUTION

# %% check="07-order"
check("07-order", order)

# %% [markdown]
# ### The sum over paths hides in a transpose
#
# With one row for each unit led to, the matrices of this network are
#
# $$W[1] = \begin{pmatrix} w_1 & w_3 & w_5\\ w_2 & w_4 & w_6\end{pmatrix},\quad b[1] = \begin{pmatrix} b_1\\ b_2\end{pmatrix},\quad W[2] = \begin{pmatrix} w_7 & w_9\\ w_8 & w_{10}\end{pmatrix},\quad b[2] = \begin{pmatrix} b_3\\ b_4\end{pmatrix}.$$
#
# Mind $W[2]$: $w_8$ stands below $w_7$, since both come from $a$. The first row of $W[2]^T$ is $(w_7, w_8)$. So the first entry of $W[2]^T\delta[2]$ is $w_7\delta_c + w_8\delta_d$: the sum over the paths. The backward pass of unit 06 needs no change, and the biases are a gift:
#
# $$\delta[1] = \bigl(W[2]^T\delta[2]\bigr)\odot f'(n[1]), \qquad dW[j] = \delta[j]\,a[j-1]^T, \qquad db[j] = \delta[j].$$

# %%
delta2 = np.array([[delta_c], [delta_d]])
print("W[2].T @ delta[2] =", (W2.T @ delta2).ravel().round(6))
print(
    f"one by one         = [{w7 * delta_c + w8 * delta_d:.6f} {w9 * delta_c + w10 * delta_d:.6f}]"
)

# %% [markdown]
# ### Extra: biases as one more column
#
# Since a bias is a weight on a line that carries 1, it may stand in the matrix: put $b[j]$ beside $W[j]$ as a last column, call the whole $V[j]$, and put a 1 below the column $a[j-1]$. Then $n[j] = V[j]\begin{pmatrix}a[j-1]\\1\end{pmatrix}$.

# %%
V1 = np.hstack([W1, B1])
x_and_1 = np.vstack([x, [[1.0]]])
print("V[1] =", V1.tolist())
print("V[1] @ (x, 1)  =", (V1 @ x_and_1).ravel().round(4))
print("W[1] @ x + b[1] =", (W1 @ x + B1).ravel().round(4))

# %% [markdown]
# ### Task 14. Extra: a shape without running (1 point, O3)
#
# Another network: 6 inputs, 4 hidden units, 3 outputs. What is the shape of $V[2]$, and so of its gradient? Answer with a tuple such as `(7, 8)`.
#
# <details><summary>Hint 1</summary>How many units does V[2] lead to? How many lines arrive at each of them?</details>
# <details><summary>Hint 2</summary>Rows are the units led to. Columns are the units come from, and one more.</details>
# <details><summary>Hint 3</summary>A neighbour: in the 3-2-2 network V[1] has the shape (2, 4).</details>

# %% answer="07-shape"
shape_V = None  # replace None by a tuple such as (7, 8)
### BEGIN SOLUTION
shape_V = (3, 5)
### END SOLUTION

# %% check="07-shape"
check("07-shape", shape_V)

# %% [markdown]
# ### Task 15. Write the backward pass with biases (3 points, O3)
#
# Write `backward(x, t, W1, b1, W2, b2)`: forward, then the four gradients `dW1, db1, dW2, db2` of $E = \tfrac12\sum(t-y)^2$, sigmoid in both layers. Shapes are those of the 3-2-2 network: `x` (3, 1), `t` (2, 1), `W1` (2, 3), `b1` (2, 1), `W2` (2, 2), `b2` (2, 1). It will be called on numbers you have not seen.
#
# <details><summary>Hint 1</summary>Which of the four gradients are the deltas themselves?</details>
# <details><summary>Hint 2</summary>n1, a1, n2, y; then delta2, then delta1 with <code>W2.T</code>; then two outer products. W2 is square, so NumPy will not tell you if the transpose is missing.</details>
# <details><summary>Hint 3</summary>A neighbour, two linear layers: <code>a1 = W1 @ x + b1</code>, <code>d2 = W2 @ a1 + b2 - t</code>, <code>d1 = W2.T @ d2</code>, <code>return d1 @ x.T, d1, d2 @ a1.T, d2</code>.</details>


# %% answer="07-backward"
def backward(x, t, W1, b1, W2, b2):
    """dW1 (2, 3), db1 (2, 1), dW2 (2, 2), db2 (2, 1) of the half squared error."""
    ### BEGIN SOLUTION
    a1 = sigmoid(W1 @ x + b1)
    y = sigmoid(W2 @ a1 + b2)
    delta_out = (y - t) * y * (1 - y)
    delta_hidden = (W2.T @ delta_out) * a1 * (1 - a1)
    return delta_hidden @ x.T, delta_hidden, delta_out @ a1.T, delta_out
    ### END SOLUTION


# %% check="07-backward"
check("07-backward", backward)

# %% [markdown]
# The engine's `Network` does the same. Do its fourteen numbers agree with the graph's, which added up paths?

# %%
net = Network([3, 2, 2], f="sigmoid")
net.W[1], net.b[1], net.W[2], net.b[2] = W1, B1, W2, B2
net.forward(x)
net.backward(t)
places = {"w1": net.dW[1][0, 0], "w3": net.dW[1][0, 1], "w5": net.dW[1][0, 2],
          "w2": net.dW[1][1, 0], "w4": net.dW[1][1, 1], "w6": net.dW[1][1, 2],
          "w7": net.dW[2][0, 0], "w9": net.dW[2][0, 1], "w8": net.dW[2][1, 0],
          "w10": net.dW[2][1, 1], "b1": net.db[1][0, 0], "b2": net.db[1][1, 0],
          "b3": net.db[2][0, 0], "b4": net.db[2][1, 0]}  # fmt: skip
apart = max(abs(places[name] - gradient[name]) for name in old)
print("largest difference below 1e-12:", apart < 1e-12)

# %% [markdown]
# ### The program behind the slide
#
# We do not know how the slide's numbers came about. But here is a program that would print them. Each output sends its delta back, one after the other.


# %%
def like_the_slide(x, t, W1, b1, W2, b2):
    a1 = sigmoid(W1 @ x + b1)
    y = sigmoid(W2 @ a1 + b2)
    delta2 = (y - t) * y * (1 - y)
    for k in range(len(delta2)):
        sent_back = W2[k : k + 1].T * delta2[k]
    delta1 = sent_back * a1 * (1 - a1)
    return delta1 @ x.T, delta1 * b1


claimed_W1, claimed_b1 = like_the_slide(x, t, W1, B1, W2, B2)
names = ("w1", "w3", "w5", "w2", "w4", "w6", "b1", "b2")
claims = [*claimed_W1.ravel(), *claimed_b1.ravel()]
print("          program     slide     measured")
for name, claim in zip(names, claims, strict=True):
    print(f"∂E/∂{name}   {claim:.7f}  {printed[name]:>8}   {by_measure[name]:.7f}")

# %%
proof = gradient_check(lambda W: E_of(x, t, W, B1, W2, B2), W1, claimed_W1)

# %% [markdown]
# ### Task 16. Repair it (2 points, O4)
#
# There are **two** slips. One is the slide's. The other is in the biases: it gives them about half of even the slide's numbers. Change the function until both gradients are right.
#
# <details><summary>Hint 1</summary>What does <code>sent_back</code> hold after the first turn of the loop, and what after the second? And what does the line of a bias carry?</details>
# <details><summary>Hint 2</summary>Where several paths arrive, their products are added to what is already there. A gradient by a parameter never contains that parameter's own line twice: it is the delta times what the line carries.</details>
# <details><summary>Hint 3</summary>A neighbour: <code>for p in prices: total = p</code> ends with the last price. With <code>total = 0</code> before the loop and <code>total = total + p</code> in it, all of them count.</details>


# %% answer="07-repair"
def repaired(x, t, W1, b1, W2, b2):
    """dW1 and db1."""
    a1 = sigmoid(W1 @ x + b1)
    y = sigmoid(W2 @ a1 + b2)
    delta2 = (y - t) * y * (1 - y)
    for k in range(len(delta2)):
        sent_back = W2[k : k + 1].T * delta2[k]
    delta1 = sent_back * a1 * (1 - a1)
    return delta1 @ x.T, delta1 * b1


### BEGIN SOLUTION
# The released cell holds only the version above.


def repaired(x, t, W1, b1, W2, b2):  # noqa: F811
    hidden = sigmoid(W1 @ x + b1)
    out = sigmoid(W2 @ hidden + b2)
    deltas = (out - t) * out * (1 - out)
    collected = np.zeros(hidden.shape)
    for k in range(len(deltas)):
        collected = collected + W2[k : k + 1].T * deltas[k]
    delta_of_hidden = collected * hidden * (1 - hidden)
    return delta_of_hidden @ x.T, delta_of_hidden


### END SOLUTION

# %% check="07-repair"
check("07-repair", repaired)

# %% [markdown]
# Overwriting where one should add is the commonest way to lose a path in code. The flat code of the graph writes `+=` for this reason. Here are its lines for the two activations:

# %%
for line in graph.flat_code().splitlines():
    if line.strip().startswith(("grad_a_a", "grad_a_b")):
        print(line)

# %% [markdown]
# ## G. One step, and what four decimals hide
#
# The lecture takes a step with $\eta = 0.01$ and prints the new weights with four decimals.
#
# ### Task 17. What do four decimals prove? (1 point, O5)
#
# Suppose the new $w_1$, *rounded* to four decimals, is 0.1000; the old one was 0.1. Which of these gradients could have led there: the true 0.00198, the slide's path alone 0.00127, no step at all 0, or the true one with the wrong sign −0.00198?
#
# - `"a"` only the first
# - `"b"` the first two
# - `"c"` the first three
# - `"d"` all four
#
# <details><summary>Hint 1</summary>How large is a step, when the gradient is about 0.002 and η is 0.01?</details>
# <details><summary>Hint 2</summary>Compute 0.1 − 0.01 · gradient for each of them, with six decimals. Then round.</details>
# <details><summary>Hint 3</summary>A neighbour: 3 − 0.1 · 0.02 = 2.998 and 3 + 0.1 · 0.02 = 3.002 both round to 3.00.</details>

# %% answer="07-hidden"
hidden_by_rounding = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
hidden_by_rounding = "d"
### END SOLUTION

# %% check="07-hidden"
check("07-hidden", hidden_by_rounding)

# %%
candidates = {"true": gradient["w1"], "one path": shares["w1"][0], "none": 0.0,
              "wrong sign": -gradient["w1"]}  # fmt: skip
for name, slope in candidates.items():
    new_w1 = w1 - eta * slope
    print(f"{name:10}  new w1 = {new_w1:.6f}   rounded {new_w1:.4f}   "
          f"(w − w_new)/η = {(w1 - new_w1) / eta:8.5f}")  # fmt: skip
from_print = (0.2 - 0.1999) / 0.01
print(f"from the slide's new w2: (0.2 − 0.1999)/0.01 = {from_print:.4f}; "
      f"its own gradient is {printed['w2']}, the true one {gradient['w2']:.5f}")  # fmt: skip

# %% [markdown]
# The slide prints 0.0999 for the new $w_1$, and 0.1999 for the new $w_2$: cut, not rounded. Read $w_2$ back: its step would belong to a gradient of 0.0100, two hundred times the slide's own 0.00005.
#
# So a new weight with few decimals proves nothing about a small gradient. Compare **steps**: $(w - w^{\text{new}})/\eta$, with all the digits you have. That is how this course marks an update.

# %%
new = {name: old[name] - eta * gradient[name] for name in old}
print("        old      ∂E/∂w       new")
for name in old:
    print(f"{name:4}  {old[name]:6.2f}   {gradient[name]:.6f}   {new[name]:.6f}")

# %% [markdown]
# ### Task 18. Extra: how far does the loss fall? (1 point, O1)
#
# Take one step for all fourteen, with the **true** gradients, then run forward again. By how much does $E$ fall? Answer with $E_\text{before} - E_\text{after}$, in code, without rounding. `E_of`, `gradient` and `new` are there to be used.
#
# <details><summary>Hint 1</summary>Which of the arrays that <code>E_of</code> takes change with the step?</details>
# <details><summary>Hint 2</summary>Build the four arrays from <code>new</code> as they were built from the old numbers: w8 stands below w7. Or let the engine's <code>net.step(eta)</code> do it, after <code>net.forward(x)</code> and <code>net.backward(t)</code>; but then run the cell only once, for each run takes one more step.</details>
# <details><summary>Hint 3</summary>A neighbour: one linear unit with x = 2, t = 1, w = 0.1, η = 0.1 goes from E = 0.32 to 0.1152, and falls by 0.2048.</details>

# %% answer="07-fall"
fall = None  # replace None by your expression; you may use several lines
### BEGIN SOLUTION
new_W1 = np.array([[new["w1"], new["w3"], new["w5"]], [new["w2"], new["w4"], new["w6"]]])
new_W2 = np.array([[new["w7"], new["w9"]], [new["w8"], new["w10"]]])
new_b1, new_b2 = np.array([[new["b1"]], [new["b2"]]]), np.array([[new["b3"]], [new["b4"]]])
fall = E_of(x, t, W1, B1, W2, B2) - E_of(x, t, new_W1, new_b1, new_W2, new_b2)
### END SOLUTION

# %% check="07-fall"
check("07-fall", fall)

# %%
after = Graph(loss)
E_after = after.forward(**pattern, **new)
print("      before     after")
for node in ("n_a", "a_a", "n_b", "a_b", "n_c", "y1", "n_d", "y2"):
    print(f"{node:4}  {graph.node(node).value:.5f}   {after.node(node).value:.5f}")
print(f"E     {E:.5f}   {E_after:.5f}")
by_slide = {name: old[name] - eta * float(printed[name]) for name in old}
print(f"fall with the slide's gradients  {E - Graph(loss).forward(**pattern, **by_slide):.6f}")
print(f"fall with the true gradients     {E - E_after:.6f}")
squares = sum(gradient[name] ** 2 for name in old)
print(f"η · sum of squared gradients     {eta * squares:.6f}")

# %% [markdown]
# A step along the slide's gradients lowers the loss too, and hardly less: the second layer carries nearly all of the fall. So a falling loss proves little about the first layer.
#
# The last line is a check that costs nothing: a short step of $-\eta$ times the gradient lowers the loss by about $\eta\sum(\partial E/\partial w)^2$. The slide's two losses, 0.5930 and 0.5924, also differ by the right amount. Their digits do not: both were worked out from numbers that had been cut. The slide's second $n_a$ is 4.29, cut after two decimals where 4.299 would have been the start of it. That cut alone is ten times as large as the whole step's effect on $n_a$.

# %% [markdown]
# ### Extra: two units, one bias
#
# The slides point to a web page with the same example. There the two hidden units share **one** bias, and the two outputs share another. The forward pass is the same here, since all biases are 0.5. But the gradient is not.
#
# ### Task 19. Extra: a shared bias (1 point, O2)
#
# What is the gradient of $E$ by the one bias that $a$ and $b$ share? How many paths does it have?
#
# <details><summary>Hint 1</summary>A shared bias has a line to a and a line to b. What does each line bring?</details>
# <details><summary>Hint 2</summary>Paths add, also those that begin in the same parameter and go to different units.</details>
# <details><summary>Hint 3</summary>A neighbour: a number that is the bias of two units with the deltas 0.3 and −0.1 has the gradient 0.2.</details>

# %% answer="07-shared"
my_shared = None  # replace None by your number or expression
### BEGIN SOLUTION
my_shared = delta_a + delta_b
### END SOLUTION

# %% check="07-shared"
check("07-shared", my_shared)

# %% [markdown]
# ### Task 20. Extra: which two paths were kept? (1 point, O4)
#
# The page's numbers, as others have copied them, are the two-path sums, and right to four decimals. Only for the shared hidden bias it has 0.0008. Four paths lead from that bias to the loss. Two of them add up to 0.0008. Which?
#
# - `"a"` those through $y_1$: from $a$ and from $b$
# - `"b"` those through $y_2$: from $a$ and from $b$
# - `"c"` from $a$ through $y_1$, and from $b$ through $y_2$
# - `"d"` from $a$ through $y_2$, and from $b$ through $y_1$
#
# <details><summary>Hint 1</summary>Which table above holds the four products?</details>
# <details><summary>Hint 2</summary>The rows of b1 and b2 under "Every path, with its product". Try the pairs.</details>
# <details><summary>Hint 3</summary>A neighbour: of 0.2, 0.5, 0.04 and 0.9 the pair with the sum 0.24 is the first and the third.</details>

# %% answer="07-four_paths"
kept = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
kept = "c"
### END SOLUTION

# %% check="07-four_paths"
check("07-four_paths", kept)

# %% [markdown]
# ### Task 21. Extra: how many paths in a deeper network? (1 point, O2)
#
# A 3-4-5-2 network has two hidden layers, of 4 and of 5 units. How many paths lead from **one** weight of the first layer to the loss?
#
# <details><summary>Hint 1</summary>To how many units of the first hidden layer does that weight lead?</details>
# <details><summary>Hint 2</summary>From there a path chooses a unit in each later layer. Multiply the numbers of choices.</details>
# <details><summary>Hint 3</summary>A neighbour: in a 3-2-2 network it is 2; in a 3-2-4-3 network it is 4 · 3 = 12.</details>

# %% answer="07-many"
paths_in_all = None  # replace None by your number
### BEGIN SOLUTION
paths_in_all = 5 * 2
### END SOLUTION

# %% check="07-many"
check("07-many", paths_in_all)

# %% [markdown]
# With ten layers of a hundred units nobody could list the paths. Backpropagation never does. It adds at every unit what arrives there, once, and passes on a single number: the delta.

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# Choose other targets so that the two paths of $w_1$ pull in opposite directions. Can $\partial E/\partial w_1$ become zero although both outputs are wrong? What would a network do that drops one path then?
#
# <details><summary>After you have talked</summary>
#
# Yes. Let one output be too large and the other too small; then the deltas have opposite signs, and $w_7\delta_c + w_8\delta_d$ can be zero. The weight has no reason to move: what it would mend at one output it would spoil at the other. A network that drops one path does not know of the conflict. It mends one output at the cost of the other, and its step may raise the loss.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand; O4, O5)
#
# A fellow student says: "The slide's step did lower the loss from 0.5930 to 0.5924, so its gradients must be right." Answer in four or five sentences.
#
# | points | your answer … |
# |---|---|
# | 1 | says why a step along a wrong gradient may still lower the loss, here |
# | 1 | says what does prove a gradient, and what it showed, with one number |
# | 1 | says what a lost path would do where the two paths have opposite signs, or why few decimals hide it |

# %% [markdown] manual="07-reflect" points=3
# ### BEGIN SOLUTION
# The loss falls along any direction that goes downhill, not only along the steepest. All six gradients of the second layer are right and carry nearly all of the fall, and the eight others have the right sign, for here both paths have the same sign. So the fall proves little. A gradient check does prove something: two forward passes give 0.00198 for w1 and the slide says 0.0012, which is the path through y2 alone. If the paths had opposite signs, losing one could turn the step uphill. And the four decimals of the new weights hide it, because a step of 0.00002 does not reach the fourth decimal.
# ### END SOLUTION

# %% [markdown]
# ## What the lecture prints differently, and why
#
# This table holds every number of the example: as the slide prints it, as it is exactly, and how the two differ. *Truncated* means cut off after the last digit, *accumulated* worked out from numbers that were shortened before, *wrong* that something else happened: here always the lost path.

# %%
example = [number for number in all_numbers() if number.id.startswith("aksoy.322.")]
print(f"{'number':34} {'slide':>8}  {'exact':>12}")
for number in example:
    slide, exact = number.printed or "-", float(number.exact)
    print(f"{number.quantity:34} {slide:>8}  {exact:12.6g}  {number.kind}")

# %% [markdown]
# For those that differ, or deserve a second look, here is why:

# %%
plain = ("An input of the example.", "Exact as printed.", "Rounded correctly.",
         "The lecture prints no value.")  # fmt: skip
for number in example:
    if number.reason not in plain:
        print(textwrap.fill(f"{number.quantity}: {number.reason}", 88, subsequent_indent="  "))

# %% [markdown]
# The slides cut most numbers after three or four decimals, once after two, and go on with what is left. Whoever calculates so by hand gets the same digits, and the method is right all the same. Only the lost path is more than that.
#
# **The page that the slides link to** has the same weights, with one bias a layer. We have not seen the page itself; these are its numbers as other people's programs quote them. Thirteen of fourteen agree with ours.

# %%
print(f"{'number':20} {'page':>6}  {'exact':>11}")
for number in linked_numbers():
    print(f"{number.quantity:20} {number.printed:>6}  {float(number.exact):11.6g}  {number.kind}")

# %% [markdown]
# ## Further reading
#
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5: the chain rule as a sum over paths, and why it is not computed that way.
# - A. Zhang and others, *Dive into Deep Learning*, section 5.3: forward and backward passes as a graph.
# - The web page *Backpropagation example with numbers, step by step* (a Not So Random Walk), to which the slides point for this example.
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), which lecture 003 names at this point.
#
# ## Back to the objectives
#
# - **O1** You ran a forward pass with biases and two outputs, named the loss by its formula, and found by how much one step lowers it.
# - **O2** You counted paths, multiplied along each and added: for weights, for biases, and for numbers of your own.
# - **O3** You saw the sum over paths inside $W^T\delta$, and wrote the backward pass with biases.
# - **O4** You proved eight printed numbers wrong, named the lost path, and repaired the program that loses it.
# - **O5** You know that four decimals of a new weight say nothing about a small gradient, and compare $(w - w^{\text{new}})/\eta$ instead.
#
# Next: unit 08, where matrices and shapes come into their own.
