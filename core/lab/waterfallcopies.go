package lab

import (
	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// copies finds who has the entry on disk, when the leader came to know, and who
// was told of the change.
func (x *tracker) copies() {
	if x.taken == nil {
		return
	}
	f := x.fall
	at := map[sim.Node]int{}
	for n := range Members(x.w) {
		at[n] = len(f.Copies)
		f.Copies = append(f.Copies, Copy{Node: n})
	}
	var newest [sim.ServersMax + 1]raft.Index // that each has applied last
	for id := x.taken.ID; id < x.trace.Next(); id++ {
		e, _ := x.trace.At(id)
		i, isMember := at[e.Node]
		switch d := e.Detail.(type) {
		case raft.AppendAccepted:
			from, ok := at[e.Peer]
			if ok && e.Kind == sim.KindReceived && e.Node == x.leader && d.Match >= x.index && f.Copies[from].Told == 0 {
				f.Copies[from].Told = e.Time
			}
		case member.Applied:
			newest[e.Node] = d.Index
		case member.Reply:
			x.tells(e, d, isMember && newest[e.Node] == x.index)
		}
		if from, to, ok := kept(e); ok && isMember && e.Kind == sim.KindDurable && from <= x.index && x.index <= to && f.Copies[i].Stored == 0 {
			f.Copies[i].Stored = e.Time
			if e.Node == x.leader {
				f.Copies[i].Told = e.Time
			}
		}
	}
	for i := range f.Copies {
		c := &f.Copies[i]
		c.Counted = x.commit != nil && c.Told != 0 && c.Told <= x.commit.Time
	}
}

// tells notes that a watcher is told of the change, or hears it. Applied says that
// the member which tells has applied the entry last.
func (x *tracker) tells(e *sim.Event, r member.Reply, applied bool) {
	f := x.fall
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
	for k := j.Message; k < trace.Next() && j.Answered == 0; k++ {
		if r, _ := trace.At(k); r.Kind == sim.KindReceived && r.Node == client {
			if d, ok := r.Detail.(member.Reply); ok && d.Conn == j.Conn {
				j.Answered, j.Reply = r.Time, r.ID
			}
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
