package lab

import (
	"runtime"
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
func (c *writer) Code(w *wire.Coder)              { w.Uint64(&c.sent); w.Uint64(&c.answered) }
func (c *writer) Deliver(_ *sim.Turn, _ sim.Node, payload any) {
	if r, ok := payload.(member.Reply); ok {
		if _, ok := r.API.(api.PutResponse); ok {
			c.answered++
		}
	}
}

func (c *writer) Fire(t *sim.Turn, _ sim.Timer) {
	c.sent++
	// No time goes into making what the world is given.
	bytes := make([]byte, 6+64)
	copy(bytes, "key-00")
	for i := 6; i < len(bytes); i++ {
		bytes[i] = '0'
	}
	digits(bytes[4:6], c.sent%64)
	digits(bytes[6:], c.sent)
	t.Send(sim.Node(c.sent%5+1), member.Request{Conn: c.sent, API: api.Put{Key: bytes[:6:6], Value: bytes[6:]}})
	t.SetTimer(0, t.Now()+100*sim.Millisecond)
}

// digits writes a number at the end of bytes.
func digits(bytes []byte, n uint64) {
	for i := len(bytes) - 1; i >= 0 && n > 0; i, n = i-1, n/10 {
		bytes[i] = byte('0' + n%10)
	}
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

// anHour returns a lab after an hour with a put every 100 ms. It is made once.
func anHour(b *testing.B) *Lab {
	if hour == nil {
		hour, _ = newLab(b, true)
		hour.Advance(3600 * sim.Second)
	}
	return hour
}

var hour *Lab

// BenchmarkSeekBackAfterAnHour goes one second back. heap-MB is what the lab
// takes then: at most 250.
func BenchmarkSeekBackAfterAnHour(b *testing.B) {
	l := anHour(b)
	b.ReportAllocs()
	at := 3600 * sim.Second
	for b.Loop() {
		l.Seek(at)
		at -= sim.Second
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
	b.ReportMetric(float64(len(l.branch().checkpoints)), "checkpoints")
}

// BenchmarkClone clones a world after an hour, with all of its trace.
func BenchmarkClone(b *testing.B) {
	w := anHour(b).World()
	b.ReportAllocs()
	for b.Loop() {
		w.Clone()
	}
}

// BenchmarkCheckpoint makes what a lab keeps every checkpointEvents.
func BenchmarkCheckpoint(b *testing.B) {
	w := anHour(b).World()
	b.ReportAllocs()
	for b.Loop() {
		w.Checkpoint()
	}
}

// newFilled returns a lab in which a terminal has put one key again and again
// for a minute.
func newFilled(b *testing.B) *Lab {
	l, err := New(Config{Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	l.Advance(2 * sim.Second)
	if err := l.Type("A", "while true; do etcdctl put message hello; sleep 0.01; done"); err != nil {
		b.Fatal(err)
	}
	l.Advance(60 * sim.Second)
	return l
}

// BenchmarkEncode encodes its world.
func BenchmarkEncode(b *testing.B) {
	l := newFilled(b)
	b.ReportAllocs()
	for b.Loop() {
		l.EncodeWorld()
	}
	b.ReportMetric(float64(len(l.EncodeWorld())), "bytes")
}

// BenchmarkDecode decodes it.
func BenchmarkDecode(b *testing.B) {
	l := newFilled(b)
	data := l.EncodeWorld()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := l.DecodeWorld(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkState writes it as JSON.
func BenchmarkState(b *testing.B) {
	l := newFilled(b)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = AppendState(buf[:0], l.World())
	}
}

// benchmarkWaiting asks where the time of a write goes that has waited for seconds,
// since there is no quorum, once a frame.
func benchmarkWaiting(b *testing.B, ask func(l *Lab, client sim.Node) func()) {
	l, _ := newLab(b, false)
	l.Advance(2 * sim.Second)
	for _, line := range []string{"crash 1", "crash 2", "crash 3"} {
		if err := l.Do(line); err != nil {
			b.Fatal(err)
		}
	}
	if err := l.Type("A", "etcdctl --endpoints=127.0.0.1:2679 --command-timeout=1h put a 1"); err != nil {
		b.Fatal(err)
	}
	l.Advance(l.Now() + 6*sim.Second)
	again := ask(l, TerminalNamed(l.World(), "A"))
	again()
	b.ReportAllocs()
	for b.Loop() {
		l.Advance(l.Now() + 100*sim.Microsecond)
		again()
	}
}

// BenchmarkWaterfallOfAWaitingWrite looks through all of the trace since the write.
func BenchmarkWaterfallOfAWaitingWrite(b *testing.B) {
	benchmarkWaiting(b, func(l *Lab, client sim.Node) func() { return func() { l.Waterfall(client) } })
}

// BenchmarkTrackingOfAWaitingWrite looks at what has happened since the frame before.
func BenchmarkTrackingOfAWaitingWrite(b *testing.B) {
	benchmarkWaiting(b, func(l *Lab, client sim.Node) func() {
		t := l.Track(client)
		return func() { t.Waterfall() }
	})
}
