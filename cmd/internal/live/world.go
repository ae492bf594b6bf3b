package live

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// World owns a world and is what everybody else talks to. It is safe for
// concurrent use; nobody waits in it for anybody else.
type World struct {
	mu     sync.Mutex
	play   *lab.Play
	clock  Clock // nil until it runs
	heard  sim.EventID
	calls  map[uint64]*Call
	conns  uint64
	record record
	kick   chan struct{} // something was given that may be due at once
	over   bool
}

// New returns a world at time 0 that does not run yet.
func New(c lab.Config) (*World, error) {
	p, err := lab.NewPlay(c)
	if err != nil {
		return nil, err
	}
	return &World{play: p, calls: map[uint64]*Call{}, kick: make(chan struct{}, 1), record: newRecord()}, nil
}

// Run lets the world go on with the clock until ctx ends. Each tells, in the same
// goroutine, that the world has gone on.
func (w *World) Run(ctx context.Context, clock Clock, each func()) {
	w.mu.Lock()
	w.clock = clock
	w.mu.Unlock()
	defer w.end()
	for {
		w.present()
		each()
		select {
		case <-ctx.Done():
			return
		case <-w.kick:
		case <-clock.Wake(w.due()):
		}
	}
}

// due is when the world has to be looked after next.
func (w *World) due() sim.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return min(w.play.World().Next(), w.record.told+tellEvery)
}

// end closes what is open.
func (w *World) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.over = true
	for _, c := range w.calls {
		c.pieces.close()
	}
	clear(w.calls)
	w.record.end()
}

// sliceEvents is after how many events the trace is read: fewer than it holds.
const sliceEvents = 1000

// Advance lets the world go on until t, hands out what it brings about, and tells
// all who follow.
func (w *World) Advance(t sim.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.advance(t)
}

func (w *World) advance(t sim.Time) {
	for done := false; !done; {
		done = w.record.marker.RunSome(w.play, t, sliceEvents)
		w.listen()
	}
	w.record.tell(w.play)
	w.play.Tidy()
}

// listen hands out what has come for programs outside.
func (w *World) listen() {
	trace := w.play.World().Trace()
	for ; w.heard < trace.Next(); w.heard++ {
		e, ok := trace.At(w.heard)
		if !ok {
			continue
		}
		conn, piece, ok := lab.Heard(w.play.World(), e)
		if !ok {
			continue
		}
		c := w.calls[conn]
		switch {
		case c == nil:
		case piece == nil:
			c.pieces.close()
			delete(w.calls, conn)
		case !c.pieces.put(piece, len(piece.Body)+1):
			w.hangUp(c) // who does not read what they asked for
		case !piece.Stream:
			delete(w.calls, conn)
		}
	}
}

// present brings the world to the present.
func (w *World) present() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.catchUp()
}

// catchUp brings the world to the present, before something is given to it.
func (w *World) catchUp() {
	if w.clock != nil {
		w.advance(w.clock.Now())
	}
}

// given sees to it that what was just given is told and goes on.
func (w *World) given() {
	w.listen()
	w.record.tell(w.play)
	select {
	case w.kick <- struct{}{}:
	default:
	}
}

// errOver says that the world does not run any more.
var errOver = errors.New("the cluster is being shut down")

// Ask gives a member a request.
func (w *World) Ask(server sim.Node, r api.HTTPRequest) (*Call, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return nil, errOver
	}
	if len(w.calls) >= lab.CallsMax {
		return nil, fmt.Errorf("%d requests are open already, and no more can be: end some of them, such as watches", lab.CallsMax)
	}
	w.catchUp()
	w.conns++
	c := newCall(w.conns)
	w.calls[c.conn] = c
	w.play.Input(lab.Input{What: lab.Call{Conn: c.conn, Server: server, HTTP: r}})
	w.given()
	return c, nil
}

// HangUp tells the world that nobody waits for an answer any more. It does nothing
// if the answer is complete.
func (w *World) HangUp(c *Call) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.calls[c.conn] != c || w.over {
		return
	}
	w.catchUp()
	w.hangUp(c)
	w.given()
}

func (w *World) hangUp(c *Call) {
	if w.calls[c.conn] != c {
		return
	}
	delete(w.calls, c.conn)
	c.pieces.close()
	w.play.Input(lab.Input{What: lab.HangUp{Conn: c.conn}})
}

// Deed is what somebody does in a page.
type Deed struct {
	// Do is a verb of the lab, such as "crash etcd-02"; otherwise Terminal is
	// meant.
	Do        string `json:"do"`
	Terminal  string `json:"terminal"`
	Line      string `json:"line"`
	Interrupt bool   `json:"interrupt"`
	// Tag is told to all with the input, so that a page knows its own.
	Tag string `json:"tag"`
}

// Do carries out what somebody does in a page. The error is a sentence for them;
// the world is then as it was.
func (w *World) Do(d Deed) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return errOver
	}
	w.catchUp()
	var err error
	switch {
	case d.Do != "":
		err = w.play.Do(d.Do)
	case d.Interrupt:
		err = w.play.Give(d.Terminal, shell.Interrupt{})
	default:
		err = w.play.Give(d.Terminal, shell.Line{Text: d.Line})
	}
	if err != nil {
		return err
	}
	w.record.tag(w.play, d.Tag)
	w.given()
	return nil
}

// State returns the world at this moment as JSON.
func (w *World) State() []byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return lab.AppendState(nil, w.play.World())
}
