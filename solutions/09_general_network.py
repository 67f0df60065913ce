# %% [markdown]
# # Unit 09. The general network
#
# You have sent errors back through a chain, through two layers, through two outputs. How many new formulas does a network of ten layers need?
#
# None. Three steps, repeated once a layer, serve every depth and every width. In this unit you write them, prove them, repair three slides that state them with a slip, exchange the loss for one that suits classes, and train the result on images of digits.
#
# **What you will be able to do**
#
# - **O1** Write a network of $L$ layers as one formula and as one loop, and say what all its gradients cost.
# - **O2** Carry an error signal through three layers by hand, and state the three steps for any number of layers.
# - **O3** Turn logits of any size into probabilities, and derive the error in the top layer for the negative log-likelihood.
# - **O4** Find the slip in a printed backpropagation rule, prove it with a gradient check, and repair it.
# - **O5** Write a whole training loop, and judge it on data that it has not seen.
#
# **Time** About 60 minutes in two sittings. First sitting: A any depth 11, B a walk through three layers 9, C three steps 14. Second sitting: E classes 13, F digits 9, reflection 4. Six tasks are marked **Extra** (5, 6, 10, 11, 15 and 16), and part D with them. They take 20 minutes more, and you may leave them for another day: nothing later needs them.
#
# **What you need** Unit 06 (deltas, the gradient check), unit 07 (paths add), unit 08 (shapes), and lists in Python.

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
from backprop import Network, gradient_check, logsumexp, sigmoid
from backprop.widgets.digit_sheet import digit_sheet
from backprop.widgets.font_digits import HELD_OUT, SEEN, font_digits
from backprop.widgets.live.gradient_checker import GradientChecker
from backprop.widgets.loss_curve import loss_curve
from backprop.widgets.network_diagram import network_diagram
from backprop.widgets.softmax_bars import softmax_bars
from backprop.widgets.three_steps import three_steps

from autograder import check

# %% [markdown]
# ## The lectures' symbols and ours
#
# This unit follows lectures 001 (E. E. Aksoy), 002 (E. Sayrol) and 004 (A. M. Saxe). Each has symbols of its own, and some letters change their meaning between them.
#
# | lecture | here |
# |---|---|
# | 004: $o = f(W^D f(\dots f(W^1 i)))$ | $y = f(W[L]\,f(\dots f(W[1]\,x)))$: $D$ is our $L$ |
# | 004: $h_j$ and $\delta_{j+1}$ beside $W^j$ | $a[j-1]$ and $\delta[j]$ beside $W[j]$ |
# | 004: $\lambda$ as learning rate | $\eta$ |
# | 002: $\lambda$ in $\tfrac{\lambda}{2}\lVert W\rVert_2^2$ | penalty `l2`, no learning rate |
# | 002: $a_k$ (net input), $h_k$ (activation), $g$ | $n[k]$, $a[k]$, $f$ |
# | 002: $W^{(t)}$ leads *to* layer $t$; later $W_k$ leads *away from* layer $k$ | $W[j]$ leads to layer $j$, always |
# | 002: $K$ the top layer, $\mathcal L$ the loss, $y$ the target, $p(c_k = 1\mid x)$ | $L$, $E$, $t$, $p_k$ |
# | 002: one dot • for two products | $\odot$ entry by entry; a plain matrix product |
# | 001 (network training): $e$, $z$, $y_n$ | net input $n$, target $t$, activation $a_n$ |
# | 001: "error signal" $\delta$ | see part B: not yet $\partial E/\partial n$ |
# | 001: $\hat y = \sigma(W^3\sigma(W^2\sigma(W^1x+b^1)+b^2)+b^3)$ | the first row with biases and $L = 3$ |
#
# We use $f = \sigma$, the sigmoid, in every hidden layer.

# %% [markdown]
# ## A. Any depth
#
# A layer does two things: $n[j] = W[j]\,a[j-1] + b[j]$, then $a[j] = f(n[j])$. With $a[0] = x$ and $y = a[L]$ that is the whole network. Written out, the layers stand inside each other, the first one innermost:
#
# $$y = f\bigl(W[L]\, f(W[L-1] \cdots f(W[1]\,x))\bigr).$$
#
# $x$ and $y$ are columns, and $f$ acts on each entry. (Biases are left out of this line, not out of the network.) Without $f$ it would be one product of matrices, hence one layer. The serial chain of unit 03 is the case of one unit a layer; the delta rule is $L = 1$.
#
# ### Task 1. Predict (1 point, O1)
#
# Count multiplications. One forward pass through a large network costs some number of them. What do **all** its gradients cost, by backpropagation, once the forward pass is done?
#
# - `"a"` About as much as two more forward passes.
# - `"b"` About as many forward passes as there are layers.
# - `"c"` About as many forward passes as there are weights.
# - `"d"` The square of that.
#
# <details><summary>Hint 1</summary>In unit 06, how many matrix products did one layer need forward, and how many backward?</details>
# <details><summary>Hint 2</summary>A product of shapes (p, q) and (q, m) takes p·q·m multiplications. Compare W @ a, W.T @ delta and delta @ a.T.</details>
# <details><summary>Hint 3</summary>A neighbour: if each of 3 rooms is painted once and then cleaned twice at the cost of a painting, cleaning costs 2 paintings of the whole flat, not 3 and not 6.</details>

# %% answer="09-predict"
cost = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
cost = "a"
### END SOLUTION

# %% check="09-predict"
check("09-predict", cost)

# %% [markdown]
# Here is the count, for one pattern.

# %%
sizes = [64, 24, 16, 10]
products = [sizes[j] * sizes[j - 1] for j in range(1, len(sizes))]
forward_cost = sum(products)
backward_cost = sum(products) + sum(products[1:])  # every dW; W.T @ delta, not below layer 1
weights = sum(products)
print("layers", sizes)
print("forward pass:                    ", forward_cost, "multiplications")
print("backward pass:                   ", backward_cost, "multiplications")
print("each weight pushed up and down:  ", 2 * weights * forward_cost, "multiplications")

