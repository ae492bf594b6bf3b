package oracle

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
)

// ask sends a request to a member byte for byte and returns what came back,
// chunks joined.
func ask(t asking, m api.Member, r api.HTTPRequest) string {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(m.ClientURLs[0], "http://"))
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(30*time.Second)))
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", r.Method, r.Target)
	for _, h := range r.Header {
		fmt.Fprintf(&b, "%s: %s\r\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(r.Body), r.Body)
	_, err = conn.Write(b.Bytes())
	require.NoError(t, err)
	raw, err := io.ReadAll(conn)
	require.NoError(t, err)
	head, body, found := strings.Cut(string(raw), "\r\n\r\n")
	require.True(t, found, "%q", raw)
	head = strings.ReplaceAll(head, "\r\n", "\n") + "\n"
	if strings.Contains(head, "Transfer-Encoding: chunked\n") {
		body = joinChunks(t, body)
	}
	return strings.TrimPrefix(head, "HTTP/1.1 ") + "\n" + body
}

// joinChunks undoes the chunked encoding; trailers follow the body after an
// empty line, if there are any.
func joinChunks(t asking, s string) string {
	var b strings.Builder
	for {
		size, rest, _ := strings.Cut(s, "\r\n")
		n, err := strconv.ParseInt(size, 16, 64)
		require.NoError(t, err)
		if n == 0 {
			if trailer := strings.TrimSuffix(rest, "\r\n"); trailer != "" {
				b.WriteString("\n\n" + strings.ReplaceAll(trailer, "\r\n", "\n"))
			}
			return b.String()
		}
		b.WriteString(rest[:n])
		s = rest[n+2:]
	}
}

// written is our answer in the form of ask.
func written(r api.HTTPResponse) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s\n", r.Status, http.StatusText(r.Status))
	for _, h := range r.Header {
		fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
	}
	b.WriteString("\n" + string(r.Body))
	if len(r.Trailer) > 0 {
		b.WriteString("\n\n")
	}
	for _, h := range r.Trailer {
		fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
	}
	return b.String()
}

func normal(s string) string {
	for _, d := range allowed {
		s = d.pattern.ReplaceAllString(s, d.with)
	}
	return s
}

var ttlNumber = regexp.MustCompile(`"ttl":(-?[0-9]+)`)

func ttls(s string) (list []int64) {
	for _, m := range ttlNumber.FindAllStringSubmatch(s, -1) {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		list = append(list, n)
	}
	return list
}

func agree(t *testing.T, etcd, ours, what string) {
	t.Helper()
	require.Equal(t, normal(etcd), normal(ours), what)
	theirTTLs, ourTTLs := ttls(etcd), ttls(ours)
	require.Len(t, ourTTLs, len(theirTTLs), what)
	for i := range theirTTLs {
		require.InDelta(t, theirTTLs[i], ourTTLs[i], 1, what)
	}
}
