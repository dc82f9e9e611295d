//! A folder on a server, through the program `sftp` of the system, which has the keys, hosts and agents of the user.
//!
//! Everything is sent into a hidden folder first and then renamed into place, so no visitor meets half a file.

mod address;
mod replies;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use self::address::SftpAddress;
use self::replies::{is_rename, listed_file, reasons};
use super::{MANIFEST, MAX_BYTES, Place, PublishManifest, PublishPlan};
use crate::world::World;

/// Folder at the place for files on their way.
const PARTS: &str = ".dateline-parts";

/// A folder on a server.
#[derive(Clone, Debug)]
pub struct SftpPlace {
    address: SftpAddress,
    /// Local folder for the manifest.
    scratch: PathBuf,
}

/// How a file at the place gets new bytes.
#[derive(Clone, Copy, Debug)]
enum Replacing {
    /// A rename replaces it.
    InOneStep,
    /// It is removed first, for servers whose rename refuses a name that exists, as the protocol says.
    AfterRemoval,
}

impl Replacing {
    /// Returns the commands that move a sent file to its path. Both are quoted.
    fn commands(self, sent: &str, path: &str) -> String {
        match self {
            Self::InOneStep => format!("rename {sent} {path}"),
            Self::AfterRemoval => format!("-rm {path}\nrename {sent} {path}"),
        }
    }
}

impl SftpPlace {
    /// Reads `sftp://[user@]host[:port]/path` or `[user@]host:path`. `scratch` is a folder for temporary files.
    ///
    /// # Errors
    ///
    /// A message that says what is wrong with the place.
    pub fn parse(text: &str, scratch: &Path) -> Result<Self, String> {
        Ok(Self { address: SftpAddress::parse(text)?, scratch: scratch.to_path_buf() })
    }

    /// Runs commands and returns what they print.
    fn run(&self, world: &dyn World, commands: &str) -> Result<String, String> {
        let mut arguments = vec!["-b", "-"];
        if let Some(port) = &self.address.port {
            arguments.extend(["-P", port]);
        }
        arguments.extend(["--", &self.address.host]);
        let ran = world
            .run_program("sftp", &arguments, commands)
            .map_err(|error| format!("the program `sftp` cannot be started: {error}"))?;
        if ran.success { Ok(ran.output) } else { Err(format!("sftp: {}", reasons(&ran.errors))) }
    }

    fn remote(&self, path: &str) -> String {
        quoted(&format!("{}/{path}", self.address.folder))
    }

    fn scratch_file(&self, world: &dyn World, name: &str, text: Option<&str>) -> Result<PathBuf, String> {
        let failed = |error: std::io::Error| format!("`{}`: {error}", self.scratch.display());
        world.create_dirs(&self.scratch).map_err(failed)?;
        let file = self.scratch.join(name);
        let _ = world.remove_file(&file);
        if let Some(text) = text {
            world.create_new(&file, text.as_bytes()).map_err(failed)?;
        }
        Ok(file)
    }

    /// Returns the commands that make folders, send the files and rename them.
    fn batch(
        &self,
        output: &Path,
        plan: &PublishPlan,
        manifests: [&Path; 2],
        replacing: Replacing,
    ) -> Result<String, String> {
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for file in &plan.sent {
            let ends = file.path.match_indices('/').map(|(index, _)| &file.path[..index]);
            folders.extend(ends);
        }
        // An earlier run that was cut may have left other files there.
        let mut lines = vec![format!("-rm {}*", self.remote(&format!("{PARTS}/")))];
        // A folder that exists is no error.
        let home =
            self.address.folder.match_indices('/').skip(1).map(|(index, _)| &self.address.folder[..index]);
        lines.extend(home.chain([&*self.address.folder]).map(|folder| format!("-mkdir {}", quoted(folder))));
        lines.extend(folders.iter().map(|folder| format!("-mkdir {}", self.remote(folder))));
        lines.push(format!("-mkdir {}", self.remote(PARTS)));
        for (index, file) in plan.sent.iter().enumerate() {
            let from = local(&output.join(&file.path))?;
            lines.push(format!("put {from} {}", self.remote(&format!("{PARTS}/{index}"))));
        }
        let [during, after] = manifests;
        let part = self.remote(&format!("{PARTS}/manifest"));
        let move_manifest = replacing.commands(&part, &self.remote(MANIFEST));
        lines.push(format!("put {} {part}\n{move_manifest}", local(during)?));
        for (index, file) in plan.sent.iter().enumerate() {
            let sent = self.remote(&format!("{PARTS}/{index}"));
            lines.push(replacing.commands(&sent, &self.remote(&file.path)));
        }
        lines.extend(plan.removed.iter().map(|path| format!("-rm {}", self.remote(path))));
        lines.push(format!("put {} {part}\n{move_manifest}", local(after)?));
        lines.push(format!("-rmdir {}\n", self.remote(PARTS)));
        Ok(lines.join("\n"))
    }
}

