# %% [markdown]
# # Unit 08. Matrices and shapes
#
# A layer with a thousand inputs and a thousand outputs has a million weights. Nobody writes a million chain rules. How do a few matrix products give a million gradients, and where does the transpose in them come from?
#
# **What you will be able to do**
#
# - **O1** Tell gradient and Jacobian apart, know their shapes, and translate between the two layouts in use.
# - **O2** Work out the gradients of $f = \lVert Wx\rVert^2$ by hand, number by number and as matrix products.
# - **O3** Find a dropped index and a transposed gradient on a slide, prove it with a gradient check, and repair it.
# - **O4** Write what a matrix product sends back, for batches in columns and for batches in rows, and never build a Jacobian.
# - **O5** Run a two-layer network with ReLU and sigmoid backward, in matrices.
#
# **Time** About 60 minutes in two sittings. First sitting: A one matrix, one number 12, B the gradient as a matrix 12, C Jacobians 9. Second sitting: D batches in columns 5, E batches in rows 6, F two layers 10, reflection and the end 6. One task is marked **Extra** (6). It takes 3 minutes more, and you may leave it for another day. The talk with a neighbour comes on top too.
#
# **What you need** Unit 05 (upstream times local, paths add), unit 06 (the matrix form of a backward pass), and `@`, `*` and `.T` of NumPy.

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
from collections import Counter

import numpy as np
from backprop import Graph, Network, gradient_check, relu, sigmoid
from backprop.widgets.circuit import circuit
from backprop.widgets.jacobian_pattern import jacobian_pattern
from backprop.widgets.live.shapes import ShapeMatcher
from backprop.widgets.shape_boxes import shape_boxes

from autograder import check
from autograder.numbers import all_numbers

# %% [markdown]
# ## The lectures' symbols and ours
#
# The example is from lecture 000 (G. Miles), with other numbers in lecture 002 (E. Sayrol); the shapes of derivatives and the two-layer network are from lecture 001 (E. E. Aksoy).
#
# | lecture | here |
# |---|---|
# | 000: $W\cdot x$, $2q\cdot x^T$ | matrix products $Wx$, $2q\,x^T$; `@` in code |
# | 000, 002: $\nabla_W f$, $\nabla_x f$ | $\partial f/\partial W$, $\partial f/\partial x$; `dW`, `dx` in code |
# | 001: $z^{[1]}, z^{[2]}$ | net inputs $n[1], n[2]$ |
# | 001: $a^{[1]}, a^{[2]}$, $W^{[1]}, b^{[1]}$ | $a[1]$, $y$, $W[1]$, $b[1]$ |
# | 001: $(\partial y/\partial x)_{n,m} = \partial y_m/\partial x_n$, an $N\times M$ matrix | the same turned: row $m$ for $y_m$, column $n$ for $x_n$ |
# | 002: $\nabla_x z = (\partial y/\partial x)^T\,\nabla_y z$ | as here |
#
# $G$ stands for the upstream gradient, $\partial f/\partial q$, wherever $q$ is an array. Up to Part E the last node of a graph is called $f$: nothing is learned yet, so it is no loss.

# %% [markdown]
# ## A. One matrix, one number
#
# Lecture 000 ends its graphs with one whose nodes hold vectors: multiply a column $x$ by a matrix $W$, then add up the squares of what comes out.
#
# $$q = Wx, \qquad f = \lVert q\rVert^2 = q_1^2 + q_2^2, \qquad W = \begin{pmatrix} 0.3 & -0.5\\ 0.7 & 0.1\end{pmatrix}, \quad x = \begin{pmatrix} 0.3\\ 0.7\end{pmatrix}.$$

# %%
W = np.array([[0.3, -0.5], [0.7, 0.1]])
x = np.array([[0.3], [0.7]])
q = W @ x
for k in range(2):
    terms = f"{W[k, 0]:4}·{x[0, 0]} + {W[k, 1]:4}·{x[1, 0]}"
    print(f"q{k + 1} = {terms} = {q[k, 0]:.2f}")

# %% [markdown]
# ### Task 1. Predict (1 point, O2)
#
# $W_{12} = -0.5$ stands in row 1, column 2. It is raised a little, to −0.49. What does $f$ do?
#
# - `"a"` it grows
# - `"b"` it shrinks
# - `"c"` it stays as it is
#
# <details><summary>Hint 1</summary>Which of the two q's contains the entry in row 1?</details>
# <details><summary>Hint 2</summary>Which way does that q move, and is it then nearer to 0 or farther from it?</details>
# <details><summary>Hint 3</summary>A neighbour: W21 = 0.7 stands in row 2. Raised, it lifts q2 from 0.28 further away from 0, so f grows.</details>

# %% answer="08-predict"
f_will = None  # replace None by "a", "b" or "c"
### BEGIN SOLUTION
f_will = "b"
### END SOLUTION

# %% check="08-predict"
check("08-predict", f_will)


# %%
def f_with(W12):
    return ((np.array([[0.3, W12], [0.7, 0.1]]) @ x) ** 2).sum()


print(f"W12 from -0.50 to -0.49: f changes by {f_with(-0.49) - f_with(-0.50):.5f}")

# %% [markdown]
# ### Task 2. Forward (1 point, O2)
#
# What is $f$ for the $W$ of the lecture?
#
# <details><summary>Hint 1</summary>Which two numbers does the matrix product give?</details>
# <details><summary>Hint 2</summary>Square each of them, then add. There is no ½ here and no root.</details>
# <details><summary>Hint 3</summary>A neighbour: for q = (−0.3, 0.4) it is 0.09 + 0.16 = 0.25.</details>

