# %% [markdown]
# # Unit 00. Learning as optimisation
#
# A network answers wrongly. It holds thousands of numbers that somebody chose at random. Which of them should change, in which direction, and by how much? This course is about that question. This first unit turns it into one that you can draw: *which way is down?*
#
# **What you will be able to do**
#
# - **O1** Compute the scores of a linear function $f(x, W) = Wx$ and their loss, and say what a factor in front of a loss changes.
# - **O2** Measure a slope by nudging, find it by differentiation, and check one against the other.
# - **O3** Take a step of gradient descent with one weight and with two, and say what a learning rate that is too small or too large does.
# - **O4** Say what backpropagation is, how it is used and why it is useful, and keep the algorithm, the framework and the level of a statement apart.
#
# **Time** About 60 minutes in two sittings. First sitting: how this course works 5, A a function with knobs 7, B how wrong is it 7, C downhill on a line 12. Second sitting: D two weights 14, E what backpropagation is 8, reflection 7.
#
# **What you need** A little Python, and partial derivatives: the slope of a formula in the direction of one of its letters. Nothing about networks.

# %% [markdown]
# ## Set-up
#
# <div class="alert alert-info">
# Run the next cell first: click into it and press Shift+Enter. If it stops with <code>ModuleNotFoundError</code>, this notebook runs in a Python that does not have the course. Close JupyterLab, activate the environment that you installed the course into, and open it again with <code>backprop lab</code>. The course's first page, <code>index.ipynb</code>, says what else to try.
# </div>
#
# **How to work.** Go from top to bottom, one cell at a time, with Shift+Enter. "Run all" would show you answers before the questions. Still stuck after Hint 3? Go on and come back: none of our later cells needs your answer.

# %%
import numpy as np
from backprop import Network, gradient_check
from backprop.widgets.descent_on_a_line import descent_on_a_line
from backprop.widgets.error_surface import descent
from backprop.widgets.image_scores import image_scores
from backprop.widgets.live.line_descent import LineDescent
from backprop.widgets.steepest_direction import steepest_direction

from autograder import check
from autograder.numbers import all_numbers

# %% [markdown]
# ## How this course works
#
# There are twelve units. Each of them has the same parts: a prediction, a worked example with every number, the same example for you to continue, and tasks.
#
# **A task has three cells.** The first holds the question, the points, the objective that it serves, and three hints that unfold when you click them. The second is yours: replace `None` by your answer. The third is one line, `check(...)`. Run the second and then the third.
#
# **A check tells you what is right and, where it can, what went wrong.** It does not only say "incorrect". If your answer is what comes out when a sign is lost, it says that a sign is lost. It never stops the notebook. You may check as often as you like, and a wrong answer costs nothing: what counts is what stands there at the end.
#
# **What can be asked.** A letter in quotation marks. A number, or an expression such as `3 * 4 + 1` that Python works out for you. Several numbers in one answer, each of which earns its share. A text such as `"BAC"` for an order. A function: the check calls it on inputs that you have not seen. The reflection at the end is read and marked by a person.
#
# **Try it on the first task.** Give a wrong answer on purpose, run the check and read what it says. Then give the right one.

# %% [markdown]
# ## The lectures' symbols and ours
#
# Five lecturers, five alphabets. This unit draws on the openings of four lectures: 000 (G. Miles), 002 (E. Sayrol), 003 (J. Török) and 004 (A. M. Saxe). The course has one notation:
#
# | lecture | here |
# |---|---|
# | 000: $L$; 002: $\mathcal{L}$; 003: Error | loss $E$ |
# | 003: prediction; 004: $o$ | output $y$ (in this unit also: score $s$) |
# | 003: actual; 004: $t$ | target $t$ |
# | 002: $\theta$ for all weights and biases together | weights $w$; all of them together $W$ |
# | 000, 002: $\alpha$; 003: $\alpha$ and $a$; 004: $\lambda$ | learning rate $\eta$ (eta) |
# | 000: $w^*$; 003: ${}^*W$ for the *updated* weight | $w^{\text{new}}$ |
# | 002, 004: $W^*$, $w^*$ for the *best* weights | $w^* = \operatorname{argmin}_w E$, the weights where $E$ is smallest |
#
# The star deserves a second look. In two lectures it marks a weight after one step, in two others the end of all steps. Here it is always the second.

# %% [markdown]
# ## A. A function with knobs
#
# ### From an image to scores
#
# Lecture 000 begins with an image of four pixels. A pixel is a number between 0 (black) and 255 (white). Read the image row by row and write the four numbers under each other: this column is the input $x$. Now take two rows of four numbers, the **weights** $W$. Each row makes one **score**: multiply each weight by its pixel, and add up.
#
# $$f(x, W) = Wx$$
#
# The first score might stand for "cat" and the second for "dog". The larger one wins. A rule of this kind, weighted sums of which the largest wins, is called a **linear classifier**. So $f$ is a function with eight knobs: turn one weight, and a score changes.

