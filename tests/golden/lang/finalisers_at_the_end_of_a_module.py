class Named:
    def __init__(self, name, *held): self.name, self.held = name, list(held)
    def __del__(self): print(self.name)


listed = [Named('list 1'), Named('list 2'), Named('list 3')]
outer = Named('outer', Named('first held'), Named('second held'))
_private = Named('private')
shared = Named('shared')
again = [shared]
table = {'k': Named('key'), 'l': Named('value')}
late = Named('late')
def function(): return listed
print('end')
