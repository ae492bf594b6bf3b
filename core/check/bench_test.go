package check_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/check"
	"raftarium/core/sim"
)

// put tells of all that a put brings about among 5 members.
func put(m *check.Monitor, i uint64, payload []byte) {
	at := check.At{Time: sim.Time(i), Event: sim.EventID(i)}
	for n := sim.Node(1); n <= 5; n++ {
		m.Appended(at, n, i, 1, check.Entry(0, payload))
		m.Wrote(at, n, sim.WriteSeq(i), 1, 1)
		m.Durable(n, sim.WriteSeq(i))
		if n != 1 {
			m.Promised(at, n, check.Promise{Term: 1, Index: i})
		}
	}
	for n := sim.Node(1); n <= 5; n++ {
		m.Committed(at, n, i)
		m.Applied(at, n, i, i)
	}
	m.Acknowledged(at, 1, i)
}

func started() *check.Monitor {
	m := check.New()
	for n := sim.Node(1); n <= 5; n++ {
		m.Restarted(check.At{}, n, 0)
	}
	m.Led(check.At{}, 1, 1)
	return m
}

// BenchmarkPut is what a put costs on 5 members, which are about 40 events.
func BenchmarkPut(b *testing.B) {
	m, payload := started(), make([]byte, 100)
	b.ReportAllocs()
	for i := uint64(1); b.Loop(); i++ {
		put(m, i, payload)
	}
}

// BenchmarkClone is a checkpoint and what writing on costs, after an hour with
// a put every 100 ms.
func BenchmarkClone(b *testing.B) {
	m, payload := started(), make([]byte, 100)
	i := uint64(1)
	for ; i <= 36000; i++ {
		put(m, i, payload)
	}
	b.ReportAllocs()
	for b.Loop() {
		m.Clone()
		put(m, i, payload)
		i++
	}
}

func TestAnHourTakesFewMegabytes(t *testing.T) {
	heap := func() uint64 {
		var s runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	before := heap()
	m, payload := started(), make([]byte, 100)
	var checkpoints []sim.Monitor
	for i := uint64(1); i <= 36000; i++ {
		put(m, i, payload)
		if i%100 == 0 {
			checkpoints = append(checkpoints, m.Clone())
		}
	}
	used := heap() - before
	require.Empty(t, m.Found())
	require.Less(t, used, uint64(6<<20), "with %d checkpoints", len(checkpoints))
	runtime.KeepAlive(m)
	runtime.KeepAlive(checkpoints)
}
