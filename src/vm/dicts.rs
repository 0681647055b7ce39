//! Dicts and sets with keys whose hash and equality may be script code: look-ups restart when the table changes meanwhile.

use crate::object::dict::{DictObj, Find};
use crate::object::equality::same_key;
use crate::object::set::SetObj;
use crate::object::set_table::SetTable;
use crate::object::{Kind, Ref, Value};

use super::{Raised, Res, Vm};

impl Vm {
    /// The hash of a key of a dict.
    #[inline]
    fn key_hash(&mut self, key: &Value) -> Res<i64> {
        match self.hash(key) {
            Ok(hash) => Ok(hash),
            Err(e) => Err(self.not_usable(e, key, "a dict key")),
        }
    }

    /// The hash of an element of a set.
    #[inline]
    fn element_hash(&mut self, v: &Value) -> Res<i64> {
        match self.hash(v) {
            Ok(hash) => Ok(hash),
            Err(e) => Err(self.not_usable(e, v, "a set element")),
        }
    }

    /// What has no hash is told of with what it was wanted for.
    #[cold]
    fn not_usable(&mut self, e: Raised, v: &Value, what: &str) -> Raised {
        let type_error = self.heap.types().type_error.clone();
        let x = self.take_raised(e);
        if !self.class_ref(&x).is(&type_error) {
            return self.reraise(x);
        }
        let class = self.short_full_name(&self.class_of(v));
        match self.str(&x) {
            Ok(why) => self.type_error(format!("cannot use '{class}' as {what} ({})", why.to_text())),
            Err(e) => e,
        }
    }