# %% tags=["nbval-ignore-output"]
image = np.array([[56, 89], [10, 43]])
W = np.array([[0.2, 0.4, 1.3, 2.0], [0.0, -2.3, 0.1, -1.3]])
image_scores(
    image,
    W,
    scores=[145.8, None],
    says="Left the image: 56 and 89 above, 10 and 43 below. In the middle two rows of four "
    "weights, then the image as a column x. The first row makes the score 145.8; the second is "
    "still open.",
)

# %% [markdown]
# ### Task 1. Predict the sign (1 point, O1)
#
# The second row of weights is 0, −2.3, 0.1, −1.3. The pixels are 56, 89, 10, 43. Without working it out: which sign will the second score have?
#
# - `"a"` positive
# - `"b"` negative
# - `"c"` one cannot say before multiplying it all out
#
# <details><summary>Hint 1</summary>Which of the four products pull the sum down?</details>
# <details><summary>Hint 2</summary>The sign of a sum is the sign of its largest parts, if the others are too small to make up for them.</details>
# <details><summary>Hint 3</summary>A neighbour: weights 5, −0.1 and pixels 80, 90. The first product is in the hundreds, the second below ten: the sum is positive.</details>

# %% answer="00-predict"
sign = None  # replace None by "a", "b" or "c"
### BEGIN SOLUTION
sign = "b"
### END SOLUTION

# %% check="00-predict"
check("00-predict", sign)

# %% [markdown]
# ### The first score, worked

# %%
x = image.reshape(4, 1)  # a column: row by row, the upper row first
total = 0.0
for weight, pixel in zip(W[0], x[:, 0], strict=True):
    total += weight * pixel
    print(f"{weight:4.1f} · {pixel:2} = {weight * pixel:5.1f}    sum so far {total:6.1f}")

# %% [markdown]
# ### Task 2. The second score (1 point, O1)
#
# Now the second row. The pixels $x_1$ to $x_4$ are 56, 89, 10, 43. The weights $W_{21}$ to $W_{24}$ (row 2, column 1 to 4) are 0, −2.3, 0.1, −1.3. You may type a number, or an expression such as `3 * 4 - 1`.
#
# <details><summary>Hint 1</summary>How many products are there, and which of them is zero?</details>
# <details><summary>Hint 2</summary>Each weight times the pixel in the same place, then the sum. Keep each minus sign with its weight.</details>
# <details><summary>Hint 3</summary>A neighbour: weights 2, −1, 0.5 and pixels 10, 30, 4 give 20 − 30 + 2 = −8.</details>

# %% answer="00-score2"
score2 = None  # replace None by your number or expression
### BEGIN SOLUTION
score2 = 0 * 56 - 2.3 * 89 + 0.1 * 10 - 1.3 * 43
### END SOLUTION

# %% check="00-score2"
check("00-score2", score2)

# %% [markdown]
# NumPy does both rows at once. `W @ x` is the product of a matrix and a column:

# %%
scores = W @ x
print(f"s1 = {scores[0, 0]:.1f}")
print(f"s2 = {scores[1, 0]:.1f}")

# %% [markdown]
# ## B. How wrong is it?
#
# Beside the scores the slide writes a target: 1 for the first class and 0 for the second. The first class is right, and the first score is indeed the larger one. So is all well?
#
# Not if the scores should *be* 1 and 0. Then both are far off. To say how far, we need one number for both errors, and it must not let a +10 and a −10 cancel. Such a number is a **loss**: zero when everything fits, larger the worse it is. Lecture 000 leaves open which one it means. We take the course's own, the **half squared error**:
#
# $$E = \tfrac12 \sum_k (t_k - y_k)^2,$$
#
# target minus output, squared, added up, halved. The outputs $y_k$ are here the scores. With outputs 5 and −1 and targets 3 and 2, for example:

# %%
errors = [3 - 5, 2 - (-1)]
squares = [e**2 for e in errors]
print(f"errors {errors}, squares {squares}, sum {sum(squares)}, E = {sum(squares) / 2}")

# %% [markdown]
# And our scores? They are far too large for targets of 1 and 0. Suppose that somebody has made all weights a thousand times smaller.

# %%
print(f"loss of the scores as they are: {((1 - 145.8) ** 2 + (0 - -259.6) ** 2) / 2:.1f}")
print("scores with weights a thousand times smaller:", np.round(W / 1000 @ x, 4).ravel())

