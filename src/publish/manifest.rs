//! The list of published files, which is kept where they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::LocalFile;

/// Name of the manifest at the place.
pub const MANIFEST: &str = ".dateline-manifest.json";

/// The files that were published, with the hashes of their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct PublishManifest {
    /// BLAKE3 hashes in hexadecimal, by path. An empty hash stands for a file that may have any bytes.
    pub files: BTreeMap<String, String>,
}

impl PublishManifest {
    /// Reads a manifest.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| format!("`{MANIFEST}` cannot be read: {error}"))
    }

    /// Marks the files that are missing at the place or have another size there than in the output, so that they are sent again.
    /// `sizes` has the files of the manifest that exist there.
    pub fn mark_changed(&mut self, files: &[LocalFile], sizes: &BTreeMap<String, u64>) {
        for file in files {
            if let Some(hash) = self.files.get_mut(&file.path).filter(|hash| **hash == file.hash)
                && sizes.get(&file.path) != Some(&file.bytes)
            {
                hash.clear();
            }
        }
    }

    /// Returns the manifest as JSON.
    pub fn to_json(&self) -> String {
        let files: Vec<String> =
            self.files.iter().map(|(path, hash)| format!("{}: \"{hash}\"", quoted(path))).collect();
        format!("{{\"files\": {{\n{}\n}}}}\n", files.join(",\n"))
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
