//! Dicts and sets with keys whose hash and equality may be script code: look-ups restart when the table changes meanwhile.

use crate::object::dict::{DictObj, Find};
use crate::object::equality::same_key;
use crate::object::set::SetObj;
use crate::object::set_table::SetTable;
use crate::object::{Kind, Value};

use super::{Res, Vm};

impl Vm {
    /// The place of a key.
    #[inline]
    pub fn dict_find(&mut self, d: &DictObj, key: &Value) -> Res<Option<usize>> {
        let hash = self.hash(key)?;
        self.dict_find_hashed(d, key, hash)
    }

    /// The place of a key whose hash is known.
    #[inline]
    pub fn dict_find_hashed(&mut self, d: &DictObj, key: &Value, hash: i64) -> Res<Option<usize>> {
        match d.find(key, hash) {
            Find::Found(i) => Ok(Some(i)),
            Find::Absent => Ok(None),
            Find::Ask(list) => self.dict_ask(d, key, hash, list),
        }
    }

    #[inline(never)]
    fn dict_ask(
        &mut self,
        d: &DictObj,
        key: &Value,
        hash: i64,
        mut list: Vec<(usize, Value)>,
    ) -> Res<Option<usize>> {
        loop {
            let version = d.version();
            let mut changed = false;
            for (i, candidate) in list {
                let same = self.same(&candidate, key)?;
                if d.version() != version {
                    changed = true;
                    break;
                }
                if same {
                    return Ok(Some(i));
                }
            }
            if !changed {
                return Ok(None);
            }
            match d.find(key, hash) {
                Find::Found(i) => return Ok(Some(i)),
                Find::Absent => return Ok(None),
                Find::Ask(again) => list = again,
            }
        }
    }

    /// `d.get(key)`
    #[inline]
    pub fn dict_get(&mut self, d: &DictObj, key: &Value) -> Res<Option<Value>> {
        Ok(self.dict_find(d, key)?.map(|i| d.value_at(i)))
    }

    /// `d[key] = v`; the old value is returned.
    #[inline]
    pub fn dict_set(&mut self, d: &DictObj, key: Value, v: Value) -> Res<Option<Value>> {
        let hash = self.hash(&key)?;
        match self.dict_find_hashed(d, &key, hash)? {
            Some(i) => Ok(Some(d.replace_at(i, v))),
            None => {
                d.push(key, hash, v);
                Ok(None)
            }
        }
    }

    /// Removes a key; its entry is returned.
    pub fn dict_del(&mut self, d: &DictObj, key: &Value) -> Res<Option<(Value, Value)>> {
        Ok(self.dict_find(d, key)?.map(|i| d.remove_at(i)))
    }

    /// `d.setdefault(key, default)`
    pub fn dict_setdefault(&mut self, d: &DictObj, key: Value, default: Value) -> Res {
        let hash = self.hash(&key)?;
        match self.dict_find_hashed(d, &key, hash)? {
            Some(i) => Ok(d.value_at(i)),
            None => {
                d.push(key, hash, default.clone());
                Ok(default)
            }
        }
    }

    /// `d.update(other)`: a mapping (something with `keys`) or an iterable of pairs.
    pub fn dict_update(&mut self, d: &DictObj, other: &Value) -> Res<()> {
        if let Some(o) = other.cast::<DictObj>()
            && other.as_obj().is_some_and(|x| {
                x.header().is_exact()
                    || x.class().lookup(&self.names.__iter__).is_none_or(|f| self.binds_self(&f))
            })
        {
            if d.is_empty() && !std::ptr::eq(d, o) {
                d.copy_from(o);
                return Ok(());
            }
            for (k, v) in o.entries() {
                self.dict_set(d, k, v)?;
            }
            return Ok(());
        }
        if let Some(keys) = self.get_attr_opt(other, &self.names.keys)? {
            let keys = self.call(&keys, &[])?;
            let it = self.iter(&keys)?;
            while let Some(k) = self.next(&it)? {
                let v = self.get_item(other, &k)?;
                self.dict_set(d, k, v)?;
            }
            return Ok(());
        }
        let it = self.iter(other)?;
        let mut n = 0;
        while let Some(pair) = self.next(&it)? {
            let items = match self.collect(&pair) {
                Ok(items) => items,
                Err(e) => {
                    if self.raised_is(&e, &self.heap.types().type_error) {
                        drop(self.take_raised(e));
                        return Err(self.type_error(format!(
                            "cannot convert dictionary update sequence element #{n} to a sequence"
                        )));
                    }
                    return Err(e);
                }
            };
            let len = items.len();
            match <[Value; 2]>::try_from(items) {
                Ok([k, v]) => self.dict_set(d, k, v)?,
                Err(_) => {
                    return Err(self.value_error(format!(
                        "dictionary update sequence element #{n} has length {len}; 2 is required"
                    )));
                }
            };
            n += 1;
        }
        Ok(())
    }

