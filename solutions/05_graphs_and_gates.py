# %% [markdown]
# # Unit 05. Graphs and gates
#
# In units 02 to 04 every derivation began anew: another network, another page of chain rule. Can the chain rule be done once, for every formula that can be written down?
#
# It can. Cut the formula into single operations. Teach each operation two things: what it computes, and what it sends back. The rest is bookkeeping, and the bookkeeping is backpropagation.
#
# **What you will be able to do**
#
# - **O1** Draw a formula as a computational graph, run it forward, and put its nodes into an order in which they can run.
# - **O2** Run it backward by hand: upstream times local is downstream, and where branches meet, gradients add.
# - **O3** Say at sight what an add, multiply, copy, max or sigmoid gate sends back, and that cutting a formula into other gates changes no gradient.
# - **O4** Write a graph forward and backward as flat code, and as objects with `forward` and `backward`.
# - **O5** Prove a gate wrong with a gradient check, find the slip and repair it.
#
# **Time** About 60 minutes in two sittings. First sitting: A a formula as a graph 8, B backward 5, C a longer circuit 11, D four patterns 9. Second sitting: E a graph with everything in it 8, F flat code 8, G gates as objects 7, reflection 4. One task is marked **Extra** (16); with the section it belongs to it takes 8 minutes more, and you may leave it for another day. The think-pair-share and the tables at the end, which are for looking things up, are not counted. The worksheets and the group problems at the end are extra practice, as much of it as you like.
#
# **What you need** Partial derivatives, the chain rule for $f(g(x))$, and the sigmoid of unit 01. If the chain rule is rusty, begin with the second worksheet at the end.

# %% [markdown]
# ## Set-up
#
# <div class="alert alert-info">
# Run the next cell first. If it stops with <code>ModuleNotFoundError</code>, this notebook runs in a Python that does not have the course. Close JupyterLab, activate the environment that you installed the course into, and open it again with <code>backprop lab</code>. The course's first page, <code>index.ipynb</code>, says what else to try.
# </div>
#
# **How to work.** Go from top to bottom, one cell at a time, with Shift+Enter. "Run all" would show you answers before the questions. Still stuck after Hint 3? Go on and come back: none of our later cells needs your answer.

# %%
import math
import textwrap
from collections import Counter

import numpy as np
from backprop import Graph, exp, gradient_check, sigmoid
from backprop.lecture import AddGate, ComputationalGraph, MultiplyGate
from backprop.widgets.circuit import circuit
from backprop.widgets.gate_patterns import gate_patterns
from backprop.widgets.group_problem import group_problem
from backprop.widgets.live.stepper import Stepper
from backprop.widgets.worksheet import Exercise, worksheet

from autograder import check, my_numbers
from autograder.numbers import all_numbers

# %% [markdown]
# ## The lectures' symbols and ours
#
# This unit follows the parts on computational graphs of lectures 000 (G. Miles), 001 (E. E. Aksoy) and 002 (E. Sayrol).
#
# | lecture | here |
# |---|---|
# | 000: `dz`, the gradient that arrives at a gate | upstream gradient |
# | 000: `df/dx` in a comment, "inputs gradients" | downstream gradient |
# | 001: $\sigma(x)$, where $x$ is what the sigmoid gets | $\sigma(n)$: $x$ is kept for inputs |
# | 001: $s_3$, $L$ in the flat code | $n$, $f$ |
# | 001: $grad_{s}$ | `grad_s`, short for $\partial f/\partial s$ |
# | 002: $b$ in $\sigma(w_0x_0+w_1x_1+b)$; 001: $w_2$ | $w_2$ |
# | 002: "add branches" | copy |
# | 002: $f(x,y,z)=\sigma(w_0x_0+w_1x_1+b)$, the left side kept from the example before | $f(w, x, b)$ |
#
# In this unit $f$ is the output of a graph, whatever it stands for. When the graph is a network with its loss, $f$ is $E$.

# %% [markdown]
# ## A. A formula as a graph
#
# Take $f(x, y, z) = x\,(y + z)$ with $x = 3$, $y = 4$, $z = -2$. It is the example of lecture 000. To compute it one must add before one can multiply: two operations, so two nodes. Give the sum a name, $q = y + z$. Then $f = x\,q$.

# %% tags=["nbval-ignore-output"]
first = Graph("q = y + z; f = x * q")
first.forward(x=3, y=4, z=-2)
first.backward()
circuit(
    first,
    gradients=False,
    says="The graph of f = x (y + z), from left to right: y and z go into the add gate q; x and q "
    "go into the multiply gate f. Above each box stands its value.",
)

# %% [markdown]
# A **computational graph** holds one node for each input and each operation, and an edge wherever a value is used. Edges have a direction: values flow from left to right. Inputs come in two kinds, data such as a pixel and parameters such as a weight; the graph treats them alike. An operation with its edges is also called a **gate**.
#
# Going through the nodes from left to right is the **forward pass**.
#
# Larger things are graphs too. In lecture 000 the network $f(x, W) = Wx$ is one with a single gate for the whole product. Lecture 002 shows a neuron $\hat y = \sigma(x^Tw + b)$, a layer $H = \max\{0, XW + b\}$, and a prediction $\hat y = x^Tw$ whose weights feed a penalty $\lambda\sum_i w_i^2$ as well: there $w$ is used twice. A graph of many gates can be sorted into layers, as a network is. Gates as large as $Wx$ are the subject of unit 08.
#
# ### Task 1. Predict (1 point, O2)
#
# Each of $x$, $y$ and $z$ is raised by 0.01, one at a time. Which of these nudges raises $f$ most? Decide before you run anything.
#
# - `"a"` that of $x$
# - `"b"` that of $y$ alone
# - `"c"` those of $y$ and of $z$, which do the same
# - `"d"` all three do the same
#
# <details><summary>Hint 1</summary>What is each input multiplied by on its way to f?</details>
# <details><summary>Hint 2</summary>A nudge passes a sum unchanged. In a product it is multiplied by the other factor.</details>
# <details><summary>Hint 3</summary>A neighbour: in 5 · (1 + 1) a nudge of the 5 counts twice, a nudge of a 1 counts five times.</details>

