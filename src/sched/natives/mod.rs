//! What scripts see of the scheduler: the classes' methods, and the native functions of modules `asyncio` and `contextvars`.

pub mod contextvars;
pub mod event_loop;
pub mod functions;
pub mod future;
pub mod handle;
pub mod module;
pub mod policy;
pub mod sleep;
pub mod task;

use crate::vm::native::ArgType;

use super::context::{ContextObj, ContextVarObj, TokenObj};
use super::{FutObj, HandleObj, LoopObj, SleepObj};

impl ArgType for FutObj {
    const NAME: &'static str = "Future";
}
impl ArgType for HandleObj {
    const NAME: &'static str = "Handle";
}
impl ArgType for LoopObj {
    const NAME: &'static str = "AbstractEventLoop";
}
impl ArgType for SleepObj {
    const NAME: &'static str = "coroutine";
}
impl ArgType for ContextObj {
    const NAME: &'static str = "Context";
}
impl ArgType for ContextVarObj {
    const NAME: &'static str = "ContextVar";
}
impl ArgType for TokenObj {
    const NAME: &'static str = "Token";
}
