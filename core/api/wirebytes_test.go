package api

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The numbers are those of the messages written out by hand.
func TestBytesOnAConnectionOfHTTP(t *testing.T) {
	r := HTTPRequest{Method: "PUT", Target: "/v2/keys/a", Host: "127.0.0.1:2379",
		Header: []Header{{"User-Agent", "curl/7.88.1"}, {"Content-Length", "7"}}, Body: []byte("value=1")}
	require.Equal(t, len("PUT /v2/keys/a HTTP/1.1\r\nHost: 127.0.0.1:2379\r\nUser-Agent: curl/7.88.1\r\nContent-Length: 7\r\n\r\nvalue=1"), r.Bytes())
	whole := HTTPResponse{Status: 200, Header: []Header{{"Content-Length", "2"}}, Body: []byte("ok")}
	require.Equal(t, len(headText(whole)+"ok"), whole.Bytes())
	head := HTTPResponse{Status: 200, Header: []Header{{"Transfer-Encoding", "chunked"}}, Stream: true}
	require.Equal(t, len(headText(head)), head.Bytes())
	require.Equal(t, len("10\r\n0123456789abcdef\r\n"), HTTPResponse{Body: []byte("0123456789abcdef"), Stream: true}.Bytes())
	require.Equal(t, len("2\r\nok\r\n0\r\n\r\n"), HTTPResponse{Body: []byte("ok")}.Bytes(), "the last piece")
	require.Equal(t, len("0\r\n\r\n"), HTTPResponse{}.Bytes(), "nothing but the end")
}

// A connection of gRPC spells out what is new to it, and names what it knows.
func TestBytesOnAConnectionOfGRPC(t *testing.T) {
	var c GRPC
	put := Put{Key: []byte("a"), Value: []byte("1")} // 0a 01 61 12 01 31
	const message = 9 + 5 + 6
	spelled := 9 + 1 + 1 + (2 + len("/etcdserverpb.KV/Put")) + (2 + len("127.0.0.1:2379")) + (2 + len("application/grpc")) +
		(2 + len("grpc-go/1.26.0")) + (3 + len("te"+"trailers"))
	require.Equal(t, spelled+message, c.Called(put, "127.0.0.1:2379", false, false))
	require.Equal(t, 9+7+message, c.Called(put, "127.0.0.1:2379", false, false), "all seven fields are known")
	require.Equal(t, 9+6+(2+len("/etcdserverpb.KV/Range"))+9+5+3, c.Called(Range{Key: []byte("a")}, "127.0.0.1:2379", false, false), "another path")
	require.Equal(t, message, c.Called(put, "127.0.0.1:2379", true, false), "the stream is open")
	require.Equal(t, 9+7+(3+len("grpc-timeout"+"4999999u"))+message, c.Called(put, "127.0.0.1:2379", false, true))
	require.Equal(t, 9+7+(2+len("4999999u"))+message, c.Called(put, "127.0.0.1:2379", false, true), "the name is known, the value new")

	answer := CompactionResponse{ResponseHeader{Revision: 2}} // 0a 02 18 02
	require.Equal(t, 9+1+(2+len("application/grpc"))+9+5+4+9+(3+len("grpc-status"+"0"))+(3+len("grpc-message")), c.Answered(answer, true, true))
	require.Equal(t, 9+2+9+5+4+9+2, c.Answered(answer, true, true), "all is known")
	require.Equal(t, 9+5+4, c.Answered(answer, false, false), "more of a stream")
	require.Equal(t, 9+2+(3+len("grpc-status"+"14"))+(3+len("grpc-message"+ErrNoLeader.Text)), c.Answered(ErrNoLeader, true, true))
}
