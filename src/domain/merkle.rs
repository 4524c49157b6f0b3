//! The log over the journal: a Merkle tree as RFC 6962 §2.1 (RFC 9162 §2.1) hashes it, with the
//! proofs that an entry is in it and that a later log extends an earlier one.
//!
//! What the registry keeps of it is the right edge ([`Edge`]): the roots of the whole subtrees that
//! a size consists of, at most 63 hashes. Adding an entry touches a handful of them; every root of
//! an earlier size follows from the entries' own hashes.

use super::journal::Hash;
use sha2::{Digest, Sha256};

/// The root of a log without entries: SHA-256 of nothing (RFC 6962 §2.1).
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The hash of an entry's bytes: prefix 0 (RFC 6962 §2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// The hash over two subtrees: prefix 1, so that no entry can pass for one (RFC 6962 §2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The right edge of a log: its size and the roots of its whole subtrees, the largest first, one
/// for each bit set in the size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    roots: Vec<Hash>,
}

impl Edge {
    /// An edge as it was kept; `None` where the number of hashes does not fit the size.
    pub fn from_kept(size: u64, bytes: &[u8]) -> Option<Self> {
        let (roots, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && roots.len() == size.count_ones() as usize;
        fits.then(|| Self { size, roots: roots.to_vec() })
    }

    /// The hashes one after the other, to be kept.
    pub fn bytes(&self) -> Vec<u8> {
        self.roots.concat()
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of the next entry: subtrees of equal size become one.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root of the log.
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return empty_root() };
        roots.fold(*last, |right, left| node_hash(left, &right))
    }
}

/// The root over hashes of entries.
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut edge = Edge::default();
    for leaf in leaves {
        edge.push(*leaf);
    }
    edge.root()
}

/// The largest power of two smaller than `size` (of at least 2).
fn split(size: usize) -> usize {
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}

