//! Password to key: Argon2id v1.3 (RFC 9106) with the device secret, within fixed bounds.

use std::time::Instant;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroize;

use super::error::{DamagedPart, VaultError};
use super::secret::Secret32;

const MIB: u32 = 1024;
const MIN_KIB: u32 = 64 * MIB;
const MAX_KIB: u32 = 1024 * MIB;
const DEFAULT_KIB: u32 = 256 * MIB;
const MIN_PASSES: u32 = 3;
const MAX_PASSES: u32 = 16;
const MAX_LANES: u32 = 4;
/// Enrolment aims between these, in seconds.
const AIM_SECONDS: std::ops::RangeInclusive<f64> = 0.8..=1.5;
const AIM_MIDDLE: f64 = 1.1;

/// How dear one guess at a password is. Fields are private: there is no way to make one outside the
/// bounds (m 64 MiB–1 GiB, t 3–16, p 1–4) but the cheap one for tests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KdfCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl KdfCost {
    /// The dearest that unlocks on this PC in 0.8–1.5 s, between 64 MiB and 1 GiB; starts from
    /// m = 256 MiB, t = 3, p = 1. Takes about a second: it measures.
    ///
    /// # Errors
    /// [`VaultError::NoMemory`] when not even 64 MiB are free.
    pub fn calibrated() -> Result<Self, VaultError> {
        let cost = |memory_kib| Self { memory_kib, passes: MIN_PASSES, lanes: 1 };
        let measured = match measure(cost(DEFAULT_KIB)) {
            Ok(seconds) => (DEFAULT_KIB, seconds),
            Err(VaultError::NoMemory) => (MIN_KIB, measure(cost(MIN_KIB))?),
            Err(other) => return Err(other),
        };
        Ok(cost(scaled(measured.0, measured.1)))
    }

    /// The cheapest cost a real key file may have (64 MiB, t = 3, p = 1): for the demo, whose
    /// passwords are printed anyway.
    pub fn floor() -> Self {
        Self { memory_kib: MIN_KIB, passes: MIN_PASSES, lanes: 1 }
    }

    /// 64 KiB, one pass: for tests, which open hundreds of files. A key file made with it is
    /// labelled so under its MAC; only a [`super::Place`] made with `for_tests` opens it.
    #[doc(hidden)]
    pub fn cheap_for_tests() -> Self {
        Self { memory_kib: 64, passes: 1, lanes: 1 }
    }

    pub(super) fn is_cheap(self) -> bool {
        self == Self::cheap_for_tests()
    }

    /// Reads a cost from a file; refuses before anything is allocated.
    pub(super) fn from_file(
        memory_kib: u32,
        passes: u32,
        lanes: u32,
        for_tests: bool,
    ) -> Result<Self, VaultError> {
        let cost = Self { memory_kib, passes, lanes };
        let good = if for_tests {
            cost.is_cheap()
        } else {
            (MIN_KIB..=MAX_KIB).contains(&memory_kib)
                && (MIN_PASSES..=MAX_PASSES).contains(&passes)
                && (1..=MAX_LANES).contains(&lanes)
        };
        if good { Ok(cost) } else { Err(VaultError::Damaged(DamagedPart::Cost)) }
    }

    pub(super) fn parts(self) -> [u32; 3] {
        [self.memory_kib, self.passes, self.lanes]
    }

    /// Argon2id of the password with this cost. `password` is already in normal form.
    pub(super) fn derive(
        self,
        password: &[u8],
        salt: &[u8; 16],
        device_secret: &[u8; 32],
    ) -> Result<Secret32, VaultError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| VaultError::Damaged(DamagedPart::Cost))?;
        let mut out = Secret32::zeroed();
        argon2id(params, password, salt, device_secret, out.bytes_mut())?;
        Ok(out)
    }
}

/// Memory for the next enrolment, in KiB (whole MiB): time is very nearly linear in memory.
fn scaled(measured_kib: u32, seconds: f64) -> u32 {
    if measured_kib == DEFAULT_KIB && AIM_SECONDS.contains(&seconds) {
        return measured_kib;
    }
    let aimed = f64::from(measured_kib) * AIM_MIDDLE / seconds.max(0.001);
    let whole_mib = (aimed / f64::from(MIB)).round() * f64::from(MIB);
    whole_mib.clamp(f64::from(MIN_KIB), f64::from(MAX_KIB)) as u32
}

fn measure(cost: KdfCost) -> Result<f64, VaultError> {
    let started = Instant::now();
    cost.derive(b"calibration only", &[0; 16], &[0; 32])?;
    Ok(started.elapsed().as_secs_f64())
}

/// Runs in memory of our own, because the crate does not wipe what it allocates itself.
fn argon2id(
    params: Params,
    password: &[u8],
    salt: &[u8],
    secret: &[u8],
    out: &mut [u8; 32],
) -> Result<(), VaultError> {
    let count = params.block_count();
    let mut memory: Vec<Block> = Vec::new();
    memory.try_reserve_exact(count).map_err(|_| VaultError::NoMemory)?;
    memory.resize(count, Block::default());
    let done = Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)
        .and_then(|argon| argon.hash_password_into_with_memory(password, salt, out, &mut memory));
    for block in &mut memory {
        block.zeroize();
    }
    done.map_err(|_| VaultError::Damaged(DamagedPart::Cost))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9106, section 5.3: the one vector of Argon2id, through the function that unlocks.
    #[test]
    fn argon2id_is_rfc_9106() {
        let mut params = argon2::ParamsBuilder::new();
        params.m_cost(32).t_cost(3).p_cost(4).output_len(32);
        params.data(argon2::AssociatedData::new(&[4; 12]).unwrap());
        let mut tag = [0; 32];
        argon2id(params.build().unwrap(), &[1; 32], &[2; 16], &[3; 8], &mut tag).unwrap();
        let (high, low) = (u128::from_be_bytes(tag[..16].try_into().unwrap()), &tag[16..]);
        assert_eq!(high, 0x0d64_0df5_8d78_766c_08c0_37a3_4a8b_53c9);
        let low = u128::from_be_bytes(low.try_into().unwrap());
        assert_eq!(low, 0xd01e_f045_2d75_b65e_b525_20e9_6b01_e659);
    }

    #[test]
    fn bounds() {
        let check = |m, t, p, good: bool| {
            assert_eq!(KdfCost::from_file(m, t, p, false).is_ok(), good, "{m} {t} {p}");
        };
        check(65_536, 3, 1, true);
        check(1_048_576, 16, 4, true);
        for (m, t, p) in [
            (65_535, 3, 1),
            (1_048_577, 3, 1),
            (u32::MAX, 3, 1),
            (65_536, 2, 1),
            (65_536, 17, 1),
            (65_536, u32::MAX, 1),
            (65_536, 3, 0),
            (65_536, 3, 5),
            (64, 1, 1),
        ] {
            check(m, t, p, false);
        }
        assert!(KdfCost::from_file(64, 1, 1, true).is_ok());
        assert!(KdfCost::from_file(65_536, 3, 1, true).is_err(), "a test file has test cost only");
    }

    #[test]
    fn calibration_stays_in_bounds() {
        for (seconds, mib) in
            [(0.8, 256), (1.5, 256), (0.4, 704), (0.01, 1024), (3.0, 94), (60.0, 64), (0.0, 1024)]
        {
            assert_eq!(scaled(DEFAULT_KIB, seconds), mib * MIB, "{seconds} s");
        }
        assert_eq!(scaled(MIN_KIB, 1.1), MIN_KIB);
    }
}
