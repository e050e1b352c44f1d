"""A small routine without a fault, as the text of its file; whatever needs it, needs no program beside it."""

ROUTINE = """\
backpain: 1
title: Lower back
region: lumbar
areas: [lower-back]
minutes: 2
steps:
  - check: Bend forward slowly.
    for: 20s
  - press: gluteus-medius
    sides: left
    ready: 5s
    find: 10s
    hold: 45s
  - stretch: figure-four
    sides: right
    ready: 10s
    hold: 30s
"""
"""Two minutes without a fault: 20 s, 60 s and 40 s."""
