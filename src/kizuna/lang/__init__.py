"""Expressions and effects: lexer → parser → resolver → typed trees, and back to text."""
