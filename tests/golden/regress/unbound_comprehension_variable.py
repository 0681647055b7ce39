# A variable of an inlined comprehension is a local one, at the top of a module and in a class too.
def run(text):
    try:
        exec(text, {})
    except NameError as e:
        print(type(e).__name__, e)


for text in [
    "[(y, x) for y in [1] if x for x in [1]]",
    "{x for a in [1] for b in x for x in [1]}",
    "{x: 1 for a in [1] for b in x for x in [1]}",
    "list(x for a in [1] for b in x for x in [1])",
    "x = 5\n[x for _ in [1] for x in [x]]",
    "[x for a in x for x in [1]]",
]:
    run(text)
    run("class C:\n    " + text.replace("\n", "\n    "))
    run("def f():\n    " + text.replace("\n", "\n    ") + "\nf()")
