"""Imported first by the process that workers are forked from: Ctrl-C is not for it."""

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