# %% [markdown]
# Pushing every weight on its own costs two forward passes *a weight*. Backpropagation gets all gradients for less than two forward passes *in all*. That is why anyone trains large networks.
#
# ### Task 2. The forward pass, for any depth (2 points, O1)
#
# Write `forward(x, W, b)`. `W` and `b` are lists, `W = [None, W[1], ..., W[L]]`, so that the code's index is the formula's. `x` has the patterns as columns. Return the output $a[L]$. Use the sigmoid in every layer. Your function is called on a depth that you are not told.
#
# <details><summary>Hint 1</summary>How does a list tell how many layers there are?</details>
# <details><summary>Hint 2</summary>One variable is enough: it holds a[j−1] when layer j begins and a[j] when it ends. <code>range(1, len(W))</code> gives the layers.</details>
# <details><summary>Hint 3</summary>A neighbour, a chain of numbers without f or biases: <code>for j in range(1, len(w)): a = w[j] * a</code>.</details>


# %% answer="09-forward"
def forward(x, W, b):
    """The output a[L] of sigmoid layers j = 1 ... L; slot 0 of W and b is None."""
    ### BEGIN SOLUTION
    a = x
    for j in range(1, len(W)):
        a = sigmoid(W[j] @ a + b[j])
    return a
    ### END SOLUTION


# %% check="09-forward"
check("09-forward", forward)

# %% [markdown]
# The backward pass needs more than the output: it needs every $n[j]$ and $a[j]$ on the way. So from here on we keep them, in lists with a slot 0 as well.


# %%
def keep_all(x, W, b):
    """The lists n and a of a forward pass: n[j], a[j] for j = 1 ... L, and a[0] = x."""
    n, a = [None], [x]
    for j in range(1, len(W)):
        n.append(W[j] @ a[j - 1] + b[j])
        a.append(sigmoid(n[j]))
    return n, a


def slope(a):
    """f′ of the sigmoid, written with its activation."""
    return a * (1 - a)


# %% [markdown]
# ## B. A walk through three layers
#
# Lecture 001 walks through a network from the electronics department of AGH Kraków: inputs $x_1, x_2$; units 1, 2, 3; units 4, 5; and unit 6, whose activation is the output $y$. It goes unit by unit and names no numbers, so here are some of ours. $w_{14}$ leads from unit 1 to unit 4; $w_{(x1)1}$ leads from $x_1$ to unit 1.

# %%
x1, x2, t, eta = 0.6, -0.4, 0.9, 0.5
wx11, wx21, wx12, wx22, wx13, wx23 = 0.8, -0.5, -0.3, 0.7, 0.4, 1.2
w14, w24, w34, w15, w25, w35 = 0.5, -0.6, 0.3, -0.2, 0.9, 1.5
w46, w56 = 1.3, -1.1

n1, n2, n3 = wx11 * x1 + wx21 * x2, wx12 * x1 + wx22 * x2, wx13 * x1 + wx23 * x2
a1, a2, a3 = sigmoid(n1), sigmoid(n2), sigmoid(n3)
print(f"n1 = {wx11}·{x1} + ({wx21})·({x2}) = {n1:.4f}   a1 = σ(n1) = {a1:.4f}")
print(f"n2 = {n2:.4f}   a2 = {a2:.4f}")
print(f"n3 = {n3:.4f}   a3 = {a3:.4f}")
n4 = w14 * a1 + w24 * a2 + w34 * a3
a4 = sigmoid(n4)
print(f"n4 = {w14}·{a1:.4f} + ({w24})·{a2:.4f} + {w34}·{a3:.4f} = {n4:.4f}   a4 = {a4:.4f}")

# %% tags=["nbval-ignore-output"]
walk_W = [
    np.array([[wx11, wx21], [wx12, wx22], [wx13, wx23]]),
    np.array([[w14, w24, w34], [w15, w25, w35]]),
    np.array([[w46, w56]]),
]
units = [["x1", "x2"], ["1", "2", "3"], ["4", "5"], ["6"]]
network_diagram(
    walk_W,
    units,
    values=[[x1, x2], [a1, a2, a3], [a4, None], [None]],
    says="The walk's network, from left to right: two inputs, units 1 to 3, units 4 and 5, and "
    "unit 6. Activations stand in the units as far as they are worked out.",
)

# %% [markdown]
# ### Task 3. Unit 5 (1 point, O2)
#
# Work out $a_5$.
#
# <details><summary>Hint 1</summary>Which three lines lead into unit 5, and what does each carry?</details>
# <details><summary>Hint 2</summary>A weighted sum of a1, a2, a3 first, then the sigmoid.</details>
# <details><summary>Hint 3</summary>A neighbour: weights 1 and −2 on activations 0.5 and 0.4 give n = 0.5 − 0.8 = −0.3 and a = σ(−0.3) = 0.43.</details>

# %% answer="09-walk_a5"
my_a5 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_a5 = sigmoid(w15 * a1 + w25 * a2 + w35 * a3)
### END SOLUTION

# %% check="09-walk_a5"
check("09-walk_a5", my_a5)

# %% [markdown]
# ### The error comes back, worked
#
# For unit 6 we know what the output should be. For units 1 to 5 nobody has a target. So their error is *made* from the errors behind them, along the same weights, in the other direction. As before $\delta_k = \partial E/\partial n_k$, with $E = \tfrac12(t-y)^2$.

# %%
a5 = sigmoid(w15 * a1 + w25 * a2 + w35 * a3)
y = sigmoid(w46 * a4 + w56 * a5)
delta6 = (y - t) * y * (1 - y)
delta4 = w46 * delta6 * a4 * (1 - a4)
delta5 = w56 * delta6 * a5 * (1 - a5)
print(f"y  = {y:.4f}")
print(f"δ6 = (y − t)·f′(n6)   = ({y:.4f} − {t})·{y * (1 - y):.4f} = {delta6:.4f}")
print(f"δ4 = w46·δ6·f′(n4)    = {w46}·({delta6:.4f})·{a4 * (1 - a4):.4f} = {delta4:.4f}")
print(f"δ5 = w56·δ6·f′(n5)    = ({w56})·({delta6:.4f})·{a5 * (1 - a5):.4f} = {delta5:.4f}")

# %% [markdown]
# ### Task 4. Unit 1 has two ways out (2 points, O2)
#
# Unit 1 feeds units 4 *and* 5. Work out $\delta_1$:
#
# $$\delta_1 = \bigl(\;?\;\delta_4 + \;?\;\delta_5\bigr)\cdot\;?$$
#
# <details><summary>Hint 1</summary>By which two routes does a push at n1 reach the loss?</details>
# <details><summary>Hint 2</summary>Add one product of weight and delta for each route. Then multiply once by the slope of unit 1's own sigmoid.</details>
# <details><summary>Hint 3</summary>A neighbour: weights 2 and 3, deltas 0.1 and −0.2, own activation 0.5: (2 · 0.1 − 3 · 0.2) · 0.25 = −0.1.</details>

