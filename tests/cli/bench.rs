//! A folder with a registry of its own, and the binary run on it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Long enough, and nobody's name.
const PASSWORD: &str = "tre xanh gió mát sông dài";

/// What a run of the binary gave.
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Standard output as the one JSON document it must be.
    #[track_caller]
    pub(super) fn json(&self) -> Value {
        let read = serde_json::from_str(&self.out);
        read.unwrap_or_else(|error| panic!("{error}; {} {}", self.code, self.err))
    }

    /// The same run, when it ended with this exit code.
    #[track_caller]
    pub(super) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }
}

/// A registry in a temporary folder, with its password file and device secret.
pub(super) struct Bench {
    pub(super) folder: tempfile::TempDir,
}

impl Bench {
    /// A folder with a password file and nothing else.
    pub(super) fn bare() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(bench.path("password"), format!("{PASSWORD}\n")).unwrap();
        bench
    }

    /// A folder with a new registry, made by `init`.
    pub(super) fn founded() -> Self {
        let bench = Self::bare();
        bench.init().ended(0);
        bench
    }

    pub(super) fn init(&self) -> Ran {
        let out = self.path("phieu");
        self.run(&[
            "init",
            "--unit-code",
            "00004",
            "--unit-name",
            "Công an xã Thử Nghiệm",
            "--full-name",
            "Nguyễn Văn Mẫu",
            "--recovery-out",
            out.to_str().unwrap(),
            "--json",
        ])
    }

    /// A path in the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The binary with these arguments, the environment pointing at this folder and nowhere else.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoso"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.path("home"))
            .env("HOSO_REGISTRY", self.path("registry"))
            .env("HOSO_DEVICE_KEY", self.path("device.key"))
            .env("HOSO_OFFICER", "mau")
            .env("HOSO_PASSWORD_FILE", self.path("password"))
            .env("TMPDIR", self.folder.path())
            .stdin(std::process::Stdio::null());
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }

    /// As [`Bench::run`], with more environment.
    pub(super) fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        Ran::of(&command.output().unwrap())
    }
}

/// A file of tests/data.
pub(super) fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    path.to_str().unwrap().to_owned()
}