# %% answer="05-predict"
most = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
most = "c"
### END SOLUTION

# %% check="05-predict"
check("05-predict", most)

# %% [markdown]
# Now the run.

# %%
base = {"x": 3.0, "y": 4.0, "z": -2.0}
f_base = first.forward(**base)
for name in base:
    nudged = first.forward(**base | {name: base[name] + 0.01})
    print(f"{name} + 0.01: f goes from {f_base:.2f} to {nudged:.2f}")

# %% [markdown]
# ### Task 2. Another graph, forward (2 points, O1)
#
# Lectures 001 and 002 both take $f = (x + y)\,z$ with $x = -2$, $y = 5$, $z = -4$ (Example I). Draw it on paper, with $q = x + y$. What are $q$ and $f$?
#
# <details><summary>Hint 1</summary>Which operation can be done first?</details>
# <details><summary>Hint 2</summary>q is the sum of x and y; f is the product of q and z. Mind the signs.</details>
# <details><summary>Hint 3</summary>A neighbour: for x = −1, y = 3, z = −6 the sum is 2 and the product −12.</details>

# %% answer="05-qz_forward"
q = None  # replace None by your number or expression
f = None
### BEGIN SOLUTION
q = -2 + 5
f = q * -4
### END SOLUTION

# %% check="05-qz_forward"
check("05-qz_forward", (q, f))

# %% [markdown]
# ## B. Backward
#
# For every node we want one number: if this node's value grows a little, how much does $f$ grow? That is $\partial f/\partial\,\text{node}$, the node's **gradient**.
#
# Begin at the right end. If $f$ grows by a little, $f$ grows by just that: $\partial f/\partial f = 1$. From there on every gate does the same small job. It is handed the gradient of its output, the **upstream** gradient. It knows the derivatives of its own operation, the **local** gradients. For each of its inputs it multiplies the two:
#
# $$\text{downstream} = \text{upstream}\times\text{local}.$$
#
# That is the chain rule, one gate at a time. A gate need not know what formula it is part of.
#
# ### Worked: $x\,(y+z)$

# %%
x, y, z = 3.0, 4.0, -2.0
q_w = y + z  # _w for the worked example
df_df = 1.0
df_dx = df_df * q_w  # f = x q: the local gradient by x is q
df_dq = df_df * x  #            and the one by q is x
df_dy = df_dq * 1  # q = y + z: both local gradients are 1
df_dz = df_dq * 1
print("gate       upstream   local   downstream")
print(f"f = x q    {df_df:8.0f}   {q_w:5.0f}   ∂f/∂x = {df_dx:.0f}")
print(f"           {df_df:8.0f}   {x:5.0f}   ∂f/∂q = {df_dq:.0f}")
print(f"q = y + z  {df_dq:8.0f}   {1:5}   ∂f/∂y = {df_dy:.0f}")
print(f"           {df_dq:8.0f}   {1:5}   ∂f/∂z = {df_dz:.0f}")

# %% tags=["nbval-ignore-output"]
first.forward(**base)
first.backward()
circuit(
    first,
    says="The same graph after the backward pass. Above each box its value, below it, slanted, its "
    "gradient: 1 at f, then 2 at x and 3 at q, then 3 at both y and z.",
)

# %% [markdown]
# Compare with your prediction: a nudge of 0.01 moved $f$ by 0.02 for $x$ and by 0.03 for $y$ and for $z$.
#
# Notice what the way back needs. The local gradient of the product by $x$ is the *value* of $q$. So the forward pass must keep its values until the backward pass has used them.
#
# ### Task 3. $(x + y)\,z$ backward (3 points, O2)
#
# The numbers of Task 2. The first steps are given: $\partial f/\partial f = 1$, and from $f = q z$ the gradient $\partial f/\partial q = z$. Give $\partial f/\partial x$, $\partial f/\partial y$ and $\partial f/\partial z$.
#
# <details><summary>Hint 1</summary>Which gate does each of the three inputs go into?</details>
# <details><summary>Hint 2</summary>In f = q z the local gradient by z is q, the one by q is z. The add gate q = x + y has the local gradients 1 and 1.</details>
# <details><summary>Hint 3</summary>A neighbour: for x = −1, y = 3, z = −6 the gradient at q is −6, and −6 · 1 arrives at x and at y; at z arrives 1 · 2.</details>

# %% answer="05-qz_backward"
qz_dx = None  # replace None by your number or expression
qz_dy = None
qz_dz = None
### BEGIN SOLUTION
qz_dx, qz_dy, qz_dz = -4 * 1, -4 * 1, 3
### END SOLUTION

# %% check="05-qz_backward"
check("05-qz_backward", (qz_dx, qz_dy, qz_dz))

# %% [markdown]
# ### Try it: step back through a graph
#
# **Extra, about 3 minutes.** The graph is $(x+y)\,z$ with the values of Task 3. Step forward to the end. Before each step back, predict the gradient that arrives: upstream times local. Then type a formula of your own, such as `x*x + x`, and see two routes add.

# %% tags=["nbval-ignore-output"]
Stepper()

# %% [markdown]
# ## C. A longer circuit
#
# Example II of lecture 001 is a whole neuron, taken apart to the last operation:
#
# $$f = \frac{1}{1 + e^{-(w_0x_0 + w_1x_1 + w_2)}}.$$
#
# Only four rules of differentiation are needed. $a$ is a constant here:
#
# | gate | local gradient | gate | local gradient |
# |---|---|---|---|
# | $a\,x$ | $a$ | $x^k$ | $k\,x^{k-1}$ |
# | $a + x$ | $1$ | $e^x$ | $e^x$ |
#
# And $1/x$ is $x^{-1}$, so its local gradient is $-1/x^2$. The slide's numbers stand in a figure; they are those of the Stanford notes from which the example comes: $w_0 = 2$, $x_0 = -1$, $w_1 = -3$, $x_1 = -2$, $w_2 = -3$.

