//! A bucket of S3, or of a store with the same interface.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use rayon::prelude::*;
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};

use super::{LocalFile, MANIFEST, MAX_BYTES, Place, PublishManifest, PublishPlan};
use crate::text::media_type;
use crate::world::World;

/// Validity of a signed request.
const VALIDITY: Duration = Duration::from_secs(600);
/// Time after which a request fails.
const TIMEOUT: Duration = Duration::from_secs(300);
/// Number of requests at the same time.
const REQUESTS: usize = 16;

/// Credentials, region and endpoint of a store.
#[derive(Clone, Debug, Default)]
pub struct S3Access {
    /// Key ID.
    pub key: String,
    /// Secret of the key.
    pub secret: String,
    /// Token of a session.
    pub token: Option<String>,
    /// Region, such as `eu-central-1`.
    pub region: String,
    /// URL of a store other than that of Amazon.
    pub endpoint: Option<String>,
}

/// A bucket, or a folder in it.
pub struct S3Place {
    bucket: Bucket,
    credentials: Credentials,
    /// Before each path; empty or with a slash at its end.
    prefix: String,
    agent: ureq::Agent,
}

impl S3Place {
    /// Reads `s3://bucket` or `s3://bucket/folder`.
    pub fn parse(text: &str, access: &S3Access) -> Result<Self, String> {
        let rest =
            text.strip_prefix("s3://").ok_or("write the place as `s3://bucket` or `s3://bucket/folder`")?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_matches('/');
        let amazon = format!("https://s3.{}.amazonaws.com", access.region);
        let (endpoint, style) = match &access.endpoint {
            Some(endpoint) => (endpoint.as_str(), UrlStyle::Path),
            None => (amazon.as_str(), UrlStyle::VirtualHost),
        };
        let url = endpoint.parse().map_err(|error| format!("`{endpoint}` is not a URL: {error}"))?;
        let bucket = Bucket::new(url, style, name.to_owned(), access.region.clone())
            .map_err(|error| format!("`{text}` is not a bucket: {error}"))?;
        let credentials = match &access.token {
            Some(token) => Credentials::new_with_token(&*access.key, &*access.secret, &**token),
            None => Credentials::new(&*access.key, &*access.secret),
        };
        let settings =
            ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false);
        Ok(Self {
            bucket,
            credentials,
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            agent: settings.build().new_agent(),
        })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Returns the error for a status of an answer.
    fn refused(&self, action: &str, key: &str, status: u16) -> String {
        let what = if key.is_empty() { "the bucket".to_owned() } else { format!("`{key}`") };
        let reason = match status {
            301 => "the bucket is in another region; set AWS_REGION to it".to_owned(),
            403 => "access is denied; check the keys, what they may do, and AWS_REGION".to_owned(),
            404 => format!("there is no bucket `{}`", self.bucket.name()),
            status => format!("the store answers with status {status}"),
        };
        format!("cannot {action} {what}: {reason}")
    }

    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let key = self.key(path);
        let url = self.bucket.get_object(Some(&self.credentials), &key).sign(VALIDITY);
        let mut answer = self.agent.get(url.as_str()).call().map_err(|error| failed("read", &key, &error))?;
        match answer.status().as_u16() {
            404 => Ok(None),
            200 => {
                let body = answer.body_mut().with_config().limit(MAX_BYTES).read_to_vec();
                body.map(Some).map_err(|error| failed("read", &key, &error))
            }
            status => Err(self.refused("read", &key, status)),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let key = self.key(path);
        let url = self.bucket.put_object(Some(&self.credentials), &key).sign(VALIDITY);
        let request = self.agent.put(url.as_str()).header("Content-Type", media_type(path));
        let answer = request.send(bytes).map_err(|error| failed("write", &key, &error))?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(self.refused("write", &key, answer.status().as_u16()))
        }
    }

    fn delete(&self, path: &str) -> Result<(), String> {
        let key = self.key(path);
        let url = self.bucket.delete_object(Some(&self.credentials), &key).sign(VALIDITY);
        let answer =
            self.agent.delete(url.as_str()).call().map_err(|error| failed("remove", &key, &error))?;
        match answer.status().as_u16() {
            200..=299 | 404 => Ok(()),
            status => Err(self.refused("remove", &key, status)),
        }
    }

    fn send_all(&self, world: &dyn World, output: &Path, files: &[LocalFile]) -> Result<(), String> {
        let send = |file: &LocalFile| {
            let read = world.read(&output.join(&file.path), MAX_BYTES);
            let bytes = read.map_err(|error| format!("`{}`: {error}", output.join(&file.path).display()))?;
            self.put(&file.path, &bytes)
        };
        files.par_iter().with_max_len(1).try_for_each(send)
    }
}

