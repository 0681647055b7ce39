"""Runs CPython's own tests on hoop and on CPython and writes the table of docs/conformance.md. Run it with CPython 3.14 that has its `test` package:

    python3.14 tests/conformance/run.py [--hoop PROGRAM] [--jobs N] [--only] [MODULE ..]

Nothing of the tests is kept here: they run where CPython has them. Modules that are named are run again, all others keep what is on record in the results folder; `--only` prints
the named ones and does not write the table.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import test
import time

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
TESTS = pathlib.Path(test.__path__[0])
RECORD = PROJECT / 'target' / 'conformance'
# Seconds for a file, and for a method; how often a file is begun again behind a method that did not end.
DEADLINE = 600
QUIET = 60
ROUNDS = 12
# Failures from which on a file gets a second look.
MANY = 20
MEMORY = 12 << 30

# What is not counted, and why.
LEFT_OUT = {
    'needs sockets, threads, processes or signals between them (the world issue)': '''
        test_asyncio test_asyncgen_threads test_httplib test_httpservers test_socket test_ssl test_ftplib test_poplib test_imaplib test_smtplib test_smtpnet
        test_socketserver test_select test_selectors test_poll test_epoll test_kqueue test_devpoll test_urllib test_urllib2 test_urllib2net test_urllib2_localnet test_urllibnet
        test_urllib_response test_robotparser test_xmlrpc test_docxmlrpc test_wsgiref test_threading test_thread test_threadedtempfile test_threading_local test_threadsignals
        test_queue test_sched test_concurrent_futures test_multiprocessing_fork test_multiprocessing_forkserver test_multiprocessing_spawn test_multiprocessing_main_handling
        test__interpchannels test__interpreters test_interpreters test_crossinterp test_subprocess test_popen test_fork1 test_wait3 test_wait4 test_signal test_posix_spawn
        test_thread_local_bytecode test_dynamicclassattribute_threads test_free_threading test_importlib_threaded test_remote_pdb test_nntplib test_syslog
        test_pty test_openpty test_ioctl test_eintr test_faulthandler test_launcher test_socket_unix test_ensurepip test_venv test_webbrowser test_timeout''',
    'is about another system, a graphical interface or a library that is not carried': '''
        test_android test_apple test_ios test_tcl test_tkinter test_ttk test_ttk_textonly test_idle test_turtle test_turtledemo test_winapi test_winconsoleio test_winreg test_winsound
        test_wmi test_msvcrt test_startfile test_ossaudiodev test_curses test_readline test_gdb test_dtrace test_perf_profiler test_perfmaps test_dbm_gnu test_dbm_ndbm test__osx_support
        test_osx_env test_ctypes test_clinic test_c_locale_coercion test_cext test_cppext test_capi test_embed test_peg_generator test_tools test_external_inspection test_regrtest
        test_bigmem test_bigaddrspace test_zipfile64 test_largefile test_build_details test_uuid_windows test_lzma_big test_free_threading test_sqlite3_big test_msilib''',
    "is about CPython's own bytecode, optimiser, parser or object layout": '''
        test_peepholer test_dis test__opcode test_code_cache test_opcache test_optimizer test_generated_cases test_type_cache test_frozen test_frozenmain test_stable_abi_ctypes test_getpath
        test_freelists test_monitoring_c test_sys_internals test_compiler_assemble test_compiler_codegen test_instruction_sequence test_flowgraph test_pyc_cache test_jit test_c_stack_unwind
        test_xxtestfuzz test_xxlimited test_audit test_rlcompleter_c test_abstract_numbers_c test_lltrace test_hashlib_openssl test_unparse_big test_script_helper test_test''',
}
UNCOUNTED = {name: why for why, names in LEFT_OUT.items() for name in names.split()}


def modules():
    found = {p.stem if p.suffix == '.py' else p.name for p in TESTS.iterdir()
             if p.name.startswith('test_') and (p.suffix == '.py' or (p / '__init__.py').exists())}
    return sorted(found - UNCOUNTED.keys())


def carry_tests(program):
    """CPython's own programs find its `test` package without PYTHONPATH, which `-E` and `-I` ignore: for programs that tests start it stands among the packages of this one."""
    home = pathlib.Path(program).resolve().parent
    home = home.parent if home.name == 'bin' else home
    packages = home / 'lib' / 'python3.14' / 'site-packages'
    packages.mkdir(parents=True, exist_ok=True)
    link = packages / 'test'
    if not link.is_symlink() and not link.exists():
        link.symlink_to(TESTS)