/// The proof that entry `index` (from 0) is in the log over `leaves`: RFC 6962 §2.1.1. `None` where
/// there is no such entry.
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut rest, mut at, mut proof) = (leaves, index, Vec::new());
    while rest.len() > 1 {
        let (left, right) = rest.split_at(split(rest.len()));
        if at < left.len() {
            proof.push(root_of(right));
            rest = left;
        } else {
            proof.push(root_of(left));
            at -= left.len();
            rest = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// Whether an inclusion proof holds: RFC 9162 §2.1.3.2.
pub fn is_included(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(step, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// The proof that the log over `leaves` extends the log over the first `earlier` of them:
/// RFC 6962 §2.1.2. `None` unless 0 < `earlier` ≤ number of leaves.
pub fn consistency_proof(leaves: &[Hash], earlier: usize) -> Option<Vec<Hash>> {
    if earlier == 0 || earlier > leaves.len() {
        return None;
    }
    let (mut rest, mut old, mut whole, mut proof) = (leaves, earlier, true, Vec::new());
    while old < rest.len() {
        let (left, right) = rest.split_at(split(rest.len()));
        if old <= left.len() {
            proof.push(root_of(right));
            rest = left;
        } else {
            proof.push(root_of(left));
            old -= left.len();
            rest = right;
            whole = false;
        }
    }
    if !whole {
        proof.push(root_of(rest));
    }
    proof.reverse();
    Some(proof)
}

/// Whether a consistency proof holds between two roots: RFC 9162 §2.1.4.2. Any log extends the
/// empty one, without a proof.
pub fn is_extended(
    (earlier, earlier_root): (u64, &Hash),
    (later, later_root): (u64, &Hash),
    proof: &[Hash],
) -> bool {
    if earlier == 0 {
        return proof.is_empty() && *earlier_root == empty_root();
    }
    if earlier >= later {
        return earlier == later && proof.is_empty() && earlier_root == later_root;
    }
    let (first, rest) = if earlier.is_power_of_two() {
        (*earlier_root, proof)
    } else {
        let Some((first, rest)) = proof.split_first() else { return false };
        (*first, rest)
    };
    let ones = (earlier - 1).trailing_ones();
    let (mut at, mut last) = ((earlier - 1) >> ones, (later - 1) >> ones);
    let (mut old, mut new) = (first, first);
    for step in rest {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old = node_hash(step, &old);
            new = node_hash(step, &new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old == *earlier_root && new == *later_root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        use std::fmt::Write;
        bytes.iter().fold(String::new(), |mut out, byte| {
            write!(out, "{byte:02x}").unwrap();
            out
        })
    }

    fn unhex(text: &str) -> Vec<u8> {
        let digits = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
        (0..text.len()).step_by(2).map(digits).collect()
    }

    /// The eight inputs of Certificate Transparency's reference tests (RFC 6962's authors).
    const INPUTS: [&str; 8] = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn leaves() -> Vec<Hash> {
        INPUTS.iter().map(|input| leaf_hash(&unhex(input))).collect()
    }

    #[test]
    fn roots_are_those_of_the_reference() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex(&empty_root()), empty);
        assert_eq!(root_of(&[]), empty_root());
        for (at, wanted) in ROOTS.iter().enumerate() {
            assert_eq!(hex(&root_of(&leaves()[..=at])), *wanted, "{} leaves", at + 1);
        }
    }

    /// The proofs of the same reference tests.
    #[test]
    fn proofs_are_those_of_the_reference() {
        let inclusion: [(usize, usize, &[&str]); 3] = [
            (0, 1, &[]),
            (
                0,
                8,
                &[
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ],
            ),
            (
                5,
                8,
                &[
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ],
            ),
        ];
        for (index, size, wanted) in inclusion {
            let proof = inclusion_proof(&leaves()[..size], index).unwrap();
            assert_eq!(
                proof.iter().map(|h| hex(h)).collect::<Vec<_>>(),
                wanted,
                "{index} of {size}"
            );
        }
        let consistency: [(usize, usize, &[&str]); 3] = [
            (1, 1, &[]),
            (
                1,
                8,
                &[
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ],
            ),
            (
                2,
                5,
                &[
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ],
            ),
        ];
        for (earlier, later, wanted) in consistency {
            let proof = consistency_proof(&leaves()[..later], earlier).unwrap();
            let told: Vec<String> = proof.iter().map(|h| hex(h)).collect();
            assert_eq!(told, wanted, "{earlier} to {later}");
        }
    }

    fn many(count: usize) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    /// The definition, word for word: a tree split at the largest power of two.
    fn naive(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [one] => *one,
            more => {
                let (left, right) = more.split_at(split(more.len()));
                node_hash(&naive(left), &naive(right))
            }
        }
    }

    /// Every pair of sizes up to 64: both proofs hold, and no longer hold when anything differs.
    #[test]
    fn every_pair_of_sizes_is_proven_and_no_other() {
        let all = many(64);
        for later in 1..=all.len() {
            let (leaves, root) = (&all[..later], naive(&all[..later]));
            assert_eq!(root_of(leaves), root);
            for earlier in 1..=later {
                let old = naive(&all[..earlier]);
                let proof = consistency_proof(leaves, earlier).unwrap();
                let (a, b) = (earlier as u64, later as u64);
                assert!(is_extended((a, &old), (b, &root), &proof), "{earlier} to {later}");
                assert!(!is_extended((a, &[7; 32]), (b, &root), &proof));
                assert!(!is_extended((a, &old), (b, &[7; 32]), &proof));
                for at in 0..proof.len() {
                    let mut bad = proof.clone();
                    bad[at][0] ^= 1;
                    assert!(!is_extended((a, &old), (b, &root), &bad), "{earlier} {later} {at}");
                    bad.truncate(at);
                    assert!(!is_extended((a, &old), (b, &root), &bad));
                }
                let longer = [proof.as_slice(), &[[0; 32]]].concat();
                assert!(!is_extended((a, &old), (b, &root), &longer));
            }
            for (index, leaf) in leaves.iter().enumerate() {
                let proof = inclusion_proof(leaves, index).unwrap();
                let (i, n) = (index as u64, later as u64);
                assert!(is_included(leaf, i, n, &proof, &root), "{index} of {later}");
                assert!(!is_included(&[7; 32], i, n, &proof, &root));
                if later > 1 {
                    let other = (i + 1) % n;
                    assert!(!is_included(leaf, other, n, &proof, &root));
                }
            }
        }
        assert!(is_extended((0, &empty_root()), (9, &naive(&all[..9])), &[]));
        assert!(consistency_proof(&all, 0).is_none() && consistency_proof(&all, 65).is_none());
        assert!(inclusion_proof(&all, 64).is_none());
    }

    #[test]
    fn the_edge_is_kept_and_read_back() {
        let all = many(200);
        let mut edge = Edge::default();
        for (at, leaf) in all.iter().enumerate() {
            assert_eq!(edge.root(), naive(&all[..at]));
            assert_eq!(Edge::from_kept(edge.size(), &edge.bytes()), Some(edge.clone()));
            assert_eq!(Edge::from_kept(edge.size() + 1, &edge.bytes()).is_some(), {
                (edge.size() + 1).count_ones() == edge.size().count_ones()
            });
            edge.push(*leaf);
        }
    }
}
