"""Moves data between the rooms; nothing else does.

Import what is needed from the module that gives it: `extraction` reads one page, `building` brings a
workspace up to date, `exports` writes its files. Nothing is imported here, so that reading one page does not
load what only the exports need.
"""
