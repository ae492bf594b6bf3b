package lab

import (
	"slices"
	"strings"

	"raftarium/core/api"
	"raftarium/core/check"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/core/wire"
	"raftarium/mvcc"
)

// KindViolated is the kind of the event that a property is violated. Detail is
// a check.Violation; the cause is the event that broke it.
var KindViolated = sim.NewKind("violated")

// watch is what a server tells the world's Monitor besides what it tells at
// once.
type watch struct {
	survived sim.WriteSeq // up to which the writes came through the last crash
	// The newest promise to have entries that was looked at: a heartbeat's
	// answer repeats it.
	promised check.Promise
	// What the turn has brought about. A step may commit and apply entries
	// before it gives them to the disk, so this is told when the turn is over.
	facts   []fact
	answers []answer // of the facts that are such, in their order
	// The configuration that was told last, and whether the server may use
	// another one: it has written something since, or applied a change.
	configuration raft.Membership
	wrote         bool
}

// fact is something that a turn has brought about.
type fact struct {
	kind  factKind
	index raft.Index
	state uint64
	event sim.EventID
}

// answer is what a client is told.
type answer struct {
	client  sim.Node
	conn    uint64
	outcome check.Outcome
}

type factKind uint8

const (
	committedFact factKind = iota
	appliedFact
	acknowledgedFact
	restoredFact
	answeredFact
)

// tell tells the Monitor something that was brought about by an event, and the
// world of what is violated by it.
func (s *server) tell(event sim.EventID, what func(m *check.Monitor, at check.At, self sim.Node)) {
	m := s.lab.check
	before := len(m.Found())
	what(m, check.At{Time: s.turn.Now(), Event: event}, s.turn.Self())
	if len(m.Found()) > before {
		s.report(m.Found()[before:])
	}
}

// report records violations as events.
func (s *server) report(found []check.Violation) {
	cause := s.turn.Cause()
	for _, v := range found {
		s.turn.Because(v.At.Event)
		peer := v.Peer
		if peer.IsClient() {
			peer = sim.Nobody
		}
		s.turn.Note(KindViolated, peer, v)
	}
	s.turn.Because(cause)
}

// watchStart tells that the server starts with what it has on its disk. What a
// cluster begins with was written by nobody.
func (s *server) watchStart() {
	s.watch.promised, s.watch.wrote = check.Promise{}, true
	s.tell(s.turn.Cause(), func(m *check.Monitor, at check.At, self sim.Node) {
		m.Restarted(at, self, s.watch.survived)
		stored := s.member.Stored()
		if uint64(stored.Log.Last()) <= m.Last(self) {
			return
		}
		for i := raft.Index(m.Last(self)) + 1; i <= stored.Log.Last(); i++ {
			e, _ := stored.Log.At(i)
			m.Appended(at, self, uint64(i), uint64(e.Term), s.fingerprint(e))
		}
		m.Wrote(at, self, s.last, uint64(stored.Term), s.node(stored.Vote))
		m.Durable(self, s.last)
	})
}

// fingerprint is what tells entries of one term apart. Most entries are written
// by all servers one after the other.
func (s *server) fingerprint(e raft.Entry) uint64 {
	if e.Size == 0 {
		return check.Entry(uint8(e.Kind), nil)
	}
	said := &s.lab.said
	if said.payload != e.Payload || said.kind != e.Kind {
		said.payload, said.kind = e.Payload, e.Kind
		said.print = check.Entry(uint8(e.Kind), s.member.Arena().Bytes(mvcc.Value(e.Payload)))
	}
	return said.print
}

// watchWrite tells of a write with the ordinal s.last.
func (s *server) watchWrite(w raft.Write) {
	s.watch.wrote = true
	if len(w.Entries) > 0 && uint64(w.From) <= s.watch.promised.Index {
		s.watch.promised = check.Promise{}
	}
	if w.Snapshot != nil {
		s.watchEnd() // what it stands for may have been committed in this turn
	}
	s.tell(s.turn.Cause(), func(m *check.Monitor, at check.At, self sim.Node) {
		if w.Snapshot != nil {
			m.Installed(at, self, uint64(w.Snapshot.Index))
		}
		for i, e := range w.Entries {
			m.Appended(at, self, uint64(w.From)+uint64(i), uint64(e.Term), s.fingerprint(e))
		}
		m.Wrote(at, self, s.last, uint64(w.Term), s.node(w.Vote))
		if w.Compact != 0 {
			m.Compacted(self, uint64(w.Compact))
		}
	})
}

// watchSend tells what a message promises.
func (s *server) watchSend(to sim.Node, m raft.Message) {
	var p check.Promise
	switch m := m.(type) {
	case raft.AppendAccepted:
		if last := &s.watch.promised; last.Term == uint64(m.Term) && uint64(m.Match) <= last.Index {
			return
		}
		p = check.Promise{Term: uint64(m.Term), Index: uint64(m.Match)}
		s.watch.promised = p
	case raft.AppendRefused:
		p.Term = uint64(m.Term)
	case raft.RequestVote:
		p = check.Promise{Term: uint64(m.Term), Vote: s.turn.Self()}
	case raft.VoteReply:
		p.Term = uint64(m.Term)
		if m.Granted {
			p.Vote = to
		}
	default:
		return
	}
	s.tell(s.turn.Cause(), func(m *check.Monitor, at check.At, self sim.Node) { m.Promised(at, self, p) })
}

