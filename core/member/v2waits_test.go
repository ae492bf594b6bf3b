package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/member"
	"raftarium/core/sim"
)

// A wait and a stream of v2 outlive a change of leaders, a clone and an encoding;
// what they are told they are told once, also where the world was copied.
func TestWaitsOfV2OutliveALeader(t *testing.T) {
	c := newCluster(t)
	at := c.follower()
	wait := c.send(at, request("GET", "/v2/keys/a?wait=true", ""))
	stream := c.send(at, request("GET", "/v2/keys/?wait=true&stream=true&recursive=true", ""))
	c.run(sim.Second)
	require.Equal(t, 2, c.member(at).V2().Watching())
	require.Equal(t, []string{""}, c.stream(wait))

	copied := *c
	copied.w = c.w.Clone()
	for _, c := range []*cluster{c, &copied} {
		c.w.Crash(c.leader(), 0)
		c.run(3 * sim.Second)
		require.Equal(t, 201, c.curl(at, "PUT", "/v2/keys/a", "value=1").Status)
		require.Equal(t, 200, c.curl(at, "PUT", "/v2/keys/a", "value=2").Status)
		c.run(sim.Second)
		lines := c.stream(wait)
		require.Len(t, lines, 1)
		require.Contains(t, lines[0], `"value":"1"`)
		require.Len(t, c.stream(stream), 2)
		require.Equal(t, 1, c.member(at).V2().Watching())

		c.w.Input(c.w.Now()+1, c.node, ask{at, member.Cancel{Conn: stream}})
		c.run(sim.Second)
		require.Zero(t, c.member(at).V2().Watching())
	}
}

func TestStatsCountWhatEtcdCounts(t *testing.T) {
	c := newCluster(t)
	c.curl(1, "PUT", "/v2/keys/a", "value=1")
	c.curl(1, "GET", "/v2/keys/a", "")
	c.run(sim.Second)
	require.Contains(t, string(c.curl(1, "GET", "/v2/stats/store", "").Body), `{"getsSuccess":3,"getsFail":5,"setsSuccess":5,`)
	require.Contains(t, string(c.curl(c.leader(), "GET", "/v2/stats/self", "").Body), `"state":"StateLeader"`)
	require.Contains(t, string(c.curl(c.leader(), "GET", "/v2/stats/leader", "").Body), `"followers":{"`)
	require.Equal(t, `{"message":"not current leader"}`, string(c.curl(c.follower(), "GET", "/v2/stats/leader", "").Body))
}