# %% answer="09-walk_delta1"
my_delta1 = None  # replace None by your number or expression
### BEGIN SOLUTION
my_delta1 = (w14 * delta4 + w15 * delta5) * a1 * (1 - a1)
### END SOLUTION

# %% check="09-walk_delta1"
check("09-walk_delta1", my_delta1)

# %% [markdown]
# ### Task 5. Extra: the new $w_{14}$ (1 point, O2)
#
# When every delta is there, the weights may change. Take one step for $w_{14}$ with $\eta = 0.5$. The lecture adds that $\eta$ may begin large and shrink as the weights settle; here it stays.
#
# <details><summary>Hint 1</summary>Which delta and which activation meet on the line from unit 1 to unit 4?</details>
# <details><summary>Hint 2</summary>The gradient of a weight is the delta where its line ends times the activation where it begins; the step subtracts η times that.</details>
# <details><summary>Hint 3</summary>A neighbour: w = 1, η = 0.1, delta −0.2 and activation 0.5 give 1 + 0.1 · 0.2 · 0.5 = 1.01.</details>

# %% answer="09-walk_w14"
w14_new = None  # replace None by your number or expression
### BEGIN SOLUTION
w14_new = w14 - eta * delta4 * a1
### END SOLUTION

# %% check="09-walk_w14"
check("09-walk_w14", w14_new)

# %% [markdown]
# ### Extra: the walk's own error signal
#
# The walk writes its update, in our symbols, as $w_{14}' = w_{14} - \eta\,\delta_4\,f'(n_4)\,a_1$. Its error signal $\delta$ starts as the plain difference of output and label, and the text says that it travels back along the weights. The slope enters only here, at the update, and only that of unit 4. (The figures of these slides are lost; we read the scheme as public re-implementations of the page do.)
#
# Is that the gradient? Put the two side by side.

# %%
signal6 = y - t
signal4, signal5 = w46 * signal6, w56 * signal6
signal1 = w14 * signal4 + w15 * signal5


def E_of(weights):
    first, fourth, last = weights
    below = [first * x1 + wx21 * x2, n2, n3]
    b1, b2, b3 = (sigmoid(n) for n in below)
    top = last * sigmoid(fourth * b1 + w24 * b2 + w34 * b3)
    top = top + w56 * sigmoid(w15 * b1 + w25 * b2 + w35 * b3)
    return (t - sigmoid(top)) ** 2 / 2


claimed = [signal1 * slope(a1) * x1, signal4 * slope(a4) * a1, signal6 * slope(y) * a4]
found = gradient_check(E_of, np.array([wx11, w14, w46]), np.array(claimed), quiet=True)
print("layer  weight   two forward passes   the walk's rule   ratio")
for layer, name, true, walk in zip(
    (1, 2, 3), ("w(x1)1", "w14", "w46"), found.numerical, found.analytic, strict=True
):
    print(f"{layer:5}  {name:7}  {true:18.6f}  {walk:16.6f}  {walk / true:6.2f}")

# %% [markdown]
# ### Task 6. Extra: what does the rule lack? (1 point, O4)
#
# - `"a"` The learning rate.
# - `"b"` The slope of the unit that the weight leads to.
# - `"c"` The slopes of all units that the error passes on its way back to that unit.
# - `"d"` A minus sign.
#
# <details><summary>Hint 1</summary>In which layer does the rule agree, and what is special about it?</details>
# <details><summary>Hint 2</summary>Write δ4 of the worked cell and <code>signal4</code> times its own slope as products. Which factor is in one only?</details>
# <details><summary>Hint 3</summary>A neighbour: in a chain of two sigmoid units a rule that is too large by 1 / 0.21 lost one slope of 0.21.</details>

# %% answer="09-slopes"
lacks = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
lacks = "c"
### END SOLUTION

# %% check="09-slopes"
check("09-slopes", lacks)

# %% [markdown]
# The repair is one word: let $\delta$ be $\partial E/\partial n$, so that every unit multiplies by its slope as the error passes. Then the update needs no slope of its own.
#
# One more caution. With the minus of the slide, the difference must be output minus label. The page that the walk comes from takes label minus output, and a plus. Both are right; half of each is not.

# %% [markdown]
# ## C. Three steps, any number of layers
#
# Lecture 002 sums it up in three steps. In our symbols:
#
# 1. **Find the error in the top layer**: $\delta[L] = \partial E/\partial n[L]$. For the half squared error it is $(y-t)\odot f'(n[L])$.
# 2. **Compute the gradients of a layer** from the error above and the output below: $dW[j] = \delta[j]\,a[j-1]^T$, and $db[j]$ is $\delta[j]$ summed over the patterns.
# 3. **Send the error to the layer below**: $\delta[j] = \bigl(W[j+1]^T\delta[j+1]\bigr)\odot f'(n[j])$.
#
# Steps 2 and 3 repeat down to layer 1. Only step 1 knows the loss. The walk of part B is this, with $L = 3$: row 1 of $W[2]^T\delta[2]$ is the bracket of Task 4.

# %% tags=["nbval-ignore-output"]
three_steps(
    says="The three steps for the last two layers. Along the top the forward pass; below it the "
    "errors. Step 1 makes the first error from the loss, step 3 sends it down, and step 2 joins "
    "an error with the activation (dashed) that its weights carried.",
)

# %% [markdown]
# ### Task 7. Derive step 3 (1 point, O2)
#
# Five lines, shuffled. Put them in order; answer with a text of five letters. $i$ is a unit of layer $j$, $k$ runs over those of layer $j+1$.
#
# - `A` $= \sum_k \delta_k[j+1]\cdot \partial n_k[j+1]/\partial a_i[j]\cdot \partial a_i[j]/\partial n_i[j]$
# - `B` $= (W[j+1]^T\,\delta[j+1])_i\cdot f'(n_i[j])$
# - `C` $\delta_i[j] = \partial E/\partial n_i[j]$
# - `D` $= \sum_k \delta_k[j+1]\cdot W_{ki}[j+1]\cdot f'(n_i[j])$
# - `E` $= \sum_k \partial E/\partial n_k[j+1]\cdot \partial n_k[j+1]/\partial n_i[j]$
#
# <details><summary>Hint 1</summary>Which line says what a hidden delta is?</details>
# <details><summary>Hint 2</summary>First paths add, then each path splits into steps, then each step gets its formula, and last the sum is written as a matrix product.</details>
# <details><summary>Hint 3</summary>A neighbour: "what dz/dx is", "= dz/dy · dy/dx", "= 2y · dy/dx", "= 2y · 3" is in order: name it, split it, put the formulas in.</details>

