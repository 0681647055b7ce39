//! The scheduler. Comes in: coroutines, callbacks, deadlines. Goes out: results of futures, in the order in which asyncio would have made them.
//!
//! Read `future.rs` (what tasks and futures are made of), `ready.rs` and `timers.rs` (what will run), `turn.rs` (one turn of a loop), `step.rs` (one
//! step of a task). `graph.rs` and `verdict.rs` know what waits for what and end a hang; `reports.rs` sees to it that no failure is lost.
//! What scripts call stands above, in `natives/asyncio`; `callbacks.rs` has the few natives that the scheduler itself hands to foreign loops.

pub mod asyncgens;
pub mod awaited;
pub mod callbacks;
pub mod cancel;
pub mod context;
pub mod create;
pub mod event_loop;
pub mod future;
pub mod gather;
pub mod graph;
pub mod handle;
pub mod policy;
pub mod ready;
pub mod reports;
pub mod repr;
pub mod runner;
pub mod sleep;
pub mod state;
pub mod step;
mod switch;
pub mod timers;
pub mod trace;
pub mod turn;
pub mod verdict;

pub use event_loop::LoopObj;
pub use future::FutObj;
pub use handle::HandleObj;
pub use state::install;
