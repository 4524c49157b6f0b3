//! Whether this PC writes memory out to a disk, where a key or a name could stay. Linux tells in a
//! file; elsewhere nothing is known, and nothing is said.

/// Whether memory may be written to a disk now.
pub fn swaps_to_disk() -> bool {
    std::fs::read_to_string("/proc/swaps").is_ok_and(|text| to_disk(&text))
}

/// The same of the text of `/proc/swaps`. Compressed memory (zram) is no disk.
fn to_disk(text: &str) -> bool {
    let places = text.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    places.into_iter().any(|place| !place.contains("/zram"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_to_a_disk_counts() {
        let head = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
        let check = |lines: &str, wanted: bool| {
            assert_eq!(to_disk(&format!("{head}{lines}")), wanted, "{lines}");
        };
        check("", false);
        check("/dev/zram0 partition 4194300 0 100\n", false);
        check("/swapfile file 2097148 0 -2\n", true);
        check("/dev/zram0 partition 4194300 0 100\n/dev/sda2 partition 8388604 0 -2\n", true);
    }
}
