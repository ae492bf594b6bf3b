package sweep

import (
	"fmt"
	"runtime"
	"testing"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// BenchmarkWorlds plays one seed's world after the other, checkers, judge and
// all, on one core.
func BenchmarkWorlds(b *testing.B) {
	b.ReportAllocs()
	events, seed := uint64(0), uint64(0)
	for b.Loop() {
		seed++
		o := Run(seed, Options{})
		if o.Violation != nil {
			b.Fatalf("seed %d: %s", seed, o.Violation)
		}
		events += o.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(events)/float64(seed), "events/world")
}

// soaker is a client that puts a value of 64 bytes every 10 ms, to one of 64
// keys, through one member after the other.
type soaker struct {
	sent, answered uint64
}

func (c *soaker) Start(t *sim.Turn)               { t.SetTimer(0, t.Now()+2*sim.Second) }
func (c *soaker) Written(*sim.Turn, sim.WriteSeq) {}
func (c *soaker) Input(*sim.Turn, any)            {}
func (c *soaker) Observe(*sim.Turn)               {}
func (c *soaker) Crash(sim.WriteSeq)              {}
func (c *soaker) Clone() sim.Actor                { d := *c; return &d }
func (c *soaker) Code(w *wire.Coder)              { w.Uint64(&c.sent); w.Uint64(&c.answered) }
func (c *soaker) Deliver(_ *sim.Turn, _ sim.Node, payload any) {
	if r, ok := payload.(member.Reply); ok {
		if _, ok := r.API.(api.PutResponse); ok {
			c.answered++
		}
	}
}

func (c *soaker) Fire(t *sim.Turn, _ sim.Timer) {
	c.sent++
	t.Send(sim.Node(c.sent%3+1), member.Request{Conn: c.sent, API: api.Put{
		Key: fmt.Appendf(nil, "key-%02d", c.sent%64), Value: fmt.Appendf(nil, "%064d", c.sent)}})
	t.SetTimer(0, t.Now()+10*sim.Millisecond)
}

// BenchmarkSoak lets ten clients put 1,000 values a second into three members
// that take snapshots: a minute of simulated time an iteration, so that
// -benchtime=60x is an hour. heap-MB is what is in use in the end, and
// growth-B/put what an operation has left behind since the fifth minute: the
// revisions of the store, which nobody compacts, and the arena's values.
func BenchmarkSoak(b *testing.B) {
	p, err := lab.NewPlay(lab.Config{Members: 3, Seed: 1, Net: lab.LAN, Profile: lab.EtcdTimes, Options: "snapshot-every=10000 snapshot-trail=1000"})
	if err != nil {
		b.Fatal(err)
	}
	w := p.World()
	var clients []*soaker
	for range 10 {
		clients = append(clients, &soaker{})
		w.AddClient(clients[len(clients)-1], 0)
	}
	const settled = 5 // minutes
	early, minutes := heap(), 0
	for b.Loop() {
		p.RunUntil(w.Now() + 60*sim.Second)
		if minutes++; minutes == settled {
			early = heap()
		}
	}
	var sent, answered uint64
	for _, c := range clients {
		sent, answered = sent+c.sent, answered+c.answered
	}
	if lab.Violated(w) || answered+100 < sent {
		b.Fatalf("%d of %d puts were answered, violations: %v", answered, sent, lab.Violations(w))
	}
	now := heap()
	b.ReportMetric(float64(now)/(1<<20), "heap-MB")
	if minutes > settled {
		b.ReportMetric((float64(now)-float64(early))/(float64(minutes-settled)*60*1000), "growth-B/put")
	}
	b.ReportMetric(float64(w.Trace().Next())/b.Elapsed().Seconds(), "events/s")
}

// heap returns how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
