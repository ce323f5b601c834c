"""Data structures over buffers, in the subset that can be compiled: the same functions run on lists under CPython.

None of them grows by itself: compiled code cannot. Who plays looks at `room` before each event, and leaves to grow.
"""
