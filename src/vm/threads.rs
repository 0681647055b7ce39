//! Further threads of execution of a realm: each has a handle of its own, one of which is in use at a time.

use super::Vm;
use super::fence::Parked;
use super::frame::{StackSizes, Thread};

impl Vm {
    /// A further thread of execution, which runs when somebody lets it (`run_on`). None: the system has no address space for its stacks.
    ///
    /// The collector need not know it: what its registers and its state refer to is counted, and an object whose count does not come from containers alone is kept. So
    /// there is no list of roots, of this thread of execution or any other.
    pub fn another(&self, sizes: StackSizes) -> Option<Parked<Vm>> {
        let mut thread = Thread::new(sizes, self.heap.guard.clone())?;
        thread.set_recursion_limit(self.thread.recursion_limit);
        let (heap, names) = (self.ground.heap(), self.ground.names());
        Some(Parked::new(self, |realm| Vm { thread, heap, names, realm }))
    }

    /// Runs something on another thread of execution, on the native stack that this one stands on. What that raises it must take out itself: the exception on its way
    /// belongs to the thread.
    pub fn run_on<R>(&mut self, other: &mut Parked<Vm>, f: impl FnOnce(&mut Vm) -> R) -> R {
        let floor = self.thread.native_floor;
        // The guard word speaks of the records of the thread of execution that runs.
        let out = other.run(self, |vm| {
            vm.thread.native_floor = floor;
            vm.thread.frames.show_limit();
            f(vm)
        });
        self.thread.frames.show_limit();
        out
    }
}
