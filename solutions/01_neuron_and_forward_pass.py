# %% [markdown]
# # Unit 01. The neuron and the forward pass
#
# Four pixels, four kinds of image. A child sorts them at a glance. Try to write down the rule, and you will find that it is not so easy. A network finds one by itself. Before we ask how it learns, we ask what it *computes*: what happens between an image and an answer?
#
# **What you will be able to do**
#
# - **O1** Work out what one unit does, by hand and in code: a weighted sum, then an activation function.
# - **O2** Say why simple pixel rules fail, and read the weights of a unit as a picture of what it looks for.
# - **O3** Write a layer with indices and with matrices, run a network of several layers forward, and find slips in such a pass.
# - **O4** Say what sigmoid, tanh and relu do to a net input, and what none of them can do.
# - **O5** Measure how wrong a prediction is: absolute errors, half squared error, mean squared error.
#
# **Time** About 60 minutes in two sittings. First sitting: A four pixels 8, B one unit 15, C activation functions 4. Second sitting: D layers 16, E the error 7, F before and after training 4, reflection 6. Two tasks are marked **Extra** (9 and 12). They take 7 minutes more, and you may leave them for another day: nothing later needs them.
#
# **What you need** Unit 00 (a loss, and how a check works). The product of a matrix and a column in NumPy (`W @ x`).

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
from backprop import Network, relu, sigmoid, tanh, train
from backprop.widgets.four_pixels import four_pixels
from backprop.widgets.live.pixels import Pixels
from backprop.widgets.network_diagram import network_diagram
from backprop.widgets.squashing_functions import squashing_functions
from backprop.widgets.two_part_neuron import two_part_neuron

from autograder import check
from autograder.numbers import all_numbers

# %% [markdown]
# ## The lectures' symbols and ours
#
# This unit draws on lectures 001 (E. E. Aksoy), 002 (E. Sayrol) and 003 (J. Török). They use the same letters for different things:
#
# | lecture | here |
# |---|---|
# | 001, 003: $z$; 002: $a$ | net input $n$, the weighted sum |
# | 001: $h$; 002: $h$; 003: $a$, $A$ | activation $a = f(n)$ |
# | 001: $\sigma$; 002, 003: $g$ | activation function $f$ |
# | 002: $\mathbf{h}_0 = \mathbf{x}$, $f(\mathbf{x}) = \mathbf{h}^{(L)}$ | `a[0] = x`, output $y$ = `a[L]`, with $L$ for the last layer |
# | 001: predictions, ground truth | outputs $o$ (in a table), targets $t$ |
# | 003: $w_{ij}^{l}$, $b_i^l$; $z^{[1]}_0$ | `W[l][i, j]`, `b[l][i]`; `n[1][0]` |
# | 002: $W^{(t)}$ leads *to* layer $t$, on a later slide $W_k$ leads *from* layer $k$ | `W[j]` leads to layer `j` |
#
# Mind the letter $a$: in lecture 002 it is what we call $n$, the sum *before* the function.

# %% [markdown]
# ## A. Four pixels
#
# An image has two rows of two pixels. A pixel is now a number from −1 (black) to 1 (white), and no longer from 0 to 255. Images come in four categories: *solid*, *vertical*, *diagonal*, *horizontal*. Each has two clear cases.

# %%
images = {
    "solid": [[1, 1, 1, 1], [-1, -1, -1, -1]],
    "vertical": [[1, -1, 1, -1], [-1, 1, -1, 1]],
    "diagonal": [[1, -1, -1, 1], [-1, 1, 1, -1]],
    "horizontal": [[1, 1, -1, -1], [-1, -1, 1, 1]],
}
x_all = np.array([image for pair in images.values() for image in pair], float).T
print("one image a column, in reading order of its pixels:")
print(x_all.astype(int))

# %% tags=["nbval-ignore-output"]
four_pixels(
    {f"case {k + 1}": [np.array(pair[k]) for pair in images.values()] for k in (0, 1)},
    titles=list(images),
    says="Two images of each category. The second one is the negative of the first: what was "
    "bright is dark.",
)

# %% [markdown]
# ### Task 1. Predict: how much does one pixel tell? (1 point, O2)
#
# You may look at the **upper left** pixel of one of these eight images and at nothing else. It is bright. What do you know now?
#
# - `"a"` nothing: all four categories are as likely as before
# - `"b"` it is more likely to be solid than before
# - `"c"` it is one of the images of case 1, and so the category is clear
# - `"d"` it is less likely to be diagonal than before
#
# <details><summary>Hint 1</summary>Count for each category: in how many of its two images is this pixel bright?</details>
# <details><summary>Hint 2</summary>An observation tells something about the category only if the categories differ in how often it is made.</details>
# <details><summary>Hint 3</summary>A neighbour: two boxes, each with one red and one blue ball. You draw a red ball. Does that tell you which box it came from?</details>

# %% answer="01-predict"
one_pixel = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
one_pixel = "a"
### END SOLUTION

# %% check="01-predict"
check("01-predict", one_pixel)