# %% answer="08-f"
f = None  # replace None by your number or expression
### BEGIN SOLUTION
f = q[0, 0] ** 2 + q[1, 0] ** 2
### END SOLUTION

# %% check="08-f"
check("08-f", f)

# %% [markdown]
# ### Worked: back to $q$ and to $x_2$
#
# First back through the squares: $f = q_1^2 + q_2^2$ gives $\partial f/\partial q_k = 2q_k$. Together these are the column $2q$.
#
# Then back through the product. Where is $x_2$ used? In *both* rows: $q_1 = W_{11}x_1 + W_{12}x_2$ and $q_2 = W_{21}x_1 + W_{22}x_2$. It is a copy, so two paths come back and add:
#
# $$\frac{\partial f}{\partial x_2} = \frac{\partial f}{\partial q_1}\,W_{12} + \frac{\partial f}{\partial q_2}\,W_{22}.$$

# %% tags=["nbval-ignore-output"]
norm = Graph("q1 = W11 * x1 + W12 * x2; q2 = W21 * x1 + W22 * x2; f = q1 * q1 + q2 * q2")
norm.forward(W11=0.3, W12=-0.5, W21=0.7, W22=0.1, x1=0.3, x2=0.7)
norm.backward()
circuit(
    norm,
    gradients=False,
    bold=("x2", *(p.name for n in norm.nodes for p in n.parents if p.name.startswith("s"))),
    says="The same f as a graph of numbers. Each of x1 and x2 leaves along two lines, one into "
    "each row of the product; those of x2 are drawn boldly.",
)

# %%
dq = 2 * q
first_path, second_path = dq[0, 0] * W[0, 1], dq[1, 0] * W[1, 1]
print(f"∂f/∂q  = 2q = ({dq[0, 0]:.2f}, {dq[1, 0]:.2f})")
print(f"∂f/∂x2 = ({dq[0, 0]:.2f})·({W[0, 1]}) + {dq[1, 0]:.2f}·{W[1, 1]}")
print(f"       = {first_path:.3f} + {second_path:.3f} = {first_path + second_path:.3f}")

# %% [markdown]
# ### Task 3. Yours: $\partial f/\partial x_1$ (1 point, O2)
#
# <details><summary>Hint 1</summary>Which two entries of W stand in front of x1?</details>
# <details><summary>Hint 2</summary>One product for each row: what arrives at q_k, times the entry of row k in the column of x1. Then add.</details>
# <details><summary>Hint 3</summary>A neighbour: if 0.4 and −0.2 arrive at the q's and the column of W is (0.5, 0.3), then 0.4 · 0.5 + (−0.2) · 0.3 = 0.14.</details>

# %% answer="08-df_dx1"
df_dx1 = None  # replace None by your number or expression
### BEGIN SOLUTION
df_dx1 = dq[0, 0] * W[0, 0] + dq[1, 0] * W[1, 0]
### END SOLUTION

# %% check="08-df_dx1"
check("08-df_dx1", df_dx1)

# %% [markdown]
# Look at what was multiplied: the *column* of $W$ that belongs to $x_1$, with the column $2q$. Forward, rows of $W$ gather. Backward, columns of $W$ gather. To make columns into rows is to transpose:
#
# $$\frac{\partial f}{\partial x} = W^T\,2q.$$
#
# So $W^T$ times upstream is nothing but a sum over paths, done for all inputs at once. Lecture 001's last discussion asks how to get $\partial E/\partial w_3$ in the 3-2-2 network and answers with a sum of two products, one through each output. That sum is one row of $W[2]^T\delta[2]$, as this cell shows.

# %%
net = Network([3, 2, 2], f="sigmoid")
net.W[1], net.b[1] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]), np.array([[0.5], [0.5]])
net.W[2], net.b[2] = np.array([[0.7, 0.9], [0.8, 0.1]]), np.array([[0.5], [0.5]])
net.forward([[1], [4], [5]])
net.backward([[0.1], [0.05]])
d_c, d_d = net.delta[2].ravel()
at_a = (net.W[2].T @ net.delta[2])[0, 0]
print(f"what arrives at a_a: {d_c:.4f}·0.7 + {d_d:.4f}·0.8 = {d_c * 0.7 + d_d * 0.8:.4f}")
print(f"row 1 of W[2].T @ delta[2]:           {at_a:.4f}")
slope_a = (net.a[1] * (1 - net.a[1]))[0, 0]
print(f"∂E/∂w3 = {at_a:.4f} · {slope_a:.4f} · 4 = {at_a * slope_a * 4:.5f}")

# %% [markdown]
# ### Task 4. $\partial f/\partial W_{12}$ (1 point, O2)
#
# Back to $\lVert Wx\rVert^2$. Your prediction gave the sign; now the number. How many paths does one *weight* have?
#
# <details><summary>Hint 1</summary>Into which q does W12 go, and what does it multiply there?</details>
# <details><summary>Hint 2</summary>One path: what arrives at the q of its row, times the x of its column.</details>
# <details><summary>Hint 3</summary>A neighbour: if −0.2 arrives at q2 and x1 = 0.5, then ∂f/∂W21 = −0.2 · 0.5 = −0.1.</details>

