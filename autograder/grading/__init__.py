"""A folder of submissions becomes grades, on real nbgrader.

`submissions` finds them, `answer` lets a kernel answer one (`reading`, `heal`, `execute`), `record`
judges it in this process (`judge`) and writes it into nbgrader's gradebook, `feedback` shows it to
the student, `grades` and `report` to the instructor. `batch` is the whole run, `folder` the course
folder of nbgrader that it leaves. The steps that are nbgrader preprocessors are named in
`autograder/nbgrader_config.py`, so plain `nbgrader autograde` takes the same steps.
"""
