# what: readline keeps a history and a completer, but input() does not edit lines, and what would change the line or hook into it is refused by name
# why: input() reads lines as the terminal gives them; the prompt of hoop edits with its own means
# instead: the prompt of hoop, or a line editor around the program (rlwrap)
import readline

for call in 'set_startup_hook(print)', 'set_pre_input_hook(print)', 'set_completion_display_matches_hook(print)', 'set_auto_history(True)':
    try:
        eval('readline.' + call)
    except NotImplementedError as e:
        print(e)