# %% answer="08-df_dW12"
df_dW12 = None  # replace None by your number or expression
### BEGIN SOLUTION
df_dW12 = dq[0, 0] * x[1, 0]
### END SOLUTION

# %% check="08-df_dW12"
check("08-df_dW12", df_dW12)

# %% [markdown]
# ## B. The gradient as a matrix
#
# ### The index that fell out
#
# Now for all four entries at once. Lecture 000 begins like this, for a product $q = Wx$ of any size:
#
# $$\frac{\partial q_k}{\partial W_{ij}} = x_j, \qquad \frac{\partial f}{\partial W_{ij}} = \sum_k \frac{\partial f}{\partial q_k}\,\frac{\partial q_k}{\partial W_{ij}} = \sum_k (2q_k)\,x_j = 2q_i\,x_j.$$
#
# The end is right. But put numbers into the last sum, and it does not give the end.

# %%
print("j    Σ_k 2q_k x_j     2q_1 x_j    2q_2 x_j")
for j in range(2):
    as_printed = sum(2 * q[k, 0] * x[j, 0] for k in range(2))
    print(f"{j + 1}  {as_printed:13.3f}  {2 * q[0, 0] * x[j, 0]:12.3f}{dq[1, 0] * x[j, 0]:12.3f}")

# %% [markdown]
# ### Task 5. Find the slip (1 point, O3)
#
# What is wrong with $\partial q_k/\partial W_{ij} = x_j$?
#
# - `"a"` It should be $W_{ij}$.
# - `"b"` A factor 2 is missing.
# - `"c"` It holds only for $k = i$; for $k \ne i$ the derivative is 0.
# - `"d"` It should be $x_i$.
#
# <details><summary>Hint 1</summary>Does W12 occur in q2?</details>
# <details><summary>Hint 2</summary>Write q1 and q2 out, and differentiate each of them by W12.</details>
# <details><summary>Hint 3</summary>A neighbour: for the sums r1 = u1 + u2 and r2 = v1 + v2 the derivative of r_k by u1 is 1 for k = 1 and 0 for k = 2; "it is 1" leaves out the k.</details>

# %% answer="08-indicator"
missing = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
missing = "c"
### END SOLUTION

# %% check="08-indicator"
check("08-indicator", missing)

# %% [markdown]
# One writes $\mathbb 1_{k=i}\,x_j$, where $\mathbb 1_{k=i}$ is 1 if $k = i$ and 0 otherwise. Then the sum over $k$ keeps one term, $2q_i x_j$, and everything is right. Such an *indicator* is easily lost when a formula is copied.
#
# ### From indices to matrices
#
# The entry in row $i$, column $j$ of the gradient is $2q_i\,x_j$: the row number belongs to $q$, the column number to $x$. A table of all products of a column and a row is their **outer product**:
#
# $$\frac{\partial f}{\partial W} = 2q\,x^T.$$
#
# **The rule of shapes.** A gradient has exactly the shape of the thing it belongs to. $W$ is outputs × inputs, so $\partial f/\partial W$ is too. If you remember which factors meet, the shapes tell you their order and where the transpose goes: $(2\times1)(1\times2)$ is $2\times2$.

# %% tags=["nbval-ignore-output"]
shape_boxes(
    [
        ("dW", (3, 4), "outputs", "inputs"),
        "=",
        ("G", (3, 1), "outputs", ""),
        "@",
        ("x.T", (1, 4), "", "inputs"),
    ],
    says="For a layer with 4 inputs and 3 outputs: a column of 3 upstream gradients times a row of "
    "4 inputs is a matrix of 3 rows and 4 columns, the shape of W.",
)

# %% [markdown]
# ### The slide's numbers
#
# The slide prints, beside its graph, the right formula $2q\,x^T$ and this matrix:
#
# $$\frac{\partial f}{\partial W} \stackrel{?}{=} \begin{pmatrix} -0.156 & 0.168\\ -0.364 & 0.392\end{pmatrix}.$$
#
# Compare it with your number for $W_{12}$, and let a gradient check decide.

# %%
printed = np.array([[-0.156, 0.168], [-0.364, 0.392]])


def f_of_W(V):
    return ((V @ x) ** 2).sum()


print("the slide's matrix")
on_slide = gradient_check(f_of_W, W, printed)
print("\n2q x.T")
outer = gradient_check(f_of_W, W, 2 * q @ x.T)

# %% [markdown]
# The two entries off the diagonal have changed places: the slide shows $x\,(2q)^T$, the **transposed** gradient. On a square matrix nothing warns you. The shape is right, the diagonal is right, and even a step against it may lower the loss. Only a check of single entries tells.
#
# ### Task 6. Extra: another $\lVert Wx\rVert^2$ (2 points, O2)
#
# Lecture 002 has the same graph as a figure, with the numbers of a Stanford course: $W = \begin{pmatrix} 0.1 & 0.5\\ -0.3 & 0.8\end{pmatrix}$, $x = \begin{pmatrix} 0.2\\ 0.4\end{pmatrix}$. Give $\partial f/\partial W$ as an array of two rows, and $\partial f/\partial x$ as an array of two numbers. Paper or NumPy, as you like.
#
# <details><summary>Hint 1</summary>What is q, and what arrives at it?</details>
# <details><summary>Hint 2</summary>2q times the row x^T for W, and W^T times 2q for x.</details>
# <details><summary>Hint 3</summary>A neighbour: with 2q = (1, −2) and x = (3, 5) the first is [[3, 5], [−6, −10]]; with W = [[2, 0], [1, 4]] the second is (2·1 + 1·(−2), 0·1 + 4·(−2)) = (0, −8).</details>

