package sweep

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/sim"
)

// operation is a request as its client sees it: when it was sent, and when and
// how it was answered.
type operation struct {
	client   sim.Node
	conn     uint64
	message  sim.EventID // of its sending
	call     sim.Time
	request  api.Request
	answered sim.Time // sim.Never: it was not, or with an error
	response api.Response
}

// history is what all clients have asked and heard. It is read from the trace
// of their messages, so that nobody has to tell it.
type history struct {
	next       sim.EventID // of the trace, to be looked at
	operations []operation
	open       []int // those that may still be answered
}

func newHistory() history { return history{next: 1} }

// look adds what is new in a trace.
func (h *history) look(t *sim.Trace) {
	for run := t.Run(h.next); len(run) > 0; run = t.Run(h.next) {
		for i := range run {
			if e := &run[i]; e.Node.IsClient() {
				h.add(e)
			}
		}
		h.next += sim.EventID(len(run))
	}
}

func (h *history) add(e *sim.Event) {
	switch e.Kind {
	case sim.KindSent:
		if r, ok := e.Detail.(member.Request); ok && judged(r.API) {
			h.open = append(h.open, len(h.operations))
			h.operations = append(h.operations, operation{client: e.Node, conn: r.Conn, message: e.ID, call: e.Time, request: r.API, answered: sim.Never})
		}
	case sim.KindReceived:
		if r, ok := e.Detail.(member.Reply); ok {
			h.answer(e, r)
		}
	case sim.KindRefused:
		h.close(func(o *operation) bool { return o.message == e.Cause }, func(o *operation) { o.request = nil })
	}
}

// answer notes an answer. An error does not say whether a write has happened:
// it stays as one that was never answered.
func (h *history) answer(e *sim.Event, r member.Reply) {
	h.close(func(o *operation) bool { return o.client == e.Node && o.conn == r.Conn }, func(o *operation) {
		switch r.API.(type) {
		case api.PutResponse, api.RangeResponse, api.DeleteRangeResponse:
			o.answered, o.response = e.Time, r.API
		}
	})
}

// close ends the open operation that is meant.
func (h *history) close(meant func(*operation) bool, end func(*operation)) {
	for i, at := range h.open {
		if o := &h.operations[at]; meant(o) {
			end(o)
			h.open = append(h.open[:i], h.open[i+1:]...)
			return
		}
	}
}

// judged reports whether a request is one that the model knows: one key of the
// v3 store, read so that it must be linearizable.
func judged(r api.Request) bool {
	switch r := r.(type) {
	case api.Put:
		return !r.IgnoreValue && !r.IgnoreLease
	case api.DeleteRange:
		return len(r.RangeEnd) == 0
	case api.Range:
		return len(r.RangeEnd) == 0 && !r.Serializable && r.Revision == 0 && !r.KeysOnly && !r.CountOnly
	}
	return false
}
