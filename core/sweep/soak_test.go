package sweep

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/sim"
	"raftarium/core/wire"
)

// soaker is a client that puts a value of 64 bytes every 10 ms, to one of 64
// keys, through one member after the other. One that compacts does so every 10 s,
// to what was the revision 10 s ago, as etcd with --auto-compaction-retention.
type soaker struct {
	compacts         bool
	sent, answered   uint64
	refused          uint64
	revision, before int64
}

const (
	soakPace    = 10 * sim.Millisecond
	soakClients = 10
	compactPuts = 1000 // of a client, between two compactions
)

func (c *soaker) Start(t *sim.Turn)               { t.SetTimer(0, t.Now()+2*sim.Second) }
func (c *soaker) Written(*sim.Turn, sim.WriteSeq) {}
func (c *soaker) Input(*sim.Turn, any)            {}
func (c *soaker) Observe(*sim.Turn)               {}
func (c *soaker) Crash(sim.WriteSeq)              {}
func (c *soaker) Clone() sim.Actor                { d := *c; return &d }

func (c *soaker) Code(w *wire.Coder) {
	w.Bool(&c.compacts)
	w.Uint64(&c.sent)
	w.Uint64(&c.answered)
	w.Uint64(&c.refused)
	w.Int64(&c.revision)
	w.Int64(&c.before)
}

func (c *soaker) Deliver(_ *sim.Turn, _ sim.Node, payload any) {
	r, ok := payload.(member.Reply)
	if !ok {
		return
	}
	switch a := r.API.(type) {
	case api.PutResponse:
		c.answered++
		c.revision = max(c.revision, a.Header.Revision)
	case api.CompactionResponse:
	default:
		c.refused++
	}
}

func (c *soaker) Fire(t *sim.Turn, _ sim.Timer) {
	c.sent++
	to := sim.Node(c.sent%3 + 1)
	t.Send(to, member.Request{Conn: 2 * c.sent, API: api.Put{
		Key: fmt.Appendf(nil, "key-%02d", c.sent%64), Value: fmt.Appendf(nil, "%064d", c.sent)}})
	if c.compacts && c.sent%compactPuts == 0 {
		if c.before > 0 {
			t.Send(to, member.Request{Conn: 2*c.sent + 1, API: api.Compaction{Revision: c.before}})
		}
		c.before = c.revision
	}
	t.SetTimer(0, t.Now()+soakPace)
}

// soak is a cluster of three that takes snapshots, under 1,000 puts a second.
type soak struct {
	play    *lab.Play
	clients []*soaker
}

func newSoak(tb testing.TB) *soak {
	p, err := lab.NewPlay(lab.Config{Members: 3, Seed: 1, Net: lab.LAN, Profile: lab.EtcdTimes, Options: "snapshot-every=10000 snapshot-trail=1000"})
	require.NoError(tb, err)
	s := &soak{play: p}
	for i := range soakClients {
		s.clients = append(s.clients, &soaker{compacts: i == 0})
		p.World().AddClient(s.clients[i], 0)
	}
	return s
}

// verify holds that nothing was violated and all but what is on its way was
// answered.
func (s *soak) verify(tb testing.TB) {
	var sent, answered, refused uint64
	for _, c := range s.clients {
		sent, answered, refused = sent+c.sent, answered+c.answered, refused+c.refused
	}
	require.Empty(tb, lab.Violations(s.play.World()))
	require.Zero(tb, refused)
	require.GreaterOrEqual(tb, answered+100, sent)
}

// BenchmarkSoak lets ten clients put 1,000 values a second into three members
// that take snapshots, and one of them compact: a minute of simulated time an
// iteration, so that
//
//	go test ./core/sweep -run '^$' -bench Soak -benchtime 60x
//
// lets an hour pass. heap-MB is what is in use in the end, heap10-MB, heap30-MB and
// heap60-MB after as many minutes, and growth-B/put what a put has left behind
// since the second minute.
func BenchmarkSoak(b *testing.B) {
	s := newSoak(b)
	w := s.play.World()
	const settled = 2 // minutes
	early, minutes := uint64(0), 0
	for b.Loop() {
		s.play.RunUntil(w.Now() + 60*sim.Second)
		switch minutes++; minutes {
		case settled:
			early = heap()
		case 10, 30, 60:
			b.ReportMetric(float64(heap())/(1<<20), fmt.Sprintf("heap%d-MB", minutes))
		}
	}
	s.verify(b)
	now := heap()
	b.ReportMetric(float64(now)/(1<<20), "heap-MB")
	if minutes > settled {
		b.ReportMetric((float64(now)-float64(early))/(float64(minutes-settled)*60*1000), "growth-B/put")
	}
	b.ReportMetric(float64(w.Trace().Next())/b.Elapsed().Seconds(), "events/s")
	runtime.KeepAlive(s)
}

// heap returns how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
