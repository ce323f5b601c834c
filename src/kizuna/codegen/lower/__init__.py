"""From the generated subset of Python to machine code. Importing this loads no compiler; `link` and `emit` do."""
