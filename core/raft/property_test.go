package raft_test

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/raft"
)

var runs = flag.Uint64("runs", 3000, "how many random networks are tried")

// newStorm returns a cluster in a network and with disks of every quality.
func newStorm(seed uint64) *network {
	n := newNetwork(seed, 1+int(seed%5))
	n.delayMin, n.delayMax = ms, n.between(2*ms, 60*ms)
	n.racing = true
	n.ordered = n.rng.IntN(2) == 0
	n.diskMin, n.diskMax = 0, n.between(ms, 80*ms)
	if n.rng.IntN(2) == 0 {
		n.loss, n.double = n.rng.Float64()*0.3, n.rng.Float64()*0.3
	}
	return n
}

// storm runs a cluster through random faults, and then heals it.
func (n *network) storm(span raft.Time, each func()) {
	n.start()
	anyone := func() *node { return n.nodes[n.rng.IntN(len(n.nodes))] }
	for end := n.now + span; n.now < end; {
		n.run(n.between(0, 30*ms))
		switch s := anyone(); n.rng.IntN(16) {
		case 0:
			s.crash()
		case 1, 2:
			if s.server == nil {
				s.start()
			}
		case 3:
			n.cut(s.config.ID, anyone().config.ID, true)
		case 4:
			if n.rng.IntN(3) == 0 {
				n.isolate(s.config.ID)
			} else {
				clear(n.blocked)
			}
		case 5:
			if s.server != nil {
				s.step(raft.Timeout{Timer: raft.ElectionTimer})
			}
		case 6:
			if s.server != nil {
				s.paused = true
			}
		case 7, 8:
			s.resume()
		case 9, 10:
			if s.server != nil {
				n.read(s)
			}
		default:
			if s.server != nil {
				n.propose(s)
			}
		}
		if each != nil {
			each()
		}
	}
	n.heal()
	n.run(1000 * ms) // what was sent in the storm arrives
}

func TestThePropertiesOfFigure3HoldInAnyNetwork(t *testing.T) {
	entries, reads, elections := 0, 0, 0
	for seed := uint64(1); seed <= *runs; seed++ {
		n := newStorm(seed)
		n.storm(2500*ms, nil)
		require.Empty(t, n.checks.violations, "seed %d", seed)

		// Liveness: once the faults end, a leader is found, an entry that it
		// takes is applied everywhere, and all logs are the same.
		require.True(t, n.until(10_000*ms, n.settled), "seed %d: no leader", seed)
		p := n.propose(n.leader())
		r := n.checks.answered
		n.read(n.nodes[0])
		require.True(t, n.until(3_000*ms, func() bool {
			at, ok := n.checks.where[p]
			for _, s := range n.nodes {
				ok = ok && s.server.Applied() >= at
			}
			return ok && n.checks.answered > r
		}), "seed %d: nothing is applied or read", seed)
		require.Empty(t, n.checks.violations, "seed %d", seed)
		for _, s := range n.nodes {
			require.Equal(t, n.leader().server.Log().Slice(1, s.server.Applied()), s.server.Log().Slice(1, s.server.Applied()), "seed %d", seed)
		}
		entries, reads, elections = entries+len(n.checks.applied), reads+n.checks.answered, elections+len(n.checks.leaders)
	}
	t.Logf("%d runs: %d entries, %d reads, %d leaders", *runs, entries, reads, elections)
}
