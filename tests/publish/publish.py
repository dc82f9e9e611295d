"""Publishes a site to a folder, to OpenSSH and to moto, changes it, and compares what is there with the output."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
MANIFEST = ".dateline-manifest.json"


def run(site, *arguments, expect=0, env=None):
    ran = subprocess.run([PROGRAM, *arguments], cwd=site, capture_output=True, text=True, env={**os.environ, **(env or {})})
    assert ran.returncode == expect, (arguments, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def free_port():
    with socket.socket() as open_socket:
        open_socket.bind(("127.0.0.1", 0))
        return open_socket.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with socket.socket() as open_socket:
            if open_socket.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def files(folder):
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(site, name, text):
    path = site / "content" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {text}\n---\n{text}.\n")


def check_place(site, publish, listing, add_foreign, remove, repair=()):
    """Goes through the life of a published site. `publish` takes more arguments, `listing` returns the files there."""
    page(site, "one", "First page")
    page(site, "it's [one] 100", "Names with marks")
    run(site, "build")
    assert "nothing was sent" in publish()
    assert not listing(), "a plan sends nothing"
    publish("--write")
    there = listing()
    manifest = there.pop(MANIFEST)
    assert there == files(site / "public"), sorted(set(there) ^ set(files(site / "public")))
    assert b"index.html" in manifest
    assert "0 files" in publish(), "a second run has nothing to send"

    add_foreign("index.html", b"")
    remove("style.css")
    assert "2 files" in publish(*repair), "a file that is gone or cut is sent again"
    publish("--write", *repair)
    there = listing()
    there.pop(MANIFEST)
    assert there == files(site / "public"), sorted(set(there) ^ set(files(site / "public")))

    add_foreign("kept.txt", b"not of the site")
    page(site, "two", "Second page")
    (site / "content" / "one.md").unlink()
    run(site, "build", "--allow-removal")
    publish("--write")
    there = listing()
    there.pop(MANIFEST)
    assert there.pop("kept.txt") == b"not of the site", "files of others stay"
    assert there == files(site / "public"), sorted(set(there) ^ set(files(site / "public")))

    add_foreign("three/index.html", b"not of the site")
    page(site, "three", "Third page")
    run(site, "build")
    refused = publish("--write", expect=3)
    assert "was not published by Dateline" in refused, refused
    assert listing()["three/index.html"] == b"not of the site"
    publish("--write", "--adopt")
    assert listing()["three/index.html"] != b"not of the site"


def new_site(root, name):
    site = root / name
    run(root, "init", name)
    return site


def check_folder(root):
    site, target = new_site(root, "site-folder"), root / "published"
    check_place(
        site,
        lambda *more, expect=0: run(site, "publish", "--to", "folder", str(target), *more, expect=expect),
        lambda: files(target) if target.exists() else {},
        lambda path, data: write(target / path, data),
        lambda path: (target / path).unlink(),
    )
    assert not list(root.glob(".published.*")), "nothing is left beside the folder"
    for inside in ["public", "public/new", "public/a/../new", "."]:
        run(site, "publish", "--to", "folder", inside, expect=2)


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def check_sftp(root):
    """The second server cannot replace a file by a rename, as servers other than OpenSSH."""
    for name, server in [("sftp", "internal-sftp"), ("sftp-strict", "internal-sftp -P posix-rename")]:
        (root / name).mkdir()
        check_sftp_server(root / name, server)


def check_sftp_server(root, program):
    site, target, port = new_site(root, "site-sftp"), root / "srv" / "www", free_port()
    keys = root / "keys"
    keys.mkdir(mode=0o700)
    for name in ["host", "user"]:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)], check=True)
    (keys / "authorized").write_bytes((keys / "user.pub").read_bytes())
    config = keys / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nAuthorizedKeysFile {keys}/authorized\n"
        f"PidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nSubsystem sftp {program}\n"
    )
    pathlib.Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen(["/usr/sbin/sshd", "-D", "-f", str(config)])
    # The program `sftp` reads its options from the user's configuration; a wrapper names another one.
    client = keys / "client_config"
    client.write_text(f"Host *\nIdentityFile {keys}/user\nUserKnownHostsFile {keys}/known\nStrictHostKeyChecking accept-new\n")
    wrapper = keys / "bin" / "sftp"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec {shutil.which("sftp")} -F {client} "$@"\n')
    wrapper.chmod(0o755)
    env = {"PATH": f"{wrapper.parent}:{os.environ['PATH']}"}
    try:
        wait_for(port)
        place = f"sftp://root@127.0.0.1:{port}{target}"
        check_place(
            site,
            lambda *more, expect=0: run(site, "publish", "--to", "sftp", place, *more, expect=expect, env=env),
            lambda: files(target) if target.exists() else {},
            lambda path, data: write(target / path, data),
            lambda path: (target / path).unlink(),
            ["--repair"],
        )
        write(target / ".dateline-parts" / "7", b"left by a run that was cut")
        page(site, "four", "Fourth page")
        run(site, "build")
        run(site, "publish", "--to", "sftp", place, "--write", env=env)
        file = root / "srv" / "file"
        file.write_text("not a folder")
        refused = run(site, "publish", "--to", "sftp", f"sftp://root@127.0.0.1:{port}{file}/www", "--write", expect=3, env=env)
        assert len(refused.splitlines()[-1]) < 300, refused
        assert not (target / ".dateline-parts").exists() and not (site / ".dateline-publish").exists()
    finally:
        server.terminate()
        server.wait()
    run(site, "publish", "--to", "sftp", place, expect=3, env=env)
    assert not (site / ".dateline-publish").exists(), "a run that fails leaves nothing behind"


def check_s3(root):
    site, port = new_site(root, "site-s3"), free_port()
    server = subprocess.Popen([sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        import boto3

        names = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "eu-central-1"}
        store = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", **names)
        store.create_bucket(Bucket="desk", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        store.put_object(Bucket="desk", Key="other.txt", Body=b"beside the site")
        env = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}

        def listing():
            pages = store.get_paginator("list_objects_v2").paginate(Bucket="desk", Prefix="site/")
            keys = [item["Key"] for answer in pages for item in answer.get("Contents", [])]
            return {key[5:]: store.get_object(Bucket="desk", Key=key)["Body"].read() for key in keys}

        check_place(
            site,
            lambda *more, expect=0: run(site, "publish", "--to", "s3", "s3://desk/site", *more, expect=expect, env=env),
            listing,
            lambda path, data: store.put_object(Bucket="desk", Key=f"site/{path}", Body=data),
            lambda path: store.delete_object(Bucket="desk", Key=f"site/{path}"),
        )
        assert store.get_object(Bucket="desk", Key="other.txt")["Body"].read() == b"beside the site"
        home = store.head_object(Bucket="desk", Key="site/index.html")
        assert home["ContentType"] == "text/html; charset=utf-8", home
    finally:
        server.terminate()
        server.wait()
    run(site, "publish", "--to", "s3", "s3://desk/site", expect=3, env=env)


def check_git(root):
    """The workflow of a host reaches a bare repository, and a file that exists is left as it is."""
    site, remote = new_site(root, "site-git"), root / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    releases = ["--releases", "desk/dateline"]
    for host in ["github", "gitlab", "netlify", "cloudflare"]:
        run(site, "publish", "--to", host, "--write", *releases)
    run(site, "publish", "--to", "github", "--write", *releases, expect=2)
    assert "https://github.com/desk/dateline/releases/" in (site / ".github/workflows/site.yml").read_text()
    git = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    for command in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "Site"], ["push", "-q", str(remote), "HEAD:main"]]:
        subprocess.run([*git, *command], cwd=site, check=True)
    listed = subprocess.run(["git", "ls-tree", "-r", "--name-only", "main"], cwd=remote, capture_output=True, text=True, check=True)
    names = listed.stdout.splitlines()
    assert ".github/workflows/site.yml" in names and ".gitlab-ci.yml" in names, names
    assert not any(name.startswith("public/") for name in names), "the output is not in the repository"


with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    for check in [check_folder, check_git, check_sftp, check_s3]:
        check(root)
        print(f"{check.__name__}: as expected")
