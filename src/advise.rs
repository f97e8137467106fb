//! What follows from the findings: support, plans and meetings, structural options, partners, the cycle's next steps.
//!
//! Pure: findings in, recommendations out. Nothing here is a verdict; each is laid out for a person to decide.

mod recommendation;

pub use recommendation::{
    Advice, CycleStep, PartnerProposal, SchoolAdvice, StructuralOption, SupportAdvice, TriggerAdvice,
};