# %% answer="08-second"
dW_second = None  # replace None by np.array([[..., ...], [..., ...]])
dx_second = None
### BEGIN SOLUTION
W_second, x_second = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([[0.2], [0.4]])
dW_second = 2 * W_second @ x_second @ x_second.T
dx_second = W_second.T @ (2 * W_second @ x_second)
### END SOLUTION

# %% check="08-second"
check("08-second", (dW_second, dx_second))

# %% [markdown]
# ### Task 7. Repair it (2 points, O3)
#
# This function runs without complaint as long as $W$ is square. Each line has a slip. Repair both.
#
# <details><summary>Hint 1</summary>What would happen for a W of 3 rows and 2 columns? Try it.</details>
# <details><summary>Hint 2</summary>The shape of dW is rows of W by columns of W. And backward the columns of W gather, not the rows.</details>
# <details><summary>Hint 3</summary>A neighbour: for u (3, 1) and v (2, 1), <code>u @ v.T</code> is (3, 2) and <code>v @ u.T</code> is (2, 3). For M (3, 2), <code>M.T @ u</code> is (2, 1) and <code>M @ u</code> does not exist.</details>


# %% answer="08-repair"
def norm_gradients(W, x):
    """∂f/∂W and ∂f/∂x of f = ||W x||²."""
    G = 2 * (W @ x)
    dW = x @ G.T
    dx = W @ G
    return dW, dx


### BEGIN SOLUTION
# The released cell holds only the version above.


def _repaired(W, x):
    upstream = 2 * (W @ x)
    return upstream @ x.T, W.T @ upstream


norm_gradients = _repaired  # noqa: F811
### END SOLUTION

# %% check="08-repair"
check("08-repair", norm_gradients)

# %% [markdown]
# Prove your repair. The next cell asks both of your gradients the same question that the slide's matrix was asked.

# %%
try:
    dW_yours, dx_yours = norm_gradients(W, x)
    gradient_check(f_of_W, W, dW_yours)
    gradient_check(lambda v: ((W @ v) ** 2).sum(), x, dx_yours)
except Exception as stopped:  # not finished yet
    print(f"No gradients to compare yet: {stopped!r}.")

# %% [markdown]
# ## C. Jacobians
#
# Lecture 001 sorts derivatives by what goes in and what comes out.
#
# | from | to | name | question | how many numbers |
# |---|---|---|---|---|
# | number $x$ | number $y$ | derivative | if $x$ changes a little, by how much does $y$? | 1 |
# | vector $x$, $N$ entries | number $y$ | **gradient** | the same for each entry of $x$ | $N$ |
# | vector $x$, $N$ entries | vector $y$, $M$ entries | **Jacobian** | the same for each entry of $x$ and each of $y$ | $M \cdot N$ |
#
# How should the $M \cdot N$ numbers be laid out? Here the lectures differ. Lecture 002 gives each *output* a row, so the matrix is $M\times N$; the Jacobian of $Wx$ by $x$ is then $W$ itself. Lecture 001 gives each *input* a row, $N\times M$; then it is $W^T$. Neither is wrong. Our course keeps to the first.
#
# Let $z$ be a number computed from $y$. The chain rule sums over the entries of $y$: $\partial z/\partial x_n = \sum_m \partial z/\partial y_m\cdot\partial y_m/\partial x_n$. With the Jacobian $J$ of lecture 002's layout this is $\nabla_x z = J^T\,\nabla_y z$.

# %%
J = W  # the Jacobian of q = W x by x: row k, column i holds ∂q_k/∂x_i
print("∂f/∂x = J.T @ ∂f/∂q =", (J.T @ dq).ravel().round(3))
other_layout = J.T  # row i, column k
print("in the other layout, shape", other_layout.shape, "holds", other_layout.ravel())

# %% [markdown]
# ### Task 8. A Jacobian (1 point, O1)
#
# Take $y_1 = x_1x_2$ and $y_2 = x_2 + x_3^2$ at $x = (2, 3, -1)$. Give $\partial y/\partial x$ as an array, in our layout.
#
# <details><summary>Hint 1</summary>How many outputs are there, and how many inputs? So how many rows and columns?</details>
# <details><summary>Hint 2</summary>Row by row: the row of an output holds its derivatives by x1, by x2 and by x3. An input that does not occur in it gives 0.</details>
# <details><summary>Hint 3</summary>A neighbour: for y1 = 5 x1 and y2 = x1² x2 at x = (3, 4) it is [[5, 0], [24, 9]].</details>

# %% answer="08-jacobian"
dy_dx = None  # replace None by np.array([[..., ...], ...])
### BEGIN SOLUTION
dy_dx = np.array([[3, 2, 0], [0, 1, -2]])
### END SOLUTION

# %% check="08-jacobian"
check("08-jacobian", dy_dx)