# %% [markdown]
# ### Why simple rules do not help
#
# The two images of one category have *not one pixel* in common. They differ more from each other than from any image of another category. That is called a large **intra-class variation**. Let us count in how many pixels images differ.

# %%
for name in images:
    first, second = np.array(images[name])
    others = [np.sum(first != np.array(other[0])) for key, other in images.items() if key != name]
    print(f"{name:10}  to its own second case: {np.sum(first != second)} pixels;  "
          f"to the first case of other categories: {min(others)} to {max(others)}")  # fmt: skip

# %% [markdown]
# And real images are not clean. There are shades, as in the image that lecture 001 works with: its pixels are 0.5, 0, −0.75 and 0.75. Bright and dark lie across from each other, but only nearly.
#
# So a rule such as "if this pixel is bright" is worth nothing. What we need looks at all pixels together, and may give the same answer to an image and to its negative. Neurons can do that, if there are enough of them.
#
# ## B. One unit
#
# ### Worked: add up
#
# Lecture 001 gives each pixel an **input neuron**, which does no more than hold its number. A neuron of the next layer is connected with all four, and each connection carries a **weight**. The neuron multiplies each input by its weight and adds up. Here all weights are 1.

# %%
pixels = [0.50, 0.00, -0.75, 0.75]
n_first = 0.0
for pixel, weight in zip(pixels, [1.0, 1.0, 1.0, 1.0], strict=True):
    n_first += pixel * weight
    print(f"{pixel:5.2f} × {weight:4.1f} = {pixel * weight:6.3f}    sum so far {n_first:6.3f}")

# %% [markdown]
# The sum is called the **net input** $n$ of the unit. With a column of inputs $x$ and a row of weights $w$:
#
# $$n = w_1 x_1 + w_2 x_2 + w_3 x_3 + w_4 x_4 = w\,x .$$
#
# Why should all weights be 1? They need not. In an untrained network each connection gets a **random** weight, large or small, positive or negative.
#
# ### Task 2. Other weights (1 point, O1)
#
# The same image, 0.50, 0.00, −0.75, 0.75, with the weights −0.2, 0.6, 0.84, −0.5. What is $n$? Give three decimals.
#
# <details><summary>Hint 1</summary>Which product vanishes, and which signs do the other three have?</details>
# <details><summary>Hint 2</summary>Each pixel times the weight in the same place, then the sum. A negative pixel times a positive weight is negative.</details>
# <details><summary>Hint 3</summary>A neighbour: pixels 0.5, −1 and weights 0.4, 0.3 give 0.2 − 0.3 = −0.1.</details>

# %% answer="01-n"
n = None  # replace None by your number or expression
### BEGIN SOLUTION
n = 0.50 * -0.2 + 0.00 * 0.6 + -0.75 * 0.84 + 0.75 * -0.5
### END SOLUTION

# %% check="01-n"
check("01-n", n)

# %% [markdown]
# ### Squash
#
# A sum may be as large as it likes. The unit **squashes** it: it puts it through a function that keeps the result in bounds. The classic one is the **sigmoid**,
#
# $$\sigma(n) = \frac{1}{1+e^{-n}} .$$
#
# Whatever $n$ is, the result lies between 0 and 1. Large $n$ gives almost 1, very negative $n$ almost 0, and $n = 0$ gives one half.

# %%
for net_input in (-5.0, -1.0, 0.0, n_first, 5.0):
    print(f"σ({net_input:4.1f}) = 1 / (1 + e^{0 - net_input:.1f}) = {sigmoid(net_input):.4f}")

# %% [markdown]
# ### Task 3. The squashed sum (1 point, O1)
#
# Squash the net input of Task 2. You may write `sigmoid(...)`, or work it out with a calculator.
#
# <details><summary>Hint 1</summary>The net input is negative. On which side of one half must the result be?</details>
# <details><summary>Hint 2</summary>Put your n into the formula, with its sign: e to the power of minus n.</details>
# <details><summary>Hint 3</summary>A neighbour: n = −2 gives 1 / (1 + e²) = 1 / (1 + 7.389) = 0.1192.</details>

# %% answer="01-a"
a = None  # replace None by your number or expression
### BEGIN SOLUTION
a = sigmoid(-1.105)
### END SOLUTION

# %% check="01-a"
check("01-a", a)

# %% [markdown]
# ### A unit has two parts
#
# What comes out is the **activation** $a$ of the unit. So each unit has a linear part, the weighted sum, and a nonlinear part, the **activation function** $f$. All the lectures draw it like this.

# %%
example_w = [-0.2, 0.6, 0.84, -0.5]
example_n = float(np.dot(example_w, pixels))
print(f"n = {example_n:.3f}, a = f(n) = {sigmoid(example_n):.4f}")

# %% tags=["nbval-ignore-output"]
two_part_neuron(
    pixels,
    example_w,
    example_n,
    sigmoid(example_n),
    says="A unit: four inputs arrive over weighted lines (solid: positive, dashed: negative; the "
    "thicker, the larger). The linear part adds them up to n, the nonlinear part f makes the "
    "activation a of it.",
)

