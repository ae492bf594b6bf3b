package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
)

func watching(body string) member.Request {
	return member.Request{HTTP: &api.HTTPRequest{Method: "POST", Target: "/v3/watch", Body: []byte(body)}}
}

func TestAWatchTellsEachTransactionOnEveryMember(t *testing.T) {
	c := newCluster(t)
	var conns []uint64
	for n := sim.Node(1); n <= 3; n++ {
		conns = append(conns, c.send(n, watching(`{"create_request":{"key":"YQ==","range_end":"Yw=="}}`)))
	}
	c.run(sim.Second)
	c.post(1, "/kv/txn", `{"success":[{"request_put":{"key":"YQ=="}},{"request_put":{"key":"Yg=="}},{"request_put":{"key":"Yw=="}}]}`)
	c.post(2, "/kv/put", `{"key":"Yw=="}`)
	c.post(3, "/kv/deleterange", `{"key":"YQ=="}`)
	c.run(sim.Second)
	for _, conn := range conns {
		lines := c.stream(conn)
		require.Len(t, lines, 3)
		require.Contains(t, lines[0], `"created":true`)
		require.Contains(t, lines[1], `"revision":"2"`)
		require.Contains(t, lines[1], `"events":[{"kv":{"key":"YQ==","create_revision":"2","mod_revision":"2","version":"1"}},{"kv":{"key":"Yg==","create_revision":"2","mod_revision":"2","version":"1"}}]`)
		require.Contains(t, lines[2], `"events":[{"type":"DELETE","kv":{"key":"YQ==","mod_revision":"4"}}]`)
	}
}

func TestAWatchEndsWithItsExchange(t *testing.T) {
	c := newCluster(t)
	conn := c.send(1, watching(`{"create_request":{"key":"YQ=="}}{"create_request":{"key":"Yg=="}}`))
	c.run(sim.Second)
	require.Equal(t, 2, c.member(1).Watchers().Len())
	c.w.Input(c.w.Now()+1, c.node, ask{1, member.Cancel{Conn: conn}})
	c.run(sim.Second)
	require.Zero(t, c.member(1).Watchers().Len())
	c.post(1, "/kv/put", `{"key":"YQ=="}`)
	require.Len(t, c.stream(conn), 2)
}

// A watcher whose member was cut off hears everything that it missed, once.
func TestAWatchThroughAMemberThatWasAwayMissesNothing(t *testing.T) {
	c := newCluster(t)
	away := c.follower()
	conn := c.send(away, watching(`{"create_request":{"key":"YQ=="}}`))
	c.run(sim.Second)
	for n := sim.Node(1); n <= 3; n++ {
		if n != away {
			c.w.Cut(away, n, 0)
			c.w.Cut(n, away, 0)
		}
	}
	for range 5 {
		c.post(c.leader(), "/kv/put", `{"key":"YQ=="}`)
	}
	require.Len(t, c.stream(conn), 1)
	for n := sim.Node(1); n <= 3; n++ {
		if n != away {
			c.w.Join(away, n, 0)
			c.w.Join(n, away, 0)
		}
	}
	c.run(3 * sim.Second)
	lines := c.stream(conn)
	require.Len(t, lines, 6)
	for i, line := range lines[1:] {
		require.Contains(t, line, `"mod_revision":"`+string(rune('2'+i))+`"`)
	}
}

func TestAQuietWatcherThatAskedForItIsToldOfProgress(t *testing.T) {
	c := newCluster(t)
	conn := c.send(1, watching(`{"create_request":{"key":"YQ==","progress_notify":true}}`))
	c.run(sim.Second)
	c.post(1, "/kv/put", `{"key":"Yg=="}`)
	c.run(1300 * sim.Second)
	lines := c.stream(conn)
	require.Len(t, lines, 2, "ten minutes after the first that were quiet")
	require.Contains(t, lines[1], `"revision":"2"`)
	require.NotContains(t, lines[1], "events")
}
