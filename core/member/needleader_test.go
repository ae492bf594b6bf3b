package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
)

// What a client says is worth nothing without a leader is refused, and ends, where
// there is none; what it does not say it of goes on.
func TestWhatNeedsALeaderEndsWithoutOne(t *testing.T) {
	c := newCluster(t)
	hasLeader := func(r member.Request) member.Request {
		r.HTTP.Header = append(r.HTTP.Header, api.Header{Name: "grpc-metadata-hasleader", Value: "true"})
		return r
	}
	left := 1 + c.leader()%3
	needs := c.send(left, hasLeader(watching(`{"create_request":{"key":"YQ=="}}`)))
	does := c.send(left, watching(`{"create_request":{"key":"YQ=="}}`))
	typed := c.send(left, member.Request{NeedsLeader: true, API: api.Watch{Messages: []api.WatchMessage{api.WatchCreate{Key: []byte("a")}}}})
	c.run(sim.Second)
	for n := sim.Node(1); n <= 3; n++ {
		if n != left {
			c.w.Crash(n, 0)
		}
	}
	timeouts := c.member(left).Config().Timeouts
	c.run(sim.Time(timeouts.ElectionMin))
	require.Len(t, c.stream(needs), 1, "it may be a short while without a leader")
	c.run(sim.Time(timeouts.ElectionMax + 3*timeouts.ElectionMin))
	lines := c.stream(needs)
	require.Len(t, lines, 2)
	require.JSONEq(t, `{"error":{"grpc_code":14,"http_code":503,"message":"etcdserver: no leader","http_status":"Service Unavailable"}}`, lines[1])
	require.Len(t, c.stream(does), 1, "the other one goes on")
	var last api.Response
	for _, a := range c.w.Actor(c.node).(*client).answers {
		if a.reply.Conn == typed {
			last = a.reply.API
		}
	}
	require.Equal(t, api.ErrNoLeader, last)
	require.Equal(t, 1, c.member(left).Watchers().Len())

	refused := c.send(left, hasLeader(request("POST", "/v3/kv/range", "")))
	again := c.send(left, hasLeader(watching(`{"create_request":{"key":"YQ=="}}`)))
	c.run(100 * sim.Millisecond)
	a, ok := c.answerTo(refused)
	require.True(t, ok)
	require.Equal(t, 503, a.reply.HTTP.Status)
	require.Contains(t, string(a.reply.HTTP.Body), api.ErrNoLeader.Text)
	a, ok = c.answerTo(again)
	require.True(t, ok)
	require.Equal(t, 503, a.reply.HTTP.Status)
	require.False(t, a.reply.HTTP.Stream)

	// A question about a lease is given up after the member's own time, and tells
	// why.
	require.Equal(t, api.ErrNoLeader, c.api(left, api.LeaseTimeToLive{ID: 7}))
}
