package lab

import (
	"bytes"
	"slices"
	"strconv"

	"raftarium/core/api"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// tracker finds the events of a request in the trace, each of which it looks at once:
// it can be extended as the world goes on. Those that are nil have not come.
type tracker struct {
	w     *sim.World
	trace *sim.Trace
	fall  Waterfall
	next  sim.EventID // the first that it has not looked at; 0: it has not begun
	over  bool        // nothing more is waited for

	message *sim.Event // the request leaves
	arrived *sim.Event // at the member that is asked
	way     member.Way // that the request asks for
	reads   bool       // it is a GET
	says    proposal   // when it began

	// Of a request that becomes an entry.
	index   raft.Index
	payload raft.Payload
	known   bool          // payload
	passed  *sim.Event    // to the leader
	reached *sim.Event    // the leader
	taken   *sim.Event    // by the leader, into its log
	among   [2]raft.Index // what it wrote then, if the log told which of these it is
	leader  sim.Node
	commit  *sim.Event // at the leader
	learned *sim.Event // the commit, at the member that is asked
	applied *sim.Event // there
	given   *sim.Event // the answer
	replied *sim.Event // it arrives

	seq uint64 // of the question to the leader, of a request that becomes no entry

	another [sim.ServersMax + 1]bool // who wrote another's entry at its index since

	newest [sim.ServersMax + 1]raft.Index // that each member has applied last, since it was taken
}

// extend looks at what has happened since, and walks back from the answer, or from how
// far the request has come. It reports whether the trace has all of it.
func (x *tracker) extend(w *sim.World, j shell.Journey) bool {
	x.w, x.trace = w, w.Trace()
	x.fall.Journey = j
	if !x.look() {
		return false
	}
	x.tell()
	return x.walk()
}

// look finds the events, and reports whether the trace has the first and the
// last of them.
func (x *tracker) look() bool {
	f := &x.fall
	j := &f.Journey
	if _, ok := x.trace.At(j.Message); !ok {
		return false
	}
	replied, ok := x.trace.At(j.Reply)
	if !ok && j.Answered != 0 {
		return false
	}
	if x.next == 0 {
		x.begin(replied)
	}
	x.renew()
	switch {
	case j.Answered != 0:
		f.Until = j.Answered
	case j.Failed != shell.NoFailure:
		f.Until = j.Ended
	default:
		f.Until = x.w.Now()
	}
	for run := x.trace.Run(x.next); len(run) > 0; run = x.trace.Run(x.next) {
		for i := range run {
			x.take(&run[i])
		}
		x.next += sim.EventID(len(run))
	}
	return true
}

// begin reads the request, and finds what it became for the log.
func (x *tracker) begin(replied *sim.Event) {
	x.message, _ = x.trace.At(x.fall.Message)
	x.next = x.fall.Message + 1
	request, _ := x.message.Detail.(member.Request)
	x.way = request.Way()
	x.fall.Key, x.fall.V2 = request.Key()
	x.reads = request.HTTP != nil && request.HTTP.Method == "GET"
	x.says = proposalOf(x.w, x.fall.Client, &x.fall.Journey)
	if x.replied = replied; x.way == member.WayLog {
		x.identify()
	}
}

// misses reports whether what the world tells of the request besides the trace is not
// what it was when the tracker looked: what it became, and whether it is answered.
func (x *tracker) misses(w *sim.World, j *shell.Journey) bool {
	x.w = w
	return x.says != proposalOf(w, x.fall.Client, j) || j.Answered != x.fall.Answered ||
		x.among[0] != 0 && x.entryAmong(x.leader, x.among[0], x.among[1]) != x.index
}

// renew finds the events again: a trace that goes on from another has copies of some.
func (x *tracker) renew() {
	for _, e := range [...]**sim.Event{&x.message, &x.arrived, &x.passed, &x.reached, &x.taken, &x.commit, &x.learned, &x.applied, &x.given, &x.replied} {
		if *e != nil {
			*e, _ = x.trace.At((*e).ID)
		}
	}
}

// take takes in an event.
func (x *tracker) take(e *sim.Event) {
	f := &x.fall
	if e.Time > f.Until && f.Failed != shell.NoFailure {
		x.over = true // whatever becomes of it, nobody waits for it
	}
	switch {
	case x.over:
	case x.arrived == nil:
		if e.Kind == sim.KindReceived && e.Cause == f.Message {
			x.arrived = e
		}
	default:
		x.see(e)
		if d, ok := e.Detail.(member.Answered); ok && e.Node == f.Server && d.Client == member.Client(f.Client) && d.Conn == f.Conn {
			x.given = e
		}
		x.over = x.given != nil || x.way == member.WayMember // a watch may go on for long
	}
	if x.taken != nil {
		x.copies(e)
	}
}

// see takes in an event after the request has arrived.
func (x *tracker) see(e *sim.Event) {
	switch x.way {
	case member.WayLog:
		x.seeLog(e)
	case member.WayQuorum, member.WayLeader:
		x.seeQuestion(e)
	}
}

// walk goes back from the last of what has come, from each event to the one that it
// waited for, and reports whether the trace has all of them.
func (x *tracker) walk() bool {
	f := &x.fall
	f.Legs = f.Legs[:0]
	end := x.furthest()
	for at := end; at != x.message; {
		before := x.before(at)
		if before == nil {
			return false
		}
		if leg := x.leg(before, at); leg.To > leg.From || leg.Kind == LegApply {
			f.Legs = append(f.Legs, leg)
		}
		at = before
	}
	slices.Reverse(f.Legs)
	if f.Answered == 0 && end.Time < f.Until {
		f.Legs = append(f.Legs, x.open(end))
	}
	return true
}

// tell says how far the request has come.
func (x *tracker) tell() {
	f := &x.fall
	f.Arrived, f.Passed, f.Reached = x.arrived != nil, x.passed != nil, x.reached != nil
	f.Confirmed = x.given != nil || x.replied != nil || x.arrived != nil && x.way == member.WayMember
	f.Leader, f.Index, f.Payload, f.Way = x.leader, x.index, x.payload, x.way
	if x.way == member.WayLog && x.replied != nil && !x.reads {
		f.Revision = revisionIn(x.replied.Detail)
	}
	if x.taken != nil {
		x.tellCopies()
	}
	if f.Answered != 0 && f.Way == member.WayLog && x.index == 0 {
		f.Way = member.WayMember // it was refused
	}
}

// seeQuestion takes in an event after the arrival of a request that becomes no entry:
// what the member asks the leader for it.
func (x *tracker) seeQuestion(e *sim.Event) {
	var seq uint64
	switch d := e.Detail.(type) {
	case raft.ReadRequest:
		seq = d.Seq
	case member.LeaseAsk:
		seq = d.Seq
	default:
		return
	}
	switch {
	case x.passed == nil && e.Kind == sim.KindSent && e.Node == x.fall.Server:
		x.passed, x.seq = e, seq
	case x.passed != nil && x.reached == nil && e.Kind == sim.KindReceived && e.Peer == x.fall.Server && seq == x.seq:
		x.reached = e
	}
}

// seeLog takes in an event after the arrival of a request that becomes an entry.
func (x *tracker) seeLog(e *sim.Event) {
	server := x.fall.Server
	switch d := e.Detail.(type) {
	case raft.Forward:
		x.seeForward(e, d)
	case member.Committed:
		if x.index != 0 && d.Index >= x.index && !x.another[e.Node] {
			if e.Node == x.leader && x.commit == nil {
				x.commit = e
			}
			if e.Node == server && x.learned == nil {
				x.learned = e
			}
		}
	case raft.AppendEntries:
		if !x.known && x.taken != nil && e.Node == x.leader && carries(d, x.index) {
			x.payload, x.known = d.Entries[x.index-d.PrevIndex-1].Payload, true
		}
	case member.Applied:
		if x.index != 0 && d.Index == x.index && e.Node == server && x.applied == nil && (!x.known || d.Entry.Payload == x.payload) {
			x.applied = e
		}
	default:
		if from, to, ok := kept(e); ok {
			x.seeWrite(e, from, to)
			x.seeCopy(e, from, to)
		}
	}
}

// seeCopy notes whether what a member writes at the index of the request's entry is
// that entry, or another leader's.
func (x *tracker) seeCopy(e *sim.Event, from, to raft.Index) {
	if x.taken == nil || e == x.taken || !x.known || e.Kind != sim.KindWrite || x.index < from || to < x.index {
		return
	}
	another := true // who leads writes an entry of its own
	if got, ok := x.trace.At(e.Cause); ok {
		if m, ok := got.Detail.(raft.AppendEntries); ok && carries(m, x.index) {
			another = m.Entries[x.index-m.PrevIndex-1].Payload != x.payload
		}
	}
	x.another[e.Node] = another
}

func (x *tracker) seeForward(e *sim.Event, d raft.Forward) {
	switch e.Kind {
	case sim.KindSent:
		if e.Node != x.fall.Server || x.taken != nil {
			return
		}
		if !x.known && e.Cause == x.arrived.ID {
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

// seeWrite finds the write by which a leader takes the request into its log.
func (x *tracker) seeWrite(e *sim.Event, from, to raft.Index) {
	direct := e.Cause == x.arrived.ID
	switch {
	case !x.known:
		if direct { // the newest is proposed last
			x.index, x.taken, x.leader = to, e, e.Node
		}
		return
	case x.taken != nil:
		return
	case x.index != 0:
		if x.index < from || to < x.index {
			return
		}
	case direct || x.reached != nil && e.Cause == x.reached.ID:
		if x.index = x.entryAmong(e.Node, from, to); x.index == 0 {
			return
		}
		x.among = [2]raft.Index{from, to}
	default:
		return
	}
	x.taken, x.leader = e, e.Node
}

// entryAmong returns which of the entries that a leader writes is the request's,
// 0: none of them. The first, if the log does not have them any more.
func (x *tracker) entryAmong(leader sim.Node, from, to raft.Index) raft.Index {
	m := MemberAt(x.w, leader)
	if m == nil || m.Raft() == nil {
		return from
	}
	for i := from; i <= to; i++ {
		e, ok := m.Raft().Log().At(i)
		switch {
		case !ok:
			return from
		case e.Payload == x.payload:
			return i
		}
	}
	return 0
}

// proposal is what the member that is asked says that it has made of a request for the
// log, which it knows as long as it waits.
type proposal struct {
	payload raft.Payload
	known   bool
}

func proposalOf(w *sim.World, client sim.Node, j *shell.Journey) (p proposal) {
	if m := MemberAt(w, j.Server); m != nil {
		p.payload, p.known = m.Proposed(member.Client(client), j.Conn)
	}
	return p
}

// identify finds what the request became for the log: what the member that is asked
// says, or else what the trace has as applied just before the answer was given.
func (x *tracker) identify() {
	server, client, conn := x.fall.Server, member.Client(x.fall.Client), x.fall.Conn
	if x.payload, x.known = x.says.payload, x.says.known; x.known {
		return
	}
	end := x.trace.Next()
	if x.replied != nil {
		end = x.replied.Cause + 1
	}
	for id := end - 1; id > x.message.ID; id-- {
		e, _ := x.trace.At(id)
		if d, ok := e.Detail.(member.Answered); ok && e.Node == server && d.Client == client && d.Conn == conn {
			x.appliedBefore(e)
			return
		}
	}
}

// appliedBefore takes the entry that was applied just before an answer was given
// for the request's.
func (x *tracker) appliedBefore(answered *sim.Event) {
	for id := answered.ID - 1; id > x.message.ID; id-- {
		e, _ := x.trace.At(id)
		if e.Time != answered.Time || e.Node != answered.Node {
			return
		}
		if d, ok := e.Detail.(member.Applied); ok {
			x.index, x.payload, x.known = d.Index, d.Entry.Payload, true
			return
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

// before returns what an event of the way waited for. What lies before the
// request's arrival is not on its way: where something under way already had to
// come first, such as an entry that the member that is asked needs to be ready,
// the request has waited for it since it arrived. Nil if the trace does not have
// it.
func (x *tracker) before(e *sim.Event) *sim.Event {
	if e == x.arrived {
		return x.message
	}
	p := x.waitedFor(e)
	if x.arrived != nil && (p == nil || p.ID < x.arrived.ID) {
		return x.arrived
	}
	return p
}

// waitedFor returns an event's cause, but where that was only the occasion what
// it waited for. Nil if there is none in the trace.
func (x *tracker) waitedFor(e *sim.Event) *sim.Event {
	if e.Kind == sim.KindSent {
		if p := x.beforeSending(e); p != nil {
			return p
		}
	}
	p, _ := x.trace.At(e.Cause)
	return p
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
