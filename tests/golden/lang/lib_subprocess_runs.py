import subprocess
print(subprocess.run(['echo', 'hi'], capture_output=True, text=True))
print(subprocess.check_output('echo $X; cat', shell=True, input=b'abc', env={'X': '5'}))
for kw in ({'args': ['/nonexistent']}, {'args': ['true'], 'cwd': '/nonexistent'}):
    try:
        subprocess.run(**kw)
    except OSError as e:
        print(repr(e), e.filename)
p = subprocess.Popen(['sleep', '10'])
p.terminate()
print(p.wait())