# %% [markdown]
# ### Task 9. In the other layout (1 point, O1)
#
# In lecture 001's layout $\partial y/\partial x$ has a row for each input and a column for each output. How does the chain rule read there?
#
# - `"a"` $\nabla_x z = (\partial y/\partial x)\,\nabla_y z$
# - `"b"` $\nabla_x z = (\partial y/\partial x)^T\,\nabla_y z$
# - `"c"` $\nabla_x z = \nabla_y z\,(\partial y/\partial x)$
# - `"d"` $\nabla_x z = (\partial y/\partial x)\odot\nabla_y z$
#
# <details><summary>Hint 1</summary>For 2 inputs and 3 outputs: which shapes have the matrix, the gradient by y and the gradient by x?</details>
# <details><summary>Hint 2</summary>The sum runs over the outputs. It must be the columns that are summed over.</details>
# <details><summary>Hint 3</summary>A neighbour: a matrix A of 2 rows and 3 columns can be multiplied by a column of 3, as A v, and gives a column of 2.</details>

# %% answer="08-layout"
rule = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
rule = "a"
### END SOLUTION

# %% check="08-layout"
check("08-layout", rule)

# %% [markdown]
# ### How large is a Jacobian?
#
# The Jacobian of $q = Wx$ by $x$ is just $W$. But by $W$? Then every weight is an input. Let us look at one, for 4 inputs and 3 outputs, measured by nudging every weight.

# %%
random = np.random.default_rng(0)
V, five = random.uniform(0.5, 1, (3, 4)), random.uniform(0.5, 1, (4, 5))
one = five[:, [0]]


def jacobian_by_W(x):
    """A row for each entry of q = V x, a column for each weight, by nudges."""
    columns = []
    for place in np.ndindex(V.shape):
        nudged = V.copy()
        nudged[place] += 1.0  # q is linear in W, so a large nudge is as good as a small one
        columns.append((nudged @ x - V @ x).round(12).ravel())
    return np.array(columns).T


J_one, J_five = jacobian_by_W(one), jacobian_by_W(five)
print("one pattern: shape", J_one.shape, "with", np.count_nonzero(J_one), "entries not zero")

# %% tags=["nbval-ignore-output"]
jacobian_pattern(
    {"one pattern": J_one, "five patterns": J_five},
    says="The Jacobian of q = Wx by the 12 weights, for one pattern and for five. Dark entries are "
    "not zero. Only one in three is: a weight moves the outputs of its own row alone.",
)

# %% [markdown]
# ### Task 10. Count (1 point, O1)
#
# For five patterns at once, how many entries does that Jacobian have, zeros included?
#
# <details><summary>Hint 1</summary>How many numbers come out, and how many go in?</details>
# <details><summary>Hint 2</summary>Numbers that come out, times numbers that go in. The five patterns share the weights.</details>
# <details><summary>Hint 3</summary>A neighbour: 2 inputs, 6 outputs, 3 patterns make 18 outputs and 12 weights, so 216 entries.</details>

# %% answer="08-jacobian_size"
entries = None  # replace None by a number
### BEGIN SOLUTION
entries = (3 * 5) * (3 * 4)
### END SOLUTION

# %% check="08-jacobian_size"
check("08-jacobian_size", entries)

# %%
layer = 1000
weights, outputs = layer * layer, layer * 64
print(f"a layer of {layer} × {layer}, 64 patterns: {weights:,} weights, {outputs:,} outputs")
print(f"its Jacobian: {weights * outputs:,} entries; the gradient: {weights:,}")

# %% [markdown]
# Nobody builds that. We never want the Jacobian itself, only the Jacobian times what arrives from upstream, and that product has a short form. For $q = Wx$ it is $W^TG$ and $G\,x^T$. **A gate needs no Jacobian. It needs a rule that takes the upstream gradient and returns the downstream ones.**
#
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.

# %% [markdown]
# ## D. Batches in columns
#
# In this course the patterns of a batch are the columns of $x$. With 4 inputs and 5 patterns $x$ is 4 × 5. The same $W$ serves all columns, so it is copied five times, and what comes back from the five is added. Where in the formula does that happen?

# %% tags=["nbval-ignore-output"]
shape_boxes(
    [
        ("dW", (3, 4), "outputs", "inputs"),
        "=",
        ("G", (3, 5), "outputs", "patterns"),
        "@",
        ("x.T", (5, 4), "patterns", "inputs"),
    ],
    says="With five patterns G has five columns and x.T five rows. The product sums over the "
    "patterns, and dW keeps the shape of W.",
)

# %%
G = random.uniform(-1, 1, (3, 5))
summed = sum(G[:, [p]] @ five[:, [p]].T for p in range(5))
print("five outer products, added, equal G @ x.T:", np.allclose(summed, G @ five.T))

# %% [markdown]
# The sum over patterns hides in the matrix product. No pattern number is left in $dW$.
#
# ### Task 11. A shape (1 point, O1)
#
# $W$ is 3 × 4 and there are five patterns. Which shape has $\partial f/\partial x$? Answer with a tuple such as `(7, 8)`.
#
# <details><summary>Hint 1</summary>Of what is it the gradient?</details>
# <details><summary>Hint 2</summary>The rule of shapes. Every pattern has inputs of its own, so here nothing is summed over patterns.</details>
# <details><summary>Hint 3</summary>A neighbour: for W of 2 × 6 and nine patterns it is (6, 9).</details>

# %% answer="08-shape_dx"
shape_dx = None  # replace None by a tuple such as (7, 8)
### BEGIN SOLUTION
shape_dx = (4, 5)
### END SOLUTION

# %% check="08-shape_dx"
check("08-shape_dx", shape_dx)

