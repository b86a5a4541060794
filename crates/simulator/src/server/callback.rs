//! Status callbacks (`StatusCallback`): a form is posted to the given address at each step of a text.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::API_VERSION;
use super::error::ApiError;
use super::paging::escape;
use crate::clock::now_ms;
use crate::message::{Message, Status};
use crate::network::Network;

const PATIENCE: Duration = Duration::from_secs(15);

/// Where callbacks go. Only plain HTTP to this machine is called: nothing of a practice run leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    authority: String,
    path: String,
    local: bool,
}

impl Target {
    /// # Errors
    /// 21609 when it is no address with a host.
    pub fn parse(url: &str) -> Result<Self, ApiError> {
        let invalid = || ApiError::of_code(21_609);
        let (scheme, rest) = url.split_once("://").ok_or_else(invalid)?;
        let split = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(split);
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let well_formed = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-[]:".contains(c));
        if !["http", "https"].contains(&scheme) || !well_formed {
            return Err(invalid());
        }
        Ok(Self {
            authority: authority.to_owned(),
            path: if path.starts_with('/') { path.to_owned() } else { format!("/{path}") },
            local: scheme == "http" && ["127.0.0.1", "localhost", "[::1]"].contains(&host),
        })
    }
}

/// Follows a text to its end.
pub(crate) fn follow(network: Arc<Network>, message: Message, target: Target) {
    if !target.local {
        return;
    }
    tokio::spawn(async move {
        let course = message.course;
        let steps = if course.outcome == Status::Failed {
            vec![course.end]
        } else {
            vec![course.due, course.sending, course.sent, course.end]
        };
        for at in steps {
            let wait = Duration::from_millis(u64::try_from(at - now_ms()).unwrap_or(0));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = network.stop.cancelled() => return,
            }
            let current = network.read().find(&message.sid).cloned();
            let Some(current) = current else { return };
            // One moment for both: a text that ends while the form is posted has its last step still to tell.
            let now = at.max(now_ms());
            let (status, done) = (current.status(now), current.is_done(now));
            let form = form(&current, status, &network.identity.account);
            if !matches!(tokio::time::timeout(PATIENCE, post(&target, &form)).await, Ok(Ok(()))) {
                tracing::debug!("a status callback was not taken");
            }
            if done {
                return;
            }
        }
    });
}

fn form(message: &Message, status: Status, account: &str) -> String {
    let error = message
        .course
        .error
        .filter(|_| matches!(status, Status::Failed | Status::Undelivered))
        .map(|code| code.to_string());
    let fields = [
        ("MessageSid", message.sid.as_str()),
        ("SmsSid", &message.sid),
        ("MessageStatus", status.as_str()),
        ("SmsStatus", status.as_str()),
        ("To", &message.to),
        ("From", &message.from),
        ("AccountSid", account),
        ("ApiVersion", API_VERSION),
    ];
    let error = error.as_deref().map(|code| ("ErrorCode", code));
    fields
        .into_iter()
        .chain(error)
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}

async fn post(target: &Target, form: &str) -> std::io::Result<()> {
    let address = if target.authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) {
        target.authority.clone()
    } else {
        format!("{}:80", target.authority)
    };
    let mut stream = TcpStream::connect(address).await?;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        target.path,
        target.authority,
        form.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(form.as_bytes()).await?;
    // The answer does not matter, but closing before it came would cut it off.
    let mut answer = Vec::new();
    stream.take(64 << 10).read_to_end(&mut answer).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a practice run would call somebody on the internet.
    #[test]
    fn only_this_machine_is_called() {
        assert!(Target::parse("http://127.0.0.1:8080/hook?x=1").unwrap().local);
        for elsewhere in ["http://example.com/hook", "https://127.0.0.1/hook", "http://127.0.0.1.example.com/"] {
            assert!(!Target::parse(elsewhere).unwrap().local, "{elsewhere}");
        }
        for bad in ["hook", "ftp://127.0.0.1/", "http:///x", "http://a_b/x"] {
            assert_eq!(Target::parse(bad).unwrap_err().code, 21_609, "{bad}");
        }
    }
}