impl Place for S3Place {
    fn manifest(&mut self, _world: &dyn World) -> Result<Option<PublishManifest>, String> {
        self.get(MANIFEST)?.map(|bytes| PublishManifest::parse(&bytes)).transpose()
    }

    fn sizes(&mut self, _world: &dyn World, paths: &[&str]) -> Result<BTreeMap<String, u64>, String> {
        let wanted: BTreeSet<&str> = paths.iter().copied().collect();
        let (mut found, mut token) = (BTreeMap::new(), None::<String>);
        loop {
            let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
            list.with_prefix(self.prefix.clone());
            if let Some(token) = &token {
                list.with_continuation_token(token.clone());
            }
            let url = list.sign(VALIDITY);
            let mut answer =
                self.agent.get(url.as_str()).call().map_err(|error| failed("list", &self.prefix, &error))?;
            if !answer.status().is_success() {
                return Err(self.refused("list", &self.prefix, answer.status().as_u16()));
            }
            let body = answer.body_mut().with_config().limit(MAX_BYTES).read_to_string();
            let body = body.map_err(|error| failed("list", &self.prefix, &error))?;
            let page = ListObjectsV2::parse_response(&body)
                .map_err(|error| format!("the list of `{}` cannot be read: {error}", self.prefix))?;
            for object in &page.contents {
                let path = object.key.strip_prefix(&*self.prefix).filter(|path| wanted.contains(path));
                found.extend(path.zip(object.size).map(|(path, size)| (path.to_owned(), size)));
            }
            token = page.next_continuation_token;
            if token.is_none() {
                return Ok(found);
            }
        }
    }

    fn publish(&mut self, world: &dyn World, output: &Path, plan: &PublishPlan) -> Result<(), String> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(REQUESTS).build();
        let threads = threads.map_err(|error| error.to_string())?;
        self.put(MANIFEST, plan.during.to_json().as_bytes())?;
        threads.install(|| {
            plan.parts().try_for_each(|files| self.send_all(world, output, files))?;
            plan.removed.par_iter().with_max_len(1).try_for_each(|path| self.delete(path))
        })?;
        self.put(MANIFEST, plan.after.to_json().as_bytes())
    }
}

fn failed(action: &str, key: &str, error: &ureq::Error) -> String {
    format!("cannot {action} `{key}`: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_say_what_to_check() {
        let access = S3Access { region: "eu-central-1".to_owned(), ..S3Access::default() };
        let place = S3Place::parse("s3://desk", &access).expect("a place");
        let cases = [
            ("list", "", 404, "cannot list the bucket: there is no bucket `desk`"),
            (
                "write",
                "a.html",
                403,
                "cannot write `a.html`: access is denied; check the keys, what they may do, and AWS_REGION",
            ),
            (
                "list",
                "site/",
                301,
                "cannot list `site/`: the bucket is in another region; set AWS_REGION to it",
            ),
            ("remove", "a.html", 500, "cannot remove `a.html`: the store answers with status 500"),
        ];
        for (action, key, status, expected) in cases {
            assert_eq!(place.refused(action, key, status), expected);
        }
    }
}