# %% [markdown]
# ### Task 3. The loss of the scores (1 point, O1)
#
# The scores are now $s_1 = 0.1458$ and $s_2 = -0.2596$; the targets are $t_1 = 1$ and $t_2 = 0$. What is $E$? Let Python work out your expression (`**2` squares), or give four decimals.
#
# <details><summary>Hint 1</summary>Which two errors are there?</details>
# <details><summary>Hint 2</summary>Subtract, square, add, halve: in this order. A negative error has a positive square.</details>
# <details><summary>Hint 3</summary>A neighbour: outputs 7 and −4 with targets 1 and 0 have the errors −6 and 4, the squares 36 and 16, and E = 26.</details>

# %% answer="00-E"
E_scores = None  # replace None by your number or expression
### BEGIN SOLUTION
E_scores = ((1 - 0.1458) ** 2 + (0 - (-0.2596)) ** 2) / 2
### END SOLUTION

# %% check="00-E"
check("00-E", E_scores)

# %% [markdown]
# A loss of about 0.4 in place of one of 44 thousand, and the first score still wins. Turning knobs helps. The question is which way.
#
# ### Half, whole, or mean?
#
# The lectures do not agree on the factor in front:
#
# | lecture | loss |
# |---|---|
# | 003, and 001 | $\tfrac12 (t-y)^2$; 001 calls it "mean squared error" |
# | 004 | $(t-y)^2$ |
# | 002 | another one for classes, which unit 09 explains |
# | many libraries | the mean of the squares, so for two outputs $\tfrac12\left[(t_1-y_1)^2 + (t_2-y_2)^2\right]$ |
#
# For two outputs the mean and the half sum happen to be the same. For one output the mean is twice the half. Which one you use is a matter of taste, as long as you say so. But what does the choice change?

# %%
pair = [(3 - 5) ** 2, (2 - (-1)) ** 2]
print(f"outputs 5, −1 and targets 3, 2: half sum {sum(pair) / 2}, sum {sum(pair)}, "
      f"mean {np.mean(pair)}")  # fmt: skip
print(f"the first output alone:         half sum {pair[0] / 2}, sum {pair[0]}, mean {pair[0]}")

# %% [markdown]
# ### Task 4. What does a factor leave alone? (1 point, O1)
#
# Somebody leaves out the ½, so that every loss is twice as large. One of these stays the same. Which?
#
# - `"a"` the loss at the weights that the network has now
# - `"b"` the slope of the loss there, in the direction of a weight
# - `"c"` the weights $w^*$ where the loss is smallest
# - `"d"` a step of $\eta$ times the slope
#
# <details><summary>Hint 1</summary>Draw a valley. Draw it once more, twice as high. What has not moved?</details>
# <details><summary>Hint 2</summary>A slope is a difference of heights over a distance. If all heights double, so does it, and so does all that is made from it.</details>
# <details><summary>Hint 3</summary>A neighbour: w² and 3w². At w = 1 they are 1 and 3, with slopes 2 and 6. Where is each of them smallest?</details>

# %% answer="00-factor"
unchanged = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
unchanged = "c"
### END SOLUTION

# %% check="00-factor"
check("00-factor", unchanged)

# %% [markdown]
# So the ½ is a convenience: it cancels a 2 that will come down when we differentiate. A learning rate half as large makes up for a loss twice as large. Watch for that factor whenever you compare two books.
#
# ## C. Downhill on a line
#
# ### Learning is looking for the lowest point
#
# The inputs and the targets are given. So the loss is a function of the weights alone, and **learning** means to make it small:
#
# $$w^* = \operatorname{argmin}_w E(w).$$
#
# Read: $w^*$ is the $w$ for which $E$ is smallest. This is the *optimisation view* of learning. The data and the network together shape a landscape, and a set of weights is a place in it.
#
# Take the smallest landscape there is: one weight, one input $x = 5$, one target $t = 3$. The output is $y = wx$, and
#
# $$E(w) = \tfrac12\,(3 - 5w)^2.$$
#
# At $w = 0.2$ the output is 1, too small. Should $w$ grow or shrink? You can see it at once. A network with a million weights cannot see anything. What it can do is to **nudge** a weight and look at the loss.


# %%
def E(w):
    return (3 - w * 5) ** 2 / 2


h = 0.001
print(f"E(0.2)         = {E(0.2):.4f}")
print(f"E(0.2 + 0.001) = {E(0.2 + h):.6f}")
print(f"E(0.2 − 0.001) = {E(0.2 - h):.6f}")
print(f"slope: difference / 0.002 = {(E(0.2 + h) - E(0.2 - h)) / (2 * h):.4f}")

