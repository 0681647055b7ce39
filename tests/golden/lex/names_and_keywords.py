async def await_(match, case, type, _): None; True; print; élan
