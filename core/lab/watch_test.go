package lab

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// A monitor that sees snapshots made, sent and restored from finds nothing
// amiss, though members apply no entries that a snapshot stands for.
func TestSnapshotsViolateNothing(t *testing.T) {
	restored := 0
	for seed := uint64(1); seed <= 20; seed++ {
		l := newOf(t, Config{Members: 3, Seed: seed, Bare: seed%2 == 0})
		do := func(verb string, n uint64) {
			_ = l.Do(fmt.Sprintf("%s %d", verb, n))
			for _, m := range Members(l.World()) {
				if s := m.Raft(); s != nil {
					s.SetOptions(raft.Options{SnapshotEvery: 8, SnapshotTrail: 3, SnapshotChunk: 100})
				}
			}
		}
		do("timeout", 2)
		l.Advance(sim.Second)
		for i := range 80 {
			require.NoError(t, l.Type("A", fmt.Sprintf("etcdctl --command-timeout=300ms put key%d %d", i%7, i)))
			l.Advance(l.Now() + 70*sim.Millisecond)
			switch i % 20 {
			case 3:
				do("crash", 2+seed%2)
			case 15:
				do("restart", 2+seed%2)
			case 17:
				do("crash", 1)
				do("restart", 1)
			}
		}
		trace := l.World().Trace()
		for id := trace.First(); id < trace.Next(); id++ {
			if e, _ := trace.At(id); e.Kind == kindOf(member.Restored{}) {
				restored++
			}
		}
		require.Empty(t, Violations(l.World()), "seed %d", seed)
	}
	require.Greater(t, restored, 50)
}