# %% [markdown]
# The loss falls by ten times the nudge: the **slope** is −10. Differentiation says the same. By the chain rule (outer derivative times inner derivative),
#
# $$\frac{\partial E}{\partial w} = -(3 - 5w)\cdot 5, \qquad\text{at } w = 0.2:\quad -(3-1)\cdot 5 = -10.$$
#
# The sign says which way is up. So the way down is *against* it. **Gradient descent** takes a step of the size
#
# $$w^{\text{new}} = w - \eta\,\frac{\partial E}{\partial w},$$
#
# where the **learning rate** $\eta$ is a small positive number. All lectures have this line, in five spellings:
#
# | lecture | its own line |
# |---|---|
# | 000 | $w_x^* = w_x - \alpha\,\partial L/\partial w_x$ |
# | 001 | $\omega^{\text{new}} = \omega - \eta\,\partial E/\partial\omega$ |
# | 002 | $\theta_j^{(n)} = \theta_j^{(n-1)} - \alpha^{(n-1)}\,\nabla_{\theta_j}\mathcal{L}$, with $n$ for the number of the step: the rate may change on the way |
# | 003 | $\Delta W = -\alpha\,\partial L/\partial W$ and ${}^*W_x = W_x - a\,\partial\text{Error}/\partial W_x$ |
# | 004 | $\Delta W = -\lambda\,\partial E/\partial W$, where $\Delta W$ is the change |
#
# ### The first step, worked

# %%
eta = 0.01
slope = -(3 - 5 * 0.2) * 5
w_new = 0.2 - eta * slope
print(f"slope at 0.2  {slope:.1f}")
print(f"new weight    0.2 − 0.01 · ({slope:.1f}) = {w_new:.1f}")
print(f"loss          {E(0.2):.3f} before, {E(w_new):.3f} after")

# %% [markdown]
# Two minus signs meet, and the weight grows: from 0.2 to 0.3. The loss falls from 2 to 1.125. And now?
#
# ### Task 5. The slope at the new place (1 point, O2)
#
# What is $\partial E/\partial w$ at $w = 0.3$? Use the formula, or nudge.
#
# <details><summary>Hint 1</summary>Which number in the formula has changed with the step?</details>
# <details><summary>Hint 2</summary>First the output, then the error 3 minus output, then minus the error times the input.</details>
# <details><summary>Hint 3</summary>A neighbour: at w = 0.5 the output is 2.5 and the error 0.5, so the slope is −0.5 · 5 = −2.5.</details>

# %% answer="00-dE_dw"
dE_dw = None  # replace None by your number or expression
### BEGIN SOLUTION
dE_dw = -(3 - 5 * 0.3) * 5
### END SOLUTION

# %% check="00-dE_dw"
check("00-dE_dw", dE_dw)

# %% [markdown]
# A nudge gives a second opinion on any slope. The course has a tool for it, `gradient_check`. It takes the loss, the place, and the slope that *you* claim, and prints what it measured beside it. Here it holds your answer against a nudge; without an answer it takes the slope of the first step, and finds that it does not belong here.

# %%
claimed = dE_dw if isinstance(dE_dw, int | float) else -10.0
checked = gradient_check(E, 0.3, claimed)

# %% [markdown]
# The slope at 0.3 is flatter than at 0.2. So the next step is shorter, though $\eta$ is the same. Descent slows down by itself as it comes near the bottom.
#
# ### How large should a step be?
#
# The bottom of this valley is at $w = 0.6$, where the output is 3. Start again at $w = 0.2$, where the slope is −10, and take a few steps with each of four learning rates.
#
# ### Task 6. Predict: which rate is too large? (1 point, O3)
#
# With one of these learning rates the loss **grows** from step to step. Which? Work out where the first step from 0.2 lands.
#
# - `"a"` 0.004
# - `"b"` 0.04
# - `"c"` 0.07
# - `"d"` 0.09
#
# <details><summary>Hint 1</summary>How far from the bottom does each first step land?</details>
# <details><summary>Hint 2</summary>Where you land is 0.2 + η · 10. The loss grows if you end farther from 0.6 than you began.</details>
# <details><summary>Hint 3</summary>A neighbour: in a valley with its bottom at 10, start at 9. A step to 10.7 has crossed the bottom and is still nearer than before; a step to 11.3 is not.</details>

# %% answer="00-rate"
too_large = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
too_large = "d"
### END SOLUTION

# %% check="00-rate"
check("00-rate", too_large)

# %% [markdown]
# Now run it.


# %%
def walk(eta, steps=6, w=0.2):
    """The weights that gradient descent on E visits, the first one included."""
    visited = [w]
    for _ in range(steps):
        w = w - eta * -(3 - 5 * w) * 5  # the slope is worked out anew at every place
        visited.append(w)
    return visited


