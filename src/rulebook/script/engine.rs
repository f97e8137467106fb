//! The language without its dangers: what it can reach, and how far it can run.

use std::cell::Cell;

use rhai::packages::{
    ArithmeticPackage, BasicArrayPackage, BasicFnPackage, BasicIteratorPackage, BasicMapPackage, BasicMathPackage,
    BasicStringPackage, LanguageCorePackage, LogicPackage, MoreStringPackage, Package,
};
use rhai::{AST, Dynamic, Engine, EvalAltResult, Module, OptimizationLevel, Position};

use super::kept::Kept;
use super::{Limits, helpers, operators, school};

thread_local! {
    /// what the call that runs on this thread has touched so far, in steps
    static TOUCHED: Cell<u64> = const { Cell::new(0) };
    /// the steps that it has made so far
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// So many values of a list, or letters of a text, are touched in the time of a step.
const IN_A_STEP: usize = 16;

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
    /// what functions answered so far
    pub(super) kept: Kept,
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ready").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// An engine that can compute and nothing else.
pub(super) fn engine(limits: Limits) -> Engine {
    let mut engine = Engine::new_raw();
    // one list of functions: each name is looked for in every list there is, call by call
    let mut packages = Module::new();
    for put_into in [
        LanguageCorePackage::init,
        ArithmeticPackage::init,
        BasicStringPackage::init,
        BasicIteratorPackage::init,
        BasicFnPackage::init,
        LogicPackage::init,
        BasicMathPackage::init,
        BasicArrayPackage::init,
        BasicMapPackage::init,
        MoreStringPackage::init,
    ] {
        put_into(&mut packages);
    }
    // else each is looked for from the beginning of the list
    packages.register_lazy_functions().build_index();
    engine.register_global_module(packages.into());
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
    school::register(&mut engine);
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
    count_what_is_touched(engine, limits.steps);
    engine.on_progress(move |steps| {
        STEPS.set(steps);
        too_much(limits.steps, steps).then(|| Dynamic::from("too many steps"))
    });
}

/// A step that copies or searches a long list costs as much as the list is long: without that, a count of steps would
/// bound no work.
#[allow(deprecated)] // rhai's mark for what may change; it is not deprecated
fn count_what_is_touched(engine: &mut Engine, steps: u64) {
    engine.on_var(move |name, _, context| {
        let size = context.scope().get(name).map_or(0, size_of);
        TOUCHED.set(TOUCHED.get().saturating_add(u64::try_from(size / IN_A_STEP).unwrap_or(u64::MAX)));
        match too_much(steps, 0) {
            true => Err(EvalAltResult::ErrorTooManyOperations(Position::NONE).into()),
            false => Ok(None),
        }
    });
}

fn too_much(most: u64, steps: u64) -> bool {
    TOUCHED.get().saturating_add(steps) > most
}

/// The values in a list or map, those inside them too; the bytes of a text.
fn size_of(value: &Dynamic) -> usize {
    if let Ok(list) = value.as_array_ref() {
        return list.iter().map(|item| 1 + size_of(item)).sum();
    }
    if let Ok(map) = value.as_map_ref() {
        return map.values().map(|item| 1 + size_of(item)).sum();
    }
    value.as_immutable_string_ref().map_or(0, |text| text.len())
}

/// Runs something with the count begun anew.
pub(super) fn counted<T>(run: impl FnOnce() -> T) -> T {
    TOUCHED.set(0);
    STEPS.set(0);
    run()
}

/// Runs something with the count going on from what ran before.
pub(super) fn counted_on<T>(run: impl FnOnce() -> T) -> T {
    TOUCHED.set(TOUCHED.get().saturating_add(STEPS.get()));
    STEPS.set(0);
    run()
}
