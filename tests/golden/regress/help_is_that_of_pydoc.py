# help() looks up names, keywords and topics, and shows modules.
def f(a, b=2):
    "Adds the two."


help(f)
help("nonesuch")
help("print")
help("in" if False else "NONE")
print(help)
