# nothing

    # indented
