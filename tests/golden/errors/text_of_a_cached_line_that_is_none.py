import linecache

text = "def f(a):\n\n\n  return a / 0"
linecache.cache["<gen f>"] = len(text), None, [text], "<gen f>"
g = {}
exec(compile(text, "<gen f>", "exec"), g)
g["f"](1)