# %% answer="09-derivation"
derivation = None  # replace None by a text such as "ABCDE"
### BEGIN SOLUTION
derivation = "CEADB"
### END SOLUTION

# %% check="09-derivation"
check("09-derivation", derivation)

# %% [markdown]
# ### Task 8. One dot, two products (1 point, O2)
#
# Lecture 002 writes step 2 as $\delta_{k+1} \bullet h_k$ and uses the same • in step 3 for $g'$. There it means entry by entry. It cannot mean that in step 2: the two sides may differ in length.
#
# A network has layers of 5, 8, 6 and 3 units and sees 7 patterns at once. What shape must $dW[2]$ have? Answer with a tuple.
#
# <details><summary>Hint 1</summary>Which two layers does W[2] join?</details>
# <details><summary>Hint 2</summary>A gradient has the shape of what it belongs to: rows are units led to, columns are units come from. The patterns have been added up.</details>
# <details><summary>Hint 3</summary>A neighbour: in a 4-9-2 network dW[1] has the shape (9, 4), for any number of patterns.</details>

# %% answer="09-shape"
shape_dW2 = None  # replace None by a tuple such as (7, 8)
### BEGIN SOLUTION
shape_dW2 = (6, 8)
### END SOLUTION

# %% check="09-shape"
check("09-shape", shape_dW2)

# %% [markdown]
# Frameworks that keep a pattern a *row* write the layer as $XW + b$, as lecture 002 also does once: then the forward product is turned around, the gradient is $a^T\delta$, and its shape is (from, to). The numbers are ours, transposed. Unit 08 shows it.
#
# ### Task 9. The backward pass, for any depth (3 points, O2)
#
# Write `backward(top, W, n, a)`. `top` is $\delta[L]$, found already by step 1, and the lists `W`, `n`, `a` are those of `keep_all`. Return two lists `dW, db` with slot 0 kept, `dW = [None, dW[1], ..., dW[L]]`. There is no loss in this function. That is the point.
#
# <details><summary>Hint 1</summary>In which direction does the loop run, and what does each round need from the round before?</details>
# <details><summary>Hint 2</summary>Make lists of the right length first: <code>dW = [None] * len(W)</code>. In round j: step 2; then, if there is a hidden layer below, step 3 with W[j] and the slope at n[j−1]. Biases: <code>delta.sum(axis=1, keepdims=True)</code>.</details>
# <details><summary>Hint 3</summary>A neighbour, a chain of numbers w[1] … w[L] without f: <code>for j in range(len(w) - 1, 0, -1): dw[j] = delta * a[j - 1]</code>, and then <code>delta = w[j] * delta</code>.</details>


# %% answer="09-backward"
def backward(top, W, n, a):
    """The lists dW and db from top = delta[L] and the lists of a forward pass."""
    ### BEGIN SOLUTION
    dW, db = [None] * len(W), [None] * len(W)
    delta = top
    for j in range(len(W) - 1, 0, -1):
        dW[j] = delta @ a[j - 1].T
        db[j] = delta.sum(axis=1, keepdims=True)
        if j > 1:
            s = sigmoid(n[j - 1])
            delta = (W[j].T @ delta) * s * (1 - s)
    return dW, db
    ### END SOLUTION


# %% check="09-backward"
check("09-backward", backward)

# %% [markdown]
# Does it hold for every depth? The next cell builds networks of one to six layers, runs your backward pass, and lays its gradients beside the engine's, which a gradient check has tested.

# %%
rng = np.random.default_rng(9)
for depth in range(1, 7):
    widths = [3, 5, 4, 6, 2, 4, 3][: depth + 1]
    engine = Network(widths, f="sigmoid", seed=depth)
    xs, ts = rng.normal(size=(3, 4)), rng.uniform(0.1, 0.9, (widths[-1], 4))
    report = gradient_check(engine, xs, ts, quiet=True)
    n, a = keep_all(xs, engine.W, engine.b)
    try:
        dW, db = backward((a[-1] - ts) * slope(a[-1]), engine.W, n, a)
        same = all(
            np.allclose(dW[j], engine.dW[j], rtol=1e-9)
            and np.allclose(db[j], engine.db[j], rtol=1e-9)
            for j in range(1, depth + 1)
        )
        yours = "yours the same" if same else "yours differ"
    except Exception:  # not written yet, or not finished
        yours = "yours: nothing to compare yet"
    print(f"{depth} layer{'s' * (depth > 1)}: engine {report!r}; {yours}")

# %% [markdown]
# ## D. Extra: two slips on one slide
#
# Lecture 004 ends with the general rule on a single slide. In its symbols:
#
# $$\delta_D = -(t-o)\bullet f'(n_D),\qquad \delta_j = \bigl[(W^j)^T\delta_{j+1}\bigr]\bullet f'(n_j),\qquad \Delta W^j = \lambda\,\delta_{j+1}\,h_j^T.$$
#
# Somebody typed it in as it stands, with our lists, where $\delta[L]$ is the output's and $W[L]$ the last matrix. All layers are equally wide, so NumPy does not complain.


# %%
def as_printed(x, t, W, eta):
    _, a = keep_all(x, W, [0] * len(W))
    delta = [None] * len(W)
    delta[-1] = -(t - a[-1]) * slope(a[-1])
    for j in range(len(W) - 2, 0, -1):
        delta[j] = (W[j].T @ delta[j + 1]) * slope(a[j])
    return [None] + [W[j] + eta * delta[j] @ a[j - 1].T for j in range(1, len(W))]


square = Network([3, 3, 3, 3], f="sigmoid", bias=False, seed=4)
xd = np.random.default_rng(4).normal(size=(3, 2))
td = np.array([[0.9, 0.2], [0.1, 0.8], [0.7, 0.3]])
square.forward(xd)
before = square.loss(td)
square.backward(td)
printed = as_printed(xd, td, square.W, 0.5)
print("layer   ratio of the printed step to −η·gradient, entry by entry")
for j in (3, 2, 1):
    ratio = (printed[j] - square.W[j]) / (-0.5 * square.dW[j])
    print(f"{j:5}  ", " ".join(f"{each:7.3f}" for each in ratio.ravel()))
_, a = keep_all(xd, printed, [0] * 4)
print(f"loss before {before:.5f}, after the printed step {((td - a[-1]) ** 2).sum() / 2:.5f}")

# %% [markdown]
# The gradients behind this table are the engine's; here is the check of them by two forward passes.