# %% tags=["nbval-ignore-output"]
numbers = {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0}
neuron = Graph(lambda w0, x0, w1, x1, w2: 1 / (1 + exp(-(w0 * x0 + w1 * x1 + w2))))
neuron.forward(**numbers)
neuron.backward()
circuit(
    neuron,
    gradients=False,
    says="The neuron as eight gates, with the values of the forward pass: two products, two sums, "
    "then times minus one, e to that power, one more, and one divided by it. The last value is "
    "0.73.",
)

# %% [markdown]
# ### Worked: from $f$ back to the `1 +` gate
#
# The last gate computes $1/d$ from $d = 1 + e^{-n}$. Its local gradient is $-1/d^2$. The gate before it adds 1. What does an added constant do to a gradient?

# %%
e = math.exp(-1.0)  # the value of the exp gate
d = 1 + e
df_dd = 1.0 * (-1 / d**2)
df_de = df_dd * 1
print(f"values: e = {e:.4f}, d = {d:.4f}, f = {1 / d:.4f}")
print(f"1 / d gate: 1.00 · (−1/{d:.2f}²) = {df_dd:.4f}")
print(f"1 + gate:  {df_dd:.2f} · 1 = {df_de:.4f}")

# %% [markdown]
# The slide shows this very step as $(-0.53)(1) = -0.53$.
#
# ### Task 4. Through the exp gate (1 point, O2)
#
# The next gate on the way back is $e^m$ with $m = -n = -1$. Upstream arrives `df_de` from the cell above. What is $\partial f/\partial m$?
#
# <details><summary>Hint 1</summary>What is the derivative of $e^m$, and which number is that at m = −1?</details>
# <details><summary>Hint 2</summary>Upstream times local. The local gradient of the exp gate is its own value, which the forward pass has left there.</details>
# <details><summary>Hint 3</summary>A neighbour: with upstream −0.4 at m = 0 the local gradient is e⁰ = 1, and −0.4 · 1 = −0.4 goes on.</details>

# %% answer="05-df_dneg"
df_dm = None  # replace None by your number or expression
### BEGIN SOLUTION
df_dm = df_de * math.exp(-1)
### END SOLUTION

# %% check="05-df_dneg"
check("05-df_dneg", df_dm)

# %% [markdown]
# ### Worked: on to $w_0$
#
# The gate `× −1` turns the sign. Then come two add gates, which hand on what they get, and a product, which multiplies by the other factor.

# %%
df_dn = df_de * e * -1
print(f"× −1 gate:        ∂f/∂n          = {df_dn:.4f}")
print(f"two add gates:    ∂f/∂(w0 x0)    = {df_dn * 1 * 1:.4f}")
print(f"× gate, by w0:    ∂f/∂w0 = that · x0 = {df_dn:.4f} · {numbers['x0']:.0f} = {-df_dn:.4f}")
print(f"× gate, by x0:    ∂f/∂x0 = that · w0 = {df_dn:.4f} · {numbers['w0']:.0f} = {2 * df_dn:.4f}")

# %% [markdown]
# ### Task 5. Yours: $\partial f/\partial x_1$ (1 point, O2)
#
# The second product is $w_1 x_1$. What arrives at $x_1$? Carry four digits on the way.
#
# <details><summary>Hint 1</summary>What arrives at the second product, and how does it get there?</details>
# <details><summary>Hint 2</summary>The add gates hand the same gradient to both of their inputs. Then the product: upstream times the value of the other factor.</details>
# <details><summary>Hint 3</summary>A neighbour: if 0.15 arrives at a product of w = −2 and x = 4, then 0.15 · (−2) = −0.3 goes on to x and 0.15 · 4 = 0.6 to w.</details>

# %% answer="05-df_dx1"
df_dx1 = None  # replace None by your number or expression
### BEGIN SOLUTION
df_dx1 = df_dn * numbers["w1"]
### END SOLUTION

# %% check="05-df_dx1"
check("05-df_dx1", df_dx1)

# %% tags=["nbval-ignore-output"]
circuit(
    neuron,
    says="The whole circuit after the backward pass. The gradient 1 at f becomes −0.53, −0.53, "
    "−0.20 and 0.20 on its way to the net input; the add gates hand 0.20 to w2 and to both "
    "products; these switch their inputs: −0.20 and 0.39 at w0 and x0, −0.39 and −0.59 at w1 "
    "and x1.",
)

# %% [markdown]
# Do not wonder about 0.39: with the shortened number, $0.20 \cdot 2$ would be 0.40. The figure's numbers are rounded from full precision, and you cannot get them from one another.
#
# ### Four gates in one
#
# The last four gates together are the sigmoid, $\sigma(n) = 1/(1+e^{-n})$. May we draw them as one gate? Then we need its local gradient. Differentiate, then add and take away 1 in the numerator:
#
# $$\frac{d\sigma}{dn} = \frac{e^{-n}}{(1+e^{-n})^2} = \frac{1 + e^{-n} - 1}{1+e^{-n}}\cdot\frac{1}{1+e^{-n}} = \bigl(1-\sigma(n)\bigr)\,\sigma(n).$$
#
# (Lecture 002 prints this with $d\sigma(x)/x$ on the left; a $d$ has fallen out.)

# %%
sigma = sigmoid(1.0)
print(f"σ(1) = {sigma:.4f}, local gradient (1 − σ)σ = {(1 - sigma) * sigma:.4f}")
print(f"by the four small gates:                  {df_dn:.4f}")

