"""Makes a program that shows a difference smaller, as long as it shows the same one."""
import re


def first_difference(answers):
    """The first lines that differ, or None."""
    theirs, ours = (answer.split('\n') for answer in answers)
    for a, b in zip(theirs, ours):
        if a != b:
            return a, b
    if len(theirs) != len(ours):
        at = min(len(theirs), len(ours))
        return ('\n'.join(theirs[at:at + 1]) if len(theirs) > at else '(end)', ours[at] if len(ours) > at else '(end)')
    return None


def kind(difference):
    """The difference without numbers, texts and names, to tell kinds apart."""
    if difference is None:
        return None
    plain = (re.sub(r"'[^']*'|\"[^\"]*\"", 'S', line) for line in difference)
    return tuple(re.sub(r'-?\d+(\.\d+)?(e[+-]?\d+)?', 'N', line)[:60] for line in plain)


def loosely(difference):
    """What must stay the same while a program shrinks: the exceptions that are named, if any are, and whether somebody stopped."""
    if difference is None:
        return None
    if any('SyntaxError' in line for line in difference):
        return difference
    words = tuple(tuple(re.findall(r'\b\w*(?:Error|Exception|Warning|Exit|Iteration|Group)\b|^\*\*\*|\(end\)', line)[:2]) for line in difference)
    return words


def blocks(lines):
    """Ranges of lines that can go together: each line with what is indented below it, large ones first."""
    found = []
    for i, line in enumerate(lines):
        if not line.strip():
            found.append((i, i + 1))
            continue
        depth = len(line) - len(line.lstrip())
        end = i + 1
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
            end += 1
        found.append((i, end))
        if end > i + 1:
            found.append((i, i + 1))
    return sorted(found, key=lambda r: r[0] - r[1])


def compiles(text):
    try:
        compile(text, '<program>', 'exec', dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def dedented(lines, start, end):
    """The lines with a block's head gone and its body one step further left."""
    return lines[:start] + [line[4:] if line.startswith('    ') else line for line in lines[start + 1:end]] + lines[end:]


def shrink(pair, text, answers, most=600):
    """The smallest program found, and its answers."""
    wanted = loosely(first_difference(answers))
    broken = not compiles(text)
    if broken:
        # Whatever goes away may make another error of it: only the same last lines are the same difference.
        def loosely_broken(found):
            return [answer.rstrip().rsplit('\n', 1)[-1] for answer in found]
        wanted = loosely_broken(answers)
    if any('*** no end' in answer for answer in answers):
        # Each try takes as long as somebody is patient.
        most = 25
    lines, asked, progress = text.rstrip('\n').split('\n'), 0, True
    while progress and asked < most:
        progress = False
        for start, end in blocks(lines):
            if end > len(lines):
                continue
            tries = [lines[:start] + lines[end:]]
            if end > start + 1:
                tries.append(dedented(lines, start, end))
            for fewer in tries:
                candidate = '\n'.join(fewer) + '\n'
                if fewer == lines or not (broken or compiles(candidate)):
                    continue
                asked += 1
                found = pair.answers(candidate)
                if found[0] != found[1] and (loosely_broken(found) if broken else loosely(first_difference(found))) == wanted:
                    lines, answers, progress = fewer, found, True
                    break
            if progress or asked >= most:
                break
    return '\n'.join(lines) + '\n', answers
