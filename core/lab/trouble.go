package lab

import (
	"slices"

	"raftarium/core/member"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// trouble is what a scan knows of whom messages reach and of who got which vote,
// as of the event it has come to. The world itself may be further, but not in who
// votes and who lives where: see Lab.runUntil.
type trouble struct {
	down, paused []sim.Node // sorted
	cuts         map[[2]sim.Node]bool
	config       raft.Membership
	known        bool // the config is
	needed       int  // a majority of the voters
	neededOld    int  // and of those before, in joint consensus
	lost         bool // no group in touch is a quorum

	changed Mark // the newest event after which it has to be looked whether there is a quorum
	pending bool

	term       raft.Term // the newest that somebody has stood for
	candidates []raft.ID
	votes      []ballot
	won, split bool // somebody leads that term; its votes are split
}

// ballot is who voted for whom.
type ballot struct{ voter, candidate raft.ID }

// troubleAt returns what there is to know of a world as it is.
func troubleAt(w *sim.World) (t trouble) {
	for n, m := range Members(w) {
		if !w.Up(n) {
			t.down = append(t.down, n)
		}
		if w.Paused(n) {
			t.paused = append(t.paused, n)
		}
		if s := m.Raft(); s != nil {
			t.term = max(t.term, s.Term())
		}
	}
	for from, to := range w.Cuts {
		t.cut(from, to)
	}
	t.configure(w)
	t.lost = t.known && !t.quorate(w)
	for _, m := range Members(w) {
		s := m.Raft()
		if s == nil || s.Term() != t.term {
			continue
		}
		t.won = t.won || s.Role() == raft.Leader
		if s.Role() == raft.Candidate {
			t.candidates = append(t.candidates, s.ID())
		}
		if s.Vote() != raft.None {
			t.votes = append(t.votes, ballot{s.ID(), s.Vote()})
		}
	}
	t.split = t.isSplit(w)
	return t
}

// configure takes over who votes, as the leader knows it, or else the member that
// has committed most.
func (t *trouble) configure(w *sim.World) {
	var best *raft.Server
	leader := leaderOf(w)
	for n, m := range Members(w) {
		if s := m.Raft(); s != nil && (n == leader || best == nil || leader == sim.Nobody && s.Commit() > best.Commit()) {
			if best = s; n == leader {
				break
			}
		}
	}
	if best != nil {
		t.config, t.needed, t.neededOld, t.known = best.Membership(), best.Quorum(), best.OutgoingQuorum(), true
	}
}

// observe takes note of an event, and reports whether somebody may be in touch now
// who was not, or the other way round.
func (t *trouble) observe(w *sim.World, e *sim.Event) bool {
	switch e.Kind {
	case sim.KindCrashed:
		t.down = with(t.down, e.Node)
	case sim.KindRestarted:
		t.down, t.paused = without(t.down, e.Node), without(t.paused, e.Node)
	case sim.KindPaused:
		t.paused = with(t.paused, e.Node)
	case sim.KindResumed:
		t.paused = without(t.paused, e.Node)
	case sim.KindCut:
		t.cut(e.Node, e.Peer)
	case sim.KindJoined:
		delete(t.cuts, [2]sim.Node{e.Node, e.Peer})
	default:
		switch d := e.Detail.(type) {
		case member.Failure:
			t.down = with(t.down, e.Node)
		case member.Applied:
			if d.Entry.Kind != raft.ConfigChange && d.Entry.Kind != raft.LeaveJoint {
				return false
			}
			t.configure(w)
		case member.BecameLeader, member.Restored:
			t.configure(w)
		default:
			return false
		}
	}
	return true
}

func (t *trouble) cut(from, to sim.Node) {
	if t.cuts == nil {
		t.cuts = map[[2]sim.Node]bool{}
	}
	t.cuts[[2]sim.Node{from, to}] = true
}

func with(list []sim.Node, n sim.Node) []sim.Node {
	if i, found := slices.BinarySearch(list, n); !found {
		return slices.Insert(list, i, n)
	}
	return list
}

func without(list []sim.Node, n sim.Node) []sim.Node {
	if i, found := slices.BinarySearch(list, n); found {
		return slices.Delete(list, i, i+1)
	}
	return list
}

func (t *trouble) runs(n sim.Node) bool {
	_, down := slices.BinarySearch(t.down, n)
	_, paused := slices.BinarySearch(t.paused, n)
	return n != sim.Nobody && !down && !paused
}

// quorate reports whether somebody reaches, in both directions, as many voters as
// it takes.
func (t *trouble) quorate(w *sim.World) bool {
	running := func(ids []raft.ID) (nodes []sim.Node) {
		for _, id := range ids {
			if n := NodeOf(w, id); t.runs(n) {
				nodes = append(nodes, n)
			}
		}
		return nodes
	}
	var linked func(a, b sim.Node) bool
	if len(t.cuts) > 0 {
		linked = func(a, b sim.Node) bool { return !t.cuts[[2]sim.Node{a, b}] && !t.cuts[[2]sim.Node{b, a}] }
	}
	_, _, quorate := InTouch(running(t.config.Voters), running(t.config.Old), t.needed, t.neededOld, linked)
	return quorate
}

// vote takes note of who stands, who votes and who wins, and reports whether the
// votes of a term are split now and were not before.
func (t *trouble) vote(w *sim.World, e *sim.Event) bool {
	begin := func(term raft.Term) {
		if term > t.term {
			t.term, t.candidates, t.votes, t.won, t.split = term, nil, nil, false, false
		}
	}
	switch d := e.Detail.(type) {
	case member.BecameCandidate:
		if begin(d.Term); d.Term == t.term {
			id := idOf(w, e.Node)
			t.candidates, t.votes = append(t.candidates, id), append(t.votes, ballot{id, id})
		}
	case member.BecameLeader:
		if begin(d.Term); d.Term == t.term {
			t.won = true
		}
	case raft.VoteReply:
		why, granted := e.Why.(raft.VoteGranted)
		if begin(d.Term); !granted || d.Term != t.term {
			return false
		}
		t.votes = append(t.votes, ballot{d.From, why.Candidate})
	default:
		return false
	}
	if t.split || !t.isSplit(w) {
		return false
	}
	t.split = true
	return true
}

// isSplit reports whether the votes of the newest term are split. Where there is no
// quorum, that is why nobody wins.
func (t *trouble) isSplit(w *sim.World) bool {
	if t.won || t.lost || len(t.config.Old) > 0 {
		return false
	}
	got, free := make([]int, len(t.candidates)), 0
	for _, voter := range t.config.Voters {
		at := slices.IndexFunc(t.votes, func(b ballot) bool { return b.voter == voter })
		if at < 0 {
			if t.runs(NodeOf(w, voter)) {
				free++
			}
			continue
		}
		if i := slices.Index(t.candidates, t.votes[at].candidate); i >= 0 {
			got[i]++
		}
	}
	return IsSplit(got, free, t.needed)
}

// notice marks that a quorum is lost or there again, and that votes are split.
func (b *branch) notice(w *sim.World, e *sim.Event) {
	t := &b.scan.trouble
	if t.pending && t.changed.Time != e.Time {
		b.settle(w) // several links are cut at one moment
	}
	m := Mark{Time: e.Time, Event: e.ID, Node: e.Node, Peer: e.Peer}
	if t.observe(w, e) {
		t.changed, t.pending = m, true
	}
	if t.vote(w, e) {
		m.Kind, m.Term = MarkSplitVote, t.term
		b.marks = append(b.marks, m)
	}
}

// settle looks whether there is a quorum after what has changed.
func (b *branch) settle(w *sim.World) {
	t := &b.scan.trouble
	if !t.pending {
		return
	}
	t.pending = false
	if !t.known {
		t.configure(w)
	}
	if lost := t.known && !t.quorate(w); lost != t.lost {
		m := t.changed
		if m.Kind = MarkQuorum; lost {
			m.Kind = MarkNoQuorum
		}
		t.lost = lost
		b.marks = append(b.marks, m)
	}
}
