"""Runs generated programs on CPython and on hoop and tells the differences, made small.

    python3.14 main.py --hoop PATH [--count N] [--seed S] [--only KIND] [--show]
"""
import argparse
import collections
import pathlib
import sys
import time
import warnings

import asynchronous
import classes
import errors
import formats
import library
import matching
import mutants
import statements
from dice import Dice, Writer
from peers import Pair
from shrink import compiles, first_difference, kind, shrink

#: Kinds of programs, and how many of a hundred are of each.
WRITERS = {
    'statements': (statements.program, 30), 'classes': (classes.program, 15), 'errors': (errors.program, 8), 'matching': (matching.program, 8), 'formats': (formats.program, 8), 'library': (library.program, 21), 'mutants': (mutants.program, 15), 'asynchronous': (asynchronous.program, 10),
}


def program(seed, number, only=None):
    """The kind and the text of the program with this number."""
    dice = Dice(f'{seed}/{number}')
    chosen = only
    if chosen is None:
        at = dice.below(sum(share for _, share in WRITERS.values()))
        for chosen, (_, share) in WRITERS.items():
            at -= share
            if at < 0:
                break
    while True:
        writer = Writer(dice)
        WRITERS[chosen][0](writer)
        # What is no program says little: other tests are about errors of syntax.
        if compiles(writer.text()):
            return chosen, writer.text()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--hoop', required=True)
    parser.add_argument('--oracle', default=sys.executable)
    parser.add_argument('--count', type=int, default=400)
    parser.add_argument('--seed', default='1')
    parser.add_argument('--first', type=int, default=0)
    parser.add_argument('--verbose', action='store_true', help='name each program before it runs')
    parser.add_argument('--only', choices=WRITERS)
    parser.add_argument('--most', type=int, default=20, help='kinds of differences that are shown')
    parser.add_argument('--show', action='store_true', help='print the programs and do not run them')
    parser.add_argument('--keep', type=pathlib.Path, help='a folder for the shrunk programs')
    arguments = parser.parse_args()
    warnings.simplefilter('ignore')
    pair = Pair(arguments.oracle, arguments.hoop)
    began, raised, ran = time.monotonic(), 0, collections.Counter()
    found = collections.Counter()
    for number in range(arguments.first, arguments.first + arguments.count):
        chosen, text = program(arguments.seed, number, arguments.only)
        if arguments.show:
            print(f'# ===== {chosen} {arguments.seed}/{number}\n{text}')
            continue
        if arguments.verbose:
            print(f'{chosen} {arguments.seed}/{number}', file=sys.stderr, flush=True)
        answers = pair.answers(text)
        ran[chosen] += 1
        raised += '\nTraceback (' in '\n' + answers[0]
        difference = first_difference(answers)
        if difference is None:
            continue
        if 'SystemExit: nothing can wake this program' in answers[0] and 'DeadlockError' in answers[1]:
            # Decided: a hang is an error (tests/golden/differs).
            continue
        if all('RecursionError' in answer for answer in answers):
            # How deep a stack is, is not told by the language.
            continue
        if answers[0].startswith(('*** the process ended with -', '*** no end')):
            print(f'CPython crashes or does not end on {chosen} {arguments.seed}/{number}', file=sys.stderr)
            continue
        found[kind(difference)] += 1
        if found[kind(difference)] > 1 or len(found) > arguments.most:
            continue
        small, answers = shrink(pair, text, answers)
        difference = first_difference(answers)
        print(f'===== {chosen} {arguments.seed}/{number}\n{small}----- CPython\n{difference[0]}\n----- hoop\n{difference[1]}', flush=True)
        if arguments.keep:
            arguments.keep.mkdir(parents=True, exist_ok=True)
            (arguments.keep / f'{chosen}_{arguments.seed}_{number}.py').write_text(small)
    pair.stop()
    kinds = ', '.join(f'{n} {name}' for name, n in sorted(ran.items()))
    print(f'{sum(ran.values())} programs ({kinds}), {raised} of them end with a traceback; {sum(found.values())} differ, in {len(found)} kinds; {time.monotonic() - began:.0f} s')
    sys.exit(bool(found))


if __name__ == '__main__':
    main()
