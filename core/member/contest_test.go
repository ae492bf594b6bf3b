package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
)

func posting(path, body string) member.Request {
	return member.Request{HTTP: &api.HTTPRequest{Method: "POST", Target: "/v3" + path, Body: []byte(body)}}
}

// Whoever waits for a lock gets it when the one before has gone: also through
// another member, after a change of leaders, and in a copy of the world.
func TestALockIsHandedOn(t *testing.T) {
	c := newCluster(t)
	c.post(1, "/lease/grant", `{"ID":"7","TTL":"60"}`)
	c.post(1, "/lease/grant", `{"ID":"8","TTL":"60"}`)
	require.Contains(t, c.post(1, "/lock/lock", `{"name":"bA==","lease":"7"}`), `"key":"bC83"`)
	at := c.follower()
	conn := c.send(at, posting("/lock/lock", `{"name":"bA==","lease":"8"}`))
	c.run(sim.Second)
	_, answered := c.answerTo(conn)
	require.False(t, answered)

	copied := *c
	copied.w = c.w.Clone()
	for _, c := range []*cluster{c, &copied} {
		c.w.Crash(c.leader(), 0)
		c.run(3 * sim.Second)
		c.post(at, "/lease/revoke", `{"ID":"7"}`)
		c.run(sim.Second)
		a, answered := c.answerTo(conn)
		require.True(t, answered)
		require.Contains(t, string(a.reply.HTTP.Body), `"key":"bC84"`)
	}
}

func TestWhoGoesAwayContendsNoMore(t *testing.T) {
	c := newCluster(t)
	c.post(1, "/lease/grant", `{"ID":"7","TTL":"60"}`)
	c.post(1, "/lease/grant", `{"ID":"8","TTL":"60"}`)
	c.post(1, "/election/campaign", `{"name":"ZQ==","value":"MQ==","lease":"7"}`)
	conn := c.send(2, posting("/election/campaign", `{"name":"ZQ==","value":"Mg==","lease":"8"}`))
	watch := c.send(3, posting("/election/observe", `{"name":"ZQ=="}`))
	c.run(sim.Second)
	require.Equal(t, 2, c.member(1).KV().Len())
	c.w.Input(c.w.Now()+1, c.node, ask{2, member.Cancel{Conn: conn}})
	c.run(sim.Second)
	require.Equal(t, 1, c.member(1).KV().Len())
	c.post(1, "/kv/put", `{"key":"ZS83","value":"Mw==","ignore_lease":true}`)
	lines := c.stream(watch)
	require.Len(t, lines, 2)
	require.Contains(t, lines[1], `"value":"Mw=="`)
}