# %% [markdown]
# One thing is missing. A unit also has a **bias** $b$: a number of its own that is added to the sum, whatever the inputs are. It moves the place where the unit begins to respond. Lecture 001 leaves it out at first, as we did.
#
# $$n = w\,x + b, \qquad a = f(n).$$
#
# ### Task 4. A unit as a function (2 points, O1)
#
# Write `unit(x, w, b)` with the sigmoid as $f$. `x` is a column of shape (4, 1), `w` a row of shape (1, 4), `b` a number. A result of shape (1, 1) and a plain number are both welcome.
#
# <details><summary>Hint 1</summary>Which two lines does the formula above have?</details>
# <details><summary>Hint 2</summary><code>w @ x</code> multiplies and adds up. Add the bias before you squash.</details>
# <details><summary>Hint 3</summary>A neighbour, a unit that squares its sum in place of squashing it: <code>n = w @ x + b</code>, then <code>return n**2</code>.</details>


# %% answer="01-unit"
def unit(x, w, b):
    """The activation of one sigmoid unit with weights w (1, 4) and bias b on the inputs x (4, 1)."""
    ### BEGIN SOLUTION
    net = w @ x + b
    return sigmoid(net.item())
    ### END SOLUTION


# %% check="01-unit"
check("01-unit", unit)

# %% [markdown]
# ### Weights as a picture
#
# A unit on four pixels has four weights. So its weights can be drawn as an image, too. Here are two units and what they make of three images.

# %% tags=["nbval-ignore-output"]
units = {"unit p": np.array([1, 1, 1, 1]), "unit q": np.array([1, -1, 1, -1])}
four_pixels(
    {name: [w] for name, w in units.items()},
    titles=["weights"],
    weights=True,
    says="The weights of two units, drawn as images. Those of p are all 1; those of q are 1 in "
    "the left column and −1 in the right one.",
)

# %%
for name, w in units.items():
    for category in ("solid", "vertical", "horizontal"):
        sums = [int(np.dot(w, image)) for image in images[category]]
        print(f"{name}: n = {sums[0]:2} and {sums[1]:2} for the two {category} images")

# %% [markdown]
# Unit p answers to solid images and not at all to vertical ones. Unit q answers to vertical ones. Of all images made of 1 and −1, the one that *looks like its weights* gives a unit its largest net input. So a picture of the weights shows what a hidden unit **looks for**.
#
# But see the signs. The bright solid image gives +4 and the dark one −4. For an image and its negative a weighted sum is always opposite. One unit alone cannot say "yes" to both. That takes a squashing function, and a second layer that collects what several units have found.
#
# ### Task 5. What does it look for? (1 point, O2)
#
# You want a unit that answers most to the *horizontal* image with a **bright upper row** and a dark lower one. Which weights, in reading order, do you give it?
#
# - `"a"` 1, 1, 1, 1
# - `"b"` −1, 1, 1, −1
# - `"c"` 1, −1, 1, −1
# - `"d"` 1, 1, −1, −1
#
# <details><summary>Hint 1</summary>How does the image look, as four numbers in reading order?</details>
# <details><summary>Hint 2</summary>Each product should be positive: a positive weight where the image is bright, a negative one where it is dark.</details>
# <details><summary>Hint 3</summary>A neighbour: two pixels, bright and dark, so (1, −1). The weights 1, 1 give 1 − 1 = 0, and −1, 1 give −1 − 1 = −2. Which pair of 1 and −1 gives the most?</details>

# %% answer="01-looks_for"
weights_for = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
weights_for = "d"
### END SOLUTION

# %% check="01-looks_for"
check("01-looks_for", weights_for)

# %% [markdown]
# ## C. Activation functions
#
# The sigmoid is one activation function among many. Two others are common. **tanh** looks like a sigmoid that was stretched to run from −1 to 1. **relu**, the rectified linear unit, passes on what is positive and makes 0 of everything negative.

# %%
print("   n     sigmoid    tanh    relu")
for net_input in (-3.0, example_n, 0.0, 0.5, 3.0):
    print(f"{net_input:6.3f}  {sigmoid(net_input):7.3f} {tanh(net_input):8.3f} "
          f"{relu(net_input):7.3f}")  # fmt: skip

# %% tags=["nbval-ignore-output"]
squashing_functions(
    {"sigmoid": sigmoid, "tanh": tanh, "relu": relu},
    marks={"−1.1": example_n},
    says="Three activation functions. The sigmoid rises from 0 to 1, tanh from −1 to 1; both are "
    "flat far out. relu is zero up to 0 and then a straight line. The dot marks the net input of "
    "Task 2.",
)

