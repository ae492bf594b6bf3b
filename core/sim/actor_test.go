package sim_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// probe is an actor that remembers what happens to it, and does what a test
// tells it by an input.
type probe struct {
	Got     []received
	Fired   []sim.Time
	Seen    uint64 // how often it observed
	Starts  uint64
	Stored  []string // durable after a crash
	Pending []string
	First   sim.WriteSeq // the ordinal of Pending[0]
	Echo    bool         // it answers
	Brief   bool         // it keeps the last few of Got and Fired alone
}

type received struct {
	At   sim.Time
	From sim.Node
	What string
}

// do is an input that lets a probe act.
type do func(t *sim.Turn, p *probe)

var kindFired = sim.NewKind("fired")

func (p *probe) Start(t *sim.Turn) { p.Starts++ }

func (p *probe) Deliver(t *sim.Turn, from sim.Node, payload any) {
	text, ok := payload.(string)
	switch payload.(type) {
	case sim.Refused:
		text = "refused"
	case sim.Closed:
		text = "closed"
	}
	p.Got = append(p.Got, received{t.Now(), from, text})
	if p.Brief && len(p.Got) > 16 {
		p.Got = p.Got[8:]
	}
	if ok && p.Echo && !strings.HasPrefix(text, "re:") {
		t.Send(from, "re:"+text)
	}
}

func (p *probe) Fire(t *sim.Turn, timer sim.Timer) {
	p.Fired = append(p.Fired, t.Now())
	if p.Brief && len(p.Fired) > 16 {
		p.Fired = p.Fired[8:]
	}
	t.Note(kindFired, sim.Nobody, timer)
	if timer == 1 { // a clock that sends to all others at every stroke
		t.SetTimer(1, t.Now()+7*sim.Millisecond)
		for n := range t.World().Servers {
			if n != t.Self() {
				t.Send(n, "tick")
			}
		}
		t.Write(100)
	}
}

func (p *probe) Written(t *sim.Turn, seq sim.WriteSeq) {
	for len(p.Pending) > 0 && p.First <= seq {
		p.Stored = append(p.Stored, p.Pending[0])
		p.Pending = p.Pending[1:]
		p.First++
	}
}

func (p *probe) Input(t *sim.Turn, input any) { input.(do)(t, p) }
func (p *probe) Observe(t *sim.Turn)          { p.Seen++ }

func (p *probe) Crash(durable sim.WriteSeq) {
	stored := p.Stored
	for len(p.Pending) > 0 && p.First <= durable {
		stored = append(stored, p.Pending[0])
		p.Pending = p.Pending[1:]
		p.First++
	}
	*p = probe{Stored: stored, Starts: p.Starts, Got: p.Got, Echo: p.Echo, Brief: p.Brief}
}

func (p *probe) Clone() sim.Actor {
	c := *p
	c.Got, c.Fired, c.Stored, c.Pending = slices.Clone(p.Got), slices.Clone(p.Fired), slices.Clone(p.Stored), slices.Clone(p.Pending)
	return &c
}

func (p *probe) Code(c *wire.Coder) {
	wire.List(c, &p.Got, func(r *received) {
		wire.Number(c, &r.At)
		wire.Number(c, &r.From)
		c.String(&r.What)
	})
	wire.List(c, &p.Fired, func(t *sim.Time) { wire.Number(c, t) })
	c.Uint64(&p.Seen)
	c.Uint64(&p.Starts)
	wire.List(c, &p.Stored, func(s *string) { c.String(s) })
	wire.List(c, &p.Pending, func(s *string) { c.String(s) })
	c.Uint64((*uint64)(&p.First))
	c.Bool(&p.Echo)
	c.Bool(&p.Brief)
}

// save writes a text to the disk of a probe.
func save(text string) do {
	return func(t *sim.Turn, p *probe) {
		seq := t.Write(0)
		if len(p.Pending) == 0 {
			p.First = seq
		}
		p.Pending = append(p.Pending, text)
	}
}

func send(to sim.Node, texts ...string) do {
	return func(t *sim.Turn, _ *probe) {
		for _, text := range texts {
			t.Send(to, text)
		}
	}
}

func (p *probe) texts() (texts []string) {
	for _, r := range p.Got {
		texts = append(texts, r.What)
	}
	return texts
}

// codec codes probes and texts.
type codec struct{}

func (codec) Actor(c *wire.Coder, _ bool, actor *sim.Actor) {
	if c.Decoding() {
		*actor = &probe{}
	}
}
func (codec) Payload(c *wire.Coder, payload *any) {
	text, _ := (*payload).(string)
	c.String(&text)
	*payload = text
}

var plain = sim.Config{
	Seed:    7,
	Servers: sim.Link{Latency: 10 * sim.Millisecond, Jitter: 5 * sim.Millisecond},
	Clients: sim.Link{Latency: 2 * sim.Millisecond},
	Disk:    sim.Disk{Latency: 3 * sim.Millisecond, Jitter: 2 * sim.Millisecond},
}

// newWorld returns a world with n servers and a client.
func newWorld(c sim.Config, n int) (*sim.World, sim.Node) {
	w := sim.New(c)
	for range n {
		w.AddServer(&probe{}, 0)
	}
	return w, w.AddClient(&probe{}, 0)
}

func at(w *sim.World, n sim.Node) *probe { return w.Actor(n).(*probe) }

func encode(w *sim.World) []byte {
	c := wire.NewEncoder(nil)
	w.Code(c, codec{})
	return c.Encoded()
}

func decode(t testing.TB, data []byte) *sim.World {
	c := wire.NewDecoder(data)
	w := &sim.World{}
	w.Code(c, codec{})
	require.NoError(t, c.Err())
	require.Zero(t, c.Rest())
	return w
}
