package lab

import (
	"slices"

	"raftarium/core/check"
	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// MarkKind says what a Mark stands for.
type MarkKind uint8

// The kinds of marks.
const (
	MarkElected    MarkKind = iota // Node became leader of Term
	MarkDeposed                    // Node led Term and leads it no more
	MarkCrash                      // Node crashed
	MarkRestart                    // Node restarted
	MarkCut                        // the link from Node to Peer was cut
	MarkJoin                       // it was joined again
	MarkWrite                      // an entry that a user asked for was committed: Index
	MarkCommit                     // any other entry was committed
	MarkDeed                       // something else was done from outside
	MarkSetup                      // the cluster was made anew
	MarkViolation                  // a property was violated by Node, in Term or at Index
	MarkExpiry                     // the end of a lease that had run out was committed: Index
	MarkCompaction                 // history was compacted: Index
	MarkMembership                 // a change of membership was committed: Index
	MarkTransfer                   // Node, which leads, began to hand over to Peer
	MarkV2Expiry                   // keys of v2 whose time was over went, with the SYNC entry Index, first at Node
	MarkNoQuorum                   // no majority is in touch any more, because of Node
	MarkQuorum                     // a majority is in touch again
	MarkSplitVote                  // nobody can win Term any more: several stand, and too few have a vote left
)

// Mark is something that happened and that one wants to find again.
type Mark struct {
	Time  sim.Time
	Event sim.EventID
	Kind  MarkKind
	Node  sim.Node
	Peer  sim.Node
	Term  raft.Term
	Index raft.Index
}

// Commits reports whether a mark is that an entry was committed.
func (k MarkKind) Commits() bool {
	switch k {
	case MarkWrite, MarkCommit, MarkExpiry, MarkCompaction, MarkMembership:
		return true
	}
	return false
}

// scan is how far a branch's trace has been looked through for marks.
type scan struct {
	next      sim.EventID
	committed raft.Index // the highest index that anybody has committed
	leaders   []leading
	syncs     []raft.Index // v2's SYNC entries that are committed and that nobody has applied
	v2        uint64       // v2's index up to which expiries are marked
	trouble   trouble
}

// leading is a member that leads.
type leading struct {
	node sim.Node
	term raft.Term
}

// scanAt returns a scan that goes on from a world as it is, after the marks so far.
// They know of entries that are committed and whose members are down.
func scanAt(w *sim.World, marks []Mark) scan {
	s := scan{next: w.Trace().Next(), trouble: troubleAt(w)}
	for i := len(marks); i > 0 && marks[i-1].Kind != MarkSetup; i-- {
		if m := &marks[i-1]; m.Kind.Commits() {
			s.committed = m.Index
			break
		}
	}
	marked := s.committed > 0
	for n, m := range Members(w) {
		if r := m.Raft(); r != nil {
			if marked || !isSetUpTo(m, r.Commit()) {
				s.committed = max(s.committed, r.Commit())
			}
			if r.Role() == raft.Leader {
				s.leaders = append(s.leaders, leading{n, r.Term()})
			}
			s.v2 = max(s.v2, m.V2().Index())
		}
	}
	s.syncs = unappliedSyncs(w, s.committed)
	return s
}

// isSetUpTo reports whether what a member knows as committed is nothing but the entries
// that it began with: they are marked with the first that anybody commits.
func isSetUpTo(m *member.Member, commit raft.Index) bool {
	e, ok := m.Raft().Log().At(commit)
	return ok && e.Term == 1 && member.Describe(m.Arena(), e).Setup()
}

// unappliedSyncs are the SYNC entries that somebody has committed and nobody has
// applied.
func unappliedSyncs(w *sim.World, committed raft.Index) (syncs []raft.Index) {
	var most *member.Member // which has applied most
	for _, m := range Members(w) {
		if r := m.Raft(); r != nil && (most == nil || r.Applied() > most.Raft().Applied()) {
			most = m
		}
	}
	if most == nil {
		return nil
	}
	for i := most.Raft().Applied() + 1; i <= committed; i++ {
		if e, ok := most.Raft().Log().At(i); ok && member.Describe(most.Arena(), e).Deed == member.DeedV2Expire {
			syncs = append(syncs, i)
		}
	}
	return syncs
}

// Marks returns the marks of the current branch up to its frontier, in order.
// They are not to be changed.
func (l *Lab) Marks() []Mark { return l.branch().marks }

// look adds the marks of the events that are new.
func (b *branch) look(w *sim.World) {
	trace := w.Trace()
	id := max(b.scan.next, trace.First())
	for run := trace.Run(id); len(run) > 0; run = trace.Run(id) {
		for i := range run {
			switch run[i].Kind {
			case sim.KindReceived, sim.KindTimer, sim.KindWrite, sim.KindDurable:
			case sim.KindSent:
				if _, votes := run[i].Detail.(raft.VoteReply); votes {
					b.notice(w, &run[i])
				}
			default:
				b.notice(w, &run[i])
				b.mark(w, &run[i])
			}
		}
		id += sim.EventID(len(run))
	}
	b.scan.next = trace.Next()
	b.settle(w)
}

func (b *branch) mark(w *sim.World, e *sim.Event) {
	m := Mark{Time: e.Time, Event: e.ID, Node: e.Node, Peer: e.Peer}
	switch e.Kind {
	case sim.KindCrashed:
		b.depose(m)
		m.Kind = MarkCrash
	case sim.KindRestarted:
		if e.Node.IsClient() || e.Cause == 0 || b.isNew(e) || causedBy(w, e, KindLog) {
			return
		}
		m.Kind = MarkRestart
	case sim.KindCut:
		m.Kind = MarkCut
	case sim.KindJoined:
		m.Kind = MarkJoin
	case KindCluster:
		b.scan = scan{next: b.scan.next}
		m.Kind = MarkSetup
	case sim.KindInput:
		if e.Node != sim.Nobody {
			return
		}
		m.Kind = MarkDeed
	default:
		b.markNote(w, m, e.Detail)
		return
	}
	b.marks = append(b.marks, m)
}

// causedBy reports whether the cause of an event is of a kind.
func causedBy(w *sim.World, e *sim.Event, kind sim.Kind) bool {
	cause, ok := w.Trace().At(e.Cause)
	return ok && cause.Kind == kind
}

// isNew reports whether a server started because its cluster was made.
func (b *branch) isNew(e *sim.Event) bool {
	n := len(b.marks)
	return n > 0 && b.marks[n-1].Kind == MarkSetup && b.marks[n-1].Event == e.Cause
}

// markNote marks what a member tells of itself.
func (b *branch) markNote(w *sim.World, m Mark, detail any) {
	switch d := detail.(type) {
	case check.Violation:
		m.Kind, m.Term, m.Index = MarkViolation, raft.Term(d.Term), raft.Index(d.Index)
		b.marks = append(b.marks, m)
	case member.Failure: // it goes down again
		m.Kind = MarkCrash
		b.marks = append(b.marks, m)
	case member.BecameLeader:
		b.depose(m)
		m.Kind, m.Term = MarkElected, d.Term
		b.scan.leaders = append(b.scan.leaders, leading{m.Node, d.Term})
		b.marks = append(b.marks, m)
	case member.TransferBegun:
		m.Kind = MarkTransfer
		b.marks = append(b.marks, m)
	case member.BecameFollower:
		b.depose(m)
	case member.Committed:
		b.markCommitted(w, m, d.Index)
	case member.Applied:
		b.markApplied(w, m, d)
	}
}

// markApplied marks that keys of v2 went because their time was over, where the
// first member has applied the SYNC that took them. Most SYNCs take none. What the
// member remembers of its changes may have gone on since then.
func (b *branch) markApplied(w *sim.World, m Mark, a member.Applied) {
	for len(b.scan.syncs) > 0 && b.scan.syncs[0] < a.Index {
		b.scan.syncs = b.scan.syncs[1:] // a snapshot stood for it
	}
	at := MemberAt(w, m.Node)
	if len(b.scan.syncs) == 0 || b.scan.syncs[0] != a.Index || at == nil || at.V2() == nil {
		return
	}
	b.scan.syncs = b.scan.syncs[1:]
	v2 := at.V2()
	events, err := v2.EventsSince(max(b.scan.v2, v2.Index()-min(v2.Index(), uint64(v2.Events()))) + 1)
	if err != nil {
		return
	}
	taken := false
	until := member.SyncTime(at.Arena(), a.Entry)
	for e := range events {
		if e.Action == "expire" && e.PrevNode.Expiration <= until {
			taken, b.scan.v2 = true, e.Index()
		}
	}
	if taken {
		m.Kind, m.Index, m.Term = MarkV2Expiry, a.Index, a.Entry.Term
		b.marks = append(b.marks, m)
	}
}

// markCommitted marks the entries that nobody had committed before.
func (b *branch) markCommitted(w *sim.World, m Mark, upTo raft.Index) {
	at := MemberAt(w, m.Node)
	if at == nil || at.Raft() == nil {
		return
	}
	for i := b.scan.committed + 1; i <= upTo; i++ {
		e, _ := at.Raft().Log().At(i)
		d := member.Describe(at.Arena(), e)
		if d.Deed == member.DeedV2Expire {
			b.scan.syncs = append(b.scan.syncs, i)
		}
		m.Kind, m.Index, m.Term = b.committedKind(w, i, d), i, e.Term
		b.addCommit(m)
	}
	b.scan.committed = max(b.scan.committed, upTo)
}

// committedKind is what a committed entry is marked as.
func (b *branch) committedKind(w *sim.World, i raft.Index, d member.Description) MarkKind {
	switch {
	case d.Deed == member.DeedNothing || d.Setup() || d.Deed == member.DeedV2Expire:
		return MarkCommit
	case d.Deed == member.DeedCompact:
		return MarkCompaction
	case d.Deed == member.DeedLeaseRevoke && RanOut(w, i):
		return MarkExpiry
	case d.Membership():
		return MarkMembership
	}
	return MarkWrite
}

// RanOut reports whether a leader put an entry into its log because a timer ran
// out, and not because anybody had asked for it.
func RanOut(w *sim.World, i raft.Index) bool {
	trace := w.Trace()
	for id := trace.Next(); id > trace.First(); {
		id--
		e, _ := trace.At(id)
		if why, ok := e.Why.(raft.KeepEntries); ok && e.Kind == sim.KindWrite && why.From <= i && i <= why.To {
			if causedBy(w, e, sim.KindTimer) {
				return true
			}
		}
	}
	return false
}

// addCommit adds a mark to a list that grows with every write: to twice its
// length when it is full, so that no mark is copied often.
func (b *branch) addCommit(m Mark) {
	if len(b.marks) == cap(b.marks) {
		b.marks = slices.Grow(b.marks, max(64, len(b.marks)))
	}
	b.marks = append(b.marks, m)
}

// depose ends the leadership of the node of m, if it has one.
func (b *branch) depose(m Mark) {
	for i, l := range b.scan.leaders {
		if l.node == m.Node {
			b.scan.leaders = append(b.scan.leaders[:i:i], b.scan.leaders[i+1:]...)
			m.Kind, m.Term = MarkDeposed, l.term
			b.marks = append(b.marks, m)
			return
		}
	}
}