# %% [markdown]
# Without any $f$ a unit only adds and multiplies. What that costs, you will see in unit 06.
#
# ### Task 6. Who can say −0.75? (1 point, O4)
#
# Lecture 001 squashes with the sigmoid. A few slides later it shows the predictions of its network: 0.5, 0.75, −0.25 and −0.75. Which of the three functions could the output units have?
#
# - `"a"` the sigmoid
# - `"b"` tanh
# - `"c"` relu
# - `"d"` each of the three
#
# <details><summary>Hint 1</summary>Find −0.75 on the vertical axis of each panel. Does the curve ever get there?</details>
# <details><summary>Hint 2</summary>Ask of each function for its smallest possible result.</details>
# <details><summary>Hint 3</summary>A neighbour: which of them could say 1.5? Neither the sigmoid nor tanh, which stay below 1; relu could.</details>

# %% answer="01-squash"
says_minus = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
says_minus = "b"
### END SOLUTION

# %% check="01-squash"
check("01-squash", says_minus)

# %% [markdown]
# So the table and the sigmoid do not belong together. The lecture does not say where the table comes from; a network with another squashing function could have made it. The errors in it are computed rightly, and Part E uses them.
#
# This is a good place for a pause.
#
# ## D. Layers
#
# ### Many units, and then more layers
#
# One unit looks for one thing. So take many, each with random weights of its own, and let all of them look at the same image: a **layer**. The lecture draws a strong weight as a thick line, and leaves out a line whose weight is zero. A second layer may look at the first, as the first looks at the image, and find patterns of patterns. Layers may differ in their number of units and in their $f$. Last comes an **output layer**, here with one unit for each category. What lies between input and output is called **hidden**.
#
# A network in which each unit is fed by *all* units of the layer before is a **multilayer perceptron**, or fully connected network. To run an input through it, layer by layer, is the **forward pass**.
#
# ### Worked: three inputs, two hidden units, one output
#
# Lecture 003 has this network in letters. We give it numbers. Counting starts at 0, as in Python.

# %%
x = np.array([[2.0], [1.0], [-1.0]])
W1 = np.array([[0.4, 0.1, 0.5], [0.3, -0.6, 0.5]])
b1 = np.array([[0.3], [0.2]])
W2 = np.array([[0.8, -0.4]])
b2 = np.array([[0.1]])

# %% tags=["nbval-ignore-output"]
network_diagram(
    [W1, W2],
    [["x0", "x1", "x2"], ["unit 0", "unit 1"], ["output"]],
    values=[[2.0, 1.0, -1.0], [None, None], [None]],
    says="A 3-2-1 network: inputs 2, 1 and −1; unit 0 has the weights 0.4, 0.1 and 0.5, unit 1 "
    "has 0.3, −0.6 and 0.5; the output has 0.8 and −0.4. Biases are not drawn.",
)

# %% [markdown]
# The biases are 0.3 for unit 0, 0.2 for unit 1, and 0.1 for the output. Unit 0, with every index written out:
#
# $$n[1]_0 = W[1]_{0,0}\,x_0 + W[1]_{0,1}\,x_1 + W[1]_{0,2}\,x_2 + b[1]_0, \qquad a[1]_0 = f(n[1]_0).$$
#
# Three kinds of number, three places: in brackets the *layer*, first below it the unit that the weight leads **to**, then the one that it comes **from**.

# %%
n0 = 0.4 * 2 + 0.1 * 1 + 0.5 * -1 + 0.3
print(f"n[1]_0 = 0.4·2 + 0.1·1 + 0.5·(−1) + 0.3 = {n0:.4f}")
print(f"a[1]_0 = σ({n0:.1f}) = {sigmoid(n0):.4f}")

# %% [markdown]
# ### Task 7. The other hidden unit (2 points, O3)
#
# Work out $n[1]_1$ and $a[1]_1$, or n1 and a1 for short. The weights are $w_{10} = 0.3$, $w_{11} = -0.6$ and $w_{12} = 0.5$, the bias is $b_1 = 0.2$, and the inputs are $x_0 = 2$, $x_1 = 1$ and $x_2 = -1$. Give four decimals.
#
# <details><summary>Hint 1</summary>How many terms does the sum have, the bias included?</details>
# <details><summary>Hint 2</summary>Three products, plus the bias, give n. Then squash n.</details>
# <details><summary>Hint 3</summary>A neighbour: weights 0.1, 0.2, 0.3 and bias 0.4 on the same inputs give n = 0.2 + 0.2 − 0.3 + 0.4 = 0.5 and a = σ(0.5) = 0.6225.</details>

# %% answer="01-hidden"
n1_1 = None  # replace None by your number or expression
a1_1 = None
### BEGIN SOLUTION
n1_1 = 0.3 * 2 - 0.6 * 1 + 0.5 * -1 + 0.2
a1_1 = sigmoid(n1_1)
### END SOLUTION

# %% check="01-hidden"
check("01-hidden", (n1_1, a1_1))

