"""Calls into the library, each shown with its value or its error: one of the writers below each program, or several."""
import calls
import objects
import records

TOPICS = {**calls.TOPICS, **records.TOPICS, **objects.TOPICS}


def program(writer):
    """A few topics with several calls each."""
    dice = writer.dice
    writer.line('def show(f):\n    try:\n        print(repr(f()))\n    except Exception as e:\n        print(type(e).__name__, e)')
    for _ in range(dice.between(1, 3)):
        topic = dice.pick(sorted(TOPICS))
        imports, make = TOPICS[topic]
        writer.line(f'import {imports}')
        for _ in range(dice.between(3, 8)):
            call = make(dice)
            writer.line(call if call.startswith(('@', 'with', 'for', 'x =')) else f'show(lambda: {call})')
