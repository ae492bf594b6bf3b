package lab

import (
	"fmt"
	"testing"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// writer is a client that puts a value of 64 bytes every 100 ms, to one of 64
// keys, through one member after the other.
type writer struct {
	sent     uint64
	answered uint64
}

func (c *writer) Start(t *sim.Turn)               { t.SetTimer(0, 500*sim.Millisecond) }
func (c *writer) Written(*sim.Turn, sim.WriteSeq) {}
func (c *writer) Input(*sim.Turn, any)            {}
func (c *writer) Observe(*sim.Turn)               {}
func (c *writer) Crash(sim.WriteSeq)              {}
func (c *writer) Clone() sim.Actor                { d := *c; return &d }
func (c *writer) Code(*wire.Coder)                {}
func (c *writer) Deliver(_ *sim.Turn, _ sim.Node, payload any) {
	if r, ok := payload.(member.Reply); ok {
		if _, ok := r.API.(api.PutResponse); ok {
			c.answered++
		}
	}
}

func (c *writer) Fire(t *sim.Turn, _ sim.Timer) {
	c.sent++
	key := fmt.Appendf(nil, "key-%02d", c.sent%64)
	value := fmt.Appendf(nil, "%064d", c.sent)
	t.Send(sim.Node(c.sent%5+1), member.Request{Conn: c.sent, API: api.Put{Key: key, Value: value}})
	t.SetTimer(0, t.Now()+100*sim.Millisecond)
}

func newLab(tb testing.TB, busy bool) (*Lab, *writer) {
	l, err := New(Config{Seed: 1})
	if err != nil {
		tb.Fatal(err)
	}
	if !busy {
		return l, nil
	}
	l.world.AddClient(&writer{}, 0)
	l.branch().checkpoints = nil
	l.keep()
	return l, nil
}

// theWriter returns the writer of a lab's world.
func theWriter(l *Lab) *writer {
	for _, a := range l.world.Clients {
		if c, ok := a.(*writer); ok {
			return c
		}
	}
	return nil
}

func benchmarkRun(b *testing.B, busy bool) {
	l, _ := newLab(b, busy)
	l.Advance(2 * sim.Second)
	const span = 100 * sim.Second
	start := l.Now()
	b.ReportAllocs()
	for b.Loop() {
		l.Advance(l.Now() + span)
	}
	seconds := float64(l.Now()-start) / float64(sim.Second)
	b.ReportMetric(seconds/b.Elapsed().Seconds(), "sim-s/s")
	b.ReportMetric(float64(l.World().Trace().Next())/seconds, "events/sim-s")
	if busy {
		if c := theWriter(l); c.answered+2 < c.sent {
			b.Fatalf("%d of %d puts were answered", c.answered, c.sent)
		}
	}
}

// BenchmarkIdle is a world of 5 members in which nothing but heartbeats
// happens, recorded by a lab.
func BenchmarkIdle(b *testing.B) { benchmarkRun(b, false) }

// BenchmarkBusy is the same with a put every 100 ms.
func BenchmarkBusy(b *testing.B) { benchmarkRun(b, true) }