# %% [markdown]
# ### Task 6. One gate for four (1 point, O3)
#
# The four gates are replaced by one sigmoid gate. Which of the gradients at the five inputs $w_0, x_0, w_1, x_1, w_2$ change?
#
# - `"a"` none
# - `"b"` all five
# - `"c"` only that of $w_2$, which stands nearest
# - `"d"` none of the five, but $\partial f/\partial f$ does
#
# <details><summary>Hint 1</summary>Does the formula change, or only the way it is drawn?</details>
# <details><summary>Hint 2</summary>A gradient at an input says how f answers to that input. It does not ask how f is computed.</details>
# <details><summary>Hint 3</summary>A neighbour: x³ may be one gate with local gradient 3x², or two products. At x = 2 both ways give 12.</details>

# %% answer="05-unique"
changed = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
changed = "a"
### END SOLUTION

# %% check="05-unique"
check("05-unique", changed)

# %% [markdown]
# So a graph of a formula **need not be unique**. Small gates have simple rules and many values to keep. Large gates have fewer values to keep and a rule that someone must derive once. Choose gates whose local gradient is easy to write.
#
# ### Task 7. What a sigmoid gate sends back (1 point, O4)
#
# Write `sigmoid_backward(a, upstream)`. It gets the *value* $a = \sigma(n)$ that the gate computed on the way forward, and the gradient that arrives. It returns what goes on to $n$.
#
# <details><summary>Hint 1</summary>Do you need n at all?</details>
# <details><summary>Hint 2</summary>The local gradient is written with σ(n) alone, and a is σ(n) already. Do not apply the sigmoid again.</details>
# <details><summary>Hint 3</summary>A neighbour: an exp gate that computed e = exp(n) would be <code>return upstream * e</code>.</details>


# %% answer="05-sigmoid_gate"
def sigmoid_backward(a, upstream):
    """The gradient that a sigmoid gate with the value a hands on to its input."""
    ### BEGIN SOLUTION
    return upstream * (1 - a) * a
    ### END SOLUTION


# %% check="05-sigmoid_gate"
check("05-sigmoid_gate", sigmoid_backward)

# %% [markdown]
# ## D. Four patterns
#
# Some gates are so common that one learns to read them at sight.

# %% tags=["nbval-ignore-output"]
gate_patterns(
    "Four gates, values above the lines and gradients, slanted, below. Add hands the upstream "
    "gradient 2 to both inputs. Multiply hands on 2 times the other input: −8 to the 3 and 6 to "
    "the −4. Copy adds what comes back on its two branches, 2 and 5. Max hands everything to the "
    "larger input and nothing to the other."
)

# %% [markdown]
# - An **add** gate *distributes*: both inputs get the upstream gradient as it is.
# - A **multiply** gate *switches*: each input gets the upstream gradient times the value of the *other*.
# - A **copy** *adds*. It is no operation at all, only a value that is used twice: a branch on the way forward. Both uses move $f$, so what comes back from both is added.
# - A **max** gate *routes*: the larger input gets everything, the other nothing. It was not looked at, so a nudge of it changes nothing.
#
# ### Task 8. Read a gate (1 point, O3)
#
# A gate with two inputs, of values 4 and 9, gets the upstream gradient −3. It sends 0 back to the 4 and −3 back to the 9. Which gate is it?
#
# - `"a"` add
# - `"b"` multiply
# - `"c"` max
# - `"d"` copy
#
# <details><summary>Hint 1</summary>Which of the two inputs did the gate look at?</details>
# <details><summary>Hint 2</summary>Go through the four patterns, and say for each what would go back to the 4.</details>
# <details><summary>Hint 3</summary>A neighbour: values 2 and 5, upstream 1; a gate that sends back 5 and 2 is a multiply gate.</details>

# %% answer="05-patterns"
which_gate = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
which_gate = "c"
### END SOLUTION

# %% check="05-patterns"
check("05-patterns", which_gate)

# %% [markdown]
# ### Worked: a value that is used twice
#
# Take $f = x^2 + x\,y$ with $x = 3$, $y = 2$: $x$ goes into the square and into the product.

# %%
twice = Graph("s = x * x; p = x * y; f = s + p")
twice.forward(x=3, y=2)
twice.backward()
for path in twice.paths("x"):
    print(f"{path!s:32} share {path.product:.0f}")
print(f"∂f/∂x is their sum: {twice.node('x').grad:.0f}")

# %% [markdown]
# Three routes lead from $x$ to $f$ (two of them through the square, which is $x \cdot x$). Each has its product of local gradients. **Paths add.** Check it by the rule you know: $2x + y = 8$.
#
# ### Task 9. Two routes (2 points, O2)
#
# $p = x + y$, $q = x\,z$, $f = p\,q$, with $x = 2$, $y = 3$, $z = -4$. What is $\partial f/\partial x$?
#
# <details><summary>Hint 1</summary>In how many places is x used?</details>
# <details><summary>Hint 2</summary>One route goes through p, one through q. Work out the product of local gradients for each, then add.</details>
# <details><summary>Hint 3</summary>A neighbour: for p = x + 1, q = 2x, f = p q at x = 5: through p comes 1 · q = 10, through q comes 2 · p = 12, together 22.</details>

# %% answer="05-copy"
copy_dx = None  # replace None by your number or expression
### BEGIN SOLUTION
copy_dx = (2 * -4) * 1 + (2 + 3) * -4
### END SOLUTION

# %% check="05-copy"
check("05-copy", copy_dx)

# %% [markdown]
# ### Task 10. Numbers of your own (2 points, O2)
#
# $p = x\,y$, $q = p + z$, $f = q\,x$. The next cell prints your $x$, $y$ and $z$; somebody else's answer will not fit. What is $\partial f/\partial x$?
#
# <details><summary>Hint 1</summary>Draw the graph. How many lines leave x?</details>
# <details><summary>Hint 2</summary>One route is short: x goes straight into the last product. The other leads through p and q. Add the two.</details>
# <details><summary>Hint 3</summary>A neighbour: x = 2, y = 0.5, z = 3. Then p = 1, q = 4. The short route brings q = 4; the long one brings x · 1 · y = 1; together 5.</details>

# %%
mine = my_numbers("05-own")

