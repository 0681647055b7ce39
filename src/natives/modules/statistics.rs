//! `_statistics`: the inverse of the normal distribution's cumulative function, by Wichura's algorithm AS241.

use crate::natives;
use crate::object::Ref;
use crate::object::dict::DictObj;
use crate::vm::{Res, Vm};

use super::support::put_str;

/// The coefficients of two polynomials, the highest power first.
type Fraction = [[f64; 8]; 2];

const CENTRE: Fraction = [
    [
        2.5090809287301226727e+3,
        3.3430575583588128105e+4,
        6.7265770927008700853e+4,
        4.5921953931549871457e+4,
        1.3731693765509461125e+4,
        1.9715909503065514427e+3,
        1.3314166789178437745e+2,
        3.3871328727963666080e+0,
    ],
    [
        5.2264952788528545610e+3,
        2.8729085735721942674e+4,
        3.9307895800092710610e+4,
        2.1213794301586595867e+4,
        5.3941960214247511077e+3,
        6.8718700749205790830e+2,
        4.2313330701600911252e+1,
        1.0,
    ],
];
const NEAR: Fraction = [
    [
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e+0,
        3.64784832476320460504e+0,
        5.76949722146069140550e+0,
        4.63033784615654529590e+0,
        1.42343711074968357734e+0,
    ],
    [
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e+0,
        2.05319162663775882187e+0,
        1.0,
    ],
];
const FAR: Fraction = [
    [
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e+0,
        5.46378491116411436990e+0,
        6.65790464350110377720e+0,
    ],
    [
        2.04426310338993978564e-15,
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1.0,
    ],
];

fn horner(coefficients: &[f64; 8], r: f64) -> f64 {
    coefficients[1..].iter().fold(coefficients[0], |value, c| value * r + c)
}

/// The place of the standard distribution below which this share lies.
fn standard(p: f64) -> Option<f64> {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        let below = horner(&CENTRE[1], r);
        return (below != 0.0).then(|| horner(&CENTRE[0], r) * q / below);
    }
    let r = if q <= 0.0 { p } else { 1.0 - p };
    if r <= 0.0 || r >= 1.0 {
        return None;
    }
    let r = (-r.ln()).sqrt();
    let (r, fraction) = if r <= 5.0 { (r - 1.6, &NEAR) } else { (r - 5.0, &FAR) };
    let below = horner(&fraction[1], r);
    if below == 0.0 {
        return None;
    }
    let x = horner(&fraction[0], r) / below;
    Some(if q < 0.0 { -x } else { x })
}

natives! { static FUNCTIONS;
    fn _normal_dist_inv_cdf(vm, p: f64, mu: f64, sigma: f64, /) -> Res<f64> {
        match standard(p) {
            Some(x) => Ok(mu + x * sigma),
            None => Err(vm.value_error("inv_cdf undefined for these parameters")),
        }
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_statistics", FUNCTIONS);
    put_str(vm, dict, "__doc__", "Accelerators for the statistics module.\n");
    Ok(())
}