    /// The place of a key.
    #[inline]
    pub fn dict_find(&mut self, d: &DictObj, key: &Value) -> Res<Option<usize>> {
        let hash = self.key_hash(key)?;
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
            let mut go_on = None;
            for (i, candidate) in list {
                let same = self.same(&candidate, key)?;
                let stays = d.version() == version || d.entry(i).is_some_and(|(k, _)| k.is(&candidate));
                if stays && same {
                    return Ok(Some(i));
                }
                if d.version() != version {
                    // As CPython: the probe goes on while the key that was asked is where it was, else it begins anew.
                    go_on = Some(if stays { i + 1 } else { 0 });
                    break;
                }
            }
            let Some(from) = go_on else { return Ok(None) };
            match d.find(key, hash) {
                Find::Found(i) => return Ok(Some(i)),
                Find::Absent => return Ok(None),
                Find::Ask(again) => list = again.into_iter().filter(|(i, _)| *i >= from).collect(),
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
        let hash = self.key_hash(&key)?;
        self.dict_set_hashed(d, key, hash, v)
    }

    /// `d[key] = v` for a key whose hash is known; the old value is returned.
    #[inline]
    pub fn dict_set_hashed(&mut self, d: &DictObj, key: Value, hash: i64, v: Value) -> Res<Option<Value>> {
        match self.dict_find_hashed(d, &key, hash)? {
            Some(i) => Ok(Some(d.replace_at(i, v))),
            None => {
                self.granted(d.make_room(&key))?;
                d.push(key, hash, v);
                Ok(None)
            }
        }
    }

    /// Removes a key whose hash is known; its entry is returned.
    pub fn dict_del_hashed(&mut self, d: &DictObj, key: &Value, hash: i64) -> Res<Option<(Value, Value)>> {
        Ok(self.dict_find_hashed(d, key, hash)?.map(|i| d.remove_at(i)))
    }

    /// Removes a key; its entry is returned.
    pub fn dict_del(&mut self, d: &DictObj, key: &Value) -> Res<Option<(Value, Value)>> {
        Ok(self.dict_find(d, key)?.map(|i| d.remove_at(i)))
    }

    /// `d.setdefault(key, default)`
    pub fn dict_setdefault(&mut self, d: &DictObj, key: Value, default: Value) -> Res {
        let hash = self.key_hash(&key)?;
        match self.dict_find_hashed(d, &key, hash)? {
            Some(i) => Ok(d.value_at(i)),
            None => {
                self.granted(d.make_room(&key))?;
                d.push(key, hash, default.clone());
                Ok(default)
            }
        }
    }

    /// Whether a dict is to be read as it lies there: no subclass of its says how to walk over it.
    pub(super) fn walks_as_dict(&self, d: &Value) -> bool {
        d.as_obj().is_some_and(|x| {
            x.header().is_exact()
                || x.class().lookup(&self.names.__iter__).is_none_or(|f| self.binds_self(&f))
        })
    }

    /// A plain dict with the entries of a dict.
    pub fn dict_copy(&mut self, of: &Value) -> Res<Ref<DictObj>> {
        let d = self.heap.dict();
        self.dict_update(&d, of)?;
        Ok(d)
    }

    /// `d.update(other)`: a mapping (something with `keys`) or an iterable of pairs.
    pub fn dict_update(&mut self, d: &DictObj, other: &Value) -> Res<()> {
        if let Some(o) = other.cast::<DictObj>()
            && self.walks_as_dict(other)
        {
            if std::ptr::eq(d, o) || o.is_empty() {
                return Ok(());
            }
            if d.is_empty() {
                let copied = d.try_copy_from(o);
                self.granted(copied)?;
                return Ok(());
            }
            let places = o.places();
            let mut at = 0;
            while let Some((next, hash, k, v)) = o.next_hashed(at) {
                drop(self.dict_set_hashed(d, k, hash, v)?);
                self.let_die()?;
                if o.places() != places {
                    return Err(self.runtime_error("dict mutated during update"));
                }
                at = next;
            }
            return Ok(());
        }
        if let Some(keys) = self.get_attr_opt(other, &self.names.keys)? {
            let keys = self.call(&keys, &[])?;
            let it = self.iter(&keys)?;
            while let Some(k) = self.next(&it)? {
                let v = self.get_item(other, &k)?;
                drop(self.dict_set(d, k, v)?);
                self.let_die()?;
            }
            return Ok(());
        }
        let it = self.iter(other)?;
        let mut n = 0;
        while let Some(pair) = self.next(&it)? {
            let items = self.pair_items(&pair, n)?;
            let len = items.len();
            match <[Value; 2]>::try_from(items) {
                Ok([k, v]) => drop(self.dict_set(d, k, v)?),
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

    /// The items of an element of what a dict is made from.
    pub fn pair_items(&mut self, pair: &Value, n: usize) -> Res<Vec<Value>> {
        self.collect_sequence_or(pair, "object is not iterable").map_err(|e| {
            let x = self.take_raised(e);
            if !self.class_ref(&x).is_subclass(&self.heap.types().type_error) {
                return self.reraise(x);
            }
            let note = format!("Cannot convert dictionary update sequence element #{n} to a sequence");
            let notes = self.heap.list(vec![self.heap.str(&note).into_value()]).into_value();
            match self.set_attr(&x, &self.names.__notes__, notes) {
                Ok(()) => self.reraise(x),
                Err(e) => e,
            }
        })
    }

    /// Whether two dicts have equal entries.
    pub fn dicts_equal(&mut self, a: &DictObj, b: &DictObj) -> Res<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        self.deeper(|vm| {
            let mut at = 0;
            while let Some((next, hash, k, v)) = a.next_hashed(at) {
                match vm.dict_find_hashed(b, &k, hash)?.map(|i| b.value_at(i)) {
                    Some(w) if vm.same(&w, &v)? => {}
                    _ => return Ok(false),
                }
                at = next;
            }
            Ok(true)
        })
    }

    /// The slot of an element in a set.
    fn set_find(&mut self, s: &SetObj, v: &Value, hash: i64) -> Res<Option<usize>> {
        self.set_probe(s, v, hash, false)
    }

    /// The same. Whoever adds takes an equal element for present even if comparing it changed the set, as CPython does.
    fn set_probe(&mut self, s: &SetObj, v: &Value, hash: i64, adds: bool) -> Res<Option<usize>> {
        'again: loop {
            let (slots, mut probe) = {
                let t = s.borrow();
                if t.is_empty() {
                    return Ok(None);
                }
                (t.slot_count(), t.probe(hash))
            };
            loop {
                let (slot, key, version) = {
                    let t = s.borrow();
                    match t.next_candidate(&mut probe) {
                        Some((slot, key)) => match same_key(key, v) {
                            Some(true) => return Ok(Some(slot)),
                            Some(false) => continue,
                            None => (slot, key.clone(), t.version()),
                        },
                        None => return Ok(None),
                    }
                };
                let same = self.same(&key, v)?;
                if same && adds {
                    return Ok(Some(slot));
                }
                let t = s.borrow();
                // As CPython: the probe goes on while the key that was asked is where it was, else it begins anew.
                if t.version() != version
                    && !(t.slot_count() == slots && t.key_in(slot).is_some_and(|k| k.is(&key)))
                {
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
        let hash = self.element_hash(v)?;
        Ok(self.set_find(s, v, hash)?.is_some())
    }

    /// `v in s`, with a hash that is known.
    pub fn set_has(&mut self, s: &SetObj, v: &Value, hash: i64) -> Res<bool> {
        Ok(self.set_find(s, v, hash)?.is_some())
    }

    /// `s.add(v)`: whether it was new.
    pub fn set_add(&mut self, s: &SetObj, v: Value) -> Res<bool> {
        let hash = self.element_hash(&v)?;
        self.set_add_hashed(s, v, hash)
    }

    /// `s.add(v)` with a known hash.
    pub fn set_add_hashed(&mut self, s: &SetObj, v: Value, hash: i64) -> Res<bool> {
        if self.set_probe(s, &v, hash, true)?.is_some() {
            return Ok(false);
        }
        let added = s.borrow_mut().add(hash, v, |a, b| same_key(a, b).unwrap_or(false));
        self.granted(added)?;
        Ok(true)
    }

    /// Removes an element: whether it was there.
    pub fn set_discard(&mut self, s: &SetObj, v: &Value) -> Res<bool> {
        let hash = self.element_hash(v)?;
        self.set_discard_hashed(s, v, hash)
    }

    /// Removes an element whose hash is known: whether it was there.
    pub fn set_discard_hashed(&mut self, s: &SetObj, v: &Value, hash: i64) -> Res<bool> {
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
            let copy = s.borrow().copy();
            return self.granted(copy);
        }
        let out = SetObj::default();
        self.set_update(&out, v)?;
        Ok(std::mem::take(&mut *out.borrow_mut()))
    }

    /// `s.update(iterable)`. Elements of sets and of plain dicts are not asked for their hash again.
    pub fn set_update(&mut self, s: &SetObj, v: &Value) -> Res<()> {
        if let Some(o) = v.cast::<SetObj>() {
            if std::ptr::eq(s, o) {
                return Ok(());
            }
            let done = s.borrow_mut().begin_merge(&o.borrow());
            if !self.granted(done)? {
                // The other one may change while elements are compared.
                let mut at = 0;
                while let Some((hash, v)) = o.next_entry(&mut at) {
                    self.set_add_hashed(s, v, hash)?;
                }
            }
            return Ok(());
        }
        if let Some(d) = v.cast::<DictObj>()
            && v.as_obj().is_some_and(|o| o.header().is_exact())
        {
            let room = s.borrow_mut().reserve_for_merge(d.len());
            self.granted(room)?;
            let mut at = 0;
            while let Some((next, hash, k, _)) = d.next_hashed(at) {
                self.set_add_hashed(s, k, hash)?;
                at = next;
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
        let mut at = 0;
        while let Some((h, v)) = a.next_entry(&mut at) {
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
