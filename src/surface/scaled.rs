//! Curves whose loss can be multiplied by a number.

/// Declares a curve with the parameter c, a factor on its loss.
macro_rules! scaled {
    ($(#[$meta:meta])* pub struct $name:ident) => {
        $crate::params! {
            $(#[$meta])*
            pub struct $name {
                /// Factor on the loss, to see which optimizers depend on its scale: diffGrad does, Adam does not.
                c: "c" = 1.0, Log, 1e-4..=1e4, slide 1e-2..=1e2;
            }
        }
    };
}

pub(super) use scaled;
