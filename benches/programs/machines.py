# group: objects
# what: class-heavy (a richards kind of simulation)
# target: 3.0
class Packet:
    def __init__(self, kind, payload, link=None):
        self.kind, self.payload, self.link = kind, payload, link

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Machine:
    def __init__(self, world, name):
        self.world, self.name, self.queue, self.handled = world, name, None, 0

    def offer(self, packet):
        self.queue = packet.append_to(self.queue)

    def ready(self):
        return self.queue is not None

    def step(self):
        packet = self.queue
        self.queue = packet.link
        self.handled += 1
        self.process(packet)


class Worker(Machine):
    def process(self, packet):
        packet.payload = (packet.payload * 7 + self.name) % 1009
        self.world.route(packet, self)


class Device(Machine):
    def __init__(self, world, name):
        super().__init__(world, name)
        self.pending = []

    def process(self, packet):
        self.pending.append(packet)
        if len(self.pending) >= 3:
            for waiting in self.pending:
                self.world.route(waiting, self)
            self.pending = []


class World:
    def __init__(self):
        self.machines = [Worker(self, n) if n % 3 else Device(self, n) for n in range(9)]
        self.hops = 0

    def route(self, packet, source):
        self.hops += 1
        self.machines[(packet.payload + source.name + self.hops) % 9].offer(packet)

    def run(self, steps):
        for n in range(40):
            self.machines[n % 9].offer(Packet(n % 2, n))
        done = 0
        while done < steps:
            for machine in self.machines:
                if machine.ready():
                    machine.step()
                    done += 1
        return self.hops, [machine.handled for machine in self.machines]


print(World().run(900_000))
