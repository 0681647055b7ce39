# what: modules that lead to foreign libraries cannot be imported, and the error says what there is instead
# why: nothing but Rust is linked, and no foreign code is loaded
# instead: what the sentence says
for name in '_ctypes', '_curses', '_tkinter', '_dbm', '_gdbm', '_nothing':
    try:
        __import__(name)
    except ModuleNotFoundError as e:
        print(e, e.name)