# %% [markdown]
# ### The multiply gate, for matrices
#
# Lecture 000 heads its `MultiplyGate` with $f(x, W) = Wx$ and multiplies with `*`. What would happen with the matrix and the four pixels of that lecture?

# %%
pixels = np.array([56, 89, 10, 43])
scores = np.array([[0.2, 0.4, 1.3, 2.0], [0, -2.3, 0.1, -1.3]])
print("W * x has the shape", (scores * pixels).shape)
print("W @ x has the shape", (scores @ pixels).shape, "and holds", (scores @ pixels).round(1))

# %% [markdown]
# NumPy stretches $x$ over both rows and multiplies entry by entry, without a word. The products are not added. So a gate for matrices must say `@`.
#
# ### Task 12. Write its backward pass (3 points, O4)
#
# Write `matmul_backward(W, x, G)`: the gate computed `q = W @ x` for a batch in columns, and `G`, of the shape of `q`, arrives from upstream. Return `dW, dx`.
#
# <details><summary>Hint 1</summary>Which shapes must come out? Which of the three arrays can be multiplied to give them?</details>
# <details><summary>Hint 2</summary>The two formulas of Part B with G in the place of 2q. Nothing else changes for a batch.</details>
# <details><summary>Hint 3</summary>A neighbour, the gate q = u + W with a column u added to every pattern: <code>return G.sum(axis=1, keepdims=True), G</code>. What is shared by all patterns is summed over them.</details>


# %% answer="08-matmul"
def matmul_backward(W, x, G):
    """dW and dx of the gate q = W @ x, for W (M, N), x (N, batch) and G (M, batch)."""
    ### BEGIN SOLUTION
    return G @ x.T, W.T @ G
    ### END SOLUTION


# %% check="08-matmul"
check("08-matmul", matmul_backward)

# %% [markdown]
# ## E. Batches in rows
#
# Most software keeps patterns in *rows*: $X$ has the shape batch × inputs. Lecture 002 has such a line too, $H = \max\{0, XW + b\}$, beside $Wh + b$. In PyTorch a linear layer computes
#
# $$Y = X\,W^T + b,$$
#
# with $W$ still stored as outputs × inputs. Is backpropagation different there?
#
# ### Task 13. The row convention (3 points, O4)
#
# Write `row_layer_backward(X, W, b, G)` for $Y = XW^T + b$. $X$ is (batch, N), $W$ (M, N), $b$ has M numbers, and $G$ is (batch, M). Return `dX, dW, db`.
#
# <details><summary>Hint 1</summary>What are the shapes of the three results? On which side of W must G stand?</details>
# <details><summary>Hint 2</summary>Each gradient has the shape of its thing. For dW sum over the patterns, which are the rows now. b is added to every row, so its shares add up.</details>
# <details><summary>Hint 3</summary>A neighbour, Y = X + b: <code>return G, G.sum(axis=0)</code>. And with A of shape (7, 3) and B of shape (7, 2), <code>A.T @ B</code> sums over the 7 and is (3, 2).</details>


# %% answer="08-rows"
def row_layer_backward(X, W, b, G):
    """dX (batch, N), dW (M, N) and db (M,) of Y = X @ W.T + b when G (batch, M) arrives."""
    ### BEGIN SOLUTION
    return G @ W, G.T @ X, G.sum(axis=0)
    ### END SOLUTION


# %% check="08-rows"
check("08-rows", row_layer_backward)

# %% [markdown]
# Now the proof that nothing is different. Take our columns, turn them into rows, use the row formulas, and turn back.

# %%
ours = {"dW": G @ five.T, "dx": V.T @ G, "db": G.sum(axis=1)}
X_rows, G_rows = five.T, G.T
theirs = {"dW": G_rows.T @ X_rows, "dx": (G_rows @ V).T, "db": G_rows.sum(axis=0)}
for name in ours:
    print(f"{name}: columns {ours[name].shape}, from rows {theirs[name].shape}, "
          f"equal: {np.allclose(ours[name], theirs[name])}")  # fmt: skip
K = V.T  # a kernel stored as inputs × outputs, for Y = X K
dK = X_rows.T @ G_rows
print(
    f"stored as inputs × outputs: dK {dK.shape}, the transpose of dW:",
    np.allclose(dK, ours["dW"].T),
)

# %% [markdown]
# | | columns (here) | rows, $W$ outputs × inputs | rows, $K$ inputs × outputs |
# |---|---|---|---|
# | forward | $Wx + b$ | $XW^T + b$ | $XK + b$ |
# | to the inputs | $W^TG$ | $G\,W$ | $G\,K^T$ |
# | to the weights | $G\,x^T$ | $G^TX$ | $X^TG$ |
# | to the bias | sum over columns | sum over rows | sum over rows |
#
# The third column is that of lecture 002's $XW + b$ and of Keras. The numbers are the same in all three; only their places differ. If you port a formula, let the shapes guide you, then run a gradient check.

# %% [markdown]
# ### Try it: match the shapes
#
# **Extra, about 3 minutes.** Which product gives `dW`, and which gives the gradient that is sent down? Predict, then compose it from two factors. Set all three sizes to 3: now every product fits, so what do the shapes still prove? Then change to batches as rows.

# %% tags=["nbval-ignore-output"]
ShapeMatcher()

