package lab

import (
	"bytes"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// tracker finds the events of a request in the trace. Those that are nil have
// not come.
type tracker struct {
	w     *sim.World
	trace *sim.Trace
	fall  *Waterfall

	message *sim.Event // the request leaves
	arrived *sim.Event // at the member that is asked

	// Of a request that becomes an entry.
	index   raft.Index
	payload raft.Payload
	known   bool       // payload
	passed  *sim.Event // to the leader
	reached *sim.Event // the leader
	taken   *sim.Event // by the leader, into its log
	leader  sim.Node
	commit  *sim.Event // at the leader
	learned *sim.Event // the commit, at the member that is asked
	applied *sim.Event // there
	replied *sim.Event // the answer arrives
}

// look finds the events, and reports whether the trace has the first and the
// last of them.
func (x *tracker) look() bool {
	j := &x.fall.Journey
	var ok bool
	if x.message, ok = x.trace.At(j.Message); !ok {
		return false
	}
	request, _ := x.message.Detail.(member.Request)
	if j.Answered != 0 {
		if x.replied, ok = x.trace.At(j.Reply); !ok {
			return false
		}
		if logged(request) {
			x.indexOfReply()
		}
		x.fall.Revision = revisionIn(x.replied.Detail)
	}
	writes := logged(request)
	for id := j.Message + 1; id < x.trace.Next(); id++ {
		e, _ := x.trace.At(id)
		if x.arrived == nil {
			if e.Kind == sim.KindReceived && e.Cause == j.Message {
				x.arrived = e
			}
			continue
		}
		if writes {
			x.see(e)
		}
	}
	return true
}

// see takes in an event after the request has arrived.
func (x *tracker) see(e *sim.Event) {
	server := x.fall.Server
	switch d := e.Detail.(type) {
	case raft.Forward:
		x.seeForward(e, d)
	case member.Committed:
		if x.index != 0 && d.Index >= x.index {
			if e.Node == x.leader && x.commit == nil {
				x.commit = e
			}
			if e.Node == server && x.learned == nil {
				x.learned = e
			}
		}
	case member.Applied:
		if x.index != 0 && d.Index == x.index && e.Node == server && x.applied == nil {
			x.applied = e
		}
	default:
		if from, to, ok := kept(e); ok && x.taken == nil {
			x.seeWrite(e, from, to)
		}
	}
}

func (x *tracker) seeForward(e *sim.Event, d raft.Forward) {
	switch e.Kind {
	case sim.KindSent:
		if e.Node != x.fall.Server || x.taken != nil {
			return
		}
		if !x.known && (e.Cause == x.arrived.ID || !x.ofAnother(e.Cause)) {
			x.payload, x.known = d.Proposal.Payload, true
		}
		if x.known && d.Proposal.Payload == x.payload {
			x.passed, x.reached = e, nil
		}
	case sim.KindReceived:
		if x.known && d.Proposal.Payload == x.payload && x.reached == nil {
			x.reached = e
		}
	}
}

// ofAnother reports whether an event is that another request has arrived.
func (x *tracker) ofAnother(id sim.EventID) bool {
	e, ok := x.trace.At(id)
	if !ok {
		return false
	}
	_, request := e.Detail.(member.Request)
	return request
}

// seeWrite finds the write by which a leader takes the request into its log.
func (x *tracker) seeWrite(e *sim.Event, from, to raft.Index) {
	ours := x.index != 0 && from <= x.index && x.index <= to
	direct := e.Cause == x.arrived.ID || x.reached != nil && e.Cause == x.reached.ID
	if !ours && !direct || x.index != 0 && !ours {
		return
	}
	if !x.known && e.Cause != x.arrived.ID && x.index == 0 {
		return
	}
	if x.index == 0 {
		x.index = x.entryAmong(e.Node, from, to)
	}
	x.taken, x.leader = e, e.Node
}

// entryAmong returns which entry of a leader's log is the request's.
func (x *tracker) entryAmong(leader sim.Node, from, to raft.Index) raft.Index {
	if m := MemberAt(x.w, leader); m != nil && m.Raft() != nil && x.known {
		for i := from; i <= to; i++ {
			if e, ok := m.Raft().Log().At(i); ok && e.Payload == x.payload {
				return i
			}
		}
	}
	return from
}

// indexOfReply finds the entry that was applied just before the answer was given.
func (x *tracker) indexOfReply() {
	sent, ok := x.trace.At(x.replied.Cause)
	if !ok {
		return
	}
	answered := false
	for id := sent.ID; id > x.trace.First(); {
		id--
		e, _ := x.trace.At(id)
		if e.Time != sent.Time || e.Node != sent.Node {
			return
		}
		switch d := e.Detail.(type) {
		case member.Answered:
			answered = answered || sim.Node(d.Client) == x.fall.Client && d.Conn == x.fall.Conn
		case member.Applied:
			if answered {
				x.index, x.payload, x.known = d.Index, d.Entry.Payload, true
				return
			}
		}
	}
}

// furthest returns the last of what has come.
func (x *tracker) furthest() *sim.Event {
	for _, e := range [...]*sim.Event{x.replied, x.applied, x.learned, x.commit, x.taken, x.reached, x.passed, x.arrived} {
		if e != nil {
			return e
		}
	}
	return x.message
}

// before returns what an event of the way waited for: its cause, but where that
// was only the occasion. Nil if the trace does not have it.
func (x *tracker) before(e *sim.Event) *sim.Event {
	if e == x.arrived {
		return x.message
	}
	if e.Kind == sim.KindSent {
		if p := x.beforeSending(e); p != nil {
			return p
		}
	}
	p, ok := x.trace.At(e.Cause)
	if ok && p.ID > x.message.ID || x.arrived == nil {
		return p
	}
	if e.ID > x.arrived.ID {
		return x.arrived
	}
	return nil
}

// beforeSending returns what the sending of a message waited for, nil: its cause.
func (x *tracker) beforeSending(e *sim.Event) *sim.Event {
	switch e.Detail.(type) {
	case raft.Forward, raft.ReadRequest:
		return x.arrived
	case member.Reply:
		if x.applied != nil && x.applied.Time <= e.Time {
			return x.applied
		}
	case raft.AppendEntries:
		switch {
		case e.Node != x.leader:
		case x.commit != nil && e.ID > x.commit.ID:
			return x.commit
		case x.taken != nil && e.Time >= x.taken.Time:
			return x.taken
		}
	}
	return nil
}

// leg is the time between an event of the way and the one before it.
func (x *tracker) leg(from, to *sim.Event) Leg {
	l := Leg{Kind: LegWait, From: from.Time, To: to.Time, Node: to.Node, Begun: from.ID, Ended: to.ID}
	switch {
	case to.Kind == sim.KindReceived && from.Kind == sim.KindSent:
		l.Kind, l.Node, l.Peer = x.way(from), from.Node, to.Node
	case to.Kind == sim.KindDurable:
		l.Kind = LegDisk
	case to == x.applied:
		l.Kind = LegApply
	case to == x.passed:
		l.Kind = LegLeader
	}
	return l
}

// way is what a message on its way is for.
func (x *tracker) way(sent *sim.Event) LegKind {
	switch d := sent.Detail.(type) {
	case member.Request:
		return LegRequest
	case member.Reply:
		return LegAnswer
	case raft.Forward, raft.ReadRequest:
		return LegForward
	case raft.ReadReply:
		return LegIndex
	case raft.AppendAccepted:
		return LegAck
	case raft.AppendEntries:
		switch {
		case x.commit != nil && sent.ID > x.commit.ID:
			return LegNews
		case x.index != 0 && d.PrevIndex < x.index && x.index <= d.PrevIndex+raft.Index(len(d.Entries)):
			return LegAppend
		}
		return LegConfirm
	}
	return LegWait
}

// open is the leg that goes on.
func (x *tracker) open(last *sim.Event) Leg {
	l := Leg{Kind: LegWait, From: last.Time, To: x.fall.Until, Node: last.Node, Begun: last.ID}
	switch last {
	case x.message:
		l.Kind, l.Peer = LegRequest, x.fall.Server
	case x.arrived:
		if s := MemberAt(x.w, last.Node); s != nil && s.Raft() != nil && s.Raft().Leader() == raft.None {
			l.Kind = LegLeader
		}
	case x.passed:
		l.Kind, l.Peer = LegForward, last.Peer
	case x.taken:
		l.Kind = LegQuorum
	case x.commit:
		l.Kind, l.Peer = LegNews, x.fall.Server
	case x.applied:
		l.Kind, l.Peer = LegAnswer, x.fall.Client
	}
	return l
}

// kept returns the entries that an event gives to a disk, if it does.
func kept(e *sim.Event) (from, to raft.Index, ok bool) {
	if e.Kind != sim.KindWrite && e.Kind != sim.KindDurable {
		return 0, 0, false
	}
	switch why := e.Why.(type) {
	case raft.KeepEntries:
		return why.From, why.To, true
	case raft.ReplaceEntries:
		return why.From, why.To, true
	}
	return 0, 0, false
}

// logged reports whether a request becomes an entry of the log.
func logged(r member.Request) bool {
	if r.HTTP == nil {
		switch r.API.(type) {
		case api.Range, api.Watch, api.MemberList, api.LeaseKeepAlive, api.LeaseTimeToLive, api.LeaseLeases, api.MoveLeader:
			return false
		}
		return true
	}
	target, _, _ := strings.Cut(r.HTTP.Target, "?")
	switch {
	case r.HTTP.Method == "GET":
		return strings.Contains(r.HTTP.Target, "quorum=true") || target == "/health"
	case r.HTTP.Method == "POST" && strings.HasPrefix(target, "/v3"):
		return !strings.HasSuffix(target, "/range") && !strings.HasSuffix(target, "/watch")
	}
	return true
}

// revisionIn is the store's revision in an answer, or v2's index.
func revisionIn(detail any) int64 {
	r, ok := detail.(member.Reply)
	if !ok {
		return 0
	}
	switch a := r.API.(type) {
	case api.PutResponse:
		return a.Header.Revision
	case api.DeleteRangeResponse:
		return a.Header.Revision
	case api.TxnResponse:
		return a.Header.Revision
	}
	if r.HTTP == nil {
		return 0
	}
	for _, before := range []string{`"revision":"`, `"modifiedIndex":`} {
		if _, rest, ok := bytes.Cut(r.HTTP.Body, []byte(before)); ok {
			end := 0
			for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
				end++
			}
			n, _ := strconv.ParseInt(string(rest[:end]), 10, 64)
			return n
		}
	}
	return 0
}
