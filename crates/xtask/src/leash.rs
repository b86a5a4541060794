//! Nothing that this crate starts outlives it. A small shell holds the list of process groups and temporary folders;
//! when this process ends, however it ends, the shell's input closes and it stops and removes what is left.

use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;

use crate::error::{Doing, Result};

#[cfg(unix)]
const HOLD: &str = r#"
trap '' INT HUP TERM
held=' ' folders=''
while read -r sign what; do
  case $sign in
    +) held="$held$what " ;;
    -) case $held in *" $what "*) held="${held%% $what *} ${held#* $what }" ;; esac ;;
    /) folders="$folders$what
" ;;
  esac
done
left=''
for group in $held; do kill -s TERM -- "-$group" 2>/dev/null && left=yes; done
[ -z "$left" ] || sleep 1
printf '%s' "$folders" | while read -r folder; do rm -rf -- "$folder"; done
"#;

#[derive(Debug)]
pub struct Leash {
    list: Option<Mutex<ChildStdin>>,
}

impl Leash {
    #[cfg(unix)]
    pub fn new() -> Result<Self> {
        use std::os::unix::process::CommandExt;
        let mut holder = Command::new("sh")
            .args(["-c", HOLD])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .doing("starting sh")?;
        Ok(Self { list: holder.stdin.take().map(Mutex::new) })
    }

    #[cfg(not(unix))]
    pub fn new() -> Result<Self> {
        // A console's Ctrl-C reaches every process in it there.
        Ok(Self { list: None })
    }

    /// Starts a program in a process group of its own and holds it.
    pub fn spawn(&self, command: &mut Command) -> Result<Child> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            command.process_group(0);
        }
        let child = command.spawn().doing(format_args!("starting {}", command.get_program().display()))?;
        self.tell(&format!("+ {}", child.id()));
        Ok(child)
    }

    /// Forgets a program that has ended. Call it before its number can be given to another process.
    pub fn release(&self, id: u32) {
        self.tell(&format!("- {id}"));
    }

    /// Removes a folder when this process ends.
    pub fn remove_at_end(&self, folder: &Path) {
        self.tell(&format!("/ {}", folder.display()));
    }

    /// Asks a program and everything it started to end.
    pub fn stop(&self, id: u32) {
        let mut kill = if cfg!(unix) {
            let mut kill = Command::new("kill");
            kill.args(["-s", "TERM", "--", &format!("-{id}")]);
            kill
        } else {
            let mut kill = Command::new("taskkill");
            kill.args(["/F", "/T", "/PID", &id.to_string()]);
            kill
        };
        // It may have ended by itself: then there is nothing to stop.
        kill.stdout(Stdio::null()).stderr(Stdio::null()).status().ok();
    }

    fn tell(&self, line: &str) {
        let Some(list) = &self.list else { return };
        if let Ok(mut list) = list.lock() {
            // Without its holder a program still runs and ends by itself.
            writeln!(list, "{line}").ok();
        }
    }
}
