"""From one text file per unit to the notebooks of instructor and student.

`solutions/NN_name.py` is read (`read`), held against the rules for authors (`rules`), made a
notebook with nbgrader's metadata (`assemble`), executed in a fresh kernel (`execute`), rid of what
changes from run to run (`normalise`), and released by nbgrader without its answers (`release`).
`build` does all of it for one unit, `command` for the units that were asked for.
"""
