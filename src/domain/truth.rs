//! The three answers a condition can give.

use std::ops::Not;

/// Holds, does not hold, or cannot be said.
///
/// `and` with one false is false; otherwise one unknown makes it unknown; `or` mirrors it:
///
/// ```
/// use yardstick::domain::Truth::{CannotSay, DoesNotHold, Holds};
/// assert_eq!(CannotSay.and(DoesNotHold), DoesNotHold);
/// assert_eq!(CannotSay.and(Holds), CannotSay);
/// assert_eq!(CannotSay.or(Holds), Holds);
/// assert_eq!(!CannotSay, CannotSay);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// the condition is true
    Holds,
    /// the condition is false
    DoesNotHold,
    /// a value that would decide it is missing
    CannotSay,
}

impl Truth {
    /// True if both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::DoesNotHold, _) | (_, Self::DoesNotHold) => Self::DoesNotHold,
            (Self::Holds, Self::Holds) => Self::Holds,
            _ => Self::CannotSay,
        }
    }

    /// True if one is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }

    /// Whether it is known to be true.
    #[must_use]
    pub fn holds(self) -> bool {
        self == Self::Holds
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Holds } else { Self::DoesNotHold }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Holds => Self::DoesNotHold,
            Self::DoesNotHold => Self::Holds,
            Self::CannotSay => Self::CannotSay,
        }
    }
}
