# Identifiers made of the time, of names, of chance.
import _uuid
import uuid

data, safe = _uuid.generate_time_safe()
u = uuid.UUID(bytes=data)
print(len(data), safe in (0, -1, None), u.version, u.variant)
a, b = uuid.uuid1(), uuid.uuid1()
print(a != b, a.time < b.time, a.clock_seq == b.clock_seq, a.node == b.node, a.version, a.is_safe in uuid.SafeUUID)
print(uuid.getnode() == uuid.getnode(), uuid.uuid1(node=5, clock_seq=7).fields[3:])
print(uuid.uuid3(uuid.NAMESPACE_DNS, 'python.org'), uuid.uuid5(uuid.NAMESPACE_URL, 'x'))
print(uuid.uuid4().version, uuid.uuid6().version, uuid.uuid7().version, uuid.uuid8(1, 2, 3))
print(_uuid.has_uuid_generate_time_safe, _uuid.has_stable_extractable_node)
