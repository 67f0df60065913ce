"""Live widgets: the engine computes in Python, the browser draws; one widget a file."""
