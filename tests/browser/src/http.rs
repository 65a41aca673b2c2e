//! The few requests made beside fantoccini: is the driver up, close its session, and Chromium's own commands.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

/// Sends one request to a server on this machine and returns the body of its answer.
///
/// # Errors
/// Where the server cannot be reached, does not answer within ten seconds, or answers with a status other than 2xx.
pub(crate) fn request(port: u16, method: &str, path: &str, body: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = BufReader::new(stream);
    let mut status = String::new();
    answer.read_line(&mut status)?;
    let mut length = None;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
    }
    let mut text = String::new();
    answer.take(length.unwrap_or(u64::MAX)).read_to_string(&mut text)?;
    if status.split(' ').nth(1).is_some_and(|code| code.starts_with('2')) {
        Ok(text)
    } else {
        Err(io::Error::other(format!("{method} {path}: {}{text}", status.trim_end())))
    }
}

/// A port that nothing listens on now.
pub(crate) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
