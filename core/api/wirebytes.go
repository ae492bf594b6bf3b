package api

import "strconv"

// headBytes is how long the lines of a header are, each with its end.
func headBytes(lines []Header) (n int) {
	for _, h := range lines {
		n += len(h.Name) + len(": ") + len(h.Value) + len("\r\n")
	}
	return n
}

// Bytes is how many bytes the request takes on an HTTP/1.1 connection.
func (r HTTPRequest) Bytes() int {
	return len(r.Method) + len(" ") + len(r.Target) + len(" HTTP/1.1\r\nHost: ") + len(r.Host) + len("\r\n") +
		headBytes(r.Header) + len("\r\n") + len(r.Body)
}

// Bytes is how many bytes the answer takes on an HTTP/1.1 connection, or the
// next piece of an answer that goes on. Pieces are chunks (RFC 9112, 7.1); the
// empty one at the end is counted with an answer that does not go on.
func (r HTTPResponse) Bytes() (n int) {
	chunked := len(r.Header) == 0
	if len(r.Header) > 0 {
		n = len("HTTP/1.1 ") + 3 + len(" ") + len(statusTexts[r.Status]) + len("\r\n") + headBytes(r.Header) + len("\r\n")
		for _, h := range r.Header {
			chunked = chunked || h.Name == "Transfer-Encoding"
		}
	}
	n += len(r.Body)
	if chunked && len(r.Body) > 0 {
		n += len(strconv.FormatInt(int64(len(r.Body)), 16)) + 2*len("\r\n")
	}
	if chunked && !r.Stream {
		n += len("0\r\n\r\n") + headBytes(r.Trailer)
	}
	return n
}