walks = {f"η = {eta}": walk(eta) for eta in (0.004, 0.04, 0.07, 0.09)}
for name, visited in walks.items():
    print(f"{name:9}  weights " + " ".join(f"{w:6.2f}" for w in visited))
    print(f"{'':9}  losses  " + " ".join(f"{E(w):6.2f}" for w in visited))

# %% tags=["nbval-ignore-output"]
descent_on_a_line(
    E,
    box=(-0.45, 1.65),
    paths={name: visited[:5] for name, visited in walks.items()},
    says="The same valley four times, with four steps each from 0.2. At 0.004 the steps "
    "creep. At 0.04 the first one lands on the bottom. At 0.07 they jump from side to side and "
    "still close in. At 0.09 each jump ends higher than it began.",
    bottom=0.6,
)

# %% [markdown]
# Too small, and learning takes for ever. A little too large, and it swings from side to side. Larger still, and it blows up. Where the border lies depends on how steep the valley is; unit 02 works it out.
#
# Change one of the four rates to 0.08 and run both cells again. What happens exactly on the border? (Put the old rate back afterwards.)

# %% [markdown]
# ### Try it: descent on a line
#
# **Extra, about 3 minutes.** Which rate is too large on a curve that you have not seen? Choose *two valleys*. Predict what the next step does to the loss, then press Step. Can you find a rate that jumps from one valley into the other? And on the curve of the sigmoid unit: why does a step from far on the left hardly move?

# %% tags=["nbval-ignore-output"]
LineDescent(w=-0.4, eta=0.1)

# %% [markdown]
# ## D. Two weights
#
# With two weights the landscape is a real one, with a height $E$ over every point of a plane. At each place there are two slopes: $\partial E/\partial w_1$ if you walk in the direction of $w_1$, and $\partial E/\partial w_2$. Together they are the **gradient**. Lecture 000 writes it as $\nabla_w L$.
#
# Here is a small landscape: one output $y = w_1 x_1 + w_2 x_2$ for two inputs. For the input $p = (2, 1)$ it should give 3, for the input $q = (-1, 1)$ it should give 0. So $y_p = 2w_1 + w_2$ and $y_q = w_2 - w_1$, and both losses are added.


# %%
def E2(w1, w2):
    return ((3 - (2 * w1 + w2)) ** 2 + (0 - (w2 - w1)) ** 2) / 2


slope1 = (E2(0.5 + h, -0.5) - E2(0.5 - h, -0.5)) / (2 * h)
slope2 = (E2(0.5, -0.5 + h) - E2(0.5, -0.5 - h)) / (2 * h)
print(f"at w1 = 0.5, w2 = −0.5:  E = {E2(0.5, -0.5):.3f}")
print(f"slope by w1, nudged:     {slope1:.2f}")
print(f"slope by w2, nudged:     {slope2:.2f}")

# %% [markdown]
# ### Task 7. The gradient as an array (2 points, O2)
#
# Now at another place: $w_1 = 0$ and $w_2 = 1$. Give both slopes in one array, $\partial E/\partial w_1$ first. Differentiate the loss above by hand, or nudge `E2` as the cell does.
#
# <details><summary>Hint 1</summary>There are two errors, one for each input. What are they at this place?</details>
# <details><summary>Hint 2</summary>For each of the two inputs, the slope by a weight is minus the error times what stands beside that weight in the output. The two slopes add.</details>
# <details><summary>Hint 3</summary>A neighbour: at w1 = 1 and w2 = 0 the errors are 3 − 2 = 1 and 0 − (−1) = 1. The slope by w1 is −1 · 2 − 1 · (−1) = −1, that by w2 is −1 · 1 − 1 · 1 = −2. The answer would be np.array([-1, -2]).</details>

# %% answer="00-gradient"
gradient = None  # replace None by np.array([your slope by w1, your slope by w2])
### BEGIN SOLUTION
gradient = np.array([-2 * 2 - (-1) * (-1), -2 * 1 - (-1) * 1])
### END SOLUTION

# %% check="00-gradient"
check("00-gradient", gradient)

# %% [markdown]
# ### Which step is best?
#
# There are many small steps that lower the loss. Which is best? Lecture 004 puts it this way: of all small changes, take the one that lowers the error *fastest*. The picture goes back to $(0.5, -0.5)$ and tries every direction, with a step of one and the same length.

# %% tags=["nbval-ignore-output"]
steepest_direction(E2, start=(0.5, -0.5), length=0.1, downhill=(-slope1, -slope2))