// watchNote tells what a member tells of itself.
func (s *server) watchNote(n member.Note, event sim.EventID) {
	switch n := n.(type) {
	case member.BecameLeader:
		s.lab.marks.due = true
		s.tell(event, func(m *check.Monitor, at check.At, self sim.Node) { m.Led(at, self, uint64(n.Term)) })
	case member.BecameFollower:
		s.follows(n.Leader, n.Term)
	case member.BecameCandidate, member.BecamePreCandidate:
		s.follows(raft.None, 0)
	case member.Restored:
		s.watch.wrote, s.lab.marks.due = true, true
		s.later(fact{kind: restoredFact, index: n.Index, state: s.state(), event: event})
	case member.Answered:
		// A write is answered where it was applied.
		if last := len(s.watch.facts) - 1; last >= 0 && s.watch.facts[last].kind == appliedFact && writes(n.Request) {
			s.later(fact{kind: acknowledgedFact, index: s.watch.facts[last].index, event: event})
		}
		s.later(fact{kind: answeredFact, event: event})
		s.watch.answers = append(s.watch.answers, answer{sim.Node(n.Client), n.Conn, outcome(&n)})
	}
}

// follows tells whom the server takes for the leader of a term.
func (s *server) follows(leader raft.ID, term raft.Term) {
	s.lab.check.Followed(check.At{Time: s.turn.Now()}, s.turn.Self(), s.node(leader), uint64(term))
}

// watchRequest tells that a client asks for something.
func (s *server) watchRequest(client sim.Node, r member.Request) {
	s.lab.check.Asked(check.At{Time: s.turn.Now()}, s.turn.Self(), client, r.Conn, endless(r))
}

// endless reports whether a request asks for more than one answer, or for one
// that may never come.
func endless(r member.Request) bool {
	if r.HTTP != nil {
		return strings.Contains(r.HTTP.Target, "watch") || strings.Contains(r.HTTP.Target, "wait=true") || strings.Contains(r.HTTP.Target, "keepalive")
	}
	switch r.API.(type) {
	case api.Put, api.DeleteRange, api.Txn, api.Range, api.V2Keys, api.Health, api.Status, api.MemberList:
		return false
	}
	return true
}

// watchTime tells what time it is.
func (s *server) watchTime() {
	m := s.lab.check
	if m.Due(s.turn.Now()) {
		s.tell(s.turn.Cause(), func(m *check.Monitor, at check.At, _ sim.Node) { m.Passed(at) })
	}
}

// outcome is what an answer tells.
func outcome(a *member.Answered) check.Outcome {
	o := check.Outcome{Revision: a.Outcome.Revision, Modified: a.Outcome.Modified, V2: a.Outcome.V2, Write: a.Outcome.Write}
	if o.Revision == 0 {
		return o
	}
	switch r := a.Request.(type) {
	case api.Put:
		o.Key = check.Entry(0, r.Key)
	case api.DeleteRange:
		if len(r.RangeEnd) == 0 {
			o.Key = check.Entry(0, r.Key)
		}
	case api.Range:
		if len(r.RangeEnd) == 0 {
			o.Key = check.Entry(0, r.Key)
		}
	}
	return o
}

// watchConfiguration tells which configuration the server uses, if that is
// another than before.
func (s *server) watchConfiguration() {
	s.watch.wrote = false
	server := s.member.Raft()
	if server == nil {
		return
	}
	now, told := server.Membership(), &s.watch.configuration
	if same(now.Voters, told.Voters) && same(now.Old, told.Old) {
		return
	}
	*told = now
	c := check.Configuration{Voters: voters(now.Voters), Outgoing: voters(now.Old)}
	s.tell(s.turn.Cause(), func(m *check.Monitor, at check.At, self sim.Node) {
		m.Configured(at, self, check.ID(server.ID()), c)
	})
}

// same reports whether two lists that are not changed are one.
func same(a, b []raft.ID) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

func voters(ids []raft.ID) []check.ID {
	list := make([]check.ID, len(ids))
	for i, id := range ids {
		list[i] = check.ID(id)
	}
	slices.Sort(list)
	return list
}

// state is a fingerprint of the contents of both stores.
func (s *server) state() uint64 {
	kv, v2 := s.member.KV().Hash(), s.member.V2().Print()
	return kv*0x9e3779b97f4a7c15 ^ v2
}

// writes reports whether a request changes something.
func writes(r api.Request) bool {
	switch r := r.(type) {
	case api.Put, api.DeleteRange, api.Txn:
		return true
	case api.V2Keys:
		return r.Proposes()
	}
	return false
}

func (s *server) later(f fact) { s.watch.facts = append(s.watch.facts, f) }

// watchEnd tells what the turn has brought about.
func (s *server) watchEnd() {
	m, self := s.lab.check, s.turn.Self()
	before := len(m.Found())
	at := check.At{Time: s.turn.Now()}
	answered := 0
	for i := range s.watch.facts {
		f := &s.watch.facts[i]
		at.Event = f.event
		switch index := uint64(f.index); f.kind {
		case committedFact:
			m.Committed(at, self, index)
		case appliedFact:
			m.Applied(at, self, index, f.state)
		case acknowledgedFact:
			m.Acknowledged(at, self, index)
		case restoredFact:
			m.Restored(at, self, index, f.state)
		case answeredFact:
			a := &s.watch.answers[answered]
			m.Answered(at, self, a.client, a.conn, a.outcome)
			answered++
		}
	}
	s.watch.answers = s.watch.answers[:0]
	s.watch.facts = s.watch.facts[:0]
	if len(m.Found()) > before {
		s.report(m.Found()[before:])
	}
}

func (x *watch) code(c *wire.Coder) {
	c.Uint64((*uint64)(&x.survived))
	c.Uint64(&x.promised.Term)
	c.Uint64(&x.promised.Index)
}