# %%
print(repr(gradient_check(square, xd, td, quiet=True)))

# %% [markdown]
# ### Task 10. Extra: which lines are accused? (1 point, O4)
#
# - `"a"` The sign alone: everything is off by −1.
# - `"b"` The sign, by layer 3; and the recursion, by layers 1 and 2.
# - `"c"` The recursion alone: layer 3 is right.
# - `"d"` None: the check itself is too coarse.
#
# <details><summary>Hint 1</summary>Which ratio would a right step have?</details>
# <details><summary>Hint 2</summary>Read the table in the order of the computation, from the top layer down. What new line comes in between two rows?</details>
# <details><summary>Hint 3</summary>A neighbour: 2.000 everywhere in the top layer and 2.000 everywhere below accuses one line only, the first.</details>

# %% answer="09-proof"
accused = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
accused = "b"
### END SOLUTION

# %% check="09-proof"
check("09-proof", accused)

# %% [markdown]
# ### Task 11. Extra: repair it (2 points, O4)
#
# Change the function until one step goes downhill along the gradient in every layer. `x` and `t` hold patterns as columns, `W` is a list with slot 0; return the list of new matrices.
#
# <details><summary>Hint 1</summary>Which sign has ∂E/∂n at the output, and which sign must the step have then? Which matrix stands between layers j and j + 1?</details>
# <details><summary>Hint 2</summary>Lay step 1, step 3 and the update of part C beside the three lines. One of the two minus signs may stay, not both nor none.</details>
# <details><summary>Hint 3</summary>A neighbour: in a chain where w[3] leads from unit 2 to unit 3, the error of unit 2 is w[3] times that of unit 3.</details>


# %% answer="09-repair"
def repaired(x, t, W, eta):
    _, a = keep_all(x, W, [0] * len(W))
    delta = [None] * len(W)
    delta[-1] = -(t - a[-1]) * slope(a[-1])
    for j in range(len(W) - 2, 0, -1):
        delta[j] = (W[j].T @ delta[j + 1]) * slope(a[j])
    return [None] + [W[j] + eta * delta[j] @ a[j - 1].T for j in range(1, len(W))]


### BEGIN SOLUTION
# The released cell holds only the version above.


def repaired(x, t, W, eta):  # noqa: F811
    _, a = keep_all(x, W, [0] * len(W))
    delta = [None] * len(W)
    delta[-1] = -(t - a[-1]) * slope(a[-1])
    for j in range(len(W) - 2, 0, -1):
        delta[j] = (W[j + 1].T @ delta[j + 1]) * slope(a[j])
    return [None] + [W[j] - eta * delta[j] @ a[j - 1].T for j in range(1, len(W))]


### END SOLUTION

# %% check="09-repair"
check("09-repair", repaired)

# %% [markdown]
# Be fair to the slide. Its $\delta_j$ and its $\Delta W^j$ agree with each other: $W^j$ leads from $h_j$ to unit $j+1$. Only the output is then unit $D+1$, and the slide calls it $D$. And its plus sign is right for an error $+(t-o)$, as in the delta rule. Each convention is sound. The slide holds one foot of each.

# %% [markdown]
# ### Try it: how small a step?
#
# **Extra, about 3 minutes.** A gradient check needs a small $\varepsilon$. How small is best? Predict, then slide. To the right the curve is cut off too far from $w_5$, to the left the computer's sixteen digits run out. Where do the two errors meet, and where in float32? Then put a slip into backpropagation: what does it look like on the curve?

# %% tags=["nbval-ignore-output"]
GradientChecker()

# %% [markdown]
# ## E. Classes
#
# Is this image a 3 or an 8? A squared error is a poor judge of such answers. Lecture 002 takes probabilities instead. The top layer's net inputs, here called **logits**, become one probability a class by the **softmax**:
#
# $$p_k = \frac{e^{n_k}}{\sum_c e^{n_c}}.$$
#
# They are positive and add up to 1 in each column. Which change of the logits do they notice?

# %% tags=["nbval-ignore-output"]
sets = {"as given": [1, 0, 2], "each 1 more": [2, 1, 3], "twice as large": [2, 0, 4]}
softmax_bars(
    sets,
    {name: np.exp(n) / np.exp(n).sum() for name, n in sets.items()},
    says="Three sets of logits and their probabilities. Where each logit is 1 more, nothing "
    "changes: only differences count. Where each is twice as large, the largest takes nearly all.",
)

# %% [markdown]
# Now try the formula on large logits.

# %%
logits = np.array([[1.0, 1000.0], [2.0, 1001.0]])
with np.errstate(all="ignore"):
    naive = np.exp(logits) / np.exp(logits).sum(axis=0)
print("logits", logits.tolist())
print("by the formula", naive.round(4).tolist())

# %% [markdown]
# In the second column $e^{1000}$ is too large for a computer's number, and infinity divided by infinity is not a number (`nan`). Yet the two columns have the same difference of logits, so they must have the same probabilities.
#
# ### Task 12. Softmax, for logits of any size (2 points, O3)
#
# Write `softmax(n)`; `n` has a row for each class and a column for each pattern.
#
# <details><summary>Hint 1</summary>What happens to p if you subtract the same number from all logits of a column?</details>
# <details><summary>Hint 2</summary>Numerator and denominator both get the same factor. Choose the number so that no exponent is above 0. <code>axis=0, keepdims=True</code> works column by column.</details>
# <details><summary>Hint 3</summary>A neighbour: logits 500 and 503 have the probabilities of −3 and 0, that is 0.05 and 0.95.</details>


# %% answer="09-softmax"
def softmax(n):
    """The probabilities p (classes, patterns) of logits n (classes, patterns)."""
    ### BEGIN SOLUTION
    e = np.exp(n - n.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)
    ### END SOLUTION


# %% check="09-softmax"
check("09-softmax", softmax)

# %% [markdown]
# The loss asks how probable the right class was. With a target $t$ that is 1 in the row of the right class and 0 elsewhere, the **negative log-likelihood** is
#
# $$E = -\sum_k t_k \ln p_k,\qquad \ln p_k = n_k - \ln\sum_c e^{n_c}.$$
#
# The right-hand form needs no division, and the engine's `logsumexp` keeps it finite. Whoever is sure and wrong pays much.

# %%
for n_wrong in (0.0, 2.0, 1000.0):
    n_column = np.array([[0.0], [n_wrong]])  # the first class is right
    E = (logsumexp(n_column) - n_column[:1]).item()
    print(f"logits 0 and {n_wrong:6.1f}: E = {E:.4f}")

