import os
pid = os.fork()
if pid == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
print(os.posix_spawn('/bin/true', ['true'], {}) > 0, os.wait()[1])
try:
    os.posix_spawn('/nonexistent', ['x'], {})
except OSError as e:
    print(e)
try:
    os.wait()
except ChildProcessError as e:
    print(e)
print(os.system('exit 3'))