# %% [markdown]
# ### Task 8. The output (1 point, O3)
#
# Now the last layer, on your own. Its unit gets $a_0 = 0.6682$ with the weight $v_0 = 0.8$ and your $a_1$ with the weight $v_1 = -0.4$. Its bias is $c = 0.1$, and it squashes as well. What is $y$? Give four decimals.
#
# <details><summary>Hint 1</summary>What does the output unit see: the inputs x, the net inputs, or the activations of the hidden units?</details>
# <details><summary>Hint 2</summary>Weighted sum of the two activations, plus bias, then the sigmoid.</details>
# <details><summary>Hint 3</summary>A neighbour: activations 0.5 and 0.25 with the same weights and bias give n = 0.4 − 0.1 + 0.1 = 0.4 and y = σ(0.4) = 0.5987.</details>

# %% answer="01-y"
y = None  # replace None by your number or expression
### BEGIN SOLUTION
y = sigmoid(0.8 * sigmoid(0.7) - 0.4 * sigmoid(-0.3) + 0.1)
### END SOLUTION

# %% check="01-y"
check("01-y", y)

# %% [markdown]
# ### Find the slip in a formula
#
# On one slide of lecture 003 the general formula for unit $i$ reads right: $z_i^l = \sum_j A_j^{l-1} w_{ij}^l + b_i^l$. On a later slide it stands once more, for the chain rule:
#
# $$a_i = g(z_i) = g(w_{ij}\,a_j + b_i).$$
#
# ### Task 9. Extra: what has it lost? (1 point, O3)
#
# The first formula is right. What has the second one lost?
#
# - `"a"` the bias
# - `"b"` the activation function
# - `"c"` the sum over $j$
# - `"d"` nothing is lost, but $i$ and $j$ are exchanged
#
# <details><summary>Hint 1</summary>Lay it beside the worked line for n[1]_0. How many weights stand there, and how many here?</details>
# <details><summary>Hint 2</summary>An index that stands on the right side alone must be explained: is it added up over, or which one is it?</details>
# <details><summary>Hint 3</summary>A neighbour: "the price is p_j" for a basket of several things. Which j? What is meant is the sum of all p_j.</details>

# %% answer="01-lost_sum"
lost = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
lost = "c"
### END SOLUTION

# %% check="01-lost_sum"
check("01-lost_sum", lost)

# %% [markdown]
# Does it matter? Take it at its word for unit 0. With $j = 0$, or 1, or 2 it gives three different numbers, and none of them is right:

# %%
for j in range(3):
    alone = W1[0, j] * x[j, 0] + b1[0, 0]
    print(f"j = {j}: {W1[0, j]}·({x[j, 0]:.0f}) + {b1[0, 0]} = {alone:4.1f}")
print(f"with the sum: {(W1[0] @ x[:, 0] + b1[0, 0]):.1f}")

# %% [markdown]
# ### A layer is a matrix
#
# Stack the rows of weights of all units of a layer: **one row for each unit they lead to, one column for each unit they come from**. That is the matrix $W[j]$ of layer $j$. Then the whole layer is one line:
#
# $$n[j] = W[j]\,a[j-1] + b[j], \qquad a[j] = f(n[j]), \qquad a[0] = x,$$
#
# where $f$ works on each entry by itself. And the last $a[j]$ is the output. All the indices above are still there, inside the `@`.

# %%
n_1 = W1 @ x + b1
print("n[1] = W[1] @ x + b[1]:", np.round(n_1.ravel(), 4))
print(f"shapes: W[1] {W1.shape}, x {x.shape}, b[1] {b1.shape}, n[1] {n_1.shape}")
print(f"        W[2] {W2.shape}, b[2] {b2.shape}")

# %% [markdown]
# Lecture 003 calls the whole of $W$ "a large three dimensional matrix", with one index for the layer and two inside it. Look at the two shapes above: they cannot be stacked into one block. What there is, is a *list* of matrices, each with its own shape.
#
# Several inputs can run at once: put them side by side as **columns** of `x`. Each column goes its own way, and the bias is added to each.
#
# ### Task 10. Which shape? (1 point, O3)
#
# A 4-3-2 network has 4 inputs, 3 hidden units and 2 outputs. It gets a batch of 5 images. What is the shape of $W[1]$? Answer with a tuple such as `(7, 8)`.
#
# <details><summary>Hint 1</summary>Does the number of images change the weights?</details>
# <details><summary>Hint 2</summary>Rows: the units that the weights lead to. Columns: the units that they come from.</details>
# <details><summary>Hint 3</summary>A neighbour: in the 3-2-1 network above W[1] leads from 3 inputs to 2 units, and its shape is (2, 3).</details>

# %% answer="01-shape_W1"
shape_W1 = None  # replace None by a tuple
### BEGIN SOLUTION
shape_W1 = (3, 4)
### END SOLUTION

# %% check="01-shape_W1"
check("01-shape_W1", shape_W1)

# %% [markdown]
# ### Task 11. The forward pass (2 points, O3)
#
# Write `forward(x, W1, b1, W2, b2)`: two layers, both with the sigmoid. It returns the outputs. The images of a batch are the columns of `x`; the biases are columns.
#
# <details><summary>Hint 1</summary>How many lines does one layer take, and how many layers are there?</details>
# <details><summary>Hint 2</summary>The second layer gets what the first one sends: its activations. NumPy adds a column to each column of a matrix by itself.</details>
# <details><summary>Hint 3</summary>A neighbour, one layer with tanh: <code>n1 = W1 @ x + b1</code>, then <code>return tanh(n1)</code>.</details>


