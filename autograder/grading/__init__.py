"""A folder of submissions becomes grades, on real nbgrader.

`submissions` finds them, `intake` and `waiting` take them in, `answer` lets a kernel answer one
(`reading`, `heal`, `execute`), `record` judges it in this process (`judge`) and writes it into
nbgrader's gradebook (`save_grades`), from where `withdraw` takes what can be graded no more,
`feedback` shows it to the student (`escape`, `page`), `results` writes `grades` and `report` for
the instructor. `batch` is the whole run, `folder` the course folder of nbgrader that it leaves,
`lock` and `trouble` what keeps it whole. The steps that are nbgrader preprocessors are named in
`autograder/nbgrader_config.py`, so plain `nbgrader autograde` takes the same steps.
"""
