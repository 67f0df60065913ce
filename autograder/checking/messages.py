"""What a student reads: for each mistake, what happened and the question that leads on.

At most three sentences each; none states the answer. `{where}` is the step, factor or input that
the mistake was found at, `{what}` the quantity that was asked for.
"""

from autograder.checking.slip_messages import BY_HAND

MISTAKES: dict[str, str] = {
    "flipped-sign": "The size is right and the sign is flipped. Follow the minus signs: when "
    "{what_of} grows a little, does {of} grow or shrink?",
    "flipped-value": "The size is right and the sign is flipped. Which minus sign went missing, or "
    "came in twice?",
    "doubled": "This is exactly twice what it should be. Where does a factor 2 come from, and what "
    "takes it away again?",
    "halved": "This is exactly half of what it should be. Where did a factor ½ come in that "
    "something else should have cancelled?",
    "transposed": "The numbers are right, but rows and columns are exchanged. "
    "Which of the two indices belongs to the unit that the weight leads to?",
    "missing-f-prime": "The derivative of the activation function at {where} is missing. The chain "
    "rule passes through every activation on its way: what is f′ there?",
    "f-prime-at-a": "f′ was taken at the activation instead of at the net input {where}. f′ is a "
    "function of n: what goes into it?",
    "f-prime-without-f": "At {where} the formula a (1 − a) was given the net input instead of the "
    "activation. What must be computed from {where} first?",
    "half-a-slope": "At {where} only a part of the slope f′ is in the product. What is the whole "
    "derivative of that step?",
    "slope-twice": "The slope f′ at {where} is in the product twice. How often does the way from "
    "{what_of} to {of} pass that step?",
    "a-for-f-prime": "At {where} the activation f stands where its slope f′ belongs. What is the "
    "derivative of that step?",
    "wrong-f-prime": "The factor f′ of one layer stands in the place of another: {where} are mixed "
    "up. Which net input belongs to the activation that this path passes through?",
    "lost-factor": "The factor {where} is missing from the product. Go through the computation "
    "step by step: which step brings {where} in?",
    "doubled-factor": "The factor {where} is in the product twice. Go through the computation step "
    "by step: how often does {where} come in?",
    "lost-error": "The error is missing from the product. What is the derivative of {of} "
    "by the output?",
    "dropped-path": "The path through {where} is missing. Every route from {what_of} to {of} "
    "adds its own product: which routes are there?",
    "flipped-path": "The sign of one part is flipped: that through {where}. Follow the minus "
    "signs: when {where} grows a little, does {of} grow or shrink?",
    "doubled-path": "One part is twice what it should be: that through {where}. Where does a "
    "factor 2 come from, and what takes it away again?",
    "halved-path": "One part is half of what it should be: that through {where}. Where did a "
    "factor ½ come in, or a 2 get lost?",
    "one-path": "This is the path through {where} alone. Every route from {what_of} to {of} "
    "adds its own product: which other routes are there?",
    "overwritten": "Only the {where} of several contributions is left. Where a value is used "
    "twice, its gradients add: is something overwritten where it should be added up?",
    "not-summed": "There is one gradient for each pattern. {what_of} is the same for all of them: "
    "what happens to their gradients?",
    "stopped-early": "The way back stops at {where}: what arrives there is used as it is. Which "
    "steps lead on from {where} to {what_of}?",
    "lost-upstream": "What arrives at {where} from the side of {of} is missing from the "
    "product. How much does {of} change when {where} grows a little?",
    "value-for-gradient": "Of {where}, the first stands as a value where the gradient by the "
    "second belongs. How much does {of} change when the second grows a little?",
    "another-value": "Of {where}, the first stands where the second belongs. Which value goes "
    "into the step that {what_of} belongs to?",
    "wrong-slope": "The formula for the slope at {where} is not quite right. What is the "
    "derivative of that step, signs and powers included?",
    "f-prime-elsewhere": "Of {where}: the slope of the first was taken at the second. What goes "
    "into the activation function there?",
    "extra-slope": "There is a slope of an activation function at {where} that does not belong "
    "there. Does {where} pass an activation function?",
    "batch-averaged": "This is the mean over the {where} patterns; {of} here is their sum. "
    "What does that make of the gradient?",
    "batch-summed": "This is the sum over the {where} patterns; {of} here is their mean. "
    "What does that make of the gradient?",
    "fixed-size": "This is right for batches of {where} patterns, and for no others. Where does "
    "their number come in, and which array knows it?",
    "fixed-divisor": "The sum over the patterns is divided by {where}, however many there are. "
    "Which dimension of which array counts the patterns?",
    "one-pattern": "Only the {where} pattern of the batch is in it. Every column adds its own "
    "share: is something overwritten where it should be added up?",
    "weights-not-transposed": "{where} was used as it stands where its transpose belongs. Forward, "
    "a row of {where} gathers; what does backward send through a column?",
    "too-few-digits": "This is the right value with too few digits. How does it go on?",
    "one-factor": "This is {where} alone, one factor of the product. Which others stand between "
    "{what_of} and {of}?",
    "zero": "Your answer is zero everywhere, and the right one is not. Does anything reach it?",
    "nearly": "This agrees with the right value to a few digits only. Where do the others get "
    "lost: in a rounding, or in a step of a difference that is too large or one-sided?",
    "step-doubled": "The step is exactly twice what it should be. Where does a factor 2 come from, "
    "and what takes it away again?",
    "step-halved": "The step is exactly half of what it should be. Where did a factor ½ come in "
    "that something else should have cancelled?",
    "another-gradient": "This step follows the gradient by {where}, not the one by {what_of}. "
    "Which of them belongs to this weight?",
    "another-one": "This is the right number for {where}, not for {what}. Look at where each of "
    "them stands: which one was asked for?",
    "value-for-slope": "This is the value of {where}, not its slope. How much does it change when "
    "{what_of} changes a little?",
    "a-times-one-minus-n": "One of the two factors of f′ holds the net input where the activation "
    "belongs. How is f′ of the sigmoid written with the activation alone?",
    "whole-for-local": "This is the whole gradient, not the local derivative of this "
    "one step. Which of its factors belongs to the step asked for?",
    "missing-activation": "The activation function was not applied at {where}. A neuron has two "
    "parts: what happens after the weighted sum?",
    "dropped-term": "The term {where} is missing from a weighted sum. How many lines lead into "
    "that unit?",
    "lost-summand": "Not added: {where}. What belongs to the sum besides the products?",
    "added-late": "Added after the activation function: {where}. What goes into that function?",
    "flipped-input": "The sign of {where} got lost on the way into the sigmoid. With which sign "
    "does it stand in the exponent?",
    "another-activation": "At {where} another activation function was applied. Which one does this "
    "unit have?",
    "weight-for-output": "The weight stands where the output belongs. What does the input make "
    "of it?",
    "another-place": "This belongs to {where}. Which numbers are others here?",
    "target-for-error": "The target stands where the error belongs. What must be taken from it?",
    "output-for-error": "The output stands where the error belongs. What is it compared with?",
    "length-for-square": "This has the length of x where its square belongs. Is there a root in "
    "the formula?",
    "added-for-multiplied": "These weights were added. What does a weight in a row do to what "
    "arrives at it?",
    "own-weight": "On the way back the signal passed the weight that leads to the unit. Which "
    "weight stands between the unit and the output?",
    "activity-at-the-end": "The activity at the end of the weight was taken. Which activity goes "
    "into it?",
    "not-divided": "This is the difference of the losses. By what is it divided to make a slope?",
    "start-not-mended": "Rule (1) is mended. At the end of which weight does the signal start, and "
    "which delta sits there?",
    "nothing-comes-back": "The signal starts in the right place and goes nowhere: delta[4] is "
    "still 0. For which j does rule (1) run?",
    "upside-down-ratio": "One fraction is turned over. At time 0 the formula must give the start: "
    "does yours?",
    "lost-in-formula": "Not there: {where}. Read the formula and your line side by side: where "
    "does it stand?",
    "lost-one": "The 1 below the line is missing. At time 0 the formula must give the start: does "
    "yours?",
    "minus-a-minus": "To take away a negative number is to add. How far apart do {where} lie on a "
    "line of numbers?",
    "incomplete-sum": "Only {where} are in the sum. Which ones are missing?",
    "half-for-mean": "This is half of the sum. By what does a mean divide?",
    "half-of-the-mean": "This is half of the mean. By what does the half squared error divide?",
    "rounded-input": "This is what comes of {where}, which is rounded. Which digits can you carry "
    "along until the end?",
    "flipped-term": "The term {where} has the wrong sign. Which minus signs belong to it?",
    "dropped-square": "The square of {where} is missing from the sum. How many outputs are there?",
    "squared-late": "The differences were added before they were squared, so that a + and a − can "
    "cancel. In which order does the formula go?",
    "not-squared": "Something was not squared that should be. Where does the formula "
    "hold a square?",
    "upside-down": "The numbers are right and stand in the other order. Which of them was asked "
    "for first?",
    "exchanged-slopes": "{where} took each other's slopes. Which slope belongs to which weight?",
    "swapped": "{where} were taken for each other. Look at where each of them stands in the "
    "computation: which one belongs where?",
    "not-transposed": "{where} was used as it stands where its transpose belongs. Which of its two "
    "indices counts the units and which the patterns?",
    "max-both": "A max gate passes what arrives on to one side only. Which of its two inputs made "
    "the result, and what does the other one change?",
    "max-swapped": "What arrives at the max gate was sent on to the wrong side. Which of its two "
    "inputs made the result?",
    "not-switched": "At {where} each input got its own value as a factor. When one input of a "
    "product grows a little, by how much does the product grow?",
    "from-the-other": "Of {where}: what goes back to the second was made from what goes back to "
    "the first. Which gradient arrives at the product that both go into?",
    "times-itself": "In the gradient by {where} the value itself stands as a factor. It is only "
    "added: when it grows a little, by how much does the sum grow?",
    "another-end": "This is how {where} answers to {what_of}. Which paths lead from {what_of} "
    "to {of}?",
    "swapped-rates": "The two rates {where} were taken for each other. Which one scales the whole "
    "step, and which one the pull towards zero?",
    "no-step": "This is the old weight, unchanged. Which step does gradient descent take "
    "from here?",
    "ascent": "This step goes uphill: the right distance in the wrong direction. Should E grow or "
    "shrink?",
    "lost-eta": "The learning rate is missing: this step is the whole gradient. What scales it?",
    "eta-twice": "The learning rate is in the step twice. Where is it multiplied in?",
    "change-for-weight": "This is the change of the weight. What is the weight after it?",
    "gradient-for-weight": "This is the gradient. What does one step make of the weight?",
    "updated-too-early": "A weight was used that this very step had already changed. All "
    "gradients belong to the old weights: in which order must the lines stand?",
    "rounded-early": "The steps are right, but some were rounded or cut to {where} decimals on the "
    "way, and that adds up. Which digits can you carry along until the end?",
    "follow-through": "Built rightly on your own earlier value: {where}. The slip is further up, "
    "and it costs its points only there.",
    "somebody-elses-numbers": "This is the right answer to somebody else's numbers. Yours are "
    "printed above: what comes out with them?",
    "changes-inputs": "One remark: your function changes {where} itself, and whoever called it "
    "still holds that array. Make a new one, as in W = W - step.",
    "still-open": "Still open: {where}. ",
    "constant": "Your function returns the same numbers whatever goes in. It will be called on "
    "inputs that you have not seen: what should the result depend on?",
    "wrong-print": "This is what the {place} prints, and the {place} is wrong here. {where}",
    "transposed-shape": "Rows and columns are exchanged. Which of the two counts the units that "
    "the weights lead to?",
    "wrong-layer-shape": "{where} does not fit. What does each row belong to, and what each "
    "column?",
    "wrong-shape": "{where} does not fit. A gradient has exactly the shape of what it belongs to: "
    "which shape has that?",
    "other-layout": "The numbers are right, in the layout in which each input has a row. To what "
    "does a row belong in ours?",
    "rows-added": "The rows are added up: that is the gradient of the sum of all outputs. How many "
    "numbers has a Jacobian?",
    "two-lost": "A square was differentiated without its 2. What is the derivative of u²?",
    "some-entries": "{where}. Which two or three numbers of the question meet at that place, and "
    "how?",
    "not-recognised": "This is not the value, and it is none of the usual slips. {where}",
}
MISTAKES |= BY_HAND  # no name is in both: a test holds them apart
"""Name of a mistake -> its message."""