# %% answer="01-forward"
def forward(x, W1, b1, W2, b2):
    """The outputs of a network of two sigmoid layers, one column for each column of x."""
    ### BEGIN SOLUTION
    hidden = sigmoid(W1 @ x + b1)
    return sigmoid(W2 @ hidden + b2)
    ### END SOLUTION


# %% check="01-forward"
check("01-forward", forward)

# %% [markdown]
# The course's engine does the same for any number of layers. `Network([3, 2, 1])` is a network of these sizes with sigmoid units. It keeps everything that it computes on the way, for the backward pass will need it.

# %%
net = Network([3, 2, 1])
net.W[1], net.b[1], net.W[2], net.b[2] = W1, b1, W2, b2
net.forward(x)
print("a[1]:", np.round(net.a[1].ravel(), 4))
print(f"is our unit 0 the same? {np.isclose(net.a[1][0, 0], sigmoid(n0))}")

# %% [markdown]
# ### A forward pass with slips
#
# A friend's function runs without complaint, and still disagrees with the engine, on a 2-2-2 network where every shape fits.


# %%
def friends_forward(x, W1, b1, W2, b2):
    a1 = sigmoid(W1.T @ x + b1)
    y = sigmoid(W2 @ a1) + b2
    return a1, y


square = Network([2, 2, 2], seed=3)
square.b[1], square.b[2] = np.array([[0.2], [-0.3]]), np.array([[0.9], [0.1]])
sample = np.array([[1.0], [-2.0]])
square.forward(sample)
parts = sample, square.W[1], square.b[1], square.W[2], square.b[2]
for who, (hidden, outputs) in {"engine": square.a[1:], "friend": friends_forward(*parts)}.items():
    print(f"{who}: a[1] = {hidden[0, 0]:.3f}, {hidden[1, 0]:.3f}   "
          f"y = {outputs[0, 0]:.3f}, {outputs[1, 0]:.3f}")  # fmt: skip

# %% [markdown]
# ### Task 12. Extra: repair the forward pass (2 points, O3)
#
# There are **two** slips below. Change the function until it is right. It returns the hidden activations and the outputs, and each of them earns a point. The check also calls it on layers of different sizes.
#
# <details><summary>Hint 1</summary>Which of the friend's outputs could not come out of a sigmoid? And which unit's weights stand in a row of W[1]?</details>
# <details><summary>Hint 2</summary>A row of W leads to one unit, so W stands as it is. The bias belongs to the net input, before the squashing.</details>
# <details><summary>Hint 3</summary>A neighbour: for W = [[1, 2], [3, 4]] and x = (1, 0) unit 1 gets 3·1 + 4·0 = 3, which is row 1 of W times x. With the columns it would get 2.</details>


# %% answer="01-repair"
def repaired(x, W1, b1, W2, b2):
    a1 = sigmoid(W1.T @ x + b1)
    y = sigmoid(W2 @ a1) + b2
    return a1, y


### BEGIN SOLUTION
# The released cell holds only the version above.


def repaired(x, W1, b1, W2, b2):  # noqa: F811
    a1 = sigmoid(W1 @ x + b1)
    y = sigmoid(W2 @ a1 + b2)
    return a1, y


### END SOLUTION

# %% check="01-repair"
check("01-repair", repaired)

# %% [markdown]
# ## E. How wrong is the answer?
#
# The weights are random. So what does the network say to an image? Nothing sensible. Lecture 001 shows it a *horizontal* image and compares the **predictions** with the **ground truth**, which is known in advance for every image of the **training data**: 1 for the right category and 0 for the others. The **error** is the size of the difference.

# %%
print("category     truth  prediction  error")
for name, truth, prediction in (("solid", 0, 0.50), ("vertical", 0, 0.75)):
    print(f"{name:12} {truth:4}  {prediction:9.2f}  {abs(truth - prediction):6.2f}")
print(f"{'diagonal':12} {0:4}  {-0.25:9.2f}       ?")
print(f"{'horizontal':12} {1:4}  {-0.75:9.2f}       ?")

# %% [markdown]
# The largest prediction wins. So this network calls the image *vertical*, and *horizontal* comes last.
#
# ### Task 13. The last two errors and the total (3 points, O5)
#
# Complete the table: the errors of *diagonal* and *horizontal*, and the total of all four.
#
# <details><summary>Hint 1</summary>Can the size of a difference be negative?</details>
# <details><summary>Hint 2</summary>The distance from the prediction to the truth on the number line, whichever of them is larger. Then add up all four.</details>
# <details><summary>Hint 3</summary>A neighbour: truth 1 and prediction −0.5 are 1.5 apart; truth 0 and prediction −0.1 are 0.1 apart.</details>

