# %% [markdown]
# # Backpropagation, by hand and by machine
#
# How does a network know which of its weights to change, and by how much? Backpropagation answers that, for six weights or for six billion. In this course you work it out by hand on networks small enough to hold in your head, write it in a few lines of code, prove that the code is right, and see where its limits are.
#
# You need a little Python, partial derivatives and the chain rule. You need no machine-learning library: the course brings an engine of its own that you can read.

# %% [markdown]
# ## The twelve units
#
# They are numbered in teaching order, and each takes 30 to 60 minutes. Each builds on the ones before it.
#
# | unit | what you learn | lectures | time |
# |---|---|---|---|
# | **[00 Learning as optimisation](00_learning_as_optimisation/00_learning_as_optimisation.ipynb)** | a loss, its gradient, and the way downhill | 000 002 003 004 | 60 minutes |
# | **[01 The neuron and the forward pass](01_neuron_and_forward_pass/01_neuron_and_forward_pass.ipynb)** | weighted sum and squashing, layers as matrices, the error of a prediction | 001 002 003 | 60 minutes |
# | **[02 The delta rule](02_delta_rule/02_delta_rule.ipynb)** | how one layer learns: error times input | 004 | 60 minutes |
# | **[03 Serial chains](03_serial_chains/03_serial_chains.ipynb)** | weights in a row, an error sent back through them, and why they learn suddenly | 004 | 60 minutes |
# | **[04 A linear 2-2-1 network](04_linear_network/04_linear_network.ipynb)** | six updates by hand, then as matrices, for one pattern and averaged over many | 003 | 60 minutes |
# | **[05 Graphs and gates](05_graphs_and_gates/05_graphs_and_gates.ipynb)** | any formula as a graph, and what each gate sends back | 000 001 002 | 60 minutes |
# | **[06 A nonlinear 2-2-1 network](06_nonlinear_network/06_nonlinear_network.ipynb)** | slopes on the way back, six gradients, one step, XOR | 001 004 | 60 minutes |
# | **[07 Two outputs and biases](07_two_outputs_and_biases/07_two_outputs_and_biases.ipynb)** | several paths to the loss: their products add, and a gradient check finds the path that the slides lost | 001 003 | 60 minutes |
# | **[08 Matrices and shapes](08_matrices_and_shapes/08_matrices_and_shapes.ipynb)** | gradients of matrix products, and where the transpose comes from | 000 001 002 | 60 minutes |
# | **[09 The general network](09_general_network/09_general_network.ipynb)** | any number of layers, softmax, and a finished network that learns to read digits | 001 002 004 | 60 minutes |
# | **[10 Training in practice](10_training_in_practice/10_training_in_practice.ipynb)** | minibatches, momentum, two meanings of weight decay, starting values and vanishing gradients, each measured | 000 001 002 | 60 minutes |
# | **[11 Meaning and limits](11_meaning_and_limits/11_meaning_and_limits.ipynb)** | what backpropagation is not, what a derivative costs, and two other ways to learn, honestly compared | all | 55 minutes |
#
# The course follows five lectures: 000 by Gabriella Miles, 001 by Eren Erdal Aksoy, 002 by Elisa Sayrol, 003 by János Török, 004 by Andrew M. Saxe. Their symbols differ; here there is one notation, and each unit begins with a table from theirs to ours. Where a slide prints a shortened or a wrong number, the unit says so and says why.

# %% [markdown]
# ## The widgets
#
# Pictures that you can take hold of. Each asks you for a prediction first. Everything works with the keyboard too, and each has its numbers as a table.
#
# | | widget | unit |
# |---|---|---|
# | ![Descent on a line](../course/backprop/widgets/live/line_descent.png) | **Descent on a line.** Move one weight along its loss. Predict where the next step goes. | [00](00_learning_as_optimisation/00_learning_as_optimisation.ipynb) |
# | ![Four-pixel images](../course/backprop/widgets/live/pixels.png) | **Four-pixel images.** Paint an image, see it pass through the network, train it, and look at the weights as pictures. | [01](01_neuron_and_forward_pass/01_neuron_and_forward_pass.ipynb) |
# | ![Descent by the delta rule](../course/backprop/widgets/live/surface_descent.png) | **Descent by the delta rule.** Walk down the error surface over two weights. Find the largest rate that still arrives. | [02](02_delta_rule/02_delta_rule.ipynb) |
# | ![A serial chain](../course/backprop/widgets/live/chain.png) | **A serial chain.** Set the weights of a chain, see how they are coupled, and how a plateau grows with depth. | [03](03_serial_chains/03_serial_chains.ipynb) |
# | ![The network editor](../course/backprop/widgets/live/network_editor.png) | **The network editor.** Drag weights and inputs. Every factor and every path of a gradient is shown with its number. | [04](04_linear_network/04_linear_network.ipynb), [06](06_nonlinear_network/06_nonlinear_network.ipynb), [07](07_two_outputs_and_biases/07_two_outputs_and_biases.ipynb) |
# | ![The backward stepper](../course/backprop/widgets/live/stepper.png) | **The backward stepper.** Type a formula. Values go forward and gradients come back, one edge at a time, and you say the next one. | [05](05_graphs_and_gates/05_graphs_and_gates.ipynb) |
# | ![The shape matcher](../course/backprop/widgets/live/shapes.png) | **The shape matcher.** Pick the right transpose and the right order, and see when the shapes prove nothing. | [08](08_matrices_and_shapes/08_matrices_and_shapes.ipynb) |
# | ![The gradient checker](../course/backprop/widgets/live/gradient_checker.png) | **The gradient checker.** Slide epsilon from a whole to nothing, and see where the measured slope is best. | [09](09_general_network/09_general_network.ipynb) |
# | ![Activations and vanishing gradients](../course/backprop/widgets/live/activation_explorer.png) | **Activations and vanishing gradients.** Put a function beside its slope, and measure what is left of an error after 24 layers. | [10](10_training_in_practice/10_training_in_practice.ipynb) |
# | ![The training playground](../course/backprop/widgets/live/playground.png) | **The training playground.** Choose data, layers, rates and starts, predict, and press Play. | [10](10_training_in_practice/10_training_in_practice.ipynb), [11](11_meaning_and_limits/11_meaning_and_limits.ipynb) |

