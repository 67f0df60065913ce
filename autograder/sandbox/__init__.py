"""Where a student's code runs: a process of its own that sees nothing and may take little.

`kernel` is what the grader holds: start, run a cell, close. Behind it stands the `zygote`, a clean
process that has imported everything once and forks on request; each fork locks itself in (`enter`:
`namespaces`, `view`, `landlock`, `seccomp`, `limits`) before it reads the first cell (`shell`). A
`watch` stands outside and ends all of it. `level` says how much of this the machine can do. Nothing
here imports a task, a truth or another part of the grader: a fork of the zygote holds no secret.
"""