# %% [markdown]
# The best direction is minus the gradient. It shares the step out between the weights in proportion to their slopes, here 4 to 3.5. That is why gradient descent is also called **steepest** descent, and why every weight may use the same line: old weight, minus $\eta$ times *its own* slope.
#
# ### Task 8. Two weights after one step (2 points, O3)
#
# From $w_1 = 0.5$ and $w_2 = -0.5$ take one step with $\eta = 0.1$. The slopes there are −4 and −3.5, as measured above. What are the new weights?
#
# <details><summary>Hint 1</summary>Does each weight grow or shrink?</details>
# <details><summary>Hint 2</summary>Each weight for itself: old weight − η · its slope.</details>
# <details><summary>Hint 3</summary>A neighbour: weights 1 and −2, slopes 3 and −5, η = 0.1: the new weights are 1 − 0.3 = 0.7 and −2 + 0.5 = −1.5.</details>

# %% answer="00-two_weights"
w1_new = None  # replace None by your number or expression
w2_new = None
### BEGIN SOLUTION
w1_new = 0.5 - 0.1 * (-4)
w2_new = -0.5 - 0.1 * (-3.5)
### END SOLUTION

# %% check="00-two_weights"
check("00-two_weights", (w1_new, w2_new))


# %%
def walk2(eta, steps, w1=0.5, w2=-0.5):
    """The places that gradient descent on E2 visits; both slopes by differentiation."""
    visited = [(w1, w2)]
    for _ in range(steps):
        e_p, e_q = 3 - (2 * w1 + w2), 0 - (w2 - w1)
        w1, w2 = w1 - eta * (-2 * e_p + e_q), w2 - eta * (-e_p - e_q)
        visited.append((w1, w2))
    return visited


for eta in (0.1, 0.34):
    for step in (0, 5, 20):
        w1, w2 = walk2(eta, steps=20)[step]
        print(f"η = {eta:4}, after {step:2} steps: w1 = {w1:.3f}  w2 = {w2:6.3f}  "
              f"E = {E2(w1, w2):.4f}")  # fmt: skip

# %% tags=["nbval-ignore-output"]
descent(
    E2,
    box=((0.1, 2.1), (-0.8, 1.4)),
    paths={f"η = {eta:g}": walk2(eta, steps=8) for eta in (0.1, 0.34)},
)

# %% [markdown]
# The bottom is at $w_1 = w_2 = 1$. The steepest way does not lead straight there: it is only the best *small* step. After it, one must look again. That is why each step works out its slopes anew.
#
# ### The lowest point of what?
#
# The bottom is best for *this* loss on *these* examples. Is it what you wanted? Take one weight, the input 1 three times, and the targets 1, 1 and 10, where the 10 is a typing error for 1. The weight that you want is 1. The weight with the smallest loss is 4, the mean of the targets. Lecture 001 ends on this warning: the lowest point of the loss need not be the true solution.
#
# ### A step that does not learn
#
# Back to one weight. A friend wrote a step of gradient descent for $E = \tfrac12 (t - wx)^2$, and the loss grows. Is it the slope, or the step? First see what the gradient check says about the slope. "Numerical" is the nudge, "analytic" what the friend claims.


# %%
def friends_slope(w, x=5.0, t=3.0):
    y = w * x
    return 2 * (y - t) * x


print(gradient_check(E, 0.2, friends_slope(0.2), quiet=True))
w_friend = 0.2 + 0.01 * friends_slope(0.2)
print(f"\nloss before the friend's step {E(0.2):.2f}, after it {E(w_friend):.2f}")

# %% [markdown]
# ### Task 9. Repair the step (2 points, O2)
#
# There are **two** slips in the friend's function below. Change it until it is right. The check calls it on numbers that you have not seen.
#
# <details><summary>Hint 1</summary>The check above shows two numbers for one slope. By what are they apart? And which way should a loss go?</details>
# <details><summary>Hint 2</summary>The 2 that comes down from the square meets the ½ in front. And a step goes against the slope.</details>
# <details><summary>Hint 3</summary>A neighbour: for E = ½ (5 − w)² the slope is −(5 − w), and the new weight is w − η · (−(5 − w)) = w + η · (5 − w).</details>


# %% answer="00-repair"
def new_weight(x, t, w, eta):
    """The weight after one step of gradient descent on E = ½ (t − w x)²."""
    y = w * x
    dE_dw = 2 * (y - t) * x
    return w + eta * dE_dw


### BEGIN SOLUTION
# The released cell holds only the version above.


def new_weight(x, t, w, eta):  # noqa: F811
    y = w * x
    dE_dw = (y - t) * x
    return w - eta * dE_dw


### END SOLUTION

# %% check="00-repair"
check("00-repair", new_weight)

# %% [markdown]
# ## E. What backpropagation is
#
# ### What, how, why
#
# Nudging finds any slope. Why do we need anything else? Count. A nudge costs two runs through the network *for each weight*.

