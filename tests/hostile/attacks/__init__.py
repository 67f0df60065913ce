"""All hostile submissions, one module a kind."""

from ..attack import Attack
from . import afresh, breaking, cheating, escaping, exhausting

ATTACKS: dict[str, Attack] = {
    each.name: each
    for module in (cheating, escaping, exhausting, breaking, afresh)
    for each in module.ATTACKS
}
