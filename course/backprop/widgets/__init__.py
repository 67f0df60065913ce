"""Pictures of the course: one idea a file, all in the style of `style.py`."""
