import readline

# They were refused. Lines are edited on a terminal only (tests/repl_terminal.rs).
for name in 'set_startup_hook', 'set_pre_input_hook', 'set_completion_display_matches_hook':
    set_hook = getattr(readline, name)
    print(name, set_hook(print), set_hook(), set_hook(None))
    try:
        set_hook(1)
    except TypeError as e:
        print(e)
print(readline.set_auto_history(True), readline.get_begidx(), readline.get_endidx(), readline.get_completion_type())