# %%
print("layers of the network    weights and biases    runs to nudge them all")
for sizes in ([4, 2], [100, 50, 10], [784, 256, 128, 10]):
    net = Network(sizes)
    count = sum(W.size + b.size for W, b in zip(net.W[1:], net.b[1:], strict=True))
    print(f"{sizes!s:24} {count:18,}    {2 * count:22,}")

# %% [markdown]
# For the last one that is half a million runs to take *one* step. Backpropagation finds all slopes in one run forward and one run back.
#
# - **What it is.** An algorithm that computes the gradient of the loss with respect to every weight, exactly, and all at once.
# - **How it works.** Run the network forward and compute the loss. Then go back layer by layer, from the loss towards the input, and find the slopes on the way with the chain rule. What a layer needs is what arrives from the layer after it, and what it got from the layer before it.
# - **Why it is useful.** It makes each step of gradient descent cheap, so that networks with many weights can be trained at all.
#
# It does not change any weight. Gradient descent does, with what backpropagation delivers. People say "backprop" for both, and the lectures warn of it more than once.
#
# ### Task 10. The order of learning (1 point, O4)
#
# Put the five steps in order. Give a text of letters, such as `"ABCDE"`.
#
# | | step |
# |---|---|
# | A | move every weight a little, against its slope |
# | B | find the slope of the loss for every weight |
# | C | choose the first weights at random |
# | D | compare the outputs with the targets: one number, the loss |
# | E | compute the outputs from an input and the weights |
#
# <details><summary>Hint 1</summary>What must be there before any output can be computed?</details>
# <details><summary>Hint 2</summary>Ask of each step what it needs: outputs need weights, a loss needs outputs, a slope needs a loss, a step needs slopes.</details>
# <details><summary>Hint 3</summary>A neighbour, cooking: choose a dish, cook it, taste it, find out which spice is to blame, take less of it. Nobody can taste before cooking.</details>

# %% answer="00-order"
order = None  # replace None by a text of five letters
### BEGIN SOLUTION
order = "CEDBA"
### END SOLUTION

# %% check="00-order"
check("00-order", order)

# %% [markdown]
# Step B is backpropagation, and step A is gradient descent. The last four are repeated, many times; the first happens once.
#
# ### One word, two meanings, three levels
#
# Lecture 004 opens from far above. The whole law fits into one line, $\Delta W = -\eta\,\partial E/\partial W$. The lecture compares it with Newton's laws of motion, which are three lines: few symbols, and a long list of consequences. You have used what it makes possible: speech recognition, image search, translation by machine. And it stands behind many models in psychology and neuroscience.
#
# "Backprop" has two meanings. **Backprop-the-algorithm** is the way to compute the gradient described above. **Backprop-the-framework** is the much wider idea around it: that learning, perhaps also in brains, is descent on a loss, with all that goes with this view. One may doubt the one and keep the other. The algorithm is a means; the framework is what you come to learn.
#
# A line can be copied without being understood. So the lecture asks for understanding that is intuitive, and on many levels. It helps to ask on which **level** a statement stands:
#
# - **Computational**: what is to be achieved, and why? To make the loss small over the weights, by going down the gradient.
# - **Algorithmic**: by which steps? Backpropagation is one answer.
# - **Implementation**: in what material? In silicon it is plain. How neurons could do it is an open question; the lecture names Lillicrap and others (2016) for one idea, and unit 11 tries it.
#
# The lecture then climbs in four steps, and so does this course: one layer whose units work in parallel (unit 02), many layers in series (unit 03), nonlinear units (units 06 and 07), and the general case (unit 09).
#
# ### Task 11. Which level? (1 point, O4)
#
# Which of these is a statement on the **algorithmic** level?
#
# - `"a"` "The network should have the smallest loss that it can reach on these data."
# - `"b"` "The slopes of the last layer are found first, and from them those of the layer before."
# - `"c"` "The products are computed on a graphics card, with sixteen bits a number."
# - `"d"` "Nobody has found wires in the cortex that carry errors back along the same path."
#
# <details><summary>Hint 1</summary>Ask of each sentence: does it say what is wanted, how it is done, or what does it?</details>
# <details><summary>Hint 2</summary>The algorithmic level names steps and their order. The goal stands above it, the material below it.</details>
# <details><summary>Hint 3</summary>A neighbour: a till. "It must give the right sum" is the goal, "it adds from the last digit and carries over" the algorithm, "it has cogwheels" the material.</details>

# %% answer="00-levels"
level = None  # replace None by "a", "b", "c" or "d"
### BEGIN SOLUTION
level = "b"
### END SOLUTION

# %% check="00-levels"
check("00-levels", level)

