//! Errors in the API's own shape: `{code, message, more_info, status}`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::network::Refused;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub status: StatusCode,
    pub code: u32,
    pub message: String,
}

impl ApiError {
    pub fn new(status: StatusCode, code: u32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    fn bad(code: u32, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A code that a plan or a check asks for, with the words that belong to it.
    pub fn of_code(code: u32) -> Self {
        let words = match code {
            20_003 => "Authenticate",
            20_429 => "Too Many Requests",
            21_211 => "The 'To' number is not a valid phone number",
            21_266 => "'To' and 'From' number cannot be the same",
            21_408 => "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
            21_602 => "Message body is required",
            21_603 => "A 'From' phone number is required",
            21_604 => "A 'To' phone number is required",
            21_606 => "The 'From' phone number provided is not a valid message-capable phone number for this account",
            21_609 => "The 'StatusCallback' URL is not a valid URL",
            21_610 => "Attempt to send to unsubscribed recipient",
            21_611 => "This 'From' number has exceeded the maximum number of queued messages",
            21_614 => "'To' number is not a valid mobile number",
            21_617 => "The concatenated message body exceeds the 1600 character limit",
            21_620 => "Invalid media URL",
            21_623 => "Number of media files exceeds allowed limit",
            21_635 => "'To' number cannot be a landline",
            21_655 => "The ContentSid is invalid",
            21_701 => "The Messaging Service does not exist",
            35_111 => "The 'SendAt' timestamp is missing",
            35_115 => "Scheduling does not support this timestamp",
            35_118 => "A MessagingServiceSid is required to schedule a message",
            _ => "The request was refused",
        };
        let status = match code {
            20_003 => StatusCode::UNAUTHORIZED,
            20_429 | 21_611 => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::new(status, code, words)
    }

    pub fn invalid(parameter: &str) -> Self {
        Self::bad(20_001, format!("Invalid parameter: {parameter}"))
    }

    pub fn not_found(path: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, 20_404, format!("The requested resource {path} was not found"))
    }

    pub fn unauthorized() -> Self {
        Self::of_code(20_003)
    }

    /// The message is still on its way.
    pub fn not_complete() -> Self {
        Self::new(StatusCode::CONFLICT, 20_009, "The message cannot be changed before its delivery has been completed")
    }

    pub fn not_cancelable() -> Self {
        Self::new(StatusCode::CONFLICT, 30_409, "The message can no longer be canceled")
    }

    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, 20_500, "An internal server error has occurred")
    }

    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, 20_503, "Service is temporarily unavailable")
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::OptedOut => Self::of_code(21_610),
            Refused::Code(code) => Self::of_code(code),
            Refused::Busy => Self::of_code(20_429),
            Refused::Ledger(error) => {
                tracing::error!(%error, "a text could not be written to the ledger");
                Self::internal()
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status.as_u16(),
        });
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"Carrier API\""));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when the app would act on other fields in practice than at the real provider.
    #[tokio::test]
    async fn errors_have_the_providers_shape() {
        let response = ApiError::unauthorized().into_response();
        assert_eq!(response.status(), 401);
        assert!(response.headers().contains_key("www-authenticate"));
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            body,
            json!({"code": 20003, "message": "Authenticate", "more_info": "https://www.twilio.com/docs/errors/20003", "status": 401})
        );
        for (code, status) in [(20_429, 429), (21_610, 400), (21_211, 400)] {
            assert_eq!(ApiError::of_code(code).status, status, "{code}");
        }
        assert_eq!(ApiError::not_found("/x").code, 20_404);
    }
}