# %% [markdown]
# ### Worked: the error in the top layer
#
# What is $\delta_k = \partial E/\partial n_k$? The targets of a pattern add up to 1, so $E = \ln\sum_c e^{n_c} - \sum_c t_c n_c$. Differentiate by $n_k$: the first part gives $e^{n_k}/\sum_c e^{n_c} = p_k$, the second $-t_k$. Hence
#
# $$\delta[L] = p - t.$$
#
# No slope is left. Here it is, for logits 1, 0 and 2 with the second class right.

# %%
worked = np.array([1.0, 0.0, 2.0])
p = np.exp(worked) / np.exp(worked).sum()
print("p     =", p.round(4))
print("p − t =", (p - np.array([0, 1, 0])).round(4))

# %% [markdown]
# ### Task 13. Three classes (3 points, O3)
#
# Logits 0.1, −0.5 and 0.8; the **third** class is right. Give the three errors $\delta_1, \delta_2, \delta_3$ in the top layer, as a list.
#
# <details><summary>Hint 1</summary>Which classes should get less probability, and which more?</details>
# <details><summary>Hint 2</summary>Three exponentials, their sum, three quotients; then subtract the target.</details>
# <details><summary>Hint 3</summary>A neighbour: p = (0.2, 0.7, 0.1) and the first class right give (−0.8, 0.7, 0.1); they add up to 0.</details>

# %% answer="09-top"
top_errors = None  # replace None by a list of three numbers
### BEGIN SOLUTION
e = np.exp([0.1, -0.5, 0.8])
top_errors = list(e / e.sum() - np.array([0, 0, 1]))
### END SOLUTION

# %% check="09-top"
check("09-top", top_errors)

# %% [markdown]
# ### A slope that does not exist
#
# The same lecture's step 1 reads $\delta_K = \partial L/\partial h_K \bullet g'(a_K)$. For a sigmoid that is right: each output depends on its own net input alone. In a softmax each probability depends on *every* logit. An elementwise $g' = p\,(1-p)$ forgets the others. Look what it sends back, beside two forward passes:

# %%
n_three = np.array([[0.1], [-0.5], [0.8]])
t_three = np.array([[0.0], [0.0], [1.0]])
p_three = np.exp(n_three) / np.exp(n_three).sum()
elementwise = (-t_three / p_three) * p_three * (1 - p_three)


def E_three(n):
    return (logsumexp(n) - (t_three * n).sum()).item()


shown = gradient_check(E_three, n_three, elementwise, quiet=True)
print("class   two forward passes   elementwise")
for k in range(3):
    print(f"{k + 1:5}   {shown.numerical[k]:18.4f}   {shown.analytic[k] + 0:11.4f}")

# %% [markdown]
# ### Task 14. Repair step 1 (1 point, O4)
#
# The wrong classes get no error at all: nobody tells them to step back. Repair the function below. `n` and `t` have a row a class and a column a pattern; the columns of `t` add up to 1.
#
# <details><summary>Hint 1</summary>Which line of the derivation above holds for every class?</details>
# <details><summary>Hint 2</summary>A probability grows if its own logit grows and shrinks if another one does; when all these shares are added, two terms are left.</details>
# <details><summary>Hint 3</summary>A neighbour: two classes with logits 0 and 0, the first one right. Two forward passes give (−0.5, 0.5), and the elementwise slope (−0.5, 0). Raise both logits alike and p stays as it is: so the errors of a column must add up to 0.</details>


# %% answer="09-top_repair"
def top_error(n, t):
    p = np.exp(n - logsumexp(n))
    return (-t / p) * p * (1 - p)


### BEGIN SOLUTION
# The released cell holds only the version above.


def top_error(n, t):  # noqa: F811
    return np.exp(n - logsumexp(n)) - t


### END SOLUTION

# %% check="09-top_repair"
check("09-top_repair", top_error)

# %% [markdown]
# ### Task 15. Extra: all the slopes of a softmax (1 point, O3)
#
# What is the whole derivative, of which $g'$ is a part? By its own logit a probability has the slope $\partial p_k/\partial n_k = p_k\,(1-p_k)$, as with a sigmoid. By another one it is $\partial p_k/\partial n_c = -p_k\,p_c$: what class $c$ gains, the others lose. Take $p = (0.5, 0.3, 0.2)$. Give the Jacobian $\partial p/\partial n$ as an array, a row for each probability.
#
# <details><summary>Hint 1</summary>How many numbers are there, and how many of them are slopes by a probability's own logit?</details>
# <details><summary>Hint 2</summary>The diagonal first. Then each other place: minus the product of the p of its row and the p of its column.</details>
# <details><summary>Hint 3</summary>A neighbour: for p = (0.9, 0.1) it is [[0.09, −0.09], [−0.09, 0.09]]. Each row adds up to 0.</details>

# %% answer="09-slopes_of_p"
dp_dn = None  # replace None by np.array([[..., ..., ...], ...])
### BEGIN SOLUTION
dp_dn = np.array([[0.25, -0.15, -0.1], [-0.15, 0.21, -0.06], [-0.1, -0.06, 0.16]])
### END SOLUTION

# %% check="09-slopes_of_p"
check("09-slopes_of_p", dp_dn)

# %%
p_known, t_known = np.array([0.5, 0.3, 0.2]), np.array([0.0, 1.0, 0.0])
jacobian = np.diag(p_known) - np.outer(p_known, p_known)
sent_back = jacobian.T @ (-t_known / p_known)
print("second class right: J.T @ ∂E/∂p =", sent_back.round(4), "  p − t =", p_known - t_known)

# %% [markdown]
# ### Task 16. Extra: the cover slide (1 point, O4)
#
# With two classes one sigmoid output is enough: $p = \sigma(n)$ for the first class, $1-p$ for the second. The cover of lecture 001 shows a derivation of its error, as decoration; our copy of it may not be exact. Four of its lines, in our symbols, where $E = -\bigl(t\ln p + (1-t)\ln(1-p)\bigr)$:
#
# 1. $\dfrac{\partial E}{\partial n} = -\Bigl(\dfrac{t}{p} - \dfrac{1-t}{1-p}\Bigr)\dfrac{\partial p}{\partial n}$
# 2. $= -\Bigl(\dfrac{t}{p} - \dfrac{1-t}{1-p}\Bigr)\bigl(p - (1-p)\bigr)$
# 3. $= -\bigl(t(1-p) - (1-t)p\bigr)$
# 4. $= -(t - tp - p + tp) = p - t$
#
# Which line holds the slip? Put $p = 0.7$ and $t = 1$ into each, and compare with the $E$ of two forward passes if you like. Answer with the number of the line.
#
# <details><summary>Hint 1</summary>With p = 0.7 and t = 1, which lines give the same number?</details>
# <details><summary>Hint 2</summary>What is the slope of a sigmoid, written with its activation?</details>
# <details><summary>Hint 3</summary>A neighbour: for p = 0.9 the slope is 0.9 · 0.1 = 0.09; the difference 0.9 − 0.1 is 0.8.</details>