# %% [markdown]
# ## F. Two layers
#
# Lecture 001's Example IV is a network with vectors: a ReLU layer, then a sigmoid layer.
#
# $$n[1] = W[1]x + b[1],\quad a[1] = \mathrm{ReLU}(n[1]),\quad n[2] = W[2]a[1] + b[2],\quad y = \sigma(n[2]).$$
#
# ReLU is short for rectified linear unit: $\max(0, n)$. It is a max gate with one input held at 0, so it routes: what arrives goes on where $n > 0$, and is dropped where $n < 0$.
#
# The slide sets the slope at $n = 0$ exactly to 1. There the curve has a corner and no slope. PyTorch takes 0, our engine follows the slide, and a gradient check measures something else again:

# %%
corner = Graph("relu(n)")
corner.forward(n=0.0)
print("engine:", corner.backward()["n"])
at_corner = gradient_check(corner, n=0.0)

# %% [markdown]
# No choice is wrong, since a net input of exactly 0 hardly ever occurs. But a check that lands there will complain for no fault of yours.
#
# ### Worked: one pattern
#
# The slide gives no numbers, so here are some, with a target and the half squared error.

# %%
W1, b1 = np.array([[0.5, -1.0], [1.0, 0.5], [-0.5, -0.5]]), np.array([[0.1], [-0.2], [0.3]])
W2, b2 = np.array([[1.0, -0.5, 2.0]]), np.array([[0.2]])
x_in, target = np.array([[1.0], [2.0]]), np.array([[1.0]])
n1 = W1 @ x_in + b1
a1 = relu(n1)
n2 = W2 @ a1 + b2
y = sigmoid(n2)
E = ((target - y) ** 2).sum() / 2
delta2 = (y - target) * y * (1 - y)
da1 = W2.T @ delta2
delta1 = da1 * (n1 > 0) + 0.0  # + 0.0 makes 0 of −0
print("n[1]     =", n1.ravel().round(4), "  a[1] =", a1.ravel().round(4))
print(f"y        = {y.item():.4f}   E = {E:.4f}")
print("delta[2] =", delta2.ravel().round(4))
print("arrives at a[1]:", da1.ravel().round(4))
print("delta[1] =", delta1.ravel().round(4), "  the closed units pass nothing on")
print("dW[1] =", (delta1 @ x_in.T).round(4).tolist())

# %% [markdown]
# Two of the three hidden units are closed for this pattern. Nothing comes through them, and their weights do not learn from it.
#
# ### Task 14. The way back in order (1 point, O5)
#
# Put the lines into an order that works. Answer with five letters. More than one order is right.
#
# - `A` `dW[1] = delta[1] @ x.T`
# - `B` `delta[1] = da[1] * (n[1] > 0)`
# - `C` `dW[2] = delta[2] @ a[1].T`
# - `D` `delta[2] = (y - t) * y * (1 - y)`
# - `E` `da[1] = W[2].T @ delta[2]`
#
# <details><summary>Hint 1</summary>Which line needs nothing but the results of the forward pass?</details>
# <details><summary>Hint 2</summary>For each line, find what stands on its right-hand side and which other line makes it.</details>
# <details><summary>Hint 3</summary>A neighbour: of P: r = 2q, Q: q = p + 1, R: p = 3 the order is RQP.</details>

# %% answer="08-order"
lines = None  # replace None by a text such as "ABCDE"
### BEGIN SOLUTION
lines = "DCEBA"
### END SOLUTION

# %% check="08-order"
check("08-order", lines)

# %% [markdown]
# ### Task 15. Write it (3 points, O5)
#
# Write `two_layer_backward(x, t, W1, b1, W2, b2)` for a batch in columns: forward, then backward. The loss is $E = \tfrac12\sum(t-y)^2$ over all outputs and patterns. Return `dW1, db1, dW2, db2`.
#
# <details><summary>Hint 1</summary>Which lines of the worked example change when x has several columns?</details>
# <details><summary>Hint 2</summary>The lines of Task 14, and for each bias the sum of its delta over the patterns, with <code>sum(axis=1, keepdims=True)</code>.</details>
# <details><summary>Hint 3</summary>A neighbour, one ReLU layer with the same loss: <code>n = W @ x + b</code>, <code>d = (relu(n) - t) * (n > 0)</code>, <code>return d @ x.T, d.sum(axis=1, keepdims=True)</code>.</details>


# %% answer="08-two_layers"
def two_layer_backward(x, t, W1, b1, W2, b2):
    """dW1, db1, dW2, db2 of a ReLU layer and a sigmoid layer; patterns are columns."""
    ### BEGIN SOLUTION
    n1 = W1 @ x + b1
    a1 = relu(n1)
    y = sigmoid(W2 @ a1 + b2)
    delta2 = (y - t) * y * (1 - y)
    delta1 = (W2.T @ delta2) * (n1 > 0)
    return (
        delta1 @ x.T,
        delta1.sum(axis=1, keepdims=True),
        delta2 @ a1.T,
        delta2.sum(axis=1, keepdims=True),
    )
    ### END SOLUTION


# %% check="08-two_layers"
check("08-two_layers", two_layer_backward)

# %% [markdown]
# The engine agrees with the worked example, and the gradient check with the engine. As a graph, Example IV has a gate for each of its four lines, and two of them are matrix products.

