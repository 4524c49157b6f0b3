//! The real binary in a pseudo-terminal of 80×24, its screen read back through a terminal emulator.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a screen may take to show what a story waits for. Generous: unlocking costs a second
/// of key derivation by design, more on a busy machine in a build without optimisation.
const PATIENCE: Duration = Duration::from_secs(90);

/// A running program and what its screen shows.
pub struct Terminal {
    screen: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts `hoso` with these arguments and environment (and no other `HOSO_…` variable).
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hoso"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "vi_VN.UTF-8");
        for name in ["HOME", "PATH"] {
            command.env(name, std::env::var(name).unwrap_or_default());
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let (rows, columns) = (NonZero::new(24).unwrap(), NonZero::new(80).unwrap());
        let screen = vt100::Parser::new(rows, columns, 0);
        Self { screen, output, keys, child, _master: pair.master }
    }

    /// Types, all at once as an input method or a paste would.
    pub fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The screen as text, right-trimmed lines.
    pub fn text(&self) -> String {
        let contents = self.screen.screen().contents();
        contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Waits until the screen satisfies `fits`.
    pub fn wait(&mut self, what: &str, fits: impl Fn(&str) -> bool) -> String {
        let seen = self.within(PATIENCE, fits);
        seen.unwrap_or_else(|| panic!("waited in vain for {what}:\n{}", self.text()))
    }

    /// The same for so long at most.
    pub fn within(&mut self, patience: Duration, fits: impl Fn(&str) -> bool) -> Option<String> {
        let until = Instant::now() + patience;
        loop {
            let text = self.text();
            if fits(&text) {
                return Some(text);
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended:\n{text}"),
            }
        }
    }

    /// Waits until the screen shows `words`.
    pub fn see(&mut self, words: &str) -> String {
        self.wait(words, |text| text.contains(words))
    }

    /// The terminal goes away, as when a window is closed or a line drops; the exit code.
    #[cfg(unix)]
    pub fn hang_up(mut self) -> u32 {
        self.signal(rustix::process::Signal::HUP);
        self.child.wait().unwrap().exit_code()
    }

    /// The system asks the program to end; what [`Terminal::end`] gives.
    #[cfg(unix)]
    pub fn stop(self, signal: rustix::process::Signal) -> (u32, String, bool) {
        self.signal(signal);
        self.end()
    }

    /// Nothing more is done, as when the power goes.
    #[cfg(unix)]
    pub fn cut(mut self) {
        self.signal(rustix::process::Signal::KILL);
        self.child.wait().unwrap();
    }

    /// The process, for a look at its memory.
    #[cfg(target_os = "linux")]
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    #[cfg(unix)]
    fn signal(&self, signal: rustix::process::Signal) {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, signal).unwrap();
    }

    /// Waits for the end; the exit code, what the screen shows then, and whether the program still
    /// holds the terminal (its alternate screen, or the mouse).
    pub fn end(mut self) -> (u32, String, bool) {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.screen.process(&bytes);
        }
        let screen = self.screen.screen();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        (status.exit_code(), self.text(), screen.alternate_screen() || mouse)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
