//! `pwd` and `grp`: the users and groups of the system.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::system_records::{self as records, GroupEntry, UserEntry, Wanted};
use crate::vm::{Raised, Res, Vm};

use super::super::posix::arguments::{c_text, id, text_value};
use super::super::structseq::{StructSpec, new_struct, struct_class};
use super::super::support::put;

const PASSWD: StructSpec = StructSpec {
    name: "struct_passwd",
    module: "pwd",
    doc: "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.",
    fields: &["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"],
    visible: 7,
    callable: true,
};

const GROUP: StructSpec = StructSpec {
    name: "struct_group",
    module: "grp",
    doc: "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.",
    fields: &["gr_name", "gr_passwd", "gr_gid", "gr_mem"],
    visible: 4,
    callable: true,
};

fn id_value(n: u32) -> Value {
    Value::Int(if n == u32::MAX { -1 } else { n.into() })
}

fn user(vm: &mut Vm, u: &UserEntry) -> Res {
    let [name, password, comment, home, shell] = &u.texts;
    let fields = vec![
        text_value(vm, name)?,
        text_value(vm, password)?,
        id_value(u.ids[0]),
        id_value(u.ids[1]),
        text_value(vm, comment)?,
        text_value(vm, home)?,
        text_value(vm, shell)?,
    ];
    let class = vm.extra_types["pwd.struct_passwd"].clone();
    Ok(new_struct(vm, &class, fields))
}

fn group(vm: &mut Vm, g: &GroupEntry) -> Res {
    let mut members = Vec::new();
    for m in &g.members {
        members.push(text_value(vm, m)?);
    }
    let members = vm.heap.list(members).into_value();
    let fields = vec![text_value(vm, &g.texts[0])?, text_value(vm, &g.texts[1])?, id_value(g.id), members];
    let class = vm.extra_types["grp.struct_group"].clone();
    Ok(new_struct(vm, &class, fields))
}

fn absent(vm: &mut Vm, text: String) -> Raised {
    let text = vm.heap.str(&text).into_value();
    vm.key_error(text)
}

/// The number that is looked for; None if no user can have it.
fn wanted_id(vm: &mut Vm, v: &Value, name: &str) -> Res<Option<u32>> {
    match id(vm, v, name) {
        Ok(n) => Ok(Some(n)),
        Err(e) => {
            let overflow = vm.types().overflow_error.clone();
            if !vm.raised_is(&e, &overflow) {
                return Err(e);
            }
            drop(vm.take_raised(e));
            Ok(None)
        }
    }
}

fn name_argument(vm: &mut Vm, function: &str, place: &str, v: &Value) -> Res<std::ffi::CString> {
    if !v.is_a::<StrObj>() {
        let class = vm.class_name(v);
        return Err(vm.type_error(format!("{function}() argument{place} must be str, not {class}")));
    }
    c_text(vm, v)
}

natives! { static USERS;
    /// Return the password database entry for the given numeric user ID.
    fn getpwuid(vm, uidobj: Value, /) -> Res {
        let Some(n) = wanted_id(vm, &uidobj, "uid")? else {
            return Err(absent(vm, "getpwuid(): uid not found".into()));
        };
        match records::user(&Wanted::Id(n)) {
            Some(u) => user(vm, &u),
            None => {
                let shown = id_value(n);
                let shown = vm.str(&shown)?.to_text();
                Err(absent(vm, format!("getpwuid(): uid not found: {shown}")))
            }
        }
    }
    /// Return the password database entry for the given user name.
    fn getpwnam(vm, name: Value, /) -> Res {
        let text = name_argument(vm, "getpwnam", "", &name)?;
        match records::user(&Wanted::Name(&text)) {
            Some(u) => user(vm, &u),
            None => {
                let shown = vm.repr(&name)?.to_text();
                Err(absent(vm, format!("getpwnam(): name not found: {shown}")))
            }
        }
    }
    /// Return a list of all available password database entries, in arbitrary order.
    fn getpwall(vm, /) -> Res {
        let mut all = Vec::new();
        for u in records::users() {
            all.push(user(vm, &u)?);
        }
        Ok(vm.heap.list(all).into_value())
    }
}

natives! { static GROUPS;
    /// Return the group database entry for the given numeric group ID.
    fn getgrgid(vm, /, id: Value) -> Res {
        let n = super::super::posix::arguments::id(vm, &id, "gid")?;
        match records::group(&Wanted::Id(n)) {
            Some(g) => group(vm, &g),
            None => {
                let shown = id_value(n);
                let shown = vm.str(&shown)?.to_text();
                Err(absent(vm, format!("getgrgid(): gid not found: {shown}")))
            }
        }
    }
    /// Return the group database entry for the given group name.
    fn getgrnam(vm, /, name: Value) -> Res {
        let text = name_argument(vm, "getgrnam", " 'name'", &name)?;
        match records::group(&Wanted::Name(&text)) {
            Some(g) => group(vm, &g),
            None => {
                let shown = vm.repr(&name)?.to_text();
                Err(absent(vm, format!("getgrnam(): name not found: {shown}")))
            }
        }
    }
    /// Return a list of all available group entries, in arbitrary order.
    fn getgrall(vm, /) -> Res {
        let mut all = Vec::new();
        for g in records::groups() {
            all.push(group(vm, &g)?);
        }
        Ok(vm.heap.list(all).into_value())
    }
}

/// Fills `pwd`.
pub fn init_users(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = struct_class(vm, &PASSWD);
    put(vm, dict, "struct_passwd", class.value());
    vm.extra_types.insert("pwd.struct_passwd", class);
    vm.add_functions(dict, "pwd", USERS);
    Ok(())
}

/// Fills `grp`.
pub fn init_groups(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = struct_class(vm, &GROUP);
    put(vm, dict, "struct_group", class.value());
    vm.extra_types.insert("grp.struct_group", class);
    vm.add_functions(dict, "grp", GROUPS);
    Ok(())
}