# %% answer="05-own"
my_df_dx = None  # replace None by your number or expression, in which mine["x"] is your x
### BEGIN SOLUTION
my_df_dx = (mine["x"] * mine["y"] + mine["z"]) + mine["x"] * mine["y"]
### END SOLUTION

# %% check="05-own"
check("05-own", my_df_dx)

# %% [markdown]
# **A good place for a pause.** When you come back to a fresh kernel, click the next heading and choose Run &gt; Run All Above Selected Cell.
#
# ## E. A graph with everything in it
#
# Lecture 001 gives a third example as a picture and sends you to a video for its solution. Both are lost, so here is an Example III of ours. It has all the patterns:
#
# $$u = a\,b, \qquad v = a + c, \qquad w = \max(u, v), \qquad f = w\,v, \qquad a = 2,\; b = 3,\; c = -1.$$

# %% tags=["nbval-ignore-output"]
third = Graph("u = a * b; v = a + c; w = max(u, v); f = w * v")
third.forward(a=2, b=3, c=-1)
circuit(
    third,
    gradients=False,
    says="Example III with its values: a goes into u and v, and v goes into both w and f. The max "
    "gate w compares 6 and 1.",
)

# %% [markdown]
# In which order may the nodes run? Forward, a node can run when all its inputs are there. Such an order is called **topological**: every edge leads from an earlier node to a later one. Backward, a node can send back when its own gradient is complete, that is, when *everything that used it* has sent back. Any topological order, read from its end, does that.
#
# ### Task 11. The way back in order (1 point, O1)
#
# Put the four backward steps of Example III into an order that works. Answer with a text of four letters.
#
# - `A` send back through $f = w\,v$
# - `B` send back through $u = a\,b$
# - `C` send back through $w = \max(u, v)$
# - `D` send back through $v = a + c$
#
# <details><summary>Hint 1</summary>At which node is the gradient known from the start?</details>
# <details><summary>Hint 2</summary>Before v may send anything back, all that arrives at v must have arrived. Which gates use v?</details>
# <details><summary>Hint 3</summary>A neighbour: p = x + y, q = 2p, f = p q. First f, which sends to p and q; then q, which sends to p; p last.</details>

# %% answer="05-order"
way_back = None  # replace None by a text such as "ABCD"
### BEGIN SOLUTION
way_back = "ACDB"
### END SOLUTION

# %% check="05-order"
check("05-order", way_back)

# %% [markdown]
# ### Task 12. Example III, all of it (3 points, O2)
#
# Run it backward on paper. Give $\partial f/\partial a$, $\partial f/\partial b$ and $\partial f/\partial c$.
#
# <details><summary>Hint 1</summary>Which of u and v is the larger, and what does the max gate send to the other?</details>
# <details><summary>Hint 2</summary>At v two gradients arrive: one from f, one from w. At a two arrive too. Add before you go on.</details>
# <details><summary>Hint 3</summary>A neighbour, with a = 1, b = 2, c = 4: u = 2, v = 5, w = 5, f = 25. From f come 5 to w and 5 to v; max routes its 5 to v, so v holds 10 and u holds 0. At c arrives 10, at b 0, at a 10 + 0.</details>

# %% answer="05-example3"
df_da = None  # replace None by your number or expression
df_db = None
df_dc = None
### BEGIN SOLUTION
at_w, at_v = 1.0, 6.0  # f = w v: each gets the value of the other
at_u, at_v = at_w, at_v + 0.0  # max: u is the larger
df_da, df_db, df_dc = at_u * 3 + at_v, at_u * 2, at_v
### END SOLUTION

# %% check="05-example3"
check("05-example3", (df_da, df_db, df_dc))

# %% [markdown]
# This worksheet cell holds the whole solution, folded, as code works it out. Compare after you have tried.

# %%
worksheet(Exercise("Example III", "u = a * b; v = a + c; w = max(u, v); f = w * v",
                   {"a": 2, "b": 3, "c": -1}))  # fmt: skip

# %% [markdown]
# ## F. Flat code
#
# A graph need not be drawn. It can be written as a sequence of plain assignments, one gate a line: forward from top to bottom, then one line for each edge, in the opposite order. Lecture 001 calls it *flat code*. Here it is for $x\,(y+z)$:

# %%
print(first.flat_code())

# %% [markdown]
# Read the backward lines against the forward ones: the last gate comes first. `grad_f = 1.0` is the base case. Where a value is used twice, the engine writes `+=`; you will find it in the code of the third example.

# %%
print(third.flat_code())

# %% [markdown]
# ### Task 13. Write it yourself (3 points, O4)
#
# Write `circuit_gradients(w0, x0, w1, x1, w2)` for the neuron of Part C: forward, then backward, flat, with the sigmoid as one gate. Return the five gradients in the order of the arguments.
#
# <details><summary>Hint 1</summary>Which five lines does the forward pass have, and in which order must their gradients come?</details>
# <details><summary>Hint 2</summary>s0 and s1 are the products, s2 their sum, n = s2 + w2, f = sigmoid(n). Then grad_f = 1.0 and, line by line from the end: sigmoid, add, add, multiply, multiply.</details>
# <details><summary>Hint 3</summary>A neighbour, f = exp(u v) + u: <code>p = u * v</code>, <code>e = exp(p)</code>, <code>f = e + u</code>; <code>grad_e = 1.0</code>, <code>grad_u = 1.0</code>, <code>grad_p = grad_e * e</code>, <code>grad_u += grad_p * v</code>, <code>grad_v = grad_p * u</code>.</details>


# %% answer="05-flat"
def circuit_gradients(w0, x0, w1, x1, w2):
    """∂f/∂w0, ∂f/∂x0, ∂f/∂w1, ∂f/∂x1, ∂f/∂w2 for f = sigmoid(w0 x0 + w1 x1 + w2)."""
    ### BEGIN SOLUTION
    s0 = w0 * x0
    s1 = w1 * x1
    s2 = s0 + s1
    n = s2 + w2
    f = sigmoid(n)
    grad_f = 1.0
    grad_n = grad_f * (1 - f) * f
    grad_s2 = grad_w2 = grad_n
    grad_s0 = grad_s1 = grad_s2
    return grad_s0 * x0, grad_s0 * w0, grad_s1 * x1, grad_s1 * w1, grad_w2
    ### END SOLUTION


