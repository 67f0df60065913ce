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
    "not-yet-shares": "The exponentials are there, and not yet shares. By what must each of them "
    "be divided so that a column adds up to 1?",
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
    "minus-before-power": "A minus sign stands before a power: Python reads -3**2 as -(3**2). Can "
    "a square be negative, and where do brackets belong?",
    "own-value": "In the product each input got its own value back. When one of them grows a "
    "little, by how much does the product grow?",
    "sign-lost-in-power": "The exponent lost its sign. At which m does the exp gate stand?",
    "squashed-again": "The sigmoid was applied to a once more. What has the gate made of n already "
    "when it hands you a?",
    "rounded-weights": "This is what comes of weights that were rounded to {where} decimals. The "
    "steps themselves look right: which digits can you carry along until the end?",
    "one-layer-only": "Only {where} took the step. How many weights has the network?",
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
    "averaged-twice": "This was divided by the number of patterns twice. How often does the mean "
    "ask for it?",
    "times-for-divided": "The rate grows with the epochs here. Does the bracket multiply or "
    "divide?",
    "power-of-the-epoch": "Here the epoch is an exponent. How does the formula join rate and "
    "epoch?",
    "brackets-lost": "Only a part stands below the line. Which brackets does Python need?",
    "counted-from-one": "This is the rate of a neighbouring epoch. From which number are they "
    "counted?",
    "straight-line": "This falls along a straight line and gets negative in the end. Does the "
    "formula subtract or divide?",
    "rate-lost": "The rate does not come in. Where does it stand in the formula?",
    "old-velocity": "The weight was moved by the old velocity. Which velocity does the step use?",
    "velocity-forgotten": "This velocity is the gradient alone. What stays of the old one?",
    "momentum-lost": "The whole old velocity stays here. Which share of it should stay?",
    "gradient-of-before": "The gradient was taken at the weight of the step before. Where does "
    "the weight stand now?",
    "gradient-alone": "The weight was moved by the gradient alone. By what does a step with "
    "momentum move it?",
    "running-mean": "The gradient was weighted by one minus momentum, as in a running mean. Does "
    "this course's formula do that?",
    "eta-in-velocity": "The learning rate is in the velocity already. In which of the two lines "
    "does it stand?",
    "penalty-pushes": "The penalty pushes the weight away from zero. Which sign has its gradient?",
    "penalty-for-its-slope": "The penalty itself was added to the gradient. What is its slope?",
    "decay-lost": "The decay is missing. What does it take from the weight?",
    "decay-times-eta": "The decay was scaled by the learning rate. Is it a penalty in the loss "
    "here, or a rate of its own?",
    "decay-grows": "The decay makes the weight larger. Which sign has it?",
    "summed-in-a-mean": "The gradient of the data is a sum over the patterns, and the loss holds "
    "their mean. What does that make of the step?",
    "summed-and-without-eta": "Two slips at once. The data is summed where the loss takes the "
    "mean, and the decay is not scaled by the learning rate.",
    "summed-and-on-biases": "Two slips at once. The data is summed where the loss takes the mean, "
    "and the bias decays although the loss holds no penalty on it.",
    "penalty-averaged": "The penalty was divided by the number of patterns too. Which part of the "
    "loss is a mean?",
    "variance-for-spread": "Each number was multiplied by the variance that is wanted. What does "
    "a factor do to a variance?",
    "units-for-inputs": "This counts the units. Which dimension counts the inputs of one?",
    "spread-upside-down": "The variance grows with the number of inputs here. Should it not "
    "shrink?",
    "another-rule": "That is one of the other rules. Which variance is asked for?",
    "weights-kept": "The error still comes back through W2. Through which matrix should it come?",
    "way-back-lost": "The error of the output was handed on as it is. Through which matrix should "
    "it come?",
    "turned-b": "B was turned around. Which shape has it, and which shape does the product need?",
    "steepness-on-one-side": "The edge is not where it should be: the steepness scales x, and not "
    "its distance from the edge. Which brackets are missing?",
    "steepness-lost": "The steepness does not come in. What does it scale?",
    "one-step-of-two": "This is one of the two steps. What makes the tower come down again?",
    "both-steps-up": "Both steps go up. What must the second one do?",
}
"""Name of a mistake -> its message."""
