package live

import (
	"time"

	"raftarium/core/member"
)

// What is taken from outside. Beyond it there is a clear answer and no harm.
const (
	headerBytesMax = 64 << 10 // of a request's head; more is answered with 431
	headersMax     = 100      // header lines; more are answered with 431
	// A request that the cluster takes has at most member.RequestBytesMax as a
	// proposal; in JSON, with values in base64, it is half as large again.
	bodyBytesMax = 2 * member.RequestBytesMax
	connsMax     = 512     // connections to one port; more are answered with 503
	pendingMax   = 4 << 20 // bytes of an answer that its client has not taken
	followersMax = 100     // pages that follow
	behindMax    = 8 << 20 // bytes of news that a page has not taken
	recordMax    = 8 << 20 // bytes of inputs that are kept from the start

	headTimeout  = 10 * time.Second // for a request's head
	bodyTimeout  = 30 * time.Second // for its body
	idleTimeout  = 3 * time.Minute  // of a connection between two requests
	writeTimeout = 20 * time.Second // for a client to take what it was sent
)