# %% check="05-flat"
check("05-flat", circuit_gradients)

# %% [markdown]
# The course's engine runs exactly such text. `compile()` turns the flat code of a graph into a function, and `gradient_check` asks it the question of unit 02: does a small nudge say the same?

# %%
run = neuron.compile()
value, gradients = run(**numbers)
print(f"f = {value:.4f}")
print({name: round(gradient, 4) for name, gradient in gradients.items()})
proof_of_all = gradient_check(neuron, **numbers)

# %% [markdown]
# Two things are worth noticing.
#
# *Nothing is computed twice.* The gradient at $n$ is worked out once and then used by five inputs. Storing and using again what is needed several times is called dynamic programming. It is why a backward pass costs about as much as a forward pass, however many parameters there are.
#
# *Nobody derived anything.* For a network such as $\hat y = \sigma(W^3\sigma(W^2\sigma(W^1x + b^1) + b^2) + b^3)$, or one with hundreds of layers such as Inception, a formula for each gradient would fill pages. A graph only needs the table of gates. Libraries that do this are called automatic differentiation (autodiff); `torch.autograd` of PyTorch is one, and `backprop.Graph` is a small one. They work for any function made of known gates, network or not. Together with large data sets and hardware that does many products at once, such libraries made deep learning practical.

# %% [markdown]
# ## G. Gates as objects
#
# Lecture 000 writes gates as classes. A gate gets a `forward`, which keeps what will be needed, and a `backward`, which is handed the upstream gradient `dz`. Here is a multiply gate with the two slips of the slide, in words of ours. Can you see them?


# %%
class SlideGate:
    """z = x W, with a backward pass as the slide has it."""

    def forward(self, x, W):
        self.x, self.W = x, W
        return x * W

    def backward(self, dz):
        dx = self.W * dz
        dW = self.x * dx  # noqa: F841
        return [dx, dy]  # noqa: F821 - the slide's own name


gate = SlideGate()
gate.forward(3.0, 2.0)
try:
    gate.backward(1.0)
except NameError as stopped:
    print("NameError:", stopped)

# %% [markdown]
# The first slip stops the program: `dy` was never made. It is left over from a gate whose inputs were called $x$ and $y$. That kind of slip is harmless. A colleague puts `dW` in its place, and now the gate runs. Is it right?


# %%
class PatchedGate(SlideGate):
    def backward(self, dz):
        dx = self.W * dz
        dW = self.x * dx
        return [dx, dW]


for W in (2.0, 5.0):
    patched = PatchedGate()
    patched.forward(3.0, W)
    claim = patched.backward(1.0)
    found = gradient_check(lambda p: p[0] * p[1], np.array([3.0, W]), np.array(claim), quiet=True)
    print(f"x = 3, W = {W:.0f}    two forward passes   the gate")
    for name, measured, said in zip("xW", found.numerical, found.analytic, strict=True):
        print(f"  by {name}          {measured:16.4f}   {said:8.4f}")

# %% [markdown]
# ### Task 14. What does the check say? (1 point, O5)
#
# Read both tables. What do they say about the gate?
#
# - `"a"` Both gradients are right: the differences are rounding.
# - `"b"` Both gradients are wrong.
# - `"c"` The gradient by $W$ has the wrong sign.
# - `"d"` The gradient by $x$ is right; the one by $W$ has the factor $W$ too much.
#
# <details><summary>Hint 1</summary>What should the ratio of the two numbers in a row be?</details>
# <details><summary>Hint 2</summary>Divide the gate's number by the measured one, in each row and for both values of W. What is the ratio equal to?</details>
# <details><summary>Hint 3</summary>A neighbour: if the rows for an input u read 4 and 12 when v = 3, and 4 and 28 when v = 7, the claim has a factor v too much.</details>

# %% answer="05-proof"
proof = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
proof = "d"
### END SOLUTION

# %% check="05-proof"
check("05-proof", proof)

# %% [markdown]
# ### Task 15. Repair it (2 points, O5)
#
# Here is the slide's gate once more, with both of its slips. Repair `backward`. The check calls `through_the_gate` on numbers that you have not seen, with a `dz` that is not 1.
#
# <details><summary>Hint 1</summary>Which gradient arrives at the gate, and which one has been through it already?</details>
# <details><summary>Hint 2</summary>Both downstream gradients start from the same upstream gradient.</details>
# <details><summary>Hint 3</summary>A neighbour: a gate z = x − y hands on <code>dx = dz</code> and <code>dy = -dz</code>. Both lines begin with dz, neither with the other's result.</details>


# %% answer="05-repair"
class RepairedGate:
    """z = x W; backward returns [∂f/∂x, ∂f/∂W] when dz = ∂f/∂z arrives."""

    def forward(self, x, W):
        self.x, self.W = x, W
        return x * W

    def backward(self, dz):
        dx = self.W * dz
        dW = self.x * dx  # noqa: F841
        return [dx, dy]  # noqa: F821


def through_the_gate(x, W, dz):
    gate = RepairedGate()
    gate.forward(x, W)
    return gate.backward(dz)


### BEGIN SOLUTION
# The released cell holds only the version above.


def _mended(self, dz):
    return [self.W * dz, self.x * dz]


RepairedGate.backward = _mended
### END SOLUTION

# %% check="05-repair"
check("05-repair", through_the_gate)

# %% [markdown]
# A repair is believed when it is proved. The next cell puts your gate to the same check, with $x = 3$, $W = 5$ and an upstream gradient of 2.

# %%
try:
    yours = np.array(through_the_gate(3.0, 5.0, 2.0))
    gradient_check(lambda p: 2.0 * p[0] * p[1], np.array([3.0, 5.0]), yours)
