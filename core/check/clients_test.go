package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/sim"
)

const client, other = sim.FirstClient, sim.FirstClient + 1

func write(revision, key uint64) check.Outcome {
	return check.Outcome{Revision: revision, Key: key, Write: true}
}

func read(revision, key, modified uint64) check.Outcome {
	return check.Outcome{Revision: revision, Key: key, Modified: modified}
}

func TestAnswersAreInTheOrderOfTime(t *testing.T) {
	for name, x := range map[string]struct {
		story func(c *cluster)
		found []check.Violation
	}{
		"a read is of the newest revision that was told": {func(c *cluster) {
			c.call(1, client, write(2, 7))
			c.call(2, other, read(2, 7, 2))
		}, nil},
		"a read of an older revision": {func(c *cluster) {
			c.call(1, client, write(3, 7))
			c.call(2, other, read(2, 7, 2))
		}, []check.Violation{{Node: 2, Peer: 1, Revision: 2, Known: 3}}},
		"who asked before may get the older": {func(c *cluster) {
			c.Asked(c.at(), 2, other, 9, false)
			c.call(1, client, write(3, 7))
			c.Answered(c.at(), 2, other, 9, read(2, 7, 2))
		}, nil},
		"what was read is known": {func(c *cluster) {
			c.call(1, client, read(3, 7, 2))
			c.call(2, client, read(2, 7, 2))
		}, []check.Violation{{Node: 2, Peer: 1, Revision: 2, Known: 3}}},
		"a write has a revision of its own": {func(c *cluster) {
			c.call(1, client, write(3, 7))
			c.call(2, client, write(3, 8))
		}, []check.Violation{{Node: 2, Peer: 1, Revision: 3, Known: 3}}},
		"a new revision with an old value": {func(c *cluster) {
			c.Asked(c.at(), 2, other, 9, false)
			c.call(1, client, write(3, 7))
			c.Answered(c.at(), 2, other, 9, read(4, 7, 2))
		}, []check.Violation{{Node: 2, Peer: 1, Revision: 2, Known: 3}}},
		"of another key": {func(c *cluster) {
			c.call(1, client, write(3, 7))
			c.call(2, other, read(4, 8, 2))
		}, nil},
		"of another store": {func(c *cluster) {
			c.call(1, client, check.Outcome{Revision: 3, V2: true, Write: true})
			c.call(2, other, read(2, 7, 2))
		}, nil},
		"an answer that tells nothing": {func(c *cluster) {
			c.call(1, client, write(3, 7))
			c.call(2, other, check.Outcome{})
		}, nil},
		"nobody waits for it": {func(c *cluster) {
			c.call(1, client, write(3, 7))
			c.Asked(c.at(), 2, other, 9, false)
			c.Abandoned(2, other, 9)
			c.Answered(c.at(), 2, other, 9, read(2, 7, 2))
		}, nil},
		"the member has been down": {func(c *cluster) {
			c.call(1, client, write(3, 7))
			c.Asked(c.at(), 2, other, 9, false)
			c.Restarted(c.at(), 2, 0)
			c.Answered(c.at(), 2, other, 9, read(2, 7, 2))
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCluster(3)
			x.story(c)
			found := append([]check.Violation(nil), c.Found()...)
			for i := range found {
				require.Equal(t, check.Linearizability, found[i].Property)
				require.Equal(t, c.now, found[i].At)
				found[i].Property, found[i].At = "", check.At{}
			}
			require.Equal(t, x.found, found)
		})
	}
}

// call asks a node and has it answer.
func (c *cluster) call(n, client sim.Node, o check.Outcome) {
	conn := uint64(c.now.Event)
	c.Asked(c.at(), n, client, conn, false)
	c.Answered(c.at(), n, client, conn, o)
}

func TestMoreRequestsThanAreKeptDoNoHarm(t *testing.T) {
	c := newCluster(1)
	for i := range uint64(3000) {
		c.Asked(c.at(), 1, client, i, false)
	}
	for i := range uint64(3000) {
		c.Answered(c.at(), 1, client, i, write(i+1, i))
	}
	require.Empty(t, c.Found())
}
