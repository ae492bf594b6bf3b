package live

import (
	"context"

	"raftarium/core/api"
)

// Call is a request from outside, and what has come for it.
type Call struct {
	conn   uint64
	pieces *queue[*api.HTTPResponse]
}

func newCall(conn uint64) *Call {
	return &Call{conn: conn, pieces: newQueue[*api.HTTPResponse](pendingMax)}
}

// Next returns the next piece of the answer; after one that is not a Stream comes
// no more. It waits for it until ctx ends. Another error says that the member went
// down before its answer was complete.
func (c *Call) Next(ctx context.Context) (*api.HTTPResponse, error) { return c.pieces.next(ctx) }
