package member_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/mvcc/lease"
)

// A long lease lives its whole TTL anew with a new leader, unless what it has left
// was noted down, which it is once in five minutes and no more when it is renewed.
func TestLeaseCheckpointsOutliveALeader(t *testing.T) {
	for name, on := range map[string]bool{"by default": false, "with the option": true} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(t)
			for _, m := range lab.Members(c.w) {
				m.SetLeaseCheckpoints(on)
			}
			left := func() (all []int64) {
				for _, m := range lab.Members(c.w) {
					for _, id := range []int64{7, 8} {
						g, there := m.Lessor().Lookup(id)
						require.True(t, there)
						all = append(all, g.Left)
					}
				}
				return all
			}
			none, noted := []int64{0, 0, 0, 0, 0, 0}, []int64{700, 0, 700, 0, 700, 0}
			if !on {
				noted = none
			}
			c.api(1, api.LeaseGrant{ID: 7, TTL: 1000})
			c.api(1, api.LeaseGrant{ID: 8, TTL: 250})
			c.run(220 * sim.Second)
			require.Equal(t, none, left())
			c.api(2, api.LeaseKeepAlive{IDs: []int64{8}})
			c.run(70 * sim.Second)
			require.Equal(t, noted, left(), "the lease that is longer than five minutes, on all members")

			old := c.leader()
			c.w.Crash(old, 0)
			c.run(2 * sim.Second)
			c.w.Restart(old, 0)
			c.run(5 * sim.Second)
			g, _ := c.member(c.leader()).Lessor().Lookup(7)
			remaining := g.Remaining(lease.Time(c.w.Now()))
			if !on {
				require.Greater(t, remaining, int64(990))
				return
			}
			require.InDelta(t, 695, remaining, 5)

			c.api(3, api.LeaseKeepAlive{IDs: []int64{7}})
			c.run(sim.Second)
			require.Equal(t, none, left(), "renewed, it is forgotten everywhere")
		})
	}
}