# %% answer="09-cover"
slip = None  # replace None by 1, 2, 3 or 4
### BEGIN SOLUTION
slip = 2
### END SOLUTION

# %% check="09-cover"
check("09-cover", slip)

# %%
n_cover = np.log(0.7 / 0.3)  # where the sigmoid is 0.7


def E_cover(n):
    return -np.log(sigmoid(n))  # t = 1


cover = gradient_check(E_cover, n_cover, 0.7 - 1, quiet=True)
print(f"two forward passes {cover.numerical[0]:.4f}, p − t = {0.7 - 1:.4f}")
print(f"with p − (1 − p) in place of p (1 − p): {-(1 / 0.7) * (0.7 - 0.3):.6f}")

# %% [markdown]
# The same cover writes $\log$ of the complement as $1-\log h$, sets the square inside the bracket of $\tfrac12\sum(\bar y - y^2)$, and ends a chain for $W_1$ with a factor of $W_2$. Its last line is right all the same: the error is $p - t$ once more.
#
# ### A penalty on large weights
#
# Lecture 002 adds $\tfrac{\lambda}{2}\lVert W\rVert_2^2$, half of all squared weights times a constant, our `l2`. Its gradient is `l2 * W`, added to every `dW`; biases are free. The backward pass is untouched. The best weights are those that make the sum of the loss over the whole training set, plus this term, as small as possible.

# %% [markdown]
# ## F. Digits
#
# All parts are there. One is still yours: the loop that learns.
#
# ### Task 17. The training loop (3 points, O5)
#
# Write `train(x, t, W, b, eta, l2, steps)`. It takes `steps` steps of gradient descent with all patterns of `x` at once, and returns the lists `W, b` after the last one. The network has sigmoid hidden layers and a softmax on top; $E = -\sum t\ln p + \tfrac{l2}{2}\sum W^2$, summed over patterns. You may call `keep_all`, `backward`, `softmax`.
#
# <details><summary>Hint 1</summary>Forward, backward, update: which line of each do you have already?</details>
# <details><summary>Hint 2</summary>In each step: n and a from keep_all; the top error from softmax(n[-1]) and t; dW, db from backward; then every W[j] and b[j] by its own gradient, that of W[j] with the penalty's.</details>
# <details><summary>Hint 3</summary>A neighbour with one number: <code>for _ in range(steps): w = w - eta * (gradient(w) + l2 * w)</code>.</details>


# %% answer="09-train"
def train(x, t, W, b, eta, l2, steps):
    """The lists W and b after so many steps on the patterns x with targets t."""
    ### BEGIN SOLUTION
    for _ in range(steps):
        n, a = keep_all(x, W, b)
        dW, db = backward(softmax(n[-1]) - t, W, n, a)
        W = [None] + [W[j] - eta * (dW[j] + l2 * W[j]) for j in range(1, len(W))]
        b = [None] + [b[j] - eta * db[j] for j in range(1, len(b))]
    return W, b
    ### END SOLUTION


# %% check="09-train"
check("09-train", train)

# %% [markdown]
# ### The data
#
# We want no download. Nothing among the course's packages is a good set of labelled images, so we make one: the ten digits of typefaces that matplotlib brings, shrunk to 8 × 8 pixels, moved at random and sprinkled with noise. They are real typefaces, but easier than handwriting.
#
# Some typefaces are **held out**: the network never sees them while it learns. Is a new copy of a typeface that it knows a fair test? No: it would be too easy.

# %%
x_seen, digits_seen = font_digits(SEEN, copies=8, seed=0)
x_new, digits_new = font_digits(HELD_OUT, copies=8, seed=1)
t_seen = np.eye(10)[:, digits_seen]
t_new = np.eye(10)[:, digits_new]
print(len(SEEN), "typefaces to learn from:", x_seen.shape[1], "images")
print(len(HELD_OUT), "typefaces held out:", x_new.shape[1], "images")

# %% tags=["nbval-ignore-output"]
digit_sheet(
    np.hstack([x_seen[:, ::8][:, :20], x_new[:, ::8][:, :10]]),
    [*digits_seen[::8][:20], *digits_new[::8][:10]],
    says="Ten digits of three typefaces as the network sees them, 8 by 8 pixels; the number above "
    "is the target. The last row comes from a typeface that is held out.",
)

# %% [markdown]
# Before you run on: how many of the 400 held-out images will a 64-24-16-10 network get right after 40 epochs? Write a number down.
#
# The next cell runs your `train` on 20 images at a time, in a new random order each epoch. If it is not ready, the engine's network takes its place, from the same start. The cell is long; run it now and read it when you like.

# %%
deep = {"sizes": [64, 24, 16, 10], "f": ["sigmoid", "sigmoid", "softmax"], "l2": 0.001}
start = Network(**deep, seed=0)


def one_step(x, t, W, b):
    """One step by the student's functions; the engine's where they are not ready."""
    if own:
        return train(x, t, W, b, 0.03, 0.001, 1)
    start.forward(x)
    start.backward(t)
    start.step(0.03)
    return start.W, start.b


def judge(x, digits):
    """Share of right answers and mean negative log-likelihood."""
    n = keep_all(x, W, b)[0][-1]
    nll = logsumexp(n).ravel() - n[digits, np.arange(len(digits))]
    return (n.argmax(axis=0) == digits).mean(), nll.mean()


try:  # ready if a step on four images gives what the engine's network gives
    W, b = ([None, *(each.copy() for each in layers[1:])] for layers in (start.W, start.b))
    W_try, b_try = train(x_seen[:, :4], t_seen[:, :4], W, b, 0.03, 0.001, 1)
    test = Network(**deep, seed=0)
    test.forward(x_seen[:, :4])
    test.backward(t_seen[:, :4])
    test.step(0.03)
    own = all(np.allclose(W_try[j], test.W[j]) for j in (1, 2, 3))
    own = own and all(np.allclose(b_try[j], test.b[j]) for j in (1, 2, 3))
