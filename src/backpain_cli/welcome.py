"""What `backpain` alone says. Plain text, because Typer is not even imported for it."""

CARD = """\
backpain: a guided fifteen-minute self-treatment for a sore back

  backpain routine lower-back      be led through it, step by step
  backpain routines                what there is: neck, upper-back, mid-back, lower-back, ...
  backpain muscles lower-back      the muscles published as felt there
  backpain areas                   the names of the places where it can hurt
  backpain checklist lower-back    the treatment checklist, to tick
  backpain progress                whether it helps: your scores, in a plot and in words
  backpain --help                  all commands

New numbness between the legs, trouble with bladder or bowels, weakness, fever, chest pain,
a bad fall? Don't begin: get medical help now.
"""