except Exception as stopped:  # the gate is not repaired yet
    print(f"No gradient to compare yet: {stopped!r}.")
    print("Go on, and run this cell again when Task 15 is right.")

# %% [markdown]
# The slide's gate has one more limit. Its heading says $f(x, W) = Wx$, a matrix times a column, and its code says `*`, which multiplies entry by entry. For single numbers that is the same. For matrices it is not, and NumPy may not complain; unit 08 writes the gate with `@`.
#
# ### Extra: a graph of gates
#
# The lecture's second class is the graph itself. Its sketch goes through the nodes forward, and through the reversed nodes backward. It returns `loss` and `inputs_gradients`, two names that the sketch never fills. To run, it needs three things more: the nodes must stand in topological order, someone must hand each gate its inputs, and someone must add up the gradients that come back.
#
# ### Task 16. Extra: make it run (3 points, O4)
#
# Fill in the loop of `backward`. Each entry of `self.gates` is a gate, the names of its inputs, and the name of its output, in topological order. `AddGate` and `MultiplyGate` are the course's own. `gradients` holds 0 for every name and 1 for the output. The function below uses your class on the graph of Task 9, on other numbers.
#
# <details><summary>Hint 1</summary>In which order must the gates be asked, and what must each be given?</details>
# <details><summary>Hint 2</summary>Go through <code>reversed(self.gates)</code>. Hand each gate the gradient of its output; it returns one number for each input, in their order. A name may get more than one share.</details>
# <details><summary>Hint 3</summary>A neighbour, a loop that adds up what each person owes: <code>for bill, people in bills:</code> and inside it <code>for person, share in zip(people, split(bill)): debts[person] += share</code>.</details>


# %% answer="05-graph_backward"
class GateGraph:
    """Gates in topological order, each as (gate, [names of its inputs], name of its output)."""

    def __init__(self, gates):
        self.gates = gates

    def forward(self, inputs):
        self.values = dict(inputs)
        for gate, operands, name in self.gates:
            self.values[name] = gate.forward(*[self.values[operand] for operand in operands])
        return self.values[name]

    def backward(self):
        gradients = dict.fromkeys(self.values, 0.0)
        gradients[self.gates[-1][2]] = 1.0
        ### BEGIN SOLUTION
        for gate, operands, name in reversed(self.gates):
            for operand, share in zip(operands, gate.backward(gradients[name]), strict=True):
                gradients[operand] += share
        ### END SOLUTION
        return gradients


def gradients_of_task_9(x, y, z):
    graph = GateGraph(
        [
            (AddGate(), ["x", "y"], "p"),
            (MultiplyGate(), ["x", "z"], "q"),
            (MultiplyGate(), ["p", "q"], "f"),
        ]
    )
    graph.forward({"x": x, "y": y, "z": z})
    found = graph.backward()
    return found["x"], found["y"], found["z"]


# %% check="05-graph_backward"
check("05-graph_backward", gradients_of_task_9)

# %% [markdown]
# The course's engine holds both classes of the lecture, whole, in `backprop/lecture.py`. Here they run on $x\,(y + z)$.

# %%
whole = ComputationalGraph([(AddGate(), ["y", "z"], "q"), (MultiplyGate(), ["x", "q"], "f")])
print("f =", whole.forward({"x": 3.0, "y": 4.0, "z": -2.0}))
print("gradients:", whole.backward())

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# A graph doubles a number thirty times: $s_1 = x + x$, $s_2 = s_1 + s_1$, and so on. How many paths lead from $x$ to the end? How many steps does the backward pass take? What does this say about adding up paths one by one?
#
# <details><summary>After you have talked</summary>
#
# At each doubling a path can take either of the two operands, so there are $2^{30}$ paths, more than a billion, and the gradient is their number, for every local gradient is 1. The backward pass takes thirty steps: each node adds up what arrives *before* it hands it on, so no path is ever walked on its own. Summing path by path is right, and hopeless.
#
# </details>

# %%
doubling = Graph("; ".join(["s1 = x + x", *(f"s{k + 1} = s{k} + s{k}" for k in range(1, 30))]))
doubling.forward(x=1)
print("∂f/∂x =", f"{doubling.backward()['x']:.0f}", "in", len(list(doubling.slots())), "gates")

# %% [markdown]
# ## Reflection (3 points, marked by hand; O2, O3)
#
# A fellow student says: "To train a network I have to derive the formula for each weight." Answer in four or five sentences.
#
# | points | your answer … |
# |---|---|
# | 1 | says what a gate must know, what it is handed and what it hands on, with one gate as an example |
# | 1 | says what happens where a value is used twice, and why |
# | 1 | says what the forward pass must keep and why the backward pass is cheap |

# %% [markdown] manual="05-reflect" points=3
# ### BEGIN SOLUTION
# No formula is derived for any weight. The network is cut into gates, and a gate needs to know only the derivatives of its own operation: a multiply gate, handed the upstream gradient, hands on that gradient times the value of the other input. Where a value is used twice, both uses move the output, so the gradients that come back from them are added. For its local derivatives a gate needs the values of the forward pass, so these are kept. The backward pass visits each gate once and uses every intermediate gradient for everything that lies before it, so it costs about as much as the forward pass, for any number of weights.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently, and why
#
# Every number of these examples, as the slide prints it (in brackets where it stands in a figure, a dash where there is none), as it is exactly, and its class.

# %%
mine_of = ("bristol.xyz.", "aksoy.qz.", "aksoy.sig.", "sayrol.qz.", "sayrol.sig.")
example = [number for number in all_numbers() if number.id.startswith(mine_of)]
print(f"{'lecture':8} {'number':24} {'slide':>8}  {'exact':>12}")
for number in example:
    slide = number.printed or (f"({number.figure})" if number.figure else "-")
    row = f"{number.lecture:8} {number.quantity:24} {slide:>8}  {float(number.exact):12.6g}"
    print(row, "", number.kind)