# %% [markdown]
# ### Where it came from
#
# In 1986 David Rumelhart, Geoffrey Hinton and Ronald Williams published *Learning representations by back-propagating errors* in *Nature*, four pages, and a longer chapter in a book of the same year. Their network changes the weights of its connections again and again, so that its output comes nearer to the wanted one. What struck readers was a by-product. Units in the middle, which nobody had told what to do, came to stand for useful features of the task. An older rule, that of the perceptron, could learn only the weights of a single layer, whose features had to be built by hand.
#
# The mathematics is older. Running the chain rule backward through a program was described by Linnainmaa in 1970, and Werbos proposed it for networks in 1974. The survey by Baydin and others, listed below, tells the story. What the paper of 1986 showed is what it is good for.

# %% [markdown]
# ## Think, pair, share
#
# Think for a minute on your own, compare with a neighbour for two, then share.
#
# You stand on a hillside in thick fog and want to reach the lowest village of the land. You feel the slope under your feet and nothing else. Which rule do you follow, and how long do you make your steps? Can you be sure to arrive at the *lowest* village? How would you notice that you are at the bottom of something?
#
# <details><summary>After you have talked</summary>
#
# You go where it falls most steeply, and look again after each step. Long steps are fast on even ground and dangerous in a narrow gorge. Where the ground is level you stop: the slope is zero. But that may be a small hollow, not the lowest village, and in the fog both feel the same. Gradient descent finds *a* place where the slope is zero. That it is the best one, nobody promises.
#
# </details>

# %% [markdown]
# ## Reflection (3 points, marked by hand; O1, O3, O4)
#
# A friend asks: "How does a neural network learn?" Answer in four to six sentences, in your own words, with one number from this unit.
#
# Before you write: how well do you understand it now, on a scale from 1 to 5? Write that down, too. It is not marked. The last unit asks again.
#
# | points | your answer … |
# |---|---|
# | 1 | says what a loss is, and that learning means to look for weights that make it small |
# | 1 | says what one step does, in which direction, and what the learning rate decides |
# | 1 | says which part of it is backpropagation, and what it saves |

# %% [markdown] manual="00-reflect" points=3
# ### BEGIN SOLUTION
# Understanding: 3. A network is a function with many weights, and a loss says in one number how far its outputs are from the targets. To learn is to look for the weights where that number is smallest. One step changes each weight a little against its own slope: at w = 0.2 the slope was −10, so with a rate of 0.01 the weight grew by 0.1, and the loss fell from 2 to 1.125. The learning rate decides how long the step is; at 0.09 it was too long, and the loss grew. Backpropagation is the part that finds the slopes. It gets all of them from one run forward and one run back, where nudging would take two runs for every weight.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently, and why
#
# The numbers of the image example are all right as lecture 000 prints them. *Given* means that the lecture starts from the number, *exact* that nothing was rounded.

# %%
print(f"{'number':12} {'slide':>8}  {'exact':>8}")
for number in all_numbers():
    if number.id.startswith("bristol.linear."):
        exact = float(number.exact)
        print(f"{number.quantity:12} {number.printed:>8}  {exact:8.6g}  {number.kind}")

# %% [markdown]
# Four more things a careful reader meets:
#
# - **The missing loss.** Lecture 000 draws a box "loss function", gives it scores and a target, and never says what is in the box. We chose the half squared error. For classes there is a better choice, in unit 09.
# - **The factor.** $(t-y)^2$ in lecture 004, half of it in 001 and 003. Task 4 shows why that is harmless, and where it is not: a slope from one book and a learning rate from another.
# - **The letter $\lambda$.** It is the learning rate in lecture 004, and the strength of a penalty on large weights in lecture 002. Unit 10 needs both, under different names.
# - **Three equations, or one.** Lecture 004 compares backpropagation with Newton's three laws under a slide that has one line. The three come later, in unit 09: forward, backward, update.

# %% [markdown]
# ## Further reading
#
# The lectures name these:
#
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), *Learning representations by back-propagating errors*, Nature 323, 533-536; and the longer *Learning internal representations by error propagation*, in *Parallel Distributed Processing*.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind (2018), *Automatic differentiation in machine learning: a survey*. Its history section goes back to the fifties.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, section 6.5. Come back to it after unit 05.
# - The video *How do neural networks learn?*, which lecture 001 lists: the landscape of this unit, drawn.
#
# ## Back to the objectives
#
# - **O1** You computed two scores and their loss, and know that a factor in front moves no valley (Tasks 1 to 4).
# - **O2** You found slopes twice, by a formula and by a nudge, and used the second to expose a slip (Tasks 5, 7 and 9).
# - **O3** You took a step with two weights and saw four learning rates at work (Tasks 6 and 8).
# - **O4** You can say what backpropagation does, what it leaves to gradient descent, and on which level you speak (Tasks 10 and 11).
#
# Next: unit 01. What is inside the box that turns an input into an output?
