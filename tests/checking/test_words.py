"""Does a message use only words that the course has taught by then?"""

from pathlib import Path

import pytest

from autograder.checking import messages
from autograder.checking.explain import tell
from autograder.checking.messages import MISTAKES
from autograder.checking.misconceptions import mistakes
from autograder.checking.question import ask, traces
from autograder.checking.slip_messages import BY_HAND
from autograder.checking.task import Code, Number, OwnNumber
from autograder.checking.trace import Trace
from autograder.tasks import all_tasks

# The unit that first explains the word. A message may be read in that unit or later.
TAUGHT = {
    "activation": 1,
    "batch": 2,
    "chain rule": 2,
    "error": 0,
    "f′": 4,
    "gradient": 0,
    "learning rate": 0,
    "local derivative": 5,
    "backward pass": 3,
    "net input": 1,
    "pattern": 2,
    "transpose": 2,
    "delta": 2,
    "Jacobian": 8,
    "momentum": 10,
}


def trace_of(task):
    if isinstance(task, Code):
        return traces(task, 1)[0]
    given = ask(task, 1)["numbers"] if isinstance(task, OwnNumber) else task.given
    return Trace(task.forward, given)


@pytest.mark.parametrize(
    "task",
    [task for task in all_tasks() if isinstance(task, Number | Code | OwnNumber)],
    ids=lambda task: task.id,
)
def test_does_no_message_run_ahead_of_the_course(task):
    told = {
        tell(task, next(iter(parts)), name, where)
        for (name, where), parts in mistakes(task.asks, trace_of(task))
    }
    assert told
    for message in told:
        ahead = [word for word, unit in TAUGHT.items() if word in message and unit > int(task.unit)]
        assert not ahead, message


def test_is_every_word_of_the_list_met_in_some_message():
    """A word that no message uses would make the test above look better than it is."""
    from autograder.checking.messages import MISTAKES

    text = " ".join(MISTAKES.values())
    assert {"activation", "batch", "f′", "learning rate", "net input"} <= {
        word for word in TAUGHT if word in text
    }


def test_has_every_slip_a_message_and_no_two_messages_one_name():
    written = {slip.name for task in all_tasks() for slip in getattr(task, "slips", ())}
    assert written <= set(MISTAKES)
    assert set(BY_HAND) <= written  # none is left over
    source = Path(messages.__file__).read_text(encoding="utf-8")
    assert [name for name in BY_HAND if f'"{name}":' in source] == []
