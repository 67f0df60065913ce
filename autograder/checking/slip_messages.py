"""What a student reads where a task's own slip fits: those that are written by hand (`slip.py`)."""

BY_HAND: dict[str, str] = {
    "row-for-column": "{where} stand in a row: they gather on the way forward. Which entries of W "
    "does {what_of} meet, and along what do they stand?",
    "a-root-too-many": "This is the length itself, the root of the sum of squares. Is there a "
    "root in what is asked for?",
    "softmax-over-patterns": "The shares add up to 1 along a row, over the patterns. What belongs "
    "together: the classes of one pattern, or the patterns of one class?",
    "softmax-over-all": "All shares of the whole array add up to 1 together. What should add up "
    "to 1 for each pattern?",
    "not-divided": "The exponentials are there, and not yet shares. By what must each of them be "
    "divided so that a column adds up to 1?",
    "no-exponential": "These are the logits divided by their sum. What makes a share positive "
    "even where a logit is negative?",
    "sigmoid-for-softmax": "Each class was squashed on its own, as by a sigmoid. How does a class "
    "learn of the other logits?",
    "logarithm-of-it": "This is the logarithm of what is asked for. Which step takes it away "
    "again?",
    "elementwise-softmax": "Each class was treated as if its probability depended on its own "
    "logit alone. What does a logit do to the probabilities of the other classes?",
    "all-gain": "Every slope is positive here. If one logit grows, its own class gains: what must "
    "happen to the others, when all add up to 1?",
    "target-lost": "This is p itself. Where does the target come in?",
    "target-elsewhere": "The 1 of the target stands at another class. Which one is right here?",
    "target-class-alone": "Only the right class gets an error. Should the others not step back "
    "too?",
    "one-step-only": "This is one step, however many are asked for. What must be done again in "
    "each step, and from which weights?",
    "a-step-too-many": "This is one step too many. From which number does the loop count?",
    "penalty-lost": "The penalty on the weights is missing. What does it add to each dW?",
    "penalty-doubled": "The penalty pulls twice as hard as it should. What is the derivative of "
    "half a square?",
    "penalty-without-eta": "The penalty's pull is not scaled by the learning rate. To what does "
    "eta belong: to a part of the gradient, or to the whole of it?",
    "penalty-on-biases": "The biases are pulled towards zero as well. Does the loss hold a "
    "penalty on them?",
    "averaged-in-a-sum": "The gradient of the data is a mean over the patterns, and the loss adds "
    "them up. What does that make of the step?",
}
"""Name of a mistake -> its message."""
