# A `global` in a function makes the name of the top level global, too: exec with two namespaces tells.
g, l = {}, {}
exec('y = 1\ndef f():\n  global y\n  y += 1\nf()\nr = y', g, l)
print(sorted(l), g['y'], l['r'])
g, l = {}, {}
exec('y = 1\ndef f():\n  def h():\n    global y\n  return y\ntry: r = f()\nexcept NameError as e: r = str(e)', g, l)
print(sorted(l), 'y' in g, l['r'])

# An import is no assignment for the rule about names used before their declaration.
import os
global os
from os import sep as slash
global slash
print(slash)
