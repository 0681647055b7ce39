import os, posix
for call in (lambda: posix.stat(1.5), lambda: posix.stat('a\0'), lambda: posix.link('a', 1), lambda: posix.stat('x', dir_fd='a'),
             lambda: posix.fsync(-1), lambda: posix.chown('x', 'a', 1), lambda: posix.utime('x', (1,)), lambda: posix.sysconf('x'),
             lambda: posix._path_normpath('a//b/../c/.'), lambda: posix._path_splitroot_ex('///a/b'), lambda: posix.rename('/nonexistent', 'b'),
             lambda: posix.waitstatus_to_exitcode(256), lambda: posix.mkdir('/'), lambda: posix.listdir(1.5), lambda: posix.close(99)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
