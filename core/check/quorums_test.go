package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/sim"
)

func TestTwoQuorumsAlwaysShareAServer(t *testing.T) {
	old := check.Configuration{Voters: []check.ID{1, 2, 3}}
	four := check.Configuration{Voters: []check.ID{1, 2, 3, 4}}
	five := check.Configuration{Voters: []check.ID{1, 2, 3, 4, 5}}
	others := check.Configuration{Voters: []check.ID{1, 4, 5}}
	joint := check.Configuration{Voters: []check.ID{1, 4, 5}, Outgoing: []check.ID{1, 2, 3}}
	for name, x := range map[string]struct {
		use   []check.Configuration // by nodes 1, 2, ...
		apart bool
	}{
		"all the same":                     {[]check.Configuration{old, old, old}, false},
		"one server more":                  {[]check.Configuration{four, old, four, four}, false},
		"one server more, not yet there":   {[]check.Configuration{four, old, old}, false},
		"two servers more, one knows":      {[]check.Configuration{five, old, old}, false},
		"two servers more at once":         {[]check.Configuration{five, old, old, five, five}, true},
		"two of three replaced":            {[]check.Configuration{others, old, old, others, others}, true},
		"two of three replaced, jointly":   {[]check.Configuration{joint, old, old, joint, joint}, false},
		"joint, and the new know no other": {[]check.Configuration{joint, joint, old, others, joint}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(5)
			for i, use := range x.use {
				c.Configured(c.at(), sim.Node(i+1), check.ID(i+1), use)
			}
			require.Equal(t, x.apart, len(c.Found()) > 0)
			for _, v := range c.Found() {
				require.Equal(t, check.QuorumsOverlap, v.Property)
			}
		})
	}
}

func TestWhoIsDownIsNoPartOfAQuorum(t *testing.T) {
	old := check.Configuration{Voters: []check.ID{1, 2, 3, 4, 5}}
	others := check.Configuration{Voters: []check.ID{1, 2, 3}}
	c := newCluster(5)
	for n := range sim.Node(5) {
		c.Configured(c.at(), n+1, check.ID(n+1), old)
	}
	c.Crashed(4)
	c.Configured(c.at(), 1, 1, others)
	c.Configured(c.at(), 2, 2, others)
	require.Empty(t, c.Found(), "of the old voters 3 and 5 are left")
	c.Configured(c.at(), 4, 4, old)
	require.Equal(t, check.QuorumsOverlap, c.Found()[0].Property, "it has started again, and knows no better")
}
