//! `_uuid`: identifiers made of the time (RFC 9562, version 1). The node is drawn at random once, with the bit that says so: no network card is asked.

use crate::natives;
use crate::object::Ref;
use crate::object::Value;
use crate::object::dict::DictObj;
use crate::vm::{Res, Vm};

use super::support::{os_error, put_ints};

/// What stays the same between two identifiers.
#[derive(Default)]
struct Kept {
    node: Option<[u8; 6]>,
    sequence: u16,
    /// The time of the last one, in units of 100 nanoseconds.
    last: u64,
}

/// From the first day of the Gregorian calendar to 1970, in units of 100 nanoseconds.
const GREGORIAN: u64 = 0x01b2_1dd2_1381_4000;

fn made(vm: &mut Vm) -> Res<[u8; 16]> {
    if vm.extension::<Kept>().node.is_none() {
        let mut drawn = [0; 8];
        vm.world.fill(&mut drawn).map_err(|e| os_error(vm, &e, None))?;
        let [a, b, c, d, e, f, high, low] = drawn;
        let kept = vm.extension::<Kept>();
        kept.node = Some([a | 1, b, c, d, e, f]);
        kept.sequence = u16::from_be_bytes([high, low]) & 0x3fff;
    }
    let now = (vm.world.wall_ns().max(0) as u64 / 100).wrapping_add(GREGORIAN);
    let kept = vm.extension::<Kept>();
    // Two at the same time differ in the time; a clock that was put back changes the sequence.
    let time = if now > kept.last {
        now
    } else if kept.last - now < 10_000 {
        kept.last + 1
    } else {
        kept.sequence = (kept.sequence + 1) & 0x3fff;
        now
    };
    kept.last = time;
    let mut out = [0; 16];
    out[..4].copy_from_slice(&(time as u32).to_be_bytes());
    out[4..6].copy_from_slice(&((time >> 32) as u16).to_be_bytes());
    out[6..8].copy_from_slice(&((time >> 48) as u16 & 0x0fff | 0x1000).to_be_bytes());
    out[8..10].copy_from_slice(&(kept.sequence | 0x8000).to_be_bytes());
    out[10..].copy_from_slice(&kept.node.unwrap_or_default());
    Ok(out)
}

natives! { static FUNCTIONS;
    fn generate_time_safe(vm, /) -> Res<(Value, Value)> {
        let bytes = made(vm)?;
        // -1: no service of the machine has seen to it that other processes do not make the same.
        Ok((vm.heap.bytes_from_vec(bytes.to_vec()).into_value(), Value::Int(-1)))
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_uuid", FUNCTIONS);
    put_ints(vm, dict, &[("has_uuid_generate_time_safe", 1), ("has_stable_extractable_node", 0)]);
    Ok(())
}