print(dict(Counter(number.kind for number in example)))

# %% [markdown]
# No number here is wrong, and none is cut off: all are exact or rounded rightly. Three of them look odd all the same.

# %%
for number in example:
    if "but not from" in number.reason:
        print(textwrap.fill(f"{number.quantity}: {number.reason}", 88, subsequent_indent="  "))

# %% [markdown]
# The words and the code hold a few slips, and you have met most of them:
#
# - Lecture 000, `MultiplyGate`: `dW` is made from `dx` where `dz` is meant, and `dy` is returned where `dW` is meant (Tasks 14 and 15). The comment beside the line names the right upstream gradient.
# - Lecture 000, `ComputationalGraph`: `loss` and `inputs_gradients` are never filled, and nothing says that the nodes must be sorted. It is a sketch, and a good one (Task 16).
# - Lecture 000, $f(x, W) = Wx$ computed as `x * W`.
# - Lecture 001 writes Example II on three of its slides with $w_2 x_2$ and on the others with $w_2$ alone. Its numbers and its code have no $x_2$.
# - Lecture 002 writes $f(x, y, z)$ before a formula without $y$ and $z$, and $d\sigma(x)/x$ for $d\sigma(x)/dx$.
#
# Lectures 001 and 002 credit Stanford's CS231n course with their examples. If you compute along in its notes you will find the very same numbers.

# %% [markdown]
# ## Extra practice: the computational-graph worksheet
#
# Lecture 000 points to a worksheet that we do not have. This one is ours. Draw each graph, run it forward, run it backward; then unfold the solution, which the engine works out. The exercises get harder.

# %%
worksheet(
    Exercise("A1", "f = x + y", {"x": 3, "y": 5}),
    Exercise("A2", "q = x * y; f = q + z", {"x": 3, "y": -2, "z": 4}),
    Exercise("A3", "p = x + y; q = y + z; f = p * q", {"x": 1, "y": 2, "z": -4}),
    Exercise("A4", "m = max(x, y); f = m * z", {"x": 2, "y": 7, "z": -3}),
    Exercise("A5", "s = x * x; p = s + y; f = p * x", {"x": 2, "y": -1}),
    Exercise("A6", "p = w * x; n = p + b; a = sigmoid(n); f = a * a",
             {"w": 0.5, "x": 2, "b": -1}),
    Exercise("A7", "p = x * y; m = max(p, z); q = m + x; f = q * m",
             {"x": 2, "y": 3, "z": 5}),
)  # fmt: skip

# %% [markdown]
# ## Extra practice: the chain-rule worksheet
#
# Lecture 000's "maths worksheet 2" is lost too. If $f$ is computed from $u$, and $u$ from $x$, then $df/dx = df/du \cdot du/dx$: with more steps in between, one more factor each. Differentiate each of these by $x$ on paper, put the number in, then compare with the gradient at $x$ in the solution.

# %%
worksheet(
    Exercise("B1", "u = 3 * x; f = u + 1", {"x": 2}, "f = 3x + 1"),
    Exercise("B2", "u = 3 * x + 1; f = u ** 2", {"x": 1}, "f = (3x + 1)²"),
    Exercise("B3", "u = x ** 2; f = exp(u)", {"x": 0.5}, "f = e^(x²)"),
    Exercise("B4", "u = x ** 2 + 1; f = 1 / u", {"x": 2}, "f = 1 / (x² + 1)"),
    Exercise("B5", "n = 2 * x - 1; f = sigmoid(n)", {"x": 0.5}, "f = σ(2x − 1)"),
    Exercise("B6", "n = 4 * x; a = sigmoid(n); e = 1 - a; f = e ** 2 / 2", {"x": 0.25},
             "f = ½ (1 − σ(4x))²"),
    Exercise("B7", "u = exp(x); f = u * x", {"x": 1}, "f = x e^x, where x is used twice"),
)  # fmt: skip

# %% [markdown]
# ## Group problems
#
# In the lecture, groups solve a problem and present it to the class: groups 1, 4, 7, 10 and 13 take problem 2, groups 2, 5, 8, 11 and 14 problem 3, groups 3, 6, 9, 12 and 15 problem 4. (Problem 1 is the worked $x\,(y+z)$.) The lecture's problems are lost. In ours, problem 2 has adds, products and a copy, problem 3 has a max, problem 4 has a bend. Each group has numbers of its own, and there is no end to the groups.
#
# Put in your group's number. Solve the problem on the board, say aloud what each gate sends back, then unfold the solution.

# %%
group = 1  # your group's number
group_problem(group)

# %% [markdown]
# All fifteen at a glance, for whoever hands them out:

# %%
print(group_problem(*range(1, 16)))

# %% [markdown]
# ## Further reading
#
# The lectures name these:
#
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5: computational graphs and other ways to differentiate.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, *Automatic differentiation in machine learning: a survey* (2018).
# - A. Karpathy's lecture on backpropagation in Stanford's CS231n, where Examples I and II come from.
# - A. Zhang and others, *Dive into Deep Learning*, section 5.3: forward pass, backward pass and graphs.
# - C. Szegedy and others, *Rethinking the Inception Architecture* (2015): what a large graph looks like.
#
# ## Back to the objectives
#
# - **O1** You drew formulas as graphs, ran them forward, and ordered a backward pass (Tasks 2 and 11).
# - **O2** You ran four graphs backward, one with numbers of your own: upstream times local, and paths add (Tasks 1, 3 to 5, 9, 10 and 12).
# - **O3** You know the four patterns at sight, and saw four gates become one sigmoid without any gradient changing (Tasks 6 and 8).
# - **O4** You wrote a neuron as flat code and, if you took the extra, a graph as a loop over gates (Tasks 7, 13 and 16).
# - **O5** You found the slip in a published gate, proved it, and mended it (Tasks 14 and 15).
#
# Next: unit 06, where the graph is a network with a hidden layer and the output of the graph is its loss.
