"""What all writers of programs share: repeatable chance, and lines with indentation."""
import contextlib
import random


class Dice:
    """Chance that is the same everywhere for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def below(self, n):
        return self.random.randrange(n)

    def between(self, low, high):
        return self.random.randint(low, high)

    def pick(self, choices):
        """One of the choices; words in a string are choices, too."""
        if isinstance(choices, str):
            choices = choices.split()
        return choices[self.random.randrange(len(choices))]

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def some(self, choices, most):
        """At most so many different choices, in their order."""
        if isinstance(choices, str):
            choices = choices.split()
        found = self.random.sample(range(len(choices)), min(len(choices), self.between(0, most)))
        return [choices[i] for i in sorted(found)]

    def shuffled(self, items):
        items = list(items)
        self.random.shuffle(items)
        return items


class Writer:
    """A program in the making."""

    def __init__(self, dice):
        self.dice = dice
        self.lines = []
        self.depth = 0
        self.count = 0

    def line(self, text):
        self.lines.extend('    ' * self.depth + part for part in text.split('\n'))

    @contextlib.contextmanager
    def block(self, head):
        self.line(head)
        self.depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.line('pass')
        self.depth -= 1

    def name(self, kind):
        """A name that nobody has yet."""
        self.count += 1
        return f'{kind}{self.count}'

    def text(self):
        return '\n'.join(self.lines) + '\n'