# %% [markdown]
# ## How to work with a unit
#
# 1. **Predict.** Where a unit asks what will happen, decide before you run the next cell. A wrong prediction is worth more than none: it shows you what to look at.
# 2. **Run.** Go through the cells from top to bottom with Shift+Enter. Worked examples come first; then you continue them.
# 3. **Check.** Write your answer into the cell that asks for it, run it, and run the line `check(...)` below it. It tells you whether the answer is right, what kind of mistake fits if it is not, and how many points it earns. Check as often as you like.
#
# **Hints** unfold when you click them. Read one, try again, then read the next: the first asks a question, the second states the rule, the third works a neighbouring example with other numbers.
#
# **Run > Run All Cells** is always safe. An answer that is still missing stops nothing; its check says that there is no answer yet. On a first visit it would show you answers before the questions, so go cell by cell. After a break, run all cells once, so that Python knows your earlier answers again.
#
# **A number or a function?** Where a number is asked for you may work on paper; three or four right digits are enough unless the task says otherwise. Where a function is asked for, it is called on inputs that you have not seen. And in some tasks the numbers are your own: `my_numbers(...)` prints them, and somebody else's answer will not fit.
#
# The **reflection** at the end is marked by a person. What the points are given for stands above it.
#
# Save with Ctrl+S. To hand in, give your instructor the unit's notebook under its own name.

# %% [markdown]
# ## If your set-up is broken
#
# Run this cell. If it ends without a message, the course is installed and you can begin.

# %%
from backprop import Graph

from autograder import check

assert callable(check)
assert Graph("(x + y) * z").forward(x=-2, y=5, z=-4) == -12

# %% [markdown]
# | what you see | what to do |
# |---|---|
# | `ModuleNotFoundError: No module named 'backprop'` or `'autograder'` | This notebook runs in a Python without the course. Close JupyterLab. In a terminal, activate the environment that you installed the course into, and start it with `backprop lab`. |
# | `backprop: command not found` | The environment is not active. In the folder where you installed the course: `. .venv/bin/activate`, on Windows `.venv\Scripts\activate`. |
# | There is no environment yet | In the project's folder, the one with `pyproject.toml`: `python3 -m venv .venv`, activate it as above, then `python -m pip install .` and `backprop lab`. |
# | A cell shows `[*]` and nothing happens | Kernel > Interrupt Kernel; if that does not help, Kernel > Restart Kernel, then run all cells. |
# | `NameError: name 'np' is not defined`, or another name | An earlier cell has not run since the last restart. Run > Run All Above Selected Cell. |
# | You have changed something and want it back | Rename your notebook, then start `backprop lab` with the name of your folder again: it copies what is missing and never touches what is there. |
#
# If nothing helps, [open the course on Binder](https://mybinder.org/v2/gh/backprop-course/backprop-course/HEAD?urlpath=lab/tree/course/index.ipynb): it runs in the browser with nothing to install. Download your notebook before you leave, for Binder forgets it.

# %% [markdown]
# ## For instructors
#
# `autograder demo` shows the whole road: a made-up class hands in, is graded, and a report tells which mistakes it shares. For a class of your own, `autograder release DIR` writes the notebooks without answers, and `autograder grade SUBMITTED` marks what comes back in nbgrader's layout, `SUBMITTED/<student>/<unit>/<unit>.ipynb`. Functions are called on inputs drawn at grading time, and no answer key is stored anywhere. The solutions, executed, lie in `solutions/` of the project and are not part of what students install. Each unit ends with one answer that you mark by hand, by the rubric above it, which also says how many points there are. A unit of an hour falls into two sittings of about half an hour, so that each sitting fits one seminar, and three units a week make a course of four weeks; tasks marked Extra can wait. The project's README has the rest.
