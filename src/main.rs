//! Arguments, panic hook, screen or command line, exit code.
fn main() {}
