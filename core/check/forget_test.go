package check_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/sim"
)

// puts tells of puts up to an index, by some nodes of five, which keep the
// newest thousand entries.
func puts(m *check.Monitor, from, upTo uint64, nodes ...sim.Node) {
	payload := make([]byte, 100)
	for i := from; i <= upTo; i++ {
		at := check.At{Time: sim.Time(i), Event: sim.EventID(i)}
		for _, n := range nodes {
			m.Appended(at, n, i, 1, check.Entry(0, payload))
			m.Wrote(at, n, sim.WriteSeq(i), 1, 1)
			m.Durable(n, sim.WriteSeq(i))
		}
		for _, n := range nodes {
			m.Committed(at, n, i)
			m.Applied(at, n, i, i)
		}
		m.Acknowledged(at, 1, i)
		if i%1000 == 0 && i > 1000 {
			for _, n := range nodes {
				m.Compacted(n, i-1000)
			}
		}
	}
}

func all() []sim.Node { return []sim.Node{1, 2, 3, 4, 5} }

func TestMemoryStaysFlatWhileSnapshotsAreTaken(t *testing.T) {
	heap := func() uint64 {
		var s runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	m := started()
	puts(m, 1, 20_000, all()...)
	before := heap()
	puts(m, 20_001, 400_000, all()...)
	require.Less(t, heap(), before+64<<10)
	require.Less(t, len(encoded(m)), 200_000)
	require.Empty(t, m.Found())
	runtime.KeepAlive(m)
}

func TestANodeThatIsFarBehindHoldsNothingBack(t *testing.T) {
	m := started()
	puts(m, 1, 500, all()...)
	puts(m, 501, 50_000, 1, 2, 3, 4)
	require.Less(t, len(encoded(m)), 300_000)
	at := check.At{Time: 60_000, Event: 60_000}
	m.Appended(at, 5, 501, 1, 9) // whatever it is, it is known no more
	m.Appended(at, 5, 502, 1, 9)
	m.Installed(at, 5, 49_500)
	m.Restored(at, 5, 49_500, 49_500)
	puts(m, 50_001, 50_001, 1, 2, 3, 4)
	for i := uint64(49_501); i <= 50_001; i++ {
		m.Appended(at, 5, i, 1, check.Entry(0, make([]byte, 100)))
		m.Applied(at, 5, i, i)
	}
	m.Restarted(at, 5, 500) // with what it had before
	for i := uint64(1); i <= 500; i++ {
		m.Applied(at, 5, i, i)
	}
	require.Empty(t, m.Found())
	require.Equal(t, encoded(m), encoded(decoded(t, encoded(m))))

	m.Followed(at, 1, 5, 2)
	m.Led(at, 5, 2)
	require.Len(t, m.Found(), 2, "and an acknowledged write")
	require.Equal(t, check.LeaderCompleteness, m.Found()[0].Property, "it lacks what is committed")
	require.EqualValues(t, 501, m.Found()[0].Index)
}

func TestWhatIsNotForgottenIsStillLookedAt(t *testing.T) {
	at := check.At{Time: 60_000, Event: 60_000}
	for name, x := range map[string]struct {
		story func(m *check.Monitor)
		found string
	}{
		"another entry is applied": {func(m *check.Monitor) {
			puts(m, 50_001, 50_001, 1, 2, 3, 4)
			m.Appended(at, 5, 50_001, 2, 9)
			m.Applied(at, 5, 50_001, 50_001)
		}, check.StateMachineSafety},
		"a leader without the newest entry": {func(m *check.Monitor) {
			puts(m, 50_001, 50_001, 1, 2, 3, 4)
			m.Led(at, 5, 2)
		}, check.LeaderCompleteness},
		"another entry of the same term": {func(m *check.Monitor) {
			m.Appended(at, 4, 50_001, 1, 8)
			m.Appended(at, 5, 50_001, 1, 9)
		}, check.LogMatching},
	} {
		t.Run(name, func(t *testing.T) {
			m := started()
			puts(m, 1, 50_000, all()...)
			require.Empty(t, m.Found())
			x.story(m)
			require.NotEmpty(t, m.Found())
			require.Equal(t, x.found, m.Found()[0].Property)
		})
	}
}

func TestTermsAreNotKeptForever(t *testing.T) {
	m := started()
	for term := uint64(2); term < 20_000; term++ {
		m.Followed(check.At{}, sim.Node(term%5+1), sim.Nobody, 0)
		m.Led(check.At{}, sim.Node((term+1)%5+1), term)
	}
	require.Less(t, len(encoded(m)), 20_000)
	m.Led(check.At{}, 2, 19_999)
	require.NotEmpty(t, m.Found(), "who led the newest term is known")
}
