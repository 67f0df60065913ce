"""The engine of the course: backpropagation on NumPy, to be read in one sitting.

Start with `gates` (the local derivatives), then `tape`, `graph` and `backward`, `flat` (the same as
straight-line code) and `network` (the same in matrices).
"""

from .check import gradient_check
from .expression import ExpressionError
from .functions import exp, log, logsumexp, maximum, relu, sigmoid, tanh, total
from .graph import Graph
from .network import Network
from .training import History, decaying, train

__all__ = [
    "ExpressionError", "Graph", "History", "Network", "decaying", "exp", "gradient_check", "log",
    "logsumexp", "maximum", "relu", "sigmoid", "tanh", "total", "train",
]  # fmt: skip
