//! Instructions that are rare or heavy by themselves, out of the dispatch function. [`Vm::rare`] is the table: it takes operands out of the registers and names
//! who does the work; the files beside it hold the work by construct, or the file of the VM whose subject it is (`load`, `matching`, `import`, `delegate`, `unwind`).

mod async_for;
mod displays;
mod fstrings;
mod groups;
mod handlers;
mod intrinsics;
mod unpacking;
mod with;

use crate::bytecode::{Instr, Src};
use crate::object::Value;
use crate::object::code::CodeObj;
use crate::object::types::flags::{MAPPING, SEQUENCE};

use super::fence::Regs;
use super::run::Flow;
use super::{Res, Vm};

impl Vm {
    /// Executes one instruction that `run` does not know.
    #[inline(never)]
    pub(super) fn rare(&mut self, i: &Instr, regs: Regs, code: &CodeObj) -> Res<Flow> {
        let own = |r: &Src| regs.owned(*r, code);
        let (dst, v) = match i {
            Instr::CallSpread { kwargs, dst, func } => {
                return self.call_spread(regs, *func, *kwargs != 0, *dst);
            }
            Instr::MakeFunction { flags, dst, base, code: k } => {
                let parts = regs.slots(base, flags.count_ones() as usize);
                (dst, self.make_function(&code.consts[k.0 as usize], *flags, parts)?)
            }

            Instr::BuildSuper { dst, base } => (dst, self.build_super(regs.from(base))?),
            Instr::BuildSet { dst, base, n } => (dst, self.build_set(regs.take_all(base, n.0 as usize))?),
            Instr::BuildDict { dst, base, n } => (dst, self.build_dict(regs.from(base), n.0 as usize)?),
            Instr::BuildString { dst, base, n } => (dst, self.build_string(regs.slots(base, n.0 as usize))?),
            Instr::ListToTuple { dst, src } => (dst, self.list_to_tuple(own(src))?),
            Instr::ListExtend { list, src } => return self.list_extend(regs.get(list).clone(), own(src)),
            Instr::SetAdd { set, value } => return self.set_add_instr(regs.get(set).clone(), own(value)),
            Instr::SetExtend { set, src } => return self.set_extend(regs.get(set).clone(), own(src)),
            Instr::DictAdd { dict, key, value } => {
                return self.dict_add(regs.get(dict).clone(), own(key), own(value));
            }
            Instr::DictUpdate { dict, src } => return self.dict_extend(regs.get(dict).clone(), own(src)),
            Instr::DictMerge { dict, src, func } => {
                return self.dict_merge(regs.get(dict).clone(), own(src), regs.get(func).clone());
            }

            Instr::Format { conversion, dst, src } => (dst, self.format_plain(*conversion, own(src))?),
            Instr::FormatSpec { conversion, dst, src, spec } => {
                (dst, self.format_spec(*conversion, own(src), own(spec))?)
            }

            Instr::Unpack { src, base, n } => return self.unpack_instr(regs, own(src), *base, n.0 as usize),
            Instr::UnpackStar { before, src, base, after } => {
                return self.unpack_star_instr(regs, own(src), *base, *before as usize, after.0 as usize);
            }

            Instr::GetIter { dst, src } => (dst, self.iter(&own(src))?),
            Instr::GetAsyncIter { dst, src } => (dst, self.async_iter(&own(src))?),
            Instr::GetAsyncNext { dst, iter } => (dst, self.async_next(regs.get(iter).clone())?),
            Instr::EndAsyncFor { exc, iter } => return self.end_async_for(own(exc), own(iter)),
            Instr::GetYieldFromIter { dst, src } => (dst, self.yield_from_iter(own(src), code)?),
            Instr::GetAwaitable { what, dst, src } => (dst, self.get_awaitable(own(src), *what)?),

            Instr::Raise { exc } => return Err(self.raise_instr(own(exc), None)),
            Instr::RaiseFrom { exc, cause } => {
                let e = own(exc);
                return Err(self.raise_instr(e, Some(own(cause))));
            }
            Instr::RaiseBare => return Err(self.raise_handled()),
            Instr::Reraise { exc } => return Err(self.raise_again(own(exc))),
            Instr::PushHandled { save, exc } => (save, self.push_handled(regs.get(exc).clone())?),
            Instr::PopHandled { save } => return self.pop_handled(regs.take(save)),
            Instr::JumpIfNoMatch { exc, kind, to } => {
                let kind = own(kind);
                return self.jump_if_no_match(regs.get(exc).clone(), kind, *to);
            }
            Instr::MatchGroup { base, kind, dst } => {
                let (matched, rest) = self.match_group(&regs.get(base).clone(), &own(kind))?;
                drop(regs.replace(base, rest));
                (dst, matched)
            }
            Instr::JoinGroups { dst, orig, list } => (dst, self.join_groups(own(orig), &own(list))?),

            Instr::WithEnter { dst, exit, manager } => {
                let (v, leave) = self.with_enter(own(manager), false)?;
                drop(regs.replace(exit, leave));
                (dst, v)
            }
            Instr::AsyncWithEnter { dst, exit, manager } => {
                let (v, leave) = self.with_enter(own(manager), true)?;
                drop(regs.replace(exit, leave));
                (dst, v)
            }
            Instr::WithExit { dst, exit } => (dst, self.with_exit(own(exit))?),
            Instr::WithExitExc { dst, exit, exc } => {
                (dst, self.with_exit_exc(regs.get(exit).clone(), regs.get(exc).clone())?)
            }

            Instr::IsSequence { dst, src } => {
                (dst, Value::bool(self.is_pattern_kind(regs.get(src), SEQUENCE)))
            }
            Instr::IsMapping { dst, src } => (dst, Value::bool(self.is_pattern_kind(regs.get(src), MAPPING))),
            Instr::Len { dst, src } => (dst, Value::Int(self.length(&regs.get(src).clone())? as i64)),
            Instr::MatchKeys { dst, src, keys } => {
                (dst, self.match_keys(&regs.get(src).clone(), &regs.get(keys).clone())?)
            }
            Instr::MatchClass { positional, dst, base } => {
                let at = regs.from(base);
                let (subject, class, names) = (at.take(0), at.take(1), at.take(2));
                (dst, self.match_class(&subject, &class, &names, *positional as usize)?)
            }
            Instr::MatchRest { dst, src, keys } => {
                (dst, self.match_rest(&regs.get(src).clone(), &own(keys))?)
            }

            Instr::ImportName { dst, base, name } => {
                let at = regs.from(base);
                let (level, fromlist) = (at.take(0), at.take(1));
                (dst, self.import_name(&code.names[name.0 as usize], fromlist, level)?)
            }
            Instr::ImportFrom { dst, module, name } => {
                (dst, self.import_from(&regs.get(module).clone(), &code.names[name.0 as usize])?)
            }
            Instr::ImportStar { module } => return self.import_star_instr(regs, code, own(module)),

            Instr::Intrinsic { op, dst, a } => (dst, self.intrinsic(*op, own(a))?),
            Instr::Intrinsic2 { op, dst, a, b } => (dst, self.intrinsic2(*op, own(a), own(b))?),
            other => crate::bug!("instruction {} has no body", other.name()),
        };
        drop(regs.replace(dst, v));
        Ok(Flow::Next)
    }
}
