//! Building and serving the page.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::module::Profile;
use crate::step::{program, root, run};
use crate::tools::{TRUNK, WASM_BINDGEN, ensure_wasm_target, path_with};

/// Builds the page into `dist/`.
pub(crate) fn build() -> Result<()> {
    run("building the page into dist/", &mut trunk(&["build", "--release"])?, "mend what the compiler says above")
}

/// Builds the page, serves it until interrupted and builds it again at each change.
pub(crate) fn serve(port: Option<u16>, profile: Profile) -> Result<()> {
    let port = match port {
        Some(port) => port,
        None => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port(),
    };
    let mut trunk = trunk(&["serve", "--address", "127.0.0.1", "--port", &port.to_string()])?;
    // A folder of its own: a change of the sources must not swap `dist/` under tests that read it.
    trunk.arg("--dist").arg(root().join("target/serve"));
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    println!("==> building the page");
    let mut server = Server(trunk.spawn().context("trunk cannot be started")?);
    while !answers(port) {
        if let Some(status) = server.0.try_wait()? {
            bail!("the page is not served ({status}): mend what trunk says above");
        }
        thread::sleep(Duration::from_millis(200));
    }
    println!("\n    Downhill runs at http://127.0.0.1:{port}/    (Ctrl-C ends it)\n");
    let status = server.0.wait()?;
    if !status.success() {
        bail!("the server ended ({status}): what it says above tells why");
    }
    Ok(())
}

/// Trunk with all that it needs.
fn trunk(arguments: &[&str]) -> Result<Command> {
    ensure_wasm_target()?;
    let folders = [TRUNK.ensure()?, WASM_BINDGEN.ensure()?];
    let mut trunk = program(folders[0].join("trunk"), arguments);
    // Its tools are at hand, so it never has to download one.
    trunk.arg("--offline").env("PATH", path_with(&folders)?);
    // Trunk reads this as its own option and stops at the usual value of 1.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

/// Trunk while it serves, ended with its handle.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only where it has ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Is the page served there?
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n")?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    ask().is_ok_and(|answer| answer == "HTTP/1.1 200")
}