# %% answer="01-errors"
e3 = None  # replace None by your number or expression
e4 = None
total = None
### BEGIN SOLUTION
e3 = abs(0 - -0.25)
e4 = abs(1 - -0.75)
total = 0.50 + 0.75 + e3 + e4
### END SOLUTION

# %% check="01-errors"
check("01-errors", (e3, e4, total))

# %% [markdown]
# The aim of training is to make this small, over all images. For that the error must find its way back to the weights. That is the rest of this course.
#
# ### Squares in place of sizes
#
# From now on the lecture squares each error, and so do we. A square is never negative, either. It punishes one large error more than two small ones. And it has a slope everywhere, where the size of a difference has a corner at 0. Three names go round for nearly the same thing:
#
# - **half squared error**: $\tfrac12\sum (t-o)^2$. This is our $E$.
# - **squared error**: $\sum (t-o)^2$.
# - **mean squared error**: $\frac1K\sum (t-o)^2$, with $K$ for how many outputs there are.
#
# For two outputs with the errors 0.5 and 2:

# %%
squares = [0.5**2, 2.0**2]
print(f"squares {squares}: half of the sum {sum(squares) / 2}, sum {sum(squares)}, "
      f"mean {sum(squares) / 2}")  # fmt: skip

# %% [markdown]
# Lecture 001 writes the first formula under the third name. With two outputs that is even true, since then the mean *is* half of the sum. With one output, or with four, it is not.
#
# ### Task 14. Two losses of one table (2 points, O5)
#
# Work out the half squared error and the mean squared error of the four predictions 0.5, 0.75, −0.25, −0.75 with the targets 0, 0, 0, 1. Give four decimals.
#
# <details><summary>Hint 1</summary>Which four errors did you find, and what are their squares?</details>
# <details><summary>Hint 2</summary>Add the four squares once. Half of the sum is the first answer; the sum divided by the number of outputs is the second.</details>
# <details><summary>Hint 3</summary>A neighbour: errors 1, 0, 2, 1 have the squares 1, 0, 4, 1. Half of their sum is 3, their mean 1.5.</details>

# %% answer="01-losses"
half = None  # replace None by your number or expression
mean = None
### BEGIN SOLUTION
half = (0.5**2 + 0.75**2 + 0.25**2 + 1.75**2) / 2
mean = (0.5**2 + 0.75**2 + 0.25**2 + 1.75**2) / 4
### END SOLUTION

# %% check="01-losses"
check("01-losses", (half, mean))

# %% [markdown]
# ## F. Before and after training
#
# What will training make of random weights? Here is a look ahead: a network with 4 pixels, 6 hidden units and 4 outputs learns our eight images. The hidden units use tanh, the outputs the sigmoid. How `train` does it, the next units explain.

# %%
targets = np.kron(np.eye(4), [1, 1])  # two images of each category, one column each
sorter = Network([4, 6, 4], f=["tanh", "sigmoid"], seed=0)
W_before = sorter.W[1].copy()
horizontal = x_all[:, 6:7]
before = sorter.forward(horizontal).ravel()
history = train(sorter, x_all, targets, eta=0.5, epochs=1500)
after = sorter.forward(horizontal).ravel()
print("a horizontal image:   before    after   truth")
for name, early, late, truth in zip(images, before, after, [0, 0, 0, 1], strict=True):
    print(f"{name:20} {early:8.2f} {late:8.2f} {truth:6}")
print(f"total absolute error {abs(before - [0, 0, 0, 1]).sum():8.2f} "
      f"{abs(after - [0, 0, 0, 1]).sum():8.2f}")  # fmt: skip
print(f"loss over all eight images: {history.E[0]:.2f} before, {history.E[-1]:.3f} after")

# %% tags=["nbval-ignore-output"]
four_pixels(
    {"before": list(W_before), "after": list(sorter.W[1])},
    titles=[f"unit {k}" for k in range(1, 7)],
    weights=True,
    says="The weights of the six hidden units as pictures, before and after training. Before, "
    "they are random and weak. After it they are several times larger, and show patterns.",
)

# %%
lone = Network([4, 4], seed=0)
train(lone, x_all, targets, eta=0.5, epochs=1500)
print("a network without hidden units, answers for the right category:")
for name, pair in zip(images, np.hsplit(lone.forward(x_all), 4), strict=True):
    row = list(images).index(name)
    print(f"{name:12} first case {pair[row, 0]:.2f}, second case {pair[row, 1]:.2f}")
lecture_image = sorter.forward(np.array([pixels]).T).ravel()
print("\nthe lecture's image with its shades, for the network with hidden units:")
print(", ".join(f"{name} {value:.2f}" for name, value in zip(images, lecture_image, strict=True)))

# %% [markdown]
# The trained network answers the horizontal image as it should. It also has an opinion on the image with shades, which it never saw: diagonal.
#
# The second run shows why hidden units are needed. Without them the network learns one case of each category and gives up the other: a weighted sum that says "yes" to an image says "no" to its negative. That is the intra-class variation of Part A again, now as a number.
#
# More training would not help. A network without hidden units is a linear classifier (unit 00). For a category to win on an image *and* on its negative, its bias must be the largest of all, and only one category can have the largest. A stack of linear functions with nonlinear ones between them can do what no linear classifier can: it has more **representational power**.

