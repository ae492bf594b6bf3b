package lesson

import (
	"slices"
	"strconv"
	"strings"

	"raftarium/core/api"
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// Facts are what has happened in a world, and what is the case, beside its state:
// what the conditions of a goal can be about, as in "facts.leaders == 2".
type Facts struct {
	world *sim.World
	next  sim.EventID

	crashes, cuts, leaderChanges int
	pauses                       int
	anew                         string // the verb that has made the cluster or a log anew, since that was looked at
	leaderNow                    sim.Node
	cutAt                        map[[2]sim.Node]sim.Time
	logs                         map[sim.Node][]raft.Term
	overwritten                  int
	term                         raft.Term // the highest in which somebody stood
	candidates                   []sim.Node
	split                        bool // the vote of term
	splits                       int  // in a row
	acks                         []ack
	asked                        map[sim.Node]int // by client: how many acks there were when it asked
	staleReads                   int
	granted                      map[string]raft.Term // leases: in which term
	expiries, expiredElsewhere   int
}

// ack is a write that a client was told of.
type ack struct {
	key string
	rev int64
}

// factTable says of each fact what it is.
var factTable = []struct {
	name string
	of   func(f *Facts) string
}{
	{"crashes", func(f *Facts) string { return strconv.Itoa(f.crashes) }},
	{"cuts", func(f *Facts) string { return strconv.Itoa(f.cuts) }},
	{"expired-elsewhere", func(f *Facts) string { return strconv.Itoa(f.expiredElsewhere) }},
	{"expiries", func(f *Facts) string { return strconv.Itoa(f.expiries) }},
	{"leader-changes", func(f *Facts) string { return strconv.Itoa(f.leaderChanges) }},
	{"leaders", func(f *Facts) string { return strconv.Itoa(f.leaders()) }},
	{"overwritten", func(f *Facts) string { return strconv.Itoa(f.overwritten) }},
	{"pauses", func(f *Facts) string { return strconv.Itoa(f.pauses) }},
	{"quorum", func(f *Facts) string { return strconv.FormatBool(f.quorum()) }},
	{"split-votes", func(f *Facts) string { return strconv.Itoa(f.splits) }},
	{"stale-reads", func(f *Facts) string { return strconv.Itoa(f.staleReads) }},
}

// FactNames returns the names of all facts:
//
//	crashes            how many times a member went down
//	cuts               how many links were cut, each once for both directions
//	expired-elsewhere  how many leases expired under another leader than granted them
//	expiries           how many leases expired
//	leader-changes     how many times another member than before came to lead
//	leaders            how many members run and take themselves for the leader
//	overwritten        how many entries a member has replaced by those of another leader
//	pauses             how many times a member was paused
//	quorum             whether some member is in touch with a majority, itself included
//	split-votes        how many terms in a row have ended in a split vote
//	stale-reads        how many reads were answered without a write of the same key that was acknowledged before they were asked
func FactNames() []string {
	names := make([]string, len(factTable))
	for i := range factTable {
		names[i] = factTable[i].name
	}
	return names
}

func newFacts(w *sim.World) *Facts {
	return &Facts{world: w, cutAt: map[[2]sim.Node]sim.Time{}, logs: map[sim.Node][]raft.Term{},
		asked: map[sim.Node]int{}, granted: map[string]raft.Term{}}
}

// look returns a fact, or what lies in the state.
func (f *Facts) look(path string) (string, error) {
	name, ok := strings.CutPrefix(path, "facts.")
	if !ok {
		return lab.Look(f.world, path)
	}
	for i := range factTable {
		if factTable[i].name == name {
			return factTable[i].of(f), nil
		}
	}
	return "", noFact(name)
}

// noFact is the error of a name that no fact has.
func noFact(name string) error {
	return narrate.Fail("bad.fact", "name", narrate.Quoted(name), "names", strings.Join(FactNames(), ", "))
}

// observe takes in what has happened since the last time, and reports whether
// anything of it can make a difference.
func (f *Facts) observe() (changed bool) {
	trace := f.world.Trace()
	for id := max(f.next, trace.First()); id < trace.Next(); id++ {
		e, ok := trace.At(id)
		if !ok {
			continue
		}
		switch e.Kind {
		case sim.KindReceived:
			if e.Peer.IsClient() {
				f.asked[e.Peer] = len(f.acks)
			}
		case sim.KindWrite:
			f.wrote(e.Node)
		case sim.KindSent, sim.KindTimer, sim.KindDurable, sim.KindLost:
		case sim.KindCrashed:
			changed = true
			if !e.Node.IsClient() {
				f.crashes++
			}
		case sim.KindCut:
			changed = true
			f.cut(e)
		case sim.KindPaused:
			changed = true
			f.pauses++
		case lab.KindCluster:
			changed, f.anew, f.logs = true, "cluster", map[sim.Node][]raft.Term{}
		case lab.KindLog:
			changed, f.anew = true, "log"
			delete(f.logs, e.Node)
		default:
			changed = true
			f.note(e)
		}
	}
	f.next = trace.Next()
	return changed
}

// cut counts a link that was cut in both directions at one moment once.
func (f *Facts) cut(e *sim.Event) {
	link := [2]sim.Node{min(e.Node, e.Peer), max(e.Node, e.Peer)}
	if at, ok := f.cutAt[link]; !ok || at != e.Time {
		f.cuts++
	}
	f.cutAt[link] = e.Time
}

// wrote looks which entries a member has replaced.
func (f *Facts) wrote(n sim.Node) {
	m := lab.MemberAt(f.world, n)
	if m == nil || m.Raft() == nil {
		return
	}
	log := m.Raft().Log()
	terms := make([]raft.Term, log.Last())
	for i := range terms {
		terms[i] = log.Term(raft.Index(i + 1))
	}
	for i, before := range f.logs[n] {
		if i < len(terms) && terms[i] != before && before != 0 && terms[i] != 0 {
			f.overwritten++
		}
	}
	f.logs[n] = terms
}

func (f *Facts) note(e *sim.Event) {
	switch d := e.Detail.(type) {
	case member.BecameCandidate:
		if d.Term > f.term {
			if !f.split {
				f.splits = 0
			}
			f.term, f.candidates, f.split = d.Term, nil, false
		}
		if d.Term == f.term && !slices.Contains(f.candidates, e.Node) {
			f.candidates = append(f.candidates, e.Node)
		}
		f.countVotes()
	case member.VoteCounted, member.BecameFollower:
		f.countVotes()
	case member.BecameLeader:
		f.splits, f.split = 0, false
		if f.leaderNow != sim.Nobody && f.leaderNow != e.Node {
			f.leaderChanges++
		}
		f.leaderNow = e.Node
	case member.Applied:
		f.applied(e.Node, d)
	case member.Answered:
		f.answered(e.Node, d)
	}
}

// countVotes decides whether the vote of the highest term is split: two stand,
// and nobody can get a majority of it any more.
func (f *Facts) countVotes() {
	if f.split || len(f.candidates) < 2 {
		return
	}
	votes, open, voters := map[raft.ID]int{}, 0, 0
	for _, m := range lab.Members(f.world) {
		voters++
		if s := m.Raft(); s != nil && s.Term() == f.term && s.Vote() != raft.None {
			votes[s.Vote()]++
		} else {
			open++
		}
	}
	for _, n := range votes {
		if n+open > voters/2 {
			return
		}
	}
	f.split = true
	f.splits++
}

func (f *Facts) applied(n sim.Node, a member.Applied) {
	d := member.Describe(lab.MemberAt(f.world, n).Arena(), a.Entry)
	switch d.Deed {
	case member.DeedLeaseGrant:
		if _, known := f.granted[d.Key]; !known {
			f.granted[d.Key] = a.Entry.Term
		}
	case member.DeedLeaseRevoke:
		if term, known := f.granted[d.Key]; known && term != 0 {
			f.granted[d.Key] = 0 // the other members apply it too
			if !lab.RanOut(f.world, a.Index) {
				return
			}
			f.expiries++
			if a.Entry.Term != term {
				f.expiredElsewhere++
			}
		}
	}
}

// answered notes writes that clients are told of, and reads that miss one which
// was told before they were asked.
func (f *Facts) answered(n sim.Node, a member.Answered) {
	switch r := a.Request.(type) {
	case api.Put:
		f.told(r.Key, r.Key, a.Outcome)
	case api.DeleteRange:
		f.told(r.Key, r.RangeEnd, a.Outcome)
	case api.Range:
		kv := lab.MemberAt(f.world, n).KV()
		if kv == nil || r.Revision > 0 {
			return
		}
		before := f.acks[:min(f.asked[sim.Node(a.Client)], len(f.acks))]
		if slices.ContainsFunc(before, func(k ack) bool { return covers(r, k.key) && k.rev > kv.Revision() }) {
			f.staleReads++
		}
	}
}

// covers reports whether a read is about a key, among others or alone.
func covers(r api.Range, key string) bool {
	switch from, end := string(r.Key), string(r.RangeEnd); end {
	case "":
		return key == from
	case "\x00":
		return key >= from
	default:
		return key >= from && key < end
	}
}

// told notes that a client was told of a write of one key.
func (f *Facts) told(key, end []byte, o member.Outcome) {
	if o.Write && o.Revision > 0 && (len(end) == 0 || slices.Equal(key, end)) {
		f.acks = append(f.acks, ack{string(key), int64(o.Revision)})
	}
}

func (f *Facts) leaders() (count int) {
	for n, m := range lab.Members(f.world) {
		if s := m.Raft(); s != nil && f.world.Up(n) && !f.world.Paused(n) && s.Role() == raft.Leader {
			count++
		}
	}
	return count
}

// silent reports whether nothing that one says ever arrives at another.
func (f *Facts) silent(from, to sim.Node) bool {
	return f.world.IsCut(from, to) || f.world.LinkBetween(from, to).Loss >= 1000
}

// quorum reports whether a member that runs reaches, and is reached by, as many
// voters as make a majority, of both lists while one takes the other's place.
func (f *Facts) quorum() bool {
	var newest *raft.Server
	for _, m := range lab.Members(f.world) {
		if s := m.Raft(); s != nil && (newest == nil || s.Commit() > newest.Commit()) {
			newest = s
		}
	}
	if newest == nil {
		return false
	}
	list := newest.Membership()
	runs := func(n sim.Node) bool { return f.world.Up(n) && !f.world.Paused(n) }
	for a := range lab.Members(f.world) {
		voters, old := 0, 0
		for b, m := range lab.Members(f.world) {
			if !runs(a) || !runs(b) || a != b && (f.silent(a, b) || f.silent(b, a)) {
				continue
			}
			if id := raft.ID(m.Self().ID); slices.Contains(list.Voters, id) {
				voters++
			}
			if id := raft.ID(m.Self().ID); slices.Contains(list.Old, id) {
				old++
			}
		}
		if voters >= newest.Quorum() && old >= newest.OutgoingQuorum() {
			return true
		}
	}
	return false
}
