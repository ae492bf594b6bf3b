package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/sim"
)

// grant grants a lease of 10 s and puts two keys under it.
func (c *cluster) grant() {
	require.Contains(c.t, c.post(c.follower(), "/lease/grant", `{"ID":"7","TTL":"10"}`), `"ID":"7","TTL":"10"`)
	for _, key := range []string{"Yg==", "YQ=="} {
		c.post(c.leader(), "/kv/put", `{"key":"`+key+`","lease":"7"}`)
	}
}

func TestALeaseRunsOutAndItsKeysGoInOneRevision(t *testing.T) {
	c := newCluster(t)
	c.grant()
	require.Contains(t, c.post(c.follower(), "/lease/timetolive", `{"ID":"7","keys":true}`), `"ID":"7","TTL":"7","grantedTTL":"10","keys":["YQ==","Yg=="]`,
		"a follower asks the leader")
	c.run(5 * sim.Second)
	require.Equal(t, 2, c.member(1).KV().Len())
	c.run(2 * sim.Second)
	for n := sim.Node(1); n <= 3; n++ {
		require.Zero(t, c.member(n).KV().Len())
		require.Zero(t, c.member(n).Lessor().Len())
		require.Equal(t, int64(4), c.member(n).KV().Revision())
	}
	c.same("after the lease")
	require.Contains(t, c.post(1, "/lease/timetolive", `{"ID":"7"}`), `"ID":"7","TTL":"-1"`)
}

func TestALeaseThatIsKeptAliveLives(t *testing.T) {
	c := newCluster(t)
	c.grant()
	for range 10 {
		c.run(3 * sim.Second)
		require.Contains(t, c.post(c.follower(), "/lease/keepalive", `{"ID":"7"}`), `"ID":"7","TTL":"10"`)
	}
	require.Equal(t, 2, c.member(1).KV().Len())
	require.NotContains(t, c.post(c.leader(), "/lease/keepalive", `{"ID":"8"}`), "TTL", "a lease that there is not")
}

// Whoever becomes the leader cannot know what was renewed: all leases live their
// whole TTL anew, and run out then.
func TestAChangeOfLeaderLengthensLeases(t *testing.T) {
	c := newCluster(t)
	c.grant()
	old := c.leader()
	c.run(5 * sim.Second)
	c.w.Crash(old, 0)
	c.run(5 * sim.Second)
	require.NotEqual(t, old, c.leader())
	require.Equal(t, 2, c.member(c.leader()).KV().Len(), "it would have run out by now")
	c.w.Restart(old, 0)
	c.run(8 * sim.Second)
	for n, m := range lab.Members(c.w) {
		require.Zero(t, m.KV().Len(), "on member %d", n)
	}
}

// A leader that nobody follows must not end leases, however long it takes.
func TestWithoutAQuorumNothingRunsOut(t *testing.T) {
	c := newCluster(t)
	c.grant()
	leader := c.leader()
	for n := sim.Node(1); n <= 3; n++ {
		if n != leader {
			c.w.Crash(n, 0)
		}
	}
	c.run(60 * sim.Second)
	require.Equal(t, 2, c.member(leader).KV().Len())
	conn := c.send(leader, member.Request{HTTP: request("POST", "/v3/lease/keepalive", `{"ID":"7"}`).HTTP})
	c.run(8 * sim.Second)
	a, ok := c.answerTo(conn)
	require.True(t, ok)
	require.Contains(t, string(a.reply.HTTP.Body), "etcdserver: request timed out", "what has run out is not renewed")
	for n := sim.Node(1); n <= 3; n++ {
		if n != leader {
			c.w.Restart(n, 0)
		}
	}
	c.run(20 * sim.Second)
	for n := sim.Node(1); n <= 3; n++ {
		require.Zero(t, c.member(n).KV().Len())
	}
}

func TestAPutUnderNoLeaseIsRefused(t *testing.T) {
	c := newCluster(t)
	require.Contains(t, c.post(1, "/kv/put", `{"key":"YQ==","lease":"9"}`), "etcdserver: requested lease not found")
}