except Exception:  # not written yet, or not finished
    own = False
W, b = ([None, *(each.copy() for each in layers[1:])] for layers in (start.W, start.b))
order = np.random.default_rng(5)
curves = {"seen typefaces": [], "held-out typefaces": []}
for epoch in range(41):
    (right, E_seen), (right_new, E_new) = judge(x_seen, digits_seen), judge(x_new, digits_new)
    curves["seen typefaces"].append(E_seen)
    curves["held-out typefaces"].append(E_new)
    if epoch in (0, 1, 5, 10, 20, 40):
        print(f"epoch {epoch:2}: right {right:6.1%} of the seen, {right_new:6.1%} of the held out")
    if epoch < 40:
        for part in np.split(order.permutation(960), 48):
            W, b = one_step(x_seen[:, part], t_seen[:, part], W, b)

# %%
print("trained by", "your own functions" if own else "the engine, until Task 17 is right")

# %% tags=["nbval-ignore-output"]
loss_curve(
    curves,
    says="The mean negative log-likelihood over 40 epochs. Both curves fall together at first; "
    "then the one of the held-out typefaces flattens far above the other.",
    step="epoch",
)

# %% tags=["nbval-ignore-output"]
answers = keep_all(x_new, W, b)[0][-1].argmax(axis=0)
wrong = np.flatnonzero(answers != digits_new)[:20]
digit_sheet(
    x_new[:, wrong],
    digits_new[wrong],
    says="Held-out images that the network gets wrong: target, arrow, answer.",
    answers=answers[wrong],
)

# %% [markdown]
# Which of the two percentages would you print in a report? And does the depth pay? A network without any hidden layer is the honest rival.

# %%
rival = Network([64, 10], ["softmax"], seed=0, l2=0.001)
order = np.random.default_rng(5)
for _ in range(40):
    for part in np.split(order.permutation(960), 48):
        rival.forward(x_seen[:, part])
        rival.backward(t_seen[:, part])
        rival.step(0.03)
for name, x, digits in (("seen", x_seen, digits_seen), ("held out", x_new, digits_new)):
    share = (rival.forward(x).argmax(axis=0) == digits).mean()
    print(f"no hidden layer, {name}: {share:.1%} right")

# %% [markdown]
# The two hidden layers bring less than one might hope. Both networks do clearly worse on new typefaces than on those that they have seen, and that drop is the honest news. The deep network is ahead by a few images in four hundred; another start could turn that round. Nor are they four hundred independent questions: each of fifty shapes comes eight times. And neither network was tuned; both got the same learning rate and the same 40 epochs. A deeper network *can* do more: XOR showed it. Whether it does on your data, only a fair comparison on unseen data tells. What helps a deep network to learn is the subject of unit 10.
#
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# Suppose we had chosen the held-out images at random from all typefaces. Would the second percentage be higher or lower? Which of the two tests would you want for a postal machine that meets unknown typefaces?
#
# <details><summary>After you have talked</summary>
#
# Higher: the network would have met the same outlines, only moved and with other noise. Such a test measures how well noise is ignored. Whoever will meet new typefaces must be tested on new typefaces.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand)
#
# A colleague replaces the half squared error by softmax and negative log-likelihood in a network of ten layers and fears that the whole backward pass must be derived again. Answer in four to six sentences.
#
# | points | your answer … |
# |---|---|
# | 1 | names the three steps and says which one the loss enters |
# | 1 | says why step 1 gives $p - t$ and why an elementwise slope does not |
# | 1 | names a check that would find a slip, and says what it compares |

# %% [markdown] manual="09-reflect" points=3
# ### BEGIN SOLUTION
# The backward pass has three steps: find the error in the top layer, compute each layer's gradients from the error above and the activation below, send the error down through $W^T$ and the slope. Only the first knows the loss; the other two are the same for every loss and every depth. So one line changes: $\delta[L] = p - t$ takes the place of $(y-t)\odot f'(n[L])$. Each probability of a softmax depends on every logit, and the sum over these paths leaves $p - t$; an elementwise slope $p(1-p)$ keeps one path of each, and sends no error at all to the wrong classes. Whether the change is right a gradient check tells: for some weights it compares the gradient with the difference of two losses, at $w+h$ and $w-h$, divided by $2h$.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently, and why
#
# The general network comes without printed numbers, so there is no table of digits here. What differs are names and signs:
#
# - Lecture 001 calls $\tfrac12\sum(t-y)^2$ the *mean* squared error. With one output it is half the mean. With two outputs ½ of the sum *is* the mean, so the name fits by chance. With three it is one and a half times the mean.
# - Lecture 004 has $E = (t-o)^2$ and drops the factor 2 into the learning rate.
# - Lecture 002 writes $\partial h a_{k+1}/\partial h_k = W_k$, with an $h$ too many, and sums over $i$ where its terms carry the index $n$: slips of the pen.
# - Lecture 002 names the loss once $\mathcal L(f(x), y)$ and once $\mathcal L(y, f(x))$. Read what is meant; the value is the same.
#
# Here is the first point in numbers.

# %%
for outputs in (1, 2, 3):
    errors = np.full(outputs, 0.4)
    half, mean = (errors**2).sum() / 2, (errors**2).mean()
    print(f"{outputs} outputs, each error 0.4: ½ Σ = {half:.2f}, mean = {mean:.2f}")

# %% [markdown]
# ## Further reading
#
# The lectures name these:
#
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5: backpropagation in fully connected networks and beyond.
# - A. Zhang and others, *Dive into Deep Learning*, sections 5.1 to 5.3: multilayer networks from nothing.
# - M. Bernacki, P. Włodarczyk, A. Gołda (AGH Kraków, 2005), *Principles of training multi-layer neural network using backpropagation*: the walk of part B, in pictures.
# - H. Larochelle's *Neural Networks* lectures, and the video and blog on the cross-entropy loss: part E from another side.
# - Stanford's CS231n: softmax and its gradient in code.
#
# ## Back to the objectives
#
# - **O1** You wrote $L$ layers as one loop, and counted that all gradients cost less than two forward passes.
# - **O2** You carried an error through three layers by hand, and then through any number in code.
# - **O3** You made softmax safe, and found $p - t$ for three classes.
# - **O4** You found what three slides lack: slopes on the way, a sign and an index, the other paths of a softmax.
# - **O5** You trained your own network and judged it on typefaces that it had not seen, beside an honest rival.
#
# Next: unit 10, where networks are trained in practice.