# %%
engine = Network([2, 3, 1], f=["relu", "sigmoid"])
engine.W[1], engine.b[1], engine.W[2], engine.b[2] = W1, b1, W2, b2
engine.forward(x_in)
engine.backward(target)
print("largest difference to dW[1]:", f"{abs(engine.dW[1] - delta1 @ x_in.T).max():.1e}")
agreed = gradient_check(engine, x_in, target, quiet=True)
print(agreed.agree.sum(), "of", len(agreed.names), "gradients agree")
as_graph = Graph("n1 = W1 @ x + b1; a1 = relu(n1); n2 = W2 @ a1 + b2; y = sigmoid(n2)")
print(as_graph.flat_code())

# %% [markdown]
# In the flat code `left_T_times` and `times_right_T` are the engine's names for your two products, $W^TG$ and $G\,x^T$. `sum_to` does the sum for the bias.
#
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# Someone trains with the transposed gradient $x\,(2q)^T$ on a square $W$. The loss of $\lVert Wx\rVert^2$ falls all the same, at least at first. How can that be, and how would you notice?
#
# <details><summary>After you have talked</summary>
#
# A step lowers the loss when it makes an angle of less than 90 degrees with the way straight down, and the transposed matrix agrees with the right one on the whole diagonal. So it often points roughly downhill. A falling loss proves little. A layer that is not square would have stopped with an error, and a gradient check of single entries would have shown it at once.
#
# </details>

# %%
lowered = {name: f_of_W(W - 0.05 * dW) for name, dW in (("right", 2 * q @ x.T), ("slide", printed))}
print(f"f before: {f_of_W(W):.4f}, after one step with the right gradient {lowered['right']:.4f},")
print(f"with the slide's {lowered['slide']:.4f}")

# %% [markdown]
# ## Reflection (3 points, marked by hand)
#
# Explain to someone who knows single-number chain rules why $\partial f/\partial x = W^TG$ holds for $q = Wx$, and why one never computes the Jacobian of $q$ by $W$. Four to six sentences.
#
# | points | your answer … |
# |---|---|
# | 1 | says that one input enters several outputs, so that paths add, and points to the column of $W$ |
# | 1 | uses shapes to say why the transpose must be there |
# | 1 | says how large that Jacobian is and what is computed in its place |

# %% [markdown] manual="08-reflect" points=3
# ### BEGIN SOLUTION
# An input $x_i$ stands in every $q_k$, with the factor $W_{ki}$, so it reaches $f$ along as many paths as there are outputs. Paths add: its gradient is $\sum_k W_{ki} G_k$, the column $i$ of $W$ times $G$. Done for all inputs at once, columns must play the part of rows, and that is $W^TG$. The shapes say the same: $G$ has one number an output and $\partial f/\partial x$ must have one an input, and only $W^T$, inputs × outputs, leads from one to the other. The Jacobian of $q$ by $W$ would have outputs × weights entries, for a thousand units and a small batch more than sixty thousand million, nearly all of them zero. We only want it multiplied by $G$, and that product is the outer product $G\,x^T$, which has the size of $W$.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently, and why
#
# Every number of the two examples: as the slide prints it (in brackets where it stands in a figure whose original we know), as it is exactly, and its class.

# %%
example = [n for n in all_numbers() if n.id.startswith(("bristol.norm.", "sayrol.norm."))]
print(f"{'lecture':8} {'number':20} {'slide':>8}  {'exact':>8}")
for number in example:
    slide = number.printed or f"({number.figure})"
    exact = float(number.exact)
    print(f"{number.lecture:8} {number.quantity:20} {slide:>8}  {exact:8.6g}  {number.kind}")
print(dict(Counter(number.kind for number in example)))

# %%
for number in example:
    if number.kind == "wrong":
        print(textwrap.fill(f"{number.quantity}: {number.reason}", 88, subsequent_indent="  "))

# %% [markdown]
# Two numbers are wrong, and they are each other's: the matrix was written down transposed. It is an easy slip, for the slide's own formula $2q\,x^T$ is right and the diagonal hides it. All others are exact.
#
# In the derivation of lecture 000 the indicator $\mathbb 1_{k=i}$ is missing (Task 5), so that the middle of a line says 0.012 for the first column, where its two ends say −0.156 and 0.168. The Stanford notes, where the example comes from, have it. And `MultiplyGate` says `*` where its heading asks for a matrix product. Lecture 001 sets the slope of ReLU at 0 to 1, which is a convention and no error. Lectures 001 and 002 lay a Jacobian out in different ways; so do textbooks.

# %% [markdown]
# ## Further reading
#
# The lectures name these:
#
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5: back-propagation with tensors, and why Jacobians are not built.
# - A. Karpathy's lecture on backpropagation in Stanford's CS231n, where the example $\lVert Wx\rVert^2$ comes from.
# - A. Zhang and others, *Dive into Deep Learning*, section 5.3: a two-layer network in matrices, patterns in rows.
# - A. G. Baydin and others, *Automatic differentiation in machine learning: a survey* (2018): products with Jacobians.
#
# ## Back to the objectives
#
# - **O1** You told derivatives, gradients and Jacobians apart, counted them, and translated between two layouts.
# - **O2** You worked out two gradients of $\lVert Wx\rVert^2$, by paths and by products.
# - **O3** You found a lost indicator and a transposed matrix, proved the second, and repaired a function.
# - **O4** You wrote the backward pass of a matrix product for columns and for rows, without a Jacobian.
# - **O5** You ran a ReLU layer and a sigmoid layer backward, for a whole batch.
#
# Next: unit 09, where there are any number of layers and other losses.