def limited():
    os.setpgrp()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(program, module, kind):
    """Outcomes by method, and what went wrong with the whole. A method that ends the program, or does not end, counts as crashed, and the rest of the file runs without it."""
    RECORD.mkdir(parents=True, exist_ok=True)
    outcomes, crashed, whole = {}, [], ''
    with open(RECORD / f'{module}.{kind}.log', 'wb') as log:
        for _ in range(ROUNDS):
            status, found = part(program, module, [f'-{name}' for name in outcomes], log)
            outcomes |= found
            if status is None:
                break
            last = [name for name, how in found.items() if how == 'crashed']
            if not last:
                whole = f'ended with {status}'
                break
            crashed += last
        else:
            whole = f'ended with {status}'
        failed = [f'+{name}' for name, how in outcomes.items() if how == 'failed']
        if not whole and len(failed) > MANY:
            # Most of them may stumble over what one of them left behind when it could not go on: now it comes last.
            _, found = part(program, module, failed, log)
            outcomes |= {name: how for name, how in found.items() if how == 'passed'}
    if crashed and not whole:
        whole = f'without {len(crashed)} that did not end'
    return {'methods': outcomes, 'whole': whole}


def part(program, module, choice, log):
    """Runs the methods that are chosen (see one.py): how the program ended (None: as it should) and the outcomes."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        links, place, results, names = (folder / name for name in ('path', 'here', 'results', 'choice'))
        links.mkdir()
        (links / 'test').symlink_to(TESTS)
        place.mkdir()
        names.write_text('\n'.join(choice))
        environment = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
        environment |= {'PYTHONPATH': str(links), 'LC_ALL': 'C.UTF-8', 'NO_COLOR': '1', 'TMPDIR': str(place)}
        child = subprocess.Popen([program, HERE / 'one.py', f'test.{module}', results, names], cwd=place, env=environment, stdin=subprocess.DEVNULL,
                                 stdout=log, stderr=log, preexec_fn=limited)
        status = watched(child, results)
        outcomes = {}
        text = results.read_text(encoding='utf-8', errors='replace') if results.exists() else ''
        lines = text.splitlines()
        for line in lines:
            how, _, name = line.partition(' ')
            if name and (how != 'begin' or name not in outcomes):
                outcomes[name] = how
        outcomes = {n: 'crashed' if how == 'begin' else how for n, how in outcomes.items()}
        return None if lines[-1:] == ['end'] else status, outcomes


def watched(child, results):
    """Waits for the child as long as it tells of methods."""
    size, since, begun = 0, time.monotonic(), time.monotonic()
    while True:
        try:
            return child.wait(1)
        except subprocess.TimeoutExpired:
            pass
        now = time.monotonic()
        grown = results.stat().st_size if results.exists() else 0
        if grown != size:
            size, since = grown, now
        if now - since > QUIET or now - begun > DEADLINE:
            os.killpg(child.pid, 9)
            child.wait()
            return 'deadline'


def remembered(module, kind):
    try:
        return json.loads((RECORD / f'{module}.{kind}.json').read_text())
    except (OSError, ValueError):
        return None


def measure(program, module, kind, again):
    known = None if again else remembered(module, kind)
    if known is None:
        known = run(program, module, kind)
        (RECORD / f'{module}.{kind}.json').write_text(json.dumps(known))
    return known


def row(module, cpython, hoop):
    count = lambda r, how: sum(h == how for h in r['methods'].values())
    passes = {n for n, h in cpython['methods'].items() if h == 'passed'}
    both = {n for n in passes if hoop['methods'].get(n) == 'passed'}
    return {'module': module, 'cpython': len(passes), 'both': len(both), 'failed': len(passes) - len(both),
            'skipped': count(hoop, 'skipped'), 'cpython_skipped': count(cpython, 'skipped'), 'whole': hoop['whole'],
            'missing': sorted(passes - both)}


def main():
    options = argparse.ArgumentParser(description='CPython\'s tests on hoop.')
    options.add_argument('--hoop', default=str(PROJECT / 'target/release/hoop'))
    options.add_argument('--jobs', type=int, default=2)
    options.add_argument('--only', action='store_true')
    options.add_argument('modules', nargs='*')
    options = options.parse_args()
    options.hoop = os.path.abspath(options.hoop)
    wanted = options.modules or modules()
    carry_tests(options.hoop)

    def both(module):
        again = not options.modules or module in options.modules
        return row(module, measure(sys.executable, module, 'cpython', False), measure(options.hoop, module, 'hoop', again))

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        rows = []
        for one in pool.map(both, wanted):
            rows.append(one)
            print(f"{one['module']:34} {one['both']:5} of {one['cpython']:5}  {one['whole']}", flush=True)
    passes, kept = sum(r['cpython'] for r in rows), sum(r['both'] for r in rows)
    print(f'{kept} of {passes} methods: {100 * kept / max(passes, 1):.2f} %')
    if options.only:
        for one in rows:
            print(*one['missing'], sep='\n')
        return
    if options.modules:
        rows = [row(m, c, h) for m in modules() if (c := remembered(m, 'cpython')) and (h := remembered(m, 'hoop'))]
    write(rows)


def write(rows):
    reasons = reasons_of()
    passes, kept = sum(r['cpython'] for r in rows), sum(r['both'] for r in rows)
    lines = ['# CPython\'s own tests', '',
             f'Methods of CPython 3.14\'s test suite that CPython passes, and how many of them hoop passes: {kept} of {passes}, {100 * kept / max(passes, 1):.2f} %.', '',
             'Made by `python3.14 tests/conformance/run.py` (the tests run where CPython has them; nothing of them is kept here). Both sides run without the C modules that are only there to test C interfaces of CPython (`_testcapi` and its kin) and without the C libraries of dbm, so what needs them counts for neither. No resource such as network or audio is asked for.', '',
             '| tests | CPython passes | hoop passes of these | fails | skips (CPython) | of the whole | why below 90 % |', '| --- | --- | --- | --- | --- | --- | --- |']
    for r in rows:
        share = 100 * r['both'] / r['cpython'] if r['cpython'] else 100
        why = reasons.get(r['module'], '') if share < 90 else ''
        lines.append(f"| {r['module']} | {r['cpython']} | {r['both']} | {r['failed']} | {r['skipped']} ({r['cpython_skipped']}) | {share:.1f} % {r['whole']} | {why} |")
    lines += ['', '## Not counted', '']
    for why, names in LEFT_OUT.items():
        there = [n for n in names.split() if (TESTS / n).exists() or (TESTS / f'{n}.py').exists()]
        lines += [f'It {why}: {", ".join(there)}.', '']
    (PROJECT / 'docs' / 'conformance.md').write_text('\n'.join(lines))


def reasons_of():
    """The explanations, a line for each module: `test_x: because ..`."""
    try:
        text = (HERE / 'reasons.txt').read_text()
    except OSError:
        return {}
    return dict(line.split(': ', 1) for line in text.splitlines() if ': ' in line)


if __name__ == '__main__':
    main()
