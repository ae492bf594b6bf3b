package lab

import (
	"cmp"
	"slices"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// copies notes of an event, from the leader's taking the request on, that a member has
// the entry on disk, that the leader came to know, or that somebody was told of the
// change.
func (x *tracker) copies(e *sim.Event) {
	switch d := e.Detail.(type) {
	case raft.AppendAccepted:
		if e.Kind == sim.KindReceived && e.Node == x.leader && d.Match >= x.index {
			if c := x.copyOf(e.Peer); c.Told == 0 {
				c.Told = e.Time
			}
		}
	case member.Applied:
		x.newest[e.Node] = d.Index
	case member.Reply:
		x.tells(e, d, !e.Node.IsClient() && x.newest[e.Node] == x.index)
	}
	from, to, ok := kept(e)
	if !ok || e.Kind != sim.KindDurable || x.index < from || to < x.index {
		return
	}
	if c := x.copyOf(e.Node); c.Stored == 0 && !x.another[e.Node] {
		c.Stored = e.Time
		if e.Node == x.leader {
			c.Told = e.Time
		}
	}
}

// tellCopies says of every member, and of nobody who is none any more, whether its copy
// was counted.
func (x *tracker) tellCopies() {
	f := &x.fall
	for n := range Members(x.w) {
		x.copyOf(n)
	}
	f.Copies = slices.DeleteFunc(f.Copies, func(c Copy) bool { return MemberAt(x.w, c.Node) == nil })
	for i := range f.Copies {
		c := &f.Copies[i]
		c.Counted = x.commit != nil && c.Told != 0 && c.Told <= x.commit.Time
	}
}

// copyOf returns the copy of a member.
func (x *tracker) copyOf(n sim.Node) *Copy {
	f := &x.fall
	i, found := slices.BinarySearchFunc(f.Copies, n, func(c Copy, n sim.Node) int { return cmp.Compare(c.Node, n) })
	if !found {
		f.Copies = slices.Insert(f.Copies, i, Copy{Node: n})
	}
	return &f.Copies[i]
}

// tells notes that a watcher is told of the change, or hears it. Applied says that
// the member which tells has applied the entry last.
func (x *tracker) tells(e *sim.Event, r member.Reply, applied bool) {
	f := &x.fall
	if e.Kind == sim.KindReceived {
		if sent, ok := x.trace.At(e.Cause); ok {
			for i := range f.Told {
				if t := &f.Told[i]; t.Client == e.Node && t.Sent == sent.Time && t.Heard == 0 {
					t.Heard = e.Time
				}
			}
		}
		return
	}
	if !applied || e.Peer == f.Client && r.Conn == f.Conn || !x.isWatched(e, r) {
		return
	}
	f.Told = append(f.Told, Told{Client: e.Peer, Server: e.Node, Sent: e.Time})
}

// isWatched reports whether an answer is news to a watcher.
func (x *tracker) isWatched(e *sim.Event, r member.Reply) bool {
	if w, ok := r.API.(api.WatchResponse); ok {
		return len(w.Events) > 0
	}
	if r.HTTP == nil {
		return false
	}
	before, ok := x.trace.At(e.ID - 1)
	if !ok {
		return false
	}
	a, answers := before.Detail.(member.Answered) // what v2's watches are told answers nothing
	return !answers || a.Conn != r.Conn
}

// journeyOf reads from the trace which request an event is the sending of, or the
// answer to.
func journeyOf(w *sim.World, id sim.EventID) (j shell.Journey, client sim.Node, ok bool) {
	trace := w.Trace()
	e, ok := trace.At(id)
	if !ok {
		return j, 0, false
	}
	if e.Kind == sim.KindReceived {
		if e, ok = trace.At(e.Cause); !ok {
			return j, 0, false
		}
	}
	switch d := e.Detail.(type) {
	case member.Request:
		j, client = shell.Journey{Conn: d.Conn, Message: e.ID, Server: e.Peer, Sent: e.Time}, e.Node
	case member.Reply:
		j, client = shell.Journey{Conn: d.Conn, Server: e.Node}, e.Peer
		for k := e.ID; k > trace.First() && j.Message == 0; {
			k--
			if s, _ := trace.At(k); s.Kind == sim.KindSent && s.Node == client {
				if r, ok := s.Detail.(member.Request); ok && r.Conn == d.Conn {
					j.Message, j.Sent = s.ID, s.Time
				}
			}
		}
	}
	if j.Message == 0 {
		return j, 0, false
	}
	for k := j.Message; k < trace.Next() && j.Answered == 0 && j.Failed == shell.NoFailure; k++ {
		switch r, _ := trace.At(k); {
		case r.Node != client:
		case r.Kind == sim.KindReceived:
			if d, ok := r.Detail.(member.Reply); ok && d.Conn == j.Conn {
				j.Answered, j.Reply = r.Time, r.ID
			}
		case r.Kind == sim.KindRefused && r.Cause == j.Message:
			j.Failed, j.Ended = shell.Refused, r.Time
		}
	}
	if c, ok := w.Actor(client).(Client); ok && c.Journey().Conn == j.Conn {
		own := c.Journey()
		j.Summary, j.Failed, j.Ended = own.Summary, own.Failed, own.Ended
		if own.Answered == 0 && own.Failed != shell.NoFailure {
			j.Answered, j.Reply = 0, 0 // it came when nobody waited any more
		}
	}
	return j, client, true
}

// askedFor finds the sending of the request that was answered when an entry was
// applied.
func askedFor(w *sim.World, index raft.Index) (sim.EventID, bool) {
	trace := w.Trace()
	for id := trace.Next(); id > trace.First(); {
		id--
		e, _ := trace.At(id)
		d, ok := e.Detail.(member.Answered)
		if !ok {
			continue
		}
		before, ok := trace.At(id - 1)
		if !ok || before.Node != e.Node || before.Time != e.Time {
			continue
		}
		if a, ok := before.Detail.(member.Applied); !ok || a.Index != index {
			continue
		}
		for k := id; k > trace.First(); {
			k--
			if s, _ := trace.At(k); s.Kind == sim.KindSent && s.Node == sim.Node(d.Client) {
				if r, ok := s.Detail.(member.Request); ok && r.Conn == d.Conn {
					return s.ID, r.Way() == member.WayLog
				}
			}
		}
		return 0, false
	}
	return 0, false
}