# %% [markdown]
# ### Try it: paint four pixels
#
# **Extra, about 3 minutes.** Paint an image with the four pixels. Which output will be the largest? Say it before you look, then train the network and paint the same image again. What has changed in the weights that are drawn as pictures?

# %% tags=["nbval-ignore-output"]
Pixels()

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# You may build a detector for *vertical*, both cases of it, from two hidden units and one output unit, by hand. Which weights do you give the hidden units? Which activation function do you want, and how does the output unit combine them? Would it work without any activation function?
#
# <details><summary>After you have talked</summary>
#
# One unit with the weights 1, −1, 1, −1, and one with the opposite signs. With relu the first answers 4 to one case, the second answers 4 to the other, and both answer 0 to all other categories. The output unit adds them, with weights 1 and 1: it says 4 for both vertical images and 0 for the rest. Without relu the two would always cancel to 0.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand; O1, O2, O4)
#
# A friend says: "A neuron is a switch: it adds up its inputs and fires if there is enough." Answer in four to six sentences. What is right about it, and what does it leave out?
#
# | points | your answer … |
# |---|---|
# | 1 | names the two parts of a unit and the role of weights and bias, with one number from this unit |
# | 1 | says how a sigmoid, tanh or relu differs from a switch |
# | 1 | says what a single unit cannot do with these images, why, and what helps |

# %% [markdown] manual="01-reflect" points=3
# ### BEGIN SOLUTION
# It is right that a unit first adds up: with the weights −0.2, 0.6, 0.84 and −0.5 the lecture's image gives −1.105. But the inputs are weighted before they are added, so that an input may also count against, and a bias moves the place where the unit begins to respond. And what follows is no switch. The sigmoid makes 0.25 of −1.105, and a little more input gives a little more output; relu passes on a positive sum as it is. A unit answers most to an image that looks like its weights, and it answers an image and its negative with opposite sums. So one unit cannot say yes to both cases of a category; several hidden units with a nonlinear function, and an output unit that collects what they found, can.
# ### END SOLUTION

# %% [markdown]
# ## What the lecture prints differently, and why
#
# Here are all numbers of the four-pixel example and of the error table, as the slides of lecture 001 print them and as they are. A dash: the slide prints none.

# %%
example = [
    number for number in all_numbers() if number.id.startswith(("aksoy.pixel", "aksoy.errtable"))
]
print(f"{'number':22} {'slide':>6}  {'exact':>9}")
for number in example:
    slide, exact = number.printed or "-", float(number.exact)
    print(f"{number.quantity:22} {slide:>6}  {exact:9.6g}  {number.kind}")

# %%
plain = ("An input of the example.", "Exact as printed.", "Rounded correctly.",
         "The lecture prints no value.")  # fmt: skip
for number in example:
    if number.reason not in plain:
        print(textwrap.fill(f"{number.quantity}: {number.reason}", 88, subsequent_indent="  "))

# %% [markdown]
# No number here is wrong. The one that was shortened is the net input: the slide rounds −1.105 to one decimal, which is enough for a picture.
#
# What we would say differently:
#
# - **Negative predictions** from units that squash with a sigmoid cannot be (Task 6).
# - **"Mean squared error"** for $\tfrac12\sum(t-y)^2$, when the table turns into a loss (Task 14). Unit 06 meets it again.
# - **The sum over $j$** got lost on a slide of lecture 003 (Task 9). It is there on an earlier one.
# - **"Three dimensional"**: the weights of all layers are a list of matrices of different shapes.
# - **Two numberings** in lecture 002: $W^{(t)}$ belongs to the layer it leads to, and $W_k$ to the layer it starts from. Both are in use everywhere; within one text, one should do. Ours is the first.

# %% [markdown]
# ## Further reading
#
# The lectures name these:
#
# - The video *How Deep Neural Networks Work* and the blog at e2eml.school: what a network computes, layer by layer.
# - The video *What is a neural network?*: the forward pass, drawn.
# - A. Zhang and others, *Dive into Deep Learning*, section 5.1: multilayer perceptrons and activation functions.
# - H. Larochelle's lectures on neural networks; P. Skalski's and HMKCode's articles, which lecture 003 builds on.
#
# ## Back to the objectives
#
# - **O1** You worked out a net input and an activation, and wrote a unit as a function (Tasks 2 to 4).
# - **O2** You know why one pixel tells nothing, and what a unit with given weights looks for (Tasks 1 and 5).
# - **O3** You ran a network forward with indices and with matrices and, if you took the extras, found slips in a formula and in code (Tasks 7 to 12).
# - **O4** You know what three activation functions can and cannot say (Task 6).
# - **O5** You measured one table of errors in three ways (Tasks 13 and 14).
#
# Next: unit 02. One layer, one error: which weight should change, and by how much?