impl Place for SftpPlace {
    fn manifest(&mut self, world: &dyn World) -> Result<Option<PublishManifest>, String> {
        let file = self.scratch_file(world, "manifest", None)?;
        let ran = self.run(world, &format!("-get {} {}\n", self.remote(MANIFEST), local(&file)?));
        let bytes = world.read(&file, MAX_BYTES).ok();
        let _ = world.remove_file(&file);
        let _ = world.remove_dir(&self.scratch);
        ran?;
        bytes.map(|bytes| PublishManifest::parse(&bytes)).transpose()
    }

    fn sizes(&mut self, world: &dyn World, paths: &[&str]) -> Result<BTreeMap<String, u64>, String> {
        let commands: String = paths.iter().map(|path| format!("-ls -ln {}\n", self.remote(path))).collect();
        let printed = self.run(world, &commands)?;
        let listed: BTreeMap<String, u64> = printed.lines().filter_map(listed_file).collect();
        let size = |path: &&str| {
            let size = listed.get(&format!("{}/{path}", self.address.folder))?;
            Some(((*path).to_owned(), *size))
        };
        Ok(paths.iter().filter_map(size).collect())
    }

    fn publish(&mut self, world: &dyn World, output: &Path, plan: &PublishPlan) -> Result<(), String> {
        let during = self.scratch_file(world, "during", Some(&plan.during.to_json()))?;
        let after = self.scratch_file(world, "after", Some(&plan.after.to_json()))?;
        let send = |replacing| {
            let batch = self.batch(output, plan, [&during, &after], replacing)?;
            self.run(world, &batch)
        };
        let sent = match send(Replacing::InOneStep) {
            Err(reason) if is_rename(&reason) => send(Replacing::AfterRemoval),
            sent => sent,
        };
        [&during, &after].into_iter().for_each(|file| drop(world.remove_file(file)));
        let _ = world.remove_dir(&self.scratch);
        sent.map(drop)
    }
}

fn local(path: &Path) -> Result<String, String> {
    let text = path.to_str().ok_or_else(|| format!("`{}` is not UTF-8", path.display()))?;
    Ok(quoted(text))
}

/// Quotes a path for `sftp`, which reads wildcards also within quotes.
fn quoted(path: &str) -> String {
    let mut quoted = String::from("\"");
    for c in path.chars() {
        if matches!(c, '"' | '\\' | '*' | '?' | '[') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::{LocalFile, plan};

    #[test]
    fn files_are_renamed_after_all_were_sent() {
        let place = SftpPlace::parse("h/srv", Path::new("s")).expect("a place");
        let file = |path: &str| LocalFile { path: path.to_owned(), hash: String::new(), bytes: 0 };
        let plan = plan(vec![file("a/\"b\".html"), file("a/x[1].png")], None);
        let batch = place
            .batch(Path::new("public"), &plan, [Path::new("d"), Path::new("e")], Replacing::InOneStep)
            .expect("commands");
        let expected = "-rm \"/srv/.dateline-parts/\"*\n-mkdir \"/srv\"\n-mkdir \"/srv/a\"\n-mkdir \"/srv/.dateline-parts\"\n\
            put \"public/a/x\\[1].png\" \"/srv/.dateline-parts/0\"\n\
            put \"public/a/\\\"b\\\".html\" \"/srv/.dateline-parts/1\"\n\
            put \"d\" \"/srv/.dateline-parts/manifest\"\n\
            rename \"/srv/.dateline-parts/manifest\" \"/srv/.dateline-manifest.json\"\n\
            rename \"/srv/.dateline-parts/0\" \"/srv/a/x\\[1].png\"\n\
            rename \"/srv/.dateline-parts/1\" \"/srv/a/\\\"b\\\".html\"\n\
            put \"e\" \"/srv/.dateline-parts/manifest\"\n\
            rename \"/srv/.dateline-parts/manifest\" \"/srv/.dateline-manifest.json\"\n\
            -rmdir \"/srv/.dateline-parts\"\n";
        assert_eq!(batch, expected);
        let commands = Replacing::AfterRemoval.commands("\"/srv/.dateline-parts/0\"", "\"/srv/a.html\"");
        assert_eq!(commands, "-rm \"/srv/a.html\"\nrename \"/srv/.dateline-parts/0\" \"/srv/a.html\"");
    }
}
