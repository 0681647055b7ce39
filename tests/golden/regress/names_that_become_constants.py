# Mathematical letters that normalise to a constant are no name.
import ast
for text in "\U0001d413rue = 1", "x.\U0001d413rue", "import a.\U0001d40done", "f'{\U0001d405alse}'", "def f(\U0001d413rue): pass", "\U0001d413rue +":
    for use in (ast.parse, lambda t: compile(t, "x", "exec")):
        try:
            use(text)
        except ValueError as e:
            print(type(e).__name__, e)
𝐱 = 1
print(x)
