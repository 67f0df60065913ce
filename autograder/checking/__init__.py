"""From an answer to a verdict: ask, collect, judge."""