    /// Whether two dicts have equal entries.
    pub fn dicts_equal(&mut self, a: &DictObj, b: &DictObj) -> Res<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        let entries = a.entries();
        self.deeper(|vm| {
            for (k, v) in entries {
                match vm.dict_get(b, &k)? {
                    Some(w) if vm.same(&v, &w)? => {}
                    _ => return Ok(false),
                }
            }
            Ok(true)
        })
    }

    /// The slot of an element in a set.
    fn set_find(&mut self, s: &SetObj, v: &Value, hash: i64) -> Res<Option<usize>> {
        'again: loop {
            let (version, mut probe) = {
                let t = s.borrow();
                if t.is_empty() {
                    return Ok(None);
                }
                (t.version(), t.probe(hash))
            };
            loop {
                let (slot, key) = {
                    let t = s.borrow();
                    match t.next_candidate(&mut probe) {
                        Some((slot, key)) => match same_key(key, v) {
                            Some(true) => return Ok(Some(slot)),
                            Some(false) => continue,
                            None => (slot, key.clone()),
                        },
                        None => return Ok(None),
                    }
                };
                let same = self.same(&key, v)?;
                if s.borrow().version() != version {
                    continue 'again;
                }
                if same {
                    return Ok(Some(slot));
                }
            }
        }
    }

    /// `v in s`
    pub fn set_contains(&mut self, s: &SetObj, v: &Value) -> Res<bool> {
        let hash = self.hash(v)?;
        Ok(self.set_find(s, v, hash)?.is_some())
    }

    /// `v in s`, with a hash that is known.
    pub fn set_has(&mut self, s: &SetObj, v: &Value, hash: i64) -> Res<bool> {
        Ok(self.set_find(s, v, hash)?.is_some())
    }

    /// `s.add(v)`: whether it was new.
    pub fn set_add(&mut self, s: &SetObj, v: Value) -> Res<bool> {
        let hash = self.hash(&v)?;
        self.set_add_hashed(s, v, hash)
    }

    /// `s.add(v)` with a known hash.
    pub fn set_add_hashed(&mut self, s: &SetObj, v: Value, hash: i64) -> Res<bool> {
        if self.set_find(s, &v, hash)?.is_some() {
            return Ok(false);
        }
        let mut t = s.borrow_mut();
        t.add(hash, v, |a, b| same_key(a, b).unwrap_or(false));
        Ok(true)
    }

    /// Removes an element: whether it was there.
    pub fn set_discard(&mut self, s: &SetObj, v: &Value) -> Res<bool> {
        let hash = self.hash(v)?;
        match self.set_find(s, v, hash)? {
            Some(slot) => {
                let old = s.borrow_mut().remove_slot(slot);
                drop(old);
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// The table of a new set with the elements of an iterable.
    pub fn set_from(&mut self, v: &Value) -> Res<SetTable<Value>> {
        if let Some(s) = v.cast::<SetObj>()
            && v.as_obj().is_some_and(|o| o.header().is_exact())
        {
            return Ok(s.borrow().copy());
        }
        let out = SetObj::default();
        self.set_update(&out, v)?;
        Ok(std::mem::take(&mut *out.borrow_mut()))
    }

    /// `s.update(iterable)`
    pub fn set_update(&mut self, s: &SetObj, v: &Value) -> Res<()> {
        if let Some(o) = v.cast::<SetObj>() {
            let items: Vec<(i64, Value)> = o.borrow().iter().map(|(h, v)| (h, v.clone())).collect();
            let plain = items.iter().all(|(_, v)| simple(v)) && s.borrow().iter().all(|(_, v)| simple(v));
            if plain && !std::ptr::eq(s, o) {
                s.borrow_mut().update(&o.borrow(), |a, b| same_key(a, b).unwrap_or(false));
                return Ok(());
            }
            for (h, v) in items {
                self.set_add_hashed(s, v, h)?;
            }
            return Ok(());
        }
        if let Some(d) = v.cast::<DictObj>()
            && v.as_obj().is_some_and(|o| o.header().is_exact())
        {
            s.borrow_mut().reserve_for_merge(d.len());
            for k in d.keys() {
                self.set_add(s, k)?;
            }
            return Ok(());
        }
        let it = self.iter(v)?;
        while let Some(v) = self.next(&it)? {
            self.set_add(s, v)?;
        }
        Ok(())
    }

    /// Whether every element of `a` is in `b`.
    pub fn set_within(&mut self, a: &SetObj, b: &SetObj) -> Res<bool> {
        let items: Vec<(i64, Value)> = a.borrow().iter().map(|(h, v)| (h, v.clone())).collect();
        for (h, v) in items {
            if self.set_find(b, &v, h)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether equality of the value is decided without script code.
pub fn simple(v: &Value) -> bool {
    match v {
        Value::Obj(o) => o.header().is_exact() && matches!(o.kind(), Kind::Str | Kind::Bytes | Kind::BigInt),
        _ => true,
    }
}
