//! The language without its dangers: what it can reach, and how far it can run.

use std::cell::Cell;
use std::time::{Duration, Instant};

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicFnPackage, BasicIteratorPackage, BasicMapPackage, BasicMathPackage,
    BasicStringPackage, LanguageCorePackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{AST, Dynamic, Engine, OptimizationLevel};

use super::{Limits, helpers, operators};

thread_local! {
    /// until when the call that runs on this thread may run
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Between two looks at the clock.
const STEPS_BETWEEN_LOOKS: u64 = 256;

/// What scripts may not write, each with what to do instead.
pub(super) const FORBIDDEN: [(&str, &str); 11] = [
    ("eval", "write the condition out"),
    ("import", "functions of all scripts can be called without import"),
    ("export", "functions of all scripts can be called without export"),
    ("print", "a function only gives its value back"),
    ("debug", "a function only gives its value back"),
    ("sleep", "a script cannot wait"),
    ("exit", "write `return`"),
    ("timestamp", "a script has no clock; hand it `date`"),
    ("/=", "write `x = x / y`; it divides with decimals"),
    ("%=", "write `x = x % y`"),
    ("**=", "write `x = x ** y`"),
];

/// The compiled scripts and what runs them.
pub(super) struct Ready {
    pub(super) engine: Engine,
    pub(super) ast: AST,
    pub(super) limits: Limits,
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ready").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// An engine that can compute and nothing else.
pub(super) fn engine(limits: Limits) -> Engine {
    let mut engine = Engine::new_raw();
    for package in [
        LanguageCorePackage::new().as_shared_module(),
        ArithmeticPackage::new().as_shared_module(),
        BasicStringPackage::new().as_shared_module(),
        BasicIteratorPackage::new().as_shared_module(),
        BasicFnPackage::new().as_shared_module(),
        LogicPackage::new().as_shared_module(),
        BasicMathPackage::new().as_shared_module(),
        BasicArrayPackage::new().as_shared_module(),
        BasicMapPackage::new().as_shared_module(),
        MoreStringPackage::new().as_shared_module(),
    ] {
        engine.register_global_module(package);
    }
    for (word, _) in FORBIDDEN {
        engine.disable_symbol(word);
    }
    // comparisons and divisions of our own are only asked where the built-in ones are switched off, and the
    // optimizer would compute with the built-in ones
    engine.set_fast_operators(false);
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_strict_variables(true);
    engine.set_fail_on_invalid_map_property(true);
    engine.set_allow_anonymous_fn(true);
    operators::register(&mut engine);
    helpers::register(&mut engine);
    bound(&mut engine, limits);
    engine
}

fn bound(engine: &mut Engine, limits: Limits) {
    engine.set_max_operations(limits.steps);
    engine.set_max_call_levels(limits.depth);
    engine.set_max_expr_depths(48, 32);
    engine.set_max_string_size(limits.size);
    engine.set_max_array_size(limits.size);
    engine.set_max_map_size(limits.size);
    engine.set_max_variables(200);
    engine.set_max_functions(500);
    engine.set_max_modules(0);
    engine.on_progress(|steps| {
        let late = steps % STEPS_BETWEEN_LOOKS == 0 && DEADLINE.get().is_some_and(|end| Instant::now() > end);
        late.then(|| Dynamic::from("too long"))
    });
}

/// Runs something with the clock set.
pub(super) fn timed<T>(limits: Limits, run: impl FnOnce() -> T) -> T {
    DEADLINE.set(Instant::now().checked_add(Duration::from_millis(limits.milliseconds)));
    let result = run();
    DEADLINE.set(None);
    result
}