PROBLEMS: dict[str, str] = {
    "nothing": "No answer yet. Replace None in the cell above by your answer and run both cells.",
    "returned-nothing": "Your function returns None. Does it end in a return statement?",
    "not-written": "{function} is not written yet, or calls something that is not: it stops with "
    "NotImplementedError. Replace that line by your code and run both cells.",
    "untouched": "{function} still does what it did when you were given it. Which line will you "
    "change first?",
    "raised": "{function} stopped with {error}. Call it yourself in a cell of its own "
    "to see where.",
    "misfit": "{function} stopped with {error}. It was called with {given}: which shape has each "
    "product on the way? Call it yourself in a cell of its own to see the line.",
    "engine": "{function} lets the course's engine compute the answer. The engine is there to "
    "check your own code with: which steps would it take here? Write these out.",
    "not-a-function": "This asks for a function, and the answer is {given}. Pass the function "
    "itself, by its name alone and without parentheses.",
    "a-function": "This asks for {wanted}, and the answer is a function. Call it and pass what it "
    "returns.",
    "text": "This asks for {wanted}, and the answer is the text {given}. Leave out the quotation "
    "marks.",
    "type": "This asks for {wanted}, and the answer is {given}. Convert it and run the cell again.",
    "not-added-up": "This asks for a number, and an array of shape {given} came back. Is there "
    "something to add up?",
    "option": "Choose one of {wanted}; the answer is {given}.",
    "count": "This asks for {wanted}, and {given} came back. Return them in this order: {names}.",
    "order": "The parts came in the other order. Return them as {names}.",
    "lost-slot": "The shape is {given} where {wanted} is expected. Is slot 0 there, which holds 0?",
    "one-number": "This asks for an array of the shape {wanted}, and the answer is one number. "
    "Which numbers belong in it?",
    "shape": "The shape is {given} where {wanted} is expected. Which dimension belongs to the "
    "units and which to what feeds them?",
    "nan": "The answer holds {given}. Look for a division by zero, or for a number grown too "
    "large.",
    "lost": "There is no answer to mark: {reason}. The cell must hold its check line and nothing "
    "else, and the cells above it must have run.",
}
"""Why an answer could not be compared at all -> its message."""
