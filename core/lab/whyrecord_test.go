package lab

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
)

// Of every record on every disk the write that made it is found, also past crashes
// that lost what was under way, and past such that did not.
func TestEveryRecordHasItsWrite(t *testing.T) {
	for _, disks := range []string{"latency=60ms", "latency=60ms lose-unsynced=off", "latency=60ms lose-unsynced=off tear=on"} {
		t.Run(disks, func(t *testing.T) {
			l, leader := settledLab(t, Config{Members: 3, Seed: 1})
			require.NoError(t, l.Do("disk all "+disks))
			w, writes := l.World(), map[string]sim.EventID{}
			last, under := map[sim.Node]uint64{}, map[sim.Node]map[uint64]sim.EventID{}
			came := 0 // through crashes
			for n, m := range Members(w) {
				_, last[n] = m.Records()
			}
			watched := func(advance func()) {
				t.Helper()
				for n := range Members(w) {
					under[n] = map[uint64]sim.EventID{}
				}
				for write := range w.Writes {
					under[write.Node][uint64(write.Seq)-uint64(w.DurableWrite(write.Node))] = write.Cause
				}
				seen := w.Trace().Next()
				advance()
				w = l.World()
				for n, m := range Members(w) {
					_, now := m.Records()
					for at := last[n] + 1; at <= now; at++ {
						name := fmt.Sprint(n, " ", at)
						for id := seen; id < w.Trace().Next(); id++ {
							if e, _ := w.Trace().At(id); e.Kind == sim.KindDurable && e.Node == n {
								writes[name] = id
							}
						}
						if writes[name] == 0 {
							writes[name] = under[n][at-last[n]]
							came++
						}
					}
					last[n] = now
				}
			}
			for i, deed := range []string{"", fmt.Sprint("crash ", leader%3+1), "", fmt.Sprint("restart ", leader%3+1), fmt.Sprint("crash ", leader), fmt.Sprint("restart ", leader), ""} {
				require.NoError(t, l.Type("A", fmt.Sprintf("etcdctl put key %d & sleep 15ms; etcdctl put other %[1]d &", i)))
				for end := l.Now() + 101*sim.Millisecond; l.Now() < end; {
					watched(func() { l.StepEvent() })
				}
				if deed != "" {
					watched(func() {
						require.NoError(t, l.Do(deed))
						l.StepEvent()
					})
				}
			}
			require.Equal(t, disks != "latency=60ms", came > 0)
			found := 0
			for n, m := range Members(w) {
				first, last := m.Records()
				for at := first; at <= last; at++ {
					id, ok := writes[fmt.Sprint(n, " ", at)]
					if !ok {
						continue // it is older
					}
					require.NotZero(t, id)
					require.Equal(t, id, WhyRecord(w, n, at).Because[0].Event, "record %d of member %d", at, n)
					found++
				}
			}
			require.Greater(t, found, 10)
		})
	}
}
